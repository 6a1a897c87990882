package org.wangchuan.platform.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Of one address a few, of a site as many as its people could read, of all some more, and again after an hour. */
final class ComplaintLimitTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-27T00:00:00Z"));
    private final UUID site = UUID.randomUUID();
    private final ComplaintLimit limit = new ComplaintLimit(now::get);

    @Test
    void anAddressSendsAFewAnHour() {
        for (int i = 0; i < ComplaintLimit.OF_ADDRESS; i++) {
            assertThat(limit.allows("a", site)).isTrue();
            now.set(now.get().plusSeconds(60));
        }
        assertThat(limit.allows("a", site)).isFalse();
        assertThat(limit.allows("b", site)).isTrue();
        now.set(Instant.parse("2026-11-27T00:59:59Z"));
        assertThat(limit.allows("a", site)).isFalse();
        now.set(Instant.parse("2026-11-27T01:00:00Z"));
        assertThat(limit.allows("a", site)).isTrue();
        assertThat(limit.allows("a", site)).isFalse();
    }

    /** Twelve addresses fill the form of one shop for an hour, and no other's. */
    @Test
    void whoFillsTheFormOfOneSiteKeepsNoOtherOut() {
        for (int i = 0; i < ComplaintLimit.OF_SITE; i++) {
            assertThat(limit.allows("address " + (i / ComplaintLimit.OF_ADDRESS), site))
                    .isTrue();
        }
        assertThat(limit.allows("a customer", site)).isFalse();
        assertThat(limit.allows("a customer", UUID.randomUUID())).isTrue();
        now.set(now.get().plus(ComplaintLimit.WINDOW));
        assertThat(limit.allows("a customer", site)).isTrue();
    }

    @Test
    void allTogetherSendNoMoreThanCanBeKept() {
        for (int i = 0; i < ComplaintLimit.OF_ALL; i++) {
            assertThat(limit.allows("address " + i, UUID.randomUUID())).isTrue();
        }
        assertThat(limit.allows("another", site)).isFalse();
        now.set(now.get().plus(ComplaintLimit.WINDOW));
        assertThat(limit.allows("another", site)).isTrue();
    }

    /** A clock that was a day ahead, and is right again. */
    @Test
    void whatWasCountedByAClockThatWasSetBackCountsNoMore() {
        Instant right = now.get();
        now.set(right.plus(Duration.ofDays(1)));
        for (int i = 0; i < ComplaintLimit.OF_SITE; i++) {
            assertThat(limit.allows("address " + (i / ComplaintLimit.OF_ADDRESS), site))
                    .isTrue();
        }
        assertThat(limit.allows("address 0", UUID.randomUUID())).isFalse();
        assertThat(limit.allows("a customer", site)).isFalse();
        now.set(right);
        assertThat(limit.allows("address 0", site)).isTrue();
        assertThat(limit.allows("a customer", site)).isTrue();
    }
}
