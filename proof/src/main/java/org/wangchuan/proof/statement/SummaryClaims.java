package org.wangchuan.proof.statement;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.SummaryRow.Conformity;
import org.wangchuan.proof.statement.SummaryRow.Outcome;

/**
 * What a summary shows: what was so of each device of an institution's list when it was made. Its totals, and whether it is the
 * last one for now, follow from the rows. It proves no erasure: each row names the statements that do.
 *
 * @param list the code of the list
 * @param number which summary of that list this is, from 1
 * @param previous digest of the issuer-signed JWT of the one before; absent exactly for the first
 * @param offsetMinutes what the clocks at the site were ahead of UTC by when it was made, for papers to show their time as well
 * @param rows a device each, as the list had them
 */
public record SummaryClaims(
        String list, long number, Optional<Bytes32> previous, long offsetMinutes, List<SummaryRow> rows) {
    /** Most devices. */
    public static final int ROWS_MAX = 1000;

    /** Most statements in all rows. */
    public static final int PROOFS_MAX = 3000;

    static final String[] NAMES = {"list", "number", "previous", "offset", "stage", "totals", "rows"};

    /** Furthest that clocks are from UTC. */
    public static final int OFFSET_MINUTES_MAX = 18 * 60;

    private static final String DEVICES = "devices";
    private static final String NOT_SAID = "not-said";
    private static final String SECOND_OPEN = "second-open";

    /** Whether more is to come. */
    public enum Stage {
        /** Something of the list is still open. */
        INTERIM,
        /** Nothing is. */
        FINAL
    }

    public SummaryClaims {
        rows = List.copyOf(rows);
        Set<Object> once = new HashSet<>();
        boolean isEachOnce = rows.stream()
                        .allMatch(row -> once.add(row.order())
                                && once.add(List.of(row.device().label())))
                && rows.stream()
                        .flatMap(row -> row.proofs().stream())
                        .allMatch(proof -> once.add(proof.event()) && once.add(proof.statement()));
        boolean isSound = !list.isBlank()
                && ObservationClaims.isLine(list)
                && number >= 1
                && previous.isPresent() == (number > 1)
                && Math.abs(offsetMinutes) <= OFFSET_MINUTES_MAX
                && !rows.isEmpty()
                && rows.size() <= ROWS_MAX
                && rows.stream().mapToInt(row -> row.proofs().size()).sum() <= PROOFS_MAX
                && isEachOnce;
        if (!isSound) {
            throw new IllegalArgumentException("beyond what a summary can say: its list, number or rows");
        }
    }

    /** Whether more is to come. */
    public Stage stage() {
        return rows.stream().allMatch(SummaryRow::isSettled) ? Stage.FINAL : Stage.INTERIM;
    }

    /** Whether it is the last for now, and each device is cleared and meets the rule by the evidence alone. */
    public boolean isAllGood() {
        return stage() == Stage.FINAL && rows.stream().allMatch(SummaryRow::isGood);
    }

    /** How many ended so. */
    public long count(Outcome outcome) {
        return rows.stream().filter(row -> row.outcome() == outcome).count();
    }

    /** How many there are of each; the names are those of the members of {@code totals}. */
    public Map<String, Long> totals() {
        Map<String, Long> out = new LinkedHashMap<>();
        out.put(DEVICES, (long) rows.size());
        for (Outcome outcome : Outcome.values()) {
            out.put(Json.wireName(outcome), count(outcome));
        }
        for (Conformity conformity : Conformity.values()) {
            out.put(
                    Json.wireName(conformity),
                    rows.stream()
                            .filter(row -> row.conformity().equals(Optional.of(conformity)))
                            .count());
        }
        out.put(
                NOT_SAID,
                rows.stream().filter(row -> row.conformity().isEmpty()).count());
        out.put(SECOND_OPEN, rows.stream().filter(SummaryRow::isSecondOpen).count());
        return out;
    }

    /** Rows as they are signed, to be compared. */
    public static byte[] bytes(List<SummaryRow> rows) {
        return CanonicalJson.write(Json.object().put("rows", array(rows)).build());
    }

    private static JsonValue.Array array(List<SummaryRow> rows) {
        return new JsonValue.Array(
                rows.stream().<JsonValue>map(SummaryRowJson::json).toList());
    }

    void addTo(Json.Builder out) {
        Json.Builder totals = Json.object();
        totals().forEach(totals::put);
        out.put("list", list)
                .put("number", number)
                .put("previous", previous.map(Bytes32::base64Url))
                .put("offset", offsetMinutes)
                .put("stage", Json.wireName(stage()))
                .put("totals", totals.build())
                .put("rows", array(rows));
    }

    static SummaryClaims read(Json.Fields in) throws ShapeException, VerificationException {
        List<SummaryRow> rows = new ArrayList<>();
        try {
            for (Json.Fields item : in.objects("rows")) {
                rows.add(SummaryRowJson.read(item));
            }
            SummaryClaims claims = new SummaryClaims(
                    in.text("list"),
                    in.whole("number", 1, Integer.MAX_VALUE),
                    in.has("previous") ? Optional.of(Bytes32.parseBase64Url(in.text("previous"))) : Optional.empty(),
                    in.whole("offset", -OFFSET_MINUTES_MAX, OFFSET_MINUTES_MAX),
                    rows);
            requireSame("stage", Json.wireName(claims.stage()), in.text("stage"));
            Map<String, Long> follows = claims.totals();
            Json.Fields totals = in.object("totals").only(follows.keySet().toArray(String[]::new));
            for (Map.Entry<String, Long> one : follows.entrySet()) {
                requireSame("totals." + one.getKey(), one.getValue(), totals.natural(one.getKey()));
            }
            return claims;
        } catch (IllegalArgumentException e) {
            ShapeException beyond = new ShapeException("summary", "what a summary can say", "more than that");
            beyond.initCause(e);
            throw beyond;
        }
    }

    /** Another word or number than follows is not read. */
    static void requireSame(String where, Object follows, Object found) throws ShapeException {
        if (!follows.equals(found)) {
            throw new ShapeException(where, "what follows, " + text(follows), text(found));
        }
    }

    private static String text(Object value) {
        return value instanceof Optional<?> some ? some.map(String::valueOf).orElse("none") : String.valueOf(value);
    }
}
