package org.wangchuan.platform.consumer.channel;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.wangchuan.platform.consumer.Guide;

/**
 * A formal channel that does not work with this platform: what some list said of it on some day, and nothing that anybody here knows. An
 * entry of {@code channels.json}.
 *
 * @param kinds of devices that it takes, by their ids
 * @param paper number of the filing or licence, as the list has it; may be empty
 * @param until the last day on which that is in force; may be empty
 * @param zone where its days begin
 * @param source the list, and the day on which the entry was last compared with it
 */
public record OutsideChannel(
        String id,
        Guide.Words name,
        Guide.Words region,
        String postcode,
        String address,
        List<String> kinds,
        String paper,
        String until,
        String zone,
        Guide.Source source) {
    private static final int FRESH_MONTHS = 12;

    public OutsideChannel {
        kinds = List.copyOf(kinds);
    }

    /** Whether its paper has ended by now. */
    public boolean isExpired(Instant now) {
        return !until.isEmpty() && LocalDate.ofInstant(now, ZoneId.of(zone)).isAfter(LocalDate.parse(until));
    }

    /** Whether nobody has compared it with its list for a year. */
    public boolean isOld(Instant now) {
        return LocalDate.parse(source.seen())
                .plusMonths(FRESH_MONTHS)
                .isBefore(LocalDate.ofInstant(now, ZoneId.of(zone)));
    }

    /**
     * The last day on which its paper was in force, as the list had it.
     *
     * @throws java.time.DateTimeException for one without such a day
     */
    public LocalDate lastDay() {
        return LocalDate.parse(until);
    }

    /** The day on which it was last compared. */
    public LocalDate seenOn() {
        return LocalDate.parse(source.seen());
    }

    String text() {
        return String.join(" ", name.zh(), name.en(), region.zh(), region.en(), postcode, address);
    }
}
