package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.job.JobControl;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.erase.LaneEnd;
import org.wangchuan.station.erase.Refusal;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.recheck.SecondLook;
import org.wangchuan.station.testing.InMemoryPlatform;

/** A task that was cut off while its drive was told to show all, before there was a job: it must not be told again with each try, without end. */
final class ToldEachTimeTest {
    private static final BilingualText WHY = new BilingualText("无法确认", "can't be told");

    @TempDir
    Path folder;

    @Test
    void aTaskThatWasCutOffEndsWhereItsDriveDoesNotShowAll() throws Exception {
        Workshop shop = shop();
        Task task = task();
        run(shop).ended(TaskRecord.claimed(task).erasing(Optional.empty()), refused("HIDDEN_AREAS_UNKNOWN"), true);
        assertThat(shop.records()
                        .find(task.id())
                        .orElseThrow()
                        .end()
                        .orElseThrow()
                        .told())
                .returns(TaskEnd.Outcome.BROKEN, TaskEnd::outcome)
                .returns("HIDDEN_AREAS_UNKNOWN", TaskEnd::code);
    }

    @Test
    void oneThatHasJustBegunIsRefused() throws Exception {
        Workshop shop = shop();
        Task task = task();
        run(shop).ended(TaskRecord.claimed(task).erasing(Optional.empty()), refused("HIDDEN_AREAS_UNKNOWN"), false);
        assertThat(shop.records()
                        .find(task.id())
                        .orElseThrow()
                        .end()
                        .orElseThrow()
                        .told())
                .returns(TaskEnd.Outcome.REFUSED, TaskEnd::outcome);
    }

    /** What heals by waiting is waited for. */
    @Test
    void anotherRefusalIsHeld() throws Exception {
        Workshop shop = shop();
        Task task = task();
        TaskRecord record = TaskRecord.claimed(task).erasing(Optional.empty());
        shop.records().keep(record);
        run(shop).ended(record, refused("OBSTACLE"), true);
        assertThat(shop.records().find(task.id()).orElseThrow().end()).isEmpty();
    }

    private static LaneEnd refused(String code) {
        return new LaneEnd.Refused(new Refusal(Refusal.Kind.UNSATISFIABLE, code, WHY));
    }

    private static Task task() {
        return new Task(UUID.randomUUID(), "WC-1", "drive", Optional.empty(), "nist-clear", 1, "A-1");
    }

    private Workshop shop() throws Exception {
        StationHome home = new StationHome(folder.resolve("home"));
        AgentFolder.of(home).prepare();
        return new Workshop(
                home,
                new Bench(home, InstantSource.system(), "test 1"),
                new SecondLook(home, InstantSource.system(), "test 1"),
                new InMemoryPlatform(),
                new Outbox(home),
                new TaskRecords(home),
                new BenchAgentTest.Silent(),
                Optional.empty(),
                _ -> {});
    }

    private static TaskRun run(Workshop shop) {
        return new TaskRun(
                shop,
                new Ends(shop),
                new TaskRun.Control() {
                    @Override
                    public void began(Task begun, JobControl job) {}

                    @Override
                    public boolean isStopping() {
                        return false;
                    }

                    @Override
                    public boolean waits() {
                        return false;
                    }
                },
                "");
    }
}
