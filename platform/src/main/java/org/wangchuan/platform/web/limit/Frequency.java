package org.wangchuan.platform.web.limit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UrlPathHelper;
import org.wangchuan.platform.setting.LimitSettings;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.web.problem.PlainAnswer;

/**
 * Counts each request before anything of it is read, by who sends it and, where its address holds a secret, by that; and refuses what is too
 * much. A shop's tills and phones share an address, so the numbers are generous: what protects a secret is its length, and what is short has a
 * count of its own in the database. Thread-safe.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + Frequency.AFTER_ITS_NUMBER)
final class Frequency extends OncePerRequestFilter {
    /** A request has its number and its headers, and no session yet. */
    static final int AFTER_ITS_NUMBER = 10;

    static final Duration WINDOW = Duration.ofMinutes(1);

    /** The log's files are small and many, and no browser reads them; programs and stations of a plant share an address, and doors count their keys. */
    private static final int MANY_TIMES = 10;

    /** Whoever lets pages be asked for seldom does not mean stations: what one of them may ask, its shop's address may. */
    private static final int KEYS_LEAST = 6_000;

    /** One address alone, such as that of whoever photographed a code, can't use up a link that is somebody's. */
    private static final int SECRET_TIMES = 4;

    private final PlatformSettings links;
    private final LimitSettings limits;
    private final PlainAnswer refusal;
    private final Counts senders;
    private final Counts secrets;

    Frequency(InstantSource clock, PlatformSettings links, LimitSettings limits, PlainAnswer refusal) {
        this.links = links;
        this.limits = limits;
        this.refusal = refusal;
        senders = new Counts(clock, WINDOW);
        secrets = new Counts(clock, WINDOW);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // As handlers are found: /%6f/ is /o/.
        String path = UrlPathHelper.defaultInstance.getPathWithinApplication(request);
        Rule rule = Rule.of(path);
        if (rule == Rule.KEY && !showsKey(request)) {
            rule = Rule.PAGE; // no door will count it
        }
        if (allows(rule, path, request)) {
            chain.doFilter(request, response);
        } else {
            refusal.answer(request, response, HttpStatus.TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS", "429", WINDOW);
        }
    }

    private boolean allows(Rule rule, String path, HttpServletRequest request) {
        int most = most(rule);
        boolean isSenders = senders.allows(rule + " " + Sender.of(request), most);
        Optional<String> secret = rule.secret(path);
        // What is over is not counted with the secret: nobody uses up another's with what was refused.
        return isSenders
                && (secret.isEmpty() || secrets.allows(rule + " " + digest(secret.get()), SECRET_TIMES * most));
    }

    private static boolean showsKey(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.startsWith("Bearer ");
    }

    private int most(Rule rule) {
        return switch (rule) {
            case TRY -> limits.triesPerMinute();
            case LINK -> links.ownerRequestsPerMinute();
            case LOG -> manyTimes();
            case KEY -> Math.max(KEYS_LEAST, manyTimes());
            case PROBE, PAGE -> limits.requestsPerMinute();
        };
    }

    private int manyTimes() {
        return (int) Math.min(Integer.MAX_VALUE, (long) MANY_TIMES * limits.requestsPerMinute());
    }

    /** A secret is not kept, not even here. */
    private static String digest(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
