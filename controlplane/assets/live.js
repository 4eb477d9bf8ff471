// Keeps the overview current. The server renders every section; here it is only put in its place.
const live = document.getElementById("live");
const say = (text) => {
  if (live !== null && live.textContent !== text) live.textContent = text;
};

/** A section the keyboard is in keeps its focus: the same link or button gets it back. */
const replace = (id, html) => {
  const section = document.getElementById(id);
  if (section === null || section.innerHTML === html) return;
  const focused = section.contains(document.activeElement)
    ? document.activeElement.getAttribute("href")
    : null;
  section.innerHTML = html;
  if (focused !== null) section.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
};

let source = null;
const start = () => {
  source = new EventSource("/events");
  source.addEventListener("open", () => say("Live: changes show by themselves."));
  source.addEventListener("sections", (event) => {
    for (const [id, html] of Object.entries(JSON.parse(event.data))) replace(id, html);
  });
  source.addEventListener("error", () => {
    say("The box does not answer at the moment; trying again.");
    // A refused stream (signed out, sessions ended) is closed for good by the browser: the page then says where to go.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 10_000);
  });
};
const stop = () => source?.close();

start();
addEventListener("pagehide", stop);
// A page that nobody sees asks for nothing.
document.addEventListener("visibilitychange", () => {
  stop();
  if (document.visibilityState === "visible") start();
});
