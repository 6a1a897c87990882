package org.wangchuan.station.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.issue.StationBooks.Purpose;
import org.wangchuan.station.journal.FileJournal;
import org.wangchuan.station.receipt.ClaimsOfEvidence;
import org.wangchuan.station.testing.Records;

/** One folder is one station, for its owner's eyes only. */
class StationHomeTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));

    @TempDir
    Path folder;

    /** Somebody named {@code /tmp}, or a folder with work in it. */
    @Test
    void aFolderWithOtherThingsIsLeftAsItIs(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("letter.txt"), "dear");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatExceptionOfType(ForeignFolderException.class).isThrownBy(() -> new StationHome(folder).prepare());

        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var entries = Files.list(folder)) {
            assertThat(entries).hasSize(1);
        }
    }

    @Test
    void twoStationsOnOneMachineShareNothing() throws Exception {
        UUID event = new UUID(7, 1);
        StationBooks one = books("one");
        StationBooks two = books("two");
        var ofOne = one.start(event, start(), Purpose.REAL);
        var ofTwo = two.start(event, start(), Purpose.REAL);
        assertThat(ofOne).as("the same event id in two stations").isNotEqualTo(ofTwo);
        assertThat(one.stationKey()).isNotEqualTo(two.stationKey());
        assertThat(one.logKey().name()).isNotEqualTo(two.logKey().name());
        assertThat(one.isSigned(new UUID(7, 2))).isFalse();
        for (String name : new String[] {"one", "two"}) {
            StationHome home = new StationHome(folder.resolve(name));
            var report = LogFsck.check(home.log(), Optional.of(StationBooks.logKeyOf(home)));
            assertThat(report.findings()).isEmpty();
            assertThat(report.checkpoint().orElseThrow().size()).isEqualTo(1);
        }
        StationHome first = new StationHome(folder.resolve("one"));
        assertThat(LogFsck.check(first.log(), Optional.of(two.logKey())).isSound())
                .as("a log is not another station's")
                .isFalse();
    }

    /** The umask can't be changed here; so every file must be made with its rights, and not with the umask's. */
    @Test
    void everyFolderAndFileIsTheOwnersOnly() throws Exception {
        Path root = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
        StationBooks books = StationBooks.open(new StationHome(root), CLOCK);
        books.start(new UUID(7, 1), start(), Purpose.REAL);
        try (FileJournal journal = FileJournal.open(root.resolve("jobs/job"))) {
            journal.append(Records.good().events().getFirst());
            journal.keepMark(new byte[] {1});
            journal.keepSecrets(new byte[] {2});
        }
        Map<Path, String> rights = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.toList()) {
                rights.put(root.relativize(path), rights(path));
                assertThat(rights(path))
                        .as("%s", root.relativize(path))
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
        assertThat(rights.keySet())
                .extracting(Path::toString)
                .contains("station.key", "station.lock", "jobs/job/events", "log/private/lock", "log/private/signed");
    }

    private static String rights(Path path) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        return PosixFilePermissions.toString(permissions);
    }

    private StationBooks books(String name) throws IOException {
        return StationBooks.open(new StationHome(folder.resolve(name)), CLOCK);
    }

    private static Disclosed start() {
        return Disclosed.ofStart(ClaimsOfEvidence.target(Records.disk()), Optional.empty());
    }
}
