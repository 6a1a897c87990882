package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.evidence.EventEdit.json;
import static org.wangchuan.engine.evidence.EventEdit.set;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EventEdit;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.EvidenceScript;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.testing.DriveRecord;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.PatternKind;
import org.wangchuan.engine.policy.Policies;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;

/**
 * One thing is done to a valid record, and commitments and seeds are made to fit again: the answer never gets better, unless what was
 * changed is the outcome itself. A record whose outcome was changed consistently is as good as one that was
 * invented; only the signed statement tells it apart.
 */
@Execution(ExecutionMode.CONCURRENT)
class EvidenceForgeryTest {
    private static final long CAPACITY = EvidenceScript.CAPACITY_BYTES;
    private static final String AT = "2026-11-24T12:00:00Z";
    private static final String BAD_BLOCK = "[{\"errno\":5,\"length\":512,\"offset\":4096}]";
    private static final long LARGE = 1L << 40;

    /**
     * A single change that may improve the answer of one record, because what it changes is the outcome itself.
     *
     * @param what as {@link Forgeries} says it
     * @param why what of the outcome it is
     * @param record the record whose answer it does improve; that of no other
     * @param enough whether what the member became is as good as the honest outcome, or better; nothing less may improve the answer
     * @param change the least change that does
     */
    private record Legitimate(
            String what, String why, String record, Predicate<JsonValue> enough, UnaryOperator<List<Event>> change) {
        /** What else is enough. */
        Legitimate orElse(Predicate<JsonValue> also) {
            return new Legitimate(what, why, record, enough.or(also), change);
        }

        boolean excuses(String inRecord, Forgeries.Forgery forgery) {
            return record.equals(inRecord)
                    && what.equals(forgery.what())
                    && forgery.value().map(enough::test).orElse(!what.startsWith("alter"));
        }
    }

    /** Caps with which old contents can survive elsewhere; written out, so that the rules can't forget one unseen. */
    private static final Set<String> ELSEWHERE =
            Set.of("shared-extents", "compressed", "copy-on-write", "extents-unknown", "swappable", "journalled");

    /** So long takes {@link #LARGE} at the very least, at the 1 TB/s that a record may claim. */
    private static final long MILLIS_FOR_LARGE = 1_099;

    private static final List<Legitimate> LEGITIMATE = List.of(
            altered("pass-finished", "bytesWritten", "how much was written", "lost bytes", whole(CAPACITY)),
            altered("pass-finished", "unwritten", "what was not", "lost bytes", json(BAD_BLOCK)),
            altered("pass-finished", "durationMillis", "in what time", "too fast", whole(MILLIS_FOR_LARGE)),
            altered("verification-finished", "bytesRead", "how much was read", "read too little", whole(CAPACITY)),
            altered("verification-finished", "unreadable", "what was not", "read too little", json(BAD_BLOCK)),
            altered("verification-finished", "mismatchedBytes", "how much differed", "unnamed mismatch", whole(0)),
            altered(
                    "verification-finished",
                    "durationMillis",
                    "in what time",
                    "read too fast",
                    whole(MILLIS_FOR_LARGE)),
            altered(
                    "verification-finished",
                    "end",
                    "how it ended",
                    "read-back stalled",
                    new JsonValue.Text("completed")),
            altered("rechecked", "differences", "whether it is the same medium", "changed", json("[]")),
            altered("rechecked", "differences", "the look before the last", "changed, then not", json("[]")),
            altered("medium", "medium.caps", "where old contents can survive", "elsewhere", json("[]"))
                    .orElse(became -> !holds(became, ELSEWHERE)),
            altered("medium", "medium.caps", "what else the device has", "other parts", json("[]"))
                    .orElse(became -> !holds(became, Set.of("other-parts"))),
            altered("opened", "at", "what came first", "clock", new JsonValue.Text(AT))
                    .orElse(became -> became instanceof JsonValue.Text(String time) && time.compareTo(AT) < 0),
            dropped("verification-finished", "a read-back that ended before the next began", "wrong, then right"),
            dropped("rechecked", "a look before the next", "changed, then not"));

    /** Of whole numbers more will do: more milliseconds, but there are no more bytes than {@link #CAPACITY}. All else has to be just that. */
    private static Legitimate altered(String event, String member, String why, String record, JsonValue value) {
        Predicate<JsonValue> enough = value instanceof JsonValue.Whole(long least) && least > 0
                ? became -> became instanceof JsonValue.Whole(long number) && number >= least
                : value::equals;
        return new Legitimate(
                "alter " + event + "." + member,
                why,
                record,
                enough,
                events -> events.stream().map(set(event, member, value)).toList());
    }

    private static boolean holds(JsonValue caps, Set<String> any) {
        return !(caps instanceof JsonValue.Array(List<JsonValue> items))
                || items.stream().anyMatch(item -> item instanceof JsonValue.Text(String cap) && any.contains(cap));
    }

    private static Legitimate dropped(String event, String why, String record) {
        return new Legitimate("drop " + event, why, record, _ -> true, events -> {
            List<Event> out = new ArrayList<>(events);
            out.remove(index(events, event));
            return out;
        });
    }

    private static JsonValue whole(long value) {
        return new JsonValue.Whole(value);
    }

    /** Good ones, and one for each way in which an answer can be less than good. */
    private static Map<String, List<Event>> records() {
        Map<String, List<Event>> out = new TreeMap<>();
        for (MediumClass mediumClass : MediumClass.values()) {
            out.put(
                    "gb on " + mediumClass.id(),
                    script("gb-46864-2025", mediumClass).events());
        }
        out.put("bmb", script("bmb21-2019", MediumClass.MAGNETIC).events());
        out.put("hmg", script("hmg-is5-enhanced", MediumClass.FLASH).events());
        out.put("sampled", sampled("nist-clear").events());
        out.put("sampled too little", sampled("gb-46864-2025").events());
        out.put(
                "device gone",
                nist().changing(set("pass-finished", "end", "device-gone")).events());
        out.put(
                "flush failed",
                nist().changing(set("pass-finished", "end", "flush-failed")).events());
        out.put(
                "unwritten",
                nist().changing(set("pass-finished", "unwritten", json(BAD_BLOCK)))
                        .changing(set("pass-finished", "bytesWritten", CAPACITY - 512))
                        .events());
        out.put(
                "lost bytes",
                nist().changing(set("pass-finished", "bytesWritten", CAPACITY - 512))
                        .events());
        out.put("mismatch", mismatch().events());
        out.put(
                "unnamed mismatch",
                nist().changing(set("verification-finished", "mismatchedBytes", 512))
                        .events());
        out.put(
                "read too little",
                nist().changing(set("verification-finished", "bytesRead", CAPACITY - 512))
                        .events());
        out.put(
                "too fast",
                large().changing(set("pass-finished", "durationMillis", 0)).events());
        out.put(
                "read too fast",
                large().changing(set("verification-finished", "durationMillis", 0))
                        .events());
        out.put(
                "unreadable",
                nist().changing(set("verification-finished", "unreadable", json(BAD_BLOCK)))
                        .changing(set("verification-finished", "bytesRead", CAPACITY - 512))
                        .events());
        out.put(
                "read-back stalled",
                nist().changing(set("verification-finished", "end", "stalled")).events());
        out.put("changed", changed().events());
        out.put(
                "hidden unknown",
                nist().changing(set("hidden-areas", "state", "unreadable"))
                        .changing(set("hidden-areas", "commands", json("[]")))
                        .events());
        out.put(
                "hidden refused",
                hidden(
                        Event.HiddenState.UNREADABLE,
                        0,
                        DriveRecord.of(CAPACITY, EvidenceScript.SERIAL).refused()));
        out.put(
                "hidden overlaid",
                hidden(
                        Event.HiddenState.FOUND,
                        512,
                        DriveRecord.of(CAPACITY, EvidenceScript.SERIAL)
                                .overlaying(1)
                                .commands()));
        out.put(
                "hidden found",
                hidden(
                        Event.HiddenState.FOUND,
                        512,
                        DriveRecord.of(CAPACITY, EvidenceScript.SERIAL)
                                .protecting(1)
                                .commands()));
        out.put(
                "constant only",
                EvidenceScript.of(
                                Policies.nistClearWith(List.of(PassSpec.of(PatternKind.ZERO, true))),
                                MediumClass.MAGNETIC)
                        .events());
        out.put(
                "elsewhere",
                script("nist-clear", MediumClass.IMAGE)
                        .changing(set("medium", "medium.caps", json("[\"compressed\"]")))
                        .events());
        out.put(
                "other parts",
                script("nist-clear", MediumClass.FLASH)
                        .changing(set("medium", "medium.bus", "mmc"))
                        .changing(set("medium", "medium.caps", json("[\"other-parts\"]")))
                        .events());
        out.put(
                "clock",
                nist().changing(set("opened", "at", "2030-01-01T00:00:00Z")).events());
        out.put("wrong, then right", twice(mismatch().events(), "verification-finished"));
        out.put("changed, then not", twice(changed().events(), "rechecked"));
        out.put("interrupted", interrupted());
        return out;
    }

    private static List<Event> twice(List<Event> first, String until) {
        List<Event> out = new ArrayList<>(first.subList(0, index(first, until) + 1));
        out.add(new Event.Resumed(1, Event.Phase.VERIFY, 0, 0, AT));
        List<Event> right = nist().events();
        out.addAll(right.subList(index(right, "committed"), right.size()));
        return out;
    }

    private static List<Event> interrupted() {
        List<Event> out = new ArrayList<>(nist().events());
        int started = index(out, "pass-started");
        out.add(started + 1, new Event.Interrupted(1, Event.Phase.WRITE, AT));
        out.add(started + 2, new Event.Resumed(1, Event.Phase.WRITE, 4096, 4096, AT));
        return out;
    }

    private static int index(List<Event> events, String name) {
        return events.stream().map(EventEdit::nameOf).toList().indexOf(name);
    }

    private static EvidenceScript script(String policy, MediumClass mediumClass) {
        return EvidenceScript.of(policy, mediumClass);
    }

    private static EvidenceScript nist() {
        return script("nist-clear", MediumClass.MAGNETIC);
    }

    private static EvidenceScript sampled(String policy) {
        return EvidenceScript.of(policy, MediumClass.MAGNETIC, VerifyMode.SAMPLE);
    }

    private static EvidenceScript large() {
        return nist().changing(set("medium", "medium.capacityBytes", LARGE))
                .changing(set("pass-finished", "bytesWritten", LARGE))
                .changing(set("verification-finished", "bytesPlanned", LARGE))
                .changing(set("verification-finished", "bytesRead", LARGE))
                .changing(set("pass-finished", "durationMillis", 10_000))
                .changing(set("verification-finished", "durationMillis", 10_000));
    }

    private static List<Event> hidden(Event.HiddenState state, long bytes, List<DeviceCommand> commands) {
        return nist().changing(event ->
                        event instanceof Event.HiddenAreas ? new Event.HiddenAreas(state, bytes, "", commands) : event)
                .events();
    }

    private static EvidenceScript mismatch() {
        return nist().changing(set("verification-finished", "mismatches", json("[{\"length\":512,\"offset\":0}]")))
                .changing(set("verification-finished", "mismatchedBytes", 512));
    }

    private static EvidenceScript changed() {
        return nist().changing(set("rechecked", "differences", json("[\"serial\"]")));
    }

    /** Every so many of them; a prime, so that over the records it meets all kinds. */
    @Test
    void noSingleChangeImprovesTheAnswerButThatOfTheOutcome() throws EvidenceException {
        forge(151);
    }

    /** Nine times as many as the fast one; all of them take minutes of every core. */
    @Test
    @Tag("slow")
    void noneOfManySingleChangesImprovesTheAnswerButThatOfTheOutcome() throws EvidenceException {
        forge(17);
    }

    @Test
    @Tag("long")
    void noneOfAllSingleChangesImprovesTheAnswerButThatOfTheOutcome() throws EvidenceException {
        forge(1);
    }

    /** None is on the list that need not be. */
    @Test
    void whatMayImproveAnAnswerDoes() throws EvidenceException {
        for (Legitimate legitimate : LEGITIMATE) {
            List<Event> honest = Objects.requireNonNull(records().get(legitimate.record()));
            Answer before = Answer.of(Evidence.read(SealedRecord.of(honest)));
            Optional<Answer> after = answer(legitimate.change().apply(honest));
            assertThat(after.orElseThrow().isBetterThan(before))
                    .as(legitimate.what())
                    .isTrue();
        }
    }

    private static void forge(int stride) throws EvidenceException {
        Set<String> unexcused = new ConcurrentSkipListSet<>();
        LongAdder tried = new LongAdder();
        LongAdder read = new LongAdder();
        for (Map.Entry<String, List<Event>> record : records().entrySet()) {
            Answer honest = Answer.of(Evidence.read(SealedRecord.of(record.getValue())));
            List<Forgeries.Forgery> all = Forgeries.of(record.getValue()).toList();
            IntStream.iterate(tried.intValue() % stride, at -> at < all.size(), at -> at + stride)
                    .parallel()
                    .mapToObj(all::get)
                    .forEach(forgery -> {
                        tried.increment();
                        Optional<Answer> forged = forgery.events().get().flatMap(EvidenceForgeryTest::answer);
                        if (forged.isPresent()) {
                            read.increment();
                            if (forged.get().isBetterThan(honest)
                                    && LEGITIMATE.stream().noneMatch(one -> one.excuses(record.getKey(), forgery))) {
                                unexcused.add("record '" + record.getKey() + "': " + forgery.what() + " to "
                                        + forgery.value().map(Object::toString).orElse("nothing") + ": " + honest
                                        + " became " + forged.get());
                            }
                        }
                    });
        }
        assertThat(unexcused).isEmpty();
        assertThat(tried.sum()).as("forgeries").isGreaterThan(300_000L / stride);
        assertThat(read.sum()).as("forgeries that are records at all").isGreaterThan(tried.sum() / 40);
    }

    private static Optional<Answer> answer(List<Event> events) {
        try {
            return Optional.of(Answer.of(Evidence.read(SealedRecord.of(events))));
        } catch (EvidenceException refused) {
            return Optional.empty();
        }
    }

    /**
     * What a record is worth.
     *
     * @param green as the exit code has it: the verdict is good, and a rule set that is really ours is satisfied
     * @param satisfied clauses, each under the rule set that it belongs to
     */
    private record Answer(Verdict.Level level, boolean green, String policyDigest, Set<String> satisfied) {
        static Answer of(Evidence evidence) {
            Policy policy = VerdictRules.policyOf(evidence);
            boolean ours = PolicyCatalogue.find(policy.id(), policy.version())
                    .filter(shipped -> shipped.digest().equals(policy.digest()))
                    .isPresent();
            List<ClauseState> conformity = ConformityRules.judge(evidence);
            Set<String> satisfied = new TreeSet<>();
            for (ClauseState clause : conformity) {
                if (clause.state() == ClauseState.State.SATISFIED) {
                    satisfied.add(clause.clause().id());
                }
            }
            Verdict.Level level = VerdictRules.judge(evidence).level();
            boolean green = level == Verdict.Level.CLEARED && ours && ConformityRules.satisfied(conformity);
            return new Answer(level, green, policy.digest(), satisfied);
        }

        boolean isBetterThan(Answer other) {
            boolean more = policyDigest.equals(other.policyDigest) && !other.satisfied.containsAll(satisfied);
            return level.compareTo(other.level) < 0 || (green && !other.green) || more;
        }
    }
}
