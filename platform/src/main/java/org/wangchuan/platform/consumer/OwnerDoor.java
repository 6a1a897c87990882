package org.wangchuan.platform.consumer;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Door;
import org.wangchuan.platform.web.access.Visitors;

/** Lets owners in: by the link of their order, with the cookie of a browser that has it. */
@Component
class OwnerDoor implements Door {
    static final String COOKIE = "owner";

    private static final String OF_REQUEST = OwnerDoor.class.getName();
    private static final int DAYS = 400;

    private final OwnerLinks links;
    private final ReplacedLinks replaced;
    private final PlatformSettings settings;
    private final Visitors visitors;

    OwnerDoor(OwnerLinks links, ReplacedLinks replaced, PlatformSettings settings, Visitors visitors) {
        this.links = links;
        this.replaced = replaced;
        this.settings = settings;
        this.visitors = visitors;
    }

    @Override
    public Access.To kind() {
        return Access.To.OWNER;
    }

    @Override
    public boolean lets(HttpServletRequest request) {
        String[] parts = request.getRequestURI().split("/", 4);
        // Also with the cookie of a day before: while somebody who works here is signed in, nobody is the owner in this
        // browser.
        if (parts.length < 3 || !parts[1].equals("o") || visitors.of(request).isPresent()) {
            return false;
        }
        Optional<UUID> order = links.find(parts[2]).map(OwnerLinks.Found::order).filter(known -> isIn(known, request));
        order.ifPresent(known -> request.setAttribute(OF_REQUEST, known));
        return order.isPresent();
    }

    /** Whether this browser was let in for this order. */
    boolean isIn(UUID order, HttpServletRequest request) {
        return cookies(request).anyMatch(cookie -> links.isIn(order, cookie));
    }

    /** Whether this browser had come in by a link that was replaced since, and is out. */
    boolean wasPutOut(ReplacedLinks.Replaced link, HttpServletRequest request) {
        return cookies(request).anyMatch(cookie -> replaced.wasPutOut(link, cookie));
    }

    /** Whether this browser may see in clear what is kept of the owner. */
    boolean mayOpen(UUID order, HttpServletRequest request) {
        return cookies(request).anyMatch(cookie -> links.mayOpen(order, cookie));
    }

    private static Stream<String> cookies(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return Arrays.stream(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .map(Cookie::getValue);
    }

    /** The order whose owner makes this request; they were let in. */
    static UUID order(HttpServletRequest request) {
        if (request.getAttribute(OF_REQUEST) instanceof UUID order) {
            return order;
        }
        throw new IllegalStateException("no owner was let in with this request");
    }

    /** The cookie of a browser; it is sent for this order's pages only, so that one phone can follow several devices. */
    ResponseCookie cookie(String secret, String value) {
        return ResponseCookie.from(COOKIE, value)
                .path(OwnerLinks.PATH + secret)
                .httpOnly(true)
                .secure(settings.isSecure())
                .sameSite("Lax")
                .maxAge(java.time.Duration.ofDays(DAYS))
                .build();
    }
}
