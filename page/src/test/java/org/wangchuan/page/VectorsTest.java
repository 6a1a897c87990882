package org.wangchuan.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.page.testing.PageUnderTest;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Padded;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.log.InclusionProof;

/** The page's own building stones against standards and against those of the Java side. */
@Tag("slow")
class VectorsTest {
    private static final HexFormat HEX = HexFormat.of();

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

    @Test
    void digestsAgreeWithTheJdksAtEveryLengthAroundTheBlocks() throws IOException, GeneralSecurityException {
        List<String> inputs = new ArrayList<>();
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            new Random(length).nextBytes(bytes);
            inputs.add(HEX.formatHex(bytes));
        }
        List<String> found =
                page.list("[].concat(..." + PageUnderTest.literal(inputs) + ".map(h => w.Bytes.fromHex(h)).map(b =>"
                        + " [w.Sha2.sha256(b), w.Sha2.sha512(b), w.Sha2.hmac256(b, b)].map(w.Bytes.toHex)))");
        List<String> expected = new ArrayList<>();
        for (String input : inputs) {
            byte[] bytes = HEX.parseHex(input);
            expected.add(HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
            expected.add(HEX.formatHex(MessageDigest.getInstance("SHA-512").digest(bytes)));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(bytes.length == 0 ? new byte[1] : bytes, "HmacSHA256")); // zeros pad a key anyway
            expected.add(HEX.formatHex(mac.doFinal(bytes)));
        }
        assertThat(found).isEqualTo(expected);
    }

    /** FIPS 180-4 examples: the empty text and "abc". */
    @Test
    void digestsAgreeWithTheStandard() throws IOException {
        assertThat(page.list("['', 'abc'].map(t => w.Bytes.toHex(w.Sha2.sha256(w.Bytes.fromText(t))))"))
                .containsExactly(
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(page.list("['abc'].map(t => w.Bytes.toHex(w.Sha2.sha512(w.Bytes.fromText(t))))"))
                .containsExactly("ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
    }

    /** RFC 8032, 7.1, TEST 1 to 3; each also with changed bits. */
    private static final List<String> RFC_8032 = List.of(
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,,"
                    + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                    + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                    + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                    + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                    + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                    + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");

    /**
     * Made by signers who misuse their key: R is of small order, or has a part of small order (1, 2, 4, 8). They pass
     * with cofactor, as in Java, and most fail without, as in browsers.
     */
    private static final List<String> SMALL_PARTS = List.of(
            "3b6f28fb6bbf9617e38def387fde1419655473155d091a9c6f3bb3f1e1dd7b65,d5d9bef76808f3b572e5,01000000000000000000000000000000000000000000000000000000000000008b2c0c4dacff7e6d587bf4f726144b88b6d3ec218038bb8cdf0cf5357622910d",
            "18c84823bc733b058ff6537e574b3b0eaf4cf14cd3a481913661742b976ff4e5,7052ff64e7e37cd8d3c5,ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f189fcd99f54be238a15ce3a4d6eb70dcc5f188c04523eacb0987035f0c68c602",
            "7e3cb89ba74cba706587603a4d3fe91ef4f274642d77d486de0afc2d371ba976,cebe4141fd9618b3ef86,0000000000000000000000000000000000000000000000000000000000000000f5dd67d4cb1f079087fa46c4051c05527cebe683ab3f937e1a2da9f0353bc200",
            "14a750d2f5c8145ccfd26e3ce6722114fc5d5ac18ac596ac56fa92e444c05368,58a2c64ae6d69b04b88b,26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05a2f6652bf333cfe58c1099f87d1d3307ae373e3c12a8e9dc30f0f147d51db50f",
            "a5d9cb43fb3614d6b5e260fadaeecf4f3dc0979bfcce255f326e78f158b172a6,0010491c0d2adf8b5274,24cfd1fb7e5f2292e28a748359a7ab31be5ca9651cfe4056a78b92354628dda2ebda39690e5361c1b8146cc0a505fe08049788ccd9a483b66be6705f929bc208",
            "589af8efc76792aa840940052de022d6ff2f75badce54d9cc1d8eaed81a6f41e,12f49444ac8807b1c527,78d7fd17248d858526287227b09ae2b618c1217675e0a13007eb35326c1f712a355ea39d0baaa4d66cd09dd0ee29a9d52517c01f99425e385cce42321d84320a",
            "2688c439daa5d8eeb5ce61d60a6f8c59e3d30018be689ddcd02524a67881339e,4af9aa3abb417a855b66,29fb88bea4c77846b5d84c21bed2d2dfb309cc462d365662c3c9e1dda0bbca8a9871f8379a3585358d690a2b67f4cd92aa77f3a6aec596f8bf2498a0bc76fd04",
            "7540d8e3476e0334522cf61b575202c1a4a8e057d099742e84c456920678451e,883c6d30be882cf21173,89b72299b0ff52213e8a6a5f6709616802a328c764c0790d0ed19f6a79208afae1ca5dd060992f6369c66267ad5f6f786b259a3d4dbfa50f1ec046f06b95cf02");

    /** Keys that are none: small orders, numbers that are not reduced, an odd zero, and others. */
    private static final List<String> NO_KEYS = List.of(
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000080",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "d75a");

    @Test
    void signaturesAndKeysAreJudgedAsInJava() throws IOException {
        List<String> cases = new ArrayList<>(RFC_8032);
        cases.addAll(SMALL_PARTS);
        for (String sound : RFC_8032) {
            String[] parts = sound.split(",", -1);
            for (int bit = 0; bit < 512; bit += 7) {
                byte[] signature = HEX.parseHex(parts[2]);
                signature[bit / 8] ^= (byte) (1 << bit % 8);
                cases.add(parts[0] + "," + parts[1] + "," + HEX.formatHex(signature));
            }
            cases.add(parts[0] + "," + parts[1] + "," + plusOrder(parts[2]));
            cases.add(parts[0] + "," + parts[1] + "," + parts[2].substring(2));
            cases.add(parts[0] + "," + parts[1] + "00," + parts[2]);
            for (String key : NO_KEYS) { // in place of the key, and of R
                cases.add(key + "," + parts[1] + "," + parts[2]);
                cases.add(parts[0] + "," + parts[1] + "," + (key + "0".repeat(60)).substring(0, 64)
                        + parts[2].substring(64));
            }
        }
        Random random = new Random(8032);
        for (int i = 0; i < 60; i++) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            cases.add(HEX.formatHex(key) + ",00," + RFC_8032.getFirst().split(",", -1)[2]);
        }
        List<String> expected = cases.stream().map(VectorsTest::javaAnswer).toList();
        assertThat(expected).contains("true", "false", "key-format");
        assertThat(expected.subList(0, 3 + SMALL_PARTS.size())).containsOnly("true");
        for (String primitives : List.of("own", "best")) {
            assertThat(page.list("await Promise.all(" + PageUnderTest.literal(cases) + ".map(async line => {"
                            + "const [k, m, s] = line.split(',').map(w.Bytes.fromHex); try { const key = w.Keys.of(k);"
                            + "return String(await w.Primitives." + primitives
                            + ".ed25519(k, key.point, m, s)); } catch (e) { return e.code || e.message; } }))"))
                    .as(primitives)
                    .isEqualTo(expected);
        }
    }

    private static String javaAnswer(String line) {
        String[] parts = line.split(",", -1);
        try {
            return String.valueOf(
                    PublicKey.of(HEX.parseHex(parts[0])).verifies(HEX.parseHex(parts[1]), HEX.parseHex(parts[2])));
        } catch (VerificationException e) {
            return e.code().wireName();
        }
    }

    /** The same S modulo the order of the group, spelled another way. */
    private static String plusOrder(String signature) {
        byte[] bytes = HEX.parseHex(signature);
        byte[] order = HEX.parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        int carry = 0;
        for (int i = 0; i < 32; i++) {
            carry += (bytes[32 + i] & 255) + (order[i] & 255);
            bytes[32 + i] = (byte) carry;
            carry >>= 8;
        }
        return HEX.formatHex(bytes);
    }

    @Test
    void encodingsHaveOneSpelling() throws IOException {
        List<String> texts = new ArrayList<>(List.of(
                "",
                "A",
                "AA",
                "AAA",
                "AAAA",
                "AB",
                "AAB",
                "AA==",
                "AB==",
                "AAA=",
                "AAB=",
                "AA=",
                "A===",
                "AA+A",
                "AA/A",
                "AA-A",
                "AA_A",
                "AA A",
                "AAAA\n",
                "AAAA====",
                " AAAA",
                "AA==AA==",
                "AAA\u0100",
                "==",
                "0",
                "0A",
                "0a",
                "0g",
                "00 "));
        Random random = new Random(64);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = new byte[random.nextInt(9)];
            random.nextBytes(bytes);
            String text = i % 2 == 0 ? Base64Padded.encode(bytes) : Base64Url.encode(bytes);
            int at = text.isEmpty() ? 0 : random.nextInt(text.length());
            texts.add(
                    i % 3 == 0
                            ? text
                            : text.substring(0, at)
                                    + "ABC=-_+/".charAt(random.nextInt(8))
                                    + text.substring(Math.min(text.length(), at + 1)));
        }
        List<String> expected = new ArrayList<>();
        for (String text : texts) {
            expected.add(outcome(() -> Base64Padded.decode(text)));
            expected.add(outcome(() -> Base64Url.decode(text)));
            expected.add(outcome(() -> Hex.decode(text)));
        }
        assertThat(page.list("[].concat(..." + PageUnderTest.literal(texts) + ".map(t =>"
                        + "[w.Bytes.fromBase64, w.Bytes.fromBase64Url, w.Bytes.fromHex].map(f => {"
                        + "try { return w.Bytes.toHex(f(t)); } catch (e) { return e.code; } })))"))
                .isEqualTo(expected);
    }

    private interface Decoder {
        byte[] decode() throws VerificationException;
    }

    private static String outcome(Decoder decoder) {
        try {
            return HEX.formatHex(decoder.decode());
        } catch (VerificationException e) {
            return e.code().wireName();
        }
    }

    /** The texts of the canonical module's own test, and garbage over the letters of JSON. */
    @Test
    void canonicalJsonIsReadAndRefusedAsInJava() throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        for (String text : List.of(
                "{}",
                "[]",
                "{\"a\":1,\"b\":[true,false,null,\"x\"]}",
                "\"\\u0001\\n\\\"\\\\/€\u007f\"",
                "-9007199254740991",
                "0",
                "{\"\uD83D\uDE00\":1,\"\uFB33\":2}",
                "",
                " {}",
                "{} ",
                "{\"b\":1,\"a\":2}",
                "{\"a\":1,\"a\":2}",
                "{\"a\": 1}",
                "1.0",
                "1e3",
                "01",
                "-0",
                "-",
                "9007199254740992",
                "9007199254740991",
                "9999999999999999",
                "99999999999999999999",
                "\"\\/\"",
                "\"\\u0041\"",
                "\"\\u000A\"",
                "\"\\u001f\"",
                "\"\\ud800\"",
                "\"\\ud83d\\ude00\"",
                "\"\n\"",
                "[1,]",
                "{\"a\":1,}",
                "nul",
                "truee",
                "[",
                "\"",
                "{\"\uFB33\":2,\"\uD83D\uDE00\":1}",
                "\uFEFF{}",
                "[".repeat(32) + "0" + "]".repeat(32),
                "[".repeat(33) + "0" + "]".repeat(33),
                "[".repeat(100_000))) {
            inputs.add(text.getBytes(StandardCharsets.UTF_8));
        }
        inputs.add(new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'});
        inputs.add(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'});
        inputs.add(new byte[] {'"', (byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80, '"'});
        inputs.add(new byte[] {'"', (byte) 0xF4, (byte) 0x8F, (byte) 0xBF, (byte) 0xBF, '"'});
        inputs.add(new byte[] {'"', (byte) 0xE2, (byte) 0x82, '"'});
        byte[] alphabet = "{}[]\",:\\u0123456789aetrufalsn.-+ \n\u0000".getBytes(StandardCharsets.UTF_8);
        for (int seed = 0; seed < 4_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(12)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(8) == 0 ? (byte) random.nextInt() : alphabet[random.nextInt(alphabet.length)];
            }
            inputs.add(bytes);
        }
        List<String> expected = new ArrayList<>();
        List<String> sent = new ArrayList<>();
        for (byte[] input : inputs) {
            sent.add(Base64.getEncoder().encodeToString(input));
            try {
                expected.add(CanonicalJson.writeText(CanonicalJson.read(input)));
            } catch (MalformedJsonException e) {
                expected.add("refused");
            }
        }
        assertThat(page.list(PageUnderTest.literal(sent) + ".map(t => { try {"
                        + "return w.Canonical.write(w.Canonical.read(bytes(t))); } catch (e) { return 'refused'; } })"))
                .isEqualTo(expected);
    }

    /** Sizes beyond 32 bits: random hashes lead to the same root, or are refused alike. */
    @Test
    void inclusionProofsLeadToTheSameRootAtAnySize() throws IOException {
        List<String> cases = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int seed = 0; seed < 600; seed++) {
            Random random = new Random(seed);
            long size = (random.nextLong() & ((1L << 53) - 1)) >> random.nextInt(53);
            long index = size == 0 ? 0 : Math.floorMod(random.nextLong(), size + (random.nextInt(9) == 0 ? 2 : 0));
            int count = hashes(index, size) + (random.nextInt(5) == 0 ? random.nextInt(3) - 1 : 0);
            List<Bytes32> hashes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                byte[] hash = new byte[32];
                Arrays.fill(hash, (byte) (seed + i));
                hashes.add(Bytes32.of(hash));
            }
            cases.add("[" + seed + "," + index + "," + size + "," + Math.max(count, 0) + "]");
            try {
                byte[] leaf = new byte[32];
                expected.add(new InclusionProof(index, size, hashes)
                        .root(Bytes32.of(leaf))
                        .base64());
            } catch (VerificationException e) {
                expected.add(e.code().wireName());
            }
        }
        assertThat(expected.stream().filter(text -> text.length() == 44).count())
                .isGreaterThan(300);
        assertThat(page.list("[" + String.join(",", cases) + "].map(([seed, index, size, count]) => { try {"
                        + "const hashes = Array.from({length: count}, (_, i) => new Uint8Array(32).fill(seed + i));"
                        + "return w.Bytes.toBase64(w.Tree.rootOf(new Uint8Array(32), index, size, hashes));"
                        + "} catch (e) { return e.code || e.message; } })"))
                .isEqualTo(expected);
    }

    /** How many hashes prove a place: inner ones below the last common node, one for each set bit above. */
    private static int hashes(long index, long size) {
        if (index >= size) {
            return 3;
        }
        int inner = 64 - Long.numberOfLeadingZeros(index ^ (size - 1));
        return inner + Long.bitCount(index >>> inner);
    }
}
