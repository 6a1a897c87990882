// What somebody says whom nobody knows. Anybody could have written it: nothing here may look as if it had been found so.

const SaidView = (function () {
    const { element, given } = Show;
    const say = Words.say;

    /** The clauses as it lists them. */
    function clauses(claims) {
        const isKnown = Rules.judge(claims) === 'known'; // a clause of other rules is not called as one of ours
        const name = (clause) => isKnown && Object.prototype.hasOwnProperty.call(PAPER_WORDS.en, 'clause.' + clause.clause)
            ? say('clause.' + clause.clause) : given(clause.clause);
        return View.section(say('section.rules'), View.list('clauses', '\u2013', claims.conformity.map((clause) =>
            element('span', '', name(clause), ' \u00b7 ', say('state.said', say('state.' + clause.state)), ' \u00b7 ',
                element('bdi', 'given', Words.ownSentence('own.source.', clause.source))))));
    }

    /** The mark of what fits together: a tick only where it is known who made it. */
    const mark = (operator) => (operator === null ? '\u2013' : '\u2713');

    return { clauses, mark };
})();
