package org.wangchuan.station.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.trust.Delegated;
import org.wangchuan.station.agent.Outbox;
import org.wangchuan.station.agent.Pairing;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.issue.StationBooks.Purpose;
import org.wangchuan.station.live.LiveReceipts.Taken;
import org.wangchuan.station.receipt.ClaimsOfEvidence;
import org.wangchuan.station.testing.Records;

/** What comes back on a stick is anybody's: what counts is what the station's own list delegates. */
class LiveReceiptsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    /** As the disk of the records says it. */
    private static final String SERIAL = "SERIAL-1";

    private static final UUID CLEARING = UUID.fromString("d3b1f6a4-0a11-4c52-9d6e-1f1df0a1c011");

    @TempDir
    Path work;

    private final SigningKey boot = SigningKey.generate();
    private final SigningKey log = SigningKey.generate();
    private StationHome home = new StationHome(Path.of(""));
    private StationBooks books;
    private InstantSource clocks = InstantSource.fixed(NOW);

    LiveReceiptsTest(@TempDir Path station) throws IOException {
        home = new StationHome(station.resolve("home"));
        books = StationBooks.open(home, InstantSource.fixed(NOW));
    }

    @Test
    void aReceiptOfAnOrderIsTakenInOnceAndKept() throws Exception {
        delegate(SERIAL, "OTHER");
        byte[] receipt = receipt(started("start", NOW), CLEARING);
        Taken taken = receipts().take(receipt, NOW).orElseThrow();
        assertThat(taken.isNew()).isTrue();
        assertThat(taken.verified().clearing().disclosed().serial()).contains(SERIAL);
        assertThat(receipts().drivesOf(taken.order())).isEqualTo(1);
        assertThat(receipts().take(receipt, NOW).orElseThrow().isNew()).isFalse();
        assertThat(kept()).singleElement().satisfies(file -> assertThat(file).hasBinaryContent(receipt));
    }

    /** Each time: a stick may have been here before the station was paired. */
    @Test
    void aPairedStationHandsOnWhatItHasTakenInAndNothingElse() throws Exception {
        delegate(SERIAL, "OTHER");
        StationHome start = started("start", NOW);
        byte[] receipt = receipt(start, CLEARING);
        assertThat(receipts().take(receipt, NOW).orElseThrow().isForPlatform()).isFalse();
        assertThat(new Outbox(home).length()).isZero();

        new Pairing(
                        URI.create("https://platform.example"),
                        false,
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        "bench",
                        "token",
                        Optional.empty())
                .keep(home);
        Taken again = receipts().take(receipt, NOW).orElseThrow();
        assertThat(again.isNew()).isFalse();
        assertThat(again.isForPlatform()).isTrue();
        assertThat(waiting()).containsExactly(new String(receipt, StandardCharsets.UTF_8));

        refuses(FailureCode.CHAIN_FORK, receipt(started("copied", NOW.minusSeconds(60)), CLEARING));
        StationHome own = new StationHome(work.resolve("own"));
        assertThat(receipts().take(receipt(own, UUID.randomUUID()), NOW)).isEmpty();
        assertThat(waiting()).hasSize(1);
    }

    private List<String> waiting() throws Exception {
        List<String> out = new ArrayList<>();
        try (Stream<Path> files = Files.walk(home.root())) {
            for (Path file : files.filter(one -> one.toString().contains("/outbox/") && Files.isRegularFile(one))
                    .sorted()
                    .toList()) {
                out.add(Json.in(CanonicalJson.readLenientObject(Files.readAllBytes(file)))
                        .object("body")
                        .text("receipt"));
            }
        }
        return out;
    }

    /** What stood in the log since is another proof of the same statement. */
    @Test
    void theSameStatementProvedAnewIsTheSame() throws Exception {
        delegate(SERIAL, "OTHER");
        StationHome start = started("start", NOW);
        byte[] first = receipt(start, CLEARING);
        byte[] second = receipt(start, UUID.randomUUID());
        assertThat(receipts().take(first, NOW)).isPresent();
        byte[] again = StationBooks.open(start, InstantSource.fixed(NOW))
                .receiptOf(CLEARING)
                .toBytes();
        assertThat(again).isNotEqualTo(first);
        assertThat(receipts().take(again, NOW).orElseThrow().isNew()).isFalse();
        assertThat(receipts().take(second, NOW).orElseThrow().isNew()).isTrue();
        assertThat(kept()).hasSize(2);
    }

    /** Keys that were copied begin another log, and name the same event. */
    @Test
    void anotherStatementOfAnEventThatIsHereIsRefused() throws Exception {
        delegate(SERIAL, "OTHER");
        byte[] first = receipt(started("start", NOW), CLEARING);
        assertThat(receipts().take(first, NOW)).isPresent();
        byte[] second = receipt(started("copied", NOW.minusSeconds(60)), CLEARING);
        refuses(FailureCode.CHAIN_FORK, second);
        assertThat(kept()).singleElement().satisfies(file -> assertThat(file).hasBinaryContent(first));
    }

    @Test
    void aDriveThatTheOrderDoesNotNameIsRefused() throws Exception {
        delegate("ANOTHER");
        refuses(FailureCode.KEY_NOT_VALID, receipt(started("start", NOW), CLEARING));
        assertThat(kept()).isEmpty();
    }

    /** Nobody names one to an order: a stick's would be that of whichever device whoever copied its keys likes. */
    @Test
    void oneThatShowsAnAssetTagIsRefused() throws Exception {
        delegate(SERIAL, "OTHER");
        StationHome start = started("start", NOW);
        byte[] tagged = receipt(start, CLEARING, Optional.of("A-1"), false);
        refuses(FailureCode.KEY_NOT_VALID, tagged);
        byte[] begun = receipt(start, UUID.randomUUID(), Optional.of("A-1"), true);
        refuses(FailureCode.KEY_NOT_VALID, begun);
        assertThat(kept()).isEmpty();
    }

    @Test
    void ofOneDriveNoMoreAreTakenThanAnOrderCanHave() throws Exception {
        delegate(SERIAL, "OTHER", "MORE", "STILL MORE", "AND MORE");
        StationHome start = started("start", NOW);
        byte[] first = receipt(start, CLEARING);
        assertThat(receipts().take(first, NOW)).isPresent();
        for (int more = 1; more < Delegated.RECEIPTS_OF_DRIVE_MAX; more++) {
            assertThat(receipts().take(receipt(start, UUID.randomUUID()), NOW)).isPresent();
        }
        refuses(FailureCode.KEY_NOT_VALID, receipt(start, UUID.randomUUID()));
        assertThat(receipts().take(first, NOW).orElseThrow().isNew())
                .as("what is here stays")
                .isFalse();
        assertThat(kept()).hasSize(Delegated.RECEIPTS_OF_DRIVE_MAX);
    }

    @Test
    void whatWasMadeAfterTheEndIsRefused() throws Exception {
        delegate(SERIAL, "OTHER");
        Instant late =
                NOW.plus(Duration.ofDays(3)).plus(LiveOrder.TIME_TO_ERASE).plusSeconds(1);
        byte[] receipt = receipt(started("start", late), CLEARING);
        assertThatExceptionOfType(VerificationException.class)
                .isThrownBy(() -> receipts().take(receipt, late))
                .returns(FailureCode.KEY_ENDED, VerificationException::code);
    }

    @Test
    void anOrderThatWasEndedBringsNothing() throws Exception {
        delegate(SERIAL, "OTHER");
        byte[] receipt = receipt(started("start", NOW), CLEARING);
        assertThat(books.endDelegation(origin())).isPresent();
        assertThatExceptionOfType(VerificationException.class)
                .isThrownBy(() -> receipts().take(receipt, NOW));
        assertThat(kept()).isEmpty();
    }

    /** The stick's own station signs what somebody at the screen asks for; this station signs at its bench. */
    @Test
    void whatIsOfNoOrderIsLeft() throws Exception {
        delegate(SERIAL, "OTHER");
        StationHome own = new StationHome(work.resolve("own"));
        assertThat(receipts().take(receipt(own, CLEARING), NOW)).isEmpty();
        assertThat(receipts().take(receipt(home, UUID.randomUUID()), NOW)).isEmpty();
        assertThat(kept()).isEmpty();
    }

    private void refuses(FailureCode code, byte[] receipt) {
        assertThatExceptionOfType(VerificationException.class)
                .isThrownBy(() -> receipts().take(receipt, NOW))
                .returns(code, VerificationException::code);
    }

    private LiveReceipts receipts() throws IOException {
        return new LiveReceipts(home, books.trustList().list());
    }

    private List<Path> kept() throws IOException {
        if (!Files.isDirectory(home.live())) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(home.live())) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private String origin() {
        return "wangchuan.local/" + boot.publicKey().thumbprint().substring(0, 16);
    }

    private LiveOrder order(String... serials) throws IOException {
        return new LiveOrder(
                UUID.randomUUID(),
                UUID.randomUUID(),
                books.stationKey(),
                boot.publicKey(),
                new VerifierKey(origin(), log.publicKey()),
                List.of(serials),
                "nist-clear",
                Optional.of(1L),
                VerifyMode.FULL,
                false,
                NOW.getEpochSecond(),
                NOW.plus(Duration.ofDays(3)).getEpochSecond());
    }

    private void delegate(String... serials) throws IOException {
        LiveOrder order = order(serials);
        var _ = books.delegate("one start", order.log(), order.boot(), order.statementsMax(), order.delegated());
    }

    /** The station of a start that holds the order's keys. */
    private StationHome started(String name, Instant at) throws Exception {
        LiveOrder order = order(SERIAL);
        LiveOrderFolder folder = new LiveOrderFolder(work.resolve(name));
        folder.write(SignedLiveOrder.sign(order, books), boot, log, books.trustList());
        StationHome start = new StationHome(work.resolve(name + "-home"));
        folder.begin(
                order,
                new LiveOrderPlace(
                        order.station().thumbprint(), order.stick(), new OrderMarks(work.resolve("begun")), at, at),
                start);
        clocks = InstantSource.fixed(at);
        return start;
    }

    private byte[] receipt(StationHome of, UUID clearing) throws IOException {
        return receipt(of, clearing, Optional.empty(), true);
    }

    /** One with an asset tag, at its start or at its end. */
    private byte[] receipt(StationHome of, UUID clearing, Optional<String> tag, boolean isAtStart) throws IOException {
        Optional<String> atEnd = isAtStart ? Optional.empty() : tag;
        Optional<Asset> atStart = isAtStart ? tag.map(Asset::new) : Optional.empty();
        StationBooks signing = StationBooks.open(of, clocks);
        Evidence evidence = Records.good();
        UUID start = UUID.randomUUID();
        signing.start(start, Disclosed.ofStart(ClaimsOfEvidence.target(Records.disk()), atStart), Purpose.REAL);
        ClearingClaims claims = ClaimsOfEvidence.claims(evidence, start);
        signing.clearing(clearing, claims, ClaimsOfEvidence.disclosed(evidence, atEnd), Purpose.REAL);
        return signing.receiptOf(clearing).toBytes();
    }
}
