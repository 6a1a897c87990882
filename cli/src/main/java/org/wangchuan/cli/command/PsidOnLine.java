package org.wangchuan.cli.command;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;

/** A PSID that was typed where a device or a file belongs: no error may repeat it. */
final class PsidOnLine {
    private static final Pattern PSID = Pattern.compile("[0-9A-Za-z]{32}");

    private PsidOnLine() {}

    /**
     * Refuses what looks like one and is the name of no file.
     *
     * @throws UserError {@code PSID_ON_LINE}, without it
     */
    static void refuse(List<String> names) throws UserError {
        for (String name : names) {
            if (PSID.matcher(name.strip()).matches() && !exists(name)) {
                throw UserError.of(ExitCode.USAGE, "PSID_ON_LINE");
            }
        }
    }

    private static boolean exists(String name) {
        try {
            return Files.exists(Path.of(name));
        } catch (InvalidPathException _) {
            return false;
        }
    }
}
