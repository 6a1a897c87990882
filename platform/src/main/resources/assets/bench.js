// Keeps the bench as it is now. Without this script the page shows the same when it is loaded again.
import { stream } from "./stream.js";

const place = document.querySelector("#bench-now");
const lost = document.querySelector("[data-lost]");
let isAsking = false;
let isStale = false;

// Whoever is choosing a lane, reading what is folded out, or has a button of the mouse down is left alone until they are done: a link that is exchanged
// between press and release is not followed.
const isBusy = () =>
  place.contains(document.activeElement) && document.activeElement.matches("select, button, summary, input") ||
  place.querySelector("details[open], :active") !== null;

/** What somebody has chosen and not sent yet, by the address of its form: a lane with all that is said of it, a tick, a number. */
function choices() {
  const out = new Map();
  for (const form of place.querySelectorAll("form.line")) {
    const [lane] = form.querySelectorAll("select");
    const chosen = lane?.selectedOptions[0];
    const isOther = chosen && !chosen.defaultSelected && chosen.value !== "";
    const fields = [...form.querySelectorAll("input:not([type=hidden])")]
      .filter((field) => field.checked !== field.defaultChecked || field.value !== field.defaultValue);
    if (!isOther && fields.length === 0) continue;
    out.set(form.getAttribute("action"), { lane: chosen && [chosen.value, chosen.text], fields });
  }
  return out;
}

/** Puts it back where it still can be meant: not where the lane is gone, or another medium is in it. */
function choose(before) {
  for (const form of place.querySelectorAll("form.line")) {
    const was = before.get(form.getAttribute("action"));
    if (!was) continue;
    if (was.lane) {
      const same = [...form.querySelectorAll("option")].find(({ value, text }) => value === was.lane[0] && text === was.lane[1]);
      if (!same) continue;
      same.selected = true;
    }
    for (const { name, value, checked } of was.fields) {
      const field = form.querySelector(`input[name="${name}"]`);
      if (field) Object.assign(field, field.type === "checkbox" ? { checked } : { value });
    }
  }
}

async function refresh() {
  isStale = true;
  if (isAsking || isBusy()) return;
  isAsking = true;
  isStale = false;
  try {
    const answer = await fetch(place.dataset.now, { headers: { accept: "text/html" }, redirect: "manual" });
    const fresh = answer.ok && (await answer.text());
    if (answer.ok && !isBusy()) {
      const before = choices();
      place.innerHTML = fresh;
      choose(before);
    }
    lost.hidden = answer.ok;
  } catch {
    lost.hidden = false;
  } finally {
    isAsking = false;
  }
}

// Also without an event: a connection that nobody has ended, as when a cable is pulled, tells nothing and looks open.
const LOOK = 20_000;
setInterval(() => document.hidden || refresh(), LOOK);

const told = stream(place.dataset.events, (events) => {
  events.addEventListener("changed", refresh);
  events.addEventListener("error", () => {
    lost.hidden = false;
    // What is broken off comes back by itself; what was refused, as by a platform without its database, does not.
    if (told.isRefused) setTimeout(() => told.again(), 5000);
  });
  events.addEventListener("open", () => {
    lost.hidden = true;
    refresh();
  });
});

for (const name of ["focusout", "toggle"]) {
  place.addEventListener(name, () => { if (isStale) setTimeout(refresh, 0); }, true);
}
