// Texts and groups of members that stand in nearly every statement, by number. As PackedWords and PackedShapes on the Java
// side. Labels are printed: numbers keep their meaning for ever, and new ones only come behind.

const PackedWords = (function () {
    const WORDS = [
        '_sd', '_sd_alg', 'sha-256', 'conformity', 'clause', 'source', 'state', 'evidence', 'bytes', 'digest', 'iat',
        'iss', 'jti', 'notProved', 'policy', 'id', 'version', 'prev', 'seen', 'origin', 'root', 'size', 'seq',
        'start', 'status', 'index', 'list', 'vct', 'verdict', 'witnessed', 'note', 'target', 'blockBytes', 'bus',
        'capacityBytes', 'firmware', 'kind', 'mediumClass', 'mediumClassSource', 'model', 'name', 'serial', 'wwn',
        'urn:wangchuan:station:', 'urn:wangchuan:statement:clearing:v1', 'purged', 'cleared', 'partial', 'unproven',
        'failed', 'satisfied', 'not-satisfied', 'not-applicable', 'firmware-copy', 'spare-cells', 'device-cache',
        'image-only', 'partition-only', 'volume-only', 'sampled-only', 'unverified-passes', 'behind-bridge',
        'medium-class-declared', 'time-not-witnessed', 'owner-presence', 'residue-not-run', 'block', 'image',
        'magnetic', 'flash', 'unknown', 'device', 'declared', 'none', 'ata', 'sata', 'sas', 'scsi', 'nvme', 'usb',
        'mmc', 'virtio', 'loop', 'md', 'dm', 'file', 'other', 'gb-46864-2025', 'nist-clear', 'nist-purge',
        'bmb21-2019', 'hmg-is5-enhanced', 'dod-short', 'r2v3', 'overwrite', 'verification', 'hidden-areas', 'level',
        '1', '2', '3', 'NIST SP 800-88 Rev. 2; IEEE 2883', 'NIST SP 800-88 Rev. 1, 4.7',
        'GB 46864-2025, by press answers', 'R2v3, core requirement 7', 'HMG IS5 Enhanced, as implemented',
        'DoD 5220.22-M (1995), as implemented', 'BMB21-2019, as implemented', 'design rule',
        'GB 46864-2025, by press answers (extent not stated)', 'other-parts', 'phoneResult', 'phones-own-word', 'same-device',
        'keys-destroyed', 'never-tried', 'phones-cache', 'unlocked', 'reset-protection-off', 'reset-protection-unknown',
        'managed-unknown', 'android-reset-fill-reset', 'android-reset-read-again',
    ];
    /** Members that stand together, so that their names need not be said. */
    const SHAPES = [
        ['clause', 'source', 'state'],
        ['bytes', 'digest'],
        ['digest', 'id', 'version'],
        ['origin', 'root', 'size', 'note'],
        ['index', 'list'],
        [
            '_sd', '_sd_alg', 'conformity', 'evidence', 'iat', 'iss', 'jti', 'notProved', 'policy', 'prev', 'seen',
            'seq', 'start', 'vct', 'verdict', 'status', 'witnessed', 'phoneResult',
        ],
        [
            'blockBytes', 'bus', 'capacityBytes', 'kind', 'mediumClass', 'mediumClassSource', 'name', 'model',
            'serial', 'firmware', 'wwn',
        ],
        ['lock', 'lockReasons', 'reasons', 'tier', 'technique'],
        ['maker', 'model', 'system', 'version', 'serial', 'storageBytes', 'identityKey'],
    ];

    return { WORDS, SHAPES };
})();
