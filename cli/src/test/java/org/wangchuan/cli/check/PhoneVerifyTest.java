package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEventWriter;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Name;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.phone.verdict.PhoneVerdict;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.paper.Attachment;
import org.wangchuan.paper.LogFacts;
import org.wangchuan.paper.PhoneText;
import org.wangchuan.paper.ReceiptPage;
import org.wangchuan.paper.ReceiptPdf;
import org.wangchuan.print.ReceiptPaper;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.label.Label;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Evidence;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.PhoneClaims.LockReason;
import org.wangchuan.proof.statement.PhoneWork;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.verify.PhoneTechniques;
import org.wangchuan.station.issue.StationBooks.Purpose;
import org.wangchuan.station.receipt.ClaimsOfPhone;

class PhoneVerifyTest {
    @TempDir
    Path folder;

    /** A phone's statement as the bench would sign it, but for what a test lies about. */
    private static final class Signed {
        byte[] record = PhoneJobRecord.bytes("off");
        String serial = PhoneJobRecord.SERIAL;
        Optional<byte[]> key = Optional.of(new Digests(PhoneJobRecord.KEY).serialKey());
        UnaryOperator<ClearingClaims> lie = UnaryOperator.identity();
        UnaryOperator<PhoneWork> workLie = UnaryOperator.identity();

        Receipt by(CheckFixture station) throws Exception {
            PhoneEvidence evidence = PhoneEvidence.read(record);
            UUID start = UUID.randomUUID();
            Phone before = ClaimsOfPhone.phone(evidence.events(), Optional.of(serial));
            IssuedStatement first =
                    station.books().start(start, Disclosed.ofPhoneStart(before, Optional.empty()), Purpose.REAL);
            IssuedStatement second = station.books()
                    .clearing(
                            UUID.randomUUID(),
                            lie.apply(ClaimsOfPhone.claims(evidence, start)),
                            Disclosed.ofPhoneClearing(
                                    key.map(shown -> ClaimsOfPhone.withKey(before, shown))
                                            .orElse(before),
                                    workLie.apply(ClaimsOfPhone.work(evidence)),
                                    Optional.empty()),
                            Purpose.REAL);
            return station.books().receipt(first, second);
        }
    }

    private CheckFixture station() {
        return new CheckFixture(folder);
    }

    private Path written(Receipt receipt, byte[] record) throws IOException {
        Files.write(folder.resolve("phone.evidence.jsonl"), record);
        return Files.write(folder.resolve("phone.receipt.json"), receipt.toBytes());
    }

    @Test
    void aPhonesReceiptIsReplayedAndSaysItsLock() throws Exception {
        CheckFixture station = station();
        Signed signed = new Signed();
        Receipt receipt = signed.by(station);
        // No rule set that is shipped is met by a phone without a person: its hidden areas stay open.
        assertThat(station.verify(written(receipt, signed.record))).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains(
                        "the evidence is complete and gives the same verdict and conformity",
                        "LOCK: Not locked.",
                        "phone: SM-G991B, serial " + PhoneJobRecord.SERIAL,
                        "Android: reset, its storage filled and read back, reset again",
                        "this program never tried it on a real phone")
                .doesNotContain("NOT READY FOR SALE");
        assertThat(receipt.clearing().statement().payload() + "").doesNotContain(PhoneJobRecord.SERIAL, "SM-G991B");
    }

    @Test
    void aPhoneThatIsHeldIsNeverPassedOverInSilence() throws Exception {
        CheckFixture station = station();
        Signed signed = new Signed();
        signed.record = PhoneJobRecord.bytes("on");
        assertThat(station.verify(written(signed.by(station), signed.record))).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains("LOCK: Locked! NOT READY FOR SALE.", "it asks for its owner's account after the reset");
        ClearingClaims claims = ClaimsOfPhone.claims(PhoneEvidence.read(signed.record), UUID.randomUUID());
        assertThat(claims.verdict()).isEqualTo(Verdict.CLEARED);
        assertThat(DeviceWords.isFree(claims)).isFalse();
    }

    @Test
    void anotherLockThanTheRecordGivesIsFound() throws Exception {
        CheckFixture station = station();
        Signed signed = new Signed();
        signed.record = PhoneJobRecord.bytes("on");
        signed.lie = claims -> changed(
                claims,
                phone -> new PhoneClaims(
                        phone.technique(),
                        phone.tier(),
                        Lock.UNLOCKED,
                        phone.reasons(),
                        List.of(LockReason.RESET_PROTECTION_OFF)));
        assertRefused("VERDICT", station, written(signed.by(station), signed.record));
    }

    @Test
    void theSerialNumberOfAnotherPhoneIsFoundByTheRecordsDigests() throws Exception {
        CheckFixture station = station();
        Signed signed = new Signed();
        signed.serial = "R58M999WXYZ";
        assertRefused("EVIDENCE", station, written(signed.by(station), signed.record));
    }

    /** On USB it shows one number, over its debug bridge its system tells another: the receipt names the first, what was reset is the second. */
    @Test
    void whatTheSystemCallsItselfByAnotherNumberIsNotThatPhone() throws Exception {
        CheckFixture station = station();
        Signed signed = new Signed();
        signed.record = asTold(signed.record, "R58M999WXYZ", false);
        assertRefused("EVIDENCE", station, written(signed.by(station), signed.record));
    }

    /** The last look before the reset was by USB alone, as after an interruption: what its system told before that counts all the same. */
    @Test
    void norIsItWhereItWasLookedAtByUsbAloneSince() throws Exception {
        CheckFixture station = station();
        Signed signed = new Signed();
        signed.record = asTold(signed.record, "R58M999WXYZ", true);
        assertRefused("EVIDENCE", station, written(signed.by(station), signed.record));
    }

    @Test
    void whoseSystemTellsTheSameInAnotherSpellingIsThatPhone() throws Exception {
        for (boolean isLookedAtSince : List.of(false, true)) {
            CheckFixture station = station();
            Signed signed = new Signed();
            signed.record =
                    asTold(signed.record, " " + PhoneJobRecord.SERIAL.toLowerCase(Locale.ROOT), isLookedAtSince);
            assertThat(station.verify(written(signed.by(station), signed.record)))
                    .isEqualTo(ExitCode.NOT_SATISFIED);
        }
    }

    /** The same record with what its system tells as its number, besides that of its descriptors. */
    private static byte[] asTold(byte[] record, String number, boolean isLookedAtSince) throws Exception {
        Digests digests = new Digests(PhoneJobRecord.KEY);
        String shown = digests.of(Name.USB_SERIAL, PhoneJobRecord.SERIAL);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (PhoneEvent event : PhoneEvidence.read(record).events()) {
            boolean isTold = event instanceof PhoneEvent.Seen seen
                    && seen.facts().all().stream().anyMatch(fact -> fact.source() == Source.ADB);
            PhoneEvent now = isTold
                    ? new PhoneEvent.Seen(
                            new PhoneIdentity(
                                    Map.of(Name.USB_SERIAL, shown, Name.SERIAL, digests.of(Name.SERIAL, number))),
                            ((PhoneEvent.Seen) event).facts(),
                            ((PhoneEvent.Seen) event).at())
                    : event;
            write(out, now);
            if (isLookedAtSince && isTold && ((PhoneEvent.Seen) event).facts().isToldByAndroid()) {
                write(
                        out,
                        new PhoneEvent.Seen(
                                new PhoneIdentity(Map.of(Name.USB_SERIAL, shown)),
                                Facts.NONE,
                                ((PhoneEvent.Seen) event).at()));
            }
        }
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, PhoneEvent event) {
        out.writeBytes(PhoneEventWriter.line(event));
        out.write('\n');
    }

    @Test
    void aSerialNumberThatNobodyCanCompareIsRefused() throws Exception {
        CheckFixture station = station();
        Signed signed = new Signed();
        signed.key = Optional.empty();
        assertRefused("EVIDENCE", station, written(signed.by(station), signed.record));
    }

    /** The key of the job would lead to the IMEI as well. */
    @Test
    void theKeyThatIsShownLeadsToTheSerialNumberAlone() throws Exception {
        CheckFixture station = station();
        Signed signed = new Signed();
        Receipt receipt = signed.by(station);
        assertThat(station.verify(written(receipt, signed.record))).isEqualTo(ExitCode.NOT_SATISFIED);
        byte[] shown = Phone.of(
                        receipt.clearing().statement().disclosed(Phone.CLAIM).orElseThrow())
                .identityKey()
                .orElseThrow()
                .toBytes();
        String record = new String(signed.record, java.nio.charset.StandardCharsets.UTF_8);
        assertThat(record)
                .contains(
                        Digests.ofSerial(shown, Name.USB_SERIAL, PhoneJobRecord.SERIAL),
                        new Digests(PhoneJobRecord.KEY).of(Name.IMEI, PhoneJobRecord.IMEI));
        for (byte[] tried : List.of(shown, new Digests(shown).serialKey())) {
            assertThat(record)
                    .doesNotContain(
                            hmac(tried, "IMEI\0" + PhoneJobRecord.IMEI),
                            new Digests(tried).of(Name.IMEI, PhoneJobRecord.IMEI));
        }
        signed.key = Optional.of(PhoneJobRecord.KEY.clone());
        assertRefused("EVIDENCE", station, written(signed.by(station), signed.record));
    }

    private static String hmac(byte[] key, String text) throws Exception {
        javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(new javax.crypto.spec.SecretKeySpec(key, "HmacSHA256"));
        return java.util.HexFormat.of()
                .formatHex(mac.doFinal(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }

    private static ClearingClaims by(ClearingClaims claims, String rules, java.util.Set<String> satisfied) {
        Policy policy = PolicyCatalogue.find(rules).orElseThrow();
        return new ClearingClaims(
                claims.start(),
                claims.verdict(),
                new ClearingClaims.Policy(
                        policy.id(),
                        String.valueOf(policy.version()),
                        org.wangchuan.proof.encoding.Bytes32.sha256(
                                org.wangchuan.canonical.CanonicalJson.write(policy.document()))),
                policy.clauses().stream()
                        .map(clause -> new ClearingClaims.Clause(
                                clause.id(),
                                satisfied.contains(clause.id()) ? State.SATISFIED : State.UNDETERMINED,
                                clause.source()))
                        .toList(),
                claims.evidence(),
                claims.notProved(),
                claims.phone());
    }

    @ParameterizedTest
    @CsvSource({
        "nist-clear, true, true",
        "gb-46864-2025, true, false",
        "dod-short, false, false",
        "bmb21-2019, false, false"
    })
    void aFillIsOnePassReadBackInSamplesAndMeetsNoRuleThatAsksForMore(
            String rules, boolean isPassMet, boolean isReadBackMet) throws Exception {
        CheckFixture station = station();
        requireMet(station, rules, java.util.Set.of("overwrite", "level"), isPassMet);
        requireMet(station, rules, java.util.Set.of("verification", "level"), isReadBackMet);
    }

    private void requireMet(CheckFixture station, String rules, java.util.Set<String> clauses, boolean isMet)
            throws Exception {
        Signed signed = new Signed();
        signed.lie = claims -> by(claims, rules, clauses);
        if (isMet) {
            assertThat(station.verify(lone(signed.by(station)))).isEqualTo(ExitCode.NOT_SATISFIED);
        } else {
            assertRefused("POLICY", station, lone(signed.by(station)));
        }
    }

    /** What was signed by the document of before, and by its rules, is replayed by these, under a rule that asks for all of it, too. */
    @Test
    void aReceiptOfBeforeIsReplayedByItsOwnRules() throws Exception {
        CheckFixture station = station();
        for (String rules : List.of("gb-46864-2025", "nist-clear")) {
            Signed before = new Signed();
            before.record = PhoneJobRecord.before(rules);
            Receipt receipt = before.by(station);
            assertThat(receipt.clearing()
                            .statement()
                            .disclosed(PhoneWork.CLAIM)
                            .orElseThrow()
                            .toString())
                    .doesNotContain("comparedFiles");
            assertThat(ClaimsOfPhone.claims(PhoneEvidence.read(before.record), UUID.randomUUID())
                            .conformity())
                    .filteredOn(clause -> clause.clause().equals("verification"))
                    .extracting(ClearingClaims.Clause::state)
                    .containsExactly(State.SATISFIED);
            assertThat(station.verify(written(receipt, before.record))).isEqualTo(ExitCode.NOT_SATISFIED);
            assertThat(station.out()).contains("the evidence is complete and gives the same verdict and conformity");
            assertThat(station.verify(lone(before.by(station)))).isEqualTo(ExitCode.NOT_SATISFIED);
        }
        // The new document with the accounts of before shows nothing of what was compared.
        Signed mixed = new Signed();
        mixed.workLie = work -> with(work, 5_000, 50_000, false);
        assertRefused("POLICY", station, lone(mixed.by(station)));
    }

    /** What was signed of a phone that tells of its encryption, and before the size was told: none of the later words, and read back. */
    @Test
    void aReceiptFromBeforeTheSizeWasToldIsNotCalledFalse() throws Exception {
        CheckFixture station = station();
        Signed before = new Signed();
        before.record = PhoneJobRecord.beforeTheSize();
        before.lie = claims -> {
            assertThat(claims.verdict()).isEqualTo(Verdict.CLEARED);
            assertThat(claims.notProved()).doesNotContain(NotProved.MOST_OVERWRITTEN, NotProved.LEFT_AS_NEW);
            assertThat(claims.conformity())
                    .extracting(clause -> clause.clause() + " " + clause.state())
                    .contains("verification SATISFIED", "overwrite UNDETERMINED");
            return claims;
        };
        assertThat(station.verify(written(before.by(station), before.record))).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("the evidence is complete and gives the same verdict and conformity");
        assertThat(station.verify(lone(before.by(station)))).isEqualTo(ExitCode.NOT_SATISFIED);
    }

    private static PhoneWork with(PhoneWork work, long reserved, long sampled, boolean isCounted) {
        PhoneWork.Fill fill = work.fill().orElseThrow();
        return new PhoneWork(
                work.tool(),
                work.startedAt(),
                work.finishedAt(),
                work.steps(),
                Optional.of(new PhoneWork.Fill(
                        fill.freeBefore(),
                        fill.freeAfter(),
                        reserved,
                        fill.written(),
                        fill.verified(),
                        sampled,
                        fill.wrongFiles(),
                        fill.isFull(),
                        fill.storageBytes(),
                        isCounted ? fill.parts() : Optional.empty())));
    }

    @Test
    void theAccountsThatAreShownHaveToMeetTheClause() throws Exception {
        CheckFixture station = station();
        Signed kept = new Signed();
        kept.workLie = work -> with(work, 50_001, 50_000, true);
        assertRefused("POLICY", station, lone(kept.by(station)));
        Signed unread = new Signed();
        unread.workLie = work -> with(work, 50_000, 0, false);
        assertRefused("POLICY", station, lone(unread.by(station)));
    }

    /** As the page has it: without a good verdict nothing is promised, whatever the way. */
    @Test
    void aWayThatIsNotKnownSpoilsNoVerdictThatPromisesNothing() throws Exception {
        CheckFixture station = station();
        Signed signed = new Signed();
        signed.lie = claims -> {
            ClearingClaims unknown = changed(
                    claims,
                    phone -> new PhoneClaims(
                            Optional.of(new PhoneClaims.Technique(
                                    "android-magic",
                                    1,
                                    phone.technique().orElseThrow().digest())),
                            PhoneClaims.Tier.OBSERVED,
                            phone.lock(),
                            List.of(PhoneClaims.Reason.AFTER_UNKNOWN),
                            phone.lockReasons()));
            return new ClearingClaims(
                    unknown.start(),
                    Verdict.UNPROVEN,
                    unknown.policy(),
                    unknown.conformity().stream()
                            .map(one -> new ClearingClaims.Clause(one.clause(), State.NOT_SATISFIED, one.source()))
                            .toList(),
                    unknown.evidence(),
                    unknown.notProved(),
                    unknown.phone());
        };
        assertThat(station.verify(lone(signed.by(station)))).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("android-magic");
    }

    /** Whoever is handed a paper must not see the sign of success on what is refused here. */
    @Test
    void thePaperOfAClauseThatNoPhoneMeetsIsDenied() throws Exception {
        CheckFixture station = station();
        Signed signed = new Signed();
        assertThat(isDenied(signed.by(station))).isFalse();
        signed.lie = claims ->
                by(claims, "nist-clear", java.util.Set.of("overwrite", "verification", "hidden-areas", "level"));
        assertThat(isDenied(signed.by(station))).isTrue();
    }

    private static boolean isDenied(Receipt receipt) throws Exception {
        var statement = receipt.clearing().statement();
        var checkpoint = receipt.clearing().proof().checkpoint().checkpoint();
        var log = new LogFacts(
                checkpoint.origin(),
                receipt.clearing().proof().index(),
                checkpoint.size(),
                checkpoint.root().base64());
        String code = Label.of(receipt.clearing(), java.util.Set.of(Phone.CLAIM))
                .text(Optional.empty())
                .or(() -> Label.of(receipt.clearing(), java.util.Set.of()).text(Optional.empty()))
                .orElseThrow();
        List<byte[]> both = new java.util.ArrayList<>();
        for (boolean isDenied : new boolean[] {false, true}) {
            ReceiptPage page = new ReceiptPage(
                    statement.payload(),
                    statement.disclosed(Phone.CLAIM).orElseThrow(),
                    statement.disclosed(PhoneWork.CLAIM).orElseThrow(),
                    Optional.empty(),
                    log,
                    code,
                    isDenied,
                    List.of(),
                    isDenied
                            ? new ReceiptPage.Denied(java.util.Set.of(hiddenAreas(receipt)), false)
                            : ReceiptPage.Denied.NOTHING);
            both.add(ReceiptPdf.render(page, List.of(Attachment.receipt(receipt.toBytes()))));
        }
        byte[] paper = ReceiptPaper.render(receipt, Optional.empty());
        assertThat(List.of(true, false))
                .filteredOn(isDenied -> java.util.Arrays.equals(paper, both.get(isDenied ? 1 : 0)))
                .isNotEmpty();
        return java.util.Arrays.equals(paper, both.get(1));
    }

    /** Where that clause stands, which no phone meets. */
    private static int hiddenAreas(Receipt receipt) throws Exception {
        return ((Statement.Clearing) StatementReader.read(receipt.clearing().statement()))
                .claims().conformity().stream()
                        .map(ClearingClaims.Clause::clause)
                        .toList()
                        .indexOf("hidden-areas");
    }

    @Test
    void claimsThatNoRecordSupportsAreRefusedWithoutOne() throws Exception {
        CheckFixture station = station();
        Signed observed = new Signed();
        observed.lie = claims -> changed(
                claims,
                phone -> new PhoneClaims(
                        phone.technique(),
                        PhoneClaims.Tier.OBSERVED,
                        phone.lock(),
                        phone.reasons(),
                        phone.lockReasons()));
        assertRefused("CONTRADICTION", station, lone(observed.by(station)));

        Signed unknown = new Signed();
        unknown.lie = claims -> changed(
                claims,
                phone -> new PhoneClaims(
                        Optional.of(new PhoneClaims.Technique(
                                "android-magic",
                                1,
                                phone.technique().orElseThrow().digest())),
                        phone.tier(),
                        phone.lock(),
                        phone.reasons(),
                        phone.lockReasons()));
        assertRefused("TECHNIQUE", station, lone(unknown.by(station)));

        Signed silent = new Signed();
        silent.lie = claims -> new ClearingClaims(
                claims.start(),
                claims.verdict(),
                claims.policy(),
                claims.conformity(),
                claims.evidence(),
                claims.notProved().stream()
                        .filter(code -> code != NotProved.PHONES_OWN_WORD)
                        .toList(),
                claims.phone());
        assertRefused("CONTRADICTION", station, lone(silent.by(station)));
    }

    @Test
    void nobodyLookedAtAPhonesHiddenAreas() throws Exception {
        CheckFixture station = station();
        Signed signed = new Signed();
        signed.lie = claims -> new ClearingClaims(
                claims.start(),
                claims.verdict(),
                claims.policy(),
                claims.conformity().stream()
                        .map(one -> new ClearingClaims.Clause(one.clause(), State.SATISFIED, one.source()))
                        .toList(),
                claims.evidence(),
                claims.notProved(),
                claims.phone());
        assertRefused("POLICY", station, lone(signed.by(station)));
    }

    @Test
    void aDrivesRecordIsNoPhonesNorTheReverse() throws Exception {
        CheckFixture station = station();
        byte[] drive = station.erased().evidence().bytes();
        Signed signed = new Signed();
        signed.lie = claims -> new ClearingClaims(
                claims.start(),
                claims.verdict(),
                claims.policy(),
                claims.conformity(),
                Evidence.of(drive),
                claims.notProved(),
                claims.phone());
        assertRefused("EVIDENCE", station, written(signed.by(station), drive));
    }

    @Test
    void thePaperOfAPhoneIsRenderedAgain() throws Exception {
        CheckFixture station = station();
        Signed signed = new Signed();
        Receipt receipt = signed.by(station);
        byte[] pdf = ReceiptPaper.render(receipt, Optional.of(signed.record));
        Path paper = Files.write(folder.resolve("phone.receipt.pdf"), pdf);
        assertThat(station.verify(paper)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("the evidence is complete and gives the same verdict and conformity");
        byte[] other = pdf.clone();
        other[pdf.length / 2] ^= 1;
        Files.write(paper, other);
        assertThat(station.verify(paper)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
    }

    /** What the verifiers know of each way is what the engine ships, all of it, word for word. */
    @Test
    void theVerifiersKnowTheTechniquesThatAreShipped() {
        List<PhoneTechniques.Known> shipped = TechniqueCatalogue.IDS.stream()
                .flatMap(id -> java.util.stream.LongStream.iterate(1, version -> version + 1)
                        .mapToObj(version -> TechniqueCatalogue.find(id, version))
                        .takeWhile(Optional::isPresent)
                        .map(Optional::orElseThrow))
                .map(PhoneVerifyTest::known)
                .toList();
        assertThat(PhoneTechniques.all()).containsExactlyInAnyOrderElementsOf(shipped);
        for (PhoneTechnique one : TechniqueCatalogue.all()) {
            assertThat(PhoneText.of("way." + one.id(), false))
                    .isEqualTo(one.title().en());
            assertThat(PhoneText.of("way." + one.id(), true))
                    .isEqualTo(one.title().zh());
        }
    }

    private static PhoneTechniques.Known known(PhoneTechnique one) {
        assertThat(one.reaches()).isNotEqualTo(Optional.of(SanitizationLevel.PURGED));
        return new PhoneTechniques.Known(
                new PhoneClaims.Technique(
                        one.id(),
                        one.version(),
                        org.wangchuan.proof.encoding.Bytes32.sha256(
                                org.wangchuan.canonical.CanonicalJson.write(one.document()))),
                one.reaches().isPresent(),
                one.fills(),
                one.readsBack().equals(Optional.of(VerifyMode.SAMPLE)),
                one.isTried());
    }

    /** The engine's words, the statement's, and those that people read are the same. */
    @Test
    void everyWordOfAPhonesVerdictCanBeSignedAndRead() {
        assertSame(PhoneVerdict.Tier.values(), PhoneClaims.Tier.values(), "tier.");
        assertSame(PhoneVerdict.Lock.values(), PhoneClaims.Lock.values(), "lock.");
        assertSame(PhoneVerdict.Reason.values(), PhoneClaims.Reason.values(), "reason.");
        assertSame(PhoneVerdict.LockReason.values(), PhoneClaims.LockReason.values(), "lock-reason.");
        assertThat(List.of(NotProved.values()))
                .extracting(Json::wireName)
                .containsAll(List.of(PhoneVerdict.NotProved.values()).stream()
                        .map(Json::wireName)
                        .toList());
    }

    private static void assertSame(Enum<?>[] engine, Enum<?>[] statement, String prefix) {
        assertThat(List.of(statement))
                .extracting(Json::wireName)
                .containsExactlyElementsOf(
                        List.of(engine).stream().map(Json::wireName).toList());
        for (Enum<?> one : statement) {
            assertThat(PhoneText.has(prefix + Json.wireName(one)))
                    .as(prefix + one)
                    .isTrue();
        }
    }

    /** Of a phone that nobody knows to be reset nobody saw that it is free, whatever was signed. */
    @Test
    void programsAreToldTheLockThatPeopleAre() {
        for (Lock lock : Lock.values()) {
            List<LockReason> because = switch (lock) {
                case UNLOCKED -> List.of(LockReason.RESET_PROTECTION_OFF);
                case LOCKED -> List.of(LockReason.MANAGED);
                case UNKNOWN -> List.of(LockReason.RESET_PROTECTION_UNKNOWN);
            };
            PhoneClaims sound = new PhoneClaims(Optional.empty(), PhoneClaims.Tier.NONE, lock, List.of(), because);
            assertThat(DeviceWords.json(sound)).isEqualTo(sound.json());
        }
        PhoneClaims never = new PhoneClaims(
                Optional.empty(),
                PhoneClaims.Tier.NONE,
                Lock.UNLOCKED,
                List.of(PhoneClaims.Reason.NOT_BACK),
                List.of(LockReason.RESET_PROTECTION_OFF));
        assertThat(DeviceWords.json(never).members().get("lock")).isEqualTo(new JsonValue.Text("unknown"));
        assertThat(DeviceWords.json(never).members().keySet())
                .isEqualTo(never.json().members().keySet());
    }

    private static ClearingClaims changed(ClearingClaims claims, UnaryOperator<PhoneClaims> change) {
        return new ClearingClaims(
                claims.start(),
                claims.verdict(),
                claims.policy(),
                claims.conformity(),
                claims.evidence(),
                claims.notProved(),
                claims.phone().map(change));
    }

    private Path lone(Receipt receipt) throws IOException {
        return Files.write(folder.resolve("lone.receipt.json"), receipt.toBytes());
    }

    private static void assertRefused(String code, CheckFixture station, Path file) throws UserError {
        int before = station.err().length();
        ExitCode exit = new FileVerify()
                .verify(
                        new VerifyService.Request(List.of(file), Optional.empty(), Optional.empty(), false),
                        station.context);
        assertThat(exit).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(station.err().substring(before)).contains("wangchuan: " + code + ":");
    }
}
