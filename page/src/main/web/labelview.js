// The answer to a code from a paper. It never looks like success: no label proves that the log holds what it says.

const LabelView = (function () {
    const say = Words.say;

    function sentences(label) {
        const { claims, shown } = label.clearing;
        const claimed = say('what.claim', say('verdict.' + claims.verdict));
        if (label.operator === null) {
            return [say('what.label-not-checked'), claimed]
                .concat(PhoneView.sentences(claims), Rules.judge(claims, shown) === 'contradictory' ? ClauseView.sum(claims, shown) : []);
        }
        const by = Words.operator(label.operator);
        const isLie = Rules.judge(claims, shown) === 'contradictory';
        return [label.isSerialCompared ? say('what.recorded', by, Show.safe(Statements.serialOf(shown))) : say('what.recorded.any', by)]
            .concat(Check.contradicts(claims, shown) ? say('no-proof.contradiction', say('verdict.' + claims.verdict)) : claimed,
                PhoneView.sentences(claims), ClauseView.sum(claims, shown), isLie || Check.contradicts(claims, shown) ? [] : say('what.label-signed'));
    }

    /** As LabelVerifier lists them. */
    function gaps(label) {
        const { claims, shown } = label.clearing;
        const keys = label.operator === null ? ['gap.signer', 'gap.signature'] : [];
        keys.push('gap.log', 'gap.witness', 'gap.revocation');
        if (!label.isSerialCompared) {
            keys.push('gap.serial');
        }
        if (shown.target === null && shown.phone === null) {
            keys.push('gap.target');
        }
        keys.push('gap.work', 'gap.evidence');
        if (claims.notProved.indexOf('time-not-witnessed') < 0) {
            keys.push('gap.time');
        }
        return keys.map((key) => say(key)).concat(View.rulesUnknown(claims), Phones.isWayUnknown(claims) ? say('gap.way') : [], claims.notProved.map((code) => say('limit.' + code)));
    }

    function checked(label) {
        const keys = label.operator === null ? [] : ['ok.label.signature', 'ok.label.trust'];
        keys.push('ok.disclosures');
        if (label.isSerialCompared) {
            keys.push('ok.serial');
        }
        return keys.map((key) => say(key, label.operator === null ? '' : Words.operator(label.operator)))
            .concat(View.rulesChecked(label.clearing.claims, label.clearing.shown));
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
        const out = Show.element('div', '', View.panel(state, PhoneView.titled(say('head.' + state), label.clearing.claims), sentences(label)));
        const add = (title, child) => out.appendChild(View.section(say(title), child));
        const device = RecordView.device(label.clearing.shown);
        if (device.length > 0) {
            add('section.device', View.facts(device));
        }
        const result = PhoneView.result(label.clearing.claims);
        if (result !== null) {
            add('section.phone', result);
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
