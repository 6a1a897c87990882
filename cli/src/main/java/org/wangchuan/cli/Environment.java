package org.wangchuan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.medium.Laboratory;

/** What is read from environment variables, each with its default. */
final class Environment {
    private static final String HOME = "WANGCHUAN_HOME";
    private static final String LANGUAGE = "WANGCHUAN_LANG";
    private static final String LAUNCHER = "WANGCHUAN_COMMAND";

    private Environment() {}

    /**
     * The station's state folder: {@code WANGCHUAN_HOME}; by default the system's state folder for
     * root and the user's data folder otherwise (XDG Base Directory Specification).
     */
    static Path home(Map<String, String> environment) {
        return home(environment, isRoot());
    }

    static Path home(Map<String, String> environment, boolean root) {
        String named = value(environment, HOME);
        if (named != null) {
            return Path.of(named).toAbsolutePath();
        }
        if (root) {
            return Path.of("/var/lib/wangchuan");
        }
        String data = value(environment, "XDG_DATA_HOME");
        if (data != null && data.startsWith("/")) {
            return Path.of(data, "wangchuan");
        }
        String user = value(environment, "HOME");
        return Path.of(user == null ? System.getProperty("user.home") : user, ".local", "share", "wangchuan");
    }

    /** The POSIX name of the locale of messages; the launcher hands on what it was before it set UTF-8. */
    static String locale(Map<String, String> environment) {
        for (String name : new String[] {LANGUAGE, "LC_ALL", "LC_MESSAGES", "LANG"}) {
            String value = value(environment, name);
            if (value != null) {
                return value;
            }
        }
        return "C";
    }

    /** What the person typed to start. */
    static String launcher(Map<String, String> environment) {
        String value = value(environment, LAUNCHER);
        return value == null ? "wangchuan" : value;
    }

    /** A number for the laboratory that is none, or without the laboratory: nothing begins, for what was asked for would not be done. */
    static void requireLaboratory(Map<String, String> environment) throws UserError {
        if (Laboratory.namesStandstill(environment)
                && Laboratory.standstillMillis(environment).isEmpty()) {
            throw Laboratory.on(environment)
                    ? UserError.of(
                            ExitCode.USAGE,
                            "LAB_STANDSTILL",
                            Laboratory.STANDSTILL,
                            String.valueOf(Laboratory.STANDSTILL_SECONDS_MOST))
                    : UserError.of(
                            ExitCode.USAGE, "LAB_STANDSTILL.outside", Laboratory.STANDSTILL, Laboratory.VARIABLE);
        }
    }

    private static @Nullable String value(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }
}
