package org.wangchuan.proof.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.testing.TestLog;

/** Distorted requests: each has an answer of the protocol, and a tree that is cosigned is one that the log signed. */
class WitnessFuzzTest {
    private static final int ROUNDS = 5000;

    @TempDir
    Path folder;

    @Test
    void everyRequestHasAnAnswerOfTheProtocol() throws Exception {
        NoteSigner signer = new NoteSigner("log.example", SigningKey.generate());
        Cosigner cosigner = new Cosigner("witness.example", SigningKey.generate());
        TestLog log = new TestLog(folder.resolve("log"), signer, 1, 9);
        WatchedLog watched = new WatchedLog("log.example", List.of(signer.verifierKey()));
        List<Contradiction> alarms = new ArrayList<>();
        try (Witness witness =
                Witness.open(folder.resolve("state"), cosigner, List.of(watched), Instant::now, alarms::add)) {
            byte[] first = AddCheckpoint.of(0, List.of(), log.at(5).note()).toBytes();
            assertThat(witness.addCheckpoint(first).status()).isEqualTo(200);
            byte[] sound = AddCheckpoint.of(
                            5, log.proof(5, 9).hashes(), log.at(9).note())
                    .toBytes();
            assertThat(AddCheckpoint.parse(sound).toBytes()).isEqualTo(sound);
            int[] seen = new int[600];
            for (long seed = 0; seed < ROUNDS; seed++) {
                byte[] body = distort(sound, new Random(seed));
                if (!Arrays.equals(body, sound)) {
                    seen[witness.addCheckpoint(body).status()]++;
                }
            }
            assertThat(seen[200]).isZero();
            assertThat(seen[400]).isPositive();
            assertThat(seen[403]).isPositive();
            assertThat(seen[404]).isPositive();
            assertThat(seen[409]).isPositive();
            assertThat(seen[422]).isPositive();
            assertThat(Arrays.stream(seen).sum()).isEqualTo(seen[400] + seen[403] + seen[404] + seen[409] + seen[422]);
            assertThat(alarms).noneMatch(Contradiction::isProof);
            assertThat(witness.addCheckpoint(sound).status()).isEqualTo(200);
        }
    }

    @Test
    void distortedEvidenceIsRefusedOrSpelledAsItWasRead() throws Exception {
        NoteSigner signer = new NoteSigner("log.example", SigningKey.generate());
        TestLog log = new TestLog(folder.resolve("log"), signer, 1, 3);
        byte[] sound = new Contradiction(
                        Contradiction.Kind.SHRUNK,
                        log.at(3).note(),
                        log.at(2).note(),
                        log.proof(2, 3).hashes())
                .toBytes();
        assertThat(Contradiction.parse(sound).toBytes()).isEqualTo(sound);
        for (long seed = 0; seed < ROUNDS; seed++) {
            byte[] distorted = distort(sound, new Random(seed));
            try {
                assertThat(Contradiction.parse(distorted).toBytes())
                        .as("seed %d", seed)
                        .isEqualTo(distorted);
            } catch (VerificationException expected) {
                assertThat(expected).hasMessageContaining("expected");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static byte[] distort(byte[] sound, Random random) {
        byte[] out = sound.clone();
        int at = random.nextInt(out.length);
        switch (random.nextInt(4)) {
            case 0 -> out[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> out[at] = (byte) "0123456789\n +=".charAt(random.nextInt(14));
            case 2 -> out = Arrays.copyOf(out, at);
            default -> {
                // One byte left out, rather early: sizes and hashes.
                int early = random.nextInt(60);
                byte[] shorter = Arrays.copyOf(out, out.length - 1);
                System.arraycopy(out, early + 1, shorter, early, shorter.length - early);
                out = shorter;
            }
        }
        return out;
    }
}
