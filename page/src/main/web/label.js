// A signed statement with its opening, without the proof that the log holds it: what the code on a paper carries, as an
// address or bare. As Label and LabelVerifier on the Java side.

const Labels = (function () {
    const MARK = '#wl1.';
    const READ_MAX = 2953; // a QR code holds no more (ISO/IEC 18004, version 40-L)
    const ADDRESS_MAX = 200;

    const wrong = (expected, found) => new Failure('label-format', 'label', expected, found);

    const isMarked = (text) => text.indexOf(MARK) >= 0;

    /** Reads the text in its one spelling; nothing is verified. The address before the mark means nothing. */
    function parse(text) {
        const mark = text.indexOf(MARK);
        if (mark < 0 || mark > ADDRESS_MAX || text.length > READ_MAX) {
            throw wrong('at most ' + ADDRESS_MAX + ' characters, then ' + MARK + '…, ' + READ_MAX + ' in all', 'another text');
        }
        const bytes = Bytes.fromBase64Url(text.slice(mark + MARK.length));
        const from = new Packed.Reader(bytes);
        const nonce = from.raw(32);
        const index = from.number();
        const signature = from.raw(64);
        const payload = index > Number.MAX_SAFE_INTEGER ? null : from.value(0);
        if (!(payload instanceof Map)) {
            throw wrong('an index and a statement', 'something else');
        }
        const disclosures = [];
        for (let left = from.number(); left > 0; left--) {
            disclosures.push(disclosure(from.value(0)));
        }
        from.end();
        const label = { sdJwt: SdJwt.parse(compact(payload, signature, disclosures)), index, nonce };
        if (!Bytes.equal(bytes, packed(label))) {
            throw wrong('the one spelling', 'another');
        }
        return label;
    }

    function disclosure(value) {
        if (Array.isArray(value) && value.length === 3 && typeof value[0] === 'string' && typeof value[1] === 'string' &&
                value[2] instanceof Map) {
            return base64Url(value);
        }
        throw wrong('[salt, name, object]', 'another value');
    }

    const base64Url = (value) => Bytes.toBase64Url(Bytes.fromText(Canonical.write(value)));

    const digestsOf = (payload) => Array.isArray(payload.get('_sd')) ? payload.get('_sd') : [];

    const withDigests = (payload, digests) => new Map(payload).set('_sd', digests);

    /** The header is not carried: it names the issuer once more, and nothing else that could differ. */
    function compact(payload, signature, disclosures) {
        const issuer = payload.get('iss');
        if (typeof issuer !== 'string' || !issuer.startsWith(Packed.STATION_PREFIX)) {
            throw wrong('a statement by ' + Packed.STATION_PREFIX + '…', 'another issuer');
        }
        const header = new Map([['alg', 'EdDSA'], ['kid', issuer.slice(Packed.STATION_PREFIX.length)],
            ['typ', 'wangchuan-statement+sd-jwt']]);
        const text = (digest) => typeof digest === 'string' ? digest : '';
        const digests = digestsOf(payload)
            .concat(disclosures.map((shown) => Bytes.toBase64Url(Sha2.sha256(Bytes.fromText(shown)))))
            .sort((a, b) => text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0);
        const jwt = [base64Url(header), base64Url(withDigests(payload, digests)), Bytes.toBase64Url(signature)].join('.');
        return [jwt].concat(disclosures, '').join('~');
    }

    /** What the disclosures give again is not carried. */
    function packed(label) {
        const { payload, disclosures, signature } = label.sdJwt;
        const shown = disclosures.map((one) => one.digest);
        const out = new Packed.Writer().raw(label.nonce).number(label.index).raw(signature)
            .value(withDigests(payload, digestsOf(payload).filter((digest) => shown.indexOf(digest) < 0)))
            .number(disclosures.length);
        disclosures.forEach((one) => out.value([one.salt, one.name, one.value]));
        return out.toBytes();
    }

    /**
     * What is known if everything that can be checked holds; the first thing that does not is thrown. A label brings no
     * key: if the trust list has none, not even the signature is checked, and `operator` is null.
     *
     * @param trust a trust list, or null
     * @param expected {serial: text or null, now: seconds since 1970}
     */
    async function verify(label, trust, expected, primitives) {
        const clearing = Statements.read(label.sdJwt);
        Logged.requireReal(clearing);
        if (clearing.type.kind !== 'clearing') {
            throw new Failure('statement-type', 'label', 'a clearing statement', clearing.type.vct);
        }
        Logged.requireNotInFuture(clearing.head, expected.now);
        const known = trust === null ? [] : Trust.operatorsOf(trust, clearing.head.station);
        let operator = null;
        if (known.length > 0) {
            const { key } = known[0].stations.filter((one) => one.thumbprint === clearing.head.station)[0];
            await SdJwt.verify(label.sdJwt, key, primitives);
            // The index is the label's word, and in which log it does not say; a key that no index of any range makes valid is
            // refused all the same.
            const covers = (one) => one.stations.some((range) => range.key.text === key.text &&
                label.index >= range.firstIndex && (range.endIndex === null || label.index < range.endIndex));
            operator = known.filter(covers)[0] || null;
            Logged.requireValidFor(operator || known[0], key, label.index, clearing.head, clearing.shown);
        }
        Statements.requireSerial(clearing.shown, expected.serial);
        return {
            clearing,
            operator: operator === null ? null : operator.name,
            isSerialCompared: expected.serial !== null,
            index: label.index,
            entry: Bytes.toHex(Statements.logEntry(label.nonce, clearing, label.sdJwt)),
            statementDigest: SdJwt.digest(label.sdJwt),
        };
    }

    return { MARK, isMarked, parse, verify };
})();
