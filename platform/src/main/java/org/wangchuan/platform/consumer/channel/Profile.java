package org.wangchuan.platform.consumer.channel;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.platform.custody.DeviceKind;

/**
 * What a company tells strangers of a site.
 *
 * @param company its name
 * @param name the site's
 * @param version which of what was written it is, from 1
 * @param isWatched whether it says that owners may stay and watch
 * @param publishedAt since when strangers see this version; empty if they don't
 */
public record Profile(
        UUID site,
        String company,
        String name,
        ZoneId zone,
        int version,
        Text text,
        Set<DeviceKind> kinds,
        boolean isWatched,
        List<Licence> licences,
        Optional<Instant> publishedAt) {
    public Profile {
        kinds = Set.copyOf(kinds);
        licences = List.copyOf(licences);
    }

    /**
     * Where it is and when it is open, as it was typed.
     *
     * @param postcode may be empty, as the others but the region
     */
    public record Text(String region, String postcode, String address, String hours) {}

    /** The day at the site. */
    public LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, zone);
    }

    /** The state of the paper without which nobody may collect; empty if it names none. */
    public Optional<Licence.State> filing(Instant now) {
        return licences.stream()
                .filter(one -> one.kind() == Licence.Kind.FILING)
                .map(one -> one.on(day(now)))
                .findFirst();
    }

    /** What it takes, in the order in which it is always said. */
    public List<DeviceKind> kindsInOrder() {
        return kinds.stream().sorted().toList();
    }
}
