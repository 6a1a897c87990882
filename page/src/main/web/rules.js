// Whether what a statement says of a rule set can be said of it at all, as PolicyCheck on the Java side. The build puts in
// the rule sets that the command line ships (RULE_SETS): name, version, digest, and each clause in its order.

const Rules = (function () {
    /** What a clause about the verdict is, by the verdict. */
    const follows = (verdict, least) =>
        verdict === 'purged' || (verdict === 'cleared' && least === 'cleared') ? 'satisfied' : 'not-satisfied';

    /** A rule set that only bears the name of one of ours is none of ours. */
    const find = ({ id, version, digest }) =>
        RULE_SETS.filter((one) => one.id === id && one.version === version && one.digest === digest)[0];

    /** What a phone did by itself no clause names, and nobody looks at its hidden areas: it can't be satisfied, then. */
    const isOpenOfPhone = (claims, shown, { state }, ofPhones) => claims.phone && state === 'satisfied' &&
        (ofPhones === undefined || !Phones.canMeet(ofPhones, claims, shown && shown.phoneWork));

    /** One word: `known`; `unknown`, if the rules are none of ours; `contradictory`, if these rules can't say this of what is shown. */
    function judge(claims, shown) {
        const rules = find(claims.policy);
        if (!rules) {
            return 'unknown';
        }
        const isTheirs = claims.conformity.length === rules.clauses.length && claims.conformity.every((said, i) => {
            const { id, source, level, ofPhones } = rules.clauses[i];
            return said.clause === id && said.source === source &&
                (level === undefined ? !isOpenOfPhone(claims, shown, said, ofPhones) : said.state === follows(claims.verdict, level));
        });
        return isTheirs ? 'known' : 'contradictory';
    }

    /** The same of what a person answers for: a clause of these rules, and none that follows from the verdict. */
    function judgeAnswer({ policy, clause, source }) {
        const rules = find(policy);
        if (!rules) {
            return 'unknown';
        }
        return rules.clauses.some((one) => one.id === clause && one.source === source && one.level === undefined)
            ? 'known' : 'contradictory';
    }

    /** The same of rules that are named, and nothing is said of. */
    const judgeName = ({ policy }) => find(policy) ? 'known' : 'unknown';

    return { judge, judgeAnswer, judgeName };
})();
