package org.wangchuan.platform.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates from Pebble, the authority that the people of Let's Encrypt test clients with: a real one but for its name. */
@Tag("slow")
final class AcmeTest {
    private static final String NAME = "shop.example.org";

    @TempDir
    Path folder;

    private Path file;
    private Pebble pebble;

    @BeforeEach
    void begin() throws Exception {
        file = folder.resolve("tls").resolve("own.pem");
        pebble = Pebble.start(folder);
    }

    @AfterEach
    void end() {
        pebble.close();
    }

    @Test
    void aNameGetsItsCertificateAndKeepsItUntilItIsDue() throws Exception {
        assertThat(acme(NAME, pebble.ca()).code()).isZero();

        String pem = Files.readString(file);
        assertThat(pem).contains("BEGIN CERTIFICATE", "PRIVATE KEY");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.resolveSibling("account.key"))))
                .isEqualTo("rw-------");
        Instant until = new OwnCertificate(file, InstantSource.system()).until();
        assertThat(until)
                .isBetween(
                        Instant.now().plus(Duration.ofDays(89)), Instant.now().plus(Duration.ofDays(91)));
        assertThat(due(NAME, Instant.now())).isFalse();
        assertThat(due(NAME, until.minus(Duration.ofDays(31)))).isFalse();
        assertThat(due(NAME, until.minus(Duration.ofDays(29)))).isTrue();
        assertThat(due("other.example.org", Instant.now())).isTrue();

        Said again = acme(NAME, pebble.ca());
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains(until.toString());
        assertThat(Files.readString(file)).as("it is not due").isEqualTo(pem);

        assertThat(acme("other.example.org", pebble.ca()).code()).isZero();
        assertThat(Files.readString(file)).as("another name").isNotEqualTo(pem);
        assertThat(due("other.example.org", Instant.now())).isFalse();
    }

    @Test
    void whatIsRefusedLeavesWhatIsThere() throws Exception {
        assertThat(acme(NAME, pebble.ca()).code()).isZero();
        String pem = Files.readString(file);

        Said blocked = acme("blocked-domain.example", pebble.ca());
        assertThat(blocked.code()).as("none for this name").isEqualTo(4);
        assertThat(blocked.err()).startsWith("ACME_REFUSED: ");
        assertThat(Files.readString(file)).isEqualTo(pem);

        pebble.forgetAddresses();
        Said nowhere = acme("moved.example.org", pebble.ca());
        assertThat(nowhere.code()).as(nowhere.err()).isEqualTo(4);
        assertThat(nowhere.err()).startsWith("ACME_REFUSED: ");
        assertThat(Files.readString(file)).isEqualTo(pem);
        assertThat(acme(NAME, pebble.ca()).code()).as("not due").isZero();

        Files.writeString(file, "no certificate");
        assertThat(acme(NAME, pebble.ca()).code()).isEqualTo(4);
        pebble.findAddresses();
        assertThat(acme(NAME, pebble.ca()).code()).as("damaged is due").isZero();
    }

    @Test
    void anAuthorityThatNobodyVouchesForIsNotAsked() throws Exception {
        Said stranger = acme(NAME, Optional.empty());
        assertThat(stranger.code()).as("none at all").isEqualTo(4);
        assertThat(stranger.err()).startsWith("ACME_REFUSED: ");
        assertThat(file).doesNotExist();
    }

    private boolean due(String name, Instant at) throws IOException {
        return new OwnCertificate(file, InstantSource.fixed(at)).isDue(name);
    }

    private record Said(int code, String out, String err) {}

    /** As {@code up} does it: what is trusted there is a matter of the whole process. */
    private Said acme(String name, Optional<Path> ca) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AcmeMain.class.getName(),
                file.toString(),
                name,
                pebble.directory().toString(),
                Integer.toString(pebble.port())));
        ca.ifPresent(pem -> command.add(pem.toString()));
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return new Said(process.exitValue(), Files.readString(out), withoutNotes(err));
    }

    /** The log of the library is not there in this class path's way; what we say is the last line. */
    private static String withoutNotes(Path err) throws IOException {
        return Files.readString(err, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .reduce((_, last) -> last)
                .orElse("");
    }
}
