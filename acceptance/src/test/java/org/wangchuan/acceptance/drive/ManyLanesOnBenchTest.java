package org.wangchuan.acceptance.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.lab.scenario.ManyLanes;
import org.wangchuan.lab.scenario.ManyLanes.Line;
import org.wangchuan.lab.scenario.ManyLanes.Result;
import org.wangchuan.lab.scenario.ManyLanes.Run;
import org.wangchuan.lab.scenario.ManyLanes.Stop;
import org.wangchuan.lab.scenario.ManyLanes.Wish;
import org.wangchuan.lab.scenario.Product;

/**
 * Eight drives of different kinds at once, among them one that is stuck, one that vanishes, one that is locked, and such as hang in the kernel:
 * each costs its own lane. What is compared are the order of ends and what was written meanwhile; the times are printed. Only where it is told to
 * stop is its last word bound to a time.
 */
@Tag("long")
@Timeout(3_600)
class ManyLanesOnBenchTest {
    /** A stuck drive is given so long, seconds. It is longer than several lines of the display are apart, which come every ten seconds. */
    private static final int STANDSTILL = 60;

    /** The same where others have to be over before it is given up, seconds: on an emulated machine that is busy they took more than 400. */
    private static final int LONG_STANDSTILL = 7_200;

    private static final long BYTES = 8L << 20;

    /** Seconds. On an emulated machine that is busy it took seven; the two that hang keep their calls for ever. */
    private static final double LAST_WORD = 60;

    private static final List<String> HONEST = List.of(
            "nvme-honest-block",
            "nvme-honest-crypto",
            "ata-honest-block",
            "scsi-honest-block",
            "scsi-honest-overwrite");

    @TempDir
    private Path work;

    private ManyLanes bench(int standstillSeconds) throws IOException {
        Program _ = new Program(work.resolve("station")); // which builds what the guest runs
        Product product = new Product(Program.modules(), Path.of(System.getProperty("java.home")));
        return new ManyLanes(work.resolve("lanes"), product, standstillSeconds, BYTES);
    }

    private static List<String> and(List<String> some, String... more) {
        List<String> out = new ArrayList<>(some);
        out.addAll(List.of(more));
        return out;
    }

    private static void print(String name, Run run) {
        System.out.printf(
                "%s: exit %s, %.0f s, %.0f s after it was told, process %s%n",
                name, run.exitCode(), run.seconds(), run.stopSeconds(), run.processEnded() ? "ended" : "left");
        run.results().forEach(one -> System.out.println("  " + one));
    }

    private static void finished(Run run, String scenario, String verdict) {
        Result one = run.of(scenario);
        assertThat(one.said()).as("%s", one).isEqualTo(verdict);
        assertThat(one.left()).as("%s", one).isZero();
        assertThat(one.receipt()).as("%s", one).isTrue();
    }

    /** When the last lane of these was over, on the guest's clock. */
    private static double lastEnd(Run run, List<String> scenarios) {
        List<String> devices =
                scenarios.stream().map(one -> run.of(one).device()).toList();
        List<Line> ends = run.lines().stream()
                .filter(line -> line.ended() && devices.contains(line.device()))
                .toList();
        assertThat(ends).as("each lane is over").hasSameSizeAs(scenarios);
        return ends.stream().mapToDouble(Line::at).max().orElseThrow();
    }

    private static void mostSilence(String name, Run run) {
        double most = 0;
        for (int i = 1; i < run.lines().size(); i++) {
            most = Math.max(
                    most, run.lines().get(i).at() - run.lines().get(i - 1).at());
        }
        System.out.printf(
                "%s: %d lines, at most %.1f s between two%n", name, run.lines().size(), most);
    }

    /** One is stuck, one vanishes, one is locked: the other five end as if alone, and the program ends by itself. */
    @Test
    void theOtherFiveEndAsIfAlone() throws Exception {
        List<Wish> wishes = new ArrayList<>();
        for (int at = 0; at < HONEST.size(); at++) {
            wishes.add(Wish.of("alone" + at, "--policy nist-purge", List.of(HONEST.get(at))));
        }
        wishes.add(Wish.of("eight", "--policy nist-purge", and(HONEST, "nvme-stuck", "nvme-vanishing", "ata-locked")));
        ManyLanes.Report report = bench(STANDSTILL).run(wishes);
        Run run = report.run("eight");
        print("eight at once", run);
        mostSilence("eight at once", run);

        for (int at = 0; at < HONEST.size(); at++) {
            finished(report.run("alone" + at), HONEST.get(at), "purged");
            finished(run, HONEST.get(at), "purged");
            System.out.printf(
                    "  %s: alone %.0f s, among eight %.0f s%n",
                    HONEST.get(at),
                    report.run("alone" + at).of(HONEST.get(at)).seconds().orElseThrow(),
                    run.of(HONEST.get(at)).seconds().orElseThrow());
        }
        assertThat(run.results()).hasSize(8);
        Result stuck = run.of("nvme-stuck");
        assertThat(stuck.said()).as("%s", stuck).isIn("unproven", "failed");
        assertThat(stuck.receipt()).as("%s", stuck).isTrue();
        assertThat(report.sanitizes()).containsEntry("eight/nvme-stuck", 1);
        Result gone = run.of("nvme-vanishing");
        assertThat(gone.said()).as("%s", gone).isEqualTo("unproven");
        assertThat(gone.receipt()).as("%s", gone).isTrue();
        Result locked = run.of("ata-locked");
        assertThat(locked.said()).as("%s", locked).isNotIn("purged", "cleared");
        assertThat(locked.receipt()
                        || !locked.cause().isEmpty()
                        || locked.said().startsWith("refused:"))
                .as("%s", locked)
                .isTrue();

        double others = lastEnd(run, HONEST);
        assertThat(lastEnd(run, List.of("nvme-stuck")))
                .as("the stuck one is waited for when all others are over")
                .isGreaterThan(others);
        assertThat(run.linesAfter(others).stream()
                        .filter(line -> line.device().equals(stuck.device())
                                && line.words().startsWith("erases itself")))
                .as("the screen goes on being written about the stuck one")
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(run.exitCode()).isEqualTo("2");
        assertThat(run.processEnded()).isTrue();
    }

    /**
     * One NVMe and one SAS drive take their order and never answer again, so that two calls stay in the kernel; two others are stuck. All others
     * end, the program says its last word within a minute when it is told to stop, though the kernel may keep its process, and a drive that is gone
     * on with is asked, and not told once more.
     */
    @Test
    void whoHangsInTheKernelCostsItsOwnLaneAndNobodyIsKeptFromStopping() throws Exception {
        List<String> bad = List.of("nvme-hanging", "scsi-hanging", "nvme-stuck", "ata-stuck");
        // None that rests on a key alone: what leaves a clause open ends worse than what can be gone on with.
        List<String> good =
                List.of("nvme-honest-block", "ata-honest-block", "scsi-honest-block", "nvme-honest-overwrite");
        ManyLanes.Report report = bench(STANDSTILL)
                .run(List.of(
                        Wish.of("hanging", "--policy nist-purge", and(good, bad.toArray(String[]::new)))
                                .stopped(new Stop(good.size(), 4))
                                .patient(LONG_STANDSTILL),
                        Wish.of("resumed", "--policy nist-purge --resume", List.of("nvme-stuck", "ata-stuck"))
                                .on("hanging")));
        Run run = report.run("hanging");
        print("told to stop", run);
        mostSilence("told to stop", run);
        good.forEach(one -> finished(run, one, "purged"));
        for (String one : bad) {
            assertThat(run.of(one).said()).as("%s", run.of(one)).isEqualTo("interrupted");
        }
        assertThat(run.linesAfter(lastEnd(run, good)))
                .as("the screen goes on being written")
                .hasSizeGreaterThan(3);
        assertThat(run.exitCode()).isEqualTo("6");
        assertThat(run.stopSeconds())
                .as("seconds of the guest's clock from being told to its last word")
                .isBetween(0.0, LAST_WORD);

        Run resumed = report.run("resumed");
        print("resumed", resumed);
        for (Result one : resumed.results()) {
            assertThat(one.said()).as("%s", one).isIn("unproven", "failed");
            assertThat(one.receipt()).as("%s", one).isTrue();
        }
        assertThat(report.sanitizes()).as("it was told once").containsEntry("resumed/nvme-stuck", 1);
    }

    /** Eight that the host overwrites, among them such as hang at a write, vanish and are locked; without being told to do what can be done it would begin with none of them. */
    @Test
    void overwritingGoesOnBesideThoseThatHang() throws Exception {
        List<String> good = List.of("nvme-honest-block", "nvme-format-crypto", "ata-honest-block", "scsi-honest-block");
        ManyLanes.Report report = bench(STANDSTILL)
                .run(List.of(Wish.of(
                        "overwritten",
                        "--policy nist-clear --best-effort",
                        and(
                                good,
                                "nvme-hanging-written",
                                "nvme-vanishing-written",
                                "scsi-hanging-written",
                                "ata-locked"))));
        Run run = report.run("overwritten");
        print("overwritten", run);
        mostSilence("overwritten", run);
        good.forEach(one -> finished(run, one, "cleared"));
        for (String one :
                List.of("nvme-hanging-written", "nvme-vanishing-written", "scsi-hanging-written", "ata-locked")) {
            Result bad = run.of(one);
            assertThat(bad.said()).as("%s", bad).isNotIn("purged", "cleared", "not printed");
            assertThat(bad.receipt() || !bad.cause().isEmpty()).as("%s", bad).isTrue();
        }
        assertThat(run.exitCode()).isNotEqualTo("0").isNotEmpty();
    }
}
