package org.wangchuan.platform.web.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Gives each request a number that is its own: it stands in the answer's {@code X-Request-Id}, in what is said of a failure, and in
 * each line of the log. A caller's own number is not taken over: what is in the log is ours. What fails is logged here once, by the
 * pattern of the path and never by the path: the secrets of links are in those. Thread-safe.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class RequestId extends OncePerRequestFilter {
    /** Where it stands in an answer. */
    public static final String HEADER = "X-Request-Id";

    static final String IN_LOG = "requestId";

    private static final Logger LOG = LoggerFactory.getLogger(RequestId.class);
    private static final int CHARS = 16;

    /** When whoever found the database away may ask again: it is back within seconds, or somebody is needed. */
    private static final Duration A_MOMENT = Duration.ofSeconds(10);

    private final PlainAnswer plain;

    RequestId(PlainAnswer plain) {
        this.plain = plain;
    }

    /** Of the request that this thread works on. */
    public static Optional<String> current() {
        return Optional.ofNullable(MDC.get(IN_LOG));
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        String id = ofRequest(request);
        response.setHeader(HEADER, id);
        try (MDC.MDCCloseable _ = MDC.putCloseable(IN_LOG, id)) {
            chain.doFilter(request, response);
        } catch (AsyncRequestNotUsableException | ClientAbortException e) {
            // The browser has gone; there is nobody to tell.
        } catch (Exception e) {
            Optional<Outage> outage = Outage.of(e);
            log(request, id, e, outage);
            if (response.isCommitted()) {
                // The server breaks the connection off: half a file must not look like a whole one.
                throw new IOException("cut short");
            }
            if (outage.isEmpty()) {
                response.sendError(HttpStatus.INTERNAL_SERVER_ERROR.value());
                return;
            }
            response.resetBuffer(); // its headers stay: the content policy is among them
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, null);
            try (MDC.MDCCloseable _ = MDC.putCloseable(IN_LOG, id)) {
                String kind = outage.get().name();
                plain.answer(request, response, HttpStatus.SERVICE_UNAVAILABLE, kind, kind, A_MOMENT);
            }
        }
    }

    /** Of an outage not where it was met: there are many then, and perhaps little room. */
    private static void log(HttpServletRequest request, String id, Exception e, Optional<Outage> outage) {
        try (MDC.MDCCloseable _ = MDC.putCloseable(IN_LOG, id)) {
            if (outage.isPresent()) {
                LOG.error(
                        "{} {} failed: {}, {}",
                        request.getMethod(),
                        pattern(request),
                        outage.get(),
                        e.getClass().getSimpleName());
            } else {
                LOG.error("{} {} failed", request.getMethod(), pattern(request), e);
            }
        }
    }

    /** The same in a forward to the page for errors. */
    private static String ofRequest(HttpServletRequest request) {
        if (request.getAttribute(HEADER) instanceof String known) {
            return known;
        }
        String id = UUID.randomUUID().toString().replace("-", "").substring(0, CHARS);
        request.setAttribute(HEADER, id);
        return id;
    }

    private static String pattern(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern
                ? pattern
                : "(no handler)";
    }
}
