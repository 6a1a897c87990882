// What a station says that has read an erased drive again. Members are read in the order of the Java side (RecheckClaims,
// RecheckReading), and the result is worked out again: a text that says another one is refused.

const RecheckClaims = (function () {
    const { INT_MAX, digestOf, eventId, ranges, time } = Claims;
    const RANGES_MAX = 1000;
    const UNIT_BYTES_MIN = 512;
    const UNIT_BYTES_MAX = 65536;
    const CHANGED_MAX = 32;
    const WORD = /^[a-z][a-z0-9-]{0,39}$/;
    const BYTES_HEX = /^(?:[0-9a-f]{2}){1,512}$/;
    const PLANTED_MAX = 32;
    const NAMES = ['clearing', 'challenge', 'recognised', 'expected', 'reading', 'tool', 'result', 'reasons'];

    function require(condition, expected) {
        if (!condition) {
            throw new ShapeFailure('recheck', expected, 'more than that');
        }
    }

    /** 32 bytes in hexadecimal, as the evidence spells them. */
    const hexDigest = (from, name) => digestOfHex(name, from.text(name));

    function digestOfHex(name, hex) {
        const bytes = Bytes.fromHex(hex);
        if (bytes.length !== 32) {
            throw new Failure('encoding', name, '32 bytes', bytes.length + ' bytes');
        }
        return bytes;
    }

    const totalOf = (list) => list.reduce((sum, range) => sum + range.length, 0);

    /** How many bytes of the one list are in the other; each in order, no place twice. */
    function bytesInBoth(whole, part) {
        let bytes = 0;
        let next = 0;
        for (const range of whole) {
            const end = range.offset + range.length;
            while (next < part.length && part[next].offset + part[next].length <= range.offset) {
                next++;
            }
            for (let i = next; i < part.length && part[i].offset < end; i++) {
                bytes += Math.min(end, part[i].offset + part[i].length) - Math.max(range.offset, part[i].offset);
            }
        }
        return bytes;
    }

    function isInOrder(list, capacity) {
        let from = 0;
        return list.length <= RANGES_MAX && list.every(({ offset, length }) => {
            const isNext = offset >= from && offset < capacity && length >= 1 && length <= capacity - offset;
            from = offset + length;
            return isNext;
        });
    }

    const isWords = (words) => words.length <= CHANGED_MAX &&
        words.every((word, i) => WORD.test(word) && (i === 0 || words[i - 1] < word));

    const isCovered = (bytes, list) => (bytes === 0) === (list.length === 0) && bytes <= totalOf(list);

    /** What is to be compared: the sample and the places beside it, or all of it, without what was left out; one of the two lists is empty. */
    function plannedBytes({ capacity, sample, places, leftOut }) {
        const read = sample === null ? [{ offset: 0, length: capacity }]
            : Sampled.draw(sample.seed, capacity, sample.unit);
        return totalOf(read) + totalOf(places) - bytesInBoth(read, places) - bytesInBoth(read, leftOut);
    }

    /** What a drive left that erased itself: what is looked for exactly where nobody knows its contents. */
    function readLeft(from) {
        from.only('technique', 'contents', 'planted');
        const left = {
            technique: from.word('technique', ...DriveWays.TECHNIQUES),
            contents: from.word('contents', 'uniform', 'unknown'),
            planted: from.has('planted') ? from.texts('planted').map((hex) => Bytes.toHex(digestOfHex('planted', hex))) : null,
        };
        const { contents, planted } = left;
        require((planted !== null) === (contents === 'unknown') && (planted === null || isEachOnce(planted)), 'what a drive can leave');
        return left;
    }

    const isEachOnce = (list) => list.length >= 1 && list.length <= PLANTED_MAX &&
        list.every((hex, i) => list.indexOf(hex) === i);

    function readExpected(from) {
        if (from.has('technique')) {
            return readLeft(from);
        }
        from.only('pass', 'pattern', 'secretDigest', 'bytes');
        const expected = {
            pass: from.whole('pass', 1, INT_MAX),
            pattern: from.word('pattern', 'zero', 'one', 'fixed', 'random', 'stamped'),
            secretDigest: from.has('secretDigest') ? Bytes.toHex(hexDigest(from, 'secretDigest')) : null,
            bytes: from.optionalText('bytes'),
        };
        const { pattern, secretDigest, bytes } = expected;
        require((secretDigest !== null) === (pattern === 'random' || pattern === 'stamped') &&
            (bytes !== null) === (pattern === 'fixed') && (bytes === null || BYTES_HEX.test(bytes)), 'what a pass can leave');
        return expected;
    }

    function readSample(from) {
        if (from.word('mode', 'full', 'sample') === 'full') {
            require(!from.has('seed') && !from.has('unitBytes'), 'no seed where all of it was read');
            return null;
        }
        return { seed: hexDigest(from, 'seed'), unit: from.whole('unitBytes', UNIT_BYTES_MIN, UNIT_BYTES_MAX) };
    }

    /** Left out where there are none. */
    function readPlaces(from) {
        const places = from.has('places') ? ranges(from, 'places') : [];
        require(!from.has('places') || places.length > 0, 'places that were read, or no such member');
        return places;
    }

    function readReading(from) {
        from.only('capacityBytes', 'mode', 'seed', 'unitBytes', 'places', 'path', 'end', 'bytesPlanned', 'bytesRead', 'bytesDiffering',
            'bytesUnreadable', 'differing', 'unreadable', 'leftOut', 'changed', 'startedAt', 'finishedAt');
        const reading = {
            capacity: from.natural('capacityBytes'),
            sample: readSample(from),
            places: readPlaces(from),
            path: from.word('path', 'direct', 'device-cache', 'file-system'),
            end: from.word('end', 'completed', 'device-gone', 'stalled', 'stopped'),
            planned: from.natural('bytesPlanned'),
            read: from.natural('bytesRead'),
            differingBytes: from.natural('bytesDiffering'),
            unreadableBytes: from.natural('bytesUnreadable'),
            differing: ranges(from, 'differing'),
            unreadable: ranges(from, 'unreadable'),
            leftOut: ranges(from, 'leftOut'),
            changed: from.texts('changed'),
            startedAt: time(from, 'startedAt'),
            finishedAt: time(from, 'finishedAt'),
        };
        requireSound(reading);
        return reading;
    }

    function requireSound(reading) {
        const { capacity, planned, read, differingBytes, unreadableBytes, places, differing, unreadable, leftOut } = reading;
        require(isWords(reading.changed), 'words of what has changed, in order, each once');
        require(capacity >= 1, 'a capacity');
        require([places, differing, unreadable, leftOut].every((list) => isInOrder(list, capacity)),
            'ranges in order, each place once, within the medium');
        require(places.length === 0 || (reading.sample !== null && leftOut.length === 0), 'places besides a sample of which nothing is left out');
        require(planned === plannedBytes(reading), 'as many bytes planned as follow');
        require(read <= planned - unreadableBytes, 'no more read and unreadable than planned');
        require(reading.end !== 'completed' || read + unreadableBytes === planned, 'all that was planned, if completed');
        require(isCovered(differingBytes, differing) && isCovered(unreadableBytes, unreadable), 'ranges that cover what they are of');
        require(differingBytes <= read, 'no more differing than read');
        require(reading.startedAt <= reading.finishedAt, 'an end that is not before the start');
    }

    /** Why it is no match, in one order; none exactly for a match. */
    const reasonsOf = ({ recognised, expected, reading }) => [
        ['differing-bytes', reading.differingBytes > 0],
        ['incomplete', reading.end !== 'completed'],
        ['unreadable', reading.unreadableBytes > 0],
        ['left-out', reading.leftOut.length > 0],
        ['changed', reading.changed.length > 0],
        ['capacity-only', recognised === 'capacity-only'],
        ['contents-unknown', expected.contents === 'unknown'],
    ].filter(([, holds]) => holds).map(([reason]) => reason);

    /** Any byte that differs outweighs all that is unknown: no word can make it milder. */
    const resultOf = (reasons) => reasons.indexOf('differing-bytes') >= 0 ? 'differs' : reasons.length === 0 ? 'matches' : 'unproven';

    const isByDrive = (expected) => 'technique' in expected;

    /** A drive that erased itself left nothing out, and is no file; where something was planted on it, it is read besides a sample. */
    const fits = (expected, { sample, places, path, leftOut }) => isByDrive(expected)
        ? leftOut.length === 0 && path !== 'file-system' && (expected.contents === 'uniform' || sample === null || places.length > 0)
        : places.length === 0;

    function read(from) {
        const of = from.object('clearing').only('event', 'digest', 'station');
        const claims = {
            clearing: { event: eventId(of, 'event'), digest: digestOf(of, 'digest'), station: digestOf(of, 'station') },
            challenge: from.has('challenge') ? digestOf(from, 'challenge') : null,
            recognised: from.word('recognised', 'serial-number', 'contents', 'capacity-only'),
            expected: readExpected(from.object('expected')),
            reading: readReading(from.object('reading')),
            tool: from.text('tool'),
        };
        const isOwn = !isByDrive(claims.expected) && claims.expected.secretDigest !== null &&
            claims.reading.read > claims.reading.differingBytes;
        require(claims.recognised !== 'contents' || isOwn, 'contents of its own, where it is known by them');
        require(fits(claims.expected, claims.reading), 'a reading of what is expected there');
        require(claims.tool !== '' && Lines.isLine(claims.tool), 'the name of a tool');
        claims.reasons = reasonsOf(claims);
        claims.result = resultOf(claims.reasons);
        const said = from.word('result', 'matches', 'differs', 'unproven');
        if (said !== claims.result) {
            throw new ShapeFailure('result', 'what follows, ' + claims.result, said);
        }
        const reasons = from.texts('reasons');
        if (reasons.length !== claims.reasons.length || !reasons.every((word, i) => word === claims.reasons[i])) {
            throw new ShapeFailure('reasons', 'what follows, ' + claims.reasons.join(', '), 'others');
        }
        return claims;
    }

    /** A drive's facts, where they are shown, must be able to be those of the drive that was read. */
    function requireTarget({ recognised, reading }, { target }) {
        if (target === null) {
            return;
        }
        const isNamed = target.serial !== null && !Lines.isBlank(target.serial);
        const isInBlocks = reading.sample === null ||
            (target.blockBytes >= 1 && reading.sample.unit % target.blockBytes === 0);
        if (!(isNamed || recognised !== 'serial-number') || target.capacityBytes !== reading.capacity ||
                (target.kind === 'image') !== (reading.path === 'file-system') || !isInBlocks) {
            throw new ShapeFailure('target', 'the facts of the drive that was read', 'those of another one');
        }
    }

    return { NAMES, isByDrive, read, requireTarget };
})();
