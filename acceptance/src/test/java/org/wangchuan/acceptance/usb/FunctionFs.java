package org.wangchuan.acceptance.usb;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.wangchuan.acceptance.disk.CommandLine;
import org.wangchuan.lab.guest.Guest;

/**
 * The device's side of two interfaces, fastboot and MTP, by the kernel's FunctionFS (linux/usb/functionfs.h, Documentation/usb/functionfs.rst):
 * what is written to an endpoint's file goes to the host as one transfer. A boot loader and a phone as small as can be, for real transfers.
 */
final class FunctionFs {
    private static final Path MOUNT = Path.of(Guest.SCRATCH, "ffs");
    private static final int PACKET = GadgetDescriptors.PACKET;
    private static final GadgetDescriptors.Kind BOOT_LOADER = new GadgetDescriptors.Kind(0xff, 0x42, 3);

    /** What shows somebody's pictures. */
    static final GadgetDescriptors.Kind MTP = new GadgetDescriptors.Kind(6, 1, 1);

    private FunctionFs() {}

    /** Mounts the function of this name, describes both interfaces, and serves them from threads of their own. */
    static void serve(String name) throws IOException {
        Files.createDirectories(MOUNT);
        String _ = CommandLine.run("mount", "-t", "functionfs", name, MOUNT.toString());
        FileOutputStream control = new FileOutputStream(MOUNT.resolve("ep0").toFile());
        control.write(GadgetDescriptors.of(List.of(BOOT_LOADER, MTP)));
        control.write(GadgetDescriptors.strings("MTP"));
        // The control endpoint stays open for as long as the guest lives: the function ends with it.
        Thread.ofPlatform()
                .daemon()
                .name("boot-loader")
                .start(() -> answer(control, "ep1", "ep2", FunctionFs::fastboot));
        Thread.ofPlatform().daemon().name("mtp").start(() -> answer(control, "ep3", "ep4", FunctionFs::mtp));
    }

    /** What is sent for what was received: a transfer each. */
    private interface Answers {
        byte[][] to(byte[] asked);
    }

    private static void answer(FileOutputStream control, String in, String out, Answers answers) {
        try (FileInputStream fromHost = new FileInputStream(MOUNT.resolve(out).toFile());
                FileOutputStream toHost = new FileOutputStream(MOUNT.resolve(in).toFile())) {
            byte[] buffer = new byte[PACKET];
            while (control.getChannel().isOpen()) {
                int count = fromHost.read(buffer);
                if (count > 0) {
                    for (byte[] transfer : answers.to(Arrays.copyOf(buffer, count))) {
                        toHost.write(transfer);
                    }
                }
            }
        } catch (IOException ended) {
            System.out.println("the made phone ends: " + ended);
        }
    }

    private static byte[][] fastboot(byte[] asked) {
        return switch (new String(asked, StandardCharsets.US_ASCII)) {
            case "getvar:unlocked" -> transfers("OKAYno");
            // A message that fills a packet: on USB nothing follows it.
            case "getvar:all" -> transfers("INFO" + "x".repeat(PACKET - 4), "INFOproduct:made", "OKAY");
            case "erase:userdata" -> transfers("FAILnot while locked");
            default -> transfers("FAILunknown");
        };
    }

    private static byte[][] transfers(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }

    /** What it is called, whatever is asked. */
    static byte[][] mtp(byte[] asked) {
        ByteArrayOutputStream dataset = new ByteArrayOutputStream();
        dataset.writeBytes(new byte[] {100, 0, 6, 0, 0, 0, 100, 0, 0, 0, 0});
        // Operations enough that the container fills two packets, after which an empty one has to come.
        int texts = 4 + 2 * ("Made".length() + 1 + "Phone".length() + 1 + "1".length() + 1);
        int codes = (2 * PACKET - 12 - 11 - 5 * 4 - texts) / 2;
        dataset.writeBytes(little(4).putInt(codes).array());
        dataset.writeBytes(new byte[2 * codes + 4 * 4]);
        for (String text : new String[] {"Made", "Phone", "1"}) {
            dataset.write(text.length() + 1);
            dataset.writeBytes((text + "\0").getBytes(StandardCharsets.UTF_16LE));
        }
        dataset.write(0);
        return new byte[][] {container(2, 0x1001, dataset.toByteArray()), {}, container(3, 0x2001, new byte[0])};
    }

    private static byte[] container(int kind, int code, byte[] payload) {
        return little(12 + payload.length)
                .putInt(12 + payload.length)
                .putShort((short) kind)
                .putShort((short) code)
                .putInt(0)
                .put(payload)
                .array();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
