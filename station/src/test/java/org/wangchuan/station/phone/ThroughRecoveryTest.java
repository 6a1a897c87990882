package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.verdict.Verdict.Level;

/** A phone that goes through its recovery to be reset, in which it calls itself otherwise, and what may be put in its place there. */
@Timeout(120)
class ThroughRecoveryTest {
    private static final String SERIAL = "37061FDJH0011Z";

    @TempDir
    Path folder;

    private final MadePhone phone = new MadePhone(SERIAL);
    private final MadePeople people = new MadePeople(phone);

    /** Its recovery is read once, and left as soon as that is done. */
    private PhoneEnd.Finished erased(Runnable inRecovery) throws Exception {
        people.onReset = _ -> phone.resetInRecovery();
        people.onNotice = notice -> {
            if (notice instanceof PhoneNotice.Told && phone.isInRecovery()) {
                inRecovery.run();
                phone.startSystem();
            }
        };
        return (PhoneEnd.Finished) new PhoneWorld(folder).lane(phone, people).run();
    }

    @Test
    void whatIsResetInItsRecoveryIsClearedOnceItsSystemTellsSo() throws Exception {
        PhoneEnd.Finished end = erased(() -> {});
        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
        assertThat(end.verdict().reasons()).isEmpty();
        assertThat(people.looks())
                .as("nobody is asked what they see while its recovery is there")
                .hasSize(1);
        assertThat(people.missed()).isEmpty();
    }

    @Test
    void whatIsPutInItsPlaceThereIsFoundByTheNameOfItsSystem() throws Exception {
        PhoneEnd.Finished end = erased(phone::becomesAnotherModel);
        assertThat(end.verdict().level()).isEqualTo(Level.FAILED);
        assertThat(end.verdict().reasons()).contains(Reason.OTHER_PHONE);
    }

    @Test
    void whatIsThereInsteadIsFoundByItsNumber() throws Exception {
        people.onReset = _ -> {
            phone.resetInRecovery();
            phone.becomeAnother("37061FDJH0099X");
        };
        PhoneEnd.Finished end =
                (PhoneEnd.Finished) new PhoneWorld(folder).lane(phone, people).run();
        assertThat(end.verdict().level()).isEqualTo(Level.FAILED);
        assertThat(end.verdict().reasons()).contains(Reason.OTHER_PHONE);
    }
}
