package org.wangchuan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.certify.Certificates;
import org.wangchuan.cli.certify.KeptDevices;
import org.wangchuan.cli.check.LogChecks;
import org.wangchuan.cli.check.SealRun;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.KeptService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.station.StationRun;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.cli.witness.WitnessRun;

/** What is typed to be kept in a register, signed, or told to a platform names nobody; it is refused before anything is written, and never repeated. */
class TypedTextTest {
    @TempDir
    Path folder;

    @Test
    void whatNamesSomebodyIsRefusedWhereverItWouldStay() throws Exception {
        Path home = folder.resolve("home");
        Path key = folder.resolve("key");
        Path password = Files.writeString(folder.resolve("password"), "a long password of ours\n");
        Context context = new Context(home, new ScriptedConsole("en"), new Cancellation());
        for (String text : List.of("138-0013-8000", "li.lei@example.com", "11010519491231002X")) {
            assertRefused(
                    text,
                    () -> new KeptDevices().show(new KeptService.Request("0", "asked by " + text, false), context));
            assertRefused(
                    text,
                    () -> new StationRun("test 1", Map.of())
                            .pair(
                                    "https://platform.example",
                                    Optional.of("code"),
                                    Optional.of("desk " + text),
                                    Optional.empty(),
                                    context));
            assertRefused(text, () -> new WitnessRun().newKey(key, text, context));
            assertRefused(text, () -> new LogChecks(Map.of()).newLogKey(key, text, false, context));
            assertRefused(text, () -> new SealRun().newKey(key, text, password, context));
            assertRefused(text, () -> new Certificates().newPersonKey(key, text, context));
            assertRefused(text, () -> new Certificates().newPersonKey(key, "李雷" + text, context));
        }
        assertThat(Files.exists(home)).isFalse();
        assertThat(Files.exists(key)).isFalse();
    }

    /** Whose key it is may stand there; and what can't be a name is not repeated either. */
    @Test
    void aCounterSignersKeyBearsAName() throws Exception {
        Context context = new Context(folder.resolve("home"), new ScriptedConsole("en"), new Cancellation());
        for (String name : List.of("li", "李雷", "Li.Lei-7")) {
            assertThat(new Certificates().newPersonKey(folder.resolve(name + ".key"), name, context))
                    .isEqualTo(ExitCode.OK);
        }
        Path key = folder.resolve("two.key");
        assertThatThrownBy(() -> new Certificates().newPersonKey(key, "Han Meimei", context))
                .isInstanceOfSatisfying(UserError.class, e -> {
                    assertThat(e.code()).isEqualTo("PERSON_NAME");
                    assertThat(e.found()).isEmpty();
                })
                .hasMessageNotContaining("Meimei");
        assertThat(Files.exists(key)).isFalse();
    }

    private static void assertRefused(String text, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("PERSONAL_DATA"))
                .hasMessageNotContaining(text);
    }
}
