package org.wangchuan.platform.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.verify.ClauseNeeds;
import org.wangchuan.proof.verify.VerdictFacts;
import org.wangchuan.proof.verify.VerifiedReceipt;

/** Whether a verified statement can be believed for what it says, and for which order. Thread-safe. */
@Component
final class StatementRules {
    /** How far a bench's clock may be behind; as far as verifiers allow it to be ahead. */
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private static final Set<NotProved> NO_DEVICE =
            Set.of(NotProved.IMAGE_ONLY, NotProved.VOLUME_ONLY, NotProved.TEST_DEVICE);

    private final RuleSets rules;
    private final boolean isTrial;

    StatementRules(RuleSets rules, PlatformSettings settings) {
        this.rules = rules;
        this.isTrial = settings.isTrial();
    }

    /** What is wrong with it for this order; empty if nothing is. */
    Optional<Misfit> misfit(VerifiedReceipt receipt, Expected expected) {
        Statement.Clearing clearing = receipt.clearing();
        if (!expected.serials().isItsOwn(ErasedDevice.of(clearing.disclosed()).serial())) {
            return Optional.of(Misfit.SERIAL_DIFFERS);
        }
        List<String> assets = List.of(clearing.disclosed(), receipt.start().disclosed()).stream()
                .flatMap(shown -> shown.asset().map(Asset::tag).stream())
                .toList();
        // One that names none could be of any erasure of this medium: whoever holds it could hand it in again.
        if (assets.isEmpty() || !assets.stream().allMatch(expected.asset()::equals)) {
            return Optional.of(Misfit.ASSET_DIFFERS);
        }
        if (!clearing.claims().policy().id().equals(expected.policy())) {
            return Optional.of(Misfit.POLICY_DIFFERS);
        }
        Instant began = Instant.ofEpochSecond(receipt.start().head().issuedAtSeconds());
        if (began.isBefore(expected.notBefore().minus(CLOCK_SKEW))) {
            return Optional.of(Misfit.BEFORE_CLAIM);
        }
        // A phone can show any number, that of a drive as well; and whoever holds a drive can name it as a phone's is.
        return misfit(clearing)
                .or(() -> clearing.claims().phone().isPresent() == expected.isPhone()
                        ? Optional.empty()
                        : Optional.of(Misfit.OTHER_KIND))
                .or(() -> expected.policyVersion()
                        .map(String::valueOf)
                        .filter(agreed ->
                                !agreed.equals(clearing.claims().policy().version()))
                        .map(_ -> Misfit.POLICY_VERSION));
    }

    /** What is wrong with it whatever it is for. */
    Optional<Misfit> misfit(Statement.Clearing clearing) {
        ClearingClaims claims = clearing.claims();
        if (claims.notProved().contains(NotProved.PARTITION_ONLY)) {
            return Optional.of(Misfit.PART_ONLY);
        }
        boolean isNoDevice = clearing.disclosed().target().filter(NoMedium::is).isPresent()
                || claims.notProved().stream().anyMatch(NO_DEVICE::contains);
        if (isNoDevice && !isTrial) {
            return Optional.of(Misfit.NOT_A_DEVICE);
        }
        if (!clearing.disclosed().showsWork()) {
            return Optional.of(Misfit.WORK_NOT_SHOWN);
        }
        // Before all else: whether what such a way shows contradicts anything nobody here can tell.
        if (VerdictFacts.isTechniqueUnknown(claims)) {
            return Optional.of(Misfit.TECHNIQUE_UNKNOWN);
        }
        if (VerdictFacts.contradict(clearing)) {
            return Optional.of(Misfit.FACTS_CONTRADICTION);
        }
        if (VerdictFacts.overstateClauses(clearing)) {
            return Optional.of(Misfit.POLICY_CONTRADICTION);
        }
        Optional<Misfit> ofPhone = claims.phone().flatMap(phone -> ofPhone(claims, phone));
        return ofPhone.isPresent() ? ofPhone : ofPolicy(clearing);
    }

    /** No phone passes the gate on a good verdict alone: whoever holds it can lock it again. */
    private static Optional<Misfit> ofPhone(ClearingClaims claims, PhoneClaims phone) {
        return claims.verdict().isGood() && phone.shownLock() != PhoneClaims.Lock.UNLOCKED
                ? Optional.of(Misfit.PHONE_HELD)
                : Optional.empty();
    }

    private Optional<Misfit> ofPolicy(Statement.Clearing clearing) {
        ClearingClaims claims = clearing.claims();
        Optional<RuleSets.RuleSet> known =
                rules.find(claims.policy().id(), claims.policy().version());
        if (known.isEmpty() || !known.get().digest().equals(claims.policy().digest())) {
            return Optional.of(Misfit.POLICY_UNKNOWN);
        }
        List<RuleSets.Rule> clauses = known.get().clauses();
        if (clauses.size() != claims.conformity().size()) {
            return Optional.of(Misfit.POLICY_CLAUSES);
        }
        for (int i = 0; i < clauses.size(); i++) {
            RuleSets.Rule rule = clauses.get(i);
            ClearingClaims.Clause said = claims.conformity().get(i);
            if (!rule.id().equals(said.clause()) || !rule.source().equals(said.source())) {
                return Optional.of(Misfit.POLICY_CLAUSES);
            }
            if (contradicts(clearing, rule, said.state())) {
                return Optional.of(Misfit.POLICY_CONTRADICTION);
            }
        }
        return known.get().plan().isLeftBy(claims.verdict(), clearing.disclosed())
                ? Optional.of(Misfit.POLICY_CONTRADICTION)
                : Optional.empty();
    }

    /** Who reads only the verdict takes a clause that nothing was done for as met (decision 0145). */
    private static boolean contradicts(Statement.Clearing clearing, RuleSets.Rule rule, State said) {
        if (rule.needs() instanceof ClauseNeeds.Level level) {
            boolean isReached = level.isReachedBy(clearing.claims().verdict());
            return said != (isReached ? State.SATISFIED : State.NOT_SATISFIED);
        }
        return said == State.SATISFIED && rule.needs().isDeniedBy(clearing);
    }
}
