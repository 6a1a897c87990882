// What does not hold or can't be compared, in words first; the code and the place of it are folded away.

const FailureView = (function () {
    const say = Words.say;
    const { given } = Show;

    // Codes that say more than that something is wrong.
    const TOLD = ['test-statement', 'revoked', 'superseded', 'corrected', 'witness-policy', 'serial', 'status-with-receipt', 'cannot-read', 'too-large', 'photo'];

    /** A record names neither a whole serial number nor evidence: what was given beside it can't be compared, and it may be genuine. */
    const isNotOfRecords = ({ code, where, expected }) => (code === 'serial' && where === 'device') ||
        (code === 'evidence' && expected === Check.NO_EVIDENCE);

    /** Headline and sentences. */
    function words(failure, state) {
        const { code } = failure;
        if (isNotOfRecords(failure)) {
            return [say('head.' + code + '.record'), say('code.' + code + '.record'), say('what.' + code + '.record')];
        }
        if (state === 'label-unread') {
            return [say('head.label-unread'), say('what.label-unread')];
        }
        if (state === 'not-compared') {
            return [say('head.not-compared'), say('code.serial.none'), say('what.serial.none')];
        }
        const isTold = TOLD.indexOf(code) >= 0;
        const typed = code === 'serial' ? [say('what.serial.typed', Show.safe(failure.expected), Show.safe(failure.found))] : [];
        return [say(isTold ? 'head.' + code : 'head.refused'), say('code.' + code)].concat(typed, say('what.' + (isTold ? code : 'refused')));
    }

    /** The whole answer; `state` as Check.stateOf gives it. */
    function answer(failure, state) {
        const [head, ...lines] = words(failure, state);
        return Show.element('div', '', View.panel(state, head, lines),
            View.folded(say(state === 'refused' ? 'list.failed' : 'list.not-compared'), View.facts([
                [say('why.code'), given(failure.code)], [say('why.where'), given(failure.where)],
                [say('why.expected'), given(Words.reason(failure.expected))], [say('why.found'), given(Words.reason(failure.found))],
            ])));
    }

    return { answer };
})();
