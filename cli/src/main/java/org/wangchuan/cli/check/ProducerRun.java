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
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.ProducerService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.policy.Clause;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.Requirement;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.issue.ProducerStatementIssuer;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.producer.ProducerClaims;
import org.wangchuan.proof.producer.ProducerClaims.Content;
import org.wangchuan.proof.producer.ProducerScope;
import org.wangchuan.proof.producer.ProducerText;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;
import org.wangchuan.station.home.FileForPeople;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.producer.ProducerStore;
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
                "meets": [{"policy": "gb-46864-2025", "version": "1", "clauses": ["overwrite"]}],
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
            throw UserError.of(ExitCode.USAGE, "PRODUCER_DRAFT", request.draft(), e.expected(), e.found());
        }
        write(request.out(), signed);
        Console console = context.console();
        console.result(console.messages()
                .text(
                        "producer.signed",
                        request.out(),
                        Producers.said(signed, console.messages()),
                        signer.verifierKey()));
        unknownHere(signed, console.messages()).forEach(console::note);
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
        List<TrustList> lists = FileVerify.trustLists(trust, context);
        List<Path> asked = files.isEmpty() ? kept(context) : files;
        List<SignedProducerStatement> known = known(asked, files.isEmpty(), context);
        List<ExitCode> codes = new ArrayList<>();
        List<JsonValue> results = new ArrayList<>();
        for (Path file : asked) {
            try {
                SignedProducerStatement statement = Producers.read(file);
                boolean isKnown = lists.stream()
                        .anyMatch(list ->
                                list.producerOf(statement.claims().signer()).isPresent());
                boolean isAccepted = Producers.accepting(statement, lists, known).stream()
                        .anyMatch(producer -> !producer.accepts().isEmpty());
                ExitCode exit = !isKnown ? ExitCode.UNTRUSTED : isAccepted ? ExitCode.OK : ExitCode.NOT_SATISFIED;
                codes.add(exit);
                results.add(json(file, statement, lists, exit));
                if (!json) {
                    print(file, statement, lists, context.console());
                    if (isKnown && !isAccepted) {
                        context.console()
                                .result("  " + context.console().messages().text("producer.for-nothing"));
                    }
                }
            } catch (UserError e) {
                codes.add(e.exit());
                results.add(VerifyReport.failure(file, e));
                e.lines(context.console().messages()).forEach(context.console()::error);
            }
        }
        if (json) {
            context.console()
                    .result(CanonicalJson.writeText(Json.object()
                            .put("results", new JsonValue.Array(results))
                            .build()));
        } else if (asked.isEmpty()) {
            context.console().note(context.console().messages().text("producer.none"));
        }
        return codes.isEmpty() ? ExitCode.OK : ExitCode.worstOf(codes);
    }

    /** What may take a statement out of force: all that is asked for, and all that lies with the station. What can't be read is told where it is asked for. */
    private static List<SignedProducerStatement> known(List<Path> asked, boolean areKept, Context context)
            throws UserError {
        List<SignedProducerStatement> out = new ArrayList<>();
        for (Path file : asked) {
            try {
                out.add(Producers.read(file));
            } catch (UserError _) {
                // it is told in its turn, as one that can't be read
            }
        }
        if (!areKept) {
            out.addAll(Producers.kept(new StationHome(context.home())));
        }
        return out;
    }

    private static List<Path> kept(Context context) throws UserError {
        try {
            return new ProducerStore(new StationHome(context.home())).files();
        } catch (IOException e) {
            throw Producers.ofState(e, context);
        }
    }

    @Override
    public ExitCode keep(List<Path> files, Context context) throws UserError {
        List<SignedProducerStatement> read = new ArrayList<>();
        for (Path file : files) {
            read.add(Producers.read(file));
        }
        StationHome home = new StationHome(context.home());
        Messages messages = context.console().messages();
        try {
            home.prepare();
            for (SignedProducerStatement statement : read) {
                Path kept = new ProducerStore(home).keep(statement);
                context.console()
                        .note(messages.text(
                                "producer.kept",
                                OneLine.of(statement.claims().name()),
                                Producers.said(statement, messages),
                                kept));
            }
        } catch (IOException e) {
            throw Producers.ofState(e, context);
        }
        return ExitCode.OK;
    }

    private static void print(Path file, SignedProducerStatement statement, List<TrustList> lists, Console console) {
        Messages messages = console.messages();
        ProducerClaims claims = statement.claims();
        String country = claims.country().map(two -> " (" + two + ")").orElse("");
        console.result(messages.text(
                "producer.file", file, OneLine.of(claims.name()) + country, Producers.said(statement, messages)));
        console.result("  "
                + messages.text("producer.signer", OneLine.of(claims.signer().toString())));
        switch (claims.content()) {
            case Content.Withdrawn(ProducerText reason) ->
                console.result("  " + messages.text("producer.withdrawn", OneLine.of(in(reason, messages))));
            case Content.InForce(ProducerScope scope) -> {
                console.result("  " + messages.text("producer.text", OneLine.of(in(scope.text(), messages))));
                console.result("  " + messages.text("producer.makers", lines(scope.makers())));
                console.result("  " + messages.text("producer.models", lines(scope.models())));
                console.result("  "
                        + messages.text(
                                "producer.system",
                                scope.system(),
                                scope.versionLeast(),
                                scope.patchLeast().orElse("–")));
                console.result("  "
                        + messages.text(
                                "producer.ways",
                                lines(scope.ways().stream()
                                        .map(way -> way.id() + " " + way.version())
                                        .toList())));
                scope.conditions()
                        .forEach(one -> console.result("  "
                                + messages.text("producer.condition", one.property(), String.join(" | ", one.is()))));
                scope.meets()
                        .forEach(one -> console.result("  "
                                + messages.text(
                                        "producer.meets",
                                        one.policy(),
                                        one.version(),
                                        String.join(", ", one.clauses()))));
                console.result("  " + messages.text("producer.dates", scope.from(), scope.until()));
            }
        }
        unknownHere(statement, messages).forEach(line -> console.result("  " + line));
        boolean isKnown = false;
        for (TrustList list : lists) {
            Optional<TrustedProducer> producer = list.producerOf(claims.signer());
            if (producer.isPresent()) {
                isKnown = true;
                console.result("  "
                        + messages.text(
                                "producer.accepted",
                                OneLine.of(list.signer().toString()),
                                OneLine.of(producer.get().name()),
                                OneLine.of(producer.get().words()),
                                OneLine.of(producer.get().makersInWords())));
            }
        }
        if (!isKnown) {
            console.result("  " + messages.text("producer.nobody"));
        }
    }

    /** What it names that this program does not have: such a part meets nothing here. */
    private static List<String> unknownHere(SignedProducerStatement statement, Messages messages) {
        List<String> out = new ArrayList<>();
        statement.claims().scope().ifPresent(scope -> {
            scope.ways().stream()
                    .filter(way ->
                            TechniqueCatalogue.find(way.id(), way.version()).isEmpty())
                    .forEach(way ->
                            out.add(messages.text("producer.unknown-way", OneLine.of(way.id() + " " + way.version()))));
            for (ProducerScope.Meets meets : scope.meets()) {
                for (String clause : meets.clauses()) {
                    if (!isOpenToStatements(meets, clause)) {
                        out.add(messages.text("producer.unknown-clause", meets.policy(), meets.version(), clause));
                    }
                }
            }
        });
        return out;
    }

    /** A clause about the verdict follows from it, and from nobody's word. */
    private static boolean isOpenToStatements(ProducerScope.Meets meets, String clause) {
        Optional<Policy> policy = PolicyCatalogue.versions(meets.policy()).stream()
                .filter(one -> String.valueOf(one.version()).equals(meets.version()))
                .findFirst();
        return policy.stream()
                .flatMap(one -> one.clauses().stream())
                .filter(one -> one.id().equals(clause))
                .map(Clause::needs)
                .anyMatch(needs -> !(needs instanceof Requirement.Level));
    }

    private static JsonValue.Obj json(
            Path file, SignedProducerStatement statement, List<TrustList> lists, ExitCode exit) {
        ProducerClaims claims = statement.claims();
        List<JsonValue> accepted = new ArrayList<>();
        for (TrustList list : lists) {
            list.producerOf(claims.signer())
                    .ifPresent(producer -> accepted.add(Json.object()
                            .put("list", list.signer().toString())
                            .put("producer", producer.name())
                            .put("makers", Json.texts(producer.makers()))
                            .put("accepted", producer.words())
                            .build()));
        }
        return Json.object()
                .put("file", file.toString())
                .put("exitCode", exit.number())
                .put("state", claims.scope().isPresent() ? "in-force" : "withdrawn")
                .put("name", claims.name())
                .put("number", claims.number())
                .put("sequence", claims.sequence())
                .put("issued", claims.issued().toString())
                .put("signer", claims.signer().toString())
                .put("digest", statement.digest().base64Url())
                .put("lists", new JsonValue.Array(accepted))
                .build();
    }

    private static String lines(List<String> items) {
        return OneLine.of(String.join(", ", items));
    }

    private static String in(ProducerText text, Messages messages) {
        return messages.chinese() ? text.zh() : text.en();
    }
}
