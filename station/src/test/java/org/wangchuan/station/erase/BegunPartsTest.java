package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.station.journal.FileJournal;

/** A job that was begun with parts of an eMMC goes on with them, whoever names them by then: what a part held may be gone already. */
class BegunPartsTest {
    private static final String AT = "2026-11-30T12:00:00Z";
    private static final Policy CLEAR = PolicyCatalogue.find("nist-clear").orElseThrow();

    @TempDir
    Path folder;

    private static Medium card() {
        return new Medium(
                MediumKind.BLOCK,
                Path.of("/dev/mmcblk7"),
                Path.of("/dev/mmcblk7"),
                "mmcblk7",
                "179:448",
                Labels.NONE,
                new Attachment(Bus.MMC, "MMC", false, false, true),
                new Geometry(64 << 20, 512, 4096),
                false,
                false,
                1,
                MediumClass.FLASH,
                MediumClassSource.NONE,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                512,
                0);
    }

    private Optional<BegunPlan> begun(List<String> parts) throws Exception {
        MediumFacts facts = new MediumFacts(
                "mmcblk0",
                Optional.of("Model"),
                Optional.of("S1"),
                Optional.empty(),
                Optional.empty(),
                "mmc",
                64 << 20,
                512,
                MediumClass.FLASH,
                Optional.empty(),
                MediumFacts.Scope.WHOLE_MEDIUM,
                List.of("other-parts"));
        try (FileJournal journal = FileJournal.open(folder)) {
            journal.startOver();
            journal.append(new Event.Opened("job", "test 1", AT));
            journal.append(new Event.PolicyChosen(CLEAR.document()));
            journal.append(new Event.MediumSeen(facts));
            journal.append(new Event.HiddenAreas(Event.HiddenState.NOT_APPLICABLE, 0, "none", List.of()));
            journal.append(new Event.PlanChosen(
                    MediumClass.FLASH,
                    CLEAR.passesFor(MediumClass.FLASH),
                    VerifyMode.FULL,
                    List.of(),
                    List.of(),
                    parts));
        }
        return BegunPlan.read(folder, CLEAR, card());
    }

    /** Under the number that the card has by now; of a part that is not here it is said when it is opened. */
    @Test
    void itsPartsAreThoseOfItsRecord() throws Exception {
        BegunPlan plan = begun(List.of("boot0", "boot1")).orElseThrow();
        assertThat(plan.plan().partIds()).containsExactly("boot0", "boot1");
        assertThat(Beside.erasedWith(card(), plan.plan())).containsExactly("mmcblk7boot0", "mmcblk7boot1");
    }

    @Test
    void withoutAnyThePlanIsMadeAnew() throws Exception {
        assertThat(begun(List.of())).isEmpty();
    }
}
