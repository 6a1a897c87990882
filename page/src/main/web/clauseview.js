// What a statement says of its rules: in sum, and clause by clause.

const ClauseView = (function () {
    const { element, given, safe } = Show;
    const say = Words.say;
    const MARKS = { satisfied: '\u2713', 'not-satisfied': '\u2715', undetermined: '?' };

    /** What does not apply to a kind of medium counts as met by the rules, but nothing was examined. */
    const isVoid = (clause, shown) => clause.clause === 'hidden-areas' && clause.state === 'satisfied' &&
        Boolean(shown.work) && shown.work.hiddenAreas.state === 'not-applicable';

    /** `answers` are those about makers' statements, if there are any. */
    function sum(claims, shown, answers = []) {
        const policy = safe(claims.policy.id);
        const rules = Rules.judge(claims, shown);
        if (rules !== 'known') {
            return say('rules.' + rules, policy);
        }
        const count = (is) => claims.conformity.filter(is).length;
        const total = String(claims.conformity.length);
        const voids = count((clause) => isVoid(clause, shown));
        const met = String(count((clause) => clause.state === 'satisfied') - voids);
        const byMaker = Producers.met(answers);
        if (!Check.isConform(claims) && Check.isConform(claims, byMaker)) {
            return say('conformity.by-producer', policy, total, met, String(byMaker.length));
        }
        if (Check.isConform(claims)) {
            return voids === 0 ? say('conformity.satisfied', policy, total) : say('conformity.void', policy, total, met, String(voids));
        }
        return say(voids === 0 ? 'conformity.open' : 'conformity.open.void', policy, met, total,
            String(count((clause) => clause.state === 'not-satisfied')), String(count((clause) => clause.state === 'undetermined')), String(voids));
    }

    /** A clause of other rules is not called as one of ours. */
    const name = (clause, isKnown) => isKnown && Object.prototype.hasOwnProperty.call(PAPER_WORDS.en, 'clause.' + clause.clause)
        ? say('clause.' + clause.clause) : given(clause.clause);

    /** Whom nobody knows, it is told what that one says: then nothing is marked. */
    function list(claims, shown, isSignerKnown, answers = []) {
        const byMaker = Producers.met(answers); // none of a signer whom nobody knows
        const isKnown = Rules.judge(claims, shown) === 'known';
        const out = element('ul', 'clauses');
        for (const clause of claims.conformity) {
            const isNone = isVoid(clause, shown);
            const isByMaker = clause.state === 'undetermined' && byMaker.indexOf(clause.clause) >= 0;
            const state = say(isNone ? 'hidden.not-applicable' : isByMaker ? 'maker.met' : 'state.' + clause.state);
            const mark = isNone || !isSignerKnown ? '\u2013' : isByMaker ? '\u25cb' : MARKS[clause.state];
            out.appendChild(element('li', '', View.hiddenFromReaders(mark), element('span', '',
                name(clause, isKnown), ' \u00b7 ', isSignerKnown ? state : say('state.said', state), ' \u00b7 ',
                element('bdi', 'given', Words.ownSentence('own.source.', clause.source)))));
        }
        return View.section(say('section.rules'), out);
    }

    return { sum, list };
})();
