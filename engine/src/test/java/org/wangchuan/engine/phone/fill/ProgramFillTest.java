package org.wangchuan.engine.phone.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.direct.AdbConnection;
import org.wangchuan.engine.adb.direct.Connecting;
import org.wangchuan.engine.adb.testing.Adbd;
import org.wangchuan.engine.medium.testing.Program;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.fill.PhoneFiller.FillWatcher;

/**
 * The real adbd before a real ext4, to which our program is sent and by which it is started. In place of Android's {@code app_process} stands one that looks at what was sent,
 * and runs the same class on this machine's Java; or one that does anything else.
 */
@Tag("slow")
@Timeout(300)
class ProgramFillTest {
    private static final int BLOCK = 4 << 20;
    private static final long IMAGE_BYTES = 48L << 20;
    private static final byte[] SEED = new byte[FillContent.SEED_BYTES];
    private static final String SECRET = "what was on the phone before ";

    @TempDir
    Path programs;

    @TempDir
    Path folder;

    private final FillContent content = new FillContent(SEED, BLOCK);
    private Path image;
    private Path storage;
    private Adbd adbd;

    /** What is done with each word of the watcher; and whether it was told that the shell does it. */
    private static final class Watching implements FillWatcher {
        private boolean isByShell;
        private int files;

        @Override
        public boolean at(boolean isVerifying, long doneBytes, long allBytes) {
            files++;
            return true;
        }

        @Override
        public void byShell() {
            isByShell = true;
        }
    }

    @BeforeEach
    void makePhone() throws Exception {
        image = folder.resolve("image");
        storage = Files.createDirectory(folder.resolve("storage"));
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(IMAGE_BYTES);
        }
        Program.run("mkfs.ext4", "-q", "-m", "0", image.toString());
        Program.run("mount", "-o", "loop", image.toString(), storage.toString());
        adbd = Adbd.start(programs);
        appProcess(honest());
    }

    @AfterEach
    void end() {
        adbd.close();
        Program.run("umount", "-l", storage.toString());
    }

    /** Android's own, as far as our program sees it; it notes what anybody on the phone can see of how it was started. */
    private String honest() throws IOException {
        Path sent = Files.write(folder.resolve("sent"), FillProgram.bytes());
        return "cmp -s \"$CLASSPATH\" '" + sent + "' || exit 9\n[ \"$1\" = / ] || exit 8\nshift\n"
                + "unset CLASSPATH\n{ echo \"$*\"; env; } >> '" + folder.resolve("seen") + "'\n"
                + "run() { exec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "'"
                + " -XX:TieredStopAtLevel=1 -cp '" + Path.of("target/ondevice").toAbsolutePath() + "' \"$@\"; }\n"
                + "\n";
    }

    private void appProcess(String script) throws IOException {
        replace("app_process", script + (script.equals(honest()) ? "run \"$@\"" : ""));
    }

    private void replace(String name, String script) throws IOException {
        Path file = programs.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private FillOutcome fill(FillWatcher watcher) throws AdbException {
        try (AdbConnection phone = Connecting.to(adbd.address())) {
            return new PhoneFiller(phone, content, storage.toString(), watcher)
                    .fill(new Random(1), Deadline.after(Duration.ofMinutes(4)));
        }
    }

    private Path file(int number, int bytes) {
        return storage.resolve(PhoneFiller.FOLDER).resolve(FillProgram.name(number, bytes));
    }

    private static void flip(Path file, int at) {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            int was = open.read();
            open.seek(at);
            open.write(was ^ 1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private boolean holdsSecret() throws IOException {
        return new String(Files.readAllBytes(image), StandardCharsets.ISO_8859_1).contains(SECRET);
    }

    @Test
    void itFillsAllOfItAndComparesEveryByte() throws Exception {
        Path old = storage.resolve("old");
        Files.writeString(old, SECRET.repeat(200_000));
        Program.run("sync", "-f", storage.toString());
        Files.delete(old);
        Program.run("sync", "-f", storage.toString());
        assertThat(holdsSecret()).isTrue();
        Watching watching = new Watching();

        FillOutcome outcome = fill(watching);

        assertThat(outcome.filler()).contains(Filler.PROGRAM);
        assertThat(watching.isByShell).isFalse();
        assertThat(outcome.isWhole()).as("%s", outcome).isTrue();
        assertThat(outcome.isEachCompared()).isTrue();
        assertThat(outcome.verifiedBytes()).isEqualTo(outcome.writtenBytes()).isGreaterThan(IMAGE_BYTES / 2);
        assertThat(outcome.readBack().orElseThrow().isDirect())
                .as("what it compared may be of the memory")
                .isFalse();
        assertThat(outcome.freeBytesAfter())
                .as("a reserve, and no more")
                .isBetween(4096L, outcome.freeBytesBefore() / 400 + (8 << 10));
        assertThat(watching.files)
                .isGreaterThan(2 * outcome.readBack().orElseThrow().files() - 1);
        Program.run("sync", "-f", storage.toString());
        assertThat(holdsSecret()).as("also of what is free again").isFalse();
        assertThat(Files.readAllBytes(file(1, BLOCK))).isEqualTo(content.programPart(1, 0, BLOCK));
        assertThat(content.programPart(1, 4096, 64)).isNotEqualTo(content.programPart(2, 4096, 64));
        assertThat(Files.readString(folder.resolve("seen")))
                .as("what others on the phone can see")
                .contains("write")
                .contains("compare")
                .doesNotContain(HexFormat.of().formatHex(content.programKey()));
    }

    @Test
    void aByteThatIsAnotherIsFound() throws Exception {
        boolean[] isDone = new boolean[1];
        FillOutcome outcome = fill((isVerifying, _, _) -> {
            if (isVerifying && !isDone[0]) {
                isDone[0] = true;
                flip(file(4, BLOCK), BLOCK - 1);
            }
            return true;
        });
        assertThat(outcome.wrong()).containsExactly(4);
        assertThat(outcome.verifiedBytes()).isEqualTo(outcome.writtenBytes() - BLOCK);
        assertThat(outcome.isWhole()).isFalse();
        assertThat(outcome.filler()).contains(Filler.PROGRAM);
    }

    @Test
    void aFileThatIsShorterIsFound() throws Exception {
        boolean[] isDone = new boolean[1];
        FillOutcome outcome = fill((isVerifying, _, _) -> {
            if (isVerifying && !isDone[0]) {
                isDone[0] = true;
                try (RandomAccessFile open = new RandomAccessFile(file(3, BLOCK).toFile(), "rw")) {
                    open.setLength(BLOCK - 1);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
            return true;
        });
        assertThat(outcome.wrong()).containsExactly(3);
    }

    @Test
    void whereTheCableIsPulledItGoesOnLater() throws Exception {
        int[] count = new int[1];
        assertThatThrownBy(() -> fill((_, _, _) -> {
                    if (++count[0] == 3) {
                        adbd.kill();
                    }
                    return true;
                }))
                .isInstanceOf(AdbException.class);
        var first = Files.getLastModifiedTime(file(0, BLOCK));
        Path part = Files.writeString(
                file(7, BLOCK).resolveSibling(FillProgram.name(7, BLOCK) + ".part"), "of one that was killed");
        adbd.close();
        adbd = Adbd.start(programs);

        FillOutcome outcome = fill(new Watching());

        assertThat(outcome.isWhole()).as("%s", outcome).isTrue();
        assertThat(outcome.filler()).contains(Filler.PROGRAM);
        assertThat(Files.getLastModifiedTime(file(0, BLOCK))).isEqualTo(first);
        assertThat(part).doesNotExist();
    }

    /** A file was synced before it had its name: that it is another now is found, and not mended. */
    @Test
    void whatTheStorageLostBeforeItGoesOnIsFound() throws Exception {
        int[] count = new int[1];
        assertThat(fill((_, _, _) -> ++count[0] < 4).isFull()).isFalse();
        flip(file(1, BLOCK), 0);
        try (RandomAccessFile open = new RandomAccessFile(file(2, BLOCK).toFile(), "rw")) {
            open.setLength(BLOCK / 2);
        }
        FillOutcome outcome = fill(new Watching());
        assertThat(outcome.wrong()).containsExactly(1, 2);
        assertThat(outcome.isWhole()).isFalse();
    }

    /** Nobody takes that back, whatever comes of the cable then. */
    @Test
    void whatItFoundStandsThoughTheCableIsPulled() throws Exception {
        boolean[] isFlipped = new boolean[1];
        int[] compared = new int[1];
        FillOutcome outcome = fill((isVerifying, _, _) -> {
            if (isVerifying && !isFlipped[0]) {
                isFlipped[0] = true;
                flip(file(3, BLOCK), BLOCK / 2);
            }
            if (isVerifying && ++compared[0] == 6) {
                adbd.kill();
            }
            return true;
        });
        assertThat(outcome.wrong()).containsExactly(3);
        assertThat(outcome.filler()).contains(Filler.PROGRAM);
        assertThat(outcome.isWhole()).isFalse();
    }

    /** Of what the shell reads for the samples: it lies the first time, and has the cable pulled the third time. */
    private static String pullingAtTheThird(Path folder) {
        return "n=$(cat '" + folder + "/count' 2>/dev/null || echo 0); n=$((n + 1)); echo $n > '" + folder + "/count'\n"
                + "[ $n -eq 1 ] && { head -c 4096 /dev/zero; exit 0; }\n"
                + "[ $n -eq 3 ] && { touch '" + folder + "/pull'; sleep 60; }\n";
    }

    private Thread pulling() {
        return Thread.ofPlatform().daemon().start(() -> {
            while (!Files.exists(folder.resolve("pull"))) {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
            adbd.kill();
        });
    }

    /** No more than what it found itself: the sample that was another stays so. */
    @Test
    void whatASampleFoundStandsThoughTheCableIsPulled() throws Exception {
        replace("dd", "case \"$*\" in *iflag=direct*count=2*of=*) exit 1;; esac; exec /usr/bin/dd \"$@\"");
        replace("tail", pullingAtTheThird(folder) + "exec /usr/bin/tail \"$@\"");
        Thread puller = pulling();
        FillOutcome outcome = fill(new Watching());
        puller.join();
        assertThat(outcome.wrong()).containsExactly(0);
        assertThat(outcome.verifiedBytes()).isEqualTo(outcome.writtenBytes());
        assertThat(outcome.readBack().orElseThrow().compared()).isEqualTo(1);
        assertThat(outcome.freeBytesAfter())
                .as("as it was measured once it was full, and not before")
                .isLessThan(outcome.freeBytesBefore() / 100);
        assertThat(outcome.isWhole()).isFalse();
        assertThat(outcome.filler()).contains(Filler.PROGRAM);
    }

    /** What did not come for a cable is no word of what lies there. */
    @Test
    void aSampleThatACablePulledCutOffIsNoWrongFile() throws Exception {
        replace("dd", "case \"$*\" in *iflag=direct*count=2*of=*) exit 1;; esac; exec /usr/bin/dd \"$@\"");
        replace("tail", "/usr/bin/tail \"$@\" | head -c 100; touch '" + folder + "/pull'; sleep 60; exit 1");
        Thread puller = pulling();
        assertThatThrownBy(() -> fill(new Watching())).isInstanceOf(AdbException.class);
        puller.join();
    }

    /** It skips files as if they were gone, and then says what can't be: that finds nothing. */
    @Test
    void aLineThatCanNotBeFindsNothingAlsoOfThoseBeforeIt() throws Exception {
        appProcess(honest() + "[ \"$2\" = write ] && { run \"$@\"; exit $?; }\n"
                + "echo wangchuan-fill ready 1; echo wangchuan-fill same 4 17; sleep 100");
        Watching watching = new Watching();
        assertThatThrownBy(() -> fill(watching)).isInstanceOf(AdbException.class);
        assertThat(watching.isByShell).as("nor is what was written taken away").isFalse();
        assertThat(file(1, BLOCK)).exists();
    }

    /** In the midst of them, and the last. */
    @Test
    void aFileThatIsNotThereAnyMoreIsWrong() throws Exception {
        appProcess(honest() + "[ \"$2\" = write ] && { run \"$@\"; exit $?; }\n"
                + "rm \"$3\"/00000003-*; rm \"$(ls -d \"$3\"/0000* | tail -1)\"; run \"$@\"");
        Watching watching = new Watching();
        FillOutcome outcome = fill(watching);
        assertThat(watching.isByShell).isFalse();
        assertThat(outcome.wrong()).hasSize(2).startsWith(3);
        assertThat(outcome.isWhole()).isFalse();
    }

    /** It is not written anew by the shell: nobody would know what the storage did not give back. */
    @Test
    void whatItDoesNotComeToComparingIsNotTakenAway() throws Exception {
        appProcess(honest() + "[ \"$2\" = write ] && { run \"$@\"; exit $?; }\n"
                + "echo wangchuan-fill ready 1; echo wangchuan-fill same 0 " + BLOCK + "; exit 1");
        Watching watching = new Watching();
        assertThatThrownBy(() -> fill(watching)).isInstanceOf(AdbException.class);
        assertThat(watching.isByShell).isFalse();
        assertThat(file(1, BLOCK)).exists();
    }

    /** One of before that has not ended keeps its files: people are asked. */
    @Test
    void whereAnotherOneIsAtWorkNothingIsTakenAway() throws Exception {
        appProcess("exit 4");
        assertThatThrownBy(() -> fill(new Watching())).isInstanceOf(AdbException.class);
        appProcess(honest());
        int[] count = new int[1];
        assertThat(fill((_, _, _) -> ++count[0] < 4).isFull()).isFalse();
        appProcess("exit 1");
        assertThatThrownBy(() -> fill(new Watching())).isInstanceOf(AdbException.class);
        assertThat(file(1, BLOCK)).exists();
    }

    @Test
    void whereItIsStoppedItStopsAndGoesOnLater() throws Exception {
        int[] count = new int[1];
        FillOutcome stopped = fill((_, _, _) -> ++count[0] < 3);
        assertThat(stopped.isFull()).isFalse();
        assertThat(stopped.isWhole()).isFalse();
        assertThat(stopped.writtenBytes()).isBetween(3L * BLOCK, IMAGE_BYTES / 2);
        Path next = file(6, BLOCK);
        assertThat(next).as("it does not go on by itself").doesNotExist();

        FillOutcome outcome = fill(new Watching());

        assertThat(outcome.isWhole()).as("%s", outcome).isTrue();
        assertThat(next).exists();
    }

    /** Androids end programs when memory is short. */
    @Test
    void oneThatIsKilledOnceIsStartedAgain() throws Exception {
        Path killed = folder.resolve("killed");
        appProcess(honest() + "if [ -e '" + killed + "' ]; then run \"$@\"; exit $?; fi\ntouch '" + killed + "'\n"
                + "exec 3<&0; run \"$@\" <&3 & while [ ! -e '" + file(1, BLOCK)
                + "' ]; do sleep 0.05; done\nkill -9 $!\n"
                + "exit 137");
        Watching watching = new Watching();
        FillOutcome outcome = fill(watching);
        assertThat(killed).exists();
        assertThat(outcome.isWhole()).as("%s", outcome).isTrue();
        assertThat(watching.isByShell).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exit 0",
                "exit 1",
                "kill -9 $$",
                "yes",
                "yes wangchuan-fill ready 1",
                "tr '\\0' x < /dev/zero",
                "{ printf 'wangchuan-fill '; tr '\\0' x < /dev/zero; }",
                "head -c 300000 /dev/urandom",
                "yes no >&2",
                "echo wangchuan-fill ready 2; sleep 100",
                "echo wangchuan-fill ready 1; yes wangchuan-fill wrote 0 4096 0",
                "echo wangchuan-fill ready 1; echo wangchuan-fill end 0; yes wangchuan-fill end 0",
                "echo wangchuan-fill ready 1; echo wangchuan-fill wrote 0 99999999 0; sleep 100",
                "echo wangchuan-fill ready 1; echo wangchuan-fill wrote 999999 4096 0; sleep 100",
                "echo wangchuan-fill ready 1; echo wangchuan-fill wrote -1 4096 0; sleep 100",
                "echo wangchuan-fill ready 1; echo wangchuan-fill back 3 4096; sleep 100",
                "echo wangchuan-fill ready 1; for i in $(seq 30); do echo wangchuan-fill wrote $i 4194304 0; done; sleep 100",
                "echo wangchuan-fill ready 1; echo wangchuan-fill stopped"
            })
    void whereItDoesNotRunOrSaysWhatItCanNotMeanTheShellFills(String script) throws Exception {
        appProcess(script);
        Watching watching = new Watching();
        FillOutcome outcome = fill(watching);
        assertThat(watching.isByShell).isTrue();
        assertThat(outcome.filler()).contains(Filler.SHELL);
        assertThat(outcome.isWhole()).as("%s", outcome).isTrue();
    }

    @Test
    void whereThereIsNoneTheShellFillsAndGoesOnItself() throws Exception {
        Files.delete(programs.resolve("app_process"));
        int[] count = new int[1];
        assertThat(fill((_, _, _) -> ++count[0] < 3).filler()).contains(Filler.SHELL);
        appProcess(honest());
        FillOutcome outcome = fill(new Watching());
        assertThat(outcome.isWhole()).as("%s", outcome).isTrue();
        assertThat(outcome.filler()).as("as it was begun").contains(Filler.SHELL);
    }

    /** Its word of a full storage is none. */
    @Test
    void oneThatSaysThatItIsFullAndIsNotIsNotWhole() throws Exception {
        appProcess("echo wangchuan-fill ready 1; [ \"$3\" = write ] && echo wangchuan-fill wrote 0 4096 0\n"
                + "[ \"$3\" = write ] || echo wangchuan-fill same 0 4096\necho wangchuan-fill end 0");
        FillOutcome outcome = fill(new Watching());
        assertThat(outcome.isFull()).isFalse();
        assertThat(outcome.isWhole()).isFalse();
    }

    /** It says that all is the same of what it never read. */
    @Test
    void oneThatLiesOfWhatItComparesIsFoundBySamples() throws Exception {
        appProcess(honest() + "[ \"$2\" = write ] && { run \"$@\"; exit $?; }\necho wangchuan-fill ready 1\n"
                + "cd \"$3\" && for f in *-*; do\n  n=$(printf '%d' \"0x${f#*-}\")\n"
                + "  [ $n -eq 4096 ] || { head -c $n /dev/zero | dd of=\"$f\" conv=notrunc 2>/dev/null; }\n"
                + "  echo \"wangchuan-fill same $(echo \"${f%-*}\" | sed 's/^0*\\(.\\)/\\1/') $n\"\ndone\n"
                + "echo wangchuan-fill end 0");
        FillOutcome outcome = fill(new Watching());
        assertThat(outcome.verifiedBytes()).isEqualTo(outcome.writtenBytes());
        assertThat(outcome.wrong()).isNotEmpty().contains(0, 1, 2);
        assertThat(outcome.isWhole()).isFalse();
    }

    /** No shell takes back what it found. */
    @Test
    void whatItFoundStandsThoughItEndsBadly() throws Exception {
        appProcess(honest() + "[ \"$2\" = write ] && { run \"$@\"; exit $?; }\n"
                + "echo wangchuan-fill ready 1; echo wangchuan-fill other 0 17; exit 1");
        Watching watching = new Watching();
        FillOutcome outcome = fill(watching);
        assertThat(outcome.wrong()).isEqualTo(List.of(0));
        assertThat(outcome.filler()).contains(Filler.PROGRAM);
        assertThat(watching.isByShell).isFalse();
        assertThat(outcome.isWhole()).isFalse();
    }
}
