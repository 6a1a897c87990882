package org.wangchuan.platform.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.Media;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.loss.LossTable;
import org.wangchuan.platform.intake.workflow.WorkflowRuns;
import org.wangchuan.platform.ledger.ConformityValidated;
import org.wangchuan.platform.ledger.Expected;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.ledger.Matches;
import org.wangchuan.platform.ledger.Receipts;
import org.wangchuan.platform.ledger.Recorded;
import org.wangchuan.platform.ledger.Validations;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.Verdict;

/** What stations do with tasks: each step whole, and safe to repeat. Thread-safe. */
@Component
class StationTasks {
    private static final Set<OrderState> BEFORE =
            Set.of(OrderState.AT_BENCH, OrderState.IN_PART, OrderState.NOT_CLEARED);

    /** Where an order waits after a try was given up; a try that goes on, or what is closed, says itself where it leads. */
    private static final Set<OrderState> LATE = Set.of(OrderState.IN_PART, OrderState.NOT_CLEARED, OrderState.CLEARED);

    private static final Set<DeviceState> GONE =
            Set.of(DeviceState.SEALED, DeviceState.HANDED_OVER, DeviceState.RETURNED);

    private final TaskTable table;
    private final Orders orders;
    private final OrderStory story;
    private final Devices devices;
    private final DeviceMedia media;
    private final PhoneClaim phones;
    private final PhoneCourses courses;
    private final WorkflowRuns runs;
    private final Receipts receipts;
    private final Matches matches;
    private final LossTable losses;
    private final Validations validations;
    private final ApplicationEventPublisher events;

    StationTasks(
            TaskTable table,
            Orders orders,
            OrderStory story,
            Devices devices,
            DeviceMedia media,
            PhoneClaim phones,
            PhoneCourses courses,
            WorkflowRuns runs,
            Receipts receipts,
            Matches matches,
            LossTable losses,
            Validations validations,
            ApplicationEventPublisher events) {
        this.losses = losses;
        this.validations = validations;
        this.table = table;
        this.orders = orders;
        this.story = story;
        this.devices = devices;
        this.media = media;
        this.phones = phones;
        this.courses = courses;
        this.runs = runs;
        this.receipts = receipts;
        this.matches = matches;
        this.events = events;
    }

    /**
     * The point of no return: of this and a change of mind one comes first, and the other is told. Whoever comes second finds the
     * task, or the order, moved on. Where it can't begin any more the task is over by that, and why is answered: nobody asks for it again.
     */
    @Transactional
    Optional<StationProblem> claim(Stations.Station station, UUID id, StationBody.Place place) throws StationProblem {
        Task task = own(station, id);
        if (task.state() == Task.State.ENDED || task.state() == Task.State.WITHDRAWN) {
            throw StationProblem.conflict("TASK_WITHDRAWN", "nothing is to be erased any more");
        }
        if (task.isPhone()) {
            phones.requireSame(task, place);
        } else if (!task.lane().equals(place.lane()) || !task.serial().equals(place.serial())) {
            throw StationProblem.conflict("LANE_DIFFERS", "another lane, or another medium in it, was chosen");
        }
        if (task.state() == Task.State.CLAIMED) {
            return Optional.empty();
        }
        WorkOrder order = lockOrder(task); // before its device, as everybody does
        if (!isToBegin(order, task)) {
            table.withdrawn(id);
            return Optional.of(putBack(station, task, order, "TASK_WITHDRAWN", "the order went another way"));
        }
        Optional<Integer> agreed = agreedVersion(task, order);
        if (agreed.filter(version -> version != place.policyVersion()).isPresent()) {
            String code = Task.Outcome.POLICY_VERSION;
            table.ended(id, new Task.Outcome("refused", code, "", ""), Optional.empty());
            return Optional.of(putBack(station, task, order, code, "another version of the rule set was agreed to"));
        }
        Optional<PhoneClaim.Refusal> refusal = task.isPhone() ? phones.refusal(task, place) : Optional.empty();
        if (refusal.isPresent()) {
            return Optional.of(otherPhone(station, task, order, refusal.get()));
        }
        try {
            UUID medium = task.isPhone() ? phones.bind(task, place) : media.bind(task.device(), task.serial());
            orders.begun(
                    task.order(), BEFORE, "erasing", OrderStory.Erasure.ordered(medium), Actor.station(station.id()));
            table.claimed(id, medium, agreed);
            if (task.isPhone()) {
                courses.begun(task);
            }
        } catch (GateException e) {
            throw task.isPhone()
                    ? StationProblem.conflict("TASK_WITHDRAWN", "the device went another way")
                    : StationProblem.conflict("LANE_DIFFERS", "this medium is none of the device's");
        } catch (OrderException e) {
            throw StationProblem.conflict("TASK_WITHDRAWN", "the order went another way");
        }
        changed(task);
        return Optional.empty();
    }

    /**
     * What came of holding a phone against its order.
     *
     * @param isKnown whether it shows a number that was noted, or that it showed when it was chosen; false where there is nothing to compare
     * @param problem why it is another
     */
    record Compared(boolean isKnown, Optional<StationProblem> problem) {}

    /**
     * Whether a phone is the one that was chosen, by what it shows before anybody lets it be read. Nothing is claimed by it; by another the task is over, as it would be
     * by the claim.
     */
    @Transactional
    Compared compare(Stations.Station station, UUID id, StationBody.Place place) throws StationProblem {
        Task task = own(station, id);
        if (!task.isPhone()) {
            throw StationProblem.noTask();
        }
        if (task.state() == Task.State.ENDED || task.state() == Task.State.WITHDRAWN) {
            throw StationProblem.conflict("TASK_WITHDRAWN", "nothing is to be erased any more");
        }
        phones.requireSame(task, place);
        Optional<PhoneClaim.Refusal> refusal =
                task.state() == Task.State.CLAIMED ? Optional.empty() : phones.refusalBeforehand(task, place);
        return refusal.isPresent()
                ? new Compared(false, Optional.of(otherPhone(station, task, lockOrder(task), refusal.get())))
                : new Compared(phones.isKnown(task, place), Optional.empty());
    }

    /** The task is over by it. */
    private StationProblem otherPhone(Stations.Station station, Task task, WorkOrder order, PhoneClaim.Refusal refusal)
            throws StationProblem {
        table.ended(task.id(), new Task.Outcome("refused", refusal.name(), "", ""), Optional.empty());
        return putBack(station, task, order, refusal.name(), "it is not the phone that was chosen, or noted");
    }

    /** Whether an order is still where an erasure begins, and its device is here and not held. */
    private boolean isToBegin(WorkOrder order, Task task) {
        if (!BEFORE.contains(order.state())) {
            return false;
        }
        try {
            orders.requireErasable(order);
        } catch (OrderException _) {
            return false;
        }
        Device device = devices.find(task.device()).orElseThrow();
        if (!device.kind().isPhone()) {
            return true; // of a drive what it is none of says more
        }
        return device.state().canBeCounted() && (task.isPhone() || isCardToBegin(task, order));
    }

    /**
     * Somebody may have said since that it does not stay, or something was seen in its phone, or its owner wants it home: nobody waits for a lane then that is
     * never begun with.
     */
    private boolean isCardToBegin(Task task, WorkOrder order) {
        if (story.isWantedHome(order)) {
            return false;
        }
        try {
            media.check(task.device(), task.serial());
            return true;
        } catch (GateException _) {
            return false;
        }
    }

    /** Nothing has happened: its order waits again. */
    private StationProblem putBack(Stations.Station station, Task task, WorkOrder order, String code, String detail)
            throws StationProblem {
        if (order.state() == OrderState.AT_BENCH) {
            move(task, Set.of(OrderState.AT_BENCH), OrderState.CONSENTED, "lane-refused", Actor.station(station.id()));
        }
        changed(task);
        return StationProblem.conflict(code, detail);
    }

    /** Notes how far it is; nothing rests on it. */
    void progress(Stations.Station station, UUID id, Progress progress) throws StationProblem {
        if (table.progress(id, station.id(), progress)) {
            events.publishEvent(new BenchChanged(station.site(), Optional.empty()));
        } else if (table.find(id)
                .filter(task -> task.station().equals(station.id()))
                .isEmpty()) {
            throw StationProblem.noTask();
        }
    }

    /** How a task ended; with a receipt, what it proves. Empty if it proves nothing, or there is none. */
    @Transactional
    Optional<Recorded> end(Stations.Station station, UUID id, StationBody.End end)
            throws StationProblem, LedgerException {
        Task task = own(station, id);
        return switch (task.state()) {
            case WITHDRAWN -> throw StationProblem.conflict("TASK_WITHDRAWN", "nothing was to be erased any more");
            case QUEUED -> refusedBeforehand(station, task, end);
            case ENDED -> {
                if (task.isGivenUp() && end.receipt().isPresent()) {
                    yield Optional.of(late(station, task, end));
                }
                requireSame(station, task, end);
                yield Optional.empty();
            }
            case CLAIMED -> end(station, task, end);
        };
    }

    /**
     * A station that was given up comes back with a receipt. Nobody has begun with this medium since: it counts as if it had come
     * in time. Somebody has: then what began later decides, unless this one says that the medium could not be erased, and was made
     * afterwards. Two stations contradict one another then, and the worse answer counts until it is erased once more: also of a
     * try that still goes on, whose good end would else hide it.
     */
    private Recorded late(Stations.Station station, Task task, StationBody.End end)
            throws StationProblem, LedgerException {
        WorkOrder order = lockOrder(task);
        Optional<TaskTable.BegunAgain> again = table.begunAgain(task);
        Recorded said = receipts.record(station, end.receipt().orElseThrow(), expected(task, order));
        if (said instanceof Recorded.Conflicting held
                && held.isHeld()
                && task.isPhone()
                && again.isPresent()
                && !isAfterStanding(station, task, held.logIndex(), again.get()).orElse(false)) {
            throw StationProblem.overtaken("it was given up, and begun again since");
        }
        if (said instanceof Recorded.Proved proved) {
            // Its own receipt says no other than what was matched, if it is that very one.
            boolean isMatchedSince =
                    matches.isMatchedSince(medium(task), task.claimedAt().orElseThrow(), proved.eventId());
            if (isMatchedSince && Verdict.isGood(proved.verdict())) {
                throw StationProblem.overtaken("another erasure was matched with it since");
            }
            boolean isFoundSince = matches.foundAt(task.device())
                    .filter(found -> !found.isBefore(task.claimedAt().orElseThrow()))
                    .isPresent();
            if (isFoundSince && Verdict.isGood(proved.verdict())) {
                throw StationProblem.overtaken("a second look found something since");
            }
            // Whoever had it in between did what they wanted; as long as it is missing, what was begun since it was
            // found, if it ever
            // was, is what is known of it.
            boolean isBeforeFound = losses.foundAt(order.id())
                    .filter(found -> !found.isBefore(task.claimedAt().orElseThrow()))
                    .isPresent();
            if (isBeforeFound && Verdict.isGood(proved.verdict())) {
                throw StationProblem.overtaken("it was lost and found since");
            }
            // Whoever taps on a phone does nothing to its card.
            boolean isByHandSince = !isCard(task) && runs.isBegunSince(order.id(), table.claimNumber(task.id()));
            if (isByHandSince && Verdict.isGood(proved.verdict())) {
                throw StationProblem.overtaken("a guided workflow was gone through since");
            }
            if (again.isPresent() && !contradicts(station, task, proved, again.get())) {
                throw StationProblem.overtaken("it was given up, and begun again since");
            }
            requireHere(task);
            again.filter(TaskTable.BegunAgain::isOpen).ifPresent(open -> table.contradicted(open.task()));
            OrderState to = proved(task, proved);
            if (LATE.contains(order.state()) && order.state() != to) {
                move(task, LATE, to, "erasure-late", Actor.station(station.id()));
            }
        }
        requireHere(task);
        table.ended(
                task.id(),
                new Task.Outcome(end.outcome(), end.code(), end.en(), end.zh()),
                end.receipt().map(StationTasks::digest));
        changed(task);
        return said;
    }

    private boolean isCard(Task task) {
        return !task.isPhone()
                && devices.find(task.device()).orElseThrow().kind().isPhone();
    }

    private void requireHere(Task task) throws StationProblem {
        if (GONE.contains(devices.find(task.device()).orElseThrow().state())) {
            throw StationProblem.conflict("TASK_ENDED_OTHERWISE", "the device is not here any more");
        }
    }

    /**
     * Whether a late statement speaks against what was begun since. What the same station said since stands in the same log, which tells.
     * Otherwise its time is by its station's clock, which was behind at least by what its start seems to lie before the claim; one that was
     * set back while it worked tells nothing. A phone's job that was given up is signed whenever its station comes back, wherever the phone
     * is by then: of that no time tells anything.
     */
    private boolean contradicts(Stations.Station station, Task task, Recorded.Proved late, TaskTable.BegunAgain again) {
        if (Verdict.isGood(late.verdict())) {
            return false;
        }
        Optional<Boolean> isAfter = isAfterStanding(station, task, late.logIndex(), again);
        if (isAfter.isPresent() || task.isPhone()) {
            return isAfter.orElse(false);
        }
        if (late.issuedAt().isBefore(late.beganAt())) {
            return true;
        }
        Duration behind = Duration.between(late.beganAt(), task.claimedAt().orElseThrow());
        Instant at = behind.isNegative() ? late.issuedAt() : late.issuedAt().plus(behind);
        return !at.isBefore(again.at());
    }

    /** Whether it stands after what the same station has said since; empty if that is another's, or goes on. */
    private Optional<Boolean> isAfterStanding(
            Stations.Station station, Task task, long logIndex, TaskTable.BegunAgain again) {
        return again.isOpen() ? Optional.empty() : receipts.isAfterStanding(station, logIndex, medium(task));
    }

    private Optional<Recorded> end(Stations.Station station, Task task, StationBody.End end)
            throws StationProblem, LedgerException {
        Task.Outcome outcome = new Task.Outcome(end.outcome(), end.code(), end.en(), end.zh());
        if (end.outcome().equals("interrupted")) {
            table.said(task.id(), outcome);
            changed(task);
            return Optional.empty();
        }
        Optional<Recorded> recorded = Optional.empty();
        OrderState to = OrderState.NOT_CLEARED;
        if (end.receipt().isPresent()) {
            Expected expected = expected(task, lockOrder(task));
            Recorded said = table.isContradicted(task.id())
                    ? receipts.contradicted(station, end.receipt().get(), expected)
                    : receipts.record(station, end.receipt().get(), expected);
            recorded = Optional.of(said);
            if (said instanceof Recorded.Proved proved) {
                to = proved(task, proved);
            }
        }
        table.ended(task.id(), outcome, end.receipt().map(StationTasks::digest));
        move(task, Set.of(OrderState.ERASING), to, "erasure-" + end.outcome(), Actor.station(station.id()));
        changed(task);
        return recorded;
    }

    /** Notes the proof, and says where it leads: whether it opens the gate is custody's to decide. */
    private OrderState proved(Task task, Recorded.Proved proved) throws StationProblem {
        if (task.isPhone()) {
            courses.proves(task);
        } else {
            proved.serial().ifPresent(serial -> media.named(medium(task), serial));
        }
        try {
            return leadsTo(
                    task.order(),
                    devices.proved(
                            medium(task), new Device.Proof(proved.eventId(), proved.verdict(), proved.isConforming())));
        } catch (GateException e) {
            throw StationProblem.conflict("DEVICE_STATE", "the device went another way");
        }
    }

    /** Where an order is, by what its device is worth now. A card that is proved makes no part of a phone that could not be. */
    OrderState leadsTo(UUID order, Device device) {
        if (device.state() == DeviceState.CLEARED) {
            return OrderState.CLEARED;
        }
        Media known = media.of(device.id());
        boolean isOver =
                known.isAnyBad() || known.isWhole() || (device.kind().isPhone() && hasFailedItself(order, known));
        return isOver ? OrderState.NOT_CLEARED : OrderState.IN_PART;
    }

    /** Whether a phone that is not proved was tried: a station has begun with it, or somebody has ended a workflow. Else it is still to come. */
    private boolean hasFailedItself(UUID order, Media known) {
        return !known.isPhoneProved() && (!known.byHand().isEmpty() || runs.hasEnded(order));
    }

    private static UUID medium(Task task) {
        return task.medium().orElseThrow();
    }

    /** A station that can't begin at all says so, and nothing has happened. */
    private Optional<Recorded> refusedBeforehand(Stations.Station station, Task task, StationBody.End end)
            throws StationProblem {
        if (!end.outcome().equals("refused")) {
            throw StationProblem.conflict("TASK_NOT_CLAIMED", "it has to be claimed first");
        }
        table.ended(task.id(), new Task.Outcome("refused", end.code(), end.en(), end.zh()), Optional.empty());
        if (orders.find(task.order())
                .filter(found -> found.state() == OrderState.AT_BENCH)
                .isPresent()) {
            move(task, Set.of(OrderState.AT_BENCH), OrderState.CONSENTED, "lane-refused", Actor.station(station.id()));
        }
        changed(task);
        return Optional.empty();
    }

    private void requireSame(Stations.Station station, Task task, StationBody.End end)
            throws StationProblem, LedgerException {
        boolean isSame = task.outcome()
                        .filter(outcome -> outcome.kind().equals(end.outcome()))
                        .isPresent()
                && task.receiptDigest().equals(end.receipt().map(StationTasks::digest));
        boolean isSameStatement = task.receiptDigest().isPresent()
                && end.receipt().isPresent()
                && receipts.isSameStatement(station, task.order(), end.receipt().get());
        if (!isSame && !isSameStatement) {
            throw StationProblem.conflict("TASK_ENDED_OTHERWISE", "another end is known");
        }
    }

    /**
     * Which version of its rule set a task is carried out by. A process of before may have queued or claimed it while the platform was renewed: then it
     * names none, and its order says what was agreed to.
     */
    private static Optional<Integer> agreedVersion(Task task, WorkOrder order) {
        return task.policyVersion().or(order::agreedVersion);
    }

    private Expected expected(Task task, WorkOrder order) {
        return new Expected(
                task.order(),
                task.orderCode(),
                medium(task),
                task.isPhone(),
                task.asset(),
                task.policy(),
                agreedVersion(task, order),
                task.claimedAt().orElseThrow(),
                serial -> task.isPhone() ? phones.isItsOwn(task, serial) : isItsOwn(task, serial));
    }

    /** The medium is the one that was in the lane, and the one whose serial number was noted at the counter or at the claim. */
    private boolean isItsOwn(Task task, Optional<String> serial) {
        if (task.serial().isPresent() && !task.serial().equals(serial)) {
            return false;
        }
        return media.canBe(medium(task), serial);
    }

    /** A person answered for what the evidence left open: the device is looked at again, by the same statement. */
    @EventListener
    @Transactional
    void on(ConformityValidated validated) throws GateException, OrderException {
        UUID order = validated.order();
        WorkOrder known = orders.lock(order);
        Optional<UUID> medium = media.ofStatement(validated.eventId());
        // Asked once more under the order's lock: it may have got lost since whoever answers was heard.
        if (validations.isOutSince(validated.eventId())) {
            return;
        }
        if (medium.isEmpty()) {
            return; // another statement about that medium counts by now
        }
        if (GONE.contains(devices.find(known.device()).orElseThrow().state())) {
            return; // what is said of it is said; it is not here any more to be moved
        }
        if (validations.isByHandSince(validated.eventId())) {
            return; // refused before, and asked once more
        }
        OrderState to = leadsTo(
                order, devices.proved(medium.get(), new Device.Proof(validated.eventId(), validated.verdict(), true)));
        if (known.state() == OrderState.NOT_CLEARED && to != OrderState.NOT_CLEARED) {
            orders.move(order, Set.of(OrderState.NOT_CLEARED), to, "validated", Actor.staff(validated.byAccount()));
        }
    }

    /** Its order is locked before it: what ends an order ends its task with it. */
    private Task own(Stations.Station station, UUID id) throws StationProblem {
        Task known = table.find(id)
                .filter(task -> task.station().equals(station.id()))
                .orElseThrow(StationProblem::noTask);
        var _ = lockOrder(known);
        return table.lock(id).orElseThrow(StationProblem::noTask);
    }

    /** Before its device: whoever counts media locks in this order too. */
    private WorkOrder lockOrder(Task task) throws StationProblem {
        try {
            return orders.lock(task.order());
        } catch (OrderException e) {
            throw StationProblem.conflict("ORDER_STATE", "there is no such order");
        }
    }

    private void move(Task task, Set<OrderState> from, OrderState to, String kind, Actor by) throws StationProblem {
        try {
            orders.move(task.order(), from, to, kind, by);
        } catch (OrderException e) {
            throw StationProblem.conflict("ORDER_STATE", "the order went another way");
        }
    }

    private void changed(Task task) {
        events.publishEvent(new BenchChanged(task.site(), Optional.of(task.station())));
    }

    private static Bytes32 digest(String receipt) {
        return Bytes32.sha256(receipt.getBytes(StandardCharsets.UTF_8));
    }
}
