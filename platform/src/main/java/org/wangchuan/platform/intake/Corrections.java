package org.wangchuan.platform.intake;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.DeviceCorrections;
import org.wangchuan.platform.custody.DeviceNumbers;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.workflow.Workflow;
import org.wangchuan.platform.intake.workflow.WorkflowRuns;
import org.wangchuan.platform.ledger.OpenErasures;

/**
 * Corrects what was taken in, as long as nothing was agreed to, signed or found that depends on it (decision 0025). An offer that was made
 * for what stood there before is over by that, and so is its acceptance. Thread-safe.
 */
@Component
public class Corrections {
    private final Orders orders;
    private final OrderStory story;
    private final OrderTerms terms;
    private final DeviceCorrections devices;
    private final OpenErasures openErasures;
    private final WorkflowRuns runs;
    private final DeviceNumbers numbers;
    private final NumberHelp help;

    Corrections(
            Orders orders,
            OrderStory story,
            OrderTerms terms,
            DeviceCorrections devices,
            OpenErasures openErasures,
            WorkflowRuns runs,
            DeviceNumbers numbers,
            NumberHelp help) {
        this.help = help;
        this.numbers = numbers;
        this.orders = orders;
        this.story = story;
        this.terms = terms;
        this.devices = devices;
        this.openErasures = openErasures;
        this.runs = runs;
    }

    /** Why it can't be corrected any more; empty if it can. */
    @Transactional(readOnly = true)
    public Optional<OrderException.Code> against(WorkOrder order) {
        Optional<OrderException.Code> why = againstRules(order);
        if (why.isPresent()) {
            return why;
        }
        boolean isSent =
                orders.travel(order).filter(way -> way.departure().isPresent()).isPresent();
        // Another number must not lead away from a bad erasure that names this one.
        boolean isNamed = !openErasures.against(order.device()).isEmpty();
        return isSent || isNamed ? Optional.of(OrderException.Code.CORRECT_EVIDENCE) : Optional.empty();
    }

    /** Why not even another rule set can be chosen any more, which changes nothing of what was noted of the device; empty if one can. */
    @Transactional(readOnly = true)
    public Optional<OrderException.Code> againstRules(WorkOrder order) {
        if (!order.state().isBeforeConsent()) {
            return Optional.of(OrderException.Code.TOO_LATE_TO_CORRECT);
        }
        if (order.batch().isPresent()) {
            return Optional.of(OrderException.Code.CORRECT_LIST);
        }
        boolean isMatched =
                story.of(order.id()).stream().anyMatch(event -> event.kind().startsWith("matched-"));
        boolean isCompared = Arrays.stream(Workflow.Stage.values())
                .anyMatch(stage -> runs.latest(order.id(), stage).isPresent());
        return isMatched || isCompared ? Optional.of(OrderException.Code.CORRECT_EVIDENCE) : Optional.empty();
    }

    /**
     * Corrects it, unless a number that was typed is one of another device that is here, its order not over, and nobody has said that this one is another: as when
     * a device is taken in ({@link Counter#takeInOrAsk}). The form has no problems.
     *
     * @param sites that whoever corrects it can see
     * @return false if that is to be asked: then nothing was changed
     */
    @Transactional
    public boolean correctOrAsk(UUID order, CorrectionForm form, UUID by, Collection<UUID> sites)
            throws OrderException, GateException {
        IntakeForm typed = form.intake();
        if (!typed.isTwin()) {
            numbers.hold(typed.numbers(), sites);
            if (help.of(typed, sites).isHereNow()) {
                return false;
            }
        }
        WorkOrder known = orders.lock(order);
        Optional<OrderException.Code> why = against(known);
        if (why.isPresent()) {
            throw new OrderException(why.get(), known.state().id());
        }
        // Whoever opened the form before would set the rule set back without having seen that it was another.
        if (!form.get(CorrectionForm.POLICY_WAS).isEmpty() && !form.is(CorrectionForm.POLICY_WAS, known.policy())) {
            throw new OrderException(OrderException.Code.RULES_CHANGED, "it has another rule set by now");
        }
        boolean isChanged = devices.correct(known.device(), form.facts(numbers.more(known.device())), by);
        if (isChanged) {
            terms.corrected(order, Actor.staff(by));
        }
        choose(known, typed.get("policy"), by);
        return true;
    }

    /**
     * Chooses another rule set, and corrects nothing else.
     *
     * @param policy one that a counter may choose for this kind of device
     */
    @Transactional
    public void chooseRules(UUID order, String policy, UUID by) throws OrderException {
        WorkOrder known = orders.lock(order);
        Optional<OrderException.Code> why = againstRules(known);
        if (why.isPresent()) {
            throw new OrderException(why.get(), known.state().id());
        }
        choose(known, policy, by);
    }

    private void choose(WorkOrder known, String policy, UUID by) throws OrderException {
        if (!policy.equals(known.policy())) {
            devices.shownAnew(known.device());
            terms.rulesCorrected(known.id(), policy, Actor.staff(by));
        }
    }
}
