package org.wangchuan.platform.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.log.LogSource;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TreeHash;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.witness.client.HttpLogSource;

/** Somebody outside who reads an operator's log and remembers each checkpoint: two that contradict each other are found. */
final class Stranger {
    private static final int BUNDLE = 256;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final LogSource log;
    private final VerifierKey key;
    private final Map<Long, Bytes32> seen = new TreeMap<>();

    Stranger(String origin, VerifierKey key) {
        this.log = new HttpLogSource(HttpClient.newHttpClient(), URI.create(origin + "/log"), Duration.ofSeconds(20));
        this.key = key;
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    /** Waits for a minute at most. */
    static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("it did not happen in time").isLessThan(end);
            Thread.sleep(50);
        }
    }

    /** What is shown now. */
    Checkpoint published() throws Exception {
        try {
            return read();
        } catch (IOException e) {
            Thread.sleep(200); // a process has just ended
            return read();
        }
    }

    private Checkpoint read() throws Exception {
        SignedCheckpoint note = SignedCheckpoint.parse(log.read("checkpoint").orElseThrow());
        note.verify(List.of(key));
        return note.checkpoint();
    }

    /** Remembers what is shown now. */
    void look() throws Exception {
        Checkpoint now = published();
        Bytes32 before = seen.put(now.size(), now.root());
        assertThat(before == null || before.equals(now.root())).as("no fork").isTrue();
    }

    /** All that was acknowledged is kept, and in the log, once; and whatever was seen before is the beginning of what is seen now. */
    void assertAllIsThereOnce(Traffic traffic, JdbcClient jdbc) throws Exception {
        assertThat(traffic.acknowledged).isNotEmpty();
        await(() -> jdbc.sql("""
                        SELECT count(*) FROM ledger.statement WHERE clearing_log_index IS NULL AND log_problem IS NULL""").query(Integer.class).single() == 0);
        List<String> kept = jdbc.sql("SELECT receipt FROM ledger.statement")
                .query((row, _) -> row.getString(1))
                .list();
        assertThat(new HashSet<>(kept)).hasSameSizeAs(kept).containsAll(traffic.acknowledged);
        await(() -> published().size()
                >= jdbc.sql("SELECT max(clearing_log_index) + 1 FROM ledger.statement")
                        .query(Long.class)
                        .single());
        List<Bytes32> leaves = consistentLeaves();
        Map<Bytes32, Integer> counts = new HashMap<>();
        leaves.forEach(leaf -> counts.merge(leaf, 1, Integer::sum));
        for (String receipt : kept) {
            StatementEntries entries = StatementEntries.of(receipt);
            assertThat(counts.get(TreeHash.leaf(entries.start().entry()))).isEqualTo(1);
            assertThat(counts.get(TreeHash.leaf(entries.clearing().entry()))).isEqualTo(1);
        }
        assertThat(leaves).as("nothing twice").doesNotHaveDuplicates();
    }

    /** The whole log is what was signed, and each checkpoint that was seen is of its beginning. */
    List<Bytes32> consistentLeaves() throws Exception {
        look();
        LogFsck.Report report = LogFsck.check(log, key);
        assertThat(report.findings()).isEmpty();
        assertThat(report.signatureChecked()).isTrue();
        List<Bytes32> leaves = leaves(published().size());
        seen.forEach((size, root) -> assertThat(TreeHash.root(leaves.subList(0, Math.toIntExact(size))))
                .as("what a stranger saw at " + size)
                .isEqualTo(root));
        return leaves;
    }

    private List<Bytes32> leaves(long size) throws IOException {
        List<Bytes32> out = new ArrayList<>();
        for (long bundle = 0; bundle * BUNDLE < size; bundle++) {
            int width = (int) Math.min(BUNDLE, size - bundle * BUNDLE);
            String path = "tile/entries/%03d".formatted(bundle) + (width == BUNDLE ? "" : ".p/" + width);
            byte[] bytes = log.read(path).orElseThrow();
            for (int at = 0; at < bytes.length; ) {
                int length = Short.toUnsignedInt(ByteBuffer.wrap(bytes, at, 2).getShort());
                out.add(TreeHash.leaf(Arrays.copyOfRange(bytes, at + 2, at + 2 + length)));
                at += 2 + length;
            }
        }
        return out;
    }
}
