package org.wangchuan.lab.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A drive of QEMU's. What it holds is the file of its cells itself, and what goes wrong is told to QEMU's {@code blkdebug} between the two. Since
 * nobody tells QEMU otherwise ({@code discard=ignore}), all of them say that a discard was done and keep the data; but an SD card writes ones itself.
 *
 * @param hardware what it looks like
 * @param rules what fails
 * @param bad the blocks of rules that never stop failing, if the drive says that they do
 */
public record Emulated(Hardware hardware, List<Rule> rules, List<Blocks> bad) implements Fault {
    /** EIO of errno(3). */
    private static final int INPUT_OUTPUT_ERROR = 5;

    /** Keeps its own lists. */
    public Emulated {
        rules = List.copyOf(rules);
        bad = List.copyOf(bad);
    }

    /** What the guest finds. Those that share a controller can share it: their errors are their own. */
    public enum Hardware {
        VIRTIO("virtio_blk", "", "virtio-blk-pci"),
        NVME("nvme", "", "nvme"),
        SATA("ahci", "", "ide-hd"),
        SCSI("virtio_scsi", "virtio-scsi-pci,id=scsi", "scsi-hd,bus=scsi.0"),
        USB_STORAGE("usb_storage", "qemu-xhci,id=xhci,p2=15,p3=15", "usb-storage,bus=xhci.0"),
        USB_ATTACHED("uas", "qemu-xhci,id=xhci,p2=15,p3=15", "scsi-hd"),
        /** A UFS device that has this unit alone. */
        UFS("ufshcd_pci", "", "ufs-lu"),
        /** One that has another unit, which comes first and holds nothing. */
        UFS_BESIDE("ufshcd_pci", "", "ufs-lu"),
        /** An SD card in a reader of its own. It tells of no write that failed, and of no read. What it is told to erase (CMD38) reads as ones. */
        SD("sdhci_pci mmc_block", "", "sd-card"),
        /** The same for what is told to erase: of all cards in one machine the product meets one alone. */
        SD_ERASED("sdhci_pci mmc_block", "", "sd-card");

        private final String module;
        private final String controller;
        private final String device;

        Hardware(String module, String controller, String device) {
            this.module = module;
            this.controller = controller;
            this.device = device;
        }

        private boolean isCard() {
            return this == SD || this == SD_ERASED;
        }

        private boolean isUfs() {
            return this == UFS || this == UFS_BESIDE;
        }
    }

    /** What fails: the words of QEMU's BlkdebugIOType. */
    public enum Request {
        READ("read"),
        WRITE("write"),
        WRITE_ZEROES("write-zeroes"),
        FLUSH("flush");

        private final String word;

        Request(String word) {
            this.word = word;
        }
    }

    /**
     * What fails.
     *
     * @param where requests that touch one of these; without them all
     * @param once whether it fails but once for each block
     */
    public record Rule(Request request, Optional<Blocks> where, boolean once) {}

    /** Requests of a kind that always fail where they touch some blocks. */
    public static Emulated failing(Hardware hardware, Blocks where, Request... requests) {
        List<Rule> rules = new ArrayList<>();
        for (Request request : requests) {
            rules.add(new Rule(request, Optional.of(where), false));
        }
        return new Emulated(hardware, rules, List.of(where));
    }

    /** Requests of a kind that fail once at each of some blocks. */
    public static Emulated failingOnce(Hardware hardware, Request request, Blocks where) {
        return new Emulated(hardware, List.of(new Rule(request, Optional.of(where), true)), List.of());
    }

    /** QEMU's SD cards all tell one serial number, and the product erases none of which a machine has two: each kind of them has its own. */
    @Override
    public String machine() {
        return switch (hardware) {
            case SD -> rules.isEmpty() ? "-sd" : "-sd-failing";
            case SD_ERASED -> "-sd-erased";
            case VIRTIO, NVME, SATA, SCSI, USB_STORAGE, USB_ATTACHED, UFS, UFS_BESIDE -> "";
        };
    }

    @Override
    public List<String> controllers() {
        return hardware.controller.isEmpty() ? List.of() : List.of("-device", hardware.controller);
    }

    @Override
    public List<String> hardware(Slot slot) {
        String node = "fault" + slot.number();
        List<String> out = new ArrayList<>(List.of("-blockdev", stored(node, slot)));
        String bus = "";
        switch (hardware) {
            case VIRTIO, NVME, USB_STORAGE -> {}
            case SCSI -> bus = ",scsi-id=" + slot.number();
            case SATA -> {
                out.addAll(List.of("-device", "ich9-ahci,id=ahci" + slot.number()));
                bus = ",bus=ahci%d.0".formatted(slot.number());
            }
            case USB_ATTACHED -> {
                out.addAll(List.of("-device", "usb-uas,id=uas%d,bus=xhci.0".formatted(slot.number())));
                bus = ",bus=uas%d.0".formatted(slot.number());
            }
            case UFS, UFS_BESIDE -> {
                out.addAll(units(slot, node));
                return out;
            }
            case SD, SD_ERASED -> {
                out.addAll(List.of("-device", "sdhci-pci,id=reader" + slot.number()));
                // Each reader calls its bus the same; the way to it does not.
                out.addAll(List.of(
                        "-device", "sd-card,bus=pcie.0/reader%d/sd-bus,drive=%s".formatted(slot.number(), node)));
                return out;
            }
        }
        out.addAll(List.of("-device", "%s%s,drive=%s,serial=%s".formatted(hardware.device, bus, node, slot.serial())));
        return out;
    }

    /** QEMU tells no serial number of a UFS device, nor any of a unit: they are told by their order. */
    private List<String> units(Slot slot, String node) {
        String device = "ufs" + slot.number();
        List<String> out = new ArrayList<>(List.of("-device", "ufs,id=" + device));
        if (hardware == Hardware.UFS_BESIDE) {
            out.addAll(List.of("-blockdev", """
                    {"driver":"null-co","node-name":"%s-beside","size":1048576,"read-zeroes":true}""".formatted(device)));
            out.addAll(List.of("-device", "ufs-lu,bus=%1$s,drive=%1$s-beside,lun=0".formatted(device)));
        }
        out.addAll(List.of("-device", "ufs-lu,bus=%s,drive=%s,lun=%d".formatted(device, node, unit())));
        return out;
    }

    /** Its number. Linux finds none where there is no unit 0. */
    private int unit() {
        return hardware == Hardware.UFS_BESIDE ? 1 : 0;
    }

    private String stored(String node, Slot slot) {
        String file = """
                "driver":"raw","file":{"driver":"file","filename":"%s"}""".formatted(slot.cells());
        return rules.isEmpty() ? """
                {"node-name":"%s",%s}""".formatted(node, file) : """
                {"driver":"blkdebug","node-name":"%s","image":{%s},"inject-error":[%s]}""".formatted(node, file, String.join(",", injected()));
    }

    private List<String> injected() {
        List<String> out = new ArrayList<>();
        for (Rule rule : rules) {
            int from = rule.where().map(Blocks::first).orElse(-1);
            int count = rule.where().map(Blocks::count).orElse(1);
            for (int at = from; at < from + count; at++) {
                out.add(injected(rule, at));
            }
        }
        return out;
    }

    private static String injected(Rule rule, int block) {
        return """
                {"event":"none","iotype":"%s","errno":%d,"once":%s%s}""".formatted(
                        rule.request().word, INPUT_OUTPUT_ERROR, rule.once(), block < 0 ? "" : ",\"sector\":" + block);
    }

    @Override
    public String prepare() {
        return "for one in sd_mod xhci_pci %s; do modprobe $one; done\n".formatted(hardware.module);
    }

    @Override
    public String leave(Slot slot) {
        return hardware.isCard() ? "fault_card_out %s\n".formatted(slot.name()) : "";
    }

    @Override
    public String attach(Slot slot) {
        if (hardware.isCard()) {
            return "fault_card %s\n".formatted(slot.name());
        }
        return hardware.isUfs()
                ? "fault_unit %s %d %d\n".formatted(slot.name(), unit(), unit() + 1)
                : "fault_found %s %s\n".formatted(slot.name(), slot.serial());
    }
}
