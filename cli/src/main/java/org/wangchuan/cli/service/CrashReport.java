package org.wangchuan.cli.service;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file that only its owner can read, with what a developer needs after an internal error. It may name files and serial
 * numbers, which is why nothing of it goes to the screen.
 */
public final class CrashReport {
    private CrashReport() {}

    /**
     * Writes the report into the station's folder, or into the temporary folder if that fails.
     *
     * @param tool name and version of this program
     * @return the line that tells people where it is, or that there is none
     */
    public static String write(Throwable error, Path home, String tool, Messages messages) {
        try {
            return messages.text("error.report", write(error, home, tool));
        } catch (IOException e) {
            return messages.text("error.no-report", e.getClass().getSimpleName());
        }
    }

    private static Path write(Throwable error, Path home, String tool) throws IOException {
        StringWriter text = new StringWriter();
        text.append(tool).append('\n');
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
