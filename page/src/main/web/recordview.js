// What a record says of device and work, fact by fact.

const RecordView = (function () {
    const { element, given } = Show;
    const { facts, section } = View;
    const say = Words.say;

    /** The device as rows of facts; none if it is not shown. */
    function device({ target, phone }) {
        if (phone !== null) {
            return PhoneView.device({ phone });
        }
        const text = (value) => value === null ? element('span', 'none', say('not.given')) : given(value);
        return target === null ? [] : [
            [say('device.kind'), say('kind.' + target.kind)],
            [say('device.model'), text(target.model)],
            [say('device.serial'), text(target.serial)],
            [say('device.firmware'), text(target.firmware)],
            [say('device.wwn'), text(target.wwn)],
            [say('device.capacity'), Words.bytes(target.capacityBytes)],
            [say('device.medium'), say('medium.and.source', say('medium.' + target.mediumClass), say('source.' + target.mediumClassSource))],
        ];
    }

    function record(verified) {
        const { head, claims, shown } = verified.clearing;
        return element('div', '', facts(device(shown).concat([
            [say('device.asset'), shown.asset === null ? null : given(shown.asset.tag)],
            [say('record.issued'), Words.time(head.issuedAt)],
            [say('record.statement'), given(head.eventId)],
            [say('record.station'), given(head.station)],
            [say('record.log'), given(verified.checkpoint.origin)],
            [say('record.root'), given(Bytes.toBase64(verified.checkpoint.root))],
            [say('qr.statement'), given(verified.statementDigest)],
            [say('record.evidence'), given(claims.evidence.digest)],
        ])), claims.phone !== null && shown.phoneWork !== null ? PhoneView.work(shown.phoneWork) : work(shown.work));
    }

    function work(done) {
        if (done === null) {
            return section(say('section.work'), element('p', '', say('gap.work')));
        }
        const check = done.verification;
        const passes = done.passes.map((pass, i) => [say('pass.number') + ' ' + (i + 1),
            say('pattern.' + pass.pattern) + ' \u00b7 ' + Words.bytes(pass.bytesWritten) + ' \u00b7 ' +
            say('pass.errors') + ' ' + pass.errors.length]);
        return section(say('section.work'), facts(passes.concat(byItself(done.native)).concat([
            [say('work.verification'), say('mode.and.path', say('mode.' + check.mode), say('path.' + check.path))],
            [say('work.read'), Words.bytes(check.bytesRead)],
            [say('work.mismatches'), Words.bytes(check.mismatchedBytes)],
            [say('work.hidden'), say('hidden.' + done.hiddenAreas.state)],
            [say('work.unreachable'), String(done.unreachableRanges.length)],
            [say('work.interruptions'), String(done.interruptions)],
            [say('work.tool'), given(done.tool)],
            [say('work.started'), Words.time(Date.parse(done.startedAt) / 1000)],
            [say('work.finished'), Words.time(Date.parse(done.finishedAt) / 1000)],
        ])));
    }

    function byItself(own) {
        return own === null ? [] : [
            // It may have refused: what a way does is said only of one that is shown to have done it.
            [say('native.told'), say((DriveWays.isShown(own) ? 'native.technique.' : 'native.order.way.') + own.technique)],
            [say('native.said'), say('native.said.' + own.said)],
            [say('native.attempts'), String(own.attempts)],
            [say('native.canaries'), Words.bytes(own.canaryBytes)],
            [say('native.found'), Words.bytes(own.canaryBytesFound)],
        ];
    }

    return { device, record };
})();
