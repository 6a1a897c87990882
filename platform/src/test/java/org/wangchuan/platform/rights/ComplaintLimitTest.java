package org.wangchuan.platform.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Of one address a few, of all as many as people could read, and again after an hour. */
final class ComplaintLimitTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-27T00:00:00Z"));
    private final ComplaintLimit limit = new ComplaintLimit(now::get);

    @Test
    void anAddressSendsAFewAnHour() {
        for (int i = 0; i < ComplaintLimit.OF_ADDRESS; i++) {
            assertThat(limit.allows("a")).isTrue();
            now.set(now.get().plusSeconds(60));
        }
        assertThat(limit.allows("a")).isFalse();
        assertThat(limit.allows("b")).isTrue();
        now.set(Instant.parse("2026-11-27T00:59:59Z"));
        assertThat(limit.allows("a")).isFalse();
        now.set(Instant.parse("2026-11-27T01:00:00Z"));
        assertThat(limit.allows("a")).isTrue();
        assertThat(limit.allows("a")).isFalse();
    }

    @Test
    void allTogetherSendNoMoreThanCanBeRead() {
        for (int i = 0; i < ComplaintLimit.OF_ALL; i++) {
            assertThat(limit.allows("address " + i)).isTrue();
        }
        assertThat(limit.allows("another")).isFalse();
        now.set(now.get().plus(ComplaintLimit.WINDOW));
        assertThat(limit.allows("another")).isTrue();
    }
}
