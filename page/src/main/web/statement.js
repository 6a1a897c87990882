// The vocabulary of start and clearing statements: claims become plain values, and any claim that is not known is refused.
// Members are read in the order of the Java side, so that the first thing that is wrong is the same there and here.

const Statements = (function () {
    const SECONDS_MAX = 253402300799; // the end of the year 9999
    const INT_MAX = 0x7fffffff;
    const SECONDS_PER_DAY = 86400;
    const ISSUER = 'urn:wangchuan:station:';
    const TYPES = [
        { number: 0x01, vct: 'urn:wangchuan:statement:start:v1', isStart: true, isTest: false },
        { number: 0x02, vct: 'urn:wangchuan:statement:clearing:v1', isStart: false, isTest: false },
        { number: 0x81, vct: 'urn:wangchuan:statement:test-start:v1', isStart: true, isTest: true },
        { number: 0x82, vct: 'urn:wangchuan:statement:test-clearing:v1', isStart: false, isTest: true },
    ];
    const HEAD = ['vct', 'iss', 'iat', 'jti', 'seq', 'prev', 'seen', '_sd_alg', '_sd'];
    const CLEARING = ['start', 'verdict', 'policy', 'conformity', 'evidence', 'notProved'];
    const VERDICTS = ['purged', 'cleared', 'partial', 'unproven', 'failed'];
    const LIMITS = ['firmware-copy', 'spare-cells', 'device-cache', 'image-only', 'partition-only', 'volume-only',
        'sampled-only', 'unverified-passes', 'behind-bridge', 'medium-class-declared', 'time-not-witnessed',
        'owner-presence', 'residue-not-run', 'test-device'];

    function read(sdJwt) {
        return withCode('statement-format', 'payload', 'the vocabulary', () => {
            const from = new Fields(sdJwt.payload);
            const vct = from.text('vct');
            const type = TYPES.filter((candidate) => candidate.vct === vct)[0];
            if (!type) {
                throw new Failure('statement-type', 'vct', 'a known type', vct);
            }
            const head = readHead(from);
            if (head.station !== sdJwt.keyId) {
                throw new Failure('statement-format', 'iss', ISSUER + sdJwt.keyId, head.station);
            }
            from.only(...HEAD, ...(type.isStart ? [] : CLEARING));
            const claims = type.isStart ? null : readClaims(from);
            const shown = readDisclosed(sdJwt, type.isStart ? ['target', 'asset'] : ['target', 'work', 'asset']);
            return { type, head, claims, shown };
        });
    }

    function readHead(from) {
        const issuer = from.text('iss');
        if (!issuer.startsWith(ISSUER)) {
            throw new ShapeFailure('iss', ISSUER + '…', 'another issuer');
        }
        const sequence = from.natural('seq');
        const previous = from.has('prev') ? digestOf(from, 'prev') : null;
        if ((previous !== null) !== (sequence > 0)) {
            throw new Failure('chain', 'prev', 'a previous statement exactly if seq is above 0', 'seq ' + sequence);
        }
        return {
            station: issuer.slice(ISSUER.length),
            issuedAt: from.whole('iat', 0, SECONDS_MAX),
            eventId: eventId(from, 'jti'),
            sequence,
            previous,
            seen: from.has('seen') ? readSeen(from.object('seen')) : null,
        };
    }

    function readSeen(from) {
        from.only('origin', 'size', 'root');
        const root = () => Bytes.hash64Url(from.text('root'));
        const origin = from.text('origin');
        const size = from.natural('size');
        return Tree.checkpoint(origin, size, root());
    }

    function digestOf(from, name) {
        Bytes.hash64Url(from.text(name));
        return from.text(name);
    }

    function eventId(from, name) {
        const text = from.text(name);
        if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)) {
            throw from.fail(name, 'a UUID in lower case', 'another text');
        }
        return text;
    }

    function readClaims(from) {
        const policy = from.object('policy').only('id', 'version', 'digest');
        const conformity = from.objects('conformity').map((item) => {
            item.only('clause', 'state', 'source');
            return {
                clause: item.text('clause'),
                state: item.word('state', 'satisfied', 'not-satisfied', 'undetermined'),
                source: item.text('source'),
            };
        });
        const start = eventId(from, 'start');
        const verdict = from.word('verdict', ...VERDICTS);
        const rules = { id: policy.text('id'), version: policy.text('version'), digest: digestOf(policy, 'digest') };
        const evidence = from.object('evidence').only('digest', 'bytes');
        const named = { digest: digestOf(evidence, 'digest'), bytes: evidence.natural('bytes') };
        const notProved = from.texts('notProved');
        notProved.forEach((word, i) => {
            if (LIMITS.indexOf(word) < 0 || notProved.indexOf(word) !== i) {
                throw from.fail('notProved', 'known codes, each once', 'another word');
            }
        });
        return { start, verdict, policy: rules, conformity, evidence: named, notProved };
    }

    function readDisclosed(sdJwt, names) {
        for (const disclosure of sdJwt.disclosures) {
            if (names.indexOf(disclosure.name) < 0) {
                throw new Failure('statement-format', 'disclosure', names.join(' or '), disclosure.name);
            }
        }
        const shown = (name, reader) => {
            const from = sdJwt.disclosed(name);
            return from === null ? null : reader(from);
        };
        return {
            target: shown('target', readTarget),
            work: shown('work', readWork),
            asset: shown('asset', (from) => ({ tag: from.only('tag').text('tag') })),
        };
    }

    function readTarget(from) {
        from.only('kind', 'name', 'model', 'serial', 'firmware', 'wwn', 'capacityBytes', 'blockBytes', 'bus',
            'mediumClass', 'mediumClassSource');
        return {
            kind: from.word('kind', 'block', 'image'),
            name: from.text('name'),
            model: from.optionalText('model'),
            serial: from.optionalText('serial'),
            firmware: from.optionalText('firmware'),
            wwn: from.optionalText('wwn'),
            capacityBytes: from.natural('capacityBytes'),
            blockBytes: from.natural('blockBytes'),
            bus: from.text('bus'),
            mediumClass: from.word('mediumClass', 'magnetic', 'flash', 'unknown', 'image'),
            mediumClassSource: from.word('mediumClassSource', 'device', 'declared', 'none'),
        };
    }

    const isSameTarget = (a, b) => a.kind === b.kind && a.model === b.model && a.serial === b.serial &&
        a.wwn === b.wwn && a.capacityBytes === b.capacityBytes;

    function readWork(from) {
        from.only('tool', 'startedAt', 'finishedAt', 'passes', 'verification', 'unreachableRanges', 'hiddenAreas',
            'interruptions', 'residue');
        const hidden = from.object('hiddenAreas').only('state', 'detail');
        const check = from.object('verification')
            .only('mode', 'path', 'bytesRead', 'mismatches', 'mismatchedBytes', 'seed');
        return {
            passes: from.objects('passes').map(readPass),
            tool: from.text('tool'),
            startedAt: instant(from, 'startedAt'),
            finishedAt: instant(from, 'finishedAt'),
            verification: {
                mode: check.word('mode', 'full', 'sample', 'none'),
                path: check.word('path', 'direct', 'device-cache', 'file-system'),
                bytesRead: check.natural('bytesRead'),
                mismatches: ranges(check, 'mismatches'),
                mismatchedBytes: check.natural('mismatchedBytes'),
                seed: check.optionalText('seed'),
            },
            unreachableRanges: ranges(from, 'unreachableRanges'),
            hiddenAreas: {
                state: hidden.word('state', 'none', 'found', 'unreadable', 'not-applicable'),
                detail: hidden.optionalText('detail'),
            },
            interruptions: from.whole('interruptions', 0, INT_MAX),
            residue: from.word('residue', 'not-run'),
        };
    }

    function readPass(from) {
        from.only('pattern', 'bytesWritten', 'durationMillis', 'errors');
        return {
            pattern: from.word('pattern', 'zero', 'one', 'fixed', 'random', 'stamped'),
            bytesWritten: from.natural('bytesWritten'),
            durationMillis: from.natural('durationMillis'),
            errors: from.objects('errors').map((item) => {
                item.only('offset', 'length', 'errno');
                return {
                    offset: item.natural('offset'),
                    length: item.natural('length'),
                    errno: item.whole('errno', 0, INT_MAX),
                };
            }),
        };
    }

    function ranges(from, name) {
        return from.objects(name).map((item) => {
            item.only('offset', 'length');
            return { offset: item.natural('offset'), length: item.natural('length') };
        });
    }

    /** RFC 3339 in UTC with whole seconds: the one spelling of a time that exists. */
    function instant(from, name) {
        const text = from.text(name);
        const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z$/.exec(text);
        if (parts !== null) {
            const [year, month, day, hour, minute, second] = parts.slice(1).map(Number);
            const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
            const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            if (month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] && hour < 24 && minute < 60 &&
                    second < 60) {
                return text;
            }
        }
        throw from.fail(name, 'a time like 2026-01-31T23:59:59Z', 'another text');
    }

    /**
     * The 33 bytes that the log holds: 0x01 || HMAC-SHA-256(nonce, "wangchuan/leaf/v1" || type || day as u32 ||
     * length as u32 || issuer-signed JWT).
     */
    function logEntry(nonce, statement, sdJwt) {
        const jwt = Bytes.fromText(sdJwt.jwt);
        const numbers = new DataView(new ArrayBuffer(9));
        numbers.setUint8(0, statement.type.number);
        numbers.setUint32(1, Math.floor(statement.head.issuedAt / SECONDS_PER_DAY));
        numbers.setUint32(5, jwt.length);
        const message = Bytes.concat([Bytes.fromText('wangchuan/leaf/v1'), new Uint8Array(numbers.buffer), jwt]);
        return Bytes.concat([[1], Sha2.hmac256(nonce, message)]);
    }

    return { read, isSameTarget, logEntry };
})();
