package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.EraseRequest;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.PlanService;
import org.wangchuan.cli.service.PsidSource;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyMode;
import org.wangchuan.cli.testing.ScriptedConsole;

/** Whoever is asked whether to erase knows by then of the erasure that was interrupted here. */
class BeforeTheQuestionTest {
    private static final String RULES = "nist-clear";
    private static final String GOES_ON = "--resume --policy nist-clear --verify full";

    @TempDir
    Path folder;

    private final Cancellation cancellation = new Cancellation();
    private Path image = Path.of("");

    @BeforeEach
    void writeAnImage() throws IOException {
        image = Files.write(folder.resolve("a.img"), new byte[1 << 20]);
    }

    @Test
    void theInterruptedErasureIsToldBefore() throws UserError {
        interrupt();
        for (String language : List.of("en", "zh")) {
            List<String> known = new ArrayList<>();
            List<ScriptedConsole> asked = new ArrayList<>();
            asked.add(new ScriptedConsole(language, _ -> {
                known.addAll(asked.getFirst().notes());
                return Optional.of("");
            }));
            UserError error = catchThrowableOfType(
                    UserError.class, () -> erase(List.of(), false, asked.getFirst(), new Cancellation()));
            assertThat(error.code()).isEqualTo("CONFIRMATION");
            assertThat(known).singleElement().asString().contains("a.img", GOES_ON);
        }
    }

    @Test
    void thePlanTellsOfItToo() throws UserError {
        ScriptedConsole console = new ScriptedConsole("en");
        plan(false, console);
        assertThat(console.out()).doesNotContain("--resume");
        interrupt();
        plan(false, console);
        assertThat(console.out()).contains("  ! an erasure of it was interrupted", "a.img " + GOES_ON);
        plan(true, console);
        assertThat(console.out()).contains("\"interruptedJob\":\"" + GOES_ON + "\"");
    }

    @Test
    void whoGoesOnWithWhatHasEndedIsToldWhereItsReceiptIs() throws UserError {
        ScriptedConsole console = new ScriptedConsole("en");
        erase(List.of("a.img"), false, console, cancellation);
        assertThat(erase(List.of("a.img"), true, console, cancellation)).isEqualTo(ExitCode.REFUSED);
        assertThat(console.errors().getLast())
                .startsWith(
                        image + ": NOTHING_TO_RESUME: there is no interrupted job for this medium; the last one that")
                .contains("its receipt is " + folder.resolve("out"))
                .endsWith(".receipt.json; start a new job without --resume");
    }

    /** Somebody says stop before the first block is written; it ends where it can be gone on with. */
    private void interrupt() throws UserError {
        cancellation.request();
        assertThat(erase(List.of("a.img"), false, new ScriptedConsole("en"), cancellation))
                .isEqualTo(ExitCode.INTERRUPTED);
        assertThat(cancellation.promised()).isEqualTo(Cancellation.Promise.RESUMABLE);
    }

    private ExitCode erase(List<String> confirm, boolean resume, Console console, Cancellation stop) throws UserError {
        EraseRequest request = new EraseRequest(
                List.of(image.toString()),
                RULES,
                Optional.empty(),
                VerifyMode.FULL,
                Optional.of(folder.resolve("out")),
                confirm,
                List.of(),
                Optional.empty(),
                resume,
                true,
                180,
                0,
                new PsidSource.None(),
                false);
        return new BenchErase("test 1").erase(request, new Context(folder.resolve("home"), console, stop));
    }

    private void plan(boolean json, Console console) throws UserError {
        PlanService.Request request =
                new PlanService.Request(List.of(image.toString()), RULES, Optional.empty(), false, json);
        ExitCode _ =
                new PlanPrint("test 1").plan(request, new Context(folder.resolve("home"), console, new Cancellation()));
    }
}
