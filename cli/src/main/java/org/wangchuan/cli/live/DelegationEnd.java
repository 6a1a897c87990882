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
    /** What is left of a thumbprint in a name. */
    static final int NAME_CHARS = 16;

    private static final String BEFORE_ID = ", live ";
    private static final String BEFORE_STICK = ", stick ";

    private DelegationEnd() {}

    /** What the trust list calls the keys of an order. */
    static String name(String station, String order) {
        return "station " + station + BEFORE_ID + order;
    }

    /** What the trust list calls keys of a stick that were vouched for afterwards. */
    static String nameOfStick(String station, String id) {
        return "station " + station + BEFORE_STICK + id;
    }

    /** Whether an entry of the trust list is about such keys. */
    static boolean isOfStick(Operator operator) {
        return operator.name().contains(BEFORE_STICK);
    }

    /** The order whose keys an entry of the trust list is about, or what the keys of a stick were vouched for as. */
    static String order(Operator operator) {
        String before = isOfStick(operator) ? BEFORE_STICK : BEFORE_ID;
        int at = operator.name().indexOf(before);
        return at < 0 ? operator.name() : operator.name().substring(at + before.length());
    }

    private static boolean isNamed(Operator operator) {
        return isOfStick(operator) || operator.name().contains(BEFORE_ID);
    }

    static ExitCode end(String order, Context context) throws UserError {
        try {
            StationBooks books = StationBooks.open(new StationHome(context.home()), InstantSource.system());
            List<Operator> open = books.delegations();
            Optional<Operator> found = open.stream()
                    .filter(operator -> isNamed(operator) && order(operator).equals(order))
                    .findFirst();
            if (found.isEmpty()) {
                throw UserError.of(ExitCode.REFUSED, "LIVE_DELEGATION", orders(open), order);
            }
            long version = books.endDelegation(found.get().origin())
                    .orElseThrow()
                    .list()
                    .version();
            context.console()
                    .result(context.console()
                            .messages()
                            .text(isOfStick(found.get()) ? "live.ended.stick" : "live.ended", order, version));
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
                .filter(DelegationEnd::isNamed)
                .map(DelegationEnd::order)
                .toList();
        return out.isEmpty() ? "–" : String.join(", ", out);
    }
}
