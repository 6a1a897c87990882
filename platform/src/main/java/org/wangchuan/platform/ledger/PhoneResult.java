package org.wangchuan.platform.ledger;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.canonical.Json;
import org.wangchuan.paper.Figures;
import org.wangchuan.paper.PhoneText;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.PhoneClaims.LockReason;
import org.wangchuan.proof.statement.PhoneWork;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.verify.VerdictFacts;

/**
 * What a statement about a phone says beside its verdict: the lock, which is a result of its own, the way, and why the verdict is not better. In the words
 * that the paper, the command line and the verification page have. The serial number is no part of it.
 *
 * @param phone which one it was, as far as that is shown
 * @param isGood whether its verdict is good, and nothing that it says excludes that
 * @param isContradicted whether its verdict is good, and what it says excludes that
 * @param isFilled whether most of its storage was filled and read back
 * @param isLeftAsking whether the last that was done to the phone was to read it over the debug bridge after its reset: then it is past its first setup, and debugging
 *     is on. Of a way that fills another reset follows; where nobody knows of that, or it was set up or read since, it counts as well
 */
public record PhoneResult(
        PhoneClaims claims,
        Optional<Phone> phone,
        boolean isGood,
        boolean isContradicted,
        boolean isFilled,
        boolean isLeftAsking) {

    /** The way whose last step is that the phone is read once more. */
    private static final String READ_AGAIN = "android-reset-read-again";

    /** Of a receipt that was verified when it came; empty if it is about no phone, or is no such file any more. */
    static Optional<PhoneResult> of(String receipt) {
        try {
            return StatementReader.read(Receipt.parse(receipt.getBytes(StandardCharsets.UTF_8))
                                    .clearing()
                                    .statement())
                            instanceof Statement.Clearing clearing
                    ? of(clearing)
                    : Optional.empty();
        } catch (VerificationException _) {
            return Optional.empty();
        }
    }

    /** Of a statement whose signature was verified; empty if it is about no phone. */
    static Optional<PhoneResult> of(Statement.Clearing clearing) {
        ClearingClaims claims = clearing.claims();
        return claims.phone()
                .map(phone -> new PhoneResult(
                        phone,
                        clearing.disclosed().phone(),
                        claims.verdict().isGood()
                                && !VerdictFacts.contradict(clearing)
                                && !VerdictFacts.isTechniqueUnknown(claims)
                                && !VerdictFacts.overstateClauses(clearing),
                        VerdictFacts.contradict(clearing),
                        clearing.disclosed()
                                .phoneWork()
                                .flatMap(PhoneWork::fill)
                                .filter(_ -> !claims.notProved().contains(NotProved.MOST_OVERWRITTEN))
                                .isPresent(),
                        claims.notProved().contains(NotProved.LEFT_AS_NEW)
                                || phone.technique()
                                        .filter(way -> way.id().equals(READ_AGAIN))
                                        .isPresent()));
    }

    static boolean isLeftAsking(Statement.Clearing clearing) {
        return of(clearing).filter(PhoneResult::isLeftAsking).isPresent();
    }

    /** Whether an account or an organisation holds it, or nobody knows that none does: whatever was erased, it is not ready for anybody. */
    public boolean isHeld() {
        return claims.shownLock() != Lock.UNLOCKED;
    }

    /** Whether it speaks against the phone that it names whatever its verdict: something may hold it, or what it says excludes that it was cleared. */
    public boolean isAgainst() {
        return isHeld() || isContradicted;
    }

    /** The same of a statement of whatever device; of a drive never, whose bad verdict says it. */
    static boolean isAgainst(Statement.Clearing clearing) {
        return of(clearing).filter(PhoneResult::isAgainst).isPresent();
    }

    /** The style of a panel or mark that shows this verdict: one of success only if nothing holds the phone, and nothing in the statement speaks against it. */
    public String style(String verdict) {
        if (!Verdict.isGood(verdict) || (isGood && !isHeld())) {
            return verdict;
        }
        return isHeld() ? "held" : Verdict.UNPROVEN.id();
    }

    /** Whether its good verdict is one that what it says excludes, or that nobody here can judge. */
    public boolean isDenied(String verdict) {
        return Verdict.isGood(verdict) && !isGood;
    }

    /** How the lock is marked: {@code good}, {@code bad} or {@code wait}. */
    public String lockStyle() {
        return switch (claims.shownLock()) {
            case UNLOCKED -> "good";
            case LOCKED -> "bad";
            case UNKNOWN -> "wait";
        };
    }

    /** The lock in a word or two. */
    public String lock(boolean isChinese) {
        return PhoneText.of("lock." + Json.wireName(claims.shownLock()), isChinese);
    }

    /** What that means for whoever has the phone. */
    public String lockMeans(boolean isChinese) {
        return PhoneText.of("lock." + Json.wireName(claims.shownLock()) + ".means", isChinese);
    }

    /** What was seen or told of the lock. */
    public List<String> checked(boolean isChinese) {
        return lockReasons(false, isChinese);
    }

    /** What of the lock nobody could tell. */
    public List<String> unchecked(boolean isChinese) {
        return lockReasons(true, isChinese);
    }

    private List<String> lockReasons(boolean isOpen, boolean isChinese) {
        return claims.lockReasons().stream()
                .filter(reason -> isOpen(reason) == isOpen)
                .map(reason -> PhoneText.of("lock-reason." + Json.wireName(reason), isChinese))
                .toList();
    }

    private static boolean isOpen(LockReason reason) {
        return switch (reason) {
            case RESET_PROTECTION_UNKNOWN, MANAGED_UNKNOWN -> true;
            case RESET_PROTECTION_ON, RESET_PROTECTION_OFF, FIND_DEVICE_ON, FIND_DEVICE_OFF, ACCOUNTS_LEFT, MANAGED ->
                false;
        };
    }

    /** The way by its name. */
    public String way(boolean isChinese) {
        if (claims.technique().isEmpty()) {
            return PhoneText.of("way.none", isChinese);
        }
        String id = claims.technique().get().id();
        return PhoneText.has("way." + id)
                ? PhoneText.of("way." + id, isChinese)
                : PhoneText.of("way.unknown", isChinese, id);
    }

    /** What the verdict rests on. */
    public String tier(boolean isChinese) {
        return PhoneText.of("tier." + Json.wireName(claims.tier()), isChinese);
    }

    /** What kept the verdict from more. */
    public List<String> reasons(boolean isChinese) {
        return claims.reasons().stream()
                .map(reason -> PhoneText.of("reason." + Json.wireName(reason), isChinese))
                .toList();
    }

    /** What stands below a good verdict in the place of what it means of a drive; empty of any other. */
    public Optional<String> sentence(String verdict, boolean isChinese) {
        if (!Verdict.isGood(verdict)) {
            return Optional.empty();
        }
        return Optional.of(
                isHeld() || !isGood
                        ? lockMeans(isChinese)
                        : PhoneText.of("meaning.cleared" + (isFilled ? ".filled" : ""), isChinese));
    }

    /** System, version and storage, as far as they are shown. */
    public List<String> system(boolean isChinese) {
        return phone.stream()
                .flatMap(one -> Stream.concat(
                        one
                                .system()
                                .map(word -> PhoneText.of("system." + word, isChinese)
                                        + one.version()
                                                .map(version -> " " + version)
                                                .orElse(""))
                                .stream(),
                        one.storageBytes().stream().mapToObj(Figures::size)))
                .toList();
    }
}
