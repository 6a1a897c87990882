package org.wangchuan.engine.command;

import java.util.Arrays;
import java.util.HexFormat;
import org.wangchuan.engine.command.mmc.MmcRequest;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.command.scsi.ScsiRequest;
import org.wangchuan.engine.command.ufs.UfsQuery;

/**
 * One request as it goes to the kernel, in the form that is compared: what depends on the process (addresses) and on taste (timeouts) is left
 * out.
 *
 * @param kind scsi, nvme, mmc or ufs; multi for how many follow in one request of mmc
 * @param command the command block or structure, in hexadecimal
 * @param direction for scsi that of scsi/sg.h, otherwise 0
 * @param length for scsi the bytes that are moved at most, otherwise 0
 * @param data what is sent, in hexadecimal
 */
record Sent(String kind, String command, int direction, int length, String data) {
    private static final HexFormat HEX = HexFormat.of();
    private static final int NONE = -1;
    private static final int TO_DEVICE = -2;
    private static final int FROM_DEVICE = -3;

    static Sent of(ScsiRequest request) {
        int direction = request.sent().length > 0 ? TO_DEVICE : request.readBytes() > 0 ? FROM_DEVICE : NONE;
        int length = Math.max(request.sent().length, request.readBytes());
        return new Sent("scsi", HEX.formatHex(request.block()), direction, length, HEX.formatHex(request.sent()));
    }

    static Sent of(NvmeRequest request) {
        return new Sent("nvme", nvme(request.structure(0)), 0, 0, HEX.formatHex(request.sent()));
    }

    static Sent of(MmcRequest request) {
        return new Sent("mmc", mmc(request.structure(0)), 0, 0, "");
    }

    static Sent of(UfsQuery query) {
        return new Sent("ufs", HEX.formatHex(query.structure()), 0, 0, "");
    }

    /** So many in one request. */
    static Sent multi(int commands) {
        return new Sent("multi", HEX.toHexDigits((byte) commands), 0, 0, "");
    }

    /** A line of the witness; null if it is of another kind of request. */
    static @org.jspecify.annotations.Nullable Sent parse(String line) {
        java.util.List<String> words = java.util.List.of(line.strip().splitWithDelimiters(" ", 0)).stream()
                .filter(word -> !word.isBlank())
                .toList();
        return switch (words.getFirst()) {
            case "scsi" ->
                new Sent(
                        "scsi",
                        words.get(1),
                        Integer.parseInt(words.get(2)),
                        Integer.parseInt(words.get(3)),
                        plain(words.get(4)));
            case "multi" -> multi(Integer.parseInt(words.get(1)));
            case "nvme" -> new Sent("nvme", nvme(HEX.parseHex(words.get(1))), 0, 0, plain(words.get(2)));
            case "mmc" -> new Sent("mmc", mmc(HEX.parseHex(words.get(1))), 0, 0, plain(words.get(2)));
            default -> null;
        };
    }

    /** With these bits of one byte of the command cleared. */
    Sent without(int offset, int bits) {
        byte[] changed = HEX.parseHex(command);
        changed[offset] &= (byte) ~bits;
        return new Sent(kind, HEX.formatHex(changed), direction, length, data);
    }

    /** With any length of the buffer. */
    Sent withoutLength() {
        return new Sent(kind, command, direction, 0, data);
    }

    /** An ATA command of ATA PASS-THROUGH (12) as (16) would carry it (SAT-4, both tables); anything else as it is. */
    Sent inSixteen() {
        byte[] twelve = HEX.parseHex(command);
        if (!kind.equals("scsi") || twelve.length != 12 || twelve[0] != (byte) 0xa1) {
            return this;
        }
        byte[] out = new byte[16];
        out[0] = (byte) 0x85;
        out[1] = twelve[1];
        out[2] = twelve[2];
        out[4] = twelve[3];
        out[6] = twelve[4];
        out[8] = twelve[5];
        out[10] = twelve[6];
        out[12] = twelve[7];
        out[13] = twelve[8];
        out[14] = twelve[9];
        out[15] = twelve[11];
        return new Sent(kind, HEX.formatHex(out), direction, length, data);
    }

    private static String plain(String hex) {
        return hex.equals("-") ? "" : hex;
    }

    private static String nvme(byte[] structure) {
        Arrays.fill(structure, NvmeRequest.ADDRESS_OFFSET, NvmeRequest.ADDRESS_OFFSET + 8, (byte) 0);
        Arrays.fill(structure, NvmeRequest.TIMEOUT_OFFSET, NvmeRequest.BYTES, (byte) 0);
        return HEX.formatHex(structure);
    }

    private static String mmc(byte[] structure) {
        Arrays.fill(structure, MmcRequest.TIMEOUT_OFFSET, MmcRequest.TIMEOUT_OFFSET + 4, (byte) 0);
        Arrays.fill(structure, MmcRequest.ADDRESS_OFFSET, MmcRequest.BYTES, (byte) 0);
        return HEX.formatHex(structure);
    }
}
