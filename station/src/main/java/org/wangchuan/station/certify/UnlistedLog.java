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
import org.wangchuan.station.issue.StationBooks;

/** The log of an operator in which no trust list here names the station, or more than one log: nothing can be had under it. */
public record UnlistedLog(StationBooks books) implements CertifyingLog {
    @Override
    public String origin() {
        return "";
    }

    @Override
    public List<TrustList> trust() throws IOException {
        return List.of(books.trustList().list());
    }

    @Override
    public Optional<Certification.Reason> hindrance() {
        return Optional.of(Certification.Reason.NO_LIST);
    }

    @Override
    public boolean isUnderPolicy() {
        return true;
    }

    @Override
    public Round cosign(Set<UUID> events, long deadlineNanos) {
        throw new IllegalStateException("asked although there is a hindrance");
    }

    @Override
    public Certificate certificate(Receipt receipt, SignedCheckpoint cosigned, Optional<StatusFile> status) {
        throw new IllegalStateException("asked although there is a hindrance");
    }

    @Override
    public StatusFile statusFile(IssuedStatement listing, SignedCheckpoint cosigned) {
        throw new IllegalStateException("asked although there is a hindrance");
    }
}
