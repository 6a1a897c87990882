// Our words in one language at a time. Verdicts, limits and the like come from the paper's own files, so that page and
// paper never speak differently.

const Words = (function () {
    const own = { zh: WORDS_ZH, en: WORDS_EN };
    let language = /^zh/i.test(navigator.language || '') ? 'zh' : 'en';

    /** The text of a key, with {0}, {1}, … replaced from left to right. */
    function say(key, ...values) {
        const all = Object.assign({}, PAPER_WORDS[language], own[language]);
        if (!Object.prototype.hasOwnProperty.call(all, key)) {
            throw new Error('no text for ' + key);
        }
        return all[key].replace(/\{(\d)\}/g, (_, i) => values[i]);
    }

    /** Our word if the product itself wrote this sentence into the statement, else the sentence as it is. */
    function ownSentence(prefix, text) {
        const english = PAPER_WORDS.en;
        const key = Object.keys(english).filter((k) => k.startsWith(prefix) && english[k] === text)[0];
        return key ? say(key) : Show.safe(text);
    }

    /** What a failure expected or found, in words where it is a phrase of ours and no value. */
    function reason(text) {
        const nested = /^(?:at byte (\d+)|([^:]+)): expected (.+), found (.+)$/.exec(text);
        if (nested === null) {
            return known('reason.' + text, text);
        }
        const [, byte, where, expected, found] = nested;
        return byte === undefined ? say('why.in', Show.safe(where), reason(expected), reason(found))
            : say('why.at', byte, reason(expected), reason(found));
    }

    /** Our word where there is one under this key, else the text as it is. */
    const known = (key, text) => Object.prototype.hasOwnProperty.call(own.en, key) ? say(key) : Show.safe(text);

    /** An operator; a station that nobody has named is called by an English word and the start of its key. */
    function operator(name) {
        const unnamed = /^station ([A-Za-z0-9_-]{16})$/.exec(name);
        return Show.safe(unnamed === null ? name : say('operator.unnamed', unnamed[1]));
    }

    /** 1000204886016 as 1,000,204,886,016 bytes. */
    const bytes = (count) => say('unit.bytes', String(count).replace(/\B(?=(\d{3})+$)/g, ','));

    /** 93600 as 1 day 2 h: the two largest units that are not zero. */
    function span(seconds) {
        const left = Math.abs(seconds);
        const parts = [['days', Math.floor(left / 86400)], ['hours', Math.floor(left / 3600) % 24],
            ['minutes', Math.floor(left / 60) % 60], ['seconds', left % 60]];
        const from = parts.findIndex((part) => part[1] > 0);
        const shown = parts.slice(from < 0 ? 3 : from, from < 0 ? 4 : from + 2).filter((part, i) => i === 0 || part[1] > 0);
        return shown.map((part) => say('unit.' + part[0], String(part[1]))).join(' ');
    }

    const clock = (seconds) => new Date(seconds * 1000).toISOString().replace('T', ' ').replace('.000Z', '');

    /** Seconds since 1970, in UTC; in Chinese by the clocks of China first, eight hours ahead, as on paper. */
    function time(seconds) {
        const utc = say('time.utc', clock(seconds));
        return language === 'zh' ? say('time.both', say('time.beijing', clock(seconds + 8 * 3600)), utc) : utc;
    }

    return {
        say, ownSentence, known, reason, operator, bytes, span, time,
        language: () => language,
        use: (code) => { language = code; },
    };
})();
