package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Geometry;
import org.wangchuan.engine.medium.Labels;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.MediumClassSource;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.NotAsked;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.plan.Planner;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.station.testing.MadeSas;

/** What comes of a SAS drive that is told to show all that it has, before its job begins. */
class ShowingAllTest {
    private static final Path PATH = Path.of("/dev/null");
    private static final long BYTES = MadeSas.facts().capacityBytes();
    private static final long BLOCKS = BYTES / 512;

    private static ShowingAll showing(boolean bestEffort) {
        return new ShowingAll(InstantSource.system(), bestEffort);
    }

    @Test
    void oneThatShowsAllIsBegunWithThatInItsRecord() {
        MadeSas drive = new MadeSas(BLOCKS, BLOCKS, false);
        ShowingAll.End end = showing(false).run(Optional.of(drive), target(drive, BYTES));
        assertThat(end).isInstanceOfSatisfying(ShowingAll.Settled.class, settled -> {
            assertThat(settled.target().hidden().state()).isEqualTo(Event.HiddenState.NONE);
            assertThat(settled.target().hidden().commands()).hasSize(11);
            assertThat(settled.target().plan().showsAllFirst()).isFalse();
            assertThat(MadeSas.overwritten(settled.target().hidden())
                            .hiddenAreas()
                            .state())
                    .isEqualTo(Event.HiddenState.NONE);
        });
        assertThat(drive.told()).isEqualTo(1);
    }

    @Test
    void oneThatGrowsIsOpenedAnewAndItsRecordTellsOfBoth() {
        MadeSas drive = new MadeSas(BLOCKS, 100, false);
        ShowingAll showing = showing(false);
        assertThat(showing.run(Optional.of(drive), target(drive, 100 * 512))).isInstanceOf(ShowingAll.OtherSize.class);
        assertThat(showing.run(Optional.of(drive), target(drive, BYTES)))
                .isInstanceOfSatisfying(ShowingAll.Settled.class, settled -> {
                    assertThat(settled.target().hidden().state()).isEqualTo(Event.HiddenState.NONE);
                    assertThat(settled.target().hidden().commands()).hasSize(16);
                    assertThat(settled.target().hidden().detail()).contains("had been made smaller");
                    assertThat(MadeSas.overwritten(settled.target().hidden()).events())
                            .isNotEmpty();
                });
    }

    /** Whose kernel goes on telling the size of before. */
    @Test
    void oneWhoseKernelDoesNotFollowIsRefused() {
        MadeSas drive = new MadeSas(BLOCKS, 100, false);
        ShowingAll showing = showing(false);
        assertThat(showing.run(Optional.of(drive), target(drive, 100 * 512))).isInstanceOf(ShowingAll.OtherSize.class);
        assertThat(showing.run(Optional.of(drive), target(drive, 100 * 512)))
                .isInstanceOfSatisfying(
                        ShowingAll.Unknown.class,
                        unknown -> assertThat(unknown.refusal().code()).isEqualTo("HIDDEN_AREAS_UNKNOWN"));
    }

    @Test
    void oneThatRefusesIsErasedOnlyByBestEffort() {
        MadeSas drive = new MadeSas(BLOCKS, 100, true);
        assertThat(showing(false).run(Optional.of(drive), target(drive, 100 * 512)))
                .isInstanceOfSatisfying(ShowingAll.Unknown.class, unknown -> {
                    assertThat(unknown.refusal().kind()).isEqualTo(Refusal.Kind.UNSATISFIABLE);
                    assertThat(unknown.refusal().reason().en())
                            .contains("nist-purge", "all the same")
                            .doesNotContain("--");
                    assertThat(unknown.refusal().reason().zh())
                            .contains("nist-purge", "照样")
                            .doesNotContain("--");
                    assertThat(unknown.refusal().cure()).isEqualTo(Refusal.Cure.TRY);
                });
        assertThat(showing(true).run(Optional.of(drive), target(drive, 100 * 512)))
                .isInstanceOfSatisfying(
                        ShowingAll.Settled.class,
                        settled ->
                                assertThat(settled.target().hidden().state()).isEqualTo(Event.HiddenState.UNREADABLE));
        assertThat(showing(false).run(Optional.empty(), target(drive, 100 * 512)))
                .as("where no way leads to its commands")
                .isInstanceOf(ShowingAll.Unknown.class);
    }

    /** Whatever it is erased by: that its own sanitize reaches what it does not show is its word. */
    @Test
    void oneThatIsToSanitizeItselfIsToldTheSame() {
        MadeSas grows = new MadeSas(BLOCKS, 100, false);
        ShowingAll showing = showing(false);
        assertThat(sanitizing(grows, 100 * 512).plan().showsAllFirst()).isTrue();
        assertThat(showing.run(Optional.of(grows), sanitizing(grows, 100 * 512)))
                .isInstanceOf(ShowingAll.OtherSize.class);
        assertThat(showing.run(Optional.of(grows), sanitizing(grows, BYTES)))
                .isInstanceOfSatisfying(ShowingAll.Settled.class, settled -> {
                    assertThat(settled.target().hidden().state()).isEqualTo(Event.HiddenState.NONE);
                    assertThat(settled.target().plan().nativeIds()).containsExactly("scsi-sanitize-overwrite");
                });
        MadeSas refuses = new MadeSas(BLOCKS, 100, true);
        assertThat(showing(false).run(Optional.of(refuses), sanitizing(refuses, 100 * 512)))
                .isInstanceOfSatisfying(
                        ShowingAll.Unknown.class,
                        unknown -> assertThat(unknown.refusal().code()).isEqualTo("HIDDEN_AREAS_UNKNOWN"));
        assertThat(showing(true).run(Optional.of(refuses), sanitizing(refuses, 100 * 512)))
                .isInstanceOf(ShowingAll.Settled.class);
    }

    private static Candidate.Ready sanitizing(MadeSas drive, long bytes) {
        DriveFacts offers =
                DriveFacts.told(Reach.DIRECT, List.of(new Fact(FactName.OVERWRITE, new Fact.Flag(true), "the test")));
        return target(drive, bytes, "nist-purge", offers);
    }

    static Candidate.Ready target(MadeSas drive, long bytes) {
        return target(drive, bytes, "nist-clear", DriveFacts.silent(Reach.DIRECT, NotAsked.KIND, ""));
    }

    private static Candidate.Ready target(MadeSas drive, long bytes, String policy, DriveFacts told) {
        MediumFacts facts = MadeSas.facts().withCapacity(bytes);
        Event.HiddenAreas hidden = drive.looked();
        Medium medium = new Medium(
                MediumKind.BLOCK,
                PATH,
                PATH,
                "sda",
                "8:0",
                new Labels(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                new Attachment(Bus.SCSI, "sas", false, false, true),
                new Geometry(bytes, 512, 4096),
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
                Planner.plan(facts, hidden, PolicyCatalogue.find(policy).orElseThrow(), VerifyMode.FULL, told),
                "S1",
                List.of(),
                new Candidate.Places(new byte[0]),
                List.of(),
                Optional.empty(),
                Candidate.Told.NOTHING);
    }
}
