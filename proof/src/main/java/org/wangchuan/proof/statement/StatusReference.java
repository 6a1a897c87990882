package org.wangchuan.proof.statement;

import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/**
 * Where a statement's later fate will be found: the claim {@code status}. It is there from issue on, so that nothing
 * has to be changed when the statement is revoked.
 *
 * @param list the status list's name
 * @param index drawn at random, so that neighbours in the list tell nothing; from 0 to {@link #INDEX_MAX}
 */
public record StatusReference(UUID list, int index) {
    /** Largest index: a list has at most 2^20 entries. */
    public static final int INDEX_MAX = (1 << 20) - 1;

    static final String CLAIM = "status";

    public StatusReference {
        if (index < 0 || index > INDEX_MAX) {
            throw new IllegalArgumentException("no index of a status list: " + index);
        }
    }

    /** A reference of a list's name in its one spelling. */
    public static StatusReference of(String list, int index) throws ShapeException {
        return read(Json.in(Json.object().put("list", list).put("index", index).build()));
    }

    JsonValue.Obj json() {
        return Json.object().put("list", list.toString()).put("index", index).build();
    }

    static StatusReference read(Json.Fields in) throws ShapeException {
        in.only("list", "index");
        return new StatusReference(StatementReader.eventId(in, "list"), (int) in.whole("index", 0, INDEX_MAX));
    }
}
