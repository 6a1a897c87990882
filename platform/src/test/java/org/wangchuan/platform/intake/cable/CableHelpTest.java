package org.wangchuan.platform.intake.cable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.platform.intake.cable.CableHelp.number;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.intake.cable.OnCable.Says;
import org.wangchuan.proof.encoding.Bytes32;

/** What a number on a cable says beside one that was noted. */
final class CableHelpTest {
    private static final Bytes32 ONE = Bytes32.of(new byte[32]);
    private static final Bytes32 OTHER = other();

    @Test
    void anotherNumberIsOneOnlyBesideASerialNumber() {
        assertThat(number(Set.of(ONE), true, Optional.of(OTHER))).isEqualTo(Says.OTHER);
        assertThat(number(Set.of(ONE), false, Optional.of(OTHER)))
                .as("an IMEI was noted")
                .isEqualTo(Says.NO_COMPARISON);
        assertThat(number(Set.of(ONE), false, Optional.empty())).isEqualTo(Says.NO_COMPARISON);
    }

    @Test
    void theSameIsTheSameWhateverItIsTakenFor() {
        assertThat(number(Set.of(ONE), true, Optional.of(ONE))).isEqualTo(Says.SAME);
        assertThat(number(Set.of(ONE), false, Optional.of(ONE))).isEqualTo(Says.SAME);
    }

    /** A phone with two cards, or one whose IMEI and serial number were both noted. */
    @Test
    void eachOfTheNotedNumbersIsTheSame() {
        assertThat(number(Set.of(ONE, OTHER), true, Optional.of(ONE))).isEqualTo(Says.SAME);
        assertThat(number(Set.of(ONE, OTHER), false, Optional.of(OTHER))).isEqualTo(Says.SAME);
    }

    @Test
    void whereNothingWasNotedNothingIsSaid() {
        assertThat(number(Set.of(), false, Optional.of(OTHER))).isEqualTo(Says.UNTOLD);
        assertThat(number(Set.of(ONE), true, Optional.empty())).isEqualTo(Says.UNTOLD);
    }

    private static Bytes32 other() {
        byte[] octets = new byte[32];
        octets[0] = 1;
        return Bytes32.of(octets);
    }
}
