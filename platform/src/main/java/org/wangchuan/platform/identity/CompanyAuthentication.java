package org.wangchuan.platform.identity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/**
 * Signed in by a company's own identity provider. Holds nothing of what that has said: by the link it is looked up with each request whether
 * it still counts.
 */
final class CompanyAuthentication extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1;

    private final String account;
    private final UUID link;
    private final long at;

    CompanyAuthentication(UUID account, UUID link, Instant at) {
        super(List.of());
        this.account = account.toString();
        this.link = link;
        this.at = at.toEpochMilli();
        setAuthenticated(true);
    }

    UUID link() {
        return link;
    }

    /** When they came. */
    Instant at() {
        return Instant.ofEpochMilli(at);
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
        return super.equals(other)
                && other instanceof CompanyAuthentication company
                && company.account.equals(account)
                && company.link.equals(link)
                && company.at == at;
    }

    @Override
    public int hashCode() {
        return account.hashCode();
    }
}
