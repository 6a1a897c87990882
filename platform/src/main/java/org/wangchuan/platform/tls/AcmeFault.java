package org.wangchuan.platform.tls;

import java.io.IOException;
import java.io.Serial;
import java.time.Instant;
import java.util.Optional;

/** Why there is no new certificate: a stable code, words for whoever runs the platform, and when the authority is to be asked again. */
final class AcmeFault extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What kind it is; it stands before the words. */
    enum Code {
        /** The authority was asked and said no: it did not find the answer at this host, or gives nobody a certificate for this name. */
        ACME_REFUSED,
        /** It has had too many questions, and says so. */
        ACME_RATE_LIMITED,
        /** It can't be reached, or can't answer now. */
        ACME_UNREACHABLE,
        /** Its own certificate is signed by nobody who is believed here. */
        ACME_UNTRUSTED,
        /** Its own certificate is not yet valid or has ended, by the clock of this machine: most often that clock is wrong. */
        ACME_CLOCK,
        /** It has terms of service that nobody has agreed to. */
        ACME_TERMS,
        /** What it sent is no certificate for this name and key, or the certificate that it signed can't be had from it. */
        ACME_ANSWER,
        /** The port where it looks at this host can't be opened. */
        ACME_PORT,
        /** The file of who signs its own certificate can't be used. */
        ACME_CA,
        /** Our own limit: it was asked too often or too lately already, or somebody else is asking, and it was not asked now. */
        ACME_WAIT
    }

    private final Code code;
    private final transient Optional<Instant> notBefore;

    AcmeFault(Code code, String words) {
        this(code, words, Optional.empty(), null);
    }

    /**
     * The same with what was behind it.
     *
     * @param notBefore when the authority wants to be asked again at the earliest
     */
    AcmeFault(
            Code code, String words, Optional<Instant> notBefore, @org.jspecify.annotations.Nullable Throwable cause) {
        super(code + ": " + words, cause);
        this.code = code;
        this.notBefore = notBefore;
    }

    Code code() {
        return code;
    }

    Optional<Instant> notBefore() {
        return notBefore;
    }
}
