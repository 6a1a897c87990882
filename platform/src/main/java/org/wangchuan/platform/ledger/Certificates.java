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
import org.wangchuan.platform.ledger.log.OperatorList;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.CertificateVerifier;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.ProvedTimes;
import org.wangchuan.proof.verify.VerifiedCertificate;

/** Takes certificates in, for statements that are stored; never puts one in the place of another that shows more. Thread-safe. */
@Component
public class Certificates {
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final TrustLists trust;
    private final OperatorList operators;

    Certificates(JdbcClient jdbc, InstantSource clock, TrustLists trust, OperatorList operators) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.trust = trust;
        this.operators = operators;
    }

    private record Known(UUID event, UUID station, Bytes32 statementDigest, Set<String> checks) {}

    /**
     * Stores a certificate of a statement of a station, whatever order that is of, or none.
     *
     * @return false if the one that is stored was checked for more, and stays
     */
    @Transactional
    public boolean record(Stations.Station station, String text) throws LedgerException {
        return store(
                find(
                        "station_id = ? AND statement_digest = ?",
                        station.id(),
                        statementOf(text).toBytes()),
                text);
    }

    /** Stores a certificate of a statement, as {@link #record(Stations.Station, String)} does. */
    @Transactional
    public boolean record(UUID event, String text) throws LedgerException {
        return store(find("event_id = ?", event), text);
    }

    private Known find(String where, Object... parameters) throws LedgerException {
        return jdbc.sql("SELECT event_id, station_id, statement_digest, certificate_checks FROM ledger.statement WHERE "
                        + where + " FOR UPDATE")
                .params(parameters)
                .query((row, _) -> {
                    java.sql.Array checks = row.getArray("certificate_checks");
                    return new Known(
                            row.getObject("event_id", UUID.class),
                            row.getObject("station_id", UUID.class),
                            Bytes32.of(row.getBytes("statement_digest")),
                            checks == null ? Set.of() : Set.of((String[]) checks.getArray()));
                })
                .optional()
                .orElseThrow(() -> new LedgerException(
                        LedgerException.Code.STATEMENT_UNKNOWN, "statement", "the receipt has to come first"));
    }

    private boolean store(Known known, String text) throws LedgerException {
        Set<String> checks = verify(known.station(), known.statementDigest(), text).receipt().checked().stream()
                .map(Json::wireName)
                .collect(Collectors.toSet());
        if (!checks.containsAll(known.checks())) {
            return false;
        }
        jdbc.sql("""
                        UPDATE ledger.statement SET certificate = ?, certificate_checks = ?, certificate_at = ?,
                          is_under_operator = ?
                        WHERE event_id = ?""")
                .param(text)
                .param(checks.stream().sorted().toArray(String[]::new))
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(ofOperator(origin(text)).isPresent())
                .param(known.event())
                .update();
        return true;
    }

    private static Bytes32 statementOf(String text) throws LedgerException {
        return parse(text).receipt().clearing().statement().digest();
    }

    private static String origin(String text) throws LedgerException {
        return parse(text)
                .receipt()
                .clearing()
                .proof()
                .checkpoint()
                .checkpoint()
                .origin();
    }

    private static Certificate parse(String text) throws LedgerException {
        try {
            return Certificate.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (VerificationException e) {
            throw refused(e.code().wireName(), e.where());
        }
    }

    /** Verifies a certificate of this statement that is kept once more. */
    Certificate require(UUID station, Bytes32 statement, String text) throws LedgerException {
        VerifiedCertificate _ = verify(station, statement, text);
        return parse(text);
    }

    private record Timed(UUID station, Bytes32 statement, String certificate) {}

    /** When a statement was made, by the witnesses of the list of its log, if there is a certificate; verified once more. */
    public Optional<ProvedTimes> times(UUID event) throws LedgerException {
        Optional<Timed> known = jdbc.sql("""
                        SELECT station_id, statement_digest, certificate FROM ledger.statement
                        WHERE event_id = ? AND certificate IS NOT NULL""")
                .param(event)
                .query((row, _) ->
                        new Timed(row.getObject(1, UUID.class), Bytes32.of(row.getBytes(2)), row.getString(3)))
                .optional();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Timed row = known.get();
        VerifiedCertificate verified = verify(row.station(), row.statement(), row.certificate());
        String origin = origin(row.certificate());
        return Optional.of(ProvedTimes.of(
                origin, judge(origin, row.station()), verified.interval().orElseThrow()));
    }

    private VerifiedCertificate verify(UUID station, Bytes32 statement, String text) throws LedgerException {
        try {
            Certificate certificate = parse(text);
            Bytes32 about = certificate.receipt().clearing().statement().digest();
            if (!about.equals(statement)) {
                throw refused("statement", "expected a certificate of the statement that is stored");
            }
            VerifiedCertificate verified = CertificateVerifier.verify(
                    certificate,
                    judge(origin(text), station),
                    new Expectations(Optional.empty(), clock.instant()),
                    List.of());
            if (!verified.isWitnessed()) {
                throw refused("signer", "expected a signer that the trust list knows");
            }
            return verified;
        } catch (VerificationException e) {
            throw refused(e.code().wireName(), e.where());
        }
    }

    /** The list of the log that it is under: the operator's about this platform's log, the station's own about all others. */
    private TrustList judge(String origin, UUID station) throws LedgerException {
        Optional<TrustList> ofOperator = ofOperator(origin);
        if (ofOperator.isPresent()) {
            return ofOperator.get();
        }
        return trust.of(station)
                .map(SignedTrustList::list)
                .orElseThrow(() -> new LedgerException(
                        LedgerException.Code.TRUST_LIST_MISSING, "trust-list", "the station has sent none yet"));
    }

    private Optional<TrustList> ofOperator(String origin) {
        return operators
                .current()
                .map(SignedTrustList::list)
                .filter(list -> list.operatorOfLog(origin)
                        .filter(operator -> !operator.isForReceiptsAlone())
                        .isPresent());
    }

    private static LedgerException refused(String reason, String detail) {
        return new LedgerException(LedgerException.Code.CERTIFICATE_REFUSED, reason, detail);
    }
}
