package org.wangchuan.proof.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.Rechecking;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.label.Label;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.PhoneClaims.LockReason;
import org.wangchuan.proof.statement.PhoneClaims.Reason;
import org.wangchuan.proof.statement.PhoneClaims.Tier;
import org.wangchuan.proof.statement.PhoneWork;
import org.wangchuan.proof.statement.PhoneWork.Word;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.RecheckExpected;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.testing.TestPhone;
import org.wangchuan.proof.testing.TestStation;
import org.wangchuan.proof.trust.TrustList;

class PhoneReceiptTest {
    private static final Instant NOW = TestStation.STARTED.plusSeconds(3_600);

    @TempDir
    Path folder;

    private interface Trying {
        void with(TestStation station, StatementIssuer issuer) throws Exception;
    }

    private void atTheBench(Trying trying) throws Exception {
        try (TestStation station = new TestStation(folder.resolve("log"), "log.example/phones")) {
            trying.with(station, StatementIssuer.real(station.key));
        }
    }

    private static IssuedStatement start(TestStation station, Disclosed shown) throws IOException {
        return station.log(
                StatementIssuer.real(station.key).start(station.chain, UUID.randomUUID(), TestStation.STARTED, shown));
    }

    private static IssuedStatement start(TestStation station, String serial) throws IOException {
        return start(station, Disclosed.ofPhoneStart(TestPhone.before(serial), Optional.of(new Asset("inv-7"))));
    }

    private static IssuedStatement clearing(TestStation station, UUID start, TestPhone phone, String serial)
            throws IOException {
        return station.log(StatementIssuer.real(station.key)
                .clearing(
                        station.chain,
                        UUID.randomUUID(),
                        TestStation.STARTED.plusSeconds(600),
                        phone.claims(start),
                        Disclosed.ofPhoneClearing(TestPhone.phone(serial), phone.work(), Optional.empty())));
    }

    private static Receipt receipt(TestStation station, TestPhone phone) throws IOException {
        IssuedStatement start = start(station, TestPhone.SERIAL);
        return station.receipt(start, clearing(station, start.eventId(), phone, TestPhone.SERIAL));
    }

    private static VerifiedReceipt verify(TestStation station, Receipt receipt, Optional<String> serial)
            throws VerificationException {
        return ReceiptVerifier.verify(
                Receipt.parse(receipt.toBytes()), station.trust().list(), new Expectations(serial, NOW));
    }

    @Test
    void aReceiptOfAPhoneVerifiesAndSaysAllThatWasSaid() throws Exception {
        atTheBench((station, _) -> {
            TestPhone phone = new TestPhone();
            Receipt receipt = receipt(station, phone);
            VerifiedReceipt verified = verify(station, receipt, Optional.of(TestPhone.SERIAL));
            assertThat(verified.checked()).contains(Check.SERIAL, Check.SIGNER_IN_TRUST_LIST);
            assertThat(verified.notChecked()).doesNotContain(Gap.WORK_NOT_SHOWN, Gap.SERIAL_NOT_COMPARED);
            Statement.Clearing clearing = verified.clearing();
            assertThat(clearing.claims())
                    .isEqualTo(phone.claims(clearing.claims().start()));
            assertThat(clearing.disclosed().phone()).contains(TestPhone.phone(TestPhone.SERIAL));
            assertThat(clearing.disclosed().phoneWork()).contains(phone.work());
            assertThat(VerdictFacts.contradict(clearing)).isFalse();
            assertThat(VerdictFacts.isTechniqueUnknown(clearing.claims())).isFalse();
        });
    }

    @Test
    void whatIsAlwaysShownNamesNoPhone() throws Exception {
        atTheBench((station, _) -> {
            String shown =
                    receipt(station, new TestPhone()).clearing().statement().payload() + "";
            assertThat(shown)
                    .contains("phoneResult")
                    .doesNotContain(TestPhone.SERIAL, "SM-G991B", "Samsung", TestPhone.KEY.base64Url());
        });
    }

    @Test
    void aReceiptOfAnotherPhoneOrOfNoneIsNotOfThisOne() throws Exception {
        atTheBench((station, _) -> {
            Receipt receipt = receipt(station, new TestPhone());
            assertFails(FailureCode.SERIAL, () -> verify(station, receipt, Optional.of("R58M000WXYZ")));
            Receipt silent = new Receipt(
                    new org.wangchuan.proof.receipt.Logged(
                            receipt.clearing().statement().showingOnly(java.util.Set.of("phoneWork")),
                            receipt.clearing().nonce(),
                            receipt.clearing().proof()),
                    receipt.start(),
                    receipt.hint());
            assertFails(FailureCode.DISCLOSURE, () -> verify(station, silent, Optional.empty()));
        });
    }

    @Test
    void aStartOfAnotherPhoneOrOfADriveIsNotTheStartOfThisOne() throws Exception {
        atTheBench((station, _) -> {
            IssuedStatement other = start(station, "R58M000WXYZ");
            Receipt ofOther =
                    station.receipt(other, clearing(station, other.eventId(), new TestPhone(), TestPhone.SERIAL));
            assertFails(FailureCode.TARGET, () -> verify(station, ofOther, Optional.empty()));

            IssuedStatement drive = station.start();
            Receipt ofDrive =
                    station.receipt(drive, clearing(station, drive.eventId(), new TestPhone(), TestPhone.SERIAL));
            assertFails(FailureCode.TARGET, () -> verify(station, ofDrive, Optional.empty()));

            IssuedStatement phone = start(station, TestPhone.SERIAL);
            Receipt driveOfPhone = station.receipt(phone, station.clearing(phone));
            assertFails(FailureCode.TARGET, () -> verify(station, driveOfPhone, Optional.empty()));
        });
    }

    @Test
    void aLabelOfAPhoneShowsItsVerdictAndItsLock() throws Exception {
        atTheBench((station, _) -> {
            TestPhone phone = new TestPhone().locked();
            Label label = Label.of(receipt(station, phone).clearing(), java.util.Set.of());
            String text = label.text(Optional.of("https://check.example/")).orElseThrow();
            VerifiedLabel verified = LabelVerifier.verify(
                    Label.parse(text), station.trust().list(), new Expectations(Optional.empty(), NOW));
            assertThat(verified.checked()).contains(Check.SIGNATURE);
            assertThat(verified.notChecked()).contains(Gap.TARGET_NOT_SHOWN);
            assertThat(verified.clearing().claims())
                    .isEqualTo(phone.claims(verified.clearing().claims().start()));
        });
    }

    /** Whoever reads with no mind to a printer's limits compares the number, too. */
    @Test
    void theNumberOfAPhoneOnALabelIsCompared() throws Exception {
        atTheBench((station, _) -> {
            Label label = Label.of(receipt(station, new TestPhone()).clearing(), java.util.Set.of(Phone.CLAIM));
            TrustList list = station.trust().list();
            assertThat(LabelVerifier.verify(label, list, new Expectations(Optional.of(TestPhone.SERIAL), NOW))
                            .checked())
                    .contains(Check.SERIAL);
            assertFails(
                    FailureCode.SERIAL,
                    () -> LabelVerifier.verify(label, list, new Expectations(Optional.of("R58M000WXYZ"), NOW)));
        });
    }

    @Test
    void aDrivesFactsNeverStandBesideAPhones() throws Exception {
        assertThatThrownBy(() -> new Disclosed(
                        Optional.of(TestStation.target("1")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(TestPhone.phone("2")),
                        Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        atTheBench((station, issuer) -> {
            Disclosed drive = Disclosed.ofClearing(TestStation.target("1"), TestStation.work(), Optional.empty());
            assertThatThrownBy(() -> issuer.clearing(
                            station.chain, UUID.randomUUID(), NOW, new TestPhone().claims(UUID.randomUUID()), drive))
                    .isInstanceOf(IllegalArgumentException.class);
            Disclosed phone = Disclosed.ofPhoneClearing(TestPhone.phone("2"), new TestPhone().work(), Optional.empty());
            assertThatThrownBy(() -> issuer.clearing(
                            station.chain, UUID.randomUUID(), NOW, TestStation.claims(UUID.randomUUID()), phone))
                    .isInstanceOf(IllegalArgumentException.class);
        });
    }

    @Test
    void noRecheckIsOfAPhone() throws Exception {
        atTheBench((station, _) -> {
            Receipt receipt = receipt(station, new TestPhone());
            Statement.Clearing clearing =
                    verify(station, receipt, Optional.empty()).clearing();
            SdJwt signed = receipt.clearing().statement();
            RecheckClaims claims = new RecheckClaims(
                    new RecheckClaims.Of(
                            clearing.head().eventId(),
                            signed.digest(),
                            clearing.head().station()),
                    RecheckClaims.Recognised.SERIAL_NUMBER,
                    new RecheckExpected.OfPass(
                            1, Pass.Pattern.STAMPED, Optional.of(Rechecking.SECRET), Optional.empty()),
                    Rechecking.sound().build(),
                    "wangchuan 0.1");
            Statement.Recheck recheck = new Statement.Recheck(clearing.head(), claims, Disclosed.NOTHING);
            assertFails(FailureCode.RECHECK_LINK, () -> RecheckVerifier.requireOf(recheck, signed, clearing));
        });
    }

    /** Each of these would be a green tick on a phone of which nobody knows that it is erased. */
    static Stream<Arguments> lies() {
        return Stream.of(
                lie("observed by a person", phone -> phone.tier = Tier.OBSERVED),
                lie("seen to come back", phone -> phone.tier = Tier.ENUMERATED),
                lie("a reason against it", phone -> phone.reasons = List.of(Reason.SYSTEM_DOUBTFUL)),
                lie("not filled", phone -> phone.fill = Optional.empty()),
                lie("filled by half", phone -> phone.fill = Optional.of(TestPhone.fill(TestPhone.FREE / 2))),
                lie(
                        "a fill that was not read back",
                        phone -> phone.fill =
                                Optional.of(new PhoneWork.Fill(100_000, 10, 0, 100_000, 99_000, 0, 0, true))),
                lie(
                        "a file that was wrong",
                        phone -> phone.fill =
                                Optional.of(new PhoneWork.Fill(100_000, 10, 0, 100_000, 100_000, 0, 1, true))),
                lie(
                        "room that was left",
                        phone -> phone.fill =
                                Optional.of(new PhoneWork.Fill(100_000, 1_001, 0, 100_000, 100_000, 0, 0, true))),
                lie(
                        "a fill that ended before it was full",
                        phone -> phone.fill =
                                Optional.of(new PhoneWork.Fill(100_000, 10, 0, 100_000, 100_000, 0, 0, false))),
                lie(
                        "nothing to fill",
                        phone -> phone.fill = Optional.of(new PhoneWork.Fill(0, 0, 0, 0, 0, 0, 0, true))),
                lie(
                        "a fill by a way that fills nothing",
                        phone -> phone.technique = Optional.of(TestPhone.technique("android-reset-read-again"))),
                lie("a way that shows too little", phone -> {
                    phone.technique = Optional.of(TestPhone.technique("ios-erase-device"));
                    phone.fill = Optional.empty();
                }),
                lie(
                        "a way of one's own under a known name",
                        phone -> phone.technique = Optional.of(new PhoneClaims.Technique(
                                "android-reset-fill-reset", 1, Bytes32.sha256(new byte[] {1})))),
                lie("never set off", phone -> phone.course = List.of(Word.SEEN, Word.CONSENTED, Word.SEEN)),
                lie(
                        "never gone",
                        phone -> phone.course =
                                List.of(Word.SEEN, Word.CONSENTED, Word.SET_OFF, Word.SEEN, Word.FILLED)),
                lie(
                        "never back",
                        phone -> phone.course =
                                List.of(Word.SEEN, Word.CONSENTED, Word.SET_OFF, Word.GONE, Word.FILLED)),
                lie(
                        "never seen again",
                        phone -> phone.course =
                                List.of(Word.SEEN, Word.CONSENTED, Word.SET_OFF, Word.GONE, Word.BACK, Word.FILLED)),
                lie(
                        "set off before its owner agreed",
                        phone -> phone.course = List.of(
                                Word.SEEN, Word.SET_OFF, Word.GONE, Word.BACK, Word.SEEN, Word.FILLED, Word.CONSENTED)),
                lie(
                        "a fill without a time",
                        phone -> phone.course =
                                List.of(Word.SEEN, Word.CONSENTED, Word.SET_OFF, Word.GONE, Word.BACK, Word.SEEN)),
                lie("never reset behind the fill", phone -> phone.course = TestPhone.upToTheFill()),
                lie("set off behind the fill, and no more", phone -> phone.course = behindTheFill(Word.SET_OFF)),
                lie(
                        "set off, gone and back behind the fill, and seen no more",
                        phone -> phone.course = behindTheFill(Word.SET_OFF, Word.GONE, Word.BACK)),
                lie(
                        "unplugged behind the fill",
                        phone -> phone.course = behindTheFill(Word.GONE, Word.BACK, Word.SEEN)),
                lie(
                        "filled once more behind the last reset",
                        phone -> phone.course =
                                behindTheFill(Word.SET_OFF, Word.GONE, Word.BACK, Word.SEEN, Word.FILLED)),
                lie(
                        "filled before the first reset",
                        phone -> phone.course = List.of(
                                Word.SEEN, Word.CONSENTED, Word.FILLED, Word.SET_OFF, Word.GONE, Word.BACK, Word.SEEN)),
                open(NotProved.PHONES_OWN_WORD),
                open(NotProved.SAME_DEVICE),
                open(NotProved.KEYS_DESTROYED),
                open(NotProved.CARDS),
                open(NotProved.NEVER_TRIED),
                open(NotProved.SPARE_CELLS),
                open(NotProved.PHONES_CACHE));
    }

    private static List<Word> behindTheFill(Word... words) {
        List<Word> out = new ArrayList<>(TestPhone.upToTheFill());
        out.addAll(List.of(words));
        return out;
    }

    private static Arguments lie(String name, Consumer<TestPhone> lie) {
        return Arguments.of(name, lie);
    }

    private static Arguments open(NotProved one) {
        return lie(one + " left out", phone -> phone.notProved = TestPhone.without(phone.notProved, one));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void aGoodVerdictAboveFactsThatExcludeItIsContradicted(String name, Consumer<TestPhone> lie) throws Exception {
        atTheBench((station, _) -> {
            TestPhone phone = new TestPhone();
            lie.accept(phone);
            Statement.Clearing clearing =
                    verify(station, receipt(station, phone), Optional.empty()).clearing();
            assertThat(VerdictFacts.contradict(clearing)).as(name).isTrue();
            phone.verdict = Verdict.UNPROVEN;
            Statement.Clearing modest = new Statement.Clearing(
                    clearing.head(), phone.claims(clearing.claims().start()), clearing.disclosed());
            assertThat(VerdictFacts.contradict(modest)).as("unproven, " + name).isFalse();
        });
    }

    @Test
    void aWayThatIsNotKnownIsSaidToBeUnknown() throws Exception {
        atTheBench((station, _) -> {
            TestPhone phone = new TestPhone();
            phone.technique =
                    Optional.of(new PhoneClaims.Technique("android-reset-fill-reset", 3, Bytes32.sha256(new byte[1])));
            Statement.Clearing clearing =
                    verify(station, receipt(station, phone), Optional.empty()).clearing();
            assertThat(VerdictFacts.isTechniqueUnknown(clearing.claims())).isTrue();
            assertThat(VerdictFacts.contradict(clearing)).isFalse();
            phone.tier = Tier.ENUMERATED;
            assertThat(VerdictFacts.contradict(new Statement.Clearing(
                            clearing.head(), phone.claims(clearing.claims().start()), clearing.disclosed())))
                    .isTrue();
        });
    }

    private static ClearingClaims.Clause satisfied(String id) {
        return new ClearingClaims.Clause(id, ClearingClaims.Clause.State.SATISFIED, "a rule");
    }

    private static Statement.Clearing of(Statement.Clearing clearing, TestPhone phone) {
        return new Statement.Clearing(
                clearing.head(),
                phone.claims(clearing.claims().start()),
                Disclosed.ofPhoneClearing(TestPhone.phone(TestPhone.SERIAL), phone.work(), Optional.empty()));
    }

    /** A clause is met by what the fill's accounts show, and by nothing else. */
    @Test
    void whatAFillDoesNotShowMeetsNoClause() throws Exception {
        atTheBench((station, _) -> {
            TestPhone phone = new TestPhone();
            phone.technique = Optional.of(TestPhone.fillBefore());
            Statement.Clearing signed =
                    verify(station, receipt(station, phone), Optional.empty()).clearing();
            assertThat(VerdictFacts.canMeetOverwritten(signed)).isTrue();
            assertThat(VerdictFacts.canMeetVerified(signed)).isTrue();
            assertThat(VerdictFacts.canMeetFullyVerified(signed))
                    .as("by the rules of before the phone's own reading is all of it")
                    .isTrue();

            phone.fill = Optional.of(new PhoneWork.Fill(100_000, 10, 5_001, 100_000, 100_000, 1, 0, true));
            assertThat(VerdictFacts.canMeetOverwritten(of(signed, phone))).isFalse();
            assertThat(VerdictFacts.canMeetVerified(of(signed, phone)))
                    .as("as by the rules of before")
                    .isTrue();
            assertThat(VerdictFacts.contradict(of(signed, phone))).isTrue();
            assertThat(VerdictFacts.contradict(of(signed, withRestOpen(phone)))).isFalse();
            phone.notProved = new TestPhone().notProved;

            phone.fill = Optional.of(new PhoneWork.Fill(100_000, 10, 5_000, 100_000, 100_000, 0, 0, true));
            assertThat(VerdictFacts.canMeetOverwritten(of(signed, phone))).isTrue();
            assertThat(VerdictFacts.canMeetVerified(of(signed, phone))).isFalse();

            for (long all : List.of(100_000L, 200_000L)) {
                phone.fill = fillOf(all);
                assertThat(VerdictFacts.canMeetOverwritten(of(signed, phone)))
                        .as("half of it was free, or more")
                        .isTrue();
            }
            for (long all : List.of(0L, 99_999L, 200_001L, (1L << 53) - 1)) {
                phone.fill = fillOf(all);
                assertThat(VerdictFacts.canMeetOverwritten(of(signed, phone)))
                        .as("less than half of %s, or more than there is", all)
                        .isFalse();
                phone.technique = Optional.of(TestPhone.technique("android-reset-fill-reset"));
                assertThat(VerdictFacts.canMeetVerified(of(signed, phone)))
                        .as("what was read back is less than half of it, too")
                        .isFalse();
                phone.technique = Optional.of(TestPhone.fillBefore());
                assertThat(VerdictFacts.contradict(of(signed, phone)))
                        .as("that it was cleared has to rest on something else")
                        .isTrue();
                assertThat(VerdictFacts.contradict(of(signed, withRestOpen(phone))))
                        .as("as it says itself")
                        .isFalse();
                phone.notProved = new TestPhone().notProved;
                phone.conformity = List.of(satisfied("overwrite"));
                assertThat(VerdictFacts.overstateClauses(of(signed, phone))).isTrue();
            }

            assertThat(VerdictFacts.canMeetOverwritten(of(signed, TestPhone.readAgain())))
                    .isFalse();
            assertThat(VerdictFacts.canMeetVerified(of(signed, TestPhone.readAgain())))
                    .isFalse();
            phone.fill = Optional.empty();
            phone.technique = Optional.of(new PhoneClaims.Technique("android-new", 1, Bytes32.sha256(new byte[1])));
            assertThat(VerdictFacts.canMeetOverwritten(of(signed, phone))).isFalse();
        });
    }

    private static TestPhone withRestOpen(TestPhone phone) {
        List<NotProved> open = new ArrayList<>(phone.notProved);
        open.add(NotProved.MOST_OVERWRITTEN);
        phone.notProved = open;
        return phone;
    }

    /** A phone of which nobody knows that it was reset was seen by nobody to be free once it was: what says both is read, and shown as not known. */
    @Test
    void noPhoneThatWasNotResetIsShownAsFree() {
        int lowered = 0;
        for (Reason reason : Reason.values()) {
            PhoneClaims claims = new PhoneClaims(
                    Optional.of(TestPhone.technique("android-reset-by-hand")),
                    Tier.ENUMERATED,
                    PhoneClaims.Lock.UNLOCKED,
                    List.of(reason),
                    List.of(LockReason.RESET_PROTECTION_OFF));
            assertThat(claims.lock()).isEqualTo(PhoneClaims.Lock.UNLOCKED);
            lowered += claims.shownLock() == PhoneClaims.Lock.UNKNOWN ? 1 : 0;
        }
        assertThat(lowered).isEqualTo(10);
        for (Reason reason : List.of(
                Reason.NOT_BACK,
                Reason.NEVER_GONE,
                Reason.AFTER_UNKNOWN,
                Reason.AFTER_CONTRADICTED,
                Reason.SECOND_SYSTEM)) {
            assertThat(withReason(reason, PhoneClaims.Lock.UNLOCKED, LockReason.RESET_PROTECTION_OFF)
                            .shownLock())
                    .as("%s", reason)
                    .isEqualTo(PhoneClaims.Lock.UNKNOWN);
            assertThat(withReason(reason, PhoneClaims.Lock.LOCKED, LockReason.MANAGED)
                            .shownLock())
                    .as("%s, and locked", reason)
                    .isEqualTo(PhoneClaims.Lock.LOCKED);
        }
        assertThat(withReason(Reason.WAY_SHOWS_TOO_LITTLE, PhoneClaims.Lock.UNLOCKED, LockReason.RESET_PROTECTION_OFF)
                        .shownLock())
                .isEqualTo(PhoneClaims.Lock.UNLOCKED);
    }

    private static PhoneClaims withReason(Reason reason, PhoneClaims.Lock lock, LockReason because) {
        return new PhoneClaims(
                Optional.of(TestPhone.technique("android-reset-by-hand")),
                Tier.ENUMERATED,
                lock,
                List.of(reason),
                List.of(because));
    }

    private static Optional<PhoneWork.Fill> fillOf(long all) {
        return Optional.of(new PhoneWork.Fill(100_000, 10, 0, 100_000, 100_000, 1, 0, true, OptionalLong.of(all)));
    }

    /** What the phone read by itself is read back in no part but those that were compared. */
    @Test
    void onlyAPartOfEachFileIsReadBack() throws Exception {
        atTheBench((station, _) -> {
            TestPhone phone = new TestPhone();
            phone.conformity = List.of(satisfied("overwrite"), satisfied("verification"), satisfied("level"));
            Receipt receipt = receipt(station, phone);
            assertThat(receipt.clearing()
                            .statement()
                            .disclosed(PhoneWork.CLAIM)
                            .orElseThrow()
                            .toString())
                    .contains("comparedFiles");
            Statement.Clearing signed =
                    verify(station, receipt, Optional.empty()).clearing();
            assertThat(signed.disclosed().phoneWork().orElseThrow().fill()).isEqualTo(phone.fill);
            assertThat(VerdictFacts.canMeetVerified(signed)).isTrue();
            assertThat(VerdictFacts.canMeetFullyVerified(signed)).isFalse();
            assertThat(VerdictFacts.overstateClauses(signed)).isFalse();

            for (Optional<PhoneWork.Parts> parts : List.of(
                    Optional.of(new PhoneWork.Parts(12, 11)),
                    Optional.of(new PhoneWork.Parts(12, 0)),
                    Optional.of(new PhoneWork.Parts(0, 0)),
                    Optional.<PhoneWork.Parts>empty())) {
                phone.fill = Optional.of(new PhoneWork.Fill(
                        100_000, 10, 0, 100_000, 100_000, 50_000, 0, true, OptionalLong.of(100_000), parts));
                Statement.Clearing less = of(signed, phone);
                assertThat(VerdictFacts.contradict(less))
                        .as("the verdict is not about it")
                        .isFalse();
                assertThat(VerdictFacts.canMeetVerified(less)).as("%s", parts).isFalse();
                assertThat(VerdictFacts.canMeetOverwritten(less)).isTrue();
                assertThat(VerdictFacts.overstateClauses(less)).as("%s", parts).isTrue();
            }
            assertThatThrownBy(() -> new PhoneWork.Parts(1, 2)).isInstanceOf(IllegalArgumentException.class);
        });
    }

    /** Leaving a number out is no way round it: the way that asks for the size has to have it. */
    @Test
    void aFillWithTermsHasToSayOfHowMuch() throws Exception {
        atTheBench((station, _) -> {
            TestPhone phone = new TestPhone();
            phone.conformity = List.of(satisfied("overwrite"), satisfied("verification"), satisfied("level"));
            Statement.Clearing signed =
                    verify(station, receipt(station, phone), Optional.empty()).clearing();
            Optional<PhoneWork.Parts> each = Optional.of(new PhoneWork.Parts(12, 12));
            phone.fill = Optional.of(new PhoneWork.Fill(
                    100_000, 10, 0, 100_000, 100_000, 50_000, 0, true, OptionalLong.of(100_000), each));
            assertThat(VerdictFacts.contradict(of(signed, phone))).isFalse();
            assertThat(VerdictFacts.overstateClauses(of(signed, phone))).isFalse();

            phone.fill = Optional.of(
                    new PhoneWork.Fill(100_000, 10, 0, 100_000, 100_000, 50_000, 0, true, OptionalLong.empty(), each));
            assertThat(VerdictFacts.contradict(of(signed, phone))).isTrue();
            assertThat(VerdictFacts.canMeetOverwritten(of(signed, phone))).isFalse();
            assertThat(VerdictFacts.canMeetVerified(of(signed, phone))).isFalse();
            assertThat(VerdictFacts.overstateClauses(of(signed, phone))).isTrue();
            assertThat(VerdictFacts.contradict(of(signed, withRestOpen(phone))))
                    .as("resting on its encryption, as it says itself")
                    .isFalse();
        });
    }

    /** What was signed before the size was told verifies as it did. */
    @Test
    void anOlderFillWithoutTheSizeCountsAsEver() throws Exception {
        atTheBench((station, _) -> {
            TestPhone phone = new TestPhone();
            phone.technique = Optional.of(TestPhone.fillBefore());
            phone.fill = Optional.of(new PhoneWork.Fill(100_000, 10, 0, 100_000, 100_000, 1, 0, true));
            phone.conformity = List.of(satisfied("overwrite"), satisfied("verification"), satisfied("level"));
            Receipt receipt = receipt(station, phone);
            assertThat(receipt.clearing()
                            .statement()
                            .disclosed(PhoneWork.CLAIM)
                            .orElseThrow()
                            .toString())
                    .doesNotContain("storageBytes");
            Statement.Clearing signed =
                    verify(station, receipt, Optional.empty()).clearing();
            assertThat(signed.disclosed()
                            .phoneWork()
                            .orElseThrow()
                            .fill()
                            .orElseThrow()
                            .storageBytes())
                    .isEmpty();
            assertThat(VerdictFacts.contradict(signed)).isFalse();
            assertThat(VerdictFacts.overstateClauses(signed)).isFalse();
            assertThat(VerdictFacts.canMeetFullyVerified(signed)).isTrue();
        });
    }

    @Test
    void aClauseThatNoPhoneMeetsIsKnownByItsName() throws Exception {
        atTheBench((station, _) -> {
            TestPhone phone = new TestPhone();
            Statement.Clearing signed =
                    verify(station, receipt(station, phone), Optional.empty()).clearing();
            phone.conformity = List.of(satisfied("overwrite"), satisfied("verification"), satisfied("level"));
            assertThat(VerdictFacts.overstateClauses(of(signed, phone))).isFalse();
            phone.fill = Optional.of(new PhoneWork.Fill(100_000, 10, 0, 100_000, 100_000, 0, 0, true));
            assertThat(VerdictFacts.overstateClauses(of(signed, phone))).isTrue();
            phone.fill = Optional.of(new PhoneWork.Fill(100_000, 10, 5_001, 100_000, 100_000, 1, 0, true));
            assertThat(VerdictFacts.overstateClauses(of(signed, phone))).isTrue();

            TestPhone reset = TestPhone.readAgain();
            reset.conformity = List.of(satisfied("level"));
            assertThat(VerdictFacts.overstateClauses(of(signed, reset))).isFalse();
            for (String id : List.of("hidden-areas", "overwrite", "verification", "another")) {
                reset.conformity = List.of(satisfied(id));
                assertThat(VerdictFacts.overstateClauses(of(signed, reset)))
                        .as(id)
                        .isTrue();
            }
            phone = new TestPhone();
            phone.conformity = List.of(satisfied("hidden-areas"));
            assertThat(VerdictFacts.overstateClauses(of(signed, phone))).isTrue();
        });
    }

    /** One source spells the model in one way, and the next in another. */
    @Test
    void onePhoneIsKnownByItsNumberHoweverItsModelIsSpelt() {
        Phone one = TestPhone.phone(TestPhone.SERIAL);
        Phone spelt = new Phone(
                Optional.of("SAMSUNG"),
                Optional.of("Galaxy S21 5G"),
                one.system(),
                one.version(),
                one.serial(),
                one.storageBytes(),
                Optional.empty());
        assertThat(one.isSamePhoneAs(spelt)).isTrue();
        assertThat(one.isSameThingAs(spelt)).isFalse();
        assertThat(one.isSamePhoneAs(TestPhone.phone("R58M000WXYZ"))).isFalse();
        Phone nameless = new Phone(
                one.maker(),
                one.model(),
                one.system(),
                one.version(),
                Optional.empty(),
                one.storageBytes(),
                Optional.empty());
        assertThat(nameless.isSamePhoneAs(nameless)).isFalse();
    }

    @Test
    void aResetThatWasReadAgainNeedsNoFill() throws Exception {
        atTheBench((station, _) -> {
            Statement.Clearing clearing = verify(station, receipt(station, TestPhone.readAgain()), Optional.empty())
                    .clearing();
            assertThat(VerdictFacts.contradict(clearing)).isFalse();
        });
    }

    /** What can't be said at all. */
    static Stream<Arguments> malformed() {
        return Stream.of(
                lie("purged", phone -> phone.verdict = Verdict.PURGED),
                lie("partly erased", phone -> phone.verdict = Verdict.PARTIAL),
                lie("cleared in no way", phone -> {
                    phone.technique = Optional.empty();
                    phone.tier = Tier.NONE;
                }),
                lie("told in no way", phone -> {
                    phone.technique = Optional.empty();
                    phone.verdict = Verdict.FAILED;
                }),
                lie(
                        "unlocked, and locked",
                        phone -> phone.lockReasons =
                                List.of(LockReason.RESET_PROTECTION_OFF, LockReason.FIND_DEVICE_ON)),
                lie(
                        "unlocked, and nobody looked",
                        phone -> phone.lockReasons = List.of(LockReason.RESET_PROTECTION_UNKNOWN)),
                lie(
                        "unlocked, and perhaps managed",
                        phone -> phone.lockReasons =
                                List.of(LockReason.RESET_PROTECTION_OFF, LockReason.MANAGED_UNKNOWN)),
                lie("unlocked for no reason", phone -> phone.lockReasons = List.of()),
                lie(
                        "unlocked since it says that finding is off",
                        phone -> phone.lockReasons = List.of(LockReason.FIND_DEVICE_OFF)),
                lie("locked, and nothing holds it", phone -> phone.lock = PhoneClaims.Lock.LOCKED),
                lie(
                        "a reason twice",
                        phone -> phone.lockReasons =
                                List.of(LockReason.RESET_PROTECTION_OFF, LockReason.RESET_PROTECTION_OFF)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void whatNoPhoneCanHaveIsNotSaid(String name, Consumer<TestPhone> lie) {
        TestPhone phone = new TestPhone();
        lie.accept(phone);
        assertThatThrownBy(() -> phone.claims(UUID.randomUUID())).as(name).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsOpenOfPhonesAloneIsNotSaidOfADrive() {
        UUID start = UUID.randomUUID();
        var drive = TestStation.claims(start);
        assertThatThrownBy(() -> new org.wangchuan.proof.statement.ClearingClaims(
                        start,
                        drive.verdict(),
                        drive.policy(),
                        drive.conformity(),
                        drive.evidence(),
                        List.of(NotProved.CARDS)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ofManyStepsThoseStayThatTellTheCourse() {
        TestPhone phone = new TestPhone();
        List<Word> flapping = new ArrayList<>(List.of(Word.SEEN, Word.CONSENTED, Word.SEEN, Word.SET_OFF));
        for (int i = 0; i < 500; i++) {
            flapping.addAll(List.of(Word.GONE, Word.BACK, Word.SEEN, Word.SEEN));
        }
        phone.course = List.of();
        List<PhoneWork.Step> all = flapping.stream()
                .map(word -> new PhoneWork.Step(word, TestStation.STARTED))
                .toList();
        List<Word> few = PhoneWork.few(all).stream().map(PhoneWork.Step::word).toList();
        assertThat(few)
                .containsExactly(
                        Word.SEEN,
                        Word.CONSENTED,
                        Word.SEEN,
                        Word.SET_OFF,
                        Word.GONE,
                        Word.BACK,
                        Word.SEEN,
                        Word.GONE,
                        Word.BACK,
                        Word.SEEN);
        List<PhoneWork.Step> pressed = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            pressed.add(new PhoneWork.Step(Word.SET_OFF, TestStation.STARTED.plusSeconds(i)));
        }
        assertThat(PhoneWork.few(pressed)).hasSize(PhoneWork.STEPS_MAX).contains(pressed.getFirst(), pressed.getLast());
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"", " x", "x ", "a\nb", "a\u202eb", "a\u200bb", "\u00ad", "\ufeffA"})
    void aLineThatHidesSomethingIsNone(String text) {
        assertThat(Phone.isLine(text)).isFalse();
        assertThat(Phone.isLine("x".repeat(65))).isFalse();
        assertThat(Phone.isLine("荣耀 Magic6 Pro")).isTrue();
    }

    private static void assertFails(FailureCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
        assertThatThrownBy(what)
                .asInstanceOf(type(VerificationException.class))
                .extracting(VerificationException::code)
                .isEqualTo(code);
    }
}
