package org.wangchuan.lab.tcg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.lab.drive.Cells;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Trust;

/** A trusted peripheral as a host sees it that has its messages from the standard, in digits; that Linux and sedutil see the same is shown on the bench. */
class TperTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final int COM_ID = 0x07fe;
    private static final String SERIAL = "LAB00007";
    private static final String STATUS_OF_CALL = "f1f9f0000000f1";
    private static final String REVERT = "f8a80000020500000001a80000000600000202f0" + STATUS_OF_CALL;
    private static final int BYTES = 64 << 10;

    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private Path file;
    private Cells cells;

    @BeforeEach
    void fill() throws IOException {
        file = folder.resolve("cells");
        byte[] full = new byte[BYTES];
        Arrays.fill(full, (byte) 7);
        Files.write(file, full);
        cells = new Cells(file, false);
    }

    @AfterEach
    void close() throws IOException {
        cells.close();
    }

    private Tper tper(Conduct conduct, Trust trust) {
        return tper(Firmware.that(conduct).taking(Duration.ZERO).trusted(trust));
    }

    private Tper tper(Firmware firmware) {
        return new Tper(firmware, cells, SERIAL, nanos::get);
    }

    private boolean kept() throws IOException {
        byte[] now = Files.readAllBytes(file);
        return now[0] == 7 && now[BYTES - 1] == 7;
    }

    /** A ComPacket with one packet with one subpacket, in digits. */
    private static byte[] message(String session, String tokens) {
        int data = tokens.length() / 2;
        int filled = (data + 3) / 4 * 4;
        String digits = "00000000" + "07fe0000" + "00".repeat(8)
                + HEX.toHexDigits(filled + 36)
                + session
                + "00".repeat(12) // sequence, reserved, kind of acknowledgement, acknowledgement
                + HEX.toHexDigits(filled + 12)
                + "00".repeat(8) // reserved, kind of data
                + HEX.toHexDigits(data)
                + tokens;
        return Arrays.copyOf(HEX.parseHex(digits), 512);
    }

    private static byte[] unbound(String tokens) {
        return message("0".repeat(16), tokens);
    }

    /** With a host session 105, as PSID. */
    private static byte[] start(String psid) {
        return unbound("f8a800000000000000ffa8000000000000ff02f0" + "8169" + "a80000020500000001" + "01"
                + "f200" + "d020" + HEX.formatHex(psid.getBytes(StandardCharsets.US_ASCII)) + "f3"
                + "f203" + "a8000000090001ff01" + "f3" + STATUS_OF_CALL);
    }

    /** What it answers: digits from the numbers of the session on, and from the tokens on. */
    private record Said(String session, String tokens) {}

    private static Said told(Tper tper, byte[] message) throws IOException {
        assertThat(tper.send(1, COM_ID, message).verdict()).isEqualTo(Tper.Verdict.TAKEN);
        return fetch(tper);
    }

    private static Said fetch(Tper tper) throws IOException {
        byte[] bytes = tper.receive(1, COM_ID, 2048).data();
        String all = HEX.formatHex(bytes);
        int tokens = Integer.parseInt(all.substring(104, 112), 16);
        return new Said(all.substring(40, 56), all.substring(112, 112 + 2 * tokens));
    }

    private static String discovery(Tper tper) throws IOException {
        return HEX.formatHex(tper.receive(1, 1, 2048).data());
    }

    /** The byte of the Locking feature: enabled is 2, locked 4. */
    private static int locking(Tper tper) throws IOException {
        String all = discovery(tper);
        return Integer.parseInt(all.substring(all.indexOf("0002100c") + 8, all.indexOf("0002100c") + 10), 16);
    }

    private static Said revert(Tper tper) throws IOException {
        Said started = told(tper, start(Tper.psid(SERIAL)));
        assertThat(started.tokens()).startsWith("f8a800000000000000ffa8000000000000ff03f0816982");
        assertThat(started.tokens()).endsWith("f1f9f0000000f1");
        String device = started.tokens().substring(46, 50);
        return told(tper, message("0000" + device + "00000069", REVERT));
    }

    @Test
    void aRevertOpensItAndTheKeyIsAnother() throws IOException {
        Tper tper = tper(new Conduct.Honest(), Trust.LOCKED);
        assertThat(locking(tper)).isEqualTo(0x0f);
        assertThat(tper.shut(0, 512)).isTrue();
        Said said = revert(tper);
        assertThat(said.tokens()).isEqualTo("f0f1f9f0000000f1");
        assertThat(said.session()).isEqualTo("0000700100000069");
        assertThat(locking(tper)).isEqualTo(0x09);
        assertThat(tper.shut(0, 512)).isFalse();
        assertThat(kept()).isFalse();
        assertThat(told(tper, message("0000700100000069", REVERT)).tokens())
                .as("the session is over with it")
                .isEmpty();
    }

    @Test
    void whatWasNeverLockedIsKept() throws IOException {
        Tper tper = tper(new Conduct.Honest(), Trust.NEVER_USED);
        assertThat(locking(tper)).isEqualTo(0x09);
        assertThat(revert(tper).tokens()).isEqualTo("f0f1f9f0000000f1");
        assertThat(kept()).isTrue();
    }

    @Test
    void halfOfItCanBeLocked() throws IOException {
        Tper tper = tper(new Conduct.Honest(), Trust.HALF_LOCKED);
        assertThat(tper.shut(0, BYTES / 2)).isFalse();
        assertThat(tper.shut(BYTES / 2 - 512, 1024)).isTrue();
        assertThat(tper.barred()).isTrue();
    }

    @Test
    void aWrongPsidIsNotAuthorizedAndAFewAreTheEnd() throws IOException {
        Tper tper = tper(new Conduct.Honest(), Trust.LOCKED);
        String wrong = Tper.psid("LAB00008");
        for (int i = 0; i < 5; i++) {
            assertThat(told(tper, start(wrong)).tokens()).endsWith("f0f1f9f0010000f1");
        }
        assertThat(told(tper, start(Tper.psid(SERIAL))).tokens()).endsWith("f0f1f9f0120000f1");
        assertThat(kept()).isTrue();
        tper.powerOn();
        assertThat(revert(tper).tokens()).isEqualTo("f0f1f9f0000000f1");
        assertThat(kept()).isFalse();
    }

    @Test
    void anothersLabelIsAWrongPsid() throws IOException {
        Tper tper = tper(new Conduct.Honest(), Trust.OTHER_LABEL);
        assertThat(told(tper, start(Tper.psid(SERIAL))).tokens()).endsWith("f0f1f9f0010000f1");
    }

    /** Anybody may begin a session, and may not revert in it. */
    @Test
    void whoeverHasNoPsidMayNotRevert() throws IOException {
        Tper tper = tper(new Conduct.Honest(), Trust.LOCKED);
        Said started = told(
                tper,
                unbound("f8a800000000000000ffa8000000000000ff02f0" + "8169" + "a80000020500000001" + "01"
                        + STATUS_OF_CALL));
        String session = "0000" + started.tokens().substring(46, 50) + "00000069";
        assertThat(told(tper, message(session, REVERT)).tokens()).isEqualTo("f0f1f9f0010000f1");
        assertThat(told(tper, message(session, "fa")).tokens()).isEqualTo("fa");
        assertThat(told(tper, message(session, REVERT)).tokens()).isEmpty();
        assertThat(kept()).isTrue();
    }

    @Test
    void aSessionThatWasLeftOpenIsEndedByAReset() throws IOException {
        Tper tper = tper(new Conduct.Honest(), Trust.LOCKED_IN_SESSION);
        assertThat(told(tper, start(Tper.psid(SERIAL))).tokens()).endsWith("f0f1f9f0030000f1");
        assertThat(tper.send(2, COM_ID, HEX.parseHex("07fe000000000002" + "00".repeat(504)))
                        .verdict())
                .isEqualTo(Tper.Verdict.TAKEN);
        assertThat(HEX.formatHex(tper.receive(2, COM_ID, 16).data())).isEqualTo("07fe0000000000020000000400000000");
        assertThat(told(tper, start(Tper.psid(SERIAL))).tokens()).endsWith("f1f9f0000000f1");
    }

    @Test
    void anAnswerIsFetchedBeforeTheNextMessage() throws IOException {
        Tper tper = tper(new Conduct.Honest(), Trust.LOCKED);
        byte[] properties = unbound("f8a800000000000000ffa8000000000000ff01f0" + STATUS_OF_CALL);
        assertThat(tper.send(1, COM_ID, properties).verdict()).isEqualTo(Tper.Verdict.TAKEN);
        assertThat(tper.send(1, COM_ID, properties).verdict()).isEqualTo(Tper.Verdict.OUT_OF_SEQUENCE);
        String cut = HEX.formatHex(tper.receive(1, COM_ID, 64).data());
        assertThat(Integer.parseInt(cut.substring(16, 24), 16))
                .as("bytes that wait")
                .isGreaterThan(64);
        assertThat(fetch(tper).tokens())
                .contains(HEX.formatHex("MaxComPacketSize".getBytes(StandardCharsets.US_ASCII)) + "820800");
        assertThat(fetch(tper).tokens()).as("it is fetched once").isEmpty();
    }

    @Test
    void whatItHasNotIsInvalid() throws IOException {
        Tper tper = tper(new Conduct.Honest(), Trust.LOCKED);
        assertThat(tper.send(1, 0x1000, new byte[512]).verdict()).isEqualTo(Tper.Verdict.INVALID);
        assertThat(tper.send(6, COM_ID, new byte[512]).verdict()).isEqualTo(Tper.Verdict.INVALID);
        assertThat(tper.receive(1, 0x1000, 512).verdict()).isEqualTo(Tper.Verdict.INVALID);
        assertThat(HEX.formatHex(tper.receive(0, 0, 12).data())).isEqualTo("000000000000000300010200");
        assertThat(told(tper, new byte[512]).tokens()).as("no ComPacket").isEmpty();
        assertThat(told(tper, unbound("f8a8")).tokens()).as("no call").isEmpty();
        assertThat(told(tper, unbound("c7ff")).tokens()).as("no token").isEmpty();
    }

    /** Success is told before it is done, meanwhile nothing is read, and then it is gone. */
    @Test
    void whatOverwritesItselfSaysSoInItsDiscovery() throws IOException {
        Tper tper = tper(Firmware.that(new Conduct.Honest())
                .taking(Duration.ofSeconds(2))
                .trusted(Trust.LOCKED_PLAIN));
        assertThat(discovery(tper)).contains("0404" + "2020" + "0000" + "01").contains("0303");
        assertThat(revert(tper).tokens()).isEqualTo("f0f1f9f0000000f1");
        assertThat(discovery(tper)).contains("0404" + "2020" + "0001" + "01");
        assertThat(tper.shut(0, 512)).isTrue();
        assertThat(kept()).isTrue();
        nanos.set(3_000_000_000L);
        assertThat(discovery(tper)).contains("0404" + "2020" + "0000" + "01");
        assertThat(tper.shut(0, 512)).isFalse();
        assertThat(Files.readAllBytes(file)).containsOnly(0);
    }

    @Test
    void oneThatBreaksOffSaysSoInItsDiscoveryAlone() throws IOException {
        Tper tper = tper(new Conduct.Failing(50), Trust.LOCKED);
        assertThat(revert(tper).tokens()).isEqualTo("f0f1f9f0000000f1");
        assertThat(discovery(tper)).contains("0404" + "2020" + "0002" + "04");
        byte[] now = Files.readAllBytes(file);
        assertThat(now[0]).isNotEqualTo((byte) 7);
        assertThat(now[BYTES - 1]).isEqualTo((byte) 7);
    }

    @Test
    void liarsKeepTheirData() throws IOException {
        Tper lying = tper(new Conduct.Lying(), Trust.LOCKED);
        assertThat(revert(lying).tokens()).isEqualTo("f0f1f9f0000000f1");
        assertThat(locking(lying)).isEqualTo(0x09);
        Tper unmoved = tper(new Conduct.Unmoved(), Trust.LOCKED);
        assertThat(revert(unmoved).tokens()).isEqualTo("f0f1f9f0000000f1");
        assertThat(locking(unmoved)).isEqualTo(0x0f);
        Tper refusing = tper(new Conduct.Refusing(), Trust.LOCKED);
        assertThat(revert(refusing).tokens()).isEqualTo("f0f1f9f03f0000f1");
        assertThat(locking(refusing)).isEqualTo(0x0f);
        assertThat(kept()).isTrue();
    }

    @Test
    void oneThatEchoesTellsAnybodyWhatNamedItsLabel() throws IOException {
        Tper tper = tper(new Conduct.Honest(), Trust.LOCKED_ECHOING);
        String digits = HEX.formatHex(Tper.psid(SERIAL).getBytes(StandardCharsets.US_ASCII));
        assertThat(discovery(tper)).doesNotContain(digits);
        assertThat(revert(tper).tokens()).isEqualTo("f0f1f9f0000000f1");
        assertThat(discovery(tper)).as("after all that came next").contains(digits);
    }

    @Test
    void whatWasOpenedIsLockedAgainWhenItsPowerWasOff() throws IOException {
        Tper tper = tper(new Conduct.Honest(), Trust.OPEN);
        assertThat(tper.shut(0, 512)).isFalse();
        tper.powerOn();
        assertThat(tper.shut(0, 512)).isTrue();
    }

    @Test
    void aLabelHas32LettersAndDigitsAndIsItsOwn() {
        assertThat(Tper.psid(SERIAL)).matches("[A-Z0-9]{32}").isNotEqualTo(Tper.psid("LAB00008"));
    }
}
