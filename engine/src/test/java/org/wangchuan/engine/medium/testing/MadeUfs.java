package org.wangchuan.engine.medium.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wangchuan.engine.medium.testing.FakeMachine.Disk;

/**
 * A UFS device as Linux shows one, in a made machine: files and their spelling by Documentation/ABI/testing/sysfs-driver-ufs, values by JESD220 ("Device
 * Descriptor", "Unit Descriptor"). Beside its units for data it has the three well-known ones for which the kernel makes folders.
 */
public final class MadeUfs {
    private static final String CONTROLLER = "platform/soc@0/1d84000.ufshc";
    private static final String TARGET = CONTROLLER + "/host0/target0:0:0/";

    private final Path devices;
    private final FakeMachine machine;

    /** Version 3.1, of this many units by its own word. */
    public MadeUfs(Path root, FakeMachine machine, int units) {
        this.devices = root.resolve("sys/devices");
        this.machine = machine;
        write("host0/scsi_host/host0/proc_name", "ufshcd");
        says("device_descriptor/specification_version", "0x0310");
        says("device_descriptor/number_of_luns", "0x%02X".formatted(units));
        says("device_descriptor/number_of_wluns", "0x04");
        says("health_descriptor/eol_info", "0x02");
        says("health_descriptor/life_time_estimation_a", "0x03");
        says("health_descriptor/life_time_estimation_b", "0x05");
        for (int wellKnown : new int[] {0xc1b0, 0xc1c4, 0xc1d0}) {
            folder(TARGET + "0:0:0:" + wellKnown);
        }
    }

    /** A unit for data with a disk; provisioning type 3, no boot unit, no write protection. */
    public Disk unit(int number, String disk, String device) {
        String folder = TARGET + "0:0:0:" + number;
        return machine.disk(folder, disk, device)
                .with("device/vendor", "MAKER   ")
                .with("device/model", "KM8V9001JM-B813 ")
                .with("device/rev", "0900")
                .with("device/wwid", "naa.50000000000000" + "%02x".formatted(number))
                .with("device/unit_descriptor/boot_lun_id", "0x00")
                .with("device/unit_descriptor/lun_write_protect", "0x00")
                .with("device/unit_descriptor/provisioning_type", "0x03");
    }

    /** A unit for data of which the kernel made no disk. */
    public void bare(int number) {
        folder(TARGET + "0:0:0:" + number);
    }

    /** What the device says, such as {@code device_descriptor/number_of_luns}. */
    public void says(String attribute, String value) {
        write(attribute, value);
    }

    /** What it does not say any more. */
    public void keeps(String attribute) {
        try {
            Files.delete(devices.resolve(CONTROLLER).resolve(attribute));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whoever reads this waits for ever: a pipe that nobody writes to. */
    public Path hangs(String attribute) {
        Path file = devices.resolve(CONTROLLER).resolve(attribute);
        try {
            Files.createDirectories(file.resolveSibling("."));
            Files.deleteIfExists(file);
            Process made = new ProcessBuilder("mkfifo", file.toString()).start();
            if (made.waitFor() != 0) {
                throw new IllegalStateException("mkfifo");
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(String attribute, String value) {
        Path file = devices.resolve(CONTROLLER).resolve(attribute);
        try {
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, value + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void folder(String path) {
        try {
            Files.createDirectories(devices.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
