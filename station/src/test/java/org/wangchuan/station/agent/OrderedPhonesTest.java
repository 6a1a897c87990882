package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.station.agent.PhoneShop.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.job.PhoneCourse;
import org.wangchuan.engine.phone.job.PhoneStep;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.station.certify.PendingReceipts;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.ordered.PhoneAnswer;
import org.wangchuan.station.phone.MadePhone;
import org.wangchuan.station.phone.PhoneMoment;
import org.wangchuan.station.phone.PhoneTicket;
import org.wangchuan.station.testing.InMemoryPhones;

/** Phones that a platform has erased, with people at its pages: from the task to the receipt, and each way in which that goes otherwise. */
@Tag("slow")
@Timeout(300)
class OrderedPhonesTest {
    private static final String PLACE = "1-4.2";
    private static final String SERIAL = "37061FDJH0011Z";
    private static final String ON_ITS_BOX = "F2LXK3ABCD";

    @TempDir
    Path folder;

    private static String question(PhoneShop shop, UUID task) {
        return shop.platform.phoneDesk().turn(task).map(InMemoryPhones::asked).orElse("");
    }

    private static Statement.Clearing clearing(PhoneShop shop, UUID task) throws Exception {
        Receipt receipt =
                Receipt.parse(shop.platform.receipt(task).orElseThrow().getBytes(StandardCharsets.UTF_8));
        return StationBooks.open(shop.home, InstantSource.system())
                .requireOwn(receipt.clearing().statement());
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aPhoneIsErasedForItsOrderAndHasOneReceipt() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            shop.hub.plug(PLACE, phone);
            shop.start();
            Task task = shop.queue(PLACE, phone);
            await(() -> shop.platform.receipt(task.id()).isPresent() && shop.isIdle());

            assertThat(shop.platform.ends(task.id())).containsExactly("finished");
            assertThat(phone.timesErased()).isOne();
            Statement.Clearing clearing = clearing(shop, task.id());
            assertThat(clearing.claims().verdict()).isEqualTo(Verdict.CLEARED);
            assertThat(clearing.claims().policy().id()).isEqualTo(PhoneShop.POLICY);
            assertThat(clearing.disclosed().asset().map(Asset::tag)).contains(PhoneShop.LABEL);
            assertThat(shop.receipts(task.id())).isOne();
            assertThat(shop.signed()).isEqualTo(2);
            assertThat(shop.platform.claimedAs(task.id())).contains(SERIAL);
            assertThat(shop.platform.told().indexOf("claim"))
                    .isLessThan(shop.platform.told().indexOf("END"));

            List<JsonValue.Obj> turns = shop.platform.phoneDesk().told();
            assertThat(turns.stream()
                            .map(turn -> InMemoryPhones.text(turn, "step"))
                            .collect(Collectors.toSet()))
                    .contains("choose", "await-gone", "observe");
            assertThat(InMemoryPhones.text(turns.getLast(), "step"))
                    .as("what it showed last is told before its end")
                    .isEqualTo("closed");
            assertThat(turns).allSatisfy(turn -> {
                String text = CanonicalJson.writeText(turn);
                assertThat(text).doesNotContain(SERIAL);
                assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThan(64 << 10);
            });
        }
    }

    /** As an iPhone is: what its descriptors show stands on no box. That it keeps silent at another look makes it no other phone. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void oneThatTellsTheNumberOnItsBoxIsClaimedAndNamedByThat() throws Exception {
        for (int told : List.of(1, Integer.MAX_VALUE)) {
            try (PhoneShop shop = new PhoneShop(Files.createDirectory(folder.resolve("told-" + told)))) {
                MadePhone phone = new MadePhone(SERIAL);
                phone.prints(ON_ITS_BOX, told);
                phone.setDebugging(false);
                shop.hub.plug(PLACE, phone);
                shop.start();
                Task task = shop.queue(PLACE, phone);
                await(() -> shop.platform.receipt(task.id()).isPresent() && shop.isIdle());

                assertThat(shop.platform.claimedAs(task.id())).contains(ON_ITS_BOX);
                assertThat(clearing(shop, task.id()).disclosed().phone().flatMap(Phone::serial))
                        .contains(ON_ITS_BOX);
            }
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void oneThatIsFilledIsResetTwiceAndToldOfMeanwhile() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            shop.hub.plug(PLACE, phone);
            shop.start();
            Task task = shop.queue(PLACE, phone);
            shop.counter.chooses(task.id(), "android-reset-fill-reset");
            await(() -> shop.platform.receipt(task.id()).isPresent() && shop.isIdle());

            assertThat(shop.platform.ends(task.id())).containsExactly("finished");
            assertThat(phone.timesErased()).isEqualTo(2);
            assertThat(clearing(shop, task.id()).claims().verdict()).isEqualTo(Verdict.CLEARED);
        }
    }

    /** What comes of asking witnesses changes nothing of the end; of what was made for tests nobody asks any. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void witnessesAreAskedAtOnceForWhatIsNoTest() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            AtomicInteger asked = new AtomicInteger();
            shop.certifying = Optional.of(new Bench.Certifying(
                    _ -> {
                        asked.incrementAndGet();
                        throw new IOException("no log today");
                    },
                    Duration.ofSeconds(1)));
            MadePhone made = new MadePhone(SERIAL);
            shop.hub.plug(PLACE, made);
            shop.start();
            Task first = shop.queue(PLACE, made);
            await(() -> shop.platform.receipt(first.id()).isPresent() && shop.isIdle());
            assertThat(asked).hasValue(0);

            MadePhone real = new MadePhone("ZX1G22KHQK", true);
            shop.hub.plug("1-4.3", real);
            Task second = shop.queue("1-4.3", real);
            await(() -> shop.platform.receipt(second.id()).isPresent() && shop.isIdle());
            assertThat(asked).hasValue(1);
            assertThat(shop.platform.ends(second.id())).containsExactly("finished");
            assertThat(new PendingReceipts(shop.home).all())
                    .as("tried again later")
                    .hasSize(1);
        }
    }

    /** By whichever name of it, and whichever the phone hangs at. */
    @ParameterizedTest
    @CsvSource({"1-4.2, 1-4.2", "2-4.2, 1-4.2", "1-4.2, 2-4.2"})
    @Execution(ExecutionMode.CONCURRENT)
    void aSecondTaskOfOnePlaceWaitsForTheFirst(String first, String second) throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            shop.hub.plug(PLACE, phone);
            shop.hub.alsoNamed("2-4.2", PLACE);
            shop.counter.resets(false);
            shop.start();
            Task left = shop.queue(first, phone);
            await(() -> isRecorded(shop, left, PhoneEvent.SetOff.class));
            Task next = shop.queue(second, phone);
            if (!first.equals(second)) {
                await(() -> !shop.troubles.isEmpty()); // it was heard of, however busy the machine is
            }
            Thread.sleep(500);
            assertThat(shop.platform.ends(next.id()))
                    .as("it waits for the first")
                    .isEmpty();
            assertThat(phone.timesErased()).isZero();
            if (first.equals(second)) {
                assertThat(shop.troubles).isEmpty();
            } else {
                assertThat(shop.troubles)
                        .as("once, for whoever sees two places")
                        .containsExactly("the task of order " + PhoneShop.ORDER + " at " + second
                                + " waits for the one at " + first + ", which is, or was taken for, the same port");
            }

            phone.reset();
            await(() -> shop.platform.receipt(left.id()).isPresent());
            shop.counter.resets(true);
            await(() -> shop.platform.receipt(next.id()).isPresent() && shop.isIdle());
            assertThat(shop.signed()).isEqualTo(4);
        }
    }

    // -- nothing is set off

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anOwnerWhoTakesItBackWhileTheyAreAskedHasNothingErasedSignedOrKept() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            shop.hub.plug(PLACE, phone);
            shop.counter.answersNothing();
            shop.start();
            Task task = shop.queue(PLACE, phone);
            await(() -> question(shop, task.id()).equals("choose"));
            assertThat(AgentStatus.of(shop.home).open())
                    .extracting(AgentStatus.OpenTask::state)
                    .containsExactly("preparing");

            shop.platform.withdraw(task.id());
            await(shop::isIdle);
            assertNothing(shop, phone, task);
        }
    }

    private static void assertNothing(PhoneShop shop, MadePhone phone, Task task) throws Exception {
        assertThat(shop.platform.ends(task.id())).isEmpty();
        assertThat(phone.timesErased()).isZero();
        assertThat(shop.signed()).isZero();
        assertThat(AgentStatus.of(shop.home).refused()).isEmpty();
        assertThat(shop.store().isPutAway(task.id())).isFalse();
    }

    /** It was taken back while the station was off. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatIsNotWantedAnyMoreAtTheNextStartIsPutAway() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            shop.hub.plug(PLACE, phone);
            shop.counter.answersNothing();
            shop.start();
            Task task = shop.queue(PLACE, phone);
            await(() -> question(shop, task.id()).equals("choose"));
            shop.stop();
            assertThat(shop.store().find(task.id())).isPresent();
            assertThat(shop.platform.ends(task.id())).isEmpty();
            shop.platform.withdraw(task.id());

            shop.start();
            await(shop::isIdle);
            assertNothing(shop, phone, task);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aClaimThatIsRefusedForGoodSetsNothingOff() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            shop.hub.plug(PLACE, phone);
            shop.platform.answersClaims(
                    Optional.of(new PlatformRefusedException(409, "LANE_DIFFERS", "another number was noted")));
            shop.start();
            Task task = shop.queue(PLACE, phone);
            await(() -> !shop.platform.ends(task.id()).isEmpty() && shop.isIdle());

            assertThat(shop.platform.ends(task.id())).containsExactly("refused");
            assertThat(phone.timesErased()).isZero();
            assertThat(shop.signed()).isZero();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aClaimThatComesTooLateIsNoEndOfAnything() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            shop.hub.plug(PLACE, phone);
            shop.platform.answersClaims(Optional.of(
                    new PlatformRefusedException(409, PlatformRefusedException.TASK_WITHDRAWN, "taken back")));
            shop.start();
            Task task = shop.queue(PLACE, phone);
            await(() -> shop.platform.told().contains("claim"));
            shop.platform.withdraw(task.id());
            await(shop::isIdle);
            assertNothing(shop, phone, task);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aPlaceThatHoldsNothingIsRefused() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            shop.start();
            Task task = shop.queue("1-9", new MadePhone(SERIAL));
            await(() -> !shop.platform.ends(task.id()).isEmpty());
            assertThat(shop.platform.ends(task.id())).containsExactly("refused");
            assertThat(shop.platform.isClaimed(task.id())).isFalse();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whoWantsNoneOfTheWaysGetsTheOrderBack() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            shop.hub.plug(PLACE, phone);
            shop.counter.answers((_, _) -> Optional.of(MadeCounter.said("technique", "")));
            shop.start();
            Task task = shop.queue(PLACE, phone);
            await(() -> !shop.platform.ends(task.id()).isEmpty() && shop.isIdle());
            assertThat(shop.platform.ends(task.id())).containsExactly("refused");
            assertThat(phone.timesErased()).isZero();
        }
    }

    // -- the platform is away

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void beforeTheClaimAPlatformThatIsAwayIsWaitedForAlsoOverARestart() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            shop.hub.plug(PLACE, phone);
            AtomicBoolean isAway = new AtomicBoolean();
            shop.moments = moment -> {
                boolean isNext = moment == PhoneMoment.STEP
                        && shop.jobs().stream().anyMatch(job -> step(shop, job) == PhoneStep.SET_OFF);
                if (isNext) {
                    shop.platform.setGone(true);
                    isAway.set(true);
                }
            };
            shop.start();
            Task task = shop.queue(PLACE, phone);
            await(isAway::get);
            shop.moments = PhoneMoment.Listener.NOBODY;
            Thread.sleep(700); // many times as long as it waits between two tries
            assertThat(phone.timesErased()).isZero();
            assertThat(shop.signed()).isZero();
            shop.stop();

            shop.start();
            Thread.sleep(4000); // it looks at its lanes every 3 seconds
            assertThat(phone.timesErased()).isZero();
            assertThat(shop.signed()).isZero();
            shop.platform.setGone(false);
            await(() -> shop.platform.receipt(task.id()).isPresent() && shop.isIdle());
            assertThat(shop.platform.ends(task.id())).containsExactly("finished");
            assertThat(phone.timesErased()).isOne();
        }
    }

    private static PhoneStep step(PhoneShop shop, PhoneTicket job) {
        try {
            return PhoneCourse.step(shop.store().events(job));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void afterTheClaimAllThatNeedsNobodyGoesOnWithoutThePlatform() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            shop.hub.plug(PLACE, phone);
            shop.steps = step -> {
                if (step == Step.CLAIM_KEPT) {
                    shop.platform.setGone(true);
                }
            };
            shop.start();
            Task task = shop.queue(PLACE, phone);
            await(() ->
                    shop.store().find(task.id()).map(job -> step(shop, job)).equals(Optional.of(PhoneStep.AWAIT_GONE)));
            phone.reset(); // whoever stands there knows what to do
            await(() -> isRecorded(shop, task, PhoneEvent.Back.class));
            phone.setDebugging(true);
            await(() ->
                    shop.store().find(task.id()).map(job -> step(shop, job)).equals(Optional.of(PhoneStep.OBSERVE)));
            Thread.sleep(300);
            assertThat(shop.store().find(task.id())).as("it waits for people").isPresent();

            shop.steps = _ -> {};
            shop.platform.setGone(false);
            await(() -> shop.platform.receipt(task.id()).isPresent() && shop.isIdle());
            assertThat(shop.platform.ends(task.id())).containsExactly("finished");
            assertThat(clearing(shop, task.id()).claims().verdict()).isEqualTo(Verdict.CLEARED);
            assertThat(phone.timesErased()).isOne();
        }
    }

    private static boolean isRecorded(PhoneShop shop, Task task, Class<? extends PhoneEvent> kind) throws Exception {
        Optional<PhoneTicket> job = shop.store().find(task.id());
        return job.isPresent() && shop.store().events(job.get()).stream().anyMatch(kind::isInstance);
    }

    // -- answers

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anAnswerThatIsNoneIsAskedForAgainUnderAnotherId() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            shop.hub.plug(PLACE, phone);
            List<JsonValue.Obj> wrong = List.of(
                    MadeCounter.said("technique", "magic"),
                    MadeCounter.said("answer", "again"),
                    new JsonValue.Obj(Map.of("technique", new JsonValue.Whole(1))));
            Set<UUID> asked = ConcurrentHashMap.newKeySet();
            shop.counter.answers((task, question) -> {
                boolean isChoice = InMemoryPhones.text(question, "kind").equals("choose");
                if (!isChoice) {
                    return shop.counter.usual(task, question);
                }
                asked.add(UUID.fromString(InMemoryPhones.text(question, "id")));
                return asked.size() <= wrong.size()
                        ? Optional.of(wrong.get(asked.size() - 1))
                        : shop.counter.usual(task, question);
            });
            shop.start();
            Task task = shop.queue(PLACE, phone);
            await(() -> shop.platform.receipt(task.id()).isPresent() && shop.isIdle());
            assertThat(asked).hasSize(wrong.size() + 1);
            assertThat(shop.platform.ends(task.id())).containsExactly("finished");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anAnswerToAnotherQuestionOrOfAnotherTaskIsNotTaken() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone one = new MadePhone(SERIAL);
            MadePhone other = new MadePhone("ZX1G22KHQK");
            shop.hub.plug(PLACE, one);
            shop.hub.plug("1-4.3", other);
            shop.counter.answersNothing();
            shop.start();
            Task first = shop.queue(PLACE, one);
            Task second = shop.queue("1-4.3", other);
            await(() -> question(shop, first.id()).equals("choose")
                    && question(shop, second.id()).equals("choose"));
            InMemoryPhones desk = shop.platform.phoneDesk();
            UUID question =
                    desk.turn(first.id()).flatMap(InMemoryPhones::question).orElseThrow();
            JsonValue.Obj none = MadeCounter.said("technique", "");
            desk.answer(new PhoneAnswer(second.id(), question, none)); // of the first
            desk.answer(new PhoneAnswer(first.id(), UUID.randomUUID(), none));
            Thread.sleep(500);
            assertThat(question(shop, first.id())).isEqualTo("choose");
            assertThat(question(shop, second.id())).isEqualTo("choose");
            assertThat(desk.turn(first.id()).flatMap(InMemoryPhones::question)).contains(question);
            assertThat(shop.platform.ends(first.id())).isEmpty();
            assertThat(shop.platform.ends(second.id())).isEmpty();
        }
    }

    // -- stops and starts

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void asLongAsNobodyHasSaidYesAStopIsToldToNobodyAndTheNextStartGoesOn() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            shop.hub.plug(PLACE, phone);
            shop.counter.answersNothing();
            shop.start();
            Task task = shop.queue(PLACE, phone);
            await(() -> question(shop, task.id()).equals("choose"));
            assertThatThrownBy(shop::start).isInstanceOf(AgentRunningException.class);
            Optional<UUID> asked = shop.platform.phoneDesk().turn(task.id()).flatMap(InMemoryPhones::question);
            shop.stop();
            shop.start();
            await(() -> shop.platform
                            .phoneDesk()
                            .turn(task.id())
                            .flatMap(InMemoryPhones::question)
                            .isPresent()
                    && !shop.platform
                            .phoneDesk()
                            .turn(task.id())
                            .flatMap(InMemoryPhones::question)
                            .equals(asked));
            assertThat(shop.platform.ends(task.id())).isEmpty();

            shop.counter.answers(shop.counter::usual);
            // Where its page has changed meanwhile, the counter has seen to it.
            boolean _ = shop.platform
                    .phoneDesk()
                    .answer(task.id(), MadeCounter.said("technique", "android-reset-read-again"));
            await(() -> shop.platform.receipt(task.id()).isPresent() && shop.isIdle());
            assertThat(shop.platform.ends(task.id())).containsExactly("finished");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void onceItWasSetOffAStopIsToldAndTheNextStartGoesOn() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone phone = new MadePhone(SERIAL);
            shop.hub.plug(PLACE, phone);
            shop.counter.resets(false);
            shop.start();
            Task task = shop.queue(PLACE, phone);
            await(() -> isRecorded(shop, task, PhoneEvent.SetOff.class));
            shop.stop();
            assertThat(shop.platform.ends(task.id())).containsExactly("interrupted");

            shop.counter.resets(true);
            shop.start();
            await(() -> shop.platform.receipt(task.id()).isPresent() && shop.isIdle());
            assertThat(shop.platform.ends(task.id())).containsExactly("interrupted", "finished");
            assertThat(shop.signed()).isEqualTo(2);
        }
    }

    // -- twelve at once

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void twelveAtOnceAreErasedThoughOneOfThemHangs() throws Exception {
        try (PhoneShop shop = new PhoneShop(folder)) {
            MadePhone stuck = new MadePhone("STUCK-000000");
            stuck.hangs();
            shop.hub.plug("1-2", stuck);
            shop.start();
            Task stuckTask = shop.queue("1-2", stuck);
            await(() -> stuck.timesOpened() > 0);
            List<Task> tasks = new ArrayList<>();
            for (int port = 1; port <= 12; port++) {
                MadePhone phone = new MadePhone("PHONE-00" + port + "XYZ");
                shop.hub.plug("2-" + port, phone);
                tasks.add(shop.queue("2-" + port, phone));
            }
            for (Task task : tasks) {
                await(() -> shop.platform.receipt(task.id()).isPresent());
                assertThat(shop.platform.ends(task.id())).containsExactly("finished");
            }
            assertThat(shop.platform.ends(stuckTask.id())).isEmpty();
            shop.stop(); // within the limit, though one hangs
            assertThat(shop.store().open()).extracting(PhoneTicket::job).containsExactly(stuckTask.id());
            assertThat(shop.signed()).isEqualTo(24);
        }
    }
}
