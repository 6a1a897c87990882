package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.station.agent.PhoneShop.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.phone.MadePhone;
import org.wangchuan.station.phone.PhoneMoment;
import org.wangchuan.station.phone.PhoneTicket;
import org.wangchuan.station.testing.InMemoryPhones;

/** Phones' tasks that end at the platform or get lost here: nothing is set off that is not wanted, what was set off has its receipt, and no place stays taken. */
@Tag("slow")
@Timeout(300)
class EndedPhonesTest {
    private static final String PLACE = "1-4.2";
    private static final String SERIAL = "37061FDJH0011Z";

    @TempDir
    Path folder;

    private static String question(PhoneShop shop, UUID task) {
        return shop.platform.phoneDesk().turn(task).map(InMemoryPhones::asked).orElse("");
    }

    private static boolean isSetOff(PhoneShop shop, Task task) throws Exception {
        Optional<PhoneTicket> job = shop.store().find(task.id());
        return job.isPresent() && shop.store().events(job.get()).stream().anyMatch(PhoneEvent.SetOff.class::isInstance);
    }

    private static Verdict verdict(PhoneShop shop, Task task) throws Exception {
        Receipt receipt =
                Receipt.parse(shop.platform.receipt(task.id()).orElseThrow().getBytes(StandardCharsets.UTF_8));
        Statement.Clearing clearing = StationBooks.open(shop.home, InstantSource.system())
                .requireOwn(receipt.clearing().statement());
        return clearing.claims().verdict();
    }

    private static void damage(PhoneShop shop, Task task) throws Exception {
        Path file = AgentFolder.of(shop.home).tasks().resolve(task.id() + ".json");
        assertThat(file).exists();
        Files.writeString(file, "{\"format\"");
    }

    private Task untilSetOff(PhoneShop shop, MadePhone phone) throws Exception {
        shop.hub.plug(PLACE, phone);
        shop.counter.resets(false);
        shop.start();
        Task task = shop.queue(PLACE, phone);
        await(() -> isSetOff(shop, task));
        return task;
    }

    private static void assertClosedAsItIs(PhoneShop shop, Task task) throws Exception {
        await(() -> shop.platform.receipt(task.id()).isPresent() && shop.isIdle());
        assertThat(shop.platform.ends(task.id())).containsOnlyOnce("finished").isSubsetOf("finished", "interrupted");
        assertThat(verdict(shop, task)).isNotEqualTo(Verdict.CLEARED);
        assertThat(shop.signed()).isEqualTo(2);
        assertThat(shop.receipts(task.id())).isOne();
        assertThat(AgentStatus.of(shop.home).refused()).isEmpty();
    }

    // -- given up at the platform

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatIsGivenUpWhilePeopleAreWaitedForIsClosedAsItIsAndItsPlaceIsFree() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            Task task = untilSetOff(shop, phone);
            shop.platform.giveUp(task.id());
            assertClosedAsItIs(shop, task);
            assertThat(phone.timesErased()).isZero();

            shop.counter.resets(true);
            Task next = shop.queue(PLACE, phone);
            await(() -> shop.platform.receipt(next.id()).isPresent() && shop.isIdle());
            assertThat(verdict(shop, next)).isEqualTo(Verdict.CLEARED);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatIsGivenUpWhileTheStationIsOffIsClosedAtItsNextStart() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            Task task = untilSetOff(shop, new MadePhone(SERIAL));
            shop.stop();
            shop.platform.giveUp(task.id());
            shop.start();
            assertClosedAsItIs(shop, task);
        }
    }

    /** The yes is kept, and nothing is set off: by the next start nobody wants it any more. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aYesOfBeforeSetsNothingOff() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            shop.hub.plug(PLACE, phone);
            AtomicBoolean isDead = new AtomicBoolean();
            shop.steps = step -> {
                if (step == Step.ERASING_KEPT) {
                    isDead.set(true);
                    shop.platform.setGone(true);
                    throw new PhoneShop.Killed();
                }
            };
            shop.start();
            Task task = shop.queue(PLACE, phone);
            await(isDead::get);
            shop.stop();
            assertThat(AgentStatus.of(shop.home).open())
                    .extracting(AgentStatus.OpenTask::state)
                    .containsExactly("erasing");
            shop.platform.giveUp(task.id());
            shop.steps = _ -> {};

            shop.start();
            Thread.sleep(1500); // the platform is away: nobody says that it is still wanted
            assertThat(shop.signed()).isZero();
            assertThat(isSetOff(shop, task)).isFalse();
            shop.platform.setGone(false);
            await(shop::isIdle);
            assertThat(shop.signed()).isZero();
            assertThat(phone.timesErased()).isZero();
            assertThat(shop.platform.ends(task.id())).isEmpty();
            assertThat(AgentStatus.of(shop.home).refused()).isEmpty();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void onePulledBetweenTheYesAndTheStartIsAskedForAgain() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            shop.hub.plug(PLACE, phone);
            AtomicBoolean isPulled = new AtomicBoolean();
            shop.steps = step -> {
                if (step == Step.ERASING_KEPT) {
                    phone.pull();
                    isPulled.set(true);
                }
            };
            shop.start();
            Task task = shop.queue(PLACE, phone);
            await(isPulled::get);
            Thread.sleep(300);
            assertThat(shop.platform.claims(task.id())).isOne();
            assertThat(isSetOff(shop, task)).isFalse();
            phone.plugIn();
            await(() -> shop.platform.receipt(task.id()).isPresent() && shop.isIdle());
            assertThat(shop.platform.claims(task.id())).isEqualTo(2);
            assertThat(shop.platform.claimedAs(task.id())).contains(SERIAL);
            assertThat(phone.timesErased()).isOne();
        }
    }

    // -- claims

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anotherNumberThanWasNotedIsRefusedBeforeItIsRead() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            shop.hub.plug(PLACE, phone);
            Task task = shop.queue(PLACE, phone);
            shop.platform.notes(task.id(), "ZX1G22KHQK");
            shop.start();
            await(() -> !shop.platform.ends(task.id()).isEmpty() && shop.isIdle());
            assertThat(phone.timesOpened()).isZero();
            assertThat(phone.hasMark()).isFalse();
            assertThat(shop.platform.told()).contains("compare").doesNotContain("claim");
            assertThat(shop.platform.ends(task.id())).containsExactly("refused");
            assertThat(shop.platform.isClaimed(task.id())).isFalse();
            assertThat(shop.signed()).isZero();
        }
    }

    /** Nobody is asked the same for ever. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aClaimThatIsRefusedThoughTheTaskStaysListedEndsIt() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            shop.hub.plug(PLACE, phone);
            shop.platform.answersClaims(Optional.of(
                    new PlatformRefusedException(409, PlatformRefusedException.TASK_WITHDRAWN, "another way")));
            shop.start();
            Task task = shop.queue(PLACE, phone);
            await(() -> !shop.platform.ends(task.id()).isEmpty() && shop.isIdle());
            int opened = phone.timesOpened();
            Thread.sleep(2500); // it would begin anew by then
            assertThat(shop.platform.ends(task.id())).containsExactly("refused");
            assertThat(shop.platform.told()).containsOnlyOnce("claim");
            assertThat(phone.timesOpened()).isEqualTo(opened);
            assertThat(shop.signed()).isZero();
        }
    }

    // -- records that can't be read

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aJobWhoseRecordIsDamagedIsGoneOnWithAsWhatItIs() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            Task task = untilSetOff(shop, phone);
            shop.stop();
            damage(shop, task);
            shop.counter.resets(true);
            shop.start();
            assertThat(AgentStatus.of(shop.home).open())
                    .extracting(AgentStatus.OpenTask::state)
                    .containsExactly("erasing");
            await(() -> shop.platform.receipt(task.id()).isPresent() && shop.isIdle());
            assertThat(shop.platform.ends(task.id())).contains("finished").doesNotContain("refused", "broken");
            assertThat(verdict(shop, task)).isEqualTo(Verdict.CLEARED);
            assertThat(phone.timesErased()).isOne();
            assertThat(shop.signed()).isEqualTo(2);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aJobWhoseRecordIsDamagedAndWhichWasGivenUpIsClosedAsItIs() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            Task task = untilSetOff(shop, new MadePhone(SERIAL));
            shop.stop();
            damage(shop, task);
            shop.platform.giveUp(task.id());
            shop.start();
            assertClosedAsItIs(shop, task);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aJobWhoseRecordIsDamagedAndWhichWasTakenBackIsPutAway() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            shop.hub.plug(PLACE, phone);
            shop.counter.answersNothing();
            shop.start();
            Task task = shop.queue(PLACE, phone);
            await(() -> question(shop, task.id()).equals("choose"));
            shop.stop();
            damage(shop, task);
            shop.platform.withdraw(task.id());
            shop.start();
            await(shop::isIdle);
            assertThat(shop.platform.ends(task.id())).isEmpty();
            assertThat(shop.signed()).isZero();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aLostRecordOfATaskThatNobodyClaimedIsNoBrokenErasure() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            shop.hub.plug(PLACE, phone);
            Task task = shop.queue(PLACE, phone);
            AgentFolder.of(shop.home).prepare();
            Files.writeString(AgentFolder.of(shop.home).tasks().resolve(task.id() + ".json"), "{\"format\"");
            shop.start();
            await(() -> !shop.platform.ends(task.id()).isEmpty() && shop.isIdle());
            assertThat(shop.platform.ends(task.id())).containsExactly("refused");
            assertThat(AgentStatus.of(shop.home).refused()).isEmpty();
            assertThat(shop.signed()).isZero();
        }
    }

    // -- files that can't be opened for a while

    /** Before the lane has begun anything; the record lies there, whole. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aJobThatCanNotBeHeldJustNowIsGoneOnWithLater() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            Task task = untilSetOff(shop, new MadePhone(SERIAL));
            shop.stop();
            Path lock = shop.store()
                    .folder(shop.store().find(task.id()).orElseThrow())
                    .resolve("lock");
            Files.delete(lock);
            Files.createDirectory(lock);
            assertGoneOnWithOnceItCanBe(shop, task, () -> Files.delete(lock));
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aJobWhoseTicketCanNotBeReadJustNowIsGoneOnWithLater() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            Task task = untilSetOff(shop, new MadePhone(SERIAL));
            shop.stop();
            Path ticket = shop.store()
                    .folder(shop.store().find(task.id()).orElseThrow())
                    .resolve("phone.json");
            Path aside = folder.resolve("aside");
            Files.move(ticket, aside);
            Files.createSymbolicLink(ticket, ticket.getFileName()); // leads to itself: there, and nobody can open it
            assertGoneOnWithOnceItCanBe(shop, task, () -> {
                Files.delete(ticket);
                Files.move(aside, ticket);
            });
        }
    }

    private interface Mending {
        void mend() throws Exception;
    }

    private static void assertGoneOnWithOnceItCanBe(PhoneShop shop, Task task, Mending mending) throws Exception {
        shop.counter.resets(true);
        shop.start();
        await(() -> !shop.platform.ends(task.id()).isEmpty()); // of the stop, or of what it can't go on with now
        Thread.sleep(1500);
        assertThat(shop.platform.ends(task.id())).containsOnly("interrupted");
        assertThat(AgentStatus.of(shop.home).open()).hasSize(1);
        mending.mend();
        await(() -> shop.platform.receipt(task.id()).isPresent() && shop.isIdle());
        assertThat(shop.platform.ends(task.id())).contains("finished").doesNotContain("refused", "broken");
        assertThat(verdict(shop, task)).isEqualTo(Verdict.CLEARED);
        assertThat(shop.signed()).isEqualTo(2);
    }

    // -- errors of this program

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aJobThatCanNotBeClosedStaysItsTasksUntilItCan() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            Task task = untilSetOff(shop, phone);
            shop.stop();
            AtomicInteger mistakes = new AtomicInteger();
            shop.moments = moment -> {
                if (moment == PhoneMoment.STEP || moment == PhoneMoment.CLOSED) {
                    mistakes.incrementAndGet();
                    throw new IllegalStateException("a mistake");
                }
            };
            shop.start();
            await(() -> mistakes.get() > 1 && !shop.platform.ends(task.id()).isEmpty() && shop.outbox() == 0);
            assertThat(shop.store().find(task.id())).isPresent();
            assertThat(AgentStatus.of(shop.home).open()).hasSize(1);
            assertThat(shop.platform.ends(task.id())).containsOnly("interrupted");

            shop.moments = PhoneMoment.Listener.NOBODY;
            assertClosedAsItIs(shop, task);
        }
    }

    /** What was asked is asked by nobody any more: the page says so. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatIsHeldBeforeTheClaimAsksNothing() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            shop.hub.plug(PLACE, phone);
            shop.counter.answersNothing();
            shop.start();
            Task task = shop.queue(PLACE, phone);
            await(() -> question(shop, task.id()).equals("choose"));
            shop.moments = moment -> {
                if (moment == PhoneMoment.STEP || moment == PhoneMoment.MADE) {
                    throw new IllegalStateException("a mistake");
                }
            };
            assertThat(shop.platform
                            .phoneDesk()
                            .answer(task.id(), MadeCounter.said("technique", "android-reset-read-again")))
                    .isTrue();
            await(() -> question(shop, task.id()).isEmpty());
            assertThat(shop.platform.ends(task.id())).isEmpty();
            assertThat(shop.store().find(task.id())).isPresent();

            shop.moments = PhoneMoment.Listener.NOBODY;
            shop.counter.answers(shop.counter::usual);
            await(() -> shop.platform.receipt(task.id()).isPresent() && shop.isIdle());
            assertThat(shop.platform.ends(task.id())).containsExactly("finished");
            assertThat(phone.timesErased()).isOne();
        }
    }
}
