package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangchuan.acceptance.disk.Effect;
import org.wangchuan.acceptance.disk.Fault;
import org.wangchuan.acceptance.disk.LyingDisk;
import org.wangchuan.acceptance.disk.RequestKind;
import org.wangchuan.acceptance.program.Erasure;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.ReceiptText;
import org.wangchuan.acceptance.program.Run;

/** No lie that shows at the interface gets a receipt that says purged or cleared. */
@Tag("slow")
@Timeout(300)
class ItIsNotFooledTest {
    /** What came of each lie, for the table in the documentation. */
    private static final Map<Lie, Map<String, String>> VERDICTS = new LinkedHashMap<>();

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void openStation() throws IOException {
        program = new Program(folder.resolve("station"));
    }

    /** A way to erase, and how many passes it has. */
    enum Way {
        STAMPED("nist-clear", "magnetic", 1),
        THREE_PASSES("gb-46864-2025", "magnetic", 3),
        ENDS_WITH_ONES("bmb21-2019", "magnetic", 6);

        private final String policy;
        private final String declared;
        private final int passes;

        Way(String policy, String declared, int passes) {
            this.policy = policy;
            this.declared = declared;
            this.passes = passes;
        }
    }

    static Stream<Arguments> lies() {
        return Stream.concat(
                Lies.ALL.stream()
                        .flatMap(lie -> Stream.of(Way.STAMPED, Way.THREE_PASSES).map(way -> Arguments.of(lie, way))),
                Stream.of(Arguments.of(Lies.CONSTANT_BLOCKS_DROPPED, Way.ENDS_WITH_ONES)));
    }

    @ParameterizedTest
    @MethodSource("lies")
    void noLieIsBelieved(Lie lie, Way way) throws IOException {
        try (LyingDisk disk = LyingDisk.device(Lies.DISK_BYTES, 512)) {
            disk.fill(11);
            Fault fault = lie.script().apply(disk, (way.passes - 1L) * Lies.DISK_BYTES);

            Run run = program.run(Erasure.of(folder, disk)
                    .policy(way.policy)
                    .medium(way.declared)
                    .arguments());

            assertThat(fault.struck()).as("the lie was told; %s", run).isPositive();
            assertThat(run.exitCode()).as("%s", run).isEqualTo(2);
            String verdict = run.result().verdict();
            VERDICTS.computeIfAbsent(lie, _ -> new LinkedHashMap<>()).put(way.policy, verdict);
            assertThat(lie.allowed()).as("%s", run).contains(verdict);
            assertThat(run.result().conforms()).isFalse();
            assertThat(ReceiptText.read(run.result().receipt()).verdict()).isEqualTo(verdict);
            Run replayed = program.run("verdict", run.result().evidence().toString(), "--json");
            assertThat(replayed.exitCode()).as("%s", replayed).isEqualTo(2);
            assertThat(replayed.out()).contains("\"verdict\":\"" + verdict + "\"");
        }
    }

    /** The places where what was read differs are named, to the block. */
    @Test
    void aSilentMismatchIsNamedWhereItIs() throws IOException {
        try (LyingDisk disk = LyingDisk.device(Lies.DISK_BYTES, 512)) {
            disk.fill(12);
            disk.tell(
                    Fault.on(RequestKind.WRITE).within(5 * Lies.MIB + 512, 512).pretend());
            Run run = program.run(Erasure.of(folder, disk).arguments());
            assertThat(run.result().mismatches()).as("%s", run).isNotEmpty();
            assertThat(run.result().mismatches())
                    .allSatisfy(range -> assertThat(range.offset()).isBetween(5L * Lies.MIB, 5L * Lies.MIB + 1024));
        }
    }

    /** A drive that never answers costs the patience that was asked for, and then ends as not done. */
    @Test
    void aHangForEverEndsAsNotDone() throws IOException {
        try (LyingDisk disk = LyingDisk.device(Lies.DISK_BYTES, 512)) {
            Fault fault = disk.tell(Fault.on(RequestKind.WRITE).fromNth(8).hang(Effect.Hang.FOR_EVER));
            Run run = program.run(
                    Duration.ofSeconds(60),
                    Erasure.of(folder, disk).with("--patience", "5").arguments());
            assertThat(fault.struck()).isPositive();
            assertThat(run.exitCode()).as("%s", run).isIn(2, 6);
            assertThat(run.out()).doesNotContain("\"cleared\"").doesNotContain("\"purged\"");
        }
    }

    /** The published table is what a run said, and only that. */
    @AfterAll
    static void writeDownWhatCameOfEachLie() throws IOException {
        StringBuilder table = new StringBuilder("""
                # The table of lies

                What the program says of disks that lie, as the acceptance tests found it. Each lie is told to a block device
                through the kernel's own block layer; the disk is ours (`LyingDisk` in `acceptance`).

                | lie | the disk… | verdict, by policy |
                | --- | --- | --- |
                """);
        VERDICTS.forEach((lie, verdicts) -> {
            StringBuilder cell = new StringBuilder();
            verdicts.forEach((policy, verdict) -> cell.append(cell.isEmpty() ? "" : ", ")
                    .append(verdict)
                    .append(" (")
                    .append(policy)
                    .append(')'));
            table.append("| `%s` | %s | %s |%n".formatted(lie.name(), lie.meaning(), cell));
        });
        String docs = System.getProperty("lies.table");
        Path target = docs == null ? Path.of("target", "lies.md") : Path.of(docs);
        Files.writeString(target, table);
    }
}
