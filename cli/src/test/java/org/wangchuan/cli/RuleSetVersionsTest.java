package org.wangchuan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.policy.PolicyCatalogue;

/**
 * The program of today, and a later one that ships a second version of a rule set beside the first, as real processes: what was
 * judged by the first stays so, new work is judged by the second, and whoever does not know a version is never green.
 */
@Tag("slow")
@Timeout(600)
class RuleSetVersionsTest {
    private static final String ID = "nist-clear";

    @TempDir
    Path folder;

    private enum Program {
        TODAY,
        LATER
    }

    private record Run(int exitCode, String out, String err) {}

    /** Two passes for an image, and a clause that asks for them. */
    @BeforeEach
    void writeTheSecondVersion() throws Exception {
        JsonValue.Obj first = PolicyCatalogue.find(ID, 1).orElseThrow().document();
        String text = CanonicalJson.writeText(first);
        String pass = "{\"pattern\":\"random\",\"verify\":true}";
        String changed = text.replace("\"image\":[" + pass + "]", "\"image\":[" + pass + "," + pass + "]")
                .replace("\"id\":\"overwrite\"", "\"id\":\"overwrite-twice\"")
                .replace("\"image\":1", "\"image\":2");
        assertThat(changed.length() - text.length()).isEqualTo(("," + pass + "-twice").length());
        Map<String, JsonValue> members =
                new TreeMap<>(CanonicalJson.readObject(changed.getBytes(StandardCharsets.UTF_8))
                        .members());
        members.put("version", new JsonValue.Whole(2));
        byte[] second = CanonicalJson.write(new JsonValue.Obj(members));
        for (String place : List.of("later/org/wangchuan/engine/policy", "printed/org/wangchuan/print/rules")) {
            Path resources = Files.createDirectories(folder.resolve(place));
            Files.write(resources.resolve(ID + ".v2.json"), second);
        }
    }

    private Run run(Program program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=org.wangchuan.engine",
                "--module-path",
                System.getProperty("jdk.module.path")));
        if (program == Program.LATER) {
            command.addAll(List.of("--patch-module", "org.wangchuan.engine=" + folder.resolve("later")));
            command.addAll(List.of("--patch-module", "org.wangchuan.print=" + folder.resolve("printed")));
        }
        command.addAll(List.of("-m", "org.wangchuan.cli/org.wangchuan.cli.Main"));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("WANGCHUAN_HOME", folder.resolve("home").toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        if (!process.waitFor(300, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it does not end: " + command);
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Erases an image; whether the verdict is good depends on where the tests run. */
    private String erase(Program program, String name) throws Exception {
        Path image = Files.write(folder.resolve(name), new byte[1 << 20]);
        Path out = folder.resolve("receipts-" + name);
        Run erased = run(
                program,
                "erase",
                image.toString(),
                "--policy",
                ID,
                "--confirm",
                name,
                "--out",
                out.toString(),
                "--best-effort");
        assertThat(erased.exitCode()).as("%s", erased).isIn(0, 2);
        try (Stream<Path> files = Files.list(out)) {
            String receipt = files.map(Path::toString)
                    .filter(file -> file.endsWith(".receipt.json"))
                    .findFirst()
                    .orElseThrow();
            assertThat(run(program, "verify", receipt).exitCode()).isEqualTo(erased.exitCode());
            return receipt;
        }
    }

    private static String beside(String receipt, String ending) {
        return receipt.replace(".receipt.json", ending);
    }

    private List<Run> judge(Program program, String receipt) throws Exception {
        return List.of(
                run(program, "verify", receipt, "--json"),
                run(program, "verify", beside(receipt, ".receipt.pdf")),
                run(program, "verdict", beside(receipt, ".evidence.jsonl"), "--json"));
    }

    @Test
    void whatWasJudgedByTheFirstStaysSo() throws Exception {
        String receipt = erase(Program.TODAY, "old.img");

        List<Run> today = judge(Program.TODAY, receipt);

        assertThat(today)
                .extracting(Run::exitCode)
                .containsOnly(today.getFirst().exitCode());
        assertThat(today.getFirst().out()).contains("\"clause\":\"overwrite\"");
        assertThat(today.getLast().out()).contains("\"policyKnown\":true");
        assertThat(judge(Program.LATER, receipt)).as("to the letter").isEqualTo(today);
    }

    @Test
    void newWorkIsJudgedByTheSecondAndWhoDoesNotKnowItIsNeverGreen() throws Exception {
        String receipt = erase(Program.LATER, "new.img");

        List<Run> later = judge(Program.LATER, receipt);

        assertThat(later)
                .extracting(Run::exitCode)
                .containsOnly(later.getFirst().exitCode());
        assertThat(later.getFirst().out()).contains("\"clause\":\"overwrite-twice\"");
        assertThat(later.getLast().out()).contains("\"policyKnown\":true", "\"clause\":\"overwrite-twice\"");
        assertThat(Files.readString(Path.of(beside(receipt, ".evidence.jsonl"))))
                .contains("\"version\":2");

        List<Run> today = judge(Program.TODAY, receipt);
        assertThat(today.get(0).exitCode()).isEqualTo(4);
        assertThat(today.get(0).out()).contains("\"code\":\"POLICY\"", "\"state\":\"does-not-verify\"");
        assertThat(today.get(0).err())
                .contains("names a version of nist-clear that this program does not know: 2")
                .contains("expected: 1");
        assertThat(today.get(1).exitCode()).isEqualTo(4);
        assertThat(today.get(2).exitCode()).isEqualTo(2);
        assertThat(today.get(2).out()).contains("\"policyKnown\":false", "\"policySatisfied\":false");
    }
}
