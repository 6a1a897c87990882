package org.wangchuan.proof.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;

class P256KeyTest {
    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.US_ASCII);

    private static Bytes32 fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] out = new byte[32];
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, out, 32 - length, length);
        return Bytes32.of(out);
    }

    /** About half of these signatures have the higher s, as those of browsers do. */
    @Test
    void whatAPlatformSignsVerifiesOnceItIsInItsOneSpelling() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        int turned = 0;
        for (int i = 0; i < 40; i++) {
            KeyPair pair = generator.generateKeyPair();
            ECPublicKey own = (ECPublicKey) pair.getPublic();
            P256Key key =
                    P256Key.of(fixed(own.getW().getAffineX()), fixed(own.getW().getAffineY()));
            Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
            signer.initSign(pair.getPrivate());
            signer.update(MESSAGE);
            byte[] signature = signer.sign();
            byte[] low = P256Key.lowS(signature);
            assertThat(key.verifies(MESSAGE, low)).isTrue();
            assertThat(P256Key.lowS(low)).isEqualTo(low);
            if (!Arrays.equals(low, signature)) {
                turned++;
                assertThat(key.verifies(MESSAGE, signature)).isFalse();
            }
            low[3] ^= 1;
            assertThat(key.verifies(MESSAGE, low)).isFalse();
        }
        assertThat(turned).isBetween(1, 39);
    }

    @Test
    void pointsBesideTheCurveAreNoKeys() {
        for (Bytes32 y : new Bytes32[] {Bytes32.of(new byte[32]), Bytes32.sha256(MESSAGE)}) {
            assertThatThrownBy(() -> P256Key.of(Bytes32.sha256(new byte[] {1}), y))
                    .isInstanceOfSatisfying(
                            VerificationException.class,
                            e -> assertThat(e.code()).isEqualTo(FailureCode.KEY_FORMAT));
        }
    }

    @Test
    void aSignatureOfZerosOrAnotherLengthIsNone() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        ECPublicKey own = (ECPublicKey) generator.generateKeyPair().getPublic();
        P256Key key =
                P256Key.of(fixed(own.getW().getAffineX()), fixed(own.getW().getAffineY()));
        for (int length : new int[] {0, 63, 64, 65, 70}) {
            assertThat(key.verifies(MESSAGE, new byte[length])).isFalse();
        }
    }
}
