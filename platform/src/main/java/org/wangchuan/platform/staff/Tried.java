package org.wangchuan.platform.staff;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A try of an exam as a list shows it.
 *
 * @param isOpen whether it goes on
 */
public record Tried(UUID id, Instant begunAt, boolean isOpen, boolean isPassed, int right, int of) {
    static List<Tried> of(List<Attempt> attempts) {
        return attempts.stream()
                .map(one -> new Tried(
                        one.id(),
                        one.begunAt(),
                        one.end().isEmpty(),
                        one.end().filter(Attempt.End::isPassed).isPresent(),
                        one.end().map(Attempt.End::right).orElse(0),
                        one.questions().size()))
                .toList();
    }
}
