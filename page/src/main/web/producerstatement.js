// What makers of phones state about their built-in clear: the document, as proof's producer has it on the Java side.

const ProducerStatements = (function () {
    const { INT_MAX } = Claims;
    const CLAIM = 'producerStatements';
    const FORMAT = 'wangchuan-producer-statement/v1';
    const BYTES_MAX = 65536;
    const STATEMENTS_MAX = 4;
    const NAME_CHARS_MAX = 200;
    const TEXT_CHARS_MAX = 500;
    const LINE_CHARS_MAX = 64;
    const [MAKERS_MAX, MODELS_MAX, WAYS_MAX, MEETS_MAX, CLAUSES_MAX] = [8, 500, 16, 16, 32];
    const CONDITIONS = {
        'encryption': ['full-disk', 'file-based', 'hardware'],
        'metadata-encryption': ['yes', 'no'],
        'verified-boot': ['green'],
        'bootloader': ['locked'],
        'managed': ['yes', 'no'],
    };
    const ID = /^[a-z0-9-]{1,64}$/;
    const POLICY_VERSION = /^[1-9][0-9]{0,8}$/;
    const NUMBER = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/;
    const DOTTED = /^(?:0|[1-9][0-9]{0,8})(?:\.(?:0|[1-9][0-9]{0,8})){0,4}$/;

    const areOnce = (all) => all.every((one, i) => all.indexOf(one) === i);
    const isCount = (all, max) => all.length >= 1 && all.length <= max;
    const areIds = (all) => isCount(all, CLAUSES_MAX) && all.every((one) => ID.test(one)) && areOnce(all);
    const areLines = (all, max) => isCount(all, max) && all.every((one) => Phones.isLine(one, LINE_CHARS_MAX)) && areOnce(all);

    /** The disclosure: texts of statements with the clauses for which the station found that the record fits them. */
    function readShown(from) {
        from.only('fit');
        const all = from.objects('fit').map((item) => {
            item.only('statement', 'clauses');
            const one = { text: item.text('statement'), clauses: item.texts('clauses') };
            require(one.text !== '' && one.text.length <= BYTES_MAX && areIds(one.clauses), CLAIM);
            return one;
        });
        require(isCount(all, STATEMENTS_MAX) && areOnce(all.map((one) => one.text)), CLAIM);
        return all;
    }

    function require(isSound, where) {
        if (!isSound) {
            throw new ShapeFailure(where, 'what a producer can state', 'something else');
        }
    }

    const bad = (expected, found) => new Failure('producer-format', "producer's statement", expected, found);

    /** The file: a signed note of one line of canonical JSON, with the one signature of the key that it names. */
    async function parse(text, primitives) {
        const bytes = Bytes.fromText(text);
        if (bytes.length > BYTES_MAX) {
            throw bad('at most ' + BYTES_MAX + ' bytes', bytes.length);
        }
        const note = Notes.parse(bytes);
        if (note.signatures.length !== 1) {
            throw bad('one signature', note.signatures.length);
        }
        const line = Bytes.fromText(note.text.slice(0, -1));
        const statement = withCode('producer-format', "producer's statement", 'its canonical JSON', () => read(Canonical.readObject(line)));
        await Notes.verify(note, [statement.signer], primitives);
        return Object.assign(statement, { text });
    }

    function read(object) {
        const from = new Fields(object).only('format', 'producer', 'signer', 'number', 'sequence', 'issued', 'states', 'withdrawn');
        require(from.text('format') === FORMAT, 'format');
        require(from.has('states') !== from.has('withdrawn'), 'states');
        const producer = from.object('producer').only('name', 'country');
        const signer = Notes.verifierKey(from.text('signer'));
        const scope = from.has('states') ? readScope(from.object('states')) : null;
        if (scope === null) {
            readText(from.object('withdrawn'));
        }
        const country = producer.optionalText('country');
        const statement = {
            name: producer.text('name'), country, signer,
            number: from.text('number'),
            sequence: from.whole('sequence', 1, INT_MAX),
            issued: instant(from, 'issued'),
            scope,
        };
        require(Phones.isLine(statement.name, NAME_CHARS_MAX) && (country === null || /^[A-Z]{2}$/.test(country)) && NUMBER.test(statement.number), 'statement');
        return statement;
    }

    function readText(from) {
        from.only('zh', 'en');
        const text = { zh: from.text('zh'), en: from.text('en') };
        require(Phones.isLine(text.zh, TEXT_CHARS_MAX) && Phones.isLine(text.en, TEXT_CHARS_MAX), 'text');
        return text;
    }

    function readScope(from) {
        from.only('makers', 'models', 'system', 'versionLeast', 'patchLeast', 'ways', 'conditions', 'meets', 'from', 'until', 'text');
        const ways = from.objects('ways').map((item) => {
            item.only('id', 'version');
            const way = { id: item.text('id'), version: item.whole('version', 1, INT_MAX) };
            require(ID.test(way.id), 'ways');
            return way;
        });
        const conditions = from.objects('conditions').map((item) => {
            item.only('property', 'is');
            const one = { property: item.text('property'), is: item.texts('is') };
            const answers = Object.prototype.hasOwnProperty.call(CONDITIONS, one.property) ? CONDITIONS[one.property] : [];
            require(one.is.length > 0 && one.is.every((word) => answers.indexOf(word) >= 0) && areOnce(one.is), 'conditions');
            return one;
        });
        const meets = from.objects('meets').map((item) => {
            item.only('policy', 'version', 'clauses');
            const one = { policy: item.text('policy'), version: item.text('version'), clauses: item.texts('clauses') };
            require(ID.test(one.policy) && POLICY_VERSION.test(one.version) && areIds(one.clauses), 'meets');
            return one;
        });
        const scope = {
            makers: from.texts('makers'), models: from.texts('models'), system: from.text('system'), versionLeast: from.text('versionLeast'),
            patchLeast: from.optionalText('patchLeast'), ways, conditions, meets,
            from: instant(from, 'from'), until: instant(from, 'until'), text: readText(from.object('text')),
        };
        require(areLines(scope.makers, MAKERS_MAX) && areLines(scope.models, MODELS_MAX) && Phones.SYSTEMS.indexOf(scope.system) >= 0 &&
            DOTTED.test(scope.versionLeast) && (scope.patchLeast === null || isDate(scope.patchLeast)) && isCount(ways, WAYS_MAX) &&
            areOnce(ways.map((way) => way.id + ' ' + way.version)) && areOnce(conditions.map((one) => one.property)) && isCount(meets, MEETS_MAX) &&
            areOnce(meets.map((one) => one.policy + ' ' + one.version)) && scope.from < scope.until, 'states');
        return scope;
    }

    /** A time in its one spelling: these texts stand in the order of the times. */
    const instant = (from, name) => Statements.instant(from, name);

    function isDate(text) {
        try {
            return /^\d{4}-\d\d-\d\d$/.test(text) && Statements.isInstant(text + 'T00:00:00Z');
        } catch (e) {
            return false;
        }
    }

    /** Whether a version is at least as new as another; a part that is missing is 0. */
    function isAtLeast(version, least) {
        if (!DOTTED.test(version)) {
            return false;
        }
        const [one, other] = [version, least].map((text) => text.split('.').map(Number));
        for (let i = 0; i < Math.max(one.length, other.length); i++) {
            const difference = (one[i] || 0) - (other[i] || 0);
            if (difference !== 0) {
                return difference > 0;
            }
        }
        return true;
    }

    return { CLAIM, readShown, parse, isAtLeast };
})();
