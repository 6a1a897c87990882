// Status lists: whether a statement still holds, as its issuer said later, in the log. As StatusFile, StatusList and
// StatusChecks on the Java side. Any list that says no is enough.

const Status = (function () {
    const FORMAT = 'wangchuan-status/v1';
    const BYTES_MAX = 2 * 1024 * 1024;
    const ENTRIES_MIN = 1024;
    const ENTRIES_MAX = 1048576;
    const DOMAIN = 'wangchuan/status/v1';
    const CODES = [null, 'revoked', 'superseded', 'corrected']; // by two bits

    const bad = (where, expected, found) => new Failure('status-format', where, expected, found);

    /** Reads a file in its one spelling; nothing is verified but that the statement names this very list. */
    function parse(bytes) {
        if (bytes.length > BYTES_MAX) {
            throw bad('status file', 'at most ' + BYTES_MAX + ' bytes', bytes.length);
        }
        return withCode('status-format', 'status file', 'its canonical JSON',
            () => read(new Fields(Canonical.readObject(bytes))));
    }

    /** Reads the file's object, as it also stands in a certificate. */
    function read(from) {
        from.only('format', 'bits', 'statement', 'nonce', 'proof', 'notBefore', 'hint');
        if (from.text('format') !== FORMAT) {
            throw bad('status file', FORMAT, from.text('format'));
        }
        const logged = Logged.read(from);
        Logged.requireCosigned('status-format', logged.proof);
        const statement = Statements.read(logged.sdJwt);
        if (statement.type.kind !== 'status-list') {
            throw new Failure('statement-type', 'status file', 'a status-list statement', 'another');
        }
        const bits = readBits(from.text('bits'));
        const named = statement.claims;
        const entries = 4 * bits.length;
        const digest = digestOf(named.list, entries, bits);
        if (named.entries !== entries || named.digest !== digest) {
            throw new Failure('status', 'bits', 'the list with digest ' + named.digest, digest);
        }
        const notBefore = from.has('notBefore') ? NotBefore.read(from.object('notBefore')) : null;
        return { list: named.list, entries, bits, logged, statement, notBefore, hint: Logged.readHint(from.object('hint')) };
    }

    function readBits(text) {
        if (text.length > ENTRIES_MAX / 4 * 2) {
            throw bad('status list', 'at most ' + ENTRIES_MAX + ' entries', text.length + ' characters');
        }
        const bits = Bytes.fromBase64Url(text);
        const entries = 4 * bits.length;
        if (entries < ENTRIES_MIN || entries > ENTRIES_MAX || (entries & (entries - 1)) !== 0) {
            throw bad('status list', 'a power of two from ' + ENTRIES_MIN + ' to ' + ENTRIES_MAX + ' entries', entries);
        }
        return bits;
    }

    /** SHA-256(domain || id as 16 bytes || entries as u32 || bits). */
    function digestOf(list, entries, bits) {
        const count = new DataView(new ArrayBuffer(4));
        count.setUint32(0, entries);
        const id = Bytes.fromHex(list.replace(/-/g, ''));
        return Bytes.toBase64Url(Sha2.sha256(
            Bytes.concat([Bytes.fromText(DOMAIN), id, new Uint8Array(count.buffer), bits])));
    }

    const isOf = (file, place) => place !== null && place.list === file.list;

    /**
     * {answer, trees}: the newest list's answer, or null without a list that was logged after the statement (an older one
     * can't have known it; but a no counts from any list); and the checkpoints that were verified.
     *
     * @param place of the statement in its status list, or null
     * @param index of the statement in the log
     * @param stapled must be of the statement's list; those in `fresh` for other lists are passed over
     * @param under {trust, operator, now, expected}
     */
    async function check(place, index, stapled, fresh, under, primitives) {
        const files = [];
        if (stapled !== null) {
            if (!isOf(stapled, place)) {
                const expected = place === null ? 'none, as the statement names none' : 'list ' + place.list;
                throw new Failure('status', 'status', expected, 'list ' + stapled.list);
            }
            files.push(stapled);
        }
        const all = files.concat(fresh.filter((file) => isOf(file, place)))
            .map((file, i) => ({ file, i, at: file.logged.proof.index }))
            .sort((a, b) => b.at - a.at || a.i - b.i); // older browsers' sort would not keep the order of equals
        let newest = null;
        const trees = [];
        for (const { file, at } of all) {
            const answer = await verify(file, under, primitives);
            trees.push(file.logged.proof.checkpoint);
            requireHolds(file, place);
            newest = newest || (at > index ? answer : null);
        }
        requireFresh(newest, under.expected);
        return { answer: newest, trees };
    }

    async function verify(file, under, primitives) {
        const { trust, operator, expected } = under;
        const { head } = file.statement;
        const signed = file.logged.proof;
        Logged.requireReal(file.statement);
        Logged.requireNotInFuture(head, expected.now);
        const key = Logged.stationKey(file.hint, head.station);
        if (Trust.operatorOf(trust, head.station) !== operator) {
            throw new Failure('status', 'status', 'a list by a station of ' + operator.name, "another's");
        }
        await SdJwt.verify(file.logged.sdJwt, key, primitives);
        const keys = Logged.logKeys(trust, operator, signed.checkpoint.origin, file.hint);
        await Logged.verify(file.logged, file.statement, keys, file.hint, primitives);
        Logged.requireValid(operator, key, signed.index);
        await Cosign.require(signed, under, primitives);
        let notEarlier = null;
        if (file.notBefore !== null) {
            await NotBefore.requireConsistent(file.notBefore, head, signed.checkpoint, keys, primitives);
            notEarlier = await NotBefore.time(file.notBefore, under, primitives);
        }
        return { asOf: head.seen, claimedAt: head.issuedAt, notEarlier };
    }

    function requireHolds(file, place) {
        if (place.index >= file.entries) {
            throw new Failure('status', 'status.index', 'below ' + file.entries, place.index);
        }
        const code = CODES[(file.bits[place.index >> 2] >> (2 * (place.index & 3))) & 3];
        if (code !== null) {
            throw new Failure(code, 'status', 'a statement that holds', 'one that does not');
        }
    }

    /** The issuer's own word does not count here: an old list is what hides a revocation. */
    function requireFresh(newest, expected) {
        const most = expected.statusAgeMax;
        if (typeof most !== 'number') {
            return;
        }
        const made = newest === null ? null : newest.notEarlier;
        if (made === null || made < expected.now - most) {
            throw new Failure('stale', 'status', 'a list that is proved to be at most ' + most + ' seconds old',
                made === null ? 'none' : made);
        }
    }

    return { FORMAT, parse, read, isOf, check };
})();
