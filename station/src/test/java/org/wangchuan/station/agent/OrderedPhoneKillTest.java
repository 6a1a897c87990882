package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.station.agent.PhoneShop.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.station.phone.MadePhone;
import org.wangchuan.station.phone.PhoneMoment;
import org.wangchuan.station.phone.PhoneTicket;

/** The process dies anywhere between the task and its end, and another one starts: one start, one receipt, one end. */
@Tag("slow")
@Timeout(1200)
class OrderedPhoneKillTest {
    private static final String PLACE = "1-4.2";
    /** Each with a shop of its own; they mostly wait, for disks and for people. */
    private static final int AT_ONCE = 4;

    @TempDir
    Path folder;

    @Test
    void killedBetweenAnyTwoStepsItComesToOneEnd() throws Exception {
        Set<Enum<?>> met = ConcurrentHashMap.newKeySet();
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean isAfterTheLast = new AtomicBoolean();
        Callable<Void> deaths = () -> {
            while (!isAfterTheLast.get()) {
                if (!comesToOneEnd(next.getAndIncrement(), met)) {
                    isAfterTheLast.set(true);
                }
            }
            return null;
        };
        try (ExecutorService several = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Void> one : several.invokeAll(Collections.nCopies(AT_ONCE, deaths))) {
                Void _ = one.get();
            }
        }
        assertThat(met)
                .contains(
                        Step.PREPARING_KEPT,
                        Step.CLAIM_ASKED,
                        Step.CLAIM_KEPT,
                        Step.ERASING_KEPT,
                        Step.LANE_ENDED,
                        Step.END_KEPT,
                        Step.END_QUEUED,
                        Step.MESSAGE_DELIVERED,
                        PhoneMoment.MADE,
                        PhoneMoment.STEP,
                        PhoneMoment.MARKED,
                        PhoneMoment.STARTED,
                        PhoneMoment.SET_OFF,
                        PhoneMoment.CLOSED,
                        PhoneMoment.SIGNED,
                        PhoneMoment.WRITTEN);
    }

    /** Whether there is a moment of this number, in which it was killed. */
    private boolean comesToOneEnd(int at, Set<Enum<?>> met) throws Exception {
        try (PhoneShop shop = new PhoneShop(Files.createDirectories(folder.resolve("at" + at)))) {
            MadePhone phone = new MadePhone("37061FDJH0011Z");
            shop.hub.plug(PLACE, phone);
            CountDownLatch died = new CountDownLatch(1);
            AtomicBoolean isDead = new AtomicBoolean();
            AtomicInteger left = new AtomicInteger(at);
            shop.steps = step -> reached(step, shop, left, isDead, died, met);
            shop.moments = moment -> reached(moment, shop, left, isDead, died, met);
            shop.start();
            Task task = shop.queue(PLACE, phone);
            await(() ->
                    died.getCount() == 0 || (shop.platform.receipt(task.id()).isPresent() && shop.isIdle()));
            shop.stop();
            boolean wasKilled = died.getCount() == 0;
            if (wasKilled) {
                shop.steps = _ -> {};
                shop.moments = PhoneMoment.Listener.NOBODY;
                shop.platform.setGone(false);
                shop.start();
                await(() -> shop.platform.receipt(task.id()).isPresent() && shop.isIdle());
            }
            assertThat(new HashSet<>(shop.platform.ends(task.id())))
                    .as("killed at %d", at)
                    .isSubsetOf("interrupted", "finished")
                    .contains("finished");
            assertThat(shop.signed()).as("killed at %d", at).isEqualTo(2);
            assertThat(shop.receipts(task.id())).as("killed at %d", at).isOne();
            assertThat(phone.timesErased()).as("killed at %d", at).isOne();
            assertThat(AgentStatus.of(shop.home).refused())
                    .as("killed at %d", at)
                    .isEmpty();
            return wasKilled;
        }
    }

    /** Nobody at the platform asks for it any more: wherever it dies on the way, what was set off has one receipt, and the place is free. */
    @ParameterizedTest
    @MethodSource("waysToTheEnd")
    @Execution(ExecutionMode.CONCURRENT)
    void killedWhileWhatWasGivenUpIsClosedItHasOneReceipt(Enum<?> where) throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone("37061FDJH0011Z");
            shop.hub.plug(PLACE, phone);
            shop.counter.resets(false);
            shop.start();
            Task task = shop.queue(PLACE, phone);
            await(() -> isSetOff(shop, task));
            shop.stop();
            shop.platform.giveUp(task.id());

            CountDownLatch died = new CountDownLatch(1);
            AtomicBoolean isDead = new AtomicBoolean();
            Set<Enum<?>> met = ConcurrentHashMap.newKeySet();
            AtomicInteger none = new AtomicInteger();
            shop.steps = step -> diesAt(where, step, shop, none, isDead, died, met);
            shop.moments = moment -> diesAt(where, moment, shop, none, isDead, died, met);
            shop.start();
            await(() -> died.getCount() == 0);
            shop.stop();
            shop.steps = _ -> {};
            shop.moments = PhoneMoment.Listener.NOBODY;
            shop.platform.setGone(false);
            shop.start();
            await(() -> shop.platform.receipt(task.id()).isPresent() && shop.isIdle());
            assertThat(shop.platform.ends(task.id())).contains("finished").doesNotContain("refused", "broken");
            assertThat(shop.signed()).isEqualTo(2);
            assertThat(shop.receipts(task.id())).isOne();
            assertThat(phone.timesErased()).isZero();
        }
    }

    static Stream<Enum<?>> waysToTheEnd() {
        return Stream.of(
                PhoneMoment.CLOSED,
                PhoneMoment.SIGNED,
                PhoneMoment.WRITTEN,
                Step.LANE_ENDED,
                Step.END_KEPT,
                Step.END_QUEUED,
                Step.MESSAGE_DELIVERED);
    }

    private static void diesAt(
            Enum<?> wanted,
            Enum<?> where,
            PhoneShop shop,
            AtomicInteger none,
            AtomicBoolean isDead,
            CountDownLatch died,
            Set<Enum<?>> met) {
        if (isDead.get() || wanted.equals(where)) {
            reached(where, shop, none, isDead, died, met);
        }
    }

    private static boolean isSetOff(PhoneShop shop, Task task) throws Exception {
        Optional<PhoneTicket> job = shop.store().find(task.id());
        return job.isPresent() && shop.store().events(job.get()).stream().anyMatch(PhoneEvent.SetOff.class::isInstance);
    }

    private static void reached(
            Enum<?> where,
            PhoneShop shop,
            AtomicInteger left,
            AtomicBoolean isDead,
            CountDownLatch died,
            Set<Enum<?>> met) {
        if (!isDead.get() && left.getAndDecrement() != 0) {
            return;
        }
        if (isDead.compareAndSet(false, true)) {
            met.add(where);
            shop.platform.setGone(true); // whatever else is left of the process reaches nobody
            died.countDown();
        }
        throw new PhoneShop.Killed();
    }
}
