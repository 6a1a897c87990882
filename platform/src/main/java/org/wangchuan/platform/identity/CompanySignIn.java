package org.wangchuan.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.ProviderException.Code;
import org.wangchuan.platform.setting.PlatformSettings;

/**
 * Signing in by a company's own identity provider, and linking an account to it: who begins it is sent there, and what they bring back is looked at.
 * It makes no account and gives no role; who is not linked is nobody here. No step that asks the provider holds a connection to the database.
 * Thread-safe.
 */
@Component
class CompanySignIn {
    /** Where the pages of all companies' providers are; the code of one follows. */
    static final String PATH = "/login/company/";

    /** Where a browser comes back to, behind the code. */
    static final String BACK = "/back";

    private final Providers providers;
    private final ProviderProtocol protocol;
    private final ProviderTries tries;
    private final ProviderLinks links;
    private final ProviderSeals seals;
    private final PasskeyMaking making;
    private final SignedIn signedIn;
    private final PlatformSettings settings;
    private final InstantSource clock;

    CompanySignIn(
            Providers providers,
            ProviderProtocol protocol,
            ProviderTries tries,
            ProviderLinks links,
            ProviderSeals seals,
            PasskeyMaking making,
            SignedIn signedIn,
            PlatformSettings settings,
            InstantSource clock) {
        this.providers = providers;
        this.protocol = protocol;
        this.tries = tries;
        this.links = links;
        this.seals = seals;
        this.making = making;
        this.signedIn = signedIn;
        this.settings = settings;
        this.clock = clock;
    }

    /** The page of a company's provider, to hand out to its people. */
    String address(UUID organisation) {
        return settings.origin() + PATH + seals.code(organisation);
    }

    /** Where its provider sends browsers back to: exactly this is entered there. */
    URI back(UUID organisation) {
        return URI.create(address(organisation) + BACK);
    }

    /** Where its provider says that somebody has signed out there. */
    String signedOut(UUID organisation) {
        return address(organisation) + "/out";
    }

    /** Tests what was filled in, and sets it up. */
    void setUp(UUID organisation, ProviderForm form, UUID by, Optional<URI> issuer) throws ProviderException {
        Optional<Provider> known = providers.of(organisation);
        form.require(issuer, known.isEmpty());
        String secret = known.isPresent() && form.secret().isEmpty() ? providers.secret(known.get()) : form.secret();
        protocol.test(form.issuer(), form.clientId(), secret, back(organisation));
        if (known.isEmpty()) {
            providers.make(organisation, form, by);
        } else {
            providers.change(known.get(), form, by);
        }
    }

    /** Tests one again as it is set up. */
    void test(Provider provider) throws ProviderException {
        protocol.test(
                provider.issuer(), provider.clientId(), providers.secret(provider), back(provider.organisation()));
    }

    /** Begins to sign in, in this browser: where to send it. */
    URI begin(Provider provider, boolean isAnew, HttpServletRequest request) throws ProviderException {
        return begin(provider, Optional.empty(), isAnew, request);
    }

    /** Whether who is signed in may link their account: as whoever may make a passkey, and by a link that has led to neither. */
    boolean mayLink(HttpServletRequest request) {
        return making.isAllowed(request);
    }

    /**
     * Begins to link an account. The provider asks them anew: on a computer that many share it may know somebody else from a moment ago, who would
     * be linked.
     */
    URI beginToLink(Provider provider, UUID account, HttpServletRequest request) throws ProviderException {
        if (links.of(account).isPresent()) {
            throw new ProviderException(Code.LINKED);
        }
        if (!mayLink(request)) {
            throw new ProviderException(Code.NOT_CONFIRMED);
        }
        return begin(provider, Optional.of(account), true, request);
    }

    private URI begin(Provider provider, Optional<UUID> account, boolean isAnew, HttpServletRequest request)
            throws ProviderException {
        if (!provider.isOn()) {
            throw new ProviderException(Code.OFF);
        }
        String session = request.getSession().getId();
        return protocol.request(
                provider, tries.begin(provider.id(), session, account, isAnew), back(provider.organisation()));
    }

    /**
     * What a browser brings back.
     *
     * @param said the name of the issuer that came with it
     */
    record Brought(Optional<String> state, Optional<String> code, Optional<String> error, Optional<String> said) {}

    /**
     * Ends what a browser has begun: signs in, or links.
     *
     * @return true if an account was linked
     */
    boolean end(Provider provider, Brought brought, HttpServletRequest request, HttpServletResponse response)
            throws ProviderException {
        HttpSession session = request.getSession(false);
        ProviderTries.Begun begun = Optional.ofNullable(session)
                .flatMap(there -> brought.state().flatMap(state -> tries.take(provider.id(), there.getId(), state)))
                .orElseThrow(() -> new ProviderException(Code.EXPIRED));
        if (!provider.isOn()) {
            throw new ProviderException(Code.OFF);
        }
        if (brought.error().isPresent() || brought.code().isEmpty()) {
            boolean isNo = brought.error().equals(Optional.of("access_denied"));
            throw new ProviderException(isNo ? Code.CANCELLED : Code.REFUSED);
        }
        // Not asked for somebody who may not: what they brought is used up, and nothing is.
        if (begun.account().isPresent()) {
            requireStill(begun.account().get(), request);
        }
        String subject = protocol.subject(
                provider,
                providers.secret(provider),
                begun,
                brought.code().get(),
                brought.said(),
                back(provider.organisation()));
        byte[] kept = seals.subject(provider.id(), provider.issuer(), subject);
        if (begun.account().isPresent()) {
            links.link(provider.id(), begun.account().get(), kept);
            return true;
        }
        ProviderLinks.Found found =
                links.use(provider.id(), kept).orElseThrow(() -> new ProviderException(Code.UNKNOWN_PERSON));
        signedIn.signIn(
                new CompanyAuthentication(
                        found.account(), found.link(), clock.instant().truncatedTo(ChronoUnit.MILLIS)),
                request,
                response);
        return false;
    }

    /** In this browser the same one is still signed in, and in the same way. */
    private void requireStill(UUID account, HttpServletRequest request) throws ProviderException {
        boolean isStill = signedIn.of(request)
                .filter(visitor -> visitor.account().equals(account))
                .isPresent();
        if (!isStill) {
            throw new ProviderException(Code.EXPIRED);
        }
        if (!mayLink(request)) {
            throw new ProviderException(Code.NOT_CONFIRMED);
        }
    }

    /** What a provider tells: whoever came by it is out. Its word that somebody is out needs no browser. */
    void signedOut(Provider provider, String token) throws ProviderException {
        if (!provider.isOn()) {
            throw new ProviderException(Code.OFF); // who came by it is out already
        }
        String subject = protocol.signedOut(provider, token);
        links.signOut(provider.id(), seals.subject(provider.id(), provider.issuer(), subject));
    }
}
