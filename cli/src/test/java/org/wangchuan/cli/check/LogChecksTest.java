package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;

/** {@code log fsck} on the station's own log: says what is wrong with which file, and leaves everything as it is. */
class LogChecksTest {
    @TempDir
    Path folder;

    private CheckFixture station = new CheckFixture(Path.of(""));

    @BeforeEach
    void aStationWithALog() throws IOException {
        station = new CheckFixture(folder);
        assertThat(station.erased().receipt().clearing().proof().index()).isEqualTo(1);
    }

    @Test
    void aSoundLogIsSound() throws Exception {
        assertThat(fsck()).isEqualTo(ExitCode.OK);
        assertThat(station.err()).isEmpty();
        assertThat(station.out()).contains("sound; 2 entries");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"checkpoint", "private/signed", "private/write-ahead", "tile/0/000.p/2", "tile/entries/000.p/2"})
    void aDamagedFileIsNamedAndWithItWhatIsWrong(String name) throws Exception {
        Path file = station.home.log().resolve(name);
        byte[] sound = Files.readAllBytes(file);
        byte[] damaged = sound.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(file, damaged);
        assertThat(fsck()).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        Files.write(file, Arrays.copyOf(sound, sound.length - 1));
        assertThat(fsck()).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        Files.delete(file);
        assertThat(fsck()).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(station.err().lines())
                .filteredOn(line -> line.startsWith(name + ": expected ") && line.contains(", found "))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(station.out()).contains("NOT sound");
    }

    /** A pipe is not waited for, and what has no end is not read. */
    @ParameterizedTest
    @ValueSource(strings = {"checkpoint", "private/signed", "private/write-ahead", "tile/0/000.p/2"})
    @Timeout(60)
    void whatIsNoFileInTheLogIsNamedAndNotReadFrom(String name) throws Exception {
        Path file = station.home.log().resolve(name);
        Files.deleteIfExists(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(this::check).satisfies(e -> assertCannotRead(e, name, "a regular file"));
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/dev/zero"));
        assertThatThrownBy(this::check).satisfies(e -> assertCannotRead(e, name, "a regular file"));
        Files.delete(file);
        Files.createDirectory(file);
        assertThatThrownBy(this::check).satisfies(e -> assertCannotRead(e, name, "a regular file"));
        Files.delete(file);
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(3L << 30); // sparse
        }
        assertThatThrownBy(this::check).satisfies(e -> assertCannotRead(e, name, "at most"));
    }

    private ExitCode check() throws UserError {
        return new LogChecks(Map.of()).check(station.home.log().toString(), Optional.empty(), station.context);
    }

    private static void assertCannotRead(Throwable thrown, String name, String expected) {
        assertThat(thrown).isInstanceOfSatisfying(UserError.class, e -> {
            assertThat(e.code()).isEqualTo("CANNOT_READ");
            assertThat(e.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(e.text()).contains(name, expected);
        });
    }

    /** Its key is told all the same: it is needed now more than ever. */
    @Test
    void theKeyOfADamagedLogIsToldWithoutMendingAnything() throws Exception {
        Files.delete(station.home.log().resolve("checkpoint"));
        Map<String, String> before = state();
        assertThat(new LogChecks(Map.of()).key(station.context)).isEqualTo(ExitCode.OK);
        assertThat(state()).isEqualTo(before);
        assertThat(station.out()).startsWith("wangchuan.local/");
    }

    @Test
    void aLogThatIsGoneIsNotMadeAgain() throws Exception {
        Files.move(station.home.log(), folder.resolve("away"));
        assertThatThrownBy(this::fsck)
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("CANNOT_READ"));
        assertThatThrownBy(() -> new TrustLists().export(station.context))
                .isInstanceOfSatisfying(UserError.class, e -> {
                    assertThat(e.code()).isEqualTo("LOG_GONE");
                    assertThat(e.exit()).isEqualTo(ExitCode.REFUSED);
                    assertThat(e.text()).startsWith("the station's log, or its key, is gone");
                    assertThat(e.expected())
                            .hasValueSatisfying(text -> assertThat(text).startsWith("this station's log"));
                    assertThat(e.hint())
                            .hasValueSatisfying(text -> assertThat(text).contains("to start anew deliberately"));
                });
        assertThat(station.home.log()).doesNotExist();
    }

    /** Runs it, and sees that no byte, no time and no name in the whole state folder has changed. */
    private ExitCode fsck() throws IOException, UserError {
        Map<String, String> before = state();
        try {
            return new LogChecks(Map.of()).check(station.home.log().toString(), Optional.empty(), station.context);
        } finally {
            assertThat(state()).isEqualTo(before);
        }
    }

    private Map<String, String> state() throws IOException {
        Map<String, String> out = new TreeMap<>();
        try (Stream<Path> all = Files.walk(station.home.root())) {
            for (Path path : all.toList()) {
                Map<String, Object> attributes =
                        Files.readAttributes(path, "unix:lastModifiedTime,ctime,mode,ino", LinkOption.NOFOLLOW_LINKS);
                String content = Files.isDirectory(path) ? "" : HexFormat.of().formatHex(Files.readAllBytes(path));
                out.put(path.toString(), new TreeMap<>(attributes) + content);
            }
        }
        return out;
    }
}
