package org.wangchuan.engine.command.tcg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;
import org.wangchuan.engine.medium.testing.TcgDrive;
import org.wangchuan.engine.psid.Psid;
import org.wangchuan.engine.psid.PsidException;

/** Messages and answers of a talk, written out by hand from the Core Specification and Opal. */
class TcgTalkTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final int COM_ID = TcgDrive.COM_ID;
    private static final SessionNumbers SESSION = new SessionNumbers(0x1001, 105);

    @Test
    void propertiesSayWhatTheHostTakes() {
        String tokens = "f8" + "a800000000000000ff" + "a8000000000000ff01" + "f0" + "f200" + "f0"
                + "f2" + "d010" + ascii("MaxComPacketSize") + "820800" + "f3"
                + "f2" + "ad" + ascii("MaxPacketSize") + "8207ec" + "f3"
                + "f2" + "af" + ascii("MaxIndTokenSize") + "8207c8" + "f3"
                + "f2" + "aa" + ascii("MaxPackets") + "01" + "f3"
                + "f2" + "ad" + ascii("MaxSubpackets") + "01" + "f3"
                + "f2" + "aa" + ascii("MaxMethods") + "01" + "f3"
                + "f1" + "f3" + "f1" + "f9" + "f0000000f1";
        assertThat(hex(TcgMethods.properties(COM_ID))).isEqualTo(message(0, 0, tokens));
    }

    @Test
    void aSessionIsBegunByANumberOfTheHosts() {
        String tokens = "f8" + "a800000000000000ff" + "a8000000000000ff02" + "f0" + "8400010000" + "a80000020500000001"
                + "01" + "f1" + "f9" + "f0000000f1";
        TcgMessage message = TcgMethods.startAsAnybody(COM_ID, 0x10000);
        assertThat(hex(message)).isEqualTo(message(0, 0, tokens));
        assertThat(message.secret()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> TcgMethods.startAsAnybody(COM_ID, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> TcgMethods.startAsAnybody(COM_ID, 1L << 32));
    }

    @Test
    void thePsidIsTheChallengeOfItsAuthority() throws PsidException {
        String tokens = "f8" + "a800000000000000ff" + "a8000000000000ff02" + "f0" + "8169" + "a80000020500000001" + "01"
                + "f2" + "00" + "d020" + ascii("ABCDEFGH01234567abcdefgh89ABCDEF") + "f3"
                + "f2" + "03" + "a8000000090001ff01" + "f3"
                + "f1" + "f9" + "f0000000f1";
        try (Psid psid = Psid.of("ABCDEFGH01234567abcdefgh89ABCDEF".toCharArray())) {
            TcgMessage message = TcgMethods.startAsPsid(COM_ID, 105, psid);
            assertThat(hex(message)).isEqualTo(message(0, 0, tokens));
            assertThat(message.secret()).isTrue();
        }
    }

    @Test
    void whatIsSaidInASessionBearsItsNumbers() {
        String end = "f0" + "f1" + "f9" + "f0000000f1";
        assertThat(hex(TcgMethods.revert(COM_ID, SESSION)))
                .isEqualTo(message(0x1001, 105, "f8" + "a80000020500000001" + "a80000000600000202" + end));
        assertThat(hex(TcgMethods.revertSp(COM_ID, SESSION)))
                .isEqualTo(message(0x1001, 105, "f8" + "a80000000000000001" + "a80000000600000011" + end));
        assertThat(hex(TcgMethods.endSession(COM_ID, SESSION))).isEqualTo(message(0x1001, 105, "fa"));
        assertThat(hex(TcgMethods.endSession(0xffff, new SessionNumbers(0xffff_ffffL, 0xffff_fffeL))))
                .startsWith("00000000" + "ffff0000")
                .contains("fffffffffffffffe");
    }

    /** ComIDs below have meanings of their own: what is sent there resets the device, or blocks its SID. */
    @Test
    void noMessageGoesToAComIdOfAnotherMeaning() {
        for (int comId : new int[] {-1, 0, 1, 4, 5, 0x1_0000}) {
            assertThatIllegalArgumentException().isThrownBy(() -> TcgMethods.revert(comId, SESSION));
            assertThatIllegalArgumentException().isThrownBy(() -> StackReset.message(comId));
        }
    }

    @Test
    void aTalkThatEndsWell() throws AnswerException {
        TcgAnswer<TperProperties> properties = TcgAnswers.properties(COM_ID, TcgDrive.padded(TcgDrive.properties()));
        assertThat(properties)
                .isInstanceOfSatisfying(
                        TcgAnswer.Done.class,
                        done -> assertThat(done.value().toString())
                                .isEqualTo("TperProperties[values={MaxComPacketSize=2048, MaxIndTokenSize=1992}]"));
        assertThat(TcgAnswers.started(COM_ID, 105, TcgDrive.started())).isEqualTo(new TcgAnswer.Done<>(SESSION));
        assertThat(TcgAnswers.carried(COM_ID, SESSION, TcgDrive.carried(0)))
                .isEqualTo(new TcgAnswer.Done<>(new TcgAnswers.Carried()));
        assertThat(TcgAnswers.sessionEnded(COM_ID, SESSION, TcgDrive.ended())).isEqualTo(new TcgAnswer.Ended<>());
    }

    @Test
    void propertiesTellMoreThanOneNeeds() throws AnswerException {
        byte[] bytes = TcgDrive.called(
                "ff01",
                "f0" + "f2" + "d010" + ascii("MaxComPacketSize") + "8300f000" + "f3"
                        + "f2" + "d011" + ascii("DefSessionTimeout") + "00" + "f3" + "f1"
                        + "f2" + "00" + "f0" + "f2" + "aa" + ascii("MaxPackets") + "01" + "f3" + "f1" + "f3",
                0);
        assertThat(TcgAnswers.properties(COM_ID, bytes)).isInstanceOfSatisfying(TcgAnswer.Done.class, done -> {
            TperProperties told = (TperProperties) done.value();
            assertThat(told.maxComPacketBytes()).hasValue(0xf000);
            assertThat(told.sessionTimeoutMillis()).hasValue(0);
        });
        String twice = "f2" + "a1" + "41" + "01" + "f3";
        refused(
                Code.VALUE,
                () -> TcgAnswers.properties(COM_ID, TcgDrive.called("ff01", "f0" + twice + twice + "f1", 0)));
    }

    @Test
    void aWrongPsidAndTooManyOfThemAreToldApart() throws AnswerException {
        assertThat(TcgAnswers.started(COM_ID, 105, TcgDrive.notStarted(0x01)))
                .isEqualTo(new TcgAnswer.Refused<>(MethodStatus.NOT_AUTHORIZED, 1));
        assertThat(TcgAnswers.started(COM_ID, 105, TcgDrive.notStarted(0x12)))
                .isEqualTo(new TcgAnswer.Refused<>(MethodStatus.AUTHORITY_LOCKED_OUT, 0x12));
        assertThat(MethodStatus.AUTHORITY_LOCKED_OUT.id()).isEqualTo("authority-locked-out");
    }

    @Test
    void eachStatusHasItsWordAndOneThatThereIsNotIsNoSuccess() throws AnswerException {
        assertThat(Stream.of(MethodStatus.values()).map(MethodStatus::id)).doesNotHaveDuplicates();
        for (int code = 1; code <= 0xff; code++) {
            TcgAnswer<?> answer = TcgAnswers.carried(COM_ID, SESSION, TcgDrive.carried(code));
            assertThat(answer).isEqualTo(new TcgAnswer.Refused<>(MethodStatus.of(code), code));
            assertThat(MethodStatus.of(code)).isNotEqualTo(MethodStatus.SUCCESS);
        }
        assertThat(MethodStatus.of(0x3f)).isEqualTo(MethodStatus.FAIL);
        assertThat(MethodStatus.of(0x02)).isEqualTo(MethodStatus.UNKNOWN);
    }

    @Test
    void aDeviceMayBeAtWorkOrHaveNothingToSay() throws AnswerException {
        assertThat(TcgAnswers.carried(COM_ID, SESSION, TcgDrive.padded(TcgDrive.notYet())))
                .isEqualTo(new TcgAnswer.NotYet<>());
        assertThat(TcgAnswers.started(COM_ID, 105, TcgDrive.padded(TcgDrive.nothing())))
                .isEqualTo(new TcgAnswer.Nothing<>());
        byte[] more = TcgDrive.notYet();
        more[11] = 0;
        more[10] = 0x10;
        more[14] = 0x10;
        assertThat(TcgAnswers.properties(COM_ID, more)).isEqualTo(new TcgAnswer.TooLong<>(4096));
        assertThat(TcgAnswers.carried(COM_ID, SESSION, TcgDrive.closed())).isEqualTo(new TcgAnswer.Ended<>());
        assertThat(TcgAnswers.carried(COM_ID, SESSION, TcgDrive.ended())).isEqualTo(new TcgAnswer.Ended<>());
    }

    /** An answer of before, or of somebody else's talk, would say that this one went well. */
    @Test
    void anAnswerToSomethingElseIsNone() {
        refused(Code.TYPE, () -> TcgAnswers.carried(COM_ID + 1, SESSION, TcgDrive.carried(0)));
        SessionNumbers other = new SessionNumbers(0x1002, 105);
        refused(Code.TYPE, () -> TcgAnswers.carried(COM_ID, other, TcgDrive.carried(0)));
        refused(Code.TYPE, () -> TcgAnswers.carried(COM_ID, new SessionNumbers(0x1001, 104), TcgDrive.carried(0)));
        refused(Code.TYPE, () -> TcgAnswers.carried(COM_ID, other, TcgDrive.ended()));
        refused(Code.TYPE, () -> TcgAnswers.carried(COM_ID, other, TcgDrive.closed()));
        refused(Code.TYPE, () -> TcgAnswers.carried(COM_ID, SESSION, TcgDrive.started()));
        refused(Code.VALUE, () -> TcgAnswers.started(COM_ID, 106, TcgDrive.started()));
        refused(Code.TYPE, () -> TcgAnswers.started(COM_ID, 105, TcgDrive.properties()));
        refused(Code.TYPE, () -> TcgAnswers.started(COM_ID, 105, TcgDrive.carried(0)));
        refused(Code.TYPE, () -> TcgAnswers.sessionEnded(COM_ID, SESSION, TcgDrive.carried(0)));
        refused(Code.TYPE, () -> TcgAnswers.properties(COM_ID, new byte[2048]));
    }

    /** A success that says something beside it, or lacks its status, is none. */
    @Test
    void aSuccessIsCompleteOrNone() {
        refused(Code.TYPE, () -> carried("f0f1"));
        refused(Code.TYPE, () -> carried("f0f1" + "f9" + "f00000f1"));
        refused(Code.TYPE, () -> carried("f001f1" + "f9" + "f0000000f1"));
        refused(Code.SIZE, () -> carried("f0f1" + "f9" + "f0000000f1" + "00"));
        refused(Code.SIZE, () -> carried("f0f1" + "f9" + "f0"));
        refused(Code.TYPE, () -> carried("fb" + "f0f1" + "f9" + "f0000000f1"));
        refused(Code.TYPE, () -> carried(""));
    }

    @Test
    void resetsOfAComId() throws AnswerException {
        assertThat(StackReset.parse(COM_ID, TcgDrive.reset(0))).isEqualTo(StackReset.Outcome.RESET);
        assertThat(StackReset.parse(COM_ID, TcgDrive.reset(1))).isEqualTo(StackReset.Outcome.FAILED);
        assertThat(StackReset.parse(COM_ID, HEX.parseHex("100000000000000200000000")))
                .isEqualTo(StackReset.Outcome.PENDING);
        refused(Code.TYPE, () -> StackReset.parse(COM_ID + 1, TcgDrive.reset(0)));
        refused(Code.TYPE, () -> StackReset.parse(COM_ID, new byte[512]));
    }

    private static TcgAnswer<TcgAnswers.Carried> carried(String tokens) throws AnswerException {
        return TcgAnswers.carried(COM_ID, SESSION, TcgDrive.comPacket(0x1001, 105, tokens));
    }

    private static void refused(Code code, org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        AnswerException.class,
                        e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
    }

    /** ComPacket, Packet, Subpacket, tokens, filled up to 512 bytes. */
    private static String message(int device, int host, String tokens) {
        int length = tokens.length() / 2;
        int padded = (length + 3) / 4 * 4;
        String out = "00000000" + "10000000" + "00000000" + "00000000" + word(36 + padded)
                + word(device) + word(host) + "00000000" + "00000000" + "00000000" + word(12 + padded)
                + "000000000000" + "0000" + word(length)
                + tokens;
        return out + "00".repeat(512 - out.length() / 2);
    }

    private static String word(int value) {
        return HEX.toHexDigits(value);
    }

    private static String hex(TcgMessage message) {
        return HEX.formatHex(message.bytes());
    }

    private static String ascii(String text) {
        return HEX.formatHex(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
