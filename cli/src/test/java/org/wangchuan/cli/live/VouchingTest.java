package org.wangchuan.cli.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.check.FileVerify;
import org.wangchuan.cli.live.ScreenErasures.Drive;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.station.agent.Outbox;
import org.wangchuan.station.agent.Pairing;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.issue.StationBooks.Purpose;

/** What a stick has signed at its screen, and what a station's list says of it afterwards: of these drives, and of nothing else. */
class VouchingTest {
    private final Instant then = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
    private static final String ONE = "S4EVNF0M";
    private static final String TWO = "WD-WX12";

    @TempDir
    Path work;

    private ScriptedConsole console = new ScriptedConsole("en");
    private Path stick = Path.of("");
    private ScreenErasures erasures = new ScreenErasures(stick);
    private StationHome station = new StationHome(stick);
    private StationHome keys = new StationHome(stick);

    VouchingTest(@TempDir Path folder) throws IOException {
        stick = Files.createDirectory(folder.resolve("stick"));
        erasures = new ScreenErasures(stick.resolve("receipts"));
        station = new StationHome(folder.resolve("station"));
        keys = new StationHome(folder.resolve("one"));
    }

    @Test
    void whatIsTypedIsVouchedForAndTakenInOnce() throws Exception {
        Path receipt = erasures.put("a", keys, then, Drive.good(ONE));
        assertThat(collect()).isEqualTo(ExitCode.UNTRUSTED);
        assertThat(String.join("\n", console.notes()))
                .contains("a.receipt.json: of no order of this station", "./wangchuan live vouch " + stick);
        assertThat(verify(receipt)).isEqualTo(ExitCode.UNTRUSTED);

        assertThat(typed(ONE)).isEqualTo(ExitCode.OK);
        assertThat(String.join("\n", console.notes()))
                .contains("a.receipt.json: A Drive, serial number " + ONE)
                .contains("gb-46864-2025/2")
                .contains(then.toString())
                .doesNotContain("more place(s)");
        assertThat(console.out()).contains("1 receipt(s) of 1 drive(s)").contains("receipts of 1 of its 1 drive(s)");
        assertThat(verify(receipt)).isEqualTo(ExitCode.OK);
        assertThat(kept()).singleElement().satisfies(file -> assertThat(file).hasSameBinaryContentAs(receipt));

        long version = list().version();
        assertThat(vouch()).isEqualTo(ExitCode.OK);
        assertThat(console.questions()).isEmpty();
        assertThat(console.out()).contains("was here already").contains("Vouched for as");
        assertThat(list().version()).isEqualTo(version);
    }

    @Test
    void whatWasNotReadBackIsVouchedForAsWhatItIs() throws Exception {
        Path receipt = erasures.put("a", keys, then, new Drive(Optional.of(ONE), false));
        assertThat(vouch(ONE)).isEqualTo(ExitCode.OK);
        assertThat(verify(receipt)).isEqualTo(ExitCode.NOT_SATISFIED);
    }

    /** Whoever copied the keys begins the log anew, in places and at times that count. */
    @Test
    void theSameKeysCountForNoOtherDriveAndNoLaterTime() throws Exception {
        Path good = erasures.put("a", keys, then, Drive.good(ONE));
        assertThat(vouch(ONE)).isEqualTo(ExitCode.OK);
        StationHome thief = ScreenErasures.copied(keys, work.resolve("thief"));
        Path other = erasures.put("b", thief, then.minusSeconds(60), Drive.good(TWO));
        StationHome again = ScreenErasures.copied(keys, work.resolve("again"));
        Path later = erasures.put("c", again, then.plusSeconds(1), Drive.good(ONE));
        Path further = erasures.put("d", keys, then, Drive.good(ONE));

        refuses("KEY_NOT_VALID", other);
        refuses("KEY_ENDED", later);
        refuses("KEY_ENDED", further);
        assertThat(verify(good)).isEqualTo(ExitCode.OK);
        long version = list().version();
        assertThat(vouch(ONE, TWO)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(String.join("\n", console.errors()))
                .contains("b.receipt.json: its keys were vouched for as of an earlier collection")
                .contains("d.receipt.json: its keys were vouched for");
        assertThat(list().version()).isEqualTo(version);
        assertThat(kept()).hasSize(1);
    }

    @Test
    void whatDoesNotHoldIsToldAndLeftOutAndTheRestIsVouchedFor() throws Exception {
        Path good = erasures.put("good", keys, then, Drive.good(ONE));
        erasures.put("no-serial", home("b"), then, new Drive(Optional.empty(), true));
        Files.delete(beside(erasures.put("no-evidence", home("c"), then, Drive.good(TWO))));
        Path altered = beside(erasures.put("altered", home("d"), then, Drive.good(TWO)));
        Files.writeString(
                altered,
                Files.readString(altered, StandardCharsets.UTF_8).replace("job-1", "job-2"),
                StandardCharsets.UTF_8);
        erasures.put("test", home("e"), then, Drive.good(TWO), Purpose.TEST, Optional.empty());
        erasures.put("tagged", home("f"), then, Drive.good(TWO), Purpose.REAL, Optional.of("A-1"));
        erasures.put("ahead", home("g"), then.plus(Duration.ofDays(10)), Drive.good(TWO));
        Path linked = beside(erasures.put("linked", home("h"), then, Drive.good(TWO)));
        Files.move(linked, work.resolve("elsewhere"));
        Files.createSymbolicLink(linked, work.resolve("elsewhere"));
        erasures.put("own", station, then, Drive.good(TWO));

        assertThat(vouch(ONE)).isEqualTo(ExitCode.DOES_NOT_VERIFY);

        String errors = String.join("\n", console.errors());
        for (String name : List.of("no-serial", "no-evidence", "altered", "tagged", "linked", "own")) {
            assertThat(errors).contains(name + ".receipt.json is left out");
        }
        for (String name : List.of("test", "ahead")) {
            assertThat(errors).contains(name + ".receipt.json");
        }
        assertThat(errors)
                .contains("SERIAL", "EVIDENCE_NOT_BESIDE", "EVIDENCE:", "TEST_STATEMENT", "KEY_NOT_VALID", "TIME");
        assertThat(list().operators()).hasSize(2);
        assertThat(kept()).hasSize(1);
        assertThat(verify(good)).isEqualTo(ExitCode.OK);
    }

    /** Keys that have signed two truths count for neither. */
    @Test
    void aLogThatForksIsVouchedForAsAWholeByNobody() throws Exception {
        erasures.put("a", keys, then, Drive.good(ONE));
        erasures.put("b", ScreenErasures.copied(keys, work.resolve("copy")), then, Drive.good(TWO));
        assertThat(vouch(ONE, TWO)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(String.join("\n", console.errors())).contains("CHAIN_FORK");
        assertThat(list().operators()).hasSize(1);
        assertThat(kept()).isEmpty();
    }

    /** Or whoever took its evidence away could hide what they have signed twice. */
    @Test
    void aForkIsSeenAlsoByAReceiptWithoutItsEvidence() throws Exception {
        Files.delete(beside(erasures.put("a", keys, then, new Drive(Optional.of(ONE), false))));
        erasures.put("b", ScreenErasures.copied(keys, work.resolve("copy")), then, Drive.good(ONE));
        assertThat(vouch(ONE)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(String.join("\n", console.errors())).contains("CHAIN_FORK");
        assertThat(list().operators()).hasSize(1);
        assertThat(kept()).isEmpty();
    }

    /** Of two results of one drive the one without evidence is not the one that counts in the end. */
    @Test
    void oneThatIsLeftOutTakesItsLogWithIt() throws Exception {
        Path purged = erasures.put("a", keys, then, Drive.good(ONE));
        Files.delete(beside(purged));
        erasures.put("b", keys, then, new Drive(Optional.of(ONE), false));
        assertThat(vouch(ONE)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(String.join("\n", console.errors())).contains("1 more receipt(s)", "because of a.receipt.json");
        assertThat(list().operators()).hasSize(1);
        assertThat(collect()).isEqualTo(ExitCode.UNTRUSTED);
        assertThat(verify(purged)).isEqualTo(ExitCode.UNTRUSTED);
        assertThat(kept()).isEmpty();
    }

    @Test
    void whatWasNotShownCountsAfterwardsNeitherBeforeNorAfter() throws Exception {
        Path before = erasures.put("a", keys, then, Drive.good(ONE));
        Path shown = erasures.put("b", keys, then, new Drive(Optional.of(ONE), false));
        Path away = Files.move(before, work.resolve("a.receipt.json"));
        assertThat(vouch(ONE)).isEqualTo(ExitCode.OK);
        assertThat(verify(shown)).isEqualTo(ExitCode.NOT_SATISFIED);
        Files.move(away, before);
        refuses("KEY_NOT_VALID", before);
        assertThat(collect()).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(kept()).hasSize(1);
        String id = DelegationEnd.order(list().operators().getLast());
        assertThat(live().end(id, context())).isEqualTo(ExitCode.OK);
        assertThat(verify(shown)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
    }

    @Test
    void oneSerialNumberBeforehandIsNoWordForTwoErasures() throws Exception {
        erasures.put("a", keys, then, Drive.good(ONE));
        erasures.put("b", home("b"), then, new Drive(Optional.of(ONE), false));
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> vouch(ONE))
                .returns(ExitCode.REFUSED, UserError::exit);
        assertThat(list().operators()).hasSize(1);
        assertThat(typed(ONE)).isEqualTo(ExitCode.OK);
        assertThat(console.questions().getFirst()).contains("a.receipt.json", then.toString());
        assertThat(console.questions().getLast()).contains("b.receipt.json", then.toString());
    }

    @Test
    void nothingIsVouchedForThatNobodyHasConfirmed() throws Exception {
        erasures.put("a", keys, then, Drive.good(ONE));
        erasures.put("b", home("b"), then, Drive.good(TWO));
        for (List<String> others : List.of(List.of(ONE), List.of(ONE, TWO, "THREE"))) {
            assertThatExceptionOfType(UserError.class)
                    .isThrownBy(() -> vouch(others.toArray(String[]::new)))
                    .returns("LIVE_VOUCH_CONFIRM", UserError::code);
        }
        console = new ScriptedConsole("zh", _ -> Optional.empty());
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> live().vouch(stick, List.of(), context()))
                .returns(ExitCode.REFUSED, UserError::exit)
                .returns(Optional.of("--confirm " + ONE + " --confirm " + TWO), UserError::hint);
        assertThat(typed("y")).isEqualTo(ExitCode.UNTRUSTED);
        assertThat(list().operators()).hasSize(1);
        assertThat(kept()).isEmpty();

        assertThat(typed(ONE)).as("the other is left").isEqualTo(ExitCode.UNTRUSTED);
        assertThat(list().operators()).hasSize(2);
        assertThat(vouch(TWO)).as("and has keys of its own").isEqualTo(ExitCode.OK);
        assertThat(list().operators()).hasSize(3);
        assertThat(kept()).hasSize(2);
    }

    /** A drive that is not done: once the others are vouched for, it never can be. */
    @Test
    void thatSomethingOfTheSameErasureIsNotHereIsSaidBeforehand() throws Exception {
        Files.delete(erasures.put("a", keys, then, Drive.good(TWO)));
        erasures.put("b", keys, then, Drive.good(ONE));
        assertThat(typed(ONE)).isEqualTo(ExitCode.OK);
        assertThat(String.join("\n", console.notes())).contains("In 2 more place(s)");
    }

    /** The list was written, and the power went before the receipts were kept. */
    @Test
    void whatWasCutOffIsCompletedByTheNextRun() throws Exception {
        Path receipt = erasures.put("a", keys, then, Drive.good(ONE));
        assertThat(vouch(ONE)).isEqualTo(ExitCode.OK);
        for (Path file : kept()) {
            Files.delete(file);
        }
        pair();
        assertThat(new Outbox(station).length()).isZero();
        assertThat(collect()).isEqualTo(ExitCode.OK);
        assertThat(kept()).singleElement().satisfies(file -> assertThat(file).hasSameBinaryContentAs(receipt));
        assertThat(new Outbox(station).length()).isEqualTo(1);
        assertThat(console.out()).contains("taken in");
    }

    /** Of two erasures one was vouched for when the power went: what was typed is typed again. */
    @Test
    void whatIsVouchedForAlreadyMayBeNamedAgain() throws Exception {
        erasures.put("a", keys, then, Drive.good(ONE));
        assertThat(vouch(ONE)).isEqualTo(ExitCode.OK);
        erasures.put("b", home("b"), then, Drive.good(TWO));
        assertThat(vouch(ONE, TWO)).isEqualTo(ExitCode.OK);
        assertThat(kept()).hasSize(2);
    }

    @Test
    void aPairedStationBringsItToItsPlatform() throws Exception {
        erasures.put("a", keys, then, Drive.good(ONE));
        assertThat(list().operators()).hasSize(1);
        pair();
        assertThat(vouch(ONE)).isEqualTo(ExitCode.OK);
        assertThat(new Outbox(station).length()).isEqualTo(1);
        assertThat(String.join("\n", console.notes())).contains("1 receipt(s) will be brought to the platform");
    }

    @Test
    void itIsTakenBack() throws Exception {
        Path receipt = erasures.put("a", keys, then, Drive.good(ONE));
        assertThat(vouch(ONE)).isEqualTo(ExitCode.OK);
        Matcher id = Pattern.compile("live end (\\S+)").matcher(console.out());
        assertThat(id.find()).isTrue();
        assertThat(live().end(id.group(1), context())).isEqualTo(ExitCode.OK);
        assertThat(console.out()).contains("no more for the keys of a stick");
        assertThat(verify(receipt)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(vouch(ONE)).as("for good").isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> live().end(id.group(1), context()))
                .returns("LIVE_DELEGATION", UserError::code);
    }

    /** Also what it vouched for before is not taken in from it. */
    @Test
    void theStickOfAnotherStationIsLeftToIt() throws Exception {
        erasures.put("a", keys, then, Drive.good(ONE));
        assertThat(vouch(ONE)).isEqualTo(ExitCode.OK);
        for (Path file : kept()) {
            Files.delete(file);
        }
        Files.writeString(stick.resolve("station.txt"), UUID.randomUUID() + "\n", StandardCharsets.US_ASCII);
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> vouch(ONE))
                .returns("LIVE_ORDER_STATION", UserError::code);
        assertThat(list().operators()).hasSize(2);
        assertThat(kept()).as("nothing of it").isEmpty();
    }

    /** Whoever wrote the stick has no say in what is read beside it. */
    @Test
    void noLinkOfAStickIsFollowed() throws Exception {
        Path receipt = erasures.put("a", keys, then, Drive.good(ONE));
        Path elsewhere = Files.writeString(work.resolve("elsewhere"), UUID.randomUUID() + "\n");
        Files.createSymbolicLink(stick.resolve("station.txt"), elsewhere);
        assertThat(StickStation.read(stick)).isEmpty();
        Path folder = Files.move(stick.resolve("receipts"), work.resolve("receipts"));
        Files.createSymbolicLink(stick.resolve("receipts"), folder);
        for (int i = 0; i < 2; i++) {
            boolean isVouching = i == 0;
            assertThatExceptionOfType(UserError.class)
                    .isThrownBy(() -> {
                        ExitCode _ = isVouching ? vouch(ONE) : collect();
                    })
                    .returns("LIVE_RECEIPTS_NONE", UserError::code);
        }
        assertThat(folder.resolve(receipt.getFileName())).exists();
        assertThat(kept()).isEmpty();
    }

    @Test
    void aNameOfAStationThatIsTooLongIsNone() throws Exception {
        Files.writeString(stick.resolve("station.txt"), "x".repeat(201), StandardCharsets.US_ASCII);
        assertThat(StickStation.read(stick)).isEmpty();
        Files.writeString(stick.resolve("station.txt"), "x".repeat(200), StandardCharsets.US_ASCII);
        assertThat(StickStation.read(stick)).contains("x".repeat(200));
    }

    /** Whatever it is called, and where a copy has no evidence beside it. */
    @Test
    void aCopyOfAReceiptIsNoOther() throws Exception {
        Path receipt = erasures.put("b", keys, then, Drive.good(ONE));
        for (String copy : List.of("a", "c")) {
            Files.copy(receipt, receipt.resolveSibling(copy + ".receipt.json"));
        }
        assertThat(typed(ONE)).isEqualTo(ExitCode.OK);
        assertThat(console.questions()).hasSize(1);
        assertThat(console.out()).contains("1 receipt(s) of 1 drive(s)");
        assertThat(kept()).hasSize(1);
    }

    @Test
    void moreThanAnybodyLooksThroughAreRefusedAndNoneIsVouchedFor() throws Exception {
        HeldStrays held = new HeldStrays();
        for (int i = 0; i < HeldStrays.NUMBER_MAX; i++) {
            held.add(stray(i, 4));
            held.add(stray(i, 4)); // the same once more
        }
        assertThat(held.all()).hasSize(HeldStrays.NUMBER_MAX);
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> held.add(stray(HeldStrays.NUMBER_MAX, 4)))
                .returns("LIVE_STRAYS", UserError::code)
                .returns(ExitCode.REFUSED, UserError::exit);
        HeldStrays large = new HeldStrays();
        int bytes = (int) (HeldStrays.BYTES_MAX / 16);
        for (int i = 0; i < 16; i++) {
            large.add(stray(i, bytes));
        }
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> large.add(stray(16, 4)))
                .returns("LIVE_STRAYS", UserError::code);
    }

    private Stray stray(int number, int bytes) {
        return new Stray(
                stick.resolve(number + ".receipt.json"),
                ByteBuffer.allocate(bytes).putInt(number).array());
    }

    /** Two at once, each at its question: what one has said the other does not say anew. */
    @Test
    void whatAnotherVouchedForMeanwhileIsRefused() throws Exception {
        erasures.put("a", keys, then, Drive.good(ONE));
        ScriptedConsole other = new ScriptedConsole("en");
        console = new ScriptedConsole("en", _ -> {
            try {
                assertThat(live().vouch(stick, List.of(ONE), new Context(station.root(), other, new Cancellation())))
                        .isEqualTo(ExitCode.OK);
            } catch (UserError e) {
                throw new AssertionError(e);
            }
            return Optional.of(ONE);
        });
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> live().vouch(stick, List.of(), context()))
                .returns("DELEGATED_BEFORE", UserError::code)
                .returns(ExitCode.REFUSED, UserError::exit);
        assertThat(list().operators()).hasSize(2);
        assertThat(kept()).hasSize(1);
        assertThat(vouch(ONE)).as("that it is here is said").isEqualTo(ExitCode.OK);
    }

    private StationHome home(String name) {
        return new StationHome(work.resolve(name));
    }

    private static Path beside(Path receipt) {
        return receipt.resolveSibling(
                String.valueOf(receipt.getFileName()).replace(".receipt.json", ".evidence.jsonl"));
    }

    private ExitCode collect() throws UserError {
        console = new ScriptedConsole("en");
        return live().collect(stick, context());
    }

    private ExitCode vouch(String... confirmed) throws UserError {
        console = new ScriptedConsole("en");
        return live().vouch(stick, List.of(confirmed), context());
    }

    /** Whoever types one thing, whatever is asked. */
    private ExitCode typed(String answer) throws UserError {
        console = new ScriptedConsole("en", _ -> Optional.of(answer));
        return live().vouch(stick, List.of(), context());
    }

    private ExitCode verify(Path receipt) throws UserError {
        return new FileVerify()
                .verify(
                        new VerifyService.Request(List.of(receipt), Optional.empty(), Optional.empty(), false),
                        context());
    }

    private void refuses(String code, Path receipt) throws UserError {
        console = new ScriptedConsole("en");
        assertThat(verify(receipt)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(console.errors().getFirst()).contains(code);
    }

    private TrustList list() throws IOException {
        return StationBooks.open(station, InstantSource.system()).trustList().list();
    }

    private void pair() throws IOException {
        new Pairing(
                        URI.create("https://platform.example"),
                        false,
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        "bench",
                        "token",
                        Optional.empty())
                .keep(station);
    }

    private List<Path> kept() throws IOException {
        if (!Files.isDirectory(station.live())) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(station.live())) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static LiveRun live() {
        return new LiveRun("wangchuan test");
    }

    private Context context() {
        return new Context(station.root(), console, new Cancellation());
    }
}
