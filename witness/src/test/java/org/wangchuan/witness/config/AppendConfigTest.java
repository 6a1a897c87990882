package org.wangchuan.witness.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.witness.append.Sequencer.Padding;

class AppendConfigTest {
    private static final String COMPLETE = "key log.key\nfolder log\nlisten 127.0.0.1:0\n";

    @TempDir
    Path folder;

    private Path file = Path.of("");
    private String station = "";

    @BeforeEach
    void makeKeys() throws IOException {
        file = folder.resolve("log.conf");
        LogKeyFile.create(folder.resolve("log.key"), "log.example/1", LogKeyFile.Use.LOG);
        station = LogKeyFile.create(folder.resolve("a.key"), "bench.example/a", LogKeyFile.Use.STATION)
                .verifierKey()
                .toString();
    }

    private AppendConfig read(String text) throws IOException, ConfigException {
        Files.writeString(file, text);
        return AppendConfig.read(file);
    }

    private String with(String lines) {
        return COMPLETE + "station " + station + "\n" + lines;
    }

    @Test
    void aShortFileHasSoundDefaults() throws Exception {
        AppendConfig config = read(with(""));
        assertThat(config.signer().verifierKey().name()).isEqualTo("log.example/1");
        assertThat(config.folder()).isEqualTo(folder.resolve("log"));
        assertThat(config.interval()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.padding()).isEqualTo(Padding.NONE);
        assertThat(config.stations()).containsExactly(VerifierKey.parse(station));
    }

    @Test
    void aBucketStandsBesideTheFolder() throws Exception {
        assertThat(read(with("")).bucket()).isEmpty();
        AppendConfig config = read(with("bucket s3://logs/example\n"));
        assertThat(config.bucket()).contains("s3://logs/example");
        assertThat(config.folder()).isEqualTo(folder.resolve("log"));
    }

    @Test
    void aLongFileIsRead() throws Exception {
        AppendConfig config = read("# ours\n" + with("  interval\t60000\npadding 16\npadding-when-idle yes\n"));
        assertThat(config.interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.padding()).isEqualTo(new Padding(16, true));
    }

    @ParameterizedTest
    @CsvSource({
        "interval 9, a number from 10 to 3600000",
        "interval 1e3, a number from 10 to 3600000",
        "interval 99999999999, a number from 10 to 3600000",
        "padding 8193, a number from 0 to 8192",
        "padding -1, a number from 0 to 8192",
        "padding-when-idle maybe, yes or no",
        "padding-when-idle yes, with padding-when-idle a padding",
        "colour blue, 'key, folder, bucket, listen, interval'",
        "folder other, one line folder",
        "station nobody, a station's key",
        "interval, a word and its value"
    })
    void mistakesAreNamed(String line, String expected) {
        assertThatThrownBy(() -> read(with(line + "\n")))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.expected()).contains(expected));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> read(COMPLETE)).hasMessageContaining("lines station");
        assertThatThrownBy(() -> read(with("station " + station + "\n")))
                .hasMessageContaining("each station's name once");
        assertThatThrownBy(() -> read(with("").replace("listen", "#"))).hasMessageContaining("a line listen");
        assertThatThrownBy(() -> read(with("padding 16\npadding-when-idle yes\n")))
                .hasMessageContaining("an interval of at least 1000");
    }

    @Test
    void aKeyIsForItsOwnerForOneUseAndNeverOverwritten() throws Exception {
        assertThatThrownBy(() -> read(with("").replace("log.key", "a.key")))
                .hasMessageContaining("wangchuan-log-key/v1");
        assertThatThrownBy(() -> LogKeyFile.create(folder.resolve("log.key"), "x", LogKeyFile.Use.LOG))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(Files.getPosixFilePermissions(folder.resolve("a.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(folder.resolve("log.key"), PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> read(with(""))).hasMessageContaining("rw-------");
    }
}
