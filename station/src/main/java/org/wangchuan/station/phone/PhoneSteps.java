package org.wangchuan.station.phone;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.contact.EraseAnswer;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Sameness;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.job.PeoplesLook;
import org.wangchuan.engine.phone.job.PhoneCourse;
import org.wangchuan.engine.phone.job.PhoneJob;
import org.wangchuan.engine.phone.job.PhoneStep;
import org.wangchuan.engine.phone.plan.OwnersPart;
import org.wangchuan.engine.phone.plan.PhonePlan;
import org.wangchuan.engine.phone.plan.PhonePlanner;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.station.phone.PhonePeople.Answer;
import org.wangchuan.station.phone.PhonePeople.Wanted;
import org.wangchuan.station.receipt.ClaimsOfPhone;

/**
 * One phone from its first look to its complete record: does whatever {@link PhoneJob#step} says is due, until the record is closed or nothing was begun. What
 * comes next the record alone says; what is kept here besides is only what need not be asked twice in one run. One thread.
 */
final class PhoneSteps {
    private static final String BY_HAND = "reset by hand on the phone";
    private static final String BY_BENCH = "told to erase itself";

    /** Why an answer is missing though what was sent may have arrived. */
    private static final Set<ContactException.Code> MAY_HAVE_HEARD = Set.of(
            ContactException.Code.GONE,
            ContactException.Code.TIMEOUT,
            ContactException.Code.PROTOCOL,
            ContactException.Code.ENDED);

    private final PhoneJob job;
    private final PhoneSetting setting;
    private final PhoneSight sight;
    private final CableWatch watch;
    private final PhoneTalk talk;
    private final PhonePeople people;
    private final PhoneSigning signing;
    private final LastLook last;
    private boolean isClaimed;
    private Optional<String> claimedAs = Optional.empty();
    private long claimedPlugging;
    private Optional<String> comparedAs = Optional.empty();
    private boolean isResumed;
    private boolean isWithoutReading;
    private boolean isReadSinceBack;
    private boolean isNotDoingIt;
    private boolean isOtherFound;
    private PhoneEnd.@Nullable Reason given;

    PhoneSteps(PhoneJob job, PhoneSetting setting, CableWatch watch, PhoneTalk talk, PhoneSigning signing) {
        this.job = job;
        this.setting = setting;
        this.watch = watch;
        this.talk = talk;
        this.people = setting.people();
        this.signing = signing;
        this.sight = new PhoneSight(job, setting, watch, talk);
        this.last = new LastLook(job, watch, talk);
        this.isResumed = setting.order().resumed().isPresent();
        // They are asked where it is not read: that was chosen before the interruption.
        this.isWithoutReading = isResumed && job.facts().isSystemSaid();
    }

    /**
     * Goes on until the record is complete.
     *
     * @return why nothing was begun, if nothing was; then nothing was set off
     * @throws PeopleAwayException if nobody answers: what is recorded can be gone on with
     */
    Optional<PhoneEnd.Reason> run() throws IOException, JournalException, PeopleAwayException {
        if (isResumed && job.history().isSetOff()) {
            people.goneOn(readSince());
        }
        while (given == null) {
            watch.requireGoingOn();
            setting.moments().at(PhoneMoment.STEP);
            lookForAnotherOfItsNumber();
            if (given != null) {
                break;
            }
            PhoneStep due = job.step();
            people.at(due, job.facts());
            switch (due) {
                case LOOK -> look();
                case CONSENT -> consent();
                case READ -> read();
                case CHOOSE -> choose();
                case SET_OFF, SET_OFF_AGAIN -> setOff();
                case AWAIT_GONE -> awaitGone();
                case AWAIT_BACK -> awaitBack();
                case READ_AGAIN -> readAgain();
                case FILL -> fill();
                case OBSERVE -> observe();
                case CLOSE -> close();
                case CLOSED -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(given);
    }

    /**
     * Closes what was set off as it is, as any other end does: nobody goes on with it. Nobody is asked anything, and the phone only what it shows anybody.
     *
     * @return that it was given up, where nothing was set off
     * @throws PeopleAwayException if somebody wishes to stop
     */
    Optional<PhoneEnd.Reason> giveUp() throws JournalException, PeopleAwayException {
        if (!job.history().isSetOff()) {
            return Optional.of(PhoneEnd.Reason.GIVEN_UP);
        }
        close();
        return Optional.empty();
    }

    /** Once something was set off it is recorded: what comes back is known by no number any more. Before that nothing is begun. */
    private void lookForAnotherOfItsNumber() throws JournalException {
        if (!watch.isNumberShared() || job.history().isClosed() || job.history().isNumberShared()) {
            return;
        }
        if (job.history().isSetOff()) {
            job.numberShared();
            people.tell(new PhoneNotice.SameNumber());
        } else {
            given = PhoneEnd.Reason.SAME_NUMBER;
        }
    }

    private Facts readSince() {
        Facts out = Facts.NONE;
        for (PhoneEvent.Seen seen : job.history().everSince()) {
            out = out.with(seen.facts());
        }
        return out;
    }

    // -- before anything is set off

    private void look() throws JournalException, PeopleAwayException {
        boolean isNameless = sight.isSeenUnasked();
        switch (sight.recognise()) {
            case THIS -> {
                // It was asked for all that it shows, and is known by nothing: nobody could tell it from another.
                if (isNameless) {
                    given = PhoneEnd.Reason.NAMELESS;
                }
            }
            case NOT_YET -> {}
            case ENOUGH -> given = PhoneEnd.Reason.NO_PHONE;
        }
    }

    /** Whether the phone of this job is on the cable; if nobody waits for it any longer, that is the end. */
    private boolean isRecognised() throws JournalException, PeopleAwayException {
        PhoneSight.Found found = sight.recognise();
        if (found == PhoneSight.Found.ENOUGH) {
            given = PhoneEnd.Reason.NO_PHONE;
        }
        return found == PhoneSight.Found.THIS;
    }

    private void consent() throws JournalException, PeopleAwayException {
        if (!isRecognised() || job.step() != PhoneStep.CONSENT || !isOfItsOrder()) {
            return; // what was plugged in anew may be another by its name
        }
        Optional<PhoneOutlook> outlook = PhoneOutlook.of(job.facts());
        if (outlook.isEmpty()) {
            given = PhoneEnd.Reason.NO_WAY;
        } else if (people.consents(job.facts(), outlook.get())) {
            job.consented();
        } else {
            given = PhoneEnd.Reason.DECLINED;
        }
    }

    private void read() throws JournalException, PeopleAwayException {
        if (!isRecognised() || job.step() != PhoneStep.READ) {
            return; // after an interruption to be looked at is all that was wanted
        }
        if (isWithoutReading) {
            withoutReading();
        } else if (isOfItsOrder()) { // also of a job of before that was agreed to without that
            ask(true);
        }
    }

    /** Each way needs to know its system. Where neither the cable nor anybody has told it, people are asked, once: what they say stays. */
    private void withoutReading() throws JournalException, PeopleAwayException {
        // Since its owner agreed it may have shown more than it did before.
        Optional<Reading> shown = sight.latest()
                .filter(reading ->
                        reading.facts().isSystemTold() && !job.facts().isSystemTold())
                .filter(job::mayTouch);
        if (shown.isPresent()) {
            job.seen(shown.get());
        }
        if (!isSystemKnown(job.facts())) {
            Optional<String> named = people.whichSystem(job.facts());
            if (watch.isGone()) {
                goneMeanwhile(true);
                return; // of what people looked at nobody knows what it was
            }
            if (named.isPresent()) {
                job.observed(new Facts(List.of(new Fact(Property.SYSTEM, named.get(), Source.SEEN))));
            }
        }
        choose();
    }

    private static boolean isSystemKnown(Facts known) {
        return known.isSystemTold() || known.isSystemSaid() || known.isApplesByDescriptors();
    }

    /** Before anybody lets it be read: its owner's word is for the phone of the order. What shows no number is compared when it is claimed. */
    private boolean isOfItsOrder() throws PeopleAwayException {
        Optional<String> serial = named();
        if (setting.order().task().isEmpty() || serial.isEmpty() || serial.equals(comparedAs)) {
            return true;
        }
        if (!setting.order().task().get().claim().isItsPhone(serial)) {
            given = PhoneEnd.Reason.NOT_CLAIMED;
            return false;
        }
        comparedAs = serial;
        return true;
    }

    private void choose() throws JournalException, PeopleAwayException {
        if (!isRecognised()) {
            return;
        }
        PhonePlan plan = PhonePlanner.plan(job.facts(), setting.policy());
        List<OwnersPart> parts = OwnersPart.of(job.facts());
        people.tell(new PhoneNotice.BeforeWay(parts, job.facts())); // a way that was ordered takes no lock away
        Optional<String> wanted = setting.order().technique();
        Optional<PhoneTechnique> chosen = wanted.isPresent()
                ? plan.offers().stream()
                        .map(PhonePlan.Offer::technique)
                        .filter(one -> one.id().equals(wanted.get()))
                        .findFirst()
                : people.choose(plan, parts, job.facts());
        if (chosen.isPresent()) {
            job.choose(chosen.get());
        } else {
            given = wanted.isPresent() ? PhoneEnd.Reason.NOT_OFFERED : PhoneEnd.Reason.NOT_CHOSEN;
        }
    }

    /** For the first time, once more because it came back as it was, or for the last time once it was filled. */
    private void setOff() throws IOException, JournalException, PeopleAwayException {
        PhoneTechnique technique = technique();
        boolean isAgain = job.history().isSetOff();
        Optional<PhoneContact> contact = toTouch(isAgain);
        if (contact.isEmpty()) {
            return;
        }
        boolean byBench = technique.by() == PhoneTechnique.By.BENCH;
        if (isAgain && byBench && isToBeClaimedAgain()) {
            claimAgain();
            return; // as below
        }
        if (!isAgain) {
            if (!isClaimed(contact.get())) {
                claim(contact.get());
                return; // that may have taken a while: what hangs there is looked at once more
            }
            signing.start(job.history().events(), sight.serial());
        }
        talk.aboutToSetOff();
        // Recorded before it is done: after a crash in between it counts as set off, which raises nothing.
        job.setOff(byBench ? BY_BENCH : BY_HAND, "");
        setting.moments().at(PhoneMoment.SET_OFF);
        isResumed = false;
        if (byBench) {
            tellToErase(contact.get());
        } else {
            people.tell(new PhoneNotice.ResetNow(technique, job.facts(), why(isAgain), false));
        }
    }

    /** The last moment at which whoever ordered this can take it back. */
    private void claim(PhoneContact contact) throws IOException, PeopleAwayException {
        Optional<String> serial = named();
        if (setting.order().task().orElseThrow().claim().isGranted(serial)) {
            isClaimed = true;
            claimedAs = serial;
            claimedPlugging = contact.plugging();
        } else {
            given = PhoneEnd.Reason.NOT_CLAIMED;
        }
    }

    /** Whether this run has not asked yet if anybody still wants what an earlier one has set off. */
    private boolean isToBeClaimedAgain() {
        return setting.order().task().isPresent() && !isClaimed;
    }

    /** The task may have been given up while nobody was here to hear of it; then the phone is told nothing more, and what is recorded is closed as it is. */
    private void claimAgain() throws IOException, JournalException, PeopleAwayException {
        isClaimed = setting.order().task().orElseThrow().claim().isStillGranted(named());
        if (!isClaimed) {
            close();
        }
    }

    /** Claimed is what the statement will name, and for this time on the cable: of one that was away meanwhile nobody knows whether it is still wanted. */
    private boolean isClaimed(PhoneContact contact) {
        return setting.order().task().isEmpty()
                || (isClaimed && claimedAs.equals(named()) && claimedPlugging == contact.plugging());
    }

    /** The number that the start will name it by. */
    private Optional<String> named() {
        return ClaimsOfPhone.phone(job.history().events(), sight.serial()).serial();
    }

    /** Whoever says no, or was not asked, is not waited for as long as whoever may be at it. */
    private void tellToErase(PhoneContact contact) throws JournalException, PeopleAwayException {
        people.tell(new PhoneNotice.Erasing(technique()));
        PhoneTalk.Told<EraseAnswer> answer = talk.erase(contact);
        setting.moments().at(PhoneMoment.SENT);
        Optional<ContactException.Code> no = answer.got()
                .filter(got -> got.kind() == EraseAnswer.Kind.REFUSED)
                .map(_ -> ContactException.Code.REFUSED)
                .or(answer::code);
        no.ifPresent(code -> people.tell(new PhoneNotice.NotTold(code)));
        isNotDoingIt = no.filter(code -> !MAY_HAVE_HEARD.contains(code)).isPresent();
        if (answer.got().isPresent()) {
            job.setOff(answer.got().get().command(), answer.got().get().answer());
        } else {
            job.setOff(
                    BY_BENCH,
                    "none: " + answer.code().map(ContactException.Code::id).orElse("stopped"));
        }
    }

    /** Once more, if what hangs there now is known to be the phone of this job. */
    private void tellAgainToErase() throws IOException, JournalException, PeopleAwayException {
        Optional<PhoneContact> contact = thisOne();
        if (contact.isPresent() && isToBeClaimedAgain()) {
            claimAgain();
            if (!isClaimed) {
                return;
            }
            contact = thisOne(); // that may have taken a while
        }
        if (contact.isPresent()) {
            tellToErase(contact.get());
        }
    }

    /** What hangs there now, if it is known to be the phone of this job. */
    private Optional<PhoneContact> thisOne() throws JournalException, PeopleAwayException {
        Optional<PhoneContact> contact = watch.seen().there();
        Optional<Reading> now = contact.isPresent() ? sight.unasked(contact.get()) : Optional.empty();
        boolean isThisOne = now.isPresent() && job.mayTouch(now.get()) && !watch.isNumberShared();
        return isThisOne ? contact : Optional.empty();
    }

    /** Whether nobody knows that the phone was ever told: the record ends with what was to be sent. */
    private boolean isTellingCutOff() {
        return job.history().events().getLast() instanceof PhoneEvent.SetOff last
                && last.command().equals(BY_BENCH)
                && last.answer().isEmpty();
    }

    /** The phone of this job, as of this moment; empty if it is not there, or may be another. */
    private Optional<PhoneContact> toTouch(boolean isAfterwards) throws JournalException, PeopleAwayException {
        boolean isThere = isAfterwards ? isSeenAfterwards() : isRecognised();
        Optional<PhoneContact> contact = isThere ? watch.present() : Optional.empty();
        if (contact.isEmpty()) {
            return Optional.empty();
        }
        Optional<Reading> now = sight.unasked(contact.get());
        if (now.isEmpty()) {
            unanswered(isAfterwards);
            return Optional.empty();
        }
        if (watch.isNumberShared()) {
            return Optional.empty(); // the next step says so
        }
        if (job.mayTouch(now.get())) {
            return contact;
        }
        people.tell(new PhoneNotice.MayBeOther());
        if (isAfterwards) {
            close();
        } else {
            given = PhoneEnd.Reason.OTHER_PHONE;
        }
        return Optional.empty();
    }

    /** It has shown itself in this run and does so no more: nobody looks at it again and again without a word. One that has left is the next step's. */
    private void unanswered(boolean isAfterwards) throws JournalException, PeopleAwayException {
        if (watch.awaitGone(setting.times().settling())
                || people.goesOn(Wanted.ANSWER, false, job.facts()) == Answer.AGAIN) {
            return;
        }
        if (isAfterwards) {
            close();
        } else {
            given = PhoneEnd.Reason.NO_PHONE;
        }
    }

    // -- the reset

    private void awaitGone() throws IOException, JournalException, PeopleAwayException {
        PhoneTechnique technique = technique();
        if (!watch.hasTaken()) {
            // After an interruption nobody knows whether what is there is what was there.
            PhoneCable.Seen seen = watch.seen();
            if (seen.there().isEmpty()) {
                notThere(seen, isOtherFound, Wanted.GONE);
                return;
            }
            PhoneContact there = seen.there().get();
            sight.take(there);
            if (!isTheOneToReset(there, technique)) {
                return;
            }
            if (isTellingCutOff()) {
                tellAgainToErase();
                if (job.step() != PhoneStep.AWAIT_GONE) {
                    return; // nobody wants it any more
                }
            }
        }
        if (watch.awaitGone(
                isNotDoingIt ? setting.times().settling() : setting.times().going())) {
            gone();
        } else if (people.goesOn(Wanted.GONE, false, job.facts()) != Answer.AGAIN) {
            close();
        } else if (technique.by() == PhoneTechnique.By.BENCH) {
            tellAgainToErase();
        }
    }

    /**
     * Says what is to be done with what hangs there after an interruption. It may be anybody's: only of the phone that its owner agreed to it is said that it is
     * to be reset.
     *
     * @return false if it was another, which has been seen to
     */
    private boolean isTheOneToReset(PhoneContact there, PhoneTechnique technique)
            throws JournalException, PeopleAwayException {
        Optional<Reading> now = sight.unasked(there);
        if (now.filter(one -> sight.isOther(one.identity())).isPresent()) {
            people.tell(new PhoneNotice.OtherPhone());
            isOtherFound = true;
            if (watch.awaitGone(setting.times().owners())
                    || people.goesOn(Wanted.SAME_PHONE, false, job.facts()) == Answer.AGAIN) {
                sight.forget();
            } else {
                close();
            }
            return false;
        }
        isOtherFound = false;
        if (technique.by() == PhoneTechnique.By.HAND) {
            people.tell(
                    now.filter(job::mayTouch).isPresent()
                            ? new PhoneNotice.ResetNow(technique, job.facts(), why(false), isResumed)
                            : new PhoneNotice.PlugInAgain());
        }
        return true;
    }

    /**
     * That it goes is what its reset is known by: nobody says so who does not know. The phone of a job of before may hang in the other of two sockets that were taken for one.
     *
     * @param wasOthers whether another hung in its place
     * @param missing what people are asked for, unless it may hang elsewhere
     */
    private void notThere(PhoneCable.Seen seen, boolean wasOthers, Wanted missing)
            throws JournalException, PeopleAwayException {
        boolean isElsewhere = wasOthers || (!watch.hasTaken() && watch.isOneOfTwo());
        if (seen.isNothing() && !isElsewhere) {
            gone();
        } else if (people.goesOn(isElsewhere ? Wanted.PLUGGED_IN : missing, false, job.facts()) != Answer.AGAIN) {
            close();
        }
    }

    private void gone() throws JournalException {
        job.gone();
        sight.forget();
        isReadSinceBack = false;
        people.tell(new PhoneNotice.Gone());
    }

    private void awaitBack() throws JournalException, PeopleAwayException {
        Optional<PhoneContact> contact = watch.await(setting.times().coming());
        if (contact.isPresent()) {
            job.back();
            sight.take(contact.get());
            people.tell(new PhoneNotice.Back());
        } else if (people.goesOn(Wanted.BACK, false, job.facts()) != Answer.AGAIN) {
            close();
        }
    }

    // -- afterwards

    private void readAgain() throws JournalException, PeopleAwayException {
        if (!isSeenAfterwards() || job.step() != PhoneStep.READ_AGAIN) {
            return;
        }
        if (isWithoutReading || isReadSinceBack) {
            observe(); // what it did not tell the first time it tells no other time
        } else {
            ask(false);
        }
    }

    private void fill() throws JournalException, PeopleAwayException {
        Optional<PhoneContact> contact = toTouch(true);
        if (contact.isEmpty()) {
            return;
        }
        PhoneTalk.Told<FillOutcome> outcome = talk.fill(contact.get());
        boolean isWrong = outcome.got().filter(one -> !one.wrong().isEmpty()).isPresent();
        if (!isWrong) {
            watch.requireGoingOn(); // one that was stopped is gone on with, and no record of a whole one
        } // but what was found wrong is recorded first, whoever asked to stop: gone on with it might look right
        if (outcome.got().isPresent()) {
            setting.moments().at(PhoneMoment.FILLED);
            job.filled(outcome.got().get());
        } else if (!outcome.isGone() && !watch.isGone()) {
            outcome.code().ifPresent(code -> people.tell(new PhoneNotice.NotTold(code)));
            if (people.goesOn(Wanted.FILL, false, job.facts()) != Answer.AGAIN) {
                close();
            }
        }
    }

    private void observe() throws JournalException, PeopleAwayException {
        if (!isSeenAfterwards()) {
            return;
        }
        Facts said = people.observe(PeoplesLook.of(job.history()), job.facts());
        if (said.all().isEmpty()) {
            close(); // nobody can say anything
        } else if (watch.isGone()) {
            gone(); // of what people looked at meanwhile nobody knows what it was: they are asked once more when it is
            // back
        } else {
            job.observed(said);
        }
    }

    /** What it is at its end counts: one that was unplugged meanwhile is not there, nor is one that nobody has seen since an interruption. */
    private void close() throws JournalException, PeopleAwayException {
        if (!job.history().isSetOff()) {
            // Nothing was done to any phone: there is nothing to close or to sign, whatever the record has come to.
            if (job.history().isNumberContradicted()) {
                given = PhoneEnd.Reason.TWO_NUMBERS; // said when it was found
                return;
            }
            boolean isDoubtful = PhoneCourse.isDoubtfulBefore(job.history());
            if (isDoubtful) {
                people.tell(new PhoneNotice.MayBeOther());
            }
            boolean isOther = isDoubtful || job.sameness() == Sameness.OTHER;
            given = isOther ? PhoneEnd.Reason.OTHER_PHONE : PhoneEnd.Reason.NO_RECORD;
            return;
        }
        if (!job.history().isClosed() && !job.history().isGone() && !last.findsIt()) {
            job.gone();
        }
        if (isStillAsking()) {
            people.tell(new PhoneNotice.StillAsking());
        }
        lookForAnotherOfItsNumber();
        talk.settle();
        PhoneEvidence _ = job.close();
    }

    /** Whether what hangs there was read over its debug bridge since it came back from its last reset. */
    private boolean isStillAsking() {
        return job.history().isBack()
                && job.history().lastOnCable().stream()
                        .flatMap(seen -> seen.facts().all().stream())
                        .anyMatch(fact -> fact.source() == Source.ADB);
    }

    /** Once something was set off: whether what is on the cable has been looked at; what goes and comes is recorded, whoever it is. */
    private boolean isSeenAfterwards() throws JournalException, PeopleAwayException {
        PhoneCable.Seen seen = watch.seen();
        if (seen.there().isEmpty()) {
            notThere(seen, false, Wanted.ANSWER);
            return false;
        }
        switch (sight.lookAtWhatIsThere()) {
            case THIS -> {
                if (job.sameness() != Sameness.OTHER) {
                    return true;
                }
                people.tell(new PhoneNotice.OtherPhone());
                close();
            }
            case NOT_YET -> {}
            case ENOUGH -> close();
        }
        return false;
    }

    // -- asking

    /** Reads what it tells to whom its owner has allowed it; before, with the mark left. */
    private void ask(boolean isBefore) throws JournalException, PeopleAwayException {
        Optional<PhoneContact> contact = watch.present();
        if (contact.isEmpty()) {
            return;
        }
        boolean mayMark = isBefore && job.mayTouch(sight.identity());
        PhoneTalk.Told<Reading> told = talk.read(contact.get(), mayMark, job.facts());
        if (told.got().isPresent()) {
            job.seen(told.got().get());
            isReadSinceBack = !isBefore;
            people.tell(new PhoneNotice.Told(told.got().get().facts()));
            if (job.history().isNumberContradicted()) {
                people.tell(new PhoneNotice.TwoNumbers());
            }
        } else if (told.isGone() || watch.isGone()) {
            goneMeanwhile(isBefore);
        } else if (told.isAskingOff()) {
            goOn(isBefore, untilAskingIsOn(isBefore));
        } else {
            told.code().ifPresent(code -> people.tell(new PhoneNotice.NotTold(code)));
            goOn(isBefore, people.goesOn(told.wanted(), true, job.facts()));
        }
    }

    private void goOn(boolean isBefore, Answer next) throws JournalException, PeopleAwayException {
        switch (next) {
            case AGAIN -> {}
            case WITHOUT -> isWithoutReading = true;
            case END -> {
                if (isBefore) {
                    given = PhoneEnd.Reason.NO_PHONE;
                } else {
                    close();
                }
            }
        }
    }

    /** Turning it on makes the phone show itself anew: that is what is waited for. */
    private Answer untilAskingIsOn(boolean isBefore) throws JournalException, PeopleAwayException {
        people.tell(new PhoneNotice.TurnOnAsking(job.facts()));
        if (watch.awaitGone(setting.times().owners())) {
            goneMeanwhile(isBefore);
            return Answer.AGAIN;
        }
        return people.goesOn(Wanted.ASKING_ON, true, job.facts());
    }

    /** Before anything is set off it may come and go, and no record has a word for that. */
    private void goneMeanwhile(boolean isBefore) throws JournalException {
        if (isBefore) {
            sight.forget();
        } else {
            gone();
        }
    }

    private PhoneTechnique technique() {
        return job.history().technique().orElseThrow(() -> new IllegalStateException("no technique is chosen"));
    }

    /** @param isAgain whether it was to be reset before, and that is over */
    private PhoneNotice.Why why(boolean isAgain) {
        if (job.history().filled().isPresent()) {
            return PhoneNotice.Why.FILLED;
        }
        return isAgain ? PhoneNotice.Why.AS_IT_WAS : PhoneNotice.Why.FIRST;
    }
}
