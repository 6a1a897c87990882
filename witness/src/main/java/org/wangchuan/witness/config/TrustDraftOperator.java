package org.wangchuan.witness.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.trust.TrustList.EarlierPolicy;
import org.wangchuan.proof.trust.TrustList.Operator;
import org.wangchuan.proof.trust.TrustList.Station;
import org.wangchuan.witness.config.ConfigLines.Line;

/** The part of a draft that is about one operator, while it is read. */
final class TrustDraftOperator {
    private static final String STATION_FORM = "KEY from INDEX, or KEY from INDEX until INDEX";
    private static final Pattern EARLIER = Pattern.compile("(.+?)[ \t]+until[ \t]+([^ \t]+)");
    private static final String EARLIER_FORM = "FILE until SIZE, or none until SIZE";
    private static final int OPEN_ITEMS = 3;
    private static final int ENDED_ITEMS = 5;
    private static final int EARLIER_MAX = 256;

    private final ConfigLines lines;
    private final Line begin;
    private final Map<VerifierKey, Integer> logs = new LinkedHashMap<>();
    private final List<Placed> stations = new ArrayList<>();
    private final Map<PublicKey, List<Placed>> ranges = new HashMap<>();
    private final List<EarlierPolicy> earlier = new ArrayList<>();

    /** A range, and the line that says it. */
    private record Placed(Station station, int line) {
        boolean overlaps(Station other) {
            return other.firstIndex() < station.endIndex().orElse(Long.MAX_VALUE)
                    && station.firstIndex() < other.endIndex().orElse(Long.MAX_VALUE);
        }
    }

    TrustDraftOperator(ConfigLines lines, Line begin) {
        this.lines = lines;
        this.begin = begin;
    }

    /** Where its part begins. */
    int line() {
        return begin.number();
    }

    /** {@code log VKEY}. */
    VerifierKey addLog(Line line) throws ConfigException {
        VerifierKey key;
        try {
            key = VerifierKey.parse(line.value());
        } catch (VerificationException e) {
            throw lines.bad(line.number(), "a log's key: " + e.expected(), e.found());
        }
        if (!logs.isEmpty()) {
            String origin = logs.keySet().iterator().next().name();
            if (!key.name().equals(origin)) {
                throw lines.bad(line.number(), "keys of the operator's one log, " + origin, "one of " + key.name());
            }
        }
        Integer before = logs.putIfAbsent(key, line.number());
        if (before != null) {
            throw lines.bad(line.number(), "each key of a log once", "the one of line " + before + " once more");
        }
        return key;
    }

    /** {@code station KEY from INDEX [until INDEX]}. */
    PublicKey addStation(Line line) throws ConfigException {
        List<String> items = line.items();
        boolean isEnded = items.size() == ENDED_ITEMS && items.get(3).equals("until");
        if ((items.size() != OPEN_ITEMS && !isEnded) || !items.get(1).equals("from")) {
            throw lines.bad(line.number(), STATION_FORM, line.value());
        }
        PublicKey key;
        try {
            key = PublicKey.parse(items.getFirst());
        } catch (VerificationException e) {
            throw lines.bad(
                    line.number(),
                    "a station's key, as ./wangchuan trust station-key prints it there: " + e.expected(),
                    e.found());
        }
        long from = lines.natural(line, items.get(2), 0, JsonValue.Whole.MAX);
        Optional<Long> until = Optional.empty();
        if (isEnded) {
            until = Optional.of(lines.natural(line, items.get(4), 0, JsonValue.Whole.MAX));
            if (until.get() <= from) {
                throw lines.bad(line.number(), "an index above " + from + " after until", until.get() + "");
            }
        }
        addRange(line, new Station(key, from, until));
        return key;
    }

    private void addRange(Line line, Station station) throws ConfigException {
        List<Placed> own = ranges.computeIfAbsent(station.key(), _ -> new ArrayList<>());
        for (Placed before : own) {
            if (before.overlaps(station)) {
                throw lines.bad(
                        line.number(),
                        "ranges of one station that don't overlap",
                        station.range() + ", and " + before.station().range() + " on line " + before.line());
            }
        }
        Placed placed = new Placed(station, line.number());
        own.add(placed);
        stations.add(placed);
    }

    /** {@code earlier-witnesses FILE until SIZE}. */
    void addEarlier(Line line, TrustDraftPolicies policies) throws ConfigException {
        Matcher parts = EARLIER.matcher(line.value());
        if (!parts.matches()) {
            throw lines.bad(line.number(), EARLIER_FORM, line.value());
        }
        long least = earlier.isEmpty() ? 1 : earlier.getLast().endSize() + 1;
        long end = lines.natural(line, parts.group(2), least, JsonValue.Whole.MAX);
        String policy = parts.group(1).equals("none") ? "" : policies.read(line, parts.group(1));
        earlier.add(new EarlierPolicy(end, policy));
        if (earlier.size() > EARLIER_MAX) {
            throw lines.bad(
                    line.number(), "at most " + EARLIER_MAX + " lines earlier-witnesses of an operator", "more");
        }
    }

    void requireWhole() throws ConfigException {
        if (logs.isEmpty()) {
            throw lines.bad(line(), "a line log for this operator", "none");
        }
        if (stations.isEmpty()) {
            throw lines.bad(line(), "a line station for this operator", "none");
        }
    }

    /** What each of its keys is, and the line that says it: none of them can be a witness. */
    Map<PublicKey, String> keys() {
        Map<PublicKey, String> out = new HashMap<>();
        logs.forEach((key, line) -> out.put(key.key(), "the log key of line " + line));
        stations.forEach(placed -> out.put(placed.station().key(), "the station of line " + placed.line()));
        return out;
    }

    Operator toOperator() {
        return new Operator(
                begin.value(),
                List.copyOf(logs.keySet()),
                stations.stream().map(Placed::station).toList(),
                earlier);
    }
}
