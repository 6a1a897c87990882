package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.wangchuan.acceptance.disk.CommandLine;
import org.wangchuan.acceptance.disk.LoopDevice;
import org.wangchuan.acceptance.disk.Machine;
import org.wangchuan.acceptance.program.Program;

/**
 * Who has no rights to a target changes nothing of it, and is told so; who has them needs no more. The program runs as
 * nobody(5), without the launcher: this user may have no rights to the checkout either.
 */
@Tag("slow")
@Timeout(300)
@ResourceLock(Machine.DEVICES)
class WithoutRightsTest {
    private static final String NOBODY = "65534";
    private static final int REFUSED = 3;
    private static final byte[] BEFORE = new byte[1 << 20];

    static {
        new Random(7).nextBytes(BEFORE);
    }

    @TempDir
    Path folder;

    private Path own;
    private Path modules;

    @BeforeEach
    void prepareForNobody() throws IOException {
        Program _ = new Program(folder.resolve("of-root")); // which builds what is copied here
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        modules = Files.createDirectory(folder.resolve("modules"));
        try (Stream<Path> jars = Files.list(Program.modules())) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, modules.resolve(jar.getFileName()));
            }
        }
        own = Files.createDirectory(folder.resolve("own"));
        CommandLine.run("chown", NOBODY, own.toString());
    }

    private CommandLine.Result eraseAsNobody(Path target) throws IOException {
        return CommandLine.tryRun(
                "setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                "env",
                "WANGCHUAN_HOME=" + own.resolve("station"),
                "LC_ALL=C.UTF-8",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                modules.toString(),
                "--enable-native-access=org.wangchuan.engine",
                "-m",
                "org.wangchuan.cli/org.wangchuan.cli.Main",
                "erase",
                target.toString(),
                "--confirm",
                String.valueOf(target.getFileName()),
                "--out",
                own.resolve("out").toString());
    }

    private static Path image(Path path, String permissions) throws IOException {
        Files.write(path, BEFORE);
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static void assertUntouched(Path target, CommandLine.Result result, String... words) throws IOException {
        assertThat(result.exitCode()).as("%s", result).isEqualTo(REFUSED);
        assertThat(result.output())
                .contains(words)
                .contains("nothing was touched")
                .doesNotContain("Exception");
        assertThat(Files.readAllBytes(target)).isEqualTo(BEFORE);
    }

    @Test
    void ofAnotherUsersFiles() throws IOException {
        Path readable = image(folder.resolve("readable.img"), "rw-r--r--");
        assertUntouched(readable, eraseAsNobody(readable), "NO_RIGHTS");
        Path secret = image(folder.resolve("secret.img"), "rw-------");
        assertUntouched(secret, eraseAsNobody(secret), "NO_RIGHTS");
        Path hidden = Files.createDirectory(folder.resolve("hidden"));
        Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("rwx------"));
        Path inside = image(hidden.resolve("inside.img"), "rw-rw-rw-");
        assertUntouched(inside, eraseAsNobody(inside), "NO_RIGHTS");
    }

    @Test
    void ofADevice() throws IOException {
        Path image = image(folder.resolve("device"), "rw-rw-rw-");
        try (LoopDevice loop = LoopDevice.over(image, 512, false, false)) {
            assertUntouched(image, eraseAsNobody(loop.path()), "NO_RIGHTS");
        }
    }

    @Test
    void ofAFileOfOnesOwnThatIsReadOnly() throws IOException {
        Path image = image(own.resolve("mine.img"), "r--r--r--");
        CommandLine.run("chown", NOBODY, image.toString());
        assertUntouched(image, eraseAsNobody(image), "READ_ONLY");
    }

    @Test
    void butAFileOfOnesOwnIsErased() throws IOException {
        Path image = image(own.resolve("mine.img"), "rw-------");
        CommandLine.run("chown", NOBODY, image.toString());
        CommandLine.Result result = eraseAsNobody(image);
        assertThat(result.exitCode()).as("%s", result).isZero();
        assertThat(result.output()).contains("CLEARED");
        assertThat(Files.readAllBytes(image)).hasSameSizeAs(BEFORE).isNotEqualTo(BEFORE);
        try (Stream<Path> written = Files.list(own.resolve("out"))) {
            List<String> names = written.map(String::valueOf).toList();
            assertThat(names).anyMatch(name -> name.endsWith(".receipt.json"));
        }
    }
}
