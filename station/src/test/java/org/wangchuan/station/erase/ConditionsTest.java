package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.RecordForm;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Geometry;
import org.wangchuan.engine.medium.Labels;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.MediumClassSource;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.plan.Planner;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.station.testing.MadeSas;
import org.wangchuan.station.testing.Records;

/** What was found when a job began has to hold when it is gone on with; what was not looked for then is no hindrance. */
class ConditionsTest {
    private static final Path PATH = Path.of("/dev/null");

    @Test
    void aJobThatAskedNoNvmeDeviceIsGoneOnWith() throws JournalException {
        Evidence before = Records.nvmeOfBefore();
        for (Event.HiddenState state : Event.HiddenState.values()) {
            assertThat(Conditions.changed(before.bytes(), now(before, state))).isEmpty();
        }
    }

    @Test
    void whatWasFoundOfAnotherDriveHasToBeFoundAgain() throws JournalException {
        Evidence disk = Records.good();
        assertThat(Conditions.changed(disk.bytes(), now(disk, Event.HiddenState.NONE)))
                .isEmpty();
        assertThat(Conditions.changed(disk.bytes(), now(disk, Event.HiddenState.UNREADABLE)))
                .isPresent();
    }

    /** One that was told to show all before its job began is not told again; what a program of before began nobody told. */
    @Test
    void aSasDriveIsGoneOnWithWhereItWasToldToShowAll() throws JournalException {
        long blocks = MadeSas.facts().capacityBytes() / 512;
        MadeSas drive = new MadeSas(blocks, blocks, false);
        Event.HiddenAreas told = ((ShowingAll.Settled) new ShowingAll(InstantSource.system(), false)
                        .run(Optional.of(drive), ShowingAllTest.target(drive, blocks * 512)))
                .target()
                .hidden();
        Evidence ours = MadeSas.overwritten(told);
        assertThat(Conditions.changed(ours.bytes(), now(ours, drive.looked()))).isEmpty();
        assertThat(Conditions.changed(ours.bytes(), now(ours, Event.HiddenState.UNREADABLE)))
                .as("one that does not show that it is a SAS drive any more")
                .isPresent();
        Evidence before = MadeSas.overwrittenBefore(drive.ofBefore());
        assertThat(Conditions.changed(before.bytes(), now(before, drive.looked())))
                .isPresent();
        assertThat(Conditions.changed(before.bytes(), now(before, drive.ofBefore())))
                .isPresent();
    }

    /** Its record says that nothing is hidden in a SAS drive, and is judged as it was: no program of now adds to that. */
    @Test
    void whatAProgramOfBeforeBeganOnASasDriveIsNotGoneOnWithHoweverItIsErased() throws JournalException {
        long blocks = MadeSas.facts().capacityBytes() / 512;
        MadeSas drive = new MadeSas(blocks, blocks, false);
        for (NativeTechnique way : List.of(NativeTechnique.SCSI_SANITIZE_OVERWRITE, NativeTechnique.SCSI_FORMAT_UNIT)) {
            byte[] begun = MadeSas.begun(RecordForm.BEFORE, drive.ofBefore(), way);
            assertThat(Conditions.changed(begun, now(MadeSas.facts(), List.of(), drive.ofBefore())))
                    .as(way.id())
                    .isPresent();
        }
    }

    /** Programs of before did not look for other units; where they knew nothing of the drive, what they began claims nothing. */
    @Test
    void whereNothingWasKnownItIsGoneOnWithWhateverIsLookedForSince() throws JournalException {
        Event.HiddenAreas unread = new Event.HiddenAreas(Event.HiddenState.UNREADABLE, 0, "", List.of());
        byte[] begun = MadeSas.begun(RecordForm.BEFORE, unread, NativeTechnique.SCSI_SANITIZE_OVERWRITE);
        for (List<String> caps : List.of(List.<String>of(), List.of("other-parts"))) {
            assertThat(Conditions.changed(begun, now(MadeSas.facts(), caps, unread)))
                    .isEmpty();
        }
        assertThat(Conditions.changed(begun, now(MadeSas.facts(), List.of("copy-on-write"), unread)))
                .isPresent();
    }

    /** By a program that told no drive that it only had sanitize itself: it ends, and is unproven. */
    @Test
    void aSanitizeOfADriveThatWasNotToldToShowAllIsGoneOnWith() throws JournalException {
        long blocks = MadeSas.facts().capacityBytes() / 512;
        MadeSas drive = new MadeSas(blocks, blocks, false);
        byte[] untold = MadeSas.begun(RecordForm.NOW, drive.looked(), NativeTechnique.SCSI_SANITIZE_OVERWRITE);
        assertThat(Conditions.changed(untold, now(MadeSas.facts(), List.of(), drive.looked())))
                .isEmpty();
        assertThat(Conditions.changed(untold, now(MadeSas.facts(), List.of("other-parts"), drive.looked())))
                .as("where they were looked for, another one is a change")
                .isPresent();
    }

    /** The record says that nothing stands before the drive, and what is read back from here on a bridge answers. */
    @Test
    void aDriveThatIsBehindABridgeByNowIsNotGoneOnWith() throws JournalException {
        Evidence disk = Records.good();
        Event.HiddenAreas hidden = disk.hiddenAreas();
        assertThat(disk.medium().bus()).isEqualTo("ata");
        assertThat(Conditions.changed(disk.bytes(), now(disk.medium(), "usb", List.of("bridge"), hidden)))
                .isPresent();
    }

    private static Candidate.Ready now(Evidence then, Event.HiddenState state) {
        return now(then, new Event.HiddenAreas(state, 0, "", List.of()));
    }

    private static Candidate.Ready now(Evidence then, Event.HiddenAreas hidden) {
        return now(then.medium(), then.medium().caps(), hidden);
    }

    private static Candidate.Ready now(MediumFacts then, List<String> caps, Event.HiddenAreas hidden) {
        return now(then, then.bus(), caps, hidden);
    }

    private static Candidate.Ready now(MediumFacts then, String bus, List<String> caps, Event.HiddenAreas hidden) {
        MediumFacts facts = new MediumFacts(
                then.name(),
                then.model(),
                then.serial(),
                then.firmware(),
                then.wwn(),
                bus,
                then.capacityBytes(),
                then.blockBytes(),
                then.seenClass(),
                then.declaredClass(),
                then.scope(),
                caps);
        Medium medium = new Medium(
                MediumKind.BLOCK,
                PATH,
                PATH,
                "sda",
                "8:0",
                new Labels(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                new Attachment(Bus.OTHER, "", false, false, true),
                new Geometry(then.capacityBytes(), 512, 4096),
                false,
                false,
                7,
                MediumClass.MAGNETIC,
                MediumClassSource.NONE,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                512,
                0);
        return new Candidate.Ready(
                PATH,
                medium,
                facts,
                hidden,
                Planner.plan(facts, hidden, PolicyCatalogue.find("nist-clear").orElseThrow(), VerifyMode.FULL),
                "S1",
                List.of(),
                new Candidate.Places(new byte[0]),
                List.of(),
                Optional.empty(),
                Candidate.Told.NOTHING);
    }
}
