package org.wangchuan.proof.testing;

import static org.wangchuan.proof.statement.NotProved.CARDS;
import static org.wangchuan.proof.statement.NotProved.KEYS_DESTROYED;
import static org.wangchuan.proof.statement.NotProved.NEVER_TRIED;
import static org.wangchuan.proof.statement.NotProved.OWNER_PRESENCE;
import static org.wangchuan.proof.statement.NotProved.PHONES_CACHE;
import static org.wangchuan.proof.statement.NotProved.PHONES_OWN_WORD;
import static org.wangchuan.proof.statement.NotProved.SAME_DEVICE;
import static org.wangchuan.proof.statement.NotProved.SPARE_CELLS;
import static org.wangchuan.proof.statement.NotProved.TIME_NOT_WITNESSED;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.ClearingClaims;
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
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.verify.PhoneTechniques;

/**
 * What a station could say of a phone. The fields are those of one that was reset, filled, reset and found as new; a test changes what it wants to lie
 * about. Not thread-safe.
 */
public final class TestPhone {
    public static final String SERIAL = "R58M123ABCD";
    public static final Bytes32 KEY = Bytes32.sha256(new byte[] {42});
    public static final long FREE = 100_000_000_000L;

    public ClearingClaims.Policy policy =
            new ClearingClaims.Policy("gb-46864-2025", "1", Bytes32.sha256(new byte[] {1}));
    public List<ClearingClaims.Clause> conformity =
            List.of(new ClearingClaims.Clause("5.2", ClearingClaims.Clause.State.SATISFIED, "GB 46864-2025"));
    public Evidence evidence = Evidence.of(TestStation.EVIDENCE);
    public Verdict verdict = Verdict.CLEARED;
    public Optional<PhoneClaims.Technique> technique = Optional.of(technique("android-reset-fill-reset"));
    public Tier tier = Tier.TOLD;
    public Lock lock = Lock.UNLOCKED;
    public List<Reason> reasons = List.of();
    public List<LockReason> lockReasons = List.of(LockReason.RESET_PROTECTION_OFF);
    public List<NotProved> notProved = List.of(
            PHONES_OWN_WORD,
            SAME_DEVICE,
            KEYS_DESTROYED,
            NEVER_TRIED,
            SPARE_CELLS,
            PHONES_CACHE,
            CARDS,
            TIME_NOT_WITNESSED,
            OWNER_PRESENCE);
    public Optional<Fill> fill = Optional.of(fill(FREE));
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
    public Instant startedAt = TestStation.STARTED.plusSeconds(1);

    /** What happened until it was filled, and nothing behind that. */
    public static List<Word> upToTheFill() {
        return List.of(
                Word.SEEN, Word.CONSENTED, Word.SEEN, Word.SET_OFF, Word.GONE, Word.BACK, Word.SEEN, Word.FILLED);
    }

    /** One that was reset and read again, and not filled. */
    public static TestPhone readAgain() {
        TestPhone out = new TestPhone();
        out.technique = Optional.of(technique("android-reset-read-again"));
        out.notProved = without(out.notProved, SPARE_CELLS, PHONES_CACHE);
        out.fill = Optional.empty();
        out.course = List.of(Word.SEEN, Word.CONSENTED, Word.SEEN, Word.SET_OFF, Word.GONE, Word.BACK, Word.SEEN);
        return out;
    }

    /** One that asks for its owner's account. */
    public TestPhone locked() {
        lock = Lock.LOCKED;
        lockReasons = List.of(LockReason.RESET_PROTECTION_ON, LockReason.FIND_DEVICE_ON);
        return this;
    }

    /** One of which nobody looked whether it asks for an account. */
    public TestPhone lockUnknown() {
        lock = Lock.UNKNOWN;
        lockReasons = List.of(LockReason.RESET_PROTECTION_UNKNOWN, LockReason.MANAGED_UNKNOWN);
        return this;
    }

    /** One of which nobody knows enough. */
    public TestPhone unproven() {
        verdict = Verdict.UNPROVEN;
        tier = Tier.OBSERVED;
        reasons = List.of(Reason.AFTER_UNKNOWN);
        return this;
    }

    public static PhoneClaims.Technique technique(String id) {
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

    public static Fill fill(long written) {
        return new Fill(
                FREE,
                FREE / 200,
                5_000_000_000L,
                written,
                written,
                1_000_000_000L,
                0,
                true,
                OptionalLong.of(FREE + 12_000_000_000L),
                Optional.of(new PhoneWork.Parts(6_000, 6_000)));
    }

    public static List<NotProved> without(List<NotProved> all, NotProved... less) {
        List<NotProved> out = new ArrayList<>(all);
        out.removeAll(List.of(less));
        return out;
    }

    /** The claims; whatever stands in the fields, as far as it can be said. */
    public ClearingClaims claims(UUID start) {
        return new ClearingClaims(
                start,
                verdict,
                policy,
                conformity,
                evidence,
                notProved,
                Optional.of(new PhoneClaims(technique, tier, lock, reasons, lockReasons)));
    }

    /** As a start tells it: the key of the digests comes with the record. */
    public static Phone before(String serial) {
        return phone(serial, Optional.empty());
    }

    public static Phone phone(String serial) {
        return phone(serial, Optional.of(KEY));
    }

    private static Phone phone(String serial, Optional<Bytes32> key) {
        return new Phone(
                Optional.of("Samsung"),
                Optional.of("SM-G991B"),
                Optional.of("android"),
                Optional.of("14"),
                Optional.of(serial),
                OptionalLong.of(128_000_000_000L),
                key);
    }

    public PhoneWork work() {
        List<Step> steps = new ArrayList<>();
        for (Word word : course) {
            steps.add(new Step(word, startedAt.plusSeconds(10L * steps.size())));
        }
        return new PhoneWork("wangchuan 0.1", startedAt, startedAt.plusSeconds(500), steps, fill);
    }
}
