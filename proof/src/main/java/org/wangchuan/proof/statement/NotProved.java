package org.wangchuan.proof.statement;

/** What a clearing statement does not prove, said by the statement itself. */
public enum NotProved {
    /** Firmware that serves reads from a copy looks honest. */
    FIRMWARE_COPY,
    /** Over-provisioned and remapped cells are out of reach. */
    SPARE_CELLS,
    /** It was read back through the device's cache. */
    DEVICE_CACHE,
    /** Only the contents of this file. */
    IMAGE_ONLY,
    /** Only this partition. */
    PARTITION_ONLY,
    /** Only this volume, not the devices beneath. */
    VOLUME_ONLY,
    /** Boot partitions, other namespaces and the like, also such as nobody has looked for. */
    OTHER_PARTS,
    /** It was read back in samples, not whole. */
    SAMPLED_ONLY,
    /** Earlier passes were not read back: that they were written is the drive's word. */
    UNVERIFIED_PASSES,
    /** A bridge stood between the host and the device. */
    BEHIND_BRIDGE,
    /** The medium's class was declared by a person. */
    MEDIUM_CLASS_DECLARED,
    /** No witness has seen when. */
    TIME_NOT_WITNESSED,
    /** Whether the owner was there. */
    OWNER_PRESENCE,
    /** No second engine has looked for leftovers. */
    RESIDUE_NOT_RUN,
    /** The device was made for tests. */
    TEST_DEVICE
}
