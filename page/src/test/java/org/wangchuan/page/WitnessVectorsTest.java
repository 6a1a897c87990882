package org.wangchuan.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.page.testing.Bench;
import org.wangchuan.page.testing.PageUnderTest;
import org.wangchuan.page.testing.RandomCertificate;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.key.P256Key;
import org.wangchuan.proof.log.ConsistencyProof;

/** The building stones of certificates against those of the Java side: P-256, consistency proofs, times of 64 bits. */
@Tag("slow")
class WitnessVectorsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    @TempDir
    static Path folder;

    private static PageUnderTest page;

    @BeforeAll
    static void open() throws IOException {
        page = new PageUnderTest(folder, "en-US");
    }

    @AfterAll
    static void close() throws IOException {
        page.close();
    }

    /** Keys, messages and signatures in hexadecimal, and what Java says. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Signed(P256Key key, byte[] message, byte[] signature) {
        String json() {
            return "["
                    + String.join(
                            ",", List.of(hex(key.x().toBytes()), hex(key.y().toBytes()), hex(message), hex(signature)))
                    + "]";
        }

        private static String hex(byte[] bytes) {
            return "\"" + HEX.formatHex(bytes) + "\"";
        }
    }

    @Test
    void signaturesOfP256AgreeWithTheJdks() throws Exception {
        List<Signed> all = new ArrayList<>();
        Random random = new Random(7);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        for (int i = 0; i < 40; i++) {
            KeyPair pair = generator.generateKeyPair();
            P256Key key = RandomCertificate.p256(pair);
            byte[] message = new byte[i];
            random.nextBytes(message);
            byte[] sound = P256Key.lowS(sign(pair, message));
            byte[] bit = sound.clone();
            int at = random.nextInt(512);
            bit[at >> 3] ^= (byte) (1 << (at & 7));
            all.add(new Signed(key, message, sound));
            all.add(new Signed(key, message, bit));
            all.add(new Signed(key, message, RandomCertificate.otherS(sound)));
            all.add(new Signed(key, new byte[i + 1], sound));
            for (BigInteger edge : List.of(
                    BigInteger.ZERO, BigInteger.ONE, ORDER, ORDER.subtract(BigInteger.ONE), ORDER.shiftRight(1))) {
                all.add(new Signed(key, message, pair(edge, number(sound, 32))));
                all.add(new Signed(key, message, pair(number(sound, 0), edge)));
                all.add(new Signed(key, message, pair(edge, edge)));
            }
        }
        List<String> expected = all.stream()
                .map(one -> String.valueOf(one.key().verifies(one.message(), one.signature())))
                .toList();
        assertThat(expected).contains("true", "false");
        String asked = "[" + String.join(",", all.stream().map(Signed::json).toList()) + "]";
        for (String primitives : List.of("own", "best")) {
            assertThat(page.list("await Promise.all(" + asked + ".map(a => a.map(w.Bytes.fromHex)).map(async a =>"
                            + " String(w.P256.isPoint(a[0], a[1]) && w.P256.isLow(a[3]) && await w.Primitives."
                            + primitives + ".p256({x: a[0], y: a[1]}, a[2], a[3]))))"))
                    .as(primitives)
                    .isEqualTo(expected);
        }
    }

    private static byte[] sign(KeyPair pair, byte[] message) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
        signer.initSign(pair.getPrivate());
        signer.update(message);
        return signer.sign();
    }

    private static BigInteger number(byte[] signature, int from) {
        return new BigInteger(
                1, ByteBuffer.allocate(32).put(signature, from, 32).array());
    }

    private static byte[] pair(BigInteger r, BigInteger s) {
        return HEX.parseHex(String.format("%064x%064x", r, s));
    }

    /** RFC 6979, A.2.5: P-256 with SHA-256, message "sample"; its s is the higher one, so that it is turned over. */
    @Test
    void aSignatureOfTheStandardVerifies() throws IOException {
        String s = "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";
        String low = String.format("%064x", ORDER.subtract(new BigInteger(s, 16)));
        for (String one : List.of(s, low)) {
            assertThat(page.list("[['60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6',"
                            + "'7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299',"
                            + "'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716" + one + "']"
                            + ".map(w.Bytes.fromHex)].map(a => [w.P256.verify(a[0], a[1], w.Bytes.fromText('sample'), a[2]),"
                            + " w.P256.isLow(a[2])].join(' '))"))
                    .containsExactly("true " + one.equals(low));
        }
    }

    @Test
    void pointsBesideTheCurveAreNone() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        Random random = new Random(8);
        List<String> asked = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            P256Key key = RandomCertificate.p256(generator.generateKeyPair());
            byte[] both = ByteBuffer.allocate(64)
                    .put(key.x().toBytes())
                    .put(key.y().toBytes())
                    .array();
            if (i % 4 > 0) {
                int at = random.nextInt(512);
                both[at >> 3] ^= (byte) (1 << (at & 7));
            }
            if (i % 4 == 3) {
                Arrays.fill(both, random.nextInt(64), 64, (byte) (random.nextInt(2) - 1));
            }
            asked.add(HEX.formatHex(both));
            expected.add(String.valueOf(isPoint(both)));
        }
        assertThat(page.list(PageUnderTest.literal(asked)
                        + ".map(w.Bytes.fromHex).map(b => String(w.P256.isPoint(b.slice(0, 32), b.slice(32))))"))
                .isEqualTo(expected);
    }

    private static boolean isPoint(byte[] both) {
        try {
            P256Key.of(Bytes32.of(Arrays.copyOf(both, 32)), Bytes32.of(Arrays.copyOfRange(both, 32, 64)));
            return true;
        } catch (VerificationException e) {
            return false;
        }
    }

    /** Every pair of sizes up to 20, whole and spoilt. */
    @Test
    void consistencyProofsAgree() throws IOException {
        try (Bench bench = new Bench(folder.resolve("log"), "log.example/sizes", 1)) {
            List<Bytes32> roots = new ArrayList<>(List.of(Bytes32.sha256(new byte[0])));
            List<String> asked = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            Random random = new Random(9);
            for (int size = 1; size <= 20; size++) {
                bench.start(StatementIssuer.real(bench.key), Bench.target("A"));
                roots.add(bench.log.checkpoint().checkpoint().root());
                for (int old = 0; old <= size; old++) {
                    List<Bytes32> hashes = bench.log.proveConsistency(old).hashes();
                    ask(old, size, roots, hashes, asked, expected);
                    ask(old, size, roots, spoilt(hashes, random), asked, expected);
                    ask(random.nextInt(size + 1), size, roots, hashes, asked, expected);
                }
            }
            assertThat(expected).contains("sound", "consistency");
            assertThat(page.list(PageUnderTest.literal(asked) + ".map(t => t.split(' ')).map(t => {"
                            + "const tree = i => ({size: Number(t[i]), root: w.Bytes.hash64(t[i + 1])});"
                            + "try { w.Tree.verifyConsistency(tree(0), tree(2), t.slice(4).map(w.Bytes.hash64)); return 'sound'; }"
                            + "catch (e) { return e.code; } })"))
                    .isEqualTo(expected);
        }
    }

    private static List<Bytes32> spoilt(List<Bytes32> hashes, Random random) {
        List<Bytes32> out = new ArrayList<>(hashes);
        switch (random.nextInt(3)) {
            case 0 -> out.add(Bytes32.random());
            case 1 -> out.removeIf(hash -> random.nextBoolean());
            default -> out.replaceAll(hash -> random.nextBoolean() ? Bytes32.random() : hash);
        }
        return out;
    }

    private static void ask(
            int old, int size, List<Bytes32> roots, List<Bytes32> hashes, List<String> asked, List<String> expected) {
        List<String> words = new ArrayList<>(List.of(
                old + "", roots.get(old).base64(), size + "", roots.get(size).base64()));
        hashes.forEach(hash -> words.add(hash.base64()));
        asked.add(String.join(" ", words));
        try {
            new ConsistencyProof(old, size, hashes).verify(roots.get(old), roots.get(size));
            expected.add("sound");
        } catch (VerificationException e) {
            expected.add(e.code().wireName());
        }
    }

    @Test
    void timesOfSixtyFourBitsAreSpelledExactly() throws IOException {
        List<String> asked = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        Random random = new Random(10);
        for (int i = 0; i < 500; i++) {
            long time = i < 4
                    ? List.of(0L, 1L, Long.MAX_VALUE, (1L << 53) + 1).get(i)
                    : random.nextLong() >>> random.nextInt(1, 64);
            asked.add(HEX.formatHex(ByteBuffer.allocate(8).putLong(time).array()));
            expected.add(String.valueOf(time));
        }
        assertThat(page.list(PageUnderTest.literal(asked) + ".map(w.Bytes.fromHex).map(w.Cosign.decimal)"))
                .isEqualTo(expected);
    }
}
