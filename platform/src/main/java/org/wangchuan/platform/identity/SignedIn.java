package org.wangchuan.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.access.Visitors;

/**
 * Who is signed in. The session holds the account's id and nothing that it may do: that is looked up with each request, so
 * that an account which is suspended, or loses a role, is out at once.
 */
@Component
class SignedIn implements Visitors, UserDetailsService {
    /** A working day. */
    private static final Duration SESSION = Duration.ofHours(12);

    private static final String OF_REQUEST = SignedIn.class.getName();

    private final Accounts accounts;
    private final HttpSessionSecurityContextRepository sessions = new HttpSessionSecurityContextRepository();
    private final FormTokens forms;
    private final CounterSession counter;
    private final ProviderLinks links;

    SignedIn(Accounts accounts, FormTokens forms, CounterSession counter, ProviderLinks links) {
        this.links = links;
        this.accounts = accounts;
        this.forms = forms;
        this.counter = counter;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Optional<Visitor> of(HttpServletRequest request) {
        Object known = request.getAttribute(OF_REQUEST);
        if (known != null) {
            return (Optional<Visitor>) known;
        }
        Optional<Visitor> visitor = account()
                .flatMap(account -> accounts.active(account, CounterSession.openedWith(request)))
                .map(SignedIn::asItCame);
        request.setAttribute(OF_REQUEST, visitor);
        return visitor;
    }

    @Override
    public boolean isFresh(HttpServletRequest request) {
        return counter.isFresh(request);
    }

    /**
     * Whoever came by PIN or badge governs nobody and nothing meanwhile. Whoever came by their company's identity provider administers nothing:
     * whoever runs that could come as anybody, and would let in whom they like.
     */
    private static Visitor asItCame(Visitor visitor) {
        Set<Role> withheld = switch (SecurityContextHolder.getContext().getAuthentication()) {
            case QuickAuthentication _ -> EnumSet.of(Role.ADMINISTRATOR, Role.MANAGER);
            case CompanyAuthentication _ -> EnumSet.of(Role.ADMINISTRATOR);
            case null, default -> EnumSet.noneOf(Role.class);
        };
        if (withheld.isEmpty()) {
            return visitor;
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        roles.addAll(visitor.roles());
        roles.removeAll(withheld);
        return new Visitor(visitor.account(), visitor.name(), visitor.organisation(), visitor.site(), roles);
    }

    private Optional<UUID> account() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !authentication.isAuthenticated()) {
            return Optional.empty();
        }
        if (authentication instanceof CompanyAuthentication company && !links.isGood(company.link(), company.at())) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(authentication.getName()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // the library's anonymous user
        }
    }

    /** Signs an account in after its one-time link; what a passkey had opened in this browser before is over. */
    void signIn(UUID account, HttpServletRequest request, HttpServletResponse response) {
        CounterSession.close(request);
        signIn(
                UsernamePasswordAuthenticationToken.authenticated(account.toString(), null, List.of()),
                request,
                response);
    }

    /** Signs in whom their company's identity provider knows; what a passkey had opened in this browser before is over. */
    void signIn(CompanyAuthentication company, HttpServletRequest request, HttpServletResponse response) {
        CounterSession.close(request);
        signIn((Authentication) company, request, response);
    }

    /** Whether who is signed in came by their company's identity provider. */
    static boolean byCompany() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CompanyAuthentication;
    }

    /** Signs an account in, in a session with a new id and a new token for its forms. */
    void signIn(Authentication authentication, HttpServletRequest request, HttpServletResponse response) {
        if (request.getSession(false) != null) {
            request.changeSessionId();
        }
        // Nor does whoever knew the browser before know the token of its forms.
        forms.renew(request, response);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication);
        SecurityContextHolder.setContext(context);
        sessions.saveContext(context, request, response);
        keep(request);
        request.removeAttribute(OF_REQUEST);
    }

    /** Of somebody who has signed in; what nobody has signed in with is forgotten sooner. */
    static void keep(HttpServletRequest request) {
        request.getSession().setMaxInactiveInterval((int) SESSION.toSeconds());
    }

    /** For the library that checks passkeys; there are no passwords. */
    @Override
    public UserDetails loadUserByUsername(String name) {
        try {
            UUID account = UUID.fromString(name);
            if (accounts.active(account).isPresent()) {
                return User.withUsername(name)
                        .password("{none}")
                        .authorities(List.of())
                        .build();
            }
        } catch (IllegalArgumentException e) {
            // As if there were no such account.
        }
        throw new UsernameNotFoundException("no such account");
    }
}
