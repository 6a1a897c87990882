// Whether makers' statements count, as proof's verify.ProducerChecks has it on the Java side: judged by the trust list. No verdict is raised by it, and nothing is
// met but clauses that the evidence leaves open.

const Producers = (function () {
    const { isAtLeast } = ProducerStatements;
    const SKEW = Logged.CLOCK_SKEW_SECONDS;

    /** The statements that a clearing shows, once each is found to be one. */
    async function statements(shown, primitives) {
        const out = [];
        for (const one of shown.producers || []) {
            out.push(await ProducerStatements.parse(one.text, primitives));
        }
        return out;
    }

    const isAmong = (keys, key) => keys.some((one) => Notes.isSameKey(one, key));

    /** By whatever name it signs: whoever stole a key chooses the name. */
    const everAmong = (keys, { key }) => keys.some((one) => one.key.text === key.text);

    const producerOf = (trust, key) => trust.producers.filter(({ keys }) => isAmong(keys, key))[0] || null;

    const clausesOf = (list, policy) => {
        const found = list.filter((one) => one.policy === policy.id && one.version === policy.version)[0];
        return found ? found.clauses : [];
    };

    /**
     * What each of them comes to: {statement, state, producer: name or null, clauses}, as ProducerAnswer; and isMaker, whether the list has it as the maker of this phone.
     *
     * @param trust a list; null only without an operator
     * @param operator who the list says has signed the record; null if it says nobody: then nothing is met by it
     * @param interval what the list's witnesses prove of the time, or null for a receipt
     */
    function judge(clearing, parsed, trust, operator, now, interval) {
        const isOverstated = overstates(clearing, parsed);
        return parsed.map((statement, i) => {
            if (operator === null) {
                return { statement, clauses: [], producer: null, isMaker: false, state: 'signer-unknown' };
            }
            const producer = producerOf(trust, statement.signer);
            const said = clearing.shown.producers[i].clauses;
            const clauses = producer === null ? [] : accepted(clearing.claims, producer, said);
            // Of times nothing depends where the list accepts nothing.
            const found = stateOf(clearing, statement, said, parsed, producer, trust, now, clauses.length > 0 && isMakerOf(producer, clearing) ? interval : null);
            const timed = found === 'counts' ? (clauses.length === 0 ? 'not-accepted' : timeState(statement.scope, interval)) : found;
            const state = timed === 'counts' && isOverstated ? 'overstated' : timed;
            // A list that can't be gone by for its signer gives nobody a name.
            const name = producer === null || state === 'not-independent' ? null : producer.name;
            return { statement, clauses: state === 'counts' ? clauses : [], producer: name, isMaker: name !== null && isMakerOf(producer, clearing), state };
        });
    }

    /** As `judge`; where the record contradicts itself, or goes by rules that this page does not know, nothing is met, as FactsCheck and PolicyCheck refuse it. */
    function answers(clearing, parsed, trust, operator, now, interval) {
        const { claims, shown } = clearing;
        const rules = Rules.judge(claims, shown);
        const why = rules === 'contradictory' || Check.contradicts(claims, shown) ? 'contradicted' : rules === 'known' ? null : 'rules-unknown';
        return judge(clearing, parsed, trust, operator, now, interval).map((answer) => why === null || answer.state !== 'counts' ? answer
            : Object.assign({}, answer, { clauses: [], state: why }));
    }

    /** Whether witnesses prove that it was made before a statement ended; a station's own clock is its claim, and so is when it was set off. */
    const timeState = (scope, interval) => interval === null ? 'time-not-proved' : isWithin(scope, interval) ? 'counts' : 'time-beyond';

    function isWithin({ from, until }, { notEarlier, notLater }) {
        const seconds = (text) => Date.parse(text) / 1000;
        return !(notEarlier !== null && notEarlier > notLater) && notLater < seconds(until) && notLater >= seconds(from);
    }

    function stateOf(clearing, statement, said, beside, producer, trust, now, interval) {
        if (trust.producers.some(({ retired }) => everAmong(retired, statement.signer))) {
            return 'key-retired';
        }
        if (producer === null) {
            return 'not-trusted';
        }
        // Nobody whose work is judged says whose word about it counts; that no key of the list's own stations and logs does, the list's rules see to.
        if ([statement.signer, trust.signer].some(({ key }) => Keys.thumbprint(key) === clearing.head.station)) {
            return 'not-independent';
        }
        if (statement.scope === null) {
            return 'withdrawn';
        }
        const least = producer.least.filter((one) => one.number === statement.number)[0];
        const others = beside.filter((other) => other.number === statement.number && other.sequence >= statement.sequence &&
            everAmong(producer.keys.concat(producer.retired), other.signer));
        const ended = endOf(statement, others, (later) => ['counts', 'not-shown'].indexOf(about(clearing, later, said)) >= 0 &&
            (interval === null || isWithin(later, interval)));
        if (ended !== 'withdrawn' && least && least.sequence > statement.sequence) {
            return 'outdated';
        }
        if (ended !== null) {
            return ended;
        }
        if (Date.parse(statement.issued) / 1000 > now + SKEW) {
            return 'not-issued-yet';
        }
        const state = about(clearing, statement.scope, said);
        return state === 'counts' && !isMakerOf(producer, clearing) ? 'not-its-phone' : state;
    }

    const isMakerOf = ({ makers }, { shown }) => shown.phone !== null && makers.indexOf(shown.phone.maker) >= 0;

    /** What of the same number and producer takes it out of force, as ProducerForce; null if nothing does. A later one that states at least as much does not. */
    function endOf(statement, others, isSpokenOfBy) {
        const later = others.filter((other) => other.sequence > statement.sequence);
        if (later.some((other) => other.scope === null)) {
            return 'withdrawn';
        }
        if (!later.every(({ scope }) => asksNoMore(scope, statement.scope) && isSpokenOfBy(scope))) {
            return 'outdated';
        }
        return others.some((one) => others.concat([statement]).some((other) => one.sequence === other.sequence && one.text !== other.text)) ? 'conflicting' : null;
    }

    const isPartOf = (some, all) => some.every((one) => all.indexOf(one) >= 0);

    /** Whether a later scope speaks of every phone of which an earlier one does, and asks for nothing more of it. */
    const asksNoMore = (later, earlier) => later.system === earlier.system && isPartOf(earlier.makers, later.makers) &&
        isPartOf(earlier.models, later.models) && isAtLeast(earlier.versionLeast, later.versionLeast) &&
        (later.patchLeast === null || (earlier.patchLeast !== null && earlier.patchLeast >= later.patchLeast)) &&
        later.conditions.every(({ property, is }) => earlier.conditions.some((one) => one.property === property && isPartOf(one.is, is)));

    /** Whether the station says of a statement that the record fits it, and what it signs and shows itself excludes that, as ProducerChecks.overstate. */
    const overstates = (clearing, parsed) => parsed.some(({ scope }, i) => {
        const said = clearing.shown.producers[i].clauses;
        return scope === null || !said.every((id) => isOpen(clearing.claims, id)) ||
            ['counts', 'not-shown', 'way-unknown'].indexOf(about(clearing, scope, said)) < 0;
    });

    const isOpen = ({ conformity }, id) => conformity.some((clause) => clause.clause === id && clause.state === 'undetermined');

    /** Of a way that is not known here nothing is judged but the clauses: it may show what this page can't read. */
    function about({ claims, shown }, scope, said) {
        const { phone } = claims;
        if (phone === null) {
            return 'not-cleared';
        }
        if (!isPartOf(said, clausesOf(scope.meets, claims.policy))) {
            return 'other-phone';
        }
        if (Phones.isWayUnknown(claims)) {
            return 'way-unknown';
        }
        if ((claims.verdict !== 'cleared' && claims.verdict !== 'purged') || phone.lock !== 'unlocked') {
            return 'not-cleared';
        }
        const isWay = phone.technique !== null &&
            scope.ways.some((way) => way.id === phone.technique.id && way.version === phone.technique.version);
        if (!isWay || (shown.phone !== null && !covers(scope, shown.phone)) || (shown.phoneWork !== null && !isSetOffWithin(scope, shown.phoneWork))) {
            return 'other-phone';
        }
        return shown.phone !== null && shown.phoneWork !== null ? 'counts' : 'not-shown';
    }

    const covers = (scope, { maker, model, system, version }) => scope.makers.indexOf(maker) >= 0 && scope.models.indexOf(model) >= 0 &&
        scope.system === system && version !== null && isAtLeast(version, scope.versionLeast);

    function isSetOffWithin(scope, { steps }) {
        const setOff = steps.filter((step) => step.word === 'set-off');
        return setOff.length > 0 && setOff.every(({ at }) => at >= scope.from && at < scope.until);
    }

    function accepted(claims, producer, said) {
        const theirs = clausesOf(producer.accepts, claims.policy);
        return said.filter((id) => theirs.indexOf(id) >= 0 && isOpen(claims, id));
    }

    /** The clauses that are met by a maker's word, each once. */
    const met = (answers) => Array.from(new Set([].concat(...(answers || []).map((answer) => answer.clauses))));

    return { statements, judge, answers, overstates, met };
})();
