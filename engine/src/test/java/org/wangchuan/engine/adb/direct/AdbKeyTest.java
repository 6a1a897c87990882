package org.wangchuan.engine.adb.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.testing.Given;
import org.wangchuan.engine.adb.testing.PhoneKeys;
import org.wangchuan.engine.medium.testing.Program;

class AdbKeyTest {
    @TempDir
    Path folder;

    @Test
    void anotherProgramVerifiesTheSignature() throws Exception {
        byte[] token = Given.bytes(20);
        try (AdbKey key = AdbKey.generate("bench")) {
            Path open = Files.write(folder.resolve("open.der"), key.publicKey().getEncoded());
            Path signed = Files.write(folder.resolve("token"), token);
            Path signature = Files.write(folder.resolve("signature"), key.sign(token));
            String[] verify = {
                "openssl",
                "pkeyutl",
                "-verify",
                "-pubin",
                "-keyform",
                "DER",
                "-inkey",
                open.toString(),
                "-sigfile",
                signature.toString(),
                "-in",
                signed.toString(),
                "-pkeyopt",
                "digest:sha1"
            };
            assertThat(Program.run(verify)).contains("Verified Successfully");
            Files.write(signed, Given.bytes(21), java.nio.file.StandardOpenOption.TRUNCATE_EXISTING);
            assertThatThrownBy(() -> Program.run(verify)).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void aKeyOfTheRealAdbIsSpelledAsItSpellsIt() throws Exception {
        Path made = folder.resolve("adbkey");
        Program.run("env", "HOME=" + folder, "adb", "keygen", made.toString());
        String pem = Files.readString(made).replaceAll("-----[A-Z ]+-----|\\s", "");
        RSAPrivateCrtKey secret = (RSAPrivateCrtKey) KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        RSAPublicKey open = (RSAPublicKey) KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent()));
        String spelled = Files.readString(folder.resolve("adbkey.pub"));
        assertThat(spelled.substring(0, spelled.indexOf(' '))).isEqualTo(AndroidPublicKey.encode(open));
    }

    @Test
    void theLineHoldsTheKeyAndTheName() throws Exception {
        byte[] token = Given.bytes(20);
        try (AdbKey key = AdbKey.generate("wangchuan@bench-1")) {
            assertThat(key.publicLine()).endsWith(" wangchuan@bench-1");
            RSAPublicKey read = PhoneKeys.read(key.publicLine());
            assertThat(read).isEqualTo(key.publicKey());
            assertThat(PhoneKeys.verify(read, token, key.sign(token))).isTrue();
            byte[] spoiled = key.sign(token);
            spoiled[100] ^= 1;
            assertThat(PhoneKeys.verify(read, token, spoiled)).isFalse();
        }
    }

    @Test
    void theFingerprintIsWhatAnotherProgramWorksOut() throws Exception {
        try (AdbKey key = AdbKey.generate("bench")) {
            Path line = Files.writeString(folder.resolve("line"), key.publicLine());
            String sum = Program.run(
                    "sh", "-c", "cut -d' ' -f1 \"$1\" | base64 -d | md5sum | cut -c1-32", "sh", line.toString());
            assertThat(key.fingerprint()).matches("([0-9A-F]{2}:){15}[0-9A-F]{2}");
            assertThat(key.fingerprint().replace(":", "")).isEqualToIgnoringCase(sum);
        }
    }

    @Test
    void aForgottenKeySignsNothing() throws Exception {
        AdbKey key = AdbKey.generate("bench");
        assertThat(key.closed()).isFalse();
        key.close();
        key.close();
        assertThat(key.closed()).isTrue();
        assertThatThrownBy(() -> key.sign(new byte[20]))
                .isInstanceOfSatisfying(
                        AdbException.class, e -> assertThat(e.code()).isEqualTo(AdbException.Code.CLOSED));
    }

    @Test
    void eachJobHasAnotherKey() {
        try (AdbKey one = AdbKey.generate("bench");
                AdbKey other = AdbKey.generate("bench")) {
            assertThat(one.publicLine()).isNotEqualTo(other.publicLine());
        }
    }

    @Test
    void onlyATokenOfItsLengthIsSigned() {
        try (AdbKey key = AdbKey.generate("bench")) {
            assertThatThrownBy(() -> key.sign(new byte[21])).isInstanceOf(AdbException.class);
        }
        assertThatThrownBy(() -> AdbKey.generate("a name\n")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyComesBackFromItsBytesAndFromNoOthers() throws Exception {
        byte[] token = Given.bytes(20);
        try (AdbKey key = AdbKey.generate("wangchuan@bench")) {
            byte[] exported = key.export();
            try (AdbKey again = AdbKey.restore(exported)) {
                assertThat(again.publicLine()).isEqualTo(key.publicLine());
                assertThat(again.sign(token)).isEqualTo(key.sign(token));
            }
            for (int length : new int[] {0, 1, 15, 16, 17, 600, exported.length - 1}) {
                refused(Arrays.copyOf(exported, length));
            }
            byte[] named = exported.clone();
            named[3] = ' ';
            refused(named);
        }
    }

    @Test
    void aForgottenKeyIsNotGivenAway() {
        AdbKey key = AdbKey.generate("bench");
        key.close();
        assertThatThrownBy(key::export)
                .isInstanceOfSatisfying(
                        AdbException.class, e -> assertThat(e.code()).isEqualTo(AdbException.Code.CLOSED));
    }

    /** What is refused is told without any of it. */
    private static void refused(byte[] bytes) {
        assertThatThrownBy(() -> AdbKey.restore(bytes)).isInstanceOfSatisfying(AdbException.class, e -> {
            assertThat(e.code()).isEqualTo(AdbException.Code.ARGUMENT);
            assertThat(e.getCause()).isNull();
        });
    }
}
