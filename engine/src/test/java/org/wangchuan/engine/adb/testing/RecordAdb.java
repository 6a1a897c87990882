package org.wangchuan.engine.adb.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Records what the real adb and the real adbd say to each other, for {@link ReplayedPhone}. Run by hand, as root, with the test classes on the class path; the
 * only argument is the folder of the recordings. This adbd asks nobody, so that no key and no signature is in it.
 */
public final class RecordAdb {
    /** What the shell is given: both outputs, and an exit code. */
    public static final String SHELL = "sh -c 'echo out; echo err >&2; exit 3'";

    /** What is listed. */
    public static final String LISTED = "/tmp/wangchuan-recorded";

    private RecordAdb() {}

    /** Writes {@code adb.exchange}. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("wangchuan-record-");
        Path listed = Files.createDirectories(Path.of(LISTED));
        Files.writeString(listed.resolve("file"), "twelve bytes");
        try (Adbd adbd = Adbd.start(folder);
                RecordingProxy proxy = RecordingProxy.before(adbd.address());
                AdbProgram adb = AdbProgram.start(folder)) {
            String serial = AdbProgram.serial(proxy.address());
            adb.run("connect", serial);
            adb.run("-s", serial, "shell", SHELL);
            adb.run("-s", serial, "exec-out", "printf", "x y");
            adb.run("-s", serial, "ls", LISTED);
            String head = "# adb shell \"" + SHELL + "\"; adb exec-out printf 'x y'; adb ls " + LISTED
                    + "\n# recorded by RecordAdb between "
                    + adb.run("version")
                            .said()
                            .lines()
                            .limit(2)
                            .reduce("", (one, more) -> one + " " + more)
                            .strip()
                    + " and Debian's adbd\n";
            Files.writeString(
                    Path.of(arguments[0]).resolve("adb.exchange"),
                    head + Exchanges.written(List.copyOf(proxy.recorded())),
                    StandardCharsets.US_ASCII);
        }
    }
}
