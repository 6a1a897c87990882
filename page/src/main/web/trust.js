// Trust lists: a signed note whose text is one line of canonical JSON. It verifies under the key that it names itself:
// that shows that it is whole, not that its signer deserves trust. Whoever picks the file decides that.

const Trust = (function () {
    const FORMAT = 'wangchuan-trust/v1';
    const OPERATORS_MAX = 10000;
    // What Java's String.isBlank takes as white space: no-break spaces are not.
    const BLANK = /^[\t-\r\u001c-\u0020\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]*$/;

    const bad = (expected, found) => new Failure('trust-format', 'trust list', expected, found);

    async function parse(bytes, primitives) {
        const note = Notes.parse(bytes);
        const line = Bytes.fromText(note.text.slice(0, -1));
        const list = withCode('trust-format', 'trust list', 'its canonical JSON', () => read(Canonical.readObject(line)));
        await Notes.verify(note, [list.signer], primitives);
        return list;
    }

    function read(object) {
        const from = new Fields(object).only('format', 'version', 'issuedAt', 'signer', 'operators', 'witnessPolicy');
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
        const signer = Notes.verifierKey(from.text('signer'));
        return { version, issuedAt, signer, operators, witnessPolicy: from.text('witnessPolicy') };
    }

    function readOperator(from) {
        from.only('name', 'logs', 'stations');
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
        return { name: from.text('name'), logs, stations };
    }

    /** One key or log never has two masters. */
    function requireOneMaster(operators) {
        const names = new Set();
        const origins = new Set();
        const taken = new Set();
        for (const operator of operators) {
            if (names.has(operator.name) || BLANK.test(operator.name)) {
                throw bad('one master for each key and log', 'two operators of one name, or one without a name');
            }
            names.add(operator.name);
            const origin = operator.logs.length > 0 ? operator.logs[0].name : '';
            if (origin === '' || origins.has(origin) || operator.logs.some((key) => key.name !== origin)) {
                throw bad('one master for each key and log', 'an operator without exactly one log of its own');
            }
            origins.add(origin);
            const own = new Set(operator.stations.map((station) => station.key.text));
            for (const station of operator.stations) {
                if (station.endIndex !== null && station.endIndex < station.firstIndex) {
                    throw bad('a range', 'one that ends before it begins');
                }
            }
            for (const key of own) {
                if (taken.has(key)) {
                    throw bad('one master for each key and log', 'one station with two operators');
                }
                taken.add(key);
            }
        }
    }

    const first = (operators, isWanted) => operators.filter(isWanted)[0] || null;

    return {
        parse,
        operatorOf: (list, thumbprint) =>
            first(list.operators, (operator) => operator.stations.some((s) => s.thumbprint === thumbprint)),
        operatorOfLog: (list, origin) => first(list.operators, (operator) => operator.logs[0].name === origin),
    };
})();
