package org.wangchuan.platform.oversight.secondcheck;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.platform.custody.DeviceKind;

/**
 * What a second person says of a device that they looked at.
 *
 * @param looked what they compared and read themselves
 * @param without why no station has read it; empty if one has, or it was not said
 */
public record Seen(Result result, Place place, Set<Look> looked, Optional<Without> without) {
    public Seen {
        looked = Set.copyOf(looked);
    }

    /** Why a device is confirmed by eye alone, and no station has read it. */
    public enum Without {
        /** None is here that it can be plugged into. */
        NO_STATION,
        /** The files of its erasure, or the key of its last pass, are not at hand. */
        NO_FILES,
        /** The station does not take the drive. */
        NOT_READABLE,
        /** It has read it, and what it found says neither. */
        UNPROVEN,
        /** It is a phone: no station reads one again. */
        PHONE;

        /** As the database and forms spell it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Without> of(String id) {
            return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
        }
    }

    /** What came out. */
    public enum Result {
        /** It is the device, and nothing of its owner is there. */
        CONFIRMED,
        /** Data is there, or it is another device. */
        FOUND,
        /** It could not be looked at. */
        NOT_POSSIBLE;

        /** As the database and forms spell it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Result> of(String id) {
            return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
        }
    }

    /** Where it was plugged in. */
    public enum Place {
        /** At another station than the one that erased it. */
        OTHER_STATION,
        /** At a computer that is no station. */
        OTHER_COMPUTER,
        /** At the same station: there is no other. */
        SAME_STATION,
        /** Nowhere: it was to be read from afar, and could not be. */
        NOWHERE,
        /** Nowhere: a phone was looked at in the hand. */
        IN_HAND;

        /** Those that somebody who has the device may have chosen; of a phone that it was plugged in nowhere, too. */
        public static List<Place> here(DeviceKind kind) {
            return kind.isPhone()
                    ? List.of(IN_HAND, OTHER_STATION, OTHER_COMPUTER, SAME_STATION)
                    : List.of(OTHER_STATION, OTHER_COMPUTER, SAME_STATION);
        }

        /** As the database and forms spell it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Place> of(String id) {
            return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
        }
    }

    /** What was looked at. */
    public enum Look {
        /** Its serial number and label are those of the device. */
        NUMBER,
        /** The first part of each medium. */
        FIRST,
        /** The last. */
        LAST,
        /** Places in between that the looker has chosen at random. */
        RANDOM,
        /** A phone starts into its first setup, and shows nothing of anybody. */
        SETUP,
        /** A phone that is past its setup opens to its home screen, and holds no picture, message, file or program of anybody. */
        CONTENT,
        /** It asks for nobody's account or code, and none is signed in. */
        ACCOUNT,
        /** No SIM and no memory card is in it. */
        TRAY;

        /** As the database and forms spell it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Those of these ids; unknown ones are left out. */
    static Set<Look> looks(Collection<String> ids) {
        Set<Look> out = EnumSet.noneOf(Look.class);
        Arrays.stream(Look.values()).filter(one -> ids.contains(one.id())).forEach(out::add);
        return out;
    }
}
