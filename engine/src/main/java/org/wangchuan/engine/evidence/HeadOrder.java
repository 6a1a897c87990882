package org.wangchuan.engine.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.HiddenAreaKind;
import org.wangchuan.engine.medium.hidden.HiddenAreaSizes;
import org.wangchuan.engine.policy.Policy;

/**
 * What the head of a record never says: rules, medium, hidden areas and plan, of which each follows from those before; and how hidden areas were taken
 * away. {@link EventOrder} says what may follow what. Not thread-safe.
 */
final class HeadOrder {
    private @Nullable Policy policy;
    private @Nullable MediumFacts medium;
    private Event.@Nullable HiddenAreas hidden;
    private Event.@Nullable PlanChosen plan;
    private int commanded;
    private RecordForm form = RecordForm.NOW;

    void accept(Event.Opened event) {
        form = event.form();
    }

    void accept(int line, Event.PolicyChosen event) throws EvidenceException {
        policy = PlanRules.read(line, event);
    }

    void accept(int line, Event.MediumSeen event) throws EvidenceException {
        MediumRules.require(line, event.medium());
        medium = event.medium();
    }

    void accept(int line, Event.HiddenAreas event) throws EvidenceException {
        MediumRules.requireHidden(line, form, medium(), event);
        hidden = event;
    }

    void accept(int line, Event.PlanChosen event) throws EvidenceException {
        PlanRules.require(line, policy, medium(), event);
        List<String> asked = hiding();
        require(
                line,
                event.hiddenAreas().isEmpty() || event.hiddenAreas().equals(asked),
                "the hidden areas that follow from the answers: " + asked,
                event.hiddenAreas() + "");
        plan = event;
    }

    void accept(int line, HiddenAreaEvent.Commanded event) throws EvidenceException {
        commanded++;
        require(line, commanded <= HiddenAreaEvent.Commanded.MAX, "at most " + HiddenAreaEvent.Commanded.MAX, "more");
        // Which of them is met first depends on the drive: behind one that is taken away another can come to light.
        require(
                line,
                HiddenAreaKind.of(event.area())
                        .filter(HiddenAreaKind::withinJob)
                        .isPresent(),
                "a kind of hidden area that is taken away within a job",
                event.area());
        DeviceCommand command = event.command();
        require(line, !command.request().isEmpty(), "the bytes of a command", "none");
    }

    /** From here on the medium is of the size that the kernel tells now; it never tells less than before. */
    void accept(int line, HiddenAreaEvent.LookedAgain event) throws EvidenceException {
        MediumFacts before = medium();
        require(
                line,
                event.capacityBytes() >= before.capacityBytes() && event.capacityBytes() % before.blockBytes() == 0,
                "whole blocks, no less than " + before.capacityBytes() + " bytes",
                event.capacityBytes() + " bytes");
        MediumFacts now = before.withCapacity(event.capacityBytes());
        MediumRules.requireHidden(line, form, now, event.found());
        medium = now;
    }

    /** Of an NVMe device alone, of which it says something only by its answers. */
    void accept(int line, HiddenAreaEvent.LookedAtEnd event) throws EvidenceException {
        boolean possible = medium().bus().equals(Bus.NVME.id()) && medium().scope() != MediumFacts.Scope.PARTITION;
        require(line, possible, "a whole NVMe device that is asked again", "a medium on " + medium().bus());
        require(
                line,
                event.found().state() != Event.HiddenState.NOT_APPLICABLE,
                "what the device answered, or that it did not",
                "neither");
        MediumRules.requireHidden(line, form, medium(), event.found());
    }

    MediumFacts medium() {
        if (medium == null) {
            throw new IllegalStateException("the order lets nothing before the medium ask for it");
        }
        return medium;
    }

    Event.PlanChosen plan() {
        if (plan == null) {
            throw new IllegalStateException("the order lets nothing before the plan ask for it");
        }
        return plan;
    }

    /** Whether the passes of the plan follow only if the drive's own ways come to nothing. */
    boolean overwritesOnlyIfNeeded() {
        return policy != null && plan != null && policy.overwritesOnlyIfNeeded(plan.techniques());
    }

    private List<String> hiding() {
        return hidden == null || hidden.state() != Event.HiddenState.FOUND
                ? List.of()
                : HiddenAreaSizes.of(hidden.commands()).map(HiddenAreaSizes::hiding).orElse(List.of()).stream()
                        .map(HiddenAreaKind::id)
                        .toList();
    }

    private static void require(int line, boolean holds, String expected, String found) throws EvidenceException {
        if (!holds) {
            throw new EvidenceException(line, expected, found);
        }
    }
}
