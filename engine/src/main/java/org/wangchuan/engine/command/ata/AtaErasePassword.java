package org.wangchuan.engine.command.ata;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The user password that SECURITY ERASE UNIT needs to be set. It is always the same and no secret (docs/commands.md): a drive that is left
 * locked, because the power went between two commands, can be opened by anybody who reads that.
 */
public final class AtaErasePassword {
    /** Padded with zeros to 32 bytes, as hdparm does. */
    public static final String TEXT = "wangchuan";

    private AtaErasePassword() {}

    /** {@link AtaSecurity#PASSWORD_BYTES} bytes; a new array each time. */
    public static byte[] bytes() {
        return Arrays.copyOf(TEXT.getBytes(StandardCharsets.US_ASCII), AtaSecurity.PASSWORD_BYTES);
    }
}
