package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.PsidSource;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.plan.LeftOut;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.plan.Technique;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.EraseOrder;
import org.wangchuan.station.erase.Psids;
import org.wangchuan.station.home.StationHome;

/** How the PSID on a label is asked for, and that it is shown to nobody. */
class LabelSecretsTest {
    private static final String SECRET = "LABELSECRET0123456789ABCDEFGHIJK";

    @TempDir
    Path folder;

    private final Deque<String> answers = new ArrayDeque<>();
    private final ScriptedConsole console = new ScriptedConsole("en", _ -> Optional.ofNullable(answers.pollFirst()));

    /** One of which the plan says that it is reverted, or not. */
    private Candidate.Ready target(boolean reverts) throws IOException {
        return target(reverts, List.of());
    }

    private Candidate.Ready target(boolean reverts, List<LeftOut> leftOut) throws IOException {
        Path image = Files.write(folder.resolve("a.img"), new byte[1 << 20]);
        EraseOrder order = new EraseOrder(
                List.of(image),
                PolicyCatalogue.find("nist-clear").orElseThrow(),
                Optional.empty(),
                VerifyMode.FULL,
                folder,
                Optional.empty(),
                false,
                false,
                JobOptions.DEFAULTS);
        Candidate.Ready found =
                (Candidate.Ready) new Bench(new StationHome(folder.resolve("home")), InstantSource.system(), "test 1")
                        .examine(order)
                        .getFirst();
        Plan plan = found.plan();
        Technique revert = new Technique(
                "tcg-psid-revert", new BilingualText("测试", "test"), SanitizationLevel.CLEARED, Optional.empty());
        Plan changed = new Plan(
                plan.policy(),
                plan.effectiveClass(),
                plan.verify(),
                List.of(),
                reverts ? List.of(revert) : plan.techniques(),
                plan.passes(),
                leftOut,
                List.of());
        return new Candidate.Ready(
                found.path(),
                found.medium(),
                found.facts(),
                found.hidden(),
                changed,
                found.confirmName(),
                List.of(),
                found.places(),
                List.of(),
                Optional.empty(),
                found.told());
    }

    private void get(Candidate.Ready target, PsidSource source, Psids into) throws UserError {
        LabelSecrets.get(List.of(target), source, into, new Context(folder, console, new Cancellation()));
    }

    private void assertShownNowhere() {
        assertThat(console.out() + console.notes() + console.errors() + console.questions())
                .doesNotContain(SECRET)
                .doesNotContain("LABELSECRET");
    }

    /** An image or a loop device has none: another target was meant. */
    @Test
    void whatHasNoLabelHasNoPsid() throws IOException, UserError {
        List<Candidate.Ready> images = List.of(target(false));
        for (PsidSource source : List.of(new PsidSource.Asked(), new PsidSource.File(folder.resolve("psid")))) {
            assertThatThrownBy(() -> LabelSecrets.requireLabels(images, source))
                    .isInstanceOfSatisfying(
                            UserError.class, e -> assertThat(e.code()).isEqualTo("PSID_NO_LABEL"));
        }
        LabelSecrets.requireLabels(images, new PsidSource.None());
    }

    @Test
    void whoMistypesItIsAskedAgainBeforeTheDriveIsTold() throws IOException, UserError {
        Candidate.Ready target = target(true);
        answers.addAll(List.of("LABELSECRET-mistyped", SECRET));
        try (Psids psids = LabelSecrets.offered(new PsidSource.Asked())) {
            get(target, new PsidSource.Asked(), psids);
            assertThat(psids.of(target.path())).isPresent();
            assertThat(psids.toString()).isEqualTo("1 PSIDs");
            assertThat(console.questions()).hasSize(2).allMatch(question -> question.contains("as on its label"));
            assertShownNowhere();
        }
    }

    @Test
    void whatIsNeverOneEndsItWithoutBeingShown() throws IOException {
        Candidate.Ready target = target(true);
        answers.addAll(List.of("LABELSECRET", "LABELSECRET", "LABELSECRET"));
        try (Psids psids = Psids.offered()) {
            assertThatThrownBy(() -> get(target, new PsidSource.Asked(), psids))
                    .isInstanceOf(UserError.class)
                    .hasMessageNotContaining("LABELSECRET");
            assertThat(psids.of(target.path())).isEmpty();
            assertShownNowhere();
        }
    }

    @Test
    void withoutATerminalNothingIsTouched() throws IOException {
        Candidate.Ready target = target(true);
        try (Psids psids = Psids.offered()) {
            assertThatThrownBy(() -> get(target, new PsidSource.Asked(), psids)).isInstanceOf(UserError.class);
        }
    }

    @Test
    void itIsReadFromTheFirstLineOfAFileAndIsGoneWhenTheRunIsOver() throws IOException, UserError {
        Candidate.Ready target = target(true);
        Path file = Files.writeString(
                folder.resolve("label"), SECRET + "\r\nLABELSECRET more\n", StandardCharsets.US_ASCII);
        Psids psids = Psids.offered();
        get(target, new PsidSource.File(file), psids);
        assertThat(psids.of(target.path())).isPresent();
        psids.close();
        assertThat(psids.of(target.path())).isEmpty();
        Files.writeString(file, SECRET + "Z", StandardCharsets.US_ASCII);
        try (Psids others = Psids.offered()) {
            assertThatThrownBy(() -> get(target, new PsidSource.File(file), others))
                    .isInstanceOf(UserError.class)
                    .hasMessageNotContaining("LABELSECRET");
            assertThatThrownBy(() -> get(target, new PsidSource.File(folder.resolve("none")), others))
                    .isInstanceOf(UserError.class);
        }
        assertShownNowhere();
    }

    @Test
    void whereThePlanNeedsNoneNobodyIsAsked() throws IOException, UserError {
        try (Psids psids = Psids.offered()) {
            get(target(false), new PsidSource.Asked(), psids);
        }
        assertThat(console.questions()).isEmpty();
        assertThat(console.notes()).singleElement().asString().contains("needs no PSID");
    }

    /** Whoever gave it waits for the drive to be opened: that it is not is said, with why. */
    @Test
    void whereTheDriveIsNotOpenedTheReasonIsSaid() throws IOException, UserError {
        LeftOut why = new LeftOut("tcg-psid-revert", new BilingualText("须输入", "libata.allow_tpm=1 is to be typed"));
        try (Psids psids = Psids.offered()) {
            get(target(false, List.of(why)), new PsidSource.Asked(), psids);
        }
        assertThat(console.questions()).isEmpty();
        assertThat(console.notes())
                .singleElement()
                .asString()
                .contains("a.img: the PSID is not used: libata.allow_tpm=1 is to be typed");
    }
}
