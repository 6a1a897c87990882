package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.EvidenceScript;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.RecordForm;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.hidden.HiddenAreaExaminer;
import org.wangchuan.engine.purge.PurgeControl;
import org.wangchuan.engine.purge.PurgeTimes;
import org.wangchuan.engine.purge.ShowAll;
import org.wangchuan.engine.purge.testing.ShortSas;
import org.wangchuan.engine.purge.testing.ShortSas.Taking;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.Reason;

/** A SAS drive is CLEARED, or PURGED, only where its answers show that it shows all that it has, and that it is one unit; what its own sanitize reaches beyond is its word. */
class SasCapacityVerdictTest {
    private static final long BYTES = EvidenceScript.CAPACITY_BYTES;
    private static final long BLOCKS = BYTES / 512;
    private static final int ASKED = 6;

    @Test
    void oneThatWasToldToShowAllAndDoesIsClearedAndExamined() throws EvidenceException {
        for (ShortSas drive : List.of(whole(), shorter())) {
            Evidence evidence = overwritten(told(drive));
            assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.CLEARED);
            assertThat(VerdictRules.judge(evidence).reasons()).isEmpty();
            assertThat(examined(evidence)).isEqualTo(ClauseState.State.SATISFIED);
            assertThat(HiddenOutcome.of(evidence).state()).isEqualTo(Event.HiddenState.NONE);
        }
    }

    @Test
    void oneThatWasNotToldOrDoesNotTakeItIsUnproven() throws EvidenceException {
        for (Event.HiddenAreas found : List.of(
                untold(whole()),
                told(whole().taking(Taking.REFUSING)),
                told(new ShortSas(2 * BLOCKS, BLOCKS).taking(Taking.WITH_A_FORMAT)))) {
            Evidence evidence = overwritten(found);
            assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.UNPROVEN);
            assertThat(VerdictRules.judge(evidence).reasons()).containsExactly(Reason.HIDDEN_AREAS_UNKNOWN);
            assertThat(examined(evidence)).isEqualTo(ClauseState.State.NOT_SATISFIED);
        }
    }

    /** A sanitize is one of all of the medium (SBC-4), which is the drive's word: nothing was planted in what it did not show, and nothing read. */
    @Test
    void whatItDoesNotShowIsReachedByNoWayOfItsOwn() {
        Event.HiddenAreas unread = new Event.HiddenAreas(Event.HiddenState.UNREADABLE, 0, "no answer", List.of());
        for (Event.HiddenAreas found : List.of(
                untold(whole()),
                untold(new ShortSas(2 * BLOCKS, BLOCKS)),
                told(whole().taking(Taking.REFUSING)),
                told(new ShortSas(2 * BLOCKS, BLOCKS).taking(Taking.WITH_A_FORMAT)),
                unread)) {
            for (NativeScript own : List.of(NativeScript.scsiBlock(), format())) {
                Evidence evidence = with(own, found).evidence();
                assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.UNPROVEN);
                assertThat(VerdictRules.judge(evidence).reasons()).containsExactly(Reason.HIDDEN_AREAS_UNKNOWN);
                assertThat(HiddenOutcome.of(evidence).state()).isEqualTo(Event.HiddenState.UNREADABLE);
            }
        }
    }

    @Test
    void oneThatWasToldToShowAllAndDoesIsPurgedByItsOwnSanitize() {
        for (ShortSas drive : List.of(whole(), shorter())) {
            Evidence sanitized = with(NativeScript.scsiBlock(), told(drive)).evidence();
            assertThat(VerdictRules.judge(sanitized).level()).isEqualTo(Level.PURGED);
            assertThat(VerdictRules.judge(sanitized).reasons()).isEmpty();
            assertThat(HiddenOutcome.of(sanitized).state()).isEqualTo(Event.HiddenState.NONE);
            assertThat(with(format(), told(drive)).verdict().level()).isEqualTo(Level.CLEARED);
        }
    }

    /** Whoever answers there is who was overwritten. */
    @Test
    void oneThatNamesAnotherModelIsNotTheOneThatTheRecordIsAbout() throws EvidenceException {
        List<DeviceCommand> other = told(whole()).commands().stream()
                .map(SasCapacityVerdictTest::otherwise)
                .toList();
        for (Verdict verdict : List.of(
                VerdictRules.judge(overwritten(none(other))),
                with(NativeScript.scsiBlock(), none(other)).verdict())) {
            assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
            assertThat(verdict.reasons()).containsExactly(Reason.NOT_THE_DRIVES_ANSWER);
        }
    }

    /** Drives of one batch have one model: what tells one from another here is its name. */
    @Test
    void oneThatBearsAnotherNameIsNotTheOneThatTheRecordIsAbout() throws EvidenceException {
        for (String first : List.of("", "01030008" + "6000000000000001", "01020008" + "5000c50011223346")) {
            assertThat(named(first, "5000c50011223344").level()).as(first).isEqualTo(Level.CLEARED);
            Verdict other = named(first, "5000c50011223399");
            assertThat(other.level()).as(first).isEqualTo(Level.UNPROVEN);
            assertThat(other.reasons()).as(first).containsExactly(Reason.NOT_THE_DRIVES_ANSWER);
        }
        // A name that somebody else may have given as well is none.
        assertThat(named("", "3000c50011223399").level()).isEqualTo(Level.CLEARED);
    }

    private static Verdict named(String first, String name) throws EvidenceException {
        String port = "61930008" + "5000c50011223345";
        String designators = first + "01030008" + name + port;
        List<DeviceCommand> commands = told(whole()).commands().stream()
                .map(command -> otherwise(
                        command,
                        "0083000c" + port,
                        "0083" + HexFormat.of().toHexDigits((short) (designators.length() / 2)) + designators))
                .toList();
        MediumFacts plain = medium(List.of());
        MediumFacts known = new MediumFacts(
                plain.name(),
                plain.model(),
                plain.serial(),
                plain.firmware(),
                Optional.of("naa.5000c50011223344"),
                plain.bus(),
                plain.capacityBytes(),
                plain.blockBytes(),
                plain.seenClass(),
                plain.declaredClass(),
                plain.scope(),
                plain.caps());
        return VerdictRules.judge(Evidence.read(SealedRecord.of(events(none(commands), List.of()).stream()
                .map(event -> event instanceof Event.MediumSeen ? new Event.MediumSeen(known) : event)
                .toList())));
    }

    private static DeviceCommand otherwise(DeviceCommand command) {
        return otherwise(command, "4d6f64656c", "4f74686572"); // "Model", "Other"
    }

    private static DeviceCommand otherwise(DeviceCommand command, String from, String to) {
        if (!(command.answer() instanceof DeviceCommand.Completed back)) {
            return command;
        }
        String data = back.data().replace(from, to);
        return new DeviceCommand(
                command.command(),
                command.request(),
                command.sent(),
                command.at(),
                command.durationMillis(),
                new DeviceCommand.Completed(back.status(), back.hostStatus(), back.driverStatus(), back.sense(), data));
    }

    @Test
    void otherUnitsHoldItAtPartialHoweverItIsErased() throws EvidenceException {
        for (ShortSas drive : List.of(whole().ofUnits(2), whole().sayingNoUnits())) {
            Evidence evidence = overwritten(told(drive));
            assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.PARTIAL);
            assertThat(VerdictRules.judge(evidence).reasons()).containsExactly(Reason.OTHER_PARTS);
            assertThat(examined(evidence)).isEqualTo(ClauseState.State.NOT_SATISFIED);
            Verdict sanitized = with(NativeScript.scsiBlock(), told(drive)).verdict();
            assertThat(sanitized.level()).isEqualTo(Level.PARTIAL);
            assertThat(sanitized.reasons()).containsExactly(Reason.OTHER_PARTS);
        }
        Evidence seen = Evidence.read(SealedRecord.of(events(told(whole()), List.of("other-parts"))));
        assertThat(VerdictRules.judge(seen).level()).isEqualTo(Level.PARTIAL);
    }

    /** Programs of before asked five questions, and said that ATA's areas are none of a SAS drive's: judged as it was. */
    @Test
    void aRecordOfBeforeIsReadAndJudgedAsBefore() throws EvidenceException {
        Event.HiddenAreas then = before(5);
        Evidence evidence = Evidence.read(SealedRecord.of(events(then, List.of()).stream()
                .map(event -> event instanceof Event.Opened now
                        ? new Event.Opened(RecordForm.BEFORE, now.job(), now.tool(), now.at())
                        : event)
                .toList()));
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.CLEARED);
        assertThat(examined(evidence)).isEqualTo(ClauseState.State.SATISFIED);
        assertThat(HiddenOutcome.of(evidence)).isEqualTo(then);
    }

    @Test
    void whatIsSaidHasToFollowFromTheAnswers() {
        List<DeviceCommand> good = told(whole()).commands();
        List<DeviceCommand> refusing = told(whole().taking(Taking.REFUSING)).commands();
        List<DeviceCommand> unit = new ArrayList<>(good);
        unit.remove(ASKED - 1);
        for (Event.HiddenAreas lie : List.of(
                none(List.of()),
                none(untold(whole()).commands()),
                none(before(5).commands()),
                before(4),
                before(5),
                before(ASKED),
                none(refusing),
                none(unit),
                none(good.subList(0, good.size() - 1)),
                none(good.subList(ASKED, good.size())),
                new Event.HiddenAreas(Event.HiddenState.NOT_APPLICABLE, 0, "", good),
                new Event.HiddenAreas(Event.HiddenState.NONE, 512, "", good))) {
            refused(lie);
        }
    }

    /** Growth that its answers do not show, or that the kernel did not follow. */
    @Test
    void aSizeThatTheDriveDoesNotShowIsNone() {
        for (ShortSas other : List.of(new ShortSas(2 * BLOCKS, 2 * BLOCKS), new ShortSas(BLOCKS - 8, BLOCKS - 8))) {
            List<DeviceCommand> all = new ArrayList<>(untold(other).commands());
            all.addAll(rounds(other, List.of()));
            refused(none(all));
        }
        ShortSas once = new ShortSas(BLOCKS, 1000);
        List<DeviceCommand> first = rounds(once, List.of());
        List<DeviceCommand> grown = new ArrayList<>(untold(once).commands());
        grown.addAll(first);
        refused(none(grown));
    }

    private static void refused(Event.HiddenAreas lie) {
        assertThatExceptionOfType(EvidenceException.class)
                .as(lie.state() + " by " + lie.commands().size())
                .isThrownBy(() -> overwritten(lie));
    }

    private static ShortSas whole() {
        return new ShortSas(BLOCKS, BLOCKS);
    }

    private static ShortSas shorter() {
        return new ShortSas(BLOCKS, 1000);
    }

    private static Event.HiddenAreas none(List<DeviceCommand> commands) {
        return new Event.HiddenAreas(Event.HiddenState.NONE, 0, "none", commands);
    }

    private static Event.HiddenAreas before(int commands) {
        return new Event.HiddenAreas(
                Event.HiddenState.NOT_APPLICABLE,
                0,
                "a SAS drive that knows no ATA commands",
                untold(whole()).commands().subList(0, commands));
    }

    private static Event.HiddenAreas untold(ShortSas drive) {
        return Event.HiddenAreas.of(drive.examined(BYTES));
    }

    private static List<DeviceCommand> rounds(ShortSas drive, List<DeviceCommand> before) {
        return new ShowAll(drive, InstantSource.system(), PurgeTimes.DEFAULTS, new PurgeControl()).run(before);
    }

    /** Once more where it has grown, as at its new size. */
    private static Event.HiddenAreas told(ShortSas drive) {
        List<DeviceCommand> all = new ArrayList<>(untold(drive).commands());
        all.addAll(rounds(drive, rounds(drive, List.of())));
        return Event.HiddenAreas.of(
                HiddenAreaExaminer.told(new HiddenAreaExaminer.Subject(Bus.SCSI, false, false, BYTES), all));
    }

    private static NativeScript with(NativeScript script, Event.HiddenAreas found) {
        return script.changing(event -> event instanceof Event.HiddenAreas ? found : event);
    }

    private static NativeScript format() {
        return NativeBytesTest.format("041800000000", Optional.of("00020000"));
    }

    private static Evidence overwritten(Event.HiddenAreas found) throws EvidenceException {
        return Evidence.read(SealedRecord.of(events(found, List.of())));
    }

    private static List<Event> events(Event.HiddenAreas found, List<String> caps) {
        return EvidenceScript.of("nist-clear", MediumClass.FLASH).on(medium(caps)).events().stream()
                .map(event -> event instanceof Event.HiddenAreas ? found : event)
                .toList();
    }

    private static ClauseState.State examined(Evidence evidence) {
        return ConformityRules.judge(evidence).stream()
                .filter(state -> state.clause().id().equals("hidden-areas"))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static MediumFacts medium(List<String> caps) {
        MediumFacts flash = EvidenceScript.medium(MediumClass.FLASH);
        return new MediumFacts(
                flash.name(),
                flash.model(),
                flash.serial(),
                Optional.empty(),
                Optional.empty(),
                "scsi",
                flash.capacityBytes(),
                flash.blockBytes(),
                flash.seenClass(),
                flash.declaredClass(),
                flash.scope(),
                caps);
    }
}
