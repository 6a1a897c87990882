package org.wangchuan.platform.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.ledger.RecheckException.Code;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.recheck.RecheckFile;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.RecheckReading;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.RecheckVerifier;
import org.wangchuan.proof.verify.VerifiedRecheck;

/**
 * Judges files of stations that looked again at what was erased (decision 69). What such a file comes to follows from its numbers, and is
 * nobody's to set. Thread-safe.
 */
@Component
public class Rechecks {
    /** Largest file that is read. */
    public static final int BYTES_MAX = RecheckFile.BYTES_MAX;

    /** How far a station's clock may be ahead of this one's. */
    static final Duration AHEAD_MAX = Duration.ofMinutes(5);

    /** What is dated later than this is not waited for; before that, its time comes. */
    static final Duration WAITED_MAX = Duration.ofDays(1);

    private static final int TAIL = 4;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Stations stations;
    private final Organisations organisations;
    private final TrustLists trust;

    Rechecks(JdbcClient jdbc, InstantSource clock, Stations stations, Organisations organisations, TrustLists trust) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.stations = stations;
        this.organisations = organisations;
        this.trust = trust;
    }

    /**
     * What it has to be of.
     *
     * @param site where the device is
     * @param statements what proved the device; the look is at one of them
     * @param since when it was known that somebody is to look: nothing that was read before counts
     * @param asked what a station was asked for, if it comes as an answer to that
     */
    public record Wanted(UUID site, Collection<UUID> statements, Instant since, Optional<Asked> asked) {}

    /**
     * A look that was asked for.
     *
     * @param station of which
     * @param challenge made up after the draw and never said before: what is signed over it was read after that, whatever a clock says
     */
    public record Asked(UUID statement, UUID station, Bytes32 challenge) {}

    /**
     * A file that holds.
     *
     * @param event of its statement
     * @param statement of which it is
     * @param station that looked
     * @param isSameStation whether it is the one that erased
     * @param logIndex of its statement in that station's log
     */
    public record Judged(
            UUID event,
            UUID statement,
            Stations.Station station,
            boolean isSameStation,
            RecheckClaims claims,
            String text,
            Bytes32 digest,
            Bytes32 statementDigest,
            long logIndex) {}

    private record Erased(UUID station, String receipt, Bytes32 digest, long logIndex, boolean isDelegated) {
        /** The place that what comes later in this station's log stands behind; -1 if it is in another. */
        long placeIn(UUID looker) {
            return looker.equals(station) && !isDelegated ? logIndex : -1;
        }
    }

    /** Judges a file. */
    public Judged judge(byte[] bytes, Wanted wanted) throws RecheckException {
        RecheckFile file = parse(bytes);
        if (wanted.asked().isPresent()) {
            requireSignedBy(wanted.asked().get().station(), file);
        }
        Stations.Station looker = station(file, wanted.site());
        VerifiedRecheck verified = verify(file, looker, clock.instant());
        RecheckClaims claims = verified.recheck().claims();
        UUID statement = claims.clearing().event();
        if (!wanted.statements().contains(statement)) {
            String known =
                    wanted.statements().stream().map(UUID::toString).sorted().collect(Collectors.joining(", "));
            throw new RecheckException(Code.OTHER, known, statement.toString());
        }
        if (wanted.asked().isPresent()) {
            requireAsked(claims, looker, wanted.asked().get());
        }
        // What answers a look its station brings by itself: by hand somebody could pick the best of several.
        if (wanted.asked().isEmpty()
                && claims.challenge().isPresent()
                && claims.result() != RecheckClaims.Result.DIFFERS) {
            throw new RecheckException(Code.OF_LOOK, "a file without a challenge", looker.name());
        }
        Erased erased = erased(statement);
        requireOf(verified, erased);
        requireTime(verified, looker, erased, wanted);
        // What differs counts whoever has found it; and of one that was asked, that no other works there was asked when
        // it was.
        if (wanted.asked().isEmpty() && verified.isSameStation() && claims.result() != RecheckClaims.Result.DIFFERS) {
            requireNoOther(looker, wanted.site());
        }
        return new Judged(
                verified.recheck().head().eventId(),
                statement,
                looker,
                verified.isSameStation(),
                claims,
                new String(bytes, StandardCharsets.UTF_8),
                Bytes32.sha256(bytes),
                file.recheck().statement().digest(),
                verified.index());
    }

    /**
     * What a file says that is truly a station's answer to what it was asked, whatever else speaks against taking it: the state of the device,
     * a clock. Empty if it is none.
     *
     * @param asked what the station was asked
     */
    public Optional<RecheckClaims.Result> result(byte[] bytes, Asked asked) {
        try {
            RecheckFile file = parse(bytes);
            requireSignedBy(asked.station(), file);
            Stations.Station looker = stations.find(asked.station())
                    .orElseThrow(() -> new RecheckException(Code.STATION, "a station", "none"));
            // By a clock that is as late as the station's: when it was signed is another question.
            Instant said = Instant.ofEpochSecond(
                    StatementReader.read(file.recheck().statement()).head().issuedAtSeconds());
            Instant now = clock.instant();
            VerifiedRecheck verified = verify(file, looker, said.isAfter(now) ? said : now);
            requireAsked(verified.recheck().claims(), looker, asked);
            requireOf(verified, erased(asked.statement()));
            return Optional.of(verified.recheck().claims().result());
        } catch (RecheckException | VerificationException _) {
            return Optional.empty();
        }
    }

    private void requireSignedBy(UUID station, RecheckFile file) throws RecheckException {
        String thumbprint = file.hint().station().thumbprint();
        if (stations.byThumbprint(thumbprint)
                .filter(known -> known.id().equals(station))
                .isEmpty()) {
            throw new RecheckException(Code.NOT_ASKED, "the challenge of this look, by its station", thumbprint);
        }
    }

    private static void requireAsked(RecheckClaims claims, Stations.Station looker, Asked asked)
            throws RecheckException {
        if (!claims.clearing().event().equals(asked.statement())) {
            throw new RecheckException(
                    Code.OTHER,
                    asked.statement().toString(),
                    claims.clearing().event().toString());
        }
        if (!claims.challenge().equals(Optional.of(asked.challenge()))
                || !looker.id().equals(asked.station())) {
            throw new RecheckException(Code.NOT_ASKED, "the challenge of this look, by its station", looker.name());
        }
    }

    private static RecheckFile parse(byte[] bytes) throws RecheckException {
        if (!RecheckFile.looksLikeOne(bytes)) {
            throw new RecheckException(Code.FORMAT, "….recheck.json, " + RecheckFile.FORMAT, bytes.length + " bytes");
        }
        try {
            return RecheckFile.parse(bytes);
        } catch (VerificationException e) {
            throw new RecheckException(Code.FORMAT, e.expected(), e.code().wireName() + ": " + e.where());
        }
    }

    /** The hint says whose it is; that it is, its signature shows. */
    private Stations.Station station(RecheckFile file, UUID site) throws RecheckException {
        String thumbprint = file.hint().station().thumbprint();
        Stations.Station station = stations.byThumbprint(thumbprint)
                .filter(known -> organisationOf(known.site()).equals(organisationOf(site)))
                .orElseThrow(() -> new RecheckException(Code.STATION, "a station that is paired here", thumbprint));
        if (!station.isActive()) {
            throw new RecheckException(Code.STATION_ENDED, "a station that works here", station.name());
        }
        return station;
    }

    private Optional<UUID> organisationOf(UUID site) {
        return organisations.site(site).map(Organisations.Site::organisation);
    }

    private VerifiedRecheck verify(RecheckFile file, Stations.Station station, Instant now) throws RecheckException {
        try {
            SignedTrustList list = trust.of(station.id())
                    .orElseThrow(() -> new RecheckException(
                            Code.TRUST_LIST, "a station whose trust list is here", station.name()));
            VerifiedRecheck verified =
                    RecheckVerifier.verify(file, list.list(), new Expectations(Optional.empty(), now));
            if (verified.operator().isEmpty()) {
                throw new RecheckException(
                        Code.STATION,
                        "a log that the station's own list names",
                        verified.checkpoint().origin());
            }
            return verified;
        } catch (LedgerException _) {
            throw new RecheckException(Code.STATION, "a trust list that can be read", station.name());
        } catch (VerificationException e) {
            Code code = codeOf(e.code());
            if (code == Code.AHEAD) {
                throw ahead(file, now);
            }
            throw code == Code.REFUSED
                    ? new RecheckException(code, e.where(), e.code().wireName())
                    : new RecheckException(code, e.expected(), e.found());
        }
    }

    /** Whether its time comes within a day: nothing else speaks against it but a clock. */
    private static RecheckException ahead(RecheckFile file, Instant now) throws RecheckException {
        try {
            Statement said = StatementReader.read(file.recheck().statement());
            long finished = said instanceof Statement.Recheck recheck
                    ? recheck.claims().reading().finishedAtSeconds()
                    : 0;
            Instant at = Instant.ofEpochSecond(Math.max(finished, said.head().issuedAtSeconds()));
            Code code = at.isAfter(now.plus(WAITED_MAX)) ? Code.AHEAD : Code.SOON;
            return new RecheckException(code, "≤ " + now.plus(AHEAD_MAX), at.toString());
        } catch (VerificationException e) {
            throw new RecheckException(Code.REFUSED, e.where(), e.code().wireName());
        }
    }

    private static Code codeOf(FailureCode code) {
        return switch (code) {
            case TEST_STATEMENT -> Code.TEST;
            case TIME -> Code.AHEAD;
            case KEY_ENDED, KEY_NOT_VALID -> Code.STATION_ENDED;
            default -> Code.REFUSED;
        };
    }

    private Erased erased(UUID statement) throws RecheckException {
        return jdbc.sql(
                        "SELECT station_id, receipt, receipt_digest, log_index, is_delegated FROM ledger.statement WHERE event_id = ?")
                .param(statement)
                .query((row, _) -> new Erased(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        Bytes32.of(row.getBytes(3)),
                        row.getLong(4),
                        row.getBoolean(5)))
                .optional()
                .filter(known -> Bytes32.sha256(known.receipt().getBytes(StandardCharsets.UTF_8))
                        .equals(known.digest()))
                .orElseThrow(() -> new RecheckException(Code.KEPT, "what was verified when it came", "other bytes"));
    }

    /** Both say of which drive they are; one that hides it may be of any. */
    private static void requireOf(VerifiedRecheck verified, Erased erased) throws RecheckException {
        Statement.Recheck recheck = verified.recheck();
        try {
            Receipt receipt = Receipt.parse(erased.receipt().getBytes(StandardCharsets.UTF_8));
            if (!(StatementReader.read(receipt.clearing().statement()) instanceof Statement.Clearing clearing)) {
                throw new RecheckException(Code.KEPT, "a clearing", "another statement");
            }
            RecheckVerifier.requireOf(recheck, receipt.clearing().statement(), clearing);
            Optional<Target> read = recheck.disclosed().target();
            Optional<Target> was = clearing.disclosed().target();
            if (read.isEmpty() || was.isEmpty()) {
                throw new RecheckException(Code.OTHER, "which drive it was", "target: –");
            }
            if (read.get().kind() != was.get().kind()) {
                throw new RecheckException(
                        Code.OTHER,
                        "target.kind: " + Json.wireName(was.get().kind()),
                        Json.wireName(read.get().kind()));
            }
        } catch (VerificationException e) {
            throw e.code() == FailureCode.RECHECK_LINK
                    ? new RecheckException(
                            Code.OTHER, e.where() + ": " + shown(e.where(), e.expected()), shown(e.where(), e.found()))
                    : new RecheckException(
                            Code.KEPT,
                            "what was verified when it came",
                            e.code().wireName());
        }
    }

    /** Numbers of drives are told by their ends, as everywhere. */
    private static String shown(String where, String value) {
        return where.equals("target.serial") ? "…" + value.substring(Math.max(0, value.length() - TAIL)) : value;
    }

    /**
     * By the station's clock, and by its log, which can't be set back: what stands before something that was here before the draw was read
     * before the draw, whatever its clock says. What answers a challenge was read after that was made up, and a clock that is slow changes
     * nothing.
     */
    private void requireTime(VerifiedRecheck verified, Stations.Station looker, Erased erased, Wanted wanted)
            throws RecheckException {
        Instant since = wanted.since();
        RecheckReading reading = verified.recheck().claims().reading();
        Instant latest = clock.instant().plus(AHEAD_MAX);
        Instant said = Instant.ofEpochSecond(
                Math.max(reading.finishedAtSeconds(), verified.recheck().head().issuedAtSeconds()));
        if (said.isAfter(latest)) {
            Code code = said.isAfter(clock.instant().plus(WAITED_MAX)) ? Code.AHEAD : Code.SOON;
            throw new RecheckException(code, "≤ " + latest, said.toString());
        }
        Instant started = Instant.ofEpochSecond(reading.startedAtSeconds());
        if (wanted.asked().isEmpty() && started.getEpochSecond() < since.getEpochSecond()) {
            throw new RecheckException(
                    Code.EARLY, "≥ " + Instant.ofEpochSecond(since.getEpochSecond()), started.toString());
        }
        long before = Math.max(placeBefore(looker, since), erased.placeIn(looker.id()));
        if (verified.index() <= before) {
            throw new RecheckException(Code.EARLY, "log > " + before, verified.index() + "");
        }
    }

    private long placeBefore(Stations.Station looker, Instant since) {
        return jdbc.sql("""
                        SELECT coalesce(max(log_index), -1) FROM ledger.statement
                        WHERE station_id = ? AND NOT is_delegated AND received_at <= ?""")
                .params(looker.id(), since.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private void requireNoOther(Stations.Station looker, UUID site) throws RecheckException {
        // One that nobody has confirmed since a restore is still here, and can look once somebody has.
        Optional<Stations.Station> other = stations.ofSite(site).stream()
                .filter(one -> one.isHere() && !one.id().equals(looker.id()))
                .findFirst();
        if (other.isPresent()) {
            throw new RecheckException(Code.SAME_STATION, other.get().name(), looker.name());
        }
    }
}
