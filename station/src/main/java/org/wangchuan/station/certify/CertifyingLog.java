package org.wangchuan.station.certify;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.trust.TrustList;

/** The public log under which a station's receipts become certificates: its own, or its operator's. */
public interface CertifyingLog {
    /** The name of the log. */
    String origin() throws IOException;

    /** By which a certificate is judged before it is given out, as they are now: each has to say yes, and there is at least one. */
    List<TrustList> trust() throws IOException;

    /** Why no certificate can be had under this log, whoever is asked; empty if one can. */
    Optional<Certification.Reason> hindrance() throws IOException;

    /** Whether the witnesses of today decide about the log as it is; if not, the next statement makes it grow towards that. */
    boolean isUnderPolicy() throws IOException;

    /**
     * Gets a checkpoint cosigned that has all in it that the station has signed.
     *
     * @param events of statements that {@link #certificate} or {@link #statusFile} will be asked for
     * @param deadlineNanos of {@link System#nanoTime}
     */
    Round cosign(Set<UUID> events, long deadlineNanos) throws IOException, InterruptedException;

    /** The certificate of a receipt of this station, without a counter-signature. Nothing is verified. */
    Certificate certificate(Receipt receipt, SignedCheckpoint cosigned, Optional<StatusFile> status) throws IOException;

    /**
     * A status list under a cosigned checkpoint.
     *
     * @throws IOException if the list has changed since
     */
    StatusFile statusFile(IssuedStatement listing, SignedCheckpoint cosigned) throws IOException;
}
