package org.wangchuan.platform.ledger.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.ledger.TrustLists;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustList.Operator;
import org.wangchuan.proof.trust.TrustList.Station;

/**
 * The stations' own logs, from which receipts are, as the operator's list names them: for receipts alone, so that one list fits every
 * file that is handed out. Used by one thread.
 */
@Component
final class ReceiptLogs {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptLogs.class);

    /** What stations call their logs: each by its own key. A station that took another's name would make that one's receipts unknown. */
    private static final String PREFIX = "wangchuan.local/";

    private static final int THUMBPRINT_CHARS = 16;
    private static final int COMPANY_CHARS_MAX = 100;

    private final JdbcClient jdbc;
    private final TrustLists trust;
    private final Map<UUID, Read> read = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    ReceiptLogs(JdbcClient jdbc, TrustLists trust) {
        this.jdbc = jdbc;
        this.trust = trust;
    }

    private record Read(long version, TrustList list) {}

    /**
     * The list with the logs of these stations beside the operator's. What it said of them before stays; a station that was ended
     * stays valid up to the last place that is known of it.
     *
     * @param list with the operator first
     * @param waiting stations, by their thumbprints, of which something still has to come
     */
    TrustList in(TrustList list, List<Stations.Station> stations, Set<String> waiting) {
        Set<String> working = stations.stream()
                .filter(Stations.Station::isActive)
                .map(Stations.Station::thumbprint)
                .collect(Collectors.toSet());
        working.addAll(waiting);
        TrustList out = renamed(list);
        for (TrustLists.Held held : trust.newest()) {
            Optional<Stations.Station> station = stations.stream()
                    .filter(one -> one.id().equals(held.station()))
                    .findFirst();
            if (station.isPresent()) {
                out = with(
                        out,
                        station.get(),
                        own(held),
                        working.contains(station.get().thumbprint()));
            }
        }
        return out;
    }

    private static TrustList renamed(TrustList list) {
        String company = list.operators().getFirst().name();
        return with(
                list,
                list.operators().stream()
                        .map(one -> one.isForReceiptsAlone()
                                ? new Operator(
                                        name(company, one.origin()),
                                        one.logKeys(),
                                        one.stations(),
                                        one.earlierPolicies())
                                : one)
                        .toList());
    }

    private TrustList with(TrustList list, Stations.Station station, TrustList own, boolean isWorking) {
        Optional<Operator> known = own.operatorOf(station.thumbprint());
        if (known.isEmpty()) {
            return list;
        }
        String origin = known.get().origin();
        Optional<Operator> before = list.operatorOfLog(origin);
        boolean isTaken = before.isPresent()
                && list.operatorOf(station.thumbprint(), origin)
                        .filter(Operator::isForReceiptsAlone)
                        .isEmpty();
        boolean isAnothers = origin.startsWith(PREFIX)
                && !origin.equals(PREFIX + station.thumbprint().substring(0, THUMBPRINT_CHARS));
        if (isTaken || isAnothers) {
            tell(station, origin);
            return list;
        }
        List<Station> ranges =
                ranges(before.map(Operator::stations).orElse(List.of()), key(station), station.id(), isWorking);
        if (ranges.isEmpty()) {
            return list;
        }
        Operator next = new Operator(
                name(list.operators().getFirst().name(), origin),
                known.get().logKeys(),
                ranges,
                List.of(TrustList.RECEIPTS_ALONE));
        List<Operator> operators = new ArrayList<>();
        list.operators().forEach(one -> operators.add(one.origin().equals(origin) ? next : one));
        if (before.isEmpty()) {
            operators.add(next);
        }
        try {
            return with(list, operators);
        } catch (IllegalArgumentException _) {
            // A log key that is a witness's, for instance: a station must not keep everybody else's list from being
            // signed.
            tell(station, origin);
            return list;
        }
    }

    private List<Station> ranges(List<Station> before, PublicKey key, UUID station, boolean isWorking) {
        List<Station> out = new ArrayList<>();
        boolean isOpen = false;
        long next = 0;
        for (Station range : before) {
            boolean ends = range.endIndex().isEmpty() && !isWorking;
            Station now = ends
                    ? new Station(key, range.firstIndex(), Optional.of(Math.max(size(station), range.firstIndex() + 1)))
                    : range;
            isOpen |= now.endIndex().isEmpty();
            next = Math.max(next, now.endIndex().orElse(0L));
            out.add(now);
        }
        if (isWorking && !isOpen) {
            out.add(new Station(key, next, Optional.empty()));
        } else if (before.isEmpty() && size(station) > 0) {
            out.add(new Station(key, 0, Optional.of(size(station))));
        }
        return out;
    }

    /** How long the log of a station is, as far as its receipts tell. */
    private long size(UUID station) {
        return jdbc.sql("""
                        SELECT coalesce(max(log_index) + 1, 0) FROM ledger.statement WHERE station_id = ?""").param(station).query((row, _) -> row.getLong(1)).single();
    }

    private TrustList own(TrustLists.Held held) {
        Read before = read.get(held.station());
        if (before != null && before.version() == held.version()) {
            return before.list();
        }
        try {
            TrustList list = SignedTrustList.parse(held.list().getBytes(StandardCharsets.UTF_8))
                    .list();
            read.put(held.station(), new Read(held.version(), list));
            return list;
        } catch (VerificationException e) {
            throw new IllegalStateException("a list that was accepted can be read", e);
        }
    }

    private static String name(String company, String origin) {
        String shortened = company.codePointCount(0, company.length()) > COMPANY_CHARS_MAX
                ? company.substring(0, company.offsetByCodePoints(0, COMPANY_CHARS_MAX))
                : company;
        return shortened + " · " + origin;
    }

    private static TrustList with(TrustList list, List<Operator> operators) {
        return new TrustList(
                list.version(),
                list.issuedAtSeconds(),
                list.signer(),
                operators,
                list.witnessPolicy(),
                list.offlineSecondsMax());
    }

    private void tell(Stations.Station station, String origin) {
        if (told.add(station.id() + " " + origin)) {
            LOG.warn("the trust list can't name the log {} of station {}", origin, station.id());
        }
    }

    private static PublicKey key(Stations.Station station) {
        try {
            return PublicKey.parse(station.key());
        } catch (VerificationException e) {
            throw new IllegalStateException("the key of a paired station can be read", e);
        }
    }
}
