package org.wangchuan.platform.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.witness.WatchedLog;
import org.wangchuan.witness.config.LogKeyFile;
import org.wangchuan.witness.config.WitnessConfig;
import org.wangchuan.witness.server.WitnessServer;

/** A certificate that was refused for what passes comes later, and keeps no other waiting. */
@Tag("slow")
final class LateCertificateTest {
    private static final String ORIGIN = "late.example/log";
    private static final Duration AN_HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    /** How far the witness's clock is behind. */
    private final AtomicReference<Duration> behind = new AtomicReference<>(AN_HOUR);

    @Test
    void aStationThatIsAheadOfTheWitnessGetsItsCertificateOfALaterCheckpoint() throws Exception {
        Path data = Files.createDirectory(
                folder.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        NoteSigner log = LogKeyFile.create(data.resolve("log.key"), ORIGIN, LogKeyFile.Use.LOG);
        try (WitnessServer witness = WitnessServer.start(
                        new WitnessConfig(
                                new Cosigner("witness.example", SigningKey.generate()),
                                folder.resolve("witness-state"),
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                "",
                                List.of(new WatchedLog(ORIGIN, List.of(log.verifierKey())))),
                        () -> Instant.now().minus(behind.get()),
                        line -> {});
                LogPlatform platform = LogPlatform.start(
                        data,
                        "--wangchuan.witnesses="
                                + Files.writeString(
                                        folder.resolve("policy.txt"),
                                        "witness w " + witness.key() + " " + witness.uri() + "\nquorum w\n"))) {
            UUID site = platform.newSite();
            SigningStation fast = platform.newStation(site);
            SigningStation right = platform.newStation(site);
            // Within the day that clocks may differ by, for this platform, and beyond it for the witness.
            String ahead = fast.receipt(SigningStation.Said.good("S-" + UUID.randomUUID(), "A")
                    .at(Instant.now().plus(Duration.ofDays(1)).minus(Duration.ofMinutes(20))));
            assertThat(LogPlatform.send(fast, ahead).status()).isEqualTo(200);
            LogPlatform.await(() -> nextTry(platform, ahead).isPresent());
            assertThat(platform.placed(ahead).problem()).isEmpty();

            String other = LogPlatform.receipt(right);
            assertThat(LogPlatform.send(right, other).status()).isEqualTo(200);
            platform.awaitCertificate(other);
            assertThat(platform.placed(ahead).certificate()).isEmpty();
            assertThat(nextTry(platform, ahead).orElseThrow())
                    .as("no sooner than after a pause")
                    .isAfter(Instant.now().plus(Duration.ofSeconds(20)));

            behind.set(Duration.ZERO);
            platform.jdbc()
                    .sql("UPDATE ledger.statement SET log_next_try = now() WHERE log_next_try IS NOT NULL")
                    .update();
            String later = LogPlatform.receipt(right);
            assertThat(LogPlatform.send(right, later).status()).isEqualTo(200);
            platform.awaitCertificate(later);
            platform.awaitCertificate(ahead);
        }
    }

    private static Optional<Instant> nextTry(LogPlatform platform, String receipt) {
        return platform.jdbc()
                .sql("SELECT log_next_try FROM ledger.statement WHERE event_id = ? AND log_next_try IS NOT NULL")
                .param(StatementEntries.of(receipt).clearing().eventId())
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }
}
