package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Geometry;
import org.wangchuan.engine.medium.Labels;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.MediumClassSource;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.Presence;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.journal.JobHold;

/** A job that is begun ends the interrupted one on the same medium, and no other. */
class JobsOfOthersTest {
    @TempDir
    Path folder;

    @Test
    void drivesWithTwoSerialNumbersAreTwo() {
        Medium first = drive("sda", "8:0", "S1", 0, 7);
        assertThat(ticket(1, first).isSurelyOn(first)).isTrue();
        assertThat(ticket(1, first).isSurelyOn(drive("sdc", "8:32", "S1", 0, 9)))
                .as("the same one in another slot")
                .isTrue();
        assertThat(ticket(1, first).isSurelyOn(drive("sdb", "8:16", "S2", 0, 8)))
                .isFalse();
        assertThat(ticket(1, first).isSurelyOn(drive("sda", "8:0", "S2", 0, 7))).isFalse();
    }

    @Test
    void partitionsOfOneDriveAreTwo() {
        Medium whole = drive("sda", "8:0", "S1", 0, 7);
        Medium first = drive("sda1", "8:1", "S1", 1 << 20, 7);
        Medium second = drive("sda2", "8:2", "S1", 9 << 20, 7);
        Medium firstAnew = drive("sda1", "8:1", "S1", 5 << 20, 7);
        for (Medium other : List.of(whole, second, firstAnew)) {
            assertThat(ticket(1, first).isSurelyOn(other)).isFalse();
            assertThat(ticket(1, other).isSurelyOn(first)).isFalse();
        }
        assertThat(ticket(1, first).isSurelyOn(first)).isTrue();
    }

    @Test
    void filesThatWereMadeAtTheSameInstantAreTwo() {
        Medium first = image("a.img", 11);
        assertThat(ticket(1, first).isSurelyOn(first)).isTrue();
        assertThat(ticket(1, first).isSurelyOn(image("b.img", 12))).isFalse();
    }

    @Test
    void aJobThatALaneWorksOnIsNotEnded() throws IOException {
        JobStore jobs = store();
        JobTicket ticket = ticket(1, image("a.img", 11));
        try (JobHold _ = jobs.create(ticket)) {
            jobs.retire(_ -> true, _ -> {});
            assertThat(jobs.open()).containsExactly(ticket);
        }
        jobs.retire(_ -> true, _ -> {});
        assertThat(jobs.open()).isEmpty();
    }

    @Test
    void aJobThatAnotherProcessWorksOnIsNotEnded() throws Exception {
        JobStore jobs = store();
        JobTicket ticket = ticket(1, image("a.img", 11));
        jobs.create(ticket).close();
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        classPath(),
                        Holder.class.getName(),
                        folder.resolve("home").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("held");
            jobs.retire(_ -> true, _ -> {});
            assertThat(jobs.open()).containsExactly(ticket);
            assertThat(jobs.hold(ticket)).isEmpty();
        } finally {
            other.destroyForcibly().waitFor();
        }
        jobs.retire(_ -> true, _ -> {});
        assertThat(jobs.open()).isEmpty();
    }

    /** Asking whether a job is held here must not let go of the lock that others are kept off by. */
    @Test
    void askingDoesNotLoseTheLock() throws Exception {
        JobStore jobs = store();
        JobTicket ticket = ticket(1, image("a.img", 11));
        try (JobHold _ = jobs.create(ticket)) {
            assertThat(new JobStore(new StationHome(folder.resolve("home"))).hold(ticket))
                    .isEmpty();
            Process other = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-cp",
                            classPath(),
                            Holder.class.getName(),
                            folder.resolve("home").toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
                assertThat(said.readLine()).isEqualTo("refused");
            } finally {
                other.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    @Tag("slow")
    void eightImagesInOneCommandAreEachCleared() throws IOException {
        List<Path> images = madeInOneTick(8);
        EraseOrder order = new EraseOrder(
                images,
                PolicyCatalogue.find("nist-clear").orElseThrow(),
                Optional.empty(),
                VerifyMode.FULL,
                Files.createDirectories(folder.resolve("out")),
                Optional.empty(),
                false,
                false,
                JobOptions.DEFAULTS);
        Bench bench = new Bench(new StationHome(folder.resolve("home")), InstantSource.system(), "wangchuan test");
        List<Candidate.Ready> ready = new ArrayList<>();
        for (Candidate candidate : bench.examine(order)) {
            assertThat(candidate).isInstanceOfSatisfying(Candidate.Ready.class, ready::add);
        }
        assertThat(bench.erase(order, ready, _ -> {}))
                .hasSize(8)
                .allSatisfy(end -> assertThat(end)
                        .isInstanceOfSatisfying(
                                LaneEnd.Finished.class,
                                finished ->
                                        assertThat(finished.verdict().level()).isEqualTo(Verdict.Level.CLEARED)));
    }

    /** The kernel's clock for files ticks every few milliseconds. */
    private List<Path> madeInOneTick(int count) throws IOException {
        for (int attempt = 0; attempt < 200; attempt++) {
            Path place = Files.createDirectory(folder.resolve("try" + attempt));
            List<Path> made = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                made.add(Files.createFile(place.resolve("k" + i + ".img")));
            }
            boolean together = true;
            for (Path image : made) {
                together &= Files.getAttribute(image, "creationTime")
                        .equals(Files.getAttribute(made.getFirst(), "creationTime"));
            }
            if (together) {
                for (Path image : made) {
                    Files.write(image, new byte[1 << 20]);
                }
                return made;
            }
        }
        throw new AssertionError("no " + count + " files were made in one tick");
    }

    private JobStore store() throws IOException {
        StationHome home = new StationHome(folder.resolve("home"));
        home.prepare();
        return new JobStore(home);
    }

    private static String classPath() {
        return Stream.of(
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path", ""),
                        Path.of("target/classes").toAbsolutePath().toString(),
                        Path.of("target/test-classes").toAbsolutePath().toString())
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Another program that works on the only job there is. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            JobStore jobs = new JobStore(new StationHome(Path.of(arguments[0])));
            Optional<JobHold> held = jobs.hold(jobs.open().getFirst());
            System.out.println(held.isPresent() ? "held" : "refused");
            Thread.sleep(600_000);
        }
    }

    private static JobTicket ticket(int number, Medium medium) {
        return new JobTicket(
                new UUID(0, number),
                medium.realPath().toString(),
                medium.identity(),
                Presence.of(medium),
                "gb-46864-2025",
                1,
                VerifyMode.FULL,
                Optional.empty(),
                Optional.empty(),
                new UUID(1, number),
                new UUID(2, number),
                "disk-" + number);
    }

    private static Medium drive(String name, String number, String serial, long startBytes, long diskSequence) {
        return new Medium(
                MediumKind.BLOCK,
                Path.of("/dev", name),
                Path.of("/dev", name),
                name,
                number,
                new Labels(Optional.of("MODEL"), Optional.of(serial), Optional.empty(), Optional.empty()),
                new Attachment(Bus.ATA, "sata", false, false, true),
                new Geometry(4 << 20, 512, 4096),
                false,
                false,
                diskSequence,
                MediumClass.UNKNOWN,
                MediumClassSource.NONE,
                startBytes == 0 ? Optional.empty() : Optional.of("sda"),
                List.of(),
                Optional.empty(),
                512,
                startBytes);
    }

    private static Medium image(String name, long inode) {
        return new Medium(
                MediumKind.IMAGE,
                Path.of(name),
                Path.of("/images", name),
                name,
                "",
                Labels.NONE,
                new Attachment(Bus.FILE, "", false, false, false),
                new Geometry(4096, 1, 1),
                false,
                false,
                0,
                MediumClass.IMAGE,
                MediumClassSource.NONE,
                Optional.empty(),
                List.of(),
                Optional.of(new BackingFile("8:1", inode, 1_700_000_000_000_000L, "/images/" + name, Optional.empty())),
                1,
                0);
    }
}
