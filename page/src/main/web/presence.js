// Counter-signatures: that somebody besides the station stood by a statement. The station signs what it says about that;
// for the grade `key` the person's own P-256 key signs too. As CounterSignature, Jws and P256Key on the Java side.

const Presence = (function () {
    const TYPE = 'wangchuan-presence+jwt';
    const ROLES = ['technician', 'owner', 'verifier']; // in this order, each at most once
    const GRADES = ['asserted', 'code', 'key', 'handwritten'];
    const CHARS_MAX = 4096;
    const SIGNATURE_BYTES = 64;

    const bad = (where, expected, found) => new Failure('countersignature', where, expected, found);

    /** A compact JWS (RFC 7515) whose header and payload are canonical JSON; nothing is verified. */
    function parseJws(text) {
        const parts = text.split('.');
        if (text.length > CHARS_MAX || parts.length !== 3) {
            throw bad('JWS', 'three parts in ' + CHARS_MAX + ' characters', 'another text');
        }
        const signature = Bytes.fromBase64Url(parts[2]);
        if (signature.length !== SIGNATURE_BYTES) {
            throw bad('JWS signature', SIGNATURE_BYTES + ' bytes', signature.length + ' bytes');
        }
        const object = (base64Url) => {
            const bytes = Bytes.fromBase64Url(base64Url);
            return withCode('countersignature', 'JWS', 'canonical JSON', () => Canonical.readObject(bytes));
        };
        return {
            header: object(parts[0]),
            payload: object(parts[1]),
            signingInput: parts[0] + '.' + parts[1],
            signature,
        };
    }

    const members = (pairs) => new Map(pairs.filter((pair) => pair[1] !== null));

    const signingInput = (header, payload) => [header, payload]
        .map((part) => Bytes.toBase64Url(Bytes.fromText(Canonical.write(part)))).join('.');

    /** Reads one counter-signature of a certificate. */
    function read(from) {
        from.only('station', 'key');
        const stationJws = from.text('station');
        const keyJws = from.optionalText('key');
        return withCode('countersignature', 'presence', 'its claims', () => {
            const claims = new Fields(parseJws(stationJws).payload).only('role', 'grade', 'of', 'iat', 'key', 'image');
            const grade = claims.word('grade', ...GRADES);
            const isKey = grade === 'key';
            if (claims.has('key') !== isKey || (keyJws !== null) !== isKey || claims.has('image') !== (grade === 'handwritten')) {
                throw bad('presence', 'a key exactly for grade key, an image exactly for handwritten', grade);
            }
            const role = claims.word('role', ...ROLES);
            const of = digestOf(claims, 'of');
            const at = claims.whole('iat', 0, Statements.SECONDS_MAX);
            const key = isKey ? digestOf(claims, 'key') : null;
            const image = claims.has('image') ? digestOf(claims, 'image') : null;
            return { role, grade, of, at, key, image, stationJws, keyJws };
        });
    }

    function digestOf(from, name) {
        Bytes.hash64Url(from.text(name));
        return from.text(name);
    }

    /** The list of a certificate. */
    function readAll(items) {
        let last = -1;
        const out = items.map((item) => {
            const one = read(item);
            const place = ROLES.indexOf(one.role);
            if (place <= last) {
                throw new Failure('certificate-format', 'presence', 'each role at most once, in order', one.role);
            }
            last = place;
            return one;
        });
        if (out.length === 0) {
            throw new Failure('certificate-format', 'presence', 'no empty list', 'one');
        }
        return out;
    }

    /** Returns if the station signed this about that statement, and the person's key too where there is one. */
    async function verify(one, station, statementDigest, primitives) {
        if (one.of !== statementDigest) {
            throw bad('presence.of', statementDigest, one.of);
        }
        const jws = parseJws(one.stationJws);
        const expected = signingInput(
            members([['alg', 'EdDSA'], ['kid', Keys.thumbprint(station)], ['typ', TYPE]]),
            members([['role', one.role], ['grade', one.grade], ['of', one.of], ['iat', one.at], ['key', one.key],
                ['image', one.image]]));
        if (jws.signingInput !== expected ||
                !await primitives.ed25519(station.bytes, station.point, Bytes.fromText(jws.signingInput), jws.signature)) {
            throw bad('presence', 'signed by the station', 'not so');
        }
        if (one.keyJws !== null) {
            await verifyKey(one, parseJws(one.keyJws), primitives);
        }
    }

    async function verifyKey(one, jws, primitives) {
        const key = withCode('countersignature', 'presence.key', 'a jwk', () => readKey(new Fields(jws.header).object('jwk')));
        if (key.thumbprint !== one.key) {
            throw bad('presence.key', 'key ' + one.key, key.thumbprint);
        }
        const expected = signingInput(
            members([['alg', 'ES256'], ['jwk', key.jwk], ['typ', TYPE]]), members([['role', one.role], ['of', one.of]]));
        // Of the two signatures that each one can be turned into, only that with the lower s is accepted.
        if (jws.signingInput !== expected || !P256.isLow(jws.signature) ||
                !await primitives.p256(key, Bytes.fromText(jws.signingInput), jws.signature)) {
            throw bad('presence.key', "signed by the person's key", 'not so');
        }
    }

    /** A JWK with the required members and no other. */
    function readKey(from) {
        from.only('crv', 'kty', 'x', 'y');
        if (from.text('crv') !== 'P-256' || from.text('kty') !== 'EC') {
            throw new Failure('key-format', 'jwk', 'EC and P-256', 'another type of key');
        }
        const x = Bytes.hash64Url(from.text('x'));
        const y = Bytes.hash64Url(from.text('y'));
        if (!P256.isPoint(x, y)) {
            throw new Failure('key-format', 'P-256 key', 'a point of the curve', 'another');
        }
        const jwk = from.members;
        return { x, y, jwk, thumbprint: Bytes.toBase64Url(Sha2.sha256(Bytes.fromText(Canonical.write(jwk)))) };
    }

    return { readAll, verify };
})();
