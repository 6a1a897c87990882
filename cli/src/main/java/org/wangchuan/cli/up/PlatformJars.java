package org.wangchuan.cli.up;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;

/** Where the platform's class path lies: the launcher says so. */
final class PlatformJars {
    private static final String JARS = "WANGCHUAN_PLATFORM";

    private PlatformJars() {}

    static Path of(Map<String, String> environment) throws UserError {
        String named = environment.getOrDefault(JARS, "");
        Path jars = Path.of(named);
        if (named.isEmpty() || !Files.isDirectory(jars)) {
            throw UserError.of(ExitCode.USAGE, "UP_NO_PLATFORM", JARS);
        }
        return jars;
    }
}
