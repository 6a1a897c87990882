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
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.StringTokenizer;
import org.wangchuan.platform.setting.PrivateFile;
import org.wangchuan.platform.tls.AcmeFault.Code;

/**
 * How often an authority was asked for a name, in a file, so that no number of starts asks it too often: authorities lock out a name that
 * failed five times in an hour, or got the same certificate five times in a week. An attempt is counted before it is made. Not
 * thread-safe; whoever has it holds the lock beside it.
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

    private static final Set<Code> COUNTED = EnumSet.of(Code.ACME_REFUSED, Code.ACME_RATE_LIMITED, Code.ACME_ANSWER);

    private static final String NAME = "name";
    private static final String SERVER = "server";
    private static final String TRIED = "tried";
    private static final String GOT = "got";
    private static final String FAILURES = "failures";
    private static final String NOT_BEFORE = "not-before";
    private static final String ORDER = "order";

    private final Path file;
    private final InstantSource clock;
    private final Properties kept = new Properties();

    /** What is known of this name at this authority; nothing if the file is about others. */
    Attempts(Path file, String name, URI server, InstantSource clock) throws IOException {
        this.file = file;
        this.clock = clock;
        if (Files.exists(file)) {
            try {
                kept.load(new StringReader(Files.readString(file, StandardCharsets.ISO_8859_1)));
            } catch (IllegalArgumentException e) {
                kept.clear(); // not ours; it is written anew
            }
        }
        if (!name.equals(kept.getProperty(NAME)) || !server.toString().equals(kept.getProperty(SERVER))) {
            kept.clear();
            kept.setProperty(NAME, name);
            kept.setProperty(SERVER, server.toString());
        }
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

    /** One is made now. */
    void begin() throws IOException {
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
        // The others never came as far as a question that an authority counts.
        if (!COUNTED.contains(fault.code())) {
            List<Instant> tried = since(TRIED, HOUR);
            if (!tried.isEmpty()) {
                tried.removeLast();
            }
            put(TRIED, tried);
        }
        int before = failures();
        kept.setProperty(FAILURES, Integer.toString(before + 1));
        Optional<Instant> told = fault.notBefore().map(until -> until.isAfter(now.plus(WEEK)) ? now.plus(WEEK) : until);
        told.ifPresent(until -> kept.setProperty(NOT_BEFORE, until.toString()));
        write();
        boolean isUnreached = fault.code() == Code.ACME_UNREACHABLE || fault.code() == Code.ACME_UNTRUSTED;
        Duration first = isUnreached ? UNREACHABLE_FIRST : REFUSED_FIRST;
        Duration most = isUnreached ? UNREACHABLE_MOST : REFUSED_MOST;
        Duration doubled = first.multipliedBy(1L << Math.min(before, DOUBLINGS_MAX));
        Instant next = now.plus(doubled.compareTo(most) < 0 ? doubled : most);
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
        kept.remove(ORDER);
        write();
    }

    /** The order that was begun; empty if there is none. */
    Optional<URI> order() {
        return Optional.ofNullable(kept.getProperty(ORDER)).map(URI::create);
    }

    /** Keeps an order's address, or that there is none. */
    void keepOrder(Optional<URI> order) throws IOException {
        if (order.equals(order())) {
            return;
        }
        order.ifPresentOrElse(uri -> kept.setProperty(ORDER, uri.toString()), () -> kept.remove(ORDER));
        write();
    }

    private int failures() {
        try {
            return Math.max(0, Integer.parseInt(kept.getProperty(FAILURES, "0")));
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
        StringTokenizer words = new StringTokenizer(kept.getProperty(key, ""));
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
        kept.setProperty(
                key, String.join(" ", times.stream().map(Instant::toString).toList()));
    }

    private void write() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        kept.store(out, null);
        PrivateFile.write(file, out.toByteArray());
    }
}
