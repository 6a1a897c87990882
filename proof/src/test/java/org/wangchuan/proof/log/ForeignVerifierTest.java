package org.wangchuan.proof.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;

/**
 * Go's own note and tlog packages against ours, both ways. It needs Go and its mod sources where Debian's packages
 * {@code golang-go} and {@code golang-golang-x-mod-dev} put them, and fails without.
 */
@Tag("slow")
class ForeignVerifierTest {
    private static final int SIZE = 600;

    @TempDir
    static Path tools;

    @TempDir
    Path folder;

    private final NoteSigner signer = new NoteSigner("log.example/忘川", SigningKey.generate());

    @BeforeAll
    static void build() throws Exception {
        ProcessBuilder go = new ProcessBuilder(
                        "go",
                        "build",
                        "-o",
                        tools.resolve("foreign").toString(),
                        Path.of("src/test/go/foreign.go").toAbsolutePath().toString())
                .directory(tools.toFile());
        go.environment().put("GO111MODULE", "off");
        go.environment().put("GOPATH", "/usr/share/gocode");
        go.environment().put("GOCACHE", tools.resolve("cache").toString());
        assertThat(run(go)).isEmpty();
    }

    private static String run(ProcessBuilder builder) throws Exception {
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static String foreign(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(tools.resolve("foreign").toString()));
        command.addAll(List.of(arguments));
        return run(new ProcessBuilder(command));
    }

    private String check() throws Exception {
        return foreign("check", folder.toString(), signer.verifierKey().toString());
    }

    private void writeLog() throws IOException {
        Path proofs = Files.createDirectories(folder.resolve("proofs"));
        try (TileLog log = TileLog.open(folder, signer, Optional.empty())) {
            for (int first = 0; first < SIZE; first += 150) {
                List<NewEntry> batch = new ArrayList<>();
                for (int i = first; i < first + 150; i++) {
                    batch.add(new NewEntry(new UUID(7, i), entry(i)));
                }
                log.append(batch);
                for (long index : new long[] {0, first, first + 149}) {
                    TlogProof proof = log.prove(List.of(index)).getFirst().withExtra(new byte[] {1, 2, 3});
                    String name = index + "-of-" + (first + 150);
                    Files.writeString(proofs.resolve(name + ".tlog-proof"), proof.text());
                    Files.writeString(proofs.resolve(name + ".entry"), Hex.encode(entry((int) index)));
                }
            }
        }
    }

    private static byte[] entry(int i) {
        byte[] entry = new byte[NewEntry.LENGTH];
        new Random(i).nextBytes(entry);
        return entry;
    }

    @Test
    void theForeignVerifierAcceptsOurLogAndFindsWhatWasTamperedWith() throws Exception {
        writeLog();
        assertThat(check()).isEqualTo("accepted\n");

        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> isCurrent(folder.relativize(file).toString()))
                    .toList();
        }
        assertThat(files).hasSizeGreaterThan(15);
        Random random = new Random(1);
        for (Path file : files) {
            byte[] sound = Files.readAllBytes(file);
            byte[] flipped = sound.clone();
            flipped[random.nextInt(flipped.length)] ^= 1;
            Files.write(file, flipped);
            assertThat(check()).as("%s", file).startsWith("refused: ");
            Files.write(file, sound);
        }
        assertThat(check()).isEqualTo("accepted\n");
    }

    private static boolean isCurrent(String path) {
        // Level 1 is recomputed by the foreign verifier from level 0 wherever it can, and then not read.
        return path.equals("checkpoint")
                || path.endsWith(".tlog-proof")
                || path.endsWith(".entry")
                || TilePath.parse(path)
                        .filter(tile -> tile.level() <= 0)
                        .filter(tile -> TilePath.inTree(tile.level(), tile.number(), SIZE)
                                .equals(Optional.of(tile)))
                        .isPresent();
    }

    @Test
    void weAcceptTheForeignersProofsAndFindWhatWasTamperedWith() throws Exception {
        assertThat(foreign("make", folder.toString())).isEqualTo("accepted\n");
        VerifierKey key = VerifierKey.parse(Files.readString(folder.resolve("vkey")));
        for (int index : new int[] {0, 1, 255, 256, 511, 512, 998, 999}) {
            String text = Files.readString(folder.resolve(index + ".tlog-proof"));
            byte[] entry = ("entry " + index).getBytes(StandardCharsets.UTF_8);
            TlogProof proof = TlogProof.parse(text);

            assertThat(proof.verify(entry, List.of(key))).containsExactly(key);
            assertThat(proof.text()).isEqualTo(text);
            for (int at = 0; at < text.length(); at += 3) {
                byte[] changed = text.getBytes(StandardCharsets.UTF_8);
                changed[at] ^= 1;
                String wrong = new String(changed, StandardCharsets.UTF_8);
                assertThatThrownBy(() -> TlogProof.parse(wrong).verify(entry, List.of(key)))
                        .as("index %d, byte %d", index, at)
                        .isInstanceOf(VerificationException.class);
            }
        }
    }
}
