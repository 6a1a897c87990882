package org.wangchuan.engine.phone.fact;

import java.util.List;
import org.wangchuan.canonical.Json;

/**
 * What can be known of a phone. None of it is about a person: numbers that name one (serial number, IMEI, those of a SIM) and names of
 * accounts are never facts; identity is told by digests, accounts by how many there are.
 *
 * <p>Before the owner's consent only maker, model, system, mode and what locks it are asked for.
 */
public enum Property {
    MAKER(Kind.TEXT, true),
    MODEL(Kind.TEXT, true),
    SYSTEM(true, "android", "harmonyos", "ios", "ipados", "other"),
    /** How it runs, by what it enumerates as. */
    MODE(true, "system", "recovery", "bootloader", "download", "dfu", "emergency", "off"),
    /** Whether its screen is locked by a code. */
    SCREEN_LOCK(true, "locked", "unlocked", "none"),
    /** Apple's activation. An answer that it is activated does not say by whom. */
    ACTIVATION(true, "activated", "unactivated", "unknown-state"),
    /** Whether it asks for its owner's account after a reset. */
    RESET_PROTECTION(true, "on", "off"),

    VERSION(Kind.TEXT, false),
    /** Android's security patch level, a date. */
    PATCH_LEVEL(Kind.TEXT, false),
    STORAGE_BYTES(Kind.NUMBER, false),
    /** How what is stored is encrypted; {@code hardware} is a key that the chip never gives away. */
    ENCRYPTION(false, "none", "full-disk", "file-based", "hardware"),
    METADATA_ENCRYPTION(false, "yes", "no"),
    /** Android's verified boot. */
    VERIFIED_BOOT(false, "green", "yellow", "orange", "red"),
    BOOTLOADER(false, "locked", "unlocked"),
    FIND_DEVICE(false, "on", "off"),
    /** How many accounts are signed in. */
    ACCOUNTS(Kind.NUMBER, false),
    /** Whether an organisation manages it. */
    MANAGED(false, "yes", "no"),
    CARRIER_LOCK(false, "yes", "no"),
    SIM(false, "present", "absent"),
    ESIM(false, "present", "absent"),
    /** A memory card. */
    CARD(false, "present", "absent"),
    BATTERY_PERCENT(Kind.NUMBER, false),
    /** Whether whoever begins to use it has gone through its setup. */
    SETUP(false, "done", "not-done"),
    /** Whether it still knows the permission that its owner gave this bench before. */
    PERMISSION(false, "known", "forgotten"),
    /** Whether what this bench had left on it is still there. */
    MARK(false, "present", "absent"),
    /** How many programs are on it that did not come with it. */
    USER_APPS(Kind.NUMBER, false),
    /**
     * Whether its file system of user data came to be before or after it was set off, by the birth of a folder that only its system can make.
     * Whoever may use ADB can take away a mark, accounts and programs, and cannot turn that back.
     */
    DATA_BORN(false, "before", "after");

    /** What a value looks like. */
    public enum Kind {
        /** One of {@link Property#words}. */
        WORD,
        /** A line that the phone chose, bounded. */
        TEXT,
        /** A whole number from 0 on. */
        NUMBER
    }

    private final Kind kind;
    private final boolean beforeConsent;

    @SuppressWarnings("ImmutableEnumChecker") // of List.of
    private final List<String> words;

    Property(boolean beforeConsent, String... words) {
        this.kind = Kind.WORD;
        this.beforeConsent = beforeConsent;
        this.words = List.of(words);
    }

    Property(Kind kind, boolean beforeConsent) {
        this.kind = kind;
        this.beforeConsent = beforeConsent;
        this.words = List.of();
    }

    /** As evidence and techniques spell it. */
    public String id() {
        return Json.wireName(this);
    }

    /** What its values look like. */
    public Kind kind() {
        return kind;
    }

    /** Whether it may be asked for before the owner agreed to anything. */
    public boolean isBeforeConsent() {
        return beforeConsent;
    }

    /** All values of a word; empty for others. */
    public List<String> words() {
        return words;
    }
}
