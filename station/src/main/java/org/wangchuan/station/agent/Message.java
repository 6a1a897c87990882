package org.wangchuan.station.agent;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.StatementReader;

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
        ERASURE
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
