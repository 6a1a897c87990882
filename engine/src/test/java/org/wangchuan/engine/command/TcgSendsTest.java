package org.wangchuan.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.command.ata.AtaTrusted;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.command.nvme.NvmeSecurity;
import org.wangchuan.engine.command.scsi.ScsiRequest;
import org.wangchuan.engine.command.scsi.ScsiSecurity;
import org.wangchuan.engine.command.tcg.SessionNumbers;
import org.wangchuan.engine.command.tcg.StackReset;
import org.wangchuan.engine.command.tcg.TcgMessage;
import org.wangchuan.engine.command.tcg.TcgMethods;
import org.wangchuan.engine.psid.Psid;
import org.wangchuan.engine.psid.PsidException;

/** What of all that can be said to a trusted peripheral gets to one that is reverted: what that takes, and nothing else. */
class TcgSendsTest {
    private static final int COM_ID = 0x1000;
    private static final long HOST = 0x1234_5678;
    private static final SessionNumbers SESSION = new SessionNumbers(0x1001, HOST);

    private static boolean nvme(int protocol, int specific, byte[] sent) {
        NvmeRequest request = NvmeSecurity.send(protocol, specific, sent);
        return ErasingCommands.TCG_PSID_REVERT.nvme(request.structure(1), 1, sent);
    }

    private static boolean scsi(int protocol, int specific, byte[] sent) {
        ScsiRequest request = ScsiSecurity.out(protocol, specific, sent);
        return ErasingCommands.TCG_PSID_REVERT.scsi(request.block(), sent);
    }

    private static boolean translated(int protocol, int specific, byte[] sent) {
        ScsiRequest request = ScsiSecurity.outBytes(protocol, specific, sent);
        return ErasingCommands.TCG_PSID_REVERT.scsi(request.block(), sent);
    }

    private static boolean ata(int protocol, int specific, byte[] sent) {
        ScsiRequest request = AtaTrusted.send(AtaTrusted.Mode.PIO, protocol, specific, sent);
        return ErasingCommands.TCG_PSID_REVERT.scsi(request.block(), sent);
    }

    private static List<TcgMessage> wanted() throws PsidException {
        try (Psid psid = Psid.of("0123456789ABCDEFGHIJKLMNOPQRSTuv".toCharArray())) {
            return List.of(
                    TcgMethods.properties(COM_ID),
                    TcgMethods.startAsPsid(COM_ID, HOST, psid),
                    TcgMethods.revert(COM_ID, SESSION),
                    TcgMethods.endSession(COM_ID, SESSION),
                    StackReset.message(COM_ID));
        }
    }

    @Test
    void whatARevertTakesGoesThroughByEveryCarrier() throws PsidException {
        for (TcgMessage message : wanted()) {
            assertThat(nvme(message.protocol(), COM_ID, message.bytes()))
                    .as(message.toString())
                    .isTrue();
            assertThat(scsi(message.protocol(), COM_ID, message.bytes()))
                    .as(message.toString())
                    .isTrue();
            assertThat(translated(message.protocol(), COM_ID, message.bytes()))
                    .as(message.toString())
                    .isTrue();
            assertThat(ata(message.protocol(), COM_ID, message.bytes()))
                    .as(message.toString())
                    .isTrue();
        }
        assertThat(ErasingCommands.TCG_PSID_REVERT.nvme(
                        NvmeSecurity.receive(1, COM_ID, 2048).structure(1), 1))
                .isTrue();
        assertThat(ErasingCommands.TCG_PSID_REVERT.scsi(
                        ScsiSecurity.inBytes(1, COM_ID, 4).block(), new byte[0]))
                .isTrue();
        assertThat(ErasingCommands.TCG_PSID_REVERT.scsi(
                        AtaTrusted.receive(AtaTrusted.Mode.PIO, 1, COM_ID, 4).block(), new byte[0]))
                .isTrue();
        assertThat(ErasingCommands.TCG_PSID_REVERT.scsi(
                        ScsiSecurity.in(2, COM_ID, 4).block(), new byte[0]))
                .isTrue();
    }

    @Test
    void nothingElseDoes() throws PsidException {
        List<byte[]> others = List.of(
                TcgMethods.startAsAnybody(COM_ID, HOST).bytes(),
                TcgMethods.revertSp(COM_ID, SESSION).bytes(),
                TcgMethods.revert(COM_ID, SessionNumbers.NONE).bytes(),
                TcgMethods.maskedStartAsPsid(COM_ID, HOST),
                new byte[512]);
        for (byte[] sent : others) {
            assertThat(nvme(1, COM_ID, sent)).isFalse();
            assertThat(scsi(1, COM_ID, sent)).isFalse();
            assertThat(translated(1, COM_ID, sent)).isFalse();
            assertThat(ata(1, COM_ID, sent)).isFalse();
        }
        for (TcgMessage message : wanted()) {
            byte[] bytes = message.bytes();
            assertThat(nvme(message.protocol(), COM_ID + 1, bytes))
                    .as("another ComID")
                    .isFalse();
            assertThat(nvme(3 - message.protocol(), COM_ID, bytes))
                    .as("another protocol")
                    .isFalse();
            assertThat(scsi(0xef, COM_ID, bytes)).as("another protocol").isFalse();
            assertThat(ata(0xef, COM_ID, bytes)).as("another protocol").isFalse();
            assertThat(ata(3 - message.protocol(), COM_ID, bytes))
                    .as("another protocol")
                    .isFalse();
            assertThat(ata(message.protocol(), COM_ID + 1, bytes))
                    .as("another ComID")
                    .isFalse();
            assertThat(translated(message.protocol(), COM_ID + 0x100, bytes))
                    .as("another ComID")
                    .isFalse();
            byte[] longer = java.util.Arrays.copyOf(bytes, 1024);
            assertThat(nvme(message.protocol(), COM_ID, longer)).as("longer").isFalse();
            assertThat(ata(message.protocol(), COM_ID, longer)).as("longer").isFalse();
            assertThat(translated(message.protocol(), COM_ID, longer))
                    .as("longer")
                    .isFalse();
            byte[] more = bytes.clone();
            more[511] = 1;
            assertThat(nvme(message.protocol(), COM_ID, more))
                    .as("more behind it")
                    .isFalse();
            for (ErasingCommands other : ErasingCommands.values()) {
                if (other != ErasingCommands.TCG_PSID_REVERT) {
                    NvmeRequest request = NvmeSecurity.send(message.protocol(), COM_ID, bytes);
                    assertThat(other.nvme(request.structure(1), 1, bytes))
                            .as(other.name())
                            .isFalse();
                }
            }
        }
    }

    /** With any of its bits turned a block is another, also one of whole blocks in place of bytes. */
    @Test
    void noOtherBlockCarriesIt() throws PsidException {
        for (TcgMessage message : wanted()) {
            byte[] sent = message.bytes();
            for (ScsiRequest request : List.of(
                    AtaTrusted.send(AtaTrusted.Mode.PIO, message.protocol(), COM_ID, sent),
                    ScsiSecurity.outBytes(message.protocol(), COM_ID, sent))) {
                byte[] block = request.block();
                for (int bit = 0; bit < 8 * block.length; bit++) {
                    byte[] other = block.clone();
                    other[bit / 8] ^= (byte) (1 << bit % 8);
                    assertThat(ErasingCommands.TCG_PSID_REVERT.scsi(other, sent))
                            .as("%s, bit %d of byte %d", request.name(), bit % 8, bit / 8)
                            .isFalse();
                }
            }
        }
    }

    /** Method and object are bytes 56 to 74 of a Revert: with any of their bits turned it is another. */
    @Test
    void noOtherMethodAndNoOtherObject() {
        byte[] revert = TcgMethods.revert(COM_ID, SESSION).bytes();
        for (int at = 56; at < 56 + 19; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] other = revert.clone();
                other[at] ^= (byte) (1 << bit);
                assertThat(nvme(1, COM_ID, other)).as("byte %d bit %d", at, bit).isFalse();
            }
        }
    }

    @Test
    void discoveryIsAskedAmongWhatChangesNothingAndNotHere() {
        assertThat(ErasingCommands.TCG_PSID_REVERT.nvme(
                        NvmeSecurity.receive(1, 1, 2048).structure(1), 1))
                .isFalse();
        assertThat(ErasingCommands.TCG_PSID_REVERT.scsi(ScsiSecurity.in(1, 1, 4).block(), new byte[0]))
                .isFalse();
        assertThat(ErasingCommands.TCG_PSID_REVERT.nvme(
                        NvmeSecurity.receive(1, COM_ID, 4096).structure(1), 1))
                .isFalse();
        assertThat(ErasingCommands.TCG_PSID_REVERT.scsi(
                        AtaTrusted.receive(AtaTrusted.Mode.PIO, 1, 1, 4).block(), new byte[0]))
                .isFalse();
        assertThat(ErasingCommands.TCG_PSID_REVERT.scsi(
                        AtaTrusted.receive(AtaTrusted.Mode.PIO, 1, COM_ID, 8).block(), new byte[0]))
                .isFalse();
    }
}
