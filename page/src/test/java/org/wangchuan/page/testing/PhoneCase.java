package org.wangchuan.page.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.wangchuan.page.build.RuleSet;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Evidence;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.PhoneClaims.LockReason;
import org.wangchuan.proof.statement.PhoneClaims.Reason;
import org.wangchuan.proof.statement.PhoneClaims.Tier;
import org.wangchuan.proof.statement.PhoneWork;
import org.wangchuan.proof.statement.PhoneWork.Fill;
import org.wangchuan.proof.statement.PhoneWork.Step;
import org.wangchuan.proof.statement.PhoneWork.Word;
import org.wangchuan.proof.statement.ProducersShown;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.verify.PhoneTechniques;

/** What a station says of a phone; the fields are what a liar may change of one that was reset, filled and found as new. Not thread-safe. */
public final class PhoneCase {
    public static final String SERIAL = "R58M123ABCD";
    private static final long FREE = 100_000_000_000L;
    private static final int FILES = 6_000;
    private static final Optional<PhoneWork.Parts> PARTS = Optional.of(new PhoneWork.Parts(FILES, FILES));

    public Verdict verdict = Verdict.CLEARED;
    public PhoneClaims.Technique technique = way("android-reset-fill-reset");
    public Tier tier = Tier.TOLD;
    public Lock lock = Lock.UNLOCKED;
    public List<Reason> reasons = List.of();
    public List<LockReason> lockReasons = List.of(LockReason.RESET_PROTECTION_OFF, LockReason.FIND_DEVICE_OFF);
    public RuleSet rules = Bench.RULES;
    public List<ClearingClaims.Clause> clauses = open(Bench.RULES, List.of("hidden-areas"));
    public List<NotProved> notProved = List.of(
            NotProved.PHONES_OWN_WORD,
            NotProved.SAME_DEVICE,
            NotProved.KEYS_DESTROYED,
            NotProved.NEVER_TRIED,
            NotProved.SPARE_CELLS,
            NotProved.PHONES_CACHE,
            NotProved.CARDS,
            NotProved.TIME_NOT_WITNESSED);
    public Optional<Fill> fill = Optional.of(fill(FREE, FREE / 200, 0, true));
    public boolean isWorkShown = true;
    public Optional<ProducersShown> producers = Optional.empty();
    public List<Word> course = List.of(
            Word.SEEN,
            Word.CONSENTED,
            Word.SEEN,
            Word.SET_OFF,
            Word.GONE,
            Word.BACK,
            Word.SEEN,
            Word.FILLED,
            Word.SET_OFF,
            Word.GONE,
            Word.BACK,
            Word.SEEN);

    /** Each clause satisfied, but these, which are open. */
    public static List<ClearingClaims.Clause> open(RuleSet rules, List<String> open) {
        return rules.clauses().stream()
                .map(clause -> new ClearingClaims.Clause(
                        clause.id(),
                        open.contains(clause.id())
                                ? ClearingClaims.Clause.State.UNDETERMINED
                                : ClearingClaims.Clause.State.SATISFIED,
                        clause.source()))
                .toList();
    }

    /** None of them satisfied, as without a good verdict. */
    public static List<ClearingClaims.Clause> none(RuleSet rules) {
        return rules.clauses().stream()
                .map(clause -> new ClearingClaims.Clause(
                        clause.id(), ClearingClaims.Clause.State.NOT_SATISFIED, clause.source()))
                .toList();
    }

    public static PhoneClaims.Technique way(String id) {
        return PhoneTechniques.all().stream()
                .map(PhoneTechniques.Known::technique)
                .filter(one -> one.id().equals(id))
                .reduce((_, newer) -> newer)
                .orElseThrow();
    }

    /** The way with a fill as it was before there were terms. */
    public static PhoneClaims.Technique fillBefore() {
        return PhoneTechniques.all().stream()
                .map(PhoneTechniques.Known::technique)
                .filter(one -> one.id().equals("android-reset-fill-reset") && one.version() == 1)
                .findFirst()
                .orElseThrow();
    }

    public static Fill fill(long written, long left, int wrong, boolean isFull) {
        return new Fill(
                FREE,
                left,
                5_000_000_000L,
                written,
                written,
                1_000_000L,
                wrong,
                isFull,
                OptionalLong.of(FREE + FREE),
                PARTS);
    }

    /** A whole one, of which so much was kept back, and so much read over the cable. */
    public static Fill fill(long reserved, long sampled) {
        return new Fill(
                FREE,
                0,
                reserved,
                FREE,
                FREE,
                sampled,
                0,
                true,
                OptionalLong.of(FREE + FREE),
                sampled < FILES ? Optional.empty() : PARTS);
    }

    /** A whole one of a file system of this size; of one that does not say it, as older stations do not. */
    public static Fill fill(OptionalLong all) {
        return new Fill(FREE, 0, 0, FREE, FREE, FILES, 0, true, all, PARTS);
    }

    /** A whole one of which so many files were compared in a part, as far as that is told. */
    public static Fill fillOf(Optional<PhoneWork.Parts> parts) {
        return new Fill(FREE, 0, 0, FREE, FREE, 1_000_000, 0, true, OptionalLong.of(FREE), parts);
    }

    /** Start and clearing, logged. */
    public Receipt receipt(Bench bench) throws IOException {
        StatementIssuer issuer = StatementIssuer.real(bench.key);
        IssuedStatement start = bench.log(issuer.start(
                bench.chain,
                UUID.randomUUID(),
                Bench.STARTED,
                Disclosed.ofPhoneStart(phone(Optional.empty()), Optional.empty())));
        IssuedStatement clearing = bench.log(issuer.clearing(
                bench.chain, UUID.randomUUID(), Bench.STARTED.plusSeconds(600), claims(start.eventId()), shown()));
        return bench.receipt(start, clearing);
    }

    private Disclosed shown() {
        Phone phone = phone(Optional.of(Bytes32.sha256(new byte[] {7})));
        return (isWorkShown
                        ? Disclosed.ofPhoneClearing(phone, work(), Optional.empty())
                        : Disclosed.ofPhoneStart(phone, Optional.empty()))
                .with(producers);
    }

    private ClearingClaims claims(UUID start) {
        return new ClearingClaims(
                start,
                verdict,
                new ClearingClaims.Policy(
                        rules.id(),
                        rules.version(),
                        Bytes32.of(Base64.getUrlDecoder().decode(rules.digest()))),
                clauses,
                Evidence.of(Bench.EVIDENCE),
                notProved,
                Optional.of(new PhoneClaims(Optional.of(technique), tier, lock, reasons, lockReasons)));
    }

    private static Phone phone(Optional<Bytes32> key) {
        return new Phone(
                Optional.of("Samsung"),
                Optional.of("SM-G991B"),
                Optional.of("android"),
                Optional.of("14"),
                Optional.of(SERIAL),
                OptionalLong.of(128_000_000_000L),
                key);
    }

    private PhoneWork work() {
        List<Step> steps = new ArrayList<>();
        for (Word word : course) {
            steps.add(new Step(word, Bench.STARTED.plusSeconds(10L * steps.size())));
        }
        return new PhoneWork("wangchuan 0.1", Bench.STARTED, Bench.STARTED.plusSeconds(599), steps, fill);
    }
}
