// Keys of a log that were given out of hand, for receipts of some drives and until an end: with a live image, say. As `Delegated` of `proof`.

const Delegated = (function () {
    const DRIVES_MAX = 64;

    /** The member of an operator; null where its keys are its own. */
    function read(from, bad) {
        if (!from.has('delegated')) {
            return null;
        }
        const item = from.object('delegated').only('drives', 'end');
        const drives = item.texts('drives');
        drives.forEach((text) => Bytes.hash64Url(text));
        if (drives.length === 0 || drives.length > DRIVES_MAX || new Set(drives).size < drives.length) {
            throw bad('1 to ' + DRIVES_MAX + ' drives, each once', drives.length);
        }
        return { drives, end: item.natural('end') };
    }

    /** Of a statement of a clearing, or of its start: that it is of one of the drives, and by the end. */
    function requireCovers(operator, head, shown) {
        const serial = Statements.serialOf(shown);
        const { drives, end } = operator.delegated;
        if (serial === null || drives.indexOf(mark(operator.logs[0].name, serial)) < 0) {
            throw new Failure('key-not-valid', 'target.serial', 'one of the drives that the key was delegated for',
                serial || Statements.NO_SERIAL);
        }
        if (head.issuedAt > end) {
            throw new Failure('key-ended', 'iat', 'at most ' + end, head.issuedAt);
        }
    }

    const mark = (origin, serial) =>
        Bytes.toBase64Url(Sha2.sha256(Bytes.fromText('wangchuan/delegated-drive/v1\n' + origin + '\n' + serial)));

    return { read, requireCovers };
})();
