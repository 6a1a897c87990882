package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Which rule sets lanes tell of while the processes of a platform are renewed. */
final class NamedRulesTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // such a clock may run over
    private final NamedRules rules = new NamedRules(nanos::get);

    @Test
    void aPlatformThatNamesNoneHearsOfNone() {
        rules.heard(List.of());
        assertThat(rules.now()).isEmpty();
    }

    @Test
    void whatWasNamedStaysWhileProcessesOfBeforeAnswerToo() {
        rules.heard(List.of("nist-purge", "r2v3"));
        after(Duration.ofMinutes(4));
        rules.heard(List.of());
        assertThat(rules.now()).containsExactly("nist-purge", "r2v3");
        rules.heard(List.of("r2v3"));
        assertThat(rules.now()).containsExactly("r2v3");
        after(Duration.ofMinutes(4));
        rules.heard(List.of());
        assertThat(rules.now()).containsExactly("r2v3");
    }

    @Test
    void onePutBackToAVersionOfBeforeHearsWhatItAlwaysHeard() {
        rules.heard(List.of("nist-purge"));
        after(NamedRules.KEPT.plusSeconds(1));
        rules.heard(List.of());
        assertThat(rules.now()).isEmpty();
    }

    private void after(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
