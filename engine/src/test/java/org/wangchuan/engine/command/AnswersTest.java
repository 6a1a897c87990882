package org.wangchuan.engine.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.command.AnswerException.Code;
import org.wangchuan.engine.command.ata.AtaCapabilities;
import org.wangchuan.engine.command.ata.AtaSanitize;
import org.wangchuan.engine.command.ata.SmartStatus;
import org.wangchuan.engine.command.mmc.CardStatus;
import org.wangchuan.engine.command.mmc.ExtendedCsd;
import org.wangchuan.engine.command.nvme.NvmeController;
import org.wangchuan.engine.command.nvme.NvmeErase;
import org.wangchuan.engine.command.nvme.NvmeErase.SanitizeOption;
import org.wangchuan.engine.command.nvme.NvmeLists;
import org.wangchuan.engine.command.nvme.NvmeLogPages;
import org.wangchuan.engine.command.nvme.NvmeNamespace;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.command.nvme.NvmeSanitizeLog;
import org.wangchuan.engine.command.scsi.ReadCapacity;
import org.wangchuan.engine.command.scsi.Reservation;
import org.wangchuan.engine.command.scsi.SenseData;
import org.wangchuan.engine.command.scsi.VitalProductData;
import org.wangchuan.engine.command.ufs.UfsDescriptors;
import org.wangchuan.engine.command.ufs.UfsQuery;
import org.wangchuan.engine.command.ufs.UfsReply;
import org.wangchuan.engine.medium.testing.AtaDrive;

/** What answers say, and what they do not. */
class AnswersTest {

    @Test
    void aDriveTellsHowItCanBeErased() throws AnswerException {
        AtaCapabilities told = AtaCapabilities.parse(Witness.drive()
                .word(128, 0x002b)
                .word(89, 30)
                .word(90, 0x8000 | 300)
                .identify());
        assertThat(List.of(told.sanitize(), told.cryptoScramble(), told.overwrite(), told.blockErase()))
                .containsOnly(Told.YES);
        AtaCapabilities.Security security = told.security().orElseThrow();
        assertThat(security.enabled()).isTrue();
        assertThat(security.frozen()).isTrue();
        assertThat(security.locked()).isFalse();
        assertThat(security.enhancedErase()).isTrue();
        assertThat(security.eraseMinutes()).hasValue(60);
        assertThat(security.enhancedEraseMinutes()).hasValue(600);
    }

    @Test
    void whatADriveDoesNotFillInIsNotTold() throws AnswerException {
        AtaCapabilities told = AtaCapabilities.parse(new AtaDrive().identify());
        assertThat(told.sanitize()).isEqualTo(Told.NOT_TOLD);
        assertThat(told.security()).isEmpty();
        assertThat(sanitize(new AtaDrive().word(59, 0x0110).word(80, 0x0200))).isEqualTo(Told.NO);
        assertThat(sanitize(new AtaDrive().word(59, 0x0110).word(80, 0x01f0)))
                .as("a standard without a word for it")
                .isEqualTo(Told.NOT_TOLD);
        assertThat(sanitize(new AtaDrive().word(59, 0xffff))).isEqualTo(Told.NOT_TOLD);
        assertThat(sanitize(new AtaDrive().word(0, 0x848a))).as("CompactFlash").isEqualTo(Told.NOT_TOLD);
        assertThat(refused(
                        AtaCapabilities::parse, new AtaDrive().word(0, 0x8580).identify()))
                .as("a CD drive")
                .isEqualTo(Code.TYPE);
        byte[] wrong = Witness.drive().identify();
        wrong[118]++;
        assertThat(refused(AtaCapabilities::parse, wrong)).isEqualTo(Code.CHECKSUM);
        assertThat(refused(AtaCapabilities::parse, new byte[512])).isEqualTo(Code.TYPE);
        assertThat(refused(AtaCapabilities::parse, new byte[511])).isEqualTo(Code.SIZE);
    }

    @Test
    void anAtaSanitizeIsNeverReadAsTheOneThatWasAskedFor() throws AnswerException {
        assertThat(ata(0x50, 0, 0x0000, 0xffff)).isEqualTo(new SanitizeState.NoSuccessOnRecord());
        assertThat(ata(0x50, 0, 0x8000, 0xffff)).isEqualTo(new SanitizeState.LastSucceeded());
        assertThat(ata(0x50, 0, 0x4000, 0x1234)).isEqualTo(new SanitizeState.Running(0x1234));
        assertThat(ata(0x51, 4, 0, 1)).isEqualTo(new SanitizeState.LastFailed());
        assertThat(ata(0x51, 4, 0, 0)).isEqualTo(new SanitizeState.NotTold());
        assertThat(ata(0x51, 0x40, 0, 1)).isEqualTo(new SanitizeState.NotTold());
        assertThat(refused(AtaSanitize::parse, registers(0x50, 0, 0xc000, 0xffff)))
                .isEqualTo(Code.VALUE);
        assertThat(refused(AtaSanitize::parse, Answers.hex("700000000000000a0000000000000000")))
                .isEqualTo(Code.TYPE);
        assertThat(AtaSanitize.parse(registers(0x50, 0, 0x2000, 0xffff)).frozen())
                .isEqualTo(Told.YES);
        assertThat(AtaSanitize.parse(registers(0x50, 0, 0x1000, 0xffff)).antifreeze())
                .isEqualTo(Told.YES);
    }

    /** Bridges leave out the upper registers, or fill in nothing at all: neither says "none runs". */
    @Test
    void registersThatNobodyFilledInSayNothingOfASanitize() throws AnswerException {
        AtaSanitize.Status nothing = new AtaSanitize.Status(new SanitizeState.NotTold(), Told.NOT_TOLD, Told.NOT_TOLD);
        for (int count : new int[] {0, 0x8000, 0x4000, 0x2000}) {
            byte[] short28 = with(registers(0x50, 0, count, 0xffff), 10, 0);
            assertThat(AtaSanitize.parse(short28)).as("%x", count).isEqualTo(nothing);
        }
        assertThat(AtaSanitize.parse(registers(0x50, 0, 0, 0))).isEqualTo(nothing);
        assertThat(AtaSanitize.parse(registers(0x50, 0, 0x8000, 7))).isEqualTo(nothing);
        assertThat(ata(0x50, 0, 0x4000, 0xffff))
                .isEqualTo(new SanitizeState.Running(SanitizeState.Running.UNKNOWN_PROGRESS));
        assertThat(AtaSanitize.parse(with(registers(0x51, 4, 0, 1), 10, 0)).state())
                .as("a failure is in the lower registers")
                .isEqualTo(new SanitizeState.LastFailed());
    }

    @Test
    void senseTellsWorkAndFailureButNoSuccess() throws AnswerException {
        assertThat(sense("700002000000000a00000000041b00804000")).isEqualTo(new SanitizeState.Running(0x4000));
        assertThat(sense("7202041b000000080206000080400000")).isEqualTo(new SanitizeState.Running(0x4000));
        assertThat(sense("7202041b00000000"))
                .isEqualTo(new SanitizeState.Running(SanitizeState.Running.UNKNOWN_PROGRESS));
        assertThat(sense("7203310300000000")).isEqualTo(new SanitizeState.LastFailed());
        assertThat(sense("7200000000000000")).isEqualTo(new SanitizeState.Idle());
        assertThat(sense("72005e0300000000")).as("asleep").isEqualTo(new SanitizeState.Idle());
        assertThat(sense("72025e4100000000")).as("waking up").isEqualTo(new SanitizeState.NotTold());
        assertThat(sense("7300000000000000")).isEqualTo(new SanitizeState.NotTold());
        assertThat(sense("7206290000000000")).isEqualTo(new SanitizeState.NotTold());
        assertThat(sense("7204310300000000")).as("with any key").isEqualTo(new SanitizeState.LastFailed());
        assertThat(sense("7000000000000000")).as("cut before the codes").isEqualTo(new SanitizeState.NotTold());
        assertThat(sense("700000000000000400000000000000000000"))
                .as("so it says")
                .isEqualTo(new SanitizeState.NotTold());
        assertThat(sense("700000000000000a00000000000000000000")).isEqualTo(new SanitizeState.Idle());
        assertThat(refused(SenseData::parse, Answers.hex("7f00000000000000"))).isEqualTo(Code.TYPE);
        assertThat(refused(SenseData::parse, Answers.hex("7202041b0000000802ff000080400000")))
                .isEqualTo(Code.LENGTH);
    }

    /** Another Progress Indication is of another operation than the header: ours only if its codes say so. */
    @Test
    void theProgressOfAnotherOperationIsNotOurs() throws AnswerException {
        String formats = "0a06020404004000";
        String sanitizes = "0a06 02 04 1b 00 2000".replace(" ", "");
        assertThat(sense("7202041b00000008" + formats))
                .isEqualTo(new SanitizeState.Running(SanitizeState.Running.UNKNOWN_PROGRESS));
        assertThat(sense("7200000000000008" + formats)).isEqualTo(new SanitizeState.Idle());
        assertThat(sense("7200000000000008" + sanitizes)).isEqualTo(new SanitizeState.Running(0x2000));
        assertThat(sense("7202040400000008" + sanitizes)).isEqualTo(new SanitizeState.Running(0x2000));
        assertThat(sense("7203310300000008" + sanitizes)).isEqualTo(new SanitizeState.LastFailed());
    }

    @Test
    void anNvmeSanitizeKeepsItsLastResultApart() throws AnswerException {
        assertThat(nvme(0xffff, 0)).isEqualTo(new SanitizeState.Never());
        assertThat(nvme(0xffff, 1)).isEqualTo(new SanitizeState.LastSucceeded());
        assertThat(nvme(0x8000, 2)).isEqualTo(new SanitizeState.Running(0x8000));
        assertThat(nvme(0xffff, 3)).isEqualTo(new SanitizeState.LastFailed());
        assertThat(nvme(0xffff, 4)).isEqualTo(new SanitizeState.LastSucceeded());
        assertThat(nvme(0xffff, 5)).isEqualTo(new SanitizeState.NotTold());
        assertThat(nvme(0, 0)).as("a buffer that nobody wrote to").isEqualTo(new SanitizeState.NotTold());
        assertThat(nvme(0x10, 0)).as("a stray byte in it").isEqualTo(new SanitizeState.NotTold());
        assertThat(refused(NvmeSanitizeLog::parse, Answers.sanitizeLog(0x1000, 1)))
                .isEqualTo(Code.VALUE);
        NvmeSanitizeLog log = NvmeSanitizeLog.parse(Answers.sanitizeLog(0xffff, 0x11c));
        assertThat(log.overwritePasses()).isEqualTo(3);
        assertThat(log.deallocatedAgainstWish()).isTrue();
        assertThat(log.globalDataErased()).isEqualTo(Told.YES);
        assertThat(NvmeSanitizeLog.parse(Answers.sanitizeLog(0xffff, 1)).deallocatedAgainstWish())
                .as("a success that kept the blocks is a plain one")
                .isFalse();
        byte[] verifying = with(Answers.sanitizeLog(0xffff, 1), 36, 5);
        assertThat(NvmeSanitizeLog.parse(verifying).machineState()).isEqualTo(5);
        assertThat(NvmeSanitizeLog.parse(verifying).state()).isEqualTo(new SanitizeState.NotTold());
    }

    /** Another controller of the subsystem may have asked for less. */
    @Test
    void anNvmeSanitizeIsOursIfItsDwordIs() throws AnswerException {
        NvmeRequest crypto = NvmeErase.cryptoErase(SanitizeOption.NO_DEALLOCATE);
        byte[] ours = with(with(Answers.sanitizeLog(0xffff, 1), 4, 0x04), 5, 0x02);
        assertThat(NvmeSanitizeLog.parse(ours).stateOf(crypto)).isEqualTo(new SanitizeState.LastSucceeded());
        for (int status = 1; status <= 4; status++) {
            byte[] theirs = with(Answers.sanitizeLog(status == 2 ? 9 : 0xffff, status), 4, 0x02);
            assertThat(NvmeSanitizeLog.parse(theirs).stateOf(crypto)).isEqualTo(new SanitizeState.NotTold());
        }
        assertThat(NvmeSanitizeLog.parse(Answers.sanitizeLog(0xffff, 0)).stateOf(crypto))
                .isEqualTo(new SanitizeState.Never());
    }

    @Test
    void aControllerBeforeSanitizeDoesNotTellOfIt() throws AnswerException {
        byte[] old = Witness.controller();
        old[81] = 2;
        old[328] = 0;
        NvmeController told = NvmeController.parse(old);
        assertThat(told.blockErase()).isEqualTo(Told.NOT_TOLD);
        assertThat(told.serial()).contains("SERIAL1");
        assertThat(NvmeController.parse(Witness.controller()).blockErase()).isEqualTo(Told.YES);
        assertThat(refused(NvmeController::parse, new byte[4096])).isEqualTo(Code.TYPE);
    }

    /** Before NVMe 2.1 the bit is reserved, and what stands there is nothing that was told. */
    @Test
    void aControllerTellsOfPurgingFrom21On() throws AnswerException {
        byte[] told = Witness.controller();
        told[328] = 0x27;
        assertThat(NvmeController.parse(told).purgeReporting()).isEqualTo(Told.NOT_TOLD);
        told[81] = 0;
        told[82] = 2;
        assertThat(NvmeController.parse(told).purgeReporting()).as("2.0").isEqualTo(Told.NOT_TOLD);
        told[81] = 1;
        assertThat(NvmeController.parse(told).purgeReporting()).isEqualTo(Told.YES);
        for (int other : new int[] {0xdf, 0x07, 0x17, 0x0f}) {
            told[328] = (byte) other;
            assertThat(NvmeController.parse(told).purgeReporting())
                    .as("%x", other)
                    .isEqualTo(Told.NO);
        }
        told[81] = 4;
        told[328] = 0x27;
        assertThat(NvmeController.parse(told).purgeReporting()).as("2.4").isEqualTo(Told.YES);
    }

    @Test
    void thatTheMediaWerePurgedIsOneBitOfTheLog() throws AnswerException {
        assertThat(NvmeSanitizeLog.parse(Answers.sanitizeLog(0xffff, 0x0801)).purged())
                .isTrue();
        assertThat(NvmeSanitizeLog.parse(Answers.sanitizeLog(0xffff, 0x0801)).state())
                .isEqualTo(new SanitizeState.LastSucceeded());
        assertThat(NvmeSanitizeLog.parse(Answers.sanitizeLog(0xffff, 0xf701)).purged())
                .isFalse();
    }

    @Test
    void aControllerTellsWhetherItListsItsLogs() throws AnswerException {
        byte[] told = with(Witness.controller(), 261, 0x20);
        told[81] = 4;
        told[82] = 1;
        assertThat(NvmeController.parse(told).listsLogs()).as("1.4").isFalse();
        told[81] = 0;
        told[82] = 2;
        assertThat(NvmeController.parse(told).listsLogs()).as("2.0").isTrue();
        told[261] = (byte) 0xdf;
        assertThat(NvmeController.parse(told).listsLogs()).isFalse();
    }

    /** A buffer that nobody wrote to does not say that there are none. */
    @Test
    void bootPartitionsAreToldByTheirLogAlone() throws AnswerException {
        byte[] pages = sound("Supported Log Pages log");
        assertThat(NvmeLogPages.parse(pages).bootPartition()).isTrue();
        assertThat(NvmeLogPages.parse(with(pages, 4 * 0x15, 2)).bootPartition()).isFalse();
        assertThat(refused(NvmeLogPages::parse, new byte[1024])).isEqualTo(Code.VALUE);
        assertThat(refused(NvmeLogPages::parse, new byte[512])).isEqualTo(Code.SIZE);
        byte[] header = sound("Boot Partition log");
        assertThat(NvmeLogPages.bootPartitionBytes(header)).isEqualTo(256L * 128 * 1024);
        assertThat(NvmeLogPages.bootPartitionBytes(with(header, 5, 0))).isZero();
        byte[] most = with(with(header, 4, 0xff), 5, 0xff);
        most[6] = (byte) 0xff;
        assertThat(NvmeLogPages.bootPartitionBytes(most)).as("bits 14:0 alone").isEqualTo(0x7fffL * 128 * 1024);
        assertThat(refused(NvmeLogPages::bootPartitionBytes, new byte[16])).isEqualTo(Code.TYPE);
        assertThat(refused(NvmeLogPages::bootPartitionBytes, new byte[512])).isEqualTo(Code.SIZE);
    }

    @Test
    void namespacesThatLieAboutTheirSizeAreRefused() throws AnswerException {
        assertThat(NvmeNamespace.parse(new byte[4096])).isEmpty();
        NvmeNamespace told = NvmeNamespace.parse(Witness.namespace()).orElseThrow();
        assertThat(told.sizeBlocks()).isEqualTo(0x10_0000);
        assertThat(told.blockBytes()).isEqualTo(512);
        assertThat(refused(NvmeNamespace::parse, with(Witness.namespace(), 10, 0x20)))
                .isEqualTo(Code.VALUE);
        assertThat(refused(NvmeNamespace::parse, with(Witness.namespace(), 26, 1)))
                .isEqualTo(Code.VALUE);
        assertThat(refused(NvmeNamespace::parse, with(Witness.namespace(), 130, 63)))
                .isEqualTo(Code.VALUE);
        assertThat(refused(NvmeNamespace::parse, with(Witness.namespace(), 7, 0xff)))
                .isEqualTo(Code.VALUE);
        byte[] list = new byte[4096];
        list[0] = 2;
        list[4] = 1;
        assertThat(refused(NvmeLists::namespaces, list)).isEqualTo(Code.VALUE);
        list[4] = 0;
        list[8] = 3;
        assertThat(refused(NvmeLists::namespaces, list)).isEqualTo(Code.VALUE);
        list[8] = 0;
        assertThat(NvmeLists.namespaces(list)).containsExactly(2L);
    }

    @Test
    void pagesThatLieAboutTheirLengthAreRefused() throws AnswerException {
        assertThat(VitalProductData.worldWideName(sound("VPD 83h"))).contains("5000c50012345678");
        assertThat(refused(VitalProductData::worldWideName, with(sound("VPD 83h"), 7, 0xff)))
                .isEqualTo(Code.LENGTH);
        assertThat(refused(VitalProductData::serialNumber, with(sound("VPD 80h"), 3, 9)))
                .isEqualTo(Code.LENGTH);
        assertThat(refused(VitalProductData::serialNumber, sound("VPD 83h"))).isEqualTo(Code.TYPE);
        assertThat(VitalProductData.worldWideName(with(sound("VPD 83h"), 32, 0x35)))
                .as("locally assigned")
                .isEmpty();
        assertThat(refused(VitalProductData::supportedPages, new byte[36])).isEqualTo(Code.LENGTH);
        assertThat(VitalProductData.serialNumber(Answers.hex("00800004" + "0a413142")))
                .isEmpty();
        assertThat(VitalProductData.serialNumber(Answers.hex("00800004" + "41003142")))
                .as("a zero byte within is no blank")
                .isEmpty();
        assertThat(VitalProductData.serialNumber(Answers.hex("00800004" + "20410000")))
                .contains("A");
        assertThat(VitalProductData.characteristics(sound("VPD B1h")).rotationRate())
                .isEqualTo(7200);
        assertThat(VitalProductData.provisioning(sound("VPD B2h")).unmap()).isEqualTo(Told.YES);
        assertThat(ReadCapacity.parse(sound("READ CAPACITY(16)")))
                .isEqualTo(new ReadCapacity(0x20_0000, 512, 2, true, true));
        assertThat(refused(ReadCapacity::parse, with(sound("READ CAPACITY(16)"), 0, 0xff)))
                .isEqualTo(Code.VALUE);
    }

    @Test
    void whoHoldsADeviceAndWhetherItExpectsToFail() throws AnswerException {
        assertThat(Reservation.parse(sound("PERSISTENT RESERVE IN")).orElseThrow())
                .isEqualTo(new Reservation(Optional.of("0000000000001234"), 3));
        assertThat(Reservation.parse(new byte[8])).isEmpty();
        assertThat(refused(Reservation::parse, with(sound("PERSISTENT RESERVE IN"), 7, 0x18)))
                .isEqualTo(Code.LENGTH);
        assertThat(refused(Reservation::parse, Answers.hex("0000000700000010"))).isEqualTo(Code.LENGTH);
        assertThat(SmartStatus.failing(registers(0x50, 0, 0, 0xc24f00))).isEqualTo(Told.NO);
        assertThat(SmartStatus.failing(registers(0x50, 0, 0, 0x2cf400))).isEqualTo(Told.YES);
        assertThat(SmartStatus.failing(registers(0x50, 0, 0, 0))).isEqualTo(Told.NOT_TOLD);
        assertThat(SmartStatus.failing(registers(0x51, 4, 0, 0xc24f00))).isEqualTo(Told.NOT_TOLD);
    }

    @Test
    void aCardTellsWhatItCanErase() throws AnswerException {
        ExtendedCsd told = ExtendedCsd.parse(Witness.extendedCsd());
        assertThat(told.sanitize()).isEqualTo(Told.YES);
        assertThat(told.bootBytes()).isEqualTo(1024 * 1024);
        assertThat(told.rpmbBytes()).isEqualTo(128 * 1024);
        assertThat(told.sectors()).isEqualTo(0x100_0000);
        assertThat(ExtendedCsd.parse(with(Witness.extendedCsd(), 192, 5)).sanitize())
                .isEqualTo(Told.NOT_TOLD);
        assertThat(new CardStatus(0x900).failed()).isFalse();
        assertThat(new CardStatus(0x900).state()).isEqualTo(4);
        assertThat(new CardStatus(0x8900).skippedProtected()).isTrue();
        ExtendedCsd guarded = ExtendedCsd.parse(with(with(Witness.extendedCsd(), 173, 0x50), 174, 0x02));
        assertThat(guarded.bootWriteProtection()).isEqualTo(0x50);
        assertThat(guarded.bootWriteProtectionStatus()).isEqualTo(2);
    }

    @Test
    void aCardTellsThatItDidNotDoIt() {
        for (int bit : new int[] {31, 30, 28, 27, 26, 25, 23, 22, 21, 20, 19, 15, 13, 7}) {
            assertThat(new CardStatus(0x900 | 1 << bit).failed())
                    .as("bit %d", bit)
                    .isTrue();
        }
        assertThat(new CardStatus(0x900).ready()).isTrue();
        assertThat(new CardStatus(0x800).ready()).isFalse();
        assertThat(new CardStatus(0xf00).ready()).as("programming").isFalse();
    }

    @Test
    void aPurgeIsToldByItsStatus() throws AnswerException {
        assertThat(purge(0)).isEqualTo(new SanitizeState.ResultRead());
        assertThat(purge(1)).isInstanceOf(SanitizeState.Running.class);
        assertThat(purge(3)).isEqualTo(new SanitizeState.LastSucceeded());
        assertThat(purge(2)).isEqualTo(new SanitizeState.LastFailed());
        assertThat(purge(9)).isEqualTo(new SanitizeState.NotTold());
        byte[] other = with(Answers.purge(3), 21, 7);
        assertThat(refused(bytes -> UfsReply.parse(UfsQuery.purgeStatus(), bytes), other))
                .isEqualTo(Code.TYPE);
        byte[] failed = with(Answers.purge(3), 0, 1);
        assertThat(refused(bytes -> UfsReply.parse(UfsQuery.purgeStatus(), bytes), failed))
                .isEqualTo(Code.VALUE);
        assertThat(UfsReply.parse(UfsQuery.purgeStatus(), with(Answers.purge(3), 14, 0xff))
                        .purge())
                .isEqualTo(new SanitizeState.NotTold());
        assertThat(UfsDescriptors.unit(sound("Unit descriptor")).thin()).isEqualTo(Told.YES);
    }

    /** Setting the flag answers with its value, 1, which is no work that was seen. */
    @Test
    void theAnswerToAnotherQueryIsNoStateOfAPurge() throws AnswerException {
        for (int value = 0; value <= 3; value++) {
            byte[] flag = with(with(Answers.purge(value), 20, 6), 21, 6);
            assertThat(UfsReply.parse(UfsQuery.startPurge(), flag).purge()).isEqualTo(new SanitizeState.NotTold());
        }
        byte[] reserved = with(sound("Unit descriptor"), 0x17, 1);
        assertThat(UfsDescriptors.unit(reserved).thin()).isEqualTo(Told.NOT_TOLD);
    }

    private static SanitizeState ata(int status, int error, int count, long address) throws AnswerException {
        return AtaSanitize.parse(registers(status, error, count, address)).state();
    }

    private static Told sanitize(AtaDrive drive) throws AnswerException {
        return AtaCapabilities.parse(drive.identify()).sanitize();
    }

    private static byte[] registers(int status, int error, int count, long address) {
        byte[] sense = AtaDrive.registers(status, error, address);
        sense[12] = (byte) (count >>> 8);
        sense[13] = (byte) count;
        return sense;
    }

    private static SanitizeState sense(String hex) throws AnswerException {
        return SenseData.parse(Answers.hex(hex)).sanitize();
    }

    private static SanitizeState nvme(int progress, int status) throws AnswerException {
        return NvmeSanitizeLog.parse(Answers.sanitizeLog(progress, status)).state();
    }

    private static SanitizeState purge(int value) throws AnswerException {
        return UfsReply.parse(UfsQuery.purgeStatus(), Answers.purge(value)).purge();
    }

    private static byte[] sound(String name) {
        return Objects.requireNonNull(Answers.all().get(name)).bytes();
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] out = bytes.clone();
        out[at] = (byte) value;
        return out;
    }

    private static Code refused(Answers.Parser parser, byte[] bytes) {
        return catchThrowableOfType(AnswerException.class, () -> parser.parse(bytes))
                .code();
    }
}
