// Trust lists: a signed note whose text is one line of canonical JSON. It verifies under the key that it names itself:
// that shows that it is whole, not that its signer deserves trust. Whoever picks the file decides that.

const Trust = (function () {
    const FORMAT = 'wangchuan-trust/v1';
    const NAME_CHARS_MAX = 200;
    const EARLIER_POLICIES_MAX = 256;
    const SIZE_MAX = Math.pow(2, 53) - 1; // of a checkpoint
    const [OPERATORS_MAX, PRODUCERS_MAX] = [10000, 1000];
    const [PRODUCER_KEYS_MAX, RETIRED_KEYS_MAX] = [16, 64];
    const RULES_ID = /^[a-z0-9-]{1,64}$/;
    const OFFLINE_SECONDS_DEFAULT = 72 * 3600;
    const OFFLINE_SECONDS_LIMIT = 366 * 86400;

    // What Java counts as control, format, separator, private use or unassigned. Made from a text: a browser that does
    // not know these classes would otherwise refuse the whole script, and so refuses trust lists only.
    const UNPRINTABLE = unprintable();

    function unprintable() {
        try {
            return new RegExp('[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Co}\\p{Cn}]', 'u');
        } catch (e) {
            return /^/;
        }
    }

    const bad = (expected, found) => new Failure('trust-format', 'trust list', expected, found);

    async function parse(bytes, primitives) {
        const note = Notes.parse(bytes);
        const line = Bytes.fromText(note.text.slice(0, -1));
        const list = withCode('trust-format', 'trust list', 'its canonical JSON', () => read(Canonical.readObject(line)));
        await Notes.verify(note, [list.signer], primitives);
        return list;
    }

    function read(object) {
        const from = new Fields(object).only('format', 'version', 'issuedAt', 'signer', 'operators', 'witnessPolicy',
            'offlineSecondsMax', 'producers');
        if (from.text('format') !== FORMAT) {
            throw bad(FORMAT, from.text('format'));
        }
        const operators = from.objects('operators').map(readOperator);
        if (operators.length > OPERATORS_MAX) {
            throw bad('at most ' + OPERATORS_MAX + ' operators', operators.length);
        }
        const version = from.natural('version');
        const issuedAt = from.natural('issuedAt');
        if (version < 1) {
            throw bad('a version from 1', version);
        }
        requireOneMaster(operators);
        const policy = readPolicy(from.text('witnessPolicy'), operators);
        for (const operator of operators) {
            operator.earlier.forEach((one) => { one.policy = readPolicy(one.text, operators); });
        }
        const signer = Notes.verifierKey(from.text('signer'));
        const offlineSecondsMax = readOffline(from);
        const producers = readProducers(from);
        requireProducers(signer, operators, producers);
        return { version, issuedAt, signer, operators, policy, offlineSecondsMax, producers };
    }

    /** Absent means that there are none; an empty list is no other spelling of that. */
    function readProducers(from) {
        if (!from.has('producers')) {
            return [];
        }
        const producers = from.objects('producers').map((item) => {
            item.only('name', 'keys', 'retired', 'makers', 'accepts', 'least');
            const keys = item.texts('keys').map(Notes.verifierKey);
            const accepts = item.objects('accepts').map((one) => {
                one.only('policy', 'version', 'clauses');
                return { policy: one.text('policy'), version: one.text('version'), clauses: one.texts('clauses') };
            });
            return { name: item.text('name'), keys, retired: readRetired(item), makers: item.texts('makers'), accepts, least: readLeast(item) };
        });
        if (producers.length === 0) {
            throw bad('no producers where there are none', 'an empty list');
        }
        return producers;
    }

    const readRetired = (from) => readSome(from, 'retired', () => from.texts('retired').map(Notes.verifierKey));

    const readLeast = (from) => readSome(from, 'least', () => from.objects('least').map((one) => {
        one.only('number', 'sequence');
        return { number: one.text('number'), sequence: one.natural('sequence') };
    }));

    function readSome(from, member, reader) {
        const all = from.has(member) ? reader() : [];
        if (from.has(member) && all.length === 0) {
            throw bad('no ' + member + ' where there is none', 'an empty list');
        }
        return all;
    }

    /** A key signs for one purpose and one master, and what decides whose word counts is not said by a station (TrustedProducerRules). */
    function requireProducers(signer, operators, producers) {
        if (producers.length === 0) {
            return;
        }
        const taken = new Set();
        for (const operator of operators) {
            operator.logs.forEach((log) => taken.add(log.key.text));
            operator.stations.forEach((station) => taken.add(station.key.text));
        }
        const names = new Set();
        let isSound = producers.length <= PRODUCERS_MAX && !taken.has(signer.key.text);
        taken.add(signer.key.text);
        for (const { name, keys, retired, makers, accepts, least } of producers) {
            isSound = isSound && isName(name) && !names.has(name) && keys.length + retired.length >= 1 &&
                keys.length <= PRODUCER_KEYS_MAX && retired.length <= RETIRED_KEYS_MAX &&
                keys.concat(retired).every((key) => !taken.has(key.key.text) && taken.add(key.key.text)) &&
                areMakers(makers) && areAccepted(accepts) && areLeast(least);
            names.add(name);
        }
        if (!isSound) {
            throw bad('producers that are nobody else', 'others');
        }
    }

    const areOnce = (texts) => new Set(texts).size === texts.length;

    const areMakers = (makers) => makers.length >= 1 && makers.length <= 8 && makers.every((one) => Phones.isLine(one, 64)) && areOnce(makers);

    const areAccepted = (accepts) => accepts.length <= 64 && areOnce(accepts.map((one) => one.policy + ' ' + one.version)) &&
        accepts.every(({ policy, version, clauses }) => RULES_ID.test(policy) && /^[1-9][0-9]{0,8}$/.test(version) && clauses.length >= 1 &&
            clauses.length <= 32 && clauses.every((id) => RULES_ID.test(id)) && areOnce(clauses));

    const areLeast = (least) => least.length <= 1000 && areOnce(least.map((one) => one.number)) &&
        least.every(({ number, sequence }) => /^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/.test(number) && sequence >= 1 && sequence <= Claims.INT_MAX);

    /** The witness policy, or null for an empty text. */
    function readPolicy(text, operators) {
        if (text === '') {
            return null;
        }
        const policy = Policy.parse(text);
        if (policy.logs.length > 0) {
            throw bad('no log lines: the operators name their logs', 'one');
        }
        const judged = new Set();
        for (const operator of operators) {
            operator.logs.forEach((log) => judged.add(log.key.text));
            operator.stations.forEach((station) => judged.add(station.key.text));
        }
        for (const witness of policy.witnesses) {
            if (judged.has(witness.key.text)) {
                throw bad("witnesses that are nobody's log or station", witness.name);
            }
        }
        return policy;
    }

    /** Absent means the default; the default has no other spelling. */
    function readOffline(from) {
        if (!from.has('offlineSecondsMax')) {
            return OFFLINE_SECONDS_DEFAULT;
        }
        const seconds = from.whole('offlineSecondsMax', 1, OFFLINE_SECONDS_LIMIT);
        if (seconds === OFFLINE_SECONDS_DEFAULT) {
            throw bad('no offlineSecondsMax for the default', seconds);
        }
        return seconds;
    }

    function readOperator(from) {
        from.only('name', 'logs', 'stations', 'earlierPolicies', 'delegated');
        const logs = from.texts('logs').map(Notes.verifierKey);
        const stations = from.objects('stations').map((item) => {
            item.only('key', 'firstIndex', 'endIndex');
            const key = Keys.parse(item.text('key'));
            return {
                key,
                thumbprint: Keys.thumbprint(key),
                firstIndex: item.natural('firstIndex'),
                endIndex: item.has('endIndex') ? item.natural('endIndex') : null,
            };
        });
        const operator = { name: from.text('name'), logs, stations, earlier: readEarlier(from), delegated: Delegated.read(from, bad) };
        if (operator.delegated !== null && !isForReceiptsAlone(operator)) {
            throw bad('a log for receipts alone', 'another one, whose keys are delegated');
        }
        return operator;
    }

    /** Absent means that there are none; an empty list is no other spelling of that. */
    function readEarlier(from) {
        if (!from.has('earlierPolicies')) {
            return [];
        }
        const earlier = from.objects('earlierPolicies').map((item) => {
            item.only('endSize', 'policy');
            return { endSize: item.natural('endSize'), text: item.text('policy'), policy: null };
        });
        if (earlier.length === 0) {
            throw bad('no earlierPolicies where there are none', 'an empty list');
        }
        return earlier;
    }

    /** Each policy decides about at least one size, and they stand in the order in which they did. */
    function requireInOrder(earlier) {
        if (earlier.length > EARLIER_POLICIES_MAX) {
            throw bad('at most ' + EARLIER_POLICIES_MAX + ' earlier policies', earlier.length);
        }
        let end = 0;
        for (const one of earlier) {
            if (one.endSize <= end) {
                throw bad('earlier policies whose ends grow', one.endSize + ' after ' + end);
            }
            end = one.endSize;
        }
    }

    /** The policy that decides about checkpoints of this size of an operator's log; null if none does. */
    function policyAt(list, operator, size) {
        const earlier = operator.earlier.filter((one) => size < one.endSize);
        return earlier.length > 0 ? earlier[0].policy : list.policy;
    }

    /** One key or log never has two masters. */
    function requireOneMaster(operators) {
        const names = new Set();
        const origins = new Set();
        const taken = new Set();
        for (const operator of operators) {
            if (names.has(operator.name) || !isName(operator.name)) {
                throw bad('one master for each key and log', 'two operators of one name, or one without a name in print');
            }
            names.add(operator.name);
            const origin = operator.logs.length > 0 ? operator.logs[0].name : '';
            if (origin === '' || origins.has(origin) || operator.logs.some((key) => key.name !== origin)) {
                throw bad('one master for each key and log', 'an operator without exactly one log of its own');
            }
            origins.add(origin);
            if (new Set(operator.logs.map((key) => key.key.text)).size < operator.logs.length) {
                throw bad('one master for each key and log', 'one log key twice');
            }
            requireApart(operator.stations);
            requireInOrder(operator.earlier);
            // A station's own log beside its operator's is no second master.
            const own = isForReceiptsAlone(operator) ? [] : new Set(operator.stations.map((station) => station.key.text));
            for (const key of own) {
                if (taken.has(key)) {
                    throw bad('one master for each key and log', 'one station with two operators');
                }
                taken.add(key);
            }
        }
    }

    const isName = (name) => !Lines.isBlank(name) && name.length <= NAME_CHARS_MAX && !UNPRINTABLE.test(name);

    /** Several ranges of one key are fine; a place in two of them would have two ends. */
    function requireApart(stations) {
        const end = (station) => station.endIndex === null ? Infinity : station.endIndex;
        stations.forEach((one, i) => {
            if (end(one) <= one.firstIndex) {
                throw bad('a range', 'one that ends before it begins, or holds nothing');
            }
            for (const other of stations.slice(i + 1)) {
                if (one.key.text === other.key.text && other.firstIndex < end(one) && one.firstIndex < end(other)) {
                    throw bad('ranges that lie apart', 'two of one station that overlap');
                }
            }
        });
    }

    /** Whether the log is for receipts alone: once and for all no certificate is believed under it (TrustList.Operator). */
    const isForReceiptsAlone = (operator) => operator.earlier.length === 1 &&
        operator.earlier[0].endSize === SIZE_MAX && operator.earlier[0].text === '';

    const names = (operator, thumbprint) => operator.stations.some((one) => one.thumbprint === thumbprint);

    /** Those that list a station, its own log last. */
    function operatorsOf(list, thumbprint) {
        const known = list.operators.filter((operator) => names(operator, thumbprint));
        return known.filter((one) => !isForReceiptsAlone(one)).concat(known.filter(isForReceiptsAlone));
    }

    /** Whether a station's key was withdrawn somewhere: there is a log in which all of its ranges have ended. */
    const isEnded = (list, thumbprint) => operatorsOf(list, thumbprint).some((operator) => operator.stations
        .filter((one) => one.thumbprint === thumbprint).every((one) => one.endIndex !== null));

    const first = (operators, isWanted) => operators.filter(isWanted)[0] || null;

    return {
        parse,
        policyAt,
        isForReceiptsAlone,
        isEnded,
        operatorsOf,
        operatorOf: (list, thumbprint) => operatorsOf(list, thumbprint)[0] || null,
        operatorOfLog: (list, origin) => first(list.operators, (operator) => operator.logs[0].name === origin),
    };
})();
