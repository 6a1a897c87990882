// The answer to a code from a paper. It never looks like success: no label proves that the log holds what it says.

const LabelView = (function () {
    const say = Words.say;

    function sentences(label) {
        const { claims, shown } = label.clearing;
        const claimed = say('what.claim', say('verdict.' + claims.verdict));
        if (label.operator === null) {
            return [say('what.label-not-checked'), claimed]
                .concat(Rules.judge(claims) === 'contradictory' ? ClauseView.sum(claims, shown) : []);
        }
        const by = Words.operator(label.operator);
        return [label.isSerialCompared ? say('what.recorded', by, Show.safe(shown.target.serial)) : say('what.recorded.any', by),
            claimed, ClauseView.sum(claims, shown)].concat(Rules.judge(claims) === 'contradictory' ? [] : say('what.label-signed'));
    }

    /** As LabelVerifier lists them. */
    function gaps(label) {
        const { claims, shown } = label.clearing;
        const keys = label.operator === null ? ['gap.signer', 'gap.signature'] : [];
        keys.push('gap.log', 'gap.witness', 'gap.revocation');
        if (!label.isSerialCompared) {
            keys.push('gap.serial');
        }
        if (shown.target === null) {
            keys.push('gap.target');
        }
        keys.push('gap.work', 'gap.evidence');
        if (claims.notProved.indexOf('time-not-witnessed') < 0) {
            keys.push('gap.time');
        }
        return keys.map((key) => say(key)).concat(View.rulesUnknown(claims), claims.notProved.map((code) => say('limit.' + code)));
    }

    function checked(label) {
        const keys = label.operator === null ? [] : ['ok.label.signature', 'ok.label.trust'];
        keys.push('ok.disclosures');
        if (label.isSerialCompared) {
            keys.push('ok.serial');
        }
        return keys.map((key) => say(key, label.operator === null ? '' : Words.operator(label.operator)))
            .concat(View.rulesChecked(label.clearing.claims));
    }

    function record(label) {
        const { head, claims } = label.clearing;
        const { given } = Show;
        return View.facts([
            [say('record.issued'), Words.time(head.issuedAt)],
            [say('record.statement'), given(head.eventId)],
            [say('record.station'), given(head.station)],
            [say('qr.index'), String(label.index)],
            [say('label.entry'), given(label.entry)],
            [say('qr.statement'), given(label.statementDigest)],
            [say('record.evidence'), given(claims.evidence.digest)],
        ]);
    }

    /** The whole answer; `state` as Check.stateOf gives it. */
    function answer(found, state) {
        const { label } = found;
        const out = Show.element('div', '', View.panel(state, say('head.' + state), sentences(label)));
        const add = (title, child) => out.appendChild(View.section(say(title), child));
        if (label.clearing.shown.target !== null) {
            add('section.device', View.facts(RecordView.device(label.clearing.shown)));
        }
        add('list.gaps', View.list('gaps', '\u2013', gaps(label)));
        out.appendChild(ClauseView.list(label.clearing.claims, label.clearing.shown, label.operator !== null));
        const held = checked(label);
        out.appendChild(View.folded(say(label.operator === null ? 'list.fits' : 'list.checked', String(held.length)),
            View.list('checked', SaidView.mark(label.operator), held)));
        out.appendChild(View.folded(say('list.record'), record(label)));
        return out;
    }

    return { answer };
})();
