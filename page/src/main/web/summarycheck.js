// A summary against the receipts and certificates that were handed in with it, as SummaryCheck on the Java side: for each statement
// that a row names, whether its file is there, verifies, and says the same.

const SummaryCheck = (function () {
    const STATES = ['same', 'untrusted', 'missing', 'refused', 'contradicts']; // the worst last
    const GOOD = ['purged', 'cleared', 'open'];
    const TAIL_CHARS = 4;

    /**
     * What was found of each row.
     *
     * @param beside list of {isCertificate, bytes}
     */
    async function run(claims, beside, trust, input, fresh, primitives) {
        const found = new Map();
        for (const file of beside) {
            const one = await lookAt(file, trust, input, fresh, primitives);
            if (one !== null) {
                found.set(one.statement, (found.get(one.statement) || []).concat(one));
            }
        }
        const rows = claims.rows.map((row) => ({ row, compared: row.proofs.map((proof) => compare(row, proof, found.get(proof.statement) || [])) }));
        const named = [].concat(...claims.rows.map((row) => row.proofs.map((proof) => proof.statement)));
        const all = [].concat(...rows.map((one) => one.compared));
        const counts = {};
        STATES.forEach((state) => { counts[state] = all.filter((one) => one.state === state).length; });
        const unnamed = Array.from(found.keys()).filter((statement) => named.indexOf(statement) < 0).length;
        const unread = beside.length - [].concat(...Array.from(found.values())).length;
        return {
            rows, counts, named: named.length, unnamed, unread,
            // What was handed in and is of none of the rows may say anything: it is not passed over.
            isWhole: claims.stage === 'final' && unnamed === 0 && unread === 0 && rows.every(isGood),
        };
    }

    /** Cleared, the rule met, and each of its statements there, good by itself, and the same. */
    const isGood = ({ row, compared }) => SummaryClaims.isGoodRow(row) && compared.every((one) => one.state === 'same' && one.isGoodItself);

    /** One that does not verify is not taken for one that is not there, if it can be told whose it is; else null. */
    async function lookAt({ isCertificate, bytes }, trust, input, fresh, primitives) {
        let statement = null;
        try {
            const file = isCertificate ? Certificates.parse(bytes) : Receipts.parse(bytes);
            const logged = (isCertificate ? file.receipt : file).clearing;
            statement = SdJwt.digest(logged.sdJwt);
            const asked = Object.assign({}, input, { serial: null });
            const verified = isCertificate ? await Certificates.verify(file, trust, asked, fresh, primitives)
                : await Receipts.verify(file, trust, asked, primitives);
            if (!isCertificate && (fresh.length > 0 || typeof input.statusAgeMax === 'number')) {
                return { statement, verified: null, code: 'status-with-receipt' }; // as for a receipt by itself
            }
            const { claims, shown } = verified.clearing;
            if (Rules.judge(claims, shown) !== 'known' || Phones.isWayUnknown(claims) || Check.contradicts(claims, shown) || verified.isOverstated) {
                return { statement, verified: null, code: 'policy' };
            }
            return { statement, logged, verified, isCertificate, code: '' };
        } catch (e) {
            if (!(e instanceof Failure)) {
                throw e;
            }
            return statement === null ? null : { statement, verified: null, code: e.code };
        }
    }

    /** Of several files of one statement the worst counts: a revoked certificate is not made good by its receipt. */
    function compare(row, proof, files) {
        const all = files.map((one) => judge(row, proof, one));
        return all.reduce((worst, one) => (worst === null || STATES.indexOf(one.state) > STATES.indexOf(worst.state) ? one : worst), null) ||
            { proof, state: 'missing', isGoodItself: false, what: '' };
    }

    function judge(row, proof, { verified, isCertificate, code }) {
        if (verified === null) {
            return { proof, state: 'refused', isGoodItself: false, what: code };
        }
        const what = difference(row, proof, verified);
        const { certificate } = verified;
        const isTrusted = verified.operator !== null && (certificate === null || certificate.interval !== null);
        return {
            proof, what,
            state: what !== '' ? 'contradicts' : isTrusted ? 'same' : 'untrusted',
            // The same answer as to the file by itself; and a receipt in the place of a certificate asks no witness and no status list.
            isGoodItself: GOOD.indexOf(Check.stateOf({ verified })) >= 0 && (isCertificate || !proof.isCertified),
        };
    }

    /** In what a row differs from its statement; what the file does not show is not compared. */
    function difference(row, proof, { clearing }) {
        const { head, claims, shown } = clearing;
        const isMet = Check.isConform(claims);
        const isDenied = claims.conformity.length === 0 || claims.conformity.some((clause) => clause.state === 'not-satisfied');
        const isConformitySame = { met: isMet, answered: !isMet && !isDenied, 'not-met': !isMet }[proof.conformity];
        const isShown = shown.target !== null || shown.phone !== null;
        const serial = Statements.serialOf(shown);
        const checks = [
            ['event', proof.event === head.eventId],
            ['verdict', proof.verdict === claims.verdict],
            ['conformity', isConformitySame],
            ['policy', proof.policy === claims.policy.id && proof.policyVersion === claims.policy.version],
            ['time', proof.at === head.issuedAt],
            ['serial', !isShown || proof.serialTail === (serial === null ? null : serial.slice(-TAIL_CHARS))],
            ['label', shown.asset === null || shown.asset.tag === row.device.label],
        ];
        const differing = checks.filter((one) => !one[1])[0];
        return differing === undefined ? '' : differing[0];
    }

    return { run, lookAt, isGood };
})();
