package org.wangchuan.platform.consumer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.bench.BenchException;
import org.wangchuan.platform.bench.BenchTasks;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.Agreement;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderLocks;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.travel.Travel;
import org.wangchuan.platform.intake.travel.Travels;
import org.wangchuan.platform.rights.OwnRequests;
import org.wangchuan.platform.rights.RequestKind;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.proof.statement.ConsentClaims;

/** What owners do; how they show that they are there is {@link OwnerPresence}. Thread-safe. */
@Component
class Ceremony {
    private static final String CONSENT = "erasure";
    private static final String AUTHORITY = "authority-";

    /** Names an item of a guide in a form; of a list, the guide stands before the item. */
    static final String ITEM = "item-";

    private final Orders orders;
    private final OrderTerms terms;
    private final OrderStory story;
    private final Counter counter;
    private final Travels travels;
    private final BenchTasks bench;
    private final Vault vault;
    private final Guides guides;
    private final OrderLocks locks;
    private final OwnRequests requests;

    Ceremony(
            Orders orders,
            OrderTerms terms,
            OrderStory story,
            Counter counter,
            Travels travels,
            BenchTasks bench,
            Vault vault,
            Guides guides,
            OrderLocks locks,
            OwnRequests requests) {
        this.requests = requests;
        this.locks = locks;
        this.orders = orders;
        this.terms = terms;
        this.story = story;
        this.counter = counter;
        this.travels = travels;
        this.bench = bench;
        this.vault = vault;
        this.guides = guides;
    }

    /**
     * Takes this very offer for this very device.
     *
     * @param device the version of what was noted of the device that was shown; it may have been corrected since
     */
    @Transactional
    public void accept(Guest guest, WorkOrder.Offer seen, Optional<Integer> device) throws OrderException {
        WorkOrder now = orders.lock(guest.order().id());
        requireShown(now, device);
        if (now.state() != OrderState.ACCEPTED) { // a second tap on the same button changes nothing
            terms.accept(now.id(), seen, guest.actor());
        }
    }

    /** Says no to the price, and leaves the device here. A second tap changes nothing. */
    @Transactional
    public void refusePrice(Guest guest, WorkOrder.Offer seen) throws OrderException {
        WorkOrder now = orders.lock(guest.order().id());
        boolean isDone = now.state() == OrderState.TAKEN_IN
                && story.of(now.id()).getLast().kind().equals(OrderStory.PRICE_REFUSED);
        if (!isDone) {
            terms.refusePrice(now.id(), seen, guest.actor());
        }
    }

    /** A word of before must not cover what was noted since. */
    private void requireShown(WorkOrder now, Optional<Integer> device) throws OrderException {
        int version = counter.device(now).version();
        if (device.filter(shown -> shown != version).isPresent()) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "the device was corrected");
        }
    }

    /**
     * Wants the device back as it came; from the bench as well, if no station has begun. What is held, or stopped for state
     * secrets, is not the owner's to release.
     */
    @Transactional
    public void takeBack(Guest guest) throws OrderException, GateException {
        WorkOrder now = orders.find(guest.order().id()).orElseThrow();
        if (isAway(now)) {
            wantsBack(guest, now);
            return;
        }
        if (now.state() == OrderState.GOING_BACK || now.state().isReturned()) {
            return;
        }
        if (now.consent().isPresent()) {
            requests.atOnce(now.id(), RequestKind.WITHDRAWAL, Optional.empty());
        }
        withdraw(guest, now);
        String kind = now.state() == OrderState.OFFERED ? "refused" : "changed-mind";
        if (orders.travel(now).isPresent()) {
            counter.takenHome(now.id(), kind, guest.actor()); // it never left its owner
        } else {
            counter.wantsBack(now.id(), kind, guest.actor());
        }
    }

    private void withdraw(Guest guest, WorkOrder now) throws OrderException {
        if (now.state() == OrderState.AT_BENCH) {
            try {
                bench.withdraw(now.id(), guest.actor());
            } catch (BenchException e) {
                throw new OrderException(OrderException.Code.NO_RETURN, "a station has begun");
            }
        }
    }

    private boolean isAway(WorkOrder order) {
        return orders.travel(order)
                .filter(travel -> travel.departure().isPresent())
                .isPresent();
    }

    /** A device that has left its owner is not home by their word: from now on nothing is done to it, and the shop sends it back. */
    private void wantsBack(Guest guest, WorkOrder now) throws OrderException {
        withdraw(guest, now);
        travels.says(now.id(), Travel.Said.BACK);
    }

    /** Sends the device by mail, in a numbered bag or in none; false if what was typed is no number of a bag. */
    boolean send(Guest guest, String typed, boolean hasNumber) throws OrderException {
        Optional<BagNumber> bag = hasNumber ? Travel.bag(typed) : Optional.empty();
        if (hasNumber && bag.isEmpty()) {
            return false;
        }
        travels.sent(guest.order().id(), bag);
        return true;
    }

    /** Wants it erased, however it arrived. Only by the owner's own browser: on the counter's glass the clerk could say it. */
    void goOn(Guest guest) throws OrderException {
        requireOwn(guest);
        travels.says(guest.order().id(), Travel.Said.ERASE);
    }

    /** It is with its owner again, as they say. */
    void home(Guest guest) throws OrderException, GateException {
        requireOwn(guest);
        travels.home(guest.order().id(), guest.actor());
    }

    /** It is lost, as its owner says. */
    void lost(Guest guest, boolean isTracked) throws OrderException {
        requireOwn(guest);
        travels.lost(guest.order().id(), isTracked, guest.actor());
    }

    /** What is to become of what could not be cleared. Only by the owner's own browser, for the same reason. */
    @Transactional
    public void wish(Guest guest, boolean isToBeDestroyed) throws OrderException {
        requireOwn(guest);
        WorkOrder now = orders.lock(guest.order().id());
        if (now.state() != OrderState.NOT_CLEARED) {
            throw new OrderException(
                    OrderException.Code.WRONG_STATE, now.state().id());
        }
        String kind = isToBeDestroyed ? OrderStory.WANTS_DESTROYED : OrderStory.WANTS_HOME;
        boolean isSaid = OrderStory.wish(story.of(now.id()))
                .filter(said -> said.kind().equals(kind))
                .isPresent();
        if (!isSaid) {
            orders.note(now.id(), kind, guest.actor());
        }
    }

    private static void requireOwn(Guest guest) throws OrderException {
        if (guest.isOnGlass()) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "not on the glass");
        }
    }

    /**
     * Wants these to go on that a station had erased without having been asked; only those that they were shown: what was matched since
     * waits for another word.
     */
    @Transactional
    public void goOnErased(Guest guest, String shown) throws OrderException {
        locks.lock(guest.toSpeak());
        for (UUID order : guest.toSpeak()) {
            WorkOrder now = orders.lock(order);
            if (shown.contains(order.toString()) && orders.isOwnerToSpeak(now.id())) {
                orders.note(now.id(), OrderStory.GOES_ON, guest.actor());
            }
        }
    }

    /** Notes what the owner said of the items. */
    void prepare(Guest guest, Map<String, String> said) throws OrderException {
        if (guest.order().state() != OrderState.ACCEPTED) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "nothing is accepted, or all is agreed");
        }
        Map<String, String> items =
                guides.of(guest.device()).answers(said, ITEM, guest.order().preparation());
        if (!items.isEmpty()) {
            terms.prepared(guest.order().id(), items);
        }
    }

    /** Notes whether there is something on it that is to be kept. */
    void keep(Guest guest, String said) throws OrderException {
        terms.prepared(guest.order().id(), Map.of(Guide.KEEP, said));
    }

    /** Nobody declares that they have saved what they want to keep beside an answer that they have not. */
    static void requireKept(WorkOrder order) throws OrderException {
        if (!Guide.isKept(order.preparation())) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "nobody said that nothing is left to keep");
        }
    }

    /**
     * What a yes would sign, by the versions of it: rule sets, words and declaration. A page carries it, and its form says it again. A page that was opened
     * before an update, or that a process of before made, told of another erasure.
     */
    String agreesTo(Guest guest, String words, Stream<WorkOrder> orders) {
        return Stream.concat(
                        orders.map(terms::rules).distinct().sorted(),
                        Stream.concat(Stream.of(guides.text(words)), authority(guest).stream())
                                .map(Text::reference))
                .collect(Collectors.joining(" "));
    }

    /** Nothing is signed but what was shown; a page that does not say what it showed has shown nothing. */
    void requireAgreesTo(Guest guest, String words, Stream<WorkOrder> orders, String shown) throws OrderException {
        if (!agreesTo(guest, words, orders).equals(shown)) {
            throw new OrderException(OrderException.Code.RULES_CHANGED, "not what was shown");
        }
    }

    /** Agrees to the erasure that the page showed, with a declaration if the device is somebody else's. */
    @Transactional
    public void agree(Guest guest, Optional<Integer> device, String shown, boolean isChinese)
            throws OrderException, VaultException {
        WorkOrder order = orders.lock(guest.order().id());
        if (order.consent().isPresent()) {
            return;
        }
        requireShown(order, device);
        if (order.state() != OrderState.ACCEPTED) {
            throw new OrderException(
                    OrderException.Code.WRONG_STATE, order.state().id());
        }
        requireAgreesTo(guest, consent(guest), Stream.of(order), shown);
        requireKept(order);
        Optional<Text> declaration = authority(guest);
        if (declaration.isPresent()) {
            Text text = declaration.get();
            vault.add(
                    person(guest),
                    Map.of(Field.AUTHORITY, text.reference()),
                    Purpose.CEREMONY,
                    Reader.owner(guest.site().id()));
        }
        terms.consent(
                order.id(),
                new Agreement(
                        guides.text(consent(guest)).shown(isChinese),
                        declaration.map(text -> text.shown(isChinese)),
                        ConsentClaims.Scope.DEVICE),
                guest.actor());
    }

    /** What whoever is not the owner declares. */
    Optional<Text> authority(Guest guest) {
        return guest.needsAuthority()
                ? Optional.of(guides.text(AUTHORITY + guest.order().presenter().id()))
                : Optional.empty();
    }

    /**
     * Which words an owner agrees to: where a device travels, nobody promises that they can watch; and of one that no station can read
     * back, nobody promises a certificate.
     */
    static String consent(Guest guest) {
        String words = guest.device().kind().hasDriveForTheBench() ? CONSENT : CONSENT + "-guided";
        return guest.order().channel().travels() ? words + "-away" : words;
    }

    /** What the owner wants to be reached by; nothing has to be said. */
    @Transactional
    public void contact(Guest guest, String name, String phone) throws OrderException, VaultException {
        Map<Field, String> values = new LinkedHashMap<>();
        if (!name.isBlank()) {
            values.put(Field.NAME, name);
        }
        if (!phone.isBlank()) {
            values.put(Field.PHONE, phone);
        }
        if (!values.isEmpty()) {
            UUID person = person(guest);
            boolean isAgain = vault.keeping(person)
                    .filter(keeping -> keeping.fields().stream().anyMatch(values::containsKey))
                    .isPresent();
            vault.add(
                    person, values, Purpose.CEREMONY, Reader.owner(guest.site().id()));
            if (isAgain) {
                requests.atOnce(guest.order().id(), RequestKind.CORRECTION, Optional.empty());
            }
        }
    }

    /** Whom the vault knows as the owner; somebody of whom nothing else is known, if there is nobody yet. */
    UUID person(Guest guest) throws OrderException, VaultException {
        WorkOrder now = orders.lock(guest.order().id()); // the counter may make this person at the same moment
        Optional<UUID> known = now.ownerRef().filter(this::isThere);
        if (known.isPresent()) {
            return known.get();
        }
        UUID person = vault.person(
                Map.of(), Purpose.CEREMONY, Reader.owner(guest.site().id()));
        orders.owner(now.id(), person);
        return person;
    }

    private boolean isThere(UUID person) {
        return vault.keeping(person)
                .filter(keeping -> keeping.forgottenAt().isEmpty())
                .isPresent();
    }
}
