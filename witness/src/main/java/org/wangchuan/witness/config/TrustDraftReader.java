package org.wangchuan.witness.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.witness.config.ConfigLines.Line;

/**
 * Reads the draft of a trust list. A list refuses by itself most of what is refused here, but can't say on which line of the draft it stands.
 */
final class TrustDraftReader {
    private static final Set<String> WORDS = Set.of(
            "operator",
            "log",
            "station",
            "earlier-witnesses",
            "witnesses",
            "offline-hours",
            "producer",
            "producer-key",
            "producer-retired",
            "producer-makers",
            "producer-accepts",
            "producer-least");
    private static final String SENTENCE =
            "operator, log, station, earlier-witnesses, witnesses, offline-hours, producer, producer-key,"
                    + " producer-retired, producer-makers, producer-accepts or producer-least";
    private static final long HOUR_SECONDS = 3_600;

    private final ConfigLines lines;
    private final TrustDraftPolicies policies;
    private final List<TrustDraftOperator> operators = new ArrayList<>();
    private final List<TrustDraftProducer> producers = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Integer> names = new HashMap<>();
    private final Map<String, Integer> producerNames = new HashMap<>();
    private final Map<String, TrustDraftOperator> origins = new HashMap<>();
    private final Map<PublicKey, TrustDraftOperator> masters = new HashMap<>();
    private boolean isPartOfProducer;
    private String witnessPolicy = "";
    private long offlineSecondsMax = TrustList.OFFLINE_SECONDS_DEFAULT;

    TrustDraftReader(Path file) throws ConfigException {
        lines = ConfigLines.readInOrder(file, WORDS, SENTENCE);
        policies = new TrustDraftPolicies(lines);
    }

    TrustDraft read() throws ConfigException {
        for (Line line : lines.repeated()) {
            switch (line.word()) {
                case "operator" -> begin(line);
                case "log" -> readLog(line, operator(line));
                case "station" -> readStation(line, operator(line));
                case "producer" -> beginProducer(line);
                case "producer-key" -> producer(line).addKey(line);
                case "producer-retired" -> producer(line).addRetired(line);
                case "producer-makers" -> producer(line).addMaker(line);
                case "producer-accepts" -> producer(line).addAccepts(line);
                case "producer-least" -> producer(line).addLeast(line);
                case "earlier-witnesses" -> operator(line).addEarlier(line, policies);
                default -> readForAll(line);
            }
        }
        if (operators.isEmpty() && producers.isEmpty()) {
            throw lines.bad("a line operator", "none");
        }
        for (TrustDraftOperator operator : operators) {
            operator.requireWhole();
        }
        for (TrustDraftProducer producer : producers) {
            producer.requireWhole();
        }
        policies.requireNobodyJudgesHimself(operators);
        return new TrustDraft(
                operators.stream().map(TrustDraftOperator::toOperator).toList(),
                witnessPolicy,
                offlineSecondsMax,
                policies.all(),
                producers.stream().map(TrustDraftProducer::toProducer).toList());
    }

    /** What holds for all operators stands above the first: within the part of one it would look as if it held for that one. */
    private void readForAll(Line line) throws ConfigException {
        if (!operators.isEmpty()) {
            throw lines.bad(
                    line.number(),
                    line.word() + " above the first operator: it holds for all of them",
                    "it below the operator of line " + operators.getLast().line());
        }
        if (!producers.isEmpty()) {
            throw lines.bad(
                    line.number(),
                    line.word() + " above the first producer: it holds for all of the list",
                    "it below the producer of line " + producers.getLast().line());
        }
        if (!seen.add(line.word())) {
            throw lines.bad(line.number(), "one line " + line.word(), "a second one");
        }
        if (line.word().equals("witnesses")) {
            witnessPolicy = policies.read(line, line.value());
        } else {
            long hours = lines.natural(line, line.value(), 1, TrustList.OFFLINE_SECONDS_LIMIT / HOUR_SECONDS);
            offlineSecondsMax = hours * HOUR_SECONDS;
        }
    }

    private void begin(Line line) throws ConfigException {
        if (!TrustList.isOperatorName(line.value())) {
            throw lines.bad(
                    line.number(), "an operator's name that prints on one line, of at most 200 characters", "another");
        }
        Integer before = names.putIfAbsent(line.value(), line.number());
        if (before != null) {
            throw lines.bad(line.number(), "each operator once", "the one of line " + before + " once more");
        }
        operators.add(new TrustDraftOperator(lines, line));
        isPartOfProducer = false;
    }

    private void beginProducer(Line line) throws ConfigException {
        if (!TrustList.isOperatorName(line.value())) {
            throw lines.bad(
                    line.number(), "a producer's name that prints on one line, of at most 200 characters", "another");
        }
        Integer before = producerNames.putIfAbsent(line.value(), line.number());
        if (before != null) {
            throw lines.bad(line.number(), "each producer once", "the one of line " + before + " once more");
        }
        producers.add(new TrustDraftProducer(lines, line));
        isPartOfProducer = true;
    }

    private TrustDraftProducer producer(Line line) throws ConfigException {
        if (producers.isEmpty()) {
            throw lines.bad(line.number(), "a line producer above the first " + line.word(), "none");
        }
        requirePart(line, true);
        return producers.getLast();
    }

    private TrustDraftOperator operator(Line line) throws ConfigException {
        if (operators.isEmpty()) {
            throw lines.bad(line.number(), "a line operator above the first " + line.word(), "none");
        }
        requirePart(line, false);
        return operators.getLast();
    }

    /** Below the other's part it would look as if it belonged there. */
    private void requirePart(Line line, boolean ofProducer) throws ConfigException {
        if (isPartOfProducer != ofProducer) {
            throw lines.bad(
                    line.number(),
                    line.word() + " in the part of " + (ofProducer ? "a producer" : "an operator"),
                    "it below "
                            + (ofProducer
                                    ? "the operator of line "
                                            + operators.getLast().line()
                                    : "the producer of line "
                                            + producers.getLast().line()));
        }
    }

    private void readLog(Line line, TrustDraftOperator operator) throws ConfigException {
        VerifierKey key = operator.addLog(line);
        TrustDraftOperator master = origins.putIfAbsent(key.name(), operator);
        if (master != null && master != operator) {
            throw lines.bad(
                    line.number(),
                    "each log with one operator",
                    key.name() + ", which the operator of line " + master.line() + " has");
        }
    }

    private void readStation(Line line, TrustDraftOperator operator) throws ConfigException {
        PublicKey key = operator.addStation(line);
        TrustDraftOperator master = masters.putIfAbsent(key, operator);
        if (master != null && master != operator) {
            throw lines.bad(
                    line.number(),
                    "each station with one operator",
                    "a station that the operator of line " + master.line() + " has");
        }
    }
}
