package org.wangchuan.witness.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.policy.WitnessPolicy;
import org.wangchuan.witness.append.Sequencer.Padding;

/**
 * How a log that others append to is to be run.
 *
 * @param signer name (the log's origin) and key, from the key file
 * @param folder of the log; with a bucket, of what the log keeps on this machine
 * @param bucket where the log lies instead, such as {@code s3://bucket/prefix}; not looked at here
 * @param listen where it listens; port 0 for any free one
 * @param interval from the first entry to the batch, at most
 * @param stations that may append: at least one, with different names
 * @param witnesses who must cosign a checkpoint before it is published; without them each is published at once
 */
public record AppendConfig(
        NoteSigner signer,
        Path folder,
        Optional<String> bucket,
        InetSocketAddress listen,
        Duration interval,
        Padding padding,
        List<VerifierKey> stations,
        Optional<Witnesses> witnesses) {
    private static final int STATIONS_MAX = 4096;
    private static final int INTERVAL_MILLIS = 100;
    private static final int INTERVAL_MILLIS_MIN = 10;
    private static final int INTERVAL_MILLIS_MAX = 3_600_000;
    private static final int IDLE_INTERVAL_MILLIS_MIN = 1000;
    private static final int COSIGN_MILLIS = 1000;
    private static final int COSIGN_MILLIS_MIN = 100;
    private static final Set<String> ONCE = Set.of(
            "key",
            "folder",
            "bucket",
            "listen",
            "interval",
            "padding",
            "padding-when-idle",
            "witnesses",
            "cosign-every");

    /**
     * Who is asked to cosign.
     *
     * @param every how long from one round of asking to the next, at least
     */
    public record Witnesses(WitnessPolicy policy, Duration every) {}

    public AppendConfig {
        stations = List.copyOf(stations);
    }

    /**
     * Reads the file and the key file that it names. Lines are a word and its value; those that begin with {@code #}
     * are comments. {@code key}, {@code folder} and {@code listen} stand once, {@code bucket}, {@code interval} (milliseconds, 10 to
     * 3 600 000), {@code padding} (0 to 8192), {@code padding-when-idle} (yes or no), {@code witnesses} (the file of a C2SP
     * tlog-policy without log lines) and {@code cosign-every} (milliseconds, 100 to 3 600 000) at most once, {@code station} at
     * least once. Paths are relative to the file's folder.
     *
     * @throws ConfigException with the line
     */
    public static AppendConfig read(Path file) throws ConfigException {
        ConfigLines lines = ConfigLines.read(
                file,
                ONCE,
                "station",
                "key, folder, bucket, listen, interval, padding, padding-when-idle, witnesses, cosign-every or station");
        List<VerifierKey> stations = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ConfigLines.Line line : lines.repeated()) {
            VerifierKey station = station(lines, line);
            if (!names.add(station.name())) {
                throw lines.bad(line.number(), "each station's name once", station.name() + " once more");
            }
            stations.add(station);
        }
        if (stations.isEmpty() || stations.size() > STATIONS_MAX) {
            throw lines.bad("1 to " + STATIONS_MAX + " lines station", stations.size() + "");
        }
        int interval = lines.number("interval", INTERVAL_MILLIS, INTERVAL_MILLIS_MIN, INTERVAL_MILLIS_MAX);
        NoteSigner signer = LogKeyFile.read(lines.path("key"), LogKeyFile.Use.LOG);
        return new AppendConfig(
                signer,
                lines.path("folder"),
                Optional.of(lines.optional("bucket", "")).filter(bucket -> !bucket.isEmpty()),
                ListenAddress.parse(lines.required("listen")),
                Duration.ofMillis(interval),
                padding(lines, interval),
                stations,
                witnesses(lines, signer));
    }

    private static Optional<Witnesses> witnesses(ConfigLines lines, NoteSigner signer) throws ConfigException {
        int every = lines.number("cosign-every", COSIGN_MILLIS, COSIGN_MILLIS_MIN, INTERVAL_MILLIS_MAX);
        if (lines.optional("witnesses", "").isEmpty()) {
            if (!lines.optional("cosign-every", "").isEmpty()) {
                throw lines.bad("with cosign-every a line witnesses", "none");
            }
            return Optional.empty();
        }
        WitnessPolicy policy = WitnessPolicyFile.read(lines.path("witnesses"), signer.verifierKey())
                .policy();
        return Optional.of(new Witnesses(policy, Duration.ofMillis(every)));
    }

    /** When its checkpoints are published. */
    public TileLog.Publication publication() {
        return witnesses.isPresent() ? TileLog.Publication.WHEN_COSIGNED : TileLog.Publication.AT_ONCE;
    }

    private static VerifierKey station(ConfigLines lines, ConfigLines.Line line) throws ConfigException {
        try {
            return VerifierKey.parse(line.value());
        } catch (VerificationException e) {
            throw lines.bad(line.number(), "a station's key: " + e.expected(), e.found());
        }
    }

    private static Padding padding(ConfigLines lines, int intervalMillis) throws ConfigException {
        int multiple = lines.number("padding", 0, 0, TileLog.BATCH_MAX);
        String whenIdle = lines.optional("padding-when-idle", "no");
        if (!whenIdle.equals("no") && !whenIdle.equals("yes")) {
            throw lines.bad("yes or no as padding-when-idle", whenIdle);
        }
        boolean isIdle = whenIdle.equals("yes");
        if (isIdle && (multiple == 0 || intervalMillis < IDLE_INTERVAL_MILLIS_MIN)) {
            // The log grows for ever, also when nobody uses it.
            throw lines.bad(
                    "with padding-when-idle a padding, and an interval of at least " + IDLE_INTERVAL_MILLIS_MIN,
                    "padding " + multiple + ", interval " + intervalMillis);
        }
        return new Padding(multiple, isIdle);
    }
}
