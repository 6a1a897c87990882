package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.wangchuan.engine.medium.health.MadeAnswers.answered;
import static org.wangchuan.engine.medium.health.MadeAnswers.refused;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.CountsTold;
import org.wangchuan.engine.evidence.CountsTold.Moment;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.EvidenceScript;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.health.CountQuestion;
import org.wangchuan.engine.medium.health.MadeAnswers;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.verdict.Verdict.Level;

/** What a drive's own counts say to people, and that no verdict is other for them. */
class DriveConditionTest {
    private static final String AT = "2026-11-24T12:00:00Z";

    @Test
    void whatIsOutOfReachIsNamedAndTheVerdictStays() throws EvidenceException {
        Evidence evidence = overwritten(statistics(3, 0, 0), statistics(3, 0, 0));
        assertThat(told(evidence)).containsExactly("blocks-replaced 3");
        assertThat(VerdictRules.judge(evidence)).isEqualTo(VerdictRules.judge(without()));
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.CLEARED);
    }

    @Test
    void whatGrewMeanwhileIsNamed() throws EvidenceException {
        assertThat(told(overwritten(statistics(3, 1, 0), statistics(5, 2, 4))))
                .containsExactly("blocks-replaced 5", "replaced-meanwhile 2", "blocks-pending 2", "errors-meanwhile 4");
        assertThat(told(overwritten(statistics(0, 4, 9), statistics(0, 0, 9)))).isEmpty();
    }

    /** By one count more blocks were replaced than by the other: that is no growth. */
    @Test
    void numbersOfDifferentOriginAreNotCompared() throws EvidenceException {
        List<DeviceCommand> own = List.of(
                refused(CountQuestion.ATA_ROTATING_MEDIA),
                refused(CountQuestion.ATA_GENERAL_ERRORS),
                answered(CountQuestion.ATA_ATTRIBUTES, attributes()));
        Evidence evidence = overwritten(statistics(3, 0, 0), own);
        assertThat(told(evidence)).containsExactly("blocks-replaced 9");
        assertThat(DriveCondition.of(evidence)
                        .orElseThrow()
                        .atEnd()
                        .orElseThrow()
                        .makersOwn())
                .isTrue();
    }

    private static byte[] attributes() {
        byte[] out = new byte[512];
        out[2] = 5;
        out[7] = 9;
        out[511] = -14;
        return out;
    }

    @Test
    void aDriveThatTellsNothingIsSaidToTellNothing() throws EvidenceException {
        List<DeviceCommand> nothing =
                List.of(refused(CountQuestion.ATA_ROTATING_MEDIA), refused(CountQuestion.ATA_GENERAL_ERRORS));
        Evidence evidence = overwritten(nothing, List.of());
        assertThat(told(evidence)).containsExactly("not-told 0");
        assertThat(VerdictRules.judge(evidence)).isEqualTo(VerdictRules.judge(without()));
        assertThat(told(overwritten(statistics(3, 0, 0), List.of())))
                .as("what it told at first still holds")
                .containsExactly("blocks-replaced 3");
        assertThat(DriveCondition.of(without())).isEmpty();
    }

    /** Bit 1 is about the temperature of the moment. */
    @Test
    void anNvmeDriveWarnsOfItself() throws EvidenceException {
        assertThat(nvme(MadeAnswers.health(0, 100, 1, 0), MadeAnswers.health(2, 100, 1, 0)))
                .isEmpty();
        assertThat(nvme(MadeAnswers.health(0, 100, 1, 2), MadeAnswers.health(7, 4, 99, 5)))
                .containsExactly("errors-meanwhile 3", "drive-warns 5");
    }

    private static List<String> nvme(byte[] before, byte[] atEnd) throws EvidenceException {
        MediumFacts flash = EvidenceScript.medium(MediumClass.FLASH);
        MediumFacts drive = new MediumFacts(
                flash.name(),
                flash.model(),
                flash.serial(),
                flash.firmware(),
                flash.wwn(),
                "nvme",
                flash.capacityBytes(),
                flash.blockBytes(),
                flash.seenClass(),
                Optional.empty(),
                flash.scope(),
                List.of());
        return told(Evidence.read(SealedRecord.of(with(
                EvidenceScript.of("nist-clear", MediumClass.FLASH).on(drive).events(),
                List.of(answered(CountQuestion.NVME_HEALTH, before)),
                List.of(answered(CountQuestion.NVME_HEALTH, atEnd))))));
    }

    /** Of a drive that is shown to have erased itself no block is out of reach of that. */
    @Test
    void ofAPurgedDriveNothingIsOutOfReach() throws EvidenceException {
        List<Event> purged = NativeScript.ata(NativeTechnique.ATA_SANITIZE_BLOCK, NativeScript.ATA_SANITIZE_BLOCK)
                .events();
        Evidence evidence = Evidence.read(SealedRecord.of(with(purged, statistics(3, 0, 0), statistics(4, 0, 0))));
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.PURGED);
        assertThat(told(evidence)).containsExactly("replaced-meanwhile 1");
    }

    @Test
    void onlyQuestionsOfThatDriveInTheirOrderAreOnRecord() {
        DeviceCommand third = answered(CountQuestion.ATA_ROTATING_MEDIA, MadeAnswers.rotating(0, 0));
        DeviceCommand fourth = answered(CountQuestion.ATA_GENERAL_ERRORS, MadeAnswers.errors(0));
        refusedRecord(with(planned(), List.of(fourth, third), List.of()));
        refusedRecord(with(planned(), List.of(third, third), List.of()));
        refusedRecord(with(
                planned(), List.of(answered(CountQuestion.NVME_HEALTH, MadeAnswers.health(0, 9, 9, 0))), List.of()));
        refusedRecord(with(planned(), List.of(refused(CountQuestion.SCSI_GROWN_DEFECTS)), List.of()));
        DeviceCommand other = new DeviceCommand("READ LOG EXT", third.request(), third.at(), 1, third.answer());
        refusedRecord(with(planned(), List.of(other), List.of()));
        refusedRecord(with(planned(), List.of(answered(CountQuestion.ATA_GENERAL_ERRORS, new byte[513])), List.of()));
        refusedRecord(with(planned(), Collections.nCopies(5, third), List.of()));
        refusedRecord(with(EvidenceScript.of("nist-clear", MediumClass.IMAGE).events(), List.of(), List.of()));
    }

    /** Before anything is done, and when it is over: in between the numbers would mean something else. */
    @Test
    void aDriveIsAskedAtBothEndsAndNowhereElse() {
        List<Event> events = planned();
        int plan = place(events, Event.PlanChosen.class);
        for (int at = 1; at < events.size(); at++) {
            List<Event> before = new ArrayList<>(events);
            before.add(at, new CountsTold(Moment.BEFORE, List.of(), AT));
            assertThat(isRead(before)).as("before, at line %d", at).isEqualTo(at == plan + 1);
            List<Event> atEnd = new ArrayList<>(events);
            atEnd.add(at, new CountsTold(Moment.AT_END, List.of(), AT));
            assertThat(isRead(atEnd))
                    .as("at the end, at line %d", at)
                    .isEqualTo(at == place(events, Event.Rechecked.class));
        }
        List<Event> twice = new ArrayList<>(events);
        twice.addAll(plan + 1, Collections.nCopies(2, new CountsTold(Moment.BEFORE, List.of(), AT)));
        refusedRecord(twice);
    }

    private static int place(List<Event> events, Class<? extends Event> type) {
        return events.indexOf(
                events.stream().filter(type::isInstance).findFirst().orElseThrow());
    }

    private static List<Event> planned() {
        return EvidenceScript.of("nist-clear", MediumClass.MAGNETIC).events();
    }

    private static Evidence without() throws EvidenceException {
        return Evidence.read(SealedRecord.of(planned()));
    }

    private static Evidence overwritten(List<DeviceCommand> before, List<DeviceCommand> atEnd)
            throws EvidenceException {
        return Evidence.read(SealedRecord.of(with(planned(), before, atEnd)));
    }

    private static List<Event> with(List<Event> planned, List<DeviceCommand> before, List<DeviceCommand> atEnd) {
        List<Event> out = new ArrayList<>();
        for (Event event : planned) {
            if (event instanceof Event.Rechecked) {
                out.add(new CountsTold(Moment.AT_END, atEnd, AT));
            }
            out.add(event);
            if (event instanceof Event.PlanChosen) {
                out.add(new CountsTold(Moment.BEFORE, before, AT));
            }
        }
        return out;
    }

    private static List<DeviceCommand> statistics(int replaced, int pending, int errors) {
        return List.of(
                answered(CountQuestion.ATA_ROTATING_MEDIA, MadeAnswers.rotating(replaced, pending)),
                answered(CountQuestion.ATA_GENERAL_ERRORS, MadeAnswers.errors(errors)));
    }

    private static List<String> told(Evidence evidence) {
        return DriveCondition.of(evidence).orElseThrow().findings().stream()
                .map(one -> one.kind().id() + " " + one.number())
                .toList();
    }

    private static boolean isRead(List<Event> events) {
        try {
            Evidence.read(SealedRecord.of(events));
            return true;
        } catch (EvidenceException e) {
            return false;
        }
    }

    private static void refusedRecord(List<Event> events) {
        assertThatExceptionOfType(EvidenceException.class).isThrownBy(() -> Evidence.read(SealedRecord.of(events)));
    }
}
