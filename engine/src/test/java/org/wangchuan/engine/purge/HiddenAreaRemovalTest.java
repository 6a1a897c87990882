package org.wangchuan.engine.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.command.ErasingCommands;
import org.wangchuan.engine.command.ReadOnlyCommands;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.HiddenAreaKind;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.testing.AtaDrive;
import org.wangchuan.engine.medium.testing.ScriptedPort;
import org.wangchuan.engine.purge.HiddenAreaRemoval.End;

/**
 * What is sent to a drive that hides blocks, byte for byte and in order. The blocks are those of {@code hdparm -N p…} and {@code hdparm --dco-restore}, with
 * which PeerBytesTest compares what builds them.
 */
class HiddenAreaRemovalTest {
    private static final String IDENTIFY = "85080e0000000100000000000040ec00";
    private static final String NATIVE_MAX = "85072000000000000000000000402700";
    private static final String NATIVE_MAX_28 = "8506200000000000000000000040f800";
    private static final String ACCESSIBLE_MAX = "85072000000000000000000000407800";
    private static final String OVERLAY = "85080e00c2000100000000000040b100";
    private static final String RESTORE = "85062000c0000000000000000040b100";

    /** 2 097 151 = 1fffffh, with COUNT bit 0: it outlasts a power cycle. */
    private static final String SET_MAX = "8507200000000100ff00ff001f403700";

    private static final String SET_MAX_28 = "8506200000000100ff00ff001f40f900";
    private static final String SET_ACCESSIBLE = "8507200001000000ff00ff001f407800";
    private static final long BLOCKS = 2_097_152;

    private final ScriptedPort port = new ScriptedPort();
    private final List<String> recorded = new ArrayList<>();

    private void identify(AtaDrive drive) {
        port.expect(IDENTIFY, 512, ScriptedPort.data(drive.identify()));
    }

    private void tells(String command, long highest) {
        port.expect(command, 0, ScriptedPort.sense(AtaDrive.registers(0x50, 0, highest)));
    }

    private void overlay(long highest) {
        port.expect(OVERLAY, 512, ScriptedPort.data(AtaDrive.overlay(highest)));
    }

    private void refuses(String command) {
        port.expect(command, 0, ScriptedPort.sense(AtaDrive.registers(0x51, 0x04, 0)));
    }

    private End run() throws IOException {
        try (port) {
            return removal(BLOCKS * 512).run((area, command) -> recorded.add(area.id() + " " + command.request()));
        }
    }

    private HiddenAreaRemoval removal(long wholeBytes) {
        PassThrough drive = new PassThrough() {
            @Override
            public OptionalLong namespace() {
                return OptionalLong.empty();
            }

            @Override
            public DeviceCommand.Answer ask(byte[] command, int readBytes) {
                assertThat(ReadOnlyCommands.scsi(command)).isTrue();
                return port.execute(command, readBytes);
            }

            @Override
            public DeviceCommand.Answer erase(
                    String technique, byte[] command, byte[] sent, int readBytes, int timeoutMillis) {
                assertThat(ErasingCommands.of(technique).orElseThrow().scsi(command, sent))
                        .as(HexFormat.of().formatHex(command))
                        .isTrue();
                return port.execute(command, readBytes);
            }
        };
        return new HiddenAreaRemoval(
                drive, InstantSource.system(), new PurgeTimes(1, 4, 40, 400, 5_000), new PurgeControl(), wholeBytes);
    }

    @Test
    void aHostProtectedAreaIsTakenAwayForGoodByTheCommandJustAfterTheQuestion() throws IOException {
        AtaDrive drive = new AtaDrive().withoutOverlay();
        identify(drive.blocks(BLOCKS - 1000));
        tells(NATIVE_MAX, BLOCKS - 1);
        tells(NATIVE_MAX, BLOCKS - 1);
        tells(SET_MAX, BLOCKS - 1);
        identify(drive.blocks(BLOCKS));
        tells(NATIVE_MAX, BLOCKS - 1);
        assertThat(run()).isEqualTo(End.SHOWS_ALL);
        assertThat(recorded).containsExactly("ata-hpa " + NATIVE_MAX, "ata-hpa " + SET_MAX);
    }

    @Test
    void aDriveWithoutLongAddressesIsToldByTheShortCommands() throws IOException {
        AtaDrive old = new AtaDrive().word(83, 0x4000).word(86, 0).blocks(0);
        identify(old.word(60, 0xfc18).word(61, 31));
        tells28(NATIVE_MAX_28);
        tells28(NATIVE_MAX_28);
        tells28(SET_MAX_28);
        identify(old.word(60, 0).word(61, 32));
        tells28(NATIVE_MAX_28);
        assertThat(run()).isEqualTo(End.SHOWS_ALL);
    }

    private void tells28(String command) {
        byte[] answer = AtaDrive.registers(0x50, 0, BLOCKS - 1);
        answer[10] = 0; // not a 48-bit command
        port.expect(command, 0, ScriptedPort.sense(answer));
    }

    @Test
    void anAccessibleMaxAddressIsSetOnce() throws IOException {
        AtaDrive drive = new AtaDrive().accessibleMaxAddress();
        identify(drive.blocks(BLOCKS - 8));
        tells(ACCESSIBLE_MAX, BLOCKS - 1);
        tells(ACCESSIBLE_MAX, BLOCKS - 1);
        refuses(SET_ACCESSIBLE);
        assertThat(run()).isEqualTo(End.REFUSED);
        assertThat(recorded).containsExactly("ata-amac " + ACCESSIBLE_MAX, "ata-amac " + SET_ACCESSIBLE);
    }

    @Test
    void anOverlayIsRestoredOnceNoHostProtectedAreaIsSet() throws IOException {
        AtaDrive drive = new AtaDrive();
        identify(drive.blocks(BLOCKS - 3000));
        tells(NATIVE_MAX, BLOCKS - 2001);
        overlay(BLOCKS - 1);
        tells(NATIVE_MAX, BLOCKS - 2001);
        tells("8507200000000100" + "2f00f8001f403700", BLOCKS - 2001);
        identify(drive.blocks(BLOCKS - 2000));
        tells(NATIVE_MAX, BLOCKS - 2001);
        overlay(BLOCKS - 1);
        tells(RESTORE, 0);
        identify(drive.blocks(BLOCKS));
        tells(NATIVE_MAX, BLOCKS - 1);
        overlay(BLOCKS - 1);
        assertThat(run()).isEqualTo(End.SHOWS_ALL);
        assertThat(recorded).last().isEqualTo("ata-dco " + RESTORE);
    }

    @Test
    void whatCameBetweenTheTwoIsTriedAgainAFewTimes() throws IOException {
        AtaDrive drive = new AtaDrive().withoutOverlay();
        identify(drive.blocks(BLOCKS - 1000));
        tells(NATIVE_MAX, BLOCKS - 1);
        for (int i = 0; i < 3; i++) {
            tells(NATIVE_MAX, BLOCKS - 1);
            refuses(SET_MAX);
        }
        assertThat(run()).isEqualTo(End.REFUSED);
    }

    @Test
    void aDriveThatTakesTheCommandAndHidesAsMuchAsBeforeHasRefusedIt() throws IOException {
        AtaDrive drive = new AtaDrive().withoutOverlay().blocks(BLOCKS - 1000);
        identify(drive);
        tells(NATIVE_MAX, BLOCKS - 1);
        tells(NATIVE_MAX, BLOCKS - 1);
        tells(SET_MAX, BLOCKS - 1);
        identify(drive);
        tells(NATIVE_MAX, BLOCKS - 1);
        assertThat(run()).isEqualTo(End.REFUSED);
    }

    /** Another drive, or one that makes numbers up: nothing is set to what it says. */
    @ParameterizedTest
    @ValueSource(longs = {1, 1_000_000, 1L << 40})
    void aDriveThatNowTellsMoreThanBeforeIsToldNothing(long more) throws IOException {
        identify(new AtaDrive().withoutOverlay().blocks(BLOCKS - 1000));
        tells(NATIVE_MAX, BLOCKS - 1 + more);
        assertThat(run()).isEqualTo(End.NO_ANSWER);
        assertThat(recorded).isEmpty();
    }

    @Test
    void anotherNumberJustBeforeTheCommandIsNotSet() throws IOException {
        identify(new AtaDrive().withoutOverlay().blocks(BLOCKS - 1000));
        tells(NATIVE_MAX, BLOCKS - 1);
        tells(NATIVE_MAX, BLOCKS - 2);
        assertThat(run()).isEqualTo(End.NO_ANSWER);
        assertThat(recorded).containsExactly("ata-hpa " + NATIVE_MAX);
    }

    /** Sense data without the drive's registers say nothing of an ATA command, whatever their key. */
    @ParameterizedTest
    @ValueSource(strings = {"7200000000000000", "7201001d00000000", "700000000000000a00000000000000000000"})
    void anAnswerWithoutTheDrivesRegistersIsNoAcceptance(String sense) throws IOException {
        identify(new AtaDrive().withoutOverlay().blocks(BLOCKS - 1000));
        tells(NATIVE_MAX, BLOCKS - 1);
        tells(NATIVE_MAX, BLOCKS - 1);
        port.expect(SET_MAX, 0, ScriptedPort.sense(HexFormat.of().parseHex(sense)));
        assertThat(run()).isEqualTo(End.NO_ANSWER);
    }

    @Test
    void aRecordThatCantBeKeptStopsIt() {
        identify(new AtaDrive().withoutOverlay().blocks(BLOCKS - 1000));
        tells(NATIVE_MAX, BLOCKS - 1);
        tells(NATIVE_MAX, BLOCKS - 1);
        tells(SET_MAX, BLOCKS - 1);
        try (port) {
            assertThatThrownBy(() -> removal(BLOCKS * 512).run((_, _) -> {
                        throw new IOException("no space left");
                    }))
                    .hasMessage("no space left");
        }
    }

    @Test
    void eachKindHasItsWord() {
        for (HiddenAreaKind kind : HiddenAreaKind.values()) {
            assertThat(HiddenAreaKind.of(kind.id())).contains(kind);
        }
    }
}
