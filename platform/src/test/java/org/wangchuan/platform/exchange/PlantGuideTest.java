package org.wangchuan.platform.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.platform.testing.PlatformTest;

/** The plant guide does what it says: its blocks are run, each language's, against the running platform. */
final class PlantGuideTest extends PlatformTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|python)\n(.*?)^```$");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"plant-guide.md", "plant-guide.zh.md"})
    void itsBlocksRun(String name) throws Exception {
        assumeThat(List.of("curl", "python3")).allMatch(PlantGuideTest::isThere);
        String key = PlantKeys.of(newShop());
        String shell = "set -euo pipefail\n" + blocks(name, "sh").collect(Collectors.joining("\n"));
        String said = run(Map.of("PLATFORM", origin(), "KEY", key), "bash", "-c", shell);
        assertThat(said)
                .contains("\"registered\":2", "\"externalId\":\"PAL7-000123\"", "\"state\":\"taken_in\"", "\"next\":");
        assertThat(folder.resolve("devices.csv")).isNotEmptyFile();

        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) 7);
        String body = "{\"id\":\"忘川\"}";
        String good = WebhookSecrets.sign(secret, "an-id", 1_800_000_000L, body);
        String other = WebhookSecrets.sign(new byte[32], "an-id", 1_800_000_000L, body);
        String python = blocks(name, "python").collect(Collectors.joining("\n"));
        assertThat(verify(python, secret, "v1,AAAA " + good, body, 1_800_000_100L))
                .isEqualTo("True");
        assertThat(verify(python, secret, other, body, 1_800_000_100L)).isEqualTo("False");
        assertThat(verify(python, secret, good, body + " ", 1_800_000_100L)).isEqualTo("False");
        assertThat(verify(python, secret, good, body, 1_800_001_000L))
                .as("of long ago")
                .isEqualTo("False");
    }

    private String verify(String python, byte[] secret, String signature, String body, long now) throws Exception {
        String call =
                "\nimport os\nprint(is_ours(os.environ['SECRET'], {'webhook-id': 'an-id', 'webhook-timestamp': '1800000000',"
                        + " 'webhook-signature': os.environ['SIGNATURE']}, os.environ['BODY'].encode(), now=" + now
                        + "))";
        return run(
                        Map.of(
                                "SECRET",
                                "whsec_" + Base64.getEncoder().encodeToString(secret),
                                "SIGNATURE",
                                signature,
                                "BODY",
                                body,
                                "LC_ALL",
                                "C.UTF-8"),
                        "python3",
                        "-c",
                        python + call)
                .strip();
    }

    private static Stream<String> blocks(String name, String language) throws IOException {
        List<MatchResult> all = BLOCK.matcher(
                        Files.readString(Path.of("../docs").resolve(name)))
                .results()
                .toList();
        assertThat(all).hasSizeGreaterThan(5);
        return all.stream().filter(one -> one.group(1).equals(language)).map(one -> one.group(2));
    }

    private String run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private static boolean isThere(String program) {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
