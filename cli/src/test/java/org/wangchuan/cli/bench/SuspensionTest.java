package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.EraseRequest;
import org.wangchuan.cli.service.EraseRequest.Suspend;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.PsidSource;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyMode;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Geometry;
import org.wangchuan.engine.medium.Labels;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.MediumClassSource;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.sleep.ComputerSleep;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.EraseOrder;
import org.wangchuan.station.erase.Refusal;
import org.wangchuan.station.erase.Thawing;
import org.wangchuan.station.home.StationHome;

/** Nobody's computer is put to sleep who has not agreed; over a made computer. */
class SuspensionTest {
    @TempDir
    private Path folder;

    private Path root = Path.of("");
    private Path target = Path.of("");

    @BeforeEach
    void aComputerThatCanSleep() throws IOException {
        root = folder.resolve("root");
        file("sys/power/state", "freeze mem disk");
        file("sys/power/mem_sleep", "s2idle [deep]");
        file("sys/class/rtc/rtc0/since_epoch", "1000");
        file("sys/class/rtc/rtc0/wakealarm", "");
        target = Files.write(folder.resolve("a.img"), new byte[1 << 20]);
    }

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    /** Whether the made kernel was told to sleep: then its file holds that word alone. */
    private boolean slept() throws IOException {
        return Files.readString(root.resolve("sys/power/state")).equals("mem");
    }

    private Candidate candidate(List<String> frozen) {
        Medium drive = new Medium(
                MediumKind.BLOCK,
                target,
                target,
                "sda",
                "8:0",
                new Labels(Optional.of("MODEL"), Optional.of("S1"), Optional.empty(), Optional.empty()),
                new Attachment(Bus.ATA, "sata", false, false, true),
                new Geometry(1 << 20, 512, 512),
                false,
                false,
                7,
                MediumClass.FLASH,
                MediumClassSource.NONE,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                512,
                0);
        return new Candidate.Rejected(
                target,
                Optional.of(drive),
                List.of(new Refusal(
                        Refusal.Kind.UNSATISFIABLE, "LEVEL_OUT_OF_REACH", new BilingualText("达不到", "out of reach"))),
                new Candidate.Told(false, frozen, false, false, List.of(), List.of()),
                List.of());
    }

    private List<Candidate> offered(ScriptedConsole console, List<String> frozen, List<String> confirm, Suspend suspend)
            throws IOException, UserError {
        return offered(console, frozen, confirm, suspend, new Cancellation());
    }

    private List<Candidate> offered(
            ScriptedConsole console,
            List<String> frozen,
            List<String> confirm,
            Suspend suspend,
            Cancellation cancellation)
            throws IOException, UserError {
        StationHome home = new StationHome(folder.resolve("home"));
        EraseOrder order = new EraseOrder(
                List.of(target),
                PolicyCatalogue.find("nist-purge").orElseThrow(),
                Optional.empty(),
                org.wangchuan.engine.policy.VerifyMode.FULL,
                folder,
                Optional.empty(),
                false,
                false,
                JobOptions.DEFAULTS);
        EraseRequest request = new EraseRequest(
                List.of(target.toString()),
                "nist-purge",
                Optional.empty(),
                Optional.empty(),
                VerifyMode.FULL,
                Optional.empty(),
                confirm,
                List.of(),
                Optional.empty(),
                false,
                false,
                180,
                0,
                new PsidSource.None(),
                false,
                suspend);
        Thawing thawing = new Thawing(home, new Bench(home, InstantSource.system(), "test 1"), new ComputerSleep(root));
        return new Suspension(thawing, new Context(home.root(), console, cancellation))
                .offered(order, List.of(candidate(frozen)), request);
    }

    private static ScriptedConsole answering(String answer) {
        return new ScriptedConsole("en", _ -> Optional.of(answer));
    }

    private static List<String> codes(List<Candidate> candidates) {
        List<String> out = new ArrayList<>();
        for (Candidate one : candidates) {
            if (one instanceof Candidate.Rejected rejected) {
                rejected.refusals().forEach(refusal -> out.add(refusal.code()));
            }
        }
        return out;
    }

    @Test
    void whoSaysYesHasItSleepAndWhatCameBackAsAnotherIsRefused() throws Exception {
        ScriptedConsole console = answering("y");
        List<Candidate> found = offered(console, List.of("ata-sanitize-block"), List.of(), Suspend.ASK);
        assertThat(slept()).isTrue();
        assertThat(console.questions()).singleElement().asString().contains("30 seconds", "power key");
        assertThat(codes(found)).containsExactly("ANOTHER_AFTER_SLEEP"); // a file is in the drive's place
        assertThat(console.notes()).noneMatch(note -> note.contains("no longer frozen"));
    }

    @Test
    void anyOtherAnswerLeavesItAwake() throws Exception {
        for (String answer : List.of("n", "", "yes!")) {
            assertThat(codes(offered(answering(answer), List.of("ata-sanitize-block"), List.of(), Suspend.ASK)))
                    .containsExactly("LEVEL_OUT_OF_REACH");
            assertThat(slept()).isFalse();
        }
    }

    @Test
    void withoutATerminalNobodyHasAgreed() throws Exception {
        ScriptedConsole nobody = new ScriptedConsole("en", _ -> Optional.empty());
        assertThat(codes(offered(nobody, List.of("ata-sanitize-block"), List.of(), Suspend.ASK)))
                .containsExactly("LEVEL_OUT_OF_REACH");
        assertThat(slept()).isFalse();
    }

    @Test
    void aScriptIsToldOfTheOptionAndNotAsked() throws Exception {
        ScriptedConsole console = new ScriptedConsole("en");
        assertThat(offered(console, List.of("ata-sanitize-block"), List.of("S1"), Suspend.ASK))
                .hasSize(1);
        assertThat(console.notes()).singleElement().asString().contains("--suspend");
        assertThat(slept()).isFalse();
    }

    @Test
    void theOptionAgreesBeforehand() throws Exception {
        ScriptedConsole console = new ScriptedConsole("en");
        assertThat(offered(console, List.of("ata-sanitize-block"), List.of("S1"), Suspend.AGREED))
                .hasSize(1);
        assertThat(slept()).isTrue();
        assertThat(console.notes()).first().asString().contains("power key");
    }

    @Test
    void whereNothingIsFrozenNobodySleeps() throws Exception {
        ScriptedConsole console = new ScriptedConsole("en");
        assertThat(offered(console, List.of(), List.of("S1"), Suspend.AGREED)).hasSize(1);
        assertThat(slept()).isFalse();
        assertThat(offered(console, List.of("ata-sanitize-block"), List.of(), Suspend.NEVER))
                .hasSize(1);
        assertThat(slept()).isFalse();
    }

    @Test
    void whatTheComputerLacksRefusesTheOption() throws Exception {
        file("sys/power/mem_sleep", "[s2idle]");
        UserError error = catchThrowableOfType(
                UserError.class,
                () -> offered(new ScriptedConsole("en"), List.of("ata-sanitize-block"), List.of("S1"), Suspend.AGREED));
        assertThat(error.code()).isEqualTo("SUSPEND_IMPOSSIBLE");
        assertThat(error.exit()).isEqualTo(ExitCode.REFUSED);
        assertThat(error.found()).get().asString().contains("SLEEP_IDLE_ONLY");
        assertThat(slept()).isFalse();
    }

    /** The made kernel refuses the alarm, for which there is no room. */
    @Test
    void whatTheKernelRefusesIsAnErrorOfItsOwn() throws Exception {
        Path alarm = root.resolve("sys/class/rtc/rtc0/wakealarm");
        Files.delete(alarm);
        Files.createSymbolicLink(alarm, Path.of("/dev/full"));
        UserError error = catchThrowableOfType(
                UserError.class,
                () -> offered(new ScriptedConsole("en"), List.of("ata-sanitize-block"), List.of("S1"), Suspend.AGREED));
        assertThat(error.code()).isEqualTo("SUSPEND_FAILED");
        assertThat(error.text()).contains("nothing was touched");
        assertThat(slept()).isFalse();
    }

    @Test
    void whoStoppedHasNotAgreed() throws Exception {
        Cancellation cancellation = new Cancellation();
        cancellation.request();
        UserError error = catchThrowableOfType(
                UserError.class,
                () -> offered(answering("y"), List.of("ata-sanitize-block"), List.of(), Suspend.ASK, cancellation));
        assertThat(error.code()).isEqualTo("CONFIRMATION");
        assertThat(slept()).isFalse();
    }
}
