package org.wangchuan.engine.medium.examine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Obstacle.Code;
import org.wangchuan.engine.medium.hidden.OtherParts;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.testing.FakeMachine;

/** The logical units of one device on a SAS transport, as a drive with two actuators shows them. */
class SasUnitsTest {
    private static final String PORT = "pci0000:00/0000:01:00.0/host0/port-0:3/end_device-0:3/";
    private static final String TARGET = PORT + "target0:0:3/";

    @TempDir
    Path folder;

    private FakeMachine machine;

    @BeforeEach
    void start() {
        machine = new FakeMachine(folder);
    }

    private void unit(String target, String unit, String disk, String number, String type) {
        machine.disk(target + unit, disk, number).with("device/type", type).with("device/vendor", "SEAGATE ");
    }

    @Test
    void aDriveOfOneUnitHasNoOthers() {
        unit(TARGET, "0:0:3:0", "sda", "8:0", "0");
        unit(PORT.replace("0:3", "0:4") + "target0:0:4/", "0:0:4:0", "sdb", "8:16", "0");
        assertThat(parts("sda")).isEmpty();
        assertThat(parts("sdb")).isEmpty();
    }

    @Test
    void itsOtherUnitsAreNamedAndEachIsAPartOfTheDrive() throws IOException {
        unit(TARGET, "0:0:3:0", "sda", "8:0", "0");
        unit(TARGET, "0:0:3:1", "sdb", "8:16", "20");
        assertThat(parts("sda")).singleElement().satisfies(one -> {
            assertThat(one.detail()).isEqualTo("sda is one part of its device; the others stay as they are: sdb");
            assertThat(one.weight()).isEqualTo(Obstacle.Weight.CAPPING);
        });
        assertThat(parts("sdb").getFirst().detail()).endsWith("sda");
        // One that the kernel made no disk of, and whose kind it does not show.
        Files.createDirectories(folder.resolve("sys/devices").resolve(TARGET + "0:0:3:2"));
        assertThat(parts("sda").getFirst().detail()).endsWith("sdb, unit 2");
        assertThat(OtherParts.disksBeside(machine.files(), medium("sda")))
                .extracting(BlockDevice::name)
                .containsExactly("sdb");
    }

    @Test
    void enclosuresAndWellKnownUnitsAreNoDisks() throws IOException {
        unit(TARGET, "0:0:3:0", "sda", "8:0", "0");
        for (String other : List.of("0:0:3:1", "0:0:3:49409")) {
            Path there = folder.resolve("sys/devices").resolve(TARGET + other);
            Files.createDirectories(there);
            Files.writeString(there.resolve("type"), other.endsWith(":1") ? "13\n" : "0\n");
        }
        assertThat(parts("sda")).isEmpty();
    }

    /** Slots of a card reader, disks of an enclosure: separate media. */
    @Test
    void unitsBehindAUsbBridgeAreNotLookedFor() {
        String usb = "pci0000:00/0000:00:14.0/usb1/1-1/1-1:1.0/host0/target0:0:0/";
        unit(usb, "0:0:0:0", "sda", "8:0", "0");
        unit(usb, "0:0:0:1", "sdb", "8:16", "0");
        assertThat(medium("sda").bus()).isEqualTo(Bus.USB);
        assertThat(parts("sda")).isEmpty();
    }

    private Medium medium(String name) {
        for (DeviceInventory.Entry entry : new DeviceInventory(Kernel.system(), machine.files()).list()) {
            if (entry instanceof DeviceInventory.Listed listed
                    && listed.medium().name().equals(name)) {
                return listed.medium();
            }
        }
        throw new AssertionError("not listed: " + name);
    }

    private List<Obstacle> parts(String name) {
        return new ObstacleCheck(Kernel.system(), machine.files())
                .fromSystem(medium(name)).stream()
                        .filter(obstacle -> obstacle.code() == Code.OTHER_PARTS)
                        .toList();
    }
}
