package org.wangchuan.cli.live;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.trust.TrustList.Operator;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.BooksRefusedException;
import org.wangchuan.station.issue.StationBooks;

/** Has the station's trust list vouch no more for the keys of an order. */
final class DelegationEnd {
    private static final String BEFORE_ID = ", live ";

    private DelegationEnd() {}

    /** What the trust list calls the keys of an order. */
    static String name(String station, String order) {
        return "station " + station + BEFORE_ID + order;
    }

    /** The order whose keys an entry of the trust list is about. */
    static String order(Operator operator) {
        int at = operator.name().indexOf(BEFORE_ID);
        return at < 0 ? operator.name() : operator.name().substring(at + BEFORE_ID.length());
    }

    static ExitCode end(String order, Context context) throws UserError {
        try {
            StationBooks books = StationBooks.open(new StationHome(context.home()), InstantSource.system());
            List<Operator> open = books.delegations();
            Optional<Operator> found = open.stream()
                    .filter(operator -> operator.name().endsWith(BEFORE_ID + order))
                    .findFirst();
            if (found.isEmpty()) {
                throw UserError.of(ExitCode.REFUSED, "LIVE_DELEGATION", orders(open), order);
            }
            long version = books.endDelegation(found.get().origin())
                    .orElseThrow()
                    .list()
                    .version();
            context.console().result(context.console().messages().text("live.ended", order, version));
            context.console().note(context.console().messages().text("live.ended.export"));
            return ExitCode.OK;
        } catch (BooksRefusedException e) {
            throw Failures.of(e);
        } catch (IOException e) {
            throw Failures.ofState(e, context.home());
        }
    }

    private static String orders(List<Operator> open) {
        List<String> out = open.stream()
                .filter(operator -> operator.name().contains(BEFORE_ID))
                .map(DelegationEnd::order)
                .toList();
        return out.isEmpty() ? "–" : String.join(", ", out);
    }
}
