package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.engine.evidence.EventEdit.json;
import static org.wangchuan.engine.evidence.EventEdit.set;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.PartEvent;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.Reason;
import org.wangchuan.engine.verdict.VerdictRules;

/** Records of cards whose parts were erased, with one thing changed. */
class CardPartsRecordTest {
    private static final long BYTES = PartsBench.BOOT_BYTES;

    private static List<Event> honest(boolean purge) {
        try {
            PartsBench bench = new PartsBench();
            bench.open(purge, "boot0", "boot1");
            JobEnd end = bench.job().start();
            return ((JobEnd.Finished) end).evidence().events();
        } catch (JournalException e) {
            throw new AssertionError(e);
        }
    }

    private static Verdict verdict(List<Event> events) {
        try {
            return VerdictRules.judge(Evidence.read(SealedRecord.of(events)));
        } catch (EvidenceException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Event> changed(boolean purge, UnaryOperator<Event> change) {
        return honest(purge).stream().map(change).toList();
    }

    private static void shows(List<Event> events, Level level, Reason... reasons) {
        Verdict verdict = verdict(events);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(level);
        assertThat(verdict.reasons()).as(verdict.toString()).contains(reasons);
    }

    private static void refused(List<Event> events, String expected) {
        assertThatThrownBy(() -> Evidence.read(SealedRecord.of(events)))
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining(expected);
    }

    /** Of the second part alone. */
    private static UnaryOperator<Event> second(UnaryOperator<Event> change) {
        return event -> switch (event) {
            case PartEvent.Finished e when e.part().equals("boot1") -> change.apply(event);
            case PartEvent.Looked e when e.part().equals("boot1") -> change.apply(event);
            default -> event;
        };
    }

    private static List<Event> without(List<Event> events, Class<? extends Event> type) {
        return events.stream().filter(event -> !type.isInstance(event)).toList();
    }

    @Test
    void asItIsItIsGood() {
        shows(honest(true), Level.PURGED);
        shows(honest(false), Level.CLEARED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasNotWrittenOrReadWholeIsNotErased(boolean purge) {
        for (String member : List.of("bytesWritten", "bytesRead")) {
            shows(changed(purge, second(set("part-finished", member, BYTES - 512))), Level.PARTIAL, Reason.OTHER_PARTS);
        }
        shows(changed(purge, second(set("part-finished", "end", "refused"))), Level.PARTIAL, Reason.OTHER_PARTS);
        UnaryOperator<Event> shorter = second(event -> set("part-looked", "bytesRead", BYTES - 512)
                .apply(set("part-looked", "zeroBytes", BYTES - 512).apply(event)));
        shows(changed(purge, shorter), Level.PARTIAL, Reason.OTHER_PARTS);
        shows(without(honest(purge), PartEvent.Looked.class), Level.PARTIAL, Reason.OTHER_PARTS);
    }

    @Test
    void whereNothingElseErasesZerosHaveToBeWritten() {
        shows(changed(false, second(set("part-finished", "zeroedBytes", 0))), Level.PARTIAL, Reason.OTHER_PARTS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatDoesNotReadAsErasedIsUnproven(boolean purge) {
        shows(
                changed(purge, second(set("part-looked", "zeroBytes", BYTES - 512))),
                Level.UNPROVEN,
                Reason.NOT_READ_AS_ERASED);
        UnaryOperator<Event> ones = second(event -> set("part-looked", "oneBytes", BYTES)
                .apply(set("part-looked", "zeroBytes", 0).apply(event)));
        shows(changed(purge, ones), Level.UNPROVEN, Reason.NOT_READ_AS_ERASED);
    }

    @Test
    void whatStillHoldsTheStreamOrNeverHeldItIsFailed() {
        UnaryOperator<Event> stands = event -> second(set("part-looked", "streamBytes", 512))
                .apply(second(set("part-looked", "zeroBytes", BYTES - 512)).apply(event));
        shows(changed(true, stands), Level.FAILED, Reason.CANARY_FOUND);
        shows(changed(false, stands), Level.FAILED, Reason.MISMATCH);
        shows(changed(true, second(set("part-finished", "mismatchedBytes", 512))), Level.FAILED, Reason.MISMATCH);
    }

    /** The erase has to be one of all of the part, accepted, and followed by a card that is ready. */
    @Test
    void anEraseOfLessOrWithAnErrorIsNone() {
        shows(changed(true, commands(all -> all.subList(1, all.size()))), Level.PARTIAL, Reason.OTHER_PARTS);
        shows(changed(true, commands(all -> all.subList(0, 1))), Level.PARTIAL, Reason.OTHER_PARTS);
        // CMD36 with another last address: struct mmc_ioc_cmd has its argument at 12, the second of a row is at 80
        shows(
                changed(
                        true,
                        commands(all -> List.of(request(all.getFirst(), 8 + 72 + 12, "00fc0100"), all.getLast()))),
                Level.PARTIAL,
                Reason.OTHER_PARTS);
        // the argument of CMD38, the third: a trim
        shows(
                changed(
                        true,
                        commands(all -> List.of(request(all.getFirst(), 8 + 144 + 12, "01000000"), all.getLast()))),
                Level.PARTIAL,
                Reason.OTHER_PARTS);
        // ERASE_SEQ_ERROR in the response to the last
        shows(
                changed(
                        true,
                        commands(all -> List.of(
                                answer(all.getFirst(), 0x10000900L, "000009000000090010000900"), all.getLast()))),
                Level.PARTIAL,
                Reason.OTHER_PARTS);
        // busy
        shows(
                changed(true, commands(all -> List.of(all.getFirst(), answer(all.getLast(), 0xe00, "")))),
                Level.PARTIAL,
                Reason.OTHER_PARTS);
    }

    private static UnaryOperator<Event> commands(UnaryOperator<List<DeviceCommand>> change) {
        return event -> event instanceof PartEvent.Finished e && e.part().equals("boot1")
                ? new PartEvent.Finished(
                        e.part(),
                        e.end(),
                        e.bytesWritten(),
                        e.bytesRead(),
                        e.mismatchedBytes(),
                        e.zeroedBytes(),
                        change.apply(e.commands()),
                        e.lockedAgain(),
                        e.durationMillis(),
                        e.at())
                : event;
    }

    private static DeviceCommand request(DeviceCommand command, int at, String hex) {
        String request = command.request();
        return new DeviceCommand(
                command.command(),
                request.substring(0, 2 * at) + hex + request.substring(2 * at + hex.length()),
                command.at(),
                command.durationMillis(),
                command.answer());
    }

    private static DeviceCommand answer(DeviceCommand command, long response, String data) {
        return new DeviceCommand(
                command.command(),
                command.request(),
                command.at(),
                command.durationMillis(),
                new DeviceCommand.Told(0, response, data));
    }

    /** Its register is the only one that knows how many parts there are, and how large. */
    @Test
    void whatTheCardSaysOfItselfDecidesWhichPartsThereAre() {
        shows(changed(true, asked(register -> register, false)), Level.PARTIAL, Reason.OTHER_PARTS);
        shows(changed(true, asked(register -> put(register, 226, "02"), true)), Level.PARTIAL, Reason.OTHER_PARTS);
        shows(changed(true, asked(register -> put(register, 226, "00"), true)), Level.PARTIAL, Reason.OTHER_PARTS);
        shows(changed(true, asked(register -> put(register, 149, "01"), true)), Level.PARTIAL, Reason.OTHER_PARTS);
        // of twice the size: another card
        shows(
                changed(true, asked(register -> put(register, 212, "00100000"), true)),
                Level.PARTIAL,
                Reason.OTHER_PARTS);
    }

    private static String put(String register, int at, String hex) {
        return register.substring(0, 2 * at) + hex + register.substring(2 * at + hex.length());
    }

    private static UnaryOperator<Event> asked(UnaryOperator<String> change, boolean any) {
        return event -> event instanceof PartEvent.Asked(List<DeviceCommand> commands)
                ? new PartEvent.Asked(
                        any
                                ? commands.stream()
                                        .map(one -> answer(
                                                one, 0x900, change.apply(((DeviceCommand.Told) one.answer()).data())))
                                        .toList()
                                : List.of())
                : event;
    }

    /** Nobody held the part while the job was away. */
    @Test
    void aLookFromBeforeAnInterruptionShowsNothing() {
        List<Event> events = new ArrayList<>(honest(false));
        int at = events.indexOf(events.stream()
                .filter(Event.Rechecked.class::isInstance)
                .findFirst()
                .orElseThrow());
        events.add(at, new Event.Resumed(1, Event.Phase.BETWEEN, 0, 0, ((Event.Closed) events.getLast()).at()));
        shows(events, Level.PARTIAL, Reason.OTHER_PARTS);
    }

    /** The second part begins once the first has come to its end. */
    private static List<Event> oneAfterTheOther(List<Event> events) {
        List<Event> out = new ArrayList<>(events);
        Event second = out.stream()
                .filter(event ->
                        event instanceof PartEvent.Started e && e.part().equals("boot1"))
                .findFirst()
                .orElseThrow();
        out.remove(second);
        out.add(
                1
                        + out.indexOf(out.stream()
                                .filter(PartEvent.Finished.class::isInstance)
                                .findFirst()
                                .orElseThrow()),
                second);
        return out;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasFoundElsewhereIsFailedAndWhatWasNotSearchedForShowsNothing(boolean purge) {
        shows(changed(purge, set("parts-compared", "streamBytes", 512)), Level.FAILED, Reason.MISMATCH);
        shows(changed(purge, set("parts-compared", "mismatchedBytes", 512)), Level.FAILED, Reason.MISMATCH);
        shows(changed(purge, set("parts-compared", "bytesRead", BYTES - 512)), Level.PARTIAL, Reason.OTHER_PARTS);
    }

    /** A card that answers once that it has a general purpose partition, and once that it has none. */
    @Test
    void answersThatContradictEachOtherAreNoneToRelyOn() {
        UnaryOperator<Event> other = event -> event instanceof DriveEvent.DriveAsked(List<DeviceCommand> commands)
                ? new DriveEvent.DriveAsked(commands.stream()
                        .map(one -> answer(one, 0x900, put(((DeviceCommand.Told) one.answer()).data(), 226, "02")))
                        .toList())
                : event;
        shows(changed(true, other), Level.PARTIAL, Reason.OTHER_PARTS);
        UnaryOperator<Event> before = event -> event instanceof DriveEvent.NativeStarted e
                ? new DriveEvent.NativeStarted(
                        e.attempt(),
                        e.technique(),
                        e.before().stream()
                                .map(one ->
                                        answer(one, 0x900, put(((DeviceCommand.Told) one.answer()).data(), 226, "02")))
                                .toList(),
                        e.at())
                : event;
        shows(changed(true, before), Level.PARTIAL, Reason.OTHER_PARTS);
    }

    @Test
    void whatNoProgramWritesIsRefused() {
        refused(changed(true, set("medium", "medium.caps", json("[]"))), "parts of a whole eMMC");
        refused(changed(true, set("plan", "parts", json("[\"boot1\",\"boot0\"]"))), "in this order");
        refused(changed(true, set("part-started", "part", "boot1")), "the next part");
        refused(changed(true, second(set("part-finished", "bytesRead", BYTES + 512))), "at most");
        refused(changed(true, second(set("part-looked", "oneBytes", 512))), "each of one kind");
        refused(without(honest(true), PartEvent.Started.class), "what can follow");
        refused(without(honest(true), PartEvent.Finished.class), "what can follow");
        refused(without(honest(true), PartEvent.Compared.class), "what can follow");
        refused(changed(true, set("part-finished", "part", "boot1")), "the next part that ends");
        refused(changed(true, set("parts-compared", "mismatchedBytes", 2 * BYTES + 512)), "no more bytes");
        refused(oneAfterTheOther(honest(true)), "all parts begun");
        refused(without(honest(true), PartEvent.Asked.class), "what can follow");
        List<Event> events = new ArrayList<>(honest(true));
        Event last = events.stream()
                .filter(PartEvent.Looked.class::isInstance)
                .reduce((_, later) -> later)
                .orElseThrow();
        events.remove(last);
        events.add(5, last);
        refused(events, "what can follow");
    }
}
