package org.wangchuan.station.phone;

import java.util.Optional;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Sameness;
import org.wangchuan.engine.phone.job.PhoneJob;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.usb.SerialNumber;
import org.wangchuan.station.phone.PhonePeople.Answer;
import org.wangchuan.station.phone.PhonePeople.Wanted;

/** Looks at what is on the cable, without its owner's permission, once for each time that something is plugged in. Not thread-safe. */
final class PhoneSight {
    /** A cable that falls out and in again and again fills no record. */
    private static final int LOOKS_MAX = 300;

    private final PhoneJob job;
    private final PhoneSetting setting;
    private final CableWatch watch;
    private final PhoneTalk talk;
    private boolean isLookedAt;
    private int looks;
    private Optional<SerialNumber> printed = Optional.empty();
    private Optional<String> serial = Optional.empty();
    private PhoneIdentity identity = PhoneIdentity.NONE;
    private Optional<Reading> latest = Optional.empty();

    PhoneSight(PhoneJob job, PhoneSetting setting, CableWatch watch, PhoneTalk talk) {
        this.job = job;
        this.setting = setting;
        this.watch = watch;
        this.talk = talk;
    }

    /** What came of looking. */
    enum Found {
        /** It is there, and has been looked at. */
        THIS,
        /** Not this time. */
        NOT_YET,
        /** Nobody wants to wait any longer. */
        ENOUGH
    }

    /** The number that its box bears, in the clear, as of the last look at this very phone that told it; what its descriptors show, where it told none. */
    Optional<String> serial() {
        return serial;
    }

    /** What it showed anybody at the last look; not all of it is in the record. */
    Optional<Reading> latest() {
        return latest;
    }

    /** By what it was known at the last look. */
    PhoneIdentity identity() {
        return identity;
    }

    void forget() {
        watch.forget();
        isLookedAt = false;
    }

    void take(PhoneContact contact) {
        watch.take(contact);
        isLookedAt = false;
    }

    /** Whether what is there was looked at in this run, and is there still. */
    boolean isSeenUnasked() {
        return isLookedAt && watch.present().isPresent();
    }

    /** Before anything is set off: whether the phone of this job is there. Another one is sent away, and no part of the record. */
    Found recognise() throws JournalException, PeopleAwayException {
        if (isSeenUnasked()) {
            return Found.THIS;
        }
        if (watch.present().isEmpty()) {
            Optional<Found> missing = waitForOne();
            if (missing.isPresent()) {
                return missing.get();
            }
        }
        Optional<PhoneContact> contact = watch.present();
        Optional<Reading> reading = contact.isPresent() ? unasked(contact.get()) : Optional.empty();
        if (reading.isEmpty()) {
            return noAnswer();
        }
        PhoneIdentity now = reading.get().identity();
        if (now.compared(job.history().identity()) == Sameness.OTHER) {
            return sendAway(new PhoneNotice.OtherPhone());
        }
        if (!job.history().isConsented()) {
            job.seen(reading.get());
        } else if (!job.mayTouch(
                now)) { // not recorded: once its owner agreed, what it tells with permission is what is due
            return sendAway(new PhoneNotice.MayBeOther());
        }
        isLookedAt = true;
        return Found.THIS;
    }

    private Optional<Found> waitForOne() throws PeopleAwayException {
        if (watch.looked().there().isEmpty()) {
            setting.people().tell(new PhoneNotice.PlugIn());
        }
        Optional<PhoneContact> came = watch.await(setting.times().owners());
        if (came.isPresent()) {
            take(came.get());
            return Optional.empty();
        }
        return Optional.of(again(Wanted.PLUGGED_IN));
    }

    private Found sendAway(PhoneNotice why) throws PeopleAwayException {
        setting.people().tell(why);
        boolean isTakenAway = watch.awaitGone(setting.times().owners());
        forget();
        return isTakenAway ? Found.NOT_YET : again(Wanted.SAME_PHONE);
    }

    /** Once something was set off: looks at what is there, and records it, whichever phone it is; but for another that was hung there during an interruption. */
    Found lookAtWhatIsThere() throws JournalException, PeopleAwayException {
        if (isSeenUnasked()) {
            return Found.THIS;
        }
        Optional<PhoneContact> contact = watch.hasTaken() ? watch.present() : watch.now();
        if (contact.isEmpty()) {
            return Found.NOT_YET;
        }
        take(contact.get());
        Optional<Reading> reading = unasked(contact.get());
        if (reading.isEmpty()) {
            return noAnswer();
        }
        if (!job.isLookedAt() && isOther(reading.get().identity())) {
            // While nobody was here somebody has used the place: that one is sent away, and no part of the record.
            return sendAway(new PhoneNotice.OtherPhone());
        }
        job.seen(reading.get());
        isLookedAt = true;
        return Found.THIS;
    }

    /** Whether this is another than any that was seen in this job. */
    boolean isOther(PhoneIdentity now) {
        return job.history().identities().stream().anyMatch(seen -> seen.compared(now) == Sameness.OTHER);
    }

    private boolean isOfThisJob(PhoneIdentity now) {
        return now.compared(job.history().identity()) == Sameness.SAME && !isOther(now);
    }

    /** What it shows to anybody, now. */
    Optional<Reading> unasked(PhoneContact contact) throws JournalException, PeopleAwayException {
        if (++looks > LOOKS_MAX) {
            throw new PeopleAwayException("the phone was looked at more than " + LOOKS_MAX + " times");
        }
        PhoneTalk.Told<Reading> told = talk.unasked(contact);
        told.code().ifPresent(code -> setting.people().tell(new PhoneNotice.NotTold(code)));
        if (told.got().isPresent()) {
            Reading reading = told.got().get();
            // One that keeps silent for once is no other phone, and stays what it was claimed as.
            boolean isSame = reading.identity().compared(identity) == Sameness.SAME;
            printed = reading.printed().or(() -> isSame ? printed : Optional.empty());
            serial = printed.or(contact.device()::serial).map(SerialNumber::shown);
            identity = reading.identity();
            latest = Optional.of(reading);
            if (isOfThisJob(identity) && !watch.isNumberShared()) {
                watch.found();
            }
        }
        return told.got();
    }

    private Found noAnswer() throws PeopleAwayException {
        return watch.isGone() ? Found.NOT_YET : again(Wanted.ANSWER);
    }

    private Found again(Wanted missing) throws PeopleAwayException {
        Answer answer = setting.people().goesOn(missing, false, job.facts());
        return answer == Answer.AGAIN ? Found.NOT_YET : Found.ENOUGH;
    }
}
