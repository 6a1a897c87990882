// Text of others on our page. It is only ever set as text, never as markup; signs that would hide, turn round or overlay
// others are spelled out, and the style of `.given` keeps every sign in its place.

const Show = (function () {
    // Controls, soft hyphen, combining marks, fillers, joiners, bidirectional controls, odd spaces, variation selectors,
    // specials, private signs, and tags (U+E0000, as surrogates); and letters that are written from right to left, which
    // would turn round our own words beside them. The paper shows a box for all of these.
    const UNSEEN = new RegExp('[\\u0000-\\u001f\\u007f-\\u00a0\\u00ad\\u0300-\\u036f\\u0590-\\u08ff\\u115f\\u1160\\u1680' +
        '\\u17b4\\u17b5\\u180b-\\u180f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f' +
        '\\u20d0-\\u20ff\\u2800\\u3164\\ue000-\\uf8ff\\ufb1d-\\ufdff\\ufe00-\\ufe0f\\ufe20-\\ufe2f\\ufe70-\\ufeff\\uffa0\\ufff0-\\uffff]' +
        '|[\\ud802\\ud803\\ud83a\\ud83b\\udb40-\\udbff][\\udc00-\\udfff]|[\\ud800-\\udbff](?![\\udc00-\\udfff])', 'g');

    const spelled = (sign) => '\u27e8U+' + sign.codePointAt(0).toString(16).toUpperCase().padStart(4, '0') + '\u27e9';

    /** The text with everything unseen spelled out; first, last and doubled spaces become visible. */
    const safe = (text) => String(text)
        .replace(UNSEEN, spelled)
        .replace(/^ | (?= )| $/g, '\u2423');

    /** An element of ours; children are elements or our own words. */
    function element(name, className, ...children) {
        const out = document.createElement(name);
        if (className) {
            out.className = className;
        }
        for (const child of children) {
            if (child !== null) {
                out.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
            }
        }
        return out;
    }

    /** A value that others chose. */
    const given = (text) => element('bdi', 'given', safe(text));

    return { safe, element, given };
})();
