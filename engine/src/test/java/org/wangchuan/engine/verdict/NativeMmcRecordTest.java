package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.verdict.MmcScript.ERASE;
import static org.wangchuan.engine.verdict.MmcScript.READY;
import static org.wangchuan.engine.verdict.MmcScript.SANITIZE;
import static org.wangchuan.engine.verdict.MmcScript.STATUS;
import static org.wangchuan.engine.verdict.MmcScript.TAKEN;
import static org.wangchuan.engine.verdict.MmcScript.erase;
import static org.wangchuan.engine.verdict.MmcScript.erased;
import static org.wangchuan.engine.verdict.MmcScript.inRegister;
import static org.wangchuan.engine.verdict.MmcScript.reads;
import static org.wangchuan.engine.verdict.MmcScript.ready;
import static org.wangchuan.engine.verdict.MmcScript.register;
import static org.wangchuan.engine.verdict.MmcScript.sanitized;
import static org.wangchuan.engine.verdict.MmcScript.script;
import static org.wangchuan.engine.verdict.MmcScript.told;
import static org.wangchuan.engine.verdict.NativeScript.answered;
import static org.wangchuan.engine.verdict.NativeScript.sent;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.verdict.NativeOutcome.Said;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.NotProved;
import org.wangchuan.engine.verdict.Verdict.Reason;

/** Records of eMMC that were erased and sanitized, with one thing changed. */
class NativeMmcRecordTest {
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
        long all = NativeScript.CAPACITY;
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
