package org.wangchuan.engine.medium.ata;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import org.wangchuan.engine.medium.sysfs.CleanText;

/** The answer to IDENTIFY DEVICE: 256 words, least significant byte first (ACS, "IDENTIFY DEVICE data"). */
public final class IdentifyDevice {
    private static final int SIGNATURE = 0xa5;

    private final ByteBuffer data;

    private IdentifyDevice(ByteBuffer data) {
        this.data = data;
    }

    /**
     * Empty if these are not 512 bytes of a disk's answer: an ATAPI device, nothing but one value, a wrong checksum, no block at all. More blocks than any drive has are
     * told all the same, and fit no medium.
     */
    public static Optional<IdentifyDevice> parse(byte[] bytes) {
        if (bytes.length != AtaCommand.BLOCK_BYTES) {
            return Optional.empty();
        }
        IdentifyDevice parsed =
                new IdentifyDevice(ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN));
        boolean disk = (parsed.word(0) & 0x8000) == 0;
        boolean plausible = parsed.accessibleBlocks() != 0 && (!parsed.signed() || sumsToZero(bytes));
        return disk && plausible && !constant(bytes) ? Optional.of(parsed) : Optional.empty();
    }

    /** Whether the answer carries an integrity word (255), which a bridge that makes answers up rarely does. */
    public boolean signed() {
        return (word(255) & 0xff) == SIGNATURE;
    }

    public Optional<String> serial() {
        return text(10, 10);
    }

    public Optional<String> firmware() {
        return text(23, 4);
    }

    public Optional<String> model() {
        return text(27, 20);
    }

    /** World Wide Name, words 108 to 111, written as the kernel writes it. */
    public Optional<String> worldWideName() {
        boolean told = valid(87) && bit(87, 8);
        long name = (long) word(108) << 48 | (long) word(109) << 32 | (long) word(110) << 16 | word(111);
        return told && name != 0 ? Optional.of("naa." + HexFormat.of().toHexDigits(name)) : Optional.empty();
    }

    /** Number of logical blocks that the host may address; negative where the drive tells 2^63 or more, which none has. */
    public long accessibleBlocks() {
        if (longAddresses()) {
            return word(100) | (long) word(101) << 16 | (long) word(102) << 32 | (long) word(103) << 48;
        }
        return word(60) | (long) word(61) << 16;
    }

    /** Logical block size, words 106, 117 and 118. */
    public long blockBytes() {
        boolean told = valid(106) && bit(106, 12);
        return told ? 2L * (word(117) | (long) word(118) << 16) : 512;
    }

    /** 48-bit addresses supported and enabled. */
    public boolean longAddresses() {
        return valid(83) && bit(83, 10) && bit(86, 10);
    }

    /** Host Protected Area feature set supported. */
    public boolean hostProtectedArea() {
        return bit(82, 10) && word(82) != 0xffff;
    }

    /** Device Configuration Overlay feature set supported. */
    public boolean deviceConfigurationOverlay() {
        return valid(83) && bit(83, 11);
    }

    /** Accessible Max Address Configuration feature set supported (ACS-3). */
    public boolean accessibleMaxAddress() {
        return valid(119) && bit(119, 8);
    }

    /** Whether the words that tell of feature sets are filled in at all; before ATA-4 they are not. */
    public boolean tellsFeatures() {
        return valid(83);
    }

    /** Nominal media rotation rate, word 217: 1 for none, 0401h to FFFEh revolutions a minute, anything else says nothing. */
    public int rotationRate() {
        return word(217);
    }

    private Optional<String> text(int firstWord, int words) {
        byte[] field = new byte[words * 2];
        for (int i = 0; i < words; i++) { // two characters a word, the first in the high byte
            field[2 * i] = data.get(2 * (firstWord + i) + 1);
            field[2 * i + 1] = data.get(2 * (firstWord + i));
        }
        return CleanText.ofAscii(field);
    }

    /** Bits 15:14 of words that tell of features are 01 where the word is valid. */
    private boolean valid(int word) {
        return (word(word) & 0xc000) == 0x4000;
    }

    private boolean bit(int word, int bit) {
        return (word(word) >>> bit & 1) != 0;
    }

    private int word(int index) {
        return Short.toUnsignedInt(data.getShort(2 * index));
    }

    static boolean sumsToZero(byte[] bytes) {
        int sum = 0;
        for (byte b : bytes) {
            sum += b;
        }
        return (sum & 0xff) == 0;
    }

    private static boolean constant(byte[] bytes) {
        for (byte b : bytes) {
            if (b != bytes[0]) {
                return false;
            }
        }
        return true;
    }
}
