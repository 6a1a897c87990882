package org.wangchuan.witness.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.witness.WatchedLog;

/** Reads the configuration file of a witness. */
final class ConfigReader {
    private static final int LOGS_MAX = 4096;
    private static final String PREFIX_FORM = "(/[A-Za-z0-9._~-]+)*";
    private static final Set<String> ONCE = Set.of("key", "state", "listen", "prefix");

    private final Path file;
    private final Map<String, List<VerifierKey>> logs = new LinkedHashMap<>();

    ConfigReader(Path file) {
        this.file = file;
    }

    WitnessConfig read() throws ConfigException {
        ConfigLines lines = ConfigLines.read(file, ONCE, "log", "key, state, listen, prefix or log");
        for (ConfigLines.Line line : lines.repeated()) {
            readLog(lines, line);
        }
        if (logs.isEmpty()) {
            throw lines.bad("at least one log", "none");
        }
        List<WatchedLog> watched = new ArrayList<>();
        logs.forEach((origin, keys) -> watched.add(new WatchedLog(origin, keys)));
        String prefix = lines.optional("prefix", "");
        if (!prefix.matches(PREFIX_FORM)) {
            throw lines.bad("a prefix like /witness", prefix);
        }
        return new WitnessConfig(
                WitnessKeyFile.read(lines.path("key")),
                lines.path("state"),
                ListenAddress.parse(lines.required("listen")),
                prefix,
                watched);
    }

    /** {@code log VKEY [ORIGIN]}: an origin may have spaces, and is the key's name if it is left out. */
    private void readLog(ConfigLines lines, ConfigLines.Line line) throws ConfigException {
        String[] parts = line.value().split("[ \t]+", 2);
        VerifierKey key;
        try {
            key = VerifierKey.parse(parts[0]);
        } catch (VerificationException e) {
            throw lines.bad(line.number(), "a log's key: " + e.expected(), e.found());
        }
        String origin = parts.length == 2 ? parts[1] : key.name();
        List<VerifierKey> keys = logs.computeIfAbsent(origin, _ -> new ArrayList<>());
        if (keys.contains(key)) {
            throw lines.bad(line.number(), "each key of a log once", key.name() + " once more");
        }
        keys.add(key);
        if (logs.size() > LOGS_MAX) {
            throw lines.bad(line.number(), "at most " + LOGS_MAX + " logs", "more");
        }
    }
}
