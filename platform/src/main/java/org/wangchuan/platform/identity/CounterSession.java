package org.wangchuan.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthentication;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.wangchuan.platform.process.Recently;

/** Whether this browser is a counter that somebody opened with a passkey today. */
@Component
class CounterSession {
    /** A long working day. */
    static final Duration OPEN_MAX = Duration.ofHours(14);

    /** How long a passkey that was shown confirms what can't be taken back. */
    static final Duration FRESH_MAX = Duration.ofMinutes(5);

    private static final String OPENED_AT = "counter-opened-at";
    private static final String OPENED_WITH = "counter-opened-with";

    private final InstantSource clock;

    CounterSession(InstantSource clock) {
        this.clock = clock;
    }

    /** A passkey was shown: from now on the counter is open, also where it was before. */
    @EventListener
    void on(InteractiveAuthenticationSuccessEvent event) {
        if (event.getAuthentication() instanceof WebAuthnAuthentication
                && RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes now) {
            now.getRequest().getSession().setAttribute(OPENED_AT, clock.millis());
            now.getRequest().getSession().setAttribute(OPENED_WITH, PasskeyOperations.shown(now));
            SignedIn.keep(now.getRequest());
        }
    }

    /** True after a passkey in this browser, for {@link #OPEN_MAX}. */
    boolean isOpen(HttpServletRequest request) {
        return isWithin(OPEN_MAX, request);
    }

    /** Whether the one who is signed in now has shown their passkey a moment ago, at most {@link #FRESH_MAX}. */
    boolean isFresh(HttpServletRequest request) {
        return byPasskey() && isWithin(FRESH_MAX, request);
    }

    private boolean isWithin(Duration time, HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null
                && session.getAttribute(OPENED_AT) instanceof Long openedAt
                && Recently.isWithin(Instant.ofEpochMilli(openedAt), time, clock.instant());
    }

    /** The id of the passkey that opened this browser, also if somebody else has taken over since; absent if none did. */
    static Optional<String> openedWith(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(OPENED_WITH) instanceof String id
                ? Optional.of(id)
                : Optional.empty();
    }

    /** What a passkey has opened here is over. */
    static void close(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(OPENED_AT);
            session.removeAttribute(OPENED_WITH);
        }
    }

    /** Whether the one who is signed in now came by a passkey. */
    static boolean byPasskey() {
        Authentication now = SecurityContextHolder.getContext().getAuthentication();
        return now instanceof WebAuthnAuthentication && now.isAuthenticated();
    }
}
