package org.wangchuan.acceptance.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.acceptance.disk.CommandLine;
import org.wangchuan.acceptance.program.Program;

/**
 * The stick of {@code ./wangchuan image} in a computer with 512 MiB: it starts by each firmware, and carries out a signed order, once. What QEMU can't
 * show is real firmware and real drives.
 */
@Tag("long")
@Timeout(3_600)
class LiveImageTest {
    private static final long IMAGE_BYTES_MAX = 300_000_000L;

    /** QEMU's NVMe device says that it manages namespaces, and not how much it has in all: it is overwritten, read back, and unproven. */
    private static final String ENDED = "order: ended with exit code 2";

    private static final int UNPROVEN = 2;
    private static final int UNKNOWN_SIGNER = 5;

    /** Bytes in a second: each of the drives takes 24 seconds to be written. */
    private static final long SLOW = 1L << 20;

    @TempDir
    static Path built;

    @TempDir
    Path work;

    private static BuiltImage image = new BuiltImage(Path.of(""));

    @BeforeAll
    static void build() throws IOException {
        image = BuiltImage.in(built);
        assertThat(Files.size(image.stick())).isLessThan(IMAGE_BYTES_MAX);
    }

    @ParameterizedTest
    @EnumSource(Firmware.class)
    void aSignedOrderErasesBothDrivesAndItsReceiptsVerifyElsewhere(Firmware firmware) throws Exception {
        Program station = new Program(work.resolve("station"));
        Stick stick = ordered(station, Computer.NVME, Computer.SATA);
        Computer computer = new Computer(work);

        computer.runToItsEnd(firmware, stick);

        assertThat(stick.said()).contains(firmware.said(), ENDED);
        assertThat(computer.isErased()).isTrue();
        List<String> receipts = receipts(stick);
        assertThat(receipts).hasSize(2);
        Path list = Files.writeString(
                work.resolve("list.json"), station.run("trust", "export").out());
        Program elsewhere = new Program(work.resolve("elsewhere"));
        for (String receipt : receipts) {
            boolean isUnproven = receipt.contains(Computer.NVME);
            var known = elsewhere.run("verify", receipt, "--trust", list.toString(), "--json");
            assertThat(known.exitCode()).as("%s", known).isEqualTo(isUnproven ? UNPROVEN : 0);
            assertThat(elsewhere.run("verify", receipt).exitCode()).isEqualTo(isUnproven ? UNPROVEN : UNKNOWN_SIGNER);
            assertThat(known.out()).as("no drive, but what QEMU shows as one").contains("\"volume-only\"");
        }
        // The folder is as the stick's partition: what came back is in its folder "receipts".
        var collected = station.run("live", "collect", work.toString());
        assertThat(collected.exitCode()).as("%s", collected).isZero();
        assertThat(collected.out()).contains("receipts of 2 of its 2 drive(s) are here");
    }

    /** The stick can't be started from: what runs has come over the network, and knows the stick by its mark. */
    @ParameterizedTest
    @EnumSource(
            value = Firmware.class,
            names = {"BIOS", "SECURE_BOOT"})
    void startedOverANetworkItFindsTheOrderOnAStickOfTheSameImage(Firmware firmware) throws Exception {
        Program station = new Program(work.resolve("station"));
        Stick stick = ordered(station, Computer.NVME, Computer.SATA);
        stick.makeUnbootable();
        Computer computer = new Computer(work);
        computer.startFromNetwork(image.netboot());

        computer.runToItsEnd(firmware, stick);

        assertThat(stick.said()).contains(firmware.said(), ENDED);
        assertThat(computer.isErased()).isTrue();
        assertThat(receipts(stick)).hasSize(2);
    }

    /** The plug is pulled as soon as the order is looked at for the second time; both drives hold what they held. */
    @Test
    void anOrderThatWasBegunErasesNothingAtTheNextStart() throws Exception {
        Stick stick = ordered(new Program(work.resolve("station")), Computer.NVME, Computer.SATA);
        new Computer(Files.createDirectory(work.resolve("first"))).runToItsEnd(Firmware.BIOS, stick);
        Computer second = new Computer(Files.createDirectory(work.resolve("second")));

        second.runUntil(Firmware.BIOS, stick, "order: ended with exit code 3");

        assertThat(stick.lastOrder()).contains("LIVE_ORDER_ONCE");
        assertThat(second.isUntouched()).isTrue();
    }

    /** A copy of the stick as an inner drive, of which nothing is mounted, and an order that names it. */
    @Test
    void aStickIsNotErasedEvenWhereItShowsAsAnInnerDrive() throws Exception {
        Stick stick = ordered(new Program(work.resolve("station")), Computer.NVME, Computer.SATA);
        Stick copy = Stick.fresh(image.stick(), work.resolve("copy"));
        Computer computer = new Computer(work);
        computer.replaceSata(copy.file());

        computer.runUntil(Firmware.BIOS, stick, "order: ended with exit code 3");

        assertThat(stick.lastOrder()).contains("LIVE_ORDER_DRIVES");
        assertThat(Files.mismatch(copy.file(), image.stick())).isEqualTo(-1);
    }

    /** Nobody who is there has to do anything: the next start finds the jobs on the stick. */
    @Test
    void whereThePlugWasPulledTheNextStartGoesOn() throws Exception {
        Stick stick = ordered(new Program(work.resolve("station")), Computer.NVME, Computer.SATA);
        Computer computer = new Computer(work);
        computer.limit(SLOW);
        computer.runIntoOrder(Firmware.BIOS, stick, Duration.ofSeconds(12));
        assertThat(computer.isErased()).isFalse();
        computer.limit(0);

        computer.runToItsEnd(Firmware.BIOS, stick);

        assertThat(stick.said()).contains(ENDED);
        assertThat(computer.isErased()).isTrue();
        assertThat(receipts(stick)).hasSize(2);
    }

    /** A clock that was set back makes an order last longer, if nothing shows it. */
    @Test
    void aClockThatIsEarlierThanTheImageBeginsNoOrder() throws Exception {
        Stick stick = ordered(new Program(work.resolve("station")), Computer.NVME, Computer.SATA);
        Computer computer = new Computer(work);
        computer.setClock(Instant.parse("2026-01-01T00:00:00Z"));

        computer.runUntil(Firmware.BIOS, stick, "order: ended with exit code 3");

        assertThat(stick.lastOrder()).contains("LIVE_ORDER_TIME");
        assertThat(computer.isUntouched()).isTrue();
        assertThat(stick.hasBegun()).isFalse();
    }

    /** The virtual bench answers as drives that there are not. */
    @Test
    void nothingOfTheVirtualBenchOrOfTestsIsInIt() throws Exception {
        String names = CommandLine.run(
                "sh",
                "-c",
                "for jar in \"$0\"/opt/wangchuan/modules/*.jar; do echo \"$jar\"; unzip -Z1 \"$jar\"; done",
                image.unpacked(work.resolve("root")).toString());
        assertThat(names).contains("wangchuan-cli-", "org/wangchuan/cli/Main.class");
        assertThat(names.lines())
                .noneMatch(name -> name.matches(
                        ".*wangchuan-(lab|acceptance|benchmarks|browser)-.*|org/wangchuan/.*(/testing/|Test\\.class).*|"
                                + "org/(wangchuan/(lab|acceptance|benchmarks)|junit|assertj)/.*"));
    }

    private Stick ordered(Program station, String... serials) throws IOException {
        Path folder = Files.createDirectories(work.resolve("order"));
        List<String> command = new ArrayList<>(
                List.of("live", "order", "--best-effort", "--policy", "nist-clear", "--to", folder.toString()));
        for (String serial : serials) {
            command.addAll(List.of("--serial", serial));
        }
        var run = station.run(command.toArray(String[]::new));
        assertThat(run.exitCode()).as("%s", run).isZero();
        Stick stick = Stick.fresh(image.stick(), work.resolve("stick"));
        stick.put(folder);
        return stick;
    }

    private List<String> receipts(Stick stick) throws IOException {
        Path folder = Files.createDirectory(work.resolve("receipts"));
        stick.takeReceipts(folder);
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".receipt.json"))
                    .toList();
        }
    }
}
