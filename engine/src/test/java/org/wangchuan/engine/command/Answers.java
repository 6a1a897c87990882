package org.wangchuan.engine.command;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wangchuan.engine.command.ata.AtaCapabilities;
import org.wangchuan.engine.command.ata.AtaSanitize;
import org.wangchuan.engine.command.ata.DeviceStatistics;
import org.wangchuan.engine.command.ata.SmartAttributes;
import org.wangchuan.engine.command.ata.SmartStatus;
import org.wangchuan.engine.command.mmc.ExtendedCsd;
import org.wangchuan.engine.command.nvme.NvmeController;
import org.wangchuan.engine.command.nvme.NvmeHealth;
import org.wangchuan.engine.command.nvme.NvmeLists;
import org.wangchuan.engine.command.nvme.NvmeLogPages;
import org.wangchuan.engine.command.nvme.NvmeNamespace;
import org.wangchuan.engine.command.nvme.NvmeSanitizeLog;
import org.wangchuan.engine.command.scsi.DefectList;
import org.wangchuan.engine.command.scsi.ErrorCounters;
import org.wangchuan.engine.command.scsi.ReadCapacity;
import org.wangchuan.engine.command.scsi.Reservation;
import org.wangchuan.engine.command.scsi.SenseData;
import org.wangchuan.engine.command.scsi.SupportedOperation;
import org.wangchuan.engine.command.scsi.VitalProductData;
import org.wangchuan.engine.command.tcg.Level0Discovery;
import org.wangchuan.engine.command.tcg.SecurityCommands;
import org.wangchuan.engine.command.tcg.SessionNumbers;
import org.wangchuan.engine.command.tcg.StackReset;
import org.wangchuan.engine.command.tcg.TcgAnswers;
import org.wangchuan.engine.command.ufs.UfsDescriptors;
import org.wangchuan.engine.command.ufs.UfsQuery;
import org.wangchuan.engine.command.ufs.UfsReply;
import org.wangchuan.engine.medium.testing.AtaDrive;
import org.wangchuan.engine.medium.testing.TcgDrive;

/** Sound answers, written from the standards, with the parser of each. */
final class Answers {
    private static final HexFormat HEX = HexFormat.of();

    private Answers() {}

    /** One parser. */
    @FunctionalInterface
    interface Parser {
        Object parse(byte[] bytes) throws AnswerException;
    }

    /** One answer that it reads. */
    static final class Sound {
        private final Parser parser;
        private final byte[] bytes;

        Sound(Parser parser, byte[] bytes) {
            this.parser = parser;
            this.bytes = bytes.clone();
        }

        Parser parser() {
            return parser;
        }

        byte[] bytes() {
            return bytes.clone();
        }
    }

    /** By name. */
    static Map<String, Sound> all() {
        Map<String, Sound> out = new LinkedHashMap<>();
        out.put(
                "IDENTIFY DEVICE",
                new Sound(AtaCapabilities::parse, Witness.drive().identify()));
        out.put("SANITIZE STATUS EXT", new Sound(AtaSanitize::parse, AtaDrive.registers(0x50, 0, 0xffff)));
        out.put("SMART RETURN STATUS", new Sound(SmartStatus::failing, AtaDrive.registers(0x50, 0, 0xc24f00)));
        out.put("PERSISTENT RESERVE IN", new Sound(Reservation::parse, reservation()));
        out.put("INQUIRY", new Sound(VitalProductData::standard, inquiry()));
        out.put("VPD 00h", new Sound(VitalProductData::supportedPages, hex("0000000400808389")));
        out.put("VPD 80h", new Sound(VitalProductData::serialNumber, hex("008000085345523132333435")));
        out.put("VPD 83h", new Sound(VitalProductData::worldWideName, identification()));
        out.put("VPD 89h", new Sound(VitalProductData::identifyData, new AtaDrive().informationPage()));
        out.put("VPD B1h", new Sound(VitalProductData::characteristics, hex("00b1003c1c20" + "00".repeat(58))));
        out.put("VPD B2h", new Sound(VitalProductData::provisioning, hex("00b2000400e40200")));
        out.put("READ CAPACITY(16)", new Sound(ReadCapacity::parse, capacity()));
        out.put(
                "REPORT SUPPORTED OPERATION CODES",
                new Sound(SupportedOperation::parse, hex("0003000a" + "00".repeat(10))));
        out.put("sense, fixed", new Sound(SenseData::parse, hex("700002000000000a00000000041b00804000")));
        out.put("sense, descriptors", new Sound(SenseData::parse, hex("7202041b000000080206000080400000")));
        out.put("Identify Controller", new Sound(NvmeController::parse, Witness.controller()));
        out.put("Identify Namespace", new Sound(NvmeNamespace::parse, Witness.namespace()));
        out.put("Namespace List", new Sound(NvmeLists::namespaces, padded("0100000002000000", 4096)));
        out.put("Controller List", new Sound(NvmeLists::controllers, padded("020000000100", 4096)));
        out.put("SMART log", new Sound(NvmeHealth::parse, padded("002c01640a05", 512)));
        out.put(
                "Sanitize Status log",
                new Sound(NvmeSanitizeLog::parse, padded("ffff01010400000010000000ffffffff20000000", 512)));
        out.put(
                "Supported Log Pages log",
                new Sound(NvmeLogPages::parse, padded("0100" + "00".repeat(82) + "01", 1024)));
        out.put(
                "Boot Partition log",
                new Sound(NvmeLogPages::bootPartitionBytes, hex("15000000" + "00010080" + "00".repeat(8))));
        out.put(
                "device statistics",
                new Sound(
                        bytes -> DeviceStatistics.parse(bytes, DeviceStatistics.ROTATING_MEDIA)
                                .reallocated(),
                        padded("0100030000000000" + "00".repeat(24) + "03000000000000c0", 512)));
        out.put("SMART READ DATA", new Sound(SmartAttributes::parse, attributes()));
        out.put("READ DEFECT DATA(12)", new Sound(DefectList::grown, hex("000c000000000018")));
        out.put(
                "error counters",
                new Sound(
                        bytes -> ErrorCounters.uncorrected(bytes, ErrorCounters.READ),
                        hex("0300000d" + "0005020100" + "0006020400000002")));
        out.put("EXT_CSD", new Sound(ExtendedCsd::parse, Witness.extendedCsd()));
        out.put("Device descriptor", new Sound(UfsDescriptors::device, device()));
        out.put("Unit descriptor", new Sound(UfsDescriptors::unit, unit()));
        out.put("query reply", new Sound(bytes -> UfsReply.parse(UfsQuery.purgeStatus(), bytes), purge(1)));
        tcg(out);
        return out;
    }

    private static void tcg(Map<String, Sound> out) {
        SessionNumbers session = new SessionNumbers(TcgDrive.DEVICE_SESSION, TcgDrive.HOST_SESSION);
        int comId = TcgDrive.COM_ID;
        out.put("security protocols", new Sound(SecurityCommands::protocols, TcgDrive.protocols(0, 1, 2, 0xee)));
        out.put("Level 0 Discovery", new Sound(Level0Discovery::parse, new TcgDrive().discovery()));
        out.put("Properties", new Sound(bytes -> TcgAnswers.properties(comId, bytes), TcgDrive.properties()));
        out.put(
                "SyncSession",
                new Sound(bytes -> TcgAnswers.started(comId, TcgDrive.HOST_SESSION, bytes), TcgDrive.started()));
        out.put("Revert", new Sound(bytes -> TcgAnswers.carried(comId, session, bytes), TcgDrive.carried(0)));
        out.put("CloseSession", new Sound(bytes -> TcgAnswers.carried(comId, session, bytes), TcgDrive.closed()));
        out.put("end of session", new Sound(bytes -> TcgAnswers.sessionEnded(comId, session, bytes), TcgDrive.ended()));
        out.put("STACK_RESET", new Sound(bytes -> StackReset.parse(comId, bytes), TcgDrive.reset(0)));
    }

    private static byte[] attributes() {
        byte[] out = padded("1000" + "053300646407", 512);
        int sum = 0;
        for (byte one : out) {
            sum += one;
        }
        out[511] = (byte) -sum;
        return out;
    }

    static byte[] purge(int value) {
        byte[] out = new byte[UfsReply.BYTES];
        out[8] = 0x36;
        out[20] = 3;
        out[21] = 6;
        out[31] = (byte) value;
        return out;
    }

    static byte[] sanitizeLog(int progress, int status) {
        byte[] out = new byte[512];
        out[0] = (byte) progress;
        out[1] = (byte) (progress >>> 8);
        out[2] = (byte) status;
        out[3] = (byte) (status >>> 8);
        return out;
    }

    private static byte[] inquiry() {
        byte[] out = new byte[96];
        out[2] = 6;
        out[3] = 0x12;
        out[4] = 91;
        System.arraycopy(
                "ACME    DISK            0001".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, out, 8, 28);
        return out;
    }

    private static byte[] reservation() {
        return hex("0000000700000010" + "0000000000001234" + "0000000000030000");
    }

    private static byte[] identification() {
        // T10 vendor, NAA of a port, NAA of the unit
        return hex("00830024" + "0201000841434d4520202020" + "01930008" + "5000c500aaaaaaaa" + "01030008"
                + "5000c50012345678");
    }

    private static byte[] capacity() {
        byte[] out = new byte[32];
        System.arraycopy(hex("00000000001fffff00000200"), 0, out, 0, 12);
        out[12] = 3;
        out[14] = (byte) 0xc0;
        return out;
    }

    private static byte[] device() {
        byte[] out = new byte[0x59];
        out[0] = 0x59;
        out[6] = 4;
        out[7] = 4;
        out[0x10] = 3;
        out[0x11] = 0x10;
        return out;
    }

    private static byte[] unit() {
        byte[] out = new byte[0x2d];
        out[0] = 0x2d;
        out[1] = 2;
        out[2] = 1;
        out[3] = 1;
        out[0x0a] = 12;
        out[0x11] = 1;
        out[0x17] = 3;
        return out;
    }

    private static byte[] padded(String hex, int size) {
        return java.util.Arrays.copyOf(hex(hex), size);
    }

    static byte[] hex(String text) {
        return HEX.parseHex(text);
    }

    static List<String> names() {
        return List.copyOf(all().keySet());
    }
}
