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
        const note = Notes.parse(Bytes.fromText(text.slice(blank + 2)));
        return { extra, index, hashes, note, checkpoint: parseCheckpoint(note.text) };
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

    const isSame = (a, b) => a.origin === b.origin && a.size === b.size && Bytes.equal(a.root, b.root);

    /** A key of another name than the origin can't sign for this log. */
    const verifySigned = (proof, logKeys, primitives) =>
        Notes.verify(proof.note, logKeys.filter((key) => key.name === proof.checkpoint.origin), primitives);

    return { checkpoint, parseCheckpoint, parseProof, rootOf, verifyInclusion, verifySigned, isSame };
})();
