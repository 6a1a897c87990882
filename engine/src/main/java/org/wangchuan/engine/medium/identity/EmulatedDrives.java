package org.wangchuan.engine.medium.identity;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.sysfs.BlockDevice;

/**
 * Drives that a virtual machine emulates down to the bus, or that a cloud shows an NVMe face of: by the names that they give themselves, and by the
 * controller that they are on, as the kernel has both in sysfs; no command is sent. Names are whole, and no real drive has one of them; a name that its owner
 * has changed is known by its controller, if that is one of these. An emulation that shows neither can't be told from a drive: it passes for one.
 */
final class EmulatedDrives {
    /**
     * Vendor and model of INQUIRY; of what speaks ATA, "ATA" and the first 16 characters of its model (drivers/ata/libata-scsi.c, {@code
     * ata_scsiop_inq_std}).
     */
    private static final Set<String> NAMES = Set.of(
            // QEMU: hw/ide/core.c; hw/scsi/scsi-disk.c, which hw/usb/dev-storage.c stands on; hw/ufs/lu.c.
            "ATA QEMU HARDDISK",
            "QEMU QEMU HARDDISK",
            "QEMU QEMU UFS",
            // VirtualBox: src/VBox/Devices/Storage/DevAHCI.cpp and DevATA.cpp; VSCSI/VSCSILunSbc.cpp.
            "ATA VBOX HARDDISK",
            "VBOX HARDDISK",
            // VMware, as kernels print them of its SATA and IDE ("VMware Virtual SATA Hard Drive") and SCSI disks.
            "ATA VMware Virtual S",
            "ATA VMware Virtual I",
            "VMware, VMware Virtual S",
            "VMware Virtual disk",
            // Virtual PC and the IDE of Hyper-V; its SCSI.
            "ATA Virtual HD",
            "Msft Virtual Disk",
            // bhyve: usr.sbin/bhyve/pci_ahci.c.
            "ATA BHYVE SATA DISK");

    private static final Set<String> NVME = Set.of(
            "QEMU NVMe Ctrl", // hw/nvme/ctrl.c
            "ORCL-VBOX-NVME-VER12", // VirtualBox, DevNVMe.cpp
            "VMware Virtual NVMe Disk",
            "bhyve-NVMe", // usr.sbin/bhyve/pci_nvme.c
            "Amazon Elastic Block Store",
            "Amazon EC2 NVMe Instance Storage", // what the card of the host gives out of its drives
            "Alibaba Cloud Elastic Block Storage",
            // Azure, azure-vm-utils: disks over its network. Its "Microsoft NVMe Direct Disk" is a drive that is passed
            // through.
            "MSFT NVMe Accelerator v1.0");

    /** Google: persistent disks, and what is given out of a host's drives, numbered where there are several. */
    private static final Pattern GOOGLE_NVME = Pattern.compile("nvme_card(-pd|[0-9]{1,3})?");

    /** QEMU: hw/sd/sd.c, {@code PNM}; that of its eMMC has six characters, and is known by its controller. */
    private static final String SD = "QEMU!";

    /**
     * Makers of nothing but virtual machines, whose number a controller has for its own or its subsystem's: VMware, Parallels, Red Hat (docs/specs/pci-ids.rst
     * of QEMU), XenSource, VirtualBox. Linux has most of them in include/linux/pci_ids.h, all are in pci.ids.
     */
    private static final Set<String> MAKERS = Set.of("0x15ad", "0x1ab8", "0x1b36", "0x5853", "0x80ee");

    /** Controllers for NVMe of Amazon's volumes, of Google's, and of bhyve's, by maker and number. */
    private static final Set<String> CONTROLLERS = Set.of("0x1d0f 0x8061", "0x1ae0 0x001f", "0xfb5d 0x0a0a");

    /** What QEMU says of the subsystem of whatever it emulates (include/linux/pci_ids.h, {@code PCI_SUBDEVICE_ID_QEMU}). */
    private static final String QEMU_SUBSYSTEM = "0x1af4 0x1100";

    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-f]{4}");
    private static final Pattern NVME_CONTROLLER = Pattern.compile("nvme[0-9]+");

    private EmulatedDrives() {}

    /** Whether a disk, which its bus takes for a drive, is one of these. */
    static boolean isOne(BlockDevice whole, Bus bus) {
        return switch (bus) {
            case NVME -> isNvme(whole.text("device/model").orElse("")) || isOnTheirs(whole);
            case ATA, SCSI, UFS -> isNamed(whole) || isOnTheirs(whole);
            // A virtual machine is handed real sticks at a port that it emulates: the port says nothing of them.
            case USB -> isNamed(whole);
            case MMC -> whole.text("device/name").equals(Optional.of(SD)) || isOnTheirs(whole);
            case VIRTIO, LOOP, MD, DM, FILE, OTHER -> false;
        };
    }

    private static boolean isNvme(String model) {
        return NVME.contains(model) || GOOGLE_NVME.matcher(model).matches();
    }

    private static boolean isNamed(BlockDevice whole) {
        return NAMES.contains(whole.text("device/vendor").orElse("") + " "
                + whole.text("device/model").orElse(""));
    }

    /** The nearest function of PCI above it, and no other: a machine is handed real controllers below a bridge that it emulates. */
    private static boolean isOnTheirs(BlockDevice whole) {
        for (Path folder : places(whole)) {
            for (Path at = folder; at != null; at = at.getParent()) {
                BlockDevice part = new BlockDevice(at, whole.name(), whole.number());
                Optional<String> maker = number(part, "vendor");
                Optional<String> own = maker.isPresent() ? number(part, "device") : Optional.empty();
                if (maker.isPresent() && own.isPresent()) {
                    if (isTheirs(part, maker.get(), own.get())) {
                        return true;
                    }
                    break;
                }
            }
        }
        return false;
    }

    private static boolean isTheirs(BlockDevice part, String maker, String own) {
        String subsystemMaker = number(part, "subsystem_vendor").orElse("");
        String subsystem =
                subsystemMaker + " " + number(part, "subsystem_device").orElse("");
        return MAKERS.contains(maker)
                || MAKERS.contains(subsystemMaker)
                || CONTROLLERS.contains(maker + " " + own)
                || subsystem.equals(QEMU_SUBSYSTEM);
    }

    /** Its folder, and of a disk with several controllers, which is below none of them, theirs. */
    private static List<Path> places(BlockDevice whole) {
        List<Path> found = new ArrayList<>(List.of(whole.folder()));
        for (String entry : whole.entries("device")) {
            if (NVME_CONTROLLER.matcher(entry).matches()) {
                found.add(whole.folder().resolve("device").resolve(entry).resolve("device"));
            }
        }
        return found;
    }

    private static Optional<String> number(BlockDevice part, String attribute) {
        return part.text(attribute).filter(text -> HEXADECIMAL.matcher(text).matches());
    }
}
