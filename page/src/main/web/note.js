// Ed25519 keys, C2SP signed notes and their verifier keys.

const Keys = (function () {
    const POINTS_MAX = 256;
    const points = new Map(); // the same few keys stand in trust list and receipt, and each check of a point takes long

    function pointOf(bytes) {
        const name = Bytes.toHex(bytes);
        if (!points.has(name)) {
            if (points.size === POINTS_MAX) {
                points.clear();
            }
            points.set(name, Ed25519.publicPoint(bytes));
        }
        return points.get(name);
    }

    /** A key from its 32 raw bytes; only points of prime order are keys. */
    function of(bytes) {
        const point = bytes.length === 32 ? pointOf(bytes) : null;
        if (point === null) {
            throw new Failure('key-format', 'Ed25519 key', 'a point of prime order', bytes.length + ' other bytes');
        }
        return { bytes, point, text: Bytes.toBase64Url(bytes) };
    }

    /** RFC 7638 thumbprint: the key's name in statements and trust lists. */
    function thumbprint(key) {
        const jwk = '{"crv":"Ed25519","kty":"OKP","x":"' + key.text + '"}';
        return Bytes.toBase64Url(Sha2.sha256(Bytes.fromText(jwk)));
    }

    return { of, thumbprint, parse: (text) => of(Bytes.fromBase64Url(text)) };
})();

const Notes = (function () {
    const BYTES_MAX = 1000000;
    const SIGNATURES_MAX = 100;
    const NAME_CHARS_MAX = 256;
    const KEY_CHARS_MAX = 2400;
    const TYPE_ED25519 = 1;
    const LINE_START = '\u2014 ';
    // Controls below a space, white space and separators of Unicode (Z*), NEL, DEL, the plus sign.
    const NO_NAME = /[\u0000-\u0020+\u007f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

    const bad = (where, expected, found) => new Failure('note-format', where, expected, found);

    const isName = (text) => text !== '' && text.length <= NAME_CHARS_MAX && !NO_NAME.test(text);

    /** Reads name+hex8(id)+base64(type || key), whatever the type. The base64 may hold plus signs itself. */
    function typedKey(text) {
        if (text.length > KEY_CHARS_MAX) {
            throw bad('verifier key', 'at most ' + KEY_CHARS_MAX + ' characters', text.length);
        }
        const first = text.indexOf('+');
        const second = first < 0 ? -1 : text.indexOf('+', first + 1);
        if (second < 0) {
            throw bad('verifier key', 'name+id+key', 'fewer than two plus signs');
        }
        const name = text.slice(0, first);
        if (!isName(name)) {
            throw bad('verifier key', 'a name without white space', name);
        }
        const typed = Bytes.fromBase64(text.slice(second + 1));
        if (typed.length < 2) {
            throw bad('verifier key', 'a type and a key', typed.length + ' bytes');
        }
        const claimed = Bytes.fromHex(text.slice(first + 1, second));
        const id = Sha2.sha256(Bytes.concat([Bytes.fromText(name + '\n'), typed])).slice(0, 4);
        if (!Bytes.equal(claimed, id)) {
            throw bad('verifier key', 'key id ' + Bytes.toHex(id), Bytes.toHex(claimed));
        }
        return { name, id, type: typed[0], key: typed.slice(1), text };
    }

    function requireType(typed, type, length) {
        if (typed.type !== type || typed.key.length !== length) {
            throw bad('verifier key', 'type ' + type + ' and ' + length + ' bytes', 'another type or length');
        }
    }

    /** An Ed25519 key whose signatures are of this type. */
    function ed25519Key(typed, type) {
        requireType(typed, type, 32);
        return { name: typed.name, id: typed.id, key: Keys.of(typed.key), text: typed.text };
    }

    const verifierKey = (text) => ed25519Key(typedKey(text), TYPE_ED25519);

    function signatureLine(line) {
        const space = line.lastIndexOf(' ');
        if (!line.startsWith(LINE_START) || space < LINE_START.length) {
            throw bad('note signature', 'an em dash, a name and a signature', 'another line');
        }
        const name = line.slice(LINE_START.length, space);
        if (!isName(name)) {
            throw bad('note signature', 'a name without white space', name);
        }
        const bytes = Bytes.fromBase64(line.slice(space + 1));
        if (bytes.length <= 4) {
            throw bad('note signature', 'a key id and a signature', bytes.length + ' bytes');
        }
        return { name, id: bytes.slice(0, 4), signature: bytes.slice(4), line };
    }

    /** Reads a note in its one spelling; nothing is verified. */
    function parse(bytes) {
        if (bytes.length > BYTES_MAX) {
            throw bad('note', 'at most ' + BYTES_MAX + ' bytes', bytes.length + ' bytes');
        }
        const all = Bytes.toText(bytes);
        if (all === null) {
            throw bad('note', 'UTF-8', 'invalid bytes');
        }
        const blank = all.lastIndexOf('\n\n');
        if (blank < 0 || !all.endsWith('\n')) {
            throw bad('note', 'text, a blank line, signatures, a newline at the end', 'another form');
        }
        const text = all.slice(0, blank + 1);
        const lines = all.slice(blank + 2).split('\n');
        if (lines.length - 1 > SIGNATURES_MAX) {
            throw bad('note', 'at most ' + SIGNATURES_MAX + ' signatures', lines.length - 1);
        }
        const signatures = lines.slice(0, -1).map(signatureLine);
        if (/[\u0000-\u0009\u000b-\u001f]/.test(text)) {
            throw bad('note', 'a note', 'a control character in the text');
        }
        if (signatures.length === 0) {
            throw bad('note', 'a note', 'no signatures');
        }
        return { text, signatures, all };
    }

    const claims = (key, signature) => key.name === signature.name && Bytes.equal(key.id, signature.id);

    const isSameKey = (a, b) => a.name === b.name && a.key.text === b.key.text;

    /**
     * The known keys that have signed: at least one. Signatures by other keys are ignored; one that claims to be by a
     * known key and is wrong spoils the note.
     */
    async function verify(note, known, primitives) {
        const signed = Bytes.fromText(note.text);
        const verified = [];
        for (const signature of note.signatures) {
            for (const key of known) {
                if (!claims(key, signature)) {
                    continue;
                }
                if (!await primitives.ed25519(key.key.bytes, key.key.point, signed, signature.signature)) {
                    throw new Failure('note-signature', 'signature by ' + key.name, 'a valid one', 'one that is not');
                }
                verified.push(key);
            }
        }
        if (verified.length === 0) {
            throw new Failure('note-signature', 'note', 'a signature by a known key', 'none');
        }
        return verified;
    }

    return { TYPE_ED25519, parse, verify, claims, typedKey, requireType, ed25519Key, verifierKey, isSameKey };
})();
