// The file of a recheck: no receipt, and never proof of an erasure. Checks stand in the order of the Java side (RecheckFile,
// RecheckVerifier), and have its codes.

const Rechecks = (function () {
    const BYTES_MAX = 1 << 20;
    const FORMAT = 'wangchuan-recheck/v1';

    /** Reads the file in its one spelling; nothing is verified. */
    function parse(bytes) {
        if (bytes.length > BYTES_MAX) {
            throw new Failure('statement-format', 'recheck', 'at most ' + BYTES_MAX + ' bytes', bytes.length);
        }
        return withCode('statement-format', 'recheck', 'its canonical JSON', () => {
            const from = new Fields(Canonical.readObject(bytes)).only('format', 'statement', 'nonce', 'proof', 'hint');
            if (from.text('format') !== FORMAT) {
                throw new Failure('statement-format', 'format', FORMAT, from.text('format'));
            }
            const file = { logged: Logged.read(from), hint: Logged.readHint(from.object('hint')) };
            if (file.logged.proof.note.signatures.length !== 1) {
                throw new Failure('statement-format', 'proof', "the log's signature alone", 'several');
            }
            return file;
        });
    }

    /**
     * What is known if everything that is present holds; the first thing that does not is thrown.
     *
     * @param trust a trust list, or null
     * @param expected {serial: text or null, now: seconds since 1970}
     */
    async function verify({ logged, hint }, trust, expected, primitives) {
        const statement = Statements.read(logged.sdJwt);
        const { type, head, claims, shown } = statement;
        Logged.requireReal(statement);
        if (type.kind !== 'recheck') {
            throw new Failure('statement-type', 'statement', 'a recheck', type.vct);
        }
        Logged.requireNotInFuture(head, expected.now);
        const latest = expected.now + Logged.CLOCK_SKEW_SECONDS;
        if (claims.reading.finishedAt > latest) {
            throw new Failure('time', 'reading.finishedAt', 'a time before ' + latest, claims.reading.finishedAt);
        }
        const key = Logged.stationKey(hint, head.station);
        await SdJwt.verify(logged.sdJwt, key, primitives);
        const { origin } = logged.proof.checkpoint;
        const operator = Logged.operator(trust, head.station, origin);
        await Logged.verify(logged, statement, Logged.logKeys(trust, operator, origin, hint), hint, primitives);
        if (operator !== null) {
            Logged.requireValid(operator, key, logged.proof.index);
        }
        if (expected.serial !== null) {
            const found = shown.target === null ? null : shown.target.serial;
            if (found !== expected.serial) {
                throw new Failure('serial', 'target.serial', expected.serial, found || Receipts.NO_SERIAL);
            }
        }
        const eraser = trust === null ? null : Trust.operatorOf(trust, claims.clearing.station);
        return {
            statement,
            operator: operator === null ? null : operator.name,
            erasedBy: eraser === null ? null : eraser.name,
            isSameStation: claims.clearing.station === head.station,
            isSerialCompared: expected.serial !== null,
            checkpoint: logged.proof.checkpoint,
            index: logged.proof.index,
            statementDigest: SdJwt.digest(logged.sdJwt),
        };
    }

    return { parse, verify };
})();
