package org.wangchuan.cli.station;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.wangchuan.cli.certify.AppendKey;
import org.wangchuan.cli.check.OperatorLists;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.policy.WitnessPolicy;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.station.agent.Joining;
import org.wangchuan.station.agent.PlatformRefusedException;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.operator.Membership;

/**
 * Joins the log of the platform that a station works for. Pairing says whose station it is, so the operator's list is imported
 * without asking; it still has to go on from the one that is held. A log that nobody witnesses makes no certificates: such a one is
 * not joined, and the station's own log stays what it was.
 */
final class PlatformJoining implements Joining {
    private final StationHome home;
    private final HttpPlatform platform;
    private final URI address;

    /**
     * For a station.
     *
     * @param address of the platform, without a slash at its end
     */
    PlatformJoining(StationHome home, HttpPlatform platform, URI address) {
        this.home = home;
        this.platform = platform;
        this.address = address;
    }

    /** Where the log of a platform is. */
    static URI logOf(URI platform) {
        return URI.create(platform + "/log");
    }

    @Override
    public void join() throws IOException, PlatformRefusedException, InterruptedException {
        StationBooks books = StationBooks.open(home, InstantSource.system());
        HttpPlatform.OfferedLog offered =
                platform.enterLog(AppendKey.ofOrNew(home, books).toString());
        if (!offered.path().equals("/log")) {
            throw new IOException("expected the log at /log, found another path");
        }
        SignedTrustList list = read(offered, books.stationKey().thumbprint());
        Optional<Membership> held = Membership.of(home);
        boolean isElsewhere = held.isPresent()
                && !held.get().origin().equals(Optional.of(offered.origin()))
                && !held.get().address().equals(logOf(address).toString());
        boolean isWitnessed =
                list.list().policy().filter(WitnessPolicy::isWitnessRequired).isPresent();
        if (isElsewhere || (held.isEmpty() && !isWitnessed)) {
            return;
        }
        keep(list);
        Membership next = new Membership(logOf(address).toString(), Optional.of(offered.origin()));
        if (!held.equals(Optional.of(next))) {
            next.keep(home);
        }
    }

    private static SignedTrustList read(HttpPlatform.OfferedLog offered, String thumbprint) throws IOException {
        try {
            SignedTrustList list = SignedTrustList.parse(offered.trustList().getBytes(StandardCharsets.UTF_8));
            boolean isOfThis = list.list()
                    .operatorOf(thumbprint)
                    .map(TrustList.Operator::origin)
                    .equals(Optional.of(offered.origin()));
            if (!isOfThis) {
                throw new IOException("expected a list that names this station in the log, found another");
            }
            return list;
        } catch (VerificationException e) {
            throw new IOException("the platform's trust list: expected " + e.expected() + ", found " + e.found(), e);
        }
    }

    private void keep(SignedTrustList list) throws IOException, PlatformRefusedException {
        try {
            OperatorLists.keep(home, list);
        } catch (UserError e) {
            // Two histories, or two signers of one name: a person has to decide which of them is believed.
            throw new PlatformRefusedException(409, e.code(), "its trust list can't follow the one that is held here");
        }
    }
}
