package org.wangchuan.cli.certify;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.wangchuan.cli.check.OperatorLists;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.witness.HttpOperatorLog;
import org.wangchuan.cli.witness.HttpWitnesses;
import org.wangchuan.cli.witness.PlatformTrust;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.station.agent.Pairing;
import org.wangchuan.station.certify.CertifyingLog;
import org.wangchuan.station.certify.JoinedLog;
import org.wangchuan.station.certify.OwnLog;
import org.wangchuan.station.certify.UnlistedLog;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.operator.Membership;
import org.wangchuan.station.operator.MergedStatements;
import org.wangchuan.witness.client.WitnessAddress;
import org.wangchuan.witness.config.ConfigException;
import org.wangchuan.witness.config.LogKeyFile;

/**
 * Finds the log under which a station's certificates are made: its operator's if it has joined one, otherwise its own.
 * Thread-safe.
 */
public final class PublicLogs {
    private final StationHome home;
    private final Cancellation cancellation;
    private final HttpWitnesses witnesses = new HttpWitnesses(InstantSource.system());
    private final Optional<Way> way;
    private Optional<HttpOperatorLog> reached = Optional.empty();

    /**
     * For the station in this folder.
     *
     * @param cancellation that ends all waiting on the network
     */
    public PublicLogs(StationHome home, Cancellation cancellation) {
        this(home, cancellation, Optional.empty());
    }

    /**
     * For the station in this folder.
     *
     * @param way to one log that is reached otherwise than all others
     */
    public PublicLogs(StationHome home, Cancellation cancellation, Optional<Way> way) {
        this.home = home;
        this.way = way;
        this.cancellation = cancellation;
        cancellation.onRequest(witnesses::stop);
    }

    /**
     * How a log at one address is reached: the platform of this machine has a certificate for another name than it is called by.
     *
     * @param client makes one that follows no redirects
     */
    public record Way(URI address, Supplier<HttpClient> client) {}

    /** The log for a station with these books. */
    public CertifyingLog of(StationBooks books) throws IOException {
        Optional<Membership> membership = Membership.of(home);
        if (membership.isEmpty()) {
            return own(books);
        }
        List<OperatorLists.Listed> lists = lists(books, membership.get().origin());
        if (!OperatorLists.areOfOneLog(lists)) {
            return new UnlistedLog(books);
        }
        List<JoinedLog.Judge> judges = lists.stream()
                .map(listed -> new JoinedLog.Judge(listed.list(), listed.operator()))
                .toList();
        return new JoinedLog(
                books,
                judges,
                reach(membership.get(), judges.getFirst()),
                new MergedStatements(home),
                InstantSource.system());
    }

    /**
     * All logs in which the station may have certificates, as far as it can reach them: the one of {@link #of}, and its own
     * beside it if that has witnesses. Each believes status lists of its own only.
     */
    List<CertifyingLog> all(StationBooks books) throws IOException {
        CertifyingLog first = of(books);
        CertifyingLog own = own(books);
        boolean isBeside = Membership.of(home).isPresent() && own.hindrance().isEmpty();
        return isBeside ? List.of(first, own) : List.of(first);
    }

    private CertifyingLog own(StationBooks books) {
        return new OwnLog(books, witnesses, InstantSource.system());
    }

    /** Who decides here about a certificate of this station under a log: its own list about its own, the others about theirs. */
    List<TrustList> judgesOf(StationBooks books, String origin) throws IOException {
        return books.logKey().name().equals(origin)
                ? List.of(books.trustList().list())
                : lists(books, Optional.of(origin)).stream()
                        .map(OperatorLists.Listed::list)
                        .toList();
    }

    private synchronized HttpOperatorLog reach(Membership membership, JoinedLog.Judge judge) throws IOException {
        if (reached.isEmpty()) {
            URI address = address(membership);
            List<VerifierKey> logKeys = judge.operator().logKeys();
            Optional<Way> own =
                    way.or(this::wayOfPairing).filter(one -> one.address().equals(address));
            HttpOperatorLog log = own.isPresent()
                    ? new HttpOperatorLog(own.get().client().get(), address, key(), logKeys)
                    : new HttpOperatorLog(address, key(), logKeys);
            cancellation.onRequest(log::stop);
            reached = Optional.of(log);
        }
        return reached.get();
    }

    /** A platform whose certificate its own company has signed is believed by commands as it is by the station at work. */
    private Optional<Way> wayOfPairing() {
        try {
            Optional<Pairing> pairing =
                    Pairing.of(home).filter(one -> one.authorities().isPresent());
            if (pairing.isEmpty()) {
                return Optional.empty();
            }
            PlatformTrust trust = PlatformTrust.of(pairing.get().authorities());
            return Optional.of(new Way(URI.create(pairing.get().address() + "/log"), trust::client));
        } catch (IOException e) {
            return Optional.empty(); // then the log is not reached, and that is said
        }
    }

    private List<OperatorLists.Listed> lists(StationBooks books, Optional<String> origin) throws IOException {
        try {
            return OperatorLists.of(
                    home, books.stationKey().thumbprint(), books.logKey().name(), origin);
        } catch (UserError e) {
            throw new IOException("a trust list can't be read: " + e.code(), e);
        }
    }

    private static URI address(Membership membership) throws IOException {
        return WitnessAddress.parse(membership.address())
                .orElseThrow(() -> new IOException("damaged: the address of the operator's log"));
    }

    private NoteSigner key() throws IOException {
        try {
            return LogKeyFile.read(home.operatorKey(), LogKeyFile.Use.STATION);
        } catch (ConfigException e) {
            throw new IOException("the key that signs appends: expected " + e.expected() + ", found " + e.found(), e);
        }
    }
}
