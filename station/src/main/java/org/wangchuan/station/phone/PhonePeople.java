package org.wangchuan.station.phone;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.job.PhoneStep;
import org.wangchuan.engine.phone.plan.OwnersPart;
import org.wangchuan.engine.phone.plan.PhonePlan;
import org.wangchuan.engine.phone.technique.PhoneTechnique;

/**
 * The owner and whoever serves them, at the bench: who is told, and who answers. One phone's lane calls it from one thread; while an answer is waited for
 * that lane waits, and no other.
 */
public interface PhonePeople {
    /**
     * Asks whether the owner agrees that this phone is erased, having been told what kind it is, how long it takes and what it can prove at the best.
     *
     * @param shown what it shows unasked
     * @return false if not: then nothing is asked of the phone or written to it
     */
    boolean consents(Facts shown, PhoneOutlook outlook) throws PeopleAwayException;

    /**
     * Another step is about to be taken; returns at once.
     *
     * @param known what is known of the phone from before anything was set off
     */
    default void at(PhoneStep step, Facts known) {}

    /**
     * A job is gone on with in which something was set off, before any other call; returns at once.
     *
     * @param since what was read of the phone since it was back from that; nothing if it was not read
     */
    default void goneOn(Facts since) {}

    /** Tells something that needs no answer; returns at once. Also called by the thread that speaks to the phone. */
    void tell(PhoneNotice notice);

    /** What the bench has waited for, and did not get. */
    enum Wanted {
        /** Something plugged in there. */
        PLUGGED_IN,
        /** An answer of the phone: another program has it, or it hangs. */
        ANSWER,
        /** That it can be asked over the cable. */
        ASKING_ON,
        /** Its owner's permission on the screen. */
        PERMISSION,
        /** That it goes off the cable. */
        GONE,
        /** That it comes back. */
        BACK,
        /** The same phone on the cable again. */
        SAME_PHONE,
        /** The rest of a fill that was broken off. */
        FILL
    }

    /** What to do when it did not come. */
    enum Answer {
        /** Once more. */
        AGAIN,
        /** Go on without it: then less is shown. */
        WITHOUT,
        /** It ends here, with what is known. */
        END
    }

    /**
     * Asks what to do now.
     *
     * @param hasWithout whether there is a way on without it; where there is none, {@link Answer#WITHOUT} ends it
     */
    Answer goesOn(Wanted missing, boolean hasWithout, Facts known) throws PeopleAwayException;

    /** What people can say of which system a phone runs; an iPhone or iPad shows that it is one. */
    List<String> SYSTEMS = List.of("android", "harmonyos");

    /**
     * Asks which system the phone runs, where it does not tell and is not going to be read. What they say stands in the record as seen by them.
     *
     * @return one of {@link #SYSTEMS}; empty if nobody can tell
     */
    Optional<String> whichSystem(Facts known) throws PeopleAwayException;

    /**
     * Shows in which ways the phone can be erased, and asks for one. What may hold it and what its owner still has to do was told by {@link PhoneNotice.BeforeWay}.
     *
     * @param parts what the owner still has to do, once more, for whoever asks apart from what they tell
     * @return one of the plan's offers; empty if none is wanted
     */
    Optional<PhoneTechnique> choose(PhonePlan plan, List<OwnersPart> parts, Facts known) throws PeopleAwayException;

    /**
     * Asks what only people can see of the phone once it was reset.
     *
     * @param asked what they are to look at, in this order
     * @param known what is known of the phone from before it was reset
     * @return facts that were seen or said; nothing of what nobody knows
     */
    Facts observe(List<Property> asked, Facts known) throws PeopleAwayException;
}
