package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.direct.AdbConnection;
import org.wangchuan.engine.adb.direct.Connecting;
import org.wangchuan.engine.adb.testing.Adbd;
import org.wangchuan.engine.medium.testing.Program;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.fill.FillContent;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.fill.FillOutcome.ReadBack;
import org.wangchuan.engine.phone.fill.PhoneFiller;
import org.wangchuan.engine.phone.fill.PhoneFiller.FillWatcher;

/** The real adbd, with a real file system behind it: what was deleted there is gone from its device afterwards. */
@Timeout(300)
class PhoneFillTest {
    private static final int BLOCK = 4 << 20;
    private static final long IMAGE_BYTES = 48L << 20;
    private static final byte[] SEED = new byte[FillContent.SEED_BYTES];
    private static final String SECRET = "what was on the phone before ";
    private static final FillWatcher ON = (_, _, _) -> true;

    @TempDir
    Path programs;

    @TempDir
    Path folder;

    private Path image;
    private Path storage;
    private Adbd adbd;

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
    }

    @AfterEach
    void end() {
        adbd.close();
        Program.run("umount", "-l", storage.toString());
    }

    private FillOutcome fill(FillWatcher watcher) throws AdbException {
        try (AdbConnection phone = Connecting.to(adbd.address())) {
            return filler(phone, watcher).fill(new Random(1), Deadline.after(Duration.ofMinutes(4)));
        }
    }

    private PhoneFiller filler(AdbConnection phone, FillWatcher watcher) {
        return new PhoneFiller(phone, new FillContent(SEED, BLOCK), storage.toString(), watcher);
    }

    private Path file(int number) {
        return storage.resolve(PhoneFiller.FOLDER).resolve("%08d".formatted(number));
    }

    private static void program(Path where, String name, String script) throws IOException {
        Path file = where.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private long found(String text) throws IOException {
        byte[] all = Files.readAllBytes(image);
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        long count = 0;
        for (int i = 0; i + wanted.length <= all.length; i++) {
            int at = 0;
            while (at < wanted.length && all[i + at] == wanted[at]) {
                at++;
            }
            count += at == wanted.length ? 1 : 0;
        }
        return count;
    }

    @Test
    void whatWasDeletedIsGoneAfterwards() throws Exception {
        Path old = storage.resolve("old");
        Files.writeString(old, SECRET.repeat(200_000));
        Program.run("sync", "-f", storage.toString());
        Files.delete(old);
        Program.run("sync", "-f", storage.toString());
        assertThat(found(SECRET)).as("a deleted file lies there still").isGreaterThan(100_000);

        FillOutcome outcome = fill(ON);

        assertThat(outcome.isWhole()).as("%s", outcome).isTrue();
        assertThat(outcome.writtenBytes()).isBetween(IMAGE_BYTES / 2, IMAGE_BYTES);
        assertThat(outcome.verifiedBytes()).isEqualTo(outcome.writtenBytes());
        assertThat(outcome.freeBytesAfter()).isLessThan(8 << 10);
        assertThat(outcome.sampledBytes()).isPositive();
        assertThat(outcome.isEachCompared()).isTrue();
        ReadBack how = outcome.readBack().orElseThrow();
        assertThat(how.files()).isGreaterThan(5);
        assertThat(how.isDirect()).as("of this dd and this file system").isTrue();
        assertThat(outcome.storageBytes().orElseThrow()).isBetween(outcome.writtenBytes(), IMAGE_BYTES);
        Program.run("sync", "-f", storage.toString());
        assertThat(found(SECRET)).isZero();
        try (AdbConnection phone = Connecting.to(adbd.address())) {
            filler(phone, ON).remove(Deadline.after(Duration.ofMinutes(1)));
        }
        assertThat(Files.exists(storage.resolve(PhoneFiller.FOLDER))).isFalse();
    }

    @Test
    void whatIsNotAsItMustBeIsFound() throws Exception {
        FillOutcome outcome = fill((isVerifying, _, _) -> {
            if (!isVerifying && Files.exists(file(3))) {
                spoil(file(1), BLOCK / 2);
            }
            return true;
        });
        assertThat(outcome.isWhole()).isFalse();
        assertThat(outcome.verifiedBytes()).isLessThan(outcome.writtenBytes());
        assertThat(outcome.wrong()).contains(1);
    }

    /** Android's older dd does not know the flag; then it is read as ever, and that is told. */
    @Test
    void onePhoneThatCanNotGoRoundItsMemoryReadsAsEver() throws Exception {
        program(programs, "dd", "case \"$*\" in *direct*) exit 1;; esac; exec /usr/bin/dd \"$@\"");
        FillOutcome outcome = fill(ON);
        assertThat(outcome.isWhole()).as("%s", outcome).isTrue();
        assertThat(outcome.isEachCompared()).isTrue();
        assertThat(outcome.readBack().orElseThrow().isDirect()).isFalse();
    }

    /** Its buffer lies as the file system asks for blocks of one size, and not for those of the other: a sound phone all the same. */
    @Test
    void oneThatCanNotReadSmallBlocksPastItsMemoryReadsAsEver() throws Exception {
        program(programs, "dd", "case \"$*\" in *direct*bs=4096*) exit 1;; esac; exec /usr/bin/dd \"$@\"");
        FillOutcome outcome = fill(ON);
        assertThat(outcome.isWhole()).as("%s", outcome).isTrue();
        assertThat(outcome.isEachCompared()).isTrue();
        assertThat(outcome.readBack().orElseThrow().isDirect()).isFalse();
    }

    /** Found out only in the midst of it: what was not read is read otherwise, and no file is wrong for that. */
    @Test
    void aPartThatComesShortIsReadOtherwise() throws Exception {
        program(
                programs,
                "dd",
                "case \"$*\" in *of=/dev/null*) ;; *direct*bs=4096*) exit 1;; esac; exec /usr/bin/dd \"$@\"");
        FillOutcome outcome = fill(ON);
        assertThat(outcome.wrong()).isEmpty();
        assertThat(outcome.isWhole()).as("%s", outcome).isTrue();
        assertThat(outcome.isEachCompared()).isTrue();
        assertThat(outcome.readBack().orElseThrow().isDirect()).isFalse();
    }

    /** One whose dd says yes and then reads nothing finds nothing: no digest of an empty file passes for one. */
    @Test
    void oneThatOnlySaysThatItCanIsNotReadOtherwise() throws Exception {
        program(
                programs,
                "dd",
                "case \"$*\" in *direct*of=/dev/null*) exit 0;; *direct*) exit 1;; esac; exec /usr/bin/dd \"$@\"");
        FillOutcome outcome = fill(ON);
        assertThat(outcome.verifiedBytes()).isZero();
        assertThat(outcome.isWhole()).isFalse();
        assertThat(outcome.isEachCompared()).isFalse();
    }

    /** What lies on the storage is read, and not what is in memory: there it is as it was written. */
    @Test
    void whatIsSpoiltBelowTheMemoryIsFound() throws Exception {
        boolean[] isDone = new boolean[1];
        FillOutcome outcome = fill((isVerifying, _, _) -> {
            if (isVerifying && !isDone[0]) {
                isDone[0] = true;
                spoilBelow(new FillContent(SEED, BLOCK).head(3));
            }
            return true;
        });
        assertThat(isDone[0]).isTrue();
        assertThat(outcome.wrong()).containsExactly(3);
    }

    /** Changes the first line of a file in the image that the file system lies on. */
    private void spoilBelow(String line) {
        try {
            byte[] all = Files.readAllBytes(image);
            byte[] wanted = line.getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i + wanted.length <= all.length; i++) {
                if (Arrays.equals(all, i, i + wanted.length, wanted, 0, wanted.length)) {
                    spoil(image, i);
                    return;
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no such line in the image");
    }

    private static void spoil(Path file, int at) {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            open.write(new byte[16]);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void twoFilesAreNotTakenForEachOther() throws Exception {
        boolean[] isDone = new boolean[1];
        FillOutcome outcome = fill((isVerifying, _, _) -> {
            if (isVerifying && !isDone[0]) {
                isDone[0] = true;
                swap(file(2), file(4));
            }
            return true;
        });
        assertThat(outcome.wrong()).containsExactly(2, 4);
    }

    private static void swap(Path one, Path other) {
        try {
            Path aside = one.resolveSibling("aside");
            Files.move(one, aside);
            Files.move(other, one);
            Files.move(aside, other);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatWasBrokenOffGoesOn() throws Exception {
        int[] count = new int[1];
        FillOutcome stopped = fill((_, _, _) -> ++count[0] < 3);
        assertThat(stopped.isFull()).isFalse();
        assertThat(stopped.isWhole()).isFalse();
        var first = Files.getLastModifiedTime(file(0));
        assertThat(fill(ON).isWhole()).isTrue();
        assertThat(Files.getLastModifiedTime(file(0))).isEqualTo(first);
    }

    @Test
    void whenTheCableIsPulledItFailsAndGoesOnLater() throws Exception {
        int[] count = new int[1];
        assertThatThrownBy(() -> fill((_, _, _) -> {
                    if (++count[0] == 4) {
                        adbd.kill();
                    }
                    return true;
                }))
                .isInstanceOf(AdbException.class);
        adbd.close();
        adbd = Adbd.start(programs);
        assertThat(fill(ON).isWhole()).isTrue();
    }

    /** It was read otherwise once: no cable that is pulled afterwards takes that back, and it is not gone on with as if nothing were. */
    @Test
    void whatWasFoundStandsThoughTheCableIsPulled() throws Exception {
        int[] verifying = new int[1];
        FillOutcome outcome = fill((isVerifying, _, _) -> {
            if (isVerifying && ++verifying[0] == 1) {
                spoil(file(2), BLOCK / 2);
            }
            if (verifying[0] == 4) {
                adbd.kill();
            }
            return true;
        });
        assertThat(outcome.wrong()).containsExactly(2);
        assertThat(outcome.isFull()).isTrue();
        assertThat(outcome.isWhole()).isFalse();
        assertThat(outcome.freeBytesAfter()).isLessThan(8 << 10);
    }

    /** What came of a part until then is no word of what lies there. */
    @Test
    void aPartThatAPulledCableCutOffIsNoWrongFile() throws Exception {
        Path pull = folder.resolve("pull");
        program(programs, "dd", "case \"$*\" in *direct*) exit 1;; esac; exec /usr/bin/dd \"$@\"");
        program(programs, "tail", "/usr/bin/tail \"$@\" | head -c 100; touch '" + pull + "'; sleep 60; exit 1");
        Thread puller = Thread.ofPlatform().daemon().start(() -> {
            while (!Files.exists(pull)) {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
            adbd.kill();
        });
        assertThatThrownBy(() -> fill(ON)).isInstanceOf(AdbException.class);
        puller.join();
    }

    /** What an earlier connection has set off goes on without its cable: its file counts as what it comes to. */
    @Test
    void aFileThatIsStillBeingWrittenIsWaitedFor() throws Exception {
        FillContent content = new FillContent(SEED, BLOCK);
        Path begun = Files.createDirectory(storage.resolve(PhoneFiller.FOLDER)).resolve("00000000");
        Files.writeString(begun, content.head(0) + "\n");
        int pieces = 8;
        byte[] block = content.block().readAllBytes();
        Files.write(begun, Arrays.copyOf(block, BLOCK / pieces), StandardOpenOption.APPEND);
        FutureTask<Boolean> writer = new FutureTask<>(() -> {
            for (int i = 1; i < pieces; i++) {
                Thread.sleep(400);
                int from = i * BLOCK / pieces;
                Files.write(begun, Arrays.copyOfRange(block, from, from + BLOCK / pieces), StandardOpenOption.APPEND);
            }
            return true;
        });
        Thread _ = Thread.ofPlatform().daemon().start(writer);

        FillOutcome outcome = fill(ON);

        assertThat(writer.get()).isTrue();
        assertThat(outcome.wrong()).isEmpty();
        assertThat(outcome.isWhole()).as("%s", outcome).isTrue();
    }

    /** It is believed that it wrote only what it read back. */
    @Test
    void aPhoneThatLiesIsFound() throws Exception {
        program(programs, "sha256sum", "echo \"$(printf '%064d' 0)  $1\"");
        FillOutcome lied = fill(ON);
        assertThat(lied.isFull()).isTrue();
        assertThat(lied.verifiedBytes()).isZero();
        assertThat(lied.isWhole()).isFalse();
        Files.delete(programs.resolve("sha256sum"));
        program(programs, "dd", "cat > /dev/null");
        try (AdbConnection phone = Connecting.to(adbd.address())) {
            filler(phone, ON).remove(Deadline.after(Duration.ofMinutes(1)));
        }
        FillOutcome nothing = fill(ON);
        assertThat(nothing.writtenBytes()).isZero();
        assertThat(nothing.isWhole()).isFalse();
    }

    /** A command that fails while there is room is no full storage. */
    @Test
    void onlyOneWithoutRoomIsFull() throws Exception {
        program(programs, "dd", "[ -e " + file(3) + " ] && exit 1; exec /usr/bin/dd \"$@\"");
        FillOutcome outcome = fill(ON);
        assertThat(outcome.writtenBytes()).isPositive();
        assertThat(outcome.isFull()).isFalse();
        assertThat(outcome.isWhole()).isFalse();
        assertThat(outcome.freeBytesAfter()).isGreaterThan(IMAGE_BYTES / 4);
    }

    @Test
    void sizesThatAreNoneAreRefused() throws Exception {
        for (String said : List.of(
                "",
                "1 2 3",
                "1 2 3 4 5",
                "-1 2 3 4",
                "99999999999999999999 1 1 1",
                "999999999999999 999999999999999 1 999999999")) {
            program(programs, "stat", "echo '" + said + "'");
            assertThatThrownBy(() -> fill(ON)).as(said).isInstanceOf(AdbException.class);
        }
    }

    /** What no record could tell would end a job for ever; it is refused where it comes from. */
    @Test
    void aStorageBeyondWhatARecordTellsIsRefused() throws Exception {
        for (String said : List.of(
                "999999999999999 1 1 4096",
                "1 999999999999999 1 4096",
                "1 1 999999999999999 4096",
                "1 1099511627777 1 1024")) {
            program(programs, "stat", "echo '" + said + "'");
            assertThatThrownBy(() -> fill(ON))
                    .as(said)
                    .isInstanceOfSatisfying(
                            AdbException.class, e -> assertThat(e.code()).isEqualTo(AdbException.Code.PROTOCOL));
        }
        assertThatThrownBy(() -> new FillOutcome(1L << 53, 0, 0, 0, 0, 0, List.of(), false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
