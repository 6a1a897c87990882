package org.wangchuan.engine.apple.plist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.apple.plist.PlistException.Code;

class PlistTest {
    private static final PlistLimits LIMITS = PlistLimits.MESSAGE;

    static PlistValue.Dict everything() {
        return PlistValue.Dict.builder()
                .put("text", "a <b> & \"c\" 'd' 忘川 \uD83D\uDCF1")
                .put("empty", "")
                .put("zero", 0)
                .put("byte", 255)
                .put("short", 65_535)
                .put("int", 4_294_967_295L)
                .put("long", Long.MAX_VALUE)
                .put("negative", -1)
                .put("least", Long.MIN_VALUE)
                .put("greatest", new PlistValue.Int(PlistValue.INTEGER_MAX))
                .put("real", new PlistValue.Real(-1.5e-7))
                .put("yes", true)
                .put("no", false)
                .put("when", new PlistValue.Date(Instant.parse("2026-11-28T21:50:20Z")))
                .put("before", new PlistValue.Date(Instant.parse("1969-07-20T20:17:40Z")))
                .put("data", new byte[] {0, 1, 2, (byte) 0xff})
                .put("no data", new byte[0])
                .put("none", new PlistValue.Array(List.of()))
                .put(
                        "inner",
                        new PlistValue.Array(List.of(
                                new PlistValue.Text("text"),
                                PlistValue.Dict.builder().build(),
                                PlistValue.Dict.builder().put("deep", "text").build())))
                .put("many", new PlistValue.Array(many()))
                .build();
    }

    private static List<PlistValue> many() {
        List<PlistValue> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            many.add(new PlistValue.Text("item " + i));
        }
        return many;
    }

    @Test
    void whatIsWrittenInXmlIsReadAgain() throws PlistException {
        assertThat(Plist.read(Plist.writeXml(everything()), LIMITS)).isEqualTo(everything());
    }

    @Test
    void whatIsWrittenInBinaryIsReadAgain() throws PlistException {
        assertThat(Plist.read(Plist.writeBinary(everything()), LIMITS)).isEqualTo(everything());
    }

    @Test
    void theOrderOfKeysIsKept() throws PlistException {
        List<String> order = List.copyOf(everything().entries().keySet());
        assertThat(Plist.readDict(Plist.writeXml(everything()), LIMITS)
                        .entries()
                        .keySet())
                .containsExactlyElementsOf(order);
        assertThat(Plist.readDict(Plist.writeBinary(everything()), LIMITS)
                        .entries()
                        .keySet())
                .containsExactlyElementsOf(order);
    }

    @Test
    void printedItTellsNothingOfItsContents() {
        assertThat(everything().toString() + everything().entries().get("text")).doesNotContain("忘川", "item");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <string>a&amp;&lt;&gt;&quot;&apos;b</string>   | a&<>"'b
            <string><!-- no -->x</string>                  |
            <string>&#65;</string>                         |
            <string>&a;</string>                           |
            <string>&amp</string>                          |
            <string><![CDATA[x]]></string>                 |
            <string></string >                             |
            <string a="b">x</string>                       |
            <string>x</text>                               |
            <string>x                                      |
            <String>x</String>                             |
            """)
    void textIsPlainOrOneOfFiveEntities(String xml, String text) throws PlistException {
        byte[] bytes = xml(xml);
        if (text == null && !xml.contains("</string >")) {
            assertThat(refusal(bytes)).isIn(Code.MALFORMED, Code.UNSUPPORTED);
        } else {
            assertThat(Plist.read(bytes, LIMITS)).isEqualTo(new PlistValue.Text(text == null ? "" : text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<integer>1.0</integer>",
                "<integer></integer>",
                "<integer>18446744073709551616</integer>",
                "<integer>-9223372036854775809</integer>",
                "<integer>１</integer>",
                "<real>0x1p3</real>",
                "<real>1f</real>",
                "<real>NaN</real>",
                "<date>2026-02-30T00:00:00Z</date>",
                "<date>2026-11-28T21:50:20+00:00</date>",
                "<date>now</date>",
                "<data>AAA</data>",
                "<data>A=AA</data>",
                "<data>_-==</data>",
                "<dict><key>a</key></dict>",
                "<dict><true/></dict>",
                "<dict><key>a</key><true/><key>a</key><true/></dict>",
                "<array><key>a</key></array>",
                "<true></true>",
                "<true/><true/>",
                "<plist/>",
                "<null/>",
                "<?php x ?>",
                "",
                "<array><array></array>"
            })
    void whatIsNoValueIsRefused(String xml) {
        assertThat(refusal(xml(xml))).isIn(Code.MALFORMED, Code.UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE plist [<!ENTITY a \"b\">]><plist version=\"1.0\"><true/></plist>",
                "<!DOCTYPE plist SYSTEM \"file:///etc/passwd\" [ ]><plist version=\"1.0\"><true/></plist>",
                "<!DOCTYPE html><plist version=\"1.0\"><true/></plist>",
                "<?xml version=\"1.0\" encoding=\"UTF-16\"?><plist version=\"1.0\"><true/></plist>",
                "<plist version=\"2.0\"><true/></plist>",
                "<plist version=\"1.0\"><true/></plist>x",
                "<plist version=\"1.0\"><true/>",
                "<plist version=\"1.0\"><!-- -- --><true/></plist>",
                "<plist version=\"1.0\"><!-- --x<true/></plist>",
                "\0<plist version=\"1.0\"><true/></plist>",
                ""
            })
    void documentsOfAnotherKindAreRefused(String xml) {
        assertThat(refusal(xml.getBytes(StandardCharsets.UTF_8))).isIn(Code.MALFORMED, Code.UNSUPPORTED);
    }

    @Test
    void aDocumentTypeIsNeverFetched() throws PlistException {
        String xml = "<!DOCTYPE plist PUBLIC \"-//Apple Computer//DTD PLIST 1.0//EN\" \"http://127.0.0.1:1/none.dtd\">"
                + "<plist version='1.0'><!-- a comment --><true/></plist>";
        assertThat(Plist.read(xml.getBytes(StandardCharsets.UTF_8), LIMITS)).isEqualTo(new PlistValue.Bool(true));
    }

    @Test
    void brokenCharactersAreRefused() {
        assertThat(refusal(xml("<string>\u0001</string>"))).isEqualTo(Code.MALFORMED);
        byte[] bytes = xml("<string>x</string>");
        bytes[bytes.length - 18] = (byte) 0xff;
        assertThat(refusal(bytes)).isEqualTo(Code.MALFORMED);
    }

    @Test
    void whatAFormCannotHoldIsNotWritten() {
        assertThat(unwritable(new PlistValue.Text("\u0000"), false)).isEqualTo(Code.UNWRITABLE);
        assertThat(unwritable(new PlistValue.Text("a\rb"), false)).isEqualTo(Code.UNWRITABLE);
        assertThat(unwritable(new PlistValue.Text("\uD83D"), false)).isEqualTo(Code.UNWRITABLE);
        assertThat(unwritable(new PlistValue.Text("\uD83D"), true)).isEqualTo(Code.UNWRITABLE);
        assertThat(unwritable(new PlistValue.Date(Instant.MAX), false)).isEqualTo(Code.UNWRITABLE);
        PlistValue deep = new PlistValue.Bool(true);
        for (int i = 0; i < 200; i++) {
            deep = new PlistValue.Array(List.of(deep));
        }
        assertThat(unwritable(deep, false)).isEqualTo(Code.UNWRITABLE);
        assertThat(unwritable(deep, true)).isEqualTo(Code.UNWRITABLE);
    }

    @Test
    void depthCountAndSizeAreBounded() throws PlistException {
        PlistLimits small = new PlistLimits(10_000, 3, 10);
        assertThat(Plist.read(nested(3), small)).isInstanceOf(PlistValue.Array.class);
        assertThat(refusal(nested(4), small)).isEqualTo(Code.TOO_DEEP);
        assertThat(refusal(xml("<array>" + "<true/>".repeat(10) + "</array>"), small))
                .isEqualTo(Code.TOO_MANY);
        assertThat(refusal(new byte[10_001], small)).isEqualTo(Code.TOO_LARGE);
        PlistValue value = new PlistValue.Bool(true);
        for (int i = 0; i < 4; i++) {
            value = new PlistValue.Array(List.of(value));
        }
        assertThat(refusal(Plist.writeBinary(value), small)).isEqualTo(Code.TOO_DEEP);
    }

    @Test
    void aContainerInItselfIsACycle() {
        assertThat(refusal(binary(new byte[][] {{(byte) 0xA1, 0}}, 0))).isEqualTo(Code.CYCLE);
        byte[] throughAnother = binary(new byte[][] {{(byte) 0xA1, 1}, {(byte) 0xA2, 2, 0}, {0x09}}, 0);
        assertThat(refusal(throughAnother)).isEqualTo(Code.CYCLE);
        byte[] asItsOwnKey = binary(new byte[][] {{(byte) 0xD1, 0, 0}}, 0);
        assertThat(refusal(asItsOwnKey)).isEqualTo(Code.CYCLE);
    }

    /** Twenty arrays, each of which names the next ten times: 10^20 values in 300 bytes. */
    @Test
    void sharedPartsCountAsOftenAsTheyAreUsed() {
        byte[][] objects = new byte[21][];
        for (int i = 0; i < 20; i++) {
            objects[i] = new byte[11];
            objects[i][0] = (byte) 0xAA;
            for (int j = 1; j <= 10; j++) {
                objects[i][j] = (byte) (i + 1);
            }
        }
        objects[20] = new byte[] {0x09};
        assertThat(refusal(binary(objects, 0))).isEqualTo(Code.TOO_MANY);
    }

    @Test
    void oneLongStringUsedOftenIsTooLarge() {
        byte[] text = new byte[5 + 50_000];
        text[0] = 0x5F;
        text[1] = 0x12;
        ByteBuffer.wrap(text).putInt(2, 50_000 - 1);
        byte[] uses = new byte[3 + 250];
        uses[0] = (byte) 0xAF;
        uses[1] = 0x10;
        uses[2] = (byte) 250;
        Arrays.fill(uses, 3, uses.length, (byte) 1);
        text = Arrays.copyOf(text, 6 + 50_000 - 1);
        assertThat(refusal(binary(new byte[][] {uses, text}, 0), new PlistLimits(100_000, 8, 1000)))
                .isEqualTo(Code.TOO_LARGE);
    }

    @Test
    void liesAboutSizesAreMalformed() throws PlistException {
        byte[] right = Plist.writeBinary(everything());
        int trailer = right.length - 32;
        for (int at : new int[] {6, 7, 8, 15, 16, 24, 31}) {
            for (int value : new int[] {0, 9, 0x7f, 0xff}) {
                byte[] wrong = right.clone();
                if ((wrong[trailer + at] & 0xff) == value) {
                    continue;
                }
                wrong[trailer + at] = (byte) value;
                assertThat(refusal(wrong)).as("byte %d as %d", at, value).isIn(Code.MALFORMED, Code.TOO_MANY);
            }
        }
        assertThat(refusal(binary(new byte[][] {{0x4F, 0x13, 0x7f, -1, -1, -1, -1, -1, -1, -1}}, 0)))
                .isEqualTo(Code.MALFORMED);
        assertThat(refusal(binary(new byte[][] {{0x4F, 0x13, -1, -1, -1, -1, -1, -1, -1, -1}}, 0)))
                .isEqualTo(Code.MALFORMED);
        assertThat(refusal(binary(new byte[][] {{(byte) 0xDE, 0}}, 0))).isEqualTo(Code.MALFORMED);
        assertThat(refusal(binary(new byte[][] {{(byte) 0xA1, 7}}, 0))).isEqualTo(Code.MALFORMED);
        assertThat(refusal(binary(new byte[][] {{0x5F}}, 0))).isEqualTo(Code.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x0F, 0x80, 0xC0, 0xB0, 0x70, 0xF0})
    void otherKindsOfObjectsAreUnsupported(int marker) {
        assertThat(refusal(binary(new byte[][] {{(byte) marker, 0}}, 0))).isEqualTo(Code.UNSUPPORTED);
    }

    @Test
    void integersOfSixteenBytesHoldWhatEightCannot() throws PlistException {
        byte[] greatest = new byte[17];
        Arrays.fill(greatest, 9, 17, (byte) 0xff);
        greatest[0] = 0x14;
        assertThat(Plist.read(binary(new byte[][] {greatest}, 0), LIMITS))
                .isEqualTo(new PlistValue.Int(BigInteger.TWO.pow(64).subtract(BigInteger.ONE)));
        greatest[8] = 1;
        assertThat(refusal(binary(new byte[][] {greatest}, 0))).isEqualTo(Code.MALFORMED);
    }

    private static byte[] nested(int depth) {
        return xml("<array>".repeat(depth) + "</array>".repeat(depth));
    }

    private static byte[] xml(String body) {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\">" + body + "</plist>")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** From objects as they are, with references of a byte. */
    static byte[] binary(byte[][] objects, int top) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("bplist00".getBytes(StandardCharsets.US_ASCII));
        ByteBuffer offsets = ByteBuffer.allocate(4 * objects.length);
        for (byte[] object : objects) {
            offsets.putInt(out.size());
            out.writeBytes(object);
        }
        long table = out.size();
        out.writeBytes(offsets.array());
        out.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, 4, 1});
        out.writeBytes(ByteBuffer.allocate(24)
                .putLong(objects.length)
                .putLong(top)
                .putLong(table)
                .array());
        return out.toByteArray();
    }

    private static Code refusal(byte[] bytes) {
        return refusal(bytes, LIMITS);
    }

    private static Code refusal(byte[] bytes, PlistLimits limits) {
        PlistException refused = catchThrowableOfType(PlistException.class, () -> Plist.read(bytes, limits));
        assertThat(refused).isNotNull();
        return refused.code();
    }

    private static Code unwritable(PlistValue value, boolean binary) {
        PlistException refused = catchThrowableOfType(
                PlistException.class,
                () -> assertThat(binary ? Plist.writeBinary(value) : Plist.writeXml(value))
                        .isNotNull());
        assertThat(refused).isNotNull();
        return refused.code();
    }
}
