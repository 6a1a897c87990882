package org.wangchuan.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SoonTest {
    @Test
    void whatNeverComesIsSaid() {
        assertThatThrownBy(() -> Soon.until("a train is here", Duration.ofSeconds(1), () -> false))
                .isInstanceOf(AssertionError.class)
                .hasMessage("not so within 1 s: a train is here");
    }

    @Test
    void whatComesIsWaitedFor() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        Soon.until("the third look", () -> looks.incrementAndGet() == 3);
        assertThat(looks).hasValue(3);
    }
}
