package org.wangchuan.engine.apple.usbmux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.model.Preflight;
import org.wangchuan.engine.apple.model.PreflightLook;
import org.wangchuan.engine.apple.model.UsbmuxAddress;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;

/**
 * The process behind the socket of usbmuxd, and what it was started with: the kernel knows who began to listen there, and shows everybody its arguments.
 * One that has ended since, runs in another name space of processes, passes connections on, or was handed its socket by another is not told. Thread-safe.
 */
public final class MuxProcess implements PreflightLook {
    private static final String NAME = "usbmuxd";
    private static final String NO_PREFLIGHT = "no-preflight";

    /** As getopt_long(3) takes them (usbmuxd's main.c); the beginning of a name will do if no other one begins so. */
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
            "exit",
            "force-exit",
            "logfile",
            "version");

    /** Behind these another argument is theirs. */
    private static final Set<String> LONG_TAKING = Set.of("user", "logfile");

    private static final String SHORT_TAKING = "Ul";

    private final Kernel kernel;
    private final Path processes;

    /** @param processes where the kernel shows them, such as /proc */
    public MuxProcess(Kernel kernel, Path processes) {
        this.kernel = kernel;
        this.processes = processes;
    }

    @Override
    public Preflight at(UsbmuxAddress address) throws AppleFailure {
        if (!(address instanceof UsbmuxAddress.UnixSocket(Path path))) {
            return Preflight.UNKNOWN; // of another machine perhaps
        }
        int process = kernel.listenerOf(path.toString());
        for (Errno nobody : List.of(Errno.ENOENT, Errno.ECONNREFUSED, Errno.EACCES)) {
            if (nobody.is(process)) {
                throw new AppleFailure(Code.NO_USBMUXD, nobody.name());
            }
        }
        return process > 0 ? preflight(arguments(process)) : Preflight.UNKNOWN;
    }

    private List<String> arguments(int process) {
        String all;
        try {
            Path file = processes.resolve(Integer.toString(process)).resolve("cmdline");
            all = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return List.of(); // it has ended, or may not be looked at
        }
        List<String> out = new ArrayList<>();
        int from = 0;
        for (int end = all.indexOf('\0'); end >= 0; end = all.indexOf('\0', from)) {
            out.add(all.substring(from, end));
            from = end + 1;
        }
        return out;
    }

    /** From the arguments of a process, its own name first. */
    static Preflight preflight(List<String> arguments) {
        if (arguments.isEmpty() || !isUsbmuxd(arguments.getFirst())) {
            return Preflight.UNKNOWN;
        }
        for (int i = 1; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
            String argument = arguments.get(i);
            boolean isLong = argument.startsWith("--");
            Optional<String> name = isLong ? longName(argument) : Optional.empty();
            if (name.filter(NO_PREFLIGHT::equals).isPresent() || (!isLong && hasShort(argument))) {
                return Preflight.OFF;
            }
            boolean takesNext = isLong
                    ? argument.indexOf('=') < 0
                            && name.filter(LONG_TAKING::contains).isPresent()
                    : endsInTaking(argument);
            i += takesNext ? 1 : 0;
        }
        return Preflight.ON;
    }

    private static boolean isUsbmuxd(String path) {
        return path.substring(path.lastIndexOf('/') + 1).equals(NAME);
    }

    private static Optional<String> longName(String argument) {
        int end = argument.indexOf('=');
        String said = argument.substring(2, end < 0 ? argument.length() : end);
        List<String> meant = LONG.stream().filter(name -> name.startsWith(said)).toList();
        return meant.size() == 1
                ? Optional.of(meant.getFirst())
                : meant.stream().filter(said::equals).findFirst();
    }

    /** Several letters may stand behind one dash; what follows one that takes something is that. */
    private static boolean hasShort(String argument) {
        int letter = argument.startsWith("-") ? argument.indexOf('p') : -1;
        int taking = taking(argument);
        return letter > 0 && (taking < 0 || letter < taking);
    }

    private static boolean endsInTaking(String argument) {
        return argument.startsWith("-") && taking(argument) == argument.length() - 1;
    }

    /** Where the first letter stands that takes something; negative if none does. */
    private static int taking(String argument) {
        for (int i = 1; i < argument.length(); i++) {
            if (SHORT_TAKING.indexOf(argument.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
