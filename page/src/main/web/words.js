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

    /** 1000204886016 as 1,000,204,886,016 bytes. */
    const bytes = (count) => say('unit.bytes', String(count).replace(/\B(?=(\d{3})+$)/g, ','));

    /** Seconds since 1970, in UTC. */
    const time = (seconds) => new Date(seconds * 1000).toISOString().replace('T', ' ').replace('.000Z', ' UTC');

    return {
        say, ownSentence, bytes, time,
        language: () => language,
        use: (code) => { language = code; },
    };
})();
