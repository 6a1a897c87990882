package org.wangchuan.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.access.Visitor;

/**
 * Who may make a passkey now. It is good for ever, and for all roles: in a browser that somebody left open, anybody could make one for
 * themselves. So it needs one that was shown just now, or a one-time link that was used and has led to none yet, or an account that has
 * none. Thread-safe.
 */
@Component
class PasskeyMaking {
    private final CounterSession counter;
    private final PasskeyTable passkeys;
    private final AccountHistory history;
    private final SignedIn signedIn;

    PasskeyMaking(CounterSession counter, PasskeyTable passkeys, AccountHistory history, SignedIn signedIn) {
        this.counter = counter;
        this.passkeys = passkeys;
        this.history = history;
        this.signedIn = signedIn;
    }

    /**
     * Whether who is signed in may. A badge or a PIN is good for a turn at the counter, and never for this; a company's identity provider is no
     * passkey, and must not become one; nor may whoever is nobody any
     * more, for their account or the passkey that they came with was taken away meanwhile.
     */
    boolean isAllowed(HttpServletRequest request) {
        Authentication now = SecurityContextHolder.getContext().getAuthentication();
        return !(now instanceof QuickAuthentication)
                && !(now instanceof CompanyAuthentication)
                && signedIn.of(request)
                        .filter(visitor -> counter.isFresh(request) || isTheFirst(visitor, now))
                        .isPresent();
    }

    private boolean isTheFirst(Visitor visitor, @Nullable Authentication now) {
        boolean byLink = now instanceof UsernamePasswordAuthenticationToken;
        AccountHistory.LedTo led = history.ledTo(visitor.account());
        // Whoever has linked is in by that from now on: on a computer that many share the link's session may still be
        // there.
        return (passkeys.of(visitor.account()).isEmpty() && !led.companyLink()) || (byLink && led.nothing());
    }
}
