package org.wangchuan.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.service.BackupService;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.testing.ScriptedConsole;

/** What {@code restore} says at its end has to be what starts that folder. */
class BackupRunTest {
    private static final String STAND_IN = """
            package org.wangchuan.platform.database;
            public class BackupMain {
                public static void main(String[] arguments) { REFUSAL }
            }
            """;

    private String refusal = "";

    @TempDir
    private Path folder = Path.of("");

    private final ScriptedConsole console = new ScriptedConsole("en");

    @Test
    void whatWasRestoredIsStartedByTheCommandThatIsPrinted() throws Exception {
        make();
        assertThat(restored(Optional.empty())).contains("start it with: ./wangchuan up\n");
        Path data = Files.createDirectories(folder.resolve("old shop"));
        assertThat(restored(Optional.of(data))).contains("start it with: ./wangchuan up --data '" + data + "'\n");
        Files.createFile(data.resolve("trial"));
        assertThat(restored(Optional.of(data))).contains("wangchuan up --data '" + data + "' --trial\n");
    }

    @Test
    void aFolderThatIsNotEmptyIsNamedInTheLanguageOfWhoReads() throws Exception {
        refusal = "System.err.println(\"FOLDER_NOT_EMPTY: expected no folder, found files in it\"); System.exit(1);";
        make();
        Path data = folder.resolve("old shop");
        assertThatThrownBy(() -> restored(Optional.of(data))).isInstanceOfSatisfying(UserError.class, error -> {
            assertThat(error.code()).isEqualTo("FOLDER_NOT_EMPTY");
            assertThat(error.exit()).isEqualTo(ExitCode.REFUSED);
            assertThat(String.join("\n", error.lines(Messages.in("zh"))))
                    .contains("中已有文件", "--data")
                    .doesNotContain("expected", "restore");
        });
    }

    private String restored(Optional<Path> data) throws Exception {
        BackupRun run = new BackupRun(
                Map.of("WANGCHUAN_PLATFORM", folder.resolve("jars").toString()));
        ExitCode exit = run.restore(
                new BackupService.Request(folder.resolve("a.backup"), folder.resolve("a.keys"), data),
                new Context(folder.resolve("home"), console, new Cancellation()));
        assertThat(exit).isEqualTo(ExitCode.OK);
        return console.out();
    }

    private void make() throws Exception {
        Path source = folder.resolve("BackupMain.java");
        Path classes = Files.createDirectory(folder.resolve("classes"));
        Files.writeString(source, STAND_IN.replace("REFUSAL", refusal));
        Process compiler = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                        "-d",
                        classes.toString(),
                        source.toString())
                .inheritIO()
                .start();
        assertThat(compiler.waitFor()).isZero();
        String name = "org/wangchuan/platform/database/BackupMain.class";
        Path jars = Files.createDirectory(folder.resolve("jars"));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(jars.resolve("platform.jar")))) {
            jar.putNextEntry(new JarEntry(name));
            Files.copy(classes.resolve(name), jar);
        }
    }
}
