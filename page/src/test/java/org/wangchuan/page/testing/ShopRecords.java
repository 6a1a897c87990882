package org.wangchuan.page.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.page.build.RuleSet;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ConsentClaims;
import org.wangchuan.proof.statement.ConsentClaims.Said;
import org.wangchuan.proof.statement.ConsentClaims.Scope;
import org.wangchuan.proof.statement.ConsentClaims.Through;
import org.wangchuan.proof.statement.ConsentClaims.Words;
import org.wangchuan.proof.statement.CountsClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.ObservationClaims;
import org.wangchuan.proof.statement.PresenceClaims;
import org.wangchuan.proof.statement.PresenceClaims.Grade;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.SummaryClaims;
import org.wangchuan.proof.statement.SummaryRow;
import org.wangchuan.proof.statement.SummaryRow.Conformity;
import org.wangchuan.proof.statement.ValidationClaims;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.WithdrawalClaims;
import org.wangchuan.proof.trust.TrustList;

/** What the log of a shop has signed of what people decided and saw. */
public final class ShopRecords {
    /** When all of it was signed. */
    public static final Instant AT = Bench.STARTED;

    private static final NoteSigner LOG = new NoteSigner("log.example/shop", Bench.key(41));
    private static final StatementIssuer ISSUER = StatementIssuer.real(LOG.signingKey());
    private static final Bytes32 DIGEST = Bytes32.sha256("something".getBytes(US_ASCII));
    private static final ConsentClaims.Device LAPTOP = new ConsentClaims.Device("D4R8TZ", "laptop");
    private static final Said ON_SCREEN = new Said(Through.COUNTER_SCREEN, Optional.of("Li"));
    private static final Said OWN = new Said(Through.OWN_BROWSER, Optional.empty());

    private ShopRecords() {}

    /** A list that knows the log, as that of a shop. */
    public static byte[] trust() {
        return trust(LOG, Optional.empty());
    }

    /** A list that knows the log for receipts alone. */
    public static byte[] trustForReceiptsAlone() {
        return trust(LOG, Optional.of(TrustList.RECEIPTS_ALONE));
    }

    /** A list that knows the key under another name. */
    public static byte[] trustOfAnotherName() {
        return trust(new NoteSigner("log.example/other", LOG.signingKey()), Optional.empty());
    }

    private static byte[] trust(NoteSigner log, Optional<TrustList.EarlierPolicy> earlier) {
        NoteSigner signer = new NoteSigner("trust.example", Bench.key(99));
        TrustList.Operator shop = new TrustList.Operator(
                "Green Loop 绿环回收",
                List.of(log.verifierKey()),
                List.of(),
                earlier.map(List::of).orElse(List.of()));
        return TrustListIssuer.sign(
                        new TrustList(3, AT.getEpochSecond(), signer.verifierKey(), List.of(shop), ""), signer)
                .toBytes();
    }

    /** Records of all kinds, by their names; each says what such a record can say. */
    public static Map<String, RecordedFile> sound() {
        Map<String, RecordedFile> out = new LinkedHashMap<>();
        out.put("observation", observation(Bench.RULES, Bench.clauses(Verdict.UNPROVEN)));
        out.put("validation", validation(openClause()));
        out.put("consent", consent(policy(Bench.RULES)));
        out.put("withdrawal", file(ISSUER.withdrawal(chain(), id(4), AT, new WithdrawalClaims("K7M2QX", DIGEST, OWN))));
        out.put("presence", presence(Grade.HANDWRITTEN, Optional.of(60L), ON_SCREEN));
        out.put("presence-of-code", presence(Grade.CODE, Optional.of(60L), OWN));
        out.put(
                "presence-asserted",
                presence(Grade.ASSERTED, Optional.of(60L), new Said(Through.CLERK, Optional.of("Li"))));
        out.put("presence-absent", presence(Grade.ABSENT, Optional.empty(), ON_SCREEN));
        out.put("summary", summary());
        out.put("counts", counts());
        return out;
    }

    /** The sound one of this name. */
    public static RecordedFile sound(String name) {
        return Objects.requireNonNull(sound().get(name), name);
    }

    /** An observation by a rule set, with these clauses; none of them is met. */
    public static RecordedFile observation(RuleSet rules, List<ClearingClaims.Clause> clauses) {
        long at = AT.getEpochSecond() - 60;
        List<ClearingClaims.Clause> open = clauses.stream()
                .map(clause -> new ClearingClaims.Clause(
                        clause.clause(),
                        clause.state() == ClearingClaims.Clause.State.SATISFIED
                                ? ClearingClaims.Clause.State.UNDETERMINED
                                : clause.state(),
                        clause.source()))
                .toList();
        ObservationClaims claims = new ObservationClaims(
                "K7M2QX",
                new ObservationClaims.Workflow("android", 2, DIGEST),
                new ObservationClaims.Device("D4R8TZ", "phone", "小米", "Mi 10", Optional.of("4321")),
                at - 60,
                List.of(
                        new ObservationClaims.Answer("account", "seen-out", "Li", at + 5, Optional.empty()),
                        new ObservationClaims.Answer("photo", "taken", "Li", at + 9, Optional.of(DIGEST))),
                Verdict.UNPROVEN,
                ObservationClaims.Tier.OBSERVED,
                ObservationClaims.Lock.UNLOCKED,
                List.of("reset-observed"),
                policy(rules),
                open);
        return file(ISSUER.observation(StationChain.NEW, id(1), AT, claims));
    }

    /** Somebody answers for this clause. */
    public static RecordedFile validation(RuleSet.Clause clause) {
        ValidationClaims claims = new ValidationClaims(
                "K7M2QX",
                DIGEST,
                policy(Bench.RULES),
                clause.id(),
                clause.source(),
                "Wang",
                "Looked at it myself.\nNothing was left.",
                List.of(
                        new ValidationClaims.Hand(ValidationClaims.Deed.TOOK_IN, Optional.of("Li")),
                        new ValidationClaims.Hand(ValidationClaims.Deed.BEGAN, Optional.of("Zhao")),
                        new ValidationClaims.Hand(ValidationClaims.Deed.MATCHED, Optional.empty())));
        return file(ISSUER.validation(chain(), id(2), AT, claims));
    }

    /** A clause that a person can answer for. */
    public static RuleSet.Clause openClause() {
        return clause(false);
    }

    /** A clause that follows from the verdict. */
    public static RuleSet.Clause clauseOfVerdict() {
        return clause(true);
    }

    private static RuleSet.Clause clause(boolean isOfVerdict) {
        return Bench.RULES.clauses().stream()
                .filter(one -> one.level().isPresent() == isOfVerdict)
                .findFirst()
                .orElseThrow();
    }

    /** Somebody agreed to an erasure by these rules. */
    public static RecordedFile consent(ClearingClaims.Policy rules) {
        return file(ISSUER.consent(
                chain(),
                id(3),
                AT,
                new ConsentClaims(
                        "K7M2QX",
                        LAPTOP,
                        new Words("erasure", 1, "zh", DIGEST),
                        Optional.of(new Words("authority-heir", 1, "zh", DIGEST)),
                        rules,
                        Optional.of(new ConsentClaims.Offer(12_000, "CNY")),
                        ConsentClaims.Presenter.HEIR,
                        Scope.DEVICE,
                        ON_SCREEN)));
    }

    private static RecordedFile presence(Grade grade, Optional<Long> ago, Said said) {
        Optional<Long> begun = ago.map(seconds -> AT.getEpochSecond() - seconds);
        return file(ISSUER.presence(
                chain(),
                id(5),
                AT,
                new PresenceClaims(
                        "K7M2QX",
                        LAPTOP,
                        grade,
                        begun,
                        grade == Grade.HANDWRITTEN ? begun.map(at -> at + 30) : Optional.empty(),
                        Optional.of(DIGEST),
                        grade == Grade.HANDWRITTEN ? Optional.of(DIGEST) : Optional.empty(),
                        Scope.LIST,
                        said)));
    }

    /** Results of a site: as few as may be counted. */
    private static RecordedFile counts() {
        return counts("log.example/shop");
    }

    private static RecordedFile counts(String log) {
        List<Bytes32> marks = CountsClaims.inOrder(IntStream.range(0, CountsClaims.LEAST)
                .mapToObj(number -> Bytes32.sha256(("mark " + number).getBytes(US_ASCII)))
                .toList());
        return file(ISSUER.counts(
                chain(),
                id(11),
                AT,
                new CountsClaims(
                        id(12),
                        2,
                        Optional.of(DIGEST),
                        log,
                        77,
                        AT.getEpochSecond() - 60,
                        AT.getEpochSecond() - 1,
                        List.of(
                                new CountsClaims.Group(CountsClaims.Medium.FLASH, Verdict.PURGED, marks.subList(0, 7)),
                                new CountsClaims.Group(
                                        CountsClaims.Medium.MAGNETIC, Verdict.FAILED, marks.subList(7, marks.size()))),
                        5,
                        new CountsClaims.Looks(3, 1, 1, 1, 0, 0),
                        new CountsClaims.Complaints(3, 2, 1, 1))));
    }

    /** A list of one of each kind of device. */
    private static RecordedFile summary() {
        long at = AT.getEpochSecond() - 60;
        SummaryRow.Proof good = new SummaryRow.Proof(
                id(21), DIGEST, true, Optional.of("4321"), Verdict.CLEARED, Conformity.MET, "gb-46864-2025", "1", at);
        SummaryRow.Proof bad = new SummaryRow.Proof(
                id(22),
                Bytes32.sha256("another".getBytes(US_ASCII)),
                false,
                Optional.empty(),
                Verdict.FAILED,
                Conformity.NOT_MET,
                "gb-46864-2025",
                "1",
                at);
        return file(ISSUER.summary(
                chain(),
                id(8),
                AT,
                new SummaryClaims(
                        "LIST7",
                        2,
                        Optional.of(DIGEST),
                        480,
                        List.of(
                                row(
                                        "A",
                                        SummaryRow.Where.KEPT,
                                        Optional.of(new SummaryRow.Second(
                                                SummaryRow.Look.CONFIRMED, Optional.of(at), true, true)),
                                        Optional.empty(),
                                        List.of(good)),
                                row(
                                        "B",
                                        SummaryRow.Where.HANDED_OVER,
                                        Optional.empty(),
                                        Optional.of(new SummaryRow.Destroyed("D-17", "SSD", "2026-11-20", true)),
                                        List.of(bad)),
                                row("C", SummaryRow.Where.OPEN, Optional.empty(), Optional.empty(), List.of()),
                                row(
                                        "E",
                                        SummaryRow.Where.UNDECIDED,
                                        Optional.of(new SummaryRow.Second(
                                                SummaryRow.Look.FOUND, Optional.of(at), true, false)),
                                        Optional.empty(),
                                        List.of())))));
    }

    private static SummaryRow row(
            String name,
            SummaryRow.Where where,
            Optional<SummaryRow.Second> second,
            Optional<SummaryRow.Destroyed> destroyed,
            List<SummaryRow.Proof> proofs) {
        return new SummaryRow(
                "ORDER" + name,
                new ObservationClaims.Device("LABEL" + name, "laptop", "联想", "T480", Optional.of("4321")),
                Optional.of("IT-" + name),
                where,
                Optional.of(1L),
                proofs,
                name.equals("E") ? List.of(SummaryRow.Against.EARLIER) : List.of(),
                name.equals("E") ? 1 : 0,
                second,
                destroyed);
    }

    /** The rule set, as statements name it. */
    public static ClearingClaims.Policy policy(RuleSet rules) {
        return new ClearingClaims.Policy(
                rules.id(), rules.version(), Bytes32.of(Base64.getUrlDecoder().decode(rules.digest())));
    }

    /** The same file with something else in its payload, under a true signature: what lies behind the spelling is reached. */
    public static byte[] distorted(RecordedFile file, Random random) {
        String jwt = file.statement().jwt();
        String payload = CanonicalJson.writeText(file.statement().payload());
        String head = jwt.substring(0, jwt.indexOf('.'));
        String text = head + "."
                + Base64Url.encode(Distortion.nonsense(payload, random).getBytes(UTF_8));
        String signed = text + "." + Base64Url.encode(LOG.signingKey().sign(text.getBytes(US_ASCII))) + "~";
        String old = file.statement().text();
        return new String(file.toBytes(), UTF_8).replace(old, signed).getBytes(UTF_8);
    }

    /** The sound ones, and others of their kinds that are not read or not believed for one reason each. */
    public static List<byte[]> all() {
        List<byte[]> out = new ArrayList<>();
        sound().values().forEach(one -> out.add(one.toBytes()));
        RecordedFile observation = sound("observation");
        RecordedFile consent = sound("consent");
        // In the format of the other kind, under another key, as a test, and one that a station would have signed.
        out.add(new RecordedFile(
                        RecordedFile.Format.RECORD, observation.statement(), observation.nonce(), observation.hint())
                .toBytes());
        out.add(new RecordedFile(RecordedFile.Format.OBSERVATION, consent.statement(), consent.nonce(), consent.hint())
                .toBytes());
        out.add(new RecordedFile(
                        observation.format(),
                        observation.statement(),
                        observation.nonce(),
                        new NoteSigner("log.example/shop", Bench.key(42)).verifierKey())
                .toBytes());
        out.add(file(StatementIssuer.test(LOG.signingKey())
                        .withdrawal(chain(), id(6), AT, new WithdrawalClaims("K7M2QX", DIGEST, OWN)))
                .toBytes());
        IssuedStatement start = ISSUER.start(
                StationChain.NEW, id(7), AT, Disclosed.ofStart(Bench.target(Bench.SERIAL), Optional.empty()));
        out.add(new RecordedFile(RecordedFile.Format.RECORD, start.sdJwt(), start.nonce(), LOG.verifierKey())
                .toBytes());
        out.add(counts("log.example/another").toBytes()); // of a log that is not the signer's
        return out;
    }

    private static RecordedFile file(IssuedStatement issued) {
        SdJwt signed = issued.sdJwt();
        return RecordedFile.of(issued.statement().head().type(), signed, issued.nonce(), LOG.verifierKey());
    }

    private static StationChain chain() {
        return StationChain.NEW.after(
                ISSUER.withdrawal(StationChain.NEW, id(9), AT, new WithdrawalClaims("K7M2QX", DIGEST, OWN)));
    }

    private static UUID id(int number) {
        return UUID.nameUUIDFromBytes(new byte[] {(byte) number});
    }
}
