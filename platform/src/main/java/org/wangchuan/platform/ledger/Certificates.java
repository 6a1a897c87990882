package org.wangchuan.platform.ledger;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.verify.CertificateVerifier;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.VerifiedCertificate;

/** Takes certificates in, for statements that are stored; never puts one in the place of another that shows more. Thread-safe. */
@Component
public class Certificates {
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final TrustLists trust;

    Certificates(JdbcClient jdbc, InstantSource clock, TrustLists trust) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.trust = trust;
    }

    private record Known(UUID event, Bytes32 statementDigest, Set<String> checks) {}

    /**
     * Stores a certificate of the statement of an order.
     *
     * @return false if the one that is stored was checked for more, and stays
     */
    @Transactional
    public boolean record(Stations.Station station, UUID order, String text) throws LedgerException {
        Known known = jdbc.sql("""
                        SELECT event_id, statement_digest, certificate_checks FROM ledger.statement
                        WHERE order_id = ? AND station_id = ? AND statement_digest = ? FOR UPDATE""")
                .params(order, station.id(), statementOf(text).toBytes())
                .query((row, _) -> {
                    java.sql.Array checks = row.getArray("certificate_checks");
                    return new Known(
                            row.getObject("event_id", UUID.class),
                            Bytes32.of(row.getBytes("statement_digest")),
                            checks == null ? Set.of() : Set.of((String[]) checks.getArray()));
                })
                .optional()
                .orElseThrow(() -> new LedgerException(
                        LedgerException.Code.STATEMENT_UNKNOWN, "statement", "the receipt has to come first"));
        Set<String> checks = verify(station, known, text).receipt().checked().stream()
                .map(Json::wireName)
                .collect(Collectors.toSet());
        if (!checks.containsAll(known.checks())) {
            return false;
        }
        jdbc.sql("""
                        UPDATE ledger.statement SET certificate = ?, certificate_checks = ?, certificate_at = ?
                        WHERE event_id = ?""")
                .param(text)
                .param(checks.stream().sorted().toArray(String[]::new))
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(known.event())
                .update();
        return true;
    }

    private static Bytes32 statementOf(String text) throws LedgerException {
        try {
            return Certificate.parse(text.getBytes(StandardCharsets.UTF_8))
                    .receipt()
                    .clearing()
                    .statement()
                    .digest();
        } catch (VerificationException e) {
            throw refused(e.code().wireName(), e.where());
        }
    }

    private VerifiedCertificate verify(Stations.Station station, Known known, String text) throws LedgerException {
        SignedTrustList list = trust.of(station.id())
                .orElseThrow(() -> new LedgerException(
                        LedgerException.Code.TRUST_LIST_MISSING, "trust-list", "the station has sent none yet"));
        try {
            Certificate certificate = Certificate.parse(text.getBytes(StandardCharsets.UTF_8));
            Bytes32 about = certificate.receipt().clearing().statement().digest();
            if (!about.equals(known.statementDigest())) {
                throw refused("statement", "expected a certificate of the statement that is stored");
            }
            VerifiedCertificate verified = CertificateVerifier.verify(
                    certificate, list.list(), new Expectations(Optional.empty(), clock.instant()), List.of());
            if (!verified.isWitnessed()) {
                throw refused("signer", "expected a signer that the station's trust list knows");
            }
            return verified;
        } catch (VerificationException e) {
            throw refused(e.code().wireName(), e.where());
        }
    }

    private static LedgerException refused(String reason, String detail) {
        return new LedgerException(LedgerException.Code.CERTIFICATE_REFUSED, reason, detail);
    }
}
