// The vocabulary of statements: claims become plain values, and any claim that is not known is refused.
// Members are read in the order of the Java side, so that the first thing that is wrong is the same there and here.

const Statements = (function () {
    const { INT_MAX, SECONDS_MAX, digestOf, eventId, ranges } = Claims;
    const SECONDS_PER_DAY = 86400;
    const OPERATORS = Object.keys(RecordedClaims); // an operator's log signs these, and a station's key all others
    const KINDS = ['start', 'clearing', 'revocation', 'correction', 'supersession', 'status-list', 'forgetting', 'observation',
        'validation', 'consent', 'withdrawal', 'presence', 'recheck', 'summary', 'counts'];
    const typeOf = (kind, number, isTest) => ({
        number, kind, isTest, vct: 'urn:wangchuan:statement:' + (isTest ? 'test-' : '') + kind + ':v1',
        isOperators: OPERATORS.indexOf(kind) >= 0,
    });
    const issuerOf = (type) => 'urn:wangchuan:' + (type.isOperators ? 'operator:' : 'station:');
    const TYPES = KINDS.map((kind, i) => typeOf(kind, 1 + i, false))
        .concat(KINDS.map((kind, i) => typeOf(kind, 0x81 + i, true)))
        .filter((type) => type.kind !== '');
    const HEAD = ['vct', 'iss', 'iat', 'jti', 'seq', 'prev', 'seen', 'witnessed', '_sd_alg', '_sd'];
    const REASONS = ['issued-in-error', 'data-found', 'key-compromised', 'work-not-done', 'other'];
    const NO_SERIAL = 'no serial number shown';
    const STATUS_INDEX_MAX = 1048575; // a status list has at most 2^20 entries
    const PURGES = ['nvme-sanitize-crypto', 'nvme-sanitize-block', 'nvme-sanitize-overwrite', 'ata-sanitize-crypto', 'ata-sanitize-block',
        'ata-sanitize-overwrite', 'ata-security-erase-enhanced', 'scsi-sanitize-crypto', 'scsi-sanitize-block', 'scsi-sanitize-overwrite'];
    const CLEARS = ['nvme-format-crypto', 'nvme-format-user-data', 'ata-security-erase', 'scsi-format-unit'];
    const LIMITS = ['firmware-copy', 'spare-cells', 'device-cache', 'image-only', 'partition-only', 'volume-only',
        'other-parts', 'sampled-only', 'unverified-passes', 'behind-bridge', 'medium-class-declared', 'time-not-witnessed',
        'owner-presence', 'residue-not-run', 'test-device', 'devices-word', 'key-destruction', 'not-seen-running',
        'cells-not-read', 'content-left-to-device'].concat(Phones.LIMITS);

    function read(sdJwt) {
        return withCode('statement-format', 'payload', 'the vocabulary', () => {
            const from = new Fields(sdJwt.payload);
            const vct = from.text('vct');
            const type = TYPES.filter((candidate) => candidate.vct === vct)[0];
            if (!type) {
                throw new Failure('statement-type', 'vct', 'a known type', vct);
            }
            const head = readHead(from, issuerOf(type));
            if (head.station !== sdJwt.keyId) {
                throw new Failure('statement-format', 'iss', issuerOf(type) + sdJwt.keyId, head.station);
            }
            const [own, disclosable, reader, fits = () => {}] = VOCABULARY[type.kind];
            from.only(...HEAD, ...own);
            // Other statements are about statements, and hide nothing: there what is disclosed is judged first.
            const isAboutDevice = disclosable !== NOTHING;
            let shown = isAboutDevice ? null : readDisclosed(sdJwt, disclosable(null));
            const claims = reader(from);
            if (isAboutDevice) {
                shown = readDisclosed(sdJwt, disclosable(claims));
                fits(claims, shown);
            }
            return { type, head, claims, shown };
        });
    }

    function readHead(from, prefix) {
        const issuer = from.text('iss');
        if (!issuer.startsWith(prefix)) {
            throw new ShapeFailure('iss', prefix + '…', 'another issuer');
        }
        const sequence = from.natural('seq');
        const previous = from.has('prev') ? digestOf(from, 'prev') : null;
        if ((previous !== null) !== (sequence > 0)) {
            throw new Failure('chain', 'prev', 'a previous statement exactly if seq is above 0', 'seq ' + sequence);
        }
        return {
            station: issuer.slice(prefix.length),
            issuedAt: from.whole('iat', 0, SECONDS_MAX),
            eventId: eventId(from, 'jti'),
            sequence,
            previous,
            seen: from.has('seen') ? readSeen(from.object('seen').only('origin', 'size', 'root')) : null,
            witnessed: from.has('witnessed') ? readWitnessed(from.object('witnessed')) : null,
            status: from.has('status') ? readStatus(from.object('status')) : null,
        };
    }

    /** The last cosigned checkpoint that the station had in hand; the note's digest covers the cosignatures too. */
    function readWitnessed(from) {
        const checkpoint = readSeen(from.only('origin', 'size', 'root', 'note'));
        return { checkpoint, note: digestOf(from, 'note') };
    }

    function readStatus(from) {
        from.only('list', 'index');
        return { list: eventId(from, 'list'), index: from.whole('index', 0, STATUS_INDEX_MAX) };
    }

    function readSeen(from) {
        const root = () => Bytes.hash64Url(from.text('root'));
        const origin = from.text('origin');
        const size = from.natural('size');
        return Tree.checkpoint(origin, size, root());
    }

    function readClaims(from) {
        const start = eventId(from, 'start');
        const verdict = from.word('verdict', ...Claims.VERDICTS);
        const policy = Claims.policy(from);
        const conformity = Claims.conformity(from);
        const evidence = from.object('evidence').only('digest', 'bytes');
        const named = { digest: digestOf(evidence, 'digest'), bytes: evidence.natural('bytes') };
        const notProved = from.texts('notProved');
        notProved.forEach((word, i) => {
            if (LIMITS.indexOf(word) < 0 || notProved.indexOf(word) !== i) {
                throw from.fail('notProved', 'known codes, each once', 'another word');
            }
        });
        const phone = from.has(Phones.CLAIM) ? Phones.readClaims(from.object(Phones.CLAIM)) : null;
        const claims = { start, verdict, policy, conformity, evidence: named, notProved, phone };
        Phones.requireClaims(claims);
        return claims;
    }

    const readPair = (from) => ({ of: digestOf(from, 'of'), by: digestOf(from, 'by') });

    const readStatusList = (from) => ({
        list: eventId(from, 'list'),
        entries: from.whole('entries', 1, STATUS_INDEX_MAX + 1),
        digest: digestOf(from, 'digest'),
    });

    const NOTHING = () => [];

    /** For each kind: its own claims, what it may disclose with these claims, how its claims are read, and what both must agree in. */
    const VOCABULARY = {
        start: [[], () => ['target', 'phone', 'asset'], () => null],
        clearing: [['status', 'start', 'verdict', 'policy', 'conformity', 'evidence', 'notProved', Phones.CLAIM],
            ({ phone }) => phone === null ? ['target', 'work', 'asset'] : ['phone', 'phoneWork', 'asset', ProducerStatements.CLAIM], readClaims],
        revocation: [['of', 'reason'], NOTHING,
            (from) => ({ of: digestOf(from, 'of'), reason: from.word('reason', ...REASONS) })],
        correction: [['of', 'by'], NOTHING, readPair],
        supersession: [['of', 'by'], NOTHING, readPair],
        'status-list': [['list', 'entries', 'digest'], NOTHING, readStatusList],
        forgetting: [['of', 'part', 'kept'], NOTHING, readForgetting],
        recheck: [RecheckClaims.NAMES, () => ['target'], RecheckClaims.read, RecheckClaims.requireTarget],
    };
    OPERATORS.forEach((kind) => {
        const [own, reader] = RecordedClaims[kind];
        VOCABULARY[kind] = [own, NOTHING, reader];
    });

    /** What is kept of the device is said exactly where the rest was forgotten alone. */
    function readForgetting(from) {
        const of = digestOf(from, 'of');
        const part = from.word('part', 'all', 'person', 'device');
        const kept = from.has('kept') ? readKept(from.object('kept').only('until', 'reason')) : null;
        if ((kept !== null) !== (part === 'person')) {
            throw new ShapeFailure('kept', 'it exactly with the part person', 'the contrary');
        }
        return { of, part, kept };
    }

    function readKept(from) {
        const until = from.whole('until', 0, SECONDS_MAX);
        const reason = from.text('reason');
        if (!/^[^\u0000-\u001f\u007f-\u009f]{1,200}$/.test(reason)) {
            throw new ShapeFailure('reason', '1 to 200 characters, none of them a control', 'another text');
        }
        return { until, reason };
    }

    function readDisclosed(sdJwt, names) {
        for (const disclosure of sdJwt.disclosures) {
            if (names.indexOf(disclosure.name) < 0) {
                throw new Failure('statement-format', 'disclosure', names.join(' or ') || 'none', disclosure.name);
            }
        }
        const shown = (name, reader) => {
            const from = sdJwt.disclosed(name);
            return from === null ? null : reader(from);
        };
        if (sdJwt.disclosed('target') !== null && sdJwt.disclosed('phone') !== null) {
            throw new Failure('statement-format', 'disclosure', 'target or phone', 'both');
        }
        return {
            target: shown('target', readTarget),
            work: shown('work', readWork),
            asset: shown('asset', (from) => ({ tag: from.only('tag').text('tag') })),
            phone: shown('phone', Phones.readPhone),
            phoneWork: shown('phoneWork', (from) => Phones.readWork(from, instant)),
            producers: shown(ProducerStatements.CLAIM, ProducerStatements.readShown),
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

    /** The serial number that is shown, of whatever it is; or null. */
    const serialOf = ({ target, phone }) => target !== null ? target.serial : phone !== null ? phone.serial : null;

    /** Returns unless another number is shown than the one that is asked for. */
    function requireSerial(shown, serial) {
        const found = serialOf(shown);
        if (serial !== null && found !== serial) {
            throw new Failure('serial', shown.phone === null ? 'target.serial' : 'phone.serial', serial, found || NO_SERIAL);
        }
    }

    function readWork(from) {
        from.only('tool', 'startedAt', 'finishedAt', 'passes', 'verification', 'unreachableRanges', 'hiddenAreas',
            'interruptions', 'residue', 'native');
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
            native: from.has('native') ? readNative(from.object('native')) : null,
        };
    }

    /** How a drive erased itself; ways by which it can be purged are `PURGES`. */
    function readNative(from) {
        from.only('technique', 'attempts', 'said', 'durationMillis', 'canaryBytes', 'canaryBytesFound');
        return {
            technique: from.word('technique', ...PURGES, ...CLEARS),
            attempts: from.whole('attempts', 1, INT_MAX),
            said: from.word('said', 'succeeded', 'ended', 'failed', 'refused', 'not-told'),
            durationMillis: from.natural('durationMillis'),
            canaryBytes: from.natural('canaryBytes'),
            canaryBytesFound: from.natural('canaryBytesFound'),
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

    /** RFC 3339 in UTC with whole seconds: the one spelling of a time that exists. */
    function instant(from, name) {
        const text = from.text(name);
        if (isInstant(text)) {
            return text;
        }
        throw from.fail(name, 'a time like 2026-01-31T23:59:59Z', 'another text');
    }

    function isInstant(text) {
        const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z$/.exec(text);
        if (parts !== null) {
            const [year, month, day, hour, minute, second] = parts.slice(1).map(Number);
            const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
            const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] && hour < 24 && minute < 60 && second < 60;
        }
        return false;
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

    return { PURGES, SECONDS_MAX, NO_SERIAL, instant, isInstant, read, isSameTarget, serialOf, requireSerial, logEntry };
})();
