package org.wangchuan.proof.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;

class StrictTextTest {
    @Test
    void everyByteStringComesBack() throws VerificationException {
        for (long seed = 0; seed < 2_000; seed++) {
            byte[] bytes = new byte[new Random(seed).nextInt(70)];
            new Random(seed).nextBytes(bytes);
            assertThat(Base64Url.decode(Base64Url.encode(bytes)))
                    .as("seed %d", seed)
                    .isEqualTo(bytes);
            assertThat(Base64Padded.decode(Base64Padded.encode(bytes)))
                    .as("seed %d", seed)
                    .isEqualTo(bytes);
            assertThat(Hex.decode(Hex.encode(bytes))).as("seed %d", seed).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AB", "AAB", "AA==", "A", "AA+A", "AA/A", "AA A", "AAAA\n", "AAAĀ", "AA="})
    void base64urlHasOneSpelling(String text) {
        refused(() -> Base64Url.decode(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AB==", "AAB=", "AA", "AA=", "A===", "AA-A", "AA_A", "AAAA====", " AAAA", "AA==AA=="})
    void base64HasOneSpelling(String text) {
        refused(() -> Base64Padded.decode(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0A", "0g", "0x00", " 00", "٠٠"})
    void hexHasOneSpelling(String text) {
        refused(() -> Hex.decode(text));
    }

    @Test
    void aHashHas32Bytes() {
        refused(() -> Bytes32.parseBase64Url(Base64Url.encode(new byte[31])));
        refused(() -> Bytes32.parseBase64(Base64Padded.encode(new byte[33])));
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.ENCODING));
    }
}
