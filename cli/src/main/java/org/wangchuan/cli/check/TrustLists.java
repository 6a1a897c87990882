package org.wangchuan.cli.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.TrustService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustHistory;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.BooksRefusedException;
import org.wangchuan.station.issue.StationBooks;

/** {@code trust}: whose signatures are believed here. */
public final class TrustLists implements TrustService {

    /** The command's body. */
    public TrustLists() {}

    @Override
    public ExitCode show(boolean json, Context context) throws UserError {
        List<SignedTrustList> lists = new TrustStore(new StationHome(context.home())).all();
        List<JsonValue> out = new ArrayList<>();
        for (SignedTrustList signed : lists) {
            TrustList list = signed.list();
            for (TrustList.Operator operator : list.operators()) {
                for (TrustList.Station station : operator.stations()) {
                    out.add(json(list, operator, station));
                    if (!json) {
                        context.console()
                                .result(OneLine.of(OperatorName.in(
                                                context.console().messages(), operator.name())) + "  "
                                        + station.key().thumbprint() + "  "
                                        + station.firstIndex() + "–"
                                        + station.endIndex()
                                                .map(String::valueOf)
                                                .orElse("") + "  "
                                        + context.console()
                                                .messages()
                                                .text(
                                                        "trust.signed-by",
                                                        OneLine.of(list.signer().toString())));
                    }
                }
            }
        }
        if (json) {
            context.console()
                    .result(CanonicalJson.writeText(Json.object()
                            .put("stations", new JsonValue.Array(out))
                            .build()));
        } else if (out.isEmpty()) {
            context.console().note(context.console().messages().text("trust.nobody"));
        }
        return ExitCode.OK;
    }

    private static JsonValue.Obj json(TrustList list, TrustList.Operator operator, TrustList.Station station) {
        Json.Builder out = Json.object()
                .put("operator", operator.name())
                .put("station", station.key().thumbprint())
                .put("firstIndex", station.firstIndex())
                .put(
                        "logKeys",
                        Json.texts(operator.logKeys().stream()
                                .map(VerifierKey::toString)
                                .toList()))
                .put("version", list.version())
                .put("signer", list.signer().toString());
        station.endIndex().ifPresent(end -> out.put("endIndex", end));
        return out.build();
    }

    @Override
    public ExitCode addFrom(Path file, Context context) throws UserError {
        StationHome home = new StationHome(context.home());
        SignedTrustList offered = TrustStore.parse(file);
        TrustStore store = new TrustStore(home);
        Path place = store.placeFor(file, offered);
        List<TrustHistory.Change> changes = store.changes(offered);
        try {
            home.prepare();
            DurableFiles.replace(place, offered.toBytes());
        } catch (IOException e) {
            throw Failures.ofState(e, context.home());
        }
        String signer = offered.list().signer().toString();
        context.console().note(context.console().messages().text("trust.imported", OneLine.of(signer)));
        for (TrustHistory.Change change : changes) {
            Object[] words = change.words().stream().map(OneLine::of).toArray();
            String what = "trust.change." + Json.wireName(change.kind());
            context.console().note(context.console().messages().text(what, words));
        }
        return ExitCode.OK;
    }

    @Override
    public ExitCode export(Context context) throws UserError {
        StationHome home = new StationHome(context.home());
        try {
            StationBooks _ = StationBooks.open(home, InstantSource.system());
            context.console()
                    .result(Files.readString(home.trustList(), StandardCharsets.UTF_8)
                            .stripTrailing());
            return ExitCode.OK;
        } catch (BooksRefusedException e) {
            throw Failures.of(e);
        } catch (IOException e) {
            throw Failures.ofState(e, context.home());
        }
    }
}
