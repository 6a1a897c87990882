// The answer as a person reads it: a word with a shape and a colour, a sentence, what was checked, and what was not.

const View = (function () {
    const { element, given, safe } = Show;
    const say = Words.say;
    const SHAPES = {
        purged: '\u25c6', cleared: '\u25cf', partial: '\u25b2', limited: '\u25b2', unproven: '?', failed: '\u2715',
        locked: '\u25b2', 'lock-unknown': '\u25b2', refused: '\u2715', contradictory: '!', unknown: '?', open: '\u25cb', hidden: '\u25cb',
        'label-signed': '\u25cb', 'record-signed': '\u25cb', 'label-unread': '?', photo: '?', whole: '\u25c6', 'label-not-checked': '?', 'not-compared': '?',
        'recheck-matches': '\u25cb', 'recheck-differs': '\u2715', 'recheck-unproven': '?',
    };

    const BAD = ['failed', 'unproven', 'partial', 'contradictory'];

    const section = (title, ...children) => element('section', 'part', element('h3', '', title), ...children);

    /** What few want to read, one touch away. */
    function folded(title, ...children) {
        return element('details', 'part', element('summary', '', title), ...children);
    }

    function list(className, mark, items) {
        const out = element('ul', className);
        for (const item of items) {
            out.appendChild(element('li', '', mark === '' ? null : hiddenFromReaders(mark), element('span', '', item)));
        }
        return out;
    }

    function hiddenFromReaders(mark) {
        const out = element('span', 'mark', mark);
        out.setAttribute('aria-hidden', 'true');
        return out;
    }

    function facts(rows) {
        const out = element('dl', 'facts');
        for (const [name, value] of rows) {
            if (value !== null) {
                out.appendChild(element('dt', '', name));
                out.appendChild(element('dd', '', value));
            }
        }
        return out;
    }

    /** Without any trust list the first thing to say is what to do next. */
    const unknownHead = ({ trust }) => say(trust === null ? 'head.no-trust' : 'head.unknown');

    const headline = (state, answer) => PhoneView.titled(word(state, answer), answer.verified.clearing.claims);

    function word(state, answer) {
        if (state === 'unknown') {
            return unknownHead(answer);
        }
        const { claims, shown } = answer.verified.clearing;
        const verdict = say('verdict.' + claims.verdict);
        if (state === 'limited') {
            return say(Rules.judge(claims, shown) !== 'known' ? 'head.limited.rules' : Phones.isWayUnknown(claims) ? 'head.limited.way' : 'head.limited', verdict);
        }
        if (state === 'locked' || state === 'lock-unknown') {
            return verdict; // the lock's own word stands beside it
        }
        const isVerdict = ['purged', 'cleared', 'partial', 'unproven', 'failed'].indexOf(state) >= 0;
        return say((isVerdict ? 'verdict.' : 'head.') + state);
    }

    function sentences(state, answer) {
        const { operator, clearing, isSerialCompared, producers } = answer.verified;
        const { claims, shown } = clearing;
        const claimed = say('what.claim', say('verdict.' + claims.verdict));
        if (state === 'unknown') {
            return [say(answer.trust === null ? 'what.no-trust' : 'what.unknown'), claimed].concat(PhoneView.sentences(claims), Rules.judge(claims, shown) === 'contradictory' ? ClauseView.sum(claims, shown) : []);
        }
        const by = Words.operator(operator);
        if (state === 'open' || state === 'hidden') {
            const isNameless = state === 'open' && Statements.serialOf(shown) === null;
            return [say(isNameless ? 'what.open.none' : 'what.' + state, by), claimed].concat(PhoneView.sentences(claims), ClauseView.sum(claims, shown, producers));
        }
        const out = [isSerialCompared ? say('what.recorded', by, safe(Statements.serialOf(shown))) : say('what.recorded.any', by)];
        if (PhoneView.isHeld(claims)) {
            out.push(...PhoneView.sentences(claims));
        }
        if (state !== 'contradictory') {
            out.push(meaning(claims, shown));
        } else {
            const isOfVerdict = Check.contradicts(claims, shown);
            out.push(isOfVerdict ? say('no-proof.contradiction', say('verdict.' + claims.verdict)) : claimed);
            if (answer.verified.isOverstated) {
                out.push(say('no-proof.overstated'));
            }
        }
        if (!PhoneView.isHeld(claims)) {
            out.push(...PhoneView.sentences(claims));
        }
        out.push(ClauseView.sum(claims, shown, producers));
        if (claims.notProved.indexOf('test-device') >= 0) {
            out.push(say('test'));
        }
        if (state !== 'purged' && state !== 'cleared') {
            out.push(say('no-proof.advice.hold'));
        }
        return out;
    }

    function meaning(claims, shown) {
        if (claims.verdict !== 'purged' && claims.verdict !== 'cleared') {
            return say('meaning.' + claims.verdict);
        }
        if (claims.phone !== null) {
            return PhoneView.meaning(claims, shown);
        }
        const mode = shown.work.verification.mode;
        const checked = mode === 'none' ? '' : say('sentence.space') + say('checked.' + mode);
        if (claims.verdict === 'purged') {
            return say('meaning.purged') + checked;
        }
        const has = (limit) => claims.notProved.indexOf(limit) >= 0;
        const whole = shown.target.bus === 'loop' ? 'loop' : 'block';
        const own = shown.work.native !== null && shown.work.passes.length === 0 ? 'native' : null;
        const extent = own !== null ? own : has('partition-only') ? 'partition' : has('volume-only') && whole !== 'loop' ? 'volume' : whole;
        return say('meaning.cleared.' + (shown.target.kind === 'image' ? 'image' : extent)) + checked;
    }

    function checked(answer) {
        const { verified } = answer;
        const tree = verified.checkpoint;
        const out = [say('ok.signature'), say('ok.disclosures'),
            say('ok.log', safe(tree.origin), String(verified.startIndex), String(verified.index), String(tree.size)),
            say('ok.chain')];
        if (verified.operator !== null) {
            out.push(say('ok.trust', Words.operator(verified.operator)));
        }
        if (verified.isSerialCompared) {
            out.push(say('ok.serial'));
        }
        out.push(...rulesChecked(verified.clearing.claims, verified.clearing.shown));
        if (answer.isEvidenceCompared) {
            out.push(say('ok.evidence'));
        }
        return out.concat(checkedOfCertificate(verified.certificate));
    }

    /** The line about known rules, where they are. */
    const rulesChecked = (claims, shown) => Rules.judge(claims, shown) === 'known' ? [say('ok.rules', safe(claims.policy.id))] : [];

    /** The line about rules that are not known, where they are not. */
    const rulesUnknown = (claims) => Rules.judge(claims) === 'unknown' ? [say('gap.rules', safe(claims.policy.id))] : [];

    function checkedOfCertificate(certificate) {
        const out = [];
        if (certificate === null) {
            return out;
        }
        if (certificate.interval !== null) {
            out.push(say('ok.witnesses', String(certificate.cosignatures.length)));
            if (certificate.isTimeProved) {
                out.push(say('ok.time'));
            }
        }
        if (certificate.status !== null) {
            out.push(say('ok.status'));
        }
        if (certificate.presence.length > 0) {
            out.push(say('ok.presence'));
        }
        return out;
    }

    function gaps(answer) {
        const { verified } = answer;
        const { claims, shown } = verified.clearing;
        const out = [];
        const add = (isOpen, key) => isOpen && out.push(say(key));
        add(verified.operator === null, 'gap.signer');
        out.push(...rulesUnknown(claims));
        add(!verified.isSerialCompared, 'gap.serial');
        add(Phones.isWayUnknown(claims), 'gap.way');
        add(shown.target === null && shown.phone === null, 'gap.target');
        add(shown.work === null && shown.phoneWork === null, 'gap.work');
        const certificate = verified.certificate;
        const isWitnessed = certificate !== null && certificate.interval !== null;
        const isTimeProved = isWitnessed && certificate.isTimeProved;
        add(!isWitnessed, 'gap.witness');
        add(isWitnessed && !isTimeProved, 'gap.time.witnessed');
        add(!isWitnessed && claims.notProved.indexOf('time-not-witnessed') < 0, 'gap.time');
        add(!answer.isEvidenceCompared, 'gap.evidence');
        add(certificate === null || certificate.status === null, 'gap.revocation');
        add(certificate !== null && certificate.status !== null && certificate.status.notEarlier === null, 'gap.status-age');
        // What the statement could not know when it was made, its certificate now proves, or the line above says why not.
        const limits = claims.notProved.filter((code) => code !== 'time-not-witnessed' || !isWitnessed);
        return out.concat(limits.map((code) => say('limit.' + code)));
    }

    /** What is there, and this page can't or need not judge. */
    function present(found, isPdf) {
        const { verified, trust } = found;
        const { certificate } = verified;
        const out = [];
        const add = (isThere, key, ...values) => isThere && out.push(say(key, ...values));
        const lists = found.fresh.length;
        if (certificate === null) {
            add(trust !== null && trust.policy !== null, 'present.witnesses');
        } else {
            const isKnown = certificate.interval !== null;
            const others = certificate.lines - certificate.cosignatures.length;
            add(others > 0, isKnown ? 'present.cosignatures.others' : 'present.cosignatures', String(others));
            add(!isKnown && (certificate.isStapled || lists > 0), 'present.status.stranger');
            add(!isKnown && certificate.presence.length > 0, 'present.presence', String(certificate.presence.length));
            add(isKnown && lists > certificate.freshUsed, 'present.status.others', String(lists - certificate.freshUsed));
        }
        add(isPdf, 'present.pdf');
        add(found.isEvidenceCompared, 'present.evidence');
        return out;
    }

    function panel(state, title, lines) {
        const shape = hiddenFromReaders(SHAPES[state]);
        shape.className = 'shape';
        return element('div', 'panel state-' + state, shape, element('div', 'panel-text',
            element('h2', '', title), ...lines.map((line) => element('p', '', line))));
    }

    /** The whole answer. */
    function answer(found, isPdf) {
        const state = Check.stateOf(found);
        if (found.failure) {
            return FailureView.answer(found.failure, state);
        }
        if (found.mismatch) { // the record stays in sight, and what was typed is held against it
            const beside = FailureView.answer(found.mismatch, Check.stateOf({ failure: found.mismatch }));
            beside.appendChild(section(say('list.record.alone'), answer(Object.assign({}, found, { mismatch: null }), isPdf)));
            return beside;
        }
        if (found.label) {
            return LabelView.answer(found, state);
        }
        if (found.recorded) {
            return RecordedView.answer(found, state);
        }
        if (found.recheck) {
            return RecheckView.answer(found, state);
        }
        const top = panel(state, headline(state, found), sentences(state, found));
        const out = element('div', '', top);
        const { verified, trust } = found;
        // Ticks below a red cross would be read as "fine": they are about the record, and say so.
        const isBad = BAD.indexOf(state) >= 0;
        if (verified.operator !== null) {
            top.querySelector('.panel-text').appendChild(ProofView.strength(verified, isBad));
        }
        const add = (title, ...children) => out.appendChild(section(say(title), ...children));
        const result = PhoneView.result(verified.clearing.claims);
        if (result !== null) {
            add('section.phone', result);
        }
        add('list.when', ProofView.when(verified, trust));
        add('list.who', facts(ProofView.who(verified, trust)));
        const presence = ProofView.presence(verified);
        if (presence !== null && state !== 'unknown') {
            add('list.presence', presence);
        }
        const since = ProofView.since(verified);
        if (since !== null) {
            add('list.since', facts(since));
        }
        add('list.gaps', list('gaps', '\u2013', gaps(found)));
        const unchecked = present(found, isPdf);
        if (unchecked.length > 0) {
            add('list.present', list('present', '\u25cb', unchecked));
        }
        out.appendChild(ClauseView.list(verified.clearing.claims, verified.clearing.shown, verified.operator !== null, verified.producers));
        const makers = PhoneView.makers(verified);
        if (makers !== null) {
            out.appendChild(makers);
        }
        const held = checked(found);
        out.appendChild(folded(say(state === 'unknown' ? 'list.fits' : isBad ? 'list.checked.bad' : 'list.checked', String(held.length)),
            list('checked', isBad ? '\u2013' : SaidView.mark(verified.operator), held)));
        out.appendChild(folded(say('list.record'), RecordView.record(verified)));
        return out;
    }

    return { answer, unknownHead, facts, section, folded, list, panel, hiddenFromReaders, rulesChecked, rulesUnknown };
})();
