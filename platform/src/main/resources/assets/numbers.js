// The numbers of a device while they are typed or scanned: an IMEI is checked here at once, and the platform says what else they hint at.

const DIGITS = 15;
const SCANNED = 300;

// Figures of all widths and scripts as ASCII has them, and no name before them.
const folded = (text) =>
  text
    .normalize("NFKC")
    .replace(/[\p{Cf}]/gu, "")
    .replace(/\p{Nd}/gu, (figure) => {
      let zero = figure.codePointAt(0);
      while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && figure.codePointAt(0) - zero < 9) zero--;
      return figure >= "0" && figure <= "9" ? figure : String(figure.codePointAt(0) - zero);
    })
    .trim()
    .toUpperCase();

/** Each second digit counts twice, by the sum of its figures; all together are a multiple of ten. */
function isChecked(imei) {
  let sum = 0;
  for (let i = 0; i < imei.length; i++) {
    const digit = Number(imei[i]) * (i % 2 === 1 ? 2 : 1);
    sum += Math.floor(digit / 10) + (digit % 10);
  }
  return sum % 10 === 0;
}

// A name, and which of two it is where anything parts that from the number; as custody.DeviceNumber reads it.
const NAME = /^[主副]?\s*(?:卡\s*[1-4]?)?\s*IMEI(?:\s*\/?\s*SV)?\s*(?:码|号码|号|NO\.?|NUMBER)?/;
const INDEX = /^\s*[(]?[1-4][)]?\s*[码号]?\s*(?:[:=#./\s]|\p{Pd})\s*(?=\S)/u;

/** What is said at once of one number: empty where only the platform can say something, or nobody. */
export function saysOf(typed) {
  if (/[\p{Cf}\p{Cc}]/u.test(typed)) return ""; // what can't be seen is refused where it is sent
  const text = folded(typed);
  const isNamed = NAME.test(text);
  const digits = text
    .replace(NAME, "")
    .replace(isNamed ? INDEX : "", "")
    .replace(/^[\s:=#.]+/, "")
    .replace(/^(\d{15})\s*\/\s*(?:SV\s*:?\s*)?\d{2}$/, "$1")
    .replace(/[\s\p{Pd}./]/gu, "");
  if (!/^\d+$/.test(digits)) return "";
  if (digits.length === DIGITS) return isChecked(digits) ? "right" : "check";
  const isLikeOne = /^(?:01|35|86|99)/.test(digits) && (digits.length === DIGITS - 2 || digits.length === DIGITS + 2);
  const isTelephone = /^861[3-9]\d{9}$/.test(digits);
  const isOther = digits.length === DIGITS - 1 || digits.length === DIGITS + 1;
  return ((isNamed && !isOther) || isLikeOne) && !isTelephone ? "length" : "";
}

export function numbers(form) {
  const serial = form.querySelector("[data-scan]");
  const hint = form.querySelector("[data-serial-hint]");
  const now = form.querySelector("[data-serial-now]");
  const more = form.elements.namedItem("more-numbers");
  if (!serial || !hint) return;
  const isPhone = () => ["phone", "tablet"].includes(new FormData(form).get("kind"));

  const look = () => {
    // A label that names the first of two: Enter leads to the second.
    if (more && /IMEI\s*1\b/i.test(serial.value)) more.closest("details").open = true;
    const says = isPhone() ? saysOf(serial.value) : "";
    // What the platform has said stands below, in full.
    const isSaid = says !== "right" && hint.querySelector("[data-code^=IMEI]:not([hidden])") !== null;
    now.hidden = says === "" || isSaid;
    now.textContent = says && now.dataset[says];
    now.className = says === "right" ? "note" : "hint";
  };
  let asked = 0;
  const ask = async () => {
    const mine = ++asked;
    const names = ["serial", "more-numbers", "kind", "brand", "model", "of-device", "_csrf"];
    const all = [...new FormData(form)].filter(([name]) => names.includes(name) || /^imei-(?:core|anyway)/.test(name));
    const body = new URLSearchParams(all);
    const answer = await fetch("/intake/serial", { method: "POST", body }).catch(() => undefined);
    if (mine === asked && answer?.ok) {
      hint.innerHTML = await answer.text();
      look();
    }
  };
  let typing;
  for (const field of [serial, more].filter(Boolean)) {
    field.addEventListener("input", () => {
      look();
      // A scanner's last key leads away; who types is asked about once they have stopped.
      clearTimeout(typing);
      if (saysOf(field.value) === "right") typing = setTimeout(ask, SCANNED);
    });
  }
  form.addEventListener("change", (event) => {
    if (event.target.matches("[name=serial], [name=more-numbers], [name=kind], [name=brand], [name=model]")) {
      clearTimeout(typing);
      look();
      if (serial.value || more?.value) ask();
    }
  });
  // As what such phones were noted before: filled in by whoever says so.
  hint.addEventListener("click", (event) => {
    const said = event.target.closest("[data-brand]");
    if (!said) return;
    form.elements.brand.value = said.dataset.brand;
    form.elements.model.value = said.dataset.model;
    form.elements.model.dispatchEvent(new Event("change", { bubbles: true }));
    form.elements.model.focus();
  });
  look();
}
