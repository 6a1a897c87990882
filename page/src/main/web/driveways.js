// How a drive erased itself, as a statement says it: read as NativeErase on the Java side.

const DriveWays = (function () {
    const { INT_MAX } = Claims;
    /** Ways by which a drive can be purged, if it shows that it went them. */
    const PURGES = ['nvme-sanitize-crypto', 'nvme-sanitize-block', 'nvme-sanitize-overwrite', 'ata-sanitize-crypto', 'ata-sanitize-block',
        'ata-sanitize-overwrite', 'ata-security-erase-enhanced', 'scsi-sanitize-crypto', 'scsi-sanitize-block', 'scsi-sanitize-overwrite',
        'mmc-erase-sanitize'];
    const CLEARS = ['nvme-format-crypto', 'nvme-format-user-data', 'ata-security-erase', 'scsi-format-unit', 'tcg-psid-revert'];
    const TECHNIQUES = PURGES.concat(CLEARS);
    /** Ways of which nobody outside a drive can tell that they do more than destroy a key. */
    const BY_KEY = ['nvme-sanitize-crypto', 'nvme-format-crypto', 'nvme-format-user-data', 'ata-sanitize-crypto',
        'ata-security-erase-enhanced', 'scsi-sanitize-crypto', 'tcg-psid-revert'];
    const SAID = ['succeeded', 'ended', 'failed', 'refused', 'not-told'];
    /** Limits that can be said of a drive that erased itself alone. */
    const LIMITS = ['devices-word', 'key-destruction', 'not-seen-running', 'cells-not-read', 'content-left-to-device'];

    function read(from) {
        from.only('technique', 'attempts', 'said', 'durationMillis', 'canaryBytes', 'canaryBytesFound');
        return {
            technique: from.word('technique', ...TECHNIQUES),
            attempts: from.whole('attempts', 1, INT_MAX),
            said: from.word('said', ...SAID),
            durationMillis: from.natural('durationMillis'),
            canaryBytes: from.natural('canaryBytes'),
            canaryBytesFound: from.natural('canaryBytesFound'),
        };
    }

    /** Whether the drive said that it was done, and what had been planted was looked for and is gone. */
    const isShown = (own) => own !== null && (own.said === 'succeeded' || own.said === 'ended') && own.canaryBytes > 0 && own.canaryBytesFound === 0;

    /** Whether it is shown to have erased itself by more than a key. */
    const isMoreThanAKey = (own) => isShown(own) && BY_KEY.indexOf(own.technique) < 0;

    /** Of a part, or of cells that nothing reached. */
    const NO_PURGE = ['spare-cells', 'image-only', 'partition-only', 'volume-only'];
    /** Nothing behind these is told anything by its own commands. */
    const WITHOUT_COMMANDS = ['virtio', 'loop', 'md', 'dm', 'file'];

    /** SATA drives hang on SCSI adapters as well; an NVMe drive and an eMMC are told by nobody but their own controllers. */
    function isSpokenOn(technique, bus) {
        const own = technique.startsWith('nvme-') ? 'nvme' : technique.startsWith('mmc-') ? 'mmc' : null;
        return own !== null ? bus === own : bus !== 'nvme' && bus !== 'mmc' && WITHOUT_COMMANDS.indexOf(bus) < 0;
    }

    /** Whether what a statement says of a device, and of what it leaves open, goes with `purged`; read as PurgedFacts on the Java side. */
    function allowPurged(open, target, own) {
        const names = (code) => open.indexOf(code) >= 0;
        return isShown(own) && PURGES.indexOf(own.technique) >= 0 && target.kind === 'block' && names('devices-word') && !NO_PURGE.some(names) &&
            (!names('behind-bridge') || names('test-device')) && isSpokenOn(own.technique, target.bus);
    }

    return { allowPurged, TECHNIQUES, LIMITS, read, isShown, isMoreThanAKey };
})();
