package org.wangchuan.platform.bench;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wangchuan.platform.custody.CardsSaid;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.cable.CablePhone;
import org.wangchuan.platform.intake.cable.OnCable;
import org.wangchuan.platform.intake.workflow.WhereToTap;

/**
 * The erasure of an order's phone over its cable, as its page shows it.
 *
 * @param task the last one of a phone; empty if there was none
 * @param station its name
 * @param isInTouch whether its station is, and has told of this phone not long ago
 * @param turn how it stands, as the station last told it; empty unless the task is open
 * @param answered who answered the question that is asked, and when
 * @param choices what hangs on the cables of the site; none where nothing is to be chosen
 * @param taken places of them at which a task is open
 * @param hasEvidence whether there is anything to be read of what was proved of it
 * @param isErasedOutside whether an erasure that no order asked for names its label
 * @param isWorkflowOpen whether somebody goes through a guided workflow with it
 * @param isProved whether the phone itself is proved to be erased: to choose it once more takes that back
 * @param cards how it stands with its SIM and memory card
 * @param tap where to tap on it, for what the people are to do now
 * @param mayWork whether this visitor may choose and answer, or only look
 */
public record PhoneView(
        WorkOrder order,
        Device device,
        Organisations.Site site,
        Optional<Task> task,
        Optional<String> station,
        boolean isInTouch,
        Optional<PhoneTurn> turn,
        Optional<Answered> answered,
        List<OnCable.Line> choices,
        List<String> taken,
        boolean hasEvidence,
        boolean isErasedOutside,
        boolean isWorkflowOpen,
        boolean isProved,
        CardsSaid cards,
        Optional<WhereToTap> tap,
        boolean mayWork) {
    public PhoneView {
        choices = List.copyOf(choices);
        taken = List.copyOf(taken);
    }

    /** That somebody answered, by their name at work. */
    public record Answered(String name, Instant at) {}

    /** Whether a station is at it, or is about to be. */
    public boolean isOpen() {
        return task.filter(Task::isOpen).isPresent();
    }

    /** Whether the last try was over before anything was set off: then no reset has taken away what its owner had allowed. */
    public boolean isLeftAsItWas() {
        return !isOpen()
                && !isProved
                && task.filter(one -> one.claimedAt().isEmpty()
                                || one.outcome()
                                        .filter(last -> last.kind().equals("refused"))
                                        .isPresent())
                        .isPresent();
    }

    /** Whether its station has begun: no return. */
    public boolean isBegun() {
        return task.filter(one -> one.state() == Task.State.CLAIMED).isPresent();
    }

    /** Whether a phone can be chosen for it now. */
    public boolean isToChoose() {
        return !isOpen()
                && !isWorkflowOpen
                && (order.state() == OrderState.CONSENTED
                        || order.state() == OrderState.IN_PART
                        || order.state() == OrderState.NOT_CLEARED);
    }

    /** Whether the last try came to its end and there is something to be read of it: that comes before another try. */
    public boolean isToBeRead() {
        return !isOpen()
                && hasEvidence
                && task.flatMap(Task::outcome)
                        .filter(last -> last.kind().equals("finished"))
                        .isPresent();
    }

    /** Whether what was told last is what is to be done now: it is not where something is asked, or was answered. */
    public boolean isTold() {
        return turn.flatMap(PhoneTurn::now).isPresent() && question().isEmpty() && answered.isEmpty();
    }

    /** The topic of what people have to find on the phone for what is to be done now; empty if there is nothing to be found. */
    public Optional<String> toBeTapped() {
        return isTold() ? turn.flatMap(PhoneTurn::now).flatMap(PhoneTurn.Notice::topic) : Optional.empty();
    }

    /** The key of the words for the system that it tells; empty for one that is not known here. */
    public Optional<String> systemKey() {
        return turn.flatMap(one -> one.phone().system())
                .filter(CablePhone.SYSTEMS::contains)
                .map(id -> "intake.cable.system." + id);
    }

    /** What is asked, as long as nobody has answered it. */
    public Optional<PhoneQuestion> question() {
        return answered.isPresent() ? Optional.empty() : turn.flatMap(PhoneTurn::question);
    }

    /** As the form sends what it shows at a place. */
    public static String value(OnCable.Line line) {
        return PhoneChoice.value(line.at().id(), line.at().phone());
    }

    /** Whether another order's phone is at a place. */
    public boolean isTaken(OnCable.Line line) {
        return taken.contains(line.at().id() + ":" + line.at().phone().place());
    }

    /** Whether another order's phone is at each of the places: there is nothing to choose. */
    public boolean isAllTaken() {
        return choices.stream().allMatch(this::isTaken);
    }

    /** Whether this one is chosen before anybody has chosen: it shows the noted number, and is the only one. */
    public boolean isProposed(OnCable.Line line) {
        return line.isSameNumber()
                && !isTaken(line)
                && choices.stream().filter(OnCable.Line::isSameNumber).count() == 1;
    }
}
