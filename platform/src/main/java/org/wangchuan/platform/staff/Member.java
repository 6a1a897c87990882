package org.wangchuan.platform.staff;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.wangchuan.platform.identity.Accounts.Colleague;

/**
 * Somebody of the staff with how they stand, for who manages them.
 *
 * @param lines of the courses that their roles need
 * @param missing the ids of those that they lack today, in the role that they are nearest to; empty if they can act in one
 * @param today where they work
 */
public record Member(Colleague person, List<CourseLine> lines, List<String> missing, LocalDate today) {
    public Member {
        lines = List.copyOf(lines);
        missing = List.copyOf(missing);
    }

    /** Whether they could act in none of their roles. */
    public boolean isMissing() {
        return !missing.isEmpty();
    }

    /** Those that end within the time in which they can be renewed. */
    public List<CourseLine> ending() {
        return lines.stream()
                .filter(line -> line.state() == CourseLine.State.RENEWABLE)
                .toList();
    }

    /** Whether one ends in the calendar month after this. */
    public boolean endsNextMonth(CourseLine line) {
        return line.lastDay()
                .filter(last -> Validity.endsNextMonth(today, last))
                .isPresent();
    }

    /** That of a course; absent if none of their roles needs it. */
    public Optional<CourseLine> line(String course) {
        return lines.stream().filter(one -> one.course().equals(course)).findFirst();
    }
}
