package org.wangchuan.platform.intake.cable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.platform.intake.cable.CableHelp.number;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.intake.cable.OnCable.Says;
import org.wangchuan.proof.encoding.Bytes32;

/** What a number on a cable says beside one that was noted. */
final class CableHelpTest {
    private static final Optional<Bytes32> ONE = Optional.of(Bytes32.of(new byte[32]));
    private static final Optional<Bytes32> OTHER = Optional.of(other());

    @Test
    void anotherNumberIsOneOnlyBesideASerialNumber() {
        assertThat(number(ONE, true, OTHER)).isEqualTo(Says.OTHER);
        assertThat(number(ONE, false, OTHER)).as("an IMEI was noted").isEqualTo(Says.NO_COMPARISON);
        assertThat(number(ONE, false, Optional.empty())).isEqualTo(Says.NO_COMPARISON);
    }

    @Test
    void theSameIsTheSameWhateverItIsTakenFor() {
        assertThat(number(ONE, true, ONE)).isEqualTo(Says.SAME);
        assertThat(number(ONE, false, ONE)).isEqualTo(Says.SAME);
    }

    @Test
    void whereNothingWasNotedNothingIsSaid() {
        assertThat(number(Optional.empty(), false, OTHER)).isEqualTo(Says.UNTOLD);
        assertThat(number(ONE, true, Optional.empty())).isEqualTo(Says.UNTOLD);
    }

    private static Bytes32 other() {
        byte[] octets = new byte[32];
        octets[0] = 1;
        return Bytes32.of(octets);
    }
}
