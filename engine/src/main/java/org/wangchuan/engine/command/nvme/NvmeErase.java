package org.wangchuan.engine.command.nvme;

/**
 * NVMe admin commands that erase: Format NVM (80h) and Sanitize (84h) (NVMe Base 2.0; NVM Command Set 1.0). What concerns
 * media verification came with NVMe Base 2.1: before it, the bit and the action are reserved, and a controller may refuse them or overlook
 * the bit. So it is with what asks to purge or to fail, which is of NVMe Base 2.4 at the latest.
 */
public final class NvmeErase {
    private static final int FORMAT_NVM = 0x80;
    private static final int SANITIZE = 0x84;

    private static final int EXIT_FAILURE_MODE = 1;
    private static final int BLOCK_ERASE = 2;
    private static final int OVERWRITE = 3;
    private static final int CRYPTO_ERASE = 4;
    private static final int EXIT_MEDIA_VERIFICATION = 5;
    private static final int UNRESTRICTED_EXIT = 1 << 3;
    private static final int INVERT = 1 << 8;
    private static final int NO_DEALLOCATE = 1 << 9;
    private static final int ENTER_MEDIA_VERIFICATION = 1 << 10;
    private static final int PURGE_OR_FAIL = 1 << 11;

    /** What Format NVM does to user data (SES). Without one it may leave all of it (trap 1). */
    public enum SecureErase {
        USER_DATA(1),
        CRYPTOGRAPHIC(2);

        private final int field;

        SecureErase(int field) {
            this.field = field;
        }
    }

    /** What Sanitize leaves behind, and how a failure may be left. */
    public enum SanitizeOption {
        /** AUSE: a failed operation may be left by {@link #exitFailureMode}, with the data unsanitized. */
        UNRESTRICTED_EXIT(NvmeErase.UNRESTRICTED_EXIT),
        /** NDAS: blocks are to stay allocated, so that what is read is what the media hold; a controller may deallocate all the same. */
        NO_DEALLOCATE(NvmeErase.NO_DEALLOCATE),
        /** EMVS (NVMe Base 2.1): the controller stays in media verification until it is told to leave it. */
        ENTER_MEDIA_VERIFICATION(NvmeErase.ENTER_MEDIA_VERIFICATION),
        /**
         * PREQ: what does not purge is to end as a failure. Bit 11 by a published reading of NVMe Base 2.4 and by a program that sends it; to be checked
         * against the specification, untried on hardware. For {@link NvmeController#purgeReporting} alone.
         */
        PURGE_OR_FAIL(NvmeErase.PURGE_OR_FAIL);

        private final int bit;

        SanitizeOption(int bit) {
            this.bit = bit;
        }
    }

    private NvmeErase() {}

    /**
     * Format NVM, with no metadata options and no protection information.
     *
     * @param namespace or {@link NvmeRequest#ALL_NAMESPACES}
     * @param format index of the LBA format, 0 to 63
     */
    public static NvmeRequest format(int namespace, int format, SecureErase erase) {
        if (format < 0 || format > 63) {
            throw new IllegalArgumentException("format: 0 to 63");
        }
        int word = (format & 0x0f) | erase.field << 9 | format >>> 4 << 12;
        return NvmeRequest.plain("Format NVM", FORMAT_NVM, namespace, word);
    }

    public static NvmeRequest blockErase(SanitizeOption... options) {
        return sanitize("Sanitize block erase", BLOCK_ERASE | bits(options), 0);
    }

    public static NvmeRequest cryptoErase(SanitizeOption... options) {
        return sanitize("Sanitize crypto erase", CRYPTO_ERASE | bits(options), 0);
    }

    /**
     * Sanitize, overwrite.
     *
     * @param passes OWPASS, 1 to 16 (0 in the field means 16)
     * @param invert OIPBP: the pattern is inverted between passes
     */
    public static NvmeRequest overwrite(int passes, boolean invert, int pattern, SanitizeOption... options) {
        if (passes < 1 || passes > 16) {
            throw new IllegalArgumentException("passes: 1 to 16");
        }
        int word = OVERWRITE | (passes & 0x0f) << 4 | (invert ? INVERT : 0) | bits(options);
        return sanitize("Sanitize overwrite", word, pattern);
    }

    public static NvmeRequest exitFailureMode() {
        return sanitize("Sanitize exit failure mode", EXIT_FAILURE_MODE, 0);
    }

    /** SANACT 5 (NVMe Base 2.1). */
    public static NvmeRequest exitMediaVerification() {
        return sanitize("Sanitize exit media verification state", EXIT_MEDIA_VERIFICATION, 0);
    }

    private static int bits(SanitizeOption... options) {
        int bits = 0;
        for (SanitizeOption option : options) {
            bits |= option.bit;
        }
        return bits;
    }

    private static NvmeRequest sanitize(String name, int word10, int word11) {
        return NvmeRequest.plain(name, SANITIZE, 0, word10, word11);
    }
}
