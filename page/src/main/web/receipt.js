// The receipt file, and what makes it hold. Checks stand in the order of the Java side (ReceiptVerifier).

const Receipts = (function () {
    const FORMAT = 'wangchuan-receipt/v1';
    const BYTES_MAX = 5 * 1024 * 1024;
    const DISCLOSURE_ORDER = ['target', 'work', 'asset'];
    const CLOCK_SKEW_SECONDS = 86400;

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
            const receipt = {
                clearing: readLogged(from),
                start: readLogged(from.object('start').only('statement', 'nonce', 'proof')),
            };
            const hint = from.object('hint').only('station', 'log');
            receipt.hint = { station: Keys.parse(hint.text('station')), log: Notes.verifierKey(hint.text('log')) };
            [receipt.clearing, receipt.start].forEach(requireSignedOnce);
            return receipt;
        });
    }

    /** Nothing may be added that no signature covers. */
    function requireSignedOnce(logged) {
        if (logged.proof.note.signatures.length !== 1) {
            throw new Failure('receipt-format', 'proof', "the log's signature alone", 'several');
        }
    }

    function readLogged(from) {
        const logged = {
            sdJwt: SdJwt.parse(from.text('statement')),
            nonce: Bytes.hash64Url(from.text('nonce')),
            proof: Tree.parseProof(from.text('proof')),
        };
        let last = -1;
        for (const disclosure of logged.sdJwt.disclosures) {
            const place = DISCLOSURE_ORDER.indexOf(disclosure.name);
            if (place <= last) {
                throw new Failure('receipt-format', 'disclosures', 'the order ' + DISCLOSURE_ORDER, 'another');
            }
            last = place;
        }
        return logged;
    }

    function readReal(logged, isStart) {
        const statement = Statements.read(logged.sdJwt);
        if (statement.type.isTest) {
            throw new Failure('test-statement', 'statement', 'a real one', statement.type.vct);
        }
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
        if (start.shown.target && clearing.shown.target &&
                !Statements.isSameTarget(start.shown.target, clearing.shown.target)) {
            throw new Failure('target', 'target', 'the target of the start', 'another one');
        }
    }

    function same(code, where, expected, found) {
        if (expected !== found) {
            throw new Failure(code, where, expected, found);
        }
    }

    function requireNotInFuture(head, now) {
        if (head.issuedAt > now + CLOCK_SKEW_SECONDS) {
            throw new Failure('time', 'iat', 'a time before ' + (now + CLOCK_SKEW_SECONDS), head.issuedAt);
        }
    }

    /** The keys of the log that the trust list gives; only where it knows neither station nor log, the hint's. */
    function logKeys(trust, operator, origin, receipt) {
        if (operator !== null) {
            same('log-unknown', 'origin', operator.logs[0].name, origin);
            return operator.logs;
        }
        const owner = trust === null ? null : Trust.operatorOfLog(trust, origin);
        return owner === null ? [receipt.hint.log] : owner.logs;
    }

    /** One statement and its place in the log. */
    async function verifyLogged(logged, statement, keys, receipt, primitives) {
        const proof = logged.proof;
        if (proof.extra !== Bytes.toBase64(logged.nonce)) {
            throw new Failure('opening', 'proof.extra', 'the nonce', 'another value or none');
        }
        const signers = await Tree.verifySigned(proof, keys, primitives);
        if (!signers.some((key) => Notes.isSameKey(key, receipt.hint.log))) {
            throw new Failure('hint', 'hint.log', signers[0].text, receipt.hint.log.text);
        }
        Tree.verifyInclusion(Statements.logEntry(logged.nonce, statement, logged.sdJwt), proof);
        const { seen, witnessed } = statement.head;
        requireBefore('seen.size', proof, seen);
        requireBefore('witnessed.size', proof, witnessed === null ? null : witnessed.checkpoint);
    }

    /** What a station had seen when it made a statement can't be younger than the statement's place. */
    function requireBefore(where, proof, earlier) {
        if (earlier !== null && earlier.origin === proof.checkpoint.origin && earlier.size > proof.index) {
            throw new Failure('order', where, 'at most ' + proof.index, earlier.size);
        }
    }

    function requireValid(operator, receipt, index) {
        const own = operator.stations.filter((station) => station.key.text === receipt.hint.station.text);
        if (!own.some((range) => index >= range.firstIndex && (range.endIndex === null || index < range.endIndex))) {
            const ranges = own.map((r) => '[' + r.firstIndex + ', ' + (r.endIndex === null ? '∞' : r.endIndex) + ')');
            const within = 'one within ' + ranges.join(' or ');
            // After the last of its ranges the key was withdrawn; that says more than that it was not valid.
            throw own.every((r) => r.endIndex !== null && index >= r.endIndex)
                ? new Failure('key-ended', 'log index', within, index)
                : new Failure('key-not-valid', 'log index', within, index);
        }
    }

    /**
     * What is known if everything that is present holds; the first thing that does not is thrown.
     *
     * @param trust a trust list, or null
     * @param expected {serial: text or null, now: seconds since 1970}
     */
    async function verify(receipt, trust, expected, primitives) {
        const start = readReal(receipt.start, true);
        const clearing = readReal(receipt.clearing, false);
        verifyPair(start, clearing, receipt);
        requireNotInFuture(start.head, expected.now);
        requireNotInFuture(clearing.head, expected.now);
        const station = clearing.head.station;
        const operator = trust === null ? null : Trust.operatorOf(trust, station);
        if (Keys.thumbprint(receipt.hint.station) !== station) {
            throw new Failure('hint', 'hint.station', 'key ' + station, Keys.thumbprint(receipt.hint.station));
        }
        await SdJwt.verify(receipt.clearing.sdJwt, receipt.hint.station, primitives);
        await SdJwt.verify(receipt.start.sdJwt, receipt.hint.station, primitives);
        const keys = logKeys(trust, operator, receipt.clearing.proof.checkpoint.origin, receipt);
        await verifyLogged(receipt.clearing, clearing, keys, receipt, primitives);
        await verifyLogged(receipt.start, start, keys, receipt, primitives);
        if (operator !== null) {
            requireValid(operator, receipt, receipt.start.proof.index);
            requireValid(operator, receipt, receipt.clearing.proof.index);
        }
        if (expected.serial !== null) {
            const found = clearing.shown.target === null ? null : clearing.shown.target.serial;
            if (found !== expected.serial) {
                throw new Failure('serial', 'target.serial', expected.serial, found || 'no serial number shown');
            }
        }
        return {
            start, clearing,
            operator: operator === null ? null : operator.name,
            isSerialCompared: expected.serial !== null,
            checkpoint: receipt.clearing.proof.checkpoint,
            index: receipt.clearing.proof.index,
            startIndex: receipt.start.proof.index,
            statementDigest: SdJwt.digest(receipt.clearing.sdJwt),
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

    return { FORMAT, parse, verify, verifyEvidence };
})();
