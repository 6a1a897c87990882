package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.engine.evidence.EventEdit.json;
import static org.wangchuan.engine.evidence.EventEdit.set;
import static org.wangchuan.engine.verdict.NativeScript.AT;
import static org.wangchuan.engine.verdict.NativeScript.NVME_LOG;
import static org.wangchuan.engine.verdict.NativeScript.NVME_SANITIZE_BLOCK;
import static org.wangchuan.engine.verdict.NativeScript.answered;
import static org.wangchuan.engine.verdict.NativeScript.log;
import static org.wangchuan.engine.verdict.NativeScript.nvme;
import static org.wangchuan.engine.verdict.NativeScript.sent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.Reason;

/** A drive that nobody watched may have ended, been used, and be found as if it had just ended. */
class NativeGapTest {
    private static final String OURS = "02020000";
    private static final Event GAP = new Event.Resumed(1, Event.Phase.NATIVE, 0, 0, AT);
    private static final Event UNTOUCHED = answered(nvme(NVME_LOG, log("ffff", "0101", OURS)));
    private static final Event WRITTEN = answered(nvme(NVME_LOG, log("ffff", "0100", OURS)));

    private static Map<String, NativeScript> silent() {
        return new TreeMap<>(Map.of(
                "ata", NativeScript.ata(NativeTechnique.ATA_SANITIZE_BLOCK, NativeScript.ATA_SANITIZE_BLOCK),
                "enhanced", NativeScript.ataErase(NativeTechnique.ATA_SECURITY_ERASE_ENHANCED, "02"),
                "scsi", NativeScript.scsiBlock()));
    }

    @Test
    void whoCannotSayThatNothingWasWrittenSinceIsUnprovenAfterItHadEnded() throws Exception {
        Map<String, NativeScript> all = silent();
        all.put("nvme", NativeScript.nvmeBlock());
        for (Map.Entry<String, NativeScript> drive : all.entrySet()) {
            List<Event> honest = drive.getValue().events();
            shows(drive.getKey(), honest, Level.PURGED);
            for (Class<? extends Event> last : List.of(
                    DriveEvent.NativeFinished.class,
                    DriveEvent.SamplingFinished.class,
                    Event.Rechecked.class,
                    Event.Residue.class,
                    Event.Closed.class)) {
                shows(
                        drive.getKey() + " " + last.getSimpleName(),
                        lookedAtAgain(honest, last, List.of(GAP)),
                        Level.UNPROVEN,
                        Reason.UNWATCHED);
            }
            // Between two things, without another look.
            shows(
                    drive.getKey() + " closed later",
                    with(honest, honest.size() - 1, new Event.Resumed(1, Event.Phase.BETWEEN, 0, 0, AT)),
                    Level.UNPROVEN,
                    Reason.UNWATCHED);
        }
    }

    @Test
    void whoIsSeenAtWorkAgainWasNotMissed() throws Exception {
        for (String name : List.of("ata", "scsi")) {
            List<Event> honest =
                    java.util.Objects.requireNonNull(silent().get(name)).events();
            int commanded = index(honest, DriveEvent.NativeCommanded.class);
            shows(name + ": at work after it", with(honest, commanded + 1, GAP), Level.PURGED);
            shows(name + ": ended in it", with(honest, commanded + 2, GAP), Level.UNPROVEN, Reason.UNWATCHED);
            shows(name + ": ended before it", with(honest, commanded + 3, GAP), Level.UNPROVEN, Reason.UNWATCHED);
            // Its command may have been sent before, and what was planted be gone by that one.
            shows(
                    name + ": before it was told to",
                    with(honest, commanded, GAP),
                    Level.UNPROVEN,
                    Reason.NOTHING_VERIFIED);
        }
    }

    /** The command was answered when it was over. */
    @Test
    void anAnswerBeforeAGapIsOfAnEndBeforeIt() throws Exception {
        List<Event> erased = NativeScript.ataErase(NativeTechnique.ATA_SECURITY_ERASE_ENHANCED, "02")
                .events();
        int told = index(erased, DriveEvent.NativeTold.class);
        shows("erased", with(erased, told, GAP), Level.UNPROVEN, Reason.UNWATCHED);
        List<Event> formatted = NativeScript.nvmeFormat(
                        NativeTechnique.NVME_FORMAT_USER_DATA, NativeScript.NVME_FORMAT_USER)
                .events();
        shows(
                "formatted",
                with(formatted, index(formatted, DriveEvent.NativeTold.class), GAP),
                Level.UNPROVEN,
                Reason.UNWATCHED);
    }

    /** It may be another one of its number, which was sanitized before. */
    @Test
    void aControllerThatNobodyHadLookedAtIsNotBelievedThatItIsTheOneThatEnded() throws Exception {
        List<Event> honest = NativeScript.nvmeBlock().events();
        for (Class<? extends Event> last :
                List.of(DriveEvent.NativeFinished.class, Event.Committed.class, DriveEvent.SamplingStarted.class)) {
            shows(
                    last.getSimpleName(),
                    lookedAtAgain(honest, last, List.of(GAP, UNTOUCHED)),
                    Level.UNPROVEN,
                    Reason.UNWATCHED);
        }
        int finished = index(honest, DriveEvent.NativeFinished.class);
        List<Event> atItsEnd = with(with(honest, finished, UNTOUCHED), finished, GAP);
        shows("found at its end", atItsEnd, Level.UNPROVEN, Reason.UNWATCHED);
        // A later look does not undo that the first came after a time that nobody watched.
        List<Event> twice = lookedAtAgain(atItsEnd, DriveEvent.SamplingFinished.class, List.of(GAP, UNTOUCHED));
        shows("and looked at twice", twice, Level.UNPROVEN, Reason.UNWATCHED);
    }

    @Test
    void aControllerThatSaysThatNothingWasWrittenSinceItWasLookedAtIsBelieved() throws Exception {
        List<Event> honest = NativeScript.nvmeBlock().events();
        for (Class<? extends Event> last :
                List.of(DriveEvent.SamplingFinished.class, Event.Rechecked.class, Event.Closed.class)) {
            shows(last.getSimpleName(), lookedAtAgain(honest, last, List.of(GAP, UNTOUCHED)), Level.PURGED);
            shows(
                    last.getSimpleName(),
                    lookedAtAgain(honest, last, List.of(GAP, WRITTEN)),
                    Level.UNPROVEN,
                    Reason.WRITTEN_SINCE);
            shows(
                    "another's success",
                    lookedAtAgain(
                            honest, last, List.of(GAP, answered(nvme(NVME_LOG, log("ffff", "0101", "04020000"))))),
                    Level.UNPROVEN,
                    Reason.UNWATCHED);
            shows(
                    "asked before it alone",
                    lookedAtAgain(honest, last, List.of(GAP, UNTOUCHED, GAP)),
                    Level.UNPROVEN,
                    Reason.UNWATCHED);
        }
        int closed = honest.size() - 1;
        List<Event> late = with(honest, closed, new Event.Resumed(1, Event.Phase.BETWEEN, 0, 0, AT));
        shows("asked before it was closed", with(late, closed + 1, UNTOUCHED), Level.PURGED);
        // Nobody was away, and yet it was written to.
        shows(
                "written under our eyes",
                with(honest, index(honest, Event.Committed.class), WRITTEN),
                Level.UNPROVEN,
                Reason.WRITTEN_SINCE);
    }

    /** What the drive was like before is no longer known when it is told to. */
    @Test
    void aStateFromBeforeAGapIsNotTheOneBeforeTheCommand() throws Exception {
        List<Event> atOnce = NativeScript.nvmeBlock()
                .steps(sent(nvme(NVME_SANITIZE_BLOCK, "")), UNTOUCHED)
                .events();
        shows("at once", atOnce, Level.PURGED);
        shows(
                "away before",
                with(atOnce, index(atOnce, DriveEvent.NativeCommanded.class), GAP),
                Level.UNPROVEN,
                Reason.NOTHING_VERIFIED,
                Reason.OLD_RESULT);
    }

    /** What had been planted was erased by the first. */
    @Test
    void whatTheFirstAttemptErasedProvesNothingOfTheSecond() throws Exception {
        List<Event> honest = NativeScript.nvmeBlock().events();
        List<Event> twice = new ArrayList<>(honest.subList(0, index(honest, Event.Committed.class)));
        twice.add(GAP);
        for (Event event :
                List.copyOf(honest.subList(index(honest, DriveEvent.NativeStarted.class), twice.size() - 1))) {
            twice.add(NativeOrderTest.second(event));
        }
        twice.addAll(honest.subList(index(honest, Event.Committed.class), honest.size()));
        shows("twice", twice, Level.UNPROVEN, Reason.NOTHING_VERIFIED);
    }

    /** The time on record is that since it was last gone on with, be it the last second of a day. */
    @Test
    void whoComesBackAtItsEndIsNotTooFast() throws Exception {
        for (boolean away : List.of(false, true)) {
            List<Event> honest = NativeScript.nvme(
                            NativeTechnique.NVME_SANITIZE_OVERWRITE, NativeScript.NVME_SANITIZE_OVERWRITE, "13020000")
                    .on(medium -> sized(medium, 8L << 30))
                    .changing(set("native-finished", "durationMillis", 1))
                    .changing(set("native-finished", "longestPauseMillis", 1))
                    .events();
            List<Event> events = away ? with(honest, index(honest, DriveEvent.NativeCommanded.class) + 2, GAP) : honest;
            Verdict verdict = VerdictRules.judge(read(events));
            assertThat(verdict.reasons().contains(Reason.IMPOSSIBLE_PACE))
                    .as(verdict.toString())
                    .isNotEqualTo(away);
        }
    }

    private static MediumFacts sized(MediumFacts facts, long capacityBytes) {
        return new MediumFacts(
                facts.name(),
                facts.model(),
                facts.serial(),
                facts.firmware(),
                facts.wwn(),
                facts.bus(),
                capacityBytes,
                facts.blockBytes(),
                facts.seenClass(),
                facts.declaredClass(),
                facts.scope(),
                facts.caps());
    }

    /** What had been planted may be gone by whatever was sent, and by one of which nobody knows whether it was. */
    @Test
    void whatAnEarlierAttemptMayHaveErasedProvesNothingOfTheLast() throws Exception {
        Event taken = sent(nvme(NVME_SANITIZE_BLOCK, ""));
        shows("left, taken", after("block", "left", taken), Level.UNPROVEN, Reason.NOTHING_VERIFIED);
        shows("stalled, taken", after("block", "stalled", taken), Level.UNPROVEN, Reason.NOTHING_VERIFIED);
        shows("left, nobody knows", after("block", "left"), Level.UNPROVEN, Reason.NOTHING_VERIFIED);
        // What it says that it did not do it may have done.
        shows("refused, taken", after("block", "refused", taken), Level.UNPROVEN, Reason.NOTHING_VERIFIED);
        shows(
                "refused",
                after("block", "refused", sent(nvme(NVME_SANITIZE_BLOCK, 0x4002, ""))),
                Level.UNPROVEN,
                Reason.NOTHING_VERIFIED);
        shows("refused, nothing sent", after("block", "refused"), Level.PURGED);
        shows("refused, somebody away", after("block", "refused", GAP), Level.UNPROVEN, Reason.NOTHING_VERIFIED);
        shows(
                "the same, taken",
                after("crypto", "left", sent(nvme(NativeScript.NVME_SANITIZE_CRYPTO, ""))),
                Level.UNPROVEN,
                Reason.NOTHING_VERIFIED);
        shows("the same, begun anew", after("crypto", "left"), Level.UNPROVEN, Reason.NOTHING_VERIFIED);
    }

    /** By each technique: whether its answer is on record or not, and whatever the drive then says of the second. */
    @Test
    void whatIsPlantedAgainIsWhatTheNextIsJudgedBy() throws Exception {
        Map<String, NativeScript> all = silent();
        all.put("nvme", NativeScript.nvmeBlock());
        for (Map.Entry<String, NativeScript> drive : all.entrySet()) {
            List<Event> honest = drive.getValue().events();
            List<Event> first = honest.subList(
                    index(honest, DriveEvent.NativeCommanded.class), index(honest, DriveEvent.NativeFinished.class));
            for (List<Event> steps : List.of(List.<Event>of(), first)) {
                for (String end : List.of("left", "refused")) {
                    boolean nothing = steps.isEmpty() && end.equals("refused");
                    Reason[] missing = nothing ? new Reason[0] : new Reason[] {Reason.NOTHING_VERIFIED};
                    shows(
                            drive.getKey() + " " + end,
                            twice(honest, steps, end, List.of()),
                            nothing ? Level.PURGED : Level.UNPROVEN,
                            missing);
                    shows(
                            drive.getKey() + " planted again after " + end,
                            twice(honest, steps, end, List.of(plantedAgain(honest, "b"))),
                            Level.PURGED);
                }
            }
        }
    }

    /** A key of before could be that of what the first left standing. */
    @Test
    void whatIsPlantedAgainHasAKeyOfItsOwnAndComesOnceBeforeAnAttempt() {
        List<Event> honest = NativeScript.nvmeBlock().events();
        refused("the same key", twice(honest, List.of(), "left", List.of(plantedAgain(honest, "a"))));
        refused(
                "planted twice",
                twice(honest, List.of(), "left", List.of(plantedAgain(honest, "b"), plantedAgain(honest, "c"))));
    }

    /** It was looked for while the drive was at it still, and what is said later can't bring the end forward. */
    @Test
    void anEndThatIsToldAfterTheSearchAloneIsNone() throws Exception {
        Event atWork = answered(nvme(NVME_LOG, log("0010", "0200", OURS)));
        List<Event> events = NativeScript.nvmeBlock()
                .steps(sent(nvme(NVME_SANITIZE_BLOCK, "")), atWork)
                .events();
        shows("at work", events, Level.UNPROVEN, Reason.STILL_RUNNING);
        shows(
                "told after it was looked for",
                with(events, index(events, Event.Rechecked.class), UNTOUCHED),
                Level.UNPROVEN,
                Reason.STILL_RUNNING);
        shows(
                "told before, and nothing at its end",
                with(events, index(events, Event.Committed.class), UNTOUCHED),
                Level.UNPROVEN,
                Reason.STILL_RUNNING);
    }

    /** The search was that of before it, and of what an earlier attempt may have taken. */
    @Test
    void whatIsPlantedAfterTheLastAttemptSaysNothingOfIt() throws Exception {
        List<Event> honest = NativeScript.nvmeBlock().events();
        List<Event> steps = honest.subList(
                index(honest, DriveEvent.NativeCommanded.class), index(honest, DriveEvent.NativeFinished.class));
        List<Event> late = twice(honest, steps, "left", List.of());
        late.addAll(
                index(late, Event.Rechecked.class),
                List.of(GAP, NativeOrderTest.second(UNTOUCHED), plantedAgain(honest, "b")));
        shows("planted afterwards", late, Level.UNPROVEN, Reason.NOTHING_VERIFIED);
    }

    private static Event plantedAgain(List<Event> honest, String digit) {
        DriveEvent.CanariesPlanted first =
                (DriveEvent.CanariesPlanted) honest.get(index(honest, DriveEvent.CanariesPlanted.class));
        return new DriveEvent.CanariesPlanted(digit.repeat(64), first.ranges(), AT);
    }

    /** One with these steps and that end, what comes between, and then an honest one of the same technique. */
    private static List<Event> twice(List<Event> honest, List<Event> steps, String end, List<Event> between) {
        int started = index(honest, DriveEvent.NativeStarted.class);
        List<Event> out = new ArrayList<>(honest.subList(0, started + 1));
        out.addAll(steps);
        out.add(set("native-finished", "end", end)
                .apply(new DriveEvent.NativeFinished(1, DriveEvent.NativeEnd.ENDED, 60_000, 2_000, AT)));
        out.addAll(between);
        honest.subList(started, honest.size()).stream()
                .map(NativeOrderTest::second)
                .forEach(out::add);
        return out;
    }

    /** An honest attempt after another. */
    private static List<Event> after(String technique, String end, Event... steps) {
        List<Event> honest = NativeScript.nvme(
                        NativeTechnique.NVME_SANITIZE_CRYPTO, NativeScript.NVME_SANITIZE_CRYPTO, "04020000")
                .changing(set("plan", "techniques", json("[\"nvme-sanitize-block\",\"nvme-sanitize-crypto\"]")))
                .events();
        int started = index(honest, DriveEvent.NativeStarted.class);
        DriveEvent.NativeStarted second = (DriveEvent.NativeStarted) honest.get(started);
        List<Event> out = new ArrayList<>(honest.subList(0, started));
        out.add(new DriveEvent.NativeStarted(1, "nvme-sanitize-" + technique, second.before(), AT));
        out.addAll(List.of(steps));
        out.add(set("native-finished", "end", end)
                .apply(new DriveEvent.NativeFinished(1, DriveEvent.NativeEnd.ENDED, 60_000, 2_000, AT)));
        honest.subList(started, honest.size()).stream()
                .map(NativeOrderTest::second)
                .forEach(out::add);
        return out;
    }

    @Test
    void wherePassesFollowTheyAreWhatIsShown() throws Exception {
        List<Event> both = NativeScript.nvmeBlock().thenOverwritten().events();
        List<Event> away = with(both, index(both, Event.Committed.class), GAP);
        Verdict verdict = VerdictRules.judge(read(away));
        assertThat(verdict.level()).isEqualTo(Level.CLEARED);
        assertThat(verdict.reasons()).contains(Reason.UNWATCHED);
    }

    /** Only a drive that came to its end by itself is asked afterwards, and no record that broke off is opened again. */
    @Test
    void theOrderHoldsAlsoAfterTheEnd() {
        for (String end : List.of("stalled", "device-gone", "left", "refused")) {
            List<Event> broken = new ArrayList<>(NativeScript.nvmeBlock()
                    .changing(set("native-finished", "end", end))
                    .events());
            broken.removeIf(event -> event instanceof Event.Committed
                    || event instanceof DriveEvent.SamplingStarted
                    || event instanceof DriveEvent.SamplingFinished);
            refused(end + " and asked", with(broken, index(broken, DriveEvent.NativeFinished.class) + 1, UNTOUCHED));
            List<Event> reopened = new ArrayList<>(broken);
            reopened.add(GAP);
            reopened.addAll(broken.subList(index(broken, Event.Rechecked.class), broken.size()));
            refused(end + " and opened again", reopened);
        }
        List<Event> honest = NativeScript.nvmeBlock().events();
        refused("an answer after all", with(honest, honest.size(), UNTOUCHED));
        refused("an answer in the search", with(honest, index(honest, DriveEvent.SamplingStarted.class), UNTOUCHED));
        List<Event> passes = NativeScript.nvmeBlock().thenOverwritten().events();
        refused("an answer after a pass", with(passes, index(passes, Event.Rechecked.class), UNTOUCHED));
        List<Event> many = new ArrayList<>(honest);
        for (int i = 0; i <= DriveEvent.NativeTold.ATTEMPT_MAX; i++) {
            many.add(index(many, Event.Rechecked.class), UNTOUCHED);
        }
        refused("too many answers", many);
    }

    /** Up to that event, then these, and looked at once more to the end. */
    private static List<Event> lookedAtAgain(List<Event> honest, Class<? extends Event> last, List<Event> between) {
        List<Event> out = new ArrayList<>(honest.subList(0, index(honest, last) + 1));
        out.addAll(between);
        out.addAll(honest.subList(index(honest, Event.Committed.class), honest.size()));
        return out;
    }

    private static List<Event> with(List<Event> events, int at, Event event) {
        List<Event> out = new ArrayList<>(events);
        out.add(at, event);
        return out;
    }

    private static int index(List<Event> events, Class<? extends Event> type) {
        for (int i = 0; i < events.size(); i++) {
            if (type.isInstance(events.get(i))) {
                return i;
            }
        }
        throw new AssertionError(type);
    }

    private static void shows(String what, List<Event> events, Level level, Reason... reasons) throws Exception {
        Evidence evidence = read(events);
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(what + " " + verdict.reasons()).isEqualTo(level);
        assertThat(verdict.reasons()).as(what).containsExactlyInAnyOrder(reasons);
        // Of a key's destruction a clause is open, and no more than that.
        assertThat(ConformityRules.judge(evidence))
                .as(what)
                .matches(clauses -> reasons.length
                        == 0
                        == clauses.stream().noneMatch(clause -> clause.state() == ClauseState.State.NOT_SATISFIED));
    }

    private static Evidence read(List<Event> events) throws EvidenceException {
        return Evidence.read(SealedRecord.of(events));
    }

    private static void refused(String lie, List<Event> events) {
        assertThatThrownBy(() -> read(events)).as(lie).isInstanceOf(EvidenceException.class);
    }
}
