package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.acceptance.disk.RequestKind.WRITE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.wangchuan.acceptance.disk.Disguise;
import org.wangchuan.acceptance.disk.Fault;
import org.wangchuan.acceptance.disk.LoopDevice;
import org.wangchuan.acceptance.disk.LyingDisk;
import org.wangchuan.acceptance.disk.Machine;
import org.wangchuan.acceptance.program.Erasure;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Result;
import org.wangchuan.acceptance.program.Run;
import org.wangchuan.acceptance.program.Running;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/** What scripts rely on: each exit code from what it stands for, and the members of what {@code --json} prints. */
@Tag("slow")
@Timeout(300)
@ResourceLock(Machine.DEVICES)
class ItTellsProgramsTest {
    private static final int SIZE = 4 << 20;

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void openStation() throws IOException {
        program = new Program(folder.resolve("station"));
    }

    private Path image(String name) throws IOException {
        return Files.write(folder.resolve(name), new byte[SIZE]);
    }

    @Test
    void satisfiedIs0AndItsReceiptVerifiesWith0() throws IOException {
        Run run = program.run(Erasure.of(folder, image("a.img")).arguments());
        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(program.run("verify", run.result().receipt().toString()).exitCode())
                .isZero();
        assertThat(program.run("verdict", run.result().evidence().toString()).exitCode())
                .isZero();
    }

    @Test
    void aLineThatIsNotUnderstoodIs1() throws IOException {
        for (List<String> line : List.of(
                List.of("erase"),
                List.of("erase", "x.img", "--no-such-option"),
                List.of("erase", "x.img", "--verify", "twice"),
                List.of("no-such-command"))) {
            Run run = program.run(line.toArray(String[]::new));
            assertThat(run.exitCode()).as("%s", run).isEqualTo(1);
            assertThat(run.out()).as("%s", run).isEmpty();
            assertThat(run.err()).as("%s", run).isNotBlank();
        }
    }

    @Test
    void notSatisfiedIs2WhetherItIsKnownBeforeOrAfterAndSoIsTheVerdictOfItsEvidence() throws IOException {
        Run before = program.run(
                Erasure.of(folder, image("a.img")).policy("nist-purge").arguments());
        assertThat(before.exitCode()).as("%s", before).isEqualTo(2);
        assertThat(before.result().refusals()).contains("LEVEL_OUT_OF_REACH");
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            disk.tell(Fault.on(WRITE).within(1 << 20, 512).fail());
            Run after = program.run(Erasure.of(folder, disk).arguments());
            assertThat(after.exitCode()).as("%s", after).isEqualTo(2);
            assertThat(after.result().verdict()).isEqualTo("partial");
            Run replayed = program.run("verdict", after.result().evidence().toString());
            assertThat(replayed.exitCode()).as("%s", replayed).isEqualTo(2);
        }
    }

    @Test
    void refusedForSafetyIs3() throws IOException {
        Path image = image("attached.img");
        try (LoopDevice _ = LoopDevice.over(image, 512, false, false)) {
            Run run = program.run(Erasure.of(folder, image).arguments());
            assertThat(run.exitCode()).as("%s", run).isEqualTo(3);
            assertThat(run.result().refusals()).contains("ATTACHED");
            assertThat(run.result().fields().object().members())
                    .as("nothing is known of it, and nothing is missing")
                    .containsKeys("path", "state", "exitCode", "verdict", "conformity", "policy", "target", "passes")
                    .containsKeys("verification", "unreachableRanges", "residue", "receipt", "evidence", "log")
                    .containsEntry("verdict", new JsonValue.Null());
        }
    }

    @Test
    void whatEndsBeforeItsTargetsIsOneDocumentToo() throws Exception {
        Path image = image("a.img");
        Run run = program.run("erase", image.toString(), "--confirm", "b.img", "--json");
        assertThat(run.exitCode()).as("%s", run).isEqualTo(3);
        assertThat(run.results()).isEmpty();
        Json.Fields error = Json.in(CanonicalJson.readLenientObject(run.out().getBytes(StandardCharsets.UTF_8)))
                .object("error");
        assertThat(error.text("code")).isEqualTo("CONFIRMATION");
        assertThat(error.natural("exitCode")).isEqualTo(3);
        assertThat(error.text("found")).contains("b.img");
    }

    @Test
    void whatDoesNotVerifyIs4() throws IOException {
        Run run = program.run(Erasure.of(folder, image("a.img")).arguments());
        byte[] receipt = Files.readAllBytes(run.result().receipt());
        int at = new String(receipt, StandardCharsets.ISO_8859_1).indexOf("\"statement\":\"") + 200;
        receipt[at] = (byte) (receipt[at] == 'A' ? 'B' : 'A');
        Path forged = Files.write(folder.resolve("forged.receipt.json"), receipt);
        Run verified = program.run("verify", forged.toString());
        assertThat(verified.exitCode()).as("%s", verified).isEqualTo(4);
    }

    @Test
    void consistentButOfAnUnknownSignerIs5UntilTheSignerIsTrusted() throws IOException {
        String receipt = program.run(Erasure.of(folder, image("a.img")).arguments())
                .result()
                .receipt()
                .toString();
        Program elsewhere = new Program(folder.resolve("elsewhere"));
        Run unknown = elsewhere.run("verify", receipt);
        assertThat(unknown.exitCode()).as("%s", unknown).isEqualTo(5);
        Run list = program.run("trust", "export");
        Path file = Files.writeString(folder.resolve("trust.json"), list.out());
        Run known = elsewhere.run("verify", receipt, "--trust", file.toString());
        assertThat(known.exitCode()).as("%s", known).isZero();
    }

    @Test
    void interruptedIs6AndTheResultSaysWhere() throws Exception {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            // So slow that the signal meets a job under way, however busy the machine is.
            disk.tell(Fault.on(WRITE).hang(Duration.ofSeconds(2)));
            Running running = program.start(Erasure.of(folder, disk).arguments());
            while (disk.history().writes().isEmpty() && running.isAlive()) {
                Thread.sleep(5);
            }
            running.signalGroup("INT");
            Run run = running.await(Duration.ofMinutes(2));
            assertThat(run.exitCode()).as("%s", run).isEqualTo(6);
            Json.Fields result = run.result().fields();
            assertThat(result.text("state")).isEqualTo("interrupted");
            assertThat(result.natural("exitCode")).isEqualTo(6);
            assertThat(result.natural("pass")).isBetween(1L, 3L);
            assertThat(result.text("code")).isEqualTo("STOPPED");
            assertThat(run.err()).contains("--resume");
        }
    }

    /** Before a byte of it is written, and without what was typed. */
    @Test
    void aTagThatNamesSomebodyIs1AndSoIsAPsidForAnImage() throws IOException {
        Path image = image("a.img");
        byte[] before = Files.readAllBytes(image);
        for (String tag : List.of("138 0013 8000", "li.lei@example.com", "11010519491231002X")) {
            Run run = program.run(Erasure.of(folder, image).with("--asset", tag).arguments());
            assertThat(run.exitCode()).as("%s", run).isEqualTo(1);
            assertThat(run.err()).contains("PERSONAL_DATA", "--asset").doesNotContain(tag);
        }
        Path psid = Files.writeString(folder.resolve("psid"), "LABELSECRET0123456789ABCDEFGHIJK\n");
        Run run = program.run(
                Erasure.of(folder, image).with("--psid-file", psid.toString()).arguments());
        assertThat(run.exitCode()).as("%s", run).isEqualTo(1);
        assertThat(run.err()).contains("PSID_NO_LABEL").doesNotContain("LABELSECRET");
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
    }

    /** One target that may not be touched stops all, and the results say of each which it is. */
    @Test
    void ofSeveralTargetsOneRefusedLeavesTheOthersAlone() throws IOException {
        Path good = Files.write(folder.resolve("good.img"), new byte[] {1, 2, 3});
        Path missing = folder.resolve("missing.img");
        Run run = program.run(Erasure.of(folder, good)
                .with(missing.toString(), "--confirm", "missing.img")
                .arguments());
        assertThat(run.exitCode()).as("%s", run).isEqualTo(3);
        assertThat(run.results()).extracting(result -> text(result, "path")).containsExactly("" + good, "" + missing);
        assertThat(run.results()).extracting(result -> text(result, "state")).containsExactly("not-started", "refused");
        assertThat(run.results().get(1).refusals()).containsExactly("NOT_FOUND");
        assertThat(run.err()).contains("NOT_FOUND", "nothing was touched");
        assertThat(Files.readAllBytes(good)).containsExactly(1, 2, 3);
    }

    /** Each target has its own result, in the order of the command line; the exit code is the worst of all. */
    @Test
    void ofSeveralTargetsTheWorstIsTheExitCode() throws IOException {
        Path good = image("good.img");
        try (LyingDisk bad = LyingDisk.device(SIZE, 512)) {
            bad.tell(Fault.on(WRITE).within(1 << 20, 512).fail());
            Run run = program.run(Erasure.of(folder, bad)
                    .with(good.toString(), "--confirm", "good.img")
                    .arguments());
            assertThat(run.exitCode()).as("%s", run).isEqualTo(2);
            assertThat(run.results()).extracting(Result::verdict).containsExactly("partial", "cleared");
            assertThat(run.results())
                    .extracting(result -> natural(result, "exitCode"))
                    .containsExactly(2L, 0L);
        }
    }

    @Test
    void quietLeavesResultsAndErrorsOnly() throws IOException {
        String image = image("a.img").toString();
        String[] erase = {"erase", image, "--confirm", "a.img", "--out", folder.toString(), "--quiet"};
        Run done = program.run(erase);
        assertThat(done.exitCode()).as("%s", done).isZero();
        assertThat(done.out()).contains("a.img: CLEARED");
        assertThat(done.err()).as("no progress and no notes").isEmpty();

        Run json = program.run(Erasure.of(folder, Path.of(image)).with("-q").arguments());
        assertThat(json.result().verdict()).isEqualTo("cleared");
        assertThat(json.err()).isEmpty();

        Run refused = program.run("erase", image, "--confirm", "b.img", "--quiet");
        assertThat(refused.exitCode()).as("%s", refused).isEqualTo(3);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("CONFIRMATION");
    }

    @Test
    void theResultOfAnImageHasEveryMember() throws Exception {
        Run run = program.run(Erasure.of(folder, image("a.img")).arguments());
        Json.Fields result = run.result().fields();
        assertEveryMember(result, 3);
        assertThat(result.text("verdict")).isEqualTo("cleared");
        assertThat(result.text("policy")).isEqualTo("gb-46864-2025");
        assertThat(result.object("target").text("bus")).isEqualTo("file");
        assertThat(result.object("target").text("mediumClass")).isEqualTo("image");
        assertThat(result.object("target").natural("capacityBytes")).isEqualTo(SIZE);
        assertThat(result.object("verification").text("mode")).isEqualTo("full");
        assertThat(result.object("verification").natural("bytesRead")).isEqualTo(SIZE);
        assertThat(result.array("unreachableRanges")).isEmpty();
        assertThat(result.text("residue")).isEqualTo("not-run");
    }

    /** A device that has all that only some have: a model, a serial number, a sample drawn by a seed. */
    @Test
    void theResultOfADriveHasItsModelAndSerialAndTheSeedOfASample() throws Exception {
        try (LoopDevice loop = LoopDevice.over(image("drive"), 512, false, false)) {
            Disguise disguise = new Disguise(folder.resolve("disguise"));
            disguise.put(
                    loop,
                    "mmcblk7",
                    Map.of("device/type", "SD", "device/name", "MODEL1", "device/serial", "0x00c0ffee"));
            Run run = program.under(disguise.command())
                    .run(Erasure.of(folder)
                            .with(loop.path().toString(), "--confirm", "0x00c0ffee")
                            .policy("nist-clear")
                            .with("--verify", "sample")
                            .arguments());
            assertThat(run.exitCode()).as("%s", run).isZero();
            Json.Fields result = run.result().fields();
            assertEveryMember(result, 1);
            Json.Fields target = result.object("target");
            assertThat(target.text("model")).isEqualTo("MODEL1");
            assertThat(target.text("serial")).isEqualTo("0x00c0ffee");
            assertThat(target.text("bus")).isEqualTo("mmc");
            assertThat(target.text("mediumClass")).isEqualTo("flash");
            Json.Fields verification = result.object("verification");
            assertThat(verification.text("mode")).isEqualTo("sample");
            assertThat(verification.text("seed")).matches("[0-9a-f]{64}");
            assertThat(verification.natural("bytesRead")).isBetween(1L, (long) SIZE);
        }
    }

    /** What failed is named where it failed. */
    @Test
    void theResultOfABadDiskNamesItsErrorsAndRanges() throws Exception {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            disk.tell(Fault.on(WRITE).within(1 << 20, 1024).fail());
            Json.Fields result =
                    program.run(Erasure.of(folder, disk).arguments()).result().fields();
            assertEveryMember(result, 3);
            assertThat(result.objects("passes")).allSatisfy(pass -> {
                assertThat(pass.natural("bytesWritten")).isEqualTo(SIZE - 1024);
                Json.Fields error = pass.objects("errors").getFirst();
                assertThat(error.natural("offset")).isEqualTo(1 << 20);
                assertThat(error.natural("length")).isEqualTo(1024);
            });
            Json.Fields range = result.objects("unreachableRanges").getFirst();
            assertThat(range.natural("offset")).isEqualTo(1 << 20);
            assertThat(range.natural("length")).isEqualTo(1024);
            assertThat(result.objects("conformity"))
                    .extracting(clause -> clause.text("state"))
                    .contains("not-satisfied");
        }
    }

    /** Every member that is promised, each of its type; a reader of another type throws. */
    private static void assertEveryMember(Json.Fields result, int passes) throws ShapeException {
        assertThat(result.text("verdict")).isIn("purged", "cleared", "partial", "unproven", "failed");
        assertThat(result.objects("conformity")).isNotEmpty();
        for (Json.Fields clause : result.objects("conformity")) {
            assertThat(clause.text("clause")).isNotBlank();
            assertThat(clause.text("state")).isNotBlank();
            assertThat(clause.text("source")).isNotBlank();
        }
        assertThat(result.text("policy")).isNotBlank();
        Json.Fields target = result.object("target");
        assertThat(target.natural("capacityBytes")).isPositive();
        assertThat(target.text("bus")).isNotBlank();
        assertThat(target.text("mediumClass")).isNotBlank();
        assertThat(target.has("model")).as("null where there is none").isTrue();
        assertThat(target.has("serial")).as("null where there is none").isTrue();
        assertThat(result.objects("passes")).hasSize(passes);
        for (Json.Fields pass : result.objects("passes")) {
            assertThat(pass.text("pattern")).isNotBlank();
            assertThat(pass.natural("bytesWritten")).isNotNegative();
            assertThat(pass.natural("durationMillis")).isNotNegative();
            assertThat(pass.objects("errors")).isNotNull();
        }
        Json.Fields verification = result.object("verification");
        assertThat(verification.text("mode")).isIn("full", "sample");
        assertThat(verification.text("path")).isNotBlank();
        assertThat(verification.natural("bytesRead")).isNotNegative();
        assertThat(verification.objects("mismatches")).isNotNull();
        assertThat(verification.has("seed")).as("null where nothing is drawn").isTrue();
        if (verification.text("mode").equals("sample")) {
            assertThat(verification.text("seed")).isNotBlank();
        }
        assertThat(result.objects("unreachableRanges")).isNotNull();
        assertThat(result.text("residue")).isNotBlank();
        assertThat(Path.of(result.text("receipt"))).isRegularFile();
        assertThat(Path.of(result.text("evidence"))).isRegularFile();
        assertThat(result.object("log").natural("index")).isNotNegative();
        // The second line of a checkpoint is the size of the log, which the index lies below (C2SP tlog-checkpoint).
        List<String> checkpoint =
                List.of(result.object("log").text("checkpoint").split("\n", -1));
        assertThat(Long.parseLong(checkpoint.get(1)))
                .isGreaterThan(result.object("log").natural("index"));
    }

    private static String text(Result result, String name) {
        try {
            return result.fields().text(name);
        } catch (ShapeException wrong) {
            throw new AssertionError(result.toString(), wrong);
        }
    }

    private static long natural(Result result, String name) {
        try {
            return result.fields().natural(name);
        } catch (ShapeException wrong) {
            throw new AssertionError(result.toString(), wrong);
        }
    }
}
