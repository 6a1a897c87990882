package org.wangchuan.witness.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.witness.WatchedLog;
import org.wangchuan.witness.testing.GrowingLog;

class WitnessConfigTest {
    private static final String LOG =
            GrowingLog.signer("log.example/1").verifierKey().toString();

    @TempDir
    Path folder;

    private Path file = Path.of("");
    private Path keyFile = Path.of("");

    @BeforeEach
    void makeKey() throws IOException {
        file = folder.resolve("witness.conf");
        keyFile = folder.resolve("witness.key");
        WitnessKeyFile.create(keyFile, "witness.example/w1");
    }

    private WitnessConfig read(String text) throws IOException, ConfigException {
        Files.writeString(file, text);
        return WitnessConfig.read(file);
    }

    @Test
    void aCompleteFileIsRead() throws Exception {
        String second = GrowingLog.signer("log.example/1").verifierKey().toString();
        String third = GrowingLog.signer("sum.example").verifierKey().toString();
        WitnessConfig config =
                read("""
                # our witness
                key     witness.key
                state   state folder
                  listen\t[::1]:0
                prefix  /w/1
                """ + "log " + LOG + "\nlog " + second + "\n\nlog " + third + " an origin with spaces\n");

        assertThat(config.cosigner().key().name()).isEqualTo("witness.example/w1");
        assertThat(config.state()).isEqualTo(folder.resolve("state folder"));
        assertThat(config.listen()).isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0));
        assertThat(config.prefix()).isEqualTo("/w/1");
        assertThat(config.logs())
                .extracting(WatchedLog::origin)
                .containsExactly("log.example/1", "an origin with spaces");
        assertThat(config.logs().getFirst().keys()).hasSize(2);
        assertThat(Files.exists(config.state())).isFalse();
    }

    @Test
    @Timeout(30)
    void aPipeOrADeviceIsNotReadFrom() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", "-m", "600", file.toString())
                        .start()
                        .waitFor())
                .isZero();
        for (Path none : List.of(file, Path.of("/dev/zero"), folder)) {
            assertThatThrownBy(() -> WitnessConfig.read(none))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage(none + ": expected a regular file, found something else");
        }
        assertThatThrownBy(() -> WitnessKeyFile.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected a regular file");
    }

    @Test
    void theDefaultIsNoPrefix() throws Exception {
        assertThat(read("key witness.key\nstate s\nlisten 127.0.0.1:80\nlog " + LOG + "\n")
                        .prefix())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state s;listen 127.0.0.1:1;log L | a line key",
                "key witness.key;listen 127.0.0.1:1;log L | a line state",
                "key witness.key;state s;log L | a line listen",
                "key witness.key;state s;listen 127.0.0.1:1 | at least one log",
                "key witness.key;key witness.key | witness.conf line 2: expected one line key, found a second one",
                "key witness.key;keys x | line 2: expected key, state, listen, prefix or log, found keys",
                "key | a word and its value, found key",
                "log L;log L | each key of a log once",
                "log L2 | a log's key",
                "key witness.key;state s;listen 80;log L | an address in numbers",
                "key witness.key;state s;listen example.com:80;log L | an address in numbers",
                "key witness.key;state s;listen 127.0.0.1:65536;log L | an address in numbers",
                "key witness.key;state s;listen 127.0.0.1:080;log L | an address in numbers",
                "key witness.key;state s;listen 999.1.1.1:80;log L | an address in numbers",
                "key witness.key;state s;listen [::1]:1;prefix w;log L | a prefix like /witness",
                "key witness.key;state s;listen [::1]:1;prefix /w/;log L | a prefix like /witness",
                "key nothing;state s;listen [::1]:1;log L | a file that can be read",
                "key witness.conf;state s;listen [::1]:1;log L | witness.conf: expected rw------- at most",
            })
    void mistakesAreNamed(String lines, String complaint) {
        String text = lines.replace(";", "\n").replace("log L2", "log a+b+c").replace("log L", "log " + LOG) + "\n";
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(complaint.strip());
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        for (byte[] bytes : new byte[][] {{}, {'#'}, {'#', (byte) 0xC0, '\n'}, new byte[(1 << 20) + 1]}) {
            Files.write(file, bytes);
            assertThatThrownBy(() -> WitnessConfig.read(file)).isInstanceOf(ConfigException.class);
        }
    }

    @Test
    void aKeyComesBackIsForItsOwnerOnlyAndIsNeverOverwritten() throws Exception {
        Path other = folder.resolve("other.key");
        Cosigner made = WitnessKeyFile.create(other, "witness.example/w2");
        assertThat(WitnessKeyFile.read(other).key()).isEqualTo(made.key());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(other)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> WitnessKeyFile.create(other, "x")).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(WitnessKeyFile.read(other).key()).isEqualTo(made.key());

        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> WitnessKeyFile.read(other)).hasMessageContaining("rw------- at most");
    }

    @Test
    void aBrokenKeyFileIsRefusedWithoutShowingIt() throws Exception {
        String sound = Files.readString(keyFile, StandardCharsets.UTF_8);
        String secret = sound.substring(sound.indexOf("key ") + 4).strip();
        for (String broken : new String[] {
            sound.replace("/v1", "/v2"),
            sound.replace("name ", "nome "),
            sound.replace("w1", "w 1"),
            sound.replace("witness.example/w1", ""),
            sound.replace(secret, secret.substring(4)),
            sound.replace(secret, secret + "A"),
            sound + "more\n",
            sound.strip(),
        }) {
            Files.writeString(keyFile, broken);
            ConfigException e = catchThrowableOfType(ConfigException.class, () -> WitnessKeyFile.read(keyFile));
            assertThat(e).as(broken.replace(secret, "…")).isNotNull();
            assertThat(String.valueOf(e.getMessage())).doesNotContain(secret.substring(4, 12));
        }
    }
}
