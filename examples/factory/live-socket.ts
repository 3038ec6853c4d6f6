/** A message on `/ws`, either way. */
export interface Message {
  type: string;
  payload: Record<string, unknown>;
}

export interface LiveSocket {
  send(message: Message): void;
  close(): void;
}

const longestPauseMs = 10_000;

/**
 * Holds a socket to Mission Control's `/ws` open, with a longer pause after each failure. `hello` is sent first on each:
 * from then on, requests that name this factory come here.
 */
export function holdSocket(
  { url, token }: { url: string; token: string },
  hello: () => Message,
  onMessage: (message: Message) => void,
  say: (words: string) => void,
): LiveSocket {
  let socket: WebSocket;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  function open(): void {
    const headers = { authorization: `Bearer ${token}` };
    // Node's own WebSocket takes headers, which a browser's does not
    const Socket = WebSocket as unknown as new (url: string, options: object) => WebSocket;
    socket = new Socket(`${url.replace(/^http/, "ws").replace(/\/+$/, "")}/ws`, { headers });
    socket.onopen = () => {
      failures = 0;
      socket.send(JSON.stringify(hello()));
      say(`connected to ${url}`);
    };
    socket.onmessage = ({ data }) => onMessage(JSON.parse(String(data)) as Message);
    socket.onclose = () => {
      if (closed) return;
      failures += 1;
      // once, not at every try; a refusal looks the same from here as a server that is away
      if (failures === 1) say(`no connection to ${url}: no server is there, or it does not take the token; trying again`);
      timer = setTimeout(open, Math.min(longestPauseMs, 250 * 2 ** failures));
    };
  }
  open();
  return {
    send(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    close() {
      closed = true;
      clearTimeout(timer);
      socket.close();
    },
  };
}
