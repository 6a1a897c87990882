package org.wangchuan.platform.identity;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** Signed in by PIN or badge: good for the counter and the bench, and for nothing that governs others. */
final class QuickAuthentication extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1;

    private final String account;

    QuickAuthentication(UUID account) {
        super(List.of());
        this.account = account.toString();
        setAuthenticated(true);
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return account;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other) && other instanceof QuickAuthentication quick && quick.account.equals(account);
    }

    @Override
    public int hashCode() {
        return account.hashCode();
    }
}
