package org.wangchuan.proof.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is good, and which of several is the worst, is said in one place. */
final class VerdictTest {
    @Test
    void onlyTwoAreGoodAndTheWorstComesFirst() {
        assertThat(Stream.of(Verdict.values()).filter(Verdict::isGood))
                .containsExactly(Verdict.PURGED, Verdict.CLEARED);
        assertThat(Stream.of("cleared", "failed", "purged", "certified", "unproven", "partial")
                        .sorted(Verdict.WORST_FIRST))
                .containsExactly("certified", "failed", "unproven", "partial", "cleared", "purged");
        assertThat(List.of("purged", "cleared")).allMatch(Verdict::isGood);
        assertThat(List.of("failed", "unproven", "partial", "certified", "PURGED", ""))
                .noneMatch(Verdict::isGood);
    }
}
