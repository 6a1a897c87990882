package org.wangchuan.platform.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.Medium;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.travel.Travel;
import org.wangchuan.platform.ledger.KeptReceipts;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.ledger.Matches;
import org.wangchuan.platform.ledger.OpenErasures;
import org.wangchuan.platform.web.access.Role;

/**
 * Matches erasures that a station made without an order with orders. A person says which belong together; whether that proves anything
 * is worked out here from what both say, and stays on record with each thing that speaks against it. Thread-safe.
 */
@Component
public class LooseErasures {
    private static final int SUGGESTED_MAX = 5;
    /** What was cleared is to be erased once more. */
    private static final String AGAIN = "erased-again";

    /** Where an order is that a result can lead on. */
    private static final Set<OrderState> LATE = Set.of(OrderState.IN_PART, OrderState.NOT_CLEARED, OrderState.CLEARED);

    private static final Set<DeviceState> IN_SHOP =
            EnumSet.of(DeviceState.IN_STOCK, DeviceState.BLOCKED, DeviceState.CLEARED, DeviceState.REGISTERED);

    private static final Set<DeviceState> GONE =
            Set.of(DeviceState.SEALED, DeviceState.HANDED_OVER, DeviceState.RETURNED);

    private final Matches matches;
    private final OpenErasures openErasures;
    private final KeptReceipts receipts;
    private final Orders orders;
    private final OrderStory story;
    private final Devices devices;
    private final DeviceMedia media;
    private final TaskTable tasks;
    private final StationTasks outcomes;
    private final ApplicationEventPublisher events;

    LooseErasures(
            Matches matches,
            OpenErasures openErasures,
            KeptReceipts receipts,
            Orders orders,
            OrderStory story,
            Devices devices,
            DeviceMedia media,
            TaskTable tasks,
            StationTasks outcomes,
            ApplicationEventPublisher events) {
        this.matches = matches;
        this.openErasures = openErasures;
        this.receipts = receipts;
        this.orders = orders;
        this.story = story;
        this.devices = devices;
        this.media = media;
        this.tasks = tasks;
        this.outcomes = outcomes;
        this.events = events;
    }

    /** What speaks against an erasure's counting for an order. Words are under {@code ledger.match.NAME}. */
    public enum Finding {
        /** It had begun when the device was not taken in yet, or had not arrived. */
        BEFORE_INTAKE,
        /** It had begun when the owner had not agreed, or they have not agreed at all. */
        BEFORE_CONSENT,
        /** It is held, or may hold state secrets: nothing was to be done to it. */
        STOPPED,
        /** Its owner had to be asked again, or wants it back. */
        OWNER_ASKED,
        /** The station was put out of service: what it signs may be somebody else's. */
        STATION_RETIRED,
        /** Only a label that was named at the station links them, and whoever matches is no technician and no manager. */
        LABEL_BY_CLERK,
        /** It names no serial number: any medium may be meant, and a manager looks which it was. */
        NAMELESS_BY_WORD,
        /** Neither a serial number that was noted before nor a label says that it is this medium. */
        LINK_BY_WORD,
        /** It was made by another rule set than the order asks for. */
        POLICY_DIFFERS,
        /** Another erasure of this medium counts, and is good. */
        ALREADY_PROVED,
        /** A later erasure of this medium counts, or a later try, or it can't be told which was later. */
        LATER_COUNTS
    }

    /**
     * What would become of a match.
     *
     * @param place where the medium belongs in the device
     * @param findings what speaks against it; of a bad one some of them are noted and change nothing
     * @param canCount whether the medium, or the device, can be said anything of now
     * @param hereSince when the device was taken in, or arrived
     */
    public record Weighed(
            WorkOrder order,
            Device device,
            Matches.Facts facts,
            DeviceMedia.Place place,
            List<Finding> findings,
            boolean canCount,
            Instant hereSince) {
        public Weighed {
            findings = List.copyOf(findings);
        }

        /**
         * Whether it would be one of the order's statements. That nobody had asked for it makes a good one no proof, and a bad one no better:
         * only what is later, or that nothing links the two, keeps a bad one from counting.
         */
        public boolean counts() {
            if (facts.isGood()) {
                return findings.isEmpty();
            }
            return canCount && !findings.contains(Finding.LATER_COUNTS) && !findings.contains(Finding.LINK_BY_WORD);
        }

        /** What becomes of the order's story. */
        String kind() {
            if (findings.contains(Finding.LINK_BY_WORD)) {
                return "matched-word";
            }
            return isSurelyBefore() ? "matched-before" : OrderStory.MATCHED;
        }

        /** Its station's clock may be behind: only what was here before the device was is surely from before. */
        private boolean isSurelyBefore() {
            return findings.contains(Finding.BEFORE_INTAKE)
                    && facts.receivedAt().isBefore(hereSince);
        }
    }

    /** What an erasure says that is matched with nothing. */
    Matches.Facts facts(UUID event) throws BenchException {
        try {
            return matches.facts(event)
                    .orElseThrow(() -> new BenchException(BenchException.Code.MATCHED_OTHERWISE, "no loose one"));
        } catch (LedgerException e) {
            throw new BenchException(BenchException.Code.MATCH_RECEIPT_REFUSED, e.reason());
        }
    }

    /** Orders of a site whose device has a medium of this serial number, the latest first. */
    List<WorkOrder> suggested(Matches.Facts facts) {
        return facts.serial().stream()
                .flatMap(serial -> media.here(facts.site(), serial, SUGGESTED_MAX).stream())
                .flatMap(device -> orders.ofDevice(device).stream())
                .toList();
    }

    /** Erasures that ended badly and have to be matched before this one can be. */
    List<UUID> against(Matches.Facts facts, WorkOrder order) {
        String label = devices.find(order.device()).orElseThrow().code();
        return facts.isGood() ? matches.openBeside(facts, label) : List.of();
    }

    /** Works out what a match would be worth; refuses one that can't be. Changes nothing. */
    Weighed weigh(Matches.Facts facts, WorkOrder order, Role role) throws BenchException {
        if (!facts.site().equals(order.site())) {
            throw new BenchException(BenchException.Code.MATCH_OTHER_SITE, "made at another site");
        }
        Device device = devices.find(order.device()).orElseThrow();
        requireOpen(order, device);
        if (!device.kind().hasDriveForTheBench()) {
            throw new BenchException(BenchException.Code.NO_DRIVE, device.kind().id());
        }
        if (!facts.labels().stream().allMatch(device.code()::equals)) {
            throw new BenchException(BenchException.Code.MATCH_LABEL_DIFFERS, "it names another label");
        }
        DeviceMedia.Place place = place(device, facts);
        if (facts.isGood() && !matches.openBeside(facts, device.code()).isEmpty()) {
            throw new BenchException(BenchException.Code.MATCH_BAD_FIRST, "a bad one of it is matched with nothing");
        }
        List<Finding> findings = findings(facts, order, place, role);
        if (!facts.isGood() && findings.contains(Finding.LABEL_BY_CLERK)) {
            // It would give the medium its number, and the next one that number as its link.
            throw new BenchException(BenchException.Code.MATCH_LABEL_BY_CLERK, "only a label links them");
        }
        return new Weighed(
                order,
                device,
                facts,
                place,
                findings,
                place.medium().isPresent() || device.state().canBeCounted(),
                here(order));
    }

    private Instant here(WorkOrder order) {
        return orders.travel(order)
                .flatMap(Travel::arrival)
                .map(Travel.Arrival::at)
                .orElse(order.createdAt());
    }

    private void requireOpen(WorkOrder order, Device device) throws BenchException {
        boolean isOpen = switch (order.state()) {
            case TAKEN_IN,
                    OFFERED,
                    ACCEPTED,
                    CONSENTED,
                    IN_PART,
                    CLEARED,
                    NOT_CLEARED,
                    GOING_BACK,
                    HELD,
                    STATE_SECRETS -> true;
            case AT_BENCH, ERASING ->
                throw new BenchException(
                        BenchException.Code.MATCH_BUSY, order.state().id());
            // What was sold may turn out to be bad.
            case CLOSED -> IN_SHOP.contains(device.state());
            case SEALED, RETURNED_UNTOUCHED, RETURNED_ERASED, LOST -> false;
        };
        if (!isOpen) {
            throw new BenchException(
                    BenchException.Code.MATCH_ORDER_ENDED, order.state().id());
        }
        requireNoTask(order);
        if (orders.travel(order).filter(travel -> !travel.isHere()).isPresent()) {
            throw new BenchException(BenchException.Code.MATCH_NOT_ARRIVED, "its arrival is not recorded");
        }
    }

    private void requireNoTask(WorkOrder order) throws BenchException {
        if (tasks.lastOf(order.id()).filter(task -> task.endedAt().isEmpty()).isPresent()) {
            throw new BenchException(BenchException.Code.MATCH_BUSY, "a lane is chosen");
        }
    }

    private DeviceMedia.Place place(Device device, Matches.Facts facts) throws BenchException {
        try {
            return media.place(device.id(), facts.serial());
        } catch (GateException e) {
            throw new BenchException(
                    switch (e.code()) {
                        case MEDIA_NOT_COUNTED -> BenchException.Code.MEDIA_NOT_COUNTED;
                        case MEDIUM_OF_ANOTHER -> BenchException.Code.MATCH_OF_ANOTHER;
                        case MEDIUM_UNNAMED, MEDIUM_SERIAL_UNKNOWN -> BenchException.Code.MATCH_SERIAL_UNKNOWN;
                        default -> BenchException.Code.MATCH_SERIAL_DIFFERS;
                    },
                    "none of its media");
        }
    }

    private List<Finding> findings(Matches.Facts facts, WorkOrder order, DeviceMedia.Place place, Role role) {
        List<Finding> out = new ArrayList<>();
        Optional<Travel> travel = orders.travel(order);
        if (facts.beganAt().isBefore(here(order))) {
            out.add(Finding.BEFORE_INTAKE);
        }
        if (order.consent()
                .filter(consent -> !facts.beganAt().isBefore(consent.at()))
                .isEmpty()) {
            out.add(Finding.BEFORE_CONSENT);
        }
        if (order.state().isStopped()) {
            out.add(Finding.STOPPED);
        }
        boolean isAsked = travel.filter(way -> !way.mayBeErased()
                        || way.word()
                                .filter(word -> facts.beganAt().isBefore(word.at()))
                                .isPresent())
                .isPresent();
        // One that the owner has not answered for yet is not healed by the next one.
        boolean isWantedBack = order.state() == OrderState.GOING_BACK;
        if (isAsked || isWantedBack || (facts.isGood() && orders.isOwnerToSpeak(order.id()))) {
            out.add(Finding.OWNER_ASKED);
        }
        if (!facts.isStationActive()) {
            out.add(Finding.STATION_RETIRED);
        }
        if (!place.isBySerial()) {
            if (facts.labels().isEmpty()) {
                out.add(Finding.LINK_BY_WORD);
            } else if (role == Role.CLERK) {
                // Whoever takes the order in could else name its label over any drive, and sell the device alone.
                out.add(Finding.LABEL_BY_CLERK);
            } else if (role != Role.MANAGER && facts.isGood() && facts.serial().isEmpty()) {
                // One nameless medium could be the proof of two devices, by two labels.
                out.add(Finding.NAMELESS_BY_WORD);
            }
        }
        // A bad one says that the medium could not be erased, whatever the rule.
        if (facts.isGood() && !facts.policy().equals(order.policy())) {
            out.add(Finding.POLICY_DIFFERS);
        }
        place.medium().flatMap(medium -> against(facts, order, medium)).ifPresent(out::add);
        return out;
    }

    /** What is known of the medium otherwise; of two that contradict one another the worse counts until it is erased once more. */
    private Optional<Finding> against(Matches.Facts facts, WorkOrder order, UUID medium) {
        Optional<Device.Proof> proof = media.of(order.device()).known().stream()
                .filter(one -> one.id().equals(medium))
                .findFirst()
                .flatMap(Medium::proof);
        if (facts.isGood() && proof.filter(Device.Proof::opensGate).isPresent()) {
            return Optional.of(Finding.ALREADY_PROVED);
        }
        // Of a good one its station's clock is enough to say that a try was later; of a bad one only that it was begun
        // here afterwards.
        boolean isBegunSince = facts.isGood()
                ? tasks.lastClaim(medium)
                        .filter(claimed -> !facts.beganAt().isAfter(claimed))
                        .isPresent()
                : matches.isBegunSince(facts.eventId(), medium);
        boolean isLaterKnown = proof.filter(known -> !matches.isAfter(facts, known.statement()))
                .isPresent();
        return isBegunSince || isLaterKnown ? Optional.of(Finding.LATER_COUNTS) : Optional.empty();
    }

    /** Matches an erasure with an order; safe to repeat, and of two who do it at once the second is told. */
    @Transactional
    public void match(UUID event, UUID orderId, Matches.By by) throws BenchException {
        WorkOrder order = lock(orderId);
        Optional<UUID> matched = matches.orderOf(event);
        if (matched.equals(Optional.of(orderId))) {
            return;
        }
        if (matched.isPresent()) {
            throw new BenchException(BenchException.Code.MATCHED_OTHERWISE, "with another order");
        }
        Weighed weighed = weigh(facts(event), order, by.role());
        try {
            if (weighed.counts()) {
                count(weighed, by);
            } else {
                keep(weighed, Optional.empty(), by);
                orders.note(
                        orderId,
                        weighed.kind(),
                        new OrderStory.Erasure(Optional.empty(), Optional.of(event)),
                        Actor.staff(by.account()));
            }
        } catch (OrderException e) {
            throw new BenchException(
                    BenchException.Code.ORDER_NOT_WAITING, e.code().name());
        } catch (GateException e) {
            throw new BenchException(
                    BenchException.Code.MATCH_ORDER_ENDED, e.code().name());
        }
        events.publishEvent(new BenchChanged(order.site(), Optional.empty()));
    }

    /** It is the order's from now on, and goes the way of every receipt: whether it opens the gate is custody's to decide. */
    private void count(Weighed weighed, Matches.By by) throws BenchException, OrderException, GateException {
        WorkOrder order = weighed.order();
        Matches.Facts facts = weighed.facts();
        Actor actor = Actor.staff(by.account());
        UUID medium = weighed.place().medium().isPresent()
                ? weighed.place().medium().get()
                : media.bind(order.device(), facts.serial());
        facts.serial().ifPresent(serial -> media.named(medium, serial));
        keep(weighed, Optional.of(medium), by);
        OrderStory.Erasure erasure = new OrderStory.Erasure(Optional.of(medium), Optional.of(facts.eventId()));
        // What was not made as agreed takes nobody's word away: the owner can still have it back.
        boolean isOrders =
                order.state() == OrderState.CONSENTED && weighed.findings().isEmpty();
        if (isOrders) {
            orders.begun(order.id(), Set.of(OrderState.CONSENTED), OrderStory.MATCHED, erasure, actor);
        } else {
            orders.note(order.id(), OrderStory.MATCHED, erasure, actor);
        }
        OrderState to = outcomes.leadsTo(
                devices.proved(medium, new Device.Proof(facts.eventId(), facts.verdict(), facts.isConforming())));
        if (isOrders) {
            orders.move(order.id(), Set.of(OrderState.ERASING), to, "matched", actor);
        } else if (LATE.contains(order.state()) && order.state() != to) {
            orders.move(order.id(), LATE, to, "matched", actor);
        }
    }

    /**
     * Sends a cleared order back to the bench, because a bad erasure names its device that can't be matched with it: one under its label of
     * another serial number, say; or because what proved it can't be read any more. Whatever it was, the drive is erased once more, and
     * that is surely later. Safe to repeat.
     *
     * @param event the bad erasure, or the statement that can't be read
     */
    @Transactional
    public UUID again(UUID event, UUID orderId, Actor by) throws BenchException {
        WorkOrder order = lock(orderId);
        boolean speaks = openErasures.against(order.device()).contains(event) || isUnreadable(event, order.device());
        boolean wasAsked = story.of(orderId).stream().anyMatch(one -> one.kind().equals(AGAIN));
        // Who clicks twice, or when it has begun or is erased by now, is told the same as the first time.
        if (wasAsked && (speaks ? order.state() == OrderState.NOT_CLEARED : receipts.isOf(event, orderId))) {
            return orderId;
        }
        if (!speaks) {
            throw new BenchException(BenchException.Code.MATCHED_OTHERWISE, "nothing speaks against it");
        }
        try {
            return orders.move(orderId, Set.of(OrderState.CLEARED), OrderState.NOT_CLEARED, AGAIN, by)
                    .id();
        } catch (OrderException e) {
            throw new BenchException(
                    BenchException.Code.ORDER_NOT_WAITING, e.code().name());
        }
    }

    private boolean isUnreadable(UUID event, UUID device) {
        boolean isOfDevice = media.of(device).known().stream()
                .anyMatch(one -> one.proof().map(Device.Proof::statement).equals(Optional.of(event)));
        return isOfDevice && !receipts.areWhole(device);
    }

    /** Why a match is taken back. Words are under {@code ledger.match.reason.ID}. */
    public enum Reason {
        /** It is of another order's device. */
        WRONG_ORDER,
        /** It is of another drive of this device. */
        WRONG_DRIVE,
        /** Something else. */
        MISTAKE;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Reason of(String id) throws BenchException {
            return Arrays.stream(values())
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new BenchException(BenchException.Code.MATCH_REASON, "none of the reasons"));
        }
    }

    /**
     * Takes a match back; what had counted stops counting, and nothing is put in its place: whoever wants to know erases it once more.
     * Both stay on record. That it was erased is not taken back.
     */
    @Transactional
    public void takeBack(UUID event, Reason reason, Matches.By by) throws BenchException {
        UUID orderId = matches.orderOf(event)
                .orElseThrow(() -> new BenchException(BenchException.Code.MATCHED_OTHERWISE, "matched with nothing"));
        WorkOrder order = lock(orderId);
        requireNoTask(order);
        Optional<UUID> medium = matches.countsFor(event);
        if (!matches.takeBack(event, orderId, reason.id(), by)) {
            throw new BenchException(
                    BenchException.Code.MATCHED_OTHERWISE, "somebody was faster, or it is the order's");
        }
        Actor actor = Actor.staff(by.account());
        try {
            orders.note(orderId, OrderStory.TAKEN_BACK, new OrderStory.Erasure(medium, Optional.of(event)), actor);
            Device device = devices.find(order.device()).orElseThrow();
            if (medium.isPresent() && !GONE.contains(device.state())) {
                Device now = media.unproved(medium.get(), event);
                OrderState led = outcomes.leadsTo(now);
                OrderState to =
                        led == OrderState.IN_PART && media.of(now.id()).good() == 0 ? OrderState.NOT_CLEARED : led;
                if (LATE.contains(order.state()) && order.state() != to) {
                    orders.move(orderId, LATE, to, OrderStory.TAKEN_BACK, actor);
                }
            }
        } catch (OrderException e) {
            throw new BenchException(
                    BenchException.Code.ORDER_NOT_WAITING, e.code().name());
        } catch (GateException e) {
            throw new BenchException(
                    BenchException.Code.MATCH_ORDER_ENDED, e.code().name());
        }
        events.publishEvent(new BenchChanged(order.site(), Optional.empty()));
    }

    private void keep(Weighed weighed, Optional<UUID> medium, Matches.By by) throws BenchException {
        boolean isKept = matches.match(
                weighed.facts(),
                weighed.order().id(),
                weighed.order().code(),
                medium,
                weighed.findings().stream().map(Finding::name).toList(),
                by);
        if (!isKept) {
            throw new BenchException(BenchException.Code.MATCHED_OTHERWISE, "somebody was faster");
        }
    }

    private WorkOrder lock(UUID order) throws BenchException {
        try {
            return orders.lock(order);
        } catch (OrderException e) {
            throw new BenchException(BenchException.Code.NOT_FOUND, "order");
        }
    }
}
