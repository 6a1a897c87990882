package org.wangchuan.engine.phone.attestation;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.phone.attestation.DerReader.MalformedException;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;

/**
 * What a chain of certificates that a phone's hardware made for a key is worth. Proved is only what a chain says that ends at a pinned root, was made for this very
 * job, by secure hardware, and tells how the system was booted; anything else is worth nothing, but what it says against the phone counts all the same.
 *
 * <p>Not looked at: whether the maker's key was stolen, which Google lists day by day and nobody can ask without a network; and which phone it was that answered, since
 * one can have another make it. Immutable and thread-safe.
 *
 * @param said what the key's own certificate says, also where it proves nothing; absent where it can't be read
 * @param isWhole whether each certificate is one in its only spelling and all that they say can be read, so that a record may have them
 * @param isAgainst whether any of them says that somebody may have changed the system: that counts, whatever it is worth
 * @param isNaming whether any of them holds what names one device, which no record may have
 */
public record KeyAttestation(
        Outcome outcome, Optional<KeyDescription> said, boolean isWhole, boolean isAgainst, boolean isNaming) {
    /** The fewest and the most certificates of a chain: key, phone, one or two of its maker or of Google, root. */
    public static final int CHAIN_MIN = 3;

    public static final int CHAIN_MAX = 5;

    /** The largest certificate, in bytes: with ML-DSA some are above six thousand. */
    public static final int CERTIFICATE_BYTES_MAX = 12 << 10;

    /** All certificates of a chain together, in bytes. */
    public static final int CHAIN_BYTES_MAX = 24 << 10;

    /** Characters of what makes a challenge fresh, in hex. */
    public static final int NONCE_CHARS = 32;

    private static final String EXTENSION = "1.3.6.1.4.1.11129.2.1.17";
    private static final String DOMAIN = "wangchuan phone attestation v1\n";
    private static final Pattern NONCE = Pattern.compile("[0-9a-f]{" + NONCE_CHARS + "}");
    private static final Set<String> SIGNATURES = Set.of(
            "SHA256WITHECDSA",
            "SHA384WITHECDSA",
            "SHA512WITHECDSA",
            "SHA256WITHRSA",
            "SHA384WITHRSA",
            "SHA512WITHRSA",
            "ML-DSA",
            "ML-DSA-44",
            "ML-DSA-65",
            "ML-DSA-87");

    /** Phones of before 2020 have, under a factory's certificate and Google's first root, which is of RSA, one for their own key that says it may sign none, and signs all the same. */
    private static final int FACTORY_CHAIN = 4;

    private static final Instant FACTORIES_UNTIL = Instant.parse("2020-01-01T00:00:00Z");
    private static final int MAY_SIGN_CERTIFICATES = 5; // in the order of RFC 5280, 4.2.1.3

    /** More certificates than a chain has are looked at only for what they say against the phone, and no more than these. */
    private static final int LOOKED_AT_MAX = 2 * CHAIN_MAX;

    private static final int TEN_THOUSAND = 10_000;
    private static final int WHOLE_VERSIONS_FROM = 10; // before Android 10 what its system tells has points in it

    /** What came of it. */
    public enum Outcome {
        PROVED,
        /** No such chain, or none that can be read. */
        MALFORMED,
        /** The key's own certificate says nothing of an attestation. */
        NOT_ATTESTED,
        /** Another certificate than the key's own bears an attestation: whoever holds an attested key may have signed the rest. */
        EXTENDED,
        /** One is not signed by the next. */
        BAD_SIGNATURE,
        /** One was not valid when it was made. */
        NOT_VALID_THEN,
        /** It ends at a root that is not known. */
        UNKNOWN_ROOT,
        /** It was made for something else than this job. */
        OTHER_CHALLENGE,
        /** Software made it. */
        SOFTWARE,
        /** The hardware doesn't say how the system was booted. */
        BOOT_UNTOLD
    }

    /**
     * What a key has to be made for, 32 bytes.
     *
     * @param job as the record names it
     * @param nonce {@value #NONCE_CHARS} hex digits that nobody could know before
     * @throws IllegalArgumentException if the nonce is none
     */
    public static byte[] challenge(String job, String nonce) {
        if (!isNonce(nonce)) {
            throw new IllegalArgumentException("expected " + NONCE_CHARS + " hex digits, found others");
        }
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((DOMAIN + job + "\n" + nonce).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether it can make a challenge fresh. */
    public static boolean isNonce(String text) {
        return NONCE.matcher(text).matches();
    }

    /**
     * Judges a chain.
     *
     * @param chain DER, the attested key's certificate first
     * @param challenge what it has to have been made for
     * @param at when it was made
     */
    public static KeyAttestation judge(List<byte[]> chain, byte[] challenge, Instant at, AttestationRoots roots) {
        boolean isWhole = chain.size() >= CHAIN_MIN
                && chain.size() <= CHAIN_MAX
                && chain.stream().mapToLong(one -> one.length).sum() <= CHAIN_BYTES_MAX;
        List<X509Certificate> read = new ArrayList<>();
        List<KeyDescription> found = new ArrayList<>();
        Optional<KeyDescription> own = Optional.empty();
        for (byte[] one : chain.subList(0, Math.min(chain.size(), LOOKED_AT_MAX))) {
            boolean isOwn = read.isEmpty();
            try {
                X509Certificate certificate = certificate(one);
                read.add(certificate);
                Optional<KeyDescription> said = description(certificate);
                said.ifPresent(found::add);
                own = isOwn ? said : own;
            } catch (CertificateException | MalformedException _) {
                isWhole = false;
            }
        }
        Outcome outcome = Outcome.MALFORMED;
        if (isWhole) {
            outcome = own.isEmpty() ? Outcome.NOT_ATTESTED : chain(read, at, roots);
        }
        if (outcome == Outcome.PROVED) {
            outcome = content(own.orElseThrow(), challenge);
        }
        return new KeyAttestation(
                outcome,
                own,
                isWhole,
                found.stream().anyMatch(KeyDescription::isAgainst),
                found.stream().anyMatch(KeyDescription::isNaming));
    }

    /** In the one spelling that it has: around it nothing can stand that is no certificate. */
    private static X509Certificate certificate(byte[] der) throws CertificateException {
        if (der.length == 0 || der.length > CERTIFICATE_BYTES_MAX || der[0] != DerReader.SEQUENCE) {
            throw new CertificateException("expected DER of at most " + CERTIFICATE_BYTES_MAX + " bytes, found others");
        }
        if (!(CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der))
                        instanceof X509Certificate certificate)
                || !Arrays.equals(certificate.getEncoded(), der)) {
            throw new CertificateException("expected a certificate and nothing else, found others");
        }
        return certificate;
    }

    private static Optional<KeyDescription> description(X509Certificate certificate) throws MalformedException {
        byte @Nullable [] extension = certificate.getExtensionValue(EXTENSION);
        if (extension == null) {
            return Optional.empty();
        }
        DerReader wrapped = new DerReader(extension);
        KeyDescription said = KeyDescription.read(wrapped.octets());
        wrapped.requireEnd();
        return Optional.of(said);
    }

    private static Outcome chain(List<X509Certificate> chain, Instant at, AttestationRoots roots) {
        for (int i = 1; i < chain.size(); i++) {
            X509Certificate issuer = chain.get(i);
            X509Certificate issued = chain.get(i - 1);
            if (issuer.getExtensionValue(EXTENSION) != null) {
                return Outcome.EXTENDED;
            }
            boolean mayLackAuthority = i == 1 && isOfFactory(chain);
            if (!issued.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
                    || !(mayLackAuthority || isAuthority(issuer, i - 1))
                    || !isSigned(issued, issuer)) {
                return Outcome.BAD_SIGNATURE;
            }
        }
        // The root is known by its key alone. The dates of a key's own certificate are what was asked for, and say
        // nothing.
        if (!roots.has(chain.getLast().getPublicKey())) {
            return Outcome.UNKNOWN_ROOT;
        }
        for (X509Certificate one : chain.subList(1, chain.size() - 1)) {
            try {
                one.checkValidity(Date.from(at));
            } catch (CertificateException _) {
                return Outcome.NOT_VALID_THEN;
            }
        }
        return Outcome.PROVED;
    }

    private static boolean isOfFactory(List<X509Certificate> chain) {
        return chain.size() == FACTORY_CHAIN
                && chain.getLast().getPublicKey().getAlgorithm().equals("RSA")
                && chain.get(1).getNotBefore().toInstant().isBefore(FACTORIES_UNTIL);
    }

    /** @param below how many authorities are between it and the key's own certificate */
    private static boolean isAuthority(X509Certificate issuer, int below) {
        boolean @Nullable [] uses = issuer.getKeyUsage();
        return issuer.getBasicConstraints() >= below && (uses == null || uses[MAY_SIGN_CERTIFICATES]);
    }

    private static boolean isSigned(X509Certificate issued, X509Certificate issuer) {
        if (!SIGNATURES.contains(issued.getSigAlgName().toUpperCase(Locale.ROOT))) {
            return false;
        }
        try {
            issued.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static Outcome content(KeyDescription said, byte[] challenge) {
        if (!said.challenge().equals(HexFormat.of().formatHex(challenge))) {
            return Outcome.OTHER_CHALLENGE;
        }
        if (said.level() == KeyDescription.Level.SOFTWARE) {
            return Outcome.SOFTWARE;
        }
        return said.boot().isPresent() ? Outcome.PROVED : Outcome.BOOT_UNTOLD;
    }

    /** Whether what it says is shown. */
    public boolean isProved() {
        return outcome == Outcome.PROVED;
    }

    /**
     * What is known by it; nothing if it is not proved. Its patch level is a month where the system's own word is a day, so that it is no fact here.
     */
    public Facts facts() {
        if (!isProved()) {
            return Facts.NONE;
        }
        KeyDescription known = said.orElseThrow();
        KeyDescription.Boot boot = known.boot().orElseThrow();
        List<Fact> out = new ArrayList<>();
        add(out, Property.BOOTLOADER, boot.isLocked() ? "locked" : "unlocked");
        add(
                out,
                Property.VERIFIED_BOOT,
                switch (boot.state()) {
                    case VERIFIED -> "green";
                    case SELF_SIGNED -> "yellow";
                    case UNVERIFIED -> "orange";
                    case FAILED -> "red";
                });
        known.system().ifPresent(number -> {
            if (number % TEN_THOUSAND == 0 && number / TEN_THOUSAND >= WHOLE_VERSIONS_FROM) {
                add(out, Property.VERSION, Long.toString(number / TEN_THOUSAND));
            }
        });
        known.maker().ifPresent(text -> add(out, Property.MAKER, text));
        known.model().ifPresent(text -> add(out, Property.MODEL, text));
        return new Facts(out);
    }

    private static void add(List<Fact> out, Property property, String value) {
        if (Fact.isValue(property, value)) {
            out.add(new Fact(property, value, Source.ATTESTED));
        }
    }
}
