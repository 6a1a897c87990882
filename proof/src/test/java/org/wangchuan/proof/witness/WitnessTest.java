package org.wangchuan.proof.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.Cosignature;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.testing.TestLog;
import org.wangchuan.proof.witness.WitnessRefusedException.Reason;

class WitnessTest {
    private static final NoteSigner SIGNER = new NoteSigner("log.example/忘川", SigningKey.generate());
    private static final Cosigner COSIGNER = new Cosigner("witness.example/w1", SigningKey.generate());
    private static final WatchedLog WATCHED =
            new WatchedLog(SIGNER.verifierKey().name(), List.of(SIGNER.verifierKey()));
    private static final int SIZE = 12;

    @TempDir
    static Path logs;

    private static TestLog log;
    private static TestLog fork;

    @TempDir
    Path state;

    private final List<Contradiction> alarms = new ArrayList<>();
    private Instant now = Instant.ofEpochSecond(1_800_000_000);
    private Witness witness;

    @BeforeAll
    static void writeLogs() throws IOException {
        log = new TestLog(logs.resolve("log"), SIGNER, 1, SIZE);
        fork = new TestLog(logs.resolve("fork"), SIGNER, 2, SIZE);
    }

    @BeforeEach
    void open() throws IOException {
        witness = Witness.open(state, COSIGNER, List.of(WATCHED), () -> now, alarms::add);
    }

    @AfterEach
    void close() throws IOException {
        witness.close();
    }

    private Answer add(long oldSize, List<Bytes32> hashes, Note note) throws Exception {
        return witness.addCheckpoint(AddCheckpoint.of(oldSize, hashes, note).toBytes());
    }

    private Answer add(TestLog of, int oldSize, int newSize) throws Exception {
        return add(oldSize, of.proof(oldSize, newSize).hashes(), of.at(newSize).note());
    }

    private static Note signed(String text) {
        return SIGNER.sign(text);
    }

    private List<Contradiction> kept() throws Exception {
        List<Contradiction> out = new ArrayList<>();
        Path folder = state.resolve("logs/" + WATCHED.hash() + "/evidence");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    out.add(Contradiction.parse(Files.readAllBytes(file)));
                }
            }
        }
        return out;
    }

    @Test
    void aTreeThatGrowsIsCosignedStepByStep() throws Exception {
        int old = 0;
        for (int size : new int[] {0, 1, 3, 4, 4, 11, 12}) {
            now = now.plusSeconds(1);
            Answer answer = add(log, old, size);
            assertThat(answer).isInstanceOf(Answer.Cosigned.class);
            assertThat(answer.status()).isEqualTo(200);
            // As a client does it: the answer behind the checkpoint is a note.
            byte[] body = answer.body();
            byte[] note = log.at(size).toBytes();
            byte[] both = java.util.Arrays.copyOf(note, note.length + body.length);
            System.arraycopy(body, 0, both, note.length, body.length);
            List<Cosignature> found = Cosignature.verify(Note.parse(both), List.of(COSIGNER.key()), now);
            assertThat(found).hasSize(1);
            assertThat(found.getFirst().time()).isEqualTo(now.getEpochSecond());
            old = size;
        }
        assertThat(alarms).isEmpty();
    }

    @Test
    void theLatestIsReadBackWithBothSignaturesAlsoAfterARestart() throws Exception {
        assertThat(witness.latest(WATCHED.hash())).isEmpty();
        NoteSigner stranger = new NoteSigner("stranger.example", SigningKey.generate());
        add(0, List.of(), stranger.addTo(log.at(5).note()));
        witness.close();
        open();

        SignedCheckpoint latest = SignedCheckpoint.parse(
                witness.latest(WATCHED.hash()).orElseThrow().toBytes());

        assertThat(latest.checkpoint()).isEqualTo(log.at(5).checkpoint());
        assertThat(latest.verify(List.of(SIGNER.verifierKey()))).hasSize(1);
        assertThat(Cosignature.verify(latest.note(), List.of(COSIGNER.key()), now))
                .hasSize(1);
        assertThat(latest.note().signatures()).as("without the stranger's").hasSize(2);
        assertThat(witness.latest(WatchedLog.hashOf("other.example"))).isEmpty();
        assertThat(add(log, 0, 6)).isEqualTo(new Answer.Conflict(5));
        assertThat(add(log, 5, 6).status()).isEqualTo(200);
    }

    @Test
    void anotherOldSizeIsToldTheRightOne() throws Exception {
        assertThat(add(log, 3, 5)).isEqualTo(new Answer.Conflict(0));
        add(log, 0, 5);
        Answer answer = add(log, 3, 7);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.contentType()).isEqualTo("text/x.tlog.size");
        assertThat(answer.body()).isEqualTo("5\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(alarms).as("a client that lags behind is no fork").isEmpty();
    }

    @Test
    void whatIsMalformedOrShrinksIs400() throws Exception {
        for (String body : List.of(
                "",
                "old 0",
                "old 0\n",
                "old 0\n\n",
                "old 00\n\nS",
                "old -1\n\nS",
                "Old 0\n\nS",
                "old 0 \n\nS",
                "old 0\r\n\r\nS",
                "old 0\n" + "A".repeat(44) + "\n\nS",
                "old 0\n" + (Bytes32.sha256().base64() + "\n").repeat(64) + "\nS",
                "old 0\n\nlog.example\n5\n\n",
                "old 99999999999999999999\n\nS")) {
            String text = body.replace("S", new String(log.at(5).toBytes(), StandardCharsets.UTF_8));
            Answer answer = witness.addCheckpoint(text.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.status()).as(body).isEqualTo(400);
        }
        assertThat(add(log, 5, 5).status()).isEqualTo(409);
        assertThat(add(6, List.of(), log.at(5).note()).status()).isEqualTo(400);
        assertThat(witness.addCheckpoint(new byte[AddCheckpoint.BYTES_MAX + 1]).status())
                .isEqualTo(400);
        assertThat(witness.latest(WATCHED.hash())).isEmpty();
    }

    @Test
    void sixtyThreeHashesAreReadBeforeTheyAreFoundWrong() throws Exception {
        add(log, 0, 5);
        assertThat(add(
                                5,
                                java.util.Collections.nCopies(63, Bytes32.sha256()),
                                log.at(6).note())
                        .status())
                .isEqualTo(422);
    }

    @Test
    void anUnknownOriginIs404AndAnUntrustedSignature403() throws Exception {
        NoteSigner other = new NoteSigner("other.example", SigningKey.generate());
        Note ofOther = other.sign("other.example\n0\n" + Bytes32.sha256().base64() + "\n");
        assertThat(add(0, List.of(), ofOther)).isEqualTo(new Answer.UnknownOrigin());
        String text = log.at(5).note().text();
        assertThat(add(0, List.of(), other.sign(text)).status()).isEqualTo(403);
        // The right name, another key.
        NoteSigner impostor = new NoteSigner(SIGNER.verifierKey().name(), SigningKey.generate());
        assertThat(add(0, List.of(), impostor.sign(text)).status()).isEqualTo(403);
        // One right signature and one by the same key over something else.
        NoteSignature wrong = signed("x\n").signatures().getFirst();
        Note spoiled = new Note(text, List.of(log.at(5).note().signatures().getFirst(), wrong));
        assertThat(add(0, List.of(), spoiled).status()).isEqualTo(403);
        assertThat(witness.latest(WATCHED.hash())).isEmpty();
    }

    @Test
    void aProofThatDoesNotHoldIs422AndChangesNothing() throws Exception {
        add(log, 0, 5);
        assertThat(add(5, log.proof(4, 7).hashes(), log.at(7).note()).status()).isEqualTo(422);
        assertThat(add(5, List.of(), log.at(7).note()).status()).isEqualTo(422);
        assertThat(add(5, List.of(Bytes32.sha256()), log.at(5).note()).status()).isEqualTo(422);
        assertThat(add(fork, 5, 7).status()).isEqualTo(422);
        assertThat(add(log, 5, 7).status()).isEqualTo(200);
    }

    @Test
    void aFirstCheckpointComesWithoutProof() throws Exception {
        assertThat(add(0, List.of(Bytes32.sha256()), log.at(5).note()).status()).isEqualTo(422);
        Note wrongEmpty = signed(
                WATCHED.origin() + "\n0\n" + log.at(5).checkpoint().root().base64() + "\n");
        assertThat(add(0, List.of(), wrongEmpty).status()).isEqualTo(422);
        assertThat(add(log, 0, 5).status()).isEqualTo(200);
    }

    @Test
    void twoTreesOfOneSizeAreKeptAsProofOfAFork() throws Exception {
        add(log, 0, 5);
        Answer answer = add(5, List.of(), fork.at(5).note());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(add(5, List.of(), fork.at(5).note()).status()).isEqualTo(422);

        assertThat(kept()).hasSize(1);
        Contradiction kept = kept().getFirst();
        assertThat(alarms).containsExactly(kept);
        assertThat(kept.isProof()).isTrue();
        assertThat(kept.origin()).isEqualTo(WATCHED.origin());
        kept.verify(List.of(SIGNER.verifierKey()));
        assertThat(kept.held().text()).isEqualTo(log.at(5).note().text());
        assertThat(kept.seen().text()).isEqualTo(fork.at(5).note().text());
        assertThat(add(log, 5, 6).status()).as("the branch that was seen first").isEqualTo(200);
    }

    @Test
    void aForkIsKeptAlsoIfTheRequestIsWrongOtherwise() throws Exception {
        add(log, 0, 5);
        assertThat(add(0, List.of(), fork.at(5).note())).isEqualTo(new Answer.Conflict(5));
        assertThat(kept()).extracting(Contradiction::kind).containsExactly(Contradiction.Kind.FORK);
    }

    @Test
    void aSmallerTreeOfferedAsTheNextIsKeptAsASuspicion() throws Exception {
        add(log, 0, 7);
        assertThat(add(7, List.of(), log.at(5).note()).status()).isEqualTo(400);
        assertThat(kept()).hasSize(1);
        assertThat(kept().getFirst().kind()).isEqualTo(Contradiction.Kind.SHRUNK);
        assertThat(kept().getFirst().isProof()).isFalse();
        kept().getFirst().verify(List.of(SIGNER.verifierKey()));
    }

    @Test
    void aForkThatHasGrownIsKeptAsASuspicionWithItsProof() throws Exception {
        add(log, 0, 5);
        assertThat(add(fork, 5, 7).status()).isEqualTo(422);
        Contradiction kept = kept().getFirst();
        assertThat(kept.kind()).isEqualTo(Contradiction.Kind.UNPROVED);
        assertThat(kept.hashes()).isEqualTo(fork.proof(5, 7).hashes());
        kept.verify(List.of(SIGNER.verifierKey()));
    }

    @Test
    void evidenceThatAStrangerMadeUpDoesNotVerify() throws Exception {
        NoteSigner stranger = new NoteSigner(WATCHED.origin(), SigningKey.generate());
        Note held = log.at(5).note();
        List<VerifierKey> keys = List.of(SIGNER.verifierKey());
        Contradiction.Kind fork5 = Contradiction.Kind.FORK;
        List<Contradiction> lies = List.of(
                new Contradiction(fork5, held, stranger.sign(fork.at(5).note().text()), List.of()),
                new Contradiction(fork5, stranger.sign(held.text()), fork.at(5).note(), List.of()),
                new Contradiction(fork5, held, held, List.of()),
                new Contradiction(fork5, held, log.at(6).note(), List.of()),
                new Contradiction(Contradiction.Kind.SHRUNK, held, log.at(6).note(), List.of()),
                new Contradiction(
                        Contradiction.Kind.UNPROVED, log.at(0).note(), log.at(6).note(), List.of()));
        for (Contradiction lie : lies) {
            assertThatThrownBy(() -> lie.verify(keys)).as("%s", lie.kind()).isInstanceOf(VerificationException.class);
        }
    }

    @Test
    void evidenceDoesNotFillTheDiskNorCrowdOutTheProofOfAFork() throws Exception {
        add(log, 0, 5);
        for (int i = 0; i < Evidence.EACH_KIND_MAX + 5; i++) {
            String root = Bytes32.sha256(new byte[] {(byte) i}).base64();
            add(5, List.of(), signed(WATCHED.origin() + "\n9\n" + root + "\n"));
        }
        assertThat(kept()).hasSize(Evidence.EACH_KIND_MAX);
        add(5, List.of(), fork.at(5).note());
        assertThat(kept()).filteredOn(Contradiction::isProof).hasSize(1);
    }

    @Test
    void aClockThatWentBackwardsMakesNoCosignature() throws Exception {
        add(log, 0, 5);
        now = now.minusSeconds(1);
        assertThat(add(log, 5, 6).status()).isEqualTo(503);
        now = now.plusSeconds(1);
        assertThat(add(log, 5, 6).status()).isEqualTo(200);
    }

    @Test
    void extensionLinesAreCosignedWithTheRest() throws Exception {
        String text = log.at(5).note().text() + "extension 1\nextension 2\n";
        assertThat(add(0, List.of(), signed(text)).status()).isEqualTo(200);
        Note latest = witness.latest(WATCHED.hash()).orElseThrow();
        assertThat(latest.text()).isEqualTo(text);
        assertThat(Cosignature.verify(latest, List.of(COSIGNER.key()), now)).hasSize(1);
        Note gap = signed(log.at(5).note().text() + "\nafter an empty line\n");
        byte[] body =
                ("old 5\n\n" + new String(gap.toBytes(), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        assertThat(witness.addCheckpoint(body).status()).isEqualTo(400);
    }

    @Test
    void aStateBelongsToOneWitnessAtATimeAndForEver() throws Exception {
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        WitnessRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.LOCKED));
        witness.close();
        Cosigner renamed = new Cosigner("witness.example/w2", SigningKey.generate());
        assertThatThrownBy(() -> Witness.open(state, renamed, List.of(WATCHED), () -> now, alarms::add))
                .isInstanceOfSatisfying(
                        WitnessRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.OTHER_WITNESS));
        open();
    }

    @Test
    void aStateThatWasTamperedWithIsRefused() throws Exception {
        add(log, 0, 5);
        witness.close();
        Path checkpoint = state.resolve("logs/" + WATCHED.hash() + "/checkpoint");
        byte[] sound = Files.readAllBytes(checkpoint);
        for (byte[] wrong : List.of(new byte[0], log.at(5).toBytes(), java.util.Arrays.copyOf(sound, 40))) {
            Files.write(checkpoint, wrong);
            assertThatThrownBy(this::open)
                    .isInstanceOfSatisfying(
                            WitnessRefusedException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
        }
        Files.write(checkpoint, sound);
        Path owner = state.resolve("witness");
        byte[] key = Files.readAllBytes(owner);
        Files.delete(owner);
        assertThatThrownBy(this::open).hasMessageContaining("whose state this is");
        Files.write(owner, key);
        open();
    }

    @Test
    void aClosedWitnessPromisesNothing() throws Exception {
        witness.close();
        assertThatThrownBy(() -> add(log, 0, 5)).isInstanceOf(IllegalStateException.class);
        open();
    }

    /** The race of C2SP tlog-witness: whoever is late is told the new size, and nothing is rolled back. */
    @Test
    void requestsAtTheSameTimeAreAnsweredOneAfterTheOther() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                TestLog branch = i % 2 == 0 ? log : fork;
                int size = 1 + i % SIZE;
                calls.add(() -> add(branch, 0, size).status());
            }
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> future : threads.invokeAll(calls)) {
                answers.add(future.get());
            }
            assertThat(answers).filteredOn(status -> status == 200).hasSize(1);
            assertThat(answers).filteredOn(status -> status == 409).hasSize(39);
        }
    }
}
