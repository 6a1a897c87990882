// SD-JWTs (RFC 9901) without key binding: header.payload.signature~disclosure~…~.

const SdJwt = (function () {
    const CHARS_MAX = 2 * 1024 * 1024;
    const DIGESTS_MAX = 32;
    const SALT_BYTES_MIN = 16;

    const bad = (where, expected, found) => new Failure('statement-format', where, expected, found);

    const canonical = (what, base64Url, read) => {
        const bytes = Bytes.fromBase64Url(base64Url);
        return withCode('statement-format', what, 'canonical JSON', () => read(bytes));
    };

    /** Reads the compact form, and checks that each disclosure belongs to a signed digest. */
    function parse(text) {
        if (text.length > CHARS_MAX) {
            throw bad('statement', 'at most ' + CHARS_MAX + ' characters', text.length);
        }
        const parts = text.split('~');
        if (parts.length < 2 || parts.length > DIGESTS_MAX + 3 || parts[parts.length - 1] !== '') {
            throw bad('statement', 'jwt~disclosure~…~ without key binding', 'another text');
        }
        const jwt = parts[0];
        const segments = jwt.split('.');
        if (segments.length !== 3) {
            throw bad('statement', 'header.payload.signature', segments.length + ' segments');
        }
        const keyId = readHeader(canonical('header', segments[0], Canonical.readObject));
        const payload = canonical('payload', segments[1], Canonical.readObject);
        const signature = Bytes.fromBase64Url(segments[2]);
        if (signature.length !== 64) {
            throw bad('signature', '64 bytes', signature.length + ' bytes');
        }
        const disclosures = parts.slice(1, -1).map(parseDisclosure);
        checkDigests(payload, disclosures);
        return {
            jwt, keyId, payload, disclosures, signature,
            signed: Bytes.fromText(segments[0] + '.' + segments[1]),
            disclosed: (name) => {
                const found = disclosures.filter((disclosure) => disclosure.name === name);
                return found.length > 0 ? new Fields(found[0].value) : null;
            },
        };
    }

    function readHeader(header) {
        return withCode('statement-format', 'header', 'alg, kid and typ', () => {
            const from = new Fields(header).only('alg', 'kid', 'typ');
            if (from.text('alg') !== 'EdDSA') {
                throw bad('header.alg', 'EdDSA', from.text('alg'));
            }
            if (from.text('typ') !== 'wangchuan-statement+sd-jwt') {
                throw bad('header.typ', 'wangchuan-statement+sd-jwt', from.text('typ'));
            }
            Bytes.hash64Url(from.text('kid'));
            return from.text('kid');
        });
    }

    function parseDisclosure(text) {
        const items = canonical('disclosure', text, Canonical.read);
        if (!Array.isArray(items) || items.length !== 3 || typeof items[0] !== 'string' ||
                typeof items[1] !== 'string' || !(items[2] instanceof Map)) {
            throw bad('disclosure', '[salt, name, object]', 'another value');
        }
        const saltBytes = Bytes.fromBase64Url(items[0]).length;
        if (saltBytes < SALT_BYTES_MIN) {
            throw bad('disclosure', 'a salt of 16 bytes or more', saltBytes + ' bytes');
        }
        return { text, salt: items[0], name: items[1], value: items[2], digest: Bytes.toBase64Url(Sha2.sha256(Bytes.fromText(text))) };
    }

    /** RFC 9901, 7.1: each disclosure by exactly one digest, no claim twice, no digest twice. */
    function checkDigests(payload, disclosures) {
        const digests = withCode('statement-format', 'payload', '_sd_alg and _sd', () => {
            const from = new Fields(payload);
            if (from.text('_sd_alg') !== 'sha-256') {
                throw bad('_sd_alg', 'sha-256', from.text('_sd_alg'));
            }
            return from.texts('_sd');
        });
        if (digests.length > DIGESTS_MAX) {
            throw bad('_sd', 'at most ' + DIGESTS_MAX + ' digests', digests.length);
        }
        digests.forEach((digest, i) => {
            Bytes.hash64Url(digest);
            if (i > 0 && digests[i - 1] >= digest) {
                throw bad('_sd', 'digests in order, each once', 'another order');
            }
        });
        const names = new Set(payload.keys());
        for (const disclosure of disclosures) {
            if (digests.indexOf(disclosure.digest) < 0) {
                throw new Failure('disclosure', disclosure.name, 'one of the signed digests', 'another claim or salt');
            }
            if (names.has(disclosure.name)) {
                throw new Failure('disclosure', disclosure.name, 'each claim once', 'it twice');
            }
            names.add(disclosure.name);
        }
    }

    /** Returns if this key is the one that the header names, and has signed. */
    async function verify(sdJwt, key, primitives) {
        if (Keys.thumbprint(key) !== sdJwt.keyId) {
            throw new Failure('statement-signature', 'statement', 'key ' + sdJwt.keyId, 'key ' + Keys.thumbprint(key));
        }
        if (!await primitives.ed25519(key.bytes, key.point, sdJwt.signed, sdJwt.signature)) {
            throw new Failure('statement-signature', 'statement', 'a valid signature', 'one that is not');
        }
    }

    /** SHA-256 of the issuer-signed part in base64url: what the next statement names in prev, and the QR code. */
    const digest = (sdJwt) => Bytes.toBase64Url(Sha2.sha256(Bytes.fromText(sdJwt.jwt)));

    /** The text of the same statement, showing only these claims; names that are not shown already are passed over. */
    const showingOnly = (sdJwt, names) => [sdJwt.jwt]
        .concat(sdJwt.disclosures.filter((shown) => names.indexOf(shown.name) >= 0).map((shown) => shown.text), '')
        .join('~');

    return { parse, verify, digest, showingOnly };
})();
