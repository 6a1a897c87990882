// The owner's pages: live progress, signing by finger, reading aloud. Each works, or is done otherwise, without this file.

const live = document.querySelector("[data-progress]");
if (live) {
  const show = (name, text) => {
    const place = live.querySelector(`[data-${name}]`);
    if (place) place.textContent = text;
  };
  const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const events = new EventSource(live.dataset.progress);
  events.addEventListener("message", (event) => {
    const told = JSON.parse(event.data);
    if (told.state !== live.dataset.state) {
      events.close();
      location.replace(live.dataset.progress.replace(/progress$/, "watch"));
      return;
    }
    if (!told.phase) return;
    show("percent", told.percent);
    live.querySelector("progress")?.setAttribute("value", told.percent);
    const phase = live.querySelector("[data-phase]");
    if (phase) phase.textContent = phase.dataset[told.phase] ?? phase.dataset.other;
    show("pass", `${told.pass} / ${told.passes}`);
    show("left", told.remainingSeconds > 0 ? minutes(told.remainingSeconds) : "–");
  });
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
    canvas.setPointerCapture(event.pointerId);
    at = point(event);
    event.preventDefault();
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
  form.querySelector("[data-clear]").addEventListener("click", clear);
  form.addEventListener("submit", () => (form.elements.signature.value = canvas.toDataURL("image/png")));
}

for (const button of document.querySelectorAll("[data-speak]")) {
  if (!window.speechSynthesis) {
    button.hidden = true;
    continue;
  }
  button.classList.remove("unready");
  const begin = button.textContent;
  button.addEventListener("click", () => {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel();
      button.textContent = begin;
      return;
    }
    const parts = document.querySelectorAll("h1, [data-text], .figure");
    const words = new SpeechSynthesisUtterance([...parts].map((part) => part.innerText).join("\n"));
    words.lang = document.documentElement.lang;
    words.rate = 0.9;
    words.addEventListener("end", () => (button.textContent = begin));
    speechSynthesis.speak(words);
    button.textContent = button.dataset.stop;
  });
}
