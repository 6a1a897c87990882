package org.wangchuan.engine.command.tcg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.tcg.Token.Mark;

/** Tokens as the Core Specification writes them ("Data Stream Encoding"). */
class TokenTest {
    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "63, 3f",
        "64, 8140",
        "255, 81ff",
        "256, 820100",
        "65535, 82ffff",
        "65536, 8400010000",
        "4294967295, 84ffffffff",
        "4294967296, 880000000100000000",
        "9223372036854775807, 887fffffffffffffff"
    })
    void aNumberIsWrittenAndReadAgain(long value, String hex) throws AnswerException {
        assertThat(HEX.formatHex(new TokenWriter().whole(value).written())).isEqualTo(hex);
        assertThat(reader(hex).whole(Long.MAX_VALUE)).isEqualTo(value);
    }

    /** Longer forms than need be, of which the standard says nothing against. */
    @ParameterizedTest
    @CsvSource({"8101, 1", "83000102, 258", "c00101, 1", "e000000105, 5", "ff05, 5"})
    void aNumberInALongerFormIsReadAsWell(String hex, long value) throws AnswerException {
        TokenReader reader = reader(hex);
        assertThat(reader.whole(Long.MAX_VALUE)).isEqualTo(value);
        reader.expectEnd();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 255, 256, 2047, 2048, 3000})
    void aStringOfBytesIsWrittenAndReadAgain(int length) throws AnswerException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        byte[] written = new TokenWriter().bytes(bytes).written();
        int header = length < 16 ? 1 : length < 2048 ? 2 : 4;
        assertThat(written).hasSize(header + length);
        assertThat(reader(HEX.formatHex(written)).bytes()).isEqualTo(bytes);
    }

    @Test
    void marksAndHeadersAreThoseOfTheStandard() {
        assertThat(HEX.formatHex(new TokenWriter().bytes(new byte[15]).written()))
                .startsWith("af00");
        assertThat(HEX.formatHex(new TokenWriter().bytes(new byte[300]).written()))
                .startsWith("d12c00");
        assertThat(HEX.formatHex(new TokenWriter().bytes(new byte[70_000]).written()))
                .startsWith("e201117000");
        StringBuilder marks = new StringBuilder();
        for (Mark mark : Mark.values()) {
            marks.append(HEX.formatHex(new TokenWriter().mark(mark).written()));
        }
        assertThat(marks).hasToString("f0f1f2f3f8f9fafbfcff");
    }

    /** Reserved tokens, numbers beyond what is read here, continued strings, and tokens that reach beyond the end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "f4",
                "f7",
                "fd",
                "fe",
                "e4",
                "ec",
                "80",
                "89000000000000000001",
                "888000000000000000",
                "b141",
                "d80141",
                "e300000141",
                "a8",
                "a80102",
                "d0",
                "d00401",
                "e2",
                "e2000001",
                "81"
            })
    void whatIsNoTokenIsRefused(String hex) {
        assertThatThrownBy(() -> reader(hex).expectEnd()).isInstanceOf(AnswerException.class);
    }

    @Test
    void aSignedNumberIsNoUnsignedOne() {
        for (String hex : new String[] {"41", "7f", "9101", "91ff", "c80101", "e100000101"}) {
            assertThatThrownBy(() -> reader(hex).whole(100)).isInstanceOf(AnswerException.class);
        }
        assertThat(HEX.parseHex("7f")).hasSize(1);
    }

    @Test
    void aStreamHasAnEnd() {
        assertThatThrownBy(() -> reader("00".repeat(1025))).isInstanceOf(AnswerException.class);
        assertThatThrownBy(() -> reader("f0".repeat(1000)).skipList()).isInstanceOf(AnswerException.class);
    }

    /** A device that hands a secret back must not bring it into a message. */
    @Test
    void noTextShowsWhatAStringHolds() {
        assertThat(new Token.Bytes(new byte[] {0x53, 0x45, 0x43}).toString()).isEqualTo("3 bytes");
        assertThatThrownBy(() -> reader("a3534543").whole(10))
                .isInstanceOf(AnswerException.class)
                .hasMessageNotContainingAny("SEC", "534543", "83");
    }

    private static TokenReader reader(String hex) throws AnswerException {
        byte[] bytes = HEX.parseHex(hex);
        return TokenReader.of(AnswerBytes.within("tokens", bytes, 0, 100_000), 0, bytes.length);
    }
}
