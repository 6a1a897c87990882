// Keeps the bench as it is now. Without this script the page shows the same when it is loaded again.

const place = document.querySelector("#bench-now");
const lost = document.querySelector("[data-lost]");
let isAsking = false;
let isStale = false;

// Whoever is choosing a lane, or reading what is folded out, is left alone until they are done.
const isBusy = () =>
  place.contains(document.activeElement) && document.activeElement.matches("select, button, summary, input") ||
  place.querySelector("details[open]") !== null;

async function refresh() {
  isStale = true;
  if (isAsking || isBusy()) return;
  isAsking = true;
  isStale = false;
  try {
    const answer = await fetch(place.dataset.now, { headers: { accept: "text/html" }, redirect: "manual" });
    if (answer.ok && !isBusy()) place.innerHTML = await answer.text();
    lost.hidden = answer.ok;
  } catch {
    lost.hidden = false;
  } finally {
    isAsking = false;
  }
}

// Also without an event: a connection that nobody has ended, as when a cable is pulled, tells nothing and looks open.
const LOOK = 20_000;
setInterval(refresh, LOOK);

function listen() {
  const events = new EventSource(place.dataset.events);
  events.addEventListener("changed", refresh);
  events.addEventListener("error", () => {
    lost.hidden = false;
    // What is broken off comes back by itself; what was refused, as by a platform without its database, does not.
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 5000);
  });
  events.addEventListener("open", () => {
    lost.hidden = true;
    refresh();
  });
}

listen();
for (const name of ["focusout", "toggle"]) {
  place.addEventListener(name, () => { if (isStale) setTimeout(refresh, 0); }, true);
}
