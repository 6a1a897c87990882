package org.wangchuan.station.erase;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.CardPart;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.open.CardParts;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.NotAsked;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.plan.Planner;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;

/**
 * What one look at a medium found: any rule set can be planned by it, as a new order for this medium alone would be, and its device is sent
 * nothing more for that. Thread-safe.
 */
public final class Outlook {
    /** What may be otherwise in a moment: by it nobody can say that a drive has no way of its own. */
    private static final Set<NotAsked> PASSING = EnumSet.of(
            NotAsked.IN_USE,
            NotAsked.NO_RIGHTS,
            NotAsked.NOT_OPENED,
            NotAsked.CHANGED,
            NotAsked.UNSOUND,
            NotAsked.NO_ANSWER);

    private final Medium medium;
    private final MediumFacts facts;
    private final Event.HiddenAreas hidden;
    private final List<CardPart> shown;
    private final DriveFacts answers;

    Outlook(Medium medium, MediumFacts facts, Event.HiddenAreas hidden, List<CardPart> shown, DriveFacts answers) {
        this.medium = medium;
        this.facts = facts;
        this.hidden = hidden;
        this.shown = List.copyOf(shown);
        this.answers = answers;
    }

    /**
     * What a rule set comes to on this medium.
     *
     * @param refusals why it can't be met here; empty if it can
     */
    public record Under(Plan plan, List<Refusal> refusals) {
        public Under {
            refusals = List.copyOf(refusals);
        }
    }

    /** Whether there is any rule set for which the drive has to be asked. */
    static boolean mattersForAny(MediumClass kind) {
        return PolicyCatalogue.all().stream().anyMatch(policy -> matters(policy, kind));
    }

    private static boolean matters(Policy policy, MediumClass kind) {
        return Examiner.mattersWhatItTells(policy, kind, Psids.none(), Optional.empty());
    }

    /** The plan by these rules; empty as long as nobody knows what the drive can do by itself and they ask for that. */
    public Optional<Under> under(Policy policy, VerifyMode verify) {
        boolean matters = CardParts.tells(medium) || matters(policy, facts.effectiveClass());
        if (matters && answers.notAsked().filter(PASSING::contains).isPresent()) {
            return Optional.empty();
        }
        DriveFacts told = matters ? answers : DriveFacts.silent(Reach.of(medium.attachment()), NotAsked.KIND, "");
        Plan plan = Planner.plan(facts, hidden, policy, verify, told, false, List.of(), !shown.isEmpty());
        List<String> beside = Beside.erasedWith(medium, plan);
        List<Refusal> refusals = new ArrayList<>();
        if (medium.bus() == Bus.NVME) {
            Beside.unseen(plan, beside, told).ifPresent(refusals::add);
            Beside.unnamed(beside, List.of()).ifPresent(refusals::add);
        }
        for (Plan.Unsatisfiable obstacle : plan.obstacles()) {
            refusals.add(new Refusal(Refusal.Kind.UNSATISFIABLE, obstacle.code(), obstacle.reason()));
        }
        return Optional.of(new Under(plan, refusals));
    }

    /** What was looked at. */
    public Medium medium() {
        return medium;
    }

    /** Whether something had the drive open when it was to be asked what it can do by itself. */
    public boolean wasInUse() {
        return answers.notAsked().equals(Optional.of(NotAsked.IN_USE));
    }
}
