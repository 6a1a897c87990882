package org.wangchuan.engine.medium.told;

import java.util.List;
import java.util.stream.Stream;

/** One thing that a device can tell. */
public enum FactName {
    CRYPTO_ERASE("crypto-erase", Topic.SANITIZE),
    BLOCK_ERASE("block-erase", Topic.SANITIZE),
    OVERWRITE("overwrite", Topic.SANITIZE),
    /** Its log says whether a sanitize purged, and one can be told to purge or to fail (NVMe). */
    PURGE_REPORTING("purge-reporting", Topic.SANITIZE_REPORT),

    /** A word: never, running, last-succeeded, last-failed, no-success-on-record (ATA, which can't tell never from forgotten). */
    SANITIZE_STATE("sanitize-state", Topic.SANITIZE_BEFORE),
    /** Sanitize commands are refused until a power cycle (ATA). */
    SANITIZE_FROZEN("sanitize-frozen", Topic.SANITIZE_BEFORE),
    /** Nothing was written since the last success, or since the device was made (NVMe). */
    GLOBAL_DATA_ERASED("global-data-erased", Topic.SANITIZE_BEFORE),

    /** Seconds that it names for a crypto erase (NVMe). */
    CRYPTO_ERASE_SECONDS("crypto-erase-seconds", Topic.SANITIZE_TIMES),
    BLOCK_ERASE_SECONDS("block-erase-seconds", Topic.SANITIZE_TIMES),
    /** Of sixteen passes. */
    OVERWRITE_SECONDS("overwrite-seconds", Topic.SANITIZE_TIMES),

    SECURITY("security", Topic.SECURITY),
    /** A user password is set. */
    SECURITY_ENABLED("security-enabled", Topic.SECURITY),
    SECURITY_LOCKED("security-locked", Topic.SECURITY),
    SECURITY_FROZEN("security-frozen", Topic.SECURITY),
    /** Too many wrong passwords; refused until a power cycle. */
    SECURITY_EXHAUSTED("security-exhausted", Topic.SECURITY),
    ENHANCED_ERASE("enhanced-erase", Topic.SECURITY),
    /** Minutes that the drive names for a normal erase. */
    ERASE_MINUTES("erase-minutes", Topic.SECURITY),
    ENHANCED_ERASE_MINUTES("enhanced-erase-minutes", Topic.SECURITY),

    /** The device has commands that carry the protocols of TCG, and knows them. */
    TCG("tcg", Topic.TCG),
    /** A word: the Security Subsystem Class, the strongest of those that it says it follows. */
    TCG_CLASS("tcg-class", Topic.TCG),
    /** Its Locking SP is active. While it is not, a revert leaves user data as they are. */
    TCG_LOCKING_ENABLED("tcg-locking-enabled", Topic.TCG),
    TCG_LOCKED("tcg-locked", Topic.TCG),
    /** It shows a shadow in place of its first blocks. */
    TCG_SHADOWED("tcg-shadowed", Topic.TCG),
    TCG_ENCRYPTS("tcg-encrypts", Topic.TCG),
    TCG_CRYPTO_ERASE("tcg-crypto-erase", Topic.TCG),
    TCG_BLOCK_ERASE("tcg-block-erase", Topic.TCG),
    TCG_OVERWRITE("tcg-overwrite", Topic.TCG),
    /** By a method of the maker's, which is not told. */
    TCG_VENDOR_ERASE("tcg-vendor-erase", Topic.TCG),
    /** By deallocating alone, which erases nothing for sure. */
    TCG_UNMAP("tcg-unmap", Topic.TCG),
    /** The longest that it names for one of these. */
    TCG_REMOVAL_SECONDS("tcg-removal-seconds", Topic.TCG),
    TCG_REMOVING("tcg-removing", Topic.TCG),
    TCG_REMOVAL_INTERRUPTED("tcg-removal-interrupted", Topic.TCG),
    /** The SID can't authenticate until a power cycle; no hindrance for the PSID. */
    TCG_SID_BLOCKED("tcg-sid-blocked", Topic.TCG),

    /** A word: none, found, unreadable, not-applicable. */
    HIDDEN("hidden", Topic.HIDDEN_AREAS),
    /** Blocks that the drive has, by READ NATIVE MAX ADDRESS or GET NATIVE MAX ADDRESS. */
    NATIVE_BLOCKS("native-blocks", Topic.HIDDEN_AREAS),
    /** Blocks that the host may address. */
    ADDRESSABLE_BLOCKS("addressable-blocks", Topic.HIDDEN_AREAS),

    FORMAT("format-nvm", Topic.FORMAT),
    FORMAT_CRYPTO_ERASE("format-crypto-erase", Topic.FORMAT),
    /** FORMAT UNIT of a SAS drive. */
    FORMAT_UNIT("format-unit", Topic.FORMAT),
    /** FNA bit 0: a format is one of all namespaces. */
    FORMATS_ALL("formats-all-namespaces", Topic.FORMAT),
    /** FNA bit 1: so is a secure erase as part of it. */
    ERASES_ALL("erases-all-namespaces", Topic.FORMAT),

    /** How many the controller can have (NN). */
    NAMESPACES_MOST("namespaces-most", Topic.NAMESPACES),
    /** How many are attached to this controller. */
    NAMESPACES_ATTACHED("namespaces-attached", Topic.NAMESPACES),
    /** How many there are, attached or not. */
    NAMESPACES_ALLOCATED("namespaces-allocated", Topic.NAMESPACES),
    /** Bytes that no namespace has (UNVMCAP). */
    UNALLOCATED_BYTES("unallocated-bytes", Topic.NAMESPACES),
    /** The number of this one. */
    NAMESPACE("namespace", Topic.NAMESPACES),
    BLOCK_BYTES("block-bytes", Topic.NAMESPACES),
    METADATA_BYTES("metadata-bytes", Topic.NAMESPACES),
    /** Which kind of end-to-end data protection information its blocks carry (DPS bits 2:0), 0 for none. */
    PROTECTION_TYPE("protection-type", Topic.NAMESPACES),
    WRITE_PROTECTED("write-protected", Topic.NAMESPACES),

    /** Bytes of each of its two boot partitions, 0 if there are none. */
    BOOT_PARTITION_BYTES("boot-partition-bytes", Topic.NVME_MEMORY),
    /** Bytes of its controller memory buffer (CMBSZ), as Linux shows one. */
    CONTROLLER_MEMORY_BYTES("controller-memory-bytes", Topic.NVME_MEMORY),
    /** Bytes of its persistent memory region, of which Linux shows nothing. */
    PERSISTENT_MEMORY_BYTES("persistent-memory-bytes", Topic.NVME_MEMORY),

    /** EXT_CSD revision; 8 for 5.1. */
    MMC_REVISION("mmc-revision", Topic.MMC),
    MMC_SANITIZE("mmc-sanitize", Topic.MMC),
    MMC_SECURE_ERASE("mmc-secure-erase", Topic.MMC),
    MMC_TRIM("mmc-trim", Topic.MMC),
    /** What was erased reads as ones. */
    MMC_ERASED_ONES("mmc-erased-ones", Topic.MMC),
    /** Bytes of an erase group of the high-capacity size, 0 if there is none. */
    MMC_ERASE_GROUP_BYTES("mmc-erase-group-bytes", Topic.MMC),
    MMC_CACHE_BYTES("mmc-cache-bytes", Topic.MMC),
    /** A word: normal, warning, urgent. */
    MMC_SPARE_BLOCKS("mmc-spare-blocks", Topic.MMC),
    /** Tenths of its life that it says are used up, the larger of its two numbers; 11 for more. */
    MMC_LIFE_TENTHS("mmc-life-tenths", Topic.MMC),

    /** Bytes of each of the two boot partitions, 0 if there are none. */
    MMC_BOOT_BYTES("mmc-boot-bytes", Topic.MMC_PARTS),
    /** Either boot partition is protected, for good or until a power cycle. */
    MMC_BOOT_PROTECTED("mmc-boot-protected", Topic.MMC_PARTS),
    /** Bytes of the replay protected memory block. */
    MMC_RPMB_BYTES("mmc-rpmb-bytes", Topic.MMC_PARTS),
    /** How many general purpose partitions there are. */
    MMC_GENERAL_PURPOSE("mmc-general-purpose", Topic.MMC_PARTS),
    /** A part of the user area is of another kind of cells. */
    MMC_ENHANCED_AREA("mmc-enhanced-area", Topic.MMC_PARTS),

    /** A word: the version of the standard, such as 3.1. */
    UFS_VERSION("ufs-version", Topic.UFS),
    /** Blocks can be unmapped (bProvisioningType 2 or 3); without it no block in use can be freed for a purge. */
    UFS_UNMAPS("ufs-unmaps", Topic.UFS),
    /** What was unmapped reads as zeros (bProvisioningType 3). */
    UFS_UNMAPPED_ZEROS("ufs-unmapped-zeros", Topic.UFS),
    /** A word: none, power-on (until a power cycle, once it was switched on), permanent (likewise, for good). */
    UFS_WRITE_PROTECTION("ufs-write-protection", Topic.UFS),
    /** A word: normal, warning, critical. */
    UFS_SPARE_BLOCKS("ufs-spare-blocks", Topic.UFS),
    /** Tenths of its life that it says are used up, the larger of its two numbers; 11 for more. */
    UFS_LIFE_TENTHS("ufs-life-tenths", Topic.UFS),

    /** How many units for data the device has (bNumberLU). */
    UFS_UNIT_COUNT("ufs-unit-count", Topic.UFS_UNITS),
    /** The number of this one. */
    UFS_UNIT("ufs-unit", Topic.UFS_UNITS),
    /** A computer can start from this one (bBootLunID). */
    UFS_BOOT_UNIT("ufs-boot-unit", Topic.UFS_UNITS),
    /** How many well-known units there are, among them the replay protected memory block. */
    UFS_WELL_KNOWN("ufs-well-known", Topic.UFS_UNITS);

    private final String id;
    private final Topic topic;

    FactName(String id, Topic topic) {
        this.id = id;
        this.topic = topic;
    }

    /** The word used in documents. */
    public String id() {
        return id;
    }

    /** What it is about. */
    public Topic topic() {
        return topic;
    }

    /** All that are about this, in their order. */
    public static List<FactName> about(Topic topic) {
        return Stream.of(values()).filter(name -> name.topic == topic).toList();
    }
}
