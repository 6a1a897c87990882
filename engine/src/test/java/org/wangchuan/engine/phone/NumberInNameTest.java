package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.phone.PhoneRecord.at;
import static org.wangchuan.engine.phone.PhoneRecord.fact;
import static org.wangchuan.engine.phone.PhoneRecord.known;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneHistory;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Sameness;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.job.PhoneCourse;
import org.wangchuan.engine.phone.job.PhoneStep;
import org.wangchuan.engine.phone.verdict.PhoneVerdict;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Lock;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.verdict.Verdict.Level;

/** A job that an older version began, which kept the number that a phone writes into its name; this version cuts it out. */
class NumberInNameTest {
    private static final String NUMBERED = "SDM660-MTP _SN:09C6BCA7";

    private static PhoneEvent named(int minute, String model) {
        return new PhoneEvent.Seen(
                known(PhoneRecord.SERIAL), new Facts(List.of(fact(Property.MODEL, model, Source.USB))), at(minute));
    }

    /** All that supports CLEARED, of a phone that called itself the one before it was set off, and the other afterwards. */
    private static PhoneRecord record(String before, String after) {
        PhoneRecord all = PhoneRecord.android();
        return all.with(2, named(1, before)).and(named(10, after));
    }

    @Test
    void whatIsCutOutMakesNoOtherPhone() throws Exception {
        PhoneVerdict verdict = record(NUMBERED, "SDM660-MTP").judged();
        assertThat(verdict.reasons()).isEmpty();
        assertThat(verdict.level()).isEqualTo(Level.CLEARED);
    }

    @ParameterizedTest
    @CsvSource({
        "SDM660-MTP _SN:09C6BCA7, SDM660-MTP _SN:11111111",
        "SDM660-MTP _SN:09C6BCA7, SDM845-MTP",
        "SDM660-MTP _SN:09C6BCA7, SDM660",
        "Pixel 8, Pixel 8 Pro",
        "Pixel 8, Pixel 80123456",
        "Moto G 0123ABCD, Moto G 0123ABCE",
        "Moto G 0123ABCD, Moto E"
    })
    void anotherNumberOrNameIsAnotherPhoneStill(String before, String after) throws Exception {
        for (PhoneRecord one : List.of(record(before, after), record(after, before))) {
            assertThat(one.judged().level()).isEqualTo(Level.FAILED);
            assertThat(one.judged().reasons()).contains(Reason.OTHER_PHONE);
        }
    }

    /** Of a number without a word for it the record doesn't say whose it was: it proves nothing, and nothing is written to what hangs there. */
    @ParameterizedTest
    @CsvSource({"Moto G 0123ABCD, Moto G", "Moto G (0123ABCD), Moto G", "Moto G_AB12CD34, Moto G"})
    void ofABareNumberNobodyKnows(String before, String after) throws Exception {
        PhoneRecord record = record(before, after);
        PhoneVerdict verdict = record.judged();
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).contains(Reason.IDENTITY_UNKNOWN).doesNotContain(Reason.OTHER_PHONE);
        assertThat(verdict.lock()).isEqualTo(Lock.UNKNOWN);
        List<PhoneEvent> open = record.events().subList(0, record.events().size() - 1);
        assertThat(PhoneCourse.sameness(new PhoneHistory(open))).isEqualTo(Sameness.UNKNOWN);
    }

    /** There is nothing to prove yet, and to read it again ends no doubt: such a job ends as with another phone. */
    @ParameterizedTest
    @CsvSource({"Moto G 0123ABCD, Moto G", "Moto G, Moto G 0123ABCD", "Moto G 0123ABCD, Moto G 0123ABCE"})
    void beforeAnythingIsSetOffNothingButTheEndIsDue(String before, String after) {
        List<PhoneEvent> all = PhoneRecord.android().with(2, named(1, before)).events();
        for (Class<?> next :
                List.of(PhoneEvent.Consented.class, PhoneEvent.TechniqueChosen.class, PhoneEvent.SetOff.class)) {
            List<PhoneEvent> open = new ArrayList<>(
                    all.stream().takeWhile(event -> !next.isInstance(event)).toList());
            assertThat(PhoneCourse.step(open)).as("before %s", next).isNotEqualTo(PhoneStep.CLOSE);
            open.add(named(9, after));
            assertThat(PhoneCourse.step(open)).as("before %s", next).isEqualTo(PhoneStep.CLOSE);
        }
    }
}
