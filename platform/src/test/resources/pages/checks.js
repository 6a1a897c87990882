// What PagesTest asks of a page; runs before the page's own scripts. Each check gives a list of what is wrong, in words.
window.pages = (() => {
  let shift = 0;
  const moved = [];
  const focused = [];
  const forbidden = [];

  // What the content policy keeps from being loaded or run: a page that works only without it would be broken for everybody.
  document.addEventListener("securitypolicyviolation", (event) => forbidden.push(
    `forbidden by the content policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
  const kept = () => [...new Set(forbidden.splice(0))];

  new PerformanceObserver((list) => {
    // Also what the browser excuses as following an input: it takes a change of the window's size for one, and nobody has typed yet.
    for (const entry of list.getEntries()) {
      shift += entry.value;
      for (const { node, previousRect: from, currentRect: to } of entry.sources) {
        moved.push(`${node?.tagName ? name(node) : "a text"} from ${from.x},${from.y} ${from.width}x${from.height} to ${to.x},${to.y} ${to.width}x${to.height}, window ${innerWidth}`);
      }
    }
  }).observe({ type: "layout-shift", buffered: true });

  // What the page was told by its server, so far; not what it asked because of a key or the focus: that is the page's own doing.
  let told = 0;
  const ask = window.fetch;
  window.fetch = async (...what) => {
    const isOfKeys = /^(focus|blur|key)/.test(window.event?.type ?? "");
    const answer = await ask.apply(window, what);
    if (isOfKeys) return answer;
    told++;
    const text = answer.text;
    answer.text = async () => {
      const words = await text.call(answer);
      told++; // what is made of it comes now
      return words;
    };
    return answer;
  };
  window.EventSource = class extends EventSource {
    addEventListener(type, ...rest) {
      super.addEventListener(type, () => told++);
      super.addEventListener(type, ...rest);
    }
  };

  // Two frames, and the observer's own task: what moves after loading has moved by then.
  const settled = async () => {
    for (let i = 0; i < 2; i++) await new Promise((done) => requestAnimationFrame(done));
    await new Promise((done) => setTimeout(done, 0));
    return "settled";
  };

  const name = (e) => {
    const text = (e.innerText ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `<${e.tagName.toLowerCase()}${e.id ? "#" + e.id : ""}${e.className?.split ? e.className.split(" ").filter(Boolean).map((one) => "." + one).join("") : ""}> ${text}`;
  };
  const style = (e) => getComputedStyle(e);
  const scrolls = (e) => /auto|scroll/.test(style(e).overflowX);
  const isUnseen = (e) => e.closest(".unseen, .skip, thead, noscript, [hidden], canvas") !== null && style(e.closest(".unseen, .skip, thead, noscript, [hidden], canvas")).position === "absolute";
  const isShown = (e) => e.checkVisibility({ visibilityProperty: true }) && !isUnseen(e);
  const up = (e, holds) => { for (let at = e; at && at !== document.documentElement; at = at.parentElement) if (holds(at)) return at; return null; };

  const texts = () => {
    const out = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = walk.currentNode;
      const e = node.parentElement;
      if (!node.data.trim() || /^(script|style|noscript|option)$/i.test(e.tagName) || !isShown(e)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) if (box.width > 1 && box.height > 1) out.push({ node, e, box });
    }
    return out;
  };

  const HOLDERS = "button, .button, .tag, .state, td, th, label, legend, summary, .card, .verdict, .hint, .problem, .once, .label, .slip, .code, .top";

  function cut(width) {
    const bad = new Set();
    for (const { e, box } of texts()) {
      if (!up(e, scrolls) && (box.right > width + 1 || box.left < -1)) bad.add("outside the screen: " + name(e));
      const clip = up(e, (at) => /hidden|clip/.test(style(at).overflowX) && at !== document.body);
      if (clip && box.right > clip.getBoundingClientRect().right + 1) bad.add("cut off: " + name(e));
      const holder = e.closest(HOLDERS);
      if (holder && !up(e, (at) => at !== holder && holder.contains(at) && scrolls(at))) {
        const outer = holder.getBoundingClientRect();
        if (style(holder).display !== "inline" && (box.right > outer.right + 1 || box.bottom > outer.bottom + 2 || box.top < outer.top - 2)) {
          bad.add(`runs out of ${name(holder)}: ${name(e)}`);
        }
      }
    }
    for (const e of document.querySelectorAll("input:not([type=hidden]):not([type=checkbox]):not([type=radio]), textarea")) {
      if (isShown(e) && e.value && e.scrollWidth > e.clientWidth + 1) bad.add("cut off in a field: " + e.name);
    }
    return [...bad];
  }

  // Two texts on one another.
  function overlaps() {
    const all = texts().map((one) => ({ ...one, l: one.box.left + 2, r: one.box.right - 2, t: one.box.top + 4, b: one.box.bottom - 4 }));
    const bad = new Set();
    for (let i = 0; i < all.length; i++) {
      for (let j = i + 1; j < all.length; j++) {
        const a = all[i], b = all[j];
        if (a.node !== b.node && a.l < b.r && b.l < a.r && a.t < b.b && b.t < a.b) bad.add(`over one another: ${name(a.e)} and ${name(b.e)}`);
      }
    }
    return [...bad];
  }

  function overflow(width) {
    const wide = document.documentElement.scrollWidth;
    return wide <= width ? [] : [`${wide} pixels wide`];
  }

  // A finger needs 44 pixels; a link in a sentence is as high as its line (WCAG 2.5.8 allows it).
  function small() {
    return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
      .filter((e) => isShown(e) && !(e.tagName === "A" && style(e).display === "inline" && e.closest("p, li, dd, td, .note, h1, h2")))
      .map((e) => e.closest("label") ?? e)
      .filter((e) => e.getBoundingClientRect().height < 43.5)
      .map((e) => "too small for a finger: " + name(e));
  }

  function words(language) {
    const bad = [];
    if (document.documentElement.lang !== language) bad.push("the language is said to be " + document.documentElement.lang);
    if (!document.title.trim()) bad.push("no title");
    if (document.querySelectorAll("h1").length === 0) bad.push("no heading");
    const said = document.body.innerText + " " + document.title;
    for (const wrong of said.match(/\{\d\}|\?\?+|\b(web|intake|custody|bench|ledger|consumer|identity|vault)\.(?!huawei)[a-z][a-z.-]+[a-z]\b|\bnull\b|Optional[.[]/g) ?? []) bad.push("not words: " + wrong);
    return bad;
  }

  const isMarked = (e) => {
    const at = e.closest(".pick label") ? e.nextElementSibling : e;
    return style(at).outlineStyle !== "none" && parseFloat(style(at).outlineWidth) >= 2;
  };
  const look = (e) => {
    const box = e.getBoundingClientRect();
    return { isMarked: isMarked(e), isInView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth };
  };
  document.addEventListener("focusin", (event) => focused.push({ e: event.target, ...look(event.target) }));

  function stops() {
    const radios = new Set();
    return [...document.querySelectorAll("a[href], button:not(:disabled), input:not([type=hidden]):not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex]")]
      .filter((e) => e.tabIndex >= 0 && isShown(e) | e.matches(".skip, .pick input"))
      .filter((e) => {
        if (e.type !== "radio") return true;
        const key = e.form?.action + " " + e.name;
        const checked = e.form?.querySelector(`input[name="${e.name}"]:checked`);
        if (checked ? checked !== e : radios.has(key)) return false;
        radios.add(key);
        return true;
      });
  }

  let atStart = null;
  let toldAtStart = 0;
  function startKeys() {
    document.activeElement?.blur?.();
    scrollTo(0, 0);
    // From the very beginning, wherever the page has put the focus itself.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    focused.length = 0;
    atStart = stops();
    toldAtStart = told;
    return String(stops().length + 4 * document.querySelectorAll("input[type=date]").length
      + 7 * document.querySelectorAll("input[type=datetime-local]").length + 8); // what scrolls is a stop as well
  }

  // What is told while somebody goes through the page takes the place of what they stood on, or loads the page anew. Other controls that come or
  // go by themselves, such as by the focus, are no reason to go through it again: then they would be where they belong.
  const isAnother = () => String(!atStart
    || told > toldAtStart && (atStart.some((e) => !e.isConnected) || stops().some((e) => !atStart.includes(e))));

  const unreached = () => stops().filter((e) => !focused.some((one) => one.e === e));

  function endKeys() {
    const bad = kept();
    const wanted = stops();
    const reached = focused.map((one) => one.e).filter((e, i, all) => all.indexOf(e) === i);
    for (const e of unreached()) bad.push(`not reached by keyboard: ${name(e)}, went ${focused.map((one) => wanted.indexOf(one.e)).join(" ")}`);
    const order = reached.filter((e) => wanted.includes(e)).map((e) => wanted.indexOf(e));
    if (order.some((at, i) => i > 0 && at < order[i - 1])) bad.push("not in the order of the page: " + order);
    for (const one of [...focused]) {
      if (one.e === document.body) continue;
      if (!one.isMarked || !one.isInView) {
        // Once more: a window that is just coming to the front tells of the focus before it shows it.
        one.e.blur();
        one.e.focus({ focusVisible: true });
        Object.assign(one, look(one.e));
      }
      if (!one.isMarked) bad.push("focus is not visible: " + name(one.e));
      if (!one.isInView) bad.push("focus is out of view: " + name(one.e));
    }
    return [...new Set(bad)].join("\n");
  }

  async function axe(only) {
    const tags = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };
    const found = await window.axe.run(document, { runOnly: only ? { type: "rule", values: only } : tags, resultTypes: ["violations"], iframes: false, preload: false, elementRef: false });
    return found.violations.flatMap((one) => one.nodes.map((node) => `axe ${one.id}: ${node.target} ${node.html.slice(0, 160)} ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ""}`));
  }

  async function all(width, language, isWithAxe) {
    await settled();
    const bad = [...kept(), ...overflow(width), ...cut(width), ...overlaps(), ...words(language)];
    if (width < 600) bad.push(...small());
    if (isWithAxe) bad.push(...(await axe()));
    return bad.join("\n");
  }

  return {
    settled, all, startKeys, isAnother, endKeys,
    unreached: () => String(unreached().length),
    // What was read and moved, when that was more than this much.
    shift: async (most) => { await settled(); return shift > most ? `what was read moved by ${shift}: ${moved.join("; ")}` : ""; },
    fits: async (width) => { await settled(); return [...overflow(width), ...cut(width)].join("\n"); },
    contrast: async () => { await settled(); return (await axe(["color-contrast"])).join("\n"); },
    unfold: () => { document.querySelectorAll("details").forEach((one) => (one.open = true)); return "open"; },
    bytes: () => String(performance.getEntriesByType("navigation").concat(performance.getEntriesByType("resource")).reduce((sum, one) => sum + one.transferSize, 0)),
  };
})();
