package org.wangchuan.platform.intake;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceHolds;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.DeviceNumbers;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.Media;
import org.wangchuan.platform.intake.payment.Payments;
import org.wangchuan.platform.intake.register.SellerRegister;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.VaultException;

/**
 * What is done at the counter to an order and to its device together: both or neither. Thread-safe.
 */
@Component
public class Counter {
    private static final Set<OrderState> BEFORE_NO_RETURN = Arrays.stream(OrderState.values())
            .filter(OrderState::isBeforeNoReturn)
            .collect(Collectors.toUnmodifiableSet());

    private final Orders orders;
    private final OrderStory story;
    private final Presences presences;
    private final Devices devices;
    private final DeviceHolds holds;
    private final DeviceMedia media;
    private final SellerRegister register;
    private final Payments payments;
    private final DeviceNumbers numbers;
    private final NumberHelp help;

    Counter(
            Orders orders,
            OrderStory story,
            Presences presences,
            Devices devices,
            DeviceHolds holds,
            DeviceMedia media,
            SellerRegister register,
            Payments payments,
            DeviceNumbers numbers,
            NumberHelp help) {
        this.numbers = numbers;
        this.help = help;
        this.register = register;
        this.payments = payments;
        this.orders = orders;
        this.story = story;
        this.presences = presences;
        this.devices = devices;
        this.holds = holds;
        this.media = media;
    }

    /** Takes a device in; holds it, or stops the order, if the form says so. The form has no problems. */
    @Transactional
    public WorkOrder takeIn(IntakeForm form, UUID site, UUID by) throws OrderException, GateException {
        Device device = devices.register(
                new Devices.NewDevice(
                        site,
                        form.kind().orElseThrow(),
                        form.get("brand"),
                        form.get("model"),
                        // A number that is to be stopped is no business of ours.
                        form.mayHoldSecrets() ? List.of() : form.numbers(),
                        form.get("condition"),
                        form.grams(),
                        form.mayHoldSecrets() ? Devices.Drives.NOT_COUNTED : form.drives()),
                by);
        WorkOrder order = orders.create(
                site,
                device.id(),
                form.channel().orElseThrow(),
                form.presenter().orElseThrow(),
                form.get("policy"),
                by);
        if (form.mayHoldSecrets()) {
            devices.move(device.id(), DeviceState.BLOCKED, by, "state-secrets");
            return orders.move(order.id(), OrderState.STATE_SECRETS, "state-secrets", Actor.staff(by));
        }
        // A finder can't agree to anything in the owner's place: there is nothing to go on with.
        if (form.presenter().equals(Optional.of(Presenter.FINDER))) {
            return hold(order.id(), HoldReason.FINDER, by);
        }
        return form.isSuspect() ? hold(order.id(), HoldReason.STOLEN, by) : order;
    }

    /**
     * The same where somebody is asked. Empty, and nothing is done, if a device that bears one of its numbers is here, its order not over, and nobody
     * has said that this is another: of two who take one in at once the second is told of the first.
     *
     * @param sites that whoever takes it in can see
     */
    @Transactional
    public Optional<WorkOrder> takeInOrAsk(IntakeForm form, UUID site, UUID by, Collection<UUID> sites)
            throws OrderException, GateException {
        if (!form.isTwin()) {
            numbers.hold(form.numbers(), sites);
            if (help.of(form, sites).isHereNow()) {
                return Optional.empty();
            }
        }
        WorkOrder order = takeIn(form, site, by);
        if (!form.mayHoldSecrets()) {
            numbers.learn(device(order), form.numbers());
        }
        return Optional.of(order);
    }

    /**
     * Which of several devices, about which nobody is asked one by one, bear a number of one that is here, its order not over; of two who bring one at once the second
     * is told of the first. For whoever takes the others in, within the same transaction.
     *
     * @param sites that whoever brings them can see
     * @return the latest such device of each, with its order, by its place; those of which it was said that they are others are in it as little as those that nobody knows
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<Integer, NumberHelp.Earlier> hereNow(List<IntakeForm> forms, Collection<UUID> sites) {
        numbers.hold(
                forms.stream()
                        .filter(form -> !form.isTwin())
                        .flatMap(form -> form.numbers().stream())
                        .toList(),
                sites);
        Map<Integer, NumberHelp.Earlier> out = new LinkedHashMap<>(help.hereNow(forms, sites));
        out.keySet().removeIf(at -> forms.get(at).isTwin());
        return out;
    }

    /** Holds an order: suspected stolen, or the authority to hand it in is not clear. */
    @Transactional
    public WorkOrder hold(UUID order, HoldReason why, UUID by) throws OrderException, GateException {
        WorkOrder moved = orders.hold(order, why, Actor.staff(by));
        holds.heldWithOrder(moved.device(), by);
        return moved;
    }

    /**
     * Ends a hold: the order goes on where it was held, and each gate on its way is asked as before. A lane that was chosen is not, for the
     * task went when it was held; and what was cleared is that only if the evidence still says so. What somebody holds among the devices
     * stays held there.
     */
    @Transactional
    public WorkOrder release(UUID order, ReleaseReason why, Optional<String> note, UUID by)
            throws OrderException, GateException {
        WorkOrder known = orders.lock(order);
        if (known.presenter() == Presenter.FINDER) {
            throw new OrderException(OrderException.Code.RELEASE_FINDER, "a finder agrees to nothing");
        }
        Optional<OrderState> before = story.heldIn(order);
        if (known.state() != OrderState.HELD || before.isEmpty()) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "it is not held");
        }
        Device device = holds.releasedWithOrder(known.device(), by);
        return orders.release(order, released(before.get(), device), why, note, Actor.staff(by));
    }

    private OrderState released(OrderState before, Device device) {
        return switch (before) {
            case AT_BENCH -> OrderState.CONSENTED;
            case CLEARED, IN_PART, NOT_CLEARED -> {
                Media now = media.of(device.id());
                // Not asked of the device, which somebody may hold beside.
                if (now.together().filter(Device.Proof::opensGate).isPresent()) {
                    yield OrderState.CLEARED;
                }
                boolean isPhoneOver = device.kind().isPhone()
                        && !now.isPhoneProved()
                        && !now.byHand().isEmpty();
                boolean isPart = before != OrderState.NOT_CLEARED && now.good() > 0 && !now.isAnyBad() && !isPhoneOver;
                yield isPart ? OrderState.IN_PART : OrderState.NOT_CLEARED;
            }
            default -> before;
        };
    }

    /**
     * The owner wants the device back that lies here, before anything they asked for has begun. It is not in their hand by that: somebody
     * who works here hands it to them, and says so.
     */
    @Transactional
    public void wantsBack(UUID order, String kind, Actor by) throws OrderException, GateException {
        WorkOrder moved = orders.move(order, BEFORE_NO_RETURN, OrderState.GOING_BACK, kind, by);
        devices.requireFree(moved.device());
    }

    /**
     * Returns if the device of a locked order may leave the shop towards whoever brought it. What is held, with its order or among the
     * devices, may be another's: a manager releases it before. What a finder brought is never released, and given to its owner or to an
     * authority by a manager. What was in a bag for its end, and was lost and found, goes to its end: that was agreed.
     */
    public void requireReleased(WorkOrder known, boolean isByManager) throws OrderException, GateException {
        DeviceState device = devices.lock(known.device()).state();
        if (device == DeviceState.TO_DESTROY) {
            throw new OrderException(OrderException.Code.RETURN_AGREED_END, "its destruction is agreed");
        }
        boolean isBlocked = device == DeviceState.BLOCKED;
        boolean isHeld = known.state() == OrderState.HELD || (isBlocked && known.state() != OrderState.STATE_SECRETS);
        if (isHeld && !(isByManager && known.presenter() == Presenter.FINDER)) {
            throw new OrderException(OrderException.Code.RETURN_HELD, "it is held");
        }
    }

    /** Gives the device back: untouched, or erased, whichever is true. What is held stays. */
    @Transactional
    public WorkOrder giveBack(UUID order, UUID by, boolean isByManager) throws OrderException, GateException {
        requireReleased(orders.lock(order), isByManager);
        return returned(order, by);
    }

    /** What was announced never left its owner: there is nothing here that could be held. If it comes after all, it is held again. */
    @Transactional
    public WorkOrder neverLeft(UUID order, UUID by) throws OrderException, GateException {
        WorkOrder known = orders.lock(order);
        if (known.state() != OrderState.HELD) { // a hold among the devices would not come back with it
            requireReleased(known, false);
        }
        return returned(order, by);
    }

    private WorkOrder returned(UUID order, UUID by) throws OrderException, GateException {
        OrderState to = orders.goesBackAs(order);
        WorkOrder moved = orders.move(order, to, to.id().replace('_', '-'), Actor.staff(by));
        moveDevice(moved.device(), DeviceState.RETURNED, by, "returned");
        return moved;
    }

    /** A device that travelled is with its owner again, by somebody's word. What is held here stays held until a manager has released it. */
    @Transactional
    public void isHome(UUID order, Actor by, boolean isByManager) throws OrderException, GateException {
        WorkOrder known = orders.lock(order);
        if (by.kind() == Actor.Kind.STAFF) {
            requireReleased(known, isByManager);
        }
        if (known.state() == OrderState.ERASING) { // what began at the door ends with it
            orders.move(order, OrderState.NOT_CLEARED, "travel-home", by);
        }
        OrderState to = orders.goesBackAs(order);
        WorkOrder moved = orders.move(order, to, "travel-home", by);
        if (by.kind() == Actor.Kind.STAFF) {
            moveDevice(moved.device(), DeviceState.RETURNED, by.id().orElseThrow(), "returned");
        } else {
            devices.takenHome(moved.device());
        }
    }

    /**
     * A device that never left its owner stays with them, before anything they asked for has begun: as it came, or erased, whichever is
     * true.
     */
    @Transactional
    public void takenHome(UUID order, String kind, Actor by) throws OrderException, GateException {
        OrderState to = orders.goesBackAs(order);
        WorkOrder moved = orders.move(order, BEFORE_NO_RETURN, to, kind, by);
        devices.takenHome(moved.device());
    }

    /** Whoever brought it says that state secrets may be on it: nothing is done to it here. */
    @Transactional
    public void stopForSecrets(UUID order, Actor by) throws OrderException, GateException {
        WorkOrder moved = orders.move(order, BEFORE_NO_RETURN, OrderState.STATE_SECRETS, "state-secrets", by);
        holds.stopped(moved.device());
    }

    /** Records what was paid for an order, and closes it: both or neither. */
    @Transactional
    public WorkOrder close(UUID order, Payments.Entry paid, Reader writer)
            throws OrderException, GateException, VaultException {
        if (orders.lock(order).state() == OrderState.CLOSED) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "it is closed");
        }
        payments.record(order, paid, writer);
        return close(order, writer.account().orElseThrow());
    }

    /**
     * Closes a cleared order: what was paid is recorded, and its device goes through the gate into stock, at once or when somebody else has
     * looked at it. Or one whose device is sealed.
     * Where a law asks who sells, that is known before. For a device of a list nothing is paid by itself.
     */
    @Transactional
    public WorkOrder close(UUID order, UUID by) throws OrderException, GateException {
        WorkOrder known = orders.lock(order);
        boolean isSealed = known.state() == OrderState.SEALED;
        if (register.isMissing(known)) {
            throw new OrderException(OrderException.Code.SELLER_UNREGISTERED, "a law asks who sells it");
        }
        if (known.batch().isEmpty() && payments.of(order).isEmpty()) {
            throw new OrderException(OrderException.Code.PAYMENT_MISSING, "nothing is recorded of what was paid");
        }
        WorkOrder moved = orders.move(order, OrderState.CLOSED, "closed", Actor.staff(by));
        if (!isSealed) {
            var _ = devices.toStockOrWait(moved.device(), by, "closed");
        }
        return moved;
    }

    /**
     * Notes how many media somebody found in the device of an order, and moves the order to where that leads: one more takes
     * back that it was cleared, and is waited for.
     *
     * @param count as it was typed: 1 to {@link Media#MAX}
     * @param mayLower whether this person may say that there are fewer than was said before
     */
    @Transactional
    public void count(UUID order, String count, UUID by, boolean mayLower) throws OrderException, GateException {
        WorkOrder known = orders.lock(order);
        int number = IntakeForm.count(count)
                .orElseThrow(() -> new GateException(GateException.Code.MEDIA_COUNT, "not a number of media"));
        Optional<Integer> before = media.of(known.device()).count();
        Device device = media.count(known.device(), number, by, mayLower);
        if (before.equals(Optional.of(number))) {
            return; // nobody has found anything
        }
        boolean isCleared = device.state() == DeviceState.CLEARED;
        if (isCleared && (known.state() == OrderState.IN_PART || known.state() == OrderState.NOT_CLEARED)) {
            orders.move(order, Set.of(known.state()), OrderState.CLEARED, "media-counted", Actor.staff(by));
        } else if (!isCleared && known.state() == OrderState.CLEARED) {
            orders.move(order, Set.of(OrderState.CLEARED), OrderState.IN_PART, "media-counted", Actor.staff(by));
        }
    }

    /**
     * Puts a device that could not be cleared into a numbered bag of this organisation. By this the clerk says that the owner
     * agrees to its destruction.
     */
    @Transactional
    public WorkOrder seal(UUID order, BagNumber bag, UUID organisation, UUID by) throws OrderException, GateException {
        orders.lock(order);
        boolean isWantedBack = OrderStory.wish(story.of(order))
                .filter(said -> said.kind().equals(OrderStory.WANTS_HOME))
                .isPresent();
        if (isWantedBack) {
            throw new OrderException(OrderException.Code.OWNER_WANTS_IT, "its owner wants it back");
        }
        WorkOrder moved = orders.move(order, OrderState.SEALED, "sealed", Actor.staff(by));
        Device device = devices.find(moved.device()).orElseThrow();
        if (device.state() == DeviceState.REGISTERED) {
            devices.move(device.id(), DeviceState.TO_DESTROY, by, "not-cleared");
        }
        devices.seal(device.id(), bag, organisation, by);
        orders.note(order, OrderStory.DESTRUCTION_AGREED, Actor.staff(by));
        return moved;
    }

    /** Notes what the clerk says of the owner's presence; what shows more than that stays. */
    @Transactional
    public void presence(UUID order, Presence presence, UUID by) throws OrderException {
        WorkOrder known = orders.lock(order);
        boolean isWeaker = known.presence()
                .filter(there -> there.compareTo(Presence.ASSERTED) > 0)
                .isPresent();
        boolean hasLeft = known.presence().equals(Optional.of(Presence.ABSENT));
        boolean isUntrue = presence == Presence.ASSERTED && hasLeft;
        if (isWeaker || isUntrue || !orders.hasBegun(order)) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "not what is known of the presence");
        }
        presences.present(order, presence.alone(), Actor.staff(by));
    }

    /** What an order's device is, and whether it was here before. */
    public Device device(WorkOrder order) {
        return devices.find(order.device()).orElseThrow();
    }

    /** Earlier orders of the same device at these sites, by its serial number. */
    public List<WorkOrder> earlier(WorkOrder order, List<UUID> sites) {
        return devices.seenBeforeAs(order.device()).stream()
                .filter(device -> sites.contains(device.site()))
                .map(device -> orders.ofDevice(device.id()))
                .flatMap(Optional::stream)
                .toList();
    }

    private void moveDevice(UUID device, DeviceState to, UUID by, String reason) throws GateException {
        if (devices.lock(device).state() != to) {
            devices.move(device, to, by, reason);
        }
    }
}
