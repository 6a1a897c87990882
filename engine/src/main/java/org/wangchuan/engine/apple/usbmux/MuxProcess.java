package org.wangchuan.engine.apple.usbmux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** One whose queue is full answers in a moment, unless it hangs. */
    private static final long MOMENT_MILLIS = 200;

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
        int process = listenerOf(path);
        for (Errno nobody : List.of(Errno.ENOENT, Errno.ECONNREFUSED, Errno.EACCES)) {
            if (nobody.is(process)) {
                throw new AppleFailure(Code.NO_USBMUXD, nobody.name());
            }
        }
        if (Errno.EAGAIN.is(process)) {
            throw new AppleFailure(Code.NO_ANSWER, "it is busy"); // which says nothing of how it was started
        }
        return process > 0 ? preflight(arguments(process)) : Preflight.UNKNOWN;
    }

    private int listenerOf(Path path) throws AppleFailure {
        int process = kernel.listenerOf(path.toString());
        if (!Errno.EAGAIN.is(process)) {
            return process;
        }
        try {
            Thread.sleep(MOMENT_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new AppleFailure(Code.INTERRUPTED);
        }
        return kernel.listenerOf(path.toString());
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
        return arguments.isEmpty() || !isUsbmuxd(arguments.getFirst())
                ? Preflight.UNKNOWN
                : MuxArguments.preflight(arguments.subList(1, arguments.size()));
    }

    private static boolean isUsbmuxd(String path) {
        return path.substring(path.lastIndexOf('/') + 1).equals(NAME);
    }
}
