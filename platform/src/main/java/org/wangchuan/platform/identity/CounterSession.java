package org.wangchuan.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthentication;
import org.springframework.stereotype.Component;

/** Whether this browser is a counter that somebody opened with a passkey today. */
@Component
class CounterSession {
    /** A long working day. */
    static final Duration OPEN_MAX = Duration.ofHours(14);

    private static final String OPENED_AT = "counter-opened-at";

    private final InstantSource clock;

    CounterSession(InstantSource clock) {
        this.clock = clock;
    }

    /** True after a passkey in this browser, for {@link #OPEN_MAX}. */
    boolean isOpen(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return false;
        }
        if (byPasskey() && session.getAttribute(OPENED_AT) == null) {
            session.setAttribute(OPENED_AT, clock.instant().toEpochMilli());
        }
        return session.getAttribute(OPENED_AT) instanceof Long openedAt
                && clock.instant().isBefore(Instant.ofEpochMilli(openedAt).plus(OPEN_MAX));
    }

    /** Whether the one who is signed in now came by a passkey. */
    static boolean byPasskey() {
        Authentication now = SecurityContextHolder.getContext().getAuthentication();
        return now instanceof WebAuthnAuthentication && now.isAuthenticated();
    }
}
