package org.wangchuan.platform.ledger.log;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.ledger.LogFault;
import org.wangchuan.platform.ledger.producer.ListedProducers;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.issue.WitnessRotation;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.statement.Witnessed;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustList.Operator;
import org.wangchuan.proof.trust.TrustList.Station;
import org.wangchuan.witness.config.WitnessPolicyFile;

/**
 * The trust list that speaks for the stations of this platform in its log. Each version follows from the one before and from
 * what has changed since: stations that came, stations that were ended, other witnesses, makers whose word is accepted. What was said of the past stays; that
 * is checked with each version before it counts. Beside that log it names the stations' own, for receipts. Thread-safe.
 */
@Component
public class OperatorList {
    private static final String TRIAL = "TRIAL 试用 · ";
    private static final Logger LOG = LoggerFactory.getLogger(OperatorList.class);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final LogKeys keys;
    private final LogWitnesses witnesses;
    private final Stations stations;
    private final Organisations organisations;
    private final PlatformSettings settings;
    private final ReceiptLogs receipts;
    private final ListedProducers producers;
    private final Set<LeftOut> told = new HashSet<>();
    private volatile List<LeftOut> leftOut = List.of();
    private volatile boolean areWitnessesRefused;
    /** What was read last, with the bytes that it was read from. */
    private volatile @Nullable Read read;

    private record Read(String text, SignedTrustList list) {}

    OperatorList(
            JdbcClient jdbc,
            InstantSource clock,
            LogKeys keys,
            LogWitnesses witnesses,
            Stations stations,
            Organisations organisations,
            PlatformSettings settings,
            ReceiptLogs receipts,
            ListedProducers producers) {
        this.producers = producers;
        this.jdbc = jdbc;
        this.clock = clock;
        this.keys = keys;
        this.witnesses = witnesses;
        this.stations = stations;
        this.organisations = organisations;
        this.settings = settings;
        this.receipts = receipts;
    }

    /** The newest version; empty on a platform whose log was never opened. */
    public Optional<SignedTrustList> current() {
        return jdbc.sql("SELECT list FROM ledger.operator_list ORDER BY version DESC LIMIT 1")
                .query((row, _) -> read(row.getString(1)))
                .optional();
    }

    private SignedTrustList read(String text) {
        Read before = read;
        if (before == null || !before.text().equals(text)) {
            before = new Read(text, parse(text));
            read = before;
        }
        return before.list();
    }

    /** What of stations is not in it, since it does not fit beside what is; of the last time that it was looked at here. */
    List<LeftOut> leftOut() {
        return leftOut;
    }

    /** Whether the witnesses of the settings can't be those of the list, for one of them is a station: those of before count. */
    boolean areWitnessesRefused() {
        return areWitnessesRefused;
    }

    /** The operator of this platform's log in a list of ours. */
    Operator own(TrustList list) {
        return list.operatorOfLog(keys.log().verifierKey().name())
                .orElseThrow(() -> new IllegalStateException("our own list knows our log"));
    }

    /**
     * Makes the next version if anything has changed. What does not fit into it is left out: nothing of one station may keep
     * the list of the others from being signed. For one thread.
     *
     * @param log its last signed checkpoint
     * @param published what strangers see
     * @param waiting stations, by their thumbprints, of which something still has to come into the log
     * @return the version that counts now; empty if there should be another, and the log has gone on meanwhile
     */
    Optional<SignedTrustList> refresh(SignedCheckpoint log, Optional<SignedCheckpoint> published, Set<String> waiting) {
        Optional<SignedTrustList> held = current();
        TrustList before = held.map(SignedTrustList::list).orElseGet(this::first);
        TrustList next = withWitnesses(before, log, published);
        List<Stations.Station> all = stations.all();
        List<LeftOut> out = new ArrayList<>();
        next = producers.in(next);
        next = withStations(next, all, log.checkpoint().size(), waiting, out);
        next = receipts.in(next, all, waiting, out);
        tell(out);
        if (held.isPresent() && next.equals(before)) {
            return held;
        }
        return sign(next, held, log);
    }

    private TrustList first() {
        Operator operator = new Operator(name(), List.of(keys.log().verifierKey()), List.of());
        return new TrustList(1, seconds(), signer().verifierKey(), List.of(operator), policyText());
    }

    /** That of the company that runs this platform. Of a trial it says so first, wherever it is read. */
    private String name() {
        String mark = settings.isTrial() ? TRIAL : "";
        return organisations
                .host()
                .map(organisations::name)
                .map(company -> mark + company)
                .filter(TrustList::isOperatorName)
                .orElseGet(() -> mark + settings.publicUrl().getHost());
    }

    private String policyText() {
        return witnesses.file().map(WitnessPolicyFile::text).orElse("");
    }

    private TrustList withWitnesses(TrustList list, SignedCheckpoint log, Optional<SignedCheckpoint> published) {
        boolean wereRefused = areWitnessesRefused;
        areWitnessesRefused = false;
        if (list.witnessPolicy().equals(policyText())) {
            return list;
        }
        try {
            return new WitnessRotation(list, log, published.map(Witnessed::of)).to(policyText(), seconds());
        } catch (IllegalArgumentException e) {
            // A witness with the key of a station or of its log. The station was there first, and what was said of it
            // stays.
            areWitnessesRefused = true;
            if (!wereRefused) {
                LOG.warn(
                        "the trust list can't name the witnesses of the settings, those of before count: {}",
                        e.getMessage());
            }
            return list;
        }
    }

    private TrustList withStations(
            TrustList list, List<Stations.Station> all, long size, Set<String> waiting, List<LeftOut> out) {
        try {
            return withOperator(list, stationsNow(own(list), all, size, waiting));
        } catch (IllegalArgumentException _) {
            List<Stations.Station> fitting = new ArrayList<>();
            TrustList next = withOperator(list, stationsNow(own(list), fitting, size, waiting));
            for (Stations.Station station : all) {
                fitting.add(station);
                try {
                    next = withOperator(list, stationsNow(own(list), fitting, size, waiting));
                } catch (IllegalArgumentException _) {
                    fitting.removeLast();
                    out.add(new LeftOut(station.site(), station.name(), "", LogFault.STATION_KEY));
                }
            }
            return next;
        }
    }

    private void tell(List<LeftOut> out) {
        leftOut = List.copyOf(out);
        told.retainAll(leftOut);
        for (LeftOut one : leftOut) {
            if (told.add(one)) {
                LOG.warn(
                        "the trust list leaves out station {}, log {}: {}",
                        one.station(),
                        one.log(),
                        one.fault().wireName());
            }
        }
    }

    private TrustList withOperator(TrustList list, List<Station> now) {
        Operator own = own(list);
        List<Operator> operators = new ArrayList<>();
        operators.add(new Operator(name(), own.logKeys(), now, own.earlierPolicies()));
        list.operators().stream().filter(one -> !one.equals(own)).forEach(operators::add);
        return LogsDraft.with(list, operators);
    }

    private static List<Station> stationsNow(Operator own, List<Stations.Station> all, long size, Set<String> waiting) {
        Set<String> ended = all.stream()
                .filter(station -> !station.isHere() && !waiting.contains(station.thumbprint()))
                .map(Stations.Station::thumbprint)
                .collect(Collectors.toSet());
        List<Station> out = new ArrayList<>();
        for (Station range : own.stations()) {
            boolean ends =
                    range.endIndex().isEmpty() && ended.contains(range.key().thumbprint());
            out.add(ends ? new Station(range.key(), range.firstIndex(), Optional.of(end(range, size))) : range);
        }
        Map<String, List<Station>> listed =
                out.stream().collect(Collectors.groupingBy(range -> range.key().thumbprint()));
        for (Stations.Station station : all) {
            List<Station> ranges = listed.getOrDefault(station.thumbprint(), List.of());
            boolean isListed =
                    ranges.stream().anyMatch(range -> range.endIndex().isEmpty());
            if (!isListed && (station.isHere() || waiting.contains(station.thumbprint()))) {
                out.add(new Station(key(station), begin(ranges, size), Optional.empty()));
            }
        }
        return out;
    }

    /** Nothing that comes later counts; a range holds at least one place, be it one that the station never had. */
    private static long end(Station range, long size) {
        return Math.max(size, range.firstIndex() + 1);
    }

    /** Not right after an end: a list that had it there would not be told from one that takes the end back. */
    private static long begin(List<Station> ranges, long size) {
        long least = ranges.stream()
                .mapToLong(range -> range.endIndex().orElse(0L) + 1)
                .max()
                .orElse(0);
        return Math.max(size, least);
    }

    private Optional<SignedTrustList> sign(TrustList next, Optional<SignedTrustList> held, SignedCheckpoint log) {
        long version = held.map(before -> before.list().version() + 1).orElse(1L);
        TrustList list = new TrustList(
                version,
                seconds(),
                signer().verifierKey(),
                next.operators(),
                next.witnessPolicy(),
                next.offlineSecondsMax(),
                next.producers());
        SignedTrustList signed = TrustListIssuer.sign(list, signer());
        try {
            SignedTrustList read = SignedTrustList.parse(signed.toBytes());
            if (held.isPresent()) {
                read.requireSuccessorOf(held.get());
            }
        } catch (VerificationException e) {
            throw new IllegalStateException("the next trust list would say something else about the past", e);
        }
        // Of the log as it stands, and not as a process knew it that another has overtaken: what a station has in it by
        // now would lie
        // beyond its end.
        int written = jdbc.sql("""
                        INSERT INTO ledger.operator_list
                        SELECT ?, ?, ? FROM ledger.log_fence WHERE file = ? AND content = ? FOR SHARE""")
                .param(version)
                .param(new String(signed.toBytes(), StandardCharsets.UTF_8))
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(FencedStore.SIGNED)
                .param(log.toBytes())
                .update();
        if (written == 0) {
            return Optional.empty();
        }
        LOG.info("trust list of the operator, version {}", version);
        return Optional.of(signed);
    }

    private NoteSigner signer() {
        return keys.trust();
    }

    private long seconds() {
        return clock.instant().getEpochSecond();
    }

    private static PublicKey key(Stations.Station station) {
        try {
            return PublicKey.parse(station.key());
        } catch (VerificationException e) {
            throw new IllegalStateException("the key of a paired station can be read", e);
        }
    }

    private static SignedTrustList parse(String text) {
        try {
            return SignedTrustList.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (VerificationException e) {
            throw new IllegalStateException("a list that was signed here can be read", e);
        }
    }
}
