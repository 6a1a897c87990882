package org.wangchuan.platform.oversight.audit;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keys of words that no file names whole. */
public final class AuditWords {
    private AuditWords() {}

    /** All of them. */
    public static Set<String> needed() {
        return Stream.of(
                        Stream.of(Audit.Standing.values()).map(one -> "standing." + one.id()),
                        Stream.of(AuditStep.Answer.values()).map(one -> "answer." + one.id()),
                        Stream.of(Checklist.Severity.values()).map(one -> "severity." + one.id()),
                        Stream.of("planned", "done", "settled", "sent_back").map(one -> "step." + one),
                        Stream.of(AuditException.Code.values()).map(one -> "problem." + one))
                .flatMap(keys -> keys)
                .map(key -> "oversight.audit." + key)
                .collect(Collectors.toUnmodifiableSet());
    }
}
