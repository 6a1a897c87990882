package org.wangchuan.platform.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.Json;
import org.wangchuan.paper.Attachment;
import org.wangchuan.paper.PaperCheck;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.leak.Needles;
import org.wangchuan.platform.ledger.Certificates;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.ledger.Papers;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.OwnPlatform;
import org.wangchuan.platform.testing.PaperText;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.print.CertificatePaper;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.issue.CertificateIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.InclusionProof;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.CertificateVerifier;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.ReceiptVerifier;
import org.wangchuan.proof.witness.WatchedLog;
import org.wangchuan.witness.append.AppendRequest;
import org.wangchuan.witness.client.AppendClient;
import org.wangchuan.witness.client.AppendReply;
import org.wangchuan.witness.client.HttpLogSource;
import org.wangchuan.witness.config.LogKeyFile;
import org.wangchuan.witness.config.WitnessConfig;
import org.wangchuan.witness.server.WitnessServer;

/** The operator's log of a platform, over HTTP, with a real database and a real witness. */
@Tag("slow")
final class LogTest {
    private static final String ORIGIN = "shop.example/log";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @TempDir
    private static Path folder;

    private static WitnessServer witness;
    private static LogPlatform platform;
    private static UUID site;

    @BeforeAll
    static void begin() throws Exception {
        Path data = Files.createDirectory(
                folder.resolve("data"),
                java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                        java.nio.file.attribute.PosixFilePermissions.fromString("rwx------")));
        NoteSigner log = LogKeyFile.create(data.resolve("log.key"), ORIGIN, LogKeyFile.Use.LOG);
        witness = WitnessServer.start(
                new WitnessConfig(
                        new Cosigner("witness.example", SigningKey.generate()),
                        folder.resolve("witness-state"),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        "",
                        List.of(new WatchedLog(ORIGIN, List.of(log.verifierKey())))),
                InstantSource.system(),
                line -> {});
        Path policy = Files.writeString(
                folder.resolve("policy.txt"), "witness w " + witness.key() + " " + witness.uri() + "\nquorum w\n");
        platform = LogPlatform.start(data, "--wangchuan.witnesses=" + policy);
        site = platform.newSite();
    }

    @AfterAll
    static void end() throws IOException {
        platform.close();
        witness.close();
    }

    @Test
    void receiptsOfTwoStationsBecomeCertificatesUnderOneList() throws Exception {
        SigningStation one = platform.newStation(site);
        SigningStation two = platform.newStation(site);
        List<String> receipts = List.of(LogPlatform.receipt(one), LogPlatform.receipt(two), LogPlatform.receipt(one));
        for (int i = 0; i < receipts.size(); i++) {
            assertThat(LogPlatform.send(i == 1 ? two : one, receipts.get(i)).status())
                    .isEqualTo(200);
        }
        for (String receipt : receipts) {
            Certificate certificate =
                    Certificate.parse(platform.awaitCertificate(receipt).getBytes(StandardCharsets.UTF_8));
            LogPlatform.assertWitnessed(CertificateVerifier.verify(
                    certificate,
                    platform.trust().list(),
                    new Expectations(Optional.empty(), Instant.now()),
                    List.of()));
            assertThat(certificate
                            .receipt()
                            .clearing()
                            .proof()
                            .checkpoint()
                            .checkpoint()
                            .origin())
                    .isEqualTo(ORIGIN);
        }
        // As a stranger does it, over HTTP and without anything of the database.
        LogFsck.Report report = LogFsck.check(
                new HttpLogSource(HTTP, URI.create(platform.origin + "/log"), Duration.ofSeconds(10)),
                platform.bean(PlatformLog.class).key());
        assertThat(report.findings()).isEmpty();
        assertThat(platform.browser().get("/log/tile/entries/000.p/255").status())
                .isEqualTo(404);
        assertThat(platform.browser().get("/log/checkpoint").header("cache-control"))
                .isEqualTo("no-cache");
        for (String path :
                List.of("/log/private/write-ahead", "/log/tile/../checkpoint", "/log/tile/0/../../private/lock")) {
            assertThat(platform.browser().get(path).status()).as(path).isNotEqualTo(200);
        }
    }

    @Test
    void aPhonesReceiptBecomesACertificate() throws Exception {
        SigningStation station = platform.newStation(site);
        String receipt = station.phoneReceipt(
                SigningStation.Said.good("RF" + UUID.randomUUID(), "A"), PhoneClaims.Lock.UNLOCKED);
        assertThat(LogPlatform.send(station, receipt).status()).isEqualTo(200);
        Certificate certificate =
                Certificate.parse(platform.awaitCertificate(receipt).getBytes(StandardCharsets.UTF_8));
        LogPlatform.assertWitnessed(CertificateVerifier.verify(
                certificate, platform.trust().list(), new Expectations(Optional.empty(), Instant.now()), List.of()));
        Statement.Clearing said = (Statement.Clearing)
                StatementReader.read(certificate.receipt().clearing().statement());
        assertThat(said.claims().phone().orElseThrow().lock()).isEqualTo(PhoneClaims.Lock.UNLOCKED);
    }

    /** One list for every file: a receipt is from the station's own log, and stays valid when the station has ended. */
    @Test
    void theOperatorsListFitsReceiptsToo() throws Exception {
        SigningStation station = platform.newStation(site);
        String receipt = LogPlatform.receipt(station);
        assertThat(LogPlatform.send(station, receipt).status()).isEqualTo(200);
        platform.awaitCertificate(receipt);
        assertThat(isKnown(receipt, platform.trust())).isTrue();
        SignedTrustList held = platform.trust();

        platform.bean(Stations.class).end(station.paired.id(), UUID.randomUUID());
        LogPlatform.await(() ->
                ranges(station).stream().allMatch(range -> range.endIndex().isPresent()));
        platform.trust().requireSuccessorOf(held);
        assertThat(isKnown(receipt, platform.trust()))
                .as("what it had signed before")
                .isTrue();
        assertThatThrownBy(() -> isKnown(LogPlatform.receipt(station), platform.trust()))
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.KEY_ENDED));
        // No certificate is believed in it, and no record.
        TrustList.Operator own = platform.trust().list().operators().stream()
                .filter(one -> one.isForReceiptsAlone()
                        && one.stations()
                                .getFirst()
                                .key()
                                .equals(station.paired.key().publicKey()))
                .findFirst()
                .orElseThrow();
        assertThat(platform.trust().list().policyAt(own, 1)).isEmpty();
    }

    private static boolean isKnown(String receipt, SignedTrustList list) throws VerificationException {
        return ReceiptVerifier.verify(
                        Receipt.parse(receipt.getBytes(StandardCharsets.UTF_8)),
                        list.list(),
                        new Expectations(Optional.empty(), Instant.now()))
                .isSignerKnown();
    }

    @Test
    void thePlatformsOwnPageShowsItInABrowserUnderTheOperatorsList(@TempDir Path files) throws Exception {
        SigningStation station = platform.newStation(site);
        String receipt = LogPlatform.receipt(station);
        assertThat(LogPlatform.send(station, receipt).status()).isEqualTo(200);
        Path certificate = Files.writeString(files.resolve("a.certificate.json"), platform.awaitCertificate(receipt));
        Path trust = Files.writeString(
                files.resolve("shop.trust"), platform.browser().get("/trust").body());
        try (org.wangchuan.browser.Browser browser = new org.wangchuan.browser.Browser("en")) {
            browser.open(platform.origin + "/verify");
            browser.pick("#files", List.of(certificate));
            browser.waitFor("document.querySelector('.panel.state-unknown')");
            browser.pick("#files", List.of(trust));
            // "Cleared" it becomes with the serial number, which nobody has typed.
            browser.waitFor("document.querySelector('.panel.state-open')");
            assertThat(browser.evaluate("document.getElementById('answer').textContent"))
                    .contains("witness.example");
            String facts = browser.evaluate("document.body.textContent");
            assertThat(facts)
                    .as("a company is one, however many stations it has")
                    .contains("Operators: 1; besides");
            // What it shows is what the shop shows elsewhere, to whoever compares.
            String about = platform.browser().get("/trust/about").body();
            String signer = about.replaceFirst("(?s).*?<code>", "").replaceFirst("(?s)</code>.*", "");
            assertThat(signer).startsWith("localhost/trust/");
            assertThat(facts).contains("Its signer: " + signer);
        }
    }

    @Test
    void thePaperOfACertificateIsCheckedAsItsFileIs(@TempDir Path files) throws Exception {
        SigningStation station = platform.newStation(site);
        String receipt = LogPlatform.receipt(station);
        assertThat(LogPlatform.send(station, receipt).status()).isEqualTo(200);
        String certificate = platform.awaitCertificate(receipt);
        UUID order = UUID.randomUUID();
        platform.jdbc()
                .sql(
                        "UPDATE ledger.statement SET order_id = ?, order_code = 'TEST-1', medium_id = ?, counted_at = now() WHERE event_id = ?")
                .params(
                        order,
                        UUID.randomUUID(),
                        StatementEntries.of(receipt).clearing().eventId())
                .update();
        Statements.Shown shown = platform.bean(Statements.class).shown(order).getFirst();
        Papers papers = platform.bean(Papers.class);
        byte[] pdf = java.util.Objects.requireNonNull(
                papers.file(shown, Papers.Kind.CERTIFICATE).orElseThrow().getBody());
        assertThat(new String(PaperText.attached(pdf, Attachment.CERTIFICATE), StandardCharsets.UTF_8))
                .isEqualTo(certificate);
        PaperCheck.sameAsRendered(
                pdf,
                CertificatePaper.render(
                        Certificate.parse(certificate.getBytes(StandardCharsets.UTF_8)), Optional.empty()));
        assertThat(PaperText.of(pdf)).contains("witness.example", "已清除", "Cleared");

        Path paper = Files.write(files.resolve("a.certificate.pdf"), pdf);
        Path trust = Files.writeString(
                files.resolve("shop.trust"), platform.browser().get("/trust").body());
        try (org.wangchuan.browser.Browser browser = new org.wangchuan.browser.Browser("en")) {
            browser.open(platform.origin + "/verify");
            browser.pick("#files", List.of(paper));
            browser.waitFor("document.querySelector('.panel.state-unknown')");
            browser.pick("#files", List.of(trust));
            browser.waitFor("document.querySelector('.panel.state-open')");
            assertThat(browser.evaluate("document.getElementById('answer').textContent"))
                    .contains("witness.example");
        }

        // The certificate of another statement is not printed for this one.
        String other = LogPlatform.receipt(station);
        assertThat(LogPlatform.send(station, other).status()).isEqualTo(200);
        platform.jdbc()
                .sql("UPDATE ledger.statement SET certificate = ? WHERE order_id = ?")
                .params(platform.awaitCertificate(other), order)
                .update();
        Statements.Shown mixed = platform.bean(Statements.class).shown(order).getFirst();
        assertThatThrownBy(() -> papers.file(mixed, Papers.Kind.CERTIFICATE))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(LedgerException.Code.PAPER_REFUSED));
        platform.jdbc()
                .sql("UPDATE ledger.statement SET certificate = ? WHERE order_id = ?")
                .params(certificate, order)
                .update();
    }

    /** Somebody who exists nowhere else says who they are; what the shop gives of their device, to whomever, is of the device alone. */
    @Test
    void nothingOfThePersonIsInACertificateOrOnItsPaper() throws Exception {
        String name = "司徒琰檀";
        String phone = "13976531842";
        Needles needles = new Needles().text("name", name).text("phone", phone);
        try (Closeable _ = OwnPlatform.instead(platform.context, platform.origin)) {
            PlatformTest.Shop shop = PlatformTest.newShop();
            BenchOrder order = BenchOrder.consented(shop);
            String base = URI.create(platform.bean(OwnerInvitation.class).link(order.order))
                    .getRawPath();
            Browser owner = platform.browser();
            owner.post(base, Map.of());
            owner.post(base + "/contact", Map.of("name", name, "phone", phone));
            assertThat(owner.post(base + "/own", Map.of()).body()).contains(name, phone);
            order.erases(order.serial, Verdict.CLEARED);
            LogPlatform.await(() -> owner.get(base + "/certificate.json").status() == 200);
            Map<String, Browser> readers = new LinkedHashMap<>(Map.of(base, owner));
            for (Role role : List.of(Role.CLERK, Role.TECHNICIAN, Role.VERIFIER, Role.MANAGER)) {
                readers.put("/statements/" + order.order + "?as=" + role.id(), shop.browser(role));
            }
            readers.put("/counter/" + order.order, shop.browser(Role.CLERK));
            readers.forEach((path, reader) -> {
                for (String kind : List.of("/certificate.pdf", "/certificate.json")) {
                    Browser.Saved file = reader.save(path.replaceFirst("[?].*", "") + kind);
                    assertThat(file.status()).as(path + kind).isEqualTo(200);
                    boolean isPaper = kind.endsWith("pdf");
                    String text =
                            isPaper ? PaperText.of(file.bytes()) : new String(file.bytes(), StandardCharsets.UTF_8);
                    assertThat(text).as(path + kind).contains("witness.example");
                    assertThat(isPaper ? needles.inPaper(file.bytes()) : needles.in(file.bytes()))
                            .as(path + kind)
                            .isEmpty();
                    assertThat(needles.inText(file.headers().toString()))
                            .as(path + kind)
                            .isEmpty();
                }
            });
        }
    }

    @Test
    void whatAStationSendsItselfIsTheSameEventHoweverOftenItComes() throws Exception {
        SigningStation station = platform.newStation(site);
        NoteSigner appendKey = new NoteSigner("station.example/append", SigningKey.generate());
        enter(station, appendKey);
        String receipt = LogPlatform.receipt(station);
        assertThat(LogPlatform.send(station, receipt).status()).isEqualTo(200);
        platform.awaitLogged(receipt);
        long size = platform.status().size();
        StatementEntries entries = StatementEntries.of(receipt);
        for (int i = 0; i < 3; i++) {
            assertThat(append(appendKey, List.of(entries.start(), entries.clearing())))
                    .containsExactly(
                            OptionalLong.of(platform.placed(receipt).start().orElseThrow()),
                            OptionalLong.of(platform.placed(receipt).clearing().orElseThrow()));
        }
        assertThat(platform.status().size()).isEqualTo(size);

        // The other way round: the station comes first, and the platform finds it there.
        String later = LogPlatform.receipt(station);
        StatementEntries first = StatementEntries.of(later);
        OptionalLong start = append(appendKey, List.of(first.start())).getFirst();
        OptionalLong clearing = append(appendKey, List.of(first.clearing())).getFirst();
        assertThat(LogPlatform.send(station, later).status()).isEqualTo(200);
        platform.awaitLogged(later);
        assertThat(platform.placed(later).start()).contains(start.getAsLong());
        assertThat(platform.placed(later).clearing()).contains(clearing.getAsLong());
        assertThat(platform.status().size()).isEqualTo(size + 2);
        String certificate = platform.awaitCertificate(later);
        assertThat(certificate).contains(ORIGIN);
    }

    @Test
    void anEventWithAnotherEntryIsNamedAndGetsNoCertificate() throws Exception {
        SigningStation station = platform.newStation(site);
        NoteSigner appendKey = new NoteSigner("liar.example/append", SigningKey.generate());
        enter(station, appendKey);
        String receipt = LogPlatform.receipt(station);
        StatementEntries entries = StatementEntries.of(receipt);
        byte[] other = entries.clearing().entry();
        other[5] ^= 1;
        append(appendKey, List.of(new NewEntry(entries.clearing().eventId(), other)));
        assertThat(LogPlatform.send(station, receipt).status()).isEqualTo(200);
        LogPlatform.await(() -> platform.placed(receipt).problem().isPresent());
        assertThat(platform.placed(receipt).problem()).contains(LogOutbox.CONFLICT);
        assertThat(platform.placed(receipt).certificate()).isEmpty();
    }

    /** A disk, or somebody at the database, has spoilt one: those of everybody else go on, and it is named. */
    @Test
    void whatCannotBeReadKeepsNobodyOut() throws Exception {
        SigningStation station = platform.newStation(site);
        String spoilt = LogPlatform.receipt(station);
        assertThat(LogPlatform.send(station, spoilt).status()).isEqualTo(200);
        platform.awaitLogged(spoilt);
        platform.jdbc()
                .sql("""
                        UPDATE ledger.statement SET receipt = 'spoilt', start_log_index = NULL, clearing_log_index = NULL,
                          certificate = NULL, certificate_at = NULL
                        WHERE event_id = ?""")
                .param(StatementEntries.of(spoilt).clearing().eventId())
                .update();
        String next = LogPlatform.receipt(station);
        assertThat(LogPlatform.send(station, next).status()).isEqualTo(200);
        platform.awaitLogged(next);
        assertThat(platform.placed(spoilt).problem()).contains(LogOutbox.UNREADABLE);
        assertThat(platform.placed(spoilt).certificate()).isEmpty();
    }

    @Test
    void whoIsNoStationOfThisPlatformAppendsNothing() throws Exception {
        SigningStation station = platform.newStation(site);
        NoteSigner appendKey = new NoteSigner("ended.example/append", SigningKey.generate());
        List<NewEntry> entries =
                List.of(StatementEntries.of(LogPlatform.receipt(station)).start());
        assertThat(post(AppendRequest.encode(appendKey, ORIGIN, entries))).isEqualTo("403 UNKNOWN_STATION");
        enter(station, appendKey);
        assertThat(post(AppendRequest.encode(appendKey, "other.example/log", entries)))
                .isEqualTo("404 OTHER_LOG");
        assertThat(post(AppendRequest.encode(
                        new NoteSigner("ended.example/append", SigningKey.generate()), ORIGIN, entries)))
                .isEqualTo("403 UNKNOWN_STATION");
        byte[] altered = AppendRequest.encode(appendKey, ORIGIN, entries);
        altered[altered.length - 1] ^= 1;
        assertThat(post(altered)).isEqualTo("400 MALFORMED");
        assertThat(post(new byte[AppendRequest.BYTES_MAX + 1])).isEqualTo("413 TOO_LARGE");
        long size = platform.status().size();

        // A key is one station's.
        SigningStation other = platform.newStation(site);
        assertThat(other.call(
                                "PUT",
                                "/log",
                                Json.object()
                                        .put("key", appendKey.verifierKey().toString())
                                        .build())
                        .body())
                .contains("APPEND_KEY_USED");
        assertThat(other.call("PUT", "/log", Json.object().put("key", "x").build())
                        .body())
                .contains("APPEND_KEY");

        platform.bean(Stations.class).end(station.paired.id(), UUID.randomUUID());
        assertThat(post(AppendRequest.encode(appendKey, ORIGIN, entries))).isEqualTo("403 UNKNOWN_STATION");
        assertThat(platform.status().size()).isEqualTo(size);
    }

    @Test
    void aStationThatIsRemovedEndsItsRangeAndMayComeBack() throws Exception {
        SigningStation station = platform.newStation(site);
        String receipt = LogPlatform.receipt(station);
        assertThat(LogPlatform.send(station, receipt).status()).isEqualTo(200);
        platform.awaitCertificate(receipt);
        platform.bean(Stations.class).end(station.paired.id(), UUID.randomUUID());
        LogPlatform.await(() ->
                ranges(station).stream().allMatch(range -> range.endIndex().isPresent()));
        SignedTrustList ended = platform.trust();
        assertThat(ranges(station)).hasSize(1);
        // What it has signed before stays true.
        LogPlatform.assertWitnessed(CertificateVerifier.verify(
                Certificate.parse(
                        platform.placed(receipt).certificate().orElseThrow().getBytes(StandardCharsets.UTF_8)),
                ended.list(),
                new Expectations(Optional.empty(), Instant.now()),
                List.of()));

        SigningStation again = new SigningStation(platform.pair(site, station.paired.key()), platform.browser());
        LogPlatform.await(() -> ranges(station).size() == 2);
        platform.trust().requireSuccessorOf(ended);
        String next = LogPlatform.receipt(again);
        again.call(
                "PUT",
                "/trust-list",
                Json.object().put("trustList", station.trustList()).build());
        // Its own log is another one now: what counts here is that the operator's takes it.
        assertThat(LogPlatform.send(again, next).status()).isIn(200, 422);
        String ofOld = LogPlatform.receipt(station);
        Browser.Answer answer = again.call(
                "POST", "/erasures", Json.object().put("receipt", ofOld).build());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(platform.awaitCertificate(ofOld)).contains(ORIGIN);
    }

    private static List<TrustList.Station> ranges(SigningStation station) {
        try {
            return platform.bean(OperatorList.class).own(platform.trust().list()).stations().stream()
                    .filter(range -> range.key().equals(station.paired.key().publicKey()))
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aCheckpointThatTheLogOrTheWitnessHasNotSignedMakesNoCertificate() throws Exception {
        SigningStation station = platform.newStation(site);
        String receipt = LogPlatform.receipt(station);
        assertThat(LogPlatform.send(station, receipt).status()).isEqualTo(200);
        String good = platform.awaitCertificate(receipt);
        UUID event = StatementEntries.of(receipt).clearing().eventId();
        SignedCheckpoint real = Certificate.parse(good.getBytes(StandardCharsets.UTF_8))
                .receipt()
                .clearing()
                .proof()
                .checkpoint();
        NoteSigner forger = new NoteSigner(ORIGIN, SigningKey.generate());
        assertRefused(
                event,
                under(
                        receipt,
                        new SignedCheckpoint(
                                real.checkpoint(), forger.sign(real.checkpoint().text()))));
        // The log's signature alone: nobody outside has seen it.
        SignedCheckpoint alone = CertificateIssuer.cosigned(real, List.of());
        assertRefused(event, under(receipt, alone));
        assertThat(platform.placed(receipt).certificate()).contains(good);
    }

    private static String under(String receipt, SignedCheckpoint checkpoint) throws Exception {
        LogPlatform.Placed placed = platform.placed(receipt);
        List<InclusionProof> proofs = platform.bean(PlatformLog.class)
                .prove(
                        List.of(placed.clearing().orElseThrow(), placed.start().orElseThrow()),
                        checkpoint.checkpoint().size());
        return new String(
                CertificateIssuer.certificate(
                                Receipt.parse(receipt.getBytes(StandardCharsets.UTF_8)),
                                checkpoint,
                                proofs.get(0),
                                proofs.get(1),
                                platform.bean(PlatformLog.class).key())
                        .toBytes(),
                StandardCharsets.UTF_8);
    }

    private static void assertRefused(UUID event, String certificate) {
        assertThatThrownBy(() -> platform.bean(Certificates.class).record(event, certificate))
                .isInstanceOfSatisfying(
                        LedgerException.class,
                        e -> assertThat(e.code()).isEqualTo(LedgerException.Code.CERTIFICATE_REFUSED));
    }

    @Test
    void whereverItDiesEachEntryIsThereOnce() throws Exception {
        SigningStation station = platform.newStation(site);
        LogOutbox outbox = platform.bean(LogOutbox.class);
        for (LogOutbox.Step step : LogOutbox.Step.values()) {
            List<String> receipts = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                receipts.add(LogPlatform.receipt(station));
            }
            List<LogOutbox.Step> died = new ArrayList<>();
            outbox.watch(reached -> {
                boolean isWork = step == LogOutbox.Step.MARKED || outbox.length() > 0;
                if (reached == step && died.size() < 2 && isWork) {
                    died.add(reached);
                    throw new IllegalStateException("died at " + reached);
                }
            });
            long size = platform.status().size();
            for (String receipt : receipts) {
                assertThat(LogPlatform.send(station, receipt).status()).isEqualTo(200);
            }
            for (String receipt : receipts) {
                platform.awaitLogged(receipt);
            }
            outbox.watch(_ -> {});
            assertThat(died).as(step.name()).isNotEmpty();
            assertThat(platform.status().size()).as(step.name()).isEqualTo(size + 6);
        }
    }

    /** More of them than there are places; each sends a byte a second, so that no silence ends its connection. */
    @Test
    void thoseWhoSendSlowlyKeepNoAppendOut() throws Exception {
        SigningStation station = platform.newStation(site);
        NoteSigner appendKey = new NoteSigner("quick.example/append", SigningKey.generate());
        enter(station, appendKey);
        StatementEntries entries = StatementEntries.of(LogPlatform.receipt(station));
        URI at = URI.create(platform.origin);
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket(at.getHost(), at.getPort());
                slow.add(socket);
                socket.setSoTimeout(1);
                socket.getOutputStream()
                        .write("POST /log/append HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\nw"
                                .getBytes(StandardCharsets.US_ASCII));
            }
            dripOnce(slow);
            assertThat(append(appendKey, List.of(entries.start(), entries.clearing())))
                    .allMatch(OptionalLong::isPresent);
            Instant end = Instant.now().plusSeconds(40);
            while (!isAnswered(slow.getFirst())) {
                assertThat(Instant.now()).as("it may send for ever").isBefore(end);
                dripOnce(slow);
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static void dripOnce(List<Socket> slow) throws InterruptedException {
        Thread.sleep(1_000);
        for (Socket socket : slow) {
            try {
                socket.getOutputStream().write('x');
            } catch (IOException _) {
                // It was answered, and has gone.
            }
        }
    }

    private static boolean isAnswered(Socket socket) throws IOException {
        try {
            byte[] answer = socket.getInputStream().readNBytes(12);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 503");
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    private static void enter(SigningStation station, NoteSigner appendKey) throws InterruptedException {
        LogPlatform.await(() -> {
            Browser.Answer answer = station.call(
                    "PUT",
                    "/log",
                    Json.object().put("key", appendKey.verifierKey().toString()).build());
            assertThat(answer.status()).as(answer.body()).isIn(200, 503);
            return answer.status() == 200 && answer.body().contains(ORIGIN);
        });
    }

    private static List<OptionalLong> append(NoteSigner appendKey, List<NewEntry> entries) throws InterruptedException {
        AppendReply reply = new AppendClient(
                        HTTP,
                        URI.create(platform.origin + "/log"),
                        appendKey,
                        List.of(platform.bean(PlatformLog.class).key()),
                        Duration.ofSeconds(20))
                .append(entries);
        assertThat(reply).isInstanceOf(AppendReply.Done.class);
        return ((AppendReply.Done) reply).appended().indexes();
    }

    private static String post(byte[] body) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(platform.origin + "/log/append"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body().split(" ", 2)[0];
    }
}
