package org.wangchuan.platform.oversight.secondcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.proof.encoding.Bytes32;

/** The lot is what decision 62 says it is, and draws as many as the rate says. */
final class LotTest {
    private static final int MANY = 100_000;

    /** Worked out by another program (Python, hmac and hashlib), as a stranger would. */
    @Test
    void itIsWhatAStrangerWorksOut() {
        assertThat(Lot.of(octets(0), octets(32), UUID.fromString("01234567-89ab-4cde-8f01-23456789abcd")))
                .isEqualTo(6562);
    }

    @Test
    void itDependsOnEachOfTheThree() {
        UUID event = UUID.fromString("01234567-89ab-4cde-8f01-23456789abcd");
        int lot = Lot.of(octets(0), octets(32), event);
        assertThat(Lot.of(octets(1), octets(32), event)).isNotEqualTo(lot);
        assertThat(Lot.of(octets(0), octets(33), event)).isNotEqualTo(lot);
        assertThat(Lot.of(octets(0), octets(32), new UUID(0, 1))).isNotEqualTo(lot);
    }

    /** A fixed seed: it fails always or never. Three deviations of a fair draw are 0.2 of a hundred here. */
    @Test
    void fiveOfAHundredAreDrawn() {
        Random random = new Random(62);
        Bytes32 secret = octets(7);
        int drawn = 0;
        for (int i = 0; i < MANY; i++) {
            byte[] root = new byte[32];
            random.nextBytes(root);
            int lot = Lot.of(secret, Bytes32.of(root), new UUID(random.nextLong(), random.nextLong()));
            assertThat(lot).isBetween(0, Lot.OF - 1);
            drawn += lot < Rates.LEAST ? 1 : 0;
        }
        assertThat(drawn).isBetween(MANY * 48 / 1000, MANY * 52 / 1000);
    }

    @Test
    void ofTwentyInARowOneIsDrawnByTheLeastRate() {
        assertThat(Lot.window(Rates.LEAST)).isEqualTo(20);
        assertThat(Lot.window(700)).as("rounded to what draws more").isEqualTo(14);
        assertThat(Lot.window(Lot.OF)).isEqualTo(1);
    }

    private static Bytes32 octets(int first) {
        byte[] out = new byte[32];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) (first + i);
        }
        return Bytes32.of(out);
    }
}
