// Counts of a site against the receipts and certificates that were handed in with it, as CountsBody on the Java side: for each, whether it
// is counted, and as what.

const CountsCheck = (function () {
    const MARK_DOMAIN = 'wangchuan/count/v1';

    /**
     * What was found of each file.
     *
     * @param operator who counts, as the trust list says; or null
     * @param beside list of {name, isCertificate, bytes}
     */
    async function run(claims, operator, beside, trust, input, fresh, primitives) {
        const groups = new Map();
        claims.groups.forEach((group) => group.marks.forEach((mark) => groups.set(mark, group)));
        const found = [];
        for (const file of beside) {
            const one = await SummaryCheck.lookAt(file, trust, input, fresh, primitives);
            found.push(Object.assign({ name: file.name }, one === null || one.verified === null
                ? { state: 'refused', verdict: null, group: null, code: one === null ? '' : one.code }
                : judge(one, groups.get(mark(one.logged)) || null, claims, operator, trust)));
        }
        return { found, isLie: found.some((one) => ['counted', 'not-counted', 'refused'].indexOf(one.state) < 0) };
    }

    const mark = ({ nonce, sdJwt }) => Bytes.toBase64Url(Sha2.hmac256(nonce,
        Bytes.concat([Bytes.fromText(MARK_DOMAIN), Sha2.sha256(Bytes.fromText(sdJwt.jwt))])));

    function judge({ verified, isCertificate }, group, counts, operator, trust) {
        const { verdict } = verified.clearing.claims;
        return { state: group === null ? 'not-counted' : state(verified, isCertificate, group, counts, operator, trust), verdict, group, code: '' };
    }

    /** Whose station it was: a receipt is of its own log, for which the list has another name. */
    function stationsOperator(trust, { clearing, operator }) {
        const known = trust === null || operator === null ? null : Trust.operatorOf(trust, clearing.head.station);
        return known === null || Trust.isForReceiptsAlone(known) ? null : known.name;
    }

    function state(verified, isCertificate, group, counts, counting, trust) {
        const { clearing, certificate, checkpoint, index, operator } = verified;
        const { target } = clearing.shown;
        const isPhone = clearing.claims.phone !== null; // whose storage is flash
        if (group.verdict !== clearing.claims.verdict) {
            return 'contradicts';
        }
        if ((isPhone && group.medium !== 'flash') ||
                (target !== null && target.mediumClass !== 'image' && target.mediumClass !== group.medium)) {
            return 'other-medium';
        }
        const own = stationsOperator(trust, verified);
        if (own !== null && counting !== null && own !== counting) {
            return 'other-operator';
        }
        // A station's own log has it at another place than that of its operator, into which it was merged.
        const isPlaced = isCertificate && operator !== null && certificate.interval !== null && checkpoint.origin === counts.log;
        return isPlaced && index >= counts.size ? 'later' : 'counted';
    }

    return { run };
})();
