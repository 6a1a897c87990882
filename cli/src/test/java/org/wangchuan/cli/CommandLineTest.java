package org.wangchuan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.CertificateService;
import org.wangchuan.cli.service.DeclaredMedium;
import org.wangchuan.cli.service.EraseRequest;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.PlanService;
import org.wangchuan.cli.service.PsidSource;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyMode;
import org.wangchuan.cli.service.VerifyService;

class CommandLineTest {
    @TempDir
    private Path home;

    private CommandLineFixture line;

    @BeforeEach
    void start() {
        line = new CommandLineFixture(home);
    }

    @Test
    void eraseHasDefaultsThatAreWrittenInItsHelp() {
        assertThat(line.run("erase", "/dev/sdb")).isEqualTo(ExitCode.OK);

        assertThat(line.services.theErasure())
                .isEqualTo(new EraseRequest(
                        List.of("/dev/sdb"),
                        "gb-46864-2025",
                        Optional.empty(),
                        VerifyMode.FULL,
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        false,
                        false,
                        180,
                        10,
                        new PsidSource.None(),
                        false));
    }

    @Test
    void eraseTakesEveryOption() {
        assertThat(line.run(
                        "erase",
                        "a.img",
                        "--policy",
                        "nist-clear",
                        "--medium=flash",
                        "--verify",
                        "sample",
                        "--out",
                        "receipts",
                        "--confirm",
                        "a.img",
                        "--confirm=b.img",
                        "--also",
                        "nvme0n2",
                        "--also=nvme0n3",
                        "--asset",
                        "A 7",
                        "--resume",
                        "--best-effort",
                        "--patience=60",
                        "--json",
                        "--quiet",
                        "b.img"))
                .isEqualTo(ExitCode.OK);

        assertThat(line.services.theErasure())
                .isEqualTo(new EraseRequest(
                        List.of("a.img", "b.img"),
                        "nist-clear",
                        Optional.of(DeclaredMedium.FLASH),
                        VerifyMode.SAMPLE,
                        Optional.of(Path.of("receipts")),
                        List.of("a.img", "b.img"),
                        List.of("nvme0n2", "nvme0n3"),
                        Optional.of("A 7"),
                        true,
                        true,
                        60,
                        10,
                        new PsidSource.None(),
                        true));
    }

    /** On the command line itself a secret would be seen by others, and kept by the shell. */
    @Test
    void aPsidIsAskedForOrReadAndNeverAnArgument() {
        assertThat(line.run("erase", "/dev/sdb", "--psid")).isEqualTo(ExitCode.OK);
        assertThat(line.services.theErasure().psid()).isEqualTo(new PsidSource.Asked());
        assertThat(line.run("erase", "/dev/sdb", "--psid=ABCDEFGH")).isEqualTo(ExitCode.USAGE);
        assertThat(line.run("erase", "/dev/sdb", "--psid", "--psid-file", "-")).isEqualTo(ExitCode.USAGE);
        assertThat(line.run("erase", "/dev/sdb", "/dev/sdc", "--psid-file", "-"))
                .isEqualTo(ExitCode.USAGE);
    }

    /** Errors are kept and sent to others; this program's own words and its JSON repeat nothing of what may be a secret. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "erase /dev/sdb --psid=SECRET",
                "erase --psid=SECRET /dev/sdb --json",
                "erase /dev/sdb --psid SECRET",
                "erase /dev/sdb --psid SECRET --json",
                "erase SECRET --psid",
                "erase /dev/sdb --pisd=SECRET",
                "erase /dev/sdb --psidSECRET",
                "erase /dev/sdb --psid-file SECRET",
                "erase /dev/sdb --psid-file=SECRET --json",
                "erase /dev/sdb --also SECRET --psid",
                "erase /dev/sdb --json=SECRET",
                "plan /dev/sdb --psid=SECRET",
                "plan /dev/sdb --psid SECRET --json",
                "devices SECRET",
                "devices --psid=SECRET",
                "countersign receipt.json --as owner --out o --code --code-from-stdin=SECRET",
                "countersign receipt.json --code=SECRET",
                "countersign receipt.json --password=SECRET",
                "seal receipt.pdf --password=SECRET"
            })
    void noErrorRepeatsASecretThatWasGivenInTheWrongPlace(String words) {
        for (String secret : List.of("VUWPQXKJ6DL3MR2ZTHGE8ACNB4YS57F9", "hunter2hunter2")) {
            if (secret.length() < 32 && !words.contains("=SECRET")) {
                continue; // nobody can tell it from a name
            }
            if (secret.length() < 32 && words.contains("-file=")) {
                continue;
            }
            CommandLineFixture one = new CommandLineFixture(home);
            String[] arguments = words.replace("SECRET", secret).split(" ", -1);
            assertThat(one.run(arguments)).as(words).isEqualTo(ExitCode.USAGE);
            assertThat(one.err()).as(words).isNotEmpty().doesNotContain(secret);
            assertThat(one.out()).as(words).doesNotContain(secret);
        }
    }

    /** What is no secret is repeated: it is how a person finds the slip. */
    @Test
    void whatIsNoSecretIsRepeated() {
        assertThat(line.run("erase", "/dev/sdb", "--patience=soon")).isEqualTo(ExitCode.USAGE);
        assertThat(line.err()).contains("soon", "--patience");
        assertThat(line.run("erase", "/dev/sdb", "--forse")).isEqualTo(ExitCode.USAGE);
        assertThat(line.err()).contains("--forse");
    }

    @Test
    void aPsidIsReadFromAFileOrFromStandardInput() {
        assertThat(line.run("erase", "/dev/sdb", "--psid-file", "-")).isEqualTo(ExitCode.OK);
        assertThat(line.services.theErasure().psid()).isEqualTo(new PsidSource.File(Path.of("-")));
    }

    @Test
    void aSleepIsAgreedToOnTheLine() {
        assertThat(line.run("erase", "/dev/sda", "--suspend")).isEqualTo(ExitCode.OK);

        assertThat(line.services.theErasure().suspend()).isEqualTo(EraseRequest.Suspend.AGREED);
    }

    @Test
    void aTargetMayHaveANameThatLooksLikeAnythingElse() {
        assertThat(line.run("erase", "--", "--resume", "@file", "忘川.img")).isEqualTo(ExitCode.OK);

        assertThat(line.services.theErasure().targets()).containsExactly("--resume", "@file", "忘川.img");
        assertThat(line.services.theErasure().resume()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bogus",
                "erase",
                "erase a --bogus",
                "erase a --medium paper",
                "erase a --verify half",
                "erase a a",
                "erase a --out x --out y",
                "erase a --conf x",
                "erase a --suspend --resume",
                "plan",
                "verify",
                "verdict",
                "verdict a b",
                "trust",
                "trust import",
                "trust new-key k",
                "trust sign",
                "trust sign d --key k",
                "trust sign d --out l",
                "trust sign --key k --out l",
                "log",
                "log fsck",
                "log serve",
                "log serve copy --validate",
                "log serve copy --take-over",
                "log serve copy --append log.conf",
                "log serve --append log.conf --listen 127.0.0.1:0",
                "log new-key k",
                "log follow",
                "log follow http://l --key k",
                "log follow http://l --key k --state s --every 0",
                "witness",
                "witness --validate",
                "witness new-key",
                "witness new-key k",
                "certify",
                "certify r --all",
                "countersign c --as owner",
                "countersign c --as owner --out d --key k --code",
                "countersign c --as owner --out d --answer a --handwritten i",
                "countersign c --as owner --out d --code-from-stdin",
                "countersign c --as owner --out d --image-key k",
                "countersign c --as owner --out d --handwritten i --image-key d",
                "countersign sign c --as owner --key k",
                "verify c --image i",
                "verify c --image-key k",
                "verify c d --image i --image-key k",
                "revoke",
                "forget",
                "forget a b",
                "forget a --due",
                "forget --due --confirm a",
                "revoke c",
                "revoke c --reason bored",
                "revoke c --reason other --superseded-by d",
                "witnesses --set p --remove",
                "witnesses --json --remove",
                "completion fish",
                "version extra",
            })
    void aCommandLineThatIsNotUnderstoodTouchesNothing(String words) {
        String[] arguments = words.isEmpty() ? new String[0] : words.split(" ", -1);

        assertThat(line.run(arguments)).isEqualTo(ExitCode.USAGE);

        assertThat(line.services.calls()).isEmpty();
        if (!words.contains("--json")) {
            assertThat(line.out()).isEmpty();
        }
        assertThat(line.err()).startsWith("wangchuan: ").contains("hint: ");
    }

    @Test
    void aCommandThatIsMistypedIsSuggested() {
        line.run("erse", "x");

        assertThat(line.err()).contains("erase");
    }

    @Test
    void forgettingIsConfirmedByTheFilesName() {
        line.run("forget", "c.json");
        line.run("forget", "c.pdf", "--confirm", "c.pdf", "--json");
        line.run("forget", "--due");

        assertThat(line.services.calls())
                .containsExactly(
                        new CertificateService.ForgetRequest(Optional.of(Path.of("c.json")), Optional.empty(), false),
                        new CertificateService.ForgetRequest(Optional.of(Path.of("c.pdf")), Optional.of("c.pdf"), true),
                        new CertificateService.ForgetRequest(Optional.empty(), Optional.empty(), false));
    }

    @Test
    void revokingSaysHowItEndsAndCertifyingWhich() {
        line.run("revoke", "c.json", "--reason", "data-found");
        line.run("revoke", "c.json", "--superseded-by", "d.json", "--out", "lists");
        line.run("certify", "a.json", "--out", "x", "--json");
        line.run("certify", "--all");

        assertThat(line.services.calls())
                .containsExactly(
                        new CertificateService.RevokeRequest(
                                Path.of("c.json"),
                                new CertificateService.How.Revoked(CertificateService.Reason.DATA_FOUND),
                                Path.of(""),
                                60),
                        new CertificateService.RevokeRequest(
                                Path.of("c.json"),
                                new CertificateService.How.Superseded(Path.of("d.json")),
                                Path.of("lists"),
                                60),
                        new CertificateService.CertifyRequest(
                                List.of(Path.of("a.json")), Optional.of(Path.of("x")), 60, true),
                        new CertificateService.CertifyRequest(List.of(), Optional.empty(), 60, false));
    }

    @Test
    void anAgeHasAUnit() {
        line.run("verify", "c.json", "--status", "l.json", "--status-age", "36h");

        assertThat(line.services.theVerification().statusAgeMax()).contains(Duration.ofHours(36));
        assertThat(line.services.theVerification().statusLists()).containsExactly(Path.of("l.json"));
        assertThat(line.run("verify", "c.json", "--status-age", "36")).isEqualTo(ExitCode.USAGE);
        assertThat(line.err()).contains("STATUS_AGE");
    }

    @ParameterizedTest
    @CsvSource({
        "devices --json, devices json=true",
        "verdict e.json, verdict e.json json=false",
        "trust show, trust show json=false",
        "trust import t.json, trust import t.json",
        "trust export, trust export",
        "log path, log path",
        "log key, log key",
        "log fsck copy --key origin+1+A, log fsck copy Optional[origin+1+A]",
        "log fsck https://log.example/1, log fsck https://log.example/1 Optional.empty",
        "log serve copy, log serve copy 127.0.0.1:8081",
        "log serve --append log.conf, log serve --append log.conf",
        "log serve --append log.conf --validate, log validate log.conf",
        "log serve --append log.conf --take-over, log serve --append log.conf --take-over",
        "log serve s3://logs/example, log serve s3://logs/example 127.0.0.1:8081",
        "trust station-key, trust station-key",
        "trust new-key k --name n, trust new-key k n",
        "trust sign d --key k --out l, 'SignRequest[draft=d, key=k, out=l, isTrial=false]'",
        "trust sign d --key k --out l --validate, 'SignRequest[draft=d, key=k, out=l, isTrial=true]'",
        "log new-key k --name n, log new-key k n false",
        "log new-key k --name n --station, log new-key k n true",
        "log follow http://l --key k --state s, 'Follow[log=http://l, verifierKey=k, state=s, once=false, everySeconds=60, fromNow=false]'",
        "log follow http://l --key k --state s --once --every 5 --from-now, 'Follow[log=http://l, verifierKey=k, state=s, once=true, everySeconds=5, fromNow=true]'",
        "log serve copy --listen [::1]:0, log serve copy [::1]:0",
        "witnesses, witnesses json=false",
        "witnesses --set p.txt, witnesses set p.txt",
        "witnesses --remove, witnesses remove",
        "status-list, status-list  60",
        "status-list --out lists --witness-seconds 5, status-list lists 5",
        "countersign c --as owner --out d, 'CounterSignRequest[file=c, role=owner, means=Word[], out=d]'",
        "countersign c --as technician --key k --out d, 'CounterSignRequest[file=c, role=technician, means=Key[file=k], out=d]'",
        "countersign c --as owner --answer a --out d, 'CounterSignRequest[file=c, role=owner, means=Answer[file=a], out=d]'",
        "countersign c --as owner --code --out d, 'CounterSignRequest[file=c, role=owner, means=Code[fromStandardInput=false], out=d]'",
        "countersign c --as owner --code --code-from-stdin --out d, 'CounterSignRequest[file=c, role=owner, means=Code[fromStandardInput=true], out=d]'",
        "countersign c --as owner --handwritten x/i.png --out d, 'CounterSignRequest[file=c, role=owner, means=ByHand[image=x/i.png, key=x/i.png.key], out=d]'",
        "countersign c --as owner --handwritten i --image-key k --out d, 'CounterSignRequest[file=c, role=owner, means=ByHand[image=i, key=k], out=d]'",
        "countersign sign c --as owner --key k --out a, 'PersonSignRequest[file=c, role=owner, key=k, out=a, trust=Optional.empty]'",
        "countersign sign c --as owner --key k --out a --trust t, 'PersonSignRequest[file=c, role=owner, key=k, out=a, trust=Optional[t]]'",
        "verify c --image i --image-key k, 'Request[files=[c], trust=Optional.empty, serial=Optional.empty, statusLists=[], statusAgeMax=Optional.empty, of=Optional.empty, image=Optional[Image[file=i, key=k]], producerStatements=[], json=false]'",
        "verify c --of d, 'Request[files=[c], trust=Optional.empty, serial=Optional.empty, statusLists=[], statusAgeMax=Optional.empty, of=Optional[d], image=Optional.empty, producerStatements=[], json=false]'",
        "verdict e --producer-statement s, 'verdict e json=false producers=[s]'",
        "producer template f, producer template f",
        "producer new-key k --name n, producer new-key k name=n",
        "producer sign d --key k --out o, 'producer sign SignRequest[draft=d, key=k, out=o]'",
        "producer check a b --trust t --json, 'producer check [a, b] trust=Optional[t] json=true'",
        "producer keep a, producer keep [a]",
        "present c --out d, 'Request[file=c, shown=[], out=d, paper=Optional.empty, trust=Optional.empty, statusLists=[], json=false]'",
        "present c --show work --out d --paper p --trust t, 'Request[file=c, shown=[work], out=d, paper=Optional[p], trust=Optional[t], statusLists=[], json=false]'",
        "present c --out d --status l --status m --json, 'Request[file=c, shown=[], out=d, paper=Optional.empty, trust=Optional.empty, statusLists=[l, m], json=true]'",
        "recheck d --of r.json, 'Request[target=d, of=r.json, evidence=Optional.empty, key=Optional.empty, full=false, out=Optional.empty, patienceSeconds=180, json=false]'",
        "recheck d --of r --evidence e --key k --full --out o --patience 5 --json, 'Request[target=d, of=r, evidence=Optional[e], key=Optional[k], full=true, out=Optional[o], patienceSeconds=5, json=true]'",
        "kept 7 --reason r, 'Request[named=7, reason=r, json=false]'",
        "kept c.json --reason r --json, 'Request[named=c.json, reason=r, json=true]'",
        "countersign new-key k --name n, countersign new-key k n",
        "witness --config w.conf, witness w.conf",
        "witness --config w.conf --validate, witness validate w.conf",
        "witness new-key w.key --name w.example, witness new-key w.key w.example",
    })
    void eachCommandCallsItsService(String words, String call) {
        assertThat(line.run(words.split(" ", -1))).isEqualTo(ExitCode.OK);

        assertThat(line.services.calls()).hasToString("[" + call + "]");
    }

    @Test
    void whatIsLookedAtAgainIsNamedByItsReceipt() {
        assertThat(line.run("recheck", "d")).isEqualTo(ExitCode.USAGE);
        assertThat(line.err()).contains("--of");
        assertThat(line.run("recheck", "d", "--of", "r", "--patience", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(line.services.calls()).isEmpty();
    }

    @Test
    void planAndVerifyHandOnTheirOptions() {
        line.run("plan", "a", "b", "--policy", "r2v3", "--medium", "MAGNETIC", "--json");
        assertThat(line.services.thePlan())
                .isEqualTo(new PlanService.Request(
                        List.of("a", "b"), "r2v3", Optional.of(DeclaredMedium.MAGNETIC), false, true));

        CommandLineFixture parts = new CommandLineFixture(home);
        parts.run("plan", "a", "--also", "mmcblk0boot0", "--also", "mmcblk0boot1");
        assertThat(parts.services.thePlan().also()).containsExactly("mmcblk0boot0", "mmcblk0boot1");

        CommandLineFixture other = new CommandLineFixture(home);
        other.run("verify", "r.json", "r.pdf", "--trust", "t.json", "--serial", "S1");
        assertThat(other.services.theVerification())
                .isEqualTo(new VerifyService.Request(
                        List.of(Path.of("r.json"), Path.of("r.pdf")),
                        Optional.of(Path.of("t.json")),
                        Optional.of("S1"),
                        false));
    }

    @ParameterizedTest
    @EnumSource(ExitCode.class)
    void theAnswerOfTheServiceIsTheExitCode(ExitCode code) {
        line.services.answering(code);

        assertThat(line.run("verify", "r.json")).isEqualTo(code);
    }

    @Test
    void anErrorThatThePersonCanMendSaysHow() {
        line.services.erasingBy((request, context) -> {
            throw UserError.of(ExitCode.REFUSED, "CONFIRMATION.others", "serial A", "serial B")
                    .withHint("--confirm A");
        });

        assertThat(line.run("erase", "x")).isEqualTo(ExitCode.REFUSED);

        assertThat(line.err()).isEqualTo("""
                wangchuan: CONFIRMATION: what was confirmed is not what would be erased: --confirm takes the serial number, never a path; where there is none, the kernel name (loop3) or the file name of an image; nothing was touched
                  expected: serial A
                  found: serial B
                  hint: --confirm A
                """);
        assertThat(line.out()).isEmpty();
    }

    /** The words are English for programs, and in the person's language for the person. */
    @Test
    void aProgramGetsOneDocumentAlsoOfAnError() throws Exception {
        CommandLineFixture chinese = new CommandLineFixture(home, "zh");
        chinese.services.erasingBy((request, context) -> {
            throw UserError.of(ExitCode.REFUSED, "CONFIRMATION.others", "serial A", "serial B");
        });

        assertThat(chinese.run("erase", "x", "--json")).isEqualTo(ExitCode.REFUSED);

        JsonValue.Obj document = CanonicalJson.readObject(chinese.out().strip().getBytes(StandardCharsets.UTF_8));
        Json.Fields error = Json.in(document).object("error");
        assertThat(error.text("code")).isEqualTo("CONFIRMATION");
        assertThat(error.whole("exitCode", 0, 255)).isEqualTo(3);
        assertThat(error.text("text"))
                .startsWith(
                        "what was confirmed is not what would be erased: --confirm takes the serial number, never a path");
        assertThat(error.text("expected")).isEqualTo("serial A");
        assertThat(Json.in(document).array("results")).isEmpty();
        assertThat(chinese.err()).containsPattern("\\p{IsHan}");
    }

    @Test
    void aCommandLineThatIsNotUnderstoodAlsoAnswersInJson() {
        line.run("erase", "a", "--json", "--bogus");

        assertThat(line.out())
                .startsWith("{\"error\":{\"code\":\"USAGE\",\"exitCode\":1,")
                .endsWith("\"results\":[]}\n");
    }

    @Test
    void whatStandsAfterTheEndOfTheOptionsAsksForNothing() {
        line.run("erase", "--bogus", "--", "--json");

        assertThat(line.out()).isEmpty();
    }

    @Test
    void anErrorOfOursIsReportedInAFileAndNotOnTheScreen() throws Exception {
        line.services.erasingBy((request, context) -> {
            throw new IllegalStateException("secret serial 4711");
        });

        assertThat(line.run("erase", "x")).isEqualTo(ExitCode.INTERNAL);

        assertThat(line.err()).startsWith("wangchuan: INTERNAL: ").doesNotContain("4711");
        try (var files = Files.list(home.resolve("reports"))) {
            Path report = files.findFirst().orElseThrow();
            assertThat(line.err()).contains(report.toString());
            assertThat(Files.readString(report)).contains("secret serial 4711");
            assertThat(Files.getPosixFilePermissions(report)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void anInterruptedJobSaysTheCommandThatGoesOn() {
        line.services.answering(ExitCode.INTERRUPTED);

        assertThat(line.run("erase", "my drive.img", "--confirm", "it's mine")).isEqualTo(ExitCode.INTERRUPTED);

        assertThat(line.err()).contains("./wangchuan erase 'my drive.img' --confirm 'it'\\''s mine' --resume\n");
    }

    /** The other target is through, and ended worse than interrupted. */
    @Test
    void whatCanBeResumedIsSaidWhateverElseHappened() {
        line.services.erasingBy((request, context) -> {
            context.cancellation().leaveToResume(List.of(new Cancellation.Settled("a.img", "a.img")));
            return ExitCode.NOT_SATISFIED;
        });

        assertThat(line.run("erase", "--confirm", "a.img", "a.img", "--out", "o", "b.img", "--confirm", "b.img"))
                .isEqualTo(ExitCode.NOT_SATISFIED);

        assertThat(line.err()).contains("./wangchuan erase --out o b.img --confirm b.img --resume\n");
    }

    @Test
    void eraseAndARunningWitnessAloneAreWaitedForAfterASignal() {
        line.run("verify", "x");
        line.run("witness", "--config", "x", "--validate");
        assertThat(line.cancellation.promised()).isEqualTo(Cancellation.Promise.NONE);

        CommandLineFixture other = new CommandLineFixture(home);
        other.run("witness", "--config", "x");
        assertThat(other.cancellation.promised()).isNotEqualTo(Cancellation.Promise.NONE);

        line.run("erase", "x");
        assertThat(line.cancellation.promised())
                .as("nothing is begun yet that could be resumed")
                .isEqualTo(Cancellation.Promise.ENDING);
    }

    @Test
    void resultsGoToStandardOutputAndNotesToStandardError() {
        line.services.erasingBy((request, context) -> {
            context.console().note("a note");
            context.console().result("a result");
            return ExitCode.OK;
        });

        line.run("erase", "x");
        assertThat(line.out()).isEqualTo("a result\n");
        assertThat(line.err()).isEqualTo("a note\n");
    }

    @Test
    void quietLeavesOutNotes() {
        line.services.erasingBy((request, context) -> {
            context.console().note("a note");
            return ExitCode.OK;
        });

        line.run("erase", "x", "--quiet");
        assertThat(line.err()).isEmpty();
    }

    @Test
    void theChineseSpeakChinese() {
        CommandLineFixture chinese = new CommandLineFixture(home, "zh");
        chinese.services.answering(ExitCode.INTERRUPTED);

        chinese.run("erase", "x");

        assertThat(chinese.err()).contains("已中断").contains("./wangchuan erase x --resume");
    }
}
