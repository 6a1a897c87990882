// The counter's pages: keys in lists, hints while a number is scanned, and what changes by itself.
import { camera } from "./camera.js";
import { numbers } from "./numbers.js";
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
  // Of a table's row the link that leads on, and not those beside it.
  const links = () => [...list.querySelectorAll(list.tagName === "TBODY" ? "td:first-child a" : "a")];
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

// A scanner ends with Enter: that goes to the next field, and does not send a half-filled form. In the last that is typed into it sends.
function moves(form) {
  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || event.isComposing || !field.matches("input, select")) return;
    const all = [...form.elements].filter(
      (one) =>
        one.matches("input:not([type=hidden]), select, textarea") &&
        one.checkVisibility() &&
        !(one.dataset.instead && form.elements[one.dataset.instead].value) &&
        !(one.type === "radio" && one.name === field.name),
    );
    const next = all.find((one) => field.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    const isText = (one) => one.matches("input:not([type=checkbox], [type=radio]), textarea");
    if (!next || (isText(field) && all.findLast(isText) === field)) return;
    event.preventDefault();
    next.focus();
  });
  // Whoever picks a kind by hand scans next; arrow keys are still picking.
  form.querySelector(".pick")?.addEventListener("click", (event) => {
    const serial = form.querySelector("[data-scan]");
    if (event.target.matches("[type=radio]") && event.pointerType && serial && !serial.value) serial.focus();
  });
}

// A form that was sent and refused because somebody else had taken over the counter comes back: from the same window, and for a quarter of an
// hour. There is nobody's name in it.
const KEPT = "wangchuan-intake";
const KEPT_FOR = 900_000;

function keeps(form) {
  const own = (entries) => entries.filter(([name]) => !name.startsWith("_"));
  form.addEventListener("submit", () => {
    sessionStorage.setItem(KEPT, JSON.stringify({ at: Date.now(), fields: own([...new FormData(form)]) }));
  });
  const told = form.querySelector("[data-restored]");
  const { at, fields } = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
  sessionStorage.removeItem(KEPT);
  if (!told || !fields || Date.now() - at > KEPT_FOR) return;
  for (const box of form.querySelectorAll("[type=checkbox], [type=radio]")) {
    box.checked = fields.some(([name, value]) => name === box.name && value === box.value);
  }
  for (const [name, value] of fields) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLElement && !field.matches("[type=checkbox], [type=radio]")) field.value = value;
  }
  told.hidden = false;
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
// As long as somebody takes from looking at a button to pressing it.
const AIM = 1_200;

// What is folded out stays so, by what is written on it: others may have come before it. One that is new is as the page has it.
const title = (one) => `${one.dataset.fold ?? ""} ${one.firstElementChild?.textContent.replace(/\d+/g, "")}`;
const folds = (place) => [...place.querySelectorAll("details")].map((one, i, all) =>
  [`${title(one)} ${all.slice(0, i).filter((other) => title(other) === title(one)).length}`, one]);
const keepFolds = (place, change) => {
  const before = new Map(folds(place).map(([name, one]) => [name, one.open]));
  change();
  for (const [name, one] of folds(place)) one.open = before.get(name) ?? one.open;
};

// Replaces the part of a page that changes, unless somebody is typing in it, or has: then a little later.
function live(root) {
  const part = root.querySelector("#live");
  const lost = document.querySelector("[data-lost]");
  let heardAt = performance.now();
  let isWanted = false;
  let isAsking = false;
  // What appears must not move what a hand is about to press: while a pointer rests on it for a moment, and a click that was meant for what
  // stood there before is none.
  let movedAt = 0;
  let replacedAt = -Infinity;
  let at = null;
  document.addEventListener("pointermove", (event) => {
    movedAt = performance.now();
    at = [event.clientX, event.clientY];
  });
  const under = () => {
    const found = at && document.elementFromPoint(...at)?.closest("a, button, summary, label");
    return found ? `${found.tagName} ${found.textContent} ${found.form?.getAttribute("action") ?? ""}` : "";
  };
  const isAimed = () =>
    performance.now() - movedAt < AIM && part.querySelector("a:hover, button:hover, summary:hover, label:hover") !== null;
  part.addEventListener(
    "click",
    (event) => {
      if (event.isTrusted && event.detail > 0 && movedAt < replacedAt && performance.now() - replacedAt < AIM) {
        event.preventDefault();
        event.stopPropagation();
      }
    },
    true,
  );
  const isBusy = () =>
    (part.contains(document.activeElement) && isTyping(document.activeElement)) || isFilledIn(part) || isAimed();
  // What stands around it is as old as the page.
  const around = async () => {
    const answer = await fetch(location.pathname, { headers: { accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const old of document.querySelectorAll("[data-part]")) {
      const now = fresh.getElementById(old.id);
      if (now && now.innerHTML !== old.innerHTML) keepFolds(old, () => (old.innerHTML = now.innerHTML));
    }
  };
  const refresh = async () => {
    isWanted = true;
    if (isAsking) return;
    if (isBusy()) {
      if (isAimed()) setTimeout(() => isWanted && refresh(), AIM);
      return;
    }
    isAsking = true;
    isWanted = false;
    try {
      const answer = await fetch(root.dataset.live, { headers: { accept: "text/html" } });
      const text = answer.ok && !answer.redirected ? await answer.text() : "";
      lost.hidden = text !== "";
      if (text && isBusy()) {
        isWanted = true; // they began while the answer was on its way
      } else if (text) {
        const was = under();
        keepFolds(part, () => (part.innerHTML = text));
        if (under() !== was) replacedAt = performance.now();
        await around();
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
document.querySelectorAll("form[data-keep]").forEach(keeps);
document.querySelectorAll("form[data-intake]").forEach(cases);
document.querySelectorAll("form[data-intake]").forEach(moves);
document.querySelectorAll("[data-replies]").forEach(replies);
document.querySelectorAll("form[data-intake]").forEach(numbers);
document.querySelectorAll("form[data-intake]").forEach(camera);
document.querySelectorAll("[data-events][data-live]").forEach(live);
if (document.querySelector("[data-events][data-live]")) sessionStorage.removeItem(KEPT); // it was taken in
document.querySelectorAll(".slip").forEach(rolls);
document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => print()));
