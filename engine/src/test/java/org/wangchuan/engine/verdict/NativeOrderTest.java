package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.engine.evidence.EventEdit.json;
import static org.wangchuan.engine.evidence.EventEdit.set;
import static org.wangchuan.engine.verdict.NativeScript.AT;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EventWriter;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;

/** What the record of a drive that erases itself can't be: the reader refuses it, whatever it would prove. */
class NativeOrderTest {
    private static final Event TOLD = NativeScript.answered(
            NativeScript.nvme(NativeScript.NVME_LOG, NativeScript.log("0010", "0200", "02020000")));

    private static final Event ENDED = NativeScript.answered(
            NativeScript.nvme(NativeScript.NVME_LOG, NativeScript.log("ffff", "0101", "02020000")));

    private static Stream<Arguments> lies() {
        return Stream.of(
                lie(
                        "attempts count from 1",
                        replace(
                                DriveEvent.NativeStarted.class,
                                e -> new DriveEvent.NativeStarted(2, e.technique(), e.before(), e.at()))),
                lie(
                        "a technique that was not planned",
                        replace(
                                DriveEvent.NativeStarted.class,
                                e -> new DriveEvent.NativeStarted(1, "nvme-sanitize-crypto", e.before(), e.at()))),
                lie(
                        "another attempt's answer",
                        replace(DriveEvent.NativeTold.class, e -> new DriveEvent.NativeTold(2, e.command()))),
                lie(
                        "another attempt's command",
                        replace(DriveEvent.NativeCommanded.class, e -> new DriveEvent.NativeCommanded(2, e.command()))),
                lie("another attempt's end", set("native-finished", "attempt", 2)),
                lie("too few places", canaries(10, 65_536)),
                lie("places beyond the end", canaries(17, 65_536)),
                lie("places twice", canaries(16, 0)),
                lie(
                        "half a block",
                        replace(
                                DriveEvent.CanariesPlanted.class,
                                e -> new DriveEvent.CanariesPlanted(
                                        e.secretDigest(),
                                        e.ranges().stream()
                                                .map(r -> new ByteRange(r.offset(), 256))
                                                .toList(),
                                        e.at()))),
                lie("no digest of a key", set("canaries-planted", "secretDigest", "key")),
                lie("a technique of another interface", plan("ata-sanitize-block")),
                lie("a technique that the rule set does not name", plan("nvme-format-user-data")),
                lie("no technique at all", plan("nvme-sanitise-block")),
                lie("a full read-back of a drive that erased itself", set("plan", "verify", "full")),
                lie(
                        "passes that the rule set does not ask for",
                        set("plan", "passes", json("[{\"pattern\":\"zero\",\"verify\":true}]"))),
                lie(
                        "less than a whole drive",
                        event -> event instanceof Event.MediumSeen(var medium)
                                ? set("medium", "medium.caps", json("[\"partition\"]"))
                                        .apply(set("medium", "medium.scope", "partition")
                                                .apply(event))
                                : event),
                lie("more found than read", set("sampling-finished", "canaryBytesFound", 1L << 30)),
                lie("more canaries read than planted", set("sampling-finished", "canaryBytesRead", 17 * 512)),
                lie("a unit that is no block", set("sampling-started", "unitBytes", 100)),
                lie("a read through a file system", set("sampling-finished", "path", "file-system")));
    }

    @ParameterizedTest
    @MethodSource("lies")
    void isRefused(String lie, UnaryOperator<Event> change) {
        refused(lie, NativeScript.nvmeBlock().changing(change).events());
    }

    @Test
    void theHonestOneIsRead() {
        assertThatCode(() -> read(NativeScript.nvmeBlock().events())).doesNotThrowAnyException();
    }

    @Test
    void eventsComeInTheirOrder() {
        List<Event> honest = NativeScript.nvmeBlock().events();
        int asked = index(honest, DriveEvent.DriveAsked.class);
        int started = index(honest, DriveEvent.NativeStarted.class);
        int finished = index(honest, DriveEvent.NativeFinished.class);
        refused("asked twice", with(honest, asked, honest.get(asked)));
        refused("planted twice", with(honest, started, honest.get(index(honest, DriveEvent.CanariesPlanted.class))));
        refused(
                "planted after it began",
                with(honest, finished + 1, honest.get(index(honest, DriveEvent.CanariesPlanted.class))));
        refused("an answer before it began", with(honest, started, TOLD));
        refused("never asked", without(honest, DriveEvent.DriveAsked.class));
        refused("no beginning", without(honest, DriveEvent.NativeStarted.class));
        refused("no end", without(honest, DriveEvent.NativeFinished.class));
        refused("no commitment", without(honest, Event.Committed.class));
        List<Event> many = new ArrayList<>(honest);
        for (int i = 0; i < DriveEvent.NativeTold.ATTEMPT_MAX; i++) {
            many.add(started + 1, TOLD);
        }
        refused("too many answers", many);
    }

    /** A sanitize that may be running is left alone. */
    @Test
    void nothingIsWrittenOrSampledWhileADriveMayBeAtWork() {
        for (String end : List.of("stalled", "device-gone", "left")) {
            refused(
                    "sampled after " + end,
                    NativeScript.nvmeBlock()
                            .changing(set("native-finished", "end", end))
                            .events());
            List<Event> overwritten = new ArrayList<>(NativeScript.nvmeBlock()
                    .thenOverwritten()
                    .changing(set("native-finished", "end", end))
                    .events());
            overwritten
                    .subList(
                            index(overwritten, DriveEvent.NativeFinished.class) + 1,
                            index(overwritten, Event.PassStarted.class))
                    .clear();
            refused("overwritten after " + end, overwritten);
        }
    }

    @Test
    void whatWasRefusedMayBeFollowedByTheNextAndNoneBeforeIt() throws Exception {
        List<Event> honest = NativeScript.nvmeBlock()
                .changing(plan("nvme-sanitize-block", "nvme-sanitize-crypto"))
                .events();
        int committed = index(honest, Event.Committed.class);
        List<Event> next = new ArrayList<>(honest);
        next.addAll(committed, attempt(2, "nvme-sanitize-crypto"));
        assertThat(VerdictRules.judge(read(next)).level())
                .as("the last attempt counts")
                .isEqualTo(Verdict.Level.UNPROVEN);
        List<Event> back = new ArrayList<>(next);
        back.addAll(index(back, Event.Committed.class), attempt(3, "nvme-sanitize-block"));
        refused("one that was given up", back);
    }

    /** A drive in a failure of before takes nothing to be planted: it is brought back first. */
    @Test
    void whatIsPlantedAfterAnAttemptIsLookedForAfterTheNextAlone() throws Exception {
        List<Event> honest = NativeScript.nvmeBlock().events();
        Event planted = honest.get(index(honest, DriveEvent.CanariesPlanted.class));
        List<Event> late = without(honest, DriveEvent.CanariesPlanted.class);
        int finished = index(late, DriveEvent.NativeFinished.class);
        refused("looked for after what was over before", with(late, finished + 1, planted));
        List<Event> again = new ArrayList<>(with(late, finished + 1, planted));
        List<Event> second = honest.stream()
                .filter(e -> e instanceof DriveEvent.NativeStarted
                        || e instanceof DriveEvent.NativeCommanded
                        || e instanceof DriveEvent.NativeTold
                        || e instanceof DriveEvent.NativeFinished)
                .map(NativeOrderTest::second)
                .toList();
        again.addAll(finished + 2, second);
        Verdict verdict = VerdictRules.judge(read(again));
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.PURGED);
        List<Event> never = new ArrayList<>(late);
        never.addAll(finished + 1, second);
        refused("looked for and never planted", never);
    }

    /** What was read after one attempt says nothing of the next. */
    @Test
    void aSearchBeforeTheLastAttemptIsNone() throws Exception {
        List<Event> out = new ArrayList<>(NativeScript.nvmeBlock().events());
        int rechecked = index(out, Event.Rechecked.class);
        List<Event> again = new ArrayList<>();
        again.add(new Event.Resumed(1, Event.Phase.NATIVE, 0, 0, AT));
        NativeScript.nvmeBlock().events().stream()
                .filter(e -> e instanceof DriveEvent.NativeStarted
                        || e instanceof DriveEvent.NativeCommanded
                        || e instanceof DriveEvent.NativeTold
                        || e instanceof DriveEvent.NativeFinished)
                .map(NativeOrderTest::second)
                .forEach(again::add);
        out.addAll(rechecked, again);
        Verdict verdict = VerdictRules.judge(read(out));
        assertThat(verdict.level()).isEqualTo(Verdict.Level.UNPROVEN);
        assertThat(verdict.reasons()).contains(Verdict.Reason.NOTHING_VERIFIED);
    }

    /**
     * The plug was pulled between any two lines of it. A controller that had ended says afterwards that nothing was written since, as does another of its number that was
     * sanitized before: only of one that was looked at by then that is enough.
     */
    @Test
    void workGoesOnAfterEachLine() throws Exception {
        List<Event> honest = NativeScript.nvmeBlock().events();
        int from = index(honest, Event.PlanChosen.class) + 1;
        for (int at = from; at <= index(honest, Event.Committed.class); at++) {
            List<Event> resumed = with(honest, at, new Event.Resumed(1, Event.Phase.NATIVE, 0, 0, AT));
            if (at >= index(honest, DriveEvent.NativeFinished.class)) {
                resumed.add(at + 1, ENDED);
            }
            // Between the beginning of an attempt and its command: it may have been sent before, unrecorded.
            boolean untold = at == index(honest, DriveEvent.NativeCommanded.class);
            boolean ended = at >= index(honest, DriveEvent.NativeFinished.class) - 1; // what it said last is of its end
            assertThat(VerdictRules.judge(read(resumed)).level())
                    .as("line %d", at)
                    .isEqualTo(untold || ended ? Verdict.Level.UNPROVEN : Verdict.Level.PURGED);
        }
        for (Class<? extends Event> last :
                List.of(Event.Committed.class, DriveEvent.SamplingStarted.class, DriveEvent.SamplingFinished.class)) {
            List<Event> again = new ArrayList<>(honest.subList(0, index(honest, last) + 1));
            again.add(new Event.Resumed(1, Event.Phase.NATIVE, 0, 0, AT));
            again.add(ENDED);
            again.addAll(honest.subList(index(honest, Event.Committed.class), honest.size()));
            assertThat(VerdictRules.judge(read(again)).level())
                    .as(last.getSimpleName())
                    .isEqualTo(
                            last == DriveEvent.SamplingFinished.class ? Verdict.Level.PURGED : Verdict.Level.UNPROVEN);
        }
    }

    @Test
    void recordsOfOverwritingAreSpelledAsBefore() {
        Event plan = new Event.PlanChosen(org.wangchuan.engine.medium.MediumClass.FLASH, List.of(), VerifyMode.FULL);
        assertThat(new String(EventWriter.line(plan), StandardCharsets.UTF_8)).doesNotContain("techniques");
        assertThat(PolicyCatalogue.find("nist-purge", 1).orElseThrow().techniques())
                .isEmpty();
        assertThat(PolicyCatalogue.find("nist-purge").orElseThrow().version()).isEqualTo(4);
        assertThat(Stream.of(NativeTechnique.values()).map(NativeTechnique::id)).doesNotHaveDuplicates();
        assertThat(Stream.of(NativeTechnique.values())
                        .allMatch(t -> NativeTechnique.of(t.id()).equals(Optional.of(t))))
                .isTrue();
    }

    private static List<Event> attempt(int number, String technique) {
        return List.of(
                new DriveEvent.NativeStarted(number, technique, List.of(), AT),
                new DriveEvent.NativeFinished(number, DriveEvent.NativeEnd.ENDED, 1, 1, AT));
    }

    static Event second(Event event) {
        return switch (event) {
            case DriveEvent.NativeStarted e -> new DriveEvent.NativeStarted(2, e.technique(), e.before(), e.at());
            case DriveEvent.NativeCommanded e -> new DriveEvent.NativeCommanded(2, e.command());
            case DriveEvent.NativeTold e -> new DriveEvent.NativeTold(2, e.command());
            case DriveEvent.NativeFinished e ->
                new DriveEvent.NativeFinished(2, e.end(), e.durationMillis(), e.longestPauseMillis(), e.at());
            default -> event;
        };
    }

    private static Arguments lie(String what, UnaryOperator<Event> change) {
        return Arguments.of(what, change);
    }

    private static <E extends Event> UnaryOperator<Event> replace(
            Class<E> type, java.util.function.Function<E, Event> change) {
        return event -> type.isInstance(event) ? change.apply(type.cast(event)) : event;
    }

    private static UnaryOperator<Event> canaries(int count, long apart) {
        return replace(DriveEvent.CanariesPlanted.class, e -> {
            List<ByteRange> ranges = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ranges.add(new ByteRange(i * apart, 512));
            }
            return new DriveEvent.CanariesPlanted(e.secretDigest(), ranges, e.at());
        });
    }

    private static UnaryOperator<Event> plan(String... techniques) {
        return replace(
                Event.PlanChosen.class,
                e -> new Event.PlanChosen(e.effectiveClass(), e.passes(), e.verify(), List.of(techniques)));
    }

    private static List<Event> with(List<Event> events, int at, Event event) {
        List<Event> out = new ArrayList<>(events);
        out.add(at, event);
        return out;
    }

    private static List<Event> without(List<Event> events, Class<? extends Event> type) {
        return events.stream().filter(event -> !type.isInstance(event)).toList();
    }

    private static int index(List<Event> events, Class<? extends Event> type) {
        for (int i = 0; i < events.size(); i++) {
            if (type.isInstance(events.get(i))) {
                return i;
            }
        }
        throw new AssertionError(type);
    }

    private static Evidence read(List<Event> events) throws EvidenceException {
        return Evidence.read(SealedRecord.of(events));
    }

    private static void refused(String lie, List<Event> events) {
        assertThatThrownBy(() -> read(events)).as(lie).isInstanceOf(EvidenceException.class);
    }
}
