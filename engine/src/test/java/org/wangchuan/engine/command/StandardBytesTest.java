package org.wangchuan.engine.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.command.ata.AtaInquiry;
import org.wangchuan.engine.command.ata.AtaMaxAddress;
import org.wangchuan.engine.command.ata.AtaMaxAddress.Lasting;
import org.wangchuan.engine.command.ata.AtaSanitize;
import org.wangchuan.engine.command.ata.AtaSecurity;
import org.wangchuan.engine.command.ata.AtaSecurity.Identifier;
import org.wangchuan.engine.command.mmc.MmcCommands;
import org.wangchuan.engine.command.nvme.NvmeErase;
import org.wangchuan.engine.command.nvme.NvmeErase.SecureErase;
import org.wangchuan.engine.command.scsi.ScsiControl;
import org.wangchuan.engine.command.scsi.ScsiErase;
import org.wangchuan.engine.command.scsi.ScsiRequest;
import org.wangchuan.engine.command.ufs.UfsQuery;

/** Commands that no program here sends, written out from the standards by hand; and what can't be asked for. */
class StandardBytesTest {

    @Test
    void ataCommandsThatNoPeerSends() {
        assertThat(block(AtaMaxAddress.readNativeMax())).isEqualTo("8506200000000000000000000040f800");
        assertThat(block(AtaMaxAddress.setMax(0x0abc_def1, Lasting.FOR_GOOD)))
                .isEqualTo("8506200000000100f100de00bc4af900");
        assertThat(block(AtaMaxAddress.freezeAccessibleMax())).isEqualTo("85072000020000000000000000407800");
        assertThat(block(AtaSanitize.clearFailure())).isEqualTo("8507200000000100000000000040b400");
        assertThat(block(AtaSanitize.cryptoScramble(AtaSanitize.AfterFailure.MAY_EXIT)))
                .isEqualTo("8507200011001043700079007240b400");
        assertThat(block(AtaSanitize.overwrite(AtaSanitize.AfterFailure.MAY_EXIT, 2, true, 0x01020304)))
                .isEqualTo("85072000140092010457034f0240b400");
        assertThat(block(AtaInquiry.flushCacheExt())).isEqualTo("8507200000000000000000000040ea00");
        assertThat(block(AtaInquiry.readLog(0x30, 0x0102, 2))).isEqualTo("85090e00000002003001020000402f00");
    }

    @Test
    void scsiAndCardCommandsThatNoPeerSends() {
        ScsiRequest select = ScsiControl.modeSelect(new byte[] {(byte) 0x88, 2, 4, 0}, true);
        assertThat(block(select)).isEqualTo("55110000000000000c00");
        assertThat(HexFormat.of().formatHex(select.sent())).isEqualTo("000000000000000008020400");
        assertThat(MmcCommands.eraseSdCard(8, 15))
                .extracting(request -> request.opcode() + " " + request.argument())
                .containsExactly("32 8", "33 15", "38 0");
    }

    /** {@code msgcode} is in the order of the machine, which is the other one on none that this runs on. */
    @Test
    void queriesOfUfs() {
        assertThat(query(UfsQuery.startPurge()))
                .isEqualTo("16000000" + "160000000081000000000000" + "0606000000000000" + "00".repeat(12));
        assertThat(query(UfsQuery.stopPurge()))
                .isEqualTo("16000000" + "160000000081000000000000" + "0706000000000000" + "00".repeat(12));
        assertThat(query(UfsQuery.purgeEnabled()))
                .isEqualTo("16000000" + "160000000001000000000000" + "0506000000000000" + "00".repeat(12));
        assertThat(query(UfsQuery.deviceDescriptor()))
                .isEqualTo("16000000" + "160000000001000000000000" + "01000000000000ff" + "00".repeat(12));
        assertThat(query(UfsQuery.purgeStatus()))
                .isEqualTo("16000000" + "160000000001000000000000" + "0306000000000000" + "00".repeat(12));
        assertThat(query(UfsQuery.unitDescriptor(3)))
                .isEqualTo("16000000" + "160000000001000000000000" + "01020300000000ff" + "00".repeat(12));
    }

    @Test
    void whatNoDeviceCouldTakeIsNotBuilt() {
        refused(() -> AtaSecurity.unlock(Identifier.USER, new byte[33]));
        refused(() -> AtaSanitize.overwrite(AtaSanitize.AfterFailure.STAY, 17, false, 0));
        refused(() -> AtaMaxAddress.setMax(1L << 28, Lasting.FOR_GOOD));
        refused(() -> AtaMaxAddress.setMaxExt(1L << 48, Lasting.FOR_GOOD));
        refused(() -> AtaInquiry.trim(0, 0));
        refused(() -> ScsiErase.writeSame(0, 0, false, new byte[512]));
        refused(() -> ScsiErase.overwrite(ScsiErase.AfterFailure.STAY, 32, false, new byte[4]));
        refused(() -> NvmeErase.format(1, 64, SecureErase.USER_DATA));
        refused(() -> MmcCommands.eraseSdCard(5, 4));
    }

    /** A password is in what is sent, and in no text. */
    @Test
    void aPasswordIsInNoText() {
        ScsiRequest unlock = AtaSecurity.unlock(Identifier.USER, new byte[] {0x70, 0x71});
        assertThat(unlock.toString()).isEqualTo("SECURITY UNLOCK 850a060000000100000000000040f200");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable building) {
        assertThatThrownBy(building).isInstanceOf(IllegalArgumentException.class);
    }

    private static String block(ScsiRequest request) {
        return HexFormat.of().formatHex(request.block());
    }

    private static String query(UfsQuery query) {
        return HexFormat.of().formatHex(query.structure());
    }
}
