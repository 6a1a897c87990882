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

    /** The log's files are small and many, and a browser reads none of them. */
    private static final int LOG_TIMES = 10;

    private final PlatformSettings links;
    private final LimitSettings limits;
    private final Counts senders;
    private final Counts secrets;

    Frequency(InstantSource clock, PlatformSettings links, LimitSettings limits) {
        this.links = links;
        this.limits = limits;
        senders = new Counts(clock, WINDOW);
        secrets = new Counts(clock, WINDOW);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // As handlers are found: /%6f/ is /o/.
        String path = UrlPathHelper.defaultInstance.getPathWithinApplication(request);
        Rule rule = Rule.of(path);
        if (rule == Rule.KEY || allows(rule, path, request)) {
            chain.doFilter(request, response);
        } else {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(WINDOW.toSeconds()));
            response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
        }
    }

    private boolean allows(Rule rule, String path, HttpServletRequest request) {
        int most = most(rule);
        boolean isSenders = senders.allows(rule + " " + Sender.of(request), most);
        Optional<String> secret = rule.secret(path);
        // What is over is not counted with the secret: nobody uses up another's with what was refused.
        return isSenders && (secret.isEmpty() || secrets.allows(rule + " " + digest(secret.get()), most));
    }

    private int most(Rule rule) {
        return switch (rule) {
            case TRY -> limits.triesPerMinute();
            case LINK -> links.ownerRequestsPerMinute();
            case LOG -> (int) Math.min(Integer.MAX_VALUE, (long) LOG_TIMES * limits.requestsPerMinute());
            case KEY, PROBE, PAGE -> limits.requestsPerMinute();
        };
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
