package org.wangchuan.platform.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.Medium;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.loss.LossTable;
import org.wangchuan.platform.intake.travel.Travel;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.ledger.Matches;
import org.wangchuan.platform.web.access.Role;

/** Works out what it would be worth if an erasure that no order asked for were matched with an order. Changes nothing. Thread-safe. */
@Component
public class MatchWeighing {
    private static final int SUGGESTED_MAX = 5;

    private static final Set<DeviceState> IN_SHOP =
            EnumSet.of(DeviceState.IN_STOCK, DeviceState.BLOCKED, DeviceState.CLEARED, DeviceState.REGISTERED);

    private final Matches matches;
    private final Orders orders;
    private final Devices devices;
    private final DeviceMedia media;
    private final TaskTable tasks;
    private final OrderStory story;
    private final LossTable losses;

    MatchWeighing(
            Matches matches,
            Orders orders,
            Devices devices,
            DeviceMedia media,
            TaskTable tasks,
            OrderStory story,
            LossTable losses) {
        this.losses = losses;
        this.matches = matches;
        this.orders = orders;
        this.devices = devices;
        this.media = media;
        this.tasks = tasks;
        this.story = story;
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
        /** It was made by a live order: whoever had the stick could sign it, and a manager looks. */
        DELEGATED,
        /** Drives were tried for the device that showed no serial number, and this one shows one: a manager looks whether it is the device's. */
        TRIED_NAMELESS,
        /** Neither a serial number that was noted before nor a label says that it is this medium. */
        LINK_BY_WORD,
        /** It was made by another rule set than the order asks for. */
        POLICY_DIFFERS,
        /** It was made by another version of the rule set than the owner agreed to. */
        POLICY_VERSION,
        /** Another erasure of this medium counts, and is good. */
        ALREADY_PROVED,
        /** A later erasure of this medium counts, or a later try, or it can't be told which was later. */
        LATER_COUNTS,
        /** A second look at the device found something, and this one did not surely begin after it. */
        FOUND_SINCE
    }

    /**
     * What would become of a match.
     *
     * @param place where the medium belongs in the device
     * @param findings what speaks against it; of a bad one some of them are noted and change nothing
     * @param canCount whether the medium, or the device, can be said anything of now
     * @param hereSince when the device was taken in, or arrived
     * @param isTriedNameless whether drives were tried for the device that showed no serial number, and only a label says that this one,
     *     which shows one, is the device's: one of them may still hold everything
     */
    public record Weighed(
            WorkOrder order,
            Device device,
            Matches.Facts facts,
            DeviceMedia.Place place,
            List<Finding> findings,
            boolean canCount,
            Instant hereSince,
            boolean isTriedNameless) {
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
    Weighed weigh(Matches.Facts facts, WorkOrder order, Role role, UUID account) throws BenchException {
        if (!facts.site().equals(order.site())) {
            throw new BenchException(BenchException.Code.MATCH_OTHER_SITE, "made at another site");
        }
        Device device = devices.find(order.device()).orElseThrow();
        requireOpen(order, device);
        if (facts.isGoodAndAgainst()) {
            // Matched, it would count as nothing; unmatched, it speaks against the phone until that is erased again.
            throw new BenchException(
                    BenchException.Code.MATCH_PHONE_HELD, "something may hold it, or what it says excludes it");
        }
        if (!device.kind().hasDriveForTheBench()) {
            throw new BenchException(BenchException.Code.NO_DRIVE, device.kind().id());
        }
        if (facts.isGood() && facts.isPhone()) {
            // All that are matched are drives; a phone can show any number, and whoever types a label can type any.
            throw new BenchException(BenchException.Code.MATCH_OTHER_KIND, "it is about a phone");
        }
        if (!facts.labels().stream().allMatch(device.code()::equals)) {
            throw new BenchException(BenchException.Code.MATCH_LABEL_DIFFERS, "it names another label");
        }
        DeviceMedia.Place place = place(device, facts);
        if (facts.isGood() && !matches.openBeside(facts, device.code()).isEmpty()) {
            throw new BenchException(BenchException.Code.MATCH_BAD_FIRST, "a bad one of it is matched with nothing");
        }
        if (facts.isGood() && role == Role.CLERK && story.isNotedBy(order.id(), account)) {
            // They could have noted the number of another drive, erased that, and sell the device alone.
            throw new BenchException(BenchException.Code.MATCH_OWN_NUMBER, "who noted its numbers matches it");
        }
        boolean isBeforeFound = losses.foundAt(order.id())
                .filter(found -> !Matches.isSurelyAfter(facts, found))
                .isPresent();
        if (facts.isGood() && isBeforeFound) {
            throw new BenchException(
                    BenchException.Code.MATCH_BEFORE_FOUND, "not surely made after it was found again");
        }
        boolean isTriedNameless = isTriedNameless(facts, device, place);
        List<Finding> findings = findings(facts, order, place, role, isTriedNameless);
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
                here(order),
                isTriedNameless);
    }

    /** What the bench asks where a lane is chosen ({@link Nameless}) is asked of an erasure that nobody chose a lane for, too. */
    private boolean isTriedNameless(Matches.Facts facts, Device device, DeviceMedia.Place place) {
        return facts.isGood()
                && !place.isBySerial()
                && facts.serial().isPresent()
                && !tasks.namelessOf(List.of(device.id())).isEmpty();
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
            case SEALED, RETURNED_UNTOUCHED, RETURNED_ERASED, LOST, MISSING -> false;
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

    /** Refuses an order that a lane is chosen for, or that a station is at. */
    void requireNoTask(WorkOrder order) throws BenchException {
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

    private List<Finding> findings(
            Matches.Facts facts, WorkOrder order, DeviceMedia.Place place, Role role, boolean isTriedNameless) {
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
        if (facts.isGood() && facts.isDelegated() && role != Role.MANAGER) {
            out.add(Finding.DELEGATED);
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
            } else if (role != Role.MANAGER && isTriedNameless) {
                out.add(Finding.TRIED_NAMELESS);
            }
        }
        // A bad one says that the medium could not be erased, whatever the rule.
        if (facts.isGood() && !facts.policy().equals(order.policy())) {
            out.add(Finding.POLICY_DIFFERS);
        } else if (facts.isGood() && isOtherVersion(facts, order)) {
            out.add(Finding.POLICY_VERSION);
        }
        place.medium().flatMap(medium -> against(facts, order, medium)).ifPresent(out::add);
        // Whatever was done before is refuted with what had proved it, also if nobody had matched it yet.
        if (facts.isGood() && !matches.isAfterFound(facts, order.device())) {
            out.add(Finding.FOUND_SINCE);
        }
        return out;
    }

    private static boolean isOtherVersion(Matches.Facts facts, WorkOrder order) {
        return order.agreedVersion()
                .map(String::valueOf)
                .filter(agreed -> !agreed.equals(facts.policyVersion()))
                .isPresent();
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
}
