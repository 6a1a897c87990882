package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthentication;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The day of a counter begins with a passkey, and with nothing else. */
final class CounterSessionTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2027-01-01T08:00:00Z"));
    private final CounterSession counter = new CounterSession(now::get);
    private final MockHttpServletRequest request = new MockHttpServletRequest();

    @BeforeEach
    void begin() {
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
    }

    @AfterEach
    void end() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void itIsOpenFromThePasskeyOnAndNotFromTheFirstLook() {
        assertThat(counter.isOpen(request)).isFalse();
        comes(passkey());
        later(Duration.ofHours(13));
        assertThat(counter.isOpen(request)).isTrue(); // the first look
        later(Duration.ofHours(1));
        assertThat(counter.isOpen(request)).isFalse();
    }

    /** Somebody sets a clock right that was ahead: what was opened meanwhile would else be open, and fresh, for as long as it was ahead. */
    @Test
    void aPasskeyOfATimeThatHasNotComeOpensNothing() {
        later(Duration.ofDays(40));
        comes(passkey());
        assertThat(counter.isOpen(request)).isTrue();
        later(Duration.ofDays(-40));
        assertThat(counter.isOpen(request)).isFalse();
        comes(passkey());
        assertThat(counter.isOpen(request)).isTrue();
        later(Duration.ofSeconds(-30));
        assertThat(counter.isOpen(request))
                .as("another process is a little behind")
                .isTrue();
    }

    @Test
    void aLaterPasskeyOpensItAnew() {
        comes(passkey());
        later(Duration.ofHours(15));
        assertThat(counter.isOpen(request)).isFalse();
        comes(passkey());
        assertThat(counter.isOpen(request)).isTrue();
        later(Duration.ofHours(14));
        assertThat(counter.isOpen(request)).isFalse();
    }

    @Test
    void aBadgeOrPinOpensNothing() {
        request.getSession();
        comes(new QuickAuthentication(UUID.randomUUID()));
        assertThat(counter.isOpen(request)).isFalse();
    }

    /** Five minutes, for whoever has shown it, and in no turn of somebody else. */
    @Test
    void aPasskeyIsFreshForAMomentAndForItsOwnerAlone() {
        Authentication owner = passkey();
        assertThat(isFreshFor(owner)).isFalse();
        comes(owner);
        assertThat(isFreshFor(owner)).isTrue();
        assertThat(isFreshFor(new QuickAuthentication(UUID.randomUUID()))).isFalse();
        later(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(isFreshFor(owner)).isTrue();
        later(Duration.ofSeconds(1));
        assertThat(isFreshFor(owner)).isFalse();
    }

    private boolean isFreshFor(Authentication who) {
        SecurityContextHolder.getContext().setAuthentication(who);
        try {
            return counter.isFresh(request);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private void later(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private void comes(Authentication who) {
        counter.on(new InteractiveAuthenticationSuccessEvent(who, CounterSessionTest.class));
    }

    private static Authentication passkey() {
        return new WebAuthnAuthentication(
                ImmutablePublicKeyCredentialUserEntity.builder()
                        .id(Bytes.random())
                        .name("somebody")
                        .displayName("somebody")
                        .build(),
                List.of());
    }
}
