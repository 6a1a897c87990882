package org.wangchuan.engine.apple.usbmux;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.apple.model.Preflight;

/**
 * What usbmuxd was told when it was started, read as getopt_long(3) reads it (its main.c, up to September 2025; what Debian 13 has takes less of it). An argument that
 * isn't known here may mean anything, and take the next one: of whoever has one nothing is known.
 */
final class MuxArguments {
    private static final String NO_PREFLIGHT = "no-preflight";

    /** The beginning of a name will do if no other one begins so. */
    private static final List<String> LONG = List.of(
            "help",
            "foreground",
            "verbose",
            "user",
            "disable-hotplug",
            "enable-exit",
            NO_PREFLIGHT,
            "udev",
            "systemd",
            "config-dir",
            "socket",
            "pidfile",
            "exit",
            "force-exit",
            "logfile",
            "version");

    /** Behind these another argument is theirs, unless it stands in the same one. */
    private static final Set<String> LONG_TAKING = Set.of("user", "config-dir", "socket", "pidfile", "logfile");

    private static final String SHORT = "hfvVuxXsnzp";
    private static final String SHORT_TAKING = "UCSPl";

    private MuxArguments() {}

    /** What one of them says. */
    private record Said(boolean isOff, boolean takesNext) {}

    /** @param arguments without the name of the program */
    static Preflight preflight(List<String> arguments) {
        boolean isOff = false;
        boolean isAfterStray = false;
        for (int i = 0; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("-") || argument.equals("-")) {
                isAfterStray |= !isOff; // its environment says whether what stands behind that is read
                continue;
            }
            Optional<Said> said = argument.startsWith("--") ? word(argument.substring(2)) : letters(argument);
            if (said.isEmpty()) {
                return Preflight.UNKNOWN;
            }
            isOff |= said.get().isOff();
            i += said.get().takesNext() ? 1 : 0;
            if (i == arguments.size()) {
                return Preflight.UNKNOWN; // it lacks what it takes
            }
        }
        if (isOff) {
            return isAfterStray ? Preflight.UNKNOWN : Preflight.OFF;
        }
        return Preflight.ON;
    }

    private static Optional<Said> word(String argument) {
        int end = argument.indexOf('=');
        Optional<String> name = name(end < 0 ? argument : argument.substring(0, end));
        boolean isTaking = name.filter(LONG_TAKING::contains).isPresent();
        return end >= 0 && !isTaking
                ? Optional.empty()
                : name.map(known -> new Said(known.equals(NO_PREFLIGHT), isTaking && end < 0));
    }

    private static Optional<String> name(String said) {
        List<String> meant = LONG.stream().filter(name -> name.startsWith(said)).toList();
        return meant.size() == 1
                ? Optional.of(meant.getFirst())
                : meant.stream().filter(said::equals).findFirst();
    }

    /** Several letters may stand behind one dash; what follows one that takes something is that. */
    private static Optional<Said> letters(String argument) {
        boolean isOff = false;
        for (int i = 1; i < argument.length(); i++) {
            char letter = argument.charAt(i);
            if (SHORT_TAKING.indexOf(letter) >= 0) {
                return Optional.of(new Said(isOff, i == argument.length() - 1));
            }
            if (SHORT.indexOf(letter) < 0) {
                return Optional.empty();
            }
            isOff |= letter == 'p';
        }
        return Optional.of(new Said(isOff, false));
    }
}
