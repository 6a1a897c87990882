package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.phone.PhoneRecord.at;
import static org.wangchuan.engine.phone.PhoneRecord.fact;
import static org.wangchuan.engine.phone.PhoneRecord.known;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.job.JobFacts;
import org.wangchuan.engine.phone.job.PhoneCourse;
import org.wangchuan.engine.phone.job.PhoneJob;
import org.wangchuan.engine.phone.job.PhoneStep;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.phone.verdict.PhoneVerdict;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Lock;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.verdict.Verdict.Level;

/** An Android that was seen in its recovery, which calls itself otherwise than its system does; and another phone of the same number, which must not pass for that. */
class PhoneInRecoveryTest {
    /** Where the last look is at the phone as it came back. */
    private static final int AFTER = 9;

    /** Where its system is read before that. */
    private static final int BEFORE = 4;

    private static final Fact BARE = fact(Property.OFFERS, "debugging-alone", Source.USB);
    private static final Fact RECOVERY = fact(Property.MODE, "recovery", Source.ADB);
    private static final Fact SYSTEM = fact(Property.MODE, "system", Source.ADB);
    private static final Fact OTHERWISE = fact(Property.MODEL, "AOSP", Source.USB);
    private static final Fact ITS_OWN = fact(Property.MODEL, "Model 1", Source.USB);

    private static PhoneEvent seen(int minute, Fact... facts) {
        return new PhoneEvent.Seen(known(PhoneRecord.SERIAL), new Facts(List.of(facts)), at(minute));
    }

    private static PhoneEvent gone(int minute) {
        return new PhoneEvent.Gone(at(minute));
    }

    private static PhoneEvent back(int minute) {
        return new PhoneEvent.Back(at(minute));
    }

    /** What its system told before it was set off, and one thing more. */
    private static PhoneEvent before(Fact more) {
        PhoneEvent.Seen before =
                (PhoneEvent.Seen) PhoneRecord.android().events().get(BEFORE);
        return seen(
                3, Stream.concat(before.facts().all().stream(), Stream.of(more)).toArray(Fact[]::new));
    }

    /** All that it told as new, with what its descriptors show. */
    private static PhoneEvent asNew(int minute, Fact... more) {
        PhoneEvent.Seen after = (PhoneEvent.Seen) PhoneRecord.android().events().get(AFTER);
        return seen(
                minute,
                Stream.concat(Stream.of(SYSTEM), Stream.concat(after.facts().all().stream(), Stream.of(more)))
                        .toArray(Fact[]::new));
    }

    /** Up to its first return, of which these are seen. */
    private static PhoneRecord back(PhoneEvent... seen) {
        PhoneRecord all = PhoneRecord.android();
        return all.without(all.events().get(AFTER)::equals).and(seen);
    }

    private static PhoneStep step(PhoneRecord record) {
        return PhoneCourse.step(record.events().subList(0, record.events().size() - 1));
    }

    private static void assertUnknown(PhoneRecord record) throws Exception {
        PhoneVerdict verdict = record.judged();
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).contains(Reason.IDENTITY_UNKNOWN).doesNotContain(Reason.OTHER_PHONE);
        assertThat(verdict.lock()).isEqualTo(Lock.UNKNOWN);
    }

    private static void assertOther(PhoneRecord record) throws Exception {
        PhoneVerdict verdict = record.judged();
        assertThat(verdict.level()).isEqualTo(Level.FAILED);
        assertThat(verdict.reasons()).contains(Reason.OTHER_PHONE);
    }

    /** It goes through its recovery to be reset, for longer or shorter than it takes to ask what runs there. */
    @Test
    void aPhoneThatWasSeenInItsRecoveryIsClearedOnceItsSystemTellsAll() throws Exception {
        Fact model = fact(Property.MODEL, "Phone 1", Source.ADB);
        PhoneRecord asked = back(
                        seen(9, OTHERWISE, BARE),
                        seen(9, OTHERWISE, BARE, RECOVERY, fact(Property.MODEL, "aosp_arm64", Source.ADB)),
                        gone(10),
                        back(11),
                        seen(11, ITS_OWN),
                        asNew(12, ITS_OWN, model))
                .with(BEFORE, before(model));
        PhoneRecord left =
                back(seen(9, OTHERWISE, BARE), gone(9), back(10), seen(10, ITS_OWN, BARE), asNew(11, ITS_OWN, BARE));
        for (PhoneRecord record : List.of(asked, left)) {
            assertThat(record.judged().reasons()).isEmpty();
            assertThat(record.judged().level()).isEqualTo(Level.CLEARED);
        }
    }

    /** What it is asked is what runs there, and nothing is written to it meanwhile. */
    @Test
    void whatMayBeItsRecoveryIsAskedAndLeftAlone() throws Exception {
        PhoneRecord untold = back(seen(9, OTHERWISE, BARE));
        assertThat(step(untold)).isEqualTo(PhoneStep.READ_AGAIN);
        assertUnknown(untold);
        PhoneRecord told = back(seen(9, OTHERWISE, BARE), seen(9, OTHERWISE, BARE, RECOVERY));
        assertThat(step(told)).as("its system is waited for").isEqualTo(PhoneStep.AWAIT_GONE);
        assertUnknown(told);
        PhoneRecord seenByPeople = back(
                seen(9, OTHERWISE, BARE),
                seen(
                        10,
                        fact(Property.SETUP, "done", Source.SEEN),
                        fact(Property.RESET_PROTECTION, "off", Source.SEEN)));
        assertThat(step(seenByPeople)).as("not told to reset it once more").isEqualTo(PhoneStep.CLOSE);
        assertUnknown(seenByPeople);

        MemoryPhoneJournal journal = new MemoryPhoneJournal();
        PhoneJob job = PhoneJob.begin(
                journal,
                new JobFacts(new UUID(1, 2), "wangchuan test", MadeBench.policy()),
                InstantSource.fixed(Instant.parse("2026-11-29T10:00:00Z")),
                new SecureRandom());
        PhoneIdentity mine = known(PhoneRecord.SERIAL);
        job.seen(reading(2));
        job.consented();
        job.seen(reading(4));
        job.choose(TechniqueCatalogue.find("android-reset-read-again").orElseThrow());
        job.setOff("reset", "");
        job.gone();
        job.back();
        job.seen(new Reading(mine, new Facts(List.of(OTHERWISE, BARE)), List.of()));
        assertThat(job.mayTouch(mine)).isFalse();
        job.gone();
        job.back();
        job.seen(new Reading(mine, new Facts(List.of(ITS_OWN, BARE)), List.of()));
        assertThat(job.mayTouch(mine)).isTrue();
    }

    /** Cut off while its recovery was there: what hangs there is asked what it runs before anybody waits for it to leave, unless only the next time on the cable can tell. */
    @Test
    void whoGoesOnAsksWhatRunsThereNow() throws Exception {
        PhoneIdentity mine = known(PhoneRecord.SERIAL);
        for (Fact name : List.of(ITS_OWN, OTHERWISE)) {
            MemoryPhoneJournal journal = new MemoryPhoneJournal();
            InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-29T10:00:00Z"));
            PhoneJob job = PhoneJob.begin(
                    journal,
                    new JobFacts(new UUID(1, 2), "wangchuan test", MadeBench.policy()),
                    clock,
                    new SecureRandom());
            job.seen(new Reading(mine, new Facts(List.of(ITS_OWN)), List.of()));
            job.consented();
            job.seen(reading(4));
            job.choose(TechniqueCatalogue.find("android-reset-read-again").orElseThrow());
            job.setOff("reset", "");
            assertThat(PhoneJob.resume(journal, clock).step())
                    .as("it never left")
                    .isEqualTo(PhoneStep.AWAIT_GONE);
            job.gone();
            job.back();
            job.seen(new Reading(mine, new Facts(List.of(name, BARE)), List.of()));
            job.seen(new Reading(mine, new Facts(List.of(name, BARE, RECOVERY)), List.of()));
            assertThat(job.step()).isEqualTo(PhoneStep.AWAIT_GONE);
            PhoneJob resumed = PhoneJob.resume(journal, clock);
            assertThat(resumed.step())
                    .as(name.value())
                    .isEqualTo(name.equals(ITS_OWN) ? PhoneStep.READ_AGAIN : PhoneStep.AWAIT_GONE);
            if (name.equals(ITS_OWN)) {
                resumed.seen(new Reading(mine, new Facts(List.of(name, BARE)), List.of()));
                assertThat(resumed.step()).as("it is asked").isEqualTo(PhoneStep.READ_AGAIN);
                resumed.seen(new Reading(mine, new Facts(List.of(name, BARE, RECOVERY)), List.of()));
                assertThat(resumed.step()).as("it is still there").isEqualTo(PhoneStep.AWAIT_GONE);
            }
        }
    }

    private static Reading reading(int index) {
        PhoneEvent.Seen seen = (PhoneEvent.Seen) PhoneRecord.android().events().get(index);
        return new Reading(seen.identity(), seen.facts(), List.of());
    }

    /** Another phone that bears the same number, and shows no more than a recovery does. */
    @Test
    void aSwappedPhoneIsFoundAsSoonAsItsSystemTells() throws Exception {
        assertOther(back(seen(9, OTHERWISE, BARE), asNew(10, OTHERWISE, BARE)));
        assertOther(back(
                seen(9, OTHERWISE, BARE),
                seen(9, OTHERWISE, BARE, RECOVERY),
                gone(10),
                back(11),
                asNew(12, OTHERWISE, BARE)));
        assertOther(back(seen(9, OTHERWISE, BARE), gone(10), back(11), seen(12, OTHERWISE)));
        assertOther(back(seen(9, OTHERWISE)));
        PhoneRecord before = PhoneRecord.android().with(2, seen(1, ITS_OWN, BARE));
        assertOther(before.and(asNew(10, OTHERWISE, BARE)));
        PhoneRecord beforeAnything =
                before.into(3, seen(1, OTHERWISE, BARE)); // nothing was set off yet: no recovery is looked for
        assertOther(beforeAnything);
    }

    /** And where it tells nothing, or says that it is a recovery, it is never better than unproven, and its locks are unknown. */
    @Test
    void aSwappedPhoneThatNeverShowsItsSystemProvesNothing() throws Exception {
        PhoneEvent people = seen(
                11, fact(Property.SETUP, "not-done", Source.SEEN), fact(Property.RESET_PROTECTION, "off", Source.SEEN));
        for (PhoneEvent last : List.of(seen(10, OTHERWISE, BARE), seen(10, OTHERWISE, BARE, RECOVERY))) {
            assertUnknown(back(last, people));
            // Also if the phone of the job had told all before, or does so behind it: what people saw was seen of
            // something else.
            assertUnknown(back(asNew(9, ITS_OWN), gone(9), back(10), last, people));
            assertUnknown(back(last, people, gone(12), back(13), asNew(14, ITS_OWN)));
            assertUnknown(back(asNew(9, ITS_OWN), gone(9), back(10), last));
        }
    }

    /** Its number counts in whatever it says that it is, and so does what it tells against itself. */
    @Test
    void anotherNumberIsAnotherPhoneInItsRecoveryToo() throws Exception {
        for (Facts facts : List.of(
                new Facts(List.of(OTHERWISE, BARE)),
                new Facts(List.of(ITS_OWN, BARE, RECOVERY)),
                new Facts(List.of(RECOVERY)))) {
            assertOther(PhoneRecord.android().and(new PhoneEvent.Seen(known(PhoneRecord.OTHER), facts, at(10))));
        }
        PhoneVerdict against = PhoneRecord.android()
                .and(seen(10, BARE, RECOVERY, fact(Property.BOOTLOADER, "unlocked", Source.ADB)))
                .judged();
        assertThat(against.level()).isEqualTo(Level.UNPROVEN);
        assertThat(against.reasons()).contains(Reason.AFTER_CONTRADICTED, Reason.SYSTEM_DOUBTFUL);
    }

    /** A record of before tells nothing of what a phone offers, and is judged as it was. */
    @Test
    void aRecordOfBeforeIsJudgedAsItWas() throws Exception {
        assertOther(back(seen(9, OTHERWISE), gone(10), back(11), asNew(12, ITS_OWN)));
    }
}
