package org.wangchuan.platform.consumer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UrlPathHelper;
import org.wangchuan.platform.setting.PlatformSettings;

/**
 * Limits how often one address asks for pages by a link: a phone never comes near it, and whoever tries links does. A shop's
 * phones share an address, so it is generous; what protects a link is its length.
 */
@Component
class Frequency extends OncePerRequestFilter {
    private static final int ADDRESSES_MAX = 10_000;
    /** What is let in by a secret in its address: owners' pages, the other side of a hand-over, and a complaint. */
    private static final List<String> LINKS = List.of(OwnerLinks.PATH, "/collect/", "/complaints/");

    private static final long WINDOW_MILLIS = 60_000;

    private final InstantSource clock;
    private final int most;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    Frequency(InstantSource clock, PlatformSettings settings) {
        this.clock = clock;
        this.most = settings.ownerRequestsPerMinute();
    }

    private record Window(long begin, int count) {}

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // As handlers are found: /%6f/ is /o/.
        String path = UrlPathHelper.defaultInstance.getPathWithinApplication(request);
        return LINKS.stream().noneMatch(path::startsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (allows(String.valueOf(request.getRemoteAddr()))) {
            chain.doFilter(request, response);
        } else {
            response.setHeader("Retry-After", "60");
            response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
        }
    }

    private boolean allows(String address) {
        long now = clock.millis();
        synchronized (windows) {
            if (windows.size() >= ADDRESSES_MAX) {
                windows.values().removeIf(window -> now - window.begin() >= WINDOW_MILLIS);
            }
            if (windows.size() >= ADDRESSES_MAX && !windows.containsKey(address)) {
                return false;
            }
            Window known = windows.get(address);
            Window next = known == null || now - known.begin() >= WINDOW_MILLIS
                    ? new Window(now, 1)
                    : new Window(known.begin(), known.count() + 1);
            windows.put(address, next);
            return next.count() <= most;
        }
    }
}
