package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.phone.contact.CableEvent;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.engine.usb.UsbWatch;
import org.wangchuan.station.testing.Soon;

/** One thread looks at all cables of a bench: nothing that goes wrong in a look may end it. */
@Timeout(600)
class BenchCablesTest {
    private static final String SERIAL = "37061FDJH0011Z";

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Supplier<PhoneCables.Found> looks(PhoneCables cables) {
        return () -> {
            Throwable next = failures.poll();
            if (next instanceof RuntimeException failure) {
                throw failure;
            }
            if (next instanceof Error failure) {
                throw failure;
            }
            List<CableEvent> _ = cables.look();
            return cables.found();
        };
    }

    private BenchCables bench(PhoneCables cables, AtomicLong nanos) {
        return new BenchCables(cables, looks(cables), troubles::add, nanos::get);
    }

    @Test
    void aLookThatFailsIsToldOnceAndMadeAgain() throws Exception {
        MadeUsbFolders usb = new MadeUsbFolders(folder);
        PhoneCables cables = usb.cables();
        try (BenchCables bench = new BenchCables(cables, looks(cables), troubles::add, System::nanoTime)) {
            assertThat(bench.contacts()).isEmpty();
            for (int i = 0; i < 2; i++) {
                failures.add(new IllegalStateException("a question failed", new ArithmeticException(SERIAL)));
                failures.add(new OutOfMemoryError("unable to create native thread"));
            }
            Soon.until("all of them are thrown", failures::isEmpty);
            usb.plug("1-1", 2, 0x18d1, 0x4ee7, 0x42);
            Soon.until(
                    "a phone that comes later is seen", () -> bench.contacts().size() == 1);
            usb.unplug("1-1");
            Soon.until("that it went is seen", () -> bench.contacts().isEmpty());
        }
        assertThat(troubles)
                .containsExactly(
                        "a look at the phone cables failed: ArithmeticException",
                        "a look at the phone cables failed: OutOfMemoryError");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void soIsTheFirstOneAlsoWhereNobodyCanBeTold(boolean isTold) throws Exception {
        MadeUsbFolders usb = new MadeUsbFolders(folder);
        usb.plug("1-1", 2, 0x18d1, 0x4ee7, 0x42);
        PhoneCables cables = usb.cables();
        failures.add(new IllegalStateException(SERIAL));
        failures.add(new OutOfMemoryError("unable to create native thread"));
        Consumer<String> trouble = reason -> {
            troubles.add(reason);
            if (!isTold) {
                throw new IllegalStateException("the terminal is gone");
            }
        };
        try (BenchCables bench = new BenchCables(cables, looks(cables), trouble, System::nanoTime)) {
            Soon.until("the phone is seen", () -> bench.contacts().size() == 1);
        }
        assertThat(troubles).hasSize(2).noneMatch(told -> told.contains(SERIAL));
    }

    /** It is on the kernel's list: whoever signs that it went needs more than that nobody could tell what it is. */
    @Test
    void whatTheKernelListsAndDoesNotAnswerForIsNotKnownToBeGone() throws Exception {
        MadeUsbFolders usb = new MadeUsbFolders(folder);
        usb.fastPort(4);
        usb.plug("2-4", 2, 0x18d1, 0x4ee7, 0x42);
        usb.holdLock("2-4");
        try (BenchCables bench = new BenchCables(usb.cables(), troubles::add)) {
            for (String name : new String[] {"1-4", "2-4"}) {
                PhoneCable cable = bench.at(UsbPlace.parse(name).orElseThrow());
                assertThat(cable.seen()).as(name).isEqualTo(PhoneCable.Seen.UNKNOWN);
            }
            assertThat(bench.at(UsbPlace.parse("1-5").orElseThrow()).seen().isNothing())
                    .as("nothing else is held up")
                    .isTrue();
            usb.releaseLock("2-4");
            PhoneCable cable = bench.at(UsbPlace.parse("1-4").orElseThrow());
            Soon.until("it is seen", () -> cable.now().isPresent());
            usb.unplug("2-4");
            Soon.until("it is gone", () -> cable.seen().isNothing());
        }
        assertThat(troubles).isEmpty();
    }

    /** It is listed all the while: a lane that waits for it to go must not sign that it went, and came back. */
    @Test
    void whatIsListedAndCanNotBeReadIsNotKnownToBeGone() throws Exception {
        MadeUsbFolders usb = new MadeUsbFolders(folder);
        usb.fastPort(4);
        usb.plug("2-4", 2, 0x18d1, 0x4ee7, 0x42);
        try (BenchCables bench = new BenchCables(usb.cables(), troubles::add)) {
            PhoneCable cable = bench.at(UsbPlace.parse("1-4").orElseThrow());
            CableWatch lane = new CableWatch(cable, PhoneWorld.TIMES, () -> false);
            lane.take(cable.now().orElseThrow());
            usb.hideNumber("2-4");
            Soon.until("nobody knows", () -> !cable.seen().isKnown());
            assertThat(lane.awaitGone(Duration.ofSeconds(1))).isFalse();
            assertThat(cable.seen()).isEqualTo(PhoneCable.Seen.UNKNOWN);
            assertThat(bench.contacts()).isEmpty();
            usb.showNumber("2-4", 2);
            Soon.until("it is known again", () -> cable.seen().isKnown());
            assertThat(lane.present()).as("the same plugging-in").isPresent();
            usb.hideNumber("2-4");
            Soon.until("nobody knows", () -> !cable.seen().isKnown());
            usb.unplug("2-4");
            assertThat(lane.awaitGone(Duration.ofSeconds(60))).isTrue();
        }
        assertThat(troubles).isEmpty();
    }

    /** A look that reads nothing is none: what it has not found has not gone, and what was there before is not there without end. */
    @Test
    void whatNobodyCanListIsNotKnownForLong() throws Exception {
        MadeUsbFolders usb = new MadeUsbFolders(folder);
        usb.plug("1-1", 2, 0x18d1, 0x4ee7, 0x42);
        AtomicLong nanos = new AtomicLong();
        try (BenchCables bench = bench(usb.cables(), nanos)) {
            PhoneCable cable = bench.at(UsbPlace.parse("1-1").orElseThrow());
            PhoneCable empty = bench.at(UsbPlace.parse("1-2").orElseThrow());
            assertThat(cable.now()).isPresent();
            assertThat(empty.seen().isNothing()).isTrue();
            usb.hideList();
            Soon.until("it is told", () -> !troubles.isEmpty());
            assertThat(cable.now()).isPresent();
            nanos.addAndGet(BenchCables.OLD.toNanos() + 1);
            Thread.sleep(4 * UsbWatch.EVERY_MILLIS);
            assertThat(cable.seen()).isEqualTo(PhoneCable.Seen.UNKNOWN);
            assertThat(empty.seen()).isEqualTo(PhoneCable.Seen.UNKNOWN);
            usb.showList();
            Soon.until("it is known again", () -> cable.seen().isKnown());
            assertThat(cable.now()).isPresent();
            assertThat(empty.seen().isNothing()).isTrue();
        }
        assertThat(troubles).containsExactly("a look at the phone cables failed: not whole");
    }

    /** Whether a look is held up, or each of them fails: what was seen before is known for a while, and then it is not. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatNobodyHasLookedAtForAWhileIsNotKnown(boolean isHeldUp) throws Exception {
        MadeUsbFolders usb = new MadeUsbFolders(folder);
        usb.plug("1-1", 2, 0x18d1, 0x4ee7, 0x42);
        PhoneCables cables = usb.cables();
        AtomicLong nanos = new AtomicLong();
        AtomicBoolean isStuck = new AtomicBoolean();
        Semaphore stuck = new Semaphore(0);
        CountDownLatch letGo = new CountDownLatch(1);
        Supplier<PhoneCables.Found> looks = () -> {
            if (isStuck.get()) {
                stuck.release();
                if (!isHeldUp) {
                    throw new IllegalStateException("it fails");
                }
                await(letGo);
            }
            return looks(cables).get();
        };
        try (BenchCables bench = new BenchCables(cables, looks, troubles::add, nanos::get)) {
            PhoneCable cable = bench.at(UsbPlace.parse("1-1").orElseThrow());
            assertThat(cable.now()).isPresent();
            isStuck.set(true);
            assertThat(stuck.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
            nanos.addAndGet(BenchCables.OLD.toNanos());
            assertThat(cable.seen().isKnown()).isTrue();
            assertThat(cable.now()).isPresent();
            nanos.addAndGet(1);
            assertThat(cable.seen().isKnown()).isFalse();
            assertThat(cable.now()).isEmpty();
            assertThat(bench.contacts()).isEmpty();
            isStuck.set(false);
            letGo.countDown();
            Soon.until("somebody looks again", () -> cable.seen().isKnown());
            assertThat(cable.now()).isPresent();
            assertThat(bench.contacts()).hasSize(1);
        }
    }
}
