package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.job.StopCode;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.EraseOrder;
import org.wangchuan.station.erase.LaneEnd;
import org.wangchuan.station.home.StationHome;

/** What is said of a lane that was stopped. */
class LaneReportTest {
    @TempDir
    Path folder;

    private List<String> notes(Event.Phase phase) throws IOException, ShapeException {
        return notes(phase, StopCode.STOPPED);
    }

    private List<String> notes(Event.Phase phase, StopCode code) throws IOException, ShapeException {
        Path image = Files.write(folder.resolve("a.img"), new byte[1 << 20]);
        EraseOrder order = new EraseOrder(
                List.of(image),
                PolicyCatalogue.find("nist-clear").orElseThrow(),
                Optional.empty(),
                VerifyMode.FULL,
                folder,
                Optional.empty(),
                false,
                false,
                JobOptions.DEFAULTS);
        Candidate target = new Bench(new StationHome(folder.resolve("home")), InstantSource.system(), "test 1")
                .examine(order)
                .getFirst();
        assertThat(Json.in(new LaneReport.Interrupted(
                                        (Candidate.Ready) target,
                                        new LaneEnd.Interrupted(
                                                1, phase, StopCode.PSID_NEEDED, "PSID_NEEDED: …", false))
                                .json())
                        .text("code"))
                .isEqualTo("PSID_NEEDED");
        ScriptedConsole console = new ScriptedConsole("en");
        new LaneReport.Interrupted((Candidate.Ready) target, new LaneEnd.Interrupted(1, phase, code, "", false))
                .print(console);
        return console.notes();
    }

    /** It can end while nobody watches, and be used: of most drives nothing can be proved then, however often it is gone on with. */
    @Test
    void whoLeavesADriveThatErasesItselfIsToldWhatThatCosts() throws IOException, ShapeException {
        assertThat(notes(Event.Phase.NATIVE)).hasSize(2).last().asString().contains("UNPROVEN", "a new job");
        assertThat(notes(Event.Phase.WRITE)).singleElement().asString().endsWith("a.img: interrupted, as was asked");
    }

    /** The cause is read elsewhere, too, where nobody has a command line. */
    @Test
    void whatMayBeLeftOutIsReadWithItsOptions() throws IOException, ShapeException {
        for (StopCode code : StopCode.values()) {
            boolean isTold = notes(Event.Phase.WRITE, code).stream()
                    .anyMatch(note -> note.contains("--resume --best-effort erases the rest"));
            assertThat(isTold).as(code.name()).isEqualTo(code.yieldsToBestEffort());
        }
    }
}
