package org.wangchuan.station.erase;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.CardPart;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.open.CardParts;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.NotAsked;
import org.wangchuan.engine.plan.CardSeen;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.plan.Planner;
import org.wangchuan.engine.policy.BilingualText;
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

    /** What a drive has and refuses for now: its power taken away and given back, the end of a sanitize or a switch lets it go on. */
    private static final Set<FactName> HINDRANCES = EnumSet.of(
            FactName.SECURITY_FROZEN, FactName.SECURITY_EXHAUSTED, FactName.SANITIZE_FROZEN, FactName.WRITE_PROTECTED);

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
     * @param mayPass whether it could be, if the drive did not refuse for now what it has (frozen, sanitizing, write-protected)
     */
    public record Under(Plan plan, List<Refusal> refusals, boolean mayPass) {
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
        DriveFacts told = matters ? answers : answers.barringWrites();
        Under now = under(policy, verify, told, hidden);
        boolean passes = !now.refusals().isEmpty()
                && isHindered(told)
                && under(policy, verify, unhindered(told), toldLater(told))
                        .refusals()
                        .isEmpty();
        return Optional.of(passes ? new Under(now.plan(), now.refusals(), true) : now);
    }

    private Under under(Policy policy, VerifyMode verify, DriveFacts told, Event.HiddenAreas hiding) {
        Plan plan = Planner.plan(facts, hiding, policy, verify, told, false, List.of(), CardSeen.of(medium, shown));
        List<String> beside = Beside.erasedWith(medium, plan);
        List<Refusal> refusals = new ArrayList<>();
        if (medium.bus() == Bus.NVME) {
            Beside.unseen(plan, beside, told).ifPresent(refusals::add);
            Beside.unnamed(beside, List.of()).ifPresent(refusals::add);
        }
        for (Plan.Unsatisfiable obstacle : plan.obstacles()) {
            refusals.add(Refusal.of(obstacle));
        }
        return new Under(plan, refusals, false);
    }

    private static boolean isHindered(DriveFacts told) {
        return told.facts().stream().anyMatch(Outlook::hinders);
    }

    private static boolean hinders(Fact fact) {
        return (HINDRANCES.contains(fact.name()) && fact.yes()) || fact.isAtWork();
    }

    /** What it may be found to hide afterwards: at an erasure of its own a drive refuses to tell it, which is no reason not to look again. */
    private Event.HiddenAreas toldLater(DriveFacts told) {
        return hidden.state() == Event.HiddenState.UNREADABLE
                        && told.facts().stream().anyMatch(Fact::isAtWork)
                ? new Event.HiddenAreas(Event.HiddenState.NONE, 0, "to be asked again", List.of())
                : hidden;
    }

    /** What it would have told without them. */
    private static DriveFacts unhindered(DriveFacts told) {
        List<Fact> facts = told.facts().stream()
                .flatMap(fact -> hinders(fact) ? lifted(fact) : Stream.of(fact))
                .toList();
        return new DriveFacts(told.reach(), told.notAsked(), told.detail(), facts);
    }

    private static Stream<Fact> lifted(Fact fact) {
        return fact.value() instanceof Fact.Flag
                ? Stream.of(new Fact(fact.name(), new Fact.Flag(false), fact.source()))
                : Stream.empty();
    }

    /**
     * What to say of a plan that can't be carried out and may be all the same: the drive was not heard when it was to be asked. Empty if it was, or if
     * waiting changes nothing.
     */
    static Optional<Refusal> unheard(DriveFacts told, Plan plan) {
        if (plan.obstacles().isEmpty()) {
            return Optional.empty();
        }
        return told.notAsked()
                .filter(PASSING::contains)
                .filter(why -> why != NotAsked.NO_RIGHTS)
                .map(why -> why == NotAsked.IN_USE
                        ? unsatisfiable(
                                "IN_USE",
                                "询问该设备自身能做什么时，它正被其他程序打开；请稍后再试",
                                "something else had the drive open when it was to be asked what it can do by itself; try again in a moment")
                        : unsatisfiable(
                                "NO_ANSWER",
                                "未能得知该设备自身能做什么（" + why.id() + "）；请再试",
                                "what the drive can do by itself could not be learned (" + why.id() + "); try again"));
    }

    private static Refusal unsatisfiable(String code, String zh, String en) {
        return new Refusal(Refusal.Kind.UNSATISFIABLE, code, new BilingualText(zh, en));
    }

    /** What was looked at. */
    public Medium medium() {
        return medium;
    }

    /** Whether the drive was not heard when it was to be asked what it can do by itself, which may be otherwise the next time. */
    public boolean isUnheard() {
        return answers.notAsked().filter(PASSING::contains).isPresent();
    }
}
