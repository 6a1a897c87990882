package org.wangchuan.station.phone;

import java.util.List;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.contact.PermissionState;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.plan.OwnersPart;
import org.wangchuan.engine.phone.technique.PhoneTechnique;

/** Something that whoever stands at the bench is told; what they have to do is seen by the cable, and needs no answer. */
public sealed interface PhoneNotice {

    /** Nothing is known to be plugged in there: the phone is to be plugged in, at this place. */
    record PlugIn() implements PhoneNotice {}

    /** It can't be asked over the cable yet: its owner has to turn that on, and where. */
    record TurnOnAsking(Facts known) implements PhoneNotice {}

    /** How far it has let this bench in: whether its owner has to tap, and where. Told from the thread that speaks to the phone. */
    record Permission(PermissionState state, Facts known) implements PhoneNotice {}

    /** What it told once it was allowed. */
    record Told(Facts facts) implements PhoneNotice {}

    /** A way is about to be chosen, by people or by what was ordered: what may hold the phone, and what its owner still has to do. */
    record BeforeWay(List<OwnersPart> parts, Facts known) implements PhoneNotice {
        public BeforeWay {
            parts = List.copyOf(parts);
        }
    }

    /**
     * It is to be reset now, by hand.
     *
     * @param why for the first time, or once more and why
     * @param isResumed whether that was said before the job was interrupted: it may be done already
     */
    record ResetNow(PhoneTechnique technique, Facts known, Why why, boolean isResumed) implements PhoneNotice {}

    /** Why a phone is to be reset. */
    enum Why {
        /** It was not yet. */
        FIRST,
        /** It came back as it was. */
        AS_IT_WAS,
        /** It was filled since: this takes that away. */
        FILLED
    }

    /** The bench is about to tell it to erase itself. */
    record Erasing(PhoneTechnique technique) implements PhoneNotice {}

    /** It went off the cable. */
    record Gone() implements PhoneNotice {}

    /** Something is on the cable again. */
    record Back() implements PhoneNotice {}

    /** What is on the cable now is another phone. */
    record OtherPhone() implements PhoneNotice {}

    /** Nobody can tell whether it is the same phone, so that nothing is written to it. */
    record MayBeOther() implements PhoneNotice {}

    /** Another device on the bench's cables shows its number: from here on nobody can tell the two apart, and nothing is written to it any more. */
    record SameNumber() implements PhoneNotice {}

    /** Its system tells another number than it shows on USB: nobody knows which phone it is, and nothing is written to it any more. */
    record TwoNumbers() implements PhoneNotice {}

    /** After an interruption nobody can tell whether it is the same phone: it is to be unplugged and plugged in again, and nothing else done to it. */
    record PlugInAgain() implements PhoneNotice {}

    /** It could not be asked. */
    record NotTold(ContactException.Code code) implements PhoneNotice {}

    /**
     * The job ended before anything was set off, and its owner may have allowed this bench to ask: no reset takes that away.
     *
     * @param isMarkLeft whether what was left on it may be there still, since it was not to be reached, or does not say that it is gone
     */
    record PermissionLeft(boolean isMarkLeft) implements PhoneNotice {}

    /** The job is over, and an iPhone or iPad that could not be asked may keep its pairing with this bench; nobody has the key of that any more. */
    record PairingLeft() implements PhoneNotice {}

    /** The job is over, and usbmuxd holds a pairing with this iPhone or iPad that is not of this job, and the key to it: this program does not delete it. */
    record OtherRecord() implements PhoneNotice {}

    /**
     * The work is over, and the phone was read over its debug bridge since its last reset, so that it is past its setup and still lets itself be asked. It is to be reset
     * once more before it is handed on; that stands in no record.
     */
    record StillAsking() implements PhoneNotice {}

    /**
     * How far the filling is.
     *
     * @param isVerifying whether it reads back, or still writes
     */
    record Filling(boolean isVerifying, long doneBytes, long allBytes) implements PhoneNotice {}

    /** This program's filler does not run on it: its own shell fills it, as it did before there was one. The record names which it was. */
    record FilledByShell() implements PhoneNotice {}
}
