package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.phone.PhoneRecord.at;
import static org.wangchuan.engine.phone.PhoneRecord.fact;
import static org.wangchuan.engine.phone.PhoneRecord.known;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEventWriter;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.job.PhoneCourse;
import org.wangchuan.engine.phone.job.PhoneStep;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;

class PhoneCourseTest {
    private static final List<PhoneEvent> READ_AGAIN = PhoneRecord.android().events();
    private static final List<PhoneEvent> FILLED = PhoneRecord.filled().events();

    /** Where an event of the records made for tests stands, counted from its beginning. */
    private static final int CHOSEN = 6;

    private static final int BACK = 9;
    private static final int TOLD = 10;

    private static final PhoneEvent GONE = new PhoneEvent.Gone(at(30));
    private static final PhoneEvent BACK_AGAIN = new PhoneEvent.Back(at(31));
    private static final PhoneEvent ALL_AS_NEW = READ_AGAIN.get(TOLD - 1);

    private static PhoneStep step(List<PhoneEvent> events, PhoneEvent... more) throws EvidenceException {
        List<PhoneEvent> all = Stream.concat(events.stream(), Stream.of(more)).toList();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (PhoneEvent event : all) {
            lines.writeBytes(PhoneEventWriter.line(event));
            lines.write('\n');
        }
        assertThat(PhoneEvidence.readOpen(lines.toByteArray())).isEqualTo(all); // in an order that can be
        return PhoneCourse.step(all);
    }

    private static PhoneEvent told(String who, Fact... facts) {
        return new PhoneEvent.Seen(known(who), new Facts(List.of(facts)), at(29));
    }

    private static PhoneEvent told(Fact... facts) {
        return told(PhoneRecord.SERIAL, facts);
    }

    private static PhoneEvent observed() {
        return told(fact(Property.SETUP, "not-done", Source.SEEN));
    }

    private static PhoneEvent nameless() {
        return new PhoneEvent.Seen(PhoneIdentity.NONE, Facts.NONE, at(29));
    }

    private static PhoneEvent filled(FillOutcome outcome) {
        return new PhoneEvent.Filled(outcome, at(28));
    }

    private static PhoneEvent setOff() {
        return new PhoneEvent.SetOff("reset", "", at(30));
    }

    @Test
    void eachLineHasItsNextStep() throws Exception {
        List<PhoneStep> due = new ArrayList<>();
        for (int i = 2; i <= READ_AGAIN.size(); i++) {
            due.add(step(READ_AGAIN.subList(0, i)));
        }
        assertThat(due)
                .containsExactly(
                        PhoneStep.LOOK,
                        PhoneStep.CONSENT,
                        PhoneStep.READ,
                        PhoneStep.CHOOSE,
                        PhoneStep.SET_OFF,
                        PhoneStep.AWAIT_GONE,
                        PhoneStep.AWAIT_BACK,
                        PhoneStep.READ_AGAIN,
                        PhoneStep.OBSERVE,
                        PhoneStep.CLOSED);
        assertThat(step(READ_AGAIN.subList(0, TOLD), observed())).isEqualTo(PhoneStep.CLOSE);
    }

    @Test
    void whatIsFilledIsSetOffTwice() throws Exception {
        List<PhoneStep> due = new ArrayList<>();
        for (int i = CHOSEN; i <= FILLED.size(); i++) {
            due.add(step(FILLED.subList(0, i)));
        }
        assertThat(due)
                .containsExactly(
                        PhoneStep.SET_OFF,
                        PhoneStep.AWAIT_GONE,
                        PhoneStep.AWAIT_BACK,
                        PhoneStep.READ_AGAIN,
                        PhoneStep.FILL,
                        PhoneStep.SET_OFF_AGAIN,
                        PhoneStep.AWAIT_GONE,
                        PhoneStep.AWAIT_BACK,
                        PhoneStep.READ_AGAIN,
                        PhoneStep.OBSERVE,
                        PhoneStep.CLOSE,
                        PhoneStep.CLOSED);
        List<PhoneEvent> backAgain = FILLED.subList(0, FILLED.size() - 2);
        assertThat(step(backAgain, told())).isEqualTo(PhoneStep.OBSERVE);
        assertThat(step(backAgain, told(), observed())).isEqualTo(PhoneStep.CLOSE);
    }

    @Test
    void whatIsKnownByNothingIsLookedAtAgain() throws Exception {
        List<PhoneEvent> head = READ_AGAIN.subList(0, 2);
        assertThat(step(head, nameless())).isEqualTo(PhoneStep.LOOK);
        assertThat(step(head, told(), nameless())).isEqualTo(PhoneStep.LOOK);
        assertThat(step(head, observedBefore())).isEqualTo(PhoneStep.LOOK);
        assertThat(step(READ_AGAIN.subList(0, 4), nameless())).isEqualTo(PhoneStep.READ);
        assertThat(step(READ_AGAIN.subList(0, BACK), nameless())).isEqualTo(PhoneStep.READ_AGAIN);
        assertThat(step(READ_AGAIN.subList(0, BACK), nameless(), observed())).isEqualTo(PhoneStep.CLOSE);
    }

    private static PhoneEvent observedBefore() {
        return new PhoneEvent.Seen(
                PhoneIdentity.NONE, new Facts(List.of(fact(Property.MODEL, "Model 1", Source.SEEN))), at(1));
    }

    /** Once another phone was seen, nothing is due but the end, whatever is plugged in afterwards, at any place. */
    @Test
    void anotherPhoneIsNeitherResetNorFilled() throws Exception {
        int tried = 0;
        for (List<PhoneEvent> all : List.of(READ_AGAIN, FILLED)) {
            for (int i = 3; i < all.size(); i++) {
                PhoneEvent last = all.get(i - 1);
                if (last instanceof PhoneEvent.TechniqueChosen || last instanceof PhoneEvent.Gone) {
                    continue; // nothing is seen there
                }
                PhoneEvent other = new PhoneEvent.Seen(known(PhoneRecord.OTHER), Facts.NONE, at(29));
                assertThat(step(all.subList(0, i), other)).as("after %s", last).isEqualTo(PhoneStep.CLOSE);
                assertThat(step(all.subList(0, i), other, told())).isEqualTo(PhoneStep.CLOSE);
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(15);
    }

    /** Nothing is done to what came back until it is known which one that is. */
    @Test
    void afterEachPlugItIsReadAgain() throws Exception {
        List<PhoneEvent> ready = FILLED.subList(0, TOLD);
        assertThat(step(ready)).isEqualTo(PhoneStep.FILL);
        assertThat(step(ready, GONE)).isEqualTo(PhoneStep.AWAIT_BACK);
        assertThat(step(ready, GONE, BACK_AGAIN)).isEqualTo(PhoneStep.READ_AGAIN);
        assertThat(step(ready, GONE, BACK_AGAIN, nameless())).isEqualTo(PhoneStep.READ_AGAIN);
        assertThat(step(ready, GONE, BACK_AGAIN, told())).isEqualTo(PhoneStep.FILL);
        assertThat(step(ready, filled(PhoneRecord.whole()), GONE, BACK_AGAIN)).isEqualTo(PhoneStep.READ_AGAIN);
        assertThat(step(ready, filled(PhoneRecord.whole()), GONE, BACK_AGAIN, told()))
                .isEqualTo(PhoneStep.SET_OFF_AGAIN);
    }

    @Test
    void whatIsNotAllShownIsNotFilled() throws Exception {
        List<PhoneEvent> back = FILLED.subList(0, BACK);
        assertThat(step(back, told(fact(Property.MARK, "absent", Source.ADB)))).isEqualTo(PhoneStep.READ_AGAIN);
        assertThat(step(back, told(fact(Property.MARK, "absent", Source.ADB)), observed()))
                .isEqualTo(PhoneStep.CLOSE);
        // Nobody is kept from reading it all the same.
        assertThat(step(back, told(), observed(), ALL_AS_NEW)).isEqualTo(PhoneStep.FILL);
    }

    /** It came back as it was: set off once more, and not for ever. */
    @Test
    void whatIsAsBeforeIsSetOffAgainAFewTimes() throws Exception {
        for (Fact before : List.of(
                fact(Property.MARK, "present", Source.ADB),
                fact(Property.PERMISSION, "known", Source.ADB),
                fact(Property.DATA_BORN, "before", Source.ADB),
                fact(Property.ACCOUNTS, "1", Source.ADB))) {
            List<PhoneEvent> events = new ArrayList<>(READ_AGAIN.subList(0, BACK));
            events.add(told(before));
            assertThat(step(events)).as("%s", before).isEqualTo(PhoneStep.SET_OFF);
            assertThat(step(events, GONE, BACK_AGAIN)).isEqualTo(PhoneStep.READ_AGAIN);
            assertThat(step(events, nameless())).isEqualTo(PhoneStep.READ_AGAIN);
            for (int times = 1; times < 5; times++) {
                assertThat(step(events, setOff(), setOff())).isEqualTo(PhoneStep.AWAIT_GONE);
                events.addAll(List.of(setOff(), setOff(), GONE, BACK_AGAIN));
                assertThat(step(events)).isEqualTo(PhoneStep.READ_AGAIN);
                assertThat(step(events, ALL_AS_NEW)).isEqualTo(PhoneStep.OBSERVE);
                events.add(told(before));
            }
            assertThat(step(events)).isNotEqualTo(PhoneStep.SET_OFF);
            assertThat(step(events, observed())).isEqualTo(PhoneStep.CLOSE);
        }
    }

    /** The same number, and otherwise in what no reset changes: nothing is set off on it any more, and nothing written to it. */
    @Test
    void whatIsOtherwiseThanBeforeIsNeitherResetNorFilled() throws Exception {
        PhoneEvent android = told(fact(Property.SYSTEM, "android", Source.ADB));
        for (PhoneEvent other : List.of(
                told(fact(Property.SYSTEM, "harmonyos", Source.ADB)),
                told(fact(Property.SYSTEM, "harmonyos", Source.ADB), fact(Property.MARK, "present", Source.ADB)))) {
            for (List<PhoneEvent> all : List.of(READ_AGAIN.subList(0, BACK), FILLED.subList(0, TOLD))) {
                assertThat(step(all, android)).isNotIn(PhoneStep.CLOSE, PhoneStep.OBSERVE);
                assertThat(step(all, other)).as("%s", other).isEqualTo(PhoneStep.OBSERVE);
                assertThat(step(all, other, android)).isEqualTo(PhoneStep.OBSERVE);
                assertThat(step(all, other, observed())).isEqualTo(PhoneStep.CLOSE);
            }
            List<PhoneEvent> full = FILLED.subList(0, TOLD + 1);
            assertThat(step(full, GONE, BACK_AGAIN, other)).isEqualTo(PhoneStep.OBSERVE);
        }
        PhoneEvent encryption = told(fact(Property.ENCRYPTION, "none", Source.ADB));
        assertThat(step(READ_AGAIN.subList(0, BACK), encryption))
                .as("its way needs it")
                .isEqualTo(PhoneStep.OBSERVE);
        assertThat(step(FILLED.subList(0, TOLD), encryption))
                .as("what an owner switched on a reset switches off")
                .isEqualTo(PhoneStep.FILL);
    }

    /** Nor before the first reset, where the owner agreed to the erasure of one phone. */
    @Test
    void whatIsOtherwiseBeforeItIsResetIsNotReset() throws Exception {
        List<PhoneEvent> events = new ArrayList<>(READ_AGAIN.subList(0, CHOSEN));
        assertThat(step(events)).isEqualTo(PhoneStep.SET_OFF);
        events.add(CHOSEN - 1, told(fact(Property.SYSTEM, "harmonyos", Source.ADB)));
        assertThat(step(events)).isEqualTo(PhoneStep.CLOSE);
    }

    @Test
    void noResetMakesASystemHonest() throws Exception {
        PhoneEvent doubtful = told(fact(Property.BOOTLOADER, "unlocked", Source.ADB));
        assertThat(step(READ_AGAIN.subList(0, BACK), doubtful)).isEqualTo(PhoneStep.OBSERVE);
    }

    @Test
    void aFillThatBrokeOffGoesOnAFewTimes() throws Exception {
        PhoneEvent part = filled(new FillOutcome(1_000_000, 500_000, 0, 490_000, 0, 0, List.of(), false));
        List<PhoneEvent> ready = FILLED.subList(0, TOLD);
        assertThat(step(ready, part)).isEqualTo(PhoneStep.FILL);
        assertThat(step(ready, part, part)).isEqualTo(PhoneStep.FILL);
        assertThat(step(ready, part, part, part)).isEqualTo(PhoneStep.SET_OFF_AGAIN);
        assertThat(step(ready, part, filled(PhoneRecord.whole()))).isEqualTo(PhoneStep.SET_OFF_AGAIN);
        // Files that are wrong stay wrong.
        PhoneEvent wrong = filled(new FillOutcome(1_000_000, 1_000, 0, 990_000, 980_000, 0, List.of(7), true));
        assertThat(step(ready, wrong)).isEqualTo(PhoneStep.SET_OFF_AGAIN);
        // Reset in the midst of it, it is read again and filled from the beginning.
        assertThat(step(ready, part, setOff(), GONE, BACK_AGAIN, told())).isEqualTo(PhoneStep.READ_AGAIN);
        assertThat(step(ready, part, setOff(), GONE, BACK_AGAIN, ALL_AS_NEW)).isEqualTo(PhoneStep.FILL);
        assertThat(step(ready, part, setOff(), GONE, BACK_AGAIN, ALL_AS_NEW, part, filled(PhoneRecord.whole())))
                .isEqualTo(PhoneStep.SET_OFF_AGAIN);
    }

    /** A way of which only people see what came of it is read for which phone it is, and then looked at. */
    @Test
    void whatOnlyPeopleSeeIsObserved() throws Exception {
        for (PhoneTechnique technique : TechniqueCatalogue.all()) {
            if (technique.shows().stream().anyMatch(sign -> sign.property() != Property.SETUP)) {
                continue;
            }
            List<PhoneEvent> back = new ArrayList<>(READ_AGAIN.subList(0, BACK));
            back.set(CHOSEN - 1, new PhoneEvent.TechniqueChosen(technique.document()));
            assertThat(step(back)).isEqualTo(PhoneStep.READ_AGAIN);
            assertThat(step(back, told())).isEqualTo(PhoneStep.OBSERVE);
            assertThat(step(back, told(), observed())).isEqualTo(PhoneStep.CLOSE);
            assertThat(step(back, told(), told(fact(Property.SETUP, "done", Source.SEEN))))
                    .isEqualTo(PhoneStep.SET_OFF);
        }
    }

    /** All ways go off the cable: what is due of one that does not, nobody has thought of. */
    @Test
    void eachWayThatIsShippedGoes() {
        assertThat(TechniqueCatalogue.all()).allMatch(PhoneTechnique::goes);
    }
}
