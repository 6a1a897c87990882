package org.wangchuan.engine.phone.fact;

import static org.wangchuan.engine.phone.fact.Source.ADB;
import static org.wangchuan.engine.phone.fact.Source.ATTESTED;
import static org.wangchuan.engine.phone.fact.Source.FASTBOOT;
import static org.wangchuan.engine.phone.fact.Source.LOCKDOWN;
import static org.wangchuan.engine.phone.fact.Source.MTP;
import static org.wangchuan.engine.phone.fact.Source.PAIRED;
import static org.wangchuan.engine.phone.fact.Source.SAID;
import static org.wangchuan.engine.phone.fact.Source.SEEN;
import static org.wangchuan.engine.phone.fact.Source.USB;

import java.util.List;
import org.wangchuan.canonical.Json;

/**
 * What can be known of a phone, and from where: what no source of this program can tell, no record may have from it. None of it is about a person:
 * numbers that name one (serial number, IMEI, those of a SIM) and names of accounts are never facts; identity is told by digests, accounts by how many
 * there are.
 *
 * <p>Before the owner's consent only maker, model, system, mode and what locks it are asked for.
 */
public enum Property {
    MAKER(Kind.TEXT, true, from(USB, MTP, ADB, ATTESTED, LOCKDOWN, SEEN, SAID)),
    MODEL(Kind.TEXT, true, from(USB, MTP, ADB, ATTESTED, FASTBOOT, LOCKDOWN, SEEN, SAID)),
    SYSTEM(true, from(USB, ADB, LOCKDOWN, SEEN, SAID), "android", "harmonyos", "ios", "ipados", "other"),
    /** How it runs, by what it enumerates as. */
    MODE(
            true,
            from(USB, ADB, FASTBOOT, LOCKDOWN, SEEN),
            "system",
            "recovery",
            "bootloader",
            "download",
            "dfu",
            "emergency",
            "off"),
    /**
     * That it offers its debug bridge on USB, and nothing that only a system which runs is known to offer: so do recoveries, and a system whose owner shares nothing. It is
     * told of no other.
     */
    OFFERS(true, from(USB), "debugging-alone"),
    /** Whether its screen is locked by a code. */
    SCREEN_LOCK(true, from(LOCKDOWN, SEEN, SAID), "locked", "unlocked", "none"),
    /** Apple's activation. An answer that it is activated does not say by whom. */
    ACTIVATION(true, from(LOCKDOWN, PAIRED, SEEN), "activated", "unactivated", "unknown-state"),
    /**
     * Whether it asks for its owner's account after a reset. A cable can tell that it does so now, and never that it does not: {@code off} counts as what
     * somebody saw alone.
     */
    RESET_PROTECTION(true, from(ADB, SEEN, SAID), "on", "off"),

    VERSION(Kind.TEXT, false, from(ADB, ATTESTED, PAIRED, SEEN, SAID)),
    /** Android's security patch level, a date. */
    PATCH_LEVEL(Kind.TEXT, false, from(ADB, SEEN)),
    STORAGE_BYTES(Kind.NUMBER, false, from(ADB, PAIRED)),
    /** How what is stored is encrypted; {@code hardware} is a key that the chip never gives away. */
    ENCRYPTION(false, from(ADB, SEEN), "none", "full-disk", "file-based", "hardware"),
    METADATA_ENCRYPTION(false, from(ADB), "yes", "no"),
    /**
     * Whether a system beside its owner's is on it, or is the one that answers (Dynamic System Updates, repair mode): what its user stores lies in a file of its own, and
     * a reset within that system takes that file alone.
     */
    SECOND_SYSTEM(false, from(ADB), "no", "installed", "running"),
    /** Android's verified boot. */
    VERIFIED_BOOT(false, from(ADB, ATTESTED, SEEN), "green", "yellow", "orange", "red"),
    BOOTLOADER(false, from(ADB, ATTESTED, FASTBOOT, SEEN), "locked", "unlocked"),
    FIND_DEVICE(false, from(PAIRED, SEEN, SAID), "on", "off"),
    /** How many accounts are signed in. */
    ACCOUNTS(Kind.NUMBER, false, from(ADB, SEEN, SAID)),
    /** Whether it has a place, out of reach of a reset, for what it asks for after one. That it names none says nothing. */
    RESET_PROTECTION_STORE(false, from(ADB), "present"),
    /** Whether its owner has allowed that its boot loader is unlocked. */
    OEM_UNLOCK(false, from(ADB), "allowed", "not-allowed"),
    /** Whether an organisation manages it. */
    MANAGED(false, from(ADB, PAIRED, SEEN, SAID), "yes", "no"),
    /**
     * The program by which it is managed, where it is one of some that many use: whom to ask. One that its owner chose for themselves is named as well. Never by what the
     * phone calls it, which may name an employer or a person.
     */
    MANAGED_BY(
            false,
            from(ADB),
            "android-device-policy",
            "intune",
            "workspace-one",
            "mobileiron",
            "maas360",
            "mobicontrol",
            "island",
            "shelter",
            "other"),
    /**
     * Whether it refuses a SIM for a lock of its own: to a network, a company or one SIM. Over the cable it shows that it refuses this one; that it takes this one does not
     * say that it takes all.
     */
    CARRIER_LOCK(false, from(ADB, PAIRED, SEEN, SAID), "yes", "no"),
    SIM(false, from(ADB, PAIRED, SEEN, SAID), "present", "absent"),
    /** A profile that is in no tray. Over the cable only that there is one. */
    ESIM(false, from(ADB, SEEN, SAID), "present", "absent"),
    /** Whether it has a chip for such profiles that its system knows of; others are not told of. */
    ESIM_CHIP(false, from(ADB), "present"),
    /** How many profiles its system knows of, at least one. That it knows of none does not say that none is on the chip. */
    ESIM_PROFILES(Kind.NUMBER, false, from(ADB)),
    /** A memory card. Over the cable only that there is one. */
    CARD(false, from(ADB, SEEN, SAID), "present", "absent"),
    BATTERY_PERCENT(Kind.NUMBER, false, from(ADB, PAIRED, SEEN)),
    /** Whether whoever begins to use it has gone through its setup. */
    SETUP(false, from(ADB, PAIRED, SEEN, SAID), "done", "not-done"),
    /** Whether it still knows the permission that its owner gave this bench before. */
    PERMISSION(false, from(ADB, LOCKDOWN), "known", "forgotten"),
    /** Whether what this bench had left on it is there. */
    MARK(false, from(ADB), "present", "absent"),
    /** How many programs are on it that did not come with it. */
    USER_APPS(Kind.NUMBER, false, from(ADB)),
    /**
     * Whether folders right below its user data were made anew, by the times of which only its own system is known to change them. Whoever may use
     * ADB can take away a mark, accounts and programs; that nobody can turn this back was tried on no phone.
     */
    DATA_BORN(false, from(ADB), "before", "after");

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
    private final List<Source> sources;

    @SuppressWarnings("ImmutableEnumChecker") // of List.of
    private final List<String> words;

    Property(boolean beforeConsent, List<Source> sources, String... words) {
        this.kind = Kind.WORD;
        this.beforeConsent = beforeConsent;
        this.sources = sources;
        this.words = List.of(words);
    }

    Property(Kind kind, boolean beforeConsent, List<Source> sources) {
        this.kind = kind;
        this.beforeConsent = beforeConsent;
        this.sources = sources;
        this.words = List.of();
    }

    private static List<Source> from(Source... sources) {
        return List.of(sources);
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

    /** Who can tell it. */
    public List<Source> sources() {
        return sources;
    }

    /** All values of a word; empty for others. */
    public List<String> words() {
        return words;
    }
}
