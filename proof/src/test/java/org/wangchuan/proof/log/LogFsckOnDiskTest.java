package org.wangchuan.proof.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;

/** Looking never changes anything: no file, no time, no name, whatever is wrong with the log. */
class LogFsckOnDiskTest {
    private static final NoteSigner SIGNER = new NoteSigner("log.example", SigningKey.of(new byte[32]));

    @TempDir
    Path folder;

    private Path log = Path.of("");

    @BeforeEach
    void aLogOfThreeHundredEntries() throws IOException {
        log = folder.resolve("log");
        try (TileLog writer = TileLog.open(log, SIGNER, Optional.empty())) {
            List<NewEntry> batch = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                byte[] entry = new byte[NewEntry.LENGTH];
                entry[0] = (byte) i;
                batch.add(new NewEntry(new UUID(1, i), entry));
            }
            assertThat(writer.append(batch)).hasSize(300);
        }
    }

    @Test
    void aHealthyLogIsOnlyRead() throws IOException {
        assertThat(findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "checkpoint",
                "private/signed",
                "private/write-ahead",
                "private/events/000",
                "private/events/001.p/44",
                "tile/0/000",
                "tile/0/001.p/44",
                "tile/entries/000",
                "tile/entries/001.p/44",
                "tile/1/000.p/1"
            })
    void aLogWithADamagedOrCutOrMissingFileIsOnlyReadAndTheFileIsNamed(String file) throws IOException {
        Path damaged = log.resolve(file);
        byte[] sound = Files.readAllBytes(damaged);
        byte[] flipped = sound.clone();
        flipped[sound.length / 2] ^= 1;
        Files.write(damaged, flipped);
        assertThat(findings()).as("damaged").contains(file);
        Files.write(damaged, java.util.Arrays.copyOf(sound, sound.length - 1));
        assertThat(findings()).as("cut").contains(file);
        Files.delete(damaged);
        assertThat(findings()).as("missing").contains(file);
        assertThat(damaged).as("not made again").doesNotExist();
    }

    @Test
    void aTornWriteIsNotCutOff() throws IOException {
        Path ahead = log.resolve("private/write-ahead");
        byte[] sound = Files.readAllBytes(ahead);
        Files.write(ahead, java.util.Arrays.copyOf(sound, sound.length + 7));
        assertThat(findings()).containsExactly("private/write-ahead");
        assertThat(Files.size(ahead)).isEqualTo(sound.length + 7);
    }

    @Test
    void aPublishedCopyNeedsNothingPrivate() throws IOException {
        Files.move(log.resolve("private"), folder.resolve("private"));
        assertThat(findings()).isEmpty();
    }

    /** Two links to the folder that they are in: whoever follows them finds ever more folders, twice as many each time. */
    @Test
    @Timeout(60)
    void linksThatLeadRoundInCirclesAreNotFollowed() throws IOException {
        Files.createSymbolicLink(log.resolve("tile/a"), Path.of("."));
        Files.createSymbolicLink(log.resolve("tile/b"), Path.of("."));
        LogFsck.Report report = LogFsck.check(log, Optional.of(SIGNER.verifierKey()));
        assertThat(report.findings()).extracting(LogFsck.Finding::file).containsExactly("tile/a", "tile/b");
    }

    @Test
    void anEmptyFolderStaysEmpty() throws IOException {
        log = Files.createDirectory(folder.resolve("empty"));
        assertThat(findings()).containsExactly("checkpoint");
        assertThat(log).isEmptyDirectory();
    }

    /** Checks, and that nothing has changed by it. */
    private List<String> findings() throws IOException {
        Map<String, String> before = state();
        LogFsck.Report report = LogFsck.check(log, Optional.of(SIGNER.verifierKey()));
        assertThat(state()).isEqualTo(before);
        for (LogFsck.Finding finding : report.findings()) {
            assertThat(finding.toString()).contains(": expected ").contains(", found ");
        }
        return report.findings().stream().map(LogFsck.Finding::file).distinct().toList();
    }

    /** Every name with its time, its permissions and, for a file, its bytes. */
    private Map<String, String> state() throws IOException {
        Map<String, String> out = new TreeMap<>();
        try (Stream<Path> all = Files.walk(log)) {
            for (Path path : all.toList()) {
                Map<String, Object> attributes = Files.readAttributes(
                        path, "unix:lastModifiedTime,ctime,mode,ino,size", LinkOption.NOFOLLOW_LINKS);
                String content = Files.isDirectory(path) ? "" : Hex.encode(Files.readAllBytes(path));
                out.put(log.relativize(path).toString(), new TreeMap<>(attributes) + content);
            }
        }
        return out;
    }
}
