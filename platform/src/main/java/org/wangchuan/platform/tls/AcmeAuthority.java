package org.wangchuan.platform.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.exception.AcmeUserActionRequiredException;
import org.wangchuan.platform.tls.AcmeFault.Code;

/**
 * An authority that gives certificates by ACME (RFC 8555), asked by HTTP-01 (8.3): it calls this host by its name and expects
 * an answer that only the holder of the account's key can give. Not thread-safe.
 */
final class AcmeAuthority {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String NO_ACCOUNT = "urn:ietf:params:acme:error:accountDoesNotExist"; // RFC 8555, 6.7
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    private final URI directory;
    private final int port;
    private final boolean isAgreed;
    private final Optional<Path> signedBy;

    /**
     * Reaches nobody yet.
     *
     * @param directory its address
     * @param port where it looks at this host: 80, unless something in front hands that on
     * @param isAgreed whether whoever runs the platform has agreed to its terms of service
     * @param signedBy PEM of who signs the authority's own certificate; empty for those that everybody knows
     */
    AcmeAuthority(URI directory, int port, boolean isAgreed, Optional<Path> signedBy) {
        this.directory = directory;
        this.port = port;
        this.isAgreed = isAgreed;
        this.signedBy = signedBy;
    }

    /** What is kept of an order, so that one that was cut off is gone on with: a second one would be a second certificate. */
    interface OrderMemory {
        /** The address of the order that was begun; empty if there is none. */
        Optional<URI> order();

        /** The key that it is for: of {@link #order} if there is one, else one that nothing ever had. */
        KeyPair key() throws IOException;

        /** An order was begun. */
        void begun(URI order) throws IOException;

        /** The authority is told to look at this host now: from here on it counts what it finds, whatever we hear of it. */
        void challenged();

        /** The one that was begun leads to nothing. */
        void dropped() throws IOException;

        /** The same, and the authority has signed a certificate for it, which counts there. */
        void spent() throws IOException;
    }

    /** A certificate for this name and the key of the order, with those above it, in PEM. */
    String certificate(String name, KeyPair accountKey, OrderMemory memory) throws IOException, InterruptedException {
        trust();
        LastAnswer last = new LastAnswer();
        try (ChallengeServer answers = new ChallengeServer(port)) {
            Login login = login(new Session(directory, last), accountKey);
            Order order = order(login, name, memory, last);
            if (order.getStatus() == Status.PENDING) {
                for (Authorization asked : order.getAuthorizations()) {
                    show(asked, answers, memory);
                }
                var _ = waited(() -> order.waitUntilReady(LIMIT));
            }
            if (order.getStatus() == Status.READY) {
                execute(order, memory, last);
            }
            require(waited(() -> order.waitForCompletion(LIMIT)), order.getError());
            return chain(order, memory, last);
        } catch (AcmeException | AcmeLazyLoadingException | AcmeProtocolException e) {
            throw fault(e, last);
        }
    }

    /** Looks at something until it is done. */
    private interface Wait {
        Status end() throws AcmeException, InterruptedException;
    }

    private static Status waited(Wait wait) throws AcmeException, AcmeFault, InterruptedException {
        try {
            return wait.end();
        } catch (IllegalArgumentException e) {
            // The library sleeps until a time of the clock, and takes none that has gone by.
            throw new AcmeFault(Code.ACME_CLOCK, "the clock was changed meanwhile: " + e, Optional.empty(), e);
        }
    }

    private static void execute(Order order, OrderMemory memory, LastAnswer last) throws AcmeException, IOException {
        try {
            order.execute(memory.key());
        } catch (AcmeException e) {
            if (isNo(last.status())) {
                memory.dropped(); // it would be the same request, and the same answer, each time
            }
            throw e;
        }
    }

    /** What was signed for an order. One that can't be had now is asked for again, unless the authority says that it never can. */
    private static String chain(Order order, OrderMemory memory, LastAnswer last) throws IOException {
        StringWriter chain = new StringWriter();
        try {
            order.getCertificate().writeCertificate(chain);
            return chain.toString();
        } catch (AcmeLazyLoadingException e) {
            if (!isNo(last.status())) {
                throw e;
            }
            memory.spent();
            throw unusable(e, last);
        } catch (AcmeProtocolException | IllegalStateException e) { // something else, or no address of it
            memory.spent();
            throw unusable(e, last);
        }
    }

    private static AcmeFault unusable(RuntimeException e, LastAnswer last) {
        return new AcmeFault(
                Code.ACME_ANSWER,
                "the certificate that was signed can't be had: " + e.getMessage(),
                last.retryAfter(),
                e);
    }

    /** Whether that status says that asking the same again leads to the same. */
    private static boolean isNo(int status) {
        return status >= CLIENT_ERROR && status < SERVER_ERROR && status != TOO_MANY_REQUESTS;
    }

    /** With an account that is there, or a new one; that one needs whoever runs the platform to agree to the terms, if there are any. */
    private Login login(Session session, KeyPair accountKey) throws AcmeException, AcmeFault {
        Optional<URI> terms = session.getMetadata().getTermsOfService();
        AccountBuilder builder = new AccountBuilder().useKeyPair(accountKey);
        if (isAgreed) {
            builder.agreeToTermsOfService();
        } else if (terms.isPresent()) {
            builder.onlyExisting();
        }
        try {
            return builder.createLogin(session);
        } catch (AcmeServerException e) {
            if (terms.isPresent() && !isAgreed && NO_ACCOUNT.equals(String.valueOf(e.getType()))) {
                throw new AcmeFault(Code.ACME_TERMS, String.valueOf(terms.get()), Optional.empty(), e);
            }
            throw e;
        }
    }

    private static Order order(Login login, String name, OrderMemory memory, LastAnswer last)
            throws AcmeException, IOException {
        Optional<URI> begun = memory.order();
        if (begun.isPresent()) {
            try {
                Order order = login.bindOrder(begun.get().toURL());
                Optional<Instant> _ = order.fetch();
                if (order.getStatus() != Status.INVALID) {
                    return order;
                }
            } catch (AcmeException e) { // some say it without a problem document
                // There is no such order, or none of this account: authorities say it with 400, 401, 403, 404 and 410.
                if (!isNo(last.status())) {
                    throw e; // it is there; the authority can't say now how it stands
                }
            }
            memory.dropped();
        }
        memory.key(); // kept before there is anything that it is for
        Order order = login.newOrder().domain(name).create();
        memory.begun(URI.create(String.valueOf(order.getLocation())));
        return order;
    }

    private static void show(Authorization asked, ChallengeServer answers, OrderMemory memory)
            throws IOException, AcmeException, InterruptedException {
        if (asked.getStatus() == Status.VALID) {
            return;
        }
        Http01Challenge challenge = asked.findChallenge(Http01Challenge.class)
                .orElseThrow(() -> new AcmeFault(Code.ACME_REFUSED, "expected an authority that asks by http-01"));
        answers.show(challenge.getToken(), challenge.getAuthorization());
        if (challenge.getStatus() == Status.PENDING) {
            memory.challenged();
            challenge.trigger();
        }
        Status status = waited(() -> asked.waitForCompletion(LIMIT));
        if (status == Status.INVALID) {
            memory.dropped(); // RFC 8555, 7.1.6: so is its order
        }
        require(status, asked.findChallenge(Http01Challenge.class).flatMap(Http01Challenge::getError));
    }

    private static void require(Status status, Optional<Problem> error) throws AcmeFault {
        if (status != Status.VALID) {
            throw new AcmeFault(
                    Code.ACME_REFUSED,
                    error.flatMap(Problem::getDetail).orElse(status.name().toLowerCase(Locale.ROOT)));
        }
    }

    private static AcmeFault fault(Exception e, LastAnswer last) {
        String words = String.valueOf(e.getMessage());
        boolean isNetwork = causes(e).anyMatch(AcmeNetworkException.class::isInstance);
        if (isNetwork
                && causes(e)
                        .anyMatch(cause -> cause instanceof CertificateNotYetValidException
                                || cause instanceof CertificateExpiredException)) {
            return new AcmeFault(Code.ACME_CLOCK, words, Optional.empty(), e);
        }
        if (isNetwork && causes(e).anyMatch(SSLException.class::isInstance)) {
            return new AcmeFault(Code.ACME_UNTRUSTED, words, Optional.empty(), e);
        }
        if (isNetwork) {
            return new AcmeFault(Code.ACME_UNREACHABLE, words, Optional.empty(), e);
        }
        if (e instanceof AcmeRateLimitedException limited) {
            return new AcmeFault(
                    Code.ACME_RATE_LIMITED, words, limited.getRetryAfter().or(last::retryAfter), e);
        }
        if (e instanceof AcmeUserActionRequiredException) {
            return new AcmeFault(Code.ACME_TERMS, words, last.retryAfter(), e);
        }
        Code code = last.status() == TOO_MANY_REQUESTS
                ? Code.ACME_RATE_LIMITED
                : last.status() >= SERVER_ERROR ? Code.ACME_UNREACHABLE : Code.ACME_REFUSED;
        return new AcmeFault(code, words, last.retryAfter(), e);
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, java.util.Objects::nonNull, Throwable::getCause);
    }

    /** The library takes what the whole process trusts; this process asks nobody else. */
    private void trust() throws AcmeFault {
        if (signedBy.isEmpty()) {
            return;
        }
        try (InputStream pem = Files.newInputStream(signedBy.get())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int count = 0;
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca" + count++, one);
            }
            if (count == 0) {
                throw new AcmeFault(Code.ACME_CA, "expected certificates in PEM in " + signedBy.get() + ", found none");
            }
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusted.getTrustManagers(), null);
            SSLContext.setDefault(context);
        } catch (AcmeFault e) {
            throw e;
        } catch (IOException | GeneralSecurityException e) {
            throw new AcmeFault(
                    Code.ACME_CA,
                    "expected certificates in PEM in " + signedBy.get() + ", found " + e,
                    Optional.empty(),
                    e);
        }
    }
}
