package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.wangchuan.station.testing.InMemoryPlatform;

/** What hangs on the phone cables is told at once, and again now and then; a platform that takes none is not pestered. */
class PhoneTellingTest {
    private final MadeSockets sockets = new MadeSockets();
    private final InMemoryPlatform platform = new InMemoryPlatform();
    private final List<String> noted = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final PhoneTelling telling = new PhoneTelling(
            new PhoneWatch(sockets, List::of, noted::add, nanos::get), platform, new Noting(), nanos::get);

    @Test
    void eachChangeIsToldAtOnceAndNothingElse() throws Exception {
        turns(3);
        assertThat(platform.told()).as("that there is none, too").containsExactly("phones");

        sockets.plug("1-1", 1);
        turns(3);
        assertThat(platform.told()).containsExactly("phones", "phones");
        assertThat(platform.phones()).extracting(PhoneState::place).containsExactly("1-1");

        sockets.plug("1-1", 2); // between two looks it was out and in again
        turns(3);
        assertThat(platform.phones()).extracting(PhoneState::plug).containsExactly(2L);
        sockets.unplug("1-1");
        turns(1);
        assertThat(platform.phones()).isEmpty();
        assertThat(platform.told()).hasSize(4);
    }

    /** The platform shows nothing that it has not heard of for a while. */
    @Test
    void whatStaysIsToldAgainBeforeItCountsAsLost() throws Exception {
        sockets.plug("1-1", 1);
        turns(1);
        for (int second = 0; second < 60; second++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            turns(1);
        }
        assertThat(platform.told()).hasSize(3);
    }

    @Test
    void whatGetsLostIsToldAgain() throws Exception {
        platform.setGone(true);
        sockets.plug("1-1", 1);
        turns(5);
        platform.setGone(false);
        turns(1);
        assertThat(platform.told()).as("not at every look").isEmpty();

        nanos.addAndGet(Duration.ofSeconds(4).toNanos());
        turns(1);
        assertThat(platform.phones()).hasSize(1);
        assertThat(noted).isEmpty();
    }

    @Test
    void aPlatformThatTakesNoneIsAskedOnceAMinuteAndSaidOnce() throws Exception {
        platform.answersPhones(Optional.of(new PlatformRefusedException(404, "NOT_FOUND", "no such address")));
        for (int second = 0; second < 150; second++) {
            sockets.plug("1-1", second + 1);
            turns(1);
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        assertThat(platform.told()).hasSize(3);
        assertThat(noted).containsExactly("phones NOT_FOUND");
    }

    private void turns(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            telling.turn();
        }
    }

    private final class Noting implements AgentNotes {
        @Override
        public void held(String kind, String code, String detail) {
            noted.add(kind + " " + code);
        }

        @Override
        public void begins(Task task, boolean isResumed) {}

        @Override
        public void ends(Task task, String outcome, String code) {}

        @Override
        public void looks(Look look) {}

        @Override
        public void looked(Look look, String code) {}

        @Override
        public void unreachable(String reason) {}

        @Override
        public void unknownThere(String reason) {}

        @Override
        public void reachable() {}

        @Override
        public void refused(String kind, String code, String detail) {}

        @Override
        public void notAllBrought() {}

        @Override
        public void trouble(String reason) {}
    }
}
