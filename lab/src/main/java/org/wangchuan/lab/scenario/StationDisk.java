package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.wangchuan.lab.guest.Tool;

/** The file system on which a station is whose power is cut: ext4, as anybody has it. */
final class StationDisk {
    /**
     * What it writes whole or not at all, as disks and flash of today do. ext4 has its superblock in two sectors of 512 bytes with one checksum, and no journal
     * for the reading of it: of a disk that loses one of them alone nothing can be mounted, and {@code e2fsck -p} gives up (seen 2026-12-01).
     */
    static final int UNIT_BYTES = 4096;

    private static final long BYTES = 64L << 20;

    private StationDisk() {}

    static Path make(Path folder) throws IOException {
        Path file = folder.resolve("station.cells");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(BYTES);
        }
        Tool.run("mke2fs", "-q", "-F", "-t", "ext4", file.toString());
        return file;
    }
}
