package org.wangchuan.platform.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthentication;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.wangchuan.platform.testing.PlatformTest;

/**
 * What is so in browsers after a passkey was shown there, without one: a real passkey needs a real browser, see {@link
 * FirstDayInBrowserTest}.
 */
public final class PasskeyShown {
    private PasskeyShown() {}

    /** In all browsers in which this account is signed in, just now. */
    public static void by(UUID account) {
        by(account, "");
    }

    /** A passkey of this account is made, and shown in all browsers in which it is signed in; its id. */
    public static String made(UUID account) {
        String passkey = Passkey.of(account);
        PlatformTest.bean(AccountHistory.class)
                .note(Instant.now(), account, AccountHistory.What.PASSKEY_MADE, Optional.of(account), Optional.empty());
        by(account, passkey);
        return passkey;
    }

    private static void by(UUID account, String passkey) {
        all(
                (FindByIndexNameSessionRepository<?>) PlatformTest.bean(FindByIndexNameSessionRepository.class),
                account,
                passkey);
    }

    private static <S extends Session> void all(
            FindByIndexNameSessionRepository<S> sessions, UUID account, String passkey) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        Authentication who = new WebAuthnAuthentication(
                ImmutablePublicKeyCredentialUserEntity.builder()
                        .id(Bytes.random())
                        .name(account.toString())
                        .displayName("somebody")
                        .build(),
                List.of());
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        try {
            PlatformTest.bean(CounterSession.class)
                    .on(new InteractiveAuthenticationSuccessEvent(who, PasskeyShown.class));
        } finally {
            RequestContextHolder.resetRequestAttributes();
        }
        sessions.findByPrincipalName(account.toString()).values().forEach(session -> {
            request.getSession().getAttributeNames().asIterator().forEachRemaining(name -> {
                Object value = request.getSession().getAttribute(name);
                // Where none is named that would have to be there, the session names none.
                Object shown = "".equals(value) ? passkey : value;
                if (!"".equals(shown)) {
                    session.setAttribute(name, shown);
                }
            });
            session.setAttribute("SPRING_SECURITY_CONTEXT", new SecurityContextImpl(who));
            sessions.save(session);
        });
    }
}
