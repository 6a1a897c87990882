package org.wangchuan.station.phone;

import java.util.Optional;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.phone.contact.JobKeys;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.job.PhoneJob;
import org.wangchuan.engine.phone.job.PhoneJournal;
import org.wangchuan.engine.phone.job.PhoneSecret;
import org.wangchuan.engine.phone.read.Reading;

/**
 * What is done where a job ends before anything was set off, and its owner may have let this bench in: no reset takes away then what it left. Nobody is asked anything:
 * the phone is opened only if it lets this bench in by itself. Not thread-safe.
 */
final class LeaveTaking {
    private final PhoneJob job;
    private final PhoneJournal journal;
    private final JobKeys keys;
    private final PhoneSetting setting;
    private final CableWatch watch;
    private final PhoneTalk talk;

    LeaveTaking(
            PhoneJob job, PhoneJournal journal, JobKeys keys, PhoneSetting setting, CableWatch watch, PhoneTalk talk) {
        this.job = job;
        this.journal = journal;
        this.keys = keys;
        this.setting = setting;
        this.watch = watch;
        this.talk = talk;
    }

    /** Takes the mark away where the phone is to be reached, and tells people what only its owner can take away. */
    void take() {
        boolean isMarked = isMarked();
        if (isMarked || keys.isShownToAndroid() || isReadByPermission()) {
            setting.people().tell(new PhoneNotice.PermissionLeft(isMarked && !isTakenAway()));
        }
    }

    /** Whether it may be: where nobody can read what was kept of it, nobody knows. */
    private boolean isMarked() {
        try {
            return journal.secret(PhoneSecret.TRACES).isPresent();
        } catch (JournalException _) {
            return true;
        }
    }

    /** Whatever is in the way: what ends comes to its end. */
    private boolean isTakenAway() {
        try {
            Optional<PhoneContact> there = watch.seen().there();
            return there.isPresent() && isToBeOpened(there.get()) && talk.takeAway(there.get());
        } catch (JournalException | PeopleAwayException | RuntimeException _) {
            return false;
        }
    }

    /** The one on which it was left, and it would ask nobody. */
    private boolean isToBeOpened(PhoneContact there) {
        Optional<Reading> now = talk.unasked(there).got();
        return now.isPresent() && job.mayTouch(now.get()) && !watch.isNumberShared() && (keys.isLetIn() || hasLetIn());
    }

    private boolean isReadByPermission() {
        return job.history().seen().stream()
                .map(PhoneEvent.Seen::facts)
                .flatMap(facts -> facts.all().stream())
                .anyMatch(fact -> fact.source() == Source.ADB);
    }

    private boolean hasLetIn() {
        return job.history().seen().stream()
                .map(PhoneEvent.Seen::facts)
                .flatMap(facts -> facts.all().stream())
                .anyMatch(LeaveTaking::isPermissionKnown);
    }

    private static boolean isPermissionKnown(Fact fact) {
        return fact.property() == Property.PERMISSION && fact.value().equals("known");
    }
}
