package org.wangchuan.proof.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.CompactRange;
import org.wangchuan.proof.log.LogSource;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.witness.LogFollower.Start;
import org.wangchuan.proof.witness.LogFollower.Step;

class LogFollowerTest {
    @TempDir
    Path folder;

    private final NoteSigner signer = new NoteSigner("log.example", SigningKey.generate());
    private final Map<String, byte[]> instead = new HashMap<>();

    /** Appends to a log; its entries follow from the seed and their index. */
    private void grow(String name, long seed, int by) throws IOException {
        try (TileLog log = TileLog.open(folder.resolve(name), signer, Optional.empty())) {
            long size = log.checkpoint().checkpoint().size();
            List<NewEntry> added = new ArrayList<>();
            for (long index = size; index < size + by; index++) {
                byte[] entry = new byte[NewEntry.LENGTH];
                new Random(seed * 1_000_003 + index).nextBytes(entry);
                added.add(new NewEntry(new UUID(seed, index), entry));
            }
            log.append(added);
        }
    }

    /** The files of a log, except for those that something else stands for. */
    private LogSource files(String name) {
        return path -> {
            byte[] other = instead.get(path);
            Path file = folder.resolve(name).resolve(path);
            return other != null
                    ? Optional.of(other).filter(bytes -> bytes.length > 0)
                    : Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        };
    }

    private LogFollower open() throws IOException {
        return LogFollower.open(folder.resolve("seen"), signer.verifierKey());
    }

    private Step step(String name) throws IOException, VerificationException {
        return step(name, Start.AT_THE_BEGINNING);
    }

    private Step step(String name, Start start) throws IOException, VerificationException {
        try (LogFollower follower = open()) { // anew each time: what was seen must be on the disk
            return follower.step(files(name), start, () -> false);
        }
    }

    @Test
    void whatOnlyGrowsPassesAlsoAcrossRestarts() throws Exception {
        long size = 0;
        grow("log", 1, 0);
        assertThat(step("log"))
                .isInstanceOfSatisfying(
                        Step.Grown.class, grown -> assertThat(grown.checked()).isZero());
        for (int by : new int[] {1, 1, 253, 1, 1, 255, 3}) {
            grow("log", 1, by);
            long before = size;
            assertThat(step("log")).isInstanceOfSatisfying(Step.Grown.class, grown -> {
                assertThat(grown.before()).isEqualTo(before);
                assertThat(grown.checked()).isEqualTo(by);
            });
            size += by;
            assertThat(step("log")).isInstanceOf(Step.Same.class);
        }
        assertThat(folder.resolve("seen/evidence")).doesNotExist();
    }

    @Test
    void aFollowerMayBeginAtTheEnd() throws Exception {
        grow("log", 1, 300);
        assertThat(step("log", Start.AT_THE_END))
                .isInstanceOfSatisfying(
                        Step.Grown.class, grown -> assertThat(grown.checked()).isZero());
        grow("log", 1, 30);
        assertThat(step("log"))
                .isInstanceOfSatisfying(
                        Step.Grown.class, grown -> assertThat(grown.checked()).isEqualTo(30));
    }

    @Test
    void whatDoesNotGoTogetherIsKept() throws Exception {
        grow("log", 1, 40);
        step("log");
        grow("fork", 2, 40);
        grow("longer", 3, 50);
        grow("shorter", 1, 39);
        Map<String, Contradiction.Kind> expected = Map.of(
                "fork",
                Contradiction.Kind.FORK,
                "longer",
                Contradiction.Kind.UNPROVED,
                "shorter",
                Contradiction.Kind.SHRUNK);
        for (Map.Entry<String, Contradiction.Kind> each : expected.entrySet()) {
            for (int again = 0; again < 2; again++) {
                assertThat(step(each.getKey())).isInstanceOfSatisfying(Step.Alarm.class, alarm -> {
                    assertThat(alarm.contradiction().kind()).isEqualTo(each.getValue());
                    assertThat(alarm.file()).exists();
                });
            }
        }
        try (var kept = Files.list(folder.resolve("seen/evidence"))) {
            for (Path file : kept.toList()) {
                Contradiction.parse(Files.readAllBytes(file)).verify(List.of(signer.verifierKey()));
            }
        }
        grow("log", 1, 5);
        assertThat(step("log")).isInstanceOf(Step.Grown.class); // it stayed where it was
    }

    /** The tree has only grown, but what is shown as its entries is something else, or missing, or too much. */
    @Test
    void entriesThatAreNotThoseOfTheTreeAreNamed() throws Exception {
        grow("log", 1, 260);
        step("log");
        grow("log", 1, 10);
        byte[] right = Files.readAllBytes(folder.resolve("log/tile/entries/001.p/14"));
        byte[] wrong = right.clone();
        wrong[wrong.length - 1] ^= 1;
        requireRefused(wrong, FailureCode.INCLUSION, "entries");
        requireRefused(new byte[0], FailureCode.PROOF_FORMAT, "tile/entries/001.p/14");
        requireRefused(new byte[LogSource.BYTES_MAX], FailureCode.PROOF_FORMAT, "entry bundle");
        byte[] older = right.clone();
        older[3] ^= 1; // an entry that was seen before: what it was then is kept, whatever is shown now
        instead.put("tile/entries/001.p/14", older);
        assertThat(step("log")).isInstanceOf(Step.Grown.class);
    }

    private void requireRefused(byte[] shown, FailureCode code, String where) {
        instead.put("tile/entries/001.p/14", shown);
        assertThatThrownBy(() -> step("log")).isInstanceOfSatisfying(VerificationException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.where()).isEqualTo(where);
        });
    }

    @Test
    void aHostileCheckpointCostsLittle() throws Exception {
        grow("log", 1, 3);
        Checkpoint huge =
                new Checkpoint("log.example", LogFollower.ENTRIES_MAX + 1, new CompactRange(1, List.of(root())).root());
        instead.put("checkpoint", signer.sign(huge.text()).toBytes());
        assertThatThrownBy(() -> step("log")).isInstanceOf(VerificationException.class);
        instead.put("checkpoint", new byte[LogFollower.CHECKPOINT_BYTES_MAX + 1]);
        assertThatThrownBy(() -> step("log")).isInstanceOf(VerificationException.class);
        NoteSigner other = new NoteSigner("log.example", SigningKey.generate());
        instead.put(
                "checkpoint",
                other.sign(new Checkpoint("log.example", 3, root()).text()).toBytes());
        assertThatThrownBy(() -> step("log")).isInstanceOf(VerificationException.class);
        instead.put("checkpoint", new byte[0]);
        assertThatThrownBy(() -> step("log")).isInstanceOf(IOException.class);
        instead.clear();
        assertThat(step("log")).isInstanceOf(Step.Grown.class);
    }

    private org.wangchuan.proof.encoding.Bytes32 root() throws Exception {
        return org.wangchuan.proof.log.SignedCheckpoint.parse(Files.readAllBytes(folder.resolve("log/checkpoint")))
                .checkpoint()
                .root();
    }

    @Test
    void aStateThatIsInUseDamagedOrOfAnotherLogIsRefused() throws Exception {
        grow("log", 1, 3);
        step("log");
        try (LogFollower first = open()) {
            requireReason(signer, WitnessRefusedException.Reason.LOCKED);
            assertThat(first.last().orElseThrow().size()).isEqualTo(3);
        }
        requireReason(new NoteSigner("log.example", SigningKey.generate()), WitnessRefusedException.Reason.OTHER_LOG);
        Path state = folder.resolve("seen/state");
        String text = Files.readString(state);
        String[] lines = text.split("\n", -1);
        for (String damaged : List.of(
                "",
                text.substring(1),
                text.replace(lines[1] + "\n", ""),
                text.replace(lines[1], lines[2]),
                "\n\n" + text)) {
            Files.write(state, damaged.getBytes(StandardCharsets.UTF_8));
            requireReason(signer, WitnessRefusedException.Reason.DAMAGED);
        }
        Files.writeString(state, text);
        assertThat(step("log")).isInstanceOf(Step.Same.class);
    }

    private void requireReason(NoteSigner of, WitnessRefusedException.Reason reason) {
        assertThatThrownBy(() -> LogFollower.open(folder.resolve("seen"), of.verifierKey()))
                .isInstanceOfSatisfying(
                        WitnessRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void itStopsBetweenTwoFiles() throws Exception {
        grow("log", 1, 300);
        int[] asked = {0};
        try (LogFollower follower = open()) {
            assertThat(follower.step(files("log"), Start.AT_THE_BEGINNING, () -> asked[0]++ == 1))
                    .isInstanceOf(Step.Stopped.class);
            assertThat(follower.last()).isEmpty();
        }
    }
}
