package org.wangchuan.proof.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.Cosignature;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.storage.CrashableStorage;
import org.wangchuan.proof.storage.CrashableStorage.Died;
import org.wangchuan.proof.storage.CrashableStorage.Fault;
import org.wangchuan.proof.testing.TestLog;

/**
 * Every changing step of a witness × every fault, and power cuts after them. Whatever happens: the trees that
 * anybody was shown with the witness's cosignature are one growing history, and a fork that was answered is kept.
 */
class WitnessFaultTest {
    private static final NoteSigner SIGNER = new NoteSigner("log.example", SigningKey.of(new byte[32]));
    private static final Cosigner COSIGNER = new Cosigner("witness.example", SigningKey.of(new byte[32]));
    private static final WatchedLog WATCHED = new WatchedLog("log.example", List.of(SIGNER.verifierKey()));
    private static final int TRIES_MAX = 30;

    @TempDir
    static Path folder;

    private static TestLog log;
    private static TestLog fork;

    /** Sizes that the honest branch asks for, and in between a fork of the same size. */
    private static final List<Integer> SIZES = List.of(2, 3, 3, 7);

    private CrashableStorage storage = new CrashableStorage();
    private final List<Note> shown = new ArrayList<>();
    private final Set<String> answeredForks = new HashSet<>();
    private @Nullable Witness witness;
    private long seconds;

    @BeforeAll
    static void writeLogs() throws IOException {
        log = new TestLog(folder.resolve("log"), SIGNER, 1, 7);
        fork = new TestLog(folder.resolve("fork"), SIGNER, 2, 7);
    }

    @Test
    void withoutFaultsTheScenarioIsSound() throws Exception {
        reset();
        run(new Random(0), 0);
        requireAllIsWell();
        assertThat(shown).hasSizeGreaterThanOrEqualTo(SIZES.size());
        assertThat(answeredForks).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void anyStepMayFail(Fault fault) throws Exception {
        runAllSteps(fault, 3);
    }

    @Test
    @Tag("slow")
    void thePowerMayFailInSeveralWays() throws Exception {
        runAllSteps(Fault.POWER_CUT, 20);
    }

    @Test
    @Tag("long")
    void anyStepMayFailInManyWays() throws Exception {
        for (Fault fault : Fault.values()) {
            runAllSteps(fault, 40);
        }
    }

    private void runAllSteps(Fault fault, int seedsPerStep) throws Exception {
        reset();
        run(new Random(0), 0);
        long steps = storage.steps();
        assertThat(steps).isGreaterThan(40);
        for (long step = 0; step < steps; step++) {
            for (long seed = 0; seed < seedsPerStep; seed++) {
                reset();
                storage.faultAt(step, fault);
                try {
                    run(new Random(step * 31 + seed), seed % 3);
                    requireAllIsWell();
                } catch (IOException | AssertionError | RuntimeException e) {
                    throw new AssertionError(
                            fault + " at step " + step + ", seed " + seed + ": " + storage.lengths(), e);
                }
            }
        }
    }

    private void reset() {
        storage = new CrashableStorage();
        shown.clear();
        answeredForks.clear();
        witness = null;
        seconds = 1000;
    }

    /** The honest branch grows; after each step somebody offers the fork; everything is tried until it is answered. */
    private void run(Random random, long cuts) throws Exception {
        for (int size : SIZES) {
            insist(random, cuts, () -> grow(size));
            insist(random, cuts, () -> {
                Answer answer = open().addCheckpoint(
                                AddCheckpoint.of(size, List.of(), fork.at(size).note())
                                        .toBytes());
                assertThat(answer.status()).isEqualTo(422);
                answeredForks.add(fork.at(size).note().text());
            });
        }
    }

    private interface Part {
        void run() throws IOException, VerificationException;
    }

    private void insist(Random random, long cuts, Part part) throws Exception {
        for (int i = 0; ; i++) {
            assertThat(i).as("tries").isLessThan(TRIES_MAX);
            try {
                part.run();
                return;
            } catch (Died e) {
                storage.restart(random);
                witness = null;
            } catch (WitnessRefusedException e) {
                throw e;
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("injected");
                if (cuts > 0) {
                    look();
                }
            }
            if (cuts == 2 && random.nextBoolean()) {
                storage.cutPower(random);
                witness = null;
            }
        }
    }

    /** A monitor looks just after something went wrong. What it sees is a promise. */
    private void look() {
        try {
            open().latest(WATCHED.hash()).ifPresent(shown::add);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("injected");
        } catch (Died e) {
            storage.restart(new Random(0));
            witness = null;
        }
    }

    private Witness open() throws IOException {
        Witness running = witness;
        if (running == null) {
            running = Witness.open(
                    storage, COSIGNER, List.of(WATCHED), () -> Instant.ofEpochSecond(seconds++), contradiction -> {});
            witness = running;
        }
        return running;
    }

    /** As a client does it: with the size that the witness tells. */
    private void grow(int size) throws IOException, VerificationException {
        Answer answer = send(0, size);
        if (answer instanceof Answer.Conflict conflict) {
            answer = send((int) conflict.size(), size);
        }
        assertThat(answer).isInstanceOf(Answer.Cosigned.class);
        shown.add(new Note(log.at(size).note().text(), ((Answer.Cosigned) answer).lines()));
    }

    private Answer send(int oldSize, int size) throws IOException, VerificationException {
        return open().addCheckpoint(AddCheckpoint.of(
                        oldSize, log.proof(oldSize, size).hashes(), log.at(size).note())
                .toBytes());
    }

    private void requireAllIsWell() throws Exception {
        storage.cutPower(new Random(seconds));
        storage.faultAt(-1, Fault.FAILED);
        witness = null;
        Optional<Note> latest = open().latest(WATCHED.hash());
        assertThat(latest).isPresent();
        shown.add(latest.orElseThrow());
        long size = 0;
        long time = 0;
        for (Note note : shown) {
            Checkpoint tree = Checkpoint.parse(note.text());
            List<Cosignature> own = Cosignature.verify(note, List.of(COSIGNER.key()), Instant.ofEpochSecond(seconds));
            assertThat(own).hasSize(1);
            assertThat(tree).isEqualTo(log.at((int) tree.size()).checkpoint());
            assertThat(tree.size()).as("sizes only grow").isGreaterThanOrEqualTo(size);
            assertThat(own.getFirst().time()).as("times only grow").isGreaterThanOrEqualTo(time);
            size = tree.size();
            time = own.getFirst().time();
        }
        Set<String> kept = new HashSet<>();
        String evidence = "logs/" + WATCHED.hash() + "/evidence";
        for (String name : storage.list(evidence)) {
            Contradiction each =
                    Contradiction.parse(storage.read(evidence + "/" + name).orElseThrow());
            each.verify(List.of(SIGNER.verifierKey()));
            kept.add(each.seen().text());
        }
        assertThat(kept).containsAll(answeredForks);
    }
}
