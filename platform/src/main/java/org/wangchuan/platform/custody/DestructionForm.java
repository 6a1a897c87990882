package org.wangchuan.platform.custody;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a processor states of one device, as it was typed here or there. */
record DestructionForm(UUID device, String reference, String part, LocalDate on) {
    private static final int CHARS_MAX = 100;

    /** Whether it holds what is recognised as a person's: what they state is kept in clear, and the owner is not theirs to name. */
    static boolean isOfAPerson(Map<String, String> form) {
        return Line.isOfAPerson(form.getOrDefault("reference", "")) || Line.isOfAPerson(form.getOrDefault("part", ""));
    }

    /** What the form holds; absent if something is missing or can't be, such as a day to come, or one before they took it. */
    static Optional<DestructionForm> of(Map<String, String> form, HandOver handOver, ZoneId zone, LocalDate today) {
        String reference = form.getOrDefault("reference", "");
        String part = form.getOrDefault("part", "");
        if (!Line.isLine(reference, CHARS_MAX) || !Line.isLine(part, CHARS_MAX)) {
            return Optional.empty();
        }
        try {
            LocalDate on = LocalDate.parse(form.getOrDefault("on", ""));
            UUID device = UUID.fromString(form.getOrDefault("device", ""));
            boolean isBeforeTaken = handOver.taken()
                    .filter(taken -> on.isBefore(LocalDate.ofInstant(taken.at(), zone)))
                    .isPresent();
            return on.isAfter(today) || isBeforeTaken
                    ? Optional.empty()
                    : Optional.of(new DestructionForm(device, reference.strip(), part.strip(), on));
        } catch (DateTimeParseException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
