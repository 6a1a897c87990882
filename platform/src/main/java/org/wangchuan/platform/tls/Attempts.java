package org.wangchuan.platform.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeMap;
import org.wangchuan.platform.setting.PrivateFile;
import org.wangchuan.platform.tls.AcmeFault.Code;

/**
 * How often an authority was asked for a name, in a file, so that no number of starts asks it too often: authorities lock out a name that
 * failed five times in an hour, or got the same certificate five times in a week. An attempt is counted before it is made; one that failed
 * before the authority was told to look at this host is taken back. The others of {@link #PAIRS_MAX} names and authorities are kept beside it,
 * without their orders. Not thread-safe; whoever has it holds the lock beside it.
 */
final class Attempts {
    /** Within {@link #HOUR}; Let's Encrypt's limit is five. */
    static final int FAILED_MAX = 4;

    static final Duration HOUR = Duration.ofHours(1);

    /** Certificates within {@link #WEEK} though the one before was not due: because its file was lost. Let's Encrypt's limit is five. */
    static final int GOT_MAX = 4;

    static final Duration WEEK = Duration.ofDays(7);

    /** After an attempt that was refused; doubled with each. */
    private static final Duration REFUSED_FIRST = Duration.ofMinutes(15);

    private static final Duration REFUSED_MOST = Duration.ofHours(4);

    /** After one that reached nobody, and so counts with nobody: a shop's router often comes up after its computer. */
    private static final Duration UNREACHABLE_FIRST = Duration.ofSeconds(30);

    private static final Duration UNREACHABLE_MOST = Duration.ofHours(1);
    private static final int DOUBLINGS_MAX = 10;

    /** Of a name with an authority; the one that was asked for longest ago is forgotten. */
    static final int PAIRS_MAX = 10;

    private static final int WHY_MAX = 500;

    private static final Set<Code> COUNTED = EnumSet.of(Code.ACME_REFUSED, Code.ACME_RATE_LIMITED, Code.ACME_ANSWER);

    /** What another command or another clock may mend: whoever gives it is not kept waiting. */
    private static final Set<Code> OF_THIS_MACHINE =
            EnumSet.of(Code.ACME_TERMS, Code.ACME_PORT, Code.ACME_CA, Code.ACME_UNTRUSTED, Code.ACME_CLOCK);

    private static final Set<Code> UNREACHED = EnumSet.of(Code.ACME_UNREACHABLE, Code.ACME_UNTRUSTED, Code.ACME_CLOCK);

    private static final String NAME = "name";
    private static final String SERVER = "server";
    private static final String TRIED = "tried";
    private static final String GOT = "got";
    private static final String FAILURES = "failures";
    private static final String NOT_BEFORE = "not-before";
    private static final String NEXT = "next";
    private static final String WHY = "why";
    private static final String ORDER = "order";
    private static final List<String> KEYS = List.of(NAME, SERVER, TRIED, GOT, FAILURES, NOT_BEFORE, NEXT, WHY, ORDER);

    private final Path file;
    private final InstantSource clock;
    private final Map<String, String> kept = new TreeMap<>();
    private final List<Map<String, String>> others = new ArrayList<>();
    private boolean isChallenged;

    /** What is known of this name at this authority; nothing if it was not asked for lately. */
    Attempts(Path file, String name, URI server, InstantSource clock) throws IOException {
        this.file = file;
        this.clock = clock;
        Properties all = new Properties();
        if (Files.exists(file)) {
            try {
                all.load(new StringReader(Files.readString(file, StandardCharsets.ISO_8859_1)));
            } catch (IllegalArgumentException e) {
                all.clear(); // not ours; it is written anew
            }
        }
        for (int i = 0; i < PAIRS_MAX; i++) {
            String prefix = prefix(i);
            Map<String, String> one = new TreeMap<>();
            for (String key : KEYS) {
                Optional.ofNullable(all.getProperty(prefix + key)).ifPresent(value -> one.put(key, value));
            }
            boolean isAsked = name.equals(one.get(NAME)) && server.toString().equals(one.get(SERVER));
            if (isAsked && kept.isEmpty()) {
                kept.putAll(one);
            } else if (one.containsKey(NAME) && one.containsKey(SERVER) && !isAsked) {
                one.remove(ORDER); // there is one key of an order, and it is of the pair that is asked for now
                others.add(one);
            }
        }
        kept.put(NAME, name);
        kept.put(SERVER, server.toString());
    }

    /** The one that was asked for last has none. */
    private static String prefix(int pair) {
        return pair == 0 ? "" : pair + ".";
    }

    /** Until when nobody may be asked, and why; empty if now. */
    Optional<AcmeFault> wait(String name) {
        Instant now = clock.instant();
        List<Instant> tried = since(TRIED, HOUR);
        List<Instant> got = since(GOT, WEEK);
        // Nobody asks for longer than a week; a clock that was wrong for a while must not keep a shop closed for years.
        Optional<Instant> told = times(NOT_BEFORE).stream()
                .findFirst()
                .filter(now::isBefore)
                .filter(until -> !until.isAfter(now.plus(WEEK)));
        if (told.isPresent()) {
            return Optional.of(wait("the authority wants to be asked no earlier than " + told.get(), told.get()));
        }
        Optional<Instant> next = times(NEXT).stream()
                .findFirst()
                .filter(now::isBefore)
                .filter(until -> !until.isAfter(now.plus(REFUSED_MOST)));
        if (next.isPresent()) {
            return Optional.of(wait(
                    "the next try is no earlier than " + next.get() + ", after " + kept.getOrDefault(WHY, ""),
                    next.get()));
        }
        if (tried.size() >= FAILED_MAX) {
            Instant until = tried.get(tried.size() - FAILED_MAX).plus(HOUR);
            return Optional.of(wait(
                    "asked " + tried.size() + " times within an hour for " + name + "; again no earlier than " + until,
                    until));
        }
        if (got.size() >= GOT_MAX && order().isEmpty()) {
            Instant until = got.get(got.size() - GOT_MAX).plus(WEEK);
            return Optional.of(wait(
                    "got " + got.size() + " certificates within a week for " + name + "; again no earlier than "
                            + until,
                    until));
        }
        return Optional.empty();
    }

    private static AcmeFault wait(String words, Instant until) {
        return new AcmeFault(Code.ACME_WAIT, words, Optional.of(until), null);
    }

    /** What its clock says. */
    Instant now() {
        return clock.instant();
    }

    /** The authority is told to look at this host: this attempt counts there now, whatever comes of it. */
    void challenged() {
        isChallenged = true;
    }

    /** It has signed a certificate that can't be used, and its order leads to no other. */
    void spent() throws IOException {
        List<Instant> got = since(GOT, WEEK);
        got.add(clock.instant());
        put(GOT, got);
        kept.remove(ORDER);
        write();
    }

    /** One is made now. */
    void begin() throws IOException {
        isChallenged = false;
        List<Instant> tried = since(TRIED, HOUR);
        tried.add(clock.instant());
        put(TRIED, tried);
        write();
    }

    /** It came to nothing; when the next one is to be made. */
    Instant failed(AcmeFault fault) throws IOException {
        Instant now = clock.instant();
        if (fault.code() == Code.ACME_WAIT) {
            return fault.notBefore().orElse(now.plus(HOUR));
        }
        // The others never came as far as a question that an authority counts, unless it was looking already.
        if (!COUNTED.contains(fault.code()) && !isChallenged) {
            List<Instant> tried = since(TRIED, HOUR);
            if (!tried.isEmpty()) {
                tried.removeLast();
            }
            put(TRIED, tried);
        }
        int before = failures();
        kept.put(FAILURES, Integer.toString(before + 1));
        Optional<Instant> told = fault.notBefore().map(until -> until.isAfter(now.plus(WEEK)) ? now.plus(WEEK) : until);
        told.ifPresent(until -> kept.put(NOT_BEFORE, until.toString()));
        boolean isUnreached = UNREACHED.contains(fault.code());
        Duration first = isUnreached ? UNREACHABLE_FIRST : REFUSED_FIRST;
        Duration most = isUnreached ? UNREACHABLE_MOST : REFUSED_MOST;
        Duration doubled = first.multipliedBy(1L << Math.min(before, DOUBLINGS_MAX));
        Instant next = now.plus(doubled.compareTo(most) < 0 ? doubled : most);
        if (OF_THIS_MACHINE.contains(fault.code())) {
            kept.remove(NEXT);
            kept.remove(WHY);
        } else {
            // Who starts anew may have mended what was wrong: they wait as after the first time, and the count of an
            // hour stays.
            Instant soonest = now.plus(REFUSED_FIRST);
            kept.put(NEXT, (next.isBefore(soonest) ? next : soonest).toString());
            String why = String.valueOf(fault.getMessage());
            kept.put(WHY, why.substring(0, Math.min(why.length(), WHY_MAX)));
        }
        write();
        return told.filter(next::isBefore).orElse(next);
    }

    /**
     * There is one.
     *
     * @param isBeforeItsTime whether the one before was not due yet, or there was none
     */
    void got(boolean isBeforeItsTime) throws IOException {
        List<Instant> got = since(GOT, WEEK);
        if (isBeforeItsTime) {
            got.add(clock.instant());
        }
        put(GOT, got);
        kept.remove(TRIED);
        kept.remove(FAILURES);
        kept.remove(NOT_BEFORE);
        kept.remove(NEXT);
        kept.remove(WHY);
        kept.remove(ORDER);
        write();
    }

    /** The order that was begun; empty if there is none. */
    Optional<URI> order() {
        try {
            return Optional.ofNullable(kept.get(ORDER)).map(URI::create).filter(URI::isAbsolute);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not ours
        }
    }

    /** Keeps an order's address, or that there is none. */
    void keepOrder(Optional<URI> order) throws IOException {
        if (order.equals(order())) {
            return;
        }
        order.ifPresentOrElse(uri -> kept.put(ORDER, uri.toString()), () -> kept.remove(ORDER));
        write();
    }

    private int failures() {
        try {
            return Math.max(0, Integer.parseInt(kept.getOrDefault(FAILURES, "0")));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private List<Instant> since(String key, Duration window) {
        Instant now = clock.instant();
        List<Instant> out = new ArrayList<>(times(key));
        out.removeIf(time -> time.isAfter(now) || !time.plus(window).isAfter(now));
        return out;
    }

    private List<Instant> times(String key) {
        List<Instant> out = new ArrayList<>();
        StringTokenizer words = new StringTokenizer(kept.getOrDefault(key, ""));
        while (words.hasMoreTokens()) {
            try {
                out.add(Instant.parse(words.nextToken()));
            } catch (DateTimeException e) {
                return List.of();
            }
        }
        return out;
    }

    private void put(String key, List<Instant> times) {
        kept.put(key, String.join(" ", times.stream().map(Instant::toString).toList()));
    }

    private void write() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Properties all = new Properties();
        all.putAll(kept);
        for (int i = 1; i <= Math.min(others.size(), PAIRS_MAX - 1); i++) {
            String prefix = prefix(i);
            others.get(i - 1).forEach((key, value) -> all.setProperty(prefix + key, value));
        }
        all.store(out, null);
        PrivateFile.write(file, out.toByteArray());
    }
}
