package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
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
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.medium.CardPart;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.EraseOrder;
import org.wangchuan.station.home.StationHome;

/** Whoever has a boot partition erased is told what that may cost, and has named it on the command line. */
class ConfirmedPartsTest {
    @TempDir
    Path folder;

    private final Deque<String> answers = new ArrayDeque<>();

    private Candidate.Ready target() throws IOException {
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
        Plan withPart = new Plan(
                plan.policy(),
                plan.effectiveClass(),
                plan.verify(),
                List.of(),
                List.of(new Plan.PartStep(
                        new CardPart("boot0", "mmcblk0boot0", 4 << 20), new BilingualText("测试", "test"))),
                plan.techniques(),
                plan.passes(),
                List.of(),
                List.of());
        return new Candidate.Ready(
                found.path(),
                found.medium(),
                found.facts(),
                found.hidden(),
                withPart,
                found.confirmName(),
                List.of(),
                found.places(),
                withPart.partNames(),
                Optional.empty(),
                found.told());
    }

    @Test
    void theQuestionSaysThatTheComputerMayNeverStartAgain() throws IOException, UserError {
        for (String language : List.of("en", "zh")) {
            answers.add("a.img");
            ScriptedConsole console = new ScriptedConsole(language, _ -> Optional.ofNullable(answers.pollFirst()));
            Confirmation.of(List.of(target()), List.of(), console, new Cancellation());
            assertThat(console.questions())
                    .singleElement()
                    .satisfies(question -> assertThat(question)
                            .contains("mmcblk0boot0", "a.img", language.equals("en") ? "never start again" : "再也无法开机"));
        }
    }

    @Test
    void itIsNamedOnTheLineAlsoWhereTheJobIsGoneOnWith() throws IOException {
        Candidate.Ready target = target();
        for (boolean resume : new boolean[] {false, true}) {
            UserError unnamed = catchThrowableOfType(
                    UserError.class, () -> Confirmation.ofOthers(List.of(target), List.of(), resume));
            assertThat(unnamed.code()).isEqualTo("OTHER_NAMESPACES");
            assertThat(unnamed.hint()).contains("--also mmcblk0boot0");
            assertThatCode(() -> Confirmation.ofOthers(List.of(target), List.of("mmcblk0boot0"), resume))
                    .doesNotThrowAnyException();
        }
    }
}
