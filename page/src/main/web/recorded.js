// The file of what an operator's log has signed: no receipt, and never proof of an erasure. Checks stand in the order of the
// Java side (RecordedFile, RecordVerifier), and have its codes.

const Recorded = (function () {
    const BYTES_MAX = 2 << 20;
    const FORMATS = ['wangchuan-observation/v1', 'wangchuan-record/v1'];

    /** Observations came first, and have a format of their own. */
    const formatOf = (type) => FORMATS[type.kind === 'observation' ? 0 : 1];

    /** Reads the file in its one spelling; nothing is verified. */
    function parse(bytes) {
        if (bytes.length > BYTES_MAX) {
            throw new Failure('statement-format', 'record', 'at most ' + BYTES_MAX + ' bytes', bytes.length);
        }
        return withCode('statement-format', 'record', 'its canonical JSON', () => {
            const from = new Fields(Canonical.readObject(bytes)).only('format', 'statement', 'nonce', 'hint');
            const format = from.text('format');
            if (FORMATS.indexOf(format) < 0) {
                throw new Failure('statement-format', 'format', FORMATS[1], format);
            }
            return {
                format,
                sdJwt: SdJwt.parse(from.text('statement')),
                nonce: Bytes.hash64Url(from.text('nonce')),
                hint: Notes.verifierKey(from.text('hint')),
            };
        });
    }

    /**
     * What is known if everything that is present holds; the first thing that does not is thrown.
     *
     * @param trust a trust list, or null
     * @param expected {serial: text or null, now: seconds since 1970}
     */
    async function verify(file, trust, expected, primitives) {
        const statement = Statements.read(file.sdJwt);
        const { type, head, claims } = statement;
        Logged.requireReal(statement);
        if (!type.isOperators || file.format !== formatOf(type)) {
            throw new Failure('statement-type', 'statement', 'one of ' + file.format, type.vct);
        }
        Logged.requireNotInFuture(head, expected.now);
        const thumbprint = Keys.thumbprint(file.hint.key);
        if (thumbprint !== head.station) {
            throw new Failure('hint', 'hint', 'key ' + head.station, thumbprint);
        }
        await SdJwt.verify(file.sdJwt, file.hint.key, primitives);
        if (type.kind === 'counts' && claims.log !== file.hint.name) { // a log counts what it has itself
            throw new Failure('hint', 'log', file.hint.name, claims.log);
        }
        const operator = operatorOf(trust, head.station);
        if (operator !== null && !operator.logs.some((key) => Notes.isSameKey(key, file.hint))) {
            throw new Failure('hint', 'hint', operator.logs[0].name, file.hint.name);
        }
        if (expected.serial !== null) {
            const tail = type.kind === 'observation' ? claims.device.serialTail : null;
            throw new Failure('serial', 'device', expected.serial, tail === null ? 'none' : 'no more than \u2026' + tail);
        }
        return {
            statement,
            operator: operator === null ? null : operator.name,
            log: file.hint.name,
            entry: Bytes.toHex(Statements.logEntry(file.nonce, statement, file.sdJwt)),
            statementDigest: SdJwt.digest(file.sdJwt),
        };
    }

    /** Whose log the key is of; a station's own log signs no records. */
    function operatorOf(trust, thumbprint) {
        const known = trust === null ? [] : trust.operators.filter((one) => !Trust.isForReceiptsAlone(one) &&
            one.logs.some((key) => Keys.thumbprint(key.key) === thumbprint));
        return known[0] || null;
    }

    return { parse, verify };
})();
