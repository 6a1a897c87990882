package org.wangchuan.proof.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;

/**
 * Our verdict on proofs, and on thousands of distorted ones, against that of transparency-dev/merkle. It needs Debian's
 * packages {@code golang-go} and {@code golang-github-transparency-dev-merkle-dev}, and fails without.
 */
@Tag("slow")
class ForeignProofsTest {
    @TempDir
    Path tools;

    @Test
    void ourVerdictIsThatOfTheMerklePackage() throws Exception {
        int accepted = 0;
        int refused = 0;
        List<String> lines = foreignLines();
        for (String line : lines) {
            boolean isAccepted = line.endsWith(" accepted");
            assertThat(isAccepted || line.endsWith(" refused")).as(line).isTrue();
            assertThat(accepts(line.split(" ", -1))).as(line).isEqualTo(isAccepted);
            accepted += isAccepted ? 1 : 0;
            refused += isAccepted ? 0 : 1;
        }
        assertThat(accepted).isGreaterThan(300);
        assertThat(refused).isGreaterThan(5000);
    }

    private List<String> foreignLines() throws IOException, InterruptedException {
        ProcessBuilder go = new ProcessBuilder(
                        "go",
                        "run",
                        Path.of("src/test/go/merkle.go").toAbsolutePath().toString())
                .redirectErrorStream(true)
                .directory(tools.toFile());
        go.environment().put("GO111MODULE", "off");
        go.environment().put("GOPATH", "/usr/share/gocode");
        go.environment().put("GOCACHE", tools.resolve("cache").toString());
        Process process = go.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

    private static boolean accepts(String[] words) throws VerificationException {
        long first = Long.parseLong(words[1]);
        long second = Long.parseLong(words[2]);
        Bytes32 from = hash(words[3]);
        Bytes32 to = hash(words[4]);
        List<Bytes32> hashes = new ArrayList<>();
        if (!words[5].equals("-")) {
            for (String hex : words[5].split(",", -1)) {
                hashes.add(hash(hex));
            }
        }
        try {
            switch (words[0]) {
                case "inclusion" -> new InclusionProof(first, second, hashes).verify(from, to);
                case "consistency" -> new ConsistencyProof(first, second, hashes).verify(from, to);
                default -> throw new AssertionError(words[0]);
            }
            return true;
        } catch (VerificationException e) {
            return false;
        }
    }

    private static Bytes32 hash(String hex) throws VerificationException {
        return Bytes32.of(Hex.decode(hex));
    }
}
