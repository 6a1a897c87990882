package org.wangchuan.platform.oversight.incident;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.wangchuan.platform.custody.Line;
import org.wangchuan.platform.oversight.incident.IncidentException.Code;
import org.wangchuan.proof.text.PersonalData;

/** What people typed of an incident: held against limits, and against what looks like somebody's number. Names have no form: the pages ask for none. */
final class Typed {
    static final int LINE_CHARS_MAX = 200;

    /** Nobody reports what is longer ago. */
    private static final Duration PAST_MAX = Duration.ofDays(3660);

    private static final Duration AHEAD_MAX = Duration.ofDays(3660);

    private Typed() {}

    /** A text of several lines that has to be there. */
    static String text(String typed) throws IncidentException {
        String text = textOrEmpty(typed);
        if (text.isEmpty()) {
            throw new IncidentException(Code.NO_TEXT, "some words");
        }
        return text;
    }

    /** The same, or nothing. */
    static String textOrEmpty(String typed) throws IncidentException {
        String text = typed.replace("\r\n", "\n").strip();
        boolean isText = text.length() <= Description.CHARS_MAX
                && text.lines().allMatch(line -> Line.isLineOrEmpty(line.replace('\t', ' '), Description.CHARS_MAX));
        if (!isText) {
            throw new IncidentException(
                    Code.BAD_TEXT, "at most " + Description.CHARS_MAX + " characters that are seen");
        }
        return notPersonal(text);
    }

    /** One line that has to be there. */
    static String line(String typed) throws IncidentException {
        if (typed.isBlank()) {
            throw new IncidentException(Code.NO_TEXT, "some words");
        }
        return lineOrEmpty(typed);
    }

    /** The same, or nothing. */
    static String lineOrEmpty(String typed) throws IncidentException {
        String text = typed.strip();
        if (!Line.isLineOrEmpty(text, LINE_CHARS_MAX)) {
            throw new IncidentException(Code.BAD_TEXT, "at most " + LINE_CHARS_MAX + " characters that are seen");
        }
        return notPersonal(text);
    }

    private static String notPersonal(String text) throws IncidentException {
        if (PersonalData.isIn(text)) {
            throw new IncidentException(Code.PERSONAL, "it looks like somebody's number or address");
        }
        return text;
    }

    /** A time where the incident is, that is over. */
    static Instant past(String typed, ZoneId zone, Instant now) throws IncidentException {
        try {
            Instant at = LocalDateTime.parse(typed.strip()).atZone(zone).toInstant();
            // A field for times knows no seconds: this very minute is no future.
            if (at.isAfter(now.plusSeconds(60)) || at.isBefore(now.minus(PAST_MAX))) {
                throw new IncidentException(Code.BAD_TIME, "not ahead, and not ten years ago");
            }
            return at.isAfter(now) ? now : at;
        } catch (DateTimeException e) {
            throw new IncidentException(Code.BAD_TIME, "such as 2026-11-27T09:30");
        }
    }

    /** The same, or nothing. */
    static Optional<Instant> pastOrNone(String typed, ZoneId zone, Instant now) throws IncidentException {
        return typed.isBlank() ? Optional.empty() : Optional.of(past(typed, zone, now));
    }

    /** A day that is not over. */
    static LocalDate dayAhead(String typed, ZoneId zone, Instant now) throws IncidentException {
        try {
            LocalDate day = LocalDate.parse(typed.strip());
            LocalDate today = now.atZone(zone).toLocalDate();
            if (day.isBefore(today) || day.isAfter(today.plusDays(AHEAD_MAX.toDays()))) {
                throw new IncidentException(Code.BAD_TIME, "today, or a day of the next ten years");
            }
            return day;
        } catch (DateTimeException e) {
            throw new IncidentException(Code.BAD_TIME, "such as 2026-12-31");
        }
    }
}
