package org.wangchuan.print;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.paper.PaperException;
import org.wangchuan.paper.ReceiptPage;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.verify.ClauseNeeds;
import org.wangchuan.proof.verify.RulePlan;

/**
 * What a statement says of its rule set and its own facts exclude, by the very files that stations go by. One whose rule set is not here, or whose clauses are not those of it,
 * has no paper: nobody could hold them against anything, and another version would print them otherwise.
 */
final class DeniedRules {
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,5}");
    private static final int ID_CHARACTERS_MAX = 64;

    private DeniedRules() {}

    static ReceiptPage.Denied of(Statement.Clearing clearing) throws PaperException {
        ClearingClaims claims = clearing.claims();
        JsonValue.Obj document = document(claims.policy());
        try {
            List<Json.Fields> clauses = Json.in(document).objects("clauses");
            requireClauses(clauses, claims.conformity());
            Set<Integer> denied = new HashSet<>();
            for (int i = 0; i < clauses.size(); i++) {
                ClauseNeeds needs = ClauseNeeds.read(clauses.get(i).object("needs"));
                if (isDenied(needs, claims.conformity().get(i).state(), clearing)) {
                    denied.add(i);
                }
            }
            boolean isUnplanned = RulePlan.read(Json.in(document)).isLeftBy(claims.verdict(), clearing.disclosed());
            return new ReceiptPage.Denied(denied, isUnplanned);
        } catch (ShapeException e) {
            throw new IllegalStateException("a rule set that is shipped", e);
        }
    }

    /** What is said of a clause about the verdict follows from that alone, either way. */
    private static boolean isDenied(ClauseNeeds needs, State said, Statement.Clearing clearing) {
        if (needs instanceof ClauseNeeds.Level level) {
            return said != (level.isReachedBy(clearing.claims().verdict()) ? State.SATISFIED : State.NOT_SATISFIED);
        }
        return said == State.SATISFIED && needs.isDeniedBy(clearing);
    }

    private static void requireClauses(List<Json.Fields> clauses, List<ClearingClaims.Clause> said)
            throws PaperException, ShapeException {
        boolean isSame = clauses.size() == said.size();
        for (int i = 0; isSame && i < clauses.size(); i++) {
            isSame = clauses.get(i).text("id").equals(said.get(i).clause())
                    && clauses.get(i).text("source").equals(said.get(i).source());
        }
        if (!isSame) {
            throw new PaperException("conformity", "the clauses of its rule set, with their sources", "others");
        }
    }

    private static JsonValue.Obj document(ClearingClaims.Policy named) throws PaperException {
        Optional<JsonValue.Obj> known = read(named.id(), named.version());
        if (known.isEmpty() || !Bytes32.sha256(CanonicalJson.write(known.get())).equals(named.digest())) {
            throw new PaperException(
                    "policy", "a rule set that this version knows, in the version that is named", "another");
        }
        return known.get();
    }

    /** Whoever signs a statement chooses the names: none leads to another file. */
    private static Optional<JsonValue.Obj> read(String id, String version) {
        if (id.length() > ID_CHARACTERS_MAX
                || !ID.matcher(id).matches()
                || !VERSION.matcher(version).matches()) {
            return Optional.empty();
        }
        try (InputStream in = DeniedRules.class.getResourceAsStream("rules/" + id + ".v" + version + ".json")) {
            return in == null ? Optional.empty() : Optional.of(CanonicalJson.readLenientObject(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("a rule set that is shipped", e);
        }
    }
}
