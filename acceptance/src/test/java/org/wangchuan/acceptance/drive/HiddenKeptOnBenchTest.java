package org.wangchuan.acceptance.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.lab.scenario.ManyLanes;
import org.wangchuan.lab.scenario.ManyLanes.Result;
import org.wangchuan.lab.scenario.ManyLanes.Wish;
import org.wangchuan.lab.scenario.Product;

/**
 * A SATA drive that hides half of its blocks and does not show them is left as it is, unless somebody wants what can be had: then half of it is erased,
 * and nothing good is said of the drive.
 */
@Tag("long")
@Timeout(3_600)
class HiddenKeptOnBenchTest {
    private static final int STANDSTILL = 60;
    private static final long BYTES = 2L << 20;

    /** One says that it has it frozen, one that it refuses, one that it did it: each says that it hides as much as before. */
    private static final List<String> KEPT = List.of("ata-amac-frozen", "ata-dco-refusing", "ata-dco-lying");

    /** It tells nothing of what it hides. */
    private static final String SILENT = "ata-dco-frozen";

    @TempDir
    private Path work;

    @Test
    void halfOfItIsNeverTakenForAll() throws Exception {
        Program _ = new Program(work.resolve("station")); // which builds what the guest runs
        Product product = new Product(Program.modules(), Path.of(System.getProperty("java.home")));
        ManyLanes.Report report = new ManyLanes(work.resolve("lanes"), product, STANDSTILL, BYTES)
                .run(List.of(
                        Wish.of("kept", "--policy nist-clear", KEPT),
                        Wish.of("half", "--policy nist-clear --best-effort", KEPT),
                        Wish.of("silent", "--policy nist-clear", List.of(SILENT)),
                        Wish.of("silenthalf", "--policy nist-clear --best-effort", List.of(SILENT))));
        for (String drive : KEPT) {
            Result kept = report.run("kept").of(drive);
            assertThat(kept.said()).as("%s", kept).isEqualTo("interrupted");
            assertThat(kept.left()).as("%s", kept).isEqualTo(100);
            erasedByHalf(report.run("half").of(drive), "partial");
        }
        Result refused = report.run("silent").of(SILENT);
        assertThat(refused.said()).as("%s", refused).isEqualTo("refused: HIDDEN_AREAS_UNKNOWN");
        assertThat(refused.left()).as("%s", refused).isEqualTo(100);
        erasedByHalf(report.run("silenthalf").of(SILENT), "unproven");
    }

    private static void erasedByHalf(Result half, String verdict) {
        assertThat(half.said()).as("%s", half).isEqualTo(verdict);
        assertThat(half.left()).as("%s", half).isEqualTo(50);
        assertThat(half.receipt()).as("%s", half).isTrue();
    }
}
