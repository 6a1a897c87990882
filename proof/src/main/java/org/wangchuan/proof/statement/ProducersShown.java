package org.wangchuan.proof.statement;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/**
 * The statements of producers that the record of a phone fits: the disclosure {@code producerStatements}. The clauses stay open all the same: whether a
 * producer's word counts for one, whoever verifies decides, by a trust list. The station says here only that the record shows what such a statement
 * speaks of.
 *
 * @param all 1 to {@value #STATEMENTS_MAX}, no text twice
 */
public record ProducersShown(List<One> all) {
    /** Name of the disclosed claim. */
    public static final String CLAIM = "producerStatements";

    /** Most statements beside one clearing. */
    public static final int STATEMENTS_MAX = 4;

    /** Most characters of one: a file of {@code proof.producer.SignedProducerStatement} has no more. */
    public static final int CHARS_MAX = 64 << 10;

    private static final int CLAUSES_MAX = 32;
    private static final Pattern CLAUSE = Pattern.compile("[a-z0-9-]{1,64}");

    /**
     * One of them.
     *
     * @param statement the signed file, whole; what it says, and whether its signature is right, is not looked at here
     * @param clauses of the rule set that the phone was judged by, those that are open and that it speaks of, in that rule set's order; 1 to 32
     */
    public record One(String statement, List<String> clauses) {
        public One {
            clauses = List.copyOf(clauses);
            boolean isSound = !statement.isEmpty()
                    && statement.length() <= CHARS_MAX
                    && !clauses.isEmpty()
                    && clauses.size() <= CLAUSES_MAX
                    && clauses.stream().allMatch(id -> CLAUSE.matcher(id).matches())
                    && new HashSet<>(clauses).size() == clauses.size();
            if (!isSound) {
                throw new IllegalArgumentException("no statement of a producer");
            }
        }
    }

    /** @throws IllegalArgumentException for none, too many, or one twice */
    public ProducersShown {
        all = List.copyOf(all);
        boolean isSound = !all.isEmpty()
                && all.size() <= STATEMENTS_MAX
                && all.stream().map(One::statement).distinct().count() == all.size();
        if (!isSound) {
            throw new IllegalArgumentException("no statements of producers");
        }
    }

    /** The value of the disclosed claim. */
    public JsonValue.Obj json() {
        List<JsonValue> items = new ArrayList<>();
        all.forEach(one -> items.add(Json.object()
                .put("statement", one.statement())
                .put("clauses", Json.texts(one.clauses()))
                .build()));
        return Json.object().put("fit", new JsonValue.Array(items)).build();
    }

    static ProducersShown read(Json.Fields in) throws ShapeException {
        in.only("fit");
        try {
            List<One> all = new ArrayList<>();
            for (Json.Fields item : in.objects("fit")) {
                item.only("statement", "clauses");
                all.add(new One(item.text("statement"), item.texts("clauses")));
            }
            return new ProducersShown(all);
        } catch (IllegalArgumentException e) {
            ShapeException beyond = new ShapeException(CLAIM, "statements of producers", "something else");
            beyond.initCause(e);
            throw beyond;
        }
    }
}
