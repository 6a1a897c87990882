package org.wangchuan.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.overwrite.Pattern;

/** Of which kind blocks are: what somebody has written is never taken for what a drive leaves, and what a drive leaves never for somebody's. */
class BlockKindsTest {
    private static final int READ_BYTES = 512 * 1024;

    private static SampleFindings kinds(byte[] found, int blockBytes) {
        BlockKinds.Counts counts = new BlockKinds.Counts();
        PlantedBlocks planted = new PlantedBlocks(
                List.of(new PlantedBlocks.Planting(
                        Pattern.random(new byte[32]), List.of(new ByteRange(0, 4L * blockBytes)))),
                blockBytes);
        BlockKinds kinds = new BlockKinds(planted, counts);
        try (Arena arena = Arena.ofConfined()) {
            var buffer = arena.allocate(READ_BYTES, 4096);
            for (int from = 0; from < found.length; from += READ_BYTES) {
                int length = Math.min(READ_BYTES, found.length - from);
                buffer.asByteBuffer().put(found, from, length);
                kinds.count(buffer, length);
            }
        }
        return new SampleFindings(
                found.length,
                found.length,
                counts.planted.sum(),
                counts.zeros.sum(),
                counts.ones.sum(),
                counts.repeating.sum(),
                counts.noise.sum(),
                counts.content.sum(),
                0,
                List.of(),
                0);
    }

    private static byte[] noise(int length) {
        byte[] out = new byte[length];
        new Random(11).nextBytes(out);
        return out;
    }

    private static byte[] made(int length, IntUnaryOperator byteAt) {
        byte[] out = new byte[length];
        for (int i = 0; i < length; i++) {
            out[i] = (byte) byteAt.applyAsInt(i);
        }
        return out;
    }

    private static byte[] words(String vocabulary, Charset charset) {
        Random random = new Random(5);
        StringBuilder out = new StringBuilder();
        while (out.length() < 40_000) {
            int at = random.nextInt(vocabulary.length() - 6);
            out.append(vocabulary, at, at + 2 + random.nextInt(4));
        }
        return Arrays.copyOf(out.toString().getBytes(charset), 32_768);
    }

    /** Half a million blocks: none is anything else. */
    @ParameterizedTest
    @ValueSource(ints = {512, 520, 4096})
    void noiseIsNoise(int blockBytes) {
        int length = (64 << 20) / blockBytes * blockBytes;
        SampleFindings found = kinds(noise(length), blockBytes);
        // What is left of a request beyond its last whole block is not counted.
        long blocks = 0;
        for (int from = 0; from < length; from += READ_BYTES) {
            blocks += Math.min(READ_BYTES, length - from) / blockBytes;
        }
        assertThat(found.noiseBytes()).isEqualTo(blocks * blockBytes);
        assertThat(found.contentBytes()).isZero();
    }

    private static Map<String, byte[]> contents() {
        String chinese = "忘川之水在于忘情手机里的照片通讯录与聊天记录都应当被彻底清除不得留下任何痕迹国家标准要求以可验证的方式完成数据擦除";
        String english = "the quick owner of this telephone kept letters, pictures and numbers of friends on it; ";
        Random random = new Random(3);
        Map<String, byte[]> out = new LinkedHashMap<>();
        out.put("English", words(english, StandardCharsets.US_ASCII));
        out.put("UTF-8", words(chinese, StandardCharsets.UTF_8));
        out.put("GB 18030", words(chinese, Charset.forName("GB18030")));
        out.put("UTF-16", words(chinese, StandardCharsets.UTF_16LE));
        // Of all characters of GB 2312 alike, which no text is.
        out.put(
                "GB 2312 at random",
                made(65_536, i -> i % 2 == 0 ? 0xb0 + random.nextInt(72) : 0xa1 + random.nextInt(94)));
        out.put("base 64", Base64.getEncoder().encode(noise(49_152)));
        out.put("hexadecimal", HexFormat.of().formatHex(noise(32_768)).getBytes(StandardCharsets.US_ASCII));
        out.put("seven bits", made(65_536, _ -> random.nextInt(128)));
        out.put("a count", made(65_536, i -> i));
        out.put("a count of two bytes", made(65_536, i -> i % 2 == 0 ? i / 2 : i / 512));
        out.put("a ramp that wanders", made(65_536, i -> i / 3 + random.nextInt(3)));
        out.put("sound of one byte", made(65_536, i -> (int) (128 + 127 * Math.sin(i * 0.02)) + random.nextInt(5)));
        out.put(
                "sound of two bytes",
                made(
                        65_536,
                        i -> ((int) (30_000 * Math.sin((i - i % 2) * 0.005)) + random.nextInt(300)) >> (i % 2 * 8)));
        out.put("a picture of three colours", made(65_536, i -> (i / 3 % 300) * 2 + i % 3 * 40 + random.nextInt(9)));
        out.put(
                "a table",
                made(65_536, i -> i % 16 < 4 ? (i / 16) >> (i % 4 * 8) : i % 16 < 10 ? random.nextInt(256) : 0));
        out.put("half noise", made(65_536, i -> i % 512 < 256 ? random.nextInt(256) : 'x'));
        out.put("a long pattern", made(65_536, i -> "seventeen letters".charAt(i % 17)));
        return out;
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void whatSomebodyWroteIsContents(int blockBytes) {
        contents().forEach((name, bytes) -> {
            SampleFindings found = kinds(bytes, blockBytes);
            assertThat(found.contentBytes()).as(name).isEqualTo(bytes.length - bytes.length % blockBytes);
        });
    }

    /** Half of it in a block of 4096 bytes, and one block of it among many. */
    @Test
    void aLittleOfItIsSeen() {
        byte[] text = words("letters of the owner of this drive", StandardCharsets.US_ASCII);
        byte[] mixed = noise(4096);
        System.arraycopy(text, 0, mixed, 1024, 512);
        assertThat(kinds(mixed, 4096).contentBytes()).isEqualTo(4096);
        byte[] zeros = new byte[READ_BYTES];
        System.arraycopy(text, 0, zeros, 77 * 512, 512);
        SampleFindings found = kinds(zeros, 512);
        assertThat(found.contentBytes()).isEqualTo(512);
        assertThat(found.zeroBytes()).isEqualTo(READ_BYTES - 512);
    }

    /** What is compressed badly, and what hardly, by itself looks like noise in most blocks; not all of them together. */
    @Test
    void manyBlocksTellWhatOneDoesNot() throws Exception {
        Random random = new Random(9);
        // A film or picture: some values are more frequent than others by little.
        byte[] uneven = made(READ_BYTES, _ -> random.nextInt(100) < 3 ? 0 : random.nextInt(256));
        assertThat(kinds(Arrays.copyOf(uneven, 512), 512).noiseBytes()).isEqualTo(512);
        assertThat(kinds(uneven, 512).contentBytes()).isEqualTo(READ_BYTES);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(Deflater.HUFFMAN_ONLY, true))) {
            for (int i = 0; i < 60; i++) {
                out.write(
                        words("letters of the owner, " + i + " pages of them in a drawer", StandardCharsets.US_ASCII));
            }
        }
        byte[] codes = Arrays.copyOf(packed.toByteArray(), READ_BYTES);
        assertThat(packed.size()).isGreaterThan(READ_BYTES);
        assertThat(kinds(codes, 512).contentBytes()).isGreaterThan(READ_BYTES / 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5a", "a55a", "33cc55aa", "0123456789abcdef", "000102030405060708090a0b0c0d0eff"})
    void aShortPatternAllOverIsTheDrives(String pattern) {
        byte[] bytes = HexFormat.of().parseHex(pattern);
        for (int blockBytes : new int[] {512, 4096}) {
            SampleFindings found = kinds(made(65_536, i -> bytes[i % bytes.length]), blockBytes);
            assertThat(found.repeatingBytes()).isEqualTo(65_536);
        }
        byte[] spoiled = made(512, i -> bytes[i % bytes.length]);
        spoiled[300]++;
        assertThat(kinds(spoiled, 512).contentBytes()).isEqualTo(512);
    }

    @Test
    void eachBlockIsOfOneKind() {
        byte[] all = new byte[6 * 512];
        Arrays.fill(all, 512, 1024, (byte) 0xff);
        Arrays.fill(all, 1024, 1536, (byte) 0x20);
        System.arraycopy(noise(512), 0, all, 1536, 512);
        System.arraycopy(words("letters of somebody", StandardCharsets.US_ASCII), 0, all, 2048, 512);
        try (Arena arena = Arena.ofConfined()) {
            var buffer = arena.allocate(512, 8);
            Pattern.random(new byte[32]).newFiller().fill(buffer, 0, 512, 512);
            buffer.asByteBuffer().get(all, 2560, 512);
        }
        SampleFindings found = kinds(all, 512);
        assertThat(List.of(
                        found.zeroBytes(),
                        found.oneBytes(),
                        found.repeatingBytes(),
                        found.noiseBytes(),
                        found.contentBytes(),
                        found.plantedBytes()))
                .containsOnly(512L);
    }

    /** A thread may have counted what the accounts did not take in: what speaks against the drive is kept first. */
    @Test
    void whatBrokeOffStillAddsUp() {
        SampleFindings found =
                new SampleFindings(4096, 1024, 512, 4096, 512, 512, 512, 1024, 0, List.of(), 0).ofBrokenOff();
        assertThat(found.bytesRead()).isEqualTo(4096);
        assertThat(found.plantedBytes()).isEqualTo(512);
        assertThat(found.contentBytes()).isEqualTo(1024);
        assertThat(found.plantedBytes()
                        + found.contentBytes()
                        + found.noiseBytes()
                        + found.repeatingBytes()
                        + found.zeroBytes()
                        + found.oneBytes())
                .isEqualTo(4096);
    }
}
