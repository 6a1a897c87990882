// The log: C2SP checkpoints and tlog-proofs, and the hashes of RFC 6962. Sizes are numbers up to 2^53 - 1, so halves are
// taken by division: JavaScript's bit operators see 32 bits only.

const Tree = (function () {
    const ORIGIN_CHARS_MAX = 256;
    const PROOF_CHARS_MAX = 64 * 1024;
    const HASHES_MAX = 63;
    const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
    const EMPTY = Sha2.sha256(new Uint8Array(0));

    const leaf = (entry) => Sha2.sha256(Bytes.concat([[0], entry]));
    const node = (left, right) => Sha2.sha256(Bytes.concat([[1], left, right]));

    function decimal(what, text) {
        const isSound = /^(0|[1-9][0-9]{0,17})$/.test(text);
        if (!isSound || text.length > 16 || (text.length === 16 && text > '9007199254740991')) {
            throw new Failure('checkpoint-format', what, 'a decimal from 0 to 2^53 - 1 without leading zeros', text);
        }
        return Number(text);
    }

    function checkpoint(origin, size, root) {
        if (origin === '' || origin.length > ORIGIN_CHARS_MAX || /[\u0000-\u001f]/.test(origin)) {
            throw new Failure('checkpoint-format', 'checkpoint', 'an origin of one line', origin);
        }
        if (size === 0 && !Bytes.equal(root, EMPTY)) {
            throw new Failure('checkpoint-format', 'checkpoint', 'the root of the empty tree', Bytes.toBase64(root));
        }
        return { origin, size, root };
    }

    /** The text of a checkpoint's note. Extension lines are refused: what is not understood must not pass. */
    function parseCheckpoint(text) {
        const lines = text.split('\n');
        if (lines.length !== 4 || lines[3] !== '') {
            throw new Failure('checkpoint-format', 'checkpoint', 'three lines', 'another text');
        }
        return checkpoint(lines[0], decimal('tree size', lines[1]), Bytes.hash64(lines[2]));
    }

    const bad = (expected, found) => new Failure('proof-format', 'proof', expected, found);

    /** Reads a tlog-proof in its one spelling; nothing is verified. */
    function parseProof(text) {
        if (text.length > PROOF_CHARS_MAX) {
            throw bad('at most ' + PROOF_CHARS_MAX + ' characters', text.length);
        }
        const blank = text.indexOf('\n\n');
        if (blank < 0) {
            throw bad('a blank line before the checkpoint', 'none');
        }
        const lines = text.slice(0, blank).split('\n');
        if (lines[0] !== FIRST_LINE) {
            throw bad(FIRST_LINE, lines[0]);
        }
        let at = 1;
        let extra = null;
        if (at < lines.length && lines[at].startsWith('extra ')) {
            extra = lines[at++].slice(6);
            Bytes.fromBase64(extra);
        }
        if (at >= lines.length || !lines[at].startsWith('index ')) {
            throw bad('an index', 'another line');
        }
        const index = decimal('index', lines[at++].slice(6));
        if (lines.length - at > HASHES_MAX) {
            throw bad('at most ' + HASHES_MAX + ' hashes', lines.length - at);
        }
        const hashes = lines.slice(at).map(Bytes.hash64);
        return Object.assign({ extra, index, hashes }, parseSigned(text.slice(blank + 2)));
    }

    /** A signed note whose text is a checkpoint. */
    function parseSigned(text) {
        const note = Notes.parse(Bytes.fromText(text));
        return { note, checkpoint: parseCheckpoint(note.text) };
    }

    const badInclusion = (expected, found) => new Failure('inclusion', 'inclusion proof', expected, found);
    const half = (n) => Math.floor(n / 2);

    /** The root that a proof leads to from this leaf (RFC 9162, 2.1.3.2). */
    function rootOf(leafHash, index, size, hashes) {
        if (index < 0 || index >= size) {
            throw badInclusion('an index below the size ' + size, index);
        }
        let at = index;
        let last = size - 1;
        let hash = leafHash;
        for (const sibling of hashes) {
            if (last === 0) {
                throw badInclusion('fewer hashes', hashes.length);
            }
            if (at % 2 === 1 || at === last) {
                hash = node(sibling, hash);
                while (at % 2 === 0 && at !== 0) { // a node without right sibling moves up as it is
                    at = half(at);
                    last = half(last);
                }
            } else {
                hash = node(hash, sibling);
            }
            at = half(at);
            last = half(last);
        }
        if (last !== 0) {
            throw badInclusion('more hashes', hashes.length);
        }
        return hash;
    }

    function verifyInclusion(entry, proof) {
        const found = rootOf(leaf(entry), proof.index, proof.checkpoint.size, proof.hashes);
        if (!Bytes.equal(found, proof.checkpoint.root)) {
            throw badInclusion('root ' + Bytes.toBase64(proof.checkpoint.root), Bytes.toBase64(found));
        }
    }

    const badConsistency = (expected, found) => new Failure('consistency', 'consistency proof', expected, found);

    function isPowerOf2(n) {
        let left = n;
        while (left > 1 && left % 2 === 0) {
            left /= 2;
        }
        return left === 1;
    }

    /** Returns if the newer tree begins with the older one (RFC 9162, 2.1.4.2). */
    function verifyConsistency(older, newer, hashes) {
        if (older.size > newer.size) {
            throw badConsistency('an old size of at most ' + newer.size, older.size);
        }
        if (older.size === 0 || older.size === newer.size) {
            if (hashes.length > 0) {
                throw badConsistency('no hashes', hashes.length);
            }
            requireRoot(older.size === 0 ? EMPTY : newer.root, older.root);
            return;
        }
        // An old tree that is one node of the new one is not repeated in the proof.
        const path = isPowerOf2(older.size) ? [older.root].concat(hashes) : hashes;
        if (path.length === 0) {
            throw badConsistency('hashes', 'none');
        }
        let at = older.size - 1;
        let last = newer.size - 1;
        while (at % 2 === 1) {
            at = half(at);
            last = half(last);
        }
        let oldHash = path[0];
        let newHash = path[0];
        for (const sibling of path.slice(1)) {
            if (last === 0) {
                throw badConsistency('fewer hashes', hashes.length);
            }
            if (at % 2 === 1 || at === last) {
                oldHash = node(sibling, oldHash);
                newHash = node(sibling, newHash);
                while (at % 2 === 0 && at !== 0) {
                    at = half(at);
                    last = half(last);
                }
            } else {
                newHash = node(newHash, sibling);
            }
            at = half(at);
            last = half(last);
        }
        if (last !== 0) {
            throw badConsistency('more hashes', hashes.length);
        }
        requireRoot(older.root, oldHash);
        requireRoot(newer.root, newHash);
    }

    function requireRoot(expected, found) {
        if (!Bytes.equal(expected, found)) {
            throw badConsistency('root ' + Bytes.toBase64(expected), Bytes.toBase64(found));
        }
    }

    const isSame = (a, b) => a.origin === b.origin && a.size === b.size && Bytes.equal(a.root, b.root);

    /** A key of another name than the origin can't sign for this log. */
    const verifySigned = (signed, logKeys, primitives) =>
        Notes.verify(signed.note, logKeys.filter((key) => key.name === signed.checkpoint.origin), primitives);

    return {
        checkpoint, parseCheckpoint, parseProof, parseSigned, rootOf, verifyInclusion, verifyConsistency, verifySigned, isSame,
    };
})();
