package org.wangchuan.proof.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.producer.ProducerScope;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.ClearingClaims.Clause;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Disclosure;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.ProducersShown;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.testing.TestPhone;
import org.wangchuan.proof.testing.TestProducer;
import org.wangchuan.proof.testing.TestStation;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;
import org.wangchuan.proof.verify.ProducerAnswer.State;

/** Whether a maker's word counts: every single thing that is left out or otherwise keeps the clause open. */
class ProducerChecksTest {
    private static final Instant NOW = TestStation.STARTED.plusSeconds(3_600);
    private static final Optional<TimeInterval> PROVED =
            Optional.of(new TimeInterval(Optional.of(TestStation.STARTED), TestStation.STARTED.plusSeconds(601)));
    private static final List<String> CLAUSES = List.of("overwrite", "verification");
    /** Of a log that no list has: lists know it by the station alone. */
    private static final String NO_LOG = "log.example/of-no-list";

    @TempDir
    Path folder;

    private final TestProducer producer = new TestProducer();
    private final TestPhone phone = TestPhone.readAgain();
    private Optional<ProducersShown> shown = Optional.empty();
    private Optional<TimeInterval> proved = PROVED;
    private boolean isPhoneShown = true;
    private boolean isWorkShown = true;

    @BeforeEach
    void clausesAreOpen() {
        phone.conformity = List.of(
                new Clause("overwrite", Clause.State.UNDETERMINED, "GB"),
                new Clause("verification", Clause.State.UNDETERMINED, "GB"),
                new Clause("hidden-areas", Clause.State.UNDETERMINED, "design rule"),
                new Clause("level", Clause.State.SATISFIED, "design rule"));
    }

    private Receipt receipt(TestStation station) throws Exception {
        StatementIssuer issuer = StatementIssuer.real(station.key);
        IssuedStatement start = station.log(issuer.start(
                station.chain,
                UUID.randomUUID(),
                TestStation.STARTED,
                Disclosed.ofPhoneStart(TestPhone.before(TestPhone.SERIAL), Optional.empty())));
        Disclosed said = Disclosed.ofPhoneClearing(TestPhone.phone(TestPhone.SERIAL), phone.work(), Optional.empty());
        IssuedStatement clearing = station.log(issuer.clearing(
                station.chain,
                UUID.randomUUID(),
                TestStation.STARTED.plusSeconds(600),
                phone.claims(start.eventId()),
                new Disclosed(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        isPhoneShown ? said.phone() : Optional.empty(),
                        isWorkShown ? said.phoneWork() : Optional.empty(),
                        shown)));
        return station.receipt(start, clearing);
    }

    private void show(List<String> clauses, SignedProducerStatement... statements) {
        shown = Optional.of(new ProducersShown(Stream.of(statements)
                .map(one -> new ProducersShown.One(one.text(), clauses))
                .toList()));
    }

    private static Statement.Clearing clearing(Receipt receipt) throws VerificationException {
        return (Statement.Clearing) StatementReader.read(receipt.clearing().statement());
    }

    private List<ProducerAnswer> judge(List<SignedProducerStatement> known, TrustedProducer... trusted)
            throws Exception {
        try (TestStation station = new TestStation(Files.createTempDirectory(folder, "log"), "log.example/makers")) {
            Receipt receipt = Receipt.parse(receipt(station).toBytes());
            TrustList list = TestProducer.list(station.trust(), trusted);
            if (isPhoneShown) {
                var _ = ReceiptVerifier.verify(receipt, list, new Expectations(Optional.empty(), NOW));
            }
            return ProducerChecks.judge(
                    clearing(receipt),
                    List.of(list),
                    known,
                    NOW,
                    proved.map(one -> ProvedTimes.of("log.example/makers", list, one)));
        }
    }

    private ProducerAnswer judgeOne(TrustedProducer... trusted) throws Exception {
        if (shown.isEmpty()) {
            show(CLAUSES, producer.signed());
        }
        return judge(List.of(), trusted).getFirst();
    }

    @Test
    void aListThatAcceptsItsMakerMeetsTheClausesThatAreOpen() throws Exception {
        ProducerAnswer answer = judgeOne(producer.trusted(List.of("overwrite", "hidden-areas")));
        assertThat(answer.state()).isEqualTo(State.COUNTS);
        // What the station found to fit, and the list accepts; not what only one of them says.
        assertThat(answer.clauses()).containsExactly("overwrite");
        assertThat(answer.producer()).contains(TestProducer.NAME);
        assertThat(answer.lists()).hasSize(1);
        assertThat(ProducerChecks.met(List.of(answer))).containsExactly("overwrite");
    }

    @Test
    void whomNoListHasIsNotTrusted() throws Exception {
        ProducerAnswer answer = judgeOne();
        assertThat(answer.state()).isEqualTo(State.NOT_TRUSTED);
        assertThat(answer.producer()).isEmpty();
        assertThat(answer.clauses()).isEmpty();
        TestProducer stranger = new TestProducer(); // of the same name, by another key
        assertThat(judgeOne(stranger.trusted(CLAUSES)).state()).isEqualTo(State.NOT_TRUSTED);
    }

    @Test
    void whoIsAcceptedForNothingOrOtherRulesMeetsNothing() throws Exception {
        assertThat(judgeOne(producer.trusted(List.of())).state()).isEqualTo(State.NOT_ACCEPTED);
        assertThat(judgeOne(producer.trusted(List.of("level"))).state()).isEqualTo(State.NOT_ACCEPTED);
        TrustedProducer other = new TrustedProducer(
                TestProducer.NAME,
                List.of(producer.signer.verifierKey()),
                producer.phonesOf,
                List.of(new TrustedProducer.Accepts("gb-46864-2025", "2", CLAUSES)),
                List.of());
        assertThat(judgeOne(other).state()).isEqualTo(State.NOT_ACCEPTED);
    }

    /** A clause that is not open is none that anybody's word meets. */
    @Test
    void whatTheEvidenceDeniesStaysDenied() throws Exception {
        phone.conformity = List.of(
                new Clause("overwrite", Clause.State.NOT_SATISFIED, "GB"),
                new Clause("verification", Clause.State.SATISFIED, "GB"));
        assertThat(judgeOne(producer.trusted(CLAUSES)).state()).isEqualTo(State.NOT_ACCEPTED);
    }

    private record Lie(String name, Consumer<ProducerChecksTest> how, State state) {}

    static Stream<Arguments> lies() {
        return Stream.of(
                        new Lie("another model", one -> one.producer.models = List.of("SM-G991"), State.OTHER_PHONE),
                        new Lie(
                                "a model that begins alike",
                                one -> one.producer.models = List.of("SM-G991B2", "sm-g991b"),
                                State.OTHER_PHONE),
                        new Lie("another maker", one -> one.producer.makers = List.of("samsung"), State.OTHER_PHONE),
                        new Lie("another system", one -> one.producer.system = "harmonyos", State.OTHER_PHONE),
                        new Lie("an older version", one -> one.producer.versionLeast = "14.0.1", State.OTHER_PHONE),
                        new Lie(
                                "another way",
                                one -> one.producer.ways =
                                        List.of(new ProducerScope.Way("android-reset-read-again", 2)),
                                State.OTHER_PHONE),
                        new Lie(
                                "other rules",
                                one -> one.producer.meets =
                                        List.of(new ProducerScope.Meets("nist-clear", "1", CLAUSES)),
                                State.OTHER_PHONE),
                        new Lie(
                                "another version of the rules",
                                one -> one.producer.meets =
                                        List.of(new ProducerScope.Meets("gb-46864-2025", "2", CLAUSES)),
                                State.OTHER_PHONE),
                        new Lie(
                                "clauses that it does not speak of",
                                one -> one.producer.meets =
                                        List.of(new ProducerScope.Meets("gb-46864-2025", "1", List.of("verification"))),
                                State.OTHER_PHONE),
                        new Lie(
                                "expired before",
                                one -> one.producer.until = one.phone.startedAt.plusSeconds(30),
                                State.OTHER_PHONE),
                        new Lie(
                                "not in force then",
                                one -> one.producer.from = one.phone.startedAt.plusSeconds(31),
                                State.OTHER_PHONE),
                        new Lie(
                                "issued in the future",
                                one -> one.producer.issued = NOW.plusSeconds(2 * 86_400),
                                State.NOT_ISSUED_YET),
                        new Lie("locked", one -> one.phone.locked(), State.NOT_CLEARED),
                        new Lie("nobody looked at the lock", one -> one.phone.lockUnknown(), State.NOT_CLEARED),
                        new Lie("unproven", one -> one.phone.unproven(), State.NOT_CLEARED),
                        new Lie(
                                "a document of one's own",
                                one -> one.phone.technique = Optional.of(new PhoneClaims.Technique(
                                        "android-reset-read-again",
                                        1,
                                        org.wangchuan.proof.encoding.Bytes32.sha256(new byte[1]))),
                                State.WAY_UNKNOWN),
                        new Lie("phone left out", one -> one.isPhoneShown = false, State.NOT_SHOWN),
                        new Lie("work left out", one -> one.isWorkShown = false, State.NOT_SHOWN))
                .map(lie -> Arguments.of(lie.name(), lie));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void eachSingleThingKeepsTheClauseOpen(String name, Object given) throws Exception {
        Lie lie = (Lie) given;
        lie.how().accept(this);
        show(CLAUSES, producer.signed());
        try (TestStation station = new TestStation(folder.resolve("lie"), "log.example/lie")) {
            // What excludes it is there to be seen: a station that says that its record fits is not just of no use, it
            // is wrong.
            assertThat(ProducerChecks.overstate(clearing(receipt(station))))
                    .as(name)
                    .isEqualTo(lie.state() == State.OTHER_PHONE || lie.state() == State.NOT_CLEARED);
        }
        ProducerAnswer answer = judgeOne(producer.trusted(CLAUSES));
        assertThat(answer.state()).as(name).isEqualTo(lie.state());
        assertThat(answer.clauses()).as(name).isEmpty();
    }

    @Test
    void timesAtTheirLimitsAreWithin() throws Exception {
        Instant setOff = phone.startedAt.plusSeconds(30); // the fourth of its course
        producer.from = setOff;
        producer.until = setOff.plusSeconds(1);
        proved = Optional.of(new TimeInterval(Optional.of(setOff), setOff));
        assertThat(judgeOne(producer.trusted(CLAUSES)).state()).isEqualTo(State.COUNTS);
    }

    @Test
    void aLaterOneTakesThePlaceOfTheOneThatIsShown() throws Exception {
        SignedProducerStatement first = producer.signed();
        show(CLAUSES, first);
        producer.sequence = 2;
        producer.versionLeast = "13.1";
        SignedProducerStatement later = producer.signed();
        SignedProducerStatement withdrawn = producer.withdrawn();
        TrustedProducer trusted = producer.trusted(CLAUSES);
        assertThat(judge(List.of(first), trusted).getFirst().state()).isEqualTo(State.COUNTS);
        assertThat(judge(List.of(later), trusted).getFirst().state()).isEqualTo(State.OUTDATED);
        assertThat(judge(List.of(withdrawn), trusted).getFirst().state()).isEqualTo(State.WITHDRAWN);
        assertThat(judge(List.of(later, withdrawn), trusted).getFirst().state()).isEqualTo(State.WITHDRAWN);
        producer.number = "EX-CLEAR-2";
        assertThat(judge(List.of(producer.signed()), trusted).getFirst().state())
                .isEqualTo(State.COUNTS);
        // Of the same number, by somebody else: anybody could take any statement out of force.
        TestProducer stranger = new TestProducer();
        stranger.sequence = 9;
        assertThat(judge(List.of(stranger.withdrawn()), trusted).getFirst().state())
                .isEqualTo(State.COUNTS);
        assertThat(judge(List.of(stranger.withdrawn()), trusted, named("Other", stranger))
                        .getFirst()
                        .state())
                .isEqualTo(State.COUNTS);
    }

    private static TrustedProducer named(String name, TestProducer producer) {
        TrustedProducer one = producer.trusted(CLAUSES);
        return new TrustedProducer(name, one.keys(), one.makers(), one.accepts(), one.least());
    }

    /** A maker with a new key withdraws what it signed with its old one. */
    @Test
    void allKeysOfAMakerAreOnesOwn() throws Exception {
        show(CLAUSES, producer.signed());
        TestProducer renewed = new TestProducer();
        renewed.sequence = 2;
        TrustedProducer both = new TrustedProducer(
                TestProducer.NAME,
                List.of(producer.signer.verifierKey(), renewed.signer.verifierKey()),
                producer.phonesOf,
                producer.trusted(CLAUSES).accepts(),
                List.of());
        assertThat(judge(List.of(renewed.withdrawn()), both).getFirst().state()).isEqualTo(State.WITHDRAWN);
    }

    @Test
    void twoOfOneNumberAndSequenceCountForNothing() throws Exception {
        show(CLAUSES, producer.signed());
        producer.versionLeast = "12";
        assertThat(judge(List.of(producer.signed()), producer.trusted(CLAUSES))
                        .getFirst()
                        .state())
                .isEqualTo(State.CONFLICTING);
        SignedProducerStatement one = producer.signed();
        producer.versionLeast = "11";
        show(CLAUSES, one, producer.signed());
        assertThat(judge(List.of(), producer.trusted(CLAUSES)))
                .extracting(ProducerAnswer::state)
                .containsExactly(State.CONFLICTING, State.CONFLICTING);
    }

    @Test
    void aListSaysWhichAreTooEarly() throws Exception {
        TrustedProducer least = producer.trusted(CLAUSES, new TrustedProducer.Least(producer.number, 2));
        assertThat(judgeOne(least).state()).isEqualTo(State.OUTDATED);
        assertThat(judgeOne(producer.trusted(CLAUSES, new TrustedProducer.Least(producer.number, 1)))
                        .state())
                .isEqualTo(State.COUNTS);
        assertThat(judgeOne(producer.trusted(CLAUSES, new TrustedProducer.Least("OTHER", 9)))
                        .state())
                .isEqualTo(State.COUNTS);
    }

    /** No list outvotes another that says that it counts no more; one that accepts is enough otherwise. */
    @Test
    void ofSeveralListsARefusalCounts() throws Exception {
        show(CLAUSES, producer.signed());
        try (TestStation station = new TestStation(folder.resolve("several"), "log.example/several")) {
            Statement.Clearing clearing = clearing(receipt(station));
            TrustList accepts = TestProducer.list(station.trust(), producer.trusted(CLAUSES));
            TrustList knows = TestProducer.list(station.trust(), producer.trusted(List.of()));
            TrustList ends = TestProducer.list(
                    station.trust(), producer.trusted(CLAUSES, new TrustedProducer.Least(producer.number, 2)));
            TrustList none = station.trust().list();
            assertThat(judge(clearing, none, knows, accepts)).isEqualTo(State.COUNTS);
            assertThat(judge(clearing, none, knows)).isEqualTo(State.NOT_ACCEPTED);
            assertThat(judge(clearing, accepts, ends)).isEqualTo(State.OUTDATED);
            assertThat(judge(clearing, ends, accepts)).isEqualTo(State.OUTDATED);
            assertThat(judge(clearing, none)).isEqualTo(State.NOT_TRUSTED);
            assertThat(judge(clearing)).isEqualTo(State.NOT_TRUSTED);
        }
    }

    private static State judge(Statement.Clearing clearing, TrustList... lists) throws VerificationException {
        return judgeAll(clearing, List.of(lists)).getFirst().state();
    }

    /** Each list that knows a station proves the same time. */
    private static List<ProducerAnswer> judgeAll(Statement.Clearing clearing, List<TrustList> lists)
            throws VerificationException {
        List<ProvedTimes.One> times = lists.stream()
                .filter(list -> !list.operators().isEmpty())
                .map(list -> new ProvedTimes.One(list.signer(), PROVED.orElseThrow()))
                .toList();
        return ProducerChecks.judge(
                clearing,
                lists,
                List.of(),
                NOW,
                times.isEmpty() ? Optional.empty() : Optional.of(new ProvedTimes(NO_LOG, times)));
    }

    @Test
    void withdrawnOnesNeverCount() throws Exception {
        show(CLAUSES, producer.withdrawn());
        assertThat(judgeOne(producer.trusted(CLAUSES)).state()).isEqualTo(State.WITHDRAWN);
    }

    @Test
    void whatIsNoStatementSpoilsTheReceiptThatShowsIt() throws Exception {
        NoteSigner stranger = new NoteSigner(producer.signer.verifierKey().name(), SigningKey.generate());
        String forged = new String(
                stranger.sign(producer.signed().note().text()).toBytes(), java.nio.charset.StandardCharsets.UTF_8);
        shown = Optional.of(new ProducersShown(List.of(new ProducersShown.One(forged, CLAUSES))));
        assertFails(FailureCode.NOTE_SIGNATURE);
        shown = Optional.of(new ProducersShown(List.of(new ProducersShown.One("none\n", CLAUSES))));
        assertFails(FailureCode.NOTE_FORMAT);
    }

    private void assertFails(FailureCode code) {
        assertThatThrownBy(() -> judge(List.of()))
                .asInstanceOf(type(VerificationException.class))
                .extracting(VerificationException::code)
                .isEqualTo(code);
    }

    /** It is signed for by the station: another one in its place is found, and so is one that was added. */
    @Test
    void aStatementThatIsSwappedInAReceiptIsFound() throws Exception {
        show(CLAUSES, producer.signed());
        try (TestStation station = new TestStation(folder.resolve("swapped"), "log.example/swapped")) {
            SdJwt sound = receipt(station).clearing().statement();
            producer.sequence = 2;
            ProducersShown other = new ProducersShown(
                    List.of(new ProducersShown.One(producer.signed().text(), List.of("overwrite"))));
            String salt = sound.disclosures().getLast().salt();
            String swapped = new Disclosure(salt, ProducersShown.CLAIM, other.json()).text();
            String old = sound.disclosures().getLast().text();
            assertThat(sound.disclosures().getLast().name()).isEqualTo(ProducersShown.CLAIM);
            assertThatThrownBy(() -> SdJwt.parse(sound.text().replace(old, swapped)))
                    .asInstanceOf(type(VerificationException.class))
                    .extracting(VerificationException::code)
                    .isEqualTo(FailureCode.DISCLOSURE);
        }
    }

    @Test
    void aCopyWithoutItIsAsBefore() throws Exception {
        show(CLAUSES, producer.signed());
        try (TestStation station = new TestStation(folder.resolve("copy"), "log.example/copy")) {
            SdJwt less = receipt(station).clearing().statement().showingOnly(java.util.Set.of("phone", "phoneWork"));
            Statement.Clearing clearing = (Statement.Clearing) StatementReader.read(less);
            assertThat(ProducerChecks.judge(clearing, List.of(), List.of(), NOW, Optional.empty()))
                    .isEmpty();
            assertThat(clearing.claims().conformity().getFirst().state()).isEqualTo(Clause.State.UNDETERMINED);
        }
    }

    /** Trust that is taken back later takes the clause back with it; the list of before is not taken in again. */
    @Test
    void trustThatIsWithdrawnTakesTheClauseBack() throws Exception {
        show(CLAUSES, producer.signed());
        NoteSigner signer = new NoteSigner("trust.example/1", SigningKey.generate());
        try (TestStation station = new TestStation(folder.resolve("later"), "log.example/later")) {
            Statement.Clearing clearing = clearing(receipt(station));
            SignedTrustList first = list(station, signer, 1, producer.trusted(CLAUSES));
            SignedTrustList second = list(station, signer, 2, producer.trusted(List.of()));
            second.requireSuccessorOf(first);
            assertThat(judge(clearing, first.list())).isEqualTo(State.COUNTS);
            assertThat(judge(clearing, second.list())).isEqualTo(State.NOT_ACCEPTED);
            assertThatThrownBy(() -> first.requireSuccessorOf(second)).isInstanceOf(VerificationException.class);
        }
    }

    private static SignedTrustList list(
            TestStation station, NoteSigner signer, long version, TrustedProducer... producers) throws Exception {
        TrustList known = station.trust().list();
        return SignedTrustList.parse(TrustListIssuer.sign(
                        new TrustList(
                                version,
                                known.issuedAtSeconds(),
                                signer.verifierKey(),
                                known.operators(),
                                known.witnessPolicy(),
                                known.offlineSecondsMax(),
                                List.of(producers)),
                        signer)
                .toBytes());
    }

    @Test
    void whatAListSaidOfEarlyOnesStaysSaid() throws Exception {
        NoteSigner signer = new NoteSigner("trust.example/1", SigningKey.generate());
        try (TestStation station = new TestStation(folder.resolve("past"), "log.example/past")) {
            TrustedProducer.Least two = new TrustedProducer.Least(producer.number, 2);
            SignedTrustList first = list(station, signer, 1, producer.trusted(CLAUSES, two));
            list(station, signer, 2, producer.trusted(CLAUSES, new TrustedProducer.Least(producer.number, 3)))
                    .requireSuccessorOf(first);
            for (SignedTrustList other : List.of(
                    list(station, signer, 2, producer.trusted(CLAUSES)),
                    list(station, signer, 2, producer.trusted(CLAUSES, new TrustedProducer.Least(producer.number, 1))),
                    list(station, signer, 2))) {
                assertThatThrownBy(() -> other.requireSuccessorOf(first))
                        .asInstanceOf(type(VerificationException.class))
                        .extracting(VerificationException::code)
                        .isEqualTo(FailureCode.TRUST_REWRITTEN);
            }
        }
    }

    /** No station sets itself a maker whose word counts, and no key has two masters. */
    @Test
    void aListThatAStationSignsNamesNoMaker() throws Exception {
        try (TestStation station = new TestStation(folder.resolve("own"), "log.example/own")) {
            TrustList known = station.trust().list();
            TrustedProducer trusted = producer.trusted(CLAUSES);
            for (NoteSigner own : List.of(new NoteSigner("station.example", station.key), producer.signer)) {
                assertThatThrownBy(() -> new TrustList(
                                1,
                                0,
                                own.verifierKey(),
                                known.operators(),
                                "",
                                TrustList.OFFLINE_SECONDS_DEFAULT,
                                List.of(trusted)))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            assertThatThrownBy(() -> TestProducer.list(station.trust(), trusted, named("Other", producer)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> TestProducer.list(station.trust(), trusted, trusted))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** An accepted maker is no other maker: which phones its statements name it says itself. */
    @Test
    void nobodySpeaksOfOtherMakersPhones() throws Exception {
        producer.phonesOf = List.of("Example");
        assertThat(judgeOne(producer.trusted(CLAUSES)).state()).isEqualTo(State.NOT_ITS_PHONE);
        producer.phonesOf = List.of("samsung", "Samsung Electronics"); // exact words
        assertThat(judgeOne(producer.trusted(CLAUSES)).state()).isEqualTo(State.NOT_ITS_PHONE);
        producer.phonesOf = List.of("Example", "Samsung");
        assertThat(judgeOne(producer.trusted(CLAUSES)).state()).isEqualTo(State.COUNTS);
    }

    @Test
    void aListNamesTheMakersWhosePhonesAProducerMaySpeakOf() throws Exception {
        try (TestStation station = new TestStation(folder.resolve("makers"), "log.example/makers")) {
            for (List<String> makers : List.of(
                    List.<String>of(),
                    List.of("a", "a"),
                    List.of(" a"),
                    List.of("a".repeat(65)),
                    List.of("1", "2", "3", "4", "5", "6", "7", "8", "9"))) {
                producer.phonesOf = makers;
                TrustedProducer trusted = producer.trusted(CLAUSES);
                assertThatThrownBy(() -> TestProducer.list(station.trust(), trusted))
                        .as(makers.toString())
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    private static TrustList signedBy(SigningKey key, SignedTrustList stations, TrustedProducer... producers) {
        TrustList known = stations.list();
        return new TrustList(
                1,
                known.issuedAtSeconds(),
                new NoteSigner("elsewhere.example/1", key).verifierKey(),
                List.of(),
                "",
                known.offlineSecondsMax(),
                List.of(producers));
    }

    /** Over all lists: what one list can't say of its own stations, two lists can't either. */
    @Test
    void nobodyWhoseWorkIsJudgedSaysWhoseWordCounts() throws Exception {
        show(CLAUSES, producer.signed());
        try (TestStation station = new TestStation(folder.resolve("two"), "log.example/two")) {
            Statement.Clearing clearing = clearing(receipt(station));
            TrustList stations = TestProducer.list(station.trust());
            TrustedProducer trusted = producer.trusted(CLAUSES);
            TrustList sound = signedBy(SigningKey.generate(), station.trust(), trusted);
            TrustList own = signedBy(station.key, station.trust(), trusted);
            assertThat(judge(clearing, stations, sound)).isEqualTo(State.COUNTS);
            assertThat(judge(clearing, stations, own)).isEqualTo(State.NOT_INDEPENDENT);
            assertThat(judge(clearing, own, stations)).isEqualTo(State.NOT_INDEPENDENT);
            // The clearing's own key, in no list at all.
            assertThat(judge(clearing, own)).isEqualTo(State.NOT_INDEPENDENT);
            assertThat(judge(clearing, station.trust().list(), sound)).isEqualTo(State.TIME_BY_ITSELF);
            // One that is independent is enough.
            assertThat(judge(clearing, stations, own, sound)).isEqualTo(State.COUNTS);
        }
    }

    @Test
    void noProducersKeyIsAStationsOrALogsInAnyList() throws Exception {
        try (TestStation station = new TestStation(folder.resolve("key"), "log.example/key")) {
            producer.signer = new NoteSigner("phones.example/clear", station.key);
            show(CLAUSES, producer.signed());
            Statement.Clearing clearing = clearing(receipt(station));
            TrustList accepts = signedBy(SigningKey.generate(), station.trust(), producer.trusted(CLAUSES));
            assertThat(judge(clearing, station.trust().list(), accepts)).isEqualTo(State.NOT_INDEPENDENT);
            assertThat(judge(clearing, accepts)).isEqualTo(State.NOT_INDEPENDENT);
        }
        SigningKey lister = SigningKey.generate();
        producer.signer = new NoteSigner("phones.example/clear", lister);
        show(CLAUSES, producer.signed());
        try (TestStation station = new TestStation(folder.resolve("lister"), "log.example/lister")) {
            Statement.Clearing clearing = clearing(receipt(station));
            TrustList accepts = signedBy(SigningKey.generate(), station.trust(), producer.trusted(CLAUSES));
            TrustList stations = TestProducer.list(station.trust());
            assertThat(judge(clearing, stations, accepts)).isEqualTo(State.COUNTS);
            assertThat(judge(clearing, stations, accepts, signedBy(lister, station.trust())))
                    .isEqualTo(State.NOT_INDEPENDENT);
        }
    }

    /** Which list comes first decides nothing. */
    @Test
    void allListsTogetherAccept() throws Exception {
        show(CLAUSES, producer.signed());
        try (TestStation station = new TestStation(folder.resolve("union"), "log.example/union")) {
            Statement.Clearing clearing = clearing(receipt(station));
            TrustList one = TestProducer.list(station.trust(), producer.trusted(List.of("overwrite")));
            TrustList both = TestProducer.list(station.trust(), producer.trusted(CLAUSES));
            TrustList other = TestProducer.list(station.trust(), producer.trusted(List.of("verification")));
            for (List<TrustList> lists : List.of(List.of(one, both), List.of(both, one), List.of(one, other))) {
                assertThat(judgeAll(clearing, lists).getFirst().clauses()).isEqualTo(CLAUSES);
            }
            assertThat(judgeAll(clearing, List.of(one, other)).getFirst().met())
                    .containsExactly(
                            new ProducerAnswer.Met("overwrite", one.signer().toString()),
                            new ProducerAnswer.Met(
                                    "verification", other.signer().toString()));
        }
    }

    /** The end is compared with what witnesses prove: a station's clock may be years slow. When it began is the station's claim, and needs no earlier note. */
    @Test
    void withoutProofOfItsTimeNoneCountsByItself() throws Exception {
        Instant from = TestStation.STARTED;
        producer.from = from;
        producer.until = from.plusSeconds(10_000);
        show(CLAUSES, producer.signed());
        TrustedProducer trusted = producer.trusted(CLAUSES);
        proved = Optional.empty();
        assertThat(judgeOne(trusted).state()).isEqualTo(State.TIME_NOT_PROVED);
        for (TimeInterval no : List.of(
                new TimeInterval(Optional.of(from.plusSeconds(701)), from.plusSeconds(700)),
                new TimeInterval(Optional.of(from), producer.until),
                new TimeInterval(Optional.empty(), producer.until),
                new TimeInterval(Optional.empty(), from.minusSeconds(1)))) {
            proved = Optional.of(no);
            ProducerAnswer answer = judgeOne(trusted);
            assertThat(answer.state()).as(no.toString()).isEqualTo(State.TIME_BEYOND);
            assertThat(answer.clauses()).isEmpty();
        }
        for (TimeInterval yes : List.of(
                new TimeInterval(Optional.empty(), from),
                new TimeInterval(Optional.of(from.minusSeconds(9_999_999)), producer.until.minusSeconds(1)))) {
            proved = Optional.of(yes);
            assertThat(judgeOne(trusted).state()).as(yes.toString()).isEqualTo(State.COUNTS);
        }
    }

    private static final TimeInterval LATE =
            new TimeInterval(Optional.empty(), TestStation.STARTED.plusSeconds(40 * 86_400));

    private static State judge(
            Statement.Clearing clearing,
            List<TrustList> lists,
            TrustList one,
            TimeInterval its,
            TrustList other,
            TimeInterval others)
            throws VerificationException {
        ProvedTimes times = new ProvedTimes(
                NO_LOG, List.of(new ProvedTimes.One(one.signer(), its), new ProvedTimes.One(other.signer(), others)));
        return judge(clearing, lists, times);
    }

    /** Which list comes first decides nothing of the time either, and the station's own, whose witnesses it chose, nothing at all. */
    @Test
    void eachListThatAcceptsGoesByItsOwnWitnesses() throws Exception {
        show(CLAUSES, producer.signed());
        TimeInterval sound = PROVED.orElseThrow();
        try (TestStation station = new TestStation(folder.resolve("each"), "log.example/each")) {
            Statement.Clearing clearing = clearing(receipt(station));
            TrustList known = TestProducer.list(station.trust());
            TrustList own = station.trust().list(); // signed with its own key
            TrustList accepts = TestProducer.list(station.trust(), producer.trusted(CLAUSES));
            TrustList second = TestProducer.list(station.trust(), producer.trusted(CLAUSES));
            TrustList makersOnly = signedBy(SigningKey.generate(), station.trust(), producer.trusted(CLAUSES));
            for (List<TrustList> lists : List.of(List.of(own, accepts), List.of(accepts, own))) {
                assertThat(judge(clearing, lists, own, sound, accepts, LATE)).isEqualTo(State.TIME_BEYOND);
                assertThat(judge(clearing, lists, own, LATE, accepts, sound)).isEqualTo(State.COUNTS);
            }
            for (List<TrustList> lists : List.of(List.of(second, accepts), List.of(accepts, second))) {
                assertThat(judge(clearing, lists, second, sound, accepts, LATE)).isEqualTo(State.TIME_BEYOND);
                assertThat(judge(clearing, lists, accepts, sound, second, LATE)).isEqualTo(State.TIME_BEYOND);
                assertThat(judge(clearing, lists, accepts, sound, second, sound))
                        .isEqualTo(State.COUNTS);
            }
            // One that accepts and does not know the station goes by all others, and not by the station's own.
            for (List<TrustList> lists : List.of(List.of(own, makersOnly), List.of(makersOnly, own))) {
                assertThat(judge(clearing, lists, own, sound, own, sound)).isEqualTo(State.TIME_BY_ITSELF);
            }
            List<TrustList> three = List.of(makersOnly, known, own);
            assertThat(judge(clearing, three, own, LATE, known, sound)).isEqualTo(State.COUNTS);
            assertThat(judge(clearing, three, own, sound, known, LATE)).isEqualTo(State.TIME_BEYOND);
            // One that accepts, knows the station, and names no witnesses of its log.
            assertThat(judge(clearing, List.of(accepts, known), known, sound, own, sound))
                    .isEqualTo(State.TIME_BY_ITSELF);
        }
    }

    /** Whom nobody goes by proves nothing; but where its witnesses saw that it was not there yet, those who saw it before are denied. */
    @Test
    void aListThatDeniesTheTimeOfAnotherIsHeard() throws Exception {
        show(CLAUSES, producer.signed());
        TimeInterval sound = PROVED.orElseThrow();
        Instant seen = sound.notLater();
        TimeInterval later = new TimeInterval(Optional.of(seen.plusSeconds(1)), seen.plusSeconds(99_999));
        TimeInterval atOnce = new TimeInterval(Optional.of(seen), LATE.notLater());
        try (TestStation station = new TestStation(folder.resolve("deny"), "log.example/deny")) {
            Statement.Clearing clearing = clearing(receipt(station));
            TrustList known = TestProducer.list(station.trust());
            TrustList own = station.trust().list();
            TrustList accepts = TestProducer.list(station.trust(), producer.trusted(CLAUSES));
            TrustList second = TestProducer.list(station.trust(), producer.trusted(CLAUSES));
            for (List<TrustList> lists : List.of(List.of(known, accepts), List.of(accepts, known))) {
                assertThat(judge(clearing, lists, accepts, sound, known, later)).isEqualTo(State.TIME_BEYOND);
                assertThat(judge(clearing, lists, known, later, accepts, sound)).isEqualTo(State.TIME_BEYOND);
                assertThat(judge(clearing, lists, accepts, sound, known, atOnce))
                        .isEqualTo(State.COUNTS);
            }
            assertThat(judge(clearing, List.of(second, accepts), accepts, sound, second, later))
                    .isEqualTo(State.TIME_BEYOND);
            assertThat(judge(clearing, List.of(own, accepts), accepts, sound, own, later))
                    .isEqualTo(State.COUNTS);
        }
    }

    /** A list of the operator's names its own witnesses, whichever of its keys signs it; and a list that knows the log has its own word about it. */
    @Test
    void nobodyWhoseWorkIsJudgedProvesItsTime() throws Exception {
        show(CLAUSES, producer.signed());
        TimeInterval sound = PROVED.orElseThrow();
        SigningKey sister = SigningKey.generate();
        try (TestStation station = new TestStation(folder.resolve("judged"), "log.example/judged")) {
            Statement.Clearing clearing = clearing(receipt(station));
            TrustList known = station.trust().list();
            List<TrustList.Station> stations =
                    new ArrayList<>(known.operators().getFirst().stations());
            stations.add(new TrustList.Station(sister.publicKey(), 0, Optional.empty()));
            TrustList.Operator both = new TrustList.Operator(
                    "Example", known.operators().getFirst().logKeys(), stations);
            TrustList makersOnly = signedBy(SigningKey.generate(), station.trust(), producer.trusted(CLAUSES));
            for (SigningKey judged : List.of(sister, station.logSigner.signingKey())) {
                TrustList operators = withOperator(judged, both);
                List<TrustList> lists = List.of(makersOnly, operators);
                assertThat(judge(clearing, lists, operators, sound, operators, sound))
                        .isEqualTo(State.TIME_BY_ITSELF);
            }
            TrustList independent = withOperator(SigningKey.generate(), both);
            List<TrustList> lists = List.of(makersOnly, independent);
            assertThat(judge(clearing, lists, independent, sound, independent, sound))
                    .isEqualTo(State.COUNTS);
            // It has the log, and not this station of it.
            TrustList ofTheLog = withOperator(
                    SigningKey.generate(),
                    new TrustList.Operator("Example", both.logKeys(), List.of(stations.getLast())),
                    producer.trusted(CLAUSES));
            ProvedTimes byAnother =
                    new ProvedTimes(both.origin(), List.of(new ProvedTimes.One(independent.signer(), sound)));
            assertThat(judge(clearing, List.of(ofTheLog, independent), byAnother))
                    .isEqualTo(State.TIME_BY_ITSELF);
            assertThat(judge(clearing, List.of(ofTheLog, independent), new ProvedTimes(NO_LOG, byAnother.all())))
                    .isEqualTo(State.COUNTS);
        }
    }

    private static TrustList withOperator(SigningKey signer, TrustList.Operator one, TrustedProducer... producers) {
        return new TrustList(
                1,
                0,
                new NoteSigner("operator.example/1", signer).verifierKey(),
                List.of(one),
                "",
                TrustList.OFFLINE_SECONDS_DEFAULT,
                List.of(producers));
    }

    private static State judge(Statement.Clearing clearing, List<TrustList> lists, ProvedTimes times)
            throws VerificationException {
        return ProducerChecks.judge(clearing, lists, List.of(), NOW, Optional.of(times))
                .getFirst()
                .state();
    }

    /** A maker that adds a model, or puts the end off, takes nothing from what was certified before; one that states less does, for good. */
    @Test
    void aLaterOneThatStatesAtLeastAsMuchEndsNothing() throws Exception {
        TrustedProducer trusted = producer.trusted(CLAUSES);
        producer.patchLeast = Optional.of("2026-01-05");
        producer.conditions = List.of(new ProducerScope.Condition("encryption", List.of("file-based")));
        show(CLAUSES, producer.signed());
        SignedProducerStatement more = later(2, one -> {
            one.models = List.of("SM-G996B", "SM-G991B", "SM-S901B");
            one.makers = List.of("Samsung", "samsung", "Example");
            one.versionLeast = "12";
            one.patchLeast = Optional.of("2026-01-04");
            one.conditions = List.of(new ProducerScope.Condition("encryption", List.of("hardware", "file-based")));
            one.until = one.until.plusSeconds(999);
            one.from = phone.startedAt; // later than before, and before it was set off
            one.ways = List.of(new ProducerScope.Way("android-reset-read-again", 1));
        });
        SignedProducerStatement same = later(3, _ -> {});
        assertThat(judge(List.of(more, same), trusted).getFirst().state()).isEqualTo(State.COUNTS);
        SignedProducerStatement none = later(2, one -> {
            one.patchLeast = Optional.empty();
            one.conditions = List.of();
        });
        assertThat(judge(List.of(none), trusted).getFirst().state()).isEqualTo(State.COUNTS);
        List<Consumer<TestProducer>> less = List.of(
                one -> one.models = List.of("SM-G991B"), // that of this phone stays: what it told later is not shown
                one -> one.makers = List.of("Samsung"),
                one -> one.system = "harmonyos",
                one -> one.versionLeast = "13.0.1",
                one -> one.patchLeast = Optional.of("2026-01-06"),
                one -> one.conditions = List.of(new ProducerScope.Condition("encryption", List.of("hardware"))),
                one -> one.conditions = List.of(
                        new ProducerScope.Condition("encryption", List.of("file-based")),
                        new ProducerScope.Condition("managed", List.of("no"))),
                one -> one.ways = List.of(new ProducerScope.Way("android-reset-fill-reset", 1)),
                one -> one.meets = List.of(new ProducerScope.Meets("gb-46864-2025", "1", List.of("overwrite"))),
                one -> one.meets = List.of(new ProducerScope.Meets("gb-46864-2025", "2", CLAUSES)),
                one -> one.from = phone.startedAt.plusSeconds(31), // after it was set off
                one -> one.until = PROVED.orElseThrow().notLater()); // set off before, and not proved to be
        for (int i = 0; i < less.size(); i++) {
            SignedProducerStatement narrow = later(2, less.get(i));
            assertThat(judge(List.of(narrow), trusted).getFirst().state())
                    .as(i + "")
                    .isEqualTo(State.OUTDATED);
            // What comes later still brings nothing back.
            assertThat(judge(List.of(same, narrow), trusted).getFirst().state())
                    .as(i + "")
                    .isEqualTo(State.OUTDATED);
        }
        SignedProducerStatement twin = later(2, one -> one.versionLeast = "11");
        assertThat(judge(List.of(more, twin), trusted).getFirst().state()).isEqualTo(State.CONFLICTING);
        assertThat(judge(List.of(twin), trusted).getFirst().state()).isEqualTo(State.COUNTS);
    }

    /** The producer's, with these changes alone. */
    private SignedProducerStatement later(long sequence, Consumer<TestProducer> change) {
        TestProducer one = new TestProducer();
        one.signer = producer.signer;
        one.patchLeast = producer.patchLeast;
        one.conditions = producer.conditions;
        one.sequence = sequence;
        change.accept(one);
        return one.signed();
    }

    /** What is shown of a statement that is withdrawn, or of a clause that is not open, is wrong, and no case of its own. */
    @Test
    void aStationThatShowsAWithdrawalAsFittingIsWrong() throws Exception {
        try (TestStation station = new TestStation(folder.resolve("wrong"), "log.example/wrong")) {
            show(CLAUSES, producer.signed());
            assertThat(ProducerChecks.overstate(clearing(receipt(station)))).isFalse();
            show(CLAUSES, producer.withdrawn());
            assertThat(ProducerChecks.overstate(clearing(receipt(station)))).isTrue();
            assertThat(VerdictFacts.overstateClauses(clearing(receipt(station))))
                    .isTrue();
            show(List.of("level"), producer.signed());
            assertThat(ProducerChecks.overstate(clearing(receipt(station)))).isTrue();
        }
    }

    /** Nothing of a record counts that contradicts itself, be it about another statement. */
    @Test
    void besideOneThatItExcludesNoneCounts() throws Exception {
        SignedProducerStatement sound = producer.signed();
        producer.number = "EX-CLEAR-2";
        SignedProducerStatement withdrawn = producer.withdrawn();
        show(CLAUSES, sound, withdrawn);
        assertThat(judge(List.of(), producer.trusted(CLAUSES)))
                .extracting(ProducerAnswer::state)
                .containsExactly(State.OVERSTATED, State.WITHDRAWN);
        producer.number = "EX-CLEAR-1";
        show(CLAUSES, sound);
        assertThat(judgeOne(producer.trusted(CLAUSES)).state()).isEqualTo(State.COUNTS);
    }

    /** A newer way may show what is not known here: no station is called a liar by that; what is withdrawn, or of other clauses, is wrong whatever the way. */
    @Test
    void ofAWayThatIsNotKnownHereOnlyItsClausesAreJudged() throws Exception {
        phone.technique = Optional.of(new PhoneClaims.Technique(
                "android-reset-of-next-year", 1, org.wangchuan.proof.encoding.Bytes32.sha256(new byte[1])));
        producer.ways = List.of(new ProducerScope.Way("android-reset-of-next-year", 1));
        try (TestStation station = new TestStation(folder.resolve("next"), "log.example/next")) {
            show(CLAUSES, producer.signed());
            assertThat(ProducerChecks.overstate(clearing(receipt(station)))).isFalse();
            producer.models = List.of("another");
            show(CLAUSES, producer.signed());
            assertThat(ProducerChecks.overstate(clearing(receipt(station)))).isFalse();
            show(CLAUSES, producer.withdrawn());
            assertThat(ProducerChecks.overstate(clearing(receipt(station)))).isTrue();
            show(List.of("hidden-areas"), producer.signed());
            assertThat(ProducerChecks.overstate(clearing(receipt(station)))).isTrue();
        }
        show(CLAUSES, producer.signed());
        assertThat(judgeOne(producer.trusted(CLAUSES)).state()).isEqualTo(State.WAY_UNKNOWN);
    }

    @Test
    void ofAStrangersRecordNothingIsMet() throws Exception {
        show(CLAUSES, producer.signed(), producer.withdrawn());
        try (TestStation station = new TestStation(folder.resolve("stranger"), "log.example/stranger")) {
            assertThat(ProducerChecks.ofUnknownSigner(clearing(receipt(station))))
                    .extracting(ProducerAnswer::state)
                    .containsExactly(State.SIGNER_UNKNOWN, State.SIGNER_UNKNOWN);
        }
    }

    /** Of a key that some list has retired nothing counts, whatever another says of it; what it took back stays taken back. */
    @Test
    void aRetiredKeyMeetsNothingAndStillTakesBack() throws Exception {
        TestProducer renewed = new TestProducer();
        TrustedProducer both = new TrustedProducer(
                TestProducer.NAME,
                List.of(renewed.signer.verifierKey()),
                List.of(producer.signer.verifierKey()),
                producer.phonesOf,
                producer.trusted(CLAUSES).accepts(),
                List.of());
        show(CLAUSES, producer.signed());
        assertThat(judgeOne(both).state()).isEqualTo(State.KEY_RETIRED);
        try (TestStation station = new TestStation(folder.resolve("retired"), "log.example/retired")) {
            Statement.Clearing clearing = clearing(receipt(station));
            TrustList has = TestProducer.list(station.trust(), producer.trusted(CLAUSES));
            TrustList retires = TestProducer.list(station.trust(), both);
            assertThat(judge(clearing, has)).isEqualTo(State.COUNTS);
            assertThat(judge(clearing, has, retires)).isEqualTo(State.KEY_RETIRED);
            assertThat(judge(clearing, retires, has)).isEqualTo(State.KEY_RETIRED);
        }
        show(CLAUSES, renewed.signed());
        producer.sequence = 2;
        assertThat(judge(List.of(), both).getFirst().state()).isEqualTo(State.COUNTS);
        assertThat(judge(List.of(producer.withdrawn()), both).getFirst().state())
                .isEqualTo(State.WITHDRAWN);
    }

    /** Whoever stole a key calls it as they like: what a list says of the key is said of it by any name. */
    @Test
    void aRetiredKeyIsRetiredByWhateverName() throws Exception {
        VerifierKey stolen = new VerifierKey(
                "other.example/clear", producer.signer.verifierKey().key());
        show(CLAUSES, producer.signed());
        try (TestStation station = new TestStation(folder.resolve("renamed"), "log.example/renamed")) {
            Statement.Clearing clearing = clearing(receipt(station));
            TrustList has = TestProducer.list(station.trust(), producer.trusted(CLAUSES));
            TrustList retires = TestProducer.list(station.trust(), keys(List.of(), List.of(stolen)));
            assertThat(judge(clearing, has)).isEqualTo(State.COUNTS);
            assertThat(judge(clearing, has, retires)).isEqualTo(State.KEY_RETIRED);
            assertThat(judge(clearing, retires, has)).isEqualTo(State.KEY_RETIRED);
        }
        // So what it takes back is taken back, be it in use or retired.
        NoteSigner own = producer.signer;
        TrustedProducer trusted = producer.trusted(CLAUSES);
        producer.signer = new NoteSigner("other.example/clear", own.signingKey());
        producer.sequence = 2;
        assertThat(judge(List.of(producer.withdrawn()), trusted).getFirst().state())
                .isEqualTo(State.WITHDRAWN);
    }

    /** A name is given by a list that is gone by: first one that accepts, and no list of somebody whose work is judged. */
    @Test
    void theListThatAcceptsGivesTheName() throws Exception {
        show(CLAUSES, producer.signed());
        SigningKey sister = SigningKey.generate();
        try (TestStation station = new TestStation(folder.resolve("names"), "log.example/names")) {
            Statement.Clearing clearing = clearing(receipt(station));
            TrustList accepts = TestProducer.list(station.trust(), named("Lab X", producer));
            TrustedProducer own = producer.trusted(List.of());
            TrustedProducer other =
                    new TrustedProducer("Somebody", own.keys(), own.makers(), own.accepts(), own.least());
            TrustList names = TestProducer.list(station.trust(), other);
            TrustList knows = withOperator(
                    SigningKey.generate(),
                    new TrustList.Operator(
                            "Example",
                            List.of(new NoteSigner("sister.example", SigningKey.generate()).verifierKey()),
                            List.of(new TrustList.Station(sister.publicKey(), 0, Optional.empty()))));
            TrustList judged = signedBy(sister, station.trust(), producer.trusted(CLAUSES));
            assertName(clearing, "Lab X", judged, knows, names, accepts);
            assertName(clearing, "Somebody", judged, knows, names);
            assertThat(judgeAll(clearing, List.of(judged, knows)).getFirst().producer())
                    .isEmpty();
        }
    }

    private static void assertName(Statement.Clearing clearing, String name, TrustList... lists)
            throws VerificationException {
        assertThat(judgeAll(clearing, List.of(lists)).getFirst().producer()).contains(name);
    }

    /** What a list said of a key all later ones repeat, so that whoever has some of them only is told the same. */
    @Test
    void aKeyStaysWithItsMakerAndARetiredOneStaysRetired() throws Exception {
        NoteSigner signer = new NoteSigner("trust.example/1", SigningKey.generate());
        TestProducer renewed = new TestProducer();
        TrustedProducer.Least two = new TrustedProducer.Least(producer.number, 2);
        VerifierKey old = producer.signer.verifierKey();
        VerifierKey fresh = renewed.signer.verifierKey();
        try (TestStation station = new TestStation(folder.resolve("keys"), "log.example/keys")) {
            SignedTrustList first = list(station, signer, 1, producer.trusted(CLAUSES, two));
            SignedTrustList without = list(station, signer, 2, renewed.trusted(CLAUSES, two));
            assertRewritten(without, first);
            TrustedProducer moved = named("Other", producer);
            SignedTrustList elsewhere = list(station, signer, 3, renewed.trusted(CLAUSES, two), moved);
            assertRewritten(elsewhere, first);
            SignedTrustList retired = list(station, signer, 2, keys(List.of(fresh), List.of(old), two));
            retired.requireSuccessorOf(first);
            assertRewritten(list(station, signer, 3, keys(List.of(fresh, old), List.of(), two)), retired);
            assertRewritten(list(station, signer, 3, keys(List.of(fresh), List.of(), two)), retired);
            assertRewritten(elsewhere, retired);
            SignedTrustList third = list(station, signer, 3, keys(List.of(), List.of(old, fresh), two));
            third.requireSuccessorOf(retired);
            third.requireSuccessorOf(first);
            assertThat(SignedTrustList.parse(third.toBytes()).list()).isEqualTo(third.list());
        }
    }

    private TrustedProducer keys(List<VerifierKey> keys, List<VerifierKey> retired, TrustedProducer.Least... least) {
        return new TrustedProducer(
                TestProducer.NAME,
                keys,
                retired,
                producer.phonesOf,
                producer.trusted(CLAUSES).accepts(),
                List.of(least));
    }

    private static void assertRewritten(SignedTrustList newer, SignedTrustList older) {
        assertThatThrownBy(() -> newer.requireSuccessorOf(older))
                .asInstanceOf(type(VerificationException.class))
                .extracting(VerificationException::code)
                .isEqualTo(FailureCode.TRUST_REWRITTEN);
    }

    /** A key has one owner, be it in use or retired, and a producer has had one at least. */
    @Test
    void aRetiredKeyIsNobodyElses() throws Exception {
        VerifierKey old = producer.signer.verifierKey();
        try (TestStation station = new TestStation(folder.resolve("once"), "log.example/once")) {
            for (TrustedProducer bad : List.of(
                    keys(List.of(old), List.of(old)), keys(List.of(), List.of(old, old)), keys(List.of(), List.of()))) {
                assertThatThrownBy(() -> TestProducer.list(station.trust(), bad))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            TrustedProducer retired = keys(List.of(), List.of(old));
            assertThatThrownBy(() -> TestProducer.list(station.trust(), retired, named("Other", producer)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
