package org.wangchuan.station.agent;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.station.erase.Candidate;

/**
 * Something that the platform has to be told, sooner or later.
 *
 * @param task which it is about; empty for an erasure without an order
 * @param body what is sent
 */
public record Message(Kind kind, Optional<UUID> task, JsonValue.Obj body) {
    private static final String FORMAT = "wangchuan-agent-message/v1";

    /** What it says. */
    public enum Kind {
        /** How a task ended. */
        END,
        /** The certificate of a task. */
        CERTIFICATE,
        /** An erasure that was made here without an order. */
        ERASURE,
        /** What came of a look at a drive that was erased; its {@link #task} is the look. */
        LOOK
    }

    static Message end(UUID task, TaskEnd end) {
        return new Message(Kind.END, Optional.of(task), end.toJson());
    }

    static Message certificate(UUID task, String certificate) {
        return new Message(
                Kind.CERTIFICATE,
                Optional.of(task),
                Json.object().put("certificate", certificate).build());
    }

    /**
     * What a look found.
     *
     * @param file as it was signed
     */
    static Message look(UUID look, String file) {
        return new Message(
                Kind.LOOK,
                Optional.of(look),
                Json.object().put("outcome", "read").put("recheck", file).build());
    }

    /** A look for which nothing was read. */
    static Message lookRefused(UUID look, String code, BilingualText text) {
        BilingualText line = Lines.of(text);
        return new Message(
                Kind.LOOK,
                Optional.of(look),
                Json.object()
                        .put("outcome", "refused")
                        .put("code", code)
                        .put("en", line.en())
                        .put("zh", line.zh())
                        .build());
    }

    /** For a receipt of an erasure that nobody has ordered through the platform; empty if it is of a file or a test, which nobody has handed in. */
    public static Optional<Message> ofErasure(Candidate.Ready target, Receipt receipt) {
        return target.medium().kind() == MediumKind.BLOCK && !target.facts().isTest()
                ? Optional.of(erasure(new String(receipt.toBytes(), StandardCharsets.UTF_8)))
                : Optional.empty();
    }

    /** For a receipt of an erasure that nobody has ordered through the platform. */
    public static Message erasure(String receipt) {
        return new Message(
                Kind.ERASURE,
                Optional.empty(),
                Json.object().put("receipt", receipt).build());
    }

    /** The erasure that it brings the receipt of; empty if it brings none that can be read. */
    Optional<UUID> clearing() {
        if (!(body.members().get("receipt") instanceof JsonValue.Text receipt)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    StatementReader.read(Receipt.parse(receipt.value().getBytes(StandardCharsets.UTF_8))
                                    .clearing()
                                    .statement())
                            .head()
                            .eventId());
        } catch (VerificationException e) {
            return Optional.empty();
        }
    }

    /** Whether it brings a receipt, readable or not. */
    boolean bringsReceipt() {
        return body.members().get("receipt") instanceof JsonValue.Text;
    }

    /**
     * Whether it says what became of a medium: an erasure, a task that ended with a receipt, or one that broke off. What says that nothing was
     * written, that it goes on, or what a receipt has said before, does not.
     */
    boolean isEvidence() {
        return switch (kind) {
            case ERASURE -> true;
            // A platform that was put back asks for a look once more, if it still knows that it wants one.
            case CERTIFICATE, LOOK -> false;
            case END -> !isEnd(TaskEnd.Outcome.REFUSED) && !isEnd(TaskEnd.Outcome.INTERRUPTED);
        };
    }

    /** Whether a task ended so by it. */
    boolean isEnd(TaskEnd.Outcome outcome) {
        return kind == Kind.END
                && body.members().get("outcome") instanceof JsonValue.Text text
                && text.value().equals(Json.wireName(outcome));
    }

    JsonValue.Obj toJson() {
        return Json.object()
                .put("format", FORMAT)
                .put("kind", Json.wireName(kind))
                .put("task", task.map(UUID::toString))
                .put("body", body)
                .build();
    }

    static Message fromJson(Json.Fields in) throws ShapeException {
        if (!in.text("format").equals(FORMAT)) {
            throw new ShapeException("format", FORMAT, in.text("format"));
        }
        Optional<UUID> task = in.has("task") ? Optional.of(AgentFolder.uuid(in, "task")) : Optional.empty();
        return new Message(
                in.constant("kind", Kind.class), task, in.object("body").object());
    }
}
