// What an operator's log signs of what people decide and see. Members are read in the order of the Java side
// (ObservationClaims, ValidationClaims, ConsentClaims, WithdrawalClaims, PresenceClaims, SummaryClaims, CountsClaims).

const RecordedClaims = (function () {
    const { INT_MAX, digestOf, time } = Claims;
    const ANSWERS_MAX = 1000;
    const HANDS_MAX = 100;
    const SCOPES = ['device', 'list'];

    const beyond = (what) => new ShapeFailure(what, 'what it can say', 'more than that');

    function requireAll(what, ...conditions) {
        if (!conditions.every(Boolean)) {
            throw beyond(what);
        }
    }

    const optionalDigest = (from, name) => from.has(name) ? digestOf(from, name) : null;
    const optionalTime = (from, name) => from.has(name) ? time(from, name) : null;

    /** The device as the operator knows it. */
    function readDevice(from) {
        const device = from.object('device').only('label', 'kind');
        return { label: device.text('label'), kind: device.text('kind') };
    }

    /** A session exactly where it was not the owner's own browser. */
    function readSaid(from) {
        const said = {
            through: from.word('through', 'own-browser', 'counter-screen', 'clerk'),
            session: from.optionalText('session'),
        };
        requireAll('session', (said.session !== null) === (said.through !== 'own-browser'),
            said.session === null || Lines.isWord(said.session));
        return said;
    }

    function readAnswer(item) {
        item.only('step', 'answer', 'by', 'at', 'photo');
        return {
            step: item.text('step'),
            answer: item.text('answer'),
            by: item.text('by'),
            at: time(item, 'at'),
            photo: optionalDigest(item, 'photo'),
        };
    }

    function observation(from) {
        const workflow = from.object('workflow').only('id', 'version', 'digest');
        const device = from.object('device').only('label', 'kind', 'brand', 'model', 'serialTail');
        const answers = from.objects('answers').map(readAnswer);
        const claims = {
            answers,
            order: from.text('order'),
            workflow: {
                id: workflow.text('id'),
                version: workflow.whole('version', 1, INT_MAX),
                digest: digestOf(workflow, 'digest'),
            },
            device: {
                label: device.text('label'),
                kind: device.text('kind'),
                brand: device.text('brand'),
                model: device.text('model'),
                serialTail: device.optionalText('serialTail'),
            },
            startedAt: time(from, 'startedAt'),
            verdict: from.word('verdict', ...Claims.VERDICTS),
            tier: from.word('tier', 'none', 'observed'),
            lock: from.word('lock', 'unknown', 'unlocked', 'locked'),
            because: from.texts('because'),
            policy: Claims.policy(from),
            conformity: Claims.conformity(from),
        };
        const { order, device: of } = claims;
        const words = [order, claims.workflow.id, of.label, of.kind].concat(claims.because,
            of.serialTail === null ? [] : of.serialTail, ...answers.map((one) => [one.step, one.answer, one.by]));
        requireAll('observation', claims.verdict === 'unproven' || claims.verdict === 'failed',
            claims.conformity.every((clause) => clause.state !== 'satisfied'),
            words.every((word) => word !== '' && Lines.isLine(word)),
            Lines.isLine(of.brand), Lines.isLine(of.model), answers.length <= ANSWERS_MAX);
        return claims;
    }

    function validation(from) {
        const hands = from.objects('hands').map((item) => {
            item.only('deed', 'by');
            return {
                deed: item.word('deed', 'took-in', 'began', 'matched', 'handed-over'),
                by: item.optionalText('by'),
            };
        });
        const claims = {
            hands,
            order: from.text('order'),
            of: digestOf(from, 'of'),
            policy: Claims.policy(from),
            clause: from.text('clause'),
            source: from.text('source'),
            by: from.text('by'),
            reason: from.text('reason'),
        };
        const isTwice = hands.some((one, i) =>
            hands.slice(0, i).some((other) => other.deed === one.deed && other.by === one.by));
        const named = hands.filter((hand) => hand.by !== null).map((hand) => hand.by);
        requireAll('validation', [claims.order, claims.clause, claims.source, claims.by].concat(named).every(Lines.isWord),
            Lines.isReason(claims.reason), hands.length <= HANDS_MAX, !isTwice);
        claims.apart = from.word('apart', 'independent', 'same-person', 'unknown');
        if (claims.apart !== apart(claims)) {
            throw new ShapeFailure('apart', 'what follows, ' + apart(claims), claims.apart);
        }
        return claims;
    }

    /** Whether whoever answers was apart from the erasure: follows from the hands and from nothing else. */
    function apart({ by, hands }) {
        if (hands.some((hand) => hand.by === by)) {
            return 'same-person';
        }
        const isRecorded = (deed) => hands.some((hand) => hand.deed === deed);
        return isRecorded('took-in') && isRecorded('began') && hands.every((hand) => hand.by !== null) ? 'independent' : 'unknown';
    }

    /** A text in one version, as it was shown. */
    function readWords(from) {
        from.only('id', 'version', 'language', 'digest');
        return {
            id: from.text('id'),
            version: from.whole('version', 1, INT_MAX),
            language: from.text('language'),
            digest: digestOf(from, 'digest'),
        };
    }

    function readOffer(from) {
        from.only('minor', 'currency');
        return { minor: from.natural('minor'), currency: from.text('currency') };
    }

    function consent(from) {
        const device = readDevice(from);
        const claims = {
            device,
            order: from.text('order'),
            words: readWords(from.object('words')),
            declaration: from.has('declaration') ? readWords(from.object('declaration')) : null,
            policy: Claims.policy(from),
            offer: from.has('offer') ? readOffer(from.object('offer')) : null,
            presenter: from.word('presenter', 'owner', 'guardian', 'authorised', 'heir', 'employee', 'finder'),
            scope: from.word('scope', ...SCOPES),
            said: readSaid(from),
        };
        const texts = [claims.words].concat(claims.declaration === null ? [] : claims.declaration);
        requireAll('consent', [claims.order, device.label, device.kind]
            .concat(...texts.map((text) => [text.id, text.language])).every(Lines.isWord),
        claims.offer === null || /^[A-Z]{3}$/.test(claims.offer.currency));
        return claims;
    }

    function withdrawal(from) {
        const claims = { order: from.text('order'), of: digestOf(from, 'of'), said: readSaid(from) };
        requireAll('withdrawal', Lines.isWord(claims.order));
        return claims;
    }

    /** What each grade can rest on. */
    const comesThrough = (grade, through) => ({
        absent: true,
        asserted: through === 'clerk',
        code: through === 'own-browser',
        handwritten: through !== 'clerk',
    })[grade];

    function presence(from) {
        const device = readDevice(from);
        const claims = {
            device,
            consent: optionalDigest(from, 'consent'),
            picture: optionalDigest(from, 'picture'),
            begunAt: optionalTime(from, 'begunAt'),
            endedAt: optionalTime(from, 'endedAt'),
            order: from.text('order'),
            grade: from.word('grade', 'absent', 'asserted', 'code', 'handwritten'),
            scope: from.word('scope', ...SCOPES),
            said: readSaid(from),
        };
        const { grade, begunAt, endedAt } = claims;
        requireAll('presence', [claims.order, device.label, device.kind].every(Lines.isWord),
            comesThrough(grade, claims.said.through),
            (claims.picture !== null) === (grade === 'handwritten'),
            begunAt !== null || grade === 'absent',
            endedAt === null || (begunAt !== null && endedAt >= begunAt));
        return claims;
    }

    const MEDIA = ['flash', 'magnetic', 'unknown'];
    const MARKS_LEAST = 10;
    const MARKS_MOST = 10000;

    const isRising = (all) => all.every((one, i) => i === 0 || all[i - 1] < one);

    function readGroup(item) {
        item.only('medium', 'verdict', 'marks');
        const group = {
            medium: item.word('medium', ...MEDIA),
            verdict: item.word('verdict', ...Claims.VERDICTS),
            marks: item.texts('marks'),
        };
        group.marks.forEach((mark) => Bytes.hash64Url(mark));
        requireAll('counts', group.marks.length > 0, isRising(group.marks));
        return group;
    }

    const naturals = (from, ...names) => {
        from.only(...names);
        return names.reduce((out, name) => {
            out[name] = from.natural(name);
            return out;
        }, {});
    };

    /** Read from afar is spelled out only where there is one. */
    function looks(from) {
        const names = ['drawn', 'confirmed', 'found', 'released', 'open'];
        if (!from.has('afar')) {
            return Object.assign(naturals(from, ...names), { afar: 0 });
        }
        const out = naturals(from, 'afar', ...names);
        from.whole('afar', 1, Number.MAX_SAFE_INTEGER);
        return out;
    }

    function counts(from) {
        const groups = from.objects('groups').map(readGroup);
        const claims = {
            groups,
            order: Claims.eventId(from, 'site'),
            number: from.whole('number', 1, INT_MAX),
            previous: optionalDigest(from, 'previous'),
            log: from.text('log'),
            size: from.natural('size'),
            since: time(from, 'since'),
            until: time(from, 'until'),
            certificates: from.natural('certificates'),
            looks: looks(from.object('looks')),
            complaints: naturals(from.object('complaints'), 'received', 'answered', 'late', 'open'),
        };
        const marks = [].concat(...groups.map((group) => group.marks));
        const order = groups.map((group) => MEDIA.indexOf(group.medium) * 10 + Claims.VERDICTS.indexOf(group.verdict));
        requireAll('counts', (claims.previous !== null) === (claims.number > 1), Lines.isWord(claims.log),
            claims.size >= marks.length, claims.since <= claims.until, isRising(order), new Set(marks).size === marks.length,
            marks.length >= MARKS_LEAST, marks.length <= MARKS_MOST, claims.certificates <= marks.length,
            claims.complaints.late <= claims.complaints.answered);
        const total = from.natural('total');
        if (total !== marks.length) {
            throw new ShapeFailure('total', 'what follows, ' + marks.length, String(total));
        }
        claims.total = total;
        return claims;
    }

    /** For each kind: its own claims, and how they are read. */
    return {
        observation: [['order', 'workflow', 'device', 'startedAt', 'answers', 'verdict', 'tier', 'lock', 'because', 'policy',
            'conformity'], observation],
        validation: [['order', 'of', 'policy', 'clause', 'source', 'by', 'reason', 'apart', 'hands'], validation],
        consent: [['order', 'device', 'words', 'declaration', 'policy', 'offer', 'presenter', 'scope', 'through', 'session'],
            consent],
        withdrawal: [['order', 'of', 'through', 'session'], withdrawal],
        presence: [['order', 'device', 'grade', 'begunAt', 'endedAt', 'consent', 'picture', 'scope', 'through', 'session'],
            presence],
        summary: [SummaryClaims.NAMES, SummaryClaims.read],
        counts: [['site', 'number', 'previous', 'log', 'size', 'since', 'until', 'groups', 'total', 'certificates', 'looks', 'complaints'],
            counts],
    };
})();
