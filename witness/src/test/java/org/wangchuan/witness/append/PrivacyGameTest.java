package org.wangchuan.witness.append;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.EntryBundle;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.log.TilePath;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.LogEntry;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.witness.append.Sequencer.Padding;
import org.wangchuan.witness.testing.Soon;

/**
 * A game against a follower who watches the log live, knows every device that was at the counter, in which order, and even
 * every statement, but no nonce. Each round is one interval with 64 visits; it says of each device which of the interval's entries
 * is its own. Who guesses is right once a round on average, whatever the round's size, and the number of hits has the variance 1.
 */
@Tag("slow")
class PrivacyGameTest {
    private static final int VISITS = 64;
    private static final int ROUNDS = 40;

    /** Six standard deviations above chance: one run in a thousand million fails for nothing. */
    private static final double HITS_MAX = ROUNDS + 6 * Math.sqrt(ROUNDS);

    @TempDir
    Path folder;

    private final NoteSigner signer = new NoteSigner("log.example", SigningKey.generate());
    private final StatementIssuer issuer = StatementIssuer.real(SigningKey.generate());

    /** How the follower guesses. */
    @FunctionalInterface
    private interface Strategy {
        /** Place, among the entries, of the one that looks most like this visit's. */
        int guess(int visit, IssuedStatement known, List<byte[]> entries);
    }

    private static String imei(int visit) {
        return String.format(Locale.ROOT, "35693803564%04d", visit * 7);
    }

    private IssuedStatement visit(int visit) {
        Target target = new Target(
                Target.Kind.BLOCK,
                "sdb",
                Optional.of("Model 1"),
                Optional.of(imei(visit)),
                Optional.of("FW1"),
                Optional.empty(),
                1_000_204_886_016L,
                512,
                "sata",
                Target.MediumClass.MAGNETIC,
                Target.MediumClassSource.DEVICE);
        return issuer.start(
                StationChain.NEW,
                UUID.randomUUID(),
                Instant.parse("2026-03-01T08:00:00Z"),
                Disclosed.ofStart(target, Optional.empty()));
    }

    private static int nearest(byte[] wanted, List<byte[]> entries) {
        int best = 0;
        int bestBits = Integer.MAX_VALUE;
        for (int i = 0; i < entries.size(); i++) {
            int bits = 0;
            for (int at = 1; at < NewEntry.LENGTH; at++) {
                bits += Integer.bitCount((entries.get(i)[at] ^ wanted[at - 1]) & 0xFF);
            }
            if (bits < bestBits) {
                bestBits = bits;
                best = i;
            }
        }
        return best;
    }

    private static byte[] body(byte[] entry) {
        return Arrays.copyOfRange(entry, 1, entry.length);
    }

    private static final Strategy BY_ORDER = (visit, _, _) -> visit;
    private static final Strategy BY_DIGEST = (visit, _, entries) -> nearest(
            Bytes32.sha256(imei(visit).getBytes(StandardCharsets.US_ASCII)).toBytes(), entries);
    private static final Strategy BY_STATEMENT =
            (_, known, entries) -> nearest(known.sdJwt().digest().toBytes(), entries);
    private static final Strategy BY_ZERO_NONCE = (_, known, entries) ->
            nearest(body(LogEntry.of(Bytes32.of(new byte[32]), known.statement().head(), known.sdJwt())), entries);

    private List<byte[]> entries(long from, long size) throws Exception {
        List<byte[]> out = new ArrayList<>();
        for (long number = from / TilePath.WIDTH; number * TilePath.WIDTH < size; number++) {
            TilePath path = TilePath.inTree(TilePath.ENTRIES, number, size).orElseThrow();
            List<byte[]> bundle = EntryBundle.parse(Files.readAllBytes(folder.resolve(path.path())), path.width());
            int first = (int) Math.max(0, from - number * TilePath.WIDTH);
            out.addAll(bundle.subList(first, bundle.size()));
        }
        return out;
    }

    private List<IssuedStatement> statements() {
        List<IssuedStatement> out = new ArrayList<>();
        for (int i = 0; i < VISITS; i++) {
            out.add(visit(i));
        }
        return out;
    }

    private static List<NewEntry> asEntries(List<IssuedStatement> statements) {
        return statements.stream().map(IssuedStatement::entry).toList();
    }

    @Test
    void aFollowerDoesNoBetterThanChance() throws Exception {
        List<Strategy> strategies = List.of(BY_ORDER, BY_DIGEST, BY_STATEMENT, BY_ZERO_NONCE);
        int[] hits = new int[strategies.size()];
        try (TileLog log = TileLog.open(folder, signer, Optional.empty());
                Sequencer sequencer = Sequencer.start(log, Duration.ofMillis(10), Padding.NONE, _ -> {})) {
            for (int round = 0; round < ROUNDS; round++) {
                List<IssuedStatement> visits = statements();
                Appended appended =
                        sequencer.submit("station", asEntries(visits)).get();
                List<byte[]> published = entries((long) round * VISITS, (long) (round + 1) * VISITS);
                for (int i = 0; i < VISITS; i++) {
                    long own = appended.indexes().get(i).orElseThrow() - (long) round * VISITS;
                    for (int s = 0; s < hits.length; s++) {
                        if (strategies.get(s).guess(i, visits.get(i), published) == own) {
                            hits[s]++;
                        }
                    }
                }
            }
        }
        for (int s = 0; s < hits.length; s++) {
            assertThat((double) hits[s]).as("hits of strategy %d", s).isLessThan(HITS_MAX);
        }
    }

    /** The game can be lost: without the shuffle by the order, and with the nonce by computing the entry. */
    @Test
    void withoutTheShuffleOrWithTheNonceEveryGuessIsRight() throws Exception {
        try (TileLog log = TileLog.open(folder, signer, Optional.empty())) {
            List<IssuedStatement> visits = statements();
            List<Long> indexes = log.append(asEntries(visits));
            List<byte[]> published = entries(0, VISITS);
            Strategy withNonce = (_, known, entries) ->
                    nearest(body(LogEntry.of(known.nonce(), known.statement().head(), known.sdJwt())), entries);
            for (int i = 0; i < VISITS; i++) {
                assertThat((long) BY_ORDER.guess(i, visits.get(i), published)).isEqualTo(indexes.get(i));
                assertThat((long) withNonce.guess(i, visits.get(i), published)).isEqualTo(indexes.get(i));
            }
        }
    }

    /** No bit of an entry tells padding from what stands for something. */
    @Test
    void paddingLooksLikeAnyEntry() throws Exception {
        int[][] ones = new int[2][8 * NewEntry.LENGTH];
        int[] count = new int[2];
        try (TileLog log = TileLog.open(folder, signer, Optional.empty());
                Sequencer sequencer =
                        Sequencer.start(log, Duration.ofMillis(10), new Padding(2 * VISITS, false), _ -> {})) {
            for (int round = 0; round < ROUNDS; round++) {
                Appended appended =
                        sequencer.submit("station", asEntries(statements())).get();
                long from = (long) round * 2 * VISITS;
                List<byte[]> published = entries(from, from + 2 * VISITS);
                for (int i = 0; i < published.size(); i++) {
                    long index = from + i;
                    boolean isReal = appended.indexes().stream().anyMatch(own -> own.orElseThrow() == index);
                    count[isReal ? 1 : 0]++;
                    for (int bit = 0; bit < 8 * NewEntry.LENGTH; bit++) {
                        ones[isReal ? 1 : 0][bit] += (published.get(i)[bit / 8] >> (bit % 8)) & 1;
                    }
                }
            }
        }
        assertThat(count).containsExactly(ROUNDS * VISITS, ROUNDS * VISITS);
        double deviation = Math.sqrt(0.5 / (ROUNDS * VISITS)); // of the difference of two fractions
        for (int bit = 0; bit < 8 * NewEntry.LENGTH; bit++) {
            double difference = Math.abs(ones[0][bit] - ones[1][bit]) / (double) (ROUNDS * VISITS);
            assertThat(difference).as("bit %d", bit).isLessThan(6 * deviation);
        }
    }

    /** What timing does tell: at a quiet counter each visit has a checkpoint of its own. Padding when idle takes that away. */
    @Test
    void aQuietCounterShowsEachVisitUnlessIdleIntervalsArePadded() throws Exception {
        assertThat(sizesSeen(folder.resolve("quiet"), Padding.NONE)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(sizesSeen(folder.resolve("padded"), new Padding(8, true)))
                .allSatisfy(size -> assertThat(size % 8).isZero());
    }

    /** The size of the log after each of five visits, each in an interval of its own. */
    private List<Long> sizesSeen(Path log, Padding padding) throws Exception {
        List<Long> sizes = new ArrayList<>();
        try (TileLog open = TileLog.open(log, signer, Optional.empty());
                Sequencer sequencer = Sequencer.start(open, Duration.ofMillis(50), padding, _ -> {})) {
            for (int i = 0; i < 5; i++) {
                List<NewEntry> one = List.of(visit(i).entry());
                sizes.add(sequencer
                        .submit("station", one)
                        .get()
                        .checkpoint()
                        .checkpoint()
                        .size());
            }
            if (padding.whenIdle()) {
                requireGrowthWithoutVisits(open);
            }
        }
        return sizes;
    }

    private static void requireGrowthWithoutVisits(TileLog log) throws Exception {
        long before = log.checkpoint().checkpoint().size();
        Soon.until(
                "the log has grown by itself",
                () -> log.checkpoint().checkpoint().size() >= before + 16);
        assertThat(log.checkpoint().checkpoint().size() % 8).isZero();
    }
}
