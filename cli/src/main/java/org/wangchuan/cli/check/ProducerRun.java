package org.wangchuan.cli.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.ProducerService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.issue.ProducerStatementIssuer;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.producer.ProducerClaims;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.station.home.FileForPeople;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.producer.ProducerStore;
import org.wangchuan.station.producer.StatementsHere;
import org.wangchuan.witness.config.ConfigException;
import org.wangchuan.witness.config.LogKeyFile;

/** {@code producer}: drafts, keys, signatures, and what statements say. */
public final class ProducerRun implements ProducerService {
    private static final int DRAFT_BYTES_MAX = 1 << 20;

    private static final String TEMPLATE = """
            {
              "producer": {"name": "Example Phones Ltd", "country": "CN"},
              "number": "EX-CLEAR-1",
              "sequence": 1,
              "states": {
                "makers": ["Example"],
                "models": ["EX-A100", "EX-A100 Pro"],
                "system": "android",
                "versionLeast": "13",
                "patchLeast": "2026-01-01",
                "ways": [{"id": "android-reset-read-again", "version": 1}],
                "conditions": [{"property": "encryption", "is": ["file-based"]}],
                "meets": [{"policy": "gb-46864-2025", "version": "2", "clauses": ["overwrite"]}],
                "from": "2026-01-01T00:00:00Z",
                "until": "2028-01-01T00:00:00Z",
                "text": {
                  "zh": "请写明内置清除做了什么、为何符合该条款。",
                  "en": "Say what the built-in clear does, and why it meets the clause."
                }
              }
            }
            """;

    /** The command's body. */
    public ProducerRun() {}

    @Override
    public ExitCode template(Path file, Context context) throws UserError {
        NewFile.write(file, TEMPLATE.getBytes(StandardCharsets.UTF_8));
        context.console().note(context.console().messages().text("producer.template", file));
        return ExitCode.OK;
    }

    @Override
    public ExitCode newKey(Path file, String name, Context context) throws UserError {
        return AppendRun.newKey(file, name, LogKeyFile.Use.PRODUCER, context);
    }

    @Override
    public ExitCode sign(SignRequest request, Context context) throws UserError {
        NoteSigner signer;
        try {
            signer = LogKeyFile.read(request.key(), LogKeyFile.Use.PRODUCER);
        } catch (ConfigException e) {
            throw UserError.of(ExitCode.USAGE, "TRUST_KEY", e.where(), e.expected(), e.found());
        }
        SignedProducerStatement signed;
        try {
            JsonValue.Obj draft = CanonicalJson.readLenientObject(InputFile.read(request.draft(), DRAFT_BYTES_MAX));
            signed = ProducerStatementIssuer.signDraft(
                    draft, signer, InstantSource.system().instant());
        } catch (MalformedJsonException e) {
            throw UserError.of(
                    ExitCode.USAGE, "PRODUCER_DRAFT", request.draft(), "JSON", String.valueOf(e.getMessage()));
        } catch (VerificationException e) {
            throw UserError.of(
                    ExitCode.USAGE, "PRODUCER_DRAFT", request.draft() + ": " + e.where(), e.expected(), e.found());
        }
        write(request.out(), signed);
        Console console = context.console();
        console.result(console.messages()
                .text(
                        "producer.signed",
                        request.out(),
                        Producers.said(signed, console.messages()),
                        signer.verifierKey()));
        ProducerCheck.unknownHere(signed, console.messages()).forEach(console::note);
        return ExitCode.OK;
    }

    /** In the place of an earlier one of the same number and key, or of nothing. */
    private static void write(Path out, SignedProducerStatement signed) throws UserError {
        if (!Files.exists(out)) {
            NewFile.write(out, signed.toBytes());
            return;
        }
        ProducerClaims before = Producers.read(out).claims();
        boolean isNext = before.signer().equals(signed.claims().signer())
                && before.number().equals(signed.claims().number())
                && before.sequence() < signed.claims().sequence();
        if (!isNext) {
            throw UserError.of(
                    ExitCode.REFUSED,
                    "PRODUCER_NEXT",
                    out,
                    before.number() + ", " + before.sequence(),
                    signed.claims().number() + ", " + signed.claims().sequence());
        }
        try {
            FileForPeople.replace(out.toRealPath(), signed.toBytes());
        } catch (IOException e) {
            throw UserError.of(ExitCode.USAGE, "CANNOT_WRITE", out, e.getClass().getSimpleName());
        }
    }

    @Override
    public ExitCode check(List<Path> files, Optional<Path> trust, boolean json, Context context) throws UserError {
        return new ProducerCheck(FileVerify.trustLists(trust, context), context).check(files, json);
    }

    @Override
    public ExitCode keep(List<Path> files, Context context) throws UserError {
        List<SignedProducerStatement> read = new ArrayList<>();
        for (Path file : files) {
            read.add(Producers.read(file));
        }
        StationHome home = new StationHome(context.home());
        List<Path> laid = new ArrayList<>();
        Messages messages = context.console().messages();
        try {
            home.prepare();
            for (SignedProducerStatement statement : read) {
                Path kept = new ProducerStore(home).keep(statement);
                laid.add(kept);
                context.console()
                        .note(messages.text(
                                "producer.kept",
                                Producers.inTheNameOf(statement, messages),
                                Producers.said(statement, messages),
                                kept));
            }
        } catch (IOException e) {
            throw Producers.ofState(e, context);
        }
        StatementsHere here = StatementsHere.read(home);
        ProducerAsides.faults(here.faults(), messages).forEach(context.console()::note);
        ProducerAsides.lines(ProducerAsides.about(laid, here), messages).forEach(context.console()::note);
        return ExitCode.OK;
    }
}
