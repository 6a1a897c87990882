// Keeps what is on the phone cables as it is now, while a phone is worked on. Without this script the page shows what was there when it was loaded.
import { stream } from "./stream.js";

const place = document.querySelector("[data-cable]");
let isAsking = false;
let isStale = false;

async function refresh() {
  isStale = true;
  if (isAsking) return;
  isAsking = true;
  while (isStale) {
    isStale = false;
    try {
      const answer = await fetch(place.dataset.cable, { headers: { accept: "text/html" }, redirect: "manual" });
      const fresh = answer.ok ? await answer.text() : "";
      // As it was, or nobody would hear it read aloud for nothing every few seconds.
      if (place.dataset.shown !== fresh) place.innerHTML = fresh;
      place.dataset.shown = fresh;
    } catch {
      // What nobody can tell any more is not shown as if it were so.
      place.textContent = "";
      place.dataset.shown = "";
    }
  }
  isAsking = false;
}

// Also without an event: a connection that nobody has ended tells nothing and looks open.
const LOOK = 20_000;
setInterval(() => document.hidden || refresh(), LOOK);

const told = stream(place.dataset.events, (events) => {
  events.addEventListener("changed", refresh);
  events.addEventListener("error", () => told.isRefused && setTimeout(() => told.again(), 5000));
  events.addEventListener("open", refresh);
});
