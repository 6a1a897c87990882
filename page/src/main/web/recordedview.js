// The answer to what an operator's log has signed of what people decide and see. It never looks like success: such a record
// proves no erasure, whoever has signed it.

const RecordedView = (function () {
    const { element, given, safe } = Show;
    const say = Words.say;
    const NONE = '\u2014';

    function sentences({ statement: { type, claims }, operator, check }, rules) {
        const out = [operator === null ? say('what.unknown.record') : say('what.record', Words.operator(operator))];
        if (type.kind === 'observation') {
            out.push(say('what.claim', say('verdict.' + claims.verdict)));
        }
        if (rules === 'contradictory') {
            out.push(say('rules.' + (type.kind === 'validation' ? 'no-such-clause' : rules), safe(claims.policy.id)));
        }
        return out.concat(say('what.record.' + type.kind)).concat(check === undefined ? []
            : type.kind === 'summary' ? compared(check, operator !== null) : counted(check));
    }

    /** Where the certificates beside counts stand in them. */
    const counted = ({ found, isLie }) => (found.length === 0 ? [say('counts.alone')] : isLie ? [say('counts.lie')] : []);

    /** What the certificates beside a summary have shown. */
    function compared(check, isSignerKnown) {
        if (check.named === check.counts.missing && check.unnamed + check.unread === 0) {
            return [say('summary.alone')];
        }
        const { counts } = check;
        return [say('summary.beside', String(check.named), String(counts.same), String(counts.untrusted), String(counts.missing),
            String(counts.refused), String(counts.contradicts))]
            .concat(check.unnamed === 0 ? [] : say('summary.unnamed', String(check.unnamed)))
            .concat(check.unread === 0 ? [] : say('summary.unread', String(check.unread)))
            .concat(say(check.isWhole && isSignerKnown ? 'summary.whole' : 'summary.not-whole'));
    }

    const text = (words) => given(words.id + ' \u00b7 ' + words.version + ' \u00b7 ' + words.language);

    /** As what it was said; whose hand was on a browser nobody knows. */
    const through = (said) => say('through.' + said.through, said.session === null ? '' : safe(said.session));

    const rulesNamed = (policy) => given(policy.id + ' \u00b7 ' + policy.version);

    const deviceOf = (device) => element('span', '', given(device.label), ' \u00b7 ', Words.known('kind.' + device.kind, device.kind));

    const ROWS = {
        observation: (claims) => [
            [say('rec.device'), deviceOf(claims.device)],
            [say('device.model'), given((claims.device.brand + ' ' + claims.device.model).trim() || NONE)],
            [say('rec.serial-tail'), given(claims.device.serialTail === null ? NONE : '\u2026' + claims.device.serialTail)],
            [say('rec.tier'), say('tier.' + claims.tier)],
            [say('rec.lock'), say('lock.' + claims.lock)],
            [say('work.started'), Words.time(claims.startedAt)],
            [say('rec.workflow'), given(claims.workflow.id + ' \u00b7 ' + claims.workflow.version)],
        ],
        validation: (claims) => [
            [say('rec.clause'), clauseOf(claims)],
            [say('rec.rules'), rulesNamed(claims.policy)],
            [say('rec.by'), given(claims.by)],
            [say('rec.reason'), lines(claims.reason)],
            [say('rec.apart'), say('apart.' + claims.apart)],
            [say('rec.hands'), hands(claims.hands)],
            [say('rec.of.receipt'), given(claims.of)],
        ],
        consent: (claims) => [
            [say('rec.device'), deviceOf(claims.device)],
            [say('rec.presenter'), say('presenter.' + claims.presenter)],
            [say('rec.scope'), say('scope.' + claims.scope)],
            [say('rec.through'), through(claims.said)],
            [say('rec.rules'), rulesNamed(claims.policy)],
            [say('rec.offer'), claims.offer === null ? null : Money.text(claims.offer.minor, claims.offer.currency)],
            [say('rec.words'), text(claims.words)],
            [say('rec.words.digest'), given(claims.words.digest)],
            [say('rec.declaration'), claims.declaration === null ? null : text(claims.declaration)],
            [say('rec.declaration.digest'), claims.declaration === null ? null : given(claims.declaration.digest)],
        ],
        withdrawal: (claims) => [
            [say('rec.through'), through(claims.said)],
            [say('rec.of.consent'), given(claims.of)],
        ],
        presence: (claims) => [
            [say('rec.device'), deviceOf(claims.device)],
            [say('rec.grade'), say('rec.grade.' + claims.grade)],
            [say('rec.begun'), claims.begunAt === null ? null : Words.time(claims.begunAt)],
            [say('rec.ended'), claims.endedAt === null ? null : say('rec.ended.at', Words.time(claims.endedAt))],
            [say('rec.scope'), say('scope.' + claims.scope)],
            [say('rec.through'), through(claims.said)],
            [say('rec.of.consent'), claims.consent === null ? null : given(claims.consent)],
            [say('rec.picture'), claims.picture === null ? null : given(claims.picture)],
        ],
        summary: (claims) => [
            [say('rec.number'), String(claims.number) + ' \u00b7 ' + say('stage.' + claims.stage)],
            [say('rec.previous'), claims.previous === null ? null : given(claims.previous)],
            [say('rec.devices'), String(claims.totals.devices)],
            [say('rec.outcomes'), counts(claims, SummaryClaims.OUTCOMES, 'outcome.')],
            [say('rec.rules.met'), counts(claims, SummaryClaims.CONFORMITY, 'conformity.')],
            [say('rec.second-open'), claims.totals['second-open'] === 0 ? null : String(claims.totals['second-open'])],
        ],
        counts: (claims) => [
            [say('rec.counts'), String(claims.number)],
            [say('rec.previous'), claims.previous === null ? null : given(claims.previous)],
            [say('rec.since'), Words.time(claims.since)],
            [say('rec.until'), Words.time(claims.until)],
            [say('rec.results'), String(claims.total)],
        ].concat(Claims.VERDICTS.map((verdict) => [say('verdict.' + verdict), String(resultsOf(claims, verdict))]), [
            [say('rec.certificates'), String(claims.certificates)],
            [say('rec.below'), given(claims.log + ' \u00b7 ' + claims.size)],
            [say('rec.looks'), say('rec.looks.are', ...['drawn', 'confirmed', 'afar', 'found', 'released', 'open']
                .map((name) => String(claims.looks[name])))],
            [say('rec.complaints'), say('rec.complaints.are', ...['received', 'answered', 'late', 'open']
                .map((name) => String(claims.complaints[name])))],
        ]),
    };

    const resultsOf = (claims, verdict) => claims.groups.filter((group) => group.verdict === verdict)
        .reduce((sum, group) => sum + group.marks.length, 0);

    const NAMED = { summary: 'rec.list', counts: 'rec.site' };

    /** Those that there are some of. */
    const counts = (claims, names, prefix) => names.filter((name) => claims.totals[name] > 0)
        .map((name) => say(prefix + name) + ' ' + claims.totals[name]).join(' \u00b7 ') || NONE;

    /** Each device of a summary; a shape beside what became of it. */
    function devices(check) {
        const out = element('ul', 'answers');
        for (const { row, compared: found } of check.rows) {
            const words = [say('outcome.' + row.outcome)].concat(row.verdict === null ? [] : say('verdict.' + row.verdict),
                row.conformity === null ? [] : say('conformity.' + row.conformity),
                row.conflicts === 0 ? [] : say('rec.conflicts', String(row.conflicts)));
            out.appendChild(element('li', '', element('span', 'at', given(row.device.label)), ' ', element('span', '',
                given((row.device.brand + ' ' + row.device.model).trim() || NONE),
                row.asset === null ? null : ' \u00b7 ', row.asset === null ? null : given(row.asset),
                ' \u00b7 ' + words.join(' \u00b7 '),
                element('span', 'none', ' \u00b7 ' + (row.proofs.length === 0 ? say('rec.no-statement')
                    : found.map((one) => one.proof.event + ' ' + say('summary.state.' + one.state, one.what)).join(', '))))));
        }
        return View.section(say('rec.each', String(check.rows.length)), out);
    }

    /** Each file beside counts. */
    function files({ found }) {
        const verdict = (word) => (word === null ? '' : say('verdict.' + word));
        const out = element('ul', 'answers');
        for (const { state, name, verdict: own, group, code } of found) {
            out.appendChild(element('li', '', element('span', 'at', given(name)), ' ',
                element('span', '', say('counts.state.' + state, verdict(own), group === null ? '' : verdict(group.verdict), code))));
        }
        return View.section(say('rec.compared', String(found.length)), out);
    }

    /** Our words for a clause of rules that we know. */
    function clauseOf(claims) {
        const key = 'clause.' + claims.clause;
        const isKnown = Rules.judgeAnswer(claims) === 'known' && Object.prototype.hasOwnProperty.call(PAPER_WORDS.en, key);
        return element('span', '', isKnown ? say(key) : given(claims.clause), ' \u00b7 ',
            element('bdi', 'given', Words.ownSentence('own.source.', claims.source)));
    }

    function lines(reason) {
        return element('span', '', ...reason.split('\n').map((line) => element('span', 'line given', safe(line))));
    }

    function hands(all) {
        const out = element('ul', 'plain');
        for (const hand of all) {
            out.appendChild(element('li', '', say('deed.' + hand.deed) + ' ',
                hand.by === null ? element('span', 'none', say('rec.nobody')) : given(hand.by)));
        }
        return all.length === 0 ? element('span', 'none', say('rec.nobody')) : out;
    }

    /** Every answer of a workflow, in the order in which they were given. */
    function answers(all) {
        const out = element('ul', 'answers');
        for (const one of all) {
            out.appendChild(element('li', '', element('span', 'at', Words.time(one.at)), element('span', '',
                given(one.step + ': ' + one.answer), ' \u00b7 ', given(one.by),
                one.photo === null ? null : element('span', 'none', ' \u00b7 ' + say('rec.photo')))));
        }
        return View.section(say('rec.answers', String(all.length)), out);
    }

    function gaps({ statement: { type, claims }, operator, check }, rules) {
        const keys = operator === null ? ['gap.signer.record'] : [];
        if (type.kind !== 'summary' || !check.isWhole || operator === null) {
            keys.push('gap.record.' + type.kind);
        }
        keys.push('gap.log.record', 'gap.time.record');
        if (type.kind === 'presence' && claims.picture !== null) {
            keys.push('gap.picture');
        }
        if (type.kind === 'observation' && claims.answers.some((one) => one.photo !== null)) {
            keys.push('gap.photos');
        }
        return keys.map((key) => say(key)).concat(rules === 'unknown' ? say('gap.rules', safe(claims.policy.id)) : []);
    }

    function checked({ operator, statement: { claims } }, rules) {
        return [say('ok.record.signature')]
            .concat(operator === null ? [] : say('ok.record.trust', Words.operator(operator)))
            .concat(rules === 'known' ? say('ok.record.rules', safe(claims.policy.id)) : []);
    }

    function details({ statement, log, entry, statementDigest }) {
        const { head } = statement;
        return View.facts([
            [say('record.statement'), given(head.eventId)],
            [say('record.log'), given(log)],
            [say('rec.key'), given(head.station)],
            [say('label.entry'), given(entry)],
            [say('qr.statement'), given(statementDigest)],
        ]);
    }

    /** The whole answer; `state` as Check.stateOf gives it. */
    function answer({ recorded, trust }, state) {
        const { statement, operator } = recorded;
        const { type, head, claims } = statement;
        const rules = Check.rulesOf(recorded);
        const title = state === 'unknown' ? View.unknownHead({ trust }) : say(state === 'record-signed' ? 'head.record.' + type.kind : 'head.' + state);
        const out = element('div', '', View.panel(state, title, sentences(recorded, rules)));
        if (type.kind === 'counts' && recorded.check.found.length > 0) {
            out.appendChild(files(recorded.check));
        }
        const add = (key, child) => out.appendChild(View.section(say(key), child));
        add('list.recorded', View.facts([[say(NAMED[type.kind] || 'rec.order'), given(claims.order)], [say('rec.at'), Words.time(head.issuedAt)]]
            .concat(ROWS[type.kind](claims))));
        if (operator !== null) {
            add('list.who', View.facts([[say('who.operator'), element('bdi', 'given', Words.operator(operator))],
                [say('who.list'), given(trust.signer.text)]]));
        }
        add('list.gaps', View.list('gaps', '\u2013', gaps(recorded, rules)));
        if (type.kind === 'observation') {
            out.appendChild(ClauseView.list(claims, { work: null }, operator !== null));
            out.appendChild(answers(claims.answers));
        }
        if (type.kind === 'summary') {
            out.appendChild(devices(recorded.check));
        }
        const held = checked(recorded, rules);
        out.appendChild(View.folded(say(operator === null ? 'list.fits' : 'list.checked', String(held.length)),
            View.list('checked', SaidView.mark(operator), held)));
        out.appendChild(View.folded(say('list.record'), details(recorded)));
        return out;
    }

    return { answer };
})();
