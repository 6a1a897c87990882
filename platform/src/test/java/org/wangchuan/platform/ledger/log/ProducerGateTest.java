package org.wangchuan.platform.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.bench.PhoneOrder;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.identity.CompanyChanges;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.ledger.MakersWord;
import org.wangchuan.platform.ledger.ProducerTold;
import org.wangchuan.platform.ledger.StatementFile;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.ledger.producer.ProducerEntries;
import org.wangchuan.platform.ledger.producer.ProducerEntry;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.OwnPlatform;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.Samples;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.issue.WitnessRotation;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;
import org.wangchuan.proof.verify.CertificateVerifier;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.ProducerAnswer;
import org.wangchuan.proof.verify.ProducerChecks;
import org.wangchuan.proof.verify.ProvedTimes;
import org.wangchuan.proof.verify.VerifiedCertificate;
import org.wangchuan.proof.witness.WatchedLog;
import org.wangchuan.witness.config.LogKeyFile;
import org.wangchuan.witness.config.WitnessConfig;
import org.wangchuan.witness.server.WitnessServer;

/** The gate goes by a maker's word where two people have put it into the operator's list, and as long as nothing speaks against it. */
@Tag("slow")
final class ProducerGateTest {
    private static final String ORIGIN = "makers.example/log";

    @TempDir
    private static Path folder;

    private static WitnessServer witness;
    private static LogPlatform platform;
    private static Closeable instead;
    private static PlatformTest.Shop shop;
    private static Browser proposer;
    private static Browser confirmer;

    @BeforeAll
    static void begin() throws Exception {
        Path data = Files.createDirectory(
                folder.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
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
        instead = OwnPlatform.instead(platform.context, platform.origin);
        Samples.off(); // by chance one would have to be looked at first
        shop = PlatformTest.host();
        proposer = PlatformTest.confirmed(shop.account(Role.MANAGER));
        confirmer = PlatformTest.confirmed(shop.account(Role.MANAGER));
        platform.bean(CompanyChanges.class).producers(shop.organisation(), true, shop.account(Role.MANAGER));
    }

    @AfterAll
    static void end() throws IOException {
        instead.close();
        platform.close();
        witness.close();
    }

    @Test
    void whatTwoPeopleAcceptedOpensTheGateAndWhoeverGoesByTheListIsToldTheSame() throws Exception {
        MadeMaker maker = new MadeMaker();
        PhoneOrder phone = PhoneOrder.consented(shop);
        maker.travelsWith(phone);
        assertThat(phone.isReadAgain(Lock.UNLOCKED).status()).isEqualTo(200);
        awaitCertificate(phone);
        assertThat(told(phone).state()).isEqualTo("not-trusted");
        assertThat(state(phone)).isEqualTo(DeviceState.REGISTERED);

        UUID entry = proposed(maker, "Samsung");
        assertThat(proposer.post("/producers/" + entry + "/confirm", Map.of()).body())
                .as("one person is not two")
                .contains("somebody else confirms it");
        assertThat(listed(maker)).isEmpty();
        assertThat(confirmer.post("/producers/" + entry + "/confirm", Map.of()).status())
                .isEqualTo(302);
        awaitState(phone, DeviceState.CLEARED);
        assertThat(order(phone)).isEqualTo(OrderState.CLEARED);
        assertThat(keepsOut(phone)).doesNotContain(GateException.Code.NOT_PROVED, GateException.Code.PRODUCER_WORD);

        ProducerTold told = told(phone);
        assertThat(told.producer()).contains(maker.name);
        assertThat(told.met()).containsExactlyElementsOf(MadeMaker.OPEN);
        for (String page : List.of(
                shop.browser(Role.MANAGER).get("/statements/" + phone.order).body(),
                shop.browser(Role.MANAGER)
                        .in("zh")
                        .get("/statements/" + phone.order)
                        .body())) {
            assertThat(page)
                    .contains(
                            maker.name,
                            maker.number,
                            maker.signer.verifierKey().toString(),
                            maker.states().digest().base64Url());
        }
        assertThat(platform.browser().get("/trust/about").body()).contains(maker.name, "Samsung");
        ProducerAnswer stranger = asAStranger(phone);
        assertThat(stranger.counts()).isTrue();
        assertThat(stranger.producer()).contains(maker.name);
        assertThat(stranger.clauses()).containsExactlyElementsOf(MadeMaker.OPEN);
    }

    @Test
    void whatIsWithdrawnAfterTheCertificateClosesTheGateAlsoOfWhatIsInStock() throws Exception {
        MadeMaker maker = new MadeMaker();
        accepted(maker, "Samsung");
        PhoneOrder sold = cleared(maker);
        PhoneOrder open = cleared(maker);
        platform.jdbc()
                .sql("UPDATE custody.device SET state = 'in_stock' WHERE id = ?")
                .param(sold.device.id())
                .update();
        platform.jdbc()
                .sql("""
                        INSERT INTO custody.device_event (device_id, from_state, to_state, account_id, reason, at)
                        VALUES (?, 'cleared', 'in_stock', ?, 'closed', now())""")
                .params(sold.device.id(), shop.account(Role.MANAGER))
                .update();

        MadeMaker stranger = new MadeMaker();
        assertThat(upload(stranger.withdraws().toBytes()).body()).contains("No maker of the list");
        stranger.number = maker.number;
        assertThat(upload(stranger.withdraws().toBytes()).status()).isEqualTo(422);
        assertThat(upload("no statement".getBytes(StandardCharsets.UTF_8)).status())
                .isEqualTo(422);
        assertThat(state(open)).isEqualTo(DeviceState.CLEARED);

        assertThat(upload(maker.withdraws().toBytes()).status()).isEqualTo(302);
        awaitState(open, DeviceState.REGISTERED);
        awaitState(sold, DeviceState.BLOCKED);
        assertThat(order(open)).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(keepsOut(open)).contains(GateException.Code.NOT_PROVED);
        assertThat(told(open).state()).isEqualTo("withdrawn");
        assertThat(shop.browser(Role.MANAGER).get("/statements/" + open.order).body())
                .contains("Its maker has withdrawn it.");
    }

    @Test
    void whatAManagerTakesBackCountsNoMoreAndAStolenKeyNeverAgain() throws Exception {
        SigningKey key = SigningKey.generate();
        MadeMaker maker = new MadeMaker();
        maker.signer = new NoteSigner("phones.example/clear", key);
        UUID entry = accepted(maker, "Samsung");
        PhoneOrder phone = cleared(maker);
        assertThat(proposer.get("/producers").body()).contains("0 devices in stock rest on this word");
        assertThat(confirmer
                        .post("/producers/" + entry + "/end", Map.of("stolen", "yes"))
                        .status())
                .isEqualTo(302);
        assertThat(told(phone).counts()).as("at once, whatever list is signed").isFalse();
        awaitState(phone, DeviceState.REGISTERED);
        LogPlatform.await(
                () -> listed(maker).filter(one -> !one.retired().isEmpty()).isPresent());
        assertThat(told(phone).state()).isEqualTo("key-retired");
        assertThat(asAStranger(phone).state()).isEqualTo(ProducerAnswer.State.KEY_RETIRED);
        assertThat(propose(maker, "Samsung").status())
                .as("nobody accepts it again")
                .isEqualTo(422);
        MadeMaker other = new MadeMaker();
        other.signer = maker.signer;
        assertThat(propose(other, "Samsung").status()).as("under another name").isEqualTo(422);
        other.signer = new NoteSigner("others.example/clear", key);
        assertThat(propose(other, "Samsung").status())
                .as("by another name of the key")
                .isEqualTo(422);
    }

    @Test
    void aKeyThatAStationSlippedInIsNobodys() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        MadeMaker maker = new MadeMaker();
        maker.signer = new NoteSigner("phones.example/clear", phone.station.paired.key());
        maker.travelsWith(phone);
        assertThat(phone.isReadAgain(Lock.UNLOCKED).status()).isEqualTo(200);
        awaitCertificate(phone);
        assertThat(told(phone).state()).isEqualTo("not-trusted");
        assertThat(state(phone)).isEqualTo(DeviceState.REGISTERED);
        assertThat(propose(maker, "Samsung").body()).contains("One of these keys is a station");
    }

    @Test
    void aMakerSpeaksOfNobodyElsesPhones() throws Exception {
        MadeMaker maker = new MadeMaker();
        accepted(maker, "Another Brand");
        assertThat(notCleared(maker).state()).isEqualTo("not-its-phone");
    }

    @Test
    void anotherModelOrAnOlderVersionFitsNothingWhateverAStationSays() throws Exception {
        MadeMaker other = new MadeMaker();
        other.models = List.of("SM-G9910");
        MadeMaker later = new MadeMaker();
        later.versionLeast = "15";
        for (MadeMaker maker : List.of(other, later)) {
            accepted(maker, "Samsung");
            PhoneOrder phone = PhoneOrder.consented(shop);
            maker.travelsWith(phone);
            phone.isReadAgain(Lock.UNLOCKED);
            assertThat(platform.bean(Statements.class).ofOrder(phone.order)).isEmpty();
            assertThat(state(phone)).isEqualTo(DeviceState.REGISTERED);
        }
    }

    @Test
    void whatIsStatedOfOneClauseLeavesTheOthersOpen() throws Exception {
        MadeMaker maker = new MadeMaker();
        maker.clauses = List.of("overwrite");
        accepted(maker, "Samsung");
        PhoneOrder phone = PhoneOrder.consented(shop);
        maker.travelsWith(phone);
        phone.isReadAgain(Lock.UNLOCKED);
        LogPlatform.await(() -> told(phone).counts());
        awaitWeighed(phone);
        assertThat(told(phone).met()).containsExactly("overwrite");
        assertThat(state(phone)).isEqualTo(DeviceState.REGISTERED);
        StatementFile statement =
                platform.bean(Statements.class).ofOrder(phone.order).getFirst();
        assertThat(statement.isConforming()).isFalse();
        String page =
                shop.browser(Role.MANAGER).get("/statements/" + phone.order).body();
        assertThat(page)
                .as("a manager may answer, also beside the maker")
                .contains("name=\"clause\" value=\"verification\"", "name=\"clause\" value=\"overwrite\"");
    }

    @Test
    void whatIsAcceptedForOtherClausesMeetsNone() throws Exception {
        MadeMaker maker = new MadeMaker();
        accepted(maker, "Samsung", "nist-purge 4 verification");
        assertThat(notCleared(maker).state()).isEqualTo("not-accepted");
    }

    /** A clock that is set back puts an erasure into the days of a statement, and no witness. */
    @Test
    void whatIsBackdatedIntoAStatementThatHasEndedMeetsNothing() throws Exception {
        MadeMaker maker = new MadeMaker();
        maker.until = Instant.now().minus(10, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        accepted(maker, "Samsung");
        PhoneOrder phone = PhoneOrder.consented(shop);
        phone.station.behind = Duration.ofHours(20);
        maker.travelsWith(phone);
        assertThat(phone.isReadAgain(Lock.UNLOCKED).status()).isEqualTo(200);
        awaitCertificate(phone);
        awaitWeighed(phone);
        assertThat(told(phone).state()).isEqualTo("time-beyond");
        assertThat(state(phone)).isEqualTo(DeviceState.REGISTERED);
    }

    @Test
    void aCompanyThatDoesNotGoByTheListWaitsForAPerson() throws Exception {
        PlatformTest.Shop others = PlatformTest.newShop();
        MadeMaker maker = new MadeMaker();
        UUID entry = accepted(maker, "Samsung");
        PhoneOrder phone = PhoneOrder.consented(others);
        maker.travelsWith(phone);
        phone.isReadAgain(Lock.UNLOCKED);
        awaitCertificate(phone);
        awaitWeighed(phone);
        assertThat(told(phone).state()).isEqualTo(ProducerTold.NOT_USED);
        assertThat(state(phone)).isEqualTo(DeviceState.REGISTERED);

        Browser manager = PlatformTest.confirmed(others.account(Role.MANAGER));
        assertThat(manager.post("/producers/" + entry + "/end", Map.of()).status())
                .as("the list is not theirs")
                .isEqualTo(404);
        assertThat(manager.post("/producers/company", Map.of("accepted", "true"))
                        .status())
                .as("of one site, for all of them")
                .isEqualTo(403);
        Browser administrator = PlatformTest.confirmed(others.account(Role.ADMINISTRATOR));
        assertThat(administrator
                        .post("/producers/company", Map.of("accepted", "true"))
                        .status())
                .isEqualTo(302);
        awaitState(phone, DeviceState.CLEARED);
        assertThat(administrator
                        .post("/producers/company", Map.of("accepted", "false"))
                        .status())
                .isEqualTo(302);
        awaitState(phone, DeviceState.REGISTERED);
    }

    /** Of what is decided in between no page says what was before. */
    @Test
    void whatIsNotWeighedYetIsNotShownAsMet() throws Exception {
        MadeMaker maker = new MadeMaker();
        UUID entry = accepted(maker, "Samsung");
        PhoneOrder phone = cleared(maker);
        assertThat(isConforming(phone)).containsExactly(true, true);
        unseen(() -> {
            end(entry, "ended");
            assertThat(isConforming(phone)).containsExactly(false, false);
        });
    }

    /** A list that was signed before, or that could not be signed since. */
    @Test
    void whatWasDecidedIsOfThisKeyThisBrandAndThisClause() throws Exception {
        MadeMaker maker = new MadeMaker();
        UUID entry = accepted(maker, "Samsung");
        PhoneOrder phone = cleared(maker);
        unseen(() -> {
            instead(entry, "'{" + new MadeMaker().signer.verifierKey() + "}'", "makers", "accepts");
            assertThat(told(phone).state()).isEqualTo(ProducerTold.ENDED);
        });
        unseen(() -> {
            instead(entry, "keys", "'{Another Brand}'", "accepts");
            assertThat(told(phone).state()).isEqualTo(ProducerTold.ENDED);
        });
        unseen(() -> {
            instead(entry, "keys", "makers", "'{nist-clear 1 overwrite}'");
            assertThat(told(phone).met()).containsExactly("overwrite");
        });
        unseen(() -> {
            instead(entry, "keys", "makers", "accepts");
            assertThat(told(phone).met()).containsExactlyElementsOf(MadeMaker.OPEN);
        });
    }

    @Test
    void aRestoreOpensNothing() throws Exception {
        MadeMaker maker = new MadeMaker();
        UUID entry = accepted(maker, "Samsung");
        PhoneOrder phone = cleared(maker);
        unseen(() -> {
            platform.jdbc().sql("INSERT INTO identity.recovery DEFAULT VALUES").update();
            assertThat(told(phone).state()).isEqualTo(ProducerTold.ENDED);
            assertThat(isConforming(phone)).containsExactly(false, false);
            assertThat(platform.bean(Organisations.class).goesByProducers(shop.organisation()))
                    .isFalse();
            ProducerEntry.Ended ended = platform.bean(ProducerEntries.class).all().stream()
                    .filter(one -> one.id().equals(entry))
                    .findFirst()
                    .flatMap(ProducerEntry::ended)
                    .orElseThrow();
            assertThat(ended.why()).isEqualTo(ProducerEntry.Why.RESTORED);
            assertThat(ended.by()).isEmpty();
        });
    }

    /** It may be a withdrawal. */
    @Test
    void aFileThatCantBeReadAnyMoreLetsNothingOfItsNumberCount() throws Exception {
        MadeMaker maker = new MadeMaker();
        accepted(maker, "Samsung");
        PhoneOrder phone = cleared(maker);
        platform.jdbc()
                .sql(
                        "INSERT INTO ledger.producer_file VALUES (decode(repeat('ab', 32), 'hex'), ?, 2, '?', ?, 'A', now())")
                .params(maker.number, shop.account(Role.MANAGER))
                .update();
        awaitState(phone, DeviceState.REGISTERED);
        assertThat(told(phone).state()).isEqualTo(ProducerTold.FILE_UNREADABLE);
        assertThat(shop.browser(Role.MANAGER).get("/statements/" + phone.order).body())
                .contains("it may be its withdrawal");
        assertThat(proposer.get("/producers").body()).contains(maker.number, "nothing of this number counts");
    }

    @Test
    void thereIsAlwaysRoomToRetireTheKeysOfOne() throws Exception {
        MadeMaker maker = new MadeMaker();
        for (int i = 0; i < 4; i++) {
            List<String> keys = keys();
            assertThat(proposer.post("/producers", form(maker, keys), maker.accepts())
                            .status())
                    .isEqualTo(302);
            UUID entry = platform.jdbc()
                    .sql("SELECT id FROM ledger.producer WHERE name = ? AND confirmed_at IS NULL AND ended_at IS NULL")
                    .param(maker.name)
                    .query((row, _) -> row.getObject(1, UUID.class))
                    .single();
            assertThat(confirmer
                            .post("/producers/" + entry + "/confirm", Map.of())
                            .status())
                    .isEqualTo(302);
            LogPlatform.await(() -> listed(maker)
                    .filter(one ->
                            one.keys().stream().map(Object::toString).toList().equals(keys))
                    .isPresent());
        }
        assertThat(listed(maker).orElseThrow().retired()).hasSize(48);
        assertThat(proposer.post("/producers", form(maker, keys()), maker.accepts())
                        .status())
                .isEqualTo(422);
    }

    /** Whoever decides waits for nobody who looks, and whoever looks waits for them: the first look at a result is made again. */
    @Test
    void whatIsDecidedDuringTheFirstLookIsSeen() throws Exception {
        PlatformTest.Shop others = PlatformTest.newShop();
        UUID account = others.account(Role.ADMINISTRATOR);
        platform.bean(CompanyChanges.class).producers(others.organisation(), true, account);
        MadeMaker maker = new MadeMaker();
        accepted(maker, "Samsung");
        PhoneOrder phone = PhoneOrder.consented(others);
        maker.travelsWith(phone);
        CountDownLatch isOff = new CountDownLatch(1);
        CountDownLatch commits = new CountDownLatch(1);
        try (ExecutorService elsewhere = Executors.newSingleThreadExecutor()) {
            Future<?> deciding =
                    elsewhere.submit(() -> new TransactionTemplate(platform.bean(PlatformTransactionManager.class))
                            .executeWithoutResult(_ -> {
                                platform.bean(CompanyChanges.class).producers(others.organisation(), false, account);
                                isOff.countDown();
                                awaitUninterruptibly(commits);
                            }));
            isOff.await();
            try {
                assertThat(phone.isReadAgain(Lock.UNLOCKED).status()).isEqualTo(200);
                LogPlatform.await(() -> platform.jdbc()
                        .sql("""
                                SELECT EXISTS (SELECT 1 FROM pg_locks
                                  WHERE locktype = 'advisory' AND mode = 'ShareLock' AND NOT granted)""")
                        .query((row, _) -> row.getBoolean(1))
                        .single());
            } finally {
                commits.countDown();
            }
            deciding.get();
        }
        awaitCertificate(phone);
        awaitWeighed(phone);
        assertThat(told(phone).state()).isEqualTo(ProducerTold.NOT_USED);
        assertThat(state(phone)).isEqualTo(DeviceState.REGISTERED);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> keys() {
        return Stream.generate(() -> new NoteSigner("phones.example/clear", SigningKey.generate()).verifierKey())
                .limit(TrustedProducer.KEYS_MAX)
                .map(Object::toString)
                .toList();
    }

    private static Map<String, String> form(MadeMaker maker, List<String> keys) {
        Map<String, String> out = new HashMap<>(maker.form("Samsung"));
        out.put("keys", String.join("\n", keys));
        return out;
    }

    /** Within a transaction that is taken back: nothing that runs beside sees it. */
    private static void unseen(Runnable what) {
        new TransactionTemplate(platform.bean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            status.setRollbackOnly();
            what.run();
        });
    }

    private static void end(UUID entry, String why) {
        platform.jdbc()
                .sql(
                        "UPDATE ledger.producer SET ended_by = ?, ended_name = 'A', ended_at = now(), ended_why = ? WHERE id = ?")
                .params(shop.account(Role.MANAGER), why, entry)
                .update();
    }

    /** Another one of its name counts, and no list says so yet. */
    private static void instead(UUID entry, String keys, String makers, String accepts) {
        end(entry, "replaced");
        platform.jdbc().sql("""
                        INSERT INTO ledger.producer (id, name, keys, makers, accepts, reason, proposed_by, proposed_name, proposed_at,
                          confirmed_by, confirmed_name, confirmed_at)
                        SELECT gen_random_uuid(), name, %s, %s, %s, reason, proposed_by, proposed_name, proposed_at, confirmed_by, confirmed_name,
                          confirmed_at FROM ledger.producer WHERE id = ?""".formatted(keys, makers, accepts)).param(entry).update();
    }

    /** As the page of the order has it, and as lists do. */
    private static List<Boolean> isConforming(PhoneOrder phone) {
        Statements statements = platform.bean(Statements.class);
        return List.of(
                statement(phone).isConforming(),
                statements
                        .outlines(List.of(phone.order))
                        .getOrDefault(phone.order, List.of())
                        .getFirst()
                        .isConforming());
    }

    /** Somebody at the database, or a change that has not reached all devices: the gate itself asks once more. */
    @Test
    void theGateAsksOnceMoreAndBelievesNoRow() throws Exception {
        MadeMaker maker = new MadeMaker();
        PhoneOrder phone = PhoneOrder.consented(shop);
        maker.travelsWith(phone);
        phone.isReadAgain(Lock.UNLOCKED);
        awaitCertificate(phone);
        awaitWeighed(phone);
        for (String clause : MadeMaker.OPEN) {
            platform.jdbc()
                    .sql("INSERT INTO ledger.producer_met VALUES (?, ?, 'Maker', ?, 1, now())")
                    .params(event(phone), clause, maker.states().digest().toBytes())
                    .update();
        }
        platform.jdbc()
                .sql("UPDATE custody.medium SET is_conforming = true WHERE device_id = ?")
                .param(phone.device.id())
                .update();
        platform.jdbc()
                .sql("UPDATE custody.device SET is_conforming = true, state = 'cleared' WHERE id = ?")
                .param(phone.device.id())
                .update();
        assertThat(keepsOut(phone))
                .contains(GateException.Code.PRODUCER_WORD)
                .doesNotContain(GateException.Code.NOT_PROVED);
    }

    @Test
    void whoStandsInTheListStaysThereWhenItsWitnessesChange() throws Exception {
        MadeMaker maker = new MadeMaker();
        accepted(maker, "Samsung");
        TrustList list = platform.trust().list();
        TrustList next = new WitnessRotation(
                        list, platform.bean(PlatformLog.class).checkpoint(), Optional.empty())
                .to("", Instant.now().getEpochSecond());
        assertThat(next.producers()).isNotEmpty().isEqualTo(list.producers());
    }

    @Test
    void nobodyDecidesWithoutTheirPasskeyOrRole() {
        MadeMaker maker = new MadeMaker();
        Browser stale = shop.browser(Role.MANAGER);
        assertThat(stale.post("/producers", maker.form("Samsung"), maker.accepts())
                        .location())
                .startsWith("/confirm");
        assertThat(shop.browser(Role.CLERK).get("/producers").status()).isEqualTo(403);
        assertThat(listed(maker)).isEmpty();
    }

    private static ProducerTold notCleared(MadeMaker maker) throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        maker.travelsWith(phone);
        assertThat(phone.isReadAgain(Lock.UNLOCKED).status()).isEqualTo(200);
        awaitCertificate(phone);
        awaitWeighed(phone);
        assertThat(state(phone)).isEqualTo(DeviceState.REGISTERED);
        assertThat(order(phone)).isEqualTo(OrderState.NOT_CLEARED);
        return told(phone);
    }

    private static PhoneOrder cleared(MadeMaker maker) throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        maker.travelsWith(phone);
        assertThat(phone.isReadAgain(Lock.UNLOCKED).status()).isEqualTo(200);
        awaitState(phone, DeviceState.CLEARED);
        return phone;
    }

    private static UUID accepted(MadeMaker maker, String brand, String... clauses) throws Exception {
        UUID entry = proposed(maker, brand, clauses);
        assertThat(confirmer.post("/producers/" + entry + "/confirm", Map.of()).status())
                .isEqualTo(302);
        LogPlatform.await(() -> listed(maker).isPresent());
        return entry;
    }

    private static UUID proposed(MadeMaker maker, String brand, String... clauses) {
        assertThat(propose(maker, brand, clauses).status()).isEqualTo(302);
        return maker.entry();
    }

    private static Browser.Answer propose(MadeMaker maker, String brand, String... clauses) {
        return proposer.post(
                "/producers",
                maker.form(brand),
                clauses.length == 0 ? maker.accepts() : Map.of("accepts", Arrays.asList(clauses)));
    }

    private static Browser.Answer upload(byte[] file) {
        return proposer.upload("/producers/statements", Map.of(), "statement", file);
    }

    private static Optional<TrustedProducer> listed(MadeMaker maker) {
        return platform.bean(OperatorList.class).current().orElseThrow().list().producers().stream()
                .filter(one -> one.name().equals(maker.name))
                .findFirst();
    }

    /** As anybody reckons it from the files alone. */
    private static ProducerAnswer asAStranger(PhoneOrder phone) throws Exception {
        TrustList list = platform.trust().list();
        Certificate certificate = Certificate.parse(
                statement(phone).certificateJson().orElseThrow().getBytes(StandardCharsets.UTF_8));
        VerifiedCertificate verified = CertificateVerifier.verify(
                certificate, list, new Expectations(Optional.empty(), Instant.now()), List.of());
        Statement.Clearing clearing = (Statement.Clearing)
                StatementReader.read(certificate.receipt().clearing().statement());
        return ProducerChecks.judge(
                        clearing,
                        List.of(list),
                        List.of(),
                        Instant.now(),
                        Optional.of(
                                ProvedTimes.of(ORIGIN, list, verified.interval().orElseThrow())))
                .getFirst();
    }

    private static StatementFile statement(PhoneOrder phone) {
        return platform.bean(Statements.class).ofOrder(phone.order).getFirst();
    }

    private static UUID event(PhoneOrder phone) {
        return statement(phone).eventId();
    }

    private static ProducerTold told(PhoneOrder phone) {
        return platform.bean(MakersWord.class).of(event(phone)).getFirst();
    }

    private static DeviceState state(PhoneOrder phone) {
        return device(phone).state();
    }

    private static Device device(PhoneOrder phone) {
        return platform.bean(Devices.class).find(phone.device.id()).orElseThrow();
    }

    private static OrderState order(PhoneOrder phone) {
        return platform.bean(Orders.class).find(phone.order).orElseThrow().state();
    }

    private static List<GateException.Code> keepsOut(PhoneOrder phone) {
        return platform.bean(Devices.class).keepsOut(device(phone));
    }

    private static void awaitCertificate(PhoneOrder phone) throws InterruptedException {
        LogPlatform.await(() -> statement(phone).certificateJson().isPresent());
    }

    /** Nothing is due: whatever was to follow has followed. */
    private static void awaitWeighed(PhoneOrder phone) throws InterruptedException {
        LogPlatform.await(() -> platform.jdbc()
                .sql("SELECT count(*) FROM ledger.producer_due WHERE event_id = ?")
                .param(event(phone))
                .query((row, _) -> row.getInt(1) == 0)
                .single());
    }

    private static void awaitState(PhoneOrder phone, DeviceState state) throws InterruptedException {
        LogPlatform.await(() -> state(phone) == state);
    }
}
