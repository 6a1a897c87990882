package org.wangchuan.engine.command;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wangchuan.engine.command.ata.AtaErasePassword;
import org.wangchuan.engine.command.mmc.MmcRow;
import org.wangchuan.engine.command.nvme.NvmeRequest;

/**
 * The commands that each technique of erasing may send, told by their bytes: what hands commands to a drive to be erased asks here before
 * each, with the technique that is in hand. Questions that change nothing are in {@link ReadOnlyCommands}. The patterns are over the bytes in
 * hexadecimal, and are written down here a second time on purpose, not taken from what builds the commands.
 */
@SuppressWarnings("ImmutableEnumChecker") // patterns are immutable, though the checker does not know
public enum ErasingCommands {
    NVME_SANITIZE_CRYPTO("nvme-sanitize-crypto", Nvme.sanitize(4), ""),
    NVME_SANITIZE_BLOCK("nvme-sanitize-block", Nvme.sanitize(2), ""),
    NVME_SANITIZE_OVERWRITE("nvme-sanitize-overwrite", Nvme.sanitize(3), ""),
    NVME_FORMAT_CRYPTO("nvme-format-crypto", Nvme.format(2), ""),
    NVME_FORMAT_USER_DATA("nvme-format-user-data", Nvme.format(1), ""),

    ATA_SANITIZE_CRYPTO("ata-sanitize-crypto", "", Ata.sanitize("11", "[01]0", "43700079007240")),
    ATA_SANITIZE_BLOCK("ata-sanitize-block", "", Ata.sanitize("12", "[01]0", "42720045006b40")),
    ATA_SANITIZE_OVERWRITE("ata-sanitize-overwrite", "", Ata.sanitize("14", "[0189][0-9a-f]", "....57..4f..40")),
    ATA_SECURITY_ERASE_ENHANCED("ata-security-erase-enhanced", "", Ata.SECURITY),
    ATA_SECURITY_ERASE("ata-security-erase", "", Ata.SECURITY),

    /** No technique: what takes hidden areas away before one, for good. */
    ATA_HIDDEN_AREAS("ata-hidden-areas", "", Ata.HIDDEN_AREAS),

    SCSI_SANITIZE_CRYPTO("scsi-sanitize-crypto", "", Scsi.sanitize("3", "0000")),
    SCSI_SANITIZE_BLOCK("scsi-sanitize-block", "", Scsi.sanitize("2", "0000")),
    SCSI_SANITIZE_OVERWRITE("scsi-sanitize-overwrite", "", Scsi.sanitize("1", "0008")),
    SCSI_FORMAT_UNIT("scsi-format-unit", "", "04(18|98|d8)00000000|" + Scsi.SENSE),

    /** No technique: what makes a disk show all that it has, before one. */
    SCSI_CAPACITY("scsi-capacity", "", "5511(00){6}(1c|24)00"),

    MMC_ERASE_SANITIZE("mmc-erase-sanitize", Mmc.ERASE + "|" + Mmc.SANITIZE),

    /**
     * Security Send and Receive, SECURITY PROTOCOL OUT and IN, TRUSTED SEND and RECEIVE of protocols 01h and 02h: what is in them {@link TcgSends} says.
     */
    TCG_PSID_REVERT(
            "tcg-psid-revert",
            "8[12]00:0[12].{4}00",
            "(a2|b5)0[12].{4}80000000000[14]0000|(a2|b5)0[12].{4}000000000[28]000000|" + Ata.TRUSTED);

    private static final HexFormat HEX = HexFormat.of();

    /** 1 to 31 passes, inverted or not, with a pattern of four bytes. */
    private static final String OVERWRITE = "([19][0-9a-f]|[08][1-9a-f])000004[0-9a-f]{8}";

    /** One block descriptor, short or long, with a number of all ones, and the Read-Write Error Recovery page. */
    private static final String ALL_BLOCKS = "(0{15}8f{8}[0-9a-f]{8}|0{8}010{4}10f{16}[0-9a-f]{16})010a[0-9a-f]{20}";

    /** NVMe, by opcode, flags and dword 10 as eight digits. */
    private static final class Nvme {
        private Nvme() {}

        /**
         * SANACT; AUSE, and with overwriting OWPASS and OIPBP; NDAS; PREQ, with AUSE alone. Or the way out of a failure, with nothing else.
         */
        static String sanitize(int action) {
            boolean overwrite = action == 3;
            String last = Integer.toHexString(action | 8);
            String plain = (overwrite ? "0[0123]." : "0[02]0") + "[" + action + last + "]";
            String purging = (overwrite ? "0[89ab]." : "0[8a]0") + last;
            return "8400:0000(" + plain + "|" + purging + ")|8400:00000001";
        }

        /** SES; LBAF in bits 3:0 and 13:12, no metadata or protection settings. */
        static String format(int erase) {
            return "8000:0000[0123]" + (2 * erase) + "0[0-9a-f]";
        }
    }

    private static final class Ata {
        /** SET PASSWORD, UNLOCK, ERASE PREPARE, ERASE UNIT, DISABLE PASSWORD. */
        static final String SECURITY = "850a0600000001(00){6}40(f1|f2|f4|f6)00|85062000000000(00){6}40f300";

        /**
         * SET MAX ADDRESS EXT and SET MAX ADDRESS that outlast a power cycle, SET ACCESSIBLE MAX ADDRESS EXT, DEVICE CONFIGURATION RESTORE. Nothing of SET
         * MAX SECURITY, nothing that freezes, no DEVICE CONFIGURATION SET.
         */
        static final String HIDDEN_AREAS =
                "85072000000001[0-9a-f]{12}403700|85062000000001(00[0-9a-f]{2}){3}4[0-9a-f]f900"
                        + "|85072000010000[0-9a-f]{12}407800|85062000c00000(00){6}40b100";

        /** TRUSTED RECEIVE of four blocks and TRUSTED SEND of one, by PIO. */
        static final String TRUSTED = "85080e000[12]0004000000..00..405c00|850a06000[12]0001000000..00..405e00";

        private Ata() {}

        /** SANITIZE DEVICE with its key, and SANITIZE STATUS EXT with and without the bit that clears a failure. */
        static String sanitize(String feature, String count, String keyAndDevice) {
            return "85072000" + feature + "00" + count + keyAndDevice + "b400|8507200000000[01](00){6}40b400";
        }
    }

    private static final class Scsi {
        /** REQUEST SENSE, which takes the answer away from the kernel. */
        static final String SENSE = "030[01]0000fc00";

        private Scsi() {}

        /** Answered at once, with or without a way out of a failure; that way; and how far it is. */
        static String sanitize(String action, String bytes) {
            return "48[8a]" + action + "0000000000" + bytes + "00|489f0000000000000000|" + SENSE;
        }
    }

    private static final class Mmc {
        /** CMD35 from the first address, CMD36, CMD38 with nothing in its argument: an erase, neither trim nor discard. */
        static final String ERASE = "23\\.00000000\\.0095w 24\\.[0-9a-f]{8}\\.0095w 26\\.00000000\\.049dw";

        /** SWITCH, write byte, SANITIZE_START [165] = 1. */
        static final String SANITIZE = "06\\.03a50101\\.049dw";

        private Mmc() {}
    }

    private final String id;
    private final Pattern nvme;
    private final Pattern block;
    private final Pattern row;

    ErasingCommands(String id, String nvme, String block) {
        this.id = id;
        this.nvme = Pattern.compile(nvme);
        this.block = Pattern.compile(block);
        this.row = Pattern.compile("");
    }

    ErasingCommands(String id, String row) {
        this.id = id;
        this.nvme = Pattern.compile("");
        this.block = Pattern.compile("");
        this.row = Pattern.compile(row);
    }

    /** Those of a technique, by its id. */
    public static Optional<ErasingCommands> of(String technique) {
        return Arrays.stream(values()).filter(one -> one.id.equals(technique)).findFirst();
    }

    /**
     * Whether a SCSI command block may go to the drive with what it sends.
     *
     * @param sent empty if nothing is sent
     */
    public boolean scsi(byte[] command, byte[] sent) {
        String hex = HEX.formatHex(command);
        if (this == TCG_PSID_REVERT) {
            return block.matcher(hex).matches() && TcgSends.scsi(command, sent);
        }
        return !hex.isEmpty() && block.matcher(hex).matches() && sentWith(command, HEX.formatHex(sent));
    }

    /**
     * Whether a {@code struct nvme_passthru_cmd} may go to the controller.
     *
     * @param namespace the number of the namespace whose block device is held
     */
    public boolean nvme(byte[] structure, long namespace) {
        return nvme(structure, namespace, new byte[0]);
    }

    /**
     * The same of a command that moves data.
     *
     * @param sent empty if nothing is sent
     */
    public boolean nvme(byte[] structure, long namespace, byte[] sent) {
        if (structure.length != NvmeRequest.BYTES || (sent.length > 0 && this != TCG_PSID_REVERT)) {
            return false;
        }
        ByteBuffer in = ByteBuffer.wrap(structure).order(ByteOrder.LITTLE_ENDIAN);
        int word10 = in.getInt(NvmeRequest.WORD_10_OFFSET);
        String key = HEX.toHexDigits(structure[0]) + HEX.toHexDigits(structure[1]) + ":" + HEX.toHexDigits(word10);
        if (this == TCG_PSID_REVERT) {
            return nvme.matcher(key).matches() && TcgSends.nvme(structure, sent);
        }
        boolean overwrites = this == NVME_SANITIZE_OVERWRITE && (word10 & 7) == 3;
        long target = Integer.toUnsignedLong(in.getInt(NvmeRequest.NAMESPACE_OFFSET));
        return nvme.matcher(key).matches()
                // Sanitize is of the whole subsystem and names no namespace; a format is of the one that is held, never
                // of all.
                && target == (formats() ? namespace : 0)
                && (!formats() || (namespace >= 1 && namespace < Integer.toUnsignedLong(NvmeRequest.ALL_NAMESPACES)))
                && blank(structure, 2, NvmeRequest.NAMESPACE_OFFSET)
                && blank(structure, NvmeRequest.NAMESPACE_OFFSET + 4, NvmeRequest.WORD_10_OFFSET)
                && blank(structure, NvmeRequest.WORD_10_OFFSET + (overwrites ? 8 : 4), NvmeRequest.TIMEOUT_OFFSET)
                && blank(structure, NvmeRequest.RESULT_OFFSET, NvmeRequest.BYTES);
    }

    /** Whether a row of eMMC commands ({@code struct mmc_ioc_multi_cmd}) may go to the card. */
    public boolean mmc(byte[] commands) {
        Optional<String> key = MmcRow.parse(commands).flatMap(MmcRow::key);
        return key.isPresent() && row.matcher(key.get()).matches();
    }

    private boolean formats() {
        return this == NVME_FORMAT_CRYPTO || this == NVME_FORMAT_USER_DATA;
    }

    private boolean sentWith(byte[] command, String sent) {
        return switch (this) {
            case ATA_SECURITY_ERASE, ATA_SECURITY_ERASE_ENHANCED -> sent.equals(security(command));
            case SCSI_SANITIZE_OVERWRITE ->
                (command[0] == 0x48 && (command[1] & 0x1f) == 1) ? sent.matches(OVERWRITE) : sent.isEmpty();
            case SCSI_CAPACITY -> sent.matches(ALL_BLOCKS) && sent.length() == 2 * command[8];
            case SCSI_FORMAT_UNIT -> sent.equals(command[0] == 0x04 ? "00020000" : "");
            default -> sent.isEmpty();
        };
    }

    /** The user's password, which is the published one and no other; of ERASE UNIT the mode of this technique. */
    private String security(byte[] command) {
        int code = Byte.toUnsignedInt(command[14]);
        if (code == 0xf3) {
            return "";
        }
        boolean enhanced = code == 0xf4 && this == ATA_SECURITY_ERASE_ENHANCED;
        String password = HEX.formatHex(AtaErasePassword.bytes());
        return (enhanced ? "0200" : "0000") + password + "00".repeat(512 - 2 - AtaErasePassword.bytes().length);
    }

    private static boolean blank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
