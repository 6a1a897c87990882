package org.wangchuan.acceptance.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.wangchuan.acceptance.disk.CommandLine;

/** What tools that know nothing of this product find on a device: grep, blkid, Sleuth Kit, PhotoRec. */
public final class IndependentEyes {
    private final Path device;
    private final Path folder;

    /** Looks at {@code device}; keeps what is recovered below {@code folder}. */
    public IndependentEyes(Path device, Path folder) {
        this.device = device;
        this.folder = folder;
    }

    /** Lines, in grep's sense of lines of binary data, that hold a marker. */
    public int markerLines() throws IOException {
        // grep -c exits 1 for "none", above 1 when it can't read; only numbers of a read device count.
        CommandLine.Result result =
                CommandLine.tryRun("grep", "-a", "-c", "-F", PlantedFiles.MARKER_PREFIX, device.toString());
        if (result.exitCode() > 1) {
            throw new IOException("grep: " + result.output());
        }
        return Integer.parseInt(result.output());
    }

    /** The type of file system that blkid(8) sees by probing, or nothing. */
    public String fileSystem() throws IOException {
        CommandLine.Result result = CommandLine.tryRun("blkid", "-p", "-o", "value", "-s", "TYPE", device.toString());
        if (result.exitCode() != 0 && result.exitCode() != 2) {
            throw new IOException("blkid: " + result.output());
        }
        return result.output();
    }

    /** Whether Sleuth Kit recognises a file system. */
    public boolean sleuthKitSeesFileSystem() throws IOException {
        return CommandLine.tryRun("fsstat", device.toString()).exitCode() == 0;
    }

    /** Names, deleted ones included, that Sleuth Kit lists; 0 where it sees no file system. */
    public long sleuthKitNames() throws IOException {
        CommandLine.Result result = CommandLine.tryRun("fls", "-r", "-p", device.toString());
        return result.exitCode() == 0 ? result.output().lines().count() : 0;
    }

    /** Files that PhotoRec carves out of the whole device by their content. */
    public long photoRecFiles() throws IOException {
        Path target = folder.resolve("photorec");
        String script = "partition_none,options,paranoid,fileopt,everything,disable,"
                + "jpg,enable,zip,enable,pdf,enable,sqlite,enable,search";
        CommandLine.Result result = CommandLine.tryRun(
                "photorec",
                "/log",
                "/logname",
                folder.resolve("photorec.log").toString(),
                "/d",
                target.toString(),
                "/cmd",
                device.toString(),
                script);
        if (result.exitCode() != 0) {
            throw new IOException("photorec: " + result.output());
        }
        try (Stream<Path> found = Files.walk(folder)) {
            long files = found.filter(Files::isRegularFile)
                    .filter(file ->
                            folder.relativize(file).getName(0).toString().startsWith("photorec."))
                    .filter(file -> folder.relativize(file).getNameCount() > 1)
                    .filter(file -> !file.getFileName().toString().equals("report.xml"))
                    .count();
            deleteRecovered();
            return files;
        }
    }

    private void deleteRecovered() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                if (!path.equals(folder)) {
                    Files.delete(path);
                }
            }
        }
    }
}
