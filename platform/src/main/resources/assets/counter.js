// The counter's pages: keys in lists, hints while a number is scanned, and what changes by itself.
import { stream } from "./stream.js";

const isTyping = (target) => target.closest?.("input, select, textarea, [contenteditable]");

// What a scanner types comes faster than any hand: into no field, it is looked for.
const HAND = 60;
const LEAST = 6;
let burst = "";
let typedAt = 0;

function searches(field) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.timeStamp - typedAt > HAND) burst = "";
    typedAt = event.timeStamp;
    if (event.key.length === 1) {
      burst += event.key;
    } else if (event.key === "Enter" && burst.length >= LEAST) {
      event.preventDefault();
      field.value = burst;
      field.form.requestSubmit();
    }
  }, true);
}

/** Does it unless this key was the first of a scan. */
const byHand = (act) => setTimeout(() => burst.length <= 1 && act(), HAND + 10);

function keys(list) {
  const links = () => [...list.querySelectorAll("a")];
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const all = links();
    const at = all.indexOf(document.activeElement);
    if (event.key === "j" || event.key === "ArrowDown") all[Math.min(at + 1, all.length - 1)]?.focus();
    else if (event.key === "k" || event.key === "ArrowUp") all[Math.max(at - 1, 0)]?.focus();
    else return;
    event.preventDefault();
  });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const field = document.querySelector("[data-find]");
  const fresh = document.querySelector("[data-new]");
  if (event.key === "/" && field) {
    event.preventDefault();
    field.select();
  } else if (event.key === "n" && fresh) {
    event.preventDefault();
    byHand(() => fresh.click());
  }
});

// A reply of a guided workflow by its number.
function replies(form) {
  const buttons = [...form.querySelectorAll("button")];
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
    // Never what can't be undone: that button has to be reached and pressed itself.
    const button = buttons[Number(event.key) - 1];
    if (button && !button.matches(".danger")) button.click();
  });
}

// What is asked only in some cases stands there without a script; with one, only when it applies. What applies at first
// comes from the server, so that nothing moves when this begins.
function cases(form) {
  const parts = [...form.querySelectorAll("[data-when]")];
  const show = () => {
    const data = new FormData(form);
    for (const part of parts) {
      const applies = part.dataset.when.split(",").some((one) => data.get(one.split("=")[0]) === one.split("=")[1]);
      part.toggleAttribute("data-applies", applies);
      part.hidden = !applies;
    }
  };
  form.addEventListener("change", show);
  show();
}

// A scanner ends with Enter: that goes to the next field, and does not send a half-filled form.
function scans(field) {
  const form = field.form;
  const hint = form.querySelector("[data-serial-hint]");
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !hint) return;
    event.preventDefault();
    const all = [...form.elements].filter((one) => one.matches("input:not([type=hidden]), select, button"));
    all[all.indexOf(field) + 1]?.focus();
  });
  if (!hint) return;
  let asked = 0;
  field.addEventListener("change", async () => {
    const mine = ++asked;
    const body = new URLSearchParams({ serial: field.value, _csrf: form.elements._csrf.value });
    const answer = await fetch("/intake/serial", { method: "POST", body }).catch(() => undefined);
    if (mine === asked && answer?.ok) hint.innerHTML = await answer.text();
  });
}

// Whether somebody has entered something that is not sent yet: it would be gone with the part that is replaced.
function isFilledIn(part) {
  return [...part.querySelectorAll("input:not([type=hidden]), textarea, select")].some((field) => {
    if (field.matches("select")) {
      return field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected));
    }
    return field.matches("[type=checkbox], [type=radio]")
      ? field.checked !== field.defaultChecked
      : field.value !== field.defaultValue;
  });
}

// In milliseconds; a beat comes at least every twenty seconds.
const LOST = 50_000;
const ASK_AGAIN = 5_000;

// Replaces the part of a page that changes, unless somebody is typing in it, or has: then a little later.
function live(root) {
  const part = root.querySelector("#live");
  const lost = document.querySelector("[data-lost]");
  let heardAt = performance.now();
  let isWanted = false;
  let isAsking = false;
  const isBusy = () =>
    (part.contains(document.activeElement) && isTyping(document.activeElement)) || isFilledIn(part);
  const refresh = async () => {
    isWanted = true;
    if (isAsking || isBusy()) return;
    isAsking = true;
    isWanted = false;
    try {
      const open = [...part.querySelectorAll("details")].map((one) => one.open);
      const answer = await fetch(root.dataset.live, { headers: { accept: "text/html" } });
      const text = answer.ok && !answer.redirected ? await answer.text() : "";
      lost.hidden = text !== "";
      if (text && isBusy()) {
        isWanted = true; // they began while the answer was on its way
      } else if (text) {
        part.innerHTML = text;
        [...part.querySelectorAll("details")].forEach((one, i) => (one.open = open[i] ?? false));
      }
    } catch {
      isWanted = true;
      lost.hidden = false;
    } finally {
      isAsking = false;
    }
  };
  const hear = () => {
    heardAt = performance.now();
    lost.hidden = true;
  };
  const told = stream(root.dataset.events, (events) => {
    events.addEventListener("beat", hear);
    for (const name of ["open", "changed"]) {
      events.addEventListener(name, () => {
        hear();
        refresh();
      });
    }
  });
  // A connection that nobody has ended, as when a cable is pulled, tells nothing and looks open: whoever hears nothing says so, asks, and
  // listens anew.
  setInterval(() => {
    if (document.hidden) {
      heardAt = performance.now(); // nothing is told to a page that nobody sees
      return;
    }
    if (performance.now() - heardAt > LOST) {
      lost.hidden = false;
      isWanted = true;
      told.again();
    }
    if (isWanted || told.isRefused) refresh();
  }, ASK_AGAIN);
}

// Of a slip, as the style has them: the paper's width, and the margins above and below together.
const PAPER = 80;
const MARGINS = 8;

/** A roll is cut behind what is on it, not at the length of a sheet; without scripts it is the sheet of the style. */
function rolls(slip) {
  const paper = new CSSStyleSheet();
  document.adoptedStyleSheets.push(paper);
  addEventListener("beforeprint", () => {
    const length = Math.ceil((slip.getBoundingClientRect().height * 25.4) / 96) + MARGINS + 1;
    paper.replaceSync(`@page slip { size: ${PAPER}mm ${length}mm; }`);
  });
}

document.querySelectorAll("[data-find]").forEach(searches);
document.querySelectorAll("[data-rows]").forEach(keys);
document.querySelectorAll("form[data-intake]").forEach(cases);
document.querySelectorAll("[data-replies]").forEach(replies);
document.querySelectorAll("[data-scan]").forEach(scans);
document.querySelectorAll("[data-events][data-live]").forEach(live);
document.querySelectorAll(".slip").forEach(rolls);
document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => print()));
