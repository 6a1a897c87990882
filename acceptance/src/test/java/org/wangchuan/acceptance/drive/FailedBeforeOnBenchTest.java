package org.wangchuan.acceptance.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
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
 * A SATA drive whose last sanitize failed does not tell what it hides, a SAS drive does not show all that it has, and both are refused. The way that the refusal names
 * leads out: erased as well as it can be done they take orders again, and erased once more they are purged.
 */
@Tag("long")
@Timeout(3_600)
class FailedBeforeOnBenchTest {
    private static final int STANDSTILL = 60;
    private static final long BYTES = 2L << 20;

    @TempDir
    private Path work;

    @Test
    void whoIsRefusedComesBackByTheWayThatIsNamed() throws Exception {
        Program _ = new Program(work.resolve("station")); // which builds what the guest runs
        Product product = new Product(Program.modules(), Path.of(System.getProperty("java.home")));
        List<Wish> wishes = new ArrayList<>(wishes("ata"));
        wishes.addAll(wishes("scsi")); // by themselves: whoever is refused beforehand keeps all others of a run back
        ManyLanes.Report report = new ManyLanes(work.resolve("lanes"), product, STANDSTILL, BYTES).run(wishes);
        for (String kind : List.of("ata", "scsi")) {
            for (String drive : drives(kind)) {
                assertThat(report.run(kind + "refused").of(drive).said()).isEqualTo("refused: HIDDEN_AREAS_UNKNOWN");
                Result back = report.run(kind + "back").of(drive);
                assertThat(back.said()).as("%s", back).isEqualTo("unproven");
                assertThat(back.receipt()).as("%s", back).isTrue();
                Result again = report.run(kind + "again").of(drive);
                assertThat(again.said()).as("%s", again).isEqualTo("purged");
                assertThat(again.left()).as("%s", again).isZero();
                assertThat(again.receipt()).as("%s", again).isTrue();
            }
        }
    }

    private static List<String> drives(String kind) {
        return List.of(kind + "-failed-before", kind + "-failed-before-unrestricted");
    }

    private static List<Wish> wishes(String kind) {
        return List.of(
                Wish.of(kind + "refused", "--policy nist-purge", drives(kind)),
                Wish.of(kind + "back", "--policy nist-purge --best-effort", drives(kind))
                        .on(kind + "refused"),
                Wish.of(kind + "again", "--policy nist-purge", drives(kind)).on(kind + "refused"));
    }
}
