package org.wangchuan.platform.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.ProviderException.Code;

/**
 * What identity providers publish of themselves (OpenID Connect Discovery 1.0), held against what is needed of them, and remembered for a
 * while; and the keys with which they sign. Thread-safe.
 */
@Component
class ProviderDiscovery {
    /** With two keys, one of which is published; never {@code none}, and none with a key that both know. */
    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /** How long what one publishes of itself is believed. */
    static final Duration KEPT = Duration.ofMinutes(10);

    private static final Duration KEYS_KEPT = Duration.ofMinutes(10);

    /** A token with a key that nobody knows has the keys asked for again, and no more often than this. */
    private static final Duration KEYS_APART = Duration.ofSeconds(30);

    /** Most that are remembered. */
    private static final int KNOWN_MAX = 200;

    private static final String PATH = "/.well-known/openid-configuration";

    private final ProviderHttp http;
    private final InstantSource clock;
    private final Map<String, Known> known = new LinkedHashMap<>();

    ProviderDiscovery(ProviderHttp http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    /**
     * What one has published.
     *
     * @param algorithms by which it signs, of those that are taken
     * @param method in which it takes a client's secret
     */
    record Known(
            OIDCProviderMetadata metadata,
            Set<JWSAlgorithm> algorithms,
            ClientAuthenticationMethod method,
            JWKSource<SecurityContext> keys,
            Instant at) {}

    /** That of an issuer, which may be remembered. */
    Known of(String issuer) throws ProviderException {
        Optional<Known> remembered = remembered(issuer);
        return remembered.isPresent() ? remembered.get() : ask(issuer);
    }

    /** The same, asked for anew, and the keys as well. */
    Known tested(String issuer) throws ProviderException {
        Known asked = ask(issuer);
        if (usable(asked.keys()).findAny().isEmpty()) {
            throw new ProviderException(Code.NO_KEYS);
        }
        return asked;
    }

    private Optional<Known> remembered(String issuer) {
        synchronized (known) {
            return Optional.ofNullable(known.get(issuer))
                    .filter(one -> clock.instant().isBefore(one.at().plus(KEPT)));
        }
    }

    private Known ask(String issuer) throws ProviderException {
        // One slash between, whether or not the issuer ends with one (Discovery 1.0, 4.1).
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        URI url = http.url(base + PATH).orElseThrow(() -> new ProviderException(Code.ISSUER));
        OIDCProviderMetadata metadata = parsed(http.get(url));
        if (!metadata.getIssuer().getValue().equals(issuer)) {
            throw new ProviderException(Code.ISSUER_DIFFERS);
        }
        Known asked = new Known(
                metadata,
                algorithms(metadata),
                method(metadata.getTokenEndpointAuthMethods()),
                keys(required(metadata.getJWKSetURI())),
                clock.instant());
        var _ = required(metadata.getAuthorizationEndpointURI());
        var _ = required(metadata.getTokenEndpointURI());
        List<ResponseType> types = metadata.getResponseTypes();
        if (types == null || !types.contains(ResponseType.CODE)) {
            throw new ProviderException(Code.NO_CODE_FLOW);
        }
        List<CodeChallengeMethod> pkce = metadata.getCodeChallengeMethods();
        if (pkce != null && !pkce.contains(CodeChallengeMethod.S256)) {
            throw new ProviderException(Code.NO_PKCE);
        }
        synchronized (known) {
            known.remove(issuer);
            known.put(issuer, asked);
            if (known.size() > KNOWN_MAX) {
                known.remove(known.keySet().iterator().next());
            }
        }
        return asked;
    }

    private static OIDCProviderMetadata parsed(String text) throws ProviderException {
        try {
            return OIDCProviderMetadata.parse(text);
        } catch (ParseException | RuntimeException e) { // the library's own too, of what nobody has tried on it
            throw new ProviderException(Code.METADATA);
        }
    }

    private URI required(@Nullable URI url) throws ProviderException {
        return Optional.ofNullable(url)
                .flatMap(found -> http.url(found.toString()))
                .orElseThrow(() -> new ProviderException(Code.ENDPOINT));
    }

    private static Set<JWSAlgorithm> algorithms(OIDCProviderMetadata metadata) throws ProviderException {
        List<JWSAlgorithm> said = Objects.requireNonNullElse(metadata.getIDTokenJWSAlgs(), List.of());
        Set<JWSAlgorithm> both = said.stream().filter(ALGORITHMS::contains).collect(Collectors.toUnmodifiableSet());
        if (both.isEmpty()) {
            throw new ProviderException(Code.NO_ALGORITHM);
        }
        return both;
    }

    private static ClientAuthenticationMethod method(@Nullable List<ClientAuthenticationMethod> said)
            throws ProviderException {
        if (said == null || said.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)) {
            return ClientAuthenticationMethod.CLIENT_SECRET_BASIC; // which is meant where nothing is said
        }
        if (said.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)) {
            return ClientAuthenticationMethod.CLIENT_SECRET_POST;
        }
        throw new ProviderException(Code.NO_CLIENT_METHOD);
    }

    private JWKSource<SecurityContext> keys(URI url) throws ProviderException {
        try {
            return JWKSourceBuilder.create(url.toURL(), http)
                    .cache(KEYS_KEPT.toMillis(), Duration.ofSeconds(15).toMillis())
                    .refreshAheadCache(false)
                    .rateLimited(KEYS_APART.toMillis())
                    .retrying(false)
                    .build();
        } catch (MalformedURLException e) {
            throw new ProviderException(Code.ENDPOINT);
        }
    }

    private static Stream<JWK> usable(JWKSource<SecurityContext> keys) throws ProviderException {
        JWKMatcher signing = new JWKMatcher.Builder()
                .keyTypes(KeyType.RSA, KeyType.EC)
                .publicOnly(false)
                .build();
        try {
            return keys.get(new JWKSelector(signing), null).stream();
        } catch (KeySourceException e) {
            throw unreachable(e);
        }
    }

    /** Why keys were not to be had, if that was said by whoever asked for them. */
    static ProviderException unreachable(JOSEException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProviderException known) {
                return known;
            }
        }
        return new ProviderException(Code.NO_KEYS);
    }
}
