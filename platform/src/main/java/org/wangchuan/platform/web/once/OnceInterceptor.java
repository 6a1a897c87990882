package org.wangchuan.platform.web.once;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.access.Visitors;

/**
 * Lets each form of a {@link Once} handler through once. What counts as the same: one person's, for one path, with one key and the same
 * fields. Who goes back, changes a field and sends again means something else, and gets it; where a scanner types, only after a moment.
 */
final class OnceInterceptor implements HandlerInterceptor {
    static final String FIELD = "_form";

    private static final String BEGUN = OnceInterceptor.class.getName();
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{32}");
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 50;

    private final SentForms forms;
    private final Visitors visitors;

    OnceInterceptor(SentForms forms, Visitors visitors) {
        this.forms = forms;
        this.visitors = visitors;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException, InterruptedException {
        if (!(handler instanceof HandlerMethod method) || !method.hasMethodAnnotation(Once.class)) {
            return true;
        }
        String key = request.getParameter(FIELD);
        Optional<Visitor> visitor = visitors.of(request);
        if (key == null || !KEY.matcher(key).matches() || visitor.isEmpty()) {
            response.sendError(HttpStatus.BAD_REQUEST.value());
            return false;
        }
        byte[] whole = digest(request, visitor.get(), true);
        Duration same = Duration.ofSeconds(
                Objects.requireNonNull(method.getMethodAnnotation(Once.class)).seconds());
        byte[] page = digest(request, visitor.get(), false);
        boolean isPage = !same.isZero() && !forms.isOlderThan(page, same);
        byte[] digest = isPage ? page : whole;
        long end = System.nanoTime() + WAIT.toNanos();
        while (!forms.begin(digest)) {
            Optional<String> location = forms.location(digest);
            if (location.isPresent()) {
                response.sendRedirect(location.get());
                return false;
            }
            // Whether a process that died in the middle of it had done it, nobody knows: a person has to look.
            if (System.nanoTime() > end || forms.isOlderThan(digest, WAIT)) {
                response.sendError(HttpStatus.CONFLICT.value());
                return false;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        // What is sent once more after that time finds itself by all its words.
        boolean isBoth = isPage && forms.begin(whole);
        request.setAttribute(BEGUN, new Begun(isBoth ? List.of(page, whole) : List.of(digest)));
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (request.getAttribute(BEGUN) instanceof Begun begun) {
            String location = response.getHeader(HttpHeaders.LOCATION);
            for (byte[] digest : begun.digests()) {
                if (failure == null && location != null) {
                    forms.done(digest, pathOf(location));
                } else {
                    forms.release(digest);
                }
            }
        }
    }

    /** What a request has begun: itself by all its words, and its page. */
    private record Begun(List<byte[]> digests) {
        Begun {
            digests = List.copyOf(digests);
        }
    }

    /** Never a host: the next request may have come by another name. */
    private static String pathOf(String location) {
        URI uri = URI.create(location);
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    /** Of all fields, or of no more than which page it was. */
    private static byte[] digest(HttpServletRequest request, Visitor visitor, boolean isWhole) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, visitor.account().toString());
            add(digest, request.getRequestURI());
            if (!isWhole) {
                add(digest, Objects.requireNonNullElse(request.getParameter(FIELD), ""));
                return digest.digest();
            }
            for (Map.Entry<String, String[]> field : new TreeMap<>(request.getParameterMap()).entrySet()) {
                if (!field.getKey().equals("_csrf")) {
                    add(digest, field.getKey());
                    add(digest, Integer.toString(field.getValue().length));
                    for (String value : field.getValue()) {
                        add(digest, value);
                    }
                }
            }
            addFiles(digest, request);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Another file is another form. */
    private static void addFiles(MessageDigest digest, HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return;
        }
        try {
            for (Part part : request.getParts()) {
                if (part.getSubmittedFileName() != null) {
                    add(digest, part.getName());
                    try (InputStream file = part.getInputStream()) { // as large as the server lets it be
                        file.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
                    }
                }
            }
        } catch (ServletException e) {
            throw new IOException("a form that can't be read", e);
        }
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }
}
