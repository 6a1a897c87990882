package org.wangchuan.cli.certify;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import org.wangchuan.cli.check.OperatorLists;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.witness.HttpOperatorLog;
import org.wangchuan.cli.witness.HttpWitnesses;
import org.wangchuan.proof.note.NoteSigner;
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

/** Finds the log under which a station's certificates are made: its operator's if it has joined one, otherwise its own. */
public final class PublicLogs {
    private final StationHome home;
    private final Cancellation cancellation;

    /**
     * For the station in this folder.
     *
     * @param cancellation that ends all waiting on the network
     */
    public PublicLogs(StationHome home, Cancellation cancellation) {
        this.home = home;
        this.cancellation = cancellation;
    }

    /** The log for a station with these books. */
    public CertifyingLog of(StationBooks books) throws IOException {
        Optional<Membership> membership = Membership.of(home);
        if (membership.isEmpty()) {
            HttpWitnesses witnesses = new HttpWitnesses(InstantSource.system());
            cancellation.onRequest(witnesses::stop);
            return new OwnLog(books, witnesses, InstantSource.system());
        }
        Optional<OperatorLists.Listed> listed = listed(books, membership.get());
        if (listed.isEmpty()) {
            return new UnlistedLog(books);
        }
        HttpOperatorLog log = new HttpOperatorLog(
                address(membership.get()),
                key(),
                listed.get().operator().logKeys().getFirst());
        cancellation.onRequest(log::stop);
        return new JoinedLog(
                books,
                listed.get().list(),
                listed.get().operator(),
                log,
                new MergedStatements(home),
                InstantSource.system());
    }

    private Optional<OperatorLists.Listed> listed(StationBooks books, Membership membership) throws IOException {
        try {
            return OperatorLists.only(OperatorLists.of(
                    home, books.stationKey().thumbprint(), books.logKey().name(), membership.origin()));
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
