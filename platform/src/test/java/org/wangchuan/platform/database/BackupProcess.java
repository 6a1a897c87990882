package org.wangchuan.platform.database;

import java.nio.file.Path;

/** Back-ups for tests of other modules. */
public final class BackupProcess {
    private BackupProcess() {}

    /** What {@code wangchuan backup} and {@code wangchuan restore} run; its exit code. */
    public static int run(String what, Path data, Path file, Path keys) {
        return BackupMain.run(what, data.toString(), file.toString(), keys.toString());
    }
}
