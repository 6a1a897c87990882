package org.wangchuan.platform.ledger.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.ledger.LogFault;
import org.wangchuan.platform.ledger.TrustLists;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.note.VerifierKey;
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
    /** What stations call their logs: each by its own key. A station that took another's name would make that one's receipts unknown. */
    private static final String PREFIX = "wangchuan.local/";

    private static final int THUMBPRINT_CHARS = 16;
    private static final int COMPANY_CHARS_MAX = 100;
    private static final int NAME_CHARS_MAX = 200;

    private final JdbcClient jdbc;
    private final TrustLists trust;
    private final LogNames names;
    private final Map<UUID, Read> read = new HashMap<>();

    ReceiptLogs(JdbcClient jdbc, TrustLists trust, LogNames names) {
        this.jdbc = jdbc;
        this.trust = trust;
        this.names = names;
    }

    private record Read(long version, TrustList list) {}

    /**
     * The list with the logs of these stations beside the operator's. What it said of them before stays; a station that was ended
     * stays valid up to the last place that is known of it.
     *
     * @param list with the operator first
     * @param waiting stations, by their thumbprints, of which something still has to come
     * @param leftOut gets what does not fit into it: one station must not keep everybody else's list from being signed
     */
    TrustList in(TrustList list, List<Stations.Station> stations, Set<String> waiting, List<LeftOut> leftOut) {
        Set<String> working = stations.stream()
                .filter(Stations.Station::isHere)
                .map(Stations.Station::thumbprint)
                .collect(Collectors.toSet());
        working.addAll(waiting);
        Map<UUID, Stations.Station> byId =
                stations.stream().collect(Collectors.toMap(Stations.Station::id, Function.identity()));
        TrustList before = renamed(list);
        List<TrustLists.Held> newest = trust.newest();
        // To ask whether a list is one takes the longer, the longer it is. As a rule all stations fit, and it is asked
        // once; if not, or if one log is put in by two stations, it is asked after each, to find out what does not fit.
        for (boolean isAskedOfEach : List.of(false, true)) {
            LogsDraft draft = new LogsDraft(before, isAskedOfEach);
            List<LeftOut> out = new ArrayList<>();
            for (TrustLists.Held held : newest) {
                Stations.Station station = byId.get(held.station());
                if (station != null) {
                    add(draft, station, held, working.contains(station.thumbprint()), out);
                }
            }
            Optional<TrustList> all = draft.list();
            if (all.isPresent()) {
                leftOut.addAll(out);
                return all.get();
            }
        }
        throw new IllegalStateException("a list that was one after each station is one");
    }

    private static TrustList renamed(TrustList list) {
        String company = list.operators().getFirst().name();
        return LogsDraft.with(
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

    private void add(
            LogsDraft draft, Stations.Station station, TrustLists.Held held, boolean isWorking, List<LeftOut> leftOut) {
        Optional<TrustList> own = own(held);
        if (own.isEmpty()) {
            leftOut.add(new LeftOut(station.site(), station.name(), "", LogFault.UNREADABLE));
            return;
        }
        Optional<Operator> known = own.get().operatorOf(station.thumbprint());
        if (known.isEmpty()) {
            return;
        }
        String origin = known.get().origin();
        Optional<Operator> before = draft.operatorOfLog(origin);
        boolean isTaken = before.isPresent()
                && before.filter(one -> names(one, station.thumbprint()))
                        .filter(Operator::isForReceiptsAlone)
                        .isEmpty();
        boolean isAnothers = origin.startsWith(PREFIX)
                && !origin.equals(PREFIX + station.thumbprint().substring(0, THUMBPRINT_CHARS));
        boolean isAsBefore =
                before.map(Operator::logKeys).equals(Optional.of(known.get().logKeys()));
        Optional<LogFault> fault = Optional.of(LogFault.TAKEN)
                .filter(_ -> isTaken || isAnothers)
                .or(() -> isAsBefore ? Optional.empty() : names.fault(known.get()));
        fault.ifPresent(why -> leftOut.add(new LeftOut(station.site(), station.name(), origin, why)));
        if (isTaken || isAnothers || (fault.isPresent() && before.isEmpty())) {
            return;
        }
        List<Station> ranges = ranges(before.map(Operator::stations).orElse(List.of()), station, isWorking);
        if (ranges.isEmpty()) {
            return;
        }
        if (fault.isEmpty()) {
            try {
                draft.put(log(draft, origin, known.get().logKeys(), ranges));
                return;
            } catch (IllegalArgumentException _) {
                // Its key is that of a witness of before, for instance.
                leftOut.add(new LeftOut(station.site(), station.name(), origin, LogFault.IN_USE));
            }
        }
        // What was named stays named as it was, and ends when its station does.
        before.ifPresent(one -> draft.put(log(draft, origin, one.logKeys(), ranges)));
    }

    private static boolean names(Operator operator, String thumbprint) {
        return operator.stations().stream()
                .anyMatch(station -> station.key().thumbprint().equals(thumbprint));
    }

    private static Operator log(LogsDraft draft, String origin, List<VerifierKey> keys, List<Station> ranges) {
        return new Operator(name(draft.company(), origin), keys, ranges, List.of(TrustList.RECEIPTS_ALONE));
    }

    private List<Station> ranges(List<Station> before, Stations.Station station, boolean isWorking) {
        List<Station> out = new ArrayList<>();
        boolean isOpen = false;
        long next = 0;
        for (Station range : before) {
            boolean ends = range.endIndex().isEmpty() && !isWorking;
            Station now = ends
                    ? new Station(
                            key(station),
                            range.firstIndex(),
                            Optional.of(Math.max(size(station.id()), range.firstIndex() + 1)))
                    : range;
            isOpen |= now.endIndex().isEmpty();
            next = Math.max(next, now.endIndex().orElse(0L));
            out.add(now);
        }
        if (isWorking && !isOpen) {
            out.add(new Station(key(station), next, Optional.empty()));
        } else if (before.isEmpty() && size(station.id()) > 0) {
            out.add(new Station(key(station), 0, Optional.of(size(station.id()))));
        }
        return out;
    }

    /** How long the log of a station is, as far as its receipts tell. */
    private long size(UUID station) {
        return jdbc.sql("""
                        SELECT coalesce(max(log_index) + 1, 0) FROM ledger.statement
                        WHERE station_id = ? AND NOT is_delegated""").param(station).query((row, _) -> row.getLong(1)).single();
    }

    private Optional<TrustList> own(TrustLists.Held held) {
        Read before = read.get(held.station());
        if (before != null && before.version() == held.version()) {
            return Optional.of(before.list());
        }
        try {
            TrustList list = SignedTrustList.parse(held.list().getBytes(StandardCharsets.UTF_8))
                    .list();
            read.put(held.station(), new Read(held.version(), list));
            return Optional.of(list);
        } catch (VerificationException _) {
            return Optional.empty(); // spoilt since it came
        }
    }

    /** Always one that the list can have, however long the company's is today: the log's own is never cut. */
    private static String name(String company, String origin) {
        String end = " · " + origin;
        int room = Math.min(COMPANY_CHARS_MAX, NAME_CHARS_MAX - end.length());
        int chars = 0;
        while (chars < company.length() && chars + Character.charCount(company.codePointAt(chars)) <= room) {
            chars += Character.charCount(company.codePointAt(chars));
        }
        return company.substring(0, chars) + end;
    }

    private static PublicKey key(Stations.Station station) {
        try {
            return PublicKey.parse(station.key());
        } catch (VerificationException e) {
            throw new IllegalStateException("the key of a paired station can be read", e);
        }
    }
}
