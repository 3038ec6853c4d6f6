import type { Sent } from "./audit.ts";
import type { Random } from "./random.ts";

/** Sends batches over HTTP, several at once, until the server is gone. Answers what was sent and what was answered. */
export async function httpStorm(
  server: { url: string; token: string },
  {
    name,
    senders,
    files,
    random,
  }: { name: string; senders: number; files: readonly string[]; random: Random },
  onFirstAnswer: () => void,
): Promise<Sent[]> {
  const sent: Sent[] = [];
  const sender = async (number: number): Promise<void> => {
    for (let n = 0; ; n++) {
      const chosen = new Set(Array.from({ length: 1 + random.whole(3) }, () => random.pick(files)));
      const ids = [...chosen].map((_, index) => `${name}s${number}-${n}-${index}`);
      const patches = [...chosen].map((file, index) => ({
        ...(random.chance(0.5) ? { op: "append" } : { op: "insert-after", line: 1 + random.whole(30) }),
        file,
        block: ids[index],
        patch_id: ids[index],
      }));
      const one: Sent = { ids, atomic: true, done: null };
      sent.push(one);
      const answer = await fetch(`${server.url}/api/patches/apply`, {
        method: "POST",
        headers: { authorization: `Bearer ${server.token}`, "content-type": "application/json" },
        body: JSON.stringify({ requester: name, patches }),
      })
        .then((response) => response.json() as Promise<{ ok: boolean }>)
        .catch(() => null);
      if (answer === null) return;
      one.done = answer.ok ? ids : [];
      onFirstAnswer();
    }
  };
  await Promise.all(Array.from({ length: senders }, (_, n) => sender(n)));
  return sent;
}
