package org.wangchuan.engine.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.command.scsi.ScsiControl;
import org.wangchuan.engine.command.scsi.ScsiErase;
import org.wangchuan.engine.command.scsi.ScsiRequest;
import org.wangchuan.engine.command.ufs.UfsQuery;

/** Commands, and arguments of commands, that no program here was made to send, written out from the standards by hand; and what can't be asked for. */
class StandardBytesTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final String QUERY = "16000000" + "1600000000%s000000000000" + "%s" + "00".repeat(12);

    /** By name of the row; what is sent follows a blank. UFS has {@code msgcode} in the order of the machine, the other one on none that this runs on. */
    private static final Map<String, List<String>> ALONE = Map.ofEntries(
            Map.entry("SANITIZE STATUS EXT, clear failure", List.of("8507200000000100000000000040b400 ")),
            Map.entry("CRYPTO SCRAMBLE EXT, failure mode", List.of("8507200011001043700079007240b400 ")),
            Map.entry("FREEZE ACCESSIBLE MAX ADDRESS EXT", List.of("85072000020000000000000000407800 ")),
            Map.entry(
                    "Sanitize, block erase, AUSE, PREQ",
                    List.of("84" + "00".repeat(39) + "0a080000" + "00".repeat(28) + " ")),
            Map.entry("MODE SELECT(10)", List.of("55100000000000000c00 000000000000000008020000")),
            Map.entry(
                    "ERASE of an SD card",
                    List.of("03 ", card("20", "0000", "95"), card("21", "ff1f", "95"), card("26", "0000", "9d04"))),
            Map.entry("READ DESCRIPTOR Device", List.of(QUERY.formatted("01", "01000000000000ff") + " ")),
            Map.entry("READ DESCRIPTOR Unit", List.of(QUERY.formatted("01", "01020000000000ff") + " ")),
            Map.entry("SET FLAG fPurgeEnable", List.of(QUERY.formatted("81", "0606000000000000") + " ")),
            Map.entry("CLEAR FLAG fPurgeEnable", List.of(QUERY.formatted("81", "0706000000000000") + " ")),
            Map.entry("READ ATTRIBUTE bPurgeStatus", List.of(QUERY.formatted("01", "0306000000000000") + " ")),
            Map.entry("TRUSTED RECEIVE, list of protocols", List.of("85080e00000001000000000000405c00 ")),
            Map.entry("TRUSTED RECEIVE DMA, Level 0 Discovery", List.of("850c0e00010004000000010000405d00 ")),
            Map.entry(
                    "TRUSTED SEND DMA",
                    List.of("850c06000200010000000000" + "10405f00 " + padded("1000" + "0000" + "00000002"))),
            Map.entry("SECURITY PROTOCOL IN, list of protocols", List.of("a20000008000000000010000 ")),
            Map.entry("SECURITY PROTOCOL IN, length in bytes", List.of("a20100010000000008000000 ")),
            Map.entry(
                    "SECURITY PROTOCOL OUT, length in bytes",
                    List.of("b50110000000000002000000 "
                            + HEX.formatHex(TcgRows.psid().bytes()))),
            Map.entry(
                    "RevertSP",
                    List.of(
                            security("81", "00001001", "00020000") + " "
                                    + padded("00000000" + "10000000" + "00000000" + "00000000" + "00000040"
                                            + "00001001" + "00000069" + "00000000" + "00000000" + "00000000"
                                            + "00000028"
                                            + "000000000000" + "0000" + "0000001b"
                                            + "f8" + "a80000000000000001" + "a80000000600000011" + "f0f1"
                                            + "f9" + "f0000000f1" + "00"),
                            security("82", "00001001", "00080000") + " ")),
            Map.entry(
                    "STACK_RESET",
                    List.of(
                            security("81", "00001002", "00020000") + " " + padded("1000" + "0000" + "00000002"),
                            security("82", "00001002", "00080000") + " ")));

    /** A row of the table that says "the standard alone" has its bytes here, and no other has. */
    @Test
    void everyRowWithoutAPeerIsWrittenOut() {
        Map<String, List<String>> alone = CommandRows.all().stream()
                .filter(row -> row.peer().isEmpty())
                .collect(Collectors.toMap(
                        CommandRow::name,
                        row -> row.ours().stream()
                                .map(sent -> sent.command() + " " + sent.data())
                                .toList()));
        assertThat(alone).isEqualTo(ALONE);
    }

    @Test
    void argumentsThatNoPeerSends() {
        assertThat(block(AtaMaxAddress.setMaxExt(0x0605_0403_0201L, Lasting.FOR_GOOD)))
                .isEqualTo("85072000000001040105020603403700");
        assertThat(block(AtaSanitize.blockErase(AtaSanitize.AfterFailure.MAY_EXIT)))
                .isEqualTo("8507200012001042720045006b40b400");
        assertThat(block(ScsiErase.cryptoErase(ScsiErase.AfterFailure.MAY_EXIT)))
                .isEqualTo("48a30000000000000000");
        assertThat(block(ScsiErase.overwrite(ScsiErase.AfterFailure.MAY_EXIT, 1, false, new byte[4])))
                .isEqualTo("48a10000000000000800");
        assertThat(AtaSecurity.unlock(Identifier.MASTER, new byte[0]).sent()[0]).isEqualTo((byte) 1);
        assertThat(AtaSecurity.eraseUnit(Identifier.MASTER, AtaSecurity.EraseMode.ENHANCED, new byte[0])
                        .sent()[0])
                .isEqualTo((byte) 3);
        assertThat(HEX.formatHex(AtaInquiry.trim(0x0605_0403_0201L, 0x0807).sent(), 0, 8))
                .isEqualTo("0102030405060708");
        assertThat(HEX.formatHex(
                        ScsiErase.unmap(0x0102_0304_0506_0708L, 0x090a_0b0c).sent()))
                .isEqualTo("0016001000000000" + "0102030405060708" + "090a0b0c00000000");
        assertThat(word10(NvmeErase.format(1, 17, SecureErase.USER_DATA))).isEqualTo("01120000");
        assertThat(word10(NvmeErase.format(1, 63, SecureErase.CRYPTOGRAPHIC))).isEqualTo("0f340000");
        assertThat(word10(NvmeErase.overwrite(16, false, 0))).isEqualTo("03000000");
    }

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

    @Test
    void queriesOfUfs() {
        assertThat(query(UfsQuery.startPurge()))
                .isEqualTo("16000000" + "160000000081000000000000" + "0606000000000000" + "00".repeat(12));
        assertThat(query(UfsQuery.stopPurge()))
                .isEqualTo("16000000" + "160000000081000000000000" + "0706000000000000" + "00".repeat(12));
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
        refused(() -> ScsiErase.formatUnit(1));
        refused(() -> ScsiErase.formatUnit(4));
        refused(() -> NvmeErase.format(1, 64, SecureErase.USER_DATA));
        refused(() -> MmcCommands.eraseSdCard(5, 4));
    }

    /** A password is in what is sent, and in no text. */
    @Test
    void aPasswordIsInNoText() {
        ScsiRequest unlock = AtaSecurity.unlock(Identifier.USER, new byte[] {0x70, 0x71});
        assertThat(unlock.toString()).isEqualTo("SECURITY UNLOCK 850a060000000100000000000040f200");
    }

    /** To 512 bytes. */
    private static String padded(String hex) {
        return hex + "00".repeat(512 - hex.length() / 2);
    }

    /** {@code struct nvme_passthru_cmd} of the opcode, with dwords 10 and 11; the length stands in 11 and in the structure. */
    private static String security(String opcode, String word10, String length) {
        return opcode + "00".repeat(35) + length + word10 + length + "00".repeat(24);
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable building) {
        assertThatThrownBy(building).isInstanceOf(IllegalArgumentException.class);
    }

    private static String block(ScsiRequest request) {
        return HexFormat.of().formatHex(request.block());
    }

    /** {@code struct mmc_ioc_cmd}, with a write flag; numbers least significant byte first. */
    private static String card(String opcode, String argument, String flags) {
        return "01000000" + "00000000" + word(opcode) + word(argument) + "00".repeat(16) + word(flags) + "00".repeat(36)
                + " ";
    }

    private static String word(String low) {
        return low + "0".repeat(8 - low.length());
    }

    private static String word10(NvmeRequest request) {
        return HEX.formatHex(request.structure(0), NvmeRequest.WORD_10_OFFSET, NvmeRequest.WORD_10_OFFSET + 4);
    }

    private static String query(UfsQuery query) {
        return HexFormat.of().formatHex(query.structure());
    }
}
