package org.wangchuan.platform.web.page;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Where a page can be had again by a link, in the other language for example: its own address, or the nearest above it when it
 * only answers a form. Thread-safe.
 */
final class OwnAddress {
    private static final String START = "/";
    /** Never two slashes at the beginning: that is the address of another host. */
    private static final Pattern PLAIN = Pattern.compile("/(?!/)[A-Za-z0-9/._~-]*");

    private static final Pattern PLAIN_PART = Pattern.compile("(?!lang=|large=)[a-z]{1,10}=[A-Za-z0-9._~%+-]*");

    private final Supplier<RequestMappingHandlerMapping> handlers;
    private volatile @Nullable List<PathPattern> pages;

    OwnAddress(Supplier<RequestMappingHandlerMapping> handlers) {
        this.handlers = handlers;
    }

    /** With its query, as far as that is plain. */
    String of(HttpServletRequest request) {
        boolean isLook = request.getMethod().equals(RequestMethod.GET.name());
        // What went wrong is shown at the address where it did.
        boolean isError = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String;
        String path =
                isError ? (String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) : request.getRequestURI();
        if (!PLAIN.matcher(path).matches()) {
            return START;
        }
        if (!isLook) {
            return nearest(path);
        }
        return isError ? path : path + query(request.getQueryString());
    }

    private String nearest(String path) {
        String at = path;
        while (!at.isEmpty() && !isPage(at)) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return at.isEmpty() ? START : at;
    }

    private boolean isPage(String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        return pages().stream().anyMatch(pattern -> pattern.matches(parsed));
    }

    private static String query(@Nullable String query) {
        if (query == null) {
            return "";
        }
        String kept = Arrays.stream(query.split("&", -1))
                .filter(part -> PLAIN_PART.matcher(part).matches())
                .collect(Collectors.joining("&"));
        return kept.isEmpty() ? "" : "?" + kept;
    }

    /** Asked for with the first page only: while the beans are made there are no handlers yet. */
    private List<PathPattern> pages() {
        List<PathPattern> known = pages;
        if (known == null) {
            known = handlers.get().getHandlerMethods().keySet().stream()
                    .filter(info -> info.getMethodsCondition().getMethods().contains(RequestMethod.GET))
                    .flatMap(info -> info.getPatternValues().stream())
                    .map(PathPatternParser.defaultInstance::parse)
                    .toList();
            pages = known;
        }
        return known;
    }
}
