package org.wangchuan.platform.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.wangchuan.platform.setting.LimitSettings;

final class CountsTest {
    private Instant now = Instant.parse("2027-01-01T00:00:00Z");
    private final Counts counts = new Counts(() -> now, Duration.ofMinutes(1), 1_000);

    @Test
    void itHoldsNoMoreKeysThanItMayAndWhoIsNewIsLetIn() {
        assertThat(counts.allows("shop", 1)).isTrue();
        assertThat(counts.allows("shop", 1)).isFalse();
        for (int i = 0; i < 100_000; i++) {
            assertThat(counts.allows("address " + i, 1)).isTrue();
        }
        assertThat(counts.keys()).isEqualTo(1_000);
        assertThat(counts.allows("shop", 1)).as("forgotten, and not kept out").isTrue();
    }

    @Test
    void whatIsOverIsForgotten() {
        for (int i = 0; i < 900; i++) {
            counts.count("address " + i);
        }
        now = now.plusSeconds(60);
        counts.count("one");
        assertThat(counts.keys()).isEqualTo(1);
    }

    @Test
    void aClockThatIsPutBackKeepsNobodyOut() {
        assertThat(counts.allows("shop", 1)).isTrue();
        now = now.minus(Duration.ofDays(400));
        assertThat(counts.allows("shop", 1)).isTrue();
        assertThat(counts.allows("shop", 1)).isFalse();
        now = now.plusSeconds(60);
        assertThat(counts.allows("shop", 1)).isTrue();
    }

    /** Counted before anything is looked at, so that many at once get no more than one after the other. */
    @Test
    void manyAtOnceGetNoMore() throws Exception {
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> tries = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                tries.add(() -> counts.allows("shop", 7));
            }
            int allowed = 0;
            for (Future<Boolean> one : all.invokeAll(tries)) {
                allowed += one.get() ? 1 : 0;
            }
            assertThat(allowed).isEqualTo(7);
        }
    }

    @Test
    void aKeyThatIsGoodIsNoTryForAnHourWhateverOthersTryFromThere() {
        KeyTries keys = new KeyTries(() -> now, 3, new LimitSettings(3_000, 120));
        MockHttpServletRequest request = new MockHttpServletRequest();
        assertThat(keys.mayTry(request, "good")).isTrue();
        assertThat(keys.mayUse("good")).isTrue();
        for (int i = 1; i < KeyTries.NEW_MAX; i++) {
            assertThat(keys.mayTry(request, "wrong " + i)).isTrue();
        }
        assertThat(keys.mayTry(request, "one more")).isFalse();
        assertThat(keys.mayTry(request, "good")).isTrue();
        MockHttpServletRequest elsewhere = new MockHttpServletRequest();
        elsewhere.setRemoteAddr("192.0.2.9");
        assertThat(keys.mayTry(elsewhere, "one more")).isTrue();

        assertThat(keys.mayUse("good")).isTrue();
        assertThat(keys.mayTry(request, "good")).isTrue();
        assertThat(keys.mayTry(request, "good"))
                .as("more than its share, whether it is good still or was ended")
                .isFalse();
        for (int i = 0; i < 3; i++) {
            now = now.plus(Duration.ofMinutes(59));
            assertThat(keys.mayTry(request, "good")).isTrue();
            assertThat(keys.mayUse("good")).isTrue();
        }
        for (int i = 0; i < KeyTries.NEW_MAX; i++) {
            var _ = keys.mayTry(request, "wrong " + i);
        }
        assertThat(keys.mayTry(request, "good")).as("used all the time").isTrue();
        now = now.plus(Duration.ofHours(1));
        for (int i = 0; i < KeyTries.NEW_MAX; i++) {
            var _ = keys.mayTry(request, "wrong " + i);
        }
        assertThat(keys.mayTry(request, "good")).as("not seen for an hour").isFalse();
    }
}
