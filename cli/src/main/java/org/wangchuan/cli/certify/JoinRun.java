package org.wangchuan.cli.certify;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.check.OperatorLists;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.JoinService;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.BooksRefusedException;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.operator.Membership;
import org.wangchuan.witness.client.WitnessAddress;

/** {@code log join}: the station and the log of its operator. */
public final class JoinRun implements JoinService {
    private static final int ORIGIN_CHARS_MAX = 200;

    /** The command's body. */
    public JoinRun() {}

    private interface Body {
        ExitCode run(StationHome home, StationBooks books) throws IOException, UserError;
    }

    private static ExitCode run(Context context, Body body) throws UserError {
        StationHome home = new StationHome(context.home());
        try {
            return body.run(home, StationBooks.open(home, InstantSource.system()));
        } catch (BooksRefusedException e) {
            throw Failures.of(e);
        } catch (IOException e) {
            throw Failures.ofState(e, context.home());
        }
    }

    @Override
    public ExitCode join(String address, Optional<String> origin, Context context) throws UserError {
        URI uri = WitnessAddress.parse(address).orElseThrow(() -> UserError.of(ExitCode.USAGE, "ADDRESS.operator"));
        if (origin.filter(name -> name.isBlank() || name.length() > ORIGIN_CHARS_MAX)
                .isPresent()) {
            throw UserError.of(ExitCode.USAGE, "KEY_NAME", OneLine.of(origin.get()));
        }
        return run(context, (home, books) -> {
            VerifierKey key = AppendKey.ofOrNew(home, books);
            new Membership(uri.toString(), origin).keep(home);
            Console console = context.console();
            console.result(console.messages().text("join.joined", uri));
            console.result(console.messages().text("join.tell"));
            console.result("  station " + key);
            console.result("  station " + books.stationKey().base64Url() + " from 0");
            say(home, books, origin, console);
            return ExitCode.OK;
        });
    }

    @Override
    public ExitCode show(boolean json, Context context) throws UserError {
        return run(context, (home, books) -> {
            Optional<Membership> membership = Membership.of(home);
            Console console = context.console();
            if (json) {
                console.result(
                        CanonicalJson.writeText(json(home, books, membership).build()));
                return ExitCode.OK;
            }
            if (membership.isEmpty()) {
                console.note(console.messages().text("join.none"));
                return ExitCode.OK;
            }
            console.result(
                    console.messages().text("join.joined", membership.get().address()));
            console.result("  station " + AppendKey.ofOrNew(home, books));
            say(home, books, membership.get().origin(), console);
            return ExitCode.OK;
        });
    }

    private static Json.Builder json(StationHome home, StationBooks books, Optional<Membership> membership)
            throws IOException, UserError {
        Json.Builder out = Json.object()
                .put("joined", membership.isPresent())
                .put("station", books.stationKey().thumbprint());
        if (membership.isPresent()) {
            out.put("address", membership.get().address())
                    .put("appendKey", AppendKey.ofOrNew(home, books).toString());
            List<OperatorLists.Listed> lists =
                    lists(home, books, membership.get().origin());
            if (OperatorLists.areOfOneLog(lists)) {
                OperatorLists.Listed first = lists.getFirst();
                out.put("operator", first.operator().name())
                        .put("origin", first.operator().origin())
                        .put("signer", first.list().signer().toString());
            }
        }
        return out;
    }

    @Override
    public ExitCode leave(Context context) throws UserError {
        return run(context, (home, _) -> {
            boolean wasJoined = Membership.of(home).isPresent();
            Membership.end(home);
            context.console().result(context.console().messages().text(wasJoined ? "join.left" : "join.none"));
            return ExitCode.OK;
        });
    }

    /** Whether a trust list lets certificates begin. */
    private static void say(StationHome home, StationBooks books, Optional<String> origin, Console console)
            throws IOException, UserError {
        List<OperatorLists.Listed> lists = lists(home, books, origin);
        if (!OperatorLists.areOfOneLog(lists)) {
            console.note(console.messages().text(lists.isEmpty() ? "join.no-list" : "join.many-lists"));
            return;
        }
        for (OperatorLists.Listed one : lists) {
            console.result(console.messages()
                    .text(
                            "join.listed",
                            OneLine.of(one.operator().name()),
                            OneLine.of(one.operator().origin()),
                            OneLine.of(one.list().signer().toString())));
        }
    }

    private static List<OperatorLists.Listed> lists(StationHome home, StationBooks books, Optional<String> origin)
            throws IOException, UserError {
        return OperatorLists.of(
                home, books.stationKey().thumbprint(), books.logKey().name(), origin);
    }
}
