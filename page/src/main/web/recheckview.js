// The answer to a recheck: what a station found that read an erased drive again. It never looks like success: it proves no
// erasure, and whoever wants to know what was erased needs the statement that it names.

const RecheckView = (function () {
    const { element, given } = Show;
    const say = Words.say;
    const RANGES_SHOWN = 20;

    function sentences({ statement: { claims }, operator, isSameStation }) {
        const found = say('recheck.found.' + claims.result);
        return [operator === null ? say('what.unknown') : say('what.recheck', Words.operator(operator)),
            operator === null ? say('what.claim', found) : found,
            say(isSameStation ? 'what.recheck.same' : 'what.recheck.other'), say('what.recheck.proves')];
    }

    /** Ranges as they stand there; of many the first. */
    function ranges(list) {
        if (list.length === 0) {
            return element('span', 'none', say('reason.none'));
        }
        const out = element('ul', 'plain');
        list.slice(0, RANGES_SHOWN).forEach(({ offset, length }) => out.appendChild(element('li', '',
            say('recheck.range', Words.bytes(offset), Words.bytes(length)))));
        if (list.length > RANGES_SHOWN) {
            out.appendChild(element('li', 'none', say('recheck.ranges.more', String(list.length - RANGES_SHOWN))));
        }
        return out;
    }

    /** Why it is no match, each in a line; none for a match. */
    function reasons(claims) {
        const out = element('ul', 'plain');
        claims.reasons.forEach((reason) => out.appendChild(element('li', '', say('recheck.reason.' + reason))));
        return claims.reasons.length === 0 ? null : out;
    }

    const leftByPass = ({ pass, pattern, secretDigest, bytes }) => [
        [say('recheck.expected'), say('recheck.pass', String(pass), say('pattern.' + pattern))],
        [say('recheck.secret'), secretDigest === null ? null : given(secretDigest)],
        [say('recheck.bytes'), bytes === null ? null : given(bytes)],
    ];

    const leftByDrive = ({ technique, contents, planted }) => [
        [say('recheck.expected'), say('recheck.left.' + contents)],
        [say('native.technique'), say('native.technique.' + technique)],
        [say('recheck.planted'), planted === null ? null : given(planted.join(', '))],
    ];

    function whatWasFound({ reading, challenge, expected, recognised, reasons: why, result, tool }) {
        const { sample } = reading;
        const mode = say('mode.and.path', say('mode.' + (sample === null ? 'full' : 'sample')), say('path.' + reading.path));
        return View.facts([
            [say('recheck.result'), say('recheck.result.' + result)],
            [say('recheck.reasons'), reasons({ reasons: why })],
            [say('recheck.recognised'), say('recheck.recognised.' + recognised)],
            ...(RecheckClaims.isByDrive(expected) ? leftByDrive(expected) : leftByPass(expected)),
            [say('device.capacity'), Words.bytes(reading.capacity)],
            [say('recheck.how'), mode],
            [say('recheck.seed'), sample === null ? null : given(Bytes.toHex(sample.seed))],
            [say('recheck.challenge'), challenge === null ? null : given(challenge)],
            [say('recheck.unit'), sample === null ? null : Words.bytes(sample.unit)],
            [say('recheck.places'), reading.places.length === 0 ? null : ranges(reading.places)],
            [say('recheck.end'), say('recheck.end.' + reading.end)],
            [say('recheck.changed'), reading.changed.length === 0 ? null : given(reading.changed.join(', '))],
            [say('recheck.planned'), Words.bytes(reading.planned)],
            [say('recheck.read'), Words.bytes(reading.read)],
            [say('recheck.differing'), Words.bytes(reading.differingBytes)],
            [say('recheck.unreadable'), Words.bytes(reading.unreadableBytes)],
            [say('recheck.differing.where'), ranges(reading.differing)],
            [say('recheck.unreadable.where'), ranges(reading.unreadable)],
            [say('recheck.left-out'), ranges(reading.leftOut)],
            [say('work.started'), Words.time(reading.startedAt)],
            [say('work.finished'), Words.time(reading.finishedAt)],
            [say('work.tool'), given(tool)],
        ]);
    }

    const whatItIsOf = ({ statement: { claims: { clearing } }, erasedBy }) => View.facts([
        [say('record.statement'), given(clearing.event)],
        [say('qr.statement'), given(clearing.digest)],
        [say('record.station'), given(clearing.station)],
        [say('who.operator'), erasedBy === null ? element('span', 'none', say('who.unknown'))
            : element('bdi', 'given', Words.operator(erasedBy))],
    ]);

    function gaps({ statement: { claims, shown }, operator, isSerialCompared }) {
        const { sample, path } = claims.reading;
        const isByDrive = RecheckClaims.isByDrive(claims.expected);
        const isConstant = !isByDrive && ['random', 'stamped'].indexOf(claims.expected.pattern) < 0;
        const lines = [
            [operator === null, 'gap.signer'], [true, 'gap.recheck.erasure'], [shown.target === null, 'gap.target'],
            [!isSerialCompared, 'gap.serial'], [claims.recognised === 'capacity-only', 'gap.recheck.number'],
            [claims.recognised === 'contents', 'gap.recheck.copy'],
            [sample !== null, 'gap.recheck.sample'], [sample !== null, 'gap.recheck.seed'],
            [isConstant, 'gap.recheck.constant'], [isByDrive, 'gap.recheck.by-itself'], [path === 'device-cache', 'limit.device-cache'],
            [path === 'file-system', 'limit.image-only'], [true, 'limit.firmware-copy'],
            [true, 'limit.spare-cells'], [true, 'gap.recheck.people'], [true, 'gap.recheck.later'], [true, 'gap.witness'],
            [true, 'gap.time'], [true, 'gap.recheck.revocation'],
        ];
        return lines.filter(([holds]) => holds).map(([, key]) => say(key));
    }

    function checked({ statement: { claims }, operator, checkpoint, index, isSerialCompared }) {
        const out = [say('ok.label.signature'), say('ok.disclosures'),
            say('ok.recheck.log', Show.safe(checkpoint.origin), String(index), String(checkpoint.size)),
            say(claims.reading.sample === null ? 'ok.recheck.full' : 'ok.recheck.sample'), say('ok.recheck.result')];
        return out.concat(operator === null ? [] : say('ok.trust', Words.operator(operator)),
            isSerialCompared ? say('ok.serial') : []);
    }

    function details({ statement: { head }, checkpoint, statementDigest }) {
        return View.facts([
            [say('record.issued'), Words.time(head.issuedAt)],
            [say('record.statement'), given(head.eventId)],
            [say('record.station'), given(head.station)],
            [say('record.log'), given(checkpoint.origin)],
            [say('record.root'), given(Bytes.toBase64(checkpoint.root))],
            [say('qr.statement'), given(statementDigest)],
        ]);
    }

    /** The whole answer; `state` as Check.stateOf gives it. */
    function answer({ recheck, trust }, state) {
        const { statement: { claims, shown }, operator } = recheck;
        const out = element('div', '', View.panel(state, state === 'unknown' ? View.unknownHead({ trust }) : say('head.' + state), sentences(recheck)));
        const add = (key, child) => out.appendChild(View.section(say(key), child));
        add('list.recheck', whatWasFound(claims));
        if (shown.target !== null) {
            add('section.device', View.facts(RecordView.device(shown)));
        }
        add('list.recheck.of', whatItIsOf(recheck));
        if (operator !== null) {
            add('list.who', View.facts([[say('who.operator'), element('bdi', 'given', Words.operator(operator))],
                [say('who.list'), given(trust.signer.text)]]));
        }
        add('list.gaps', View.list('gaps', '\u2013', gaps(recheck)));
        const held = checked(recheck);
        out.appendChild(View.folded(say(operator === null ? 'list.fits' : 'list.checked', String(held.length)),
            View.list('checked', SaidView.mark(operator), held)));
        out.appendChild(View.folded(say('list.record'), details(recheck)));
        return out;
    }

    return { answer };
})();
