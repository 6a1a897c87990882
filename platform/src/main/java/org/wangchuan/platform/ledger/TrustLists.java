package org.wangchuan.platform.ledger;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;

/**
 * The trust lists that stations have signed themselves: each speaks for its own station and for nobody else. The first one
 * is believed because the station's key was paired; every later one has to be its successor. Thread-safe.
 */
@Component
public class TrustLists {
    private static final Logger LOG = LoggerFactory.getLogger(TrustLists.class);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final OwnLogs logs;
    /** What was read last of each paired station: its signature was found to be good for these very bytes. */
    private final Map<UUID, Read> read = new ConcurrentHashMap<>();

    private record Read(String text, SignedTrustList list) {}

    TrustLists(JdbcClient jdbc, InstantSource clock, OwnLogs logs) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.logs = logs;
    }

    /** The newest list of a station, as it was sent. */
    public record Held(UUID station, long version, String list) {}

    /** Whether the station's log is called and keyed as in the list that is held: it was there before what it clashes with now. */
    private boolean isAsHeld(Stations.Station station, String thumbprint, TrustList.Operator own)
            throws LedgerException {
        return of(station.id())
                .flatMap(held -> held.list().operatorOf(thumbprint))
                .filter(before ->
                        before.origin().equals(own.origin()) && before.logKeys().equals(own.logKeys()))
                .isPresent();
    }

    /** Takes a station's own list; the same one again changes nothing. */
    @Transactional
    public void accept(Stations.Station station, String text) throws LedgerException {
        SignedTrustList offered = parse(text);
        String thumbprint = station.thumbprint();
        if (!offered.list().signer().key().thumbprint().equals(thumbprint)) {
            throw refused("signer", "expected a list signed by the key that was paired");
        }
        TrustList.Operator own = offered.list()
                .operatorOf(thumbprint)
                .orElseThrow(() -> refused("station", "expected a list with the station in it"));
        Optional<LogFault> fault = logs.fault(own);
        if (fault.isPresent() && !isAsHeld(station, thumbprint, own)) {
            throw new LedgerException(
                    LedgerException.Code.STATION_LOG_REFUSED,
                    fault.get().wireName(),
                    "expected a log that the operator's list can name beside the others");
        }
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("trust list of " + station.id())
                .query((_, _) -> true)
                .single();
        Optional<SignedTrustList> held = of(station.id());
        if (held.isPresent()) {
            try {
                offered.requireSuccessorOf(held.get());
            } catch (VerificationException e) {
                throw refused(e);
            }
        }
        jdbc.sql("INSERT INTO ledger.trust_list VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
                .params(
                        station.id(),
                        station.site(),
                        offered.list().version(),
                        text,
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The list by which a station's statements are verified. */
    Optional<SignedTrustList> of(UUID station) throws LedgerException {
        Optional<Held> held = held(station);
        if (held.isEmpty()) {
            return Optional.empty();
        }
        Read before = read.get(station);
        if (before != null && before.text().equals(held.get().list())) {
            return Optional.of(before.list());
        }
        try {
            SignedTrustList list = parse(held.get().list());
            read.put(station, new Read(held.get().list(), list));
            return Optional.of(list);
        } catch (LedgerException e) {
            // The page of the operator's log names its station, as one whose list is not signed with the others.
            LOG.error(
                    "the trust list {} of station {} can't be read any more",
                    held.get().version(),
                    station,
                    e);
            throw new LedgerException(
                    LedgerException.Code.TRUST_LIST_UNREADABLE,
                    "trust-list",
                    "what is kept of the station's list can't be read any more");
        }
    }

    /** The newest list of a station. */
    public Optional<Held> held(UUID station) {
        return jdbc.sql("""
                        SELECT station_id, version, list FROM ledger.trust_list WHERE station_id = ?
                        ORDER BY version DESC LIMIT 1""")
                .param(station)
                .query((row, _) -> new Held(row.getObject(1, UUID.class), row.getLong(2), row.getString(3)))
                .optional();
    }

    /** The newest list of each station. */
    public List<Held> newest() {
        return jdbc.sql("""
                        SELECT DISTINCT ON (station_id) station_id, version, list FROM ledger.trust_list
                        ORDER BY station_id, version DESC""")
                .query((row, _) -> new Held(row.getObject(1, UUID.class), row.getLong(2), row.getString(3)))
                .list();
    }

    /** The newest list of each station of a site. */
    public List<Held> ofSite(UUID site) {
        return jdbc.sql("""
                        SELECT DISTINCT ON (station_id) station_id, version, list FROM ledger.trust_list
                        WHERE site_id = ? ORDER BY station_id, version DESC""")
                .param(site)
                .query((row, _) -> new Held(row.getObject(1, UUID.class), row.getLong(2), row.getString(3)))
                .list();
    }

    private static SignedTrustList parse(String text) throws LedgerException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > SignedTrustList.BYTES_MAX) {
            throw refused("size", "expected at most " + SignedTrustList.BYTES_MAX + " bytes");
        }
        try {
            return SignedTrustList.parse(bytes);
        } catch (VerificationException e) {
            throw refused(e);
        }
    }

    private static LedgerException refused(VerificationException e) {
        return refused(e.code().wireName(), e.where());
    }

    private static LedgerException refused(String reason, String detail) {
        return new LedgerException(LedgerException.Code.TRUST_LIST_REFUSED, reason, detail);
    }
}
