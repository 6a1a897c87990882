package org.wangchuan.acceptance.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.acceptance.drive.CutFindings.Told;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.ReceiptText;
import org.wangchuan.acceptance.program.Run;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.lab.scenario.Moment;
import org.wangchuan.lab.scenario.PowerCuts;
import org.wangchuan.lab.scenario.PowerCuts.Erased;
import org.wangchuan.lab.scenario.PowerCuts.Instant;
import org.wangchuan.lab.scenario.PowerCuts.Job;
import org.wangchuan.lab.scenario.PowerCuts.Round;
import org.wangchuan.lab.scenario.PowerCuts.Wish;
import org.wangchuan.lab.scenario.Product;

/**
 * A computer whose power goes while it erases goes on afterwards, loses no job, and concludes nothing that is not so. What an instant counts for is
 * what drive and record show of it, and not what was meant.
 */
class PowerCutsOnBenchTest {
    private static final int CUTS = Integer.getInteger("wangchuan.cuts", 52);

    /** The round to begin with, so that one can be run by itself. */
    private static final int FIRST = Integer.getInteger("wangchuan.round", 1);

    private static final int ROUNDS_MAX = 40;
    private static final int CUTS_OF_A_ROUND = 4;
    private static final int DRIVES = 6;
    private static final long BYTES = 8L << 20;

    private static final List<Moment> BY_THEMSELVES = List.of(
            Moment.BEFORE,
            Moment.PLANTING,
            Moment.NATIVE,
            Moment.NATIVE,
            Moment.BETWEEN,
            Moment.LOOKING,
            Moment.CLOSING,
            Moment.CLOSING);

    private static final List<Moment> BY_THE_HOST =
            List.of(Moment.BEFORE, Moment.OVERWRITING, Moment.VERIFYING, Moment.CLOSING);

    private static final List<Moment> EITHER = List.of(
            Moment.BEFORE,
            Moment.PLANTING,
            Moment.NATIVE,
            Moment.BETWEEN,
            Moment.LOOKING,
            Moment.OVERWRITING,
            Moment.VERIFYING,
            Moment.CLOSING);

    /**
     * What a round is of.
     *
     * @param policy its rule set
     * @param erased how drives are erased under it, by turns
     * @param all when the power may go
     */
    private record Kind(String policy, List<Erased> erased, List<Moment> all) {
        static Kind at(int round) {
            return KINDS.get((round - 1) % KINDS.size());
        }
    }

    /** What counters offer first: each second drive refuses its block erase, and is overwritten in the same job. */
    private static final Kind COUNTER =
            new Kind("gb-46864-2025", List.of(Erased.BY_ITSELF, Erased.BY_THE_HOST_AT_LAST), EITHER);

    /** By turns. */
    private static final List<Kind> KINDS = List.of(
            new Kind("nist-purge", List.of(Erased.BY_ITSELF), BY_THEMSELVES),
            new Kind("nist-clear", List.of(Erased.BY_THE_HOST), BY_THE_HOST),
            COUNTER,
            new Kind("dod-short", List.of(Erased.BY_THE_HOST), BY_THE_HOST));

    @TempDir
    private Path work;

    @Test
    @Tag("long")
    @Timeout(14_400)
    void eachJobIsGoneOnWithAndEndsRight() throws Exception {
        long begun = System.nanoTime();
        Program program = new Program(work.resolve("station")); // which builds what the guest runs
        PowerCuts bench = new PowerCuts(work.resolve("cuts"), product(), BYTES);
        long seed = Long.getLong("wangchuan.seed", System.nanoTime());
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        Map<Kind, List<Moment>> decks = new HashMap<>();
        List<Instant> instants = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        Map<String, List<Ended>> byPolicy = new LinkedHashMap<>();
        for (int number = FIRST;
                number <= ROUNDS_MAX && !CutFindings.isEnough(instants.size(), CUTS, byPolicy.keySet(), met(instants));
                number++) {
            Kind kind = Kind.at(number);
            String policy = kind.policy();
            int most = instants.size() >= CUTS
                    ? CUTS_OF_A_ROUND
                    : Math.clamp((CUTS - instants.size() + DRIVES - 1) / DRIVES, 1, CUTS_OF_A_ROUND);
            List<Moment> deck = decks.computeIfAbsent(kind, _ -> new ArrayList<>());
            List<Moment> moments = deal(most, deck, kind.all(), random);
            Round round = bench.round(new Wish(number, policy, kind.erased(), DRIVES, moments), random);
            print(policy, round);
            List<String> bad = wrong(program, round);
            bad.forEach(System.out::println);
            wrong.addAll(bad);
            instants.addAll(round.instants());
            byPolicy.computeIfAbsent(policy, _ -> new ArrayList<>())
                    .add(new Ended(round, bad, moments.size() - round.missed()));
        }
        long seconds = (System.nanoTime() - begun) / 1_000_000_000;
        System.out.printf("seed %d: %d instants, %d s%n", seed, instants.size(), seconds);
        if (Boolean.getBoolean("wangchuan.write-docs")) {
            for (Map.Entry<String, List<Ended>> one : byPolicy.entrySet()) {
                CutTable.write(Path.of("..", "docs"), column(one.getKey(), one.getValue(), seed));
            }
        }
        assertThat(wrong).as("seed %d", seed).isEmpty();
        assertThat(instants).as("jobs that were under way").hasSizeGreaterThanOrEqualTo(CUTS);
        if (CUTS >= CutFindings.MANY) {
            assertThat(instants.stream().map(Instant::policy))
                    .as("rule sets whose jobs were cut off")
                    .containsAll(CutFindings.POLICIES);
            assertThat(met(instants)).as("where the power went").isEqualTo(EnumSet.allOf(Moment.class));
        }
    }

    private static Set<Moment> met(List<Instant> instants) {
        return instants.stream()
                .map(Instant::moment)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Moment.class)));
    }

    /** A round, with what was wrong, and how often its power went. */
    private record Ended(Round round, List<String> wrong, int cuts) {}

    private static CutTable.Column column(String policy, List<Ended> rounds, long seed) {
        List<Instant> instants = new ArrayList<>();
        List<Instant> bad = new ArrayList<>();
        for (Ended ended : rounds) {
            instants.addAll(ended.round().instants());
            bad.addAll(ended.round().instants().stream()
                    .filter(one -> ended.wrong().stream().anyMatch(what -> what.startsWith(one.drive() + ":")))
                    .toList());
        }
        String how = "-Dwangchuan.cuts=%d -Dwangchuan.seed=%d".formatted(CUTS, seed)
                + (FIRST == 1 ? "" : " -Dwangchuan.round=" + FIRST);
        return new CutTable.Column(
                policy,
                instants,
                bad,
                rounds.stream().mapToInt(one -> one.round().jobs().size()).sum(),
                rounds.stream().mapToInt(Ended::cuts).sum(),
                how);
    }

    /** The same once, by what counters offer first: of two small drives one erases itself, and one refuses to and is overwritten. */
    @Test
    @Tag("slow")
    @Timeout(1_800)
    void twoJobsAreGoneOnWith() throws Exception {
        Program program = new Program(work.resolve("station"));
        PowerCuts bench = new PowerCuts(work.resolve("cuts"), product(), BYTES / 2);
        Wish wish = new Wish(1, COUNTER.policy(), COUNTER.erased(), 2, List.of(Moment.NATIVE));
        Round round = bench.round(wish, new SplittableRandom(20_261_130L));
        print(wish.policy(), round);
        assertThat(wrong(program, round)).isEmpty();
        assertThat(round.missed()).isZero();
        assertThat(round.instants())
                .as("a drive that was at work when the power went")
                .extracting(Instant::moment)
                .contains(Moment.NATIVE);
    }

    private static Product product() throws IOException {
        return new Product(Program.modules(), Path.of(System.getProperty("java.home")));
    }

    /** Some that were not dealt yet, in the order in which a job comes by them, so that there is something left to cut off. */
    private static List<Moment> deal(int count, List<Moment> deck, List<Moment> all, SplittableRandom random) {
        if (deck.size() < count) {
            deck.addAll(all);
            Collections.shuffle(deck, Random.from(random));
        }
        List<Moment> hand = new ArrayList<>(deck.subList(0, count));
        deck.subList(0, count).clear();
        Collections.sort(hand);
        return hand;
    }

    private static void print(String policy, Round round) {
        System.out.println(policy);
        round.instants().forEach(one -> System.out.println("  " + one));
        round.jobs().forEach(one -> System.out.println("  " + one));
        System.out.println("  missed " + round.missed());
    }

    /** What is not as it has to be, each beginning with the drive's name. */
    private static List<String> wrong(Program program, Round round) throws IOException {
        List<String> out = new ArrayList<>();
        for (Job job : round.jobs()) {
            out.addAll(CutFindings.of(job, round.instants(), told(program, job)));
        }
        return out;
    }

    private static Optional<Told> told(Program program, Job job) throws IOException {
        if (job.receipts().size() != 1) {
            return Optional.empty();
        }
        Path file = job.receipts().getFirst();
        ReceiptText receipt = ReceiptText.read(file);
        Path evidence =
                file.resolveSibling(String.valueOf(file.getFileName()).replace(".receipt.json", ".evidence.jsonl"));
        Run replayed = program.run("verdict", evidence.toString(), "--json");
        return Optional.of(new Told(receipt.verdict(), receipt.interruptions(), verdict(replayed.out())));
    }

    private static Optional<String> verdict(String json) {
        try {
            return Optional.of(Json.in(CanonicalJson.readLenientObject(json.getBytes(StandardCharsets.UTF_8)))
                    .text("verdict"));
        } catch (MalformedJsonException | ShapeException _) {
            return Optional.empty();
        }
    }
}
