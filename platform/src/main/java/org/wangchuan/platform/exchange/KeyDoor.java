package org.wangchuan.platform.exchange;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.Secrets;
import org.wangchuan.platform.setting.LimitSettings;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Door;
import org.wangchuan.platform.web.limit.KeyTries;
import org.wangchuan.platform.web.problem.Problems;

/** Lets programs in by their key, in {@code Authorization: Bearer} and nowhere else: what stands in an address stands in logs. */
@Component
class KeyDoor implements Door {
    private static final String OF_REQUEST = KeyDoor.class.getName();
    private static final String IS_MUCH = OF_REQUEST + ".much";
    private static final String SCHEME = "Bearer ";

    private final ApiKeys keys;
    /** Requests with one key within a minute: ten a second. */
    static final int USES_MAX = 600;

    private final KeyTries tries;

    private final KeyNames names;

    KeyDoor(ApiKeys keys, KeyNames names, InstantSource clock, LimitSettings limits) {
        this.keys = keys;
        this.names = names;
        this.tries = new KeyTries(clock, USES_MAX, limits);
    }

    @Override
    public Access.To kind() {
        return Access.To.PROGRAM;
    }

    @Override
    public boolean lets(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.startsWith(SCHEME)) {
            return false;
        }
        String token = header.substring(SCHEME.length());
        String one = HexFormat.of().formatHex(Secrets.digest(token));
        if (!tries.mayTry(request, one) && !mayBeOne(request, token, one)) {
            return tooMuch(request);
        }
        Optional<ApiKey> key = keys.of(token);
        if (key.isEmpty()) {
            Problems.tell(request, "KEY_UNKNOWN");
            return false;
        }
        // Whoever holds the secret is told what became of it.
        if (key.get().state() == ApiKey.State.REVOKED || key.get().isOver(keys.instant())) {
            Problems.tell(request, key.get().state() == ApiKey.State.REVOKED ? "KEY_REVOKED" : "KEY_OVER");
            return false;
        }
        if (!tries.mayUse(one)) {
            return tooMuch(request);
        }
        if (key.get().state() == ApiKey.State.ACTIVE) {
            keys.used(key.get());
        }
        request.setAttribute(OF_REQUEST, key.get());
        return true;
    }

    /** Many came from this address that were not known to be good: then one is looked for only if there is one that begins so. */
    private boolean mayBeOne(HttpServletRequest request, String token, String digest) {
        if (tries.isKnown(digest)) {
            return false; // too often by itself
        }
        boolean mayBe = ApiKeys.prefixOf(token)
                .filter(names::has)
                .filter(tries::mayTryNamed)
                .isPresent();
        if (!mayBe) {
            Problems.tell(request, "TOO_MANY_KEYS");
        }
        return mayBe;
    }

    private static boolean tooMuch(HttpServletRequest request) {
        request.setAttribute(IS_MUCH, true);
        return false;
    }

    @Override
    public HttpStatus refused(HttpServletRequest request, HttpStatus usual) {
        return request.getAttribute(IS_MUCH) == null ? usual : HttpStatus.TOO_MANY_REQUESTS;
    }

    @Override
    public boolean allows(HttpServletRequest request, String scope) {
        return scope.isEmpty()
                || of(request).scopes().stream().anyMatch(one -> one.id().equals(scope));
    }

    /** A platform that was put back does not know whether the key was revoked since. */
    @Override
    public Optional<String> waits(HttpServletRequest request) {
        return of(request).state() == ApiKey.State.UNCONFIRMED ? Optional.of("KEY_NOT_CONFIRMED") : Optional.empty();
    }

    /** The key that makes this request; it was let in. */
    ApiKey of(HttpServletRequest request) {
        if (request.getAttribute(OF_REQUEST) instanceof ApiKey key) {
            return key;
        }
        throw new IllegalStateException("no program was let in with this request");
    }
}
