package org.wangchuan.acceptance.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.lab.guest.Guest;

/**
 * What {@code plan} and {@code devices} say of drives that QEMU emulates, under Debian's kernel and drivers: NVMe with two namespaces, SATA on
 * AHCI, one on virtio, one behind a USB bridge, a loop device. The machine is booted once. nvme-cli, hdparm and sg3-utils ask the same drives
 * in the same machine, and what they print is compared. All that is under the laboratory's switch; without it each of them is a logical unit, and what
 * erases one says so. What this can't show is real firmware.
 */
@Tag("long")
@Timeout(1_200)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DrivesOnBenchTest {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final long DISK_BYTES = 64L << 20;
    private static final List<String> DISKS = List.of("sata", "nvme1", "nvme2", "virtio", "usb");
    private static final String DEV = "/dev/";

    @TempDir
    static Path shared;

    @TempDir
    static Path disks;

    private final Map<String, Json.Fields> byName = new HashMap<>();
    private final Map<String, Json.Fields> withoutSwitch = new HashMap<>();

    @BeforeAll
    void boot() throws Exception {
        Program _ = new Program(shared.resolve("station")); // which builds what the guest runs
        List<String> hardware = new ArrayList<>();
        for (String disk : DISKS) {
            Path file = disks.resolve(disk);
            try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
                sparse.setLength(DISK_BYTES);
            }
            hardware.addAll(List.of("-drive", "if=none,id=" + disk + ",format=raw,file=" + file));
        }
        for (String device : List.of(
                "ide-hd,drive=sata,serial=SATA0001,bus=ide.0",
                "nvme,id=nvme,serial=NVME0001",
                "nvme-ns,drive=nvme1,bus=nvme,nsid=1",
                "nvme-ns,drive=nvme2,bus=nvme,nsid=2,logical_block_size=4096,physical_block_size=4096",
                "virtio-scsi-pci,id=virtio",
                "scsi-hd,drive=virtio,bus=virtio.0,serial=VIRT0001",
                "qemu-xhci,id=usb",
                "usb-storage,drive=usb,bus=usb.0,serial=USB00001")) {
            hardware.addAll(List.of("-device", device));
        }
        String said = Guest.run(shared, script(), PATIENCE, hardware);
        assertThat(shared.resolve("end")).as(said).exists();
        for (Json.Fields result : results("plan.json")) {
            byName.put(result.text("path").substring(DEV.length()), result);
        }
        for (Json.Fields result : results("without.json")) {
            withoutSwitch.put(result.text("path").substring(DEV.length()), result);
        }
    }

    private static List<Json.Fields> results(String file) throws Exception {
        return Json.in(CanonicalJson.readLenientObject(Files.readAllBytes(shared.resolve(file))))
                .objects("results");
    }

    /** Which namespace is called what is the kernel's affair, and differs from boot to boot. */
    @Test
    void theNvmeControllerSaysWhatItSaysToNvmeCli() throws Exception {
        long sanicap = number("sanicap");
        for (String name : new String[] {"nvme0n1", "nvme0n2"}) {
            String namespace = read("nsid." + name).strip();
            boolean first = namespace.equals("1");
            assertThat(drive(name).text("reach")).isEqualTo("direct");
            assertThat(facts(name))
                    .containsEntry("crypto-erase", "" + ((sanicap & 1) != 0))
                    .containsEntry("block-erase", "" + ((sanicap & 2) != 0))
                    .containsEntry("overwrite", "" + ((sanicap & 4) != 0))
                    .containsEntry("format-nvm", "" + ((number("oacs") & 2) != 0))
                    .containsEntry("format-crypto-erase", "" + ((number("fna") & 4) != 0))
                    .containsEntry("namespaces-most", "" + number("nn"))
                    .containsEntry("namespaces-attached", "2")
                    .containsEntry("namespaces-allocated", "2")
                    .containsEntry("namespace", namespace)
                    .containsEntry("block-bytes", first ? "512" : "4096");
            assertThat(read("id-ns." + name)).containsPattern((first ? "lbads:9 " : "lbads:12") + " *rp:0 .in use");
        }
    }

    /** QEMU's controller has no sanitize: that is said, and nothing of a sanitize before is made up. */
    @Test
    void whatIsNotOfferedHasNoState() throws Exception {
        assertThat(facts("nvme0n1")).containsEntry("block-erase", "false").doesNotContainKey("sanitize-state");
        assertThat(ways("nvme0n1"))
                .containsExactly("nvme-sanitize not-offered", "nvme-format offered", "tcg-psid-revert not-offered");
    }

    @Test
    void theSataDriveSaysWhatItSaysToHdparm() throws Exception {
        String sata = name("sata");
        String hdparm = read("hdparm.txt");
        assertThat(drive(sata).text("reach")).isEqualTo("direct");
        assertThat(hdparm)
                .contains("SATA0001", "max sectors   = " + DISK_BYTES / 512 + "/" + DISK_BYTES / 512)
                .doesNotContain("SANITIZE");
        // It claims no standard that knows of sanitize: not told, and no "no".
        assertThat(facts(sata))
                .containsEntry("security", "" + hdparm.contains("Security:"))
                .containsEntry("block-erase", "untold:not-in-answer")
                .containsEntry("hidden", "none")
                .containsEntry("addressable-blocks", "" + DISK_BYTES / 512);
        assertThat(ways(sata))
                .containsExactly("ata-sanitize not-told", "ata-security-erase not-offered", "tcg-psid-revert not-told");
    }

    /** The bridge refuses ATA commands: that is told as a refusal, and is no "no". */
    @Test
    void theDriveBehindTheUsbBridgeIsNotTold() throws Exception {
        String usb = name("usb");
        assertThat(drive(usb).text("reach")).isEqualTo("bridge");
        assertThat(facts(usb)).containsEntry("block-erase", "untold:refused").containsEntry("hidden", "untold:refused");
        assertThat(ways(usb))
                .containsExactly("ata-sanitize not-told", "ata-security-erase not-told", "tcg-psid-revert not-told");
        assertThat(read("sg_raw.txt")).contains("Illegal Request");
    }

    @Test
    void whatIsNoDriveIsNotAsked() throws Exception {
        assertThat(drive(name("virtio")).text("notAsked")).isEqualTo("logical-unit");
        assertThat(drive("loop0").text("notAsked")).isEqualTo("no-drive");
    }

    @Test
    void whatIsEmulatedIsNoDriveWithoutTheSwitch() throws Exception {
        assertThat(withoutSwitch).hasSize(5);
        for (Map.Entry<String, Json.Fields> one : withoutSwitch.entrySet()) {
            assertThat(one.getValue().object("drive").text("reach"))
                    .as(one.getKey())
                    .isEqualTo("logical-unit");
        }
    }

    @Test
    void whatErasesAnEmulatedDriveIsGoodAndSaysThatItIsAVolume() throws Exception {
        Json.Fields erased = results("erased.json").getFirst();
        assertThat(erased.text("verdict")).as(read("erased.json")).isEqualTo("cleared");
        assertThat(erased.texts("notProved")).contains("volume-only");
        assertThat(erased.bool("test")).isFalse();
        assertThat(read("verify.code").strip()).as(read("verify.txt")).isEqualTo("0");
    }

    @Test
    void theListSaysItInChinese() throws Exception {
        assertThat(read("devices.txt")).contains("Sanitize 命令：", "命名空间：", "nvme-format（Format NVM）：设备自称支持");
    }

    /** That the drive offers Format NVM satisfies no rule set that asks for more: it is not among the techniques of this one. */
    @Test
    void aPlanShowsItAndIsNoBetterForIt() throws Exception {
        Json.Fields result = result("nvme0n1");
        assertThat(result.text("state")).isEqualTo("refused");
        List<String> codes = new ArrayList<>();
        for (Json.Fields refusal : result.objects("refusals")) {
            codes.add(refusal.text("code"));
        }
        assertThat(codes).contains("LEVEL_OUT_OF_REACH");
        assertThat(read("plan.code").strip()).isEqualTo("2");
    }

    private Json.Fields result(String name) {
        Json.Fields found = byName.get(name);
        if (found == null) {
            throw new AssertionError(name + " is not among " + byName.keySet());
        }
        return found;
    }

    private Json.Fields drive(String name) throws ShapeException {
        return result(name).object("drive");
    }

    private Map<String, String> facts(String name) throws ShapeException {
        Map<String, String> out = new HashMap<>();
        for (Json.Fields fact : drive(name).objects("facts")) {
            out.put(fact.text("name"), fact.has("untold") ? "untold:" + fact.text("untold") : value(fact));
        }
        return out;
    }

    private static String value(Json.Fields fact) {
        return switch (fact.object().members().get("value")) {
            case JsonValue.Bool(boolean yes) -> "" + yes;
            case JsonValue.Whole(long number) -> "" + number;
            case JsonValue.Text(String word) -> word;
            case null, default -> "something else";
        };
    }

    private List<String> ways(String name) throws ShapeException {
        List<String> out = new ArrayList<>();
        for (Json.Fields way : drive(name).objects("ways")) {
            out.add(way.text("id") + " " + way.text("standing"));
        }
        return out;
    }

    /** What the guest called it. */
    private static String name(String disk) throws IOException {
        return read("name." + disk).strip();
    }

    /** A number that nvme-cli prints of the controller. */
    private static long number(String field) throws IOException {
        Matcher line = Pattern.compile("(?m)^" + field + "\\s*:\\s*(\\S+)").matcher(read("id-ctrl.txt"));
        assertThat(line.find()).as(field).isTrue();
        return Long.decode(line.group(1));
    }

    private static String read(String file) throws IOException {
        return Files.readString(shared.resolve(file), StandardCharsets.UTF_8);
    }

    private static String script() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java")
                + " -XX:-UsePerfData -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.io.tmpdir=" + Guest.SCRATCH
                + " --enable-native-access=org.wangchuan.engine -p '" + Program.modules()
                + "' -m org.wangchuan.cli/org.wangchuan.cli.Main";
        return """
                ln -s '%1$s' %2$s/kernel && export MODPROBE_OPTIONS='-d %2$s/kernel'
                for one in nvme ahci sd_mod virtio_scsi xhci-pci usb-storage loop; do modprobe $one; done
                truncate -s 16M %2$s/file && losetup /dev/loop0 %2$s/file
                # A USB disk is looked at when it had time to wake up.
                for time in $(seq 300); do
                    [ "$(ls -d /sys/block/sd* | wc -l)" -ge 3 ] && [ -b /dev/nvme0n2 ] && break
                    sleep 0.2
                done
                name() { for one in /sys/block/sd*; do case "$(readlink -f $one)" in *$1*) echo ${one##*/} | tee /mnt/name.$2;; esac; done; }
                sata=$(name /ata sata); usb=$(name /usb usb); virtio=$(name /virtio virtio)
                nvme id-ctrl /dev/nvme0 > /mnt/id-ctrl.txt
                for one in nvme0n1 nvme0n2; do
                    cat /sys/block/$one/nsid > /mnt/nsid.$one
                    nvme id-ns /dev/$one > /mnt/id-ns.$one
                done
                hdparm -I /dev/$sata > /mnt/hdparm.txt 2>&1
                hdparm -N /dev/$sata >> /mnt/hdparm.txt 2>&1
                sg_raw -r 512 /dev/$usb 85 08 0e 00 00 00 01 00 00 00 00 00 00 40 ec 00 > /mnt/sg_raw.txt 2>&1
                export WANGCHUAN_HOME=%2$s/station LC_ALL=C.UTF-8 TERM=dumb WANGCHUAN_LAB=1
                %3$s plan /dev/nvme0n1 /dev/nvme0n2 /dev/$sata /dev/$usb /dev/$virtio /dev/loop0 --policy nist-purge --json > /mnt/plan.json
                echo $? > /mnt/plan.code
                # More than once: at first its classes come so slowly that sysfs itself is too late for a list.
                for time in 1 2 3 4 5 6; do
                    LC_ALL=zh_CN.UTF-8 %3$s devices > /mnt/devices.txt
                    grep -q no-answer /mnt/devices.txt || break
                done
                unset WANGCHUAN_LAB
                %3$s plan /dev/nvme0n1 /dev/nvme0n2 /dev/$sata /dev/$usb /dev/$virtio --policy nist-clear --json > /mnt/without.json
                %3$s erase /dev/$sata --confirm SATA0001 --policy nist-clear --witness-seconds 0 --out /mnt/receipts --json \\
                    > /mnt/erased.json 2> /mnt/erased.err
                %3$s trust export > /mnt/trust.json
                %3$s verify /mnt/receipts/*.receipt.json --trust /mnt/trust.json > /mnt/verify.txt 2>&1
                echo $? > /mnt/verify.code
                touch /mnt/end
                """.formatted(Guest.modules(), Guest.SCRATCH, java);
    }
}
