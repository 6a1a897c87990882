// What is shown of a phone. The lock is an answer of its own, and stands beside the verdict wherever that stands.

const PhoneView = (function () {
    const { element, given, safe } = Show;
    const say = Words.say;

    /** The verdict's word with that of the lock; of anything else the word as it is. */
    const titled = (title, { phone }) => phone === null ? title : say('head.phone', title, say('phone.lock.' + phone.lock));

    /** Something may hold it: what that means comes before what a good verdict means. */
    const isHeld = ({ phone }) => phone !== null && phone.lock !== 'unlocked';

    /** What the lock means. */
    const sentences = ({ phone }) => phone === null ? [] : [say('phone.lock.' + phone.lock + '.means')];

    const meaning = ({ notProved }, { phoneWork }) =>
        say(phoneWork !== null && phoneWork.fill !== null && notProved.indexOf('most-overwritten') < 0 ? 'phone.meaning.cleared.filled' : 'phone.meaning.cleared');

    function way({ technique }) {
        if (technique === null) {
            return say('phone.way.none');
        }
        const key = 'phone.way.' + technique.id;
        return Object.prototype.hasOwnProperty.call(PAPER_WORDS.en, key) ? say(key) : say('phone.way.unknown', safe(technique.id));
    }

    function list(prefix, codes) {
        const out = element('ul', 'plain');
        codes.forEach((code) => out.appendChild(element('li', '', say(prefix + code))));
        return out;
    }

    /** Rows about what the answers rest on. */
    function result({ phone }) {
        if (phone === null) {
            return null;
        }
        return View.facts([
            [say('phone.lock'), say('phone.lock.' + phone.lock)],
            [say('phone.lock-why'), list('phone.lock-reason.', phone.lockReasons)],
            [say('phone.way'), way(phone)],
            [say('phone.tier'), say('phone.tier.' + phone.tier)],
            [say('phone.why'), phone.reasons.length === 0 ? null : list('phone.reason.', phone.reasons)],
        ]);
    }

    /** The phone as rows of facts; none if it is not shown. */
    function device({ phone }) {
        const text = (value) => value === null ? element('span', 'none', say('not.given')) : given(value);
        return phone === null ? [] : [
            [say('device.kind'), say('phone.kind')],
            [say('phone.maker'), text(phone.maker)],
            [say('phone.model'), text(phone.model)],
            [say('device.serial'), text(phone.serial)],
            [say('phone.system'), phone.system === null ? null : say('phone.system.' + phone.system)],
            [say('phone.version'), phone.version === null ? null : given(phone.version)],
            [say('phone.storage'), phone.storageBytes === null ? null : Words.bytes(phone.storageBytes)],
        ];
    }

    /** A time of the record as all others are shown. */
    function when(text) {
        const at = Date.parse(text);
        return Number.isNaN(at) ? text : Words.time(at / 1000);
    }

    /** How it went, and the accounts of its fill. */
    function work(done) {
        const steps = element('ul', 'plain');
        done.steps.forEach((step) => steps.appendChild(element('li', '', say('phone.step.' + step.word), element('span', 'at', when(step.at)))));
        const rows = [
            [say('phone.steps'), steps],
            [say('work.tool'), given(done.tool)],
            [say('work.started'), when(done.startedAt)],
            [say('work.finished'), when(done.finishedAt)],
        ];
        const { fill } = done;
        return View.section(say('section.work'), View.facts(fill === null ? rows : rows.concat([
            [say('phone.fill.storage'), fill.storageBytes === null ? null : Words.bytes(fill.storageBytes)],
            [say('phone.fill.free'), Words.bytes(fill.freeBefore)],
            [say('phone.fill.written'), Words.bytes(fill.written)],
            [say('phone.fill.verified'), Words.bytes(fill.verified)],
            [say('phone.fill.sampled'), Words.bytes(fill.sampled)],
            [say('phone.fill.parts'), fill.parts === null ? null : fill.parts.compared + ' / ' + fill.parts.files],
            [say('phone.fill.left'), Words.bytes(fill.freeAfter)],
            [say('phone.fill.reserved'), Words.bytes(fill.reserved)],
            [say('phone.fill.wrong'), String(fill.wrongFiles)],
        ])));
    }

    /** What is stated beside the clauses in makers' names, and whether it counts by the trust list; null if nothing is. */
    function makers({ producers }) {
        if (producers.length === 0) {
            return null;
        }
        const out = element('ul', 'plain');
        producers.forEach(({ statement, state, producer, clauses }) => {
            const { signer, name, number, sequence, issued } = statement;
            // Whom the list does not know is told by the key: anybody can sign in a maker's name.
            const who = producer !== null ? safe(producer) : say('maker.by-key', safe(signer.text), safe(name));
            const said = say('maker.said', who, safe(number), String(sequence), issued);
            out.appendChild(element('li', '', said, ' ', state === 'counts' ? say('maker.counts', clauses.join(', ')) : say('maker.state.' + state)));
        });
        if (producers.some(({ state }) => state === 'counts')) {
            out.appendChild(element('li', '', say('maker.later')));
        }
        return View.section(say(producers.every(({ isMaker }) => isMaker) ? 'section.makers' : 'section.makers.unknown'), out);
    }

    return { makers, titled, isHeld, sentences, meaning, result, device, work };
})();
