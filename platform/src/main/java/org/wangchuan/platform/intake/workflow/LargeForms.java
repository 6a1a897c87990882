package org.wangchuan.platform.intake.workflow;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UrlPathHelper;
import org.wangchuan.platform.intake.csv.TypeListFile;
import org.wangchuan.platform.vault.PhotoFile;

/**
 * Lets forms with a photo or a list of type allocations in, and no other large ones. Files stay in memory until they are judged, for on a disk photos
 * would lie outside the vault; so it has to be somebody who is signed in, and only a few at a time. It runs before anything reads the form.
 * Thread-safe.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + LargeForms.AFTER_SESSION)
final class LargeForms extends OncePerRequestFilter {
    /** Who it is has to be known, and nobody may have read the form: see WellFormed. */
    static final int AFTER_SESSION = 51;

    /** What anybody may send: the list of an institution. */
    private static final long SMALL_BYTES_MAX = 1_200 << 10;

    /** For the fields beside a file. */
    private static final long FIELDS_BYTES_MAX = 64 << 10;

    /** What is read and thrown away, so that a browser gets to hear why. */
    private static final long DRAINED_BYTES_MAX = 64 << 20;

    private static final int WAIT_SECONDS = 20;

    /** Those that may be large. */
    private final List<Large> all = List.of(
            new Large(
                    Pattern.compile("(/(?:workflow|travel)/[0-9a-f-]{36})/photo"),
                    PhotoFile.BYTES_MAX + FIELDS_BYTES_MAX,
                    new Semaphore(2, true)),
            new Large(
                    Pattern.compile("(/type-lists)"),
                    TypeListFile.BYTES_MAX + FIELDS_BYTES_MAX,
                    new Semaphore(1, true)));

    /**
     * One of them.
     *
     * @param path its first group is the page that says that it was too large
     * @param places for how many at a time
     */
    private record Large(Pattern path, long bytesMax, Semaphore places) {}

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long length = request.getContentLengthLong();
        if (!isWithFiles(request) || (length >= 0 && length <= SMALL_BYTES_MAX)) {
            chain.doFilter(request, response);
            return;
        }
        String path = UrlPathHelper.defaultInstance.getPathWithinApplication(request);
        Optional<Large> large =
                all.stream().filter(one -> one.path().matcher(path).matches()).findFirst();
        if (length < 0 || large.isEmpty() || !isSignedIn(request)) {
            refuse(response, length < 0 ? HttpStatus.LENGTH_REQUIRED : HttpStatus.CONTENT_TOO_LARGE);
        } else if (length > large.get().bytesMax()) {
            drain(request);
            response.sendRedirect(large.get().path().matcher(path).replaceFirst("$1?large"));
        } else {
            oneOfFew(large.get().places(), request, response, chain);
        }
    }

    private static void oneOfFew(
            Semaphore places, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            if (!places.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                refuse(response, HttpStatus.SERVICE_UNAVAILABLE);
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(response, HttpStatus.SERVICE_UNAVAILABLE);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            places.release();
        }
    }

    /** At once, and without a page: making one would read the form first. */
    private static void refuse(HttpServletResponse response, HttpStatus status) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader(HttpHeaders.CONNECTION, "close");
        String detail = status == HttpStatus.SERVICE_UNAVAILABLE
                ? "\"FORM_BUSY\",\"detail\":\"other files are being taken in; send it again\""
                : "\"FORM_TOO_LARGE\",\"detail\":\"expected a form of at most 1200 KB that says its length\"";
        String text = "{\"status\":" + status.value() + ",\"code\":" + detail + "}";
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }

    private static boolean isWithFiles(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private static boolean isSignedIn(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null
                && session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY) != null;
    }

    private static void drain(HttpServletRequest request) throws IOException {
        InputStream in = request.getInputStream();
        byte[] buffer = new byte[16 << 10];
        long left = DRAINED_BYTES_MAX;
        int read = in.read(buffer);
        while (read > 0 && left > 0) {
            left -= read;
            read = in.read(buffer);
        }
    }
}
