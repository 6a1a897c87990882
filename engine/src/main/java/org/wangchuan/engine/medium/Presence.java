package org.wangchuan.engine.medium;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One stay of a medium in this machine: while boot and disk sequence are the same, the kernel has seen no other medium behind
 * the name.
 *
 * @param boot the kernel's random id of this start (random(4), {@code /proc/sys/kernel/random/boot_id}); empty if unknown
 * @param diskSequence {@code BLKGETDISKSEQ} (linux/fs.h), never used twice in one boot; 0 if unknown, and for files
 */
public record Presence(String boot, long diskSequence) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** The stay that this medium was examined in. */
    public static Presence of(Medium medium) {
        try {
            return new Presence(Files.readString(BOOT_ID).strip(), medium.diskSequence());
        } catch (IOException e) {
            return new Presence("", medium.diskSequence());
        }
    }

    /** Whether the medium has never left since. */
    public boolean continues(Presence earlier) {
        return !boot.isEmpty() && diskSequence != 0 && equals(earlier);
    }
}
