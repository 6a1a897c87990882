package org.wangchuan.proof.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * What the clearing statement of a phone always shows beside the verdict: by which way it was erased, what the answer rests on, and whether something holds
 * the phone. Nothing of it names the phone. The words are those of the engine's verdict on phones; a statement with a word that is not known here
 * is not read, so that none is shown as less than it is.
 *
 * @param technique the way that was chosen; absent if it never came to that
 * @param tier what the verdict rests on
 * @param lock whether an account or an organisation holds it: an answer of its own, which follows from {@code lockReasons}
 * @param reasons what kept the verdict from more, each once; empty exactly if nothing did
 * @param lockReasons what the answer about the lock rests on, each once
 */
public record PhoneClaims(
        Optional<Technique> technique, Tier tier, Lock lock, List<Reason> reasons, List<LockReason> lockReasons) {

    /** Name of the claim, always shown. The disclosures {@code phone} and {@code phoneWork} are others. */
    public static final String CLAIM = "phoneResult";

    private static final int ID_CHARS_MAX = 64;

    /**
     * A way to erase a phone, as data.
     *
     * @param id lower-case letters, digits and hyphens, at most 64
     * @param version from 1
     * @param digest SHA-256 of its canonical document
     */
    public record Technique(String id, long version, Bytes32 digest) {
        public Technique {
            if (!isId(id) || version < 1 || version > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("no name or version of a technique");
            }
        }

        private static boolean isId(String text) {
            return !text.isEmpty()
                    && text.length() <= ID_CHARS_MAX
                    && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
        }
    }

    /** What an answer rests on, the least first. */
    public enum Tier {
        /** Nothing that speaks for an erasure. */
        NONE,
        /** A person saw it. */
        OBSERVED,
        /** The same phone went off the cable and came back. */
        ENUMERATED,
        /** The phone itself tells over the cable that it is as new. */
        TOLD
    }

    /** Whether an account or an organisation holds the phone. */
    public enum Lock {
        UNLOCKED,
        LOCKED,
        UNKNOWN;

        /** The one answer that these reasons leave. */
        static Lock of(List<LockReason> reasons) {
            if (reasons.stream().anyMatch(LockReason::isHolding)) {
                return LOCKED;
            }
            boolean isOpen = reasons.contains(LockReason.RESET_PROTECTION_OFF)
                    && !reasons.contains(LockReason.RESET_PROTECTION_UNKNOWN)
                    && !reasons.contains(LockReason.MANAGED_UNKNOWN);
            return isOpen ? UNLOCKED : UNKNOWN;
        }
    }

    /** Why the verdict is not more. */
    public enum Reason {
        NOT_SET_OFF,
        STILL_AS_BEFORE,
        OTHER_PHONE,
        NOT_BACK,
        NEVER_GONE,
        IDENTITY_UNKNOWN,
        NEEDS_UNKNOWN,
        NEEDS_CONTRADICTED,
        AFTER_UNKNOWN,
        AFTER_CONTRADICTED,
        SECOND_SYSTEM,
        SYSTEM_DOUBTFUL,
        NOT_FILLED,
        MISMATCH,
        ACCOUNTS_DO_NOT_ADD_UP,
        TOO_LITTLE_FILLED,
        OTHERWISE_THAN_BEFORE,
        WAY_SHOWS_TOO_LITTLE,
        CLOCK_WENT_BACK;

        /** Whether it says that nobody knows that this phone was reset, and is there: what people saw of a setup then is of nothing. */
        boolean isWithoutReset() {
            return switch (this) {
                case NOT_SET_OFF,
                        STILL_AS_BEFORE,
                        OTHER_PHONE,
                        NOT_BACK,
                        NEVER_GONE,
                        IDENTITY_UNKNOWN,
                        AFTER_UNKNOWN,
                        AFTER_CONTRADICTED,
                        SECOND_SYSTEM,
                        OTHERWISE_THAN_BEFORE -> true;
                case NEEDS_UNKNOWN,
                        NEEDS_CONTRADICTED,
                        SYSTEM_DOUBTFUL,
                        NOT_FILLED,
                        MISMATCH,
                        ACCOUNTS_DO_NOT_ADD_UP,
                        TOO_LITTLE_FILLED,
                        WAY_SHOWS_TOO_LITTLE,
                        CLOCK_WENT_BACK -> false;
            };
        }
    }

    /** What the answer about the lock rests on. */
    public enum LockReason {
        RESET_PROTECTION_ON,
        RESET_PROTECTION_OFF,
        FIND_DEVICE_ON,
        FIND_DEVICE_OFF,
        ACCOUNTS_LEFT,
        MANAGED,
        RESET_PROTECTION_UNKNOWN,
        MANAGED_UNKNOWN;

        /** Whether it says that something holds the phone. */
        public boolean isHolding() {
            return switch (this) {
                case RESET_PROTECTION_ON, FIND_DEVICE_ON, ACCOUNTS_LEFT, MANAGED -> true;
                case RESET_PROTECTION_OFF, FIND_DEVICE_OFF, RESET_PROTECTION_UNKNOWN, MANAGED_UNKNOWN -> false;
            };
        }
    }

    /** @throws IllegalArgumentException if a word stands twice, or the lock is not what its reasons say */
    public PhoneClaims {
        reasons = List.copyOf(reasons);
        lockReasons = List.copyOf(lockReasons);
        boolean isTwice = Set.copyOf(reasons).size() != reasons.size()
                || Set.copyOf(lockReasons).size() != lockReasons.size();
        if (isTwice) {
            throw new IllegalArgumentException("a reason twice");
        }
        if (lock != Lock.of(lockReasons)) {
            throw new IllegalArgumentException("a lock that its reasons do not give");
        }
        if (technique.isEmpty() && tier != Tier.NONE) {
            throw new IllegalArgumentException("something that speaks for an erasure in no way");
        }
    }

    /**
     * The lock as it is to be shown: of a phone of which its reasons say that it was not reset, or that nobody knows it, nobody can have seen that it is free once it was
     * reset. No engine of today says both; statements of before may, and verify as they did.
     */
    public Lock shownLock() {
        return lock == Lock.UNLOCKED && reasons.stream().anyMatch(Reason::isWithoutReset) ? Lock.UNKNOWN : lock;
    }

    /** The value of the claim. */
    public JsonValue.Obj json() {
        Json.Builder out = Json.object()
                .put("tier", Json.wireName(tier))
                .put("lock", Json.wireName(lock))
                .put("reasons", words(reasons))
                .put("lockReasons", words(lockReasons));
        technique.ifPresent(one -> out.put(
                "technique",
                Json.object()
                        .put("id", one.id())
                        .put("version", one.version())
                        .put("digest", one.digest().base64Url())
                        .build()));
        return out.build();
    }

    private static JsonValue words(List<? extends Enum<?>> words) {
        return Json.texts(words.stream().map(Json::wireName).toList());
    }

    static PhoneClaims read(Json.Fields in) throws ShapeException, VerificationException {
        in.only("technique", "tier", "lock", "reasons", "lockReasons");
        try {
            return new PhoneClaims(
                    in.has("technique") ? Optional.of(readTechnique(in.object("technique"))) : Optional.empty(),
                    in.constant("tier", Tier.class),
                    in.constant("lock", Lock.class),
                    readWords(in, "reasons", Reason.class),
                    readWords(in, "lockReasons", LockReason.class));
        } catch (IllegalArgumentException e) {
            ShapeException beyond = new ShapeException(CLAIM, "what can be said of a phone", "something else");
            beyond.initCause(e);
            throw beyond;
        }
    }

    private static Technique readTechnique(Json.Fields in) throws ShapeException, VerificationException {
        in.only("id", "version", "digest");
        return new Technique(
                in.text("id"), in.whole("version", 1, Integer.MAX_VALUE), Bytes32.parseBase64Url(in.text("digest")));
    }

    private static <E extends Enum<E>> List<E> readWords(Json.Fields in, String name, Class<E> type)
            throws ShapeException {
        List<E> out = new ArrayList<>();
        for (String word : in.texts(name)) {
            Optional<E> known = Optional.empty();
            for (E candidate : type.getEnumConstants()) {
                if (Json.wireName(candidate).equals(word)) {
                    known = Optional.of(candidate);
                }
            }
            out.add(known.orElseThrow(() -> new ShapeException(name, "known words", "another word")));
        }
        return out;
    }
}
