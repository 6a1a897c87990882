package org.wangchuan.acceptance.usb;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.wangchuan.acceptance.disk.CommandLine;
import org.wangchuan.lab.guest.Guest;

/**
 * The device's side of one interface, by the kernel's FunctionFS: what is written goes to the host as one transfer, and what is read is of one transfer. While
 * nothing is plugged in, reading waits; when the cable is pulled, what waits fails, and can be tried again. Stays open for as long as the guest lives.
 */
final class GadgetFunction {
    private final FileOutputStream control;
    private final FileInputStream fromHost;
    private final FileOutputStream toHost;

    private GadgetFunction(FileOutputStream control, FileInputStream fromHost, FileOutputStream toHost) {
        this.control = control;
        this.fromHost = fromHost;
        this.toHost = toHost;
    }

    /** Describes what was defined as {@code ffs.name}. */
    static GadgetFunction offer(String name, GadgetDescriptors.Kind kind) throws IOException {
        Path mount = Files.createDirectories(Path.of(Guest.SCRATCH, "ffs-" + name));
        String _ = CommandLine.run("mount", "-t", "functionfs", name, mount.toString());
        FileOutputStream control = new FileOutputStream(mount.resolve("ep0").toFile());
        control.write(GadgetDescriptors.of(List.of(kind)));
        control.write(GadgetDescriptors.strings("MTP"));
        return new GadgetFunction(
                control,
                new FileInputStream(mount.resolve("ep2").toFile()),
                new FileOutputStream(mount.resolve("ep1").toFile()));
    }

    /** A part of a transfer: as much as there is, or fits; nothing of an empty packet. */
    int read(byte[] into) throws IOException {
        return Math.max(0, fromHost.read(into)); // to Java an empty packet is an end
    }

    /** One transfer. */
    void write(byte[] bytes) throws IOException {
        toHost.write(bytes);
    }

    /** Answers every transfer from a thread of its own, for ever. */
    void answer(String name, Answers answers) {
        Thread _ = Thread.ofPlatform().daemon().name(name).start(() -> {
            byte[] buffer = new byte[GadgetDescriptors.PACKET];
            while (control.getChannel().isOpen()) {
                try {
                    int count = read(buffer);
                    if (count > 0) {
                        for (byte[] transfer : answers.to(Arrays.copyOf(buffer, count))) {
                            write(transfer);
                        }
                    }
                } catch (IOException _) {
                    Thread.onSpinWait(); // pulled: the next read waits until it is plugged in again
                }
            }
        });
    }

    /** What is sent for what was received: a transfer each. */
    interface Answers {
        byte[][] to(byte[] asked);
    }
}
