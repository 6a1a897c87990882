// A camera as a scanner, where the browser itself reads bar codes; where it does not, the field is typed into as before. No picture leaves this page.

const EVERY = 300;
// A camera that nobody looks at any more is off by then, and of what it found the latest are shown.
const LONGEST = 120_000;
const SHOWN = 8;
// What numbers of devices stand in on boxes and in settings. The code of the article, which all of its kind bear, is in another.
const FORMATS = ["code_128", "code_39", "qr_code", "data_matrix"];

/** Shows the button of a form's camera, if there is anything that reads bar codes. */
export async function camera(form) {
  const box = form.querySelector("[data-camera]");
  const field = form.querySelector("[data-scan]");
  if (!box || !field || !window.BarcodeDetector || !navigator.mediaDevices?.getUserMedia) return;
  const can = await window.BarcodeDetector.getSupportedFormats().catch(() => []);
  const formats = FORMATS.filter((one) => can.includes(one));
  if (formats.length === 0) return;
  const detector = new window.BarcodeDetector({ formats });
  const [open, close] = box.querySelectorAll("button");
  const video = box.querySelector("video");
  const found = box.querySelector("[data-camera-found]");
  const told = box.querySelector("[role=status]");
  const more = form.elements.namedItem("more-numbers");
  let stream;
  let timer;
  let end;

  let isOpening = false;

  const stop = () => {
    isOpening = false;
    clearInterval(timer);
    clearTimeout(end);
    stream?.getTracks().forEach((track) => track.stop());
    stream = undefined;
    video.srcObject = null;
    video.hidden = close.hidden = true;
    open.hidden = false;
  };
  const show = (text) => {
    if (text === "" || text.length > 60 || [...found.children].some((one) => one.value === text)) return;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "second mono", value: text, textContent: text });
    button.addEventListener("click", () => {
      take(text);
      button.remove();
      field.focus();
    });
    if (found.children.length >= SHOWN) found.firstElementChild.remove();
    found.append(button, " ");
  };
  // A box bears several codes: which of them is the number, whoever holds it says.
  const take = (text) => {
    // Only a phone has several numbers: of anything else the one that was taken before was the wrong one.
    const isAlone = !more || !["phone", "tablet"].includes(new FormData(form).get("kind"));
    const isFirst = field.value.trim() === "" || isAlone;
    const before = isAlone ? field.value.trim() : "";
    if (!isFirst) more.closest("details").open = true;
    const to = isFirst ? field : more;
    to.value = isFirst || more.value.trim() === "" ? text : more.value + ", " + text;
    to.dispatchEvent(new Event("input", { bubbles: true }));
    to.dispatchEvent(new Event("change", { bubbles: true }));
    show(before);
  };
  const look = async () => {
    const codes = await detector.detect(video).catch(() => []);
    codes.map((one) => one.rawValue.trim()).forEach(show);
  };
  open.addEventListener("click", async () => {
    // Of two clicks the second would start another stream, which nothing stops.
    if (isOpening || stream) return;
    isOpening = true;
    told.hidden = true;
    let got;
    try {
      got = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      isOpening = false;
      told.hidden = false;
      told.textContent = told.dataset.denied; // said by a reader only when it comes
      return;
    }
    // Closed, or the page left, while somebody was asked whether the camera may be used.
    if (!isOpening) {
      got.getTracks().forEach((track) => track.stop());
      return;
    }
    isOpening = false;
    stream = got;
    open.hidden = true;
    video.hidden = close.hidden = false;
    video.srcObject = stream;
    // Nobody waits for the first picture: a camera that is slow to show one would keep the second from being looked at.
    video.play().catch(() => undefined);
    timer = setInterval(look, EVERY);
    end = setTimeout(stop, LONGEST);
    close.focus();
  });
  close.addEventListener("click", () => {
    stop();
    field.focus();
  });
  window.addEventListener("pagehide", stop);
  document.addEventListener("visibilitychange", () => document.hidden && stop());
  form.addEventListener("submit", stop);
  box.hidden = false;
}
