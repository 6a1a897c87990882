package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.verdict.PhoneVerdict;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.phone.verdict.PhoneVerdictRules;
import org.wangchuan.engine.verdict.Verdict.Level;

/** Something between a phone and the bench shows one number on USB, and the phone's own system tells another. */
@Timeout(120)
class TwoNumbersTest {
    private static final String SHOWN = "37061FDJH0011Z";
    private static final String OWN = "37061FDJH0099K";

    @TempDir
    Path folder;

    @Test
    void nothingIsBegunAndTheClerkIsTold() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SHOWN);
        phone.systemTells(OWN);
        MadePeople people = new MadePeople(phone);

        assertThat(world.lane(phone, people).run()).isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.TWO_NUMBERS));

        assertThat(people.wasTold(PhoneNotice.TwoNumbers.class)).isTrue();
        assertThat(phone.timesErased()).isZero();
        assertThat(PhoneWorld.files(world.home.phones())).isEmpty();
        assertThat(world.signed()).isZero();
    }

    /** It comes in between while the phone is reset. */
    @Test
    void oneThatIsFoundAfterTheResetIsUnprovenAndNotFilled() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SHOWN);
        MadePeople people = new MadePeople(phone);
        people.technique = "android-reset-fill-reset";
        people.onReset = _ -> {
            phone.reset();
            phone.systemTells(OWN);
        };

        PhoneEnd.Finished end = (PhoneEnd.Finished) world.lane(phone, people).run();

        assertThat(people.wasTold(PhoneNotice.TwoNumbers.class)).isTrue();
        assertThat(phone.filledBytes()).isZero();
        PhoneVerdict again =
                PhoneVerdictRules.judge(PhoneEvidence.read(end.evidence().bytes()));
        assertThat(again.level()).isEqualTo(Level.UNPROVEN);
        assertThat(again.reasons()).contains(Reason.IDENTITY_UNKNOWN).doesNotContain(Reason.OTHER_PHONE);
        assertThat(end.verdict()).isEqualTo(again);
    }

    @Test
    void theSameNumberInAnotherSpellingIsTheSamePhone() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SHOWN);
        phone.systemTells(SHOWN.toLowerCase(Locale.ROOT));
        MadePeople people = new MadePeople(phone);

        PhoneEnd.Finished end = (PhoneEnd.Finished) world.lane(phone, people).run();

        assertThat(people.wasTold(PhoneNotice.TwoNumbers.class)).isFalse();
        assertThat(end.verdict().reasons()).doesNotContain(Reason.IDENTITY_UNKNOWN);
    }
}
