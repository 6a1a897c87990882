package org.wangchuan.platform.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.claims.ACR;
import com.nimbusds.openid.connect.sdk.claims.AMR;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.ProviderDiscovery.Known;
import org.wangchuan.platform.identity.ProviderException.Code;

/**
 * What is said to a company's identity provider, and what of its answers is believed: OpenID Connect Core 1.0 with the authorization code flow
 * and PKCE, by the Nimbus library, and closer where that leaves it to its caller. Tokens are looked at and dropped. Thread-safe.
 */
@Component
class ProviderProtocol {
    /** By how much a provider's clock may be another. */
    static final Duration SKEW = Duration.ofSeconds(60);

    private static final int SUBJECT_CHARS_MAX = 255;
    private static final String PROBE = "wangchuan-tests-whether-this-client-is-known";

    private final ProviderDiscovery discovery;
    private final ProviderHttp http;
    private final InstantSource clock;

    ProviderProtocol(ProviderDiscovery discovery, ProviderHttp http, InstantSource clock) {
        this.discovery = discovery;
        this.http = http;
        this.clock = clock;
    }

    /**
     * Tests one at once: what it publishes, its keys, and whether it knows this client with this secret. That is asked with a code that is none: what
     * is refused for the code alone is known. Where it answers in no known way nothing is found out, and it counts as good.
     */
    void test(String issuer, String clientId, String secret, URI back) throws ProviderException {
        Known known = discovery.tested(issuer);
        TokenResponse answer;
        try {
            answer = OIDCTokenResponseParser.parse(
                    http.post(request(known, clientId, secret, new AuthorizationCode(PROBE), new CodeVerifier(), back)
                            .toHTTPRequest()));
        } catch (ParseException e) {
            return;
        }
        boolean isUnknown = !answer.indicatesSuccess()
                && List.of(OAuth2Error.INVALID_CLIENT, OAuth2Error.UNAUTHORIZED_CLIENT)
                        .contains(answer.toErrorResponse().getErrorObject());
        if (isUnknown) {
            throw new ProviderException(Code.CLIENT_REFUSED);
        }
    }

    /** Where a browser is sent. No more is asked for than who it is ({@code openid}). */
    URI request(Provider provider, ProviderTries.Begun begun, URI back) throws ProviderException {
        Known known = discovery.of(provider.issuer());
        AuthenticationRequest.Builder request = new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid"), new ClientID(provider.clientId()), back)
                .endpointURI(known.metadata().getAuthorizationEndpointURI())
                .state(new State(begun.state()))
                .nonce(new Nonce(begun.nonce()))
                .codeChallenge(new CodeVerifier(begun.verifier()), CodeChallengeMethod.S256);
        if (begun.isAnew()) {
            request.prompt(Prompt.Type.LOGIN).maxAge(0);
        }
        provider.acr().ifPresent(acr -> request.acrValues(List.of(new ACR(acr))));
        return request.build().toURI();
    }

    /**
     * Redeems the code that a browser has brought back, and looks at what that says.
     *
     * @param said the name of the issuer that came with the code (RFC 9207), if one did
     * @return by which name the provider knows them
     */
    String subject(
            Provider provider, String secret, ProviderTries.Begun begun, String code, Optional<String> said, URI back)
            throws ProviderException {
        try {
            return redeemed(provider, secret, begun, code, said, back);
        } catch (IllegalArgumentException e) {
            throw new ProviderException(
                    Code.TOKEN); // what the library takes for no value at all, such as an empty name
        }
    }

    private String redeemed(
            Provider provider, String secret, ProviderTries.Begun begun, String code, Optional<String> said, URI back)
            throws ProviderException {
        Known known = discovery.of(provider.issuer());
        boolean isOfAnother = said.isPresent()
                ? !said.get().equals(provider.issuer())
                : known.metadata().supportsAuthorizationResponseIssuerParam();
        if (isOfAnother) {
            throw new ProviderException(Code.TOKEN);
        }
        IDTokenClaimsSet claims = verified(provider, known, token(provider, known, secret, begun, code, back), begun);
        if (claims.getSubject().getValue().length() > SUBJECT_CHARS_MAX) {
            throw new ProviderException(Code.TOKEN);
        }
        requireStrong(provider, claims);
        if (begun.isAnew() && !isAskedSince(claims, Duration.between(begun.at(), clock.instant()))) {
            throw new ProviderException(Code.NOT_ASKED);
        }
        return claims.getSubject().getValue();
    }

    private JWT token(Provider provider, Known known, String secret, ProviderTries.Begun begun, String code, URI back)
            throws ProviderException {
        try {
            TokenResponse answer = OIDCTokenResponseParser.parse(http.post(request(
                            known,
                            provider.clientId(),
                            secret,
                            new AuthorizationCode(code),
                            new CodeVerifier(begun.verifier()),
                            back)
                    .toHTTPRequest()));
            if (!answer.indicatesSuccess()) {
                boolean isUnknown = OAuth2Error.INVALID_CLIENT.equals(
                        answer.toErrorResponse().getErrorObject());
                throw new ProviderException(isUnknown ? Code.CLIENT_REFUSED : Code.REFUSED);
            }
            JWT token = ((OIDCTokenResponse) answer.toSuccessResponse())
                    .getOIDCTokens()
                    .getIDToken();
            if (token == null) {
                throw new ProviderException(Code.TOKEN);
            }
            return token;
        } catch (ParseException e) {
            throw new ProviderException(Code.TOKEN);
        }
    }

    private static TokenRequest request(
            Known known, String clientId, String secret, AuthorizationCode code, CodeVerifier verifier, URI back) {
        ClientID id = new ClientID(clientId);
        ClientAuthentication client = known.method().equals(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                ? new ClientSecretPost(id, new Secret(secret))
                : new ClientSecretBasic(id, new Secret(secret));
        return new TokenRequest.Builder(
                        known.metadata().getTokenEndpointURI(),
                        client,
                        new AuthorizationCodeGrant(code, back, verifier))
                .build();
    }

    private IDTokenClaimsSet verified(Provider provider, Known known, JWT token, ProviderTries.Begun begun)
            throws ProviderException {
        IDTokenValidator validator = new IDTokenValidator(
                new Issuer(provider.issuer()), new ClientID(provider.clientId()), keys(known), null);
        validator.setMaxClockSkew((int) SKEW.toSeconds());
        IDTokenClaimsSet claims;
        try {
            claims = validator.validate(token, new Nonce(begun.nonce()));
        } catch (BadJOSEException e) {
            throw new ProviderException(Code.TOKEN); // what the library says of it has the claims in it
        } catch (JOSEException e) {
            throw ProviderDiscovery.unreachable(e);
        }
        boolean isForOthersToo = claims.getAudience().size() > 1;
        boolean isForUs = claims.getAuthorizedParty() == null
                ? !isForOthersToo
                : claims.getAuthorizedParty().getValue().equals(provider.clientId());
        // One that was made before anybody asked for it is not the answer.
        boolean isNew = !claims.getIssueTime().toInstant().isBefore(begun.at().minus(SKEW));
        if (!isForUs || !isNew) {
            throw new ProviderException(Code.TOKEN);
        }
        return claims;
    }

    private static JWSKeySelector<SecurityContext> keys(Known known) {
        return new JWSVerificationKeySelector<>(known.algorithms(), known.keys());
    }

    private static void requireStrong(Provider provider, IDTokenClaimsSet claims) throws ProviderException {
        boolean isAcr = provider.acr().isEmpty()
                || (claims.getACR() != null
                        && claims.getACR().getValue().equals(provider.acr().get()));
        boolean isAmr = provider.amr().isEmpty()
                || (claims.getAMR() != null
                        && claims.getAMR().contains(new AMR(provider.amr().get())));
        if (!isAcr || !isAmr) {
            throw new ProviderException(Code.TOO_WEAK);
        }
    }

    /** By the provider's own clock alone, which may be another: so long before it signed this. Both count in whole seconds. */
    private static boolean isAskedSince(IDTokenClaimsSet claims, Duration underWay) {
        Date asked = claims.getAuthenticationTime();
        Instant begun = claims.getIssueTime().toInstant().minus(underWay).minusSeconds(2);
        return asked != null && !asked.toInstant().isBefore(begun);
    }

    /**
     * Whom a provider has signed out (Back-Channel Logout 1.0), if that is what it says.
     *
     * @throws ProviderException also where it names a session of its own alone: these are not kept, and nobody was signed out
     */
    String signedOut(Provider provider, String token) throws ProviderException {
        JWT parsed;
        try {
            parsed = JWTParser.parse(token); // before anybody is asked for keys
        } catch (java.text.ParseException e) {
            throw new ProviderException(Code.TOKEN);
        }
        Known known = discovery.of(provider.issuer());
        LogoutTokenValidator validator = new LogoutTokenValidator(
                new Issuer(provider.issuer()), new ClientID(provider.clientId()), false, keys(known), null);
        validator.setMaxClockSkew((int) SKEW.toSeconds());
        try {
            LogoutTokenClaimsSet claims = validator.validate(parsed);
            boolean isNew = !claims.getIssueTime()
                    .toInstant()
                    .isBefore(clock.instant().minus(SKEW).minus(SKEW));
            if (!isNew || claims.getSubject() == null) {
                throw new ProviderException(Code.TOKEN);
            }
            return claims.getSubject().getValue();
        } catch (BadJOSEException | IllegalArgumentException e) {
            throw new ProviderException(Code.TOKEN);
        } catch (JOSEException e) {
            throw ProviderDiscovery.unreachable(e);
        }
    }
}
