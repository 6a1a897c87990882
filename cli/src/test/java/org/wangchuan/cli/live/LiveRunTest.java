package org.wangchuan.cli.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.cli.bench.OutFolder;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.LiveService.OrderRequest;
import org.wangchuan.cli.service.LiveService.StartRequest;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyMode;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.live.LiveOrder;
import org.wangchuan.station.live.LiveOrderFolder;
import org.wangchuan.station.live.SignedLiveOrder;

/** Orders as a station signs them, met by a computer that has none of their drives: what is refused, and that nothing is used up by it. */
class LiveRunTest {
    private static final String NO_SUCH_SERIAL = "NO-DRIVE-IS-CALLED-THIS";

    @TempDir
    Path work;

    private final ScriptedConsole console = new ScriptedConsole("en");
    private Path stick = Path.of("");
    private Path state = Path.of("");
    private Path order = Path.of("");

    @BeforeEach
    void order() throws Exception {
        stick = Files.createDirectory(work.resolve("stick"));
        state = Files.createDirectory(work.resolve("state"));
        assertThat(live().order(
                                new OrderRequest(
                                        stick, List.of(NO_SUCH_SERIAL), "nist-clear", VerifyMode.FULL, false, 72),
                                context()))
                .isEqualTo(ExitCode.OK);
        try (var folders = Files.list(stick.resolve("orders"))) {
            order = folders.findFirst().orElseThrow();
        }
    }

    @Test
    void anOrderWhoseDrivesAreNotHereKeepsItsKeysAndMayBeBegunElsewhere() {
        refuses("LIVE_ORDER_DRIVES", Instant.EPOCH);
        assertThat(order.resolve("boot.key")).exists();
        assertThat(order.resolve("begun.txt")).doesNotExist();
    }

    @Test
    void anOrderNamesTheVersionOfItsRuleSetAndSaysSo() throws Exception {
        assertThat(new LiveOrderFolder(order).read().policyVersion()).contains(1L);
        assertThat(String.join("\n", console.notes())).contains("It is by version 1 of nist-clear alone");
        OrderRequest newer =
                new OrderRequest(stick, List.of(NO_SUCH_SERIAL), "gb-46864-2025", VerifyMode.FULL, false, 72);
        assertThat(live().order(newer, context())).isEqualTo(ExitCode.OK);
        assertThat(String.join("\n", console.notes())).contains("It is by version 2 of gb-46864-2025 alone");
    }

    /** An older image on a stick of a station that was updated. */
    @Test
    void anOrderOfAVersionThatTheImageDoesNotHaveIsRefusedAndKeepsItsKeys() throws Exception {
        LiveOrder signed = new LiveOrderFolder(order).read();
        LiveOrder later = new LiveOrder(
                signed.id(),
                signed.stick(),
                signed.station(),
                signed.boot(),
                signed.log(),
                signed.serials(),
                signed.policy(),
                Optional.of(99L),
                signed.verify(),
                signed.bestEffort(),
                signed.issued(),
                signed.expires());
        StationBooks books = StationBooks.open(new StationHome(context().home()), InstantSource.system());
        Files.write(
                order.resolve("order.note"),
                SignedLiveOrder.sign(later, books).note().toBytes());
        refuses("LIVE_ORDER_POLICY", Instant.EPOCH);
        assertThat(order.resolve("boot.key")).exists();
        assertThat(order.resolve("begun.txt")).doesNotExist();
    }

    @Test
    void anOrderThatIsCopiedToAUsedStickIsRefusedThere() throws Exception {
        Files.writeString(state.resolve("stick-number"), UUID.randomUUID() + "\n", StandardCharsets.US_ASCII);
        refuses("LIVE_ORDER_STICK", Instant.EPOCH);
    }

    @Test
    void aClockThatIsEarlierThanTheImageIsRefused() {
        refuses("LIVE_ORDER_TIME", Instant.now().plus(Duration.ofDays(2)));
    }

    /** The lies that a clock can tell: earlier than the order by more than any time zone, and later than its end. */
    @ParameterizedTest
    @CsvSource({"-27", "73"})
    void aClockThatIsOutsideOfTheOrdersTimeIsRefused(int hours) throws Exception {
        makeOld(order);
        refuses("LIVE_ORDER_TIME", Instant.EPOCH, Optional.empty(), Duration.ofHours(hours));
        assertThat(order.resolve("boot.key")).exists();
    }

    @Test
    void aClockThatWasSetBackToBeforeTheNewestReceiptIsRefused() throws Exception {
        Path receipt = Files.createFile(
                Files.createDirectories(stick.resolve("receipts")).resolve("20261129.receipt.json"));
        Files.setLastModifiedTime(receipt, FileTime.from(Instant.now().plus(Duration.ofHours(27))));
        refuses("LIVE_ORDER_TIME", Instant.EPOCH);
    }

    @Test
    void anotherStationsOrderIsRefusedWhicheverWayTheStationIsNamed() throws Exception {
        String other = SigningKey.generate().publicKey().thumbprint();
        refuses("LIVE_ORDER_STATION", Instant.EPOCH, Optional.of(other), Duration.ZERO);
        Files.writeString(stick.resolve("station.txt"), other + "\n", StandardCharsets.US_ASCII);
        refuses("LIVE_ORDER_STATION", Instant.EPOCH);
        Files.delete(stick.resolve("station.txt"));
        refuses("LIVE_ORDER_STATION", Instant.EPOCH);
        assertThat(order.resolve("boot.key")).exists();
    }

    /** The folder for people was put back as it was before the order was begun; what people do not see remembers. */
    @Test
    void anOrderThatIsPutBackIsRefused() throws Exception {
        Files.createFile(Files.createDirectories(state.resolve("begun")).resolve(String.valueOf(order.getFileName())));
        refuses("LIVE_ORDER_ONCE", Instant.EPOCH);
        assertThat(order).isDirectoryNotContaining("glob:**.key*");
    }

    @Test
    void anOrderInWhichADriveWasExchangedIsNone() throws Exception {
        Path note = order.resolve("order.note");
        Files.writeString(
                note,
                Files.readString(note, StandardCharsets.UTF_8).replace(NO_SUCH_SERIAL, "ANOTHER"),
                StandardCharsets.UTF_8);
        refuses("LIVE_ORDER_FORMAT", Instant.EPOCH);
    }

    /** The power went off between the mark and the keys: they lie on the stick, and nobody needs them. */
    @Test
    void theKeysOfABegunOrderDoNotStayOnTheStick() throws Exception {
        Files.createFile(order.resolve("begun.txt"));
        refuses("LIVE_ORDER_ONCE", Instant.EPOCH);
        assertThat(order).isDirectoryNotContaining("glob:**.key*");
    }

    /** Nothing says whom to follow, and the folder of the order was taken away: the keys go all the same. */
    @Test
    void keysDoNotStayWherePeopleSeeNothing() throws Exception {
        Files.createFile(order.resolve("begun.txt"));
        Files.delete(stick.resolve("station.txt"));
        Path home = Files.createDirectories(state.resolve("orders").resolve("d3b1f6a4-0a11-4c52-9d6e-1f1df0a1c002"));
        Files.writeString(home.resolve("log.key"), "a key", StandardCharsets.US_ASCII);
        Path open = Files.createDirectories(state.resolve("orders").resolve("d3b1f6a4-0a11-4c52-9d6e-1f1df0a1c003"));
        Files.writeString(open.resolve("log.key"), "a key", StandardCharsets.US_ASCII);
        Files.createDirectories(new StationHome(open).jobs().resolve("one").resolve("job.json"));
        refuses("LIVE_ORDER_STATION", Instant.EPOCH);
        assertThat(order).isDirectoryNotContaining("glob:**.key*");
        assertThat(home).isDirectoryNotContaining("glob:**.key*");
        assertThat(open.resolve("log.key")).as("a job is open").exists();
    }

    /** Years later by this computer's clock, whichever is wrong: nothing is gone on with, and nothing is lost. */
    @Test
    void aClockThatIsFarAheadRefusesAndDestroysNoKeyOfAnOpenJob() throws Exception {
        StationHome home = InterruptedHomes.ofOrder(state, String.valueOf(order.getFileName()));
        Files.createDirectories(home.jobs().resolve("one").resolve("job.json"));
        Files.copy(order.resolve("order.note"), home.root().resolve("order.note"));
        for (Path key : List.of(home.key(), home.logKey())) {
            Files.writeString(key, "a key", StandardCharsets.US_ASCII);
        }
        Files.createFile(Files.createDirectories(state.resolve("begun")).resolve(String.valueOf(order.getFileName())));
        refuses("LIVE_ORDER_ONCE", Instant.EPOCH, Optional.empty(), Duration.ofDays(3650));
        assertThat(home.key()).hasContent("a key");
        assertThat(home.logKey()).hasContent("a key");

        Instant now = Instant.now();
        assertThat(InterruptedHomes.ofOrders(state, now.plus(Duration.ofDays(3650)), console))
                .isEmpty();
        assertThat(String.join("\n", console.notes()))
                .contains(String.valueOf(order.getFileName()))
                .contains("If the clock is wrong, set it right");
        assertThat(InterruptedHomes.ofOrders(state, now, console)).containsExactly(home);
    }

    @Test
    void anOrderThatCanNotBeReadKeepsNoOtherFromBeingLookedAt() throws Exception {
        Path other = Files.createDirectories(stick.resolve("orders").resolve("another"));
        Files.createSymbolicLink(other.resolve("order.note"), other.resolve("order.note"));
        refuses("LIVE_ORDER_DRIVES", Instant.EPOCH);
        assertThat(String.join("\n", console.errors()))
                .contains("The order in " + other + " could not be read, and is not carried out");
        Files.delete(order.resolve("order.note"));
        refuses("STATION_STATE", Instant.EPOCH);
    }

    @Test
    void aDelegationEndsOnce() throws Exception {
        String id = String.valueOf(order.getFileName());
        assertThat(live().end(id, context())).isEqualTo(ExitCode.OK);
        assertThat(console.out()).contains(id).contains("version 3");
        for (String none : List.of(id, "", UUID.randomUUID().toString())) {
            assertThatExceptionOfType(UserError.class)
                    .isThrownBy(() -> live().end(none, context()))
                    .returns("LIVE_DELEGATION", UserError::code);
        }
    }

    @Test
    void aStickWithoutReceiptsBringsNothing() throws Exception {
        for (Path none : List.of(stick, Files.createDirectories(stick.resolve("receipts")))) {
            assertThat(none).isDirectory();
            assertThatExceptionOfType(UserError.class)
                    .isThrownBy(() -> live().collect(stick, context()))
                    .returns("LIVE_RECEIPTS_NONE", UserError::code);
        }
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> live().collect(work.resolve("nowhere"), context()))
                .returns("LIVE_STICK", UserError::code);
    }

    /** A stick is anybody's: what is no receipt, or a link to something else, takes nothing along. */
    @Test
    void whatIsNoReceiptIsSaidAndNotTakenIn() throws Exception {
        Path receipts = Files.createDirectories(stick.resolve("receipts"));
        Files.writeString(receipts.resolve("a.receipt.json"), "{}", StandardCharsets.US_ASCII);
        Files.createSymbolicLink(receipts.resolve("b.receipt.json"), receipts.resolve("a.receipt.json"));
        assertThat(live().collect(stick, context())).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(String.join("\n", console.errors()))
                .contains("a.receipt.json")
                .doesNotContain("b.receipt.json");
        assertThat(new StationHome(work.resolve("station")).live()).doesNotExist();
    }

    @Test
    void roomIsAskedFor() throws Exception {
        OutFolder.requireRoom(work, 1);
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> OutFolder.requireRoom(work, Long.MAX_VALUE))
                .returns("OUT_FOLDER", UserError::code);
    }

    private void refuses(String code, Instant built) {
        refuses(code, built, Optional.empty(), Duration.ZERO);
    }

    /** @param ahead how far the clock of that computer is ahead */
    private void refuses(String code, Instant built, Optional<String> station, Duration ahead) {
        Path out = stick.resolve("receipts");
        StartRequest request = new StartRequest(out, state, Optional.of(stick), station, built, true);
        LiveRun there = new LiveRun("wangchuan test", Clock.offset(Clock.systemUTC(), ahead), Duration.ZERO);
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> there.start(request, context()))
                .returns(code, UserError::code);
    }

    /** So that what is refused is the order's own time. */
    private static void makeOld(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
            }
        }
    }

    private static LiveRun live() {
        return new LiveRun("wangchuan test");
    }

    private Context context() {
        return new Context(work.resolve("station"), console, new Cancellation());
    }
}
