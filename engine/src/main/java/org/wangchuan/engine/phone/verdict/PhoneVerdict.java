package org.wangchuan.engine.phone.verdict;

import java.util.List;
import org.wangchuan.engine.verdict.Verdict;

/**
 * The technical answer for a phone: what the evidence shows, and why not more. Only {@link PhoneVerdictRules} makes one.
 *
 * @param level the answer, on the scale of drives
 * @param tier what it rests on
 * @param lock whether an account or an organisation holds the phone; an answer of its own
 * @param reasons what kept it from more, the weightiest first; empty if nothing did
 * @param lockReasons what that of the lock rests on, and what could not be checked
 * @param notProved what no evidence of this kind can show
 */
public record PhoneVerdict(
        Verdict.Level level,
        Tier tier,
        Lock lock,
        List<Reason> reasons,
        List<LockReason> lockReasons,
        List<NotProved> notProved) {

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

    /** Why the answer is not more. Codes are stable. */
    public enum Reason {
        /** Nothing was set off. */
        NOT_SET_OFF,
        /** What was there before is there still: it was not reset. */
        STILL_AS_BEFORE,
        /** What is on the cable now is another phone. */
        OTHER_PHONE,
        /** It did not come back. */
        NOT_BACK,
        /** It never went away, as it would have. */
        NEVER_GONE,
        /** Nobody can tell whether it is the same phone. */
        IDENTITY_UNKNOWN,
        /** What has to be known beforehand is not known, or not well enough. */
        NEEDS_UNKNOWN,
        /** What has to be so beforehand is not. */
        NEEDS_CONTRADICTED,
        /** What has to be seen afterwards was not. */
        AFTER_UNKNOWN,
        /** What was seen afterwards speaks against it. */
        AFTER_CONTRADICTED,
        /** A system beside its owner's answered, or is there since it was reset: what was reset may be that one's data alone. */
        SECOND_SYSTEM,
        /** Its system says, or said, that somebody may have changed it: nobody vouches for what it tells. */
        SYSTEM_DOUBTFUL,
        /** Its storage was not filled, or not to the end. */
        NOT_FILLED,
        /** What was read back is not what was written. */
        MISMATCH,
        /** What was free is not what was written, or not all of it was read back. */
        ACCOUNTS_DO_NOT_ADD_UP,
        /** It was filled, and most of its storage was not written over by that, of which nobody knows that it is encrypted. */
        TOO_LITTLE_FILLED,
        /** What no reset changes is otherwise than it was: another phone may have answered, or it told something wrong. */
        OTHERWISE_THAN_BEFORE,
        /** What can be seen of this way looks the same on a phone that was not erased. */
        WAY_SHOWS_TOO_LITTLE,
        /** The clock went back by more than any correction: the record does not say what came first. */
        CLOCK_WENT_BACK
    }

    /** Whether something holds the phone. */
    public enum Lock {
        /** It asked for nobody's account once it was reset, and nothing says otherwise. */
        UNLOCKED,
        LOCKED,
        UNKNOWN
    }

    /** What an answer about the lock rests on. Codes are stable. */
    public enum LockReason {
        /** It says that it asks for its owner's account. */
        RESET_PROTECTION_ON,
        /** Somebody saw, once it was reset, that it asked for nobody's account. */
        RESET_PROTECTION_OFF,
        /** Finding it was on, and nothing shows that it is off. */
        FIND_DEVICE_ON,
        /** It said that finding it is off; some say so and are locked all the same. */
        FIND_DEVICE_OFF,
        /** Accounts were signed in. */
        ACCOUNTS_LEFT,
        /** An organisation manages it, and can lock it again. */
        MANAGED,
        /** Nobody looked whether it asks for an account. */
        RESET_PROTECTION_UNKNOWN,
        /** Nobody knows whether an organisation manages it. */
        MANAGED_UNKNOWN
    }

    /** What stays open whatever the answer is. Codes are stable. */
    public enum NotProved {
        /** A system that was changed can tell anything; only its secure hardware could settle that, and is not asked. */
        PHONES_OWN_WORD,
        /** Neither cable authenticates a phone: a computer in its place can answer all of it. */
        SAME_DEVICE,
        /** That keys are destroyed is what the maker says of its reset; the storage was not read. */
        KEYS_DESTROYED,
        /** This way was never tried on a real phone with this program. */
        NEVER_TRIED,
        /** Of what was overwritten: what its file system keeps back, spare and remapped cells are out of reach. */
        SPARE_CELLS,
        /** What was read back may have come from the phone's memory. */
        PHONES_CACHE,
        /** A card, a SIM or an eSIM that was in it is another medium. */
        CARDS,
        /** It was filled, and most of its storage was not written over by that: what lay there rests on its encryption. */
        MOST_OVERWRITTEN,
        /** It was filled, and is not known to be as new since: nobody saw it reset, or it is set up, or was read over its debug bridge. */
        LEFT_AS_NEW
    }

    public PhoneVerdict {
        reasons = List.copyOf(reasons);
        lockReasons = List.copyOf(lockReasons);
        notProved = List.copyOf(notProved);
    }
}
