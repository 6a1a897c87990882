package org.wangchuan.engine.adb.wire;

import java.util.Optional;

/** The first word of a packet (AOSP adb.h: {@code A_CNXN} and its neighbours); four ASCII letters, least significant byte first. */
public enum AdbCommand {
    /** Obsolete; ignored. */
    SYNC(0x434e5953),
    /** Version, largest payload, banner. */
    CNXN(0x4e584e43),
    /** Kind, 0, a token, a signature or a public key. */
    AUTH(0x48545541),
    /** Ours, 0, the service and a NUL. */
    OPEN(0x4e45504f),
    /** Ours, theirs: opened, or ready for more. */
    OKAY(0x59414b4f),
    /** Ours, theirs, data. */
    WRTE(0x45545257),
    /** Ours or 0 if refused, theirs. */
    CLSE(0x45534c43),
    /** Version of the demand for TLS, 0. */
    STLS(0x534c5453);

    private final int word;

    AdbCommand(int word) {
        this.word = word;
    }

    /** The command with this word. */
    public static Optional<AdbCommand> of(int word) {
        for (AdbCommand command : values()) {
            if (command.word == word) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }

    /** The word in the packet. */
    public int word() {
        return word;
    }
}
