package org.wangchuan.proof.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.proof.VerificationException;

class Ed25519Test {
    /** RFC 8032, section 7.1: TEST 1, 2, 3. */
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    })
    void agreesWithTheStandard(String privateHex, String publicHex, String messageHex, String signatureHex)
            throws VerificationException {
        HexFormat hex = HexFormat.of();
        SigningKey key = SigningKey.of(hex.parseHex(privateHex));
        byte[] message = hex.parseHex(messageHex);
        byte[] signature = hex.parseHex(signatureHex);

        assertThat(key.publicKey()).isEqualTo(PublicKey.of(hex.parseHex(publicHex)));
        assertThat(key.sign(message)).isEqualTo(signature);
        assertThat(key.publicKey().verifies(message, signature)).isTrue();
        for (int bit = 0; bit < signature.length * 8; bit++) {
            byte[] changed = signature.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(key.publicKey().verifies(message, changed))
                    .as("bit %d", bit)
                    .isFalse();
        }
    }

    /** RFC 8037, appendix A.3. */
    @Test
    void thumbprintAgreesWithTheStandard() throws VerificationException {
        PublicKey key = PublicKey.parse("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
        assertThat(key.thumbprint()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    @Test
    void theJdksOwnEd25519Agrees() throws Exception {
        SigningKey key = SigningKey.generate();
        byte[] message = "一条消息".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Signature foreign = Signature.getInstance("Ed25519");
        foreign.initVerify(jdkKey(key.publicKey().toBytes()));
        foreign.update(message);
        assertThat(foreign.verify(key.sign(message))).isTrue();
        assertThat(SigningKey.of(key.toPrivateBytes()).publicKey()).isEqualTo(key.publicKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000", // order 4
                "0100000000000000000000000000000000000000000000000000000000000000", // the neutral point
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // order 2
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", // order 8
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // 0, spelled as p
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "d75a"
            })
    void keysUnderWhichAnythingCouldVerifyAreRefused(String hex) {
        assertThatThrownBy(() -> PublicKey.of(HexFormat.of().parseHex(hex)))
                .isInstanceOf(VerificationException.class)
                .hasMessageStartingWith("key-format");
    }

    @Test
    void aKeyDoesNotPrintItsSecret() {
        SigningKey key = SigningKey.generate();
        assertThat(key.toString()).contains(key.publicKey().thumbprint()).hasSizeLessThan(70);
    }

    private static java.security.PublicKey jdkKey(byte[] raw) throws Exception {
        byte[] bigEndian = new byte[raw.length];
        for (int i = 0; i < raw.length; i++) {
            bigEndian[i] = raw[raw.length - 1 - i];
        }
        boolean isXOdd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7F;
        EdECPoint point = new EdECPoint(isXOdd, new BigInteger(1, bigEndian));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }
}
