package org.wangchuan.acceptance.real;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wangchuan.acceptance.disk.CommandLine;
import org.wangchuan.acceptance.disk.Mounted;

/** Puts a file system with somebody's files on a block device, as an owner would have left it. Needs root. */
public final class RealDisk {
    private RealDisk() {}

    /** A file system that people have. */
    public enum FileSystem {
        EXT4,
        XFS,
        BTRFS;

        /** The kernel's name. */
        public String type() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Nothing is discarded: what was on the disk before stays there. */
        private List<String> maker() {
            return switch (this) {
                case EXT4 -> List.of("mkfs.ext4", "-q", "-F", "-E", "nodiscard");
                // Below 300 MB mkfs.xfs wants to be told that nobody relies on it.
                case XFS -> List.of("mkfs.xfs", "-q", "-f", "-K", "--unsupported");
                case BTRFS -> List.of("mkfs.btrfs", "-q", "-f", "-K", "--mixed");
            };
        }
    }

    /**
     * Makes a file system, mounts it below {@code folder}, fills it, deletes some of the files, and unmounts.
     *
     * @param seed makes markers and contents; two disks with different seeds have nothing in common
     */
    public static PlantedFiles fill(Path device, FileSystem fileSystem, Path folder, long seed) throws IOException {
        make(device, fileSystem);
        try (Mounted mounted = Mounted.on(folder.resolve("mount"), device, "nodiscard")) {
            PlantedFiles planted = PlantedFiles.plant(mounted.folder(), seed);
            mounted.sync();
            planted.deleteSome();
            return planted;
        }
    }

    /** Makes an empty file system. */
    public static void make(Path device, FileSystem fileSystem) throws IOException {
        List<String> make = new ArrayList<>(fileSystem.maker());
        make.add(device.toString());
        CommandLine.run(make.toArray(String[]::new));
    }
}
