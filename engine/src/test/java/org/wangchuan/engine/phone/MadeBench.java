package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.job.JobFacts;
import org.wangchuan.engine.phone.job.PhoneJob;
import org.wangchuan.engine.phone.job.PhoneSecret;
import org.wangchuan.engine.phone.plan.PhonePlan;
import org.wangchuan.engine.phone.plan.PhonePlanner;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;

/** Does to made phones what is due, and nothing else, as a station would; dies when its journal does. */
final class MadeBench {
    private static final int STEPS_MAX = 60;
    private static final Instant START = Instant.parse("2026-11-29T10:00:00Z");

    final MemoryPhoneJournal journal;
    private final PhoneTechnique technique;
    private final MadePhone owners;
    private Optional<MadePhone> onCable;
    private long seconds;
    private Runnable onFill = () -> {};

    MadeBench(PhoneTechnique technique) {
        this.journal = new MemoryPhoneJournal();
        this.technique = technique;
        this.owners = new MadePhone(technique, "R58M000001X", true);
        this.onCable = Optional.of(owners);
    }

    MadePhone owners() {
        return owners;
    }

    void plug(MadePhone phone) {
        onCable = Optional.of(phone);
    }

    /** Happens in the middle of a fill, once. */
    void onFill(Runnable what) {
        onFill = what;
    }

    static Policy policy() {
        return PolicyCatalogue.find(PolicyCatalogue.DEFAULT_ID).orElseThrow();
    }

    InstantSource clock() {
        return () -> START.plus(Duration.ofSeconds(seconds++));
    }

    PhoneJob begin() throws JournalException {
        PhoneJob job = PhoneJob.begin(
                journal, new JobFacts(new UUID(1, 2), "wangchuan test", policy()), clock(), new SecureRandom());
        journal.keep(PhoneSecret.ADB_KEY, new byte[] {1, 2, 3});
        return job;
    }

    /** Begins or goes on, and works until the record is closed. */
    PhoneEvidence run() throws Exception {
        PhoneJob job = PhoneJob.begun(journal) ? PhoneJob.resume(journal, clock()) : begin();
        for (int i = 0; i < STEPS_MAX; i++) {
            if (doWhatIsDue(job)) {
                return PhoneEvidence.read(journal.evidence());
            }
        }
        throw new AssertionError(
                "no end: " + job.step() + " after " + job.history().events());
    }

    /** Whether the record is closed. */
    boolean doWhatIsDue(PhoneJob job) throws JournalException {
        switch (job.step()) {
            case LOOK -> job.seen(there().unasked(job.digests()));
            case CONSENT -> job.consented();
            case READ -> read(job);
            case CHOOSE -> choose(job);
            case SET_OFF, SET_OFF_AGAIN -> setOff(job);
            case AWAIT_GONE -> awaitGone(job);
            case AWAIT_BACK -> {
                if (onCable.isEmpty()) {
                    onCable = Optional.of(owners);
                }
                job.back();
            }
            case READ_AGAIN -> job.seen(there().after(job.digests()));
            case FILL -> fill(job);
            case OBSERVE -> job.observed(there().screen());
            case CLOSE -> {
                PhoneEvidence closed = job.close();
                assertThat(closed.bytes()).isEqualTo(journal.evidence());
            }
            case CLOSED -> {
                assertThat(journal.secret(PhoneSecret.ADB_KEY)).isEmpty();
                return true;
            }
        }
        return false;
    }

    private MadePhone there() {
        return onCable.orElseThrow();
    }

    private boolean mayTouch(PhoneJob job) {
        return job.mayTouch(there().identity(job.digests()));
    }

    private void read(PhoneJob job) throws JournalException {
        if (mayTouch(job) && technique.id().equals("android-reset-by-hand")) {
            withoutReading(job);
        } else if (mayTouch(job)) {
            there().mark();
            job.seen(there().before(job.digests()));
        } else {
            job.seen(there().unasked(job.digests()));
        }
    }

    /** Its owner can't let it be read: people say which system it runs, and are asked once. */
    private void withoutReading(PhoneJob job) throws JournalException {
        if (job.facts().isSystemSaid()) {
            choose(job);
        } else {
            job.observed(new Facts(List.of(new Fact(Property.SYSTEM, "android", Source.SEEN))));
        }
    }

    private void choose(PhoneJob job) throws JournalException {
        List<String> offered = PhonePlanner.plan(job.facts(), policy()).offers().stream()
                .map(PhonePlan.Offer::technique)
                .map(PhoneTechnique::id)
                .toList();
        assertThat(offered).contains(technique.id());
        job.choose(technique);
    }

    private void setOff(PhoneJob job) throws JournalException {
        if (mayTouch(job)) {
            job.setOff("reset", "");
            there().reset();
            onCable = Optional.empty();
        } else if (job.history().isSetOff()) {
            job.seen(there().unasked(job.digests()));
        } else {
            PhoneEvidence _ = job.close();
        }
    }

    /** What never went after a power cut is set off again, if it is the same; else it is plugged out. */
    private void awaitGone(PhoneJob job) throws JournalException {
        if (onCable.isPresent() && mayTouch(job)) {
            setOff(job);
        } else {
            onCable = Optional.empty();
            job.gone();
        }
    }

    private void fill(PhoneJob job) throws JournalException {
        if (!mayTouch(job)) {
            job.seen(there().unasked(job.digests()));
            return;
        }
        Runnable now = onFill;
        onFill = () -> {};
        MadePhone filling = there();
        now.run();
        if (onCable.isEmpty() || !there().equals(filling)) {
            job.gone(); // pulled in the midst of it: nothing came of it
            return;
        }
        filling.fill();
        job.filled(PhoneRecord.whole());
    }

    void unplug() {
        onCable = Optional.empty();
    }
}
