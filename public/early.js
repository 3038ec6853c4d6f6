// Asks for what the first screen needs while the page's own code is on its way, so that neither waits for the other.
// A classic script: it runs before the modules. `web/api/early-answer.ts` hands the answers on.
{
  const answers = [];
  const ask = (url) => {
    const response = fetch(url, { headers: { accept: "application/json" }, credentials: "same-origin" });
    response.catch(() => {});
    answers.push({ url, response, at: performance.now() });
  };
  // the files that the Traces screen is in; none where the page is served without a build
  const files = document.querySelector("meta[name=traces-screen]")?.content;
  if (files && /^\/traces(\/|$)/.test(location.pathname))
    for (const href of files.split(" "))
      document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href }));
  const trace = /^\/traces\/([^/]+)$/.exec(location.pathname);
  if (trace && new URLSearchParams(location.search).get("from") !== "file")
    ask(`/api/traces/${trace[1]}/skeleton`);
  ask(`/api/workspace?utc_offset=${-new Date().getTimezoneOffset()}`);
  globalThis.earlyAnswers = answers;
}
