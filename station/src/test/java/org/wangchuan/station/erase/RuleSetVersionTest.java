package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.job.JobControl;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.verdict.VerdictRules;
import org.wangchuan.station.home.StationHome;

/** A job that was interrupted before its rule set got another version goes on by the one that it began by. */
class RuleSetVersionTest {
    private static final Policy FIRST = PolicyCatalogue.find("nist-clear", 1).orElseThrow();

    @TempDir
    Path folder;

    @BeforeEach
    void anImage() throws IOException {
        Files.write(folder.resolve("a.img"), new byte[1 << 20]);
    }

    /** What a later release might ship: by it no overwriting satisfies. */
    private static Policy second() throws ShapeException {
        Map<String, JsonValue> members = new TreeMap<>(FIRST.document().members());
        members.put("version", new JsonValue.Whole(2));
        members.put(
                "overwrite",
                PolicyCatalogue.find("nist-purge", 1)
                        .orElseThrow()
                        .document()
                        .members()
                        .get("overwrite"));
        return Policy.fromJson(new JsonValue.Obj(members));
    }

    private static Policy named(long version) throws ShapeException {
        Map<String, JsonValue> members = new TreeMap<>(FIRST.document().members());
        members.put("version", new JsonValue.Whole(version));
        return Policy.fromJson(new JsonValue.Obj(members));
    }

    private Bench bench() {
        return new Bench(new StationHome(folder.resolve("home")), InstantSource.system(), "wangchuan test");
    }

    private EraseOrder order(Policy policy, boolean resume) {
        return new EraseOrder(
                List.of(folder.resolve("a.img")),
                policy,
                Optional.empty(),
                VerifyMode.FULL,
                folder.resolve("out"),
                Optional.empty(),
                resume,
                true,
                JobOptions.DEFAULTS);
    }

    private void interrupt(Policy policy) throws IOException {
        Files.createDirectories(folder.resolve("out"));
        Candidate.Ready ready = ready(order(policy, false));
        assertThat(bench().erase(order(policy, false), List.of(ready), controls -> controls.forEach(JobControl::stop)))
                .hasOnlyElementsOfType(LaneEnd.Interrupted.class);
    }

    private Candidate.Ready ready(EraseOrder order) throws IOException {
        if (bench().examine(order).getFirst() instanceof Candidate.Ready ready) {
            return ready;
        }
        throw new AssertionError("refused");
    }

    @Test
    void goesOnByTheVersionThatItBeganBy() throws Exception {
        interrupt(FIRST);
        EraseOrder resumed = order(second(), true);
        assertThat(bench().examine(order(second(), false)).getFirst())
                .as("new work is planned by the second, which overwriting can't satisfy")
                .isInstanceOf(Candidate.Rejected.class);

        Candidate.Ready ready = ready(resumed);

        assertThat(ready.plan().policy()).isEqualTo(FIRST);
        LaneEnd end = bench().erase(resumed, List.of(ready), _ -> {}).getFirst();
        assertThat(end)
                .isInstanceOfSatisfying(
                        LaneEnd.Finished.class,
                        done -> assertThat(
                                        VerdictRules.policyOf(done.evidence()).digest())
                                .isEqualTo(FIRST.digest()));
    }

    @Test
    void aVersionThatThisProgramDoesNotKnowIsRefused() throws Exception {
        interrupt(named(77));

        assertThat(bench().examine(order(FIRST, true)).getFirst())
                .isInstanceOfSatisfying(
                        Candidate.Rejected.class,
                        refused -> assertThat(refused.refusals())
                                .singleElement()
                                .satisfies(refusal -> {
                                    assertThat(refusal.code()).isEqualTo("POLICY");
                                    assertThat(refusal.reason().en()).contains("version 77 of nist-clear");
                                    assertThat(refusal.reason().zh()).contains("77");
                                }));
        assertThat(ready(order(FIRST, false)).plan().policy())
                .as("a new job is not its business")
                .isEqualTo(FIRST);
    }
}
