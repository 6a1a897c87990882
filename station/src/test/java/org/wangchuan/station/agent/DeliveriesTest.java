package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.ReceiptIssuer;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Evidence;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.statement.Work;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.recheck.SecondLook;
import org.wangchuan.station.testing.InMemoryPlatform;

/** What the platform has no room for holds back what is about the same device, and nothing else; nothing is dropped. */
class DeliveriesTest {
    private static final String POLICY = "gb-46864-2025";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final InMemoryPlatform platform = new InMemoryPlatform();
    private final List<String> said = new ArrayList<>();
    private int shortages;
    private Outbox outbox = new Outbox(new StationHome(Path.of("")));
    private TaskRecords records = new TaskRecords(new StationHome(Path.of("")));
    private StationHome home = new StationHome(Path.of(""));
    private Deliveries deliveries = deliveries();

    @BeforeEach
    void aStation() throws IOException {
        home = new StationHome(folder.resolve("home"));
        StationBooks _ = StationBooks.open(home, InstantSource.system());
        AgentFolder.of(home).prepare();
        outbox = new Outbox(home);
        records = new TaskRecords(home);
        deliveries = deliveries();
    }

    private Deliveries deliveries() {
        return new Deliveries(
                new Workshop(
                        home,
                        new Bench(home, InstantSource.system(), "test 1"),
                        new SecondLook(home, InstantSource.system(), "test 1"),
                        platform,
                        outbox,
                        records,
                        new Listening(),
                        Optional.empty(),
                        _ -> {}),
                InstantSource.system());
    }

    @Test
    void othersGoPastAndWhatIsBehindItInItsTaskWaits() throws Exception {
        Task full = task("7F3K-22QX", "WC-0001");
        Task other = task("8G4L-33RY", "WC-0002");
        Message first = interrupted(full);
        Message last = interrupted(full, "LATER");
        Message free = interrupted(other);
        Message loose = Message.erasure("{}");
        for (Message message : List.of(first, last, free, loose)) {
            outbox.add(message);
        }
        platform.keepsNone(message -> message.task().equals(Optional.of(full.id())));

        drain();
        assertThat(platform.delivered()).containsExactly(free, loose);
        assertThat(outbox.length()).isEqualTo(2);
        assertThat(AgentStatus.of(home).held()).singleElement().satisfies(held -> {
            assertThat(held.message()).isEqualTo(first);
            assertThat(held.code()).isEqualTo("CONFLICTS_FULL");
            assertThat(held.status()).isEqualTo(503);
        });
        assertThat(said).containsExactly("END CONFLICTS_FULL");
        assertThat(AgentStatus.of(home).refused()).isEmpty();

        platform.keepsNone(_ -> false);
        drainAll();
        assertThat(platform.delivered()).containsExactly(free, loose, first, last);
        assertThat(AgentStatus.of(home).held()).isEmpty();
        assertThat(said).as("once").hasSize(1);
    }

    /** A platform that was put back has forgotten it: all is brought again, once for each epoch, and what was refused as well. */
    @Test
    void anotherEpochIsToldAllOnceMore() throws Exception {
        Message loose = Message.erasure("{}");
        Message refused = Message.erasure("{\"other\":1}");
        platform.answers(message -> message.equals(refused)
                ? Optional.of(new PlatformRefusedException(422, "RECEIPT_REFUSED", "refused"))
                : Optional.empty());
        outbox.add(loose);
        outbox.add(refused);
        drainAll();
        Redelivery redelivery = redelivery(_ -> {});
        redelivery.look();
        assertThat(outbox.length()).as("never put back").isZero();

        UUID epoch = UUID.randomUUID();
        platform.putBack(epoch);
        assertThatThrownBy(() -> redelivery(step -> {
                            if (step == Step.ALL_QUEUED) {
                                throw new IllegalStateException("killed");
                            }
                        })
                        .look())
                .hasMessage("killed");
        Redelivery again = redelivery(_ -> {});
        platform.answers(_ -> Optional.empty());
        platform.keepsNone(message -> message.equals(refused));
        again.look();
        drain();
        again.look();
        assertThat(platform.delivered()).contains(loose);
        assertThat(platform.told()).as("one is not there yet").doesNotContain("all delivered " + epoch);

        platform.keepsNone(_ -> false);
        drainAll();
        again.look();
        assertThat(platform.delivered()).contains(loose, refused);
        assertThat(platform.told()).containsOnlyOnce("all delivered " + epoch);
        again.look();
        redelivery(_ -> {}).look();
        assertThat(outbox.length()).as("told before, and kept").isZero();
        assertThat(platform.told()).containsOnlyOnce("all delivered " + epoch);

        UUID next = UUID.randomUUID();
        platform.putBack(next);
        again.look();
        drainAll();
        again.look();
        assertThat(platform.delivered()).containsExactlyInAnyOrder(loose, refused);
        assertThat(platform.told()).containsOnlyOnce("all delivered " + next);
    }

    /** What the platform does not take for good it does not have: that all was brought would be a lie, also after the next start. */
    @Test
    void whereAReceiptWasRefusedItIsNotSaidThatAllWasBrought() throws Exception {
        outbox.add(Message.erasure("{}"));
        drainAll();
        UUID epoch = putBack();
        platform.answers(_ -> Optional.of(new PlatformRefusedException(422, "RECEIPT_REFUSED", "refused")));
        redelivery(_ -> {}).look();
        drainAll();
        assertNeverToldAndSaidOnce(epoch);

        platform.answers(_ -> Optional.empty());
        UUID next = putBack();
        Redelivery again = redelivery(_ -> {});
        again.look();
        drainAll();
        again.look();
        assertThat(platform.told()).containsOnlyOnce("all delivered " + next);
    }

    /** Of a task that the platform has forgotten it has no use for a word that nothing was written. */
    @Test
    void thatNothingWasWrittenMayBeRefused() throws Exception {
        BilingualText text = new BilingualText("不符", "differs");
        records.keep(TaskRecord.claimed(task("7F3K-22QX", "WC-0001"))
                .ended(TaskEnd.of(TaskEnd.Outcome.REFUSED, "LANE_DIFFERS", text))
                .queued());
        UUID epoch = putBack();
        platform.answers(_ -> Optional.of(new PlatformRefusedException(404, "TASK_NOT_FOUND", "no such task")));
        Redelivery redelivery = redelivery(_ -> {});
        redelivery.look();
        drainAll();
        redelivery.look();
        assertThat(AgentStatus.of(home).refused()).hasSize(1);
        assertThat(platform.told()).containsOnlyOnce("all delivered " + epoch);
    }

    /** That it broke off tells that the medium may have been written to: it counts as a receipt does. */
    @Test
    void thatATaskBrokeOffMayNotBeRefused() throws Exception {
        records.keep(TaskRecord.claimed(task("7F3K-22QX", "WC-0001"))
                .ended(TaskEnd.of(TaskEnd.Outcome.BROKEN, "INTERNAL", new BilingualText("中断", "broken")))
                .queued());
        UUID epoch = putBack();
        platform.answers(_ -> Optional.of(new PlatformRefusedException(404, "TASK_NOT_FOUND", "no such task")));
        redelivery(_ -> {}).look();
        drainAll();
        assertNeverToldAndSaidOnce(epoch);
    }

    /** A device went home while its station was away: what came then was refused, and kept, and is so again after each restore. */
    @Test
    void whatThePlatformKnowsAnotherEndOfIsNotMissingThere() throws Exception {
        Task task = task("7F3K-22QX", "WC-0001");
        keepReceipt(task);
        records.keep(TaskRecord.claimed(task).ended(TaskEnd.finished("{}")).queued());
        platform.answers(
                _ -> Optional.of(new PlatformRefusedException(409, "TASK_ENDED_OTHERWISE", "another end is known")));
        UUID epoch = putBack();
        Redelivery redelivery = redelivery(_ -> {});
        redelivery.look();
        drainAll();
        redelivery.look();
        assertThat(AgentStatus.of(home).refused()).hasSize(1);
        assertThat(platform.told()).containsOnlyOnce("all delivered " + epoch);
        assertThat(shortages).isZero();
    }

    /** It keeps receipts; of an end without one it has kept nothing. */
    @Test
    void thatATaskBrokeOffIsMissingThereAlsoIfAnotherEndIsKnown() throws Exception {
        records.keep(TaskRecord.claimed(task("7F3K-22QX", "WC-0001"))
                .ended(TaskEnd.of(TaskEnd.Outcome.BROKEN, "INTERNAL", new BilingualText("中断", "broken")))
                .queued());
        UUID epoch = putBack();
        platform.answers(
                _ -> Optional.of(new PlatformRefusedException(409, "TASK_ENDED_OTHERWISE", "another end is known")));
        redelivery(_ -> {}).look();
        drainAll();
        assertNeverToldAndSaidOnce(epoch);
    }

    @Test
    void whereAMessageIsDamagedItIsNotSaidThatAllWasBrought() throws Exception {
        outbox.add(Message.erasure("{}"));
        drainAll();
        UUID epoch = putBack();
        redelivery(_ -> {}).look();
        Path file = outbox.files().getFirst();
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 40));
        drainAll();
        assertNeverToldAndSaidOnce(epoch);
    }

    @Test
    void whereWhatWasDeliveredIsDamagedItIsNotSaidThatAllWasBrought() throws Exception {
        outbox.add(Message.erasure("{}"));
        drainAll();
        Path file = AgentFolder.documents(AgentFolder.of(home).delivered()).getFirst();
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 40));
        UUID epoch = putBack();
        redelivery(_ -> {}).look();
        assertNeverToldAndSaidOnce(epoch);
    }

    @Test
    void whereAReceiptIsMissingItIsNotSaidThatAllWasBrought() throws Exception {
        records.keep(TaskRecord.finished(UUID.randomUUID()));
        UUID epoch = putBack();
        redelivery(_ -> {}).look();
        assertNeverToldAndSaidOnce(epoch);
    }

    /** Of a phone that is only looked at nothing has come about: whether anything ever will nobody knows. */
    @Test
    void whatIsNotClaimedIsNotWaitedFor() throws Exception {
        Task phone = new Task(
                UUID.randomUUID(), "7F3K-22QX", "1-4.2", Optional.empty(), POLICY, 1, "WC-0001", Task.Kind.PHONE);
        records.keep(TaskRecord.preparing(phone));
        UUID epoch = putBack();
        redelivery(_ -> {}).look();
        drainAll();
        records.drop(phone.id()); // it was taken back
        assertThat(new TaskRecords(home).all()).isEmpty();
        redelivery(_ -> {}).look();
        assertThat(platform.told()).containsOnlyOnce("all delivered " + epoch);
    }

    /** What was begun before is told before, however long it takes; what is begun later is not waited for. */
    @Test
    void whileAnErasureIsNotOverItIsNotSaidThatAllWasBrought() throws Exception {
        Task open = task("7F3K-22QX", "WC-0001");
        platform.claim(open, open.lane(), open.serial());
        UUID epoch = putBack();
        redelivery(_ -> {}).look();
        drainAll();
        Task later = task("8G4L-33RY", "WC-0002");
        assertThat(records.open()).extracting(TaskRecord::task).contains(later);
        Redelivery again = redelivery(_ -> {});
        again.look();
        assertThat(platform.told()).as("not over").doesNotContain("all delivered " + epoch);

        keepReceipt(open);
        new Ends(shop(_ -> {})).conclude(TaskRecord.claimed(open), TaskEnd.finished("{}"));
        again.look();
        assertThat(platform.told()).as("not there yet").doesNotContain("all delivered " + epoch);
        drainAll();
        again.look();
        assertThat(platform.ends(open.id())).containsExactly("finished");
        assertThat(platform.told()).containsOnlyOnce("all delivered " + epoch);
        assertThat(shortages).isZero();
    }

    /** That a task did not go on for a while is not how it ended. */
    @Test
    void anInterruptionThatWaitsDoesNotStandForTheEnd() throws Exception {
        Task task = task("7F3K-22QX", "WC-0001");
        platform.claim(task, task.lane(), task.serial());
        keepReceipt(task);
        outbox.add(interrupted(task));
        records.keep(TaskRecord.claimed(task).ended(TaskEnd.finished("{}")).queued());
        putBack();
        redelivery(_ -> {}).look();
        drainAll();
        assertThat(platform.ends(task.id())).containsExactly("interrupted", "finished");
    }

    /** An answer to a look may wait for as long as a device is held: what became of the media is all there, and it is said so. */
    @Test
    void whatCameOfALookKeepsNobodyWaitingForAllTheRest() throws Exception {
        outbox.add(Message.look(UUID.randomUUID(), "{}"));
        Message loose = Message.erasure("{}");
        outbox.add(loose);
        platform.answers(message -> message.kind() == Message.Kind.LOOK
                ? Optional.of(new PlatformRefusedException(409, "LOOK_NOT_NOW", "held"))
                : Optional.empty());
        UUID epoch = putBack();
        Redelivery redelivery = redelivery(_ -> {});
        redelivery.look();
        assertThat(platform.told()).as("the erasure is not there yet").doesNotContain("all delivered " + epoch);
        drain();
        redelivery.look();
        assertThat(platform.delivered()).contains(loose);
        assertThat(outbox.length()).as("it is brought again").isEqualTo(1);
        assertThat(platform.told()).containsOnlyOnce("all delivered " + epoch);
    }

    /** The platform of the back-up's day may have an older list: nothing is judged under that. */
    @Test
    void theTrustListIsToldAgainAtAnotherEpoch() throws Exception {
        drain();
        drain();
        assertThat(offers()).isEqualTo(1);
        putBack();
        drain();
        drain();
        assertThat(offers()).isEqualTo(2);
    }

    private UUID putBack() {
        UUID epoch = UUID.randomUUID();
        platform.putBack(epoch);
        return epoch;
    }

    private void keepReceipt(Task task) throws IOException {
        Path receipts = AgentFolder.of(home).receipts(task.id());
        Files.createDirectories(receipts);
        Files.writeString(receipts.resolve("one.receipt.json"), "{}");
    }

    private void assertNeverToldAndSaidOnce(UUID epoch) throws Exception {
        Redelivery redelivery = redelivery(_ -> {});
        redelivery.look();
        redelivery.look();
        redelivery(_ -> {}).look();
        assertThat(outbox.length()).isZero();
        assertThat(platform.told()).doesNotContain("all delivered " + epoch);
        assertThat(shortages).as("said once").isEqualTo(1);
    }

    private Redelivery redelivery(java.util.function.Consumer<Step> steps) {
        Workshop shop = shop(steps);
        return new Redelivery(shop, new Ends(shop));
    }

    private Workshop shop(java.util.function.Consumer<Step> steps) {
        return new Workshop(
                home,
                new Bench(home, InstantSource.system(), "test 1"),
                new SecondLook(home, InstantSource.system(), "test 1"),
                platform,
                outbox,
                records,
                new Listening(),
                Optional.empty(),
                steps);
    }

    /** Cut off by a full disk, or spoilt on it: it is kept and named, and what lies behind it goes. */
    @Test
    void whatIsDamagedIsSetAsideAndTheRestGoesOn() throws Exception {
        Task cut = task("7F3K-22QX", "WC-0001");
        Task other = task("8G4L-33RY", "WC-0002");
        outbox.add(interrupted(cut));
        outbox.add(interrupted(other));
        Path file = outbox.files().getFirst();
        byte[] half = Arrays.copyOf(Files.readAllBytes(file), 40);
        Files.write(file, half);
        String name = String.valueOf(file.getFileName());
        assertThat(AgentStatus.of(home).damaged())
                .as("also where no agent runs")
                .containsExactly(name);
        assertThat(outbox.holds(other.id(), Message.Kind.END)).isTrue();

        drain();

        assertThat(platform.delivered()).containsExactly(interrupted(other));
        assertThat(outbox.length()).isZero();
        assertThat(AgentStatus.of(home).damaged()).containsExactly(name);
        Path kept = AgentFolder.of(home).damaged().resolve(name);
        assertThat(Files.readAllBytes(kept)).isEqualTo(half);
        // What is told next does not take its place.
        for (int i = 0; i < 3; i++) {
            outbox.add(interrupted(other, "LATER"));
        }
        assertThat(outbox.files()).noneMatch(next -> next.endsWith(name));
        drain();
        assertThat(Files.readAllBytes(kept)).isEqualTo(half);
    }

    @Test
    void itIsTriedAgainLaterEachTime() throws Exception {
        outbox.add(Message.erasure("{}"));
        platform.keepsNone(_ -> true);
        drain();
        long tried = tries();
        drain();
        assertThat(tries()).as("not at once").isEqualTo(tried);
        awaitTries(tried + 1);
        assertThat(outbox.length()).isEqualTo(1);
    }

    /** Nothing of it is kept in memory alone: the next start tries again, and keeps the order as well. */
    @Test
    void aRestartForgetsNothing() throws Exception {
        Task full = task("7F3K-22QX", "WC-0001");
        Message first = interrupted(full);
        Message last = interrupted(full, "LATER");
        outbox.add(first);
        outbox.add(last);
        platform.keepsNone(_ -> true);
        drain();
        deliveries = deliveries();
        platform.keepsNone(_ -> false);
        drainAll();
        assertThat(platform.delivered()).containsExactly(first, last);
        assertThat(AgentStatus.of(home).held()).isEmpty();
    }

    @Test
    void oneDeviceIsOneOrderOneLabelOrOneSerialNumber() throws Exception {
        Task full = task("7F3K-22QX", "WC-0001");
        Message first = Message.end(full.id(), TaskEnd.finished(receipt("S-1", "WC-0001")));
        Message again = interrupted(task("7F3K-22QX", "WC-0009"));
        Message label = Message.erasure(receipt("S-3", "WC-0001"));
        Message serial = Message.erasure(receipt("S-1", "WC-0005"));
        Message behindThat = Message.erasure(receipt("S-4", "WC-0005"));
        Message other = Message.erasure(receipt("S-2", "WC-0006"));
        for (Message message : List.of(first, again, label, serial, behindThat, other)) {
            outbox.add(message);
        }
        platform.claim(full, full.lane(), full.serial());
        platform.keepsNone(first::equals);
        drain();
        assertThat(platform.delivered()).containsExactly(other);
        platform.keepsNone(_ -> false);
        drainAll();
        assertThat(platform.delivered()).containsExactly(other, first, again, label, serial, behindThat);
    }

    /** Whatever else is wrong with the platform stops all of it, as before: nothing is said of one message. */
    @Test
    void anErrorOfAllHoldsNothingApart() throws Exception {
        outbox.add(Message.erasure("{}"));
        platform.setGone(true);
        assertThatThrownBy(deliveries::next).isInstanceOf(IOException.class);
        assertThat(PlatformRefusedException.ofAnother(503).isOfThisAlone()).isFalse();
        assertThat(new PlatformRefusedException(429, "SLOW_DOWN", "").isOfThisAlone())
                .isFalse();
        assertThat(AgentStatus.of(home).held()).isEmpty();
        platform.setGone(false);
        assertThat(deliveries.next()).isTrue();
    }

    /** A filter, a proxy or the sign-in page of a network says no, or yes: the platform has not, and a bad erasure must reach it. */
    @ParameterizedTest
    @ValueSource(ints = {200, 302, 403, 404, 413, 422})
    void whatAnotherAnswersPutsNothingAside(int status) throws Exception {
        Task kept = task("7F3K-22QX", "WC-0001");
        Message first = interrupted(kept);
        Message last = interrupted(kept, "LATER");
        Message free = interrupted(task("8G4L-33RY", "WC-0002"));
        for (Message message : List.of(first, last, free)) {
            outbox.add(message);
        }
        platform.answers(message ->
                message.equals(first) ? Optional.of(PlatformRefusedException.ofAnother(status)) : Optional.empty());
        drain();
        assertThat(platform.delivered()).as("in order, and others go past").containsExactly(free);
        assertThat(AgentStatus.of(home).refused()).isEmpty();
        assertThat(AgentStatus.of(home).held()).singleElement().satisfies(held -> {
            assertThat(held.code()).isEqualTo(PlatformRefusedException.NOT_THE_PLATFORM);
            assertThat(held.status()).isEqualTo(status);
        });
        assertThat(said).containsExactly("END NOT_THE_PLATFORM");

        platform.answers(_ -> Optional.empty());
        drainAll();
        assertThat(platform.delivered()).containsExactly(free, first, last);
        assertThat(AgentStatus.of(home).held()).isEmpty();
    }

    /** The platform's own, and not about what it has read: a limit, a path, a form of a later version. */
    @Test
    void onlyWhatThePlatformHasJudgedIsPutAside() throws Exception {
        for (String code : List.of("BODY_TOO_LARGE", "NOT_FOUND", "BODY_SHAPE", "ACCESS_DENIED", "OF_NEXT_YEAR")) {
            assertThat(new PlatformRefusedException(422, code, "").isForGood())
                    .as(code)
                    .isFalse();
        }
        outbox.add(Message.erasure("{}"));
        platform.answers(_ -> Optional.of(new PlatformRefusedException(422, "RECEIPT_REFUSED", "signature")));
        drain();
        assertThat(outbox.length()).isZero();
        assertThat(AgentStatus.of(home).refused()).hasSize(1);
    }

    /** Too slow or too often is about no message: all wait, in order, and none is put aside. */
    @ParameterizedTest
    @ValueSource(ints = {401, 407, 408, 429, 502})
    void whatPassesStopsAllForAMoment(int status) throws Exception {
        outbox.add(Message.erasure("{}"));
        outbox.add(Message.erasure("{ }"));
        platform.answers(_ -> Optional.of(PlatformRefusedException.ofAnother(status)));
        assertThatThrownBy(deliveries::next).isInstanceOf(PlatformRefusedException.class);
        assertThat(outbox.length()).isEqualTo(2);
        assertThat(AgentStatus.of(home).held()).isEmpty();
        platform.answers(_ -> Optional.empty());
        drain();
        assertThat(platform.delivered()).containsExactly(Message.erasure("{}"), Message.erasure("{ }"));
    }

    /** Who mends the platform need not come to the station: the list is offered again, and not at every look. */
    @ParameterizedTest
    @CsvSource({"422, TRUST_LIST_REFUSED", "503, TRUST_LIST_UNREADABLE", "403, NOT_THE_PLATFORM"})
    void aListThatIsNotTakenIsOfferedAgainLaterEachTime(int status, String code) throws Exception {
        platform.answersTrustList(Optional.of(new PlatformRefusedException(status, code, "")));
        drain();
        drain();
        assertThat(offers()).as("not at every look").isEqualTo(1);
        assertThat(said).containsExactly("trust-list " + code);
        awaitOffers(3);
        assertThat(said).as("once").hasSize(1);
        assertThat(AgentStatus.of(home).refused()).isEmpty();
        long before = System.nanoTime();
        platform.answersTrustList(Optional.empty());
        awaitOffers(4);
        assertThat(System.nanoTime() - before).as("twice as long each time").isGreaterThan(2_000_000_000L);
        drain();
        assertThat(offers()).as("taken, and not offered again").isEqualTo(4);
    }

    /** While the platform can't read the station's list it judges nothing: all receipts wait, and all arrive, once and in order. */
    @Test
    void receiptsWaitForASpoiltListAndAllArrive() throws Exception {
        Message bad = Message.erasure(receipt("S-1", "WC-0001"));
        Message good = Message.erasure(receipt("S-1", "WC-0001"));
        Message other = Message.erasure(receipt("S-2", "WC-0002"));
        Message plain = interrupted(task("7F3K-22QX", "WC-0009"));
        for (Message message : List.of(bad, good, other, plain)) {
            outbox.add(message);
        }
        var spoilt = Optional.of(new PlatformRefusedException(503, "TRUST_LIST_UNREADABLE", "spoilt"));
        platform.answersTrustList(spoilt);
        platform.answers(message -> message.kind() == Message.Kind.ERASURE ? spoilt : Optional.empty());
        drain();
        drain();
        assertThat(platform.delivered()).as("what needs no list").containsExactly(plain);
        assertThat(outbox.length()).isEqualTo(3);
        assertThat(AgentStatus.of(home).refused()).isEmpty();
        assertThat(AgentStatus.of(home).held())
                .extracting(Outbox.Refused::code)
                .containsExactly("TRUST_LIST_UNREADABLE", "TRUST_LIST_UNREADABLE");

        platform.answersTrustList(Optional.empty());
        platform.answers(_ -> Optional.empty());
        drainAll();
        assertThat(platform.delivered()).hasSize(4).contains(other).containsSubsequence(bad, good);
        assertThat(AgentStatus.of(home).held()).isEmpty();
    }

    private long offers() {
        return platform.told().stream().filter("trust-list"::equals).count();
    }

    private void awaitOffers(long offers) throws Exception {
        await(() -> offers() >= offers);
    }

    private Task task(String order, String label) throws IOException {
        Task task = new Task(UUID.randomUUID(), order, "lane 1", Optional.empty(), POLICY, 1, label);
        platform.queue(task);
        records.keep(TaskRecord.claimed(task));
        return task;
    }

    private static Message interrupted(Task task) {
        return interrupted(task, "LANE_EMPTY");
    }

    private static Message interrupted(Task task, String code) {
        return Message.end(
                task.id(), TaskEnd.of(TaskEnd.Outcome.INTERRUPTED, code, new BilingualText("中断", "stopped")));
    }

    private void drain() throws Exception {
        while (deliveries.next()) {
            // until nothing may go
        }
    }

    private void drainAll() throws Exception {
        await(() -> outbox.length() == 0);
    }

    private void awaitTries(long tries) throws Exception {
        await(() -> tries() >= tries);
    }

    private long tries() {
        return platform.told().stream().filter("ERASURE"::equals).count();
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            drain();
            Thread.sleep(20);
        }
    }

    /** A receipt of a drive and a label, as a station signs it. */
    private String receipt(String serial, String label) throws IOException {
        SigningKey key = SigningKey.generate();
        TileLog log = TileLog.open(
                folder.resolve("log-" + UUID.randomUUID()),
                new NoteSigner("log.example/" + UUID.randomUUID(), SigningKey.generate()),
                Optional.empty());
        Instant at = Instant.now();
        StatementIssuer issuer = StatementIssuer.real(key);
        IssuedStatement start = issuer.start(
                StationChain.NEW,
                UUID.randomUUID(),
                at,
                Disclosed.ofStart(target(serial), Optional.of(new Asset(label))));
        log.append(List.of(start.entry()));
        StationChain chain =
                StationChain.NEW.after(start).seeing(log.checkpoint().checkpoint());
        IssuedStatement clearing = issuer.clearing(
                chain,
                UUID.randomUUID(),
                at.plusSeconds(1),
                new ClearingClaims(
                        start.eventId(),
                        Verdict.CLEARED,
                        new ClearingClaims.Policy(POLICY, "1", Bytes32.sha256(new byte[] {1})),
                        List.of(new ClearingClaims.Clause("1", ClearingClaims.Clause.State.SATISFIED, "a standard")),
                        Evidence.of(new byte[] {1}),
                        List.of()),
                Disclosed.ofClearing(target(serial), work(at), Optional.of(new Asset(label))));
        log.append(List.of(clearing.entry()));
        return new String(
                ReceiptIssuer.receipt(log, key.publicKey(), start, clearing).toBytes(), StandardCharsets.UTF_8);
    }

    private static Target target(String serial) {
        return new Target(
                Target.Kind.BLOCK,
                "sdb",
                Optional.of("WDC WD10EZEX"),
                Optional.of(serial),
                Optional.empty(),
                Optional.empty(),
                1 << 20,
                512,
                "sata",
                Target.MediumClass.MAGNETIC,
                Target.MediumClassSource.DEVICE);
    }

    private static Work work(Instant at) {
        return new Work(
                "test 1",
                at,
                at,
                List.of(new Pass(Pass.Pattern.STAMPED, 1 << 20, 500_000, List.of())),
                new Verification(
                        Verification.Mode.FULL, Verification.Path.DIRECT, 1 << 20, List.of(), 0, Optional.empty()),
                List.of(),
                new HiddenAreas(HiddenAreas.State.NONE, Optional.empty()),
                0,
                Work.Residue.NOT_RUN);
    }

    /** Keeps what was said of messages that wait. */
    private final class Listening implements AgentNotes {
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
        public void held(String kind, String code, String detail) {
            said.add(kind + " " + code);
        }

        @Override
        public void refused(String kind, String code, String detail) {}

        @Override
        public void notAllBrought() {
            shortages++;
        }

        @Override
        public void trouble(String reason) {}
    }
}
