package org.wangchuan.station.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.trust.Delegated;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.BooksRefusedException;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.live.LiveOrderRefusedException.Code;

/** What an order on a stick lets through, and what it does not. */
class LiveOrderFolderTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private static final String GB = "gb-46864-2025";

    private static final String SECRET = "not to be found on the stick";

    private static final UUID STICK = UUID.fromString("d3b1f6a4-0a11-4c52-9d6e-1f1df0a1c001");

    @TempDir
    Path work;

    private final SigningKey boot = SigningKey.generate();
    private final SigningKey log = SigningKey.generate();
    private Path begun = Path.of("");
    private Path place = Path.of("");
    private LiveOrderFolder folder = new LiveOrderFolder(place);
    private final StationHome station;
    private StationBooks books;
    private LiveOrder order;

    LiveOrderFolderTest(@TempDir Path home) throws IOException {
        station = new StationHome(home.resolve("station"));
        books = StationBooks.open(station, InstantSource.fixed(NOW));
        order = order(List.of("A1", "B2"));
    }

    @BeforeEach
    void write() throws Exception {
        begun = work.resolve("state").resolve("begun");
        place = work.resolve("orders").resolve("one");
        folder = new LiveOrderFolder(place);
        folder.write(SignedLiveOrder.sign(order, books), boot, log, books.trustList());
    }

    @Test
    void anOrderOfTheStationThatIsFollowedMayBeCarriedOut() throws Exception {
        assertThat(require(NOW)).isEqualTo(order);
    }

    @Test
    void itCountsOnceEvenWhereTheStickForgetsIt() throws Exception {
        StationHome home = new StationHome(work.resolve("state").resolve("home"));
        folder.begin(require(NOW), here(NOW), home);
        refuses(Code.LIVE_ORDER_ONCE, NOW);
        Files.delete(place.resolve("begun.txt"));
        refuses(Code.LIVE_ORDER_ONCE, NOW);
    }

    @Test
    void itCountsOnceEvenWhereTheStateForgetsIt() throws Exception {
        folder.begin(
                require(NOW), here(NOW), new StationHome(work.resolve("state").resolve("home")));
        Files.delete(begun.resolve(order.id().toString()));
        refuses(Code.LIVE_ORDER_ONCE, NOW);
    }

    /** What the key of that start signs is this order's: the station has it only from the moment on that the order counts no more. */
    @Test
    void theStationOfThatStartHasTheKeysThatTheOrderNames() throws Exception {
        StationHome home = new StationHome(work.resolve("state").resolve("home"));
        folder.begin(require(NOW), here(NOW), home);
        StationBooks started = StationBooks.open(home, InstantSource.fixed(NOW));
        assertThat(started.stationKey()).isEqualTo(order.boot());
        assertThat(started.checkpoint().checkpoint().origin())
                .isEqualTo(order.log().name());
    }

    /** The keys lie in one place at a time, and nowhere when there is nothing more to sign. */
    @Test
    void theKeysLeaveTheFolderWhenItIsBegunAndTheStateWhenItIsOver() throws Exception {
        StationHome home = new StationHome(work.resolve("state").resolve("home"));
        assertThat(place.resolve("boot.key")).exists();
        folder.begin(require(NOW), here(NOW), home);
        assertThat(place).isDirectoryNotContaining("glob:**.key*");
        assertThat(home.key()).exists();

        folder.end(order, here(NOW), home, false);
        assertThat(home.key()).exists();
        folder.end(order, here(NOW), home, true);
        assertThat(home.root()).isDirectoryNotContaining("glob:**.key*");
        refuses(Code.LIVE_ORDER_ONCE, NOW);
    }

    /** The power went off after the last job, or before the first; as long as one is open its keys are needed. */
    @Test
    void whatTheNextStartFindsWithoutAJobHasNoKeysAnyMore() throws Exception {
        StationHome home = new StationHome(work.resolve("state").resolve("home"));
        left(NOW).destroyIn(folder);
        assertThat(place.resolve("boot.key")).exists();
        folder.begin(require(NOW), here(NOW), home);
        left(NOW).destroyOf(order.id(), home, false);
        assertThat(home.key()).exists();
        assertThat(folder.cutOff(here(NOW))).contains(order);
        left(NOW).destroyOf(order.id(), home, true);
        assertThat(home.root()).isDirectoryNotContaining("glob:**.key*");
        assertThat(folder.cutOff(here(NOW))).isEmpty();
        refuses(Code.LIVE_ORDER_ONCE, NOW);
    }

    /** The plug was pulled while the keys were put in their place; people have taken the order's folder away since. */
    @ParameterizedTest
    @ValueSource(strings = {"log.key", "station.key.new", "log.key.destroyed"})
    void whatACrashLeavesOfAKeyIsDestroyed(String name) throws Exception {
        StationHome home = new StationHome(work.resolve("state").resolve("home"));
        assertThat(LiveOrderFolder.hasKeys(home)).isFalse();
        Files.createDirectories(home.root());
        Path same = twice(Files.writeString(home.root().resolve(name), SECRET));

        left(NOW).destroyOf(order.id(), home, true);

        assertThat(Files.readString(same)).isEqualTo("\0".repeat(SECRET.length()));
        assertThat(home.root()).isDirectoryNotContaining("glob:**.key*");
        assertThat(begun.resolve(order.id() + ".ended")).exists();
    }

    /** A clock that is years ahead says that all is over; what it would take away comes back for no clock that is set right. */
    @Test
    void anOpenJobKeepsTheKeysWhateverTheClockSays() throws Exception {
        StationHome home = new StationHome(work.resolve("state").resolve("home"));
        folder.begin(require(NOW), here(NOW), home);
        assertThat(LiveOrderFolder.kept(home)).contains(order);
        Instant after = Instant.ofEpochSecond(order.delegated().endSeconds()).plus(Duration.ofDays(3650));
        left(after).destroyOf(order.id(), home, false);
        assertThat(LiveOrderFolder.canSign(home)).isTrue();
        assertThat(folder.cutOff(here(NOW)))
                .as("with the clock set right it can be gone on with")
                .contains(order);
        left(after).destroyOf(order.id(), home, true);
        assertThat(LiveOrderFolder.hasKeys(home)).isFalse();
    }

    /** A link to itself stands for whatever can't be read: the system gives an error that is not "no such file". */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMarkThatCanNotBeReadIsNotTakenForNone(boolean isWherePeopleSeeIt) throws Exception {
        Path mark = isWherePeopleSeeIt
                ? place.resolve("begun.txt")
                : Files.createDirectories(begun).resolve(order.id().toString());
        Files.createSymbolicLink(mark, mark);
        assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> require(NOW));
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> left(NOW).destroyIn(folder));
        assertThat(place.resolve("boot.key")).exists();
    }

    /** The file of the key is written anew when the log is begun; what lay there must not stay on the stick. */
    @Test
    void theBlockThatTheKeyLayInIsZeroedWhenItsFileIsWrittenAnew() throws Exception {
        StationHome home = new StationHome(work.resolve("state").resolve("home"));
        folder.begin(require(NOW), here(NOW), home);
        String key = Files.readString(home.key());
        Path same = twice(home.key());

        StationBooks started = StationBooks.open(home, InstantSource.fixed(NOW));

        assertThat(started.stationKey()).isEqualTo(order.boot());
        assertThat(Files.readString(home.key())).startsWith(key);
        assertThat(Files.readString(same)).isEqualTo("\0".repeat(key.length()));
        assertThat(home.root()).isDirectoryNotContaining("glob:**.destroyed");
    }

    /** Cut off between the second name and the new file, or between that and the zeros. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereThatWasCutOffTheNextTryEndsIt(boolean isBefore) throws Exception {
        Path file = Files.writeString(work.resolve("some.key"), SECRET);
        Path second = work.resolve("some.key.destroyed");
        if (isBefore) {
            Files.createLink(second, file);
        } else {
            Files.writeString(second, SECRET);
        }
        Path same = twice(second);
        DurableFiles.replaceSecret(file, new byte[] {1, 2, 3});
        assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(second).doesNotExist();
        assertThat(Files.readString(same)).isEqualTo("\0".repeat(SECRET.length()));
    }

    private Path twice(Path file) throws IOException {
        return Files.createLink(work.resolve("same"), file);
    }

    private LeftKeys left(Instant at) {
        return new LeftKeys(new OrderMarks(begun), at);
    }

    @Test
    @Tag("slow")
    void aTrustListThatIsFullIsRefusedAndStaysAsItIs() throws Exception {
        List<Bytes32> drives = new ArrayList<>();
        for (int i = 0; i < Delegated.DRIVES_MAX; i++) {
            drives.add(Delegated.mark("log", "" + i));
        }
        SignedTrustList before = books.trustList();
        SignedTrustList held = delegate(0, drives);
        int room = SignedTrustList.BYTES_MAX - held.toBytes().length;
        int many = room / (held.toBytes().length - before.toBytes().length);
        assertThat(many).as("what a list holds").isBetween(100, 1_000);
        fill(held.list(), many - 3);
        held = books.trustList();
        for (int n = many; n < many + 10; n++) {
            try {
                held = delegate(n, drives);
            } catch (BooksRefusedException e) {
                assertThat(e.code()).isEqualTo(BooksRefusedException.Code.TRUST_LIST_FULL);
                assertThat(books.trustList()).isEqualTo(held);
                assertThat(n).as("the last ones that fitted").isGreaterThan(many);
                return;
            }
        }
        throw new AssertionError("more of them fit than there is room for");
    }

    private SignedTrustList delegate(int n, List<Bytes32> drives) throws IOException {
        return books.delegate("start " + n, logOf(n), SigningKey.generate().publicKey(), 256, new Delegated(drives, 1));
    }

    private VerifierKey logOf(int n) {
        return new VerifierKey("wangchuan.local/" + "x".repeat(190) + n, log.publicKey());
    }

    /** With so many more as the last one, signed by the station at once: one by one each would sign and read all before it anew. */
    private void fill(TrustList held, int more) throws Exception {
        List<TrustList.Operator> operators = new ArrayList<>(held.operators());
        TrustList.Operator like = operators.getLast();
        for (int n = 1; n <= more; n++) {
            TrustList.Station delegate =
                    new TrustList.Station(SigningKey.generate().publicKey(), 0, Optional.of(256L));
            operators.add(new TrustList.Operator(
                    "start " + n, List.of(logOf(n)), List.of(delegate), like.earlierPolicies(), like.delegated()));
        }
        TrustList full =
                new TrustList(held.version() + 1, NOW.getEpochSecond(), held.signer(), operators, held.witnessPolicy());
        SigningKey key = SigningKey.of(
                Bytes32.parseBase64Url(Files.readAllLines(station.key()).getFirst())
                        .toBytes());
        DurableFiles.replace(
                station.trustList(),
                TrustListIssuer.sign(full, new NoteSigner(held.signer().name(), key))
                        .toBytes());
    }

    @Test
    void anOrderWithoutItsKeysIsRefusedAndNotAFault() throws Exception {
        folder.destroyKeys();
        refuses(Code.LIVE_ORDER_FORMAT, NOW);
    }

    @Test
    void whatWasBegunAndHasNotEndedWasCutOff() throws Exception {
        StationHome home = new StationHome(work.resolve("state").resolve("home"));
        assertThat(folder.cutOff(here(NOW))).isEmpty();
        folder.begin(require(NOW), here(NOW), home);
        assertThat(folder.cutOff(here(NOW))).contains(order);
        assertThatExceptionOfType(LiveOrderRefusedException.class)
                .isThrownBy(() -> folder.cutOff(here(NOW.plus(Duration.ofHours(73)))))
                .returns(Code.LIVE_ORDER_TIME, LiveOrderRefusedException::code);
        folder.end(order, here(NOW), home, false);
        assertThat(folder.cutOff(here(NOW))).isEmpty();
        Files.delete(begun.resolve(order.id() + ".ended"));
        assertThat(folder.cutOff(here(NOW))).isEmpty();
    }

    @Test
    void anotherSticksOrderIsNotFollowed() {
        assertThatExceptionOfType(LiveOrderRefusedException.class)
                .isThrownBy(() -> folder.require(new LiveOrderPlace(
                        order.station().thumbprint(), UUID.randomUUID(), new OrderMarks(begun), NOW, NOW)))
                .returns(Code.LIVE_ORDER_STICK, LiveOrderRefusedException::code);
    }

    @ParameterizedTest
    @CsvSource({"25, true", "27, false"})
    void aClockThatIsOlderThanTheNewestFileIsNotBelieved(int hoursBehind, boolean isValid) throws Exception {
        LiveOrderPlace here = new LiveOrderPlace(
                order.station().thumbprint(),
                STICK,
                new OrderMarks(begun),
                NOW,
                NOW.plus(Duration.ofHours(hoursBehind)));
        if (isValid) {
            assertThat(folder.require(here)).isEqualTo(order);
        } else {
            assertThatExceptionOfType(LiveOrderRefusedException.class)
                    .isThrownBy(() -> folder.require(here))
                    .returns(Code.LIVE_ORDER_TIME, LiveOrderRefusedException::code);
        }
    }

    /** Whoever holds the newer list believes nothing that either key has signed, and can't go back. */
    @Test
    void anEndedDelegationVouchesForNothing() throws Exception {
        SignedTrustList before =
                books.delegate("one start", order.log(), order.boot(), order.statementsMax(), order.delegated());
        assertThat(books.delegations()).hasSize(1);

        SignedTrustList after = books.endDelegation(order.log().name()).orElseThrow();

        after.requireSuccessorOf(before);
        assertThatThrownBy(() -> before.requireSuccessorOf(after)).isInstanceOf(VerificationException.class);
        TrustList.Operator ended =
                after.list().operatorOfLog(order.log().name()).orElseThrow();
        assertThat(ended.logKeys()).doesNotContain(order.log());
        assertThat(ended.stations().getFirst().covers(1)).isFalse();
        assertThat(ended.delegated().orElseThrow().endSeconds())
                .as("of a label at the place that is left, too")
                .isZero();
        assertThat(books.delegations()).isEmpty();
        assertThat(books.endDelegation(order.log().name())).contains(after);
        assertThat(books.endDelegation("wangchuan.local/0000")).isEmpty();
    }

    /** Its own log is no delegation. */
    @Test
    void aStationStandsByItself() throws Exception {
        String own = books.checkpoint().checkpoint().origin();
        assertThat(books.endDelegation(own)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-25, true", "-27, false", "0, true", "72, true", "73, false"})
    void itIsForItsTimeAlone(int hours, boolean isValid) throws Exception {
        Instant at = NOW.plus(Duration.ofHours(hours));
        if (isValid) {
            assertThat(require(at)).isEqualTo(order);
        } else {
            refuses(Code.LIVE_ORDER_TIME, at);
        }
    }

    @Test
    void anotherStationsOrderIsNotFollowed() {
        String other = SigningKey.generate().publicKey().thumbprint();
        assertThatExceptionOfType(LiveOrderRefusedException.class)
                .isThrownBy(() -> folder.require(new LiveOrderPlace(other, STICK, new OrderMarks(begun), NOW, NOW)))
                .returns(Code.LIVE_ORDER_STATION, LiveOrderRefusedException::code);
    }

    @Test
    void anAlteredOrderIsNone() throws Exception {
        Path note = place.resolve("order.note");
        Files.writeString(note, Files.readString(note, StandardCharsets.UTF_8).replace("\"B2\"", "\"B3\""));
        refuses(Code.LIVE_ORDER_FORMAT, NOW);
    }

    /** By the first version a drive is overwritten, and by the second it erases itself: what was ordered is what is done, whatever the image has since. */
    @Test
    void itIsCarriedOutByTheVersionThatItNames() throws Exception {
        write(order(List.of("A1"), GB, Optional.of(1L)));
        assertThat(require(NOW).rules().version()).isEqualTo(1);
        assertThat(require(NOW).rules().techniquesFor(MediumClass.FLASH)).isEmpty();
        write(order(List.of("A1"), GB, Optional.of(2L)));
        assertThat(require(NOW).rules().version()).isEqualTo(2);
        assertThat(require(NOW).rules().techniquesFor(MediumClass.FLASH)).isNotEmpty();
    }

    /** It was signed when an image did not ask: its one spelling is without a version, and it holds. */
    @Test
    void anOrderOfBeforeMeansTheFirstVersion() throws Exception {
        LiveOrder before = order(List.of("A1"), GB, Optional.empty());
        assertThat(before.text()).doesNotContain("policyVersion");
        write(before);
        assertThat(require(NOW)).isEqualTo(before);
        assertThat(require(NOW).rules().version()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"gb-46864-2025, 99, 'gb-46864-2025/1, gb-46864-2025/2'", "of-tomorrow, 1, nist-clear/1"})
    void whatThisImageDoesNotHaveIsRefusedAndNotUsedUp(String policy, long version, String known) throws Exception {
        write(order(List.of("A1"), policy, Optional.of(version)));
        assertThatExceptionOfType(LiveOrderRefusedException.class)
                .isThrownBy(() -> require(NOW))
                .returns(Code.LIVE_ORDER_POLICY, LiveOrderRefusedException::code)
                .returns(policy + "/" + version, LiveOrderRefusedException::expected)
                .satisfies(refused -> assertThat(refused.found()).contains(known));
        assertThat(place.resolve("boot.key")).exists();
        assertThat(place.resolve("begun.txt")).doesNotExist();
    }

    /** Whoever can write to the stick can't have a drive erased otherwise than was signed. */
    @Test
    void theVersionIsSigned() throws Exception {
        write(order(List.of("A1"), GB, Optional.of(1L)));
        Path note = place.resolve("order.note");
        String signed = Files.readString(note, StandardCharsets.UTF_8);
        for (String other : List.of("\"policyVersion\":2,", "")) {
            Files.writeString(note, signed.replace("\"policyVersion\":1,", other), StandardCharsets.UTF_8);
            assertThat(Files.readString(note, StandardCharsets.UTF_8)).isNotEqualTo(signed);
            refuses(Code.LIVE_ORDER_FORMAT, NOW);
        }
    }

    @Test
    void thereIsNoVersionBeforeTheFirst() {
        assertThatThrownBy(() -> order(List.of("A1"), GB, Optional.of(0L)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void write(LiveOrder other) throws Exception {
        order = other;
        folder.write(SignedLiveOrder.sign(order, books), boot, log, books.trustList());
    }

    @Test
    void otherKeysThanTheOrderNamesAreRefused() throws Exception {
        folder.write(SignedLiveOrder.sign(order, books), SigningKey.generate(), log, books.trustList());
        refuses(Code.LIVE_ORDER_FORMAT, NOW);
    }

    @Test
    void theStationVouchesForAFewStatementsAndNoCertificate() throws Exception {
        SignedTrustList before = books.trustList();
        SignedTrustList after =
                books.delegate("one start", order.log(), order.boot(), order.statementsMax(), order.delegated());
        after.requireSuccessorOf(before);
        TrustList.Operator added =
                after.list().operatorOfLog(order.log().name()).orElseThrow();
        assertThat(added.isForReceiptsAlone()).isTrue();
        assertThat(added.delegated()).contains(order.delegated());
        assertThat(order.delegated().covers(order.log().name(), "A1")).isTrue();
        assertThat(order.delegated().covers(order.log().name(), "C3")).isFalse();
        assertThat(order.delegated().covers("wangchuan.local/another", "A1")).isFalse();
        assertThat(order.delegated().endSeconds()).isEqualTo(order.expires() + 14 * 86_400L);
        assertThat(added.stations().getFirst().covers(7)).isTrue();
        assertThat(added.stations().getFirst().covers(8)).isFalse();
    }

    @Test
    void noSerialNumbersMakeNoOrder() {
        for (List<String> serials : List.of(List.<String>of(), List.of("A", "A"), List.of(" "), List.of("A\nB"))) {
            assertThatThrownBy(() -> order(serials)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private LiveOrder require(Instant at) throws Exception {
        return folder.require(here(at));
    }

    private LiveOrderPlace here(Instant at) {
        return new LiveOrderPlace(
                order.station().thumbprint(), STICK, new OrderMarks(begun), at, NOW.minus(Duration.ofDays(5)));
    }

    private void refuses(Code code, Instant at) {
        assertThatExceptionOfType(LiveOrderRefusedException.class)
                .isThrownBy(() -> require(at))
                .returns(code, LiveOrderRefusedException::code);
    }

    private LiveOrder order(List<String> serials) throws IOException {
        return order(serials, "nist-clear", Optional.of(1L));
    }

    private LiveOrder order(List<String> serials, String policy, Optional<Long> version) throws IOException {
        String origin = "wangchuan.local/" + boot.publicKey().thumbprint().substring(0, 16);
        return new LiveOrder(
                UUID.randomUUID(),
                STICK,
                books.stationKey(),
                boot.publicKey(),
                new VerifierKey(origin, log.publicKey()),
                serials,
                policy,
                version,
                VerifyMode.FULL,
                false,
                NOW.getEpochSecond(),
                NOW.plus(Duration.ofDays(3)).getEpochSecond());
    }
}
