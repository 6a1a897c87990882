package org.wangchuan.engine.command;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.wangchuan.engine.medium.testing.TcgDrive;

/** Lines of the witness that answer as drives with TCG storage do, once for each message of a talk, in their order. */
final class TcgDevices {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] NONE = new byte[0];

    private TcgDevices() {}

    /** By ATA PASS-THROUGH (12), as sedutil sends it. */
    static List<String> ata(byte[] identify) {
        List<String> out = new ArrayList<>();
        out.add(Witness.scsi("a1080e000100000000ec", identify, NONE));
        out.add(Witness.scsi("a1080e01040001", discovery(), NONE));
        talk().forEach(answer -> out.add(once(Witness.scsi("a1080e01040000", answer, NONE))));
        return out;
    }

    static List<String> sas() {
        byte[] inquiry = new byte[36];
        inquiry[2] = 6;
        inquiry[4] = 31;
        System.arraycopy(
                "ACME    DISK            0001".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, inquiry, 8, 28);
        List<String> out = new ArrayList<>();
        out.add(Witness.scsi("1200", inquiry, NONE));
        out.add(Witness.scsi("a2010001", discovery(), NONE));
        talk().forEach(answer -> out.add(once(Witness.scsi("a2011000", answer, NONE))));
        return out;
    }

    static List<String> nvme() {
        List<String> out = new ArrayList<>();
        out.add("nvme 820000000000010001 " + HEX.formatHex(discovery()) + " - 00000000");
        talk().forEach(answer -> out.add(once("nvme 820000000000001001 " + HEX.formatHex(answer) + " - 00000000")));
        return out;
    }

    private static byte[] discovery() {
        return TcgDrive.padded(new TcgDrive().discovery());
    }

    /** Of a revert by PSID, and of what asks as nobody and then ends its session. */
    private static List<byte[]> talk() {
        return List.of(
                TcgDrive.padded(TcgDrive.properties()),
                TcgDrive.padded(TcgDrive.started()),
                TcgDrive.padded(TcgDrive.carried(0)),
                TcgDrive.padded(TcgDrive.ended()));
    }

    /** A line that counts once. */
    private static String once(String line) {
        int blank = line.indexOf(' ');
        return line.substring(0, blank) + "!" + line.substring(blank);
    }
}
