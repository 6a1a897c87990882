package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.policy.Clause;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.Requirement;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.ConsentClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.ObservationClaims;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.ValidationClaims;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.verify.ClauseNeeds;
import org.wangchuan.proof.verify.RulePlan;

/** Whether what a statement says of a rule set can be said of it at all. Needs no evidence. */
public final class PolicyCheck {
    private final Path file;
    private final ClearingClaims.Policy named;
    private final List<ClearingClaims.Clause> conformity;
    private final Verdict verdict;

    private PolicyCheck(
            Path file, ClearingClaims.Policy named, List<ClearingClaims.Clause> conformity, Verdict verdict) {
        this.file = file;
        this.named = named;
        this.conformity = conformity;
        this.verdict = verdict;
    }

    /**
     * Returns if the rule set is one that this program has, in the version that is named, the clauses are those of it, and none contradicts the verdict.
     *
     * @throws UserError with code POLICY
     */
    static void require(Path file, Statement.Clearing clearing) throws UserError {
        ClearingClaims claims = clearing.claims();
        PolicyCheck check = new PolicyCheck(file, claims.policy(), claims.conformity(), claims.verdict());
        check.require();
        if (claims.phone().isPresent()) {
            check.requireOfPhone(clearing);
        }
    }

    /**
     * Returns if what is said and shown of a drive or an image excludes nothing that is said of a clause, and a good verdict stands above nothing that the rule set does not plan: who reads
     * the verdict alone takes a clause for met that nothing was done for (decision 0145).
     *
     * @throws UserError with code POLICY
     */
    static void requireShown(Path file, Statement.Clearing clearing) throws UserError {
        ClearingClaims claims = clearing.claims();
        PolicyCheck check = new PolicyCheck(file, claims.policy(), claims.conformity(), claims.verdict());
        Policy policy = check.known();
        List<ClauseNeeds> needs = needs(policy);
        for (int i = 0; i < needs.size(); i++) {
            if (claims.conformity().get(i).state() == State.SATISFIED
                    && needs.get(i).isDeniedBy(clearing)) {
                throw check.refused(
                        "excluded", policy.id(), policy.clauses().get(i).id(), State.NOT_SATISFIED, State.SATISFIED);
            }
        }
        check.requirePlanned(policy, clearing.disclosed());
    }

    private void requirePlanned(Policy policy, Disclosed shown) throws UserError {
        RulePlan plan = plan(policy);
        if (plan.isLeftBy(verdict, shown)) {
            throw refused(
                    "plan",
                    policy.id(),
                    verdict,
                    plan.ids(shown.target().orElseThrow().mediumClass()),
                    RulePlan.ids(shown.work().orElseThrow()));
        }
    }

    private static RulePlan plan(Policy policy) {
        try {
            return RulePlan.read(Json.in(policy.document()));
        } catch (ShapeException e) {
            throw new IllegalStateException("a rule set that was read before", e);
        }
    }

    /** The same of an observation as of a clearing: it shows no work. */
    static void require(Path file, ObservationClaims claims) throws UserError {
        new PolicyCheck(file, claims.policy(), claims.conformity(), claims.verdict()).require();
    }

    /**
     * The clause that somebody answers for, if its rule set is one that this program has, in the version that is named, and has that
     * clause open to an answer: one about the verdict follows from it.
     *
     * @throws UserError with code POLICY
     */
    static Clause require(Path file, ValidationClaims claims) throws UserError {
        Policy policy = new PolicyCheck(file, claims.policy(), List.of(), Verdict.UNPROVEN).known();
        return policy.clauses().stream()
                .filter(clause -> clause.id().equals(claims.clause())
                        && clause.source().equals(claims.source())
                        && !(clause.needs() instanceof Requirement.Level))
                .findFirst()
                .orElseThrow(() -> UserError.of(
                        ExitCode.DOES_NOT_VERIFY,
                        "POLICY.clause",
                        file,
                        policy.id(),
                        claims.clause() + " (" + claims.source() + ")"));
    }

    /**
     * Returns if the rule set that somebody agreed to is one that this program has, in the version that is named.
     *
     * @throws UserError with code POLICY
     */
    static void require(Path file, ConsentClaims claims) throws UserError {
        Policy _ = new PolicyCheck(file, claims.policy(), List.of(), Verdict.UNPROVEN).known();
    }

    private void require() throws UserError {
        Policy policy = known();
        requireClausesOf(policy);
        requireLevelsOf(policy);
    }

    /** A rule set that only bears the name of one of ours says nothing under that name. */
    private Policy known() throws UserError {
        List<Policy> versions = PolicyCatalogue.versions(named.id());
        Optional<Policy> ours = version(named);
        if (!versions.isEmpty() && ours.isEmpty()) {
            String known = versions.stream().map(PolicyCheck::spelt).collect(Collectors.joining(", "));
            throw refused("version", named.id(), named.version(), known);
        }
        String stated = HexFormat.of().formatHex(named.digest().toBytes());
        if (ours.isEmpty() || !ours.get().digest().equals(stated)) {
            throw refused(
                    "unknown",
                    named.id(),
                    named.version(),
                    ours.map(policy -> spelt(policy) + ", " + policy.digest()).orElse(PolicyCatalogue.IDS + ""),
                    stated);
        }
        return ours.get();
    }

    /** The very version that a statement names, however many newer ones there are; in its one spelling. */
    private static Optional<Policy> version(ClearingClaims.Policy named) {
        return PolicyCatalogue.versions(named.id()).stream()
                .filter(policy -> spelt(policy).equals(named.version()))
                .findFirst();
    }

    private static String spelt(Policy policy) {
        return String.valueOf(policy.version());
    }

    private void requireClausesOf(Policy policy) throws UserError {
        List<String> expected = policy.clauses().stream()
                .map(clause -> clause.id() + " (" + clause.source() + ")")
                .toList();
        List<String> found = conformity.stream()
                .map(clause -> clause.clause() + " (" + clause.source() + ")")
                .toList();
        if (!found.equals(expected)) {
            throw refused("clauses", policy.id(), expected, found);
        }
    }

    private void requireLevelsOf(Policy policy) throws UserError {
        List<ClauseNeeds> needs = needs(policy);
        for (int i = 0; i < needs.size(); i++) {
            if (needs.get(i) instanceof ClauseNeeds.Level level) {
                State follows = level.isReachedBy(verdict) ? State.SATISFIED : State.NOT_SATISFIED;
                if (conformity.get(i).state() != follows) {
                    throw contradicted(policy, i, follows);
                }
            }
        }
    }

    /** What each clause asks for, from the document itself: so do all read it who judge a statement without its evidence. */
    private static List<ClauseNeeds> needs(Policy policy) {
        try {
            List<ClauseNeeds> out = new ArrayList<>();
            for (Json.Fields clause : Json.in(policy.document()).objects("clauses")) {
                out.add(ClauseNeeds.read(clause.object("needs")));
            }
            return out;
        } catch (ShapeException e) {
            throw new IllegalStateException("a rule set that was read before", e);
        }
    }

    /** What a phone did by itself no clause names, and nobody looks at its hidden areas. */
    private void requireOfPhone(Statement.Clearing clearing) throws UserError {
        Policy policy = known();
        List<ClauseNeeds> needs = needs(policy);
        for (int i = 0; i < needs.size(); i++) {
            if (needs.get(i).isDeniedBy(clearing) && conformity.get(i).state() == State.SATISFIED) {
                throw contradicted(policy, i, State.UNDETERMINED);
            }
        }
    }

    /** Whether a rule set is satisfied: all of its clauses are, and the verdict is good whatever they ask for. */
    static boolean satisfied(ClearingClaims claims) {
        return satisfied(claims, Set.of());
    }

    /**
     * The same where clauses that the evidence leaves open may be met otherwise; one that it denies may not.
     *
     * @param met ids of open clauses that a producer's word meets
     */
    public static boolean satisfied(ClearingClaims claims, Set<String> met) {
        boolean good = claims.verdict().isGood();
        return good
                && !claims.conformity().isEmpty()
                && claims.conformity().stream()
                        .allMatch(clause -> clause.state() == State.SATISFIED
                                || (clause.state() == State.UNDETERMINED && met.contains(clause.clause())));
    }

    /** The clauses that are not satisfied, in the policy's order; of claims that {@link #require} let through. */
    static Map<Clause, State> unsatisfied(ClearingClaims claims) {
        return unsatisfied(claims.policy(), claims.conformity());
    }

    /** The same of an observation. */
    static Map<Clause, State> unsatisfied(ObservationClaims claims) {
        return unsatisfied(claims.policy(), claims.conformity());
    }

    private static Map<Clause, State> unsatisfied(ClearingClaims.Policy named, List<ClearingClaims.Clause> conformity) {
        Map<Clause, State> out = new LinkedHashMap<>();
        List<Clause> clauses = version(named).orElseThrow().clauses();
        for (int i = 0; i < clauses.size(); i++) {
            State state = conformity.get(i).state();
            if (state != State.SATISFIED) {
                out.put(clauses.get(i), state);
            }
        }
        return out;
    }

    private UserError contradicted(Policy policy, int clause, State follows) {
        return refused(
                "contradiction",
                policy.id(),
                policy.clauses().get(clause).id(),
                verdict,
                follows,
                conformity.get(clause).state());
    }

    private UserError refused(String which, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.addFirst(file);
        return UserError.of(ExitCode.DOES_NOT_VERIFY, "POLICY." + which, all.toArray());
    }
}
