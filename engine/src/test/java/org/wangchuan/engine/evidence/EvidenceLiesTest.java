package org.wangchuan.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.engine.evidence.EventEdit.json;
import static org.wangchuan.engine.evidence.EventEdit.set;
import static org.wangchuan.engine.evidence.EventEdit.without;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.testing.AtaDrive;
import org.wangchuan.engine.medium.testing.DriveRecord;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.PatternKind;
import org.wangchuan.engine.policy.Policies;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;

/**
 * Each test is named by the lie that its record tells. All of them have right commitments and seeds: what is refused
 * is refused for what it says.
 */
class EvidenceLiesTest {
    private static final long CAPACITY = EvidenceScript.CAPACITY_BYTES;
    private static final DriveRecord DRIVE = DriveRecord.of(CAPACITY, EvidenceScript.SERIAL);
    private static final String AT = "2026-11-24T12:00:00Z";

    // The plan

    @ParameterizedTest
    @ValueSource(strings = {"verifyLeast", "overwrite", "clauses"})
    void aWeakRuleSetUnderTheNameOfOneThatIsShipped(String member) {
        JsonValue weaker = switch (member) {
            case "verifyLeast" -> json("\"sample\"");
            case "overwrite" ->
                Objects.requireNonNull(Policies.nistClearWith(List.of(PassSpec.of(PatternKind.RANDOM, true)))
                        .document()
                        .members()
                        .get("overwrite"));
            default ->
                Objects.requireNonNull(PolicyCatalogue.find("nist-clear")
                        .orElseThrow()
                        .document()
                        .members()
                        .get("clauses"));
        };
        refused("the rule set gb-46864-2025 version 2 as it is shipped", set("policy", "policy." + member, weaker));
    }

    @Test
    void fewerPassesThanTheRuleSetAsksFor() {
        refused("3 passes of the rule set", plan(passes -> passes.subList(2, 3)));
    }

    @Test
    void passesInAnotherOrder() {
        refused("3 passes of the rule set", plan(List::reversed));
    }

    @Test
    void aPassThatIsNotReadBackThoughTheRuleSetSaysSo() {
        refused(
                "3 passes of the rule set",
                plan(passes -> passes.stream()
                        .map(spec -> PassSpec.of(spec.pattern(), false))
                        .toList()));
    }

    @Test
    void thePassesOfAnotherClassOfMedia() {
        refused("expected the class magnetic", set("plan", "effectiveClass", "flash"));
        refused(
                "3 passes of the rule set for magnetic",
                EvidenceScript.of("gb-46864-2025", MediumClass.FLASH)
                        .changing(set("medium", "medium.seenClass", "magnetic"))
                        .changing(set("plan", "effectiveClass", "magnetic")));
    }

    @Test
    void overwritingUnderARuleSetThatOverwritingCanNotSatisfy() {
        refused(
                "a rule set that overwriting can satisfy",
                EvidenceScript.of(Policies.nistClearWith(List.of()), MediumClass.MAGNETIC));
    }

    // The medium

    @ParameterizedTest
    @ValueSource(strings = {"ata", "scsi", "usb"})
    void hiddenAreasDoNotApplyToADriveThatCanHaveThem(String bus) {
        refused(
                "hidden areas as they follow from the answers: none",
                whole().changing(set("medium", "medium.bus", bus))
                        .changing(set("medium", "medium.caps", json(bus.equals("usb") ? "[\"bridge\"]" : "[]")))
                        .changing(set("hidden-areas", "state", "not-applicable")));
    }

    @Test
    void hiddenBytesWhereNoneWereFound() {
        refused("as they follow from the answers: none, 0 bytes", set("hidden-areas", "hiddenBytes", 512));
        refused("hidden bytes only where some were found", hidden(Event.HiddenState.UNREADABLE, 512, List.of()));
    }

    @ParameterizedTest
    @CsvSource({"loop,test-device", "md,composed", "dm,composed", "virtio,virtual", "other,virtual", "ata,virtual"})
    void aWholeDriveThatIsNone(String bus, String cap) {
        refused(
                "found the scope whole-medium",
                whole().changing(set("medium", "medium.bus", bus))
                        .changing(set("medium", "medium.caps", json("[\"" + cap + "\"]"))));
    }

    @Test
    void aVolumeThatIsAWholeDrive() {
        refused("found the scope volume", set("medium", "medium.scope", "volume"));
    }

    @ParameterizedTest
    @CsvSource({"loop,test-device", "md,composed", "dm,composed", "usb,bridge"})
    void aDeviceWithoutTheCapThatItsKindAlwaysHas(String bus, String cap) {
        refused("expected the cap " + cap, set("medium", "medium.bus", bus));
    }

    @Test
    void aPartitionThatPosesAsTheWhole() {
        refused("no cap partition", set("medium", "medium.caps", json("[\"partition\"]")));
        refused("expected the cap partition", set("medium", "medium.scope", "partition"));
    }

    @Test
    void aCapThatNobodyKnows() {
        refused("caps that this version knows", set("medium", "medium.caps", json("[\"harmless\"]")));
        refused("no cap other-parts on ata", set("medium", "medium.caps", json("[\"other-parts\"]")));
        refused("no cap parts-unknown on ata", set("medium", "medium.caps", json("[\"parts-unknown\"]")));
        refused("each cap once", set("medium", "medium.caps", json("[\"sparse\",\"sparse\"]")));
    }

    /** Each has a replay protected block, which no record of one may leave out. */
    @Test
    void aUfsDeviceOfWhichAllIsSaidToBeSeen() {
        UnaryOperator<Event> ufs = set("medium", "medium.bus", "ufs");
        refused("expected the cap parts-unknown on ufs", ufs);
        UnaryOperator<Event> noted = set("medium", "medium.caps", json("[\"parts-unknown\"]"));
        assertThat(whole().changing(ufs).changing(noted).evidence().events()).isNotEmpty();
        for (Event.HiddenState state : List.of(Event.HiddenState.NONE, Event.HiddenState.NOT_APPLICABLE)) {
            refused("unreadable, 0 bytes", whole().changing(ufs).changing(noted).changing(hidden(state, 0, List.of())));
        }
    }

    @Test
    void aBusThatNobodyKnows() {
        refused("a bus that this version knows", set("medium", "medium.bus", "ATA"));
    }

    @Test
    void aFileThatIsADrive() {
        refused("a file, and nothing else", set("medium", "medium.bus", "file"));
        refused("a file, and nothing else", set("medium", "medium.scope", "file"));
        refused("a file, and nothing else", set("medium", "medium.seenClass", "image"));
        refused(
                "blocks of 1 byte",
                EvidenceScript.of("nist-clear", MediumClass.IMAGE).changing(set("medium", "medium.blockBytes", 512)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 520, 131_072})
    void aDriveWithBlocksThatNoDriveHas(long blockBytes) {
        refused("blocks of 512 to 65536 bytes", set("medium", "medium.blockBytes", blockBytes));
    }

    @Test
    void aDriveThatEndsInTheMiddleOfABlock() {
        refused("a capacity in whole blocks", set("medium", "medium.capacityBytes", CAPACITY + 1));
    }

    @Test
    void aPersonWhoContradictsTheDrive() {
        refused("only where the device tells none", set("medium", "medium.declaredClass", "flash"));
        for (String word : List.of("image", "unknown")) {
            refused(
                    "magnetic or flash declared",
                    EvidenceScript.of("gb-46864-2025", MediumClass.UNKNOWN)
                            .changing(set("medium", "medium.declaredClass", word)));
        }
    }

    // What the drive answered about hidden areas

    @ParameterizedTest
    @EnumSource(
            value = Event.HiddenState.class,
            names = {"NONE", "FOUND", "NOT_APPLICABLE"})
    void hiddenAreasThatNobodyAskedFor(Event.HiddenState state) {
        refused("found no further command", hidden(state, state == Event.HiddenState.FOUND ? 512 : 0, List.of()));
    }

    @Test
    void noneThoughTheDriveSaysThatItHasMoreThanItShows() {
        for (DriveRecord hiding : List.of(DRIVE.protecting(8), DRIVE.overlaying(8))) {
            refused("found, 4096 bytes", hidden(Event.HiddenState.NONE, 0, hiding.commands()));
            refused("found, 4096 bytes", hidden(Event.HiddenState.UNREADABLE, 0, hiding.commands()));
            accepted(hidden(Event.HiddenState.FOUND, 4096, hiding.commands()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 512, 4095, 8192})
    void fewerOrMoreHiddenBytesThanTheDriveSays(long bytes) {
        refused(
                "found, 4096 bytes",
                hidden(Event.HiddenState.FOUND, bytes, DRIVE.protecting(8).commands()));
    }

    @Test
    void someThoughTheDriveSaysThatItShowsAll() {
        refused("none, 0 bytes", hidden(Event.HiddenState.FOUND, 512, DRIVE.commands()));
        refused("none, 0 bytes", hidden(Event.HiddenState.UNREADABLE, 0, DRIVE.commands()));
    }

    /** It was asked no further, since what it says of its size is not what the kernel says of this one. */
    @Test
    void theAnswersOfAnotherDrive() {
        List<DeviceCommand> another = DriveRecord.of(2 * CAPACITY, "SERIAL-1").commands();
        refused("no further command", hidden(Event.HiddenState.NONE, 0, another));
        refused("unreadable, 0 bytes", hidden(Event.HiddenState.NONE, 0, another.subList(0, 1)));
        refused("no further command", set("medium", "medium.capacityBytes", 2 * CAPACITY), DRIVE.commands());
    }

    /** Of the same size. */
    @Test
    void theAnswersOfAnotherDriveOfItsKind() {
        List<DeviceCommand> sister = DriveRecord.of(CAPACITY, "SERIAL-2").commands();
        refused("the answers of the drive SERIAL-1", hidden(Event.HiddenState.NONE, 0, sister));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aCommandThatIsLeftOutOrSentTwice(int at) {
        List<DeviceCommand> fewer = new ArrayList<>(DRIVE.commands());
        fewer.remove(at);
        refused("commands that look for hidden areas", hidden(Event.HiddenState.NONE, 0, fewer));
        refused("commands that look for hidden areas", hidden(Event.HiddenState.UNREADABLE, 0, fewer));
        List<DeviceCommand> more = new ArrayList<>(DRIVE.commands());
        more.add(at, more.get(at));
        refused("commands that look for hidden areas", hidden(Event.HiddenState.NONE, 0, more));
    }

    @ParameterizedTest
    @CsvSource({"0,1", "0,2", "1,2"})
    void commandsInAnotherOrder(int one, int other) {
        List<DeviceCommand> swapped = new ArrayList<>(DRIVE.commands());
        Collections.swap(swapped, one, other);
        refused("next the request", hidden(Event.HiddenState.NONE, 0, swapped));
    }

    @Test
    void noneThoughTheDriveRefusedToSay() {
        refused("unreadable, 0 bytes", hidden(Event.HiddenState.NONE, 0, DRIVE.refused()));
        accepted(hidden(Event.HiddenState.UNREADABLE, 0, DRIVE.refused()));
    }

    @Test
    void noneThoughNothingCameBack() {
        DeviceCommand identify = DRIVE.commands().getFirst();
        for (DeviceCommand.Answer none : List.of(
                new DeviceCommand.NotSent(25),
                new DeviceCommand.Completed(2, 0, 0, "70000500", ""),
                new DeviceCommand.Completed(0, 7, 0, "", ""))) {
            List<DeviceCommand> only = List.of(answered(identify, none));
            refused("unreadable, 0 bytes", hidden(Event.HiddenState.NONE, 0, only));
            accepted(hidden(Event.HiddenState.UNREADABLE, 0, only));
        }
    }

    @Test
    void anAnswerThatIsLongerThanWhatWasAskedFor() {
        List<DeviceCommand> longer = new ArrayList<>(DRIVE.commands());
        DeviceCommand.Completed registers =
                (DeviceCommand.Completed) longer.get(1).answer();
        longer.set(1, answered(longer.get(1), new DeviceCommand.Completed(2, 0, 8, registers.sense(), "00")));
        refused("at most 0 bytes", hidden(Event.HiddenState.NONE, 0, longer));
    }

    @Test
    void aCommandUnderTheNameOfAnother() {
        List<DeviceCommand> renamed = new ArrayList<>(DRIVE.commands());
        DeviceCommand second = renamed.get(1);
        renamed.set(1, new DeviceCommand("IDENTIFY_DEVICE (ECh)", second.request(), second.at(), 1, second.answer()));
        refused("the command READ_NATIVE_MAX_ADDRESS_EXT (27h)", hidden(Event.HiddenState.NONE, 0, renamed));
    }

    /** A bridge makes such an answer up, and the drive's checksum hardly. */
    @Test
    void noneBehindABridgeWithoutTheDrivesOwnChecksum() {
        DeviceCommand identify = DRIVE.commands().getFirst();
        AtaDrive plain =
                new AtaDrive().serial("SERIAL-1").withoutHidingFeatures().blocks(CAPACITY / 512);
        List<DeviceCommand> invented = List.of(answered(
                identify,
                new DeviceCommand.Completed(0, 0, 0, "", HexFormat.of().formatHex(plain.unsignedIdentify()))));
        refused(
                "unreadable, 0 bytes",
                whole().changing(set("medium", "medium.bus", "usb"))
                        .changing(set("medium", "medium.caps", json("[\"bridge\"]")))
                        .changing(set("verification-finished", "path", "device-cache"))
                        .changing(hidden(Event.HiddenState.NONE, 0, invented)));
        accepted(hidden(Event.HiddenState.NONE, 0, invented));
    }

    @Test
    void aLookForWhatABusDoesNotHave() {
        refused("not-applicable, 0 bytes", set("medium", "medium.bus", "mmc"), List.of());
        refused("no further command", set("medium", "medium.bus", "mmc"), DRIVE.commands());
    }

    /** From no answer of an NVMe device follows nothing, and from another kind of drive's neither. */
    @Test
    void aLookWithoutWhatTheDeviceWasAsked() {
        refused("next the request: 06", set("medium", "medium.bus", "nvme"), List.of());
        refused("next the request: 06", set("medium", "medium.bus", "nvme"), DRIVE.commands());
    }

    /** Programs of before asked a SAS drive no further where its last sanitize has failed, and said that they don't know. */
    @Test
    void whoAskedLessAndSaysThatNothingIsKnownClaimsNothing() {
        DeviceCommand identify = DRIVE.commands().getFirst();
        DeviceCommand failed =
                answered(identify, new DeviceCommand.Completed(2, 0, 0, "700003000000000a00000000310300000000", ""));
        UnaryOperator<Event> scsi = set("medium", "medium.bus", "scsi");
        assertThat(whole().changing(scsi)
                        .changing(hidden(Event.HiddenState.UNREADABLE, 0, List.of(failed)))
                        .evidence()
                        .events())
                .isNotEmpty();
        refused("no further command", scsi, List.of(failed));
        refused(
                "no further command",
                whole().changing(scsi).changing(hidden(Event.HiddenState.NOT_APPLICABLE, 0, List.of(failed))));
        DeviceCommand renamed = new DeviceCommand("INQUIRY", failed.request(), failed.at(), 1, failed.answer());
        refused(
                "the command " + identify.command(),
                whole().changing(scsi).changing(hidden(Event.HiddenState.UNREADABLE, 0, List.of(renamed))));
        refused(
                "commands that look for hidden areas",
                whole().changing(scsi)
                        .changing(hidden(
                                Event.HiddenState.UNREADABLE,
                                0,
                                List.of(failed, DRIVE.commands().get(1)))));
    }

    /** The device could not be opened, or gave no answer in time. */
    @Test
    void thatNothingIsKnownNeedsNoProof() {
        accepted(hidden(Event.HiddenState.UNREADABLE, 0, List.of()));
    }

    private static DeviceCommand answered(DeviceCommand command, DeviceCommand.Answer answer) {
        return new DeviceCommand(command.command(), command.request(), command.at(), 1, answer);
    }

    private static UnaryOperator<Event> hidden(Event.HiddenState state, long bytes, List<DeviceCommand> commands) {
        return event -> event instanceof Event.HiddenAreas ? new Event.HiddenAreas(state, bytes, "", commands) : event;
    }

    /** "None", on a medium that is changed, with answers of before. */
    private static void refused(String why, UnaryOperator<Event> medium, List<DeviceCommand> commands) {
        refused(why, whole().changing(medium).changing(hidden(Event.HiddenState.NONE, 0, commands)));
    }

    private static void accepted(UnaryOperator<Event> change) {
        assertThat(whole().changing(change).evidence().events()).isNotEmpty();
    }

    // Passes

    @Test
    void aRandomPassWithoutAKey() {
        refused("the digest of the key or nonce", without("pass-started", "secretDigest"));
    }

    @Test
    void aStampedPassWithoutANonce() {
        refused(
                "the digest of the key or nonce",
                EvidenceScript.of("nist-clear", MediumClass.MAGNETIC)
                        .changing(without("pass-started", "secretDigest")));
    }

    @Test
    void aConstantWithAKey() {
        refused("no key or nonce for a constant", set("pass-started", "secretDigest", "0".repeat(64)));
    }

    @Test
    void aKeyThatIsNoDigest() {
        refused("a SHA-256 in hex", onRandom(set("pass-started", "secretDigest", "00")));
    }

    @Test
    void twoPassesWithOneKey() {
        refused(
                "a fresh key or nonce",
                EvidenceScript.of(
                                Policies.nistClearWith(List.of(
                                        PassSpec.of(PatternKind.RANDOM, false), PassSpec.of(PatternKind.RANDOM, true))),
                                MediumClass.MAGNETIC)
                        .changing(set("pass-started", "secretDigest", "0".repeat(64))));
    }

    @ParameterizedTest
    @ValueSource(longs = {CAPACITY + 512, 2 * CAPACITY, (1L << 53) - 1})
    void moreWrittenThanThereIs(long bytes) {
        refused("bytes written: at most", set("pass-finished", "bytesWritten", bytes));
    }

    @Test
    void anUnwrittenPlaceBeyondTheEnd() {
        refused("unwritten below byte", set("pass-finished", "unwritten", errors(CAPACITY, 512)));
        refused("unwritten below byte", set("pass-finished", "unwritten", errors(CAPACITY - 512, 1024)));
    }

    @Test
    void unwrittenPlacesOutOfOrderOrTwice() {
        refused("in order, each place once", set("pass-finished", "unwritten", errors(4096, 512, 0, 512)));
        refused("in order, each place once", set("pass-finished", "unwritten", errors(0, 1024, 512, 512)));
    }

    // Reading back

    @Test
    void moreReadThanPlanned() {
        refused("bytes read: at most 512", set("verification-finished", "bytesPlanned", 512));
        refused("bytes planned: at most", set("verification-finished", "bytesPlanned", CAPACITY + 512));
    }

    @Test
    void moreThatDiffersThanWasRead() {
        refused("bytes that differ: at most", set("verification-finished", "mismatchedBytes", CAPACITY + 1));
    }

    @Test
    void aMismatchBeyondTheEnd() {
        refused("mismatches below byte", set("verification-finished", "mismatches", ranges(CAPACITY, 512)));
    }

    @Test
    void mismatchesOutOfOrderOrTwice() {
        refused("in order, each place once", set("verification-finished", "mismatches", ranges(512, 512, 0, 512)));
        refused("in order, each place once", set("verification-finished", "mismatches", ranges(0, 1024, 512, 512)));
    }

    @Test
    void anUnreadablePlaceBeyondTheEnd() {
        refused("unreadable below byte", set("verification-finished", "unreadable", errors(CAPACITY, 1)));
    }

    @Test
    void aDriveThatWasReadThroughAFileSystem() {
        refused("past the file system", set("verification-finished", "path", "file-system"));
        refused(
                "a file read through its file system",
                EvidenceScript.of("nist-clear", MediumClass.IMAGE)
                        .changing(set("verification-finished", "path", "direct")));
    }

    @Test
    void aBridgeThatIsNoCache() {
        refused(
                "a cache between",
                whole().changing(set("medium", "medium.bus", "usb"))
                        .changing(set("medium", "medium.caps", json("[\"bridge\"]"))));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 513, 131_072})
    void samplesInUnitsThatNoMediumHas(long unitBytes) {
        refused(
                "a unit of 512 to 65536 bytes",
                EvidenceScript.of("nist-clear", MediumClass.MAGNETIC, VerifyMode.SAMPLE)
                        .changing(set("verification-started", "unitBytes", unitBytes)));
    }

    // Interruptions

    @Test
    void workThatGoesOnBeyondTheEnd() {
        refused("the place to go on from: at most", inserted("pass-started", resumed("write", CAPACITY + 512, 512)));
    }

    @Test
    void workThatGoesOnWithoutALook() {
        refused("was read back first", inserted("pass-started", resumed("write", 4096, 0)));
        refused("bytes read back first: at most 4096", inserted("pass-started", resumed("write", 4096, 8192)));
    }

    @Test
    void aVerificationThatGoesOnFromTheMiddle() {
        refused("the place to go on from: at most 0", inserted("verification-finished", resumed("verify", 512, 0)));
    }

    @Test
    void workThatWentOnAfterAStopThoughNobodyStartedItAgain() {
        Event stop = EventEdit.read((JsonValue.Obj)
                json("{\"at\":\"" + AT + "\",\"event\":\"interrupted\",\"pass\":1,\"phase\":\"write\"}"));
        refused("WRITING_INTERRUPTED", inserted("pass-started", stop));
        assertThatCode(() -> Evidence.read(
                        SealedRecord.of(insertedInto(oneEvents(), "pass-started", stop, resumed("write", 0, 0)))))
                .doesNotThrowAnyException();
    }

    // Times

    @Test
    void aRecordThatIsClosedAtNoTime() {
        assertThatThrownBy(() -> set("closed", "at", "yesterday").apply(new Event.Closed(AT)))
                .hasMessageContaining("a time like");
    }

    @Test
    void theUnchangedRecordsTellNone() {
        for (EvidenceScript honest : List.of(whole(), EvidenceScript.of("nist-clear", MediumClass.IMAGE))) {
            assertThat(honest.evidence().events()).isNotEmpty();
        }
    }

    private static EvidenceScript whole() {
        return EvidenceScript.of("gb-46864-2025", MediumClass.MAGNETIC);
    }

    private static List<Event> oneEvents() {
        return EvidenceScript.of("nist-clear", MediumClass.MAGNETIC).events();
    }

    private static UnaryOperator<Event> plan(Function<List<PassSpec>, List<PassSpec>> change) {
        return event -> event instanceof Event.PlanChosen p
                ? new Event.PlanChosen(p.effectiveClass(), change.apply(p.passes()), p.verify())
                : event;
    }

    private static UnaryOperator<Event> onRandom(UnaryOperator<Event> change) {
        return event ->
                event instanceof Event.PassStarted p && p.pattern() == PatternKind.RANDOM ? change.apply(event) : event;
    }

    private static Event resumed(String phase, long fromBytes, long checkedBytes) {
        return new Event.Resumed(
                1, Event.Phase.valueOf(phase.toUpperCase(java.util.Locale.ROOT)), fromBytes, checkedBytes, AT);
    }

    private static JsonValue errors(long... offsetsAndLengths) {
        return ranges(Optional.of(5), offsetsAndLengths);
    }

    private static JsonValue ranges(long... offsetsAndLengths) {
        return ranges(Optional.empty(), offsetsAndLengths);
    }

    private static JsonValue ranges(Optional<Integer> errno, long... offsetsAndLengths) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < offsetsAndLengths.length; i += 2) {
            items.add("{" + errno.map(number -> "\"errno\":" + number + ",").orElse("") + "\"length\":"
                    + offsetsAndLengths[i + 1] + ",\"offset\":" + offsetsAndLengths[i] + "}");
        }
        return json("[" + String.join(",", items) + "]");
    }

    private static List<Event> inserted(String after, Event... added) {
        return insertedInto(oneEvents(), after, added);
    }

    private static List<Event> insertedInto(List<Event> events, String after, Event... added) {
        List<Event> out = new ArrayList<>();
        for (Event event : events) {
            out.add(event);
            if (EventEdit.nameOf(event).equals(after)) {
                out.addAll(List.of(added));
            }
        }
        return out;
    }

    private static void refused(String why, UnaryOperator<Event> lie) {
        refused(why, whole().changing(lie));
    }

    private static void refused(String why, EvidenceScript lie) {
        refused(why, lie.events());
    }

    private static void refused(String why, List<Event> events) {
        byte[] bytes = SealedRecord.of(events);
        assertThatThrownBy(() -> Evidence.read(bytes))
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining(why);
    }
}
