package org.wangchuan.platform.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.identity.KeysInUse;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.ledger.LogFault;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.KeyPossession;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;

/** One station whose log does not fit into the operator's list keeps no other out of it; and is told so at the door. */
@Tag("slow")
final class StationLogsTest {
    private static final String WITNESS = "witness.example";
    private static final SigningKey WITNESS_KEY = SigningKey.generate();

    @TempDir
    private static Path folder;

    private static LogPlatform platform;
    private static UUID site;

    @BeforeAll
    static void begin() throws Exception {
        Path data = Files.createDirectory(
                folder.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        // Nobody answers there: that what is signed is not published is not what this is about.
        Path policy = Files.writeString(
                folder.resolve("policy.txt"),
                "witness w " + new Cosigner(WITNESS, WITNESS_KEY).key() + " http://localhost:9\nquorum w\n");
        platform = LogPlatform.start(data, "--wangchuan.witnesses=" + policy);
        site = platform.newSite();
        rename("A");
    }

    @AfterAll
    static void end() throws IOException {
        platform.close();
    }

    private static void rename(String company) {
        platform.jdbc()
                .sql("UPDATE identity.organisation SET name = ?")
                .param(company)
                .update();
    }

    /** A list of the station's own, of a log of this name and these keys. */
    private static SignedTrustList list(SigningKey station, String origin, SigningKey... keys) {
        NoteSigner signer = new NoteSigner("trust.example", station);
        List<VerifierKey> logKeys = List.of(keys).stream()
                .map(key -> new VerifierKey(origin, key.publicKey()))
                .toList();
        TrustList.Operator own = new TrustList.Operator(
                "Test shop", logKeys, List.of(new TrustList.Station(station.publicKey(), 0, Optional.empty())));
        return TrustListIssuer.sign(
                new TrustList(1, Instant.now().getEpochSecond(), signer.verifierKey(), List.of(own), ""), signer);
    }

    private static String text(SignedTrustList list) {
        return new String(list.toBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** One that a former version took in, before anybody asked what the log is called. */
    private static void taken(PlatformTest.PairedStation station, SignedTrustList list) {
        taken(station, text(list));
    }

    private static void taken(PlatformTest.PairedStation station, String list) {
        platform.jdbc()
                .sql("INSERT INTO ledger.trust_list VALUES (?, ?, 1, ?, now())")
                .params(station.id(), site, list)
                .update();
    }

    private static Browser.Answer tell(PlatformTest.PairedStation station, SignedTrustList list) {
        return new SigningStation(station, platform.browser())
                .call(
                        "PUT",
                        "/trust-list",
                        Json.object().put("trustList", text(list)).build());
    }

    private static Optional<SignedTrustList> current() {
        return platform.bean(OperatorList.class).current();
    }

    private static void awaitList(Predicate<TrustList> is) throws InterruptedException {
        LogPlatform.await(() -> current().map(SignedTrustList::list).filter(is).isPresent());
    }

    private static boolean isLeftOut(PlatformTest.PairedStation station, LogFault fault) {
        String name =
                platform.bean(Stations.class).find(station.id()).orElseThrow().name();
        return platform.bean(OperatorList.class).leftOut().stream()
                .anyMatch(one -> one.station().equals(name) && one.fault() == fault);
    }

    @Test
    void aLogWithALongNameOutlivesARenamingOfTheCompany() throws Exception {
        String origin = "l".repeat(190);
        SigningKey key = SigningKey.generate();
        rename("A");
        // As versions before had listed it: the company's name was short then.
        platform.pair(site, key);
        insertInto(new TrustList.Operator(
                "A · " + origin,
                List.of(new VerifierKey(origin, SigningKey.generate().publicKey())),
                List.of(new TrustList.Station(key.publicKey(), 0, Optional.empty())),
                List.of(TrustList.RECEIPTS_ALONE)));
        rename("A company with a name of its own that is long enough".repeat(2));

        SigningStation next = platform.newStation(site);
        awaitList(list -> list.operators().stream()
                .anyMatch(one -> one.isForReceiptsAlone()
                        && one.stations()
                                .getFirst()
                                .key()
                                .equals(next.paired.key().publicKey())));
        TrustList list = current().orElseThrow().list();
        assertThat(list.operatorOfLog(origin).orElseThrow().name())
                .endsWith(origin)
                .startsWith("A compa ·");
        assertThat(list.operators().getFirst().name()).startsWith("A company with");
        rename("A");
    }

    /** Adds it to the newest list, as the platform would sign it. */
    private static void insertInto(TrustList.Operator operator) throws InterruptedException {
        LogPlatform.await(() -> current().isPresent());
        NoteSigner signer = platform.bean(LogKeys.class).trust();
        LogPlatform.await(() -> {
            TrustList held = current().orElseThrow().list();
            List<TrustList.Operator> operators = new java.util.ArrayList<>(held.operators());
            operators.add(operator);
            TrustList next = new TrustList(
                    held.version() + 1, held.issuedAtSeconds(), held.signer(), operators, held.witnessPolicy());
            return platform.jdbc()
                            .sql("INSERT INTO ledger.operator_list VALUES (?, ?, now()) ON CONFLICT DO NOTHING")
                            .params(next.version(), text(TrustListIssuer.sign(next, signer)))
                            .update()
                    == 1;
        });
    }

    @Test
    void whatWasTakenInAndDoesNotFitIsLeftOutAndNamed() throws Exception {
        PlatformTest.PairedStation named = platform.pair(site, SigningKey.generate());
        taken(named, list(named.key(), WITNESS, SigningKey.generate()));
        PlatformTest.PairedStation keyed = platform.pair(site, SigningKey.generate());
        taken(keyed, list(keyed.key(), "keyed.example", WITNESS_KEY));
        PlatformTest.PairedStation spoilt = platform.pair(site, SigningKey.generate());
        taken(spoilt, "spoilt"); // before anybody reads it: of one version it is read once
        // With the very key of a witness: paired before anybody asked.
        PlatformTest.PairedStation witness = platform.pair(site, WITNESS_KEY);

        SigningStation next = platform.newStation(site);
        awaitList(list -> list.operators().stream()
                        .filter(one -> one.stations().stream()
                                .anyMatch(range ->
                                        range.key().equals(next.paired.key().publicKey())))
                        .count()
                == 2);
        LogPlatform.await(() -> isLeftOut(named, LogFault.IN_USE)
                && isLeftOut(keyed, LogFault.IN_USE)
                && isLeftOut(spoilt, LogFault.UNREADABLE)
                && isLeftOut(witness, LogFault.STATION_KEY));
        TrustList list = current().orElseThrow().list();
        assertThat(list.operatorOf(named.key().publicKey().thumbprint()))
                .as("it still speaks in the operator's log")
                .isPresent();
        assertThat(list.operatorOf(WITNESS_KEY.publicKey().thumbprint())).isEmpty();
        assertThat(list.operatorOfLog(WITNESS)).isEmpty();
    }

    /** A mistake in the settings: what was said of the station stays, the witnesses of before count, and stations come in all the same. */
    @Test
    void aWitnessWithTheKeyOfAStationKeepsNoStationOut(@TempDir Path own) throws Exception {
        Path data = Files.createDirectory(
                own.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        SigningKey key = SigningKey.generate();
        UUID shop;
        try (LogPlatform before = LogPlatform.start(data)) {
            shop = before.newSite();
            var _ = before.pair(shop, key);
            LogPlatform.await(() -> isListed(before, key));
        }
        Path policy = Files.writeString(
                own.resolve("policy.txt"),
                "witness w " + new Cosigner(WITNESS, key).key() + " http://localhost:9\nquorum w\n");
        try (LogPlatform now = LogPlatform.start(data, "--wangchuan.witnesses=" + policy)) {
            SigningKey next = SigningKey.generate();
            var _ = now.pair(shop, next);
            LogPlatform.await(() -> isListed(now, next));
            assertThat(isListed(now, key)).isTrue();
            assertThat(now.bean(OperatorList.class).areWitnessesRefused()).isTrue();
            assertThat(now.trust().list().witnessPolicy()).isEmpty();
        }
    }

    private static boolean isListed(LogPlatform platform, SigningKey key) {
        return platform.bean(OperatorList.class)
                .current()
                .flatMap(list -> list.list().operatorOf(key.publicKey().thumbprint()))
                .isPresent();
    }

    @Test
    void theDoorRefusesWhatWouldNotFit() {
        SigningKey key = SigningKey.generate();
        PlatformTest.PairedStation station = platform.pair(site, key);
        SigningKey log = SigningKey.generate();
        assertRefused(tell(station, list(key, "l".repeat(151), log)), LogFault.NAME);
        assertRefused(tell(station, list(key, "l\u200Bl", log)), LogFault.NAME);
        assertRefused(tell(station, list(key, WITNESS, log)), LogFault.IN_USE);
        assertRefused(tell(station, list(key, "log.example/" + station.id(), WITNESS_KEY)), LogFault.IN_USE);
        assertRefused(tell(station, list(key, platform.bean(PlatformLog.class).origin(), log)), LogFault.IN_USE);
        SigningKey[] many =
                IntStream.range(0, 17).mapToObj(_ -> SigningKey.generate()).toArray(SigningKey[]::new);
        assertRefused(tell(station, list(key, "many.example/" + station.id(), many)), LogFault.KEYS);
        assertThat(tell(station, list(key, "l".repeat(150), log)).status()).isEqualTo(200);
    }

    private static void assertRefused(Browser.Answer answer, LogFault fault) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("\"STATION_LOG_REFUSED\"", fault.wireName());
    }

    @Test
    void nobodyIsPairedWithTheKeyOfAWitness() {
        String code = platform.bean(Stations.class).newCode(site, Optional.empty());
        String body = CanonicalJson.writeText(Json.object()
                .put("code", code)
                .put("name", "bench")
                .put("key", WITNESS_KEY.publicKey().base64Url())
                .put("proof", KeyPossession.prove(WITNESS_KEY, code))
                .build());
        Browser station = platform.browser();
        Browser.Answer answer = station.send(station.request("/api/station/v1/pair")
                .setHeader("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("STATION_KEY_USED");
        assertThat(platform.bean(KeysInUse.class).isInUse(SigningKey.generate().publicKey()))
                .isFalse();
    }
}
