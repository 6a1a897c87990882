// What a summary of an institution's list says, and what follows from it: another word or number than follows is not read. Members
// are read in the order of the Java side (SummaryRow, SummaryClaims).

const SummaryClaims = (function () {
    const { INT_MAX, digestOf, time } = Claims;
    const ROWS_MAX = 1000;
    const PROOFS_MAX = 3000;
    const MEDIA_MAX = 64;
    const OFFSET_MAX = 18 * 60;
    const OUTCOMES = ['cleared', 'unproven', 'not-cleared', 'destroyed', 'returned-untouched', 'returned-altered', 'sealed', 'lost',
        'open'];
    const CONFORMITY = ['met', 'answered', 'not-met'];
    const WHERE = ['open', 'kept', 'undecided', 'sealed', 'handed-over', 'returned-untouched', 'returned-altered', 'lost'];
    const AGAINST = ['earlier', 'open-erasure', 'unreadable', 'revoked', 'refused', 'books'];
    const LOOKS = ['unknown', 'not-drawn', 'drawn', 'confirmed', 'found', 'not-possible', 'released'];
    const WAITING = ['unknown', 'drawn', 'not-possible'];
    const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

    const worst = (order, words) => words.reduce((one, other) => (order.indexOf(other) > order.indexOf(one) ? other : one));
    const isGood = (verdict) => verdict === 'purged' || verdict === 'cleared';

    function mustFollow(where, follows, found) {
        if (follows !== found) {
            throw new ShapeFailure(where, 'what follows, ' + (follows === null ? 'none' : follows), found === null ? 'none' : found);
        }
    }

    function bool(from, name) {
        return from.require(name, 'true or false', (v) => typeof v === 'boolean');
    }

    function eventId(from, name) {
        const text = from.text(name);
        if (!UUID.test(text)) {
            throw from.fail(name, 'a UUID in lower case', 'another text');
        }
        return text;
    }

    function proof(from) {
        from.only('event', 'statement', 'certified', 'serialTail', 'verdict', 'conformity', 'policy', 'policyVersion', 'at');
        return {
            event: eventId(from, 'event'),
            statement: digestOf(from, 'statement'),
            isCertified: bool(from, 'certified'),
            serialTail: from.optionalText('serialTail'),
            verdict: from.word('verdict', ...Claims.VERDICTS),
            conformity: from.word('conformity', ...CONFORMITY),
            policy: from.text('policy'),
            policyVersion: from.text('policyVersion'),
            at: time(from, 'at'),
        };
    }

    function against(from) {
        return from.texts('against').map((word) => {
            if (AGAINST.indexOf(word) < 0) {
                throw new ShapeFailure('against', 'known words', 'another word');
            }
            return word;
        });
    }

    function second(from) {
        from.only('look', 'at', 'apart', 'afar');
        const said = {
            look: from.word('look', ...LOOKS),
            at: from.has('at') ? time(from, 'at') : null,
            isApart: bool(from, 'apart'),
            isFromAfar: from.has('afar'),
        };
        if (said.isFromAfar && !(bool(from, 'afar') && said.look === 'confirmed' && said.isApart)) {
            throw new ShapeFailure('afar', 'of a confirmation by somebody else, or nothing', 'of something else');
        }
        return said;
    }

    function destroyed(from) {
        from.only('reference', 'part', 'on', 'byProcessor');
        return { reference: from.text('reference'), part: from.text('part'), on: from.text('on'), isByProcessor: bool(from, 'byProcessor') };
    }

    /** A day that there is, as YYYY-MM-DD. */
    function isDay(text) {
        const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
        if (parts === null) {
            return false;
        }
        const [year, month, day] = parts.slice(1).map(Number);
        const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
        const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
    }

    function isSound(row) {
        const { device } = row;
        const words = [row.order, device.label, device.kind].concat(row.asset === null ? [] : row.asset,
            device.serialTail === null ? [] : device.serialTail,
            ...row.proofs.map((one) => [one.policy, one.policyVersion].concat(one.serialTail === null ? [] : one.serialTail)),
            row.destroyed === null ? [] : [row.destroyed.reference, row.destroyed.part]);
        return words.every(Lines.isWord) && Lines.isLine(device.brand) && Lines.isLine(device.model) &&
            row.proofs.length <= MEDIA_MAX && row.against.every((word, i) => row.against.indexOf(word) === i) &&
            (row.destroyed === null || (row.where === 'handed-over' && isDay(row.destroyed.on)));
    }

    const isProvedNow = (row) => row.proofs.length > 0 && row.media === row.proofs.length && row.against.length === 0 &&
        (row.second === null || row.second.look !== 'found');

    function verdictOf(row) {
        const isLeftAlone = row.where === 'open' || row.where === 'returned-untouched';
        if (isLeftAlone && row.proofs.length === 0 && row.against.length === 0) {
            return null;
        }
        return worst(Claims.VERDICTS, row.proofs.map((one) => one.verdict).concat(isProvedNow(row) ? [] : 'unproven'));
    }

    function conformityOf(row) {
        if (verdictOf(row) === null) {
            return null;
        }
        return isProvedNow(row) ? worst(CONFORMITY, row.proofs.map((one) => one.conformity)) : 'not-met';
    }

    function outcomeOf(row) {
        if (row.destroyed !== null) {
            return 'destroyed';
        }
        const verdict = verdictOf(row);
        if (row.where === 'kept' || row.where === 'undecided') {
            return isGood(verdict) ? 'cleared' : verdict === 'unproven' ? 'unproven' : 'not-cleared';
        }
        if (row.where === 'returned-altered') {
            return isGood(verdict) ? 'cleared' : 'returned-altered';
        }
        return row.where === 'handed-over' ? 'sealed' : row.where;
    }

    const isSecondOpen = (row) => (row.where === 'kept' || row.where === 'undecided') && row.second !== null &&
        WAITING.indexOf(row.second.look) >= 0;

    const isSettled = (row) => ['open', 'sealed'].indexOf(row.outcome) < 0 && row.where !== 'undecided' && !isSecondOpen(row);

    /** Cleared, and the rule met by evidence alone, and nothing else came. */
    const isGoodRow = (row) => row.outcome === 'cleared' && row.conformity === 'met' && row.conflicts === 0;

    function readRow(from) {
        from.only('order', 'device', 'asset', 'where', 'media', 'proofs', 'against', 'conflicts', 'second', 'destroyed', 'outcome',
            'verdict', 'conformity');
        const device = from.object('device').only('label', 'kind', 'brand', 'model', 'serialTail');
        const proofs = from.objects('proofs').map(proof);
        const row = {
            order: from.text('order'),
            device: {
                label: device.text('label'),
                kind: device.text('kind'),
                brand: device.text('brand'),
                model: device.text('model'),
                serialTail: device.optionalText('serialTail'),
            },
            asset: from.optionalText('asset'),
            where: from.word('where', ...WHERE),
            media: from.has('media') ? from.whole('media', 1, MEDIA_MAX) : null,
            proofs,
            against: against(from),
            conflicts: from.whole('conflicts', 0, ROWS_MAX),
            second: from.has('second') ? second(from.object('second')) : null,
            destroyed: from.has('destroyed') ? destroyed(from.object('destroyed')) : null,
        };
        requireSound(isSound(row));
        row.outcome = outcomeOf(row);
        row.verdict = verdictOf(row);
        row.conformity = conformityOf(row);
        mustFollow('outcome', row.outcome, from.text('outcome'));
        mustFollow('verdict', row.verdict, from.optionalText('verdict'));
        mustFollow('conformity', row.conformity, from.optionalText('conformity'));
        return row;
    }

    function requireSound(isIt) {
        if (!isIt) {
            throw new ShapeFailure('summary', 'what a summary can say', 'more than that');
        }
    }

    /** How many there are of each. */
    function totalsOf(rows) {
        const out = { devices: rows.length };
        const count = (isIt) => rows.filter(isIt).length;
        OUTCOMES.forEach((outcome) => { out[outcome] = count((row) => row.outcome === outcome); });
        CONFORMITY.forEach((word) => { out[word] = count((row) => row.conformity === word); });
        out['not-said'] = count((row) => row.conformity === null);
        out['second-open'] = count(isSecondOpen);
        return out;
    }

    const isEachOnce = (texts) => new Set(texts).size === texts.length;

    function read(from) {
        const rows = from.objects('rows').map(readRow);
        const all = [].concat(...rows.map((row) => row.proofs));
        const claims = {
            rows,
            list: from.text('list'),
            number: from.whole('number', 1, INT_MAX),
            previous: from.has('previous') ? digestOf(from, 'previous') : null,
            offset: from.whole('offset', -OFFSET_MAX, OFFSET_MAX),
        };
        requireSound(Lines.isWord(claims.list) && (claims.previous !== null) === (claims.number > 1) &&
            rows.length > 0 && rows.length <= ROWS_MAX && all.length <= PROOFS_MAX &&
            isEachOnce(rows.map((row) => row.order)) && isEachOnce(rows.map((row) => row.device.label)) &&
            isEachOnce(all.map((one) => one.event)) && isEachOnce(all.map((one) => one.statement)));
        claims.stage = rows.every(isSettled) ? 'final' : 'interim';
        mustFollow('stage', claims.stage, from.text('stage'));
        claims.totals = totalsOf(rows);
        const totals = from.object('totals').only(...Object.keys(claims.totals));
        Object.keys(claims.totals).forEach((name) => mustFollow('totals.' + name, claims.totals[name], totals.natural(name)));
        claims.order = claims.list;
        return claims;
    }

    return { OUTCOMES, CONFORMITY, NAMES: ['list', 'number', 'previous', 'offset', 'stage', 'totals', 'rows'], isGoodRow, read };
})();
