package org.wangchuan.witness.config;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.trust.TrustedProducer;
import org.wangchuan.proof.trust.TrustedProducer.Accepts;
import org.wangchuan.proof.trust.TrustedProducer.Least;
import org.wangchuan.witness.config.ConfigLines.Line;

/** The part of a draft that is about one producer, while it is read. */
final class TrustDraftProducer {
    private static final int ACCEPTS_ITEMS_MIN = 3;
    private static final int LEAST_ITEMS = 2;

    private final ConfigLines lines;
    private final Line begin;
    private final List<VerifierKey> keys = new ArrayList<>();
    private final List<VerifierKey> retired = new ArrayList<>();
    private final List<String> makers = new ArrayList<>();
    private final List<Accepts> accepts = new ArrayList<>();
    private final List<Least> least = new ArrayList<>();

    TrustDraftProducer(ConfigLines lines, Line begin) {
        this.lines = lines;
        this.begin = begin;
    }

    /** Where its part begins. */
    int line() {
        return begin.number();
    }

    /** {@code producer-key VKEY}. */
    void addKey(Line line) throws ConfigException {
        keys.add(key(line));
    }

    /** {@code producer-retired VKEY}: one that was its own, and counts for nothing. */
    void addRetired(Line line) throws ConfigException {
        retired.add(key(line));
    }

    private VerifierKey key(Line line) throws ConfigException {
        try {
            return VerifierKey.parse(line.value());
        } catch (VerificationException e) {
            throw lines.bad(line.number(), "a producer's key: " + e.expected(), e.found());
        }
    }

    /** {@code producer-makers MAKER}: one word or name on each line, since a maker's may have blanks in it. */
    void addMaker(Line line) throws ConfigException {
        if (!Phone.isLine(line.value()) || makers.contains(line.value())) {
            throw lines.bad(
                    line.number(), "a maker as its phones tell it, at most 64 characters, each once", line.value());
        }
        makers.add(line.value());
    }

    /** {@code producer-accepts POLICY VERSION CLAUSE…}. */
    void addAccepts(Line line) throws ConfigException {
        List<String> items = line.items();
        if (items.size() < ACCEPTS_ITEMS_MIN) {
            throw lines.bad(line.number(), "POLICY VERSION CLAUSE, and more clauses perhaps", line.value());
        }
        accepts.add(new Accepts(items.get(0), items.get(1), items.subList(2, items.size())));
    }

    /** {@code producer-least NUMBER SEQUENCE}. */
    void addLeast(Line line) throws ConfigException {
        List<String> items = line.items();
        if (items.size() != LEAST_ITEMS) {
            throw lines.bad(line.number(), "NUMBER SEQUENCE", line.value());
        }
        least.add(new Least(items.getFirst(), lines.natural(line, items.getLast(), 1, Integer.MAX_VALUE)));
    }

    void requireWhole() throws ConfigException {
        if (keys.isEmpty() && retired.isEmpty()) {
            throw lines.bad(line(), "a line producer-key or producer-retired for this producer", "none");
        }
        if (makers.isEmpty()) {
            throw lines.bad(line(), "a line producer-makers for this producer", "none");
        }
        if (makers.size() > TrustedProducer.MAKERS_MAX) {
            throw lines.bad(
                    line(), "at most " + TrustedProducer.MAKERS_MAX + " lines producer-makers", makers.size() + "");
        }
    }

    TrustedProducer toProducer() {
        return new TrustedProducer(begin.value(), keys, retired, makers, accepts, least);
    }
}
