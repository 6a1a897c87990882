package org.wangchuan.platform.intake;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a station says of a drive that lies in one of its lanes, before anything is done to it: whether the rule set of its order can be met with
 * it. It proves nothing.
 *
 * @param station as people know it
 * @param tail of the drive's serial number, its last characters
 * @param can whether it can be met
 * @param says by which way, or why not
 * @param minutes that it takes; absent if the station can't tell, or it can't be met
 * @param other why nothing is known: the station tells of other versions of the rule set
 */
public record DriveOutlook(
        String station,
        String lane,
        String tail,
        Can can,
        List<Sentence> says,
        Optional<Long> minutes,
        Optional<OtherVersion> other) {
    public DriveOutlook {
        says = List.copyOf(says);
    }

    /** Whether a station has said of one of them how long it takes: what nobody has measured here is known from it, then. */
    public static boolean tellTime(List<DriveOutlook> drives) {
        return drives.stream().anyMatch(drive -> drive.minutes().isPresent());
    }

    /** What a station says of a rule set and a drive. */
    public enum Can {
        /** It can be met. */
        YES,
        /** It can be met, but for a clause about which a qualified person has to decide afterwards. */
        OPEN,
        /** The drive has what is asked for, and refuses it as it is now: frozen, at work, or write-protected. That may pass. */
        NOT_NOW,
        /** It can't be met with this drive. */
        NO,
        /** Nobody has said of the very version that counts. */
        UNKNOWN;

        /** In the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether it can be met, as far as the drive goes. */
    public boolean isMet() {
        return can == Can.YES || can == Can.OPEN;
    }

    /** Whether it can, and a person has to answer for a clause afterwards. */
    public boolean isOpen() {
        return can == Can.OPEN;
    }

    /** Whether another rule set has to be chosen. */
    public boolean isBeyond() {
        return can == Can.NO;
    }

    /** Whether it can't be met now, and perhaps in a while. */
    public boolean mayPass() {
        return can == Can.NOT_NOW;
    }

    /** Whether nothing is known of the version by which the order goes. */
    public boolean isUnknown() {
        return can == Can.UNKNOWN;
    }

    /** Its look on a page. */
    public String look() {
        return switch (can) {
            case YES -> "good";
            case OPEN, NOT_NOW, UNKNOWN -> "wait";
            case NO -> "bad";
        };
    }

    /** A sentence of the station in both languages. */
    public record Sentence(String en, String zh) {
        /** In the reader's language. */
        public String in(boolean isChinese) {
            return isChinese ? zh : en;
        }
    }
}
