// What a statement says of a phone: read as PhoneClaims, Phone and PhoneWork on the Java side, and judged as PhoneFacts. The build puts in the ways that
// the engine ships (PHONE_WAYS): name, version, digest, whether it can clear, fills, takes samples for read back, and was tried.

const Phones = (function () {
    const { INT_MAX, digestOf } = Claims;
    const CLAIM = 'phoneResult';
    const REASONS = ['not-set-off', 'still-as-before', 'other-phone', 'not-back', 'never-gone', 'identity-unknown',
        'needs-unknown', 'needs-contradicted', 'after-unknown', 'after-contradicted', 'second-system', 'system-doubtful', 'not-filled',
        'mismatch', 'accounts-do-not-add-up', 'too-little-filled', 'otherwise-than-before', 'way-shows-too-little', 'clock-went-back'];
    const LOCK_REASONS = ['reset-protection-on', 'reset-protection-off', 'find-device-on', 'find-device-off', 'accounts-left',
        'managed', 'reset-protection-unknown', 'managed-unknown'];
    const HOLDING = ['reset-protection-on', 'find-device-on', 'accounts-left', 'managed'];
    /** Of a phone with one of these nobody can have seen that it is free once it was reset. */
    const WITHOUT_RESET = ['not-set-off', 'still-as-before', 'other-phone', 'not-back', 'never-gone', 'identity-unknown',
        'after-unknown', 'after-contradicted', 'second-system', 'otherwise-than-before'];
    /** Limits that can be said of a phone alone. */
    const LIMITS = ['phones-own-word', 'same-device', 'keys-destroyed', 'never-tried', 'phones-cache', 'cards', 'most-overwritten', 'left-as-new'];
    const ALWAYS = ['phones-own-word', 'same-device', 'keys-destroyed', 'cards'];
    const OF_FILLED = ['spare-cells', 'phones-cache'];
    const SYSTEMS = ['android', 'harmonyos', 'ios', 'ipados', 'other'];
    const STEPS = ['seen', 'consented', 'set-off', 'gone', 'back', 'filled'];
    /** In this order something has to have happened, whatever else did in between. */
    const COURSE = ['consented', 'set-off', 'gone', 'back', 'seen'];
    /** And in this one behind each fill: what a fill leaves the last reset takes away. */
    const LAST_RESET = ['set-off', 'gone', 'back', 'seen'];
    const STEPS_MAX = 140;
    const LINE_CHARS_MAX = 64;
    const TOOL_CHARS_MAX = 200;
    const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

    const isLine = (text, max) => text.length > 0 && text.length <= max && !text.startsWith(' ') && !text.endsWith(' ') && !HIDDEN.test(text);

    function words(from, name, known) {
        const out = from.texts(name);
        if (!out.every((word) => known.indexOf(word) >= 0)) {
            throw from.fail(name, 'known words', 'another word');
        }
        return out;
    }

    const areOnce = (all) => all.every((word, i) => all.indexOf(word) === i);

    /** The one answer that these reasons leave. */
    function lockOf(reasons) {
        const has = (word) => reasons.indexOf(word) >= 0;
        if (HOLDING.some(has)) {
            return 'locked';
        }
        return has('reset-protection-off') && !has('reset-protection-unknown') && !has('managed-unknown') ? 'unlocked' : 'unknown';
    }

    /** What the clearing statement of a phone always shows. */
    function readClaims(from) {
        from.only('technique', 'tier', 'lock', 'reasons', 'lockReasons');
        const technique = from.has('technique') ? readTechnique(from.object('technique')) : null;
        const tier = from.word('tier', 'none', 'observed', 'enumerated', 'told');
        const lock = from.word('lock', 'unlocked', 'locked', 'unknown');
        const reasons = words(from, 'reasons', REASONS);
        const lockReasons = words(from, 'lockReasons', LOCK_REASONS);
        if (!areOnce(reasons) || !areOnce(lockReasons) || lock !== lockOf(lockReasons) || (technique === null && tier !== 'none')) {
            throw new ShapeFailure(CLAIM, 'what can be said of a phone', 'something else');
        }
        const isOpen = lock === 'unlocked' && reasons.some((word) => WITHOUT_RESET.indexOf(word) >= 0);
        return { technique, tier, lock: isOpen ? 'unknown' : lock, reasons, lockReasons };
    }

    function readTechnique(from) {
        from.only('id', 'version', 'digest');
        const id = from.text('id');
        const version = from.whole('version', 1, INT_MAX);
        const digest = digestOf(from, 'digest');
        if (!/^[a-z0-9-]{1,64}$/.test(id)) {
            throw new ShapeFailure(CLAIM, 'what can be said of a phone', 'something else');
        }
        return { id, version, digest };
    }

    /** What a phone's verdict and limits can be; and a drive has none of a phone's limits. */
    function requireClaims({ verdict, notProved, phone }) {
        const isSound = phone === null ? !notProved.some((code) => LIMITS.indexOf(code) >= 0)
            : verdict === 'failed' || (phone.technique !== null && (verdict === 'cleared' || verdict === 'unproven'));
        if (!isSound) {
            throw new ShapeFailure(CLAIM, 'a verdict and limits that a phone can have, or a drive', 'others');
        }
    }

    /** The disclosure `phone`. */
    function readPhone(from) {
        from.only('maker', 'model', 'system', 'version', 'serial', 'storageBytes', 'identityKey');
        const phone = {
            maker: from.optionalText('maker'),
            model: from.optionalText('model'),
            system: from.optionalText('system'),
            version: from.optionalText('version'),
            serial: from.optionalText('serial'),
            storageBytes: from.has('storageBytes') ? from.natural('storageBytes') : null,
            identityKey: from.has('identityKey') ? digestOf(from, 'identityKey') : null,
        };
        const lines = [phone.maker, phone.model, phone.version, phone.serial];
        if (!lines.every((text) => text === null || isLine(text, LINE_CHARS_MAX)) ||
                (phone.system !== null && SYSTEMS.indexOf(phone.system) < 0)) {
            throw new ShapeFailure('phone', 'what can be told of a phone', 'something else');
        }
        return phone;
    }

    /** The disclosure `phoneWork`; `instant` reads a time. */
    function readWork(from, instant) {
        from.only('tool', 'startedAt', 'finishedAt', 'steps', 'fill');
        const steps = from.objects('steps').map((item) => {
            item.only('word', 'at');
            return { word: item.word('word', ...STEPS), at: instant(item, 'at') };
        });
        const work = {
            tool: from.text('tool'),
            startedAt: instant(from, 'startedAt'),
            finishedAt: instant(from, 'finishedAt'),
            steps,
            fill: from.has('fill') ? readFill(from.object('fill')) : null,
        };
        if (!isLine(work.tool, TOOL_CHARS_MAX) || steps.length > STEPS_MAX) {
            throw new ShapeFailure('phoneWork', 'how a phone can be erased', 'something else');
        }
        return work;
    }

    function readFill(from) {
        from.only('freeBefore', 'freeAfter', 'reserved', 'written', 'verified', 'sampled', 'wrongFiles', 'full', 'storageBytes',
            'files', 'comparedFiles');
        const bytes = (name) => from.natural(name);
        const fill = {
            freeBefore: bytes('freeBefore'), freeAfter: bytes('freeAfter'), reserved: bytes('reserved'), written: bytes('written'),
            verified: bytes('verified'), sampled: bytes('sampled'), wrongFiles: from.whole('wrongFiles', 0, INT_MAX), isFull: from.bool('full'),
            storageBytes: from.has('storageBytes') ? bytes('storageBytes') : null,
            parts: from.has('files') || from.has('comparedFiles') ? readParts(from) : null,
        };
        const parts = fill.parts || { files: 0, compared: 0 };
        if (fill.verified > fill.written || fill.sampled > fill.written || parts.compared > parts.files ||
                parts.compared > fill.sampled || parts.files > fill.written) {
            throw new ShapeFailure('phoneWork', 'how a phone can be erased', 'something else');
        }
        return fill;
    }

    /** Of how many files a part was compared. */
    const readParts = (from) =>
        ({ files: from.whole('files', 0, INT_MAX), compared: from.whole('comparedFiles', 0, INT_MAX) });

    /** What start and end of one erasure can tell of its phone; the key may be shown with one of them only. */
    const isSame = (a, b) => a.maker === b.maker && a.model === b.model && a.serial === b.serial &&
        (a.identityKey === null || b.identityKey === null || a.identityKey === b.identityKey);

    const isSameDocument = (one, technique) => one.id === technique.id && one.version === technique.version && one.digest === technique.digest;

    const findWay = (technique) => PHONE_WAYS.filter((one) => isSameDocument(one, technique))[0] || null;

    /** A phone was erased in a way that is not known here: no good verdict of it is shown as one. */
    const isWayUnknown = ({ phone }) => phone !== null && phone.technique !== null && findWay(phone.technique) === null;

    /** Whether what is always said of a phone, and the work if it is shown, allow a good verdict. */
    function allowGood({ phone, notProved }, work) {
        if (phone.technique === null || phone.tier !== 'told' || phone.reasons.length > 0) {
            return false;
        }
        const has = (code) => notProved.indexOf(code) >= 0;
        const way = findWay(phone.technique);
        if (way === null) {
            const isNamed = PHONE_WAYS.some((one) => one.id === phone.technique.id && one.version === phone.technique.version);
            return !isNamed && ALWAYS.every(has) && (work === null || (isCourse(work) && (work.fill === null || isWhole(work.fill))));
        }
        const open = ALWAYS.concat(way.fills ? OF_FILLED : [], way.isTried ? [] : ['never-tried']);
        return way.canClear && open.every(has) && (work === null || (isCourse(work) && isFilledAsItIsTo(way, work, has('most-overwritten'))));
    }

    /** What of a fill meets a clause; one block over and over, as the engine's PhoneConformityRules. */
    const MEETS = {
        'filled': mayBeMostOfIt,
        'read-back': (way, fill) => fill.sampled > 0 && (!samples(way) || (mayBeMostOfIt(way, fill) && isEachCompared(fill))),
        'read-back-whole': (way, fill) => fill.sampled > 0 && !samples(way),
    };

    /**
     * Whether a clause can be satisfied that asks for this: only by a fill; of a way that is not known nobody can say that it fills nothing. If its accounts
     * are shown (`work`), by these.
     */
    function canMeet(what, { phone, verdict }, work) {
        const way = phone.technique === null ? null : findWay(phone.technique);
        return verdict === 'cleared' && phone.technique !== null && (way === null || way.fills) &&
            !(what === 'read-back-whole' && samples(way)) &&
            (!work || (work.fill !== null && isWhole(work.fill) && MEETS[what](way, work.fill)));
    }

    /** By the terms of a way the phone's own reading counts for nothing; one of before has none, and it counts for all. */
    const samples = (way) => way !== null && way.samples;

    const isEachCompared = ({ parts }) => parts !== null && parts.files > 0 && parts.compared === parts.files;

    /** What it did not write over rests on the phone's encryption: only who leaves that open (`isRestOpen`) may call it cleared. */
    function isFilledAsItIsTo(way, { steps, fill }, isRestOpen) {
        const isFilled = steps.some((step) => step.word === 'filled');
        return way.fills ? isFilled && fill !== null && isWhole(fill) && (mayBeMostOfIt(way, fill) || isRestOpen) : !isFilled && fill === null;
    }

    /**
     * Little was kept back, and it went over half of its file system at least; one whose size is not told has not shown it, but in a way from before there were terms,
     * where it counts as ever. Not doubled: that may be no whole number any more.
     */
    function mayBeMostOfIt(way, { freeBefore, reserved, storageBytes }) {
        return reserved <= percent(freeBefore) * 5 &&
            (storageBytes === null ? !samples(way) : freeBefore <= storageBytes && freeBefore >= storageBytes / 2);
    }

    const percent = (bytes) => Math.floor(bytes / 100);

    /** The engine's own measure of a fill. */
    const isWhole = (fill) => fill.isFull && fill.wrongFiles === 0 && fill.written > 0 && fill.verified === fill.written &&
        fill.freeAfter <= percent(fill.freeBefore) && fill.written >= percent(fill.freeBefore) * 95;

    const happened = (course, words) =>
        words.reduce((at, word) => at < course.length && word === course[at] ? at + 1 : at, 0) === course.length;

    function isCourse({ steps }) {
        const words = steps.map((step) => step.word);
        const filled = words.lastIndexOf('filled');
        return filled < 0 ? happened(COURSE, words)
            : happened(COURSE, words.slice(0, filled)) && happened(LAST_RESET, words.slice(filled + 1));
    }

    return { CLAIM, LIMITS, SYSTEMS, isLine, readClaims, requireClaims, readPhone, readWork, isSame, isWayUnknown, allowGood, canMeet };
})();
