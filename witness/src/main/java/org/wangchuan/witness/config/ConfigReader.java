package org.wangchuan.witness.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.witness.WatchedLog;

/** Reads one configuration file, line by line. */
final class ConfigReader {
    private static final int BYTES_MAX = 1 << 20;
    private static final int LOGS_MAX = 4096;
    private static final String PREFIX_FORM = "(/[A-Za-z0-9._~-]+)*";

    private final Path file;
    private final Map<String, String> single = new HashMap<>();
    private final Map<String, List<VerifierKey>> logs = new LinkedHashMap<>();
    private int line;

    ConfigReader(Path file) {
        this.file = file;
    }

    WitnessConfig read() throws ConfigException {
        for (String each : TextFile.read(file, BYTES_MAX).split("\n", -1)) {
            line++;
            String text = each.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                readLine(text);
            }
        }
        line = 0;
        if (logs.isEmpty()) {
            throw bad("at least one log", "none");
        }
        List<WatchedLog> watched = new ArrayList<>();
        logs.forEach((origin, keys) -> watched.add(new WatchedLog(origin, keys)));
        return new WitnessConfig(
                WitnessKeyFile.read(path("key")),
                path("state"),
                ListenAddress.parse(required("listen")),
                prefix(single.getOrDefault("prefix", "")),
                watched);
    }

    private void readLine(String text) throws ConfigException {
        String[] parts = text.split("[ \t]+", 2);
        if (parts.length < 2) {
            throw bad("a word and its value", parts[0]);
        }
        switch (parts[0]) {
            case "log" -> readLog(parts[1]);
            case "key", "state", "listen", "prefix" -> {
                if (single.putIfAbsent(parts[0], parts[1]) != null) {
                    throw bad("one line " + parts[0], "a second one");
                }
            }
            default -> throw bad("key, state, listen, prefix or log", parts[0]);
        }
    }

    /** {@code log VKEY [ORIGIN]}: an origin may have spaces, and is the key's name if it is left out. */
    private void readLog(String value) throws ConfigException {
        String[] parts = value.split("[ \t]+", 2);
        VerifierKey key;
        try {
            key = VerifierKey.parse(parts[0]);
        } catch (VerificationException e) {
            throw bad("a log's key: " + e.expected(), e.found());
        }
        String origin = parts.length == 2 ? parts[1] : key.name();
        List<VerifierKey> keys = logs.computeIfAbsent(origin, _ -> new ArrayList<>());
        if (keys.contains(key)) {
            throw bad("each key of a log once", key.name() + " once more");
        }
        keys.add(key);
        if (logs.size() > LOGS_MAX) {
            throw bad("at most " + LOGS_MAX + " logs", "more");
        }
    }

    private String required(String word) throws ConfigException {
        String value = single.get(word);
        if (value == null) {
            throw bad("a line " + word, "none");
        }
        return value;
    }

    private Path path(String word) throws ConfigException {
        try {
            return file.toAbsolutePath().resolveSibling(required(word)).normalize();
        } catch (InvalidPathException e) {
            throw bad("a path as " + word, "another text");
        }
    }

    private String prefix(String text) throws ConfigException {
        if (!text.matches(PREFIX_FORM)) {
            throw bad("a prefix like /witness", text);
        }
        return text;
    }

    private ConfigException bad(String expected, String found) {
        return new ConfigException(line == 0 ? file.toString() : file + " line " + line, expected, found);
    }
}
