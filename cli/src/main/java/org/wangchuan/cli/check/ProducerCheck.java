package org.wangchuan.cli.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.producer.ProducerClaims;
import org.wangchuan.proof.producer.ProducerClaims.Content;
import org.wangchuan.proof.producer.ProducerScope;
import org.wangchuan.proof.producer.ProducerText;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.producer.Aside;
import org.wangchuan.station.producer.Kept;
import org.wangchuan.station.producer.ProducerLists;
import org.wangchuan.station.producer.ProducerStore;
import org.wangchuan.station.producer.Standing;
import org.wangchuan.station.producer.StatementsHere;

/** {@code producer check}: what statements state, who signed them, and whether any phone at all could have a clause met by them here. */
final class ProducerCheck {
    private final List<TrustList> lists;
    private final Context context;

    /**
     * For one answer.
     *
     * @param lists that are gone by
     */
    ProducerCheck(List<TrustList> lists, Context context) {
        this.lists = List.copyOf(lists);
        this.context = context;
    }

    /**
     * Tells of these files, or of all that are kept if there are none.
     *
     * @throws UserError with code PRODUCER_STORE if files are asked for and those that are kept can't be told: one of them may be a later one
     */
    ExitCode check(List<Path> files, boolean json) throws UserError {
        List<Path> asked = files.isEmpty() ? kept() : files;
        StatementsHere here = here(asked, files.isEmpty());
        List<Aside> asides = ProducerAsides.about(asked, here);
        List<ExitCode> codes = new ArrayList<>();
        List<JsonValue> results = new ArrayList<>();
        for (Path file : asked) {
            try {
                SignedProducerStatement statement = Producers.read(file);
                Standing standing = Standing.of(statement, here.lists(), here.statements());
                ExitCode exit = switch (standing) {
                    case COUNTS -> ExitCode.OK;
                    case NOT_TRUSTED -> ExitCode.UNTRUSTED;
                    case KEY_RETIRED,
                            NOT_INDEPENDENT,
                            WITHDRAWN,
                            OUTDATED,
                            CONFLICTING,
                            NOT_ISSUED_YET,
                            NO_WAY,
                            NOT_ITS_PHONE,
                            NOT_ACCEPTED -> ExitCode.NOT_SATISFIED;
                };
                List<Aside> own = asides.stream()
                        .filter(aside -> aside.kept().file().equals(file)
                                || (!files.isEmpty() && aside.because().contains(file)))
                        .toList();
                codes.add(exit);
                results.add(json(file, statement, standing, own, exit));
                if (!json) {
                    print(file, statement, standing, own);
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
    private StatementsHere here(List<Path> asked, boolean areKept) throws UserError {
        List<Kept> out = new ArrayList<>();
        for (Path file : asked) {
            try {
                out.add(new Kept(file, Producers.read(file)));
            } catch (UserError _) {
                // it is told in its turn, as one that can't be read
            }
        }
        if (!areKept) {
            try {
                out.addAll(new ProducerStore(new StationHome(context.home())).kept());
            } catch (IOException e) {
                throw Producers.ofState(e, context);
            }
        }
        return new StatementsHere(out, new ProducerLists(lists), List.of());
    }

    private List<Path> kept() throws UserError {
        try {
            return new ProducerStore(new StationHome(context.home())).files();
        } catch (IOException e) {
            throw Producers.ofState(e, context);
        }
    }

    private void print(Path file, SignedProducerStatement statement, Standing standing, List<Aside> asides) {
        Console console = context.console();
        Messages messages = console.messages();
        ProducerClaims claims = statement.claims();
        String country = claims.country().map(two -> " (" + two + ")").orElse("");
        console.result(messages.text("producer.file", file, Producers.said(statement, messages)));
        // Anybody can write a maker's name: as whom a list has the key it says below.
        console.result("  "
                + messages.text(
                        "producer.signer",
                        OneLine.of(claims.signer().toString()),
                        OneLine.of(claims.name()) + country));
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
        for (TrustList list : lists) {
            Optional<TrustedProducer> producer = list.producerOf(claims.signer());
            if (producer.isPresent()) {
                console.result("  "
                        + messages.text(
                                "producer.accepted",
                                OneLine.of(list.signer().toString()),
                                OneLine.of(producer.get().name()),
                                OneLine.of(producer.get().words()),
                                OneLine.of(producer.get().makersInWords())));
            }
        }
        if (standing == Standing.NOT_TRUSTED) {
            console.result("  " + messages.text("producer.nobody"));
        } else if (standing != Standing.COUNTS) {
            String own = "producer.standing." + Json.wireName(standing);
            String words = messages.has(own) ? own : "producer.state." + Json.wireName(standing);
            console.result("  " + messages.text("producer.for-nothing", messages.text(words)));
        }
        ProducerAsides.lines(asides, messages).forEach(line -> console.result("  " + line));
    }

    /** What it names that this program does not have: such a part meets nothing here. */
    static List<String> unknownHere(SignedProducerStatement statement, Messages messages) {
        List<String> out = new ArrayList<>();
        statement.claims().scope().ifPresent(scope -> {
            scope.ways().stream()
                    .filter(way -> !Standing.isWay(way))
                    .forEach(way ->
                            out.add(messages.text("producer.unknown-way", OneLine.of(way.id() + " " + way.version()))));
            for (ProducerScope.Meets meets : scope.meets()) {
                for (String clause : meets.clauses()) {
                    if (!Standing.canMeet(meets, clause)) {
                        out.add(messages.text("producer.unknown-clause", meets.policy(), meets.version(), clause));
                    }
                }
            }
        });
        return out;
    }

    private JsonValue.Obj json(
            Path file, SignedProducerStatement statement, Standing standing, List<Aside> asides, ExitCode exit) {
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
                .put("standing", Json.wireName(standing))
                .put("aside", ProducerAsides.json(asides))
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
