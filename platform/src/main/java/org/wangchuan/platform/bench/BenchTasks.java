package org.wangchuan.platform.bench;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderCards;
import org.wangchuan.platform.intake.OrderChanged;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderLocks;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.workflow.Workflow;
import org.wangchuan.platform.intake.workflow.WorkflowRuns;

/** What is to be erased, in which lane: the side of the people. What stations do with it is in {@link StationTasks}. Thread-safe. */
@Component
public class BenchTasks {
    private static final Nameless.Answer NO_ANSWER = new Nameless.Answer(Nameless.Word.NONE, List.of());

    private static final Set<OrderState> WAITING =
            Set.of(OrderState.CONSENTED, OrderState.IN_PART, OrderState.NOT_CLEARED);

    private static final Set<OrderState> MAY_HAVE_TASKS =
            Set.of(OrderState.AT_BENCH, OrderState.IN_PART, OrderState.NOT_CLEARED, OrderState.ERASING);

    private final TaskTable table;
    private final StationLanes lanes;
    private final Stations stations;
    private final Orders orders;
    private final OrderStory story;
    private final OrderLocks locks;
    private final Devices devices;
    private final DeviceMedia media;
    private final ListCover cover;
    private final PhoneCourses courses;
    private final WorkflowRuns runs;
    private final OrderCards cards;
    private final InstantSource clock;
    private final ApplicationEventPublisher events;

    BenchTasks(
            TaskTable table,
            StationLanes lanes,
            Stations stations,
            Orders orders,
            OrderStory story,
            OrderLocks locks,
            Devices devices,
            DeviceMedia media,
            ListCover cover,
            PhoneCourses courses,
            WorkflowRuns runs,
            OrderCards cards,
            InstantSource clock,
            ApplicationEventPublisher events) {
        this.runs = runs;
        this.cards = cards;
        this.cover = cover;
        this.courses = courses;
        this.table = table;
        this.lanes = lanes;
        this.stations = stations;
        this.orders = orders;
        this.story = story;
        this.locks = locks;
        this.devices = devices;
        this.media = media;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Chooses a lane for an order whose owner has consented, or whose device is to be tried again; the station may begin
     * from now on. Returns the task.
     *
     * @param answer who answers for a medium whose serial number nobody has noted for the device, or that shows none; means nothing for another
     */
    @Transactional
    public UUID queue(UUID order, UUID station, String lane, Nameless.Answer answer, UUID byAccount)
            throws BenchException {
        return queue(order, station, lane, answer, LaneChoice.byHand(byAccount));
    }

    /** The same by what somebody has said for the whole list, beforehand: it answers nothing, and what a person is asked is refused. */
    @Transactional
    UUID queue(UUID order, UUID station, String lane, ListWord word) throws BenchException {
        return queue(order, station, lane, NO_ANSWER, LaneChoice.by(word));
    }

    private UUID queue(UUID order, UUID station, String lane, Nameless.Answer answer, LaneChoice by)
            throws BenchException {
        UUID byAccount = by.account();
        List<UUID> together = Stream.concat(
                        Stream.of(order),
                        before(order, station, lane).all().stream().map(Nameless::order))
                .distinct()
                .toList();
        locks.lock(together);
        WorkOrder known = locked(order).orElseThrow(() -> notFound("order"));
        Stations.Station at = stations.find(station)
                .filter(found -> found.isActive() && found.site().equals(known.site()))
                .orElseThrow(() -> notFound("station"));
        if (!WAITING.contains(known.state())) {
            throw new BenchException(
                    BenchException.Code.ORDER_NOT_WAITING, known.state().id());
        }
        try {
            orders.requireErasable(known);
        } catch (OrderException e) {
            throw new BenchException(BenchException.Code.NOT_ARRIVED, e.code().name());
        }
        Device device = devices.find(known.device()).orElseThrow(() -> notFound("device"));
        if (!device.kind().hasDriveForTheBench() && !device.kind().isPhone()) {
            throw new BenchException(BenchException.Code.NO_DRIVE, device.kind().id());
        }
        if (device.kind().isPhone()) {
            requireCard(known, device, byAccount);
            requireNotWantedHome(known);
        }
        if (!device.state().canBeCounted()) {
            throw new BenchException(
                    BenchException.Code.ORDER_NOT_WAITING, device.state().id());
        }
        Lane chosen = ready(station, lane);
        requireMedium(device, chosen);
        requireRules(known, chosen);
        if (by.listWord().isPresent()) {
            cover.require(by.listWord().get(), known, at, chosen);
        }
        boolean isByWord = chosen.serial()
                .filter(serial -> media.isNoted(device.id(), serial))
                .isEmpty();
        if (isByWord && answer.is(Nameless.Word.NONE)) {
            throw new BenchException(
                    chosen.serial().isEmpty() ? BenchException.Code.LANE_NAMELESS : BenchException.Code.LANE_UNNOTED,
                    "nobody has said whose it is");
        }
        Task task = new Task(
                UUID.randomUUID(),
                Task.Kind.DRIVE,
                order,
                known.code(),
                device.id(),
                device.code(),
                known.policy(),
                known.agreedVersion(),
                known.site(),
                at.id(),
                lane,
                chosen.serial(),
                Optional.empty(),
                Task.State.QUEUED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        insert(task, chosen, isByWord ? answer : NO_ANSWER, by);
        // Only now nobody else begins anything in this lane.
        Nameless.Before before = before(device.id(), known.site(), chosen);
        requireAnswer(before, answer);
        if (before.all().stream().anyMatch(one -> !together.contains(one.order()))) {
            throw new BenchException(BenchException.Code.LANE_TAKEN, "another order was in it just now");
        }
        if (known.state() == OrderState.CONSENTED) {
            String kind = by.listWord().isPresent() ? OrderStory.LANE_BY_LIST : "lane-chosen";
            move(order, Set.of(OrderState.CONSENTED), OrderState.AT_BENCH, kind, Actor.staff(byAccount));
            // Only now nobody else matches anything with it.
            if (orders.isOwnerToSpeak(order)) {
                throw new BenchException(BenchException.Code.OWNER_TO_SPEAK, "erased outside the agreed course");
            }
        } else if (by.listWord().isPresent()) {
            note(order, OrderStory.LANE_BY_LIST, byAccount);
        }
        if (before.ofThis().isPresent()) {
            note(order, "medium-changed", byAccount);
        }
        if (before.ofOther().isPresent()) {
            note(order, "medium-another", byAccount);
            note(before.ofOther().get().order(), "medium-again", byAccount);
        }
        if (!before.isAsked() && chosen.serial().isEmpty()) {
            note(order, "medium-own", byAccount);
        } else if (!before.isAsked() && isByWord) {
            note(order, "medium-taken-out", byAccount);
        }
        events.publishEvent(new BenchChanged(task.site(), Optional.of(station)));
        return task.id();
    }

    /** Of a phone a lane is for its memory card alone, once somebody has said that it stays; and nobody goes through a workflow with the phone then. */
    private void requireCard(WorkOrder order, Device device, UUID byAccount) throws BenchException {
        Optional<Integer> cards = media.of(device.id()).cards().count();
        if (cards.isEmpty()) {
            throw new BenchException(BenchException.Code.CARDS_OPEN, "nobody has accounted for its cards");
        }
        if (cards.get() == 0) {
            throw new BenchException(BenchException.Code.NO_CARD, "no card of it is said to stay");
        }
        // Its owner has read of it where they agreed, or has not: then no single person sets off what can't be undone.
        // Who
        // says the same once more, because it held no more, says nothing that they had not read. Of the devices of a
        // list nobody reads of each.
        boolean isByOneAlone = this.cards
                .of(order)
                .said()
                .filter(said -> said.by().equals(byAccount))
                .filter(_ -> order.batch().isPresent() || !this.cards.isReadToStay(order))
                .isPresent();
        if (isByOneAlone) {
            throw new BenchException(BenchException.Code.CARD_SECOND, "the same person said that it stays");
        }
        // Whoever goes on with a workflow locks the order first, and finds this task then.
        if (runs.latest(order.id(), Workflow.Stage.ERASURE)
                .filter(run -> !run.isEnded())
                .isPresent()) {
            throw new BenchException(BenchException.Code.WORKFLOW_OPEN, "somebody goes through a workflow with it");
        }
    }

    /** Where the phone could not be cleared its owner may want all of it back as it is: what is on a card can't be given back then. */
    private void requireNotWantedHome(WorkOrder order) throws BenchException {
        if (story.isWantedHome(order)) {
            throw new BenchException(BenchException.Code.OWNER_WANTS_IT, "its owner wants it back");
        }
    }

    /** What speaks against the medium in a lane, as far as anything is known of it. */
    private Nameless.Before before(UUID order, UUID station, String lane) {
        return orders.find(order)
                .flatMap(known -> lanes.of(station)
                        .flatMap(told -> told.lane(lane))
                        .map(now -> before(known.device(), known.site(), now)))
                .orElse(Nameless.Before.NOTHING);
    }

    private Nameless.Before before(UUID device, UUID site, Lane now) {
        return Nameless.against(
                table.nameless(site, clock.instant().minus(Nameless.REMEMBERED)),
                table.namelessOf(List.of(device)).getOrDefault(device, List.of()),
                now,
                now.serial().filter(serial -> media.isNoted(device, serial)).isPresent(),
                device);
    }

    /** A word is about what its giver was shown: what was erased there since, nobody has looked at. */
    private static void requireAnswer(Nameless.Before before, Nameless.Answer answer) throws BenchException {
        boolean isAnother = answer.is(Nameless.Word.ANOTHER_THAN_BEFORE);
        if (!before.isAsked() && isAnother) {
            throw new BenchException(BenchException.Code.LANE_NOT_BEFORE, "nothing was erased here that it could be");
        }
        if (before.ofOther().isPresent() && !isAnother) {
            throw new BenchException(BenchException.Code.LANE_NAMELESS_TWICE, "it may be the one of another order");
        }
        if (before.ofThis().isPresent() && !isAnother) {
            throw new BenchException(BenchException.Code.LANE_CHANGED, "it is not the one of before");
        }
        if (!answer.about()
                .containsAll(before.all().stream().map(Nameless::task).toList())) {
            throw new BenchException(BenchException.Code.LANE_NAMELESS_OTHER, "not the one that they were shown");
        }
    }

    private void note(UUID order, String kind, UUID byAccount) throws BenchException {
        try {
            orders.note(order, kind, Actor.staff(byAccount));
        } catch (OrderException _) {
            throw notFound("order");
        }
    }

    private void insert(Task task, Lane chosen, Nameless.Answer answer, LaneChoice by) throws BenchException {
        try {
            table.insert(task, chosen, answer, by);
        } catch (DuplicateKeyException e) {
            boolean isLane = String.valueOf(e.getMessage()).contains("task_open_of_lane");
            throw new BenchException(
                    isLane ? BenchException.Code.LANE_TAKEN : BenchException.Code.ORDER_NOT_WAITING, "taken");
        }
    }

    private Lane ready(UUID station, String lane) throws BenchException {
        StationLanes.Told told = lanes.of(station).orElseThrow(BenchTasks::laneUnknown);
        Lane chosen = told.lane(lane).orElseThrow(BenchTasks::laneUnknown);
        if (!told.isFresh(clock.instant())) {
            throw new BenchException(BenchException.Code.STATION_LOST, "out of touch");
        }
        if (!chosen.isDevice()) {
            throw new BenchException(BenchException.Code.LANE_NO_DEVICE, "nothing that anybody handed in");
        }
        if (!chosen.isReady()) {
            throw new BenchException(BenchException.Code.LANE_NOT_READY, "something needs a hand");
        }
        return chosen;
    }

    /** What a station would refuse only once its task is there is refused before anything is begun; where it said nothing, it decides. */
    private static void requireRules(WorkOrder order, Lane lane) throws BenchException {
        Optional<Lane.Rules> rules = lane.under(order.policy(), order.carriedOutBy());
        if (rules.isPresent() && rules.get().isBeyond()) {
            throw BenchException.beyond(rules.get());
        }
    }

    private static BenchException laneUnknown() {
        return new BenchException(BenchException.Code.LANE_UNKNOWN, "no such lane");
    }

    /** What is in the lane has to be one of the media of the device, as far as anything is known of them. */
    private void requireMedium(Device device, Lane lane) throws BenchException {
        try {
            media.check(device.id(), lane.serial());
        } catch (GateException e) {
            throw new BenchException(
                    switch (e.code()) {
                        case MEDIA_NOT_COUNTED -> BenchException.Code.MEDIA_NOT_COUNTED;
                        case MEDIUM_OF_ANOTHER -> BenchException.Code.MEDIUM_OF_ANOTHER;
                        case MEDIUM_UNNAMED -> BenchException.Code.MEDIUM_UNNAMED;
                        case MEDIUM_SERIAL_UNKNOWN -> BenchException.Code.LANE_SERIAL_UNKNOWN;
                        default -> BenchException.Code.LANE_SERIAL_DIFFERS;
                    },
                    "not one of the media of the device");
        }
    }

    /** Takes an order back from the bench, if no station has begun: the owner has changed their mind, or another lane is better. */
    @Transactional
    public void withdraw(UUID order, Actor by) throws BenchException {
        Task task = locked(order)
                .flatMap(_ -> table.lockOpenOf(order))
                .orElseThrow(() -> new BenchException(BenchException.Code.NO_TASK, "no lane is chosen"));
        if (task.state() == Task.State.CLAIMED) {
            throw new BenchException(BenchException.Code.CLAIMED, "the station has begun");
        }
        table.withdrawn(task.id());
        if (orders.find(order)
                .filter(found -> found.state() == OrderState.AT_BENCH)
                .isPresent()) {
            move(order, Set.of(OrderState.AT_BENCH), OrderState.CONSENTED, "lane-withdrawn", by);
        }
        events.publishEvent(new BenchChanged(task.site(), Optional.of(task.station())));
    }

    /**
     * Ends a task whose station does not come back, without any proof: the device can't be sold, and can be tried again. Should
     * a receipt come after all, it is weighed: see {@link StationTasks}.
     */
    @Transactional
    public void giveUp(UUID order, UUID byAccount) throws BenchException {
        Task task = locked(order)
                .flatMap(_ -> table.lockOpenOf(order))
                .filter(found -> found.state() == Task.State.CLAIMED)
                .orElseThrow(() -> new BenchException(BenchException.Code.NO_TASK, "no station has begun"));
        table.ended(task.id(), new Task.Outcome(Task.Outcome.GIVEN_UP, "", "", ""), Optional.empty());
        move(order, Set.of(OrderState.ERASING), OrderState.NOT_CLEARED, "given-up", Actor.staff(byAccount));
        events.publishEvent(new BenchChanged(task.site(), Optional.of(task.station())));
    }

    /** How it stands with an order that a station is at; empty for any other. */
    public Optional<Standing> standing(UUID order) {
        return Optional.ofNullable(standing(List.of(order)).get(order));
    }

    /** The same of several orders, by the order; those that no station is at are not in it. */
    public Map<UUID, Standing> standing(Collection<UUID> orders) {
        Instant now = clock.instant();
        Map<UUID, Standing> out = new HashMap<>();
        List<Task> last = table.lastOf(orders);
        List<UUID> phones = last.stream()
                .filter(task -> task.isPhone() && task.isOpen())
                .map(Task::id)
                .toList();
        Map<UUID, PhoneCourses.Step> steps = phones.isEmpty() ? Map.of() : courses.steps(phones);
        last.forEach(task -> Standing.of(task, Optional.ofNullable(steps.get(task.id())), now)
                .ifPresent(at -> out.put(task.order(), at)));
        return out;
    }

    /** The last try of an order. */
    public Optional<Task> lastTask(UUID order) {
        return table.lastOf(order);
    }

    /**
     * An order that goes another way takes its task with it: both or neither, for a lane that outlived a hold would begin when the hold is
     * over. Whoever changes an order holds its lock, so no station claims the task meanwhile.
     */
    @EventListener
    @Transactional
    void on(OrderChanged change) {
        Optional<UUID> station = Optional.empty();
        if (!MAY_HAVE_TASKS.contains(change.state())) {
            Optional<Task> open = table.lockOpenOf(change.order());
            Optional<Task> task = open.filter(one -> one.state() == Task.State.QUEUED);
            task.ifPresent(one -> table.withdrawn(one.id()));
            // Of what got lost nobody waits for a station; should it answer after all, that is kept and shown.
            Optional<Task> lost =
                    open.filter(one -> change.state() == OrderState.MISSING && one.state() == Task.State.CLAIMED);
            lost.ifPresent(one ->
                    table.ended(one.id(), new Task.Outcome(Task.Outcome.GIVEN_UP, "", "", ""), Optional.empty()));
            station = task.or(() -> lost).map(Task::station);
        }
        UUID site = orders.find(change.order()).orElseThrow().site();
        events.publishEvent(new BenchChanged(site, station));
    }

    /** Before its task, and before its device, as everybody does. */
    private Optional<WorkOrder> locked(UUID order) {
        try {
            return Optional.of(orders.lock(order));
        } catch (OrderException _) {
            return Optional.empty(); // there is none
        }
    }

    private void move(UUID order, Set<OrderState> from, OrderState to, String kind, Actor by) throws BenchException {
        try {
            orders.move(order, from, to, kind, by);
        } catch (OrderException e) {
            throw new BenchException(
                    BenchException.Code.ORDER_NOT_WAITING, e.code().name());
        }
    }

    private static BenchException notFound(String what) {
        return new BenchException(BenchException.Code.NOT_FOUND, what);
    }
}
