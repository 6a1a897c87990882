package org.wangchuan.engine.medium;

import java.util.Optional;

/**
 * What a device says that it is: printable text of at most 256 characters each, empty where it says nothing.
 *
 * @param wwn World Wide Name, EUI-64 or NGUID, as the kernel writes it (such as {@code naa.5000c500a1b2c3d4})
 */
public record Labels(Optional<String> model, Optional<String> serial, Optional<String> firmware, Optional<String> wwn) {

    /** A device without labels. */
    public static final Labels NONE =
            new Labels(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
