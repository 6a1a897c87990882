package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.evidence.EventEdit.set;
import static org.wangchuan.engine.verdict.NativeScript.answered;
import static org.wangchuan.engine.verdict.NativeScript.bytes;
import static org.wangchuan.engine.verdict.NativeScript.sent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.verdict.NativeOutcome.Said;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.NotProved;
import org.wangchuan.engine.verdict.Verdict.Reason;

/**
 * Records of eMMC that were erased and sanitized, with one thing changed; bytes by hand from JESD84-B51 and linux/mmc/ioctl.h: the number of
 * commands, and for each write flag at 0, opcode at 8, argument at 12, flags at 32, block size at 36, blocks at 40.
 */
class NativeMmcRecordTest {
    private static final String EXT_CSD = bytes(80, "0:01", "16:08", "40:b5", "44:0002", "48:01");
    private static final String STATUS = bytes(80, "0:01", "16:0d", "20:00000100", "40:15");
    private static final String SANITIZE = bytes(80, "0:01", "8:01", "16:06", "20:0101a503", "40:9d04");
    private static final String ERASE = erase("00000000", "00fe0f00", "00000000"); // to byte 2047 * 512
    private static final long READY = 0x900;
    private static final String TAKEN = "000009000000090000000900";

    private static String erase(String first, String last, String argument) {
        return bytes(
                224,
                "0:03",
                "8:01",
                "16:23",
                "20:" + first,
                "40:95",
                "80:01",
                "88:24",
                "92:" + last,
                "112:95",
                "152:01",
                "160:26",
                "164:" + argument,
                "184:9d04");
    }

    /** 5.1; 2048 sectors; trim and sanitize; no partition. */
    private static String register(String... more) {
        List<String> parts = new ArrayList<>(List.of("192:08", "212:00080000", "224:01", "231:50", "168:01"));
        parts.addAll(List.of(more));
        return bytes(512, parts.toArray(String[]::new));
    }

    private static DeviceCommand told(String request, long response, String data) {
        return new DeviceCommand(
                "MMC", request, Instant.parse(NativeScript.AT), 1, new DeviceCommand.Told(0, response, data));
    }

    private static DeviceCommand inRegister(String data) {
        return told(EXT_CSD, READY, data);
    }

    private static Event erased() {
        return sent(told(ERASE, READY, TAKEN));
    }

    /** The kernel hands no response to it on. */
    private static Event sanitized() {
        return sent(told(SANITIZE, 0, ""));
    }

    private static Event ready() {
        return answered(told(STATUS, READY, ""));
    }

    private static NativeScript script(String register, Event... steps) {
        return NativeScript.mmc(inRegister(register)).steps(steps).changing(reads(SealedRecord.AS_PLANNED, 0));
    }

    /** What was read afterwards: so many zeros, so many ones. */
    private static UnaryOperator<Event> reads(long zeroBytes, long oneBytes) {
        return event -> set("sampling-finished", "oneBytes", oneBytes)
                .apply(set("sampling-finished", "zeroBytes", zeroBytes).apply(event));
    }

    private static void shows(NativeScript script, Level level, Reason... reasons) {
        shows(script.verdict(), level, reasons);
    }

    private static void shows(Verdict verdict, Level level, Reason... reasons) {
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(level);
        assertThat(verdict.reasons()).contains(reasons);
    }

    @Test
    void anEraseOfAllAndThenASanitizeIsPurged() {
        NativeScript honest = script(register(), erased(), ready(), sanitized(), ready());
        shows(honest, Level.PURGED);
        assertThat(honest.verdict().reasons()).isEmpty();
        assertThat(honest.verdict().notProved()).contains(NotProved.DEVICES_WORD);
        assertThat(NativeOutcome.of(honest.evidence()).orElseThrow().said()).isEqualTo(Said.ENDED);
    }

    /** It clears what is mapped to nothing: without an erase before it that is nothing. */
    @Test
    void aSanitizeAloneIsNoErasure() {
        shows(script(register(), sanitized(), ready()), Level.UNPROVEN, Reason.NOT_SHOWN);
        shows(script(register(), sanitized(), ready(), erased(), ready()), Level.UNPROVEN, Reason.NOT_SHOWN);
    }

    @Test
    void anEraseAloneIsNoSanitize() {
        shows(script(register(), erased(), ready()), Level.UNPROVEN, Reason.COMMAND_MISSING);
    }

    @Test
    void anEraseOfLessOrOfAnotherKindDoesNotCount() {
        for (String request : List.of(
                erase("00020000", "00fe0f00", "00000000"), // not from the first
                erase("00000000", "00fc0f00", "00000000"), // a sector short
                erase("00000000", "00fe0f00", "01000000"), // trim
                erase("00000000", "00fe0f00", "03000000"), // discard
                erase("00000000", "00fe0f00", "00000000").replace("2300", "2000"))) { // CMD32 of SD cards
            shows(
                    script(register(), sent(told(request, READY, TAKEN)), ready(), sanitized(), ready()),
                    Level.UNPROVEN,
                    Reason.NOT_SHOWN);
        }
    }

    @Test
    void anErrorInAnyResponseIsNoSuccess() {
        for (String responses : List.of(
                "800009000000090000000900", // ADDRESS_OUT_OF_RANGE at CMD35
                "000009001000090000000900", // ERASE_SEQ_ERROR at CMD36
                "0000090000000900")) { // of two alone
            shows(
                    script(register(), sent(told(ERASE, READY, responses)), ready(), sanitized(), ready()),
                    Level.UNPROVEN,
                    Reason.NOT_SHOWN);
        }
        shows(
                script(register(), erased(), ready(), sent(told(SANITIZE, 0x980, "")), ready()), // SWITCH_ERROR
                Level.UNPROVEN,
                Reason.COMMAND_REFUSED);
    }

    /** What went wrong while it was busy shows in the status that is asked for next. */
    @Test
    void theStatusAfterEachHasToBeReadyAndWithoutAnError() {
        Event skipped = answered(told(STATUS, READY | 1 << 15, ""));
        Event busy = answered(told(STATUS, 0xe00, ""));
        shows(script(register(), erased(), skipped, sanitized(), ready()), Level.UNPROVEN, Reason.COMMAND_REFUSED);
        shows(
                script(register(), erased(), skipped, ready(), sanitized(), ready()),
                Level.UNPROVEN,
                Reason.COMMAND_REFUSED);
        shows(script(register(), erased(), ready(), sanitized(), busy), Level.UNPROVEN, Reason.END_NOT_TOLD);
        shows(script(register(), erased(), sanitized(), ready()), Level.UNPROVEN, Reason.END_NOT_TOLD);
        shows(script(register(), erased(), ready(), sanitized()), Level.UNPROVEN, Reason.END_NOT_TOLD);
    }

    @Test
    void whatItDoesNotOfferOrSaysOfAnotherSizeIsUnproven() {
        Event[] honest = {erased(), ready(), sanitized(), ready()};
        shows(script(register("231:10"), honest), Level.UNPROVEN, Reason.NOT_OFFERED);
        shows(script(register("192:05"), honest), Level.UNPROVEN, Reason.NOT_OFFERED); // before 4.5 there was none
        shows(script(register("212:00100000"), honest), Level.UNPROVEN, Reason.NOT_SHOWN);
    }

    /** Above 2 GiB addresses count sectors: the same bytes are another address there. */
    @Test
    void ofALargeCardAnotherLastAddressIsTheLast() {
        shows(
                script(register("212:00008000"), erased(), ready(), sanitized(), ready()),
                Level.UNPROVEN,
                Reason.NOT_SHOWN);
    }

    /** By ERASED_MEM_CONT: 0 or 1 in [181]. What was left out of an erase need not be where anything could be planted. */
    @Test
    void allThatIsReadHasToBeWhatErasedBlocksReadAs() {
        long all = SealedRecord.AS_PLANNED;
        Event[] honest = {erased(), ready(), sanitized(), ready()};
        shows(script(register("181:00"), honest).changing(reads(all, 0)), Level.PURGED);
        shows(script(register("181:01"), honest).changing(reads(0, all)), Level.PURGED);
        for (NativeScript other : List.of(
                script(register("181:00"), honest).changing(reads(0, all)),
                script(register("181:01"), honest).changing(reads(all, 0)),
                script(register(), honest).changing(reads(65_536, 0)),
                script(register(), honest).changing(reads(512, 512)),
                script(register(), honest).changing(reads(0, 0)))) {
            Verdict verdict = other.verdict();
            assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.UNPROVEN);
            assertThat(verdict.reasons())
                    .contains(Reason.NOT_READ_AS_ERASED)
                    // Of some of them the kinds are not told of all that was read.
                    .isSubsetOf(Reason.NOT_READ_AS_ERASED, Reason.ACCOUNTS_DO_NOT_ADD_UP);
        }
        for (long ones : List.of(0L, all)) { // it told both
            NativeScript torn = script(register(), honest)
                    .before(inRegister(register("181:00")), inRegister(register("181:01")))
                    .changing(reads(all - ones, ones));
            shows(torn, Level.PURGED);
        }
    }

    /** What was planted may be gone by an attempt that was left or refused, whether its answer is on record or not. */
    @Test
    void whatAnAttemptThatWasLeftMayHaveErasedProvesNothingOfTheNext() throws Exception {
        shows(after(DriveEvent.NativeEnd.LEFT, erased(), ready()), Level.UNPROVEN, Reason.NOTHING_VERIFIED);
        shows(after(DriveEvent.NativeEnd.LEFT, erased()), Level.UNPROVEN, Reason.NOTHING_VERIFIED);
        shows(after(DriveEvent.NativeEnd.LEFT), Level.UNPROVEN, Reason.NOTHING_VERIFIED);
        shows(after(DriveEvent.NativeEnd.REFUSED, erased(), ready()), Level.UNPROVEN, Reason.NOTHING_VERIFIED);
        shows(after(DriveEvent.NativeEnd.REFUSED), Level.PURGED); // nothing was sent
    }

    /** An honest attempt after another. */
    private static Verdict after(DriveEvent.NativeEnd end, Event... steps) throws EvidenceException {
        List<Event> out = new ArrayList<>();
        for (Event event :
                script(register(), erased(), ready(), sanitized(), ready()).events()) {
            if (event instanceof DriveEvent.NativeStarted first) {
                out.add(first);
                out.addAll(List.of(steps));
                out.add(new DriveEvent.NativeFinished(1, end, 60_000, 2_000, NativeScript.AT));
            }
            out.add(NativeOrderTest.second(event));
        }
        return VerdictRules.judge(Evidence.read(SealedRecord.of(out)));
    }

    @Test
    void otherPartsHoldItDownUnlessItSaysThatItHasNone() {
        Event[] honest = {erased(), ready(), sanitized(), ready()};
        NativeScript alone = script(register(), honest).on(NativeMmcRecordTest::withParts);
        shows(alone, Level.PURGED); // a replay protected block alone
        assertThat(alone.verdict().notProved()).contains(NotProved.OTHER_PARTS);
        shows(script(register("226:20"), honest).on(NativeMmcRecordTest::withParts), Level.PARTIAL, Reason.OTHER_PARTS);
        shows(
                script(register("149:01"), honest).on(NativeMmcRecordTest::withParts), // the third general purpose one
                Level.PARTIAL,
                Reason.OTHER_PARTS);
    }

    /** Some hosts can't reach boot partitions, and show none: what the card says of itself stands all the same. */
    @Test
    void partsThatTheMachineDoesNotShowHoldItDownAsWell() {
        Event[] honest = {erased(), ready(), sanitized(), ready()};
        NativeScript unseen = script(register("226:20"), honest);
        shows(unseen, Level.PARTIAL, Reason.OTHER_PARTS);
        assertThat(unseen.verdict().notProved()).contains(NotProved.OTHER_PARTS);
    }

    private static MediumFacts withParts(MediumFacts medium) {
        return new MediumFacts(
                medium.name(),
                medium.model(),
                medium.serial(),
                medium.firmware(),
                medium.wwn(),
                medium.bus(),
                medium.capacityBytes(),
                medium.blockBytes(),
                medium.seenClass(),
                medium.declaredClass(),
                medium.scope(),
                List.of("other-parts"));
    }
}
