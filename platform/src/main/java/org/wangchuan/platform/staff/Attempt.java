package org.wangchuan.platform.staff;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One try of an exam, with what was drawn for it.
 *
 * @param course its id
 * @param version of the course, and of its bank
 * @param pass how many answers have to be right
 * @param deadline from then on no answer counts
 * @param end absent while it is open
 */
record Attempt(
        UUID id,
        UUID account,
        String course,
        int version,
        int pass,
        Instant begunAt,
        Instant deadline,
        Optional<End> end,
        List<Drawn> questions) {
    Attempt {
        questions = List.copyOf(questions);
    }

    /**
     * How it ended.
     *
     * @param isOver whether its time was over before anybody handed it in
     * @param right how many answers were right
     */
    record End(Instant at, boolean isPassed, boolean isOver, int right) {}

    /**
     * A question as it stands in this try.
     *
     * @param ordinal its place, from 1
     * @param options the ids of its options in the order in which they are shown
     * @param chosen those that were chosen; empty if nothing was answered yet
     */
    record Drawn(int ordinal, String question, List<String> options, List<String> chosen) {
        Drawn {
            options = List.copyOf(options);
            chosen = List.copyOf(chosen);
        }

        boolean isAnswered() {
            return !chosen.isEmpty();
        }
    }

    /** The question at this place. */
    Optional<Drawn> question(int ordinal) {
        return questions.stream().filter(one -> one.ordinal() == ordinal).findFirst();
    }
}
