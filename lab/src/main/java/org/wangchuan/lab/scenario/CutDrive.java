package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Way;
import org.wangchuan.lab.nvme.NvmeDrive;

/**
 * An NVMe drive whose power goes with that of its computer, and that does what it says.
 *
 * @param name within the bench, of letters, digits and hyphens
 * @param kind what it does if it is told to erase itself
 * @param serial by which the product knows it
 * @param cells on the host
 * @param history what it was told
 */
record CutDrive(String name, Kind kind, String serial, Path cells, NvmeDrive drive, DriveHistory history)
        implements AutoCloseable {
    private static final int BLOCK_BYTES = 512;

    /** What it can do to itself, or says that it can. */
    enum Kind {
        BLOCK("block", Way.SANITIZE_BLOCK),
        CRYPTO("crypto", Way.SANITIZE_CRYPTO),
        OVERWRITE("overwrite", Way.SANITIZE_OVERWRITE),
        /** Offers a block erase, and refuses it. */
        REFUSING("refusing", Way.SANITIZE_BLOCK);

        private final String word;
        private final Way way;

        Kind(String word, Way way) {
            this.word = word;
            this.way = way;
        }

        private Conduct conduct() {
            return this == REFUSING ? new Conduct.Refusing() : new Conduct.Honest();
        }
    }

    /** How large it is. */
    long bytes() {
        return drive.bytes();
    }

    /** Full of data. */
    static CutDrive make(Path folder, int round, int number, Kind kind, Duration takes, long bytes) throws IOException {
        String name = "cut%d-%d-%s".formatted(round, number, kind.word);
        Path cells = folder.resolve(name + ".cells");
        Planted.write(cells, bytes);
        return made(name, "CUT%02d%03d".formatted(number, round), kind, takes, cells, BLOCK_BYTES);
    }

    /** The disk on which the station is. */
    static CutDrive station(Path folder, int round) throws IOException {
        return made(
                "station" + round,
                "STATION%03d".formatted(round),
                Kind.BLOCK,
                Duration.ofSeconds(1),
                StationDisk.make(folder),
                StationDisk.UNIT_BYTES);
    }

    private static CutDrive made(String name, String serial, Kind kind, Duration takes, Path cells, int unitBytes)
            throws IOException {
        Firmware firmware = Firmware.that(kind.conduct()).taking(takes).offering(Set.of(kind.way));
        NvmeDrive drive = new NvmeDrive(name, serial, firmware, cells, System::nanoTime).cachingWrites(unitBytes);
        return new CutDrive(name, kind, serial, cells, drive, new DriveHistory());
    }

    @Override
    public void close() throws IOException {
        drive.close();
    }
}
