package org.wangchuan.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.testing.DriveRecord;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.VerdictRules;

/** Records of drives whose hidden areas were taken away: what they can't say, and what is made of what they say. */
class HiddenAreaOrderTest {
    private static final long WHOLE = EvidenceScript.CAPACITY_BYTES;
    private static final long BLOCKS = 2;
    private static final long BEFORE = WHOLE - BLOCKS * 512;
    private static final String AT = "2026-11-24T12:00:00Z";

    private static DriveRecord drive(long bytes) {
        return DriveRecord.of(bytes, EvidenceScript.SERIAL);
    }

    private static Event.HiddenAreas found(DriveRecord hiding) {
        return new Event.HiddenAreas(Event.HiddenState.FOUND, BLOCKS * 512, "some", hiding.commands());
    }

    private static Event.HiddenAreas none() {
        return new Event.HiddenAreas(
                Event.HiddenState.NONE, 0, "none", drive(WHOLE).commands());
    }

    private static HiddenAreaEvent.LookedAgain again(long bytes, Event.HiddenAreas found) {
        return new HiddenAreaEvent.LookedAgain(bytes, found, AT);
    }

    /** A record of the whole drive, of which two blocks were hidden at first. */
    private static List<Event> events(DriveRecord hiding, List<String> planned, List<? extends Event> between) {
        List<Event> out = new ArrayList<>();
        for (Event event : EvidenceScript.of("nist-clear", MediumClass.MAGNETIC).events()) {
            switch (event) {
                case Event.MediumSeen(MediumFacts medium) -> out.add(new Event.MediumSeen(medium.withCapacity(BEFORE)));
                case Event.HiddenAreas _ -> out.add(found(hiding));
                case Event.PlanChosen e -> {
                    out.add(new Event.PlanChosen(e.effectiveClass(), e.passes(), e.verify(), List.of(), planned));
                    out.addAll(between);
                }
                default -> out.add(event);
            }
        }
        return out;
    }

    private static List<Event> honest() {
        return events(drive(BEFORE).protecting(BLOCKS), List.of("ata-hpa"), List.of(again(WHOLE, none())));
    }

    private static Evidence read(List<Event> events) throws EvidenceException {
        return Evidence.read(SealedRecord.of(events));
    }

    private static void refused(List<Event> events, String expected) {
        assertThatThrownBy(() -> read(events))
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining(expected);
    }

    private static List<Event> changed(UnaryOperator<Event> change) {
        List<Event> out = new ArrayList<>();
        honest().forEach(event -> out.add(change.apply(event)));
        return out;
    }

    @Test
    void whatWasTakenAwayAndOverwrittenCounts() throws EvidenceException {
        Evidence evidence = read(honest());
        assertThat(evidence.medium().capacityBytes()).isEqualTo(WHOLE);
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.CLEARED);
        assertThat(verdict.reasons()).isEmpty();
    }

    /** The size that was erased is what the kernel told in the end. */
    @Test
    void passesOfTheOldSizeDoNotAddUp() throws EvidenceException {
        Evidence evidence = read(changed(event -> event instanceof Event.PassFinished e
                ? new Event.PassFinished(e.pass(), e.end(), BEFORE, e.unwritten(), 10, 0, 1, e.at())
                : event));
        assertThat(VerdictRules.judge(evidence).reasons()).contains(Verdict.Reason.ACCOUNTS_DO_NOT_ADD_UP);
    }

    @Test
    void whatStaysHiddenIsNamed() throws EvidenceException {
        List<Event> events = events(
                drive(BEFORE).protecting(BLOCKS),
                List.of("ata-hpa"),
                List.of(again(BEFORE, found(drive(BEFORE).protecting(BLOCKS)))));
        events.replaceAll(event -> switch (event) {
            case Event.PassFinished e ->
                new Event.PassFinished(e.pass(), e.end(), BEFORE, e.unwritten(), 10, 0, 1, e.at());
            case Event.VerificationFinished e ->
                new Event.VerificationFinished(
                        e.pass(), e.end(), e.path(), BEFORE, BEFORE, 0, List.of(), List.of(), 10, e.at());
            default -> event;
        });
        Verdict verdict = VerdictRules.judge(read(events));
        assertThat(verdict.level()).isEqualTo(Verdict.Level.PARTIAL);
        assertThat(verdict.unreachable()).containsExactly(new ByteRange(BEFORE, WHOLE - BEFORE));
    }

    /** It had said that it hides four blocks, and shows two more. */
    @Test
    void aDriveThatShowsAnotherNumberThanItSaidBeforeIsUnproven() throws EvidenceException {
        List<Event> events =
                events(drive(BEFORE).protecting(BLOCKS), List.of("ata-hpa"), List.of(again(WHOLE, none())));
        events.replaceAll(event -> event instanceof Event.HiddenAreas
                ? new Event.HiddenAreas(
                        Event.HiddenState.FOUND,
                        2 * BLOCKS * 512,
                        "some",
                        drive(BEFORE).protecting(2 * BLOCKS).commands())
                : event);
        Verdict verdict = VerdictRules.judge(read(events));
        assertThat(verdict.level()).isEqualTo(Verdict.Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(Verdict.Reason.MEDIUM_CHANGED);
    }

    @Test
    void aPlanNamesWhatFollowsFromTheAnswersAndNothingElse() throws EvidenceException {
        DriveRecord both = drive(BEFORE).protecting(1).overlaying(1);
        Evidence _ = read(events(both, List.of("ata-hpa", "ata-dco"), List.of(again(WHOLE, none()))));
        for (List<String> other :
                List.of(List.of("ata-hpa"), List.of("ata-dco", "ata-hpa"), List.of("ata-amac"), List.of("anything"))) {
            refused(events(both, other, List.of(again(WHOLE, none()))), "the hidden areas that follow");
        }
        List<Event> nothing =
                EvidenceScript.of("nist-clear", MediumClass.MAGNETIC).events();
        nothing.replaceAll(event -> event instanceof Event.PlanChosen e
                ? new Event.PlanChosen(e.effectiveClass(), e.passes(), e.verify(), List.of(), List.of("ata-hpa"))
                : event);
        refused(nothing, "the hidden areas that follow");
    }

    @Test
    void nothingIsErasedBeforeItWasLookedAtAgain() {
        DriveRecord hiding = drive(BEFORE).protecting(BLOCKS);
        refused(events(hiding, List.of("ata-hpa"), List.of()), "HIDDEN_PLANNED");
        refused(events(hiding, List.of(), List.of(again(WHOLE, none()))), "BETWEEN_PASSES");
        refused(
                events(hiding, List.of("ata-hpa"), List.of(again(WHOLE, none()), again(WHOLE, none()))),
                "BETWEEN_PASSES");
    }

    @Test
    void whatIsSaidAfterwardsFollowsFromTheAnswersToo() {
        DriveRecord hiding = drive(BEFORE).protecting(BLOCKS);
        Event.HiddenAreas lie = new Event.HiddenAreas(Event.HiddenState.NONE, 0, "none", hiding.commands());
        refused(events(hiding, List.of("ata-hpa"), List.of(again(BEFORE, lie))), "as they follow from the answers");
        // The drive tells another size than the kernel.
        refused(
                events(hiding, List.of("ata-hpa"), List.of(again(WHOLE + 512, none()))),
                "commands that look for hidden areas");
        Event.HiddenAreas others = new Event.HiddenAreas(
                Event.HiddenState.NONE,
                0,
                "none",
                DriveRecord.of(WHOLE, "OTHER").commands());
        refused(events(hiding, List.of("ata-hpa"), List.of(again(WHOLE, others))), "the answers of the drive");
    }

    @ParameterizedTest
    @ValueSource(longs = {512, BEFORE - 512, WHOLE - 1})
    void aMediumNeverShrinksByItAndHasWholeBlocks(long bytes) {
        refused(
                events(drive(BEFORE).protecting(BLOCKS), List.of("ata-hpa"), List.of(again(bytes, none()))),
                "whole blocks, no less than");
    }

    @Test
    void aPartThatIsHiddenAgainIsKnownByTheSizeAlone() {
        HeadOfRecord head = HeadOfRecord.of(honest());
        assertThat(head.hidesAgain(BEFORE)).isTrue();
        assertThat(head.hidesAgain(WHOLE - 512)).isTrue();
        assertThat(head.hidesAgain(WHOLE)).isFalse();
        assertThat(head.hidesAgain(BEFORE - 512)).isFalse();
        HeadOfRecord before = HeadOfRecord.of(events(drive(BEFORE).protecting(BLOCKS), List.of("ata-hpa"), List.of()));
        assertThat(before.hidesAgain(BEFORE)).as("while it is taken away").isFalse();
    }

    /** On a SCSI bus a translation may name the drive in its own way, so that the record is read; the verdict rests on it. */
    @Test
    void anAnswerThatNamesAnotherDriveShowsNothingOfThisOne() throws EvidenceException {
        List<Event> out = new ArrayList<>();
        for (Event event : EvidenceScript.of("nist-clear", MediumClass.MAGNETIC).events()) {
            out.add(
                    switch (event) {
                        case Event.MediumSeen(MediumFacts medium) -> new Event.MediumSeen(onScsi(medium));
                        case Event.HiddenAreas _ ->
                            new Event.HiddenAreas(
                                    Event.HiddenState.NONE,
                                    0,
                                    "none",
                                    DriveRecord.of(WHOLE, "ANOTHER").commands());
                        default -> event;
                    });
        }
        Verdict verdict = VerdictRules.judge(read(out));
        assertThat(verdict.level()).isEqualTo(Verdict.Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(Verdict.Reason.NOT_THE_DRIVES_ANSWER);
    }

    private static MediumFacts onScsi(MediumFacts medium) {
        return new MediumFacts(
                medium.name(),
                medium.model(),
                medium.serial(),
                medium.firmware(),
                medium.wwn(),
                "scsi",
                medium.capacityBytes(),
                medium.blockBytes(),
                medium.seenClass(),
                medium.declaredClass(),
                medium.scope(),
                medium.caps());
    }

    @Test
    void commandsAreCountedAndOfAKnownKind() throws EvidenceException {
        DriveRecord hiding = drive(BEFORE).protecting(BLOCKS);
        DeviceCommand command = hiding.commands().get(1);
        List<Event> between = new ArrayList<>();
        for (int i = 0; i < HiddenAreaEvent.Commanded.MAX; i++) {
            between.add(new HiddenAreaEvent.Commanded("ata-hpa", command));
        }
        between.add(again(WHOLE, none()));
        Evidence evidence = read(events(hiding, List.of("ata-hpa"), between));
        assertThat(evidence.all(HiddenAreaEvent.Commanded.class)).hasSize(HiddenAreaEvent.Commanded.MAX);
        between.addFirst(new HiddenAreaEvent.Commanded("ata-hpa", command));
        refused(events(hiding, List.of("ata-hpa"), between), "at most " + HiddenAreaEvent.Commanded.MAX);
        refused(
                events(
                        hiding,
                        List.of("ata-hpa"),
                        List.of(new HiddenAreaEvent.Commanded("host", command), again(WHOLE, none()))),
                "a kind of hidden area");
    }
}
