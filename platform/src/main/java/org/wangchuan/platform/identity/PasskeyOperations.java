package org.wangchuan.platform.identity;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialRequestOptionsRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The library's checks of passkeys, and four things more: which passkey was shown is known to whoever begins the session; one that
 * is being removed does not come back; whoever is signed in, a sign-in takes anybody's; and that one was made is on record. The library writes what it has read anew when a passkey was shown, and inserts it where it finds
 * none; the row is locked from before it is read, so that a removal comes wholly before or wholly after. Thread-safe.
 */
final class PasskeyOperations implements WebAuthnRelyingPartyOperations {
    private static final String SHOWN = PasskeyOperations.class.getName();

    private final WebAuthnRelyingPartyOperations library;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AccountHistory history;
    private final InstantSource clock;

    PasskeyOperations(
            WebAuthnRelyingPartyOperations library,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            AccountHistory history,
            InstantSource clock) {
        this.library = library;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.history = history;
        this.clock = clock;
    }

    /** The id of the passkey that was shown with this request; empty if none was. */
    static String shown(RequestAttributes request) {
        return request.getAttribute(SHOWN, RequestAttributes.SCOPE_REQUEST) instanceof String id ? id : "";
    }

    @Override
    public PublicKeyCredentialCreationOptions createPublicKeyCredentialCreationOptions(
            PublicKeyCredentialCreationOptionsRequest request) {
        return library.createPublicKeyCredentialCreationOptions(request);
    }

    @Override
    public CredentialRecord registerCredential(RelyingPartyRegistrationRequest request) {
        UUID account = UUID.fromString(request.getCreationOptions().getUser().getName());
        return transaction.execute(_ -> {
            CredentialRecord made = library.registerCredential(request);
            history.note(
                    clock.instant(), account, AccountHistory.What.PASSKEY_MADE, Optional.of(account), Optional.empty());
            return made;
        });
    }

    /** For anybody: at a counter a colleague may be signed in, and their passkeys would be the only ones that could be shown. */
    @Override
    public PublicKeyCredentialRequestOptions createCredentialRequestOptions(
            PublicKeyCredentialRequestOptionsRequest request) {
        return library.createCredentialRequestOptions(() -> null);
    }

    @Override
    public PublicKeyCredentialUserEntity authenticate(RelyingPartyAuthenticationRequest request) {
        String id = request.getPublicKey().getRawId().toBase64UrlString();
        PublicKeyCredentialUserEntity user = transaction.execute(_ -> {
            jdbc.sql("SELECT credential_id FROM identity.user_credentials WHERE credential_id = ? FOR UPDATE")
                    .param(id)
                    .query((row, _) -> row.getString(1))
                    .optional();
            return library.authenticate(request);
        });
        RequestAttributes now = RequestContextHolder.getRequestAttributes();
        if (now != null) {
            now.setAttribute(SHOWN, id, RequestAttributes.SCOPE_REQUEST);
        }
        return user;
    }
}
