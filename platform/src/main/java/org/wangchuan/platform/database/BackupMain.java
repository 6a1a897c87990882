package org.wangchuan.platform.database;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** What {@code wangchuan backup} and {@code wangchuan restore} start, in a process of its own. */
public final class BackupMain {
    private static final int ARGUMENTS = 4;
    private static final int WRONG_ARGUMENTS = 1;
    private static final int FAILED = 3;

    private BackupMain() {}

    /** {@code backup DATA FILE KEYS} or {@code restore DATA FILE KEYS}. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        if (arguments.length != ARGUMENTS) {
            System.err.println("expected: backup|restore DATA FILE KEYS");
            return WRONG_ARGUMENTS;
        }
        Path data = Path.of(arguments[1]);
        Path file = Path.of(arguments[2]);
        Path keys = Path.of(arguments[3]);
        try {
            switch (arguments[0]) {
                case "backup" -> backup(data, file, keys);
                case "restore" -> Restore.read(file, keys, data);
                default -> {
                    System.err.println("expected backup or restore, found " + arguments[0]);
                    return WRONG_ARGUMENTS;
                }
            }
            return 0;
        } catch (IOException e) {
            System.err.println(e.getMessage());
            return FAILED;
        }
    }

    private static void backup(Path data, Path file, Path keys) throws IOException {
        Backup.write(data, file, keys);
        try {
            LastBackup.write(data, Instant.now());
        } catch (IOException e) {
            System.err.println("the back-up is whole; when it was made could not be noted: " + e.getMessage());
        }
    }
}
