// The receipt file, and what makes it hold. Checks stand in the order of the Java side (ReceiptVerifier).

const Receipts = (function () {
    const FORMAT = 'wangchuan-receipt/v1';
    const BYTES_MAX = 5 * 1024 * 1024;
    const { NO_SERIAL } = Statements;

    /** Reads the file in its one spelling; nothing is verified. */
    function parse(bytes) {
        if (bytes.length > BYTES_MAX) {
            throw new Failure('receipt-format', 'receipt', 'at most ' + BYTES_MAX + ' bytes', bytes.length);
        }
        return withCode('receipt-format', 'receipt', 'its canonical JSON', () => {
            const from = new Fields(Canonical.readObject(bytes))
                .only('format', 'statement', 'nonce', 'proof', 'start', 'hint');
            if (from.text('format') !== FORMAT) {
                throw new Failure('receipt-format', 'format', FORMAT, from.text('format'));
            }
            const receipt = readParts(from);
            [receipt.clearing, receipt.start].forEach(requireSignedOnce);
            return receipt;
        });
    }

    /** Reads the members that a receipt and a certificate share. */
    function readParts(from) {
        return {
            clearing: Logged.read(from),
            start: Logged.read(from.object('start').only('statement', 'nonce', 'proof')),
            hint: Logged.readHint(from.object('hint')),
        };
    }

    /** Nothing may be added that no signature covers. */
    function requireSignedOnce(logged) {
        if (logged.proof.note.signatures.length !== 1) {
            throw new Failure('receipt-format', 'proof', "the log's signature alone", 'several');
        }
    }

    function readReal(logged, isStart) {
        const statement = Statements.read(logged.sdJwt);
        Logged.requireReal(statement);
        if (statement.type.kind !== (isStart ? 'start' : 'clearing')) {
            const expected = isStart ? 'a start statement' : 'a clearing statement';
            throw new Failure('statement-type', 'statement', expected, statement.type.vct);
        }
        return statement;
    }

    /** Whether the clearing belongs to the start that came with it, and the start came first. */
    function verifyPair(start, clearing, receipt) {
        const first = start.head;
        const second = clearing.head;
        same('start-link', 'claim start', clearing.claims.start, first.eventId);
        same('start-link', 'station of the start', second.station, first.station);
        if (second.sequence <= first.sequence) {
            throw new Failure('chain', 'seq', 'more than ' + first.sequence, second.sequence);
        }
        if (second.sequence === first.sequence + 1) {
            same('chain', 'prev', SdJwt.digest(receipt.start.sdJwt), second.previous);
        }
        // Under two checkpoints a forked log could show the start in one branch and the clearing in the other.
        const index = receipt.clearing.proof.index;
        const startIndex = receipt.start.proof.index;
        if (!Tree.isSame(receipt.clearing.proof.checkpoint, receipt.start.proof.checkpoint)) {
            throw new Failure('order', 'checkpoints', 'one for both proofs', 'two');
        }
        if (startIndex >= index) {
            throw new Failure('order', 'index of the start', 'less than ' + index, startIndex);
        }
        if (!isOneDevice(start.shown, clearing)) {
            throw new Failure('target', 'target', 'the target of the start', 'another one');
        }
    }

    /** Whether what both show can be one thing; a drive that became a phone is two. */
    function isOneDevice(first, { claims, shown }) {
        if (claims.phone === null ? first.phone !== null : first.target !== null) {
            return false;
        }
        return (first.target === null || shown.target === null || Statements.isSameTarget(first.target, shown.target)) &&
            (first.phone === null || shown.phone === null || Phones.isSame(first.phone, shown.phone));
    }

    function same(code, where, expected, found) {
        if (expected !== found) {
            throw new Failure(code, where, expected, found);
        }
    }

    /**
     * What is known if everything that is present holds; the first thing that does not is thrown.
     *
     * @param trust a trust list, or null
     * @param expected {serial: text or null, now: seconds since 1970}
     * @param operatorIn says who answers for a station in a log; not all logs of a list do for a certificate
     */
    async function verify(receipt, trust, expected, primitives, operatorIn = Logged.operator) {
        const start = readReal(receipt.start, true);
        const clearing = readReal(receipt.clearing, false);
        verifyPair(start, clearing, receipt);
        Logged.requireNotInFuture(start.head, expected.now);
        Logged.requireNotInFuture(clearing.head, expected.now);
        const { station } = clearing.head;
        const key = Logged.stationKey(receipt.hint, station);
        await SdJwt.verify(receipt.clearing.sdJwt, key, primitives);
        await SdJwt.verify(receipt.start.sdJwt, key, primitives);
        const { origin } = receipt.clearing.proof.checkpoint;
        const operator = operatorIn(trust, station, origin);
        const keys = Logged.logKeys(trust, operator, origin, receipt.hint);
        await Logged.verify(receipt.clearing, clearing, keys, receipt.hint, primitives);
        await Logged.verify(receipt.start, start, keys, receipt.hint, primitives);
        if (operator !== null) {
            Logged.requireValidFor(operator, key, receipt.start.proof.index, start.head, clearing.shown);
            Logged.requireValidFor(operator, key, receipt.clearing.proof.index, clearing.head, clearing.shown);
        }
        Statements.requireSerial(clearing.shown, expected.serial);
        if (clearing.shown.target === null && clearing.shown.phone === null) {
            throw new Failure('disclosure', 'target', 'which device it is about', 'nothing: it would fit any');
        }
        const stated = await Producers.statements(clearing.shown, primitives);
        return {
            start, clearing,
            producers: Producers.answers(clearing, stated, trust, operator, expected.now, null),
            stated,
            isOverstated: Producers.overstates(clearing, stated),
            operator: operator === null ? null : operator.name,
            isSerialCompared: expected.serial !== null,
            checkpoint: receipt.clearing.proof.checkpoint,
            index: receipt.clearing.proof.index,
            startIndex: receipt.start.proof.index,
            statementDigest: SdJwt.digest(receipt.clearing.sdJwt),
            certificate: null,
        };
    }

    /** Returns if these are the bytes that the statement names. */
    async function verifyEvidence(verified, bytes, primitives) {
        const named = verified.clearing.claims.evidence;
        const digest = Bytes.toBase64Url(await primitives.sha256(bytes));
        if (digest !== named.digest || bytes.length !== named.bytes) {
            throw new Failure('evidence', 'evidence', named.bytes + ' bytes with SHA-256 ' + named.digest,
                bytes.length + ' bytes with SHA-256 ' + digest);
        }
    }

    return { FORMAT, NO_SERIAL, parse, readParts, verify, verifyEvidence };
})();
