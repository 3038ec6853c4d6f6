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
  if (compares && a && b) {
    for (const id of new Set([a, b])) ask(`/api/traces/${encodeURIComponent(id)}/skeleton`);
    ask(`/api/traces/compare?${new URLSearchParams({ a, b })}`);
  } else if (trace && !compares && query.get("from") !== "file") ask(`/api/traces/${trace[1]}/skeleton`);
  ask(`/api/workspace?utc_offset=${-new Date().getTimezoneOffset()}`);
  globalThis.earlyAnswers = answers;
}
