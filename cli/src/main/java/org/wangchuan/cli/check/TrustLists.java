package org.wangchuan.cli.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.TrustService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustHistory;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.BooksRefusedException;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.witness.config.LogKeyFile;

/** {@code trust}: whose signatures are believed here. */
public final class TrustLists implements TrustService {

    /** The command's body. */
    public TrustLists() {}

    @Override
    public ExitCode show(boolean json, Context context) throws UserError {
        List<TrustList> lists = new TrustStore(new StationHome(context.home()))
                .all().stream().map(SignedTrustList::list).toList();
        if (json) {
            context.console().result(CanonicalJson.writeText(TrustReport.json(lists)));
            return ExitCode.OK;
        }
        if (lists.stream().allMatch(list -> list.operators().isEmpty())) {
            context.console().note(context.console().messages().text("trust.nobody"));
        }
        for (TrustList list : lists) {
            TrustReport.lines(list, context.console().messages()).forEach(context.console()::result);
        }
        return ExitCode.OK;
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
        TrustReport.changes(changes, context.console().messages()).forEach(context.console()::note);
        for (TrustedProducer producer : offered.list().producers()) {
            context.console()
                    .note(context.console()
                            .messages()
                            .text(
                                    "trust.producers",
                                    OneLine.of(producer.name()),
                                    OneLine.of(producer.words()),
                                    OneLine.of(producer.makersInWords())));
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

    @Override
    public ExitCode stationKey(Context context) throws UserError {
        try {
            PublicKey key = StationBooks.open(new StationHome(context.home()), InstantSource.system())
                    .stationKey();
            context.console().result(key.base64Url());
            context.console().note(context.console().messages().text("trust.station-key", key.thumbprint()));
            return ExitCode.OK;
        } catch (BooksRefusedException e) {
            throw Failures.of(e);
        } catch (IOException e) {
            throw Failures.ofState(e, context.home());
        }
    }

    @Override
    public ExitCode newListKey(Path file, String name, Context context) throws UserError {
        return AppendRun.newKey(file, name, LogKeyFile.Use.TRUST, context);
    }

    @Override
    public ExitCode sign(SignRequest request, Context context) throws UserError {
        return new TrustSigning(request, context.console()).sign();
    }
}
