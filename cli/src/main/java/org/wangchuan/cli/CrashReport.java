package org.wangchuan.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that only its owner can read, with what a developer needs after an internal error. */
final class CrashReport {
    private CrashReport() {}

    /** Writes the report into the station's folder, or into the temporary folder if that fails. */
    static Path write(Throwable error, Path home) throws IOException {
        StringWriter text = new StringWriter();
        text.append("wangchuan ").append(Version.read()).append('\n');
        text.append("java ").append(Runtime.version().toString()).append('\n');
        text.append(System.getProperty("os.name"))
                .append(' ')
                .append(System.getProperty("os.version"))
                .append(' ')
                .append(System.getProperty("os.arch"))
                .append("\n\n");
        try (PrintWriter writer = new PrintWriter(text)) {
            error.printStackTrace(writer);
        }
        Path file;
        try {
            var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Path folder = Files.createDirectories(home.resolve("reports"), onlyOwner);
            file = Files.createTempFile(folder, "report-", ".txt");
        } catch (IOException e) {
            file = Files.createTempFile("wangchuan-report-", ".txt");
        }
        return Files.writeString(file, text.toString());
    }
}
