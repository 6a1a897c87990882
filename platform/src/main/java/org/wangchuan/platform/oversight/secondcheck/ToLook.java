package org.wangchuan.platform.oversight.secondcheck;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.Media;
import org.wangchuan.platform.custody.Medium;

/**
 * What of a device decides what is looked at of it.
 *
 * @param isRead whether stations have read all of its drives again, and found what was left there
 * @param isLeftAsking whether it is a phone that was read over the debug bridge after its reset, so that it is past its setup
 */
record ToLook(DeviceKind kind, Media media, boolean isRead, boolean isLeftAsking) {
    private static final Set<Seen.Look> OF_DRIVES =
            EnumSet.of(Seen.Look.NUMBER, Seen.Look.FIRST, Seen.Look.LAST, Seen.Look.RANDOM);
    private static final Set<Seen.Look> OF_PHONE =
            EnumSet.of(Seen.Look.NUMBER, Seen.Look.SETUP, Seen.Look.ACCOUNT, Seen.Look.TRAY);

    private static final Set<Seen.Look> EITHER = EnumSet.of(Seen.Look.SETUP, Seen.Look.CONTENT);

    /** All that has to be looked at by eye, whatever else is seen; of a phone as of a phone, whatever was read, and of a card of its own what is looked at of drives. */
    List<Seen.Look> all() {
        Set<Seen.Look> out = EnumSet.of(Seen.Look.NUMBER);
        if (kind.isPhone()) {
            out.addAll(OF_PHONE);
        }
        out.removeAll(either());
        if (hasDrives() && !isRead) {
            out.addAll(OF_DRIVES);
        }
        return List.copyOf(out);
    }

    /**
     * One of these has to be seen as well, if there are any: a phone that was read after its reset is found past its setup, or, by whoever had
     * it reset once more since, before it.
     */
    Set<Seen.Look> either() {
        return isLeftAsking ? EITHER : Set.of();
    }

    /** Whether all of it was looked at. */
    boolean isWhole(Set<Seen.Look> looked) {
        return looked.containsAll(all())
                && (either().isEmpty() || either().stream().anyMatch(looked::contains));
    }

    /** What of it can be looked at of this one. */
    Set<Seen.Look> of(Set<Seen.Look> looked) {
        return looked.stream()
                .filter(one -> all().contains(one) || either().contains(one))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a station can read any of it: of a phone only a card of its own. */
    boolean hasDrives() {
        return !kind.isPhone() || media.known().stream().anyMatch(Medium::isCard);
    }
}
