/** The peer: the page that one would write first. Every message of a bare socket becomes a row, and stays. */
export const naivePage = (port: number): string => `<!doctype html>
<title>naive</title>
<style>body{font:13px system-ui;margin:0} #list{height:100vh;overflow:auto} .row{display:flex;gap:12px;padding:4px 12px}</style>
<div id="list"></div>
<script>
  const list = document.getElementById("list");
  const socket = new WebSocket("ws://127.0.0.1:${port}/sub");
  socket.onopen = () => { document.title = "open"; };
  socket.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    const row = document.createElement("div");
    row.className = "row";
    for (const text of [new Date().toLocaleTimeString(), event.type, event.payload.n, event.payload.message.slice(0, 40)]) {
      const cell = document.createElement("span");
      cell.textContent = text;
      row.append(cell);
    }
    list.prepend(row);
  };
</script>`;
