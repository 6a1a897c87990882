// Everything that was handed in, checked together: a file sorted by what it is, and one answer.

const Check = (function () {
    /** What a file is, by its first characters; a damaged receipt is still told by its name. */
    function kindOf(name, bytes) {
        if (Pdf.isPdf(bytes)) {
            return 'pdf';
        }
        const head = Bytes.toText(bytes.slice(0, 64).filter((b) => b < 128));
        const format = /^\{"format":"wangchuan-([a-z]+)\//.exec(head);
        if (format !== null && ['receipt', 'trust', 'certificate'].indexOf(format[1]) >= 0) {
            return format[1];
        }
        if (/receipt[^/]*\.json$/i.test(name)) {
            return 'receipt';
        }
        return /trust/i.test(name) ? 'trust' : 'evidence';
    }

    /** The receipt in a page of ours, and its evidence if that is attached. */
    function openPdf(bytes) {
        const files = Pdf.attachments(bytes);
        if (!files.has('receipt.json')) {
            throw new Failure('pdf', 'PDF', 'receipt.json attached', 'none');
        }
        return { receipt: files.get('receipt.json'), evidence: files.get('evidence.jsonl') || null };
    }

    /**
     * The answer: {failure} or {verified, trust, isEvidenceCompared}.
     *
     * @param input {receipt, trust, evidence: bytes or null, serial: text or null, now: seconds since 1970}
     */
    async function run(input, primitives) {
        try {
            const trust = input.trust ? await Trust.parse(input.trust, primitives) : null;
            const receipt = Receipts.parse(input.receipt);
            const expected = { serial: input.serial, now: input.now };
            const verified = await Receipts.verify(receipt, trust, expected, primitives);
            if (input.evidence) {
                await Receipts.verifyEvidence(verified, input.evidence, primitives);
            }
            return { verified, trust, isEvidenceCompared: Boolean(input.evidence) };
        } catch (e) {
            if (e instanceof Failure) {
                return { failure: e };
            }
            // A mistake of ours never looks like success.
            return { failure: new Failure('internal', 'page', 'an answer', e && e.message) };
        }
    }

    // The same second look as on paper: large letters may not say what the small print denies.
    const isGood = (v) => v === 'purged' || v === 'cleared';
    const isConform = (claims) =>
        claims.conformity.length > 0 && claims.conformity.every((clause) => clause.state === 'satisfied');

    function factsAllowGood(shown) {
        const check = shown.work.verification;
        const capacity = shown.target.capacityBytes;
        const hidden = shown.work.hiddenAreas.state;
        const isReadEnough = check.mode === 'full' ? check.bytesRead >= capacity
            : check.mode === 'sample' && check.bytesRead > 0;
        return shown.work.passes.some((pass) => pass.bytesWritten >= capacity) && isReadEnough &&
            shown.work.unreachableRanges.length === 0 && check.mismatches.length === 0 &&
            check.mismatchedBytes === 0 && (hidden === 'none' || hidden === 'not-applicable');
    }

    /**
     * One word for the whole answer. Only `purged` and `cleared` may look like success: the signer is known, it is the
     * device in hand, every fact is shown and fits, and every clause is met.
     */
    function stateOf(answer) {
        if (answer.failure) {
            return 'refused';
        }
        const { verified } = answer;
        const { claims, shown } = verified.clearing;
        if (verified.operator === null) {
            return 'unknown';
        }
        if (!isGood(claims.verdict)) {
            return claims.verdict;
        }
        if (!shown.target || !shown.work) {
            return 'hidden';
        }
        if (!factsAllowGood(shown)) {
            return 'contradictory';
        }
        if (!isConform(claims) || claims.notProved.indexOf('test-device') >= 0) {
            return 'limited';
        }
        return verified.isSerialCompared ? claims.verdict : 'open';
    }

    return { kindOf, openPdf, run, stateOf, isConform, factsAllowGood };
})();
