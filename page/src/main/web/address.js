// The code from a paper: pasted into its field, or in the fragment of this page's address, which no browser sends to a server.
// The fragment stays where it is: whoever opens the page again, or in another browser, wants the same answer, and it holds
// nothing but what the paper shows. Who starts again has it removed.

const Address = (function () {
    const RECORD = ['log', 'index', 'statement'];
    const field = () => document.getElementById('code');
    let taken = ''; // what the address brought into the field

    const text = () => field().value.trim();

    /** A code in the address stands in the field as if pasted there, and leaves it when the address changes. */
    function take() {
        const code = Labels.isMarked(location.hash) ? location.hash : '';
        if (code !== '' || text() === taken) {
            field().value = code;
        }
        taken = code;
    }

    function forget() {
        field().value = '';
        taken = '';
        try {
            history.replaceState(null, '', location.pathname + location.search);
        } catch (e) { // some browsers refuse that for files
            location.hash = '';
        }
    }

    /** Log, place and digest, where a code was too small for more; null if there is no such name. */
    function named() {
        const from = text() === '' ? location.hash : text();
        const found = {};
        for (const part of from.slice(from.indexOf('#') + 1).slice(0, 1000).split('&')) {
            const at = part.indexOf('=');
            if (RECORD.indexOf(part.slice(0, at)) >= 0) {
                found[part.slice(0, at)] = part.slice(at + 1);
            }
        }
        return RECORD.every((name) => found[name]) ? found : null;
    }

    /** Whether the field holds something to be checked, be it good or not. */
    const isCode = () => text() !== '' && named() === null;

    /** What the code has to do with the answer to a file, or what it names; null if there is nothing to say. */
    function beside(last) {
        const record = named();
        const verified = last && last.answer.verified;
        if (record === null) {
            return last && last.code ? compared(last, verified) : null;
        }
        const isSame = verified && verified.checkpoint.origin === record.log &&
            String(verified.index) === record.index && verified.statementDigest === record.statement;
        return View.section(Words.say('qr.title'), Show.element('p', '', ofRecheck(last, record.statement) ||
            (verified ? Words.say(isSame ? 'qr.same' : 'qr.other') : Words.say('qr.text'))),
            View.facts(RECORD.map((name) => [Words.say('qr.' + name), Show.given(record[name])])));
    }

    /** Whether a recheck is of the statement with this digest; null if what was picked is none. */
    function ofRecheck(last, digest) {
        const recheck = last && last.answer.recheck;
        return recheck ? Words.say(recheck.statement.claims.clearing.digest === digest ? 'recheck.code.same' : 'recheck.code.other') : null;
    }

    function compared(last, verified) {
        const { code } = last;
        const line = !code.failure && last.answer.recheck ? ofRecheck(last, code.label.statementDigest)
            : last.answer.recorded && !code.failure ? Words.say('label.other') : code.isUnread ? Words.say('head.label-unread') : code.failure ? Words.say('label.refused', Words.say('code.' + code.failure.code))
            : verified ? Words.say(code.label.statementDigest === verified.statementDigest ? 'label.same' : 'label.other') : null;
        return line === null ? null : View.section(Words.say('label.title'), Show.element('p', '', line));
    }

    return { text, take, forget, isCode, beside };
})();
