package org.wangchuan.acceptance.live;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A computer with an NVMe and a SATA drive and a stick in it, emulated in software, with 512 MiB, and no network unless it starts from one. It takes part in one
 * test, and is started as often as that likes.
 */
final class Computer {
    static final String NVME = "NVME0001";
    static final String SATA = "SATA0001";

    private static final long DRIVE_BYTES = 24L << 20;
    private static final byte[] SECRET = "somebody's own words".getBytes(StandardCharsets.US_ASCII);
    private final Path work;
    private final Path nvme;
    private Path sata;
    private Optional<Instant> clock = Optional.empty();
    private long bytesPerSecond;
    private Optional<Path> tftp = Optional.empty();

    Computer(Path work) throws IOException {
        this.work = work;
        this.nvme = filled(work.resolve("nvme"));
        this.sata = filled(work.resolve("sata"));
    }

    /** Its clock says this at each start. */
    void setClock(Instant time) {
        clock = Optional.of(time);
    }

    /** Each of its drives reads and writes this much from now on, the stick as before; 0 for all that it can. */
    void limit(long drivesBytesPerSecond) {
        bytesPerSecond = drivesBytesPerSecond;
    }

    /** It starts from what a TFTP server has here, and not from the stick. */
    void startFromNetwork(Path root) {
        tftp = Optional.of(root);
    }

    /** With another disk on SATA. */
    void replaceSata(Path disk) {
        sata = disk;
    }

    /** Whether neither of its own drives holds any of what it held. */
    boolean isErased() throws IOException {
        return !holds(nvme) && !holds(sata);
    }

    /** Whether a part of the SATA drive holds something else, well behind its beginning. */
    boolean isSataBegun() throws IOException {
        byte[] block = new byte[SECRET.length];
        try (RandomAccessFile disk = new RandomAccessFile(sata.toFile(), "r")) {
            disk.seek(DRIVE_BYTES / 3);
            disk.readFully(block);
        }
        return !Arrays.equals(block, SECRET);
    }

    boolean isSataErased() throws IOException {
        return !holds(sata);
    }

    /** Whether both drives are as they were. */
    boolean isUntouched() throws IOException {
        return isAsFilled(nvme) && isAsFilled(sata);
    }

    /** Starts it from the stick, and returns when it has turned itself off. */
    void runToItsEnd(Firmware firmware, Stick stick) throws IOException, InterruptedException {
        try (Attended attended = attended(firmware, stick)) {
            attended.untilOff();
        }
    }

    /** Starts it from the stick, with somebody at its screen. */
    Attended attended(Firmware firmware, Stick stick) throws IOException, InterruptedException {
        Path socket = work.resolve("qmp");
        Files.deleteIfExists(socket);
        String before = stick.said();
        Process qemu = start(firmware, stick, socket);
        try {
            return new Attended(qemu, Screen.of(socket, qemu, work), stick, before);
        } catch (IOException | InterruptedException e) {
            qemu.destroyForcibly();
            throw e;
        }
    }

    /** Starts it from the stick, and pulls the plug when the stick says this. */
    void runUntil(Firmware firmware, Stick stick, String said) throws IOException, InterruptedException {
        runUntil(firmware, stick, () -> stick.said().contains(said));
    }

    /** Starts it from the stick, and pulls the plug a while after an order on it was begun. */
    void runIntoOrder(Firmware firmware, Stick stick, Duration later) throws IOException, InterruptedException {
        long[] begun = {0};
        runUntil(firmware, stick, () -> {
            if (begun[0] == 0 && stick.hasBegun()) {
                begun[0] = System.nanoTime();
            }
            return begun[0] != 0 && System.nanoTime() - begun[0] > later.toNanos();
        });
    }

    private void runUntil(Firmware firmware, Stick stick, Attended.Reached reached)
            throws IOException, InterruptedException {
        try (Attended attended = attended(firmware, stick)) {
            attended.untilSaid(reached);
        }
    }

    private Process start(Firmware firmware, Stick stick, Path socket) throws IOException {
        List<String> command = new ArrayList<>(List.of("qemu-system-x86_64"));
        command.addAll(firmware.arguments(work));
        command.addAll(
                List.of("-cpu", "max", "-smp", "1", "-m", "512", "-display", "none", "-vga", "std", "-no-reboot"));
        command.addAll(network(firmware));
        clock.ifPresent(time ->
                command.addAll(List.of("-rtc", "base=" + time.toString().substring(0, 19))));
        String limit = bytesPerSecond == 0 ? "" : ",throttling.bps-total=" + bytesPerSecond;
        command.addAll(drive("stick", stick.file(), ""));
        command.addAll(drive("sata", sata, limit));
        command.addAll(drive("nvme", nvme, limit));
        for (String device : List.of(
                "qemu-xhci,id=usb",
                "usb-storage,drive=stick,bus=usb.0,serial=STICK001,removable=on"
                        + (tftp.isPresent() ? "" : ",bootindex=0"),
                "ide-hd,drive=sata,serial=" + SATA + ",bus=ide.0",
                "nvme,drive=nvme,serial=" + NVME)) {
            command.addAll(List.of("-device", device));
        }
        command.addAll(List.of("-qmp", "unix:" + socket + ",server=on,wait=off"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("qemu.txt").toFile())
                .start();
    }

    private List<String> network(Firmware firmware) {
        return tftp.map(root -> List.of(
                        "-netdev",
                        "user,id=net,restrict=on,tftp=" + root + ",bootfile=" + firmware.bootFile(),
                        "-device",
                        "virtio-net-pci,netdev=net,bootindex=0"))
                .orElse(List.of("-nic", "none"));
    }

    private static List<String> drive(String id, Path file, String more) {
        return List.of("-drive", "if=none,id=" + id + ",format=raw,file=" + file + more);
    }

    private static Path filled(Path file) throws IOException {
        Files.write(file, contents());
        return file;
    }

    private static byte[] contents() {
        byte[] all = new byte[(int) DRIVE_BYTES];
        for (int at = 0; at + SECRET.length <= all.length; at += 4096) {
            System.arraycopy(SECRET, 0, all, at, SECRET.length);
        }
        return all;
    }

    private static boolean isAsFilled(Path file) throws IOException {
        return Arrays.equals(Files.readAllBytes(file), contents());
    }

    private static boolean holds(Path file) throws IOException {
        byte[] block = new byte[SECRET.length];
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "r")) {
            for (long at = 0; at + block.length <= disk.length(); at += 4096) {
                disk.seek(at);
                disk.readFully(block);
                if (Arrays.equals(block, SECRET)) {
                    return true;
                }
            }
        }
        return false;
    }
}
