package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.wangchuan.station.testing.Soon;

/** Each phone is asked once for each plugging-in, and none waits for another. */
class PhoneWatchTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final MadeSockets sockets = new MadeSockets();
    private final AtomicLong nanos = new AtomicLong();
    private final Set<String> worked = ConcurrentHashMap.newKeySet();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final PhoneWatch watch = watch(sockets);

    private PhoneWatch watch(MadeSockets cables) {
        return new PhoneWatch(
                cables,
                () -> worked.stream()
                        .sorted()
                        .map(name -> new TaskSocket(name, cables.bench(), false))
                        .toList(),
                troubles::add,
                nanos::get);
    }

    @Test
    void oneThatHangsDelaysNoOther() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        sockets.plug("1-1", 1, () -> {
            hangs.await();
            return MadeSockets.phone("1-1", 1).answered(PhoneState.TOLD);
        });
        sockets.plug("1-2", 2, () -> MadeSockets.phone("1-2", 2).answered(PhoneState.TOLD));
        sockets.plug("1-3", 3);

        await("asking", "told", "not-asked");
        nanos.addAndGet(PhoneWatch.ANSWER_LIMIT.toNanos() + 1);
        assertThat(answers()).containsExactly("silent", "told", "not-asked");

        hangs.countDown();
        await("told", "told", "not-asked");
    }

    @Test
    void eachIsAskedOnceForEachTimeThatItIsPluggedIn() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        plugAsked(1, asked);
        await("told");
        for (int i = 0; i < 5; i++) {
            assertThat(answers()).containsExactly("told");
        }
        assertThat(asked).hasValue(1);

        plugAsked(2, asked);
        await("told");
        assertThat(asked).hasValue(2);
        assertThat(watch.look()).extracting(PhoneState::plug).containsExactly(2L);
    }

    private void plugAsked(long plug, AtomicInteger asked) {
        sockets.plug("1-1", plug, () -> {
            asked.incrementAndGet();
            return MadeSockets.phone("1-1", plug).answered(PhoneState.TOLD);
        });
    }

    @Test
    void whoeverIsWorkedOnIsToldOfAndNotAsked() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        plugAsked(1, asked);
        await("told");
        worked.add("1-1");
        assertThat(answers()).as("what it told before").containsExactly("told");
        plugAsked(2, asked); // it was reset, and is back
        assertThat(answers()).containsExactly("not-asked");
        assertThat(watch.look()).extracting(PhoneState::plug).containsExactly(2L);
        assertThat(asked).hasValue(1);

        worked.clear();
        await("told");
        assertThat(asked).hasValue(2);
    }

    /** A task was chosen by the name of before: the platform finds it at what hangs there, and nobody is asked anything at whom somebody works. */
    @Test
    void atAPortWithATaskItIsToldOfByTheNameOfTheTask() {
        MadeHub hub = new MadeHub();
        hub.alsoNamed("2-4", "1-4");
        MadeSockets both = new MadeSockets(Optional.of(hub));
        PhoneWatch names = watch(both);
        both.plug("1-4", 1, () -> {
            throw new AssertionError("somebody works on it");
        });
        both.plug("1-5", 2);
        worked.add("2-4");
        assertThat(names.look()).extracting(PhoneState::place).containsExactly("2-4", "1-5");
        assertThat(names.look()).extracting(PhoneState::answer).containsOnly(PhoneState.NOT_ASKED);
        worked.add("1-4");
        assertThat(names.look()).extracting(PhoneState::place).containsExactly("1-4", "1-5");
        worked.remove("1-4");
        both.plug("2-4", 3); // it was two ports after all: neither of the two is hidden
        assertThat(names.look()).extracting(PhoneState::place).containsExactly("1-4", "1-5", "2-4");
        both.unplug("2-4");
        both.plug("1-4", 4);
        worked.clear();
        assertThat(names.look()).extracting(PhoneState::place).containsExactly("1-4", "1-5");
    }

    /** Firmware has joined two sockets: who goes by the name of a task may be told to reset what stands there. */
    @Test
    void byTheNameOfATaskNothingIsToldButItsPhone() {
        MadeHub hub = joined();
        MadeSockets both = new MadeSockets(Optional.of(hub));
        TaskSocket mine = new TaskSocket("1-4", both.bench(), false);
        List<TaskSocket> open = new CopyOnWriteArrayList<>(List.of(mine));
        PhoneWatch names = new PhoneWatch(both, () -> open, troubles::add, nanos::get);
        both.plug("1-4", 1);
        assertThat(told(names)).containsExactly("1-4 (1)");

        hub.areTwo("1-4", "2-4");
        both.plug("2-4", 1);
        both.plug("1-4", 2, () -> {
            throw new AssertionError("somebody works at its port");
        });
        for (int look = 0; look < 3; look++) {
            assertThat(told(names)).containsExactly("1-4 (1)");
        }
        assertThat(troubles).singleElement().asString().contains("at 1-4").contains("hangs at 2-4");
        both.unplug("2-4");
        assertThat(told(names)).as("while it is away").isEmpty();
        both.plug("1-4", 3);
        both.plug("2-4", 4);
        assertThat(told(names)).containsExactly("1-4 (4)");
        assertThat(troubles).hasSize(2);

        open.add(new TaskSocket("1-4", both.bench(), false)); // of another order, which waits
        open.add(new TaskSocket("2-4", both.bench(), false));
        assertThat(told(names)).containsExactly("1-4 (4)");
        open.clear();
        assertThat(told(names)).containsExactly("1-4 (3)", "2-4 (4)");
    }

    /** Its job began before this program ran: which of the two it is nobody here has seen. */
    @Test
    void norIsItsPhoneToldWhereNobodyKnowsWhichThatIs() {
        MadeHub hub = joined();
        hub.areTwo("1-4", "2-4");
        MadeSockets both = new MadeSockets(Optional.of(hub));
        TaskSocket mine = new TaskSocket("1-4", both.bench(), true);
        PhoneWatch names = new PhoneWatch(both, () -> List.of(mine), troubles::add, nanos::get);
        both.plug("1-4", 1);
        both.plug("2-4", 2);
        assertThat(told(names)).containsExactly("2-4 (2)");
        assertThat(troubles).singleElement().asString().contains("at 1-4").contains("nobody knows");
    }

    private static MadeHub joined() {
        MadeHub hub = new MadeHub();
        hub.alsoNamed("2-4", "1-4");
        return hub;
    }

    private static List<String> told(PhoneWatch watch) {
        return watch.look().stream()
                .map(one -> one.place() + " (" + one.plug() + ")")
                .sorted()
                .toList();
    }

    /** It was asked when its port was known by the name that is another's by now: the platform takes no list with one place twice. */
    @Test
    void whatWasToldIsToldOfThePlaceWhereItHangsNow() throws Exception {
        MadeSockets apart = new MadeSockets();
        PhoneWatch places = watch(apart);
        apart.plug("1-3", 1, () -> MadeSockets.phone("1-3", 1).answered(PhoneState.TOLD));
        Soon.until(
                "it has told",
                () -> places.look().stream().allMatch(one -> one.answer().equals(PhoneState.TOLD)));
        apart.plug("1-3", 2);
        apart.plug("2-3", 1, () -> {
            throw new AssertionError("it has told");
        });
        assertThat(places.look()).extracting(PhoneState::place).containsExactlyInAnyOrder("1-3", "2-3");
    }

    @Test
    void whatIsUnpluggedIsGoneAndAskedNoMore() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        sockets.plug("1-1", 1, () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                ended.countDown();
            }
            throw new AssertionError("nobody counts that down");
        });
        assertThat(answers()).containsExactly("asking");
        assertThat(begun.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

        sockets.unplug("1-1");
        assertThat(watch.look()).isEmpty();
        assertThat(ended.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aMistakeAboutOneIsAboutNoOther() throws Exception {
        sockets.plug("1-1", 1, () -> {
            throw new IllegalStateException("a mistake of this program");
        });
        sockets.plug("1-2", 2, () -> MadeSockets.phone("1-1", 1).answered(PhoneState.TOLD));

        await("silent", "silent");
        assertThat(watch.look()).extracting(PhoneState::place).containsExactly("1-1", "1-2");
    }

    @Test
    void noMoreAreToldThanThePlatformTakes() {
        for (int port = 1; port <= PhoneWatch.PHONES_MAX + 5; port++) {
            sockets.plug("1-" + port, port);
        }
        assertThat(watch.look()).hasSize(PhoneWatch.PHONES_MAX);
    }

    /** A phone that is plugged in and out for a day, and hangs each time, takes no more threads than that. */
    @Test
    void onlySoManyHangAtOnce() throws Exception {
        CountDownLatch hang = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean isReleased = new AtomicBoolean();
        for (int plug = 1; plug <= PhoneWatch.PHONES_MAX + 3; plug++) {
            sockets.plug("1-1", plug, () -> {
                asked.incrementAndGet();
                while (!isReleased.get()) {
                    try {
                        hang.await();
                    } catch (InterruptedException _) {
                        // as a call into a kernel that is stuck
                    }
                }
                return MadeSockets.phone("1-1", 1).answered(PhoneState.TOLD);
            });
            assertThat(answers()).containsExactly("asking");
        }
        nanos.addAndGet(PhoneWatch.ANSWER_LIMIT.toNanos() + 1);
        assertThat(answers()).containsExactly("silent");
        assertThat(asked.get()).isLessThanOrEqualTo(PhoneWatch.PHONES_MAX);
        isReleased.set(true);
        hang.countDown();
    }

    @Test
    void whatAPhoneCallsItselfIsMadeToFit() {
        PhoneState state = new PhoneState(
                "1-1",
                1,
                "mobile",
                Optional.of(" \u0000HO\u202eNOR\n"),
                Optional.of("x".repeat(63) + "\uD83D\uDCF1"),
                Optional.of("9".repeat(129)),
                Optional.of("symbian"),
                List.of("mtp", "hub", "mtp"),
                Optional.of("asleep"),
                Optional.empty(),
                Optional.empty(),
                PhoneState.TOLD);

        assertThat(state.maker()).contains("HONOR");
        assertThat(state.model()).contains("x".repeat(63));
        assertThat(state.serial()).isEmpty();
        assertThat(state.system()).isEmpty();
        assertThat(state.shows()).containsExactly("mtp");
        assertThat(state.mode()).isEmpty();
        assertThat(MadeSockets.phone("1-1", 1)).asString().doesNotContain("SERIAL");
    }

    private List<String> answers() {
        return watch.look().stream().map(PhoneState::answer).toList();
    }

    private void await(String... wanted) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!answers().equals(List.of(wanted))) {
            assertThat(System.nanoTime()).as("in time: " + answers()).isLessThan(deadline);
            Thread.sleep(5);
        }
    }
}
