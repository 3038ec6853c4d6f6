// Asks for what the first screen needs while the page's own code is on its way, so that neither waits for the other.
// A classic script: it runs before the modules. `web/api/early-answer.ts` hands the answers on.
{
  const answers = [];
  const ask = (url) => {
    const response = fetch(url, { headers: { accept: "application/json" }, credentials: "same-origin" });
    response.catch(() => {});
    answers.push({ url, response, at: performance.now() });
  };
  const { pathname, search } = location;
  const query = new URLSearchParams(search);
  const compares = pathname === "/traces/compare";
  // the files that the screen is in; none where the page is served without a build
  const files = document.querySelector(`meta[name=${compares ? "compare" : "traces"}-screen]`)?.content;
  if (files && /^\/traces(\/|$)/.test(pathname))
    for (const href of files.split(" "))
      document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href }));
  const trace = /^\/traces\/([^/]+)$/.exec(pathname);
  const [a, b] = [query.get("a"), query.get("b")];
  // what is out of a file the server does not have
  const ofFile = ["from", "a_from", "b_from"].some((name) => query.get(name) === "file");
  if (compares && a && b && !ofFile) {
    for (const id of new Set([a, b])) ask(`/api/traces/${encodeURIComponent(id)}/skeleton`);
    ask(`/api/traces/compare?${new URLSearchParams({ a, b, details: "if-soon" })}`);
  } else if (trace && !compares && !ofFile) ask(`/api/traces/${trace[1]}/skeleton`);
  ask(`/api/workspace?utc_offset=${-new Date().getTimezoneOffset()}`);
  globalThis.earlyAnswers = answers;
}
