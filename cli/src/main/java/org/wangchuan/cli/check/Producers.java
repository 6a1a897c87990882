package org.wangchuan.cli.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.producer.ProducerClaims;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.verify.ProducerAnswer;
import org.wangchuan.station.producer.ProducerStore;
import org.wangchuan.station.producer.ProducerStoreException;

/** The statements of producers beside a phone's clearing: read, and told to people and programs. */
public final class Producers {
    private Producers() {}

    /** Those in these files. */
    static List<SignedProducerStatement> read(List<Path> files) throws UserError {
        List<SignedProducerStatement> out = new ArrayList<>();
        for (Path file : files) {
            out.add(read(file));
        }
        return List.copyOf(out);
    }

    /** The fault of a store that can't be told. */
    static UserError ofStore(ProducerStoreException e) {
        return UserError.of(
                ExitCode.REFUSED,
                "PRODUCER_STORE",
                OneLine.of(e.file()),
                ProducerStore.FILES_MAX,
                OneLine.of(String.valueOf(e.getMessage())));
    }

    /** What went wrong with the folder of statements, or with the station's. */
    public static UserError ofState(IOException e, Context context) {
        return e instanceof ProducerStoreException store ? ofStore(store) : Failures.ofState(e, context.home());
    }

    /** One file; its signature is that of the key that it names. */
    public static SignedProducerStatement read(Path file) throws UserError {
        byte[] bytes = InputFile.read(file, SignedProducerStatement.BYTES_MAX);
        try {
            return SignedProducerStatement.parse(bytes);
        } catch (VerificationException e) {
            throw FileKind.insteadOf(file, bytes, Set.of(FileKind.PRODUCER_STATEMENT), Failures.of(file, e));
        }
    }

    /** A line for each answer. */
    public static void print(List<ProducerAnswer> answers, Console console) {
        Messages messages = console.messages();
        for (ProducerAnswer answer : answers) {
            if (answer.counts()) {
                console.result("  "
                        + messages.text(
                                "producer.counts",
                                OneLine.of(answer.producer().orElseThrow()),
                                said(answer.statement(), messages),
                                String.join(", ", answer.clauses()),
                                OneLine.of(String.join(", ", answer.lists()))));
            } else {
                console.result("  "
                        + messages.text(
                                "producer.counts-not",
                                who(answer.producer(), answer.statement(), messages),
                                said(answer.statement(), messages),
                                messages.text("producer.state." + Json.wireName(answer.state()))));
            }
        }
        if (answers.stream().anyMatch(ProducerAnswer::counts)) {
            console.result("  – " + messages.text("producer.later-unknown"));
        }
    }

    /** Whose it is: as a trust list calls its producer, or {@link #inTheNameOf} whom it says to be. */
    public static String who(Optional<String> listed, SignedProducerStatement statement, Messages messages) {
        return listed.map(OneLine::of).orElseGet(() -> inTheNameOf(statement, messages));
    }

    /** Whom nobody knows: the key, and what it calls itself. Anybody can sign in a maker's name. */
    static String inTheNameOf(SignedProducerStatement statement, Messages messages) {
        ProducerClaims claims = statement.claims();
        return messages.text("producer.in-the-name", OneLine.of(claims.signer().toString()), OneLine.of(claims.name()));
    }

    /** Number, place in its sequence, and day of a statement. */
    public static String said(SignedProducerStatement statement, Messages messages) {
        ProducerClaims claims = statement.claims();
        return messages.text(
                "producer.statement",
                OneLine.of(claims.number()),
                claims.sequence(),
                claims.issued().toString());
    }

    /** The answers as one member. */
    public static JsonValue.Array json(List<ProducerAnswer> answers) {
        List<JsonValue> out = new ArrayList<>();
        for (ProducerAnswer answer : answers) {
            ProducerClaims claims = answer.statement().claims();
            out.add(Json.object()
                    .put("state", Json.wireName(answer.state()))
                    .put("clauses", Json.texts(answer.clauses()))
                    .put("name", claims.name())
                    .put("producer", answer.producer())
                    .put("number", claims.number())
                    .put("sequence", claims.sequence())
                    .put("issued", claims.issued().toString())
                    .put("signer", claims.signer().toString())
                    .put("digest", answer.statement().digest().base64Url())
                    .put("met", met(answer))
                    .build());
        }
        return new JsonValue.Array(out);
    }

    private static JsonValue.Array met(ProducerAnswer answer) {
        List<JsonValue> out = new ArrayList<>();
        for (ProducerAnswer.Met met : answer.met()) {
            out.add(Json.object()
                    .put("clause", met.clause())
                    .put("list", met.list())
                    .build());
        }
        return new JsonValue.Array(out);
    }

    /** By whose statement a clause is met; empty if by nobody's. */
    static Optional<String> metBy(List<ProducerAnswer> answers, String clause) {
        return answers.stream()
                .filter(answer -> answer.clauses().contains(clause))
                .map(answer -> answer.statement().claims().number())
                .findFirst();
    }
}
