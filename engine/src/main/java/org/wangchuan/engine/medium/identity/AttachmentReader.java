package org.wangchuan.engine.medium.identity;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Laboratory;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.UfsUnit;

/**
 * Tells from sysfs how a block device is attached. In doubt a device is not a plain drive: one is only what hangs on a bus that drives
 * hang on, so that memory, files, networks and simulated drives need not be known by their names. What a machine emulates down to the
 * bus (a virtual machine's SATA disk) is no drive either where it shows what it is ({@link EmulatedDrives}); else it can't be told from one.
 */
public final class AttachmentReader {
    /** What Linux calls the transport of an eMMC; that of an SD card is "SD" (drivers/mmc/core/bus.c). */
    public static final String EMMC = "MMC";

    private static final Pattern USB = Pattern.compile("usb[0-9]+");

    /** The virtual host controller of USB/IP (drivers/usb/usbip/vhci_hcd.c): the device is in another machine. */
    private static final Pattern USB_OVER_IP = Pattern.compile("vhci_hcd(\\.[0-9]+)?");

    /** The simulated USB host (drivers/usb/gadget/udc/dummy_hcd.c): the "drive" is a file of this machine. */
    private static final Pattern USB_SIMULATED = Pattern.compile("dummy_hcd(\\.[0-9]+)?");

    private static final Pattern ATA = Pattern.compile("ata[0-9]+");
    private static final Pattern SAS_DRIVE = Pattern.compile("end_device-[0-9:]+");
    private static final Pattern FIBRE_CHANNEL = Pattern.compile("rport-[0-9:-]+");
    private static final Pattern ISCSI = Pattern.compile("session[0-9]+");
    private static final Pattern HOST = Pattern.compile("host[0-9]+");
    /** By its folder alone, where the driver of its host is not known: then nothing is known of what it hides. */
    private static final Pattern UFS = Pattern.compile(".*\\.(ufs|ufshc|ufshcd).*|ufshcd.*");

    private static final Pattern VIRTIO = Pattern.compile("virtio[0-9]+");
    /** The kernel's own loop of SCSI (drivers/target/loopback/tcm_loop.c): the "drive" is a program of this machine. */
    private static final Pattern SCSI_LOOP = Pattern.compile("tcm_loop_adapter_[0-9]+");

    private static final Pattern NVME_CONTROLLER = Pattern.compile("nvme[0-9]+");

    private AttachmentReader() {}

    /** Of a device of this machine, by the switch of the laboratory as this process has it. */
    public static Attachment read(BlockDevice device) {
        return read(device, Laboratory.on());
    }

    /**
     * The same.
     *
     * @param lab whether what the laboratory makes, and what is emulated, passes for a drive
     */
    public static Attachment read(BlockDevice device, boolean lab) {
        BlockDevice whole = device.whole();
        Attachment seen = ofBus(whole, lab);
        boolean emulated = seen.plainDrive() && !Laboratory.passes(seen) && EmulatedDrives.isOne(whole, seen.bus());
        if (!emulated) {
            return seen;
        }
        Attachment unit = new Attachment(seen.bus(), seen.transport(), seen.bridge(), seen.fabrics(), false);
        return lab ? Laboratory.emulated(unit) : unit;
    }

    private static Attachment ofBus(BlockDevice whole, boolean lab) {
        String name = whole.name();
        if (name.matches("loop[0-9]+")) {
            return composed(Bus.LOOP);
        }
        if (whole.has("md")) {
            return composed(Bus.MD);
        }
        if (whole.has("dm")) {
            return composed(Bus.DM);
        }
        if (name.startsWith("nvme")) {
            return nvme(whole, lab);
        }
        if (name.startsWith("mmcblk")) {
            return new Attachment(Bus.MMC, whole.text("device/type").orElse(""), false, false, true);
        }
        if (name.startsWith("vd")) {
            return composed(Bus.VIRTIO);
        }
        if (name.matches("s[dr][a-z0-9]*")) {
            return scsi(whole, lab);
        }
        boolean network = DeviceKind.of(name) == DeviceKind.NETWORK;
        return new Attachment(Bus.OTHER, network ? name.replaceAll("[0-9/].*", "") : "", false, network, false);
    }

    private static Attachment scsi(BlockDevice whole, boolean lab) {
        if (on(whole, USB_OVER_IP)) {
            return new Attachment(Bus.USB, "usbip", true, true, false);
        }
        if (on(whole, USB)) {
            return new Attachment(Bus.USB, "usb", true, false, !on(whole, USB_SIMULATED));
        }
        if (on(whole, ATA)) {
            return new Attachment(Bus.ATA, "sata", false, false, true);
        }
        if (on(whole, FIBRE_CHANNEL)) {
            return new Attachment(Bus.SCSI, "fc", false, true, false);
        }
        if (on(whole, ISCSI)) {
            return new Attachment(Bus.SCSI, "iscsi", false, true, false);
        }
        if (scsiHost(whole).equals(Optional.of("ib_srp"))) {
            return new Attachment(Bus.SCSI, "srp", false, true, false);
        }
        if (on(whole, SAS_DRIVE)) {
            return new Attachment(Bus.SCSI, "sas", false, false, true);
        }
        if (UfsUnit.of(whole).isPresent()) {
            return new Attachment(Bus.UFS, "ufs", false, false, true);
        }
        if (on(whole, UFS)) {
            return new Attachment(Bus.SCSI, "ufs", false, false, true);
        }
        if (lab && on(whole, SCSI_LOOP)) {
            boolean ata = whole.text("device/vendor").equals(Optional.of("ATA"));
            return ata
                    ? new Attachment(Bus.ATA, Laboratory.SATA, false, false, true)
                    : new Attachment(Bus.SCSI, Laboratory.SAS, false, false, true);
        }
        // A RAID controller's volume, a virtual disk, a simulated one: the host sees a logical unit, not a drive.
        return new Attachment(Bus.SCSI, on(whole, VIRTIO) ? "virtio" : "", false, false, false);
    }

    /** The name of the driver of its host adapter; that of SCSI over RDMA hangs its devices on a network card (drivers/infiniband/ulp/srp). */
    private static Optional<String> scsiHost(BlockDevice whole) {
        for (Path folder = whole.folder(); folder != null; folder = folder.getParent()) {
            String name = String.valueOf(folder.getFileName());
            if (HOST.matcher(name).matches()) {
                return new BlockDevice(folder, name, whole.number()).text("scsi_host/" + name + "/proc_name");
            }
        }
        return Optional.empty();
    }

    private static Attachment nvme(BlockDevice whole, boolean lab) {
        Optional<String> transport = whole.text("device/transport").or(() -> transportOfPaths(whole));
        boolean local = transport.equals(Optional.of("pcie")) || transport.equals(Optional.of("apple-nvme"));
        if (lab && transport.equals(Optional.of("tcp"))) {
            return new Attachment(Bus.NVME, Laboratory.NVME, false, false, true);
        }
        // A transport that nobody names could be a network.
        return new Attachment(Bus.NVME, transport.orElse("unknown"), false, !local, local);
    }

    /** With multipath the device's parent is a subsystem; its controllers know their transports, and one network among them counts. */
    private static Optional<String> transportOfPaths(BlockDevice whole) {
        Optional<String> found = Optional.empty();
        for (String entry : whole.entries("device")) {
            if (NVME_CONTROLLER.matcher(entry).matches()) {
                Optional<String> transport = whole.text("device/" + entry + "/transport");
                if (found.isEmpty() || found.equals(Optional.of("pcie"))) {
                    found = transport.or(() -> Optional.of("unknown"));
                }
            }
        }
        return found;
    }

    private static Attachment composed(Bus bus) {
        return new Attachment(bus, "", false, false, false);
    }

    private static boolean on(BlockDevice whole, Pattern pattern) {
        for (Path part : whole.folder()) {
            if (pattern.matcher(part.toString()).matches()) {
                return true;
            }
        }
        return false;
    }
}
