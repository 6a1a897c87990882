package org.wangchuan.platform.identity;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wangchuan.platform.identity.ProviderException.Code;

/**
 * The form by which a company's identity provider is set up, as it was filled in.
 *
 * @param secret empty where the one there is stays
 * @param acr empty for anything; so is {@code amr}
 */
public record ProviderForm(String issuer, String clientId, String secret, String acr, String amr) {
    private static final Pattern CLIENT_ID = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Pattern SECRET = Pattern.compile("[\\x20-\\x7e]{1,500}");
    private static final Pattern ACR = Pattern.compile("[\\x21-\\x7e]{0,200}");
    private static final Pattern AMR = Pattern.compile("[\\x21-\\x7e]{0,60}");

    /** One that nobody has filled in. */
    static ProviderForm blank() {
        return new ProviderForm("", "", "", "", "");
    }

    /** Without what surrounds it; a secret is taken as it is. */
    static ProviderForm of(String issuer, String clientId, String secret, String acr, String amr) {
        return new ProviderForm(issuer.strip(), clientId.strip(), secret, acr.strip(), amr.strip());
    }

    /** What is shown of it once it was sent: a secret is not sent back. */
    ProviderForm withoutSecret() {
        return new ProviderForm(issuer, clientId, "", acr, amr);
    }

    Optional<String> rule(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /**
     * Holds it against what each field may be.
     *
     * @param address of the issuer, if it is one that is taken
     */
    void require(Optional<URI> address, boolean isSecretNeeded) throws ProviderException {
        if (address.isEmpty() || address.get().getQuery() != null) {
            throw new ProviderException(Code.ISSUER);
        }
        if (!CLIENT_ID.matcher(clientId).matches()) {
            throw new ProviderException(Code.CLIENT_ID);
        }
        if ((isSecretNeeded || !secret.isEmpty()) && !SECRET.matcher(secret).matches()) {
            throw new ProviderException(Code.SECRET);
        }
        if (!ACR.matcher(acr).matches() || !AMR.matcher(amr).matches()) {
            throw new ProviderException(Code.RULE);
        }
    }

    /** Without the secret, which is in no log. */
    @Override
    public String toString() {
        return "ProviderForm[" + issuer + "]";
    }
}
