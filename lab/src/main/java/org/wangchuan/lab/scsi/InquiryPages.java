package org.wangchuan.lab.scsi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.wangchuan.lab.drive.Firmware.Medium;

/** What INQUIRY and MODE SENSE answer (SPC-5, 6.7; SBC-4, 6.6; SAT-4, 12.4.2). */
final class InquiryPages {
    private InquiryPages() {}

    /**
     * INQUIRY.
     *
     * @param identify what the drive behind a translation answers to IDENTIFY DEVICE; empty for one that speaks SCSI
     */
    static ScsiAnswer inquiry(byte[] descriptor, String serial, Medium medium, Optional<byte[]> identify) {
        int length = Short.toUnsignedInt(ByteBuffer.wrap(descriptor).getShort(3));
        Optional<byte[]> page = (descriptor[1] & 1) == 0
                ? Optional.of(standard(identify.isPresent()))
                : vital(Byte.toUnsignedInt(descriptor[2]), serial, medium, identify);
        return page.map(bytes -> ScsiAnswer.data(Arrays.copyOf(bytes, Math.min(length, bytes.length))))
                .orElseGet(ScsiAnswer::invalidField);
    }

    private static void text(ByteBuffer page, int offset, int length, String words) {
        byte[] out = new byte[length];
        Arrays.fill(out, (byte) ' ');
        byte[] given = words.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(given, 0, out, 0, Math.min(given.length, length));
        page.put(offset, out);
    }

    private static byte[] standard(boolean ata) {
        ByteBuffer page = ByteBuffer.allocate(96);
        page.put(2, (byte) 7); // SPC-5
        page.put(3, (byte) 2);
        page.put(4, (byte) 91);
        page.put(7, (byte) 2); // CMDQUE
        text(page, 8, 8, ata ? "ATA" : "WANGCH");
        text(page, 16, 16, ata ? "Made SATA drive" : "Made SAS drive");
        text(page, 32, 4, "1");
        page.putShort(58, (short) (ata ? 0x1ea0 : 0x0600)); // SAT-4; SBC-4
        return BlockCommands.bytes(page);
    }

    /** MEDIUM ROTATION RATE: none, or turns in a minute. */
    static int rotation(Medium medium) {
        return switch (medium) {
            case FLASH -> 1;
            case MAGNETIC -> 7200;
        };
    }

    private static Optional<byte[]> vital(int code, String serial, Medium medium, Optional<byte[]> identify) {
        return switch (code) {
            case 0x00 -> {
                byte[] codes = identify.isPresent()
                        ? new byte[] {0, (byte) 0x80, (byte) 0x83, (byte) 0x89, (byte) 0xb0, (byte) 0xb1, (byte) 0xb2}
                        : new byte[] {0, (byte) 0x80, (byte) 0x83, (byte) 0xb0, (byte) 0xb1, (byte) 0xb2};
                yield Optional.of(page(code, codes));
            }
            case 0x80 -> {
                ByteBuffer body = ByteBuffer.allocate(20);
                text(body, 0, 20, serial);
                yield Optional.of(page(code, BlockCommands.bytes(body)));
            }
            case 0x83 -> {
                boolean sas = identify.isEmpty();
                ByteBuffer body = ByteBuffer.allocate(sas ? 24 : 12);
                body.put(0, (byte) 1); // binary
                body.put(1, (byte) 3); // NAA of the logical unit
                body.put(3, (byte) 8);
                body.putLong(4, worldWideName(serial));
                if (sas) {
                    body.put(12, (byte) 0x61); // SAS, binary
                    body.put(13, (byte) 0x93); // the protocol counts; NAA of the target port
                    body.put(15, (byte) 8);
                    body.putLong(16, worldWideName(serial) | 1);
                }
                yield Optional.of(page(code, BlockCommands.bytes(body)));
            }
            case 0x89 ->
                identify.map(words -> {
                    ByteBuffer body = ByteBuffer.allocate(568);
                    text(body, 4, 8, "WANGCH");
                    text(body, 12, 16, "Made translation");
                    text(body, 28, 4, "1");
                    body.put(32, (byte) 0x34); // the signature of a device, as a FIS
                    body.put(36, (byte) 1);
                    body.put(44, (byte) 1);
                    body.put(52, (byte) 0xec);
                    body.put(56, words);
                    return page(code, BlockCommands.bytes(body));
                });
            case 0xb0 -> {
                ByteBuffer body = ByteBuffer.allocate(60);
                body.putInt(4, 2048); // MAXIMUM TRANSFER LENGTH
                body.putInt(16, 0xffff_ffff); // MAXIMUM UNMAP LBA COUNT
                body.putInt(20, 16); // MAXIMUM UNMAP BLOCK DESCRIPTOR COUNT
                body.putLong(32, 65535); // MAXIMUM WRITE SAME LENGTH
                yield Optional.of(page(code, BlockCommands.bytes(body)));
            }
            case 0xb1 -> {
                ByteBuffer body = ByteBuffer.allocate(60);
                body.putShort(0, (short) rotation(medium));
                yield Optional.of(page(code, BlockCommands.bytes(body)));
            }
            case 0xb2 -> {
                ByteBuffer body = ByteBuffer.allocate(4);
                body.put(1, (byte) 0xe4); // LBPU, LBPWS, LBPWS10, LBPRZ
                yield Optional.of(page(code, BlockCommands.bytes(body)));
            }
            default -> Optional.empty();
        };
    }

    private static byte[] page(int code, byte[] body) {
        ByteBuffer out = ByteBuffer.allocate(4 + body.length);
        out.put(1, (byte) code);
        out.putShort(2, (short) body.length);
        out.put(4, body);
        return BlockCommands.bytes(out);
    }

    /** NAA 5, differing from drive to drive. */
    static long worldWideName(String serial) {
        return 0x5000_0000_0000_0000L | (Integer.toUnsignedLong(serial.hashCode()) << 4);
    }

    /** MODE SENSE(6) and (10): error recovery and caching, writing not forbidden. */
    static ScsiAnswer modeSense(byte[] descriptor, long blocks) {
        boolean ten = descriptor[0] == 0x5a;
        boolean described = (descriptor[1] & 8) == 0; // DBD
        ByteBuffer out = ByteBuffer.allocate(8 + 8 + 12 + 20);
        int head = ten ? 8 : 4;
        int at = head;
        if (described) {
            out.putInt(at, (int) Math.min(blocks, 0xffff_ffffL));
            out.putInt(at + 4, BlockCommands.BLOCK_BYTES);
            out.put(ten ? 7 : 3, (byte) 8);
            at += 8;
        }
        int asked = descriptor[2] & 0x3f;
        int before = at;
        if (asked == 0x01 || asked == 0x3f) {
            out.put(at, (byte) 0x01);
            out.put(at + 1, (byte) 10);
            at += 12;
        }
        if (asked == 0x08 || asked == 0x3f) {
            out.put(at, (byte) 0x08);
            out.put(at + 1, (byte) 18);
            out.put(at + 2, (byte) 4); // WCE
            at += 20;
        }
        if (at == before) {
            return ScsiAnswer.invalidField();
        }
        if (ten) {
            out.putShort(0, (short) (at - 2));
        } else {
            out.put(0, (byte) (at - 1));
        }
        int length =
                ten ? Short.toUnsignedInt(ByteBuffer.wrap(descriptor).getShort(7)) : Byte.toUnsignedInt(descriptor[4]);
        return ScsiAnswer.data(Arrays.copyOf(BlockCommands.bytes(out), Math.min(length, at)));
    }
}
