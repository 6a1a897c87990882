// What pages need beyond HTML. Everything else works without it.
import { authenticate, register } from "./passkey.js";

const ceremonies = { authenticate, register };

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const show = (name, isShown) => {
    const line = form.querySelector(`[data-${name}]`);
    if (line) line.hidden = !isShown;
  };
  if (!window.PublicKeyCredential) {
    show("unsupported", true);
    continue;
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    show("failed", false);
    show("too-many", false);
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      location.assign(await ceremonies[form.dataset.passkey](form));
    } catch (refused) {
      show(refused.isTooMany ? "too-many" : "failed", true);
      button.disabled = false;
    }
  });
}

// What is shown once can be taken along. Where a browser lets no page copy, there is no button for it.
const copy = document.querySelector("[data-copy]");
if (copy && navigator.clipboard) {
  copy.classList.remove("unready");
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector("[data-copied]").textContent);
    copy.textContent = copy.dataset.copy;
  });
}

// The menu scrolls where it does not fit; where one is must not be out of sight.
const here = document.querySelector(".top nav [aria-current]");
if (here) {
  const menu = here.parentElement;
  menu.scrollLeft = here.offsetLeft - menu.offsetLeft - (menu.clientWidth - here.offsetWidth) / 2;
}

// A time zone is proposed as this browser has it, as long as nothing else was typed. UTC is no place: it is what nobody has set.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const field of document.querySelectorAll("input[data-zone]")) {
  if (zone?.includes("/") && !zone.startsWith("Etc/") && field.value === field.defaultValue) field.value = zone;
}

// Only what a station is doing is shown anew; once it is over, all of the page is.
const looks = document.querySelector("[data-looks]");
if (looks) {
  const asking = setInterval(async () => {
    // The page's own address: after a refusal this one is where a form went.
    const answer = await fetch(looks.dataset.looks).catch(() => undefined);
    if (!answer?.ok) return;
    const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-looks]");
    if (now) return void looks.replaceChildren(...now.childNodes);
    clearInterval(asking);
    location.assign(looks.dataset.looks);
  }, 2000);
}

if (document.querySelector("[data-rows], [data-find], form[data-intake], [data-events], [data-replies], [data-print]")) {
  await import("./counter.js");
}
// From here on keys are heard; tests wait for it.
document.documentElement.toggleAttribute("data-keys", true);

// Only where a browser lets a page write what is copied; by hand it can be copied anywhere.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.classList.toggle("unready", !navigator.clipboard);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
  });
}
