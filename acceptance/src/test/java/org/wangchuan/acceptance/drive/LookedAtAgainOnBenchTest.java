package org.wangchuan.acceptance.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.lab.guest.Guest;

/**
 * An NVMe drive that QEMU emulates is told to format itself, under Debian's kernel and driver; then its power is taken away, another station looks at it
 * again, and once more when one block of what it had held is back. An emulated drive is told nothing, and what is a test is not looked at again: so what
 * the kernel shows of QEMU is covered here, as an emulation may hide itself. What this can't show is real firmware, nor a good verdict.
 */
@Tag("long")
@Timeout(2_400)
class LookedAtAgainOnBenchTest {
    private static final Duration PATIENCE = Duration.ofMinutes(18);
    private static final int DISK_BYTES = 64 << 20;
    private static final int BLOCK_BYTES = 4096;

    @TempDir
    static Path shared;

    @TempDir
    static Path disks;

    private final Path disk = disks.resolve("nvme");
    private final byte[] held = new byte[DISK_BYTES];

    private void run(String script) throws Exception {
        Files.deleteIfExists(shared.resolve("end"));
        String said = Guest.run(
                shared,
                script,
                PATIENCE,
                List.of(
                        "-drive",
                        "if=none,id=nvme,format=raw,file=" + disk,
                        "-device",
                        "nvme,drive=nvme,serial=NVME0001"));
        assertThat(shared.resolve("end")).as(said).exists();
    }

    @Test
    void whatADriveLeftThatErasedItselfIsFoundByAnotherStationAfterItsPowerWasAway() throws Exception {
        Program _ = new Program(shared.resolve("station")); // which builds what the guest runs
        new Random(138).nextBytes(held);
        Files.write(disk, held);
        Files.write(shared.resolve("held"), Arrays.copyOf(held, BLOCK_BYTES));

        run(script("""
                wangchuan erase /dev/nvme0n1 --confirm NVME0001 --policy nist-clear-native --best-effort --witness-seconds 0 --out /mnt/receipts --json \\
                    > /mnt/erased.json 2> /mnt/erased.err
                wangchuan trust export > /mnt/eraser.trust
                """));
        Json.Fields erased = result("erased.json");
        // It manages namespaces and does not tell its capacity, so that nobody knows what else it has.
        assertThat(erased.text("verdict")).as(read("erased.json")).isEqualTo("unproven");
        assertThat(erased.object("native").text("technique")).isEqualTo("nvme-format-user-data");
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "r")) {
            byte[] first = new byte[BLOCK_BYTES];
            file.readFully(first);
            assertThat(first).as("it really formatted itself").isNotEqualTo(Arrays.copyOf(held, BLOCK_BYTES));
        }
        try (var files = Files.list(shared.resolve("receipts"))) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".recheck-key.json"));
        }

        run(script("""
                wangchuan trust import /mnt/eraser.trust > /mnt/import.txt 2>&1
                receipt=$(ls /mnt/receipts/*.receipt.json)
                sha256sum < /dev/nvme0n1 > /mnt/before.sum
                wangchuan recheck /dev/nvme0n1 --of $receipt --json > /mnt/again.json 2> /mnt/again.err
                sha256sum < /dev/nvme0n1 > /mnt/after.sum
                wangchuan verify $(ls /mnt/receipts/*.recheck.json) --of $receipt > /mnt/verify.txt 2>&1
                echo $? > /mnt/verify.code
                dd if=/mnt/held of=/dev/nvme0n1 bs=4096 count=1 oflag=direct 2> /mnt/dd.txt
                wangchuan recheck /dev/nvme0n1 --of $receipt --json > /mnt/back.json 2> /mnt/back.err
                """));

        Json.Fields again = result("again.json");
        assertThat(again.text("result"))
                .as(read("again.json") + read("again.err"))
                .isEqualTo("matches");
        assertThat(read("after.sum"))
                .as("nothing is written")
                .isEqualTo(read("before.sum"))
                .isNotBlank();
        assertThat(again.text("recognised")).isEqualTo("serial-number");
        // What a bad erasure left may be there to the last byte.
        assertThat(again.whole("exitCode", 0, 9)).isEqualTo(2);
        assertThat(read("verify.txt")).contains("MATCHES", "nvme-format-user-data", "is that statement, holds");
        assertThat(read("verify.code").strip()).isEqualTo("2");
        Json.Fields back = result("back.json");
        assertThat(back.text("result")).as(read("back.json")).isEqualTo("differs");
        assertThat(back.whole("exitCode", 0, 9)).isEqualTo(2);
        assertThat(back.objects("differing").getFirst().natural("offset")).isZero();
        assertThat(back.whole("bytesDiffering", 0, DISK_BYTES)).isEqualTo(BLOCK_BYTES);
    }

    private static Json.Fields result(String file) throws Exception {
        String said = read(file) + read(file.replace(".json", ".err"));
        List<Json.Fields> results = Json.in(CanonicalJson.readLenientObject(Files.readAllBytes(shared.resolve(file))))
                .objects("results");
        assertThat(results).as(said).hasSize(1);
        return results.getFirst();
    }

    private static String read(String file) throws IOException {
        return Files.readString(shared.resolve(file), StandardCharsets.UTF_8);
    }

    /** Each time a station of its own, whose state goes with the power. */
    private static String script(String does) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java")
                + " -XX:-UsePerfData -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.io.tmpdir=" + Guest.SCRATCH
                + " --enable-native-access=org.wangchuan.engine -p '" + Program.modules()
                + "' -m org.wangchuan.cli/org.wangchuan.cli.Main";
        return """
                ln -s '%1$s' %2$s/kernel && export MODPROBE_OPTIONS='-d %2$s/kernel'
                modprobe nvme
                for time in $(seq 300); do [ -b /dev/nvme0n1 ] && break; sleep 0.2; done
                cover() { echo "$2" > %2$s/cover.${1##*/} && mount --bind %2$s/cover.${1##*/} $1; }
                controller=$(readlink -f /sys/class/nvme/nvme0/device)
                cover $(readlink -f /sys/block/nvme0n1/device)/model 'Covered drive'
                cover $controller/vendor 0x8086
                cover $controller/subsystem_vendor 0x8086
                export WANGCHUAN_HOME=%2$s/station LC_ALL=C.UTF-8 TERM=dumb
                wangchuan() { %3$s "$@"; }
                %4$s
                touch /mnt/end
                """.formatted(Guest.modules(), Guest.SCRATCH, java, does);
    }
}
