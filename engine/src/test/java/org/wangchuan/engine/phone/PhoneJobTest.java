package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.engine.phone.PhoneRecord.fact;

import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEventWriter;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Sameness;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.job.JobFacts;
import org.wangchuan.engine.phone.job.PhoneCourse;
import org.wangchuan.engine.phone.job.PhoneJob;
import org.wangchuan.engine.phone.job.PhoneSecret;
import org.wangchuan.engine.phone.job.PhoneStep;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;

@Execution(ExecutionMode.CONCURRENT)
class PhoneJobTest {
    private static final int SEED = 20_261_129;
    private static final int RUNS = 120;
    private static final int CALLS = 40;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-29T10:00:00.9Z"));
    private static final PhoneIdentity MINE = PhoneRecord.known(PhoneRecord.SERIAL);
    private static final PhoneIdentity OTHER = PhoneRecord.known(PhoneRecord.OTHER);
    private static final Facts OBSERVED = new Facts(List.of(fact(Property.SETUP, "not-done", Source.SEEN)));

    private MemoryPhoneJournal journal = new MemoryPhoneJournal();
    private PhoneJob job = newJob(journal);

    @BeforeEach
    void begin() {
        journal = new MemoryPhoneJournal();
        job = newJob(journal);
    }

    private static JobFacts facts() {
        return new JobFacts(new UUID(1, 2), "wangchuan test", MadeBench.policy());
    }

    private static PhoneJob newJob(MemoryPhoneJournal journal) {
        try {
            return PhoneJob.begin(journal, facts(), CLOCK, new SecureRandom());
        } catch (JournalException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Reading reading(PhoneIdentity identity, Fact... facts) {
        return new Reading(identity, new Facts(List.of(facts)), List.of());
    }

    private static Reading before() {
        return new Reading(
                MINE, ((PhoneEvent.Seen) PhoneRecord.android().events().get(4)).facts(), List.of());
    }

    private static Reading after() {
        return new Reading(
                MINE, ((PhoneEvent.Seen) PhoneRecord.android().events().get(9)).facts(), List.of());
    }

    private static PhoneTechnique technique(String id) {
        return TechniqueCatalogue.find(id).orElseThrow();
    }

    private void upToBack(String technique) throws JournalException {
        job.seen(reading(MINE));
        job.consented();
        job.seen(before());
        job.choose(technique(technique));
        job.setOff("reset", "");
        job.gone();
        job.back();
    }

    private void assertIllegal(ThrowingCallable call) {
        byte[] was = journal.lines();
        assertThatThrownBy(call).isInstanceOf(IllegalStateException.class);
        assertThat(journal.lines()).isEqualTo(was);
    }

    @Test
    void aJobBeginsWithItsKeyAndItsHead() throws Exception {
        assertThat(journal.secret(PhoneSecret.DIGEST_KEY).orElseThrow()).hasSize(Digests.KEY_BYTES);
        assertThat(PhoneJob.begun(journal)).isTrue();
        assertThat(job.step()).isEqualTo(PhoneStep.LOOK);
        PhoneEvent.Opened opened = (PhoneEvent.Opened) job.history().events().getFirst();
        assertThat(opened.at()).isEqualTo("2026-11-29T10:00:00Z");
        assertThat(opened.job()).isEqualTo("00000000-0000-0001-0000-000000000002");
        assertThatThrownBy(() -> PhoneJob.begin(journal, facts(), CLOCK, new SecureRandom()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> PhoneJob.resume(new MemoryPhoneJournal(), CLOCK))
                .isInstanceOf(JournalException.class);
    }

    @Test
    void theSameNumberHasTheSameDigestAfterAPowerCut() throws Exception {
        String digest = job.digests().of(PhoneIdentity.Name.SERIAL, "R58M000001X");
        assertThat(PhoneJob.resume(journal, CLOCK).digests().of(PhoneIdentity.Name.SERIAL, "R58M000001X"))
                .isEqualTo(digest);
    }

    /** Under another key the same phone would be another, and its verdict FAILED. */
    @Test
    void withoutItsKeyARecordCanOnlyEnd() throws Exception {
        job.seen(reading(MINE));
        MemoryPhoneJournal keyless = MemoryPhoneJournal.of(journal.evidence());
        PhoneJob resumed = PhoneJob.resume(keyless, CLOCK);
        assertThat(resumed.step()).isEqualTo(PhoneStep.CLOSE);
        assertThatThrownBy(resumed::digests).isInstanceOf(IllegalStateException.class);
        assertThat(resumed.close().events()).hasSize(4);
    }

    @Test
    void whatIsNotDueYetIsRefusedBeforeAnythingIsWritten() throws Exception {
        assertIllegal(job::consented);
        assertIllegal(job::gone);
        assertIllegal(job::back);
        assertIllegal(job::close);
        assertIllegal(() -> job.choose(technique("android-reset-by-hand")));
        assertIllegal(() -> job.setOff("reset", ""));
        assertIllegal(() -> job.seen(reading(MINE, fact(Property.ACCOUNTS, "1", Source.ADB)))); // before consent
        job.seen(reading(MINE));
        job.consented();
        assertIllegal(job::consented);
        assertIllegal(() -> job.filled(PhoneRecord.whole()));
        job.seen(before());
        job.choose(technique("android-reset-read-again"));
        assertIllegal(() -> job.seen(before()));
        assertIllegal(() -> job.setOff("", ""));
        assertIllegal(() -> job.setOff("line\nfeed", ""));
        job.setOff("reset", "");
        job.gone();
        assertIllegal(() -> job.seen(after()));
        assertIllegal(() -> job.observed(OBSERVED));
        job.back();
        job.seen(after());
        assertIllegal(() -> job.filled(PhoneRecord.whole())); // this way fills nothing
        PhoneEvidence _ = job.close();
        assertIllegal(() -> job.seen(after()));
        assertIllegal(() -> job.setOff("reset", ""));
    }

    @Test
    void whatPeopleSayIsNotWhatTheCableTells() {
        assertThatThrownBy(() -> job.seen(reading(MINE, fact(Property.MODEL, "Model 1", Source.SAID))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> job.observed(Facts.NONE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> job.observed(new Facts(List.of(fact(Property.MODEL, "Model 1", Source.USB)))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWayThatDoesNotFitIsNotChosen() throws Exception {
        job.seen(reading(MINE));
        job.consented();
        job.seen(before());
        assertIllegal(() -> job.choose(technique("ios-erase-device")));
        assertIllegal(() -> job.choose(technique("android-fastboot-erase"))); // its boot loader is locked
    }

    /** A phone that gives no permission can still be reset by hand. */
    @Test
    void aWayCanBeChosenRightAfterConsent() throws Exception {
        job.seen(reading(MINE, fact(Property.SYSTEM, "harmonyos", Source.USB)));
        job.consented();
        job.choose(technique("harmonyos-reset-by-hand"));
        assertThat(job.step()).isEqualTo(PhoneStep.SET_OFF);
    }

    @Test
    void nothingIsDoneToAnotherPhone() throws Exception {
        job.seen(reading(MINE));
        assertThat(job.mayTouch(MINE)).as("nobody agreed yet").isFalse();
        job.consented();
        assertThat(job.mayTouch(MINE)).isTrue();
        assertThat(job.mayTouch(OTHER)).isFalse();
        assertThat(job.mayTouch(PhoneIdentity.NONE)).isFalse();
        job.seen(before());
        job.choose(technique("android-reset-fill-reset"));
        job.setOff("reset", "");
        job.gone();
        assertThat(job.mayTouch(MINE)).as("it is gone, by the record").isFalse();
        job.back();
        assertThat(job.sameness()).isEqualTo(Sameness.UNKNOWN);
        assertIllegal(() -> job.filled(PhoneRecord.whole()));
        assertIllegal(() -> job.setOff("reset", ""));
        job.seen(after());
        assertThat(job.step()).isEqualTo(PhoneStep.FILL);
        assertThat(job.mayTouch(OTHER)).isFalse();
        job.gone();
        job.back();
        assertIllegal(() -> job.filled(PhoneRecord.whole()));
        job.seen(reading(OTHER));
        assertThat(job.sameness()).isEqualTo(Sameness.OTHER);
        assertThat(job.step()).isEqualTo(PhoneStep.CLOSE);
        assertThat(job.mayTouch(OTHER)).isFalse();
        assertThat(job.mayTouch(MINE)).isFalse();
        assertIllegal(() -> job.filled(PhoneRecord.whole()));
        assertIllegal(() -> job.setOff("reset", ""));
        job.observed(OBSERVED);
        assertThat(job.close().filled()).isEmpty();
    }

    /** Whatever of its names the one that hangs there is known by now: the record is of two. */
    @Test
    void onceAnotherWasSeenNothingIsTouchedByAnyName() throws Exception {
        PhoneIdentity both = new PhoneIdentity(Map.of(
                PhoneIdentity.Name.SERIAL, PhoneRecord.SERIAL, PhoneIdentity.Name.USB_SERIAL, PhoneRecord.SERIAL));
        PhoneIdentity byUsb = new PhoneIdentity(Map.of(PhoneIdentity.Name.USB_SERIAL, PhoneRecord.SERIAL));
        job.seen(reading(both));
        job.consented();
        assertThat(job.mayTouch(byUsb)).isTrue();
        job.seen(reading(OTHER));
        assertThat(job.mayTouch(byUsb)).isFalse();
    }

    @Test
    void thePhoneThatWasAgreedToIsTheOne() throws Exception {
        job.seen(reading(MINE));
        job.consented();
        // It has a name, and not one by which anybody could tell: another may have been plugged in.
        job.seen(reading(new PhoneIdentity(Map.of(PhoneIdentity.Name.USB_SERIAL, PhoneRecord.SERIAL))));
        assertThat(job.step()).isEqualTo(PhoneStep.READ);
        assertIllegal(() -> job.choose(technique("android-reset-by-hand")));
    }

    @Test
    void whatPeopleSeeIsOfWhatTheCableToldOf() throws Exception {
        upToBack("android-reset-read-again");
        job.observed(OBSERVED);
        assertThat(((PhoneEvent.Seen) job.history().events().getLast()).identity())
                .isEqualTo(PhoneIdentity.NONE);
        job.seen(after());
        job.observed(OBSERVED);
        assertThat(((PhoneEvent.Seen) job.history().events().getLast()).identity())
                .isEqualTo(MINE);
    }

    /** The owner taps once more to have it filled; that is no permission of before. */
    @Test
    void aPermissionThatIsGivenAnewSaysNothing() throws Exception {
        upToBack("android-reset-fill-reset");
        job.seen(after());
        job.gone();
        job.back();
        job.seen(reading(
                MINE, fact(Property.PERMISSION, "known", Source.ADB), fact(Property.MARK, "absent", Source.ADB)));
        assertThat(((PhoneEvent.Seen) job.history().events().getLast()).facts().all())
                .extracting(Fact::property)
                .containsExactly(Property.MARK);
        assertThat(job.step()).isEqualTo(PhoneStep.FILL);
    }

    /** One that was never found forgotten is the one of before. */
    @Test
    void aPermissionThatWasNeverForgottenIsRecorded() throws Exception {
        upToBack("android-reset-fill-reset");
        job.seen(reading(MINE, fact(Property.PERMISSION, "known", Source.ADB)));
        assertThat(job.step()).isEqualTo(PhoneStep.SET_OFF);
        job.setOff("reset", "");
        job.gone();
        job.back();
        job.seen(reading(PhoneIdentity.NONE, fact(Property.PERMISSION, "forgotten", Source.ADB))); // of whom?
        job.seen(reading(MINE, fact(Property.PERMISSION, "known", Source.ADB)));
        assertThat(job.step()).isEqualTo(PhoneStep.SET_OFF);
    }

    @Test
    void afterAPowerCutItIsLookedAtFirst() throws Exception {
        upToBack("android-reset-fill-reset");
        job.seen(after());
        PhoneJob resumed = PhoneJob.resume(journal, CLOCK);
        assertThat(PhoneCourse.step(resumed.history().events())).isEqualTo(PhoneStep.FILL);
        assertThat(resumed.step()).isEqualTo(PhoneStep.READ_AGAIN);
        assertIllegal(() -> resumed.filled(PhoneRecord.whole()));
        assertThat(resumed.mayTouch(OTHER)).isFalse();
        assertThat(resumed.step()).isEqualTo(PhoneStep.READ_AGAIN);
        assertThat(resumed.mayTouch(MINE)).isTrue();
        assertThat(resumed.step()).isEqualTo(PhoneStep.FILL);
        PhoneJob third = PhoneJob.resume(journal, CLOCK);
        third.observed(OBSERVED);
        assertThat(((PhoneEvent.Seen) third.history().events().getLast()).identity())
                .as("nobody knows what hangs there")
                .isEqualTo(PhoneIdentity.NONE);
    }

    /** What it is at its end counts, and the record says only what it was before the power cut. */
    @Test
    void whereOnlyTheEndIsDueItIsLookedAtFirst() throws Exception {
        upToBack("android-reset-read-again");
        job.seen(after());
        job.observed(OBSERVED);
        assertThat(job.step()).isEqualTo(PhoneStep.CLOSE);
        PhoneJob resumed = PhoneJob.resume(journal, CLOCK);
        assertThat(resumed.isLookedAt()).isFalse();
        assertThat(resumed.step()).isEqualTo(PhoneStep.READ_AGAIN);
        resumed.seen(reading(MINE));
        assertThat(resumed.isLookedAt()).isTrue();
        assertThat(resumed.step()).as("nobody is asked twice").isEqualTo(PhoneStep.CLOSE);
        PhoneJob third = PhoneJob.resume(journal, CLOCK);
        third.gone();
        assertThat(third.step()).isEqualTo(PhoneStep.AWAIT_BACK);
        PhoneEvidence _ = third.close();
        assertThat(PhoneJob.resume(journal, CLOCK).step()).isEqualTo(PhoneStep.CLOSED);
    }

    @Test
    void whereNothingMendsItsEndNothingIsLookedAt() throws Exception {
        upToBack("android-reset-read-again");
        job.seen(reading(OTHER));
        assertThat(PhoneJob.resume(journal, CLOCK).step()).isEqualTo(PhoneStep.CLOSE);
    }

    /** A disk that takes a line and is gone: nobody knows whether the line is there, until somebody can look. */
    @Test
    void whatMayOrMayNotBeWrittenIsReadBeforeItIsGoneOn() throws Exception {
        for (MemoryPhoneJournal.Fault fault : MemoryPhoneJournal.Fault.values()) {
            begin();
            job.seen(reading(MINE));
            journal.failAfter(0, fault);
            journal.hide(true);
            assertThatThrownBy(job::consented).isInstanceOf(JournalException.class);
            assertThat(job.step()).as("%s", fault).isEqualTo(PhoneStep.CONSENT);
            journal.repair();
            assertThatThrownBy(job::consented).isInstanceOf(JournalException.class);
            journal.hide(false);
            boolean isThere = fault == MemoryPhoneJournal.Fault.ALL_STAYS;
            if (isThere) {
                assertIllegal(job::consented);
            } else {
                job.consented();
            }
            assertThat(job.step()).isEqualTo(PhoneStep.READ);
            assertThat(PhoneEvidence.readOpen(journal.evidence())).hasSize(4);
        }
    }

    @Test
    void closingLeavesNoSecretButTheKeyThatIsDisclosed() throws Exception {
        for (PhoneSecret secret : PhoneSecret.values()) {
            journal.keep(secret, new byte[Digests.KEY_BYTES]);
        }
        job.seen(reading(MINE));
        PhoneEvidence evidence = job.close();
        assertThat(job.step()).isEqualTo(PhoneStep.CLOSED);
        for (PhoneSecret secret : PhoneSecret.values()) {
            assertThat(journal.secret(secret).isPresent()).as("%s", secret).isEqualTo(secret == PhoneSecret.DIGEST_KEY);
        }
        assertThat(job.close().bytes()).isEqualTo(evidence.bytes());
        // Cut off between the last line and that: done when somebody comes back.
        journal.keep(PhoneSecret.ADB_KEY, new byte[1]);
        PhoneJob resumed = PhoneJob.resume(journal, CLOCK);
        assertThat(journal.secret(PhoneSecret.ADB_KEY)).isEmpty();
        assertThat(resumed.step()).isEqualTo(PhoneStep.CLOSED);
        assertThat(resumed.close().bytes()).isEqualTo(evidence.bytes());
    }

    /** A cable that is loose, for hours: it ends, and its end can be read. */
    @Test
    void aRecordThatIsFullCanBeClosed() throws Exception {
        List<Fact> most = new ArrayList<>();
        for (Property property : Property.values()) {
            property.sources().stream()
                    .filter(source -> source.isCable() && source != Source.ATTESTED)
                    .forEach(source -> most.add(fact(property, value(property), source)));
        }
        upToBack("android-reset-read-again");
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        lines.writeBytes(journal.evidence());
        byte[] line = PhoneEventWriter.line(new PhoneEvent.Seen(MINE, new Facts(most), "2026-11-29T10:00:00Z"));
        assertThat(line.length).as("the longest that a reading can be").isLessThan(32 << 10);
        while (lines.size() + 3 * line.length < PhoneEvidence.BYTES_MAX) {
            lines.writeBytes(line);
            lines.write('\n');
        }
        journal = MemoryPhoneJournal.of(lines.toByteArray());
        journal.keep(PhoneSecret.DIGEST_KEY, new byte[Digests.KEY_BYTES]);
        job = PhoneJob.resume(journal, CLOCK);
        assertThat(job.step()).isEqualTo(PhoneStep.CLOSE);
        Reading reading = new Reading(MINE, new Facts(most), List.of());
        job.seen(reading);
        job.seen(reading);
        assertIllegal(() -> job.seen(reading));
        PhoneEvidence evidence = job.close();
        assertThat(evidence.bytes()).hasSizeLessThanOrEqualTo(PhoneEvidence.BYTES_MAX);
    }

    /** The last line has its place, however little is left. */
    @Test
    void nothingTakesTheRoomOfTheEnd() throws Exception {
        upToBack("android-reset-read-again");
        int withoutRoomForTheEnd = PhoneEvidence.BYTES_MAX - 20;
        byte[] next = model(1);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        lines.writeBytes(journal.evidence());
        int left = withoutRoomForTheEnd - next.length - lines.size();
        int more = left % next.length;
        for (int i = left / next.length; i > 0; i--) {
            int longer = Math.min(more, Fact.CHARS_MAX - 1);
            lines.writeBytes(model(1 + longer));
            more -= longer;
        }
        assertThat(lines.size()).isEqualTo(withoutRoomForTheEnd - next.length);
        journal = MemoryPhoneJournal.of(lines.toByteArray());
        journal.keep(PhoneSecret.DIGEST_KEY, new byte[Digests.KEY_BYTES]);
        job = PhoneJob.resume(journal, CLOCK);
        assertIllegal(() -> job.seen(reading(MINE, fact(Property.MODEL, "m", Source.USB))));
        assertThat(job.close().bytes()).hasSizeLessThanOrEqualTo(PhoneEvidence.BYTES_MAX);
    }

    private static byte[] model(int chars) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(PhoneEventWriter.line(new PhoneEvent.Seen(
                MINE,
                new Facts(List.of(fact(Property.MODEL, "m".repeat(chars), Source.USB))),
                "2026-11-29T10:00:00Z")));
        out.write('\n');
        return out.toByteArray();
    }

    private static String value(Property property) {
        return switch (property.kind()) {
            case WORD -> property.words().getFirst();
            case TEXT -> "\u5fd8".repeat(Fact.CHARS_MAX);
            case NUMBER -> "123456789012345";
        };
    }

    /** Whatever is called in whatever order: the record can be read, what is illegal leaves it as it is, and no other phone is touched. */
    @Test
    void noOrderOfCallsBreaksARecord() throws Exception {
        Random random = new Random(SEED);
        int[] taken = new int[10];
        for (int run = 0; run < RUNS; run++) {
            begin();
            boolean isResumed = false;
            for (int call = 0; call < CALLS; call++) {
                byte[] was = journal.evidence();
                int which = random.nextInt(taken.length);
                Sameness sameness = job.sameness();
                try {
                    call(which, random);
                    taken[which]++;
                    if (which == 4 || which == 5) {
                        assertThat(sameness).as("seed %d, run %d", SEED, run).isEqualTo(Sameness.SAME);
                    }
                } catch (IllegalStateException _) {
                    assertThat(journal.evidence())
                            .as("seed %d, run %d", SEED, run)
                            .isEqualTo(was);
                }
                List<PhoneEvent> events = PhoneEvidence.readOpen(journal.evidence());
                assertThat(job.history().events()).isEqualTo(events);
                if (!isResumed) {
                    assertThat(job.step()).isEqualTo(PhoneCourse.step(events));
                }
                assertSafe();
                if (random.nextInt(20) == 0) {
                    job = PhoneJob.resume(journal, CLOCK);
                    isResumed = true;
                }
            }
            if (job.history().events().stream().anyMatch(PhoneEvent.Seen.class::isInstance)) {
                PhoneEvidence evidence = job.close();
                assertThat(PhoneEvidence.read(journal.evidence()).events()).isEqualTo(evidence.events());
            }
        }
        assertThat(taken).as("seed %d", SEED).doesNotContain(0);
    }

    private void assertSafe() {
        switch (job.step()) {
            case CONSENT, CHOOSE, SET_OFF, FILL, SET_OFF_AGAIN ->
                assertThat(job.sameness()).isEqualTo(Sameness.SAME);
            case LOOK, READ, AWAIT_GONE, AWAIT_BACK, READ_AGAIN, OBSERVE, CLOSE, CLOSED -> {}
        }
        if (job.history().isOtherSeen()) {
            assertThat(job.step()).isIn(PhoneStep.CLOSE, PhoneStep.CLOSED);
            assertThat(job.mayTouch(MINE)).isFalse();
        }
    }

    private void call(int which, Random random) throws JournalException {
        switch (which) {
            case 0 -> job.seen(reading(random.nextInt(40) == 0 ? OTHER : MINE));
            case 1 -> job.seen(random.nextBoolean() ? before() : after());
            case 2 -> job.consented();
            case 3 ->
                job.choose(
                        random.nextBoolean() ? technique("android-reset-fill-reset") : technique("ios-erase-device"));
            case 4 -> job.setOff("reset", "");
            case 5 -> job.filled(PhoneRecord.whole());
            case 6 -> job.gone();
            case 7 -> job.back();
            case 8 -> job.observed(OBSERVED);
            default -> {
                if (random.nextInt(10) == 0) {
                    PhoneEvidence _ = job.close();
                }
            }
        }
    }
}
