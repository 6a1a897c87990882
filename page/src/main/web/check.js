// Everything that was handed in, checked together: a file sorted by what it is, and one answer.

const Check = (function () {
    const RECORDED = ['observation', 'record']; // what an operator's log has signed
    const DOCUMENTS = ['certificate', 'pdf', 'receipt', 'recheck'].concat(RECORDED); // what is checked, the one that says most first
    const KINDS = ['receipt', 'trust', 'certificate', 'recheck'].concat(RECORDED);

    const UNREAD = ['label-format', 'encoding']; // of the text of a code

    /** JPEG, PNG, GIF, BMP, TIFF, WebP, HEIC and AVIF: what telephones and scanners make of a paper. */
    const isPhoto = (bytes) => /^(\xff\xd8\xff|\x89PNG|GIF8|BM[^]{4}\0\0\0\0|II\*\0|MM\0\*|RIFF[^]{4}WEBP|[^]{4}ftyp(hei|hev|mif1|msf1|avi))/
        .test(String.fromCharCode(...bytes.slice(0, 16)));

    /** What a file is, by its first characters; a damaged one is still told by its name. */
    function kindOf(name, bytes) {
        if (isPhoto(bytes)) {
            return 'photo';
        }
        if (Pdf.isPdf(bytes)) {
            return 'pdf';
        }
        const head = Bytes.toText(bytes.slice(0, 64).filter((b) => b < 128));
        const format = /^\{"format":"wangchuan-([a-z]+)\//.exec(head);
        if (format !== null && KINDS.indexOf(format[1]) >= 0) {
            return format[1];
        }
        if (/^\{"format":"wangchuan-recheck-key\//.test(head)) {
            return 'key'; // a secret that lies beside a receipt: nothing that is checked here
        }
        if (head.startsWith('{"bits":"') || /\.status(\.json)?$/i.test(name)) {
            return 'status'; // its members are in order, and `bits` comes first
        }
        const byName = /(receipt|certificate|recheck|record|observation)[^/]*\.json$/i.exec(name);
        if (byName !== null) {
            return byName[1].toLowerCase();
        }
        return /trust/i.test(name) ? 'trust' : 'evidence';
    }

    /** The receipt, certificate or summary in a page of ours, and its evidence if that is attached. */
    function openPdf(bytes) {
        const files = Pdf.attachments(bytes);
        if (['receipt.json', 'certificate.json', 'summary.json'].filter((name) => files.has(name)).length !== 1) {
            throw new Failure('pdf', 'PDF', 'receipt.json or certificate.json attached', 'both or neither');
        }
        return { record: files.get('summary.json') || null, certificate: files.get('certificate.json') || null, receipt: files.get('receipt.json'), evidence: files.get('evidence.jsonl') || null };
    }

    /**
     * The answer: {failure}, {recorded, trust}, {recheck, trust} or {verified, trust, isEvidenceCompared}; `verified.certificate` is null for a
     * receipt.
     *
     * @param input {record, recheck, certificate or receipt, trust, evidence: bytes or null, fresh: list of bytes of status files, or
     *     absent, serial: text or null, now: seconds since 1970, checkpointAgeMax, statusAgeMax: seconds, or absent}
     */
    async function run(input, primitives) {
        const asked = Primitives.remembering(primitives);
        return answering(async () => {
            const trust = input.trust ? await Trust.parse(input.trust, asked) : null;
            const fresh = (input.fresh || []).map(Status.parse);
            if (input.record) {
                return { recorded: await recorded(input, trust, fresh, asked), trust };
            }
            if (input.recheck) {
                requireNothingBeside(input, fresh, 'a recheck');
                return { recheck: await Rechecks.verify(Rechecks.parse(input.recheck), trust, input, asked), trust };
            }
            const verified = await verify(input, trust, fresh, asked);
            if (input.evidence) {
                await Receipts.verifyEvidence(verified, input.evidence, asked);
            }
            return { verified, trust, fresh, isEvidenceCompared: Boolean(input.evidence) };
        });
    }

    /** The answer to the text of a code: {failure} or {label, trust}. Of `input` it looks at trust, serial and now. */
    async function runLabel(text, input, primitives) {
        let label = null;
        const answer = await answering(async () => {
            const trust = input.trust ? await Trust.parse(input.trust, primitives) : null;
            label = Labels.parse(text);
            return { label: await Labels.verify(label, trust, input, primitives), trust };
        });
        // What can't even be read may lack its end: that is no word about any record.
        return label === null && answer.failure && UNREAD.indexOf(answer.failure.code) >= 0 ? Object.assign(answer, { isUnread: true }) : answer;
    }

    /**
     * The answer of a run; where the serial number that was typed does not fit or can't be compared, what the record says without it,
     * with that as `mismatch` beside it. What looks like success without a number, too, is not shown beside a number that does not fit.
     */
    async function withoutSerial(input, runner) {
        const answer = await runner(input);
        if (!answer.failure || answer.failure.code !== 'serial') {
            return answer;
        }
        const alone = await runner(Object.assign({}, input, { serial: null }));
        return alone.failure || stateOf(alone) === 'whole' ? answer : Object.assign(alone, { mismatch: answer.failure });
    }

    async function answering(verifier) {
        try {
            return await verifier();
        } catch (e) {
            if (e instanceof Failure) {
                return { failure: e };
            }
            // A mistake of ours never looks like success.
            return { failure: new Failure('internal', 'page', 'an answer', e && e.message) };
        }
    }

    function verify(input, trust, fresh, primitives) {
        if (input.certificate) {
            return Certificates.verify(Certificates.parse(input.certificate), trust, input, fresh, primitives);
        }
        // As on the command line: a receipt is not checked against lists, and nobody should think that it was.
        requireNoLists(input, fresh, 'a receipt');
        return Receipts.verify(Receipts.parse(input.receipt), trust, input, primitives);
    }

    const NO_EVIDENCE = 'none, for a record names none';

    /** Nobody should think that more was compared than was. */
    function requireNothingBeside(input, fresh, found) {
        requireNoLists(input, fresh, found);
        requireNoEvidence(input);
    }

    async function recorded(input, trust, fresh, primitives) {
        const file = Recorded.parse(input.record);
        const kind = kindOfList(file);
        if (kind !== null) { // lists are about its certificates
            const verified = await Recorded.verify(file, trust, input, primitives);
            requireNoEvidence(input);
            const { claims } = verified.statement;
            const beside = input.beside || [];
            const check = kind === 'summary' ? await SummaryCheck.run(claims, beside, trust, input, fresh, primitives)
                : await CountsCheck.run(claims, verified.operator, beside, trust, input, fresh, primitives);
            return Object.assign(verified, { check });
        }
        requireNothingBeside(input, fresh, 'a record');
        return Recorded.verify(file, trust, input, primitives);
    }

    /** Nothing is concluded from it but what is looked at beside it. */
    function kindOfList(file) {
        const vct = file.sdJwt.payload.get('vct');
        const named = typeof vct === 'string' ? /^urn:wangchuan:statement:(?:test-)?(summary|counts):v1$/.exec(vct) : null;
        return named === null ? null : named[1];
    }

    /** What these bytes call themselves of what receipts and certificates are compared with: the summary of a list, or counts; or null. */
    function listIn(bytes) {
        try {
            return kindOfList(Recorded.parse(bytes));
        } catch (e) {
            return null;
        }
    }

    function requireNoEvidence(input) {
        if (input.evidence) {
            throw new Failure('evidence', 'evidence', NO_EVIDENCE, input.evidence.length + ' bytes');
        }
    }

    function requireNoLists(input, fresh, found) {
        if (fresh.length > 0 || typeof input.statusAgeMax === 'number') {
            throw new Failure('status-with-receipt', 'status list', 'a certificate', found);
        }
    }

    // The same second look as on paper: large letters may not say what the small print denies.
    const isGood = (v) => v === 'purged' || v === 'cleared';
    /** `met` are ids of clauses that the evidence leaves open and a maker's word meets; one that it denies nothing meets. */
    const isConform = (claims, met = []) => claims.conformity.length > 0 && claims.conformity.every((clause) =>
        clause.state === 'satisfied' || (clause.state === 'undetermined' && met.indexOf(clause.clause) >= 0));

    /** Whether a good verdict stands above facts that exclude it; of a phone, what it rests on is always shown. */
    function contradicts(claims, shown) {
        if (!isGood(claims.verdict)) {
            return false;
        }
        return claims.phone !== null ? !Phones.allowGood(claims, shown.phoneWork)
            : shown.target !== null && shown.work !== null && !factsAllowGood(claims, shown);
    }

    const isWorkShown = ({ target, work, phone, phoneWork }) => (target !== null && work !== null) || (phone !== null && phoneWork !== null);

    /**
     * Purged is only what erased itself in a way that reaches so far, said so, and left nothing of what had been planted; overwriting purges nothing.
     * Passes that stand there were whole; without any, the drive has to have shown it.
     */
    function isDone({ verdict, notProved }, { target, work }) {
        const own = work.native;
        const denied = own !== null && (own.canaryBytesFound > 0 || own.said === 'failed');
        const isShown = DriveWays.isShown(own);
        const done = work.passes.length === 0 ? isShown : work.passes.some((pass) => pass.bytesWritten >= target.capacityBytes);
        return done && !denied && (verdict !== 'purged' || DriveWays.allowPurged(notProved, target, own));
    }

    function factsAllowGood(claims, shown) {
        const check = shown.work.verification;
        const capacity = shown.target.capacityBytes;
        const hidden = shown.work.hiddenAreas.state;
        const isReadEnough = check.mode === 'full' ? check.bytesRead >= capacity
            : check.mode === 'sample' && check.bytesRead > 0;
        return isDone(claims, shown) && isReadEnough &&
            shown.work.unreachableRanges.length === 0 && check.mismatches.length === 0 &&
            check.mismatchedBytes === 0 && (hidden === 'none' || hidden === 'not-applicable');
    }

    /** What can be said of the rules that a record names; of those that name none, `none`. */
    function rulesOf({ statement: { type, claims } }) {
        const judges = { observation: Rules.judge, validation: Rules.judgeAnswer, consent: Rules.judgeName };
        return judges[type.kind] === undefined ? 'none' : judges[type.kind](claims);
    }

    /** A serial number was typed, and this kind or copy shows none: that is no word about the device, nor about the record. */
    const isUncompared = ({ code, where, found }) => code === 'serial' && (where === 'device' || found === Receipts.NO_SERIAL);

    /**
     * One word for the whole answer. Only `purged` and `cleared` may look like success: the signer is known, it is the
     * device in hand, every fact is shown and fits, the rules are known, every clause of them is met, and nothing holds a phone.
     */
    function stateOf(answer) {
        if (answer.isUnread) {
            return answer.failure.code === 'photo' ? 'photo' : 'label-unread';
        }
        if (answer.failure) {
            return isUncompared(answer.failure) ? 'not-compared' : 'refused';
        }
        if (answer.label) {
            const { operator, clearing: { claims, shown } } = answer.label;
            return operator === null ? 'label-not-checked'
                : Rules.judge(claims, shown) === 'contradictory' || contradicts(claims, shown) ? 'contradictory' : 'label-signed';
        }
        if (answer.recheck) {
            return answer.recheck.operator === null ? 'unknown' : 'recheck-' + answer.recheck.statement.claims.result;
        }
        if (answer.recorded) {
            const { operator, check } = answer.recorded;
            return operator === null ? 'unknown' : rulesOf(answer.recorded) === 'contradictory' ? 'contradictory'
                : check === undefined ? 'record-signed' : check.found === undefined ? stateOfSummary(check)
                        : check.isLie ? 'contradictory' : 'record-signed';
        }
        const { verified } = answer;
        const { claims, shown } = verified.clearing;
        const isUnwitnessed = verified.certificate !== null && verified.certificate.interval === null;
        if (verified.operator === null || isUnwitnessed) {
            return 'unknown';
        }
        const rules = Rules.judge(claims, shown);
        if (rules === 'contradictory' || verified.isOverstated) {
            return 'contradictory';
        }
        if (!isGood(claims.verdict)) {
            return claims.verdict;
        }
        if (contradicts(claims, shown)) {
            return 'contradictory';
        }
        if (!isWorkShown(shown)) {
            return 'hidden';
        }
        if (rules !== 'known' || Phones.isWayUnknown(claims) || !isConform(claims, Producers.met(verified.producers)) || claims.notProved.indexOf('test-device') >= 0) {
            return 'limited';
        }
        if (claims.phone !== null && claims.phone.lock !== 'unlocked') {
            return claims.phone.lock === 'locked' ? 'locked' : 'lock-unknown';
        }
        return verified.isSerialCompared ? claims.verdict : 'open';
    }

    /** It looks like success only where each single certificate was checked here and says so. */
    function stateOfSummary({ counts, isWhole }) {
        return counts.contradicts + counts.refused > 0 ? 'contradictory' : isWhole ? 'whole' : 'record-signed';
    }

    return { listIn, DOCUMENTS, RECORDED, NO_EVIDENCE, rulesOf, kindOf, openPdf, run, runLabel, withoutSerial, stateOf, isConform, contradicts };
})();
