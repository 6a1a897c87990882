package org.wangchuan.engine.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.wangchuan.engine.command.CommandRow.Apart;
import org.wangchuan.engine.command.CommandRow.Family;
import org.wangchuan.engine.command.ata.AtaInquiry;
import org.wangchuan.engine.command.ata.AtaMaxAddress;
import org.wangchuan.engine.command.ata.AtaMaxAddress.Lasting;
import org.wangchuan.engine.command.ata.AtaSanitize;
import org.wangchuan.engine.command.ata.AtaSecurity;
import org.wangchuan.engine.command.ata.AtaSecurity.Capability;
import org.wangchuan.engine.command.ata.AtaSecurity.EraseMode;
import org.wangchuan.engine.command.ata.AtaSecurity.Identifier;
import org.wangchuan.engine.command.mmc.MmcCommands;
import org.wangchuan.engine.command.mmc.MmcCommands.EraseKind;
import org.wangchuan.engine.command.mmc.MmcRequest;
import org.wangchuan.engine.command.nvme.NvmeCommands;
import org.wangchuan.engine.command.nvme.NvmeCommands.Feature;
import org.wangchuan.engine.command.nvme.NvmeErase;
import org.wangchuan.engine.command.nvme.NvmeErase.SanitizeOption;
import org.wangchuan.engine.command.nvme.NvmeErase.SecureErase;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.command.scsi.CapacitySetting;
import org.wangchuan.engine.command.scsi.ScsiControl;
import org.wangchuan.engine.command.scsi.ScsiErase;
import org.wangchuan.engine.command.scsi.ScsiInquiry;
import org.wangchuan.engine.command.scsi.ScsiInquiry.PageControl;
import org.wangchuan.engine.command.scsi.ScsiRequest;
import org.wangchuan.engine.command.scsi.VitalProductData;
import org.wangchuan.engine.command.ufs.UfsQuery;

/** Every command that can be built, and which program sends the same. */
final class CommandRows {
    private static final List<String> HDPARM =
            List.of("hdparm", "--yes-i-know-what-i-am-doing", "--please-destroy-my-drive");
    private static final Apart LBA_BIT = new Apart(13, 0x40, "DEVICE bit 6");
    private static final Apart DEVICE_OBSOLETE = new Apart(13, 0xa0, "DEVICE bits 7, 5");
    private static final Apart TRANSFER = new Apart(2, 0x0c, "T_DIR, BYT_BLOK");
    private static final Apart EXTEND = new Apart(1, 0x01, "EXTEND");
    private static final Apart ALLOCATION_HIGH = new Apart(8, 0xff, "ALLOCATION LENGTH byte 8");
    private static final Apart BUFFER_LENGTH = new Apart(CommandRow.BUFFER, 0, "buffer length");
    private static final byte[] PASSWORD = "p".getBytes(StandardCharsets.US_ASCII);
    private static final String ACS = "ACS-4, SAT-4";
    private static final String OLD_ACS = "ACS-2, SAT-4";
    private static final String SPC = "SPC-5";
    private static final String SBC = "SBC-4";
    private static final String NVME = "NVMe Base 2.0";
    private static final String NVME_2_1 = "NVMe Base 2.1";
    private static final String NVME_2_4 = "NVMe Base 2.4";
    private static final String MMC = "JESD84-B51";
    private static final String UFS = "JESD220";

    private final List<CommandRow> rows = new ArrayList<>();

    private CommandRows() {}

    static List<CommandRow> all() {
        CommandRows out = new CommandRows();
        out.ataAsking();
        out.ataSecurity();
        out.ataSanitize();
        out.ataAddresses();
        out.scsiAsking();
        out.scsiErasing();
        out.nvmeAsking();
        out.nvmeErasing();
        out.mmc();
        out.ufs();
        out.rows.addAll(TcgRows.all());
        return List.copyOf(out.rows);
    }

    private void ataAsking() {
        hdparm("IDENTIFY DEVICE", ACS, AtaInquiry.identify(), "-I");
        hdparm("CHECK POWER MODE", ACS, AtaInquiry.powerMode(), "-C");
        ata(
                "READ LOG EXT",
                ACS,
                AtaInquiry.readLog(0x30, 0, 1),
                words("sg_sat_read_gplog --log=0x30 --page=0 --count=1 @sdzzz"),
                LBA_BIT);
        ata(
                "READ LOG EXT, Device Statistics",
                ACS,
                AtaInquiry.readLog(0x04, 3, 1),
                words("sg_sat_read_gplog --log=0x04 --page=3 --count=1 @sdzzz"),
                LBA_BIT);
        ata("SMART READ DATA", "ACS-3, SAT-4", AtaInquiry.smartData(), words("smartctl -d sat -A @sdzzz"), LBA_BIT);
        ata(
                "SMART RETURN STATUS",
                ACS,
                AtaInquiry.smartStatus(),
                words("smartctl -d sat -H @sdzzz"),
                LBA_BIT,
                TRANSFER);
        hdparm("FLUSH CACHE", ACS, AtaInquiry.flushCache(), "-F");
        ata("FLUSH CACHE EXT", ACS, AtaInquiry.flushCacheExt(), on("@sdzzz-ext", "-F"));
        hdparm("DATA SET MANAGEMENT (TRIM)", ACS, AtaInquiry.trim(8, 16), "--trim-sector-ranges", "8:16");
    }

    private void ataSecurity() {
        hdparm(
                "SECURITY SET PASSWORD, user",
                ACS,
                AtaSecurity.setPassword(Identifier.USER, Capability.HIGH, PASSWORD, 0),
                "--user-master",
                "u",
                "--security-mode",
                "h",
                "--security-set-pass",
                "p");
        hdparm(
                "SECURITY SET PASSWORD, master",
                ACS,
                AtaSecurity.setPassword(Identifier.MASTER, Capability.MAXIMUM, PASSWORD, 1),
                "--user-master",
                "m",
                "--security-mode",
                "m",
                "--security-set-pass",
                "p");
        hdparm("SECURITY UNLOCK", ACS, AtaSecurity.unlock(Identifier.USER, PASSWORD), "--security-unlock", "p");
        hdparm("SECURITY ERASE PREPARE", ACS, AtaSecurity.erasePrepare(), "--security-erase", "p");
        eraseUnit("SECURITY ERASE UNIT, normal", EraseMode.NORMAL, "--security-erase");
        eraseUnit("SECURITY ERASE UNIT, enhanced", EraseMode.ENHANCED, "--security-erase-enhanced");
        hdparm(
                "SECURITY DISABLE PASSWORD",
                ACS,
                AtaSecurity.disablePassword(Identifier.USER, PASSWORD),
                "--security-disable",
                "p");
        hdparm("SECURITY FREEZE LOCK", ACS, AtaSecurity.freezeLock(), "--security-freeze");
    }

    /** With what has to come just before it. */
    private void eraseUnit(String name, EraseMode mode, String argument) {
        List<Sent> both = List.of(
                Sent.of(AtaSecurity.erasePrepare()), Sent.of(AtaSecurity.eraseUnit(Identifier.USER, mode, PASSWORD)));
        rows.add(new CommandRow(Family.ATA, name, ACS, both, hdparm(argument, "p"), List.of()));
    }

    private void ataSanitize() {
        hdparm("SANITIZE STATUS EXT", ACS, AtaSanitize.status(), "--sanitize-status");
        ata("SANITIZE STATUS EXT, clear failure", ACS, AtaSanitize.clearFailure(), List.of());
        hdparm(
                "CRYPTO SCRAMBLE EXT",
                ACS,
                AtaSanitize.cryptoScramble(AtaSanitize.AfterFailure.STAY),
                "--sanitize-crypto-scramble");
        ata(
                "CRYPTO SCRAMBLE EXT, failure mode",
                ACS,
                AtaSanitize.cryptoScramble(AtaSanitize.AfterFailure.MAY_EXIT),
                List.of());
        hdparm("BLOCK ERASE EXT", ACS, AtaSanitize.blockErase(AtaSanitize.AfterFailure.STAY), "--sanitize-block-erase");
        hdparm(
                "OVERWRITE EXT, 3 passes",
                ACS,
                AtaSanitize.overwrite(AtaSanitize.AfterFailure.STAY, 3, false, 0xa5a5a5a5),
                "--sanitize-overwrite-passes",
                "3",
                "--sanitize-overwrite",
                "hex:a5a5a5a5");
        hdparm(
                "OVERWRITE EXT, 16 passes",
                ACS,
                AtaSanitize.overwrite(AtaSanitize.AfterFailure.STAY, 16, false, 0xa5a5a5a5),
                "--sanitize-overwrite",
                "hex:a5a5a5a5");
        hdparm("SANITIZE FREEZE LOCK EXT", ACS, AtaSanitize.freezeLock(), "--sanitize-freeze-lock");
        hdparm("SANITIZE ANTIFREEZE LOCK EXT", ACS, AtaSanitize.antifreezeLock(), "--sanitize-antifreeze-lock");
    }

    private void ataAddresses() {
        ata("READ NATIVE MAX ADDRESS", OLD_ACS, AtaMaxAddress.readNativeMax(), on("@sdzzz-28", "-N"), EXTEND);
        ata("READ NATIVE MAX ADDRESS EXT", OLD_ACS, AtaMaxAddress.readNativeMaxExt(), old("-N"));
        ata(
                "SET MAX ADDRESS",
                OLD_ACS,
                AtaMaxAddress.setMax(999, Lasting.FOR_GOOD),
                on("@sdzzz-28", "-N", "p1000"),
                DEVICE_OBSOLETE);
        ata(
                "SET MAX ADDRESS EXT, until a power cycle",
                OLD_ACS,
                AtaMaxAddress.setMaxExt(999, Lasting.UNTIL_POWER_CYCLE),
                old("-N", "1000"));
        ata("SET MAX ADDRESS EXT", OLD_ACS, AtaMaxAddress.setMaxExt(999, Lasting.FOR_GOOD), old("-N", "p1000"));
        hdparm("GET NATIVE MAX ADDRESS EXT", ACS, AtaMaxAddress.getNativeMax(), "-N");
        ata(
                "SET ACCESSIBLE MAX ADDRESS EXT",
                ACS,
                AtaMaxAddress.setAccessibleMax(999),
                hdparm("-N", "1000"),
                DEVICE_OBSOLETE);
        ata("FREEZE ACCESSIBLE MAX ADDRESS EXT", ACS, AtaMaxAddress.freezeAccessibleMax(), List.of());
        hdparm("DEVICE CONFIGURATION IDENTIFY", OLD_ACS, AtaMaxAddress.overlayIdentify(), "--dco-identify");
        hdparm("DEVICE CONFIGURATION RESTORE", OLD_ACS, AtaMaxAddress.overlayRestore(), "--dco-restore");
        hdparm("DEVICE CONFIGURATION FREEZE LOCK", OLD_ACS, AtaMaxAddress.overlayFreezeLock(), "--dco-freeze");
    }

    private void scsiAsking() {
        scsi("INQUIRY", SPC, ScsiInquiry.inquiry(), "sg_inq @sdzzz");
        scsi("INQUIRY, VPD 80h", SPC, ScsiInquiry.page(VitalProductData.UNIT_SERIAL_NUMBER), "sg_vpd -f -p sn @sdzzz");
        scsi(
                "INQUIRY, VPD 83h",
                SPC,
                ScsiInquiry.page(VitalProductData.DEVICE_IDENTIFICATION),
                "sg_vpd -f -p di @sdzzz");
        scsi("INQUIRY, VPD 89h", "SAT-4", ScsiInquiry.page(VitalProductData.ATA_INFORMATION), "sg_vpd -f -p ai @sdzzz");
        scsi("INQUIRY, VPD B0h", SBC, ScsiInquiry.page(VitalProductData.BLOCK_LIMITS), "sg_vpd -f -p bl @sdzzz");
        scsi(
                "INQUIRY, VPD B1h",
                SBC,
                ScsiInquiry.page(VitalProductData.BLOCK_DEVICE_CHARACTERISTICS),
                "sg_vpd -f -p bdc @sdzzz");
        scsi(
                "INQUIRY, VPD B2h",
                SBC,
                ScsiInquiry.page(VitalProductData.LOGICAL_BLOCK_PROVISIONING),
                "sg_vpd -f -p lbpv @sdzzz");
        scsi("REQUEST SENSE", SPC, ScsiInquiry.requestSense(false), "sg_requests @sdzzz", BUFFER_LENGTH);
        scsi(
                "REQUEST SENSE, descriptors",
                SPC,
                ScsiInquiry.requestSense(true),
                "sg_requests --desc @sdzzz",
                BUFFER_LENGTH);
        scsi("TEST UNIT READY", SPC, ScsiInquiry.testUnitReady(), "sg_turs -l @sdzzz");
        scsi("READ CAPACITY(10)", SBC, ScsiInquiry.readCapacity10(), "sg_readcap @sdzzz");
        scsi("READ CAPACITY(16)", SBC, ScsiInquiry.readCapacity16(), "sg_readcap --16 @sdzzz");
        scsi(
                "REPORT SUPPORTED OPERATION CODES",
                SPC,
                ScsiInquiry.supports(0x48, 3),
                "sg_opcodes -o 0x48,3 @sdzzz",
                ALLOCATION_HIGH,
                BUFFER_LENGTH);
        scsi("MODE SENSE(10)", SPC, ScsiInquiry.modePage(8, PageControl.CURRENT), "sg_modes -d -m 252 -p 8 @sdzzz");
        scsi("REPORT LUNS", SPC, ScsiInquiry.reportUnits(), "sg_luns --maxlen=2048 @sdzzz");
        scsi(
                "MODE SENSE(10), block descriptor",
                SPC,
                ScsiInquiry.capacitySetting(false),
                "sg_format --resize --count=-1 @sdzzz");
        scsi(
                "MODE SENSE(10), long block descriptor",
                SPC,
                ScsiInquiry.capacitySetting(true),
                "sg_format --resize --count=-1 --long @sdzzz");
        scsi(
                "MODE SELECT(10), all blocks",
                SBC,
                showAll(Witness.SHORT_DESCRIPTOR, false),
                "sg_format --resize --count=-1 @sdzzz");
        scsi(
                "MODE SELECT(10), all blocks, long",
                SBC,
                showAll(Witness.LONG_DESCRIPTOR, true),
                "sg_format --resize --count=-1 --long @sdzzz");
        scsi("MODE SELECT(10)", SPC, ScsiControl.modeSelect(new byte[] {8, 2, 0, 0}, false), "");
        scsi("LOG SENSE", SPC, ScsiInquiry.logPage(0x0d, 512), "sg_logs -m 512 -p 0xd @sdzzz");
        scsi("LOG SENSE, write errors", SPC, ScsiInquiry.logPage(2, 512), "sg_logs -m 512 -p 2 @sdzzz");
        scsi("LOG SENSE, read errors", SPC, ScsiInquiry.logPage(3, 512), "sg_logs -m 512 -p 3 @sdzzz");
        scsi("READ DEFECT DATA(12), grown list", SBC, ScsiInquiry.grownDefects(), "smartctl -d scsi -A @sdzzz");
        scsi("PERSISTENT RESERVE IN", SPC, ScsiInquiry.readReservation(), "sg_persist -i -r @sdzzz");
        scsi(
                "PERSISTENT RESERVE OUT, REGISTER",
                SPC,
                ScsiControl.register(0x1234),
                "sg_persist -o -G -S 0x1234 @sdzzz");
        scsi(
                "PERSISTENT RESERVE OUT, CLEAR",
                SPC,
                ScsiControl.clearReservations(0x1234),
                "sg_persist -o -C -K 0x1234 @sdzzz");
        scsi("SYNCHRONIZE CACHE(10)", SBC, ScsiErase.synchronizeCache(), "sg_sync @sdzzz");
    }

    private void scsiErasing() {
        ScsiErase.AfterFailure stay = ScsiErase.AfterFailure.STAY;
        String sanitize = "sg_sanitize --quick --early ";
        scsi("SANITIZE, BLOCK ERASE", SBC, ScsiErase.blockErase(stay), sanitize + "--block @sdzzz");
        scsi(
                "SANITIZE, BLOCK ERASE, AUSE",
                SBC,
                ScsiErase.blockErase(ScsiErase.AfterFailure.MAY_EXIT),
                sanitize + "--block --ause @sdzzz");
        scsi("SANITIZE, CRYPTOGRAPHIC ERASE", SBC, ScsiErase.cryptoErase(stay), sanitize + "--crypto @sdzzz");
        scsi(
                "SANITIZE, OVERWRITE",
                SBC,
                ScsiErase.overwrite(stay, 3, true, new byte[] {1, 2, 3, 4}),
                sanitize + "--overwrite --pattern=@pattern --ipl=4 --count=3 --invert @sdzzz");
        scsi("SANITIZE, EXIT FAILURE MODE", SBC, ScsiErase.exitFailureMode(), sanitize + "--fail @sdzzz");
        scsi("FORMAT UNIT", SBC, ScsiErase.formatUnit(0), "sg_format --format -Q -e @sdzzz");
        scsi("FORMAT UNIT, protection", SBC, ScsiErase.formatUnit(2), "sg_format --format -Q -e --fmtpinfo=2 @sdzzz");
        scsi(
                "WRITE SAME(16)",
                SBC,
                ScsiErase.writeSame(0x1_2345_6789L, 8, false, new byte[512]),
                "sg_write_same --16 --lba=0x123456789 --num=8 --xferlen=512 @sdzzz");
        scsi(
                "WRITE SAME(16), UNMAP",
                SBC,
                ScsiErase.writeSame(16, 8, true, new byte[512]),
                "sg_write_same --16 --unmap --lba=16 --num=8 --xferlen=512 @sdzzz");
        scsi("UNMAP", SBC, ScsiErase.unmap(16, 8), "sg_unmap --lba=16 --num=8 --force @sdzzz");
    }

    private void nvmeAsking() {
        nvme("Identify Controller", NvmeCommands.identifyController(), "id-ctrl @nvme97");
        nvme("Identify Namespace", NvmeCommands.identifyNamespace(1), "id-ns @nvme97n1 -n 1");
        nvme("Identify, active namespaces", NvmeCommands.activeNamespaces(0), "list-ns @nvme97");
        nvme("Identify, allocated namespaces", NvmeCommands.allocatedNamespaces(0), "list-ns @nvme97 -a");
        nvme("Identify, namespace descriptors", NvmeCommands.namespaceDescriptors(1), "ns-descs @nvme97n1 -n 1");
        nvme("Identify, controllers", NvmeCommands.controllers(), "list-ctrl @nvme97");
        nvme("Get Log Page, SMART (02h)", NvmeCommands.smartLog(), "smart-log @nvme97");
        nvme("Get Log Page, Sanitize Status (81h)", NvmeCommands.sanitizeLog(), "sanitize-log @nvme97");
        nvme("Get Log Page, Supported Log Pages (00h)", NvmeCommands.supportedLogs(), "supported-log-pages @nvme97");
        nvme(
                "Get Log Page, Boot Partition (15h), header",
                NvmeCommands.bootPartitionHeader(),
                "boot-part-log @nvme97 -f @boot");
        nvme(
                "Get Features, Volatile Write Cache",
                NvmeCommands.getFeature(Feature.VOLATILE_WRITE_CACHE, 0),
                "get-feature @nvme97 -n 0 -f 6");
        nvme(
                "Set Features, Volatile Write Cache",
                NvmeCommands.setFeature(Feature.VOLATILE_WRITE_CACHE, 0, 1, false),
                "set-feature @nvme97 -n 0 -f 6 -V 1");
        nvme(
                "Set Features, Sanitize Config, saved",
                NvmeCommands.setFeature(Feature.SANITIZE_CONFIG, 0, 1, true),
                "set-feature @nvme97 -n 0 -f 0x17 -V 1 -s");
        nvme(
                "Get Features, Namespace Write Protection",
                NvmeCommands.getFeature(Feature.NAMESPACE_WRITE_PROTECTION, 1),
                "get-feature @nvme97n1 -n 1 -f 0x84");
        nvme(
                "Set Features, Namespace Write Protection",
                NvmeCommands.setFeature(Feature.NAMESPACE_WRITE_PROTECTION, 1, 0, false),
                "set-feature @nvme97n1 -n 1 -f 0x84 -V 0");
    }

    private void nvmeErasing() {
        nvme(
                "Namespace Management, create",
                NvmeCommands.createNamespace(4096, 4096, 0),
                "create-ns @nvme97 -s 0x1000 -c 0x1000 -f 0");
        nvme("Namespace Management, delete", NvmeCommands.deleteNamespace(2), "delete-ns @nvme97 -n 2");
        nvme("Namespace Attachment, attach", NvmeCommands.attach(2, 1, true), "attach-ns @nvme97 -n 2 -c 1");
        nvme("Namespace Attachment, detach", NvmeCommands.attach(2, 1, false), "detach-ns @nvme97 -n 2 -c 1");
        nvme(
                "Format NVM, user data erase",
                NvmeErase.format(1, 0, SecureErase.USER_DATA),
                "format @nvme97n1 -n 1 -s 1 -l 0 --force");
        nvme(
                "Format NVM, cryptographic erase",
                NvmeErase.format(1, 0, SecureErase.CRYPTOGRAPHIC),
                "format @nvme97n1 -n 1 -s 2 -l 0 --force");
        nvme(
                "Format NVM, all namespaces",
                NvmeErase.format(NvmeRequest.ALL_NAMESPACES, 0, SecureErase.USER_DATA),
                "format @nvme97 -n 0xffffffff -s 1 -l 0 --force");
        nvme("Sanitize, exit failure mode", NvmeErase.exitFailureMode(), "sanitize @nvme97 -a 1");
        nvme("Sanitize, block erase", NvmeErase.blockErase(), "sanitize @nvme97 -a 2");
        nvme(
                NVME_2_1,
                "Sanitize, block erase, EMVS",
                NvmeErase.blockErase(SanitizeOption.ENTER_MEDIA_VERIFICATION),
                "sanitize @nvme97 -a 2 -e");
        nvme(
                "Sanitize, overwrite",
                NvmeErase.overwrite(3, true, 0xa5a5a5a5),
                "sanitize @nvme97 -a 3 -n 3 -i -p 0xa5a5a5a5");
        nvme(
                "Sanitize, crypto erase, AUSE, NDAS",
                NvmeErase.cryptoErase(SanitizeOption.UNRESTRICTED_EXIT, SanitizeOption.NO_DEALLOCATE),
                "sanitize @nvme97 -a 4 -u -d");
        rows.add(new CommandRow(
                Family.NVMe,
                "Sanitize, block erase, AUSE, PREQ",
                NVME_2_4,
                List.of(Sent.of(NvmeErase.blockErase(SanitizeOption.UNRESTRICTED_EXIT, SanitizeOption.PURGE_OR_FAIL))),
                List.of(),
                List.of()));
        nvme(NVME_2_1, "Sanitize, exit media verification", NvmeErase.exitMediaVerification(), "sanitize @nvme97 -a 5");
    }

    private void mmc() {
        mmc("SEND_EXT_CSD", List.of(MmcCommands.extendedCsd()), "mmc extcsd read @mmcblk97");
        mmc("SEND_STATUS", List.of(MmcCommands.status()), "mmc status get @mmcblk97");
        mmc("SWITCH, ERASE_GROUP_DEF", List.of(MmcCommands.largeEraseGroups()), "mmc extcsd write 175 1 @mmcblk97");
        mmc("SWITCH, SANITIZE_START", List.of(MmcCommands.sanitize()), "mmc sanitize @mmcblk97");
        mmc("ERASE", MmcCommands.erase(0, 8191, EraseKind.ERASE), "mmc erase legacy 0 8191 @mmcblk97");
        mmc("ERASE, trim", MmcCommands.erase(0, 8191, EraseKind.TRIM), "mmc erase trim 0 8191 @mmcblk97");
        mmc("ERASE, discard", MmcCommands.erase(0, 8191, EraseKind.DISCARD), "mmc erase discard 0 8191 @mmcblk97");
        mmc(
                "ERASE, secure",
                MmcCommands.erase(0, 8191, EraseKind.SECURE_ERASE),
                "mmc erase secure-erase 0 8191 @mmcblk97");
        mmc(
                "ERASE, secure trim, step 1",
                MmcCommands.erase(0, 8191, EraseKind.SECURE_TRIM_STEP_1),
                "mmc erase secure-trim1 0 8191 @mmcblk97");
        mmc(
                "ERASE, secure trim, step 2",
                MmcCommands.erase(0, 8191, EraseKind.SECURE_TRIM_STEP_2),
                "mmc erase secure-trim2 0 8191 @mmcblk97");
        rows.add(new CommandRow(
                Family.MMC,
                "ERASE of an SD card",
                "SD Physical Layer 9",
                sent(MmcCommands.eraseSdCard(0, 8191)),
                List.of(),
                List.of()));
    }

    private void ufs() {
        for (UfsQuery query : List.of(
                UfsQuery.deviceDescriptor(),
                UfsQuery.unitDescriptor(0),
                UfsQuery.startPurge(),
                UfsQuery.stopPurge(),
                UfsQuery.purgeStatus())) {
            rows.add(new CommandRow(Family.UFS, query.name(), UFS, List.of(Sent.of(query)), List.of(), List.of()));
        }
    }

    private static ScsiRequest showAll(String told, boolean wide) {
        try {
            return CapacitySetting.showAll(HexFormat.of().parseHex(told), wide);
        } catch (AnswerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> words(String line) {
        return Arrays.stream(line.splitWithDelimiters(" ", 0))
                .filter(word -> !word.isBlank())
                .toList();
    }

    private static List<String> hdparm(String... arguments) {
        List<String> words = new ArrayList<>(HDPARM);
        words.addAll(List.of(arguments));
        words.add("@sdzzz");
        return words;
    }

    private static List<String> old(String... arguments) {
        return on("@sdzzz-old", arguments);
    }

    private static List<String> on(String device, String... arguments) {
        List<String> words = hdparm(arguments);
        words.set(words.size() - 1, device);
        return words;
    }

    private void hdparm(String name, String source, ScsiRequest ours, String... arguments) {
        ata(name, source, ours, hdparm(arguments));
    }

    private void ata(String name, String source, ScsiRequest ours, List<String> peer, Apart... apart) {
        rows.add(new CommandRow(Family.ATA, name, source, List.of(Sent.of(ours)), peer, List.of(apart)));
    }

    private void scsi(String name, String source, ScsiRequest ours, String peer, Apart... apart) {
        rows.add(new CommandRow(Family.SCSI, name, source, List.of(Sent.of(ours)), words(peer), List.of(apart)));
    }

    private void nvme(String name, NvmeRequest ours, String peer) {
        nvme(NVME, name, ours, peer);
    }

    private void nvme(String source, String name, NvmeRequest ours, String peer) {
        rows.add(new CommandRow(Family.NVMe, name, source, List.of(Sent.of(ours)), words("nvme " + peer), List.of()));
    }

    private void mmc(String name, List<MmcRequest> ours, String peer) {
        rows.add(new CommandRow(Family.MMC, name, MMC, sent(ours), words(peer), List.of()));
    }

    private static List<Sent> sent(List<MmcRequest> requests) {
        List<Sent> out = new ArrayList<>();
        if (requests.size() > 1) {
            out.add(Sent.multi(requests.size()));
        }
        requests.forEach(request -> out.add(Sent.of(request)));
        return out;
    }
}
