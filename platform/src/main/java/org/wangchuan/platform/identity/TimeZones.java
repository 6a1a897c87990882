package org.wangchuan.platform.identity;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Time zones as people look for them. */
public final class TimeZones {
    private TimeZones() {}

    /** Those to choose from: the ones that are named after a place. */
    public static List<String> all() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(id ->
                        id.matches("(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+"))
                .sorted()
                .toList();
    }

    /** The place that one is named after, without its continent. */
    public static String place(String zone) {
        return zone.substring(zone.lastIndexOf('/') + 1).replace('_', ' ');
    }

    /**
     * The zone that is meant: its id, or the place alone, such as {@code new york}; empty if there is none, or several that differ.
     */
    static Optional<String> find(String typed) {
        String text = typed.strip();
        if (ZoneId.getAvailableZoneIds().contains(text)) { // no offset: databases read those the other way round
            return Optional.of(text);
        } else {
            List<ZoneId> found = all().stream()
                    .filter(id -> isMeant(id, text))
                    .map(ZoneId::of)
                    .toList();
            boolean isOne = found.stream().map(ZoneId::getRules).distinct().count() == 1;
            return isOne ? Optional.of(found.getFirst().getId()) : Optional.empty();
        }
    }

    private static boolean isMeant(String id, String typed) {
        String text = typed.replace('_', ' ').toLowerCase(Locale.ROOT);
        return place(id).toLowerCase(Locale.ROOT).equals(text)
                || id.replace('_', ' ').toLowerCase(Locale.ROOT).equals(text);
    }
}
