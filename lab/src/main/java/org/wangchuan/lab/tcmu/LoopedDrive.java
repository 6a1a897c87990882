package org.wangchuan.lab.tcmu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.wangchuan.lab.scsi.LogicalUnit;

/** One made drive that the kernel shows as a SCSI disk: target_core_user beneath, tcm_loop above, both told through configfs. */
public final class LoopedDrive {
    private static final Path TARGET = Path.of("/sys/kernel/config/target");
    private static final String UNIT = "lun/lun_0";
    private static final int BLOCK_BYTES = 512;
    private static final int TRIES = 100;
    private static final int WAIT_MILLIS = 100;
    private static final int AWAY_MILLIS = 1000;

    private final String name;
    private final int number;
    private final LogicalUnit unit;
    private final AtomicBoolean moved = new AtomicBoolean();

    /**
     * One that is not there yet.
     *
     * @param name within the bench
     * @param number another for each
     */
    public LoopedDrive(String name, int number, LogicalUnit unit) {
        this.name = name;
        this.number = number;
        this.unit = unit;
    }

    private Path core() {
        return TARGET.resolve("core/user_0").resolve(name);
    }

    private Path group() {
        return TARGET.resolve("loopback/naa.5001405%09x/tpgt_1".formatted(number));
    }

    private Path port() {
        return group().resolve(UNIT).resolve("port");
    }

    /** Serves it from threads of its own. */
    public void start(long bytes) throws IOException, InterruptedException {
        Files.createDirectories(core());
        Files.writeString(
                core().resolve("control"),
                "dev_config=lab/%s,dev_size=%d,hw_block_size=%d,nl_reply_supported=-1"
                        .formatted(name, bytes, BLOCK_BYTES));
        Files.writeString(core().resolve("enable"), "1");
        // A drive that hangs does so for ever, and the kernel does not answer in its place after half a minute.
        Files.writeString(core().resolve("attrib/cmd_time_out"), "0");
        Uio uio = new Uio(uio());
        Thread _ = Thread.ofPlatform().name("drive-" + number).start(() -> serve(uio));
        Files.createDirectories(group());
        Files.writeString(group().resolve("nexus"), "naa.6001405%09x".formatted(number));
        Files.createDirectories(group().resolve(UNIT));
        Files.createSymbolicLink(port(), core());
    }

    private void serve(Uio uio) {
        try (uio) {
            new CommandRing(uio, unit).serve(this::moveIfDue);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** A drive that goes is pulled out of the kernel; another is put in its place. */
    private void moveIfDue() {
        try {
            LogicalUnit.Presence presence = unit.presence();
            if (presence == LogicalUnit.Presence.HERE
                    || presence == LogicalUnit.Presence.SILENT
                    || !moved.compareAndSet(false, true)) {
                return;
            }
            Thread _ = Thread.ofPlatform().daemon().start(() -> move(presence == LogicalUnit.Presence.ANOTHER));
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private void move(boolean back) {
        try {
            Files.delete(port());
            if (back) {
                Thread.sleep(AWAY_MILLIS);
                Files.createSymbolicLink(port(), core());
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private String uio() throws IOException, InterruptedException {
        for (int time = 0; time < TRIES; time++) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/sys/class/uio"))) {
                for (Path one : all) {
                    String said = Files.readString(one.resolve("name")).strip();
                    String device = String.valueOf(one.getFileName());
                    if (said.endsWith("/" + name + "/lab/" + name) && Files.exists(Path.of("/dev", device))) {
                        return device;
                    }
                }
            }
            Thread.sleep(WAIT_MILLIS);
        }
        throw new IOException("no device of user-space I/O for " + name);
    }

    /** What the kernel calls the disk that has this serial number. */
    public static Optional<String> disk(String serial) throws IOException, InterruptedException {
        for (int time = 0; time < TRIES; time++) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/sys/block"), "sd*")) {
                for (Path one : all) {
                    Path page = one.resolve("device/vpd_pg80");
                    String device = "/dev/" + one.getFileName();
                    if (Files.exists(page)
                            && new String(Files.readAllBytes(page), StandardCharsets.ISO_8859_1).contains(serial)
                            && Files.exists(Path.of(device))) {
                        return Optional.of(device);
                    }
                }
            }
            Thread.sleep(WAIT_MILLIS);
        }
        return Optional.empty();
    }
}
