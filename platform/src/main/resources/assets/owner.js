// The owner's pages: live progress, signing by finger, reading aloud. Each works, or is done otherwise, without this file.
import { stream } from "./stream.js";

// In milliseconds; something is told at least every ten seconds.
const LOST = 15_000;
const ASK_AGAIN = 5_000;

/** Goes on when nothing is drawn that would be lost by it: whoever signs is told that the page waits for them. */
function onceSigned(go) {
  const drawn = [...document.querySelectorAll("form[data-pad]")].find((form) => !form.querySelector("[data-send]").disabled);
  if (!drawn) return go();
  const ended = drawn.querySelector("[data-ended]");
  if (ended) ended.hidden = false;
  drawn.addEventListener("cleared", go, { once: true });
}

const live = document.querySelector("[data-progress]");
if (live) {
  const show = (name, text) => {
    const place = live.querySelector(`[data-${name}]`);
    if (place) place.textContent = text;
  };
  const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const lost = live.querySelector("[data-lost]");
  const silent = live.querySelector("[data-silent]");
  let heardAt = performance.now();
  let isOver = false;
  const hear = (event) => {
    heardAt = performance.now();
    lost.hidden = true;
    const said = JSON.parse(event.data);
    if (said.state !== live.dataset.state) {
      isOver = true;
      told.end();
      onceSigned(() => location.replace(live.dataset.progress.replace(/progress$/, "watch")));
      return;
    }
    if (silent) silent.hidden = !said.isSilent;
    if (!said.phase) return;
    show("percent", said.percent);
    live.querySelector("progress")?.setAttribute("value", said.percent);
    const phase = live.querySelector("[data-phase]");
    if (phase) phase.textContent = phase.dataset[said.phase] ?? phase.dataset.other;
    show("pass", said.passes > 0 ? `${said.pass} / ${said.passes}` : "–");
    show("left", said.remainingSeconds > 0 ? minutes(said.remainingSeconds) : live.querySelector("[data-left]")?.dataset.none);
  };
  const told = stream(live.dataset.progress, (events) => events.addEventListener("message", hear));
  // What is broken off comes back by itself. What was refused, as by a platform without its database, does not; nor does a connection
  // that nobody has ended, as when a phone changes its network.
  setInterval(() => {
    if (document.hidden) heardAt = performance.now(); // nothing is told to a page that nobody sees
    if (isOver || performance.now() - heardAt <= LOST) return;
    lost.hidden = false;
    told.again();
  }, ASK_AGAIN);
}

// Of a list only that it has moved is told: what changed is asked for, and put in place without touching a signature that is being drawn.
let list = document.querySelector("[data-list]");
if (list) {
  const lost = document.querySelector("[data-lost]");
  let heardAt = performance.now();
  let asked = 0;
  const hear = async (event) => {
    heardAt = performance.now();
    if (lost) lost.hidden = true;
    const mine = ++asked;
    const { state } = JSON.parse(event.data);
    const isNews = state !== list.dataset.state;
    if (!isNews && !list.querySelector("[data-at-work]")) return;
    const answer = await fetch(location.href).catch(() => undefined);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== asked) return; // another one was told of since
    const fresh = page.querySelector("[data-list]");
    const isOver = !fresh;
    // The first that has begun, or the last: then there is more to do here than to look.
    if (isOver || (!page.querySelector("#presence") !== !document.querySelector("#presence"))) {
      onceSigned(() => location.replace(answer.url));
      return;
    }
    const shown = document.adoptNode(fresh);
    list.replaceWith(shown);
    list = shown;
  };
  const told = stream(list.dataset.list, (events) => events.addEventListener("message", hear));
  setInterval(() => {
    if (document.hidden) heardAt = performance.now();
    if (performance.now() - heardAt <= LOST) return;
    if (lost) lost.hidden = false;
    told.again();
  }, LOST);
}

// Only what changes is replaced: whoever reads is not sent back to the beginning.
const again = document.querySelector("[data-again]");
if (again) {
  setInterval(async () => {
    const answer = await fetch(location.href).catch(() => undefined);
    const fresh = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-again]");
    if (fresh) again.textContent = fresh.textContent;
  }, Number(again.dataset.again) * 1000);
}

// What is folded is printed all the same.
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details:not([open])")) folded.open = true;
});

// The result may still change: another word of the shop's, a draw, a payment. Nobody's reading is broken off by what is no news.
const marked = document.querySelector("[data-mark]");
if (marked) {
  let left = 120;
  const look = setInterval(async () => {
    if (document.hidden) return;
    if (--left === 0) clearInterval(look);
    const answer = await fetch(location.href).catch(() => undefined);
    const fresh = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-mark]");
    if (!fresh || fresh.dataset.mark === marked.dataset.mark) return;
    clearInterval(look);
    onceSigned(() => location.reload());
  }, 15_000);
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.classList.remove("unready");
  button.addEventListener("click", () => print());
}

const wait = document.querySelector("[data-wait]");
if (wait) setTimeout(() => location.reload(), Number(wait.dataset.wait) * 1000);

for (const form of document.querySelectorAll("form[data-pad]")) {
  const canvas = form.querySelector("canvas");
  const pen = canvas.getContext("2d");
  const send = form.querySelector("[data-send]");
  let at = null;
  const point = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
  };
  const clear = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.strokeStyle = "#12324a";
    pen.lineWidth = 6;
    pen.lineCap = pen.lineJoin = "round";
    send.disabled = true;
  };
  clear();
  canvas.addEventListener("pointerdown", (event) => {
    at = point(event);
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId); // last, for it refuses a pointer that has gone meanwhile
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!at) return;
    const to = point(event);
    pen.beginPath();
    pen.moveTo(...at);
    pen.lineTo(...to);
    pen.stroke();
    at = to;
    send.disabled = false;
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => (at = null));
  form.querySelector("[data-clear]").addEventListener("click", () => {
    clear();
    form.dispatchEvent(new Event("cleared"));
  });
  form.addEventListener("submit", () => (form.elements.signature.value = canvas.toDataURL("image/png")));
}

// Reads aloud what the page says, one piece after the other: a browser may cut off a long one. Small type is said as well, for what
// binds the owner often stands there; codes, sources and versions are for eyes.
const SAID = "h1, h2, p, li, dt, dd, legend, .figure, .verdict strong, label.choice, button";
const UNSAID = ".eyes, .which, .path, .more, [hidden], [data-speak], noscript, canvas, progress";

function pieces() {
  const isSaid = (part) => !part.closest(UNSAID) && !part.querySelector(SAID) && part.checkVisibility?.() !== false;
  return [...document.querySelectorAll("main")].flatMap((main) => [...main.querySelectorAll(SAID)].filter(isSaid))
    .map((part) => part.innerText.trim()).filter((text) => text !== "");
}

/** Whether something here can speak the page's language; as long as no voice is known, perhaps. */
function canSpeak(language) {
  const voices = speechSynthesis.getVoices();
  return voices.length === 0 || voices.some((voice) => voice.lang.toLowerCase().startsWith(language));
}

function speaker(button) {
  const language = document.documentElement.lang.slice(0, 2).toLowerCase();
  const begin = button.textContent;
  let isSpeaking = false;
  // The place stays, so that nothing moves.
  const offer = () => button.classList.toggle("unready", !canSpeak(language));
  const stop = () => {
    isSpeaking = false;
    speechSynthesis.cancel();
    button.textContent = begin;
  };
  const say = (all) => {
    const text = all.shift();
    if (!isSpeaking || text === undefined) return stop();
    const words = new SpeechSynthesisUtterance(text);
    words.lang = document.documentElement.lang;
    words.rate = 0.9;
    words.addEventListener("end", () => isSpeaking && say(all));
    words.addEventListener("error", () => isSpeaking && stop());
    speechSynthesis.speak(words);
  };
  button.addEventListener("click", () => {
    if (isSpeaking) return stop();
    isSpeaking = true;
    button.textContent = button.dataset.stop;
    say(pieces());
  });
  // A voice must not go on into the next page.
  addEventListener("pagehide", stop);
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  offer();
}

if (window.speechSynthesis) document.querySelectorAll("[data-speak]").forEach(speaker);
