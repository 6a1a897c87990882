package org.wangchuan.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.lab.drive.EraseCourse.Phase;
import org.wangchuan.lab.drive.EraseCourse.State;
import org.wangchuan.lab.nvme.CommandWatch.Told;
import org.wangchuan.lab.scenario.PowerCuts.Erased;

/** In which moment of its job a drive was cut off follows from what it was told and from the record that survived. */
class SurvivedTest {
    private static final Told WRITE = new Told(false, 0x01, 0, 4096);
    private static final Told READ = new Told(false, 0x02, 0, 4096);
    private static final Told SANITIZE = new Told(true, 0x84, 0, 0);
    private static final Told LOG = new Told(true, 0x02, 0, 0);

    @TempDir
    private Path folder;

    private static CutSwitch.Stood stood(Phase phase, Told... told) {
        DriveHistory history = new DriveHistory();
        history.listen();
        for (Told one : told) {
            history.sees(one, false);
            history.sees(one, true);
        }
        return new CutSwitch.Stood(history.view(), new State(phase, 0, 0.5));
    }

    private static Moment itself(CutSwitch.Stood stood, String... events) {
        return new Survived("jobs", List.of(events)).moment(Erased.BY_ITSELF, stood);
    }

    private static Moment host(CutSwitch.Stood stood, String... events) {
        return new Survived("jobs", List.of(events)).moment(Erased.BY_THE_HOST, stood);
    }

    @Test
    void aDriveThatRefusesAndIsOverwritten() {
        CutSwitch.Stood looked = stood(Phase.NEVER, WRITE, SANITIZE, READ);
        String[] seen = {"canaries-planted", "native-started", "sampling-started", "sampling-finished"};
        assertThat(itself(looked, seen)).isEqualTo(Moment.CLOSING);
        assertThat(atLast(looked, seen)).as("a pass is still to come").isEqualTo(Moment.LOOKING);
        assertThat(atLast(stood(Phase.NEVER, WRITE), "plan")).isEqualTo(Moment.PLANTING);
        assertThat(atLast(
                        stood(Phase.NEVER, WRITE, SANITIZE, READ, WRITE),
                        "native-started",
                        "sampling-finished",
                        "pass-started"))
                .isEqualTo(Moment.OVERWRITING);
    }

    private static Moment atLast(CutSwitch.Stood stood, String... events) {
        return new Survived("jobs", List.of(events)).moment(Erased.BY_THE_HOST_AT_LAST, stood);
    }

    @Test
    void aDriveThatErasesItself() {
        assertThat(itself(stood(Phase.NEVER, LOG, READ), "plan")).isEqualTo(Moment.BEFORE);
        assertThat(itself(stood(Phase.NEVER, WRITE, READ), "plan")).isEqualTo(Moment.PLANTING);
        assertThat(itself(stood(Phase.RUNNING, WRITE, SANITIZE, LOG), "native-commanded"))
                .isEqualTo(Moment.NATIVE);
        assertThat(itself(stood(Phase.SUCCEEDED, WRITE, SANITIZE), "native-started"))
                .as("it was not answered")
                .isEqualTo(Moment.NATIVE);
        assertThat(itself(stood(Phase.SUCCEEDED, WRITE, SANITIZE, LOG), "native-started", "native-told"))
                .isEqualTo(Moment.BETWEEN);
        assertThat(itself(stood(Phase.SUCCEEDED, WRITE, SANITIZE, LOG, READ), "sampling-started"))
                .isEqualTo(Moment.LOOKING);
        assertThat(itself(stood(Phase.SUCCEEDED, SANITIZE, LOG, READ), "sampling-started", "sampling-finished"))
                .isEqualTo(Moment.CLOSING);
        assertThat(itself(
                        stood(Phase.SUCCEEDED, SANITIZE, LOG, READ),
                        "sampling-started",
                        "sampling-finished",
                        "resumed",
                        "sampling-started"))
                .as("it is looked at once more")
                .isEqualTo(Moment.LOOKING);
        assertThat(itself(stood(Phase.SUCCEEDED, SANITIZE, LOG, WRITE), "native-finished", "canaries-planted"))
                .as("before it is told once more")
                .isEqualTo(Moment.PLANTING);
    }

    @Test
    void aDriveThatTheHostOverwrites() {
        assertThat(host(stood(Phase.NEVER, LOG, READ), "plan", "pass-started")).isEqualTo(Moment.BEFORE);
        assertThat(host(stood(Phase.NEVER, WRITE), "pass-started")).isEqualTo(Moment.OVERWRITING);
        assertThat(host(stood(Phase.NEVER, WRITE, READ), "pass-started", "verification-started"))
                .isEqualTo(Moment.VERIFYING);
        assertThat(host(
                        stood(Phase.NEVER, WRITE, READ),
                        "pass-started",
                        "verification-started",
                        "verification-finished",
                        "rechecked"))
                .isEqualTo(Moment.CLOSING);
    }

    @Test
    void whatTheKernelAsksBeforeTheProductBeginsIsNotCounted() {
        DriveHistory history = new DriveHistory();
        history.sees(READ, true);
        assertThat(history.view().readSince()).isZero();
        history.listen();
        history.sees(WRITE, true);
        assertThat(history.view().touched()).isTrue();
    }

    @Test
    void aJobIsFoundByTheSerialNumberInItsTicket() throws Exception {
        Path _ = Files.writeString(folder.resolve("jobs.one.ticket"), "{\"serial\":\"CUT00001\"}");
        Path _ = Files.writeString(
                folder.resolve("jobs.one.record"), "1234abcd {\"event\":\"opened\"}\n1234abcd {\"event\":\"plan\"}\n");
        Path _ = Files.writeString(folder.resolve("finished.two.ticket"), "{\"serial\":\"CUT01001\"}");
        assertThat(Survived.of(folder, "CUT00001")).containsExactly(new Survived("jobs", List.of("opened", "plan")));
        assertThat(Survived.open(Survived.of(folder, "CUT01001"))).isEmpty();
        assertThat(Survived.of(folder, "CUT01")).isEmpty();
    }

    /** Whoever goes on would else begin anew, and nobody would notice. */
    @Test
    void aJobThatIsOverHasAReceiptOrIsLost() {
        Survived open = new Survived("jobs", List.of("opened"));
        Survived over = new Survived("finished", List.of("opened", "closed"));
        assertThat(Survived.missing(List.of(open), true, false)).isEmpty();
        assertThat(Survived.missing(List.of(over), true, true)).isEmpty();
        assertThat(Survived.missing(List.of(), false, false)).isEmpty();
        assertThat(Survived.missing(List.of(over), true, false))
                .hasValueSatisfying(what -> assertThat(what).contains("finished", "no receipt"));
        assertThat(Survived.missing(List.of(), true, true)).hasValue("no job is on record");
        assertThat(Survived.missing(List.of(over, open), true, true)).hasValue("2 jobs on record");
    }

    @Test
    void aReceiptIsADrivesByTheNameOfItsFile() throws Exception {
        assertThat(Survived.hasReceipt(folder, "CUT00001")).isFalse();
        Path _ = Files.writeString(
                folder.resolve("receipts"), "CUT00001-ab.evidence.jsonl\nCUT000012-ab.receipt.json\n");
        assertThat(Survived.hasReceipt(folder, "CUT00001")).isFalse();
        assertThat(Survived.hasReceipt(folder, "CUT000012")).isTrue();
    }

    /** What nobody has gone on with since the last time was not cut off once more. */
    @Test
    void aJobCountsIfSomebodyWasAtWorkOnIt() {
        DriveHistory history = new DriveHistory();
        history.listen();
        history.sees(SANITIZE, true);
        DriveHistory.View earlier = history.view();
        Survived before = new Survived("jobs", List.of("opened", "native-told"));
        Survived longer = new Survived("jobs", List.of("opened", "native-told", "resumed"));
        history.listen();
        history.sees(LOG, true);
        assertThat(before.wentOn(Optional.of(before), earlier, history.view())).isFalse();
        assertThat(longer.wentOn(Optional.of(before), earlier, history.view())).isTrue();
        assertThat(before.wentOn(Optional.empty(), earlier, history.view())).isTrue();
        history.sees(WRITE, true);
        assertThat(before.wentOn(Optional.of(before), earlier, history.view())).isTrue();
    }
}
