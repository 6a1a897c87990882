// Whether what a statement says of a rule set can be said of it at all, as PolicyCheck, ClauseNeeds and RulePlan on the Java side. The build puts in the rule
// sets that the command line ships (RULE_SETS): name, version, digest, what it plans, and each clause in its order with what it asks for (`needs`).

const Rules = (function () {
    /** What a clause about the verdict is, by the verdict. */
    const follows = (verdict, least) =>
        verdict === 'purged' || (verdict === 'cleared' && least === 'cleared') ? 'satisfied' : 'not-satisfied';

    /** A rule set that only bears the name of one of ours is none of ours. */
    const find = ({ id, version, digest }) =>
        RULE_SETS.filter((one) => one.id === id && one.version === version && one.digest === digest)[0];

    /** What a phone did by itself no clause names, nobody looks at its hidden areas, and its reset destroys keys: it can't be satisfied, then. */
    const isOpenOfPhone = (claims, shown, { state }, ofPhones) => claims.phone && state === 'satisfied' &&
        (ofPhones === undefined || !Phones.canMeet(ofPhones, claims, shown && shown.phoneWork));

    const leftHidden = ({ hiddenAreas: { state } }) => state !== 'none' && state !== 'not-applicable';

    /** Where some stays hidden the size that is named is larger than what could be reached; the verdict is no good one then. */
    const isAllOf = (bytes, { target, work }) => bytes >= target.capacityBytes || (bytes > 0 && leftHidden(work));

    const isErasedByItself = ({ orErasedBy }, { target, work }) => orErasedBy !== undefined && DriveWays.isShown(work.native) &&
        orErasedBy[target.mediumClass].indexOf(work.native.technique) >= 0;

    const wholePasses = (shown) => shown.work.passes.filter((pass) => pass.errors.length === 0 && isAllOf(pass.bytesWritten, shown));

    function isOverwritten(needs, shown) {
        const whole = wholePasses(shown);
        const medium = shown.target.mediumClass;
        return whole.length >= needs.passes[medium] && whole.filter((pass) => pass.pattern === 'random').length >= needs.randomPasses[medium];
    }

    /** A drive that erased itself and was not overwritten is searched in samples: nothing of it meets a clause that asks for all (`byItself`). */
    function isReadBack({ least, byItself }, shown) {
        const { verification: { mode, bytesRead, mismatches, mismatchedBytes }, passes, native: own } = shown.work;
        if (mismatches.length > 0 || mismatchedBytes > 0) {
            return false;
        }
        return passes.length === 0
            ? (byItself || least) === 'sample' && mode !== 'none' && bytesRead > 0 && own !== null && own.canaryBytes > 0 && own.canaryBytesFound === 0
            : mode === 'full' ? isAllOf(bytesRead, shown) : mode === 'sample' && least === 'sample' && bytesRead > 0;
    }

    /** No statement shows what a key's destruction is worth: what rests on a key alone meets no clause about that. */
    const isMoreThanAKey = (shown) => DriveWays.isMoreThanAKey(shown.work.native) ||
        (wholePasses(shown).length > 0 && isReadBack({ least: 'sample' }, shown));

    const MEETS = {
        'overwritten': (needs, shown) => isOverwritten(needs, shown) || isErasedByItself(needs, shown),
        'verified': isReadBack,
        'hidden-areas-examined': (needs, { work }) => !leftHidden(work),
        'cryptographic-erase-conditions': (needs, shown) => isMoreThanAKey(shown),
    };

    /** Whether what is shown of a drive or an image excludes it; what is not shown excludes nothing. */
    const isDenied = (shown, { state }, needs) => state === 'satisfied' && Boolean(shown && shown.target && shown.work) &&
        !MEETS[needs.kind](needs, shown);

    /**
     * Whether the claims alone deny it, as those of a label do, which shows no work: purged is only what the drive did by itself, and of that they leave the
     * destruction of a key unproved. Below that, whole passes may have followed a command that would have destroyed one and was refused.
     */
    const isDeniedAsSaid = ({ verdict, notProved }, { state }, needs) => state === 'satisfied' && needs.kind === 'cryptographic-erase-conditions' &&
        verdict === 'purged' && notProved.indexOf('key-destruction') >= 0;

    /** A revert opens a drive for its passes, and is no erasure without them; those of a drive that has a way of its own are planned only where the rule set says so. */
    function isPlanned({ overwritten, byItself, thenOverwrites, elseOverwrites }, { target: { mediumClass }, work: { passes, native: own } }) {
        const hasPasses = overwritten.indexOf(mediumClass) >= 0;
        const isOverwritten = passes.length > 0;
        if (isOverwritten ? !hasPasses : thenOverwrites && hasPasses) {
            return false;
        }
        return own === null || (own.technique === 'tcg-psid-revert' ? isOverwritten
            : byItself !== undefined && byItself[mediumClass].indexOf(own.technique) >= 0 && (!isOverwritten || thenOverwrites || elseOverwrites));
    }

    /** Whether a good verdict stands above work that the rule set does not plan. A bad one promises nothing, and what is not shown denies nothing. */
    const isLeft = (plan, verdict, shown) => (verdict === 'purged' || verdict === 'cleared') && Boolean(shown && shown.target && shown.work) &&
        !isPlanned(plan, shown);

    /** One word: `known`; `unknown`, if the rules are none of ours; `contradictory`, if these rules can't say this of what is shown. */
    function judge(claims, shown) {
        const rules = find(claims.policy);
        if (!rules) {
            return 'unknown';
        }
        const isTheirs = claims.conformity.length === rules.clauses.length && claims.conformity.every((said, i) => {
            const { id, source, level, ofPhones, needs } = rules.clauses[i];
            return said.clause === id && said.source === source && (level !== undefined ? said.state === follows(claims.verdict, level)
                : !isOpenOfPhone(claims, shown, said, ofPhones) && !isDenied(shown, said, needs) && !isDeniedAsSaid(claims, said, needs));
        });
        return isTheirs && !isLeft(rules.plan, claims.verdict, shown) ? 'known' : 'contradictory';
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
