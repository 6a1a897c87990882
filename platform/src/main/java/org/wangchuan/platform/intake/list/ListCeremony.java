package org.wangchuan.platform.intake.list;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Agreement;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderLocks;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.Presences;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.process.Recently;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.ConsentClaims;

/**
 * One ceremony for all devices of a list: each step is that of a single order, done for all that are where it begins, in one
 * transaction. Whoever takes it names the devices that they were shown by a digest; if these are others by now, nothing is done.
 * What the counter held, gave back or did otherwise with a device is left alone. From the bench on each order goes its own way.
 * Thread-safe.
 */
@Component
public class ListCeremony {
    /** Signatures by hand of one list: who signs for each device by itself fills the vault with pictures. */
    public static final int SIGNATURES_MAX = 20;

    private static final Set<OrderState> TAKE_OFFER = EnumSet.of(OrderState.TAKEN_IN, OrderState.OFFERED);
    private static final Set<OrderState> OFFERED = EnumSet.of(OrderState.OFFERED);
    private static final Set<OrderState> ACCEPTED = EnumSet.of(OrderState.ACCEPTED);

    private final JdbcClient jdbc;
    private final Batches batches;
    private final Orders orders;
    private final OrderTerms terms;
    private final Presences presences;
    private final Counter counter;
    private final ListDeclarations declarations;
    private final InstantSource clock;
    private final OrderLocks locks;

    ListCeremony(
            JdbcClient jdbc,
            Batches batches,
            Orders orders,
            OrderTerms terms,
            Presences presences,
            Counter counter,
            ListDeclarations declarations,
            InstantSource clock,
            OrderLocks locks) {
        this.locks = locks;
        this.jdbc = jdbc;
        this.batches = batches;
        this.orders = orders;
        this.terms = terms;
        this.presences = presences;
        this.counter = counter;
        this.declarations = declarations;
        this.clock = clock;
    }

    /**
     * Devices that something can be said of now.
     *
     * @param digest of their list, in hexadecimal: what a form carries
     */
    public record Choice(List<BatchItem> items, String digest) {
        public Choice {
            items = List.copyOf(items);
        }
    }

    /** Those that an offer would be for. */
    public Choice toOffer(Batch batch, List<BatchItem> items) {
        return choice(ListDeclaration.Kind.ACCEPTED, batch, in(items, TAKE_OFFER));
    }

    /** Those whose offer waits for an answer. */
    public Choice toAccept(Batch batch, List<BatchItem> items) {
        return choice(ListDeclaration.Kind.ACCEPTED, batch, in(items, OFFERED));
    }

    /** Those whose erasure waits for a yes. */
    public Choice toConsent(Batch batch, List<BatchItem> items) {
        return choice(ListDeclaration.Kind.CONSENTED, batch, in(items, ACCEPTED));
    }

    /**
     * What shows that somebody is there.
     *
     * @param afterCode how lately the code of the counter's screen has to have been typed before; empty if it need not
     * @param picture what may be said of the signature by hand, once there is one
     */
    public record Shows(Presence grade, Optional<Duration> afterCode, Optional<Bytes32> picture) {
        /** No more than the grade itself. */
        public static Shows of(Presence grade) {
            return new Shows(grade, Optional.empty(), Optional.empty());
        }

        /** With the signature. */
        public Shows with(Bytes32 signature) {
            return new Shows(grade, afterCode, Optional.of(signature));
        }
    }

    /**
     * Those whose erasure has begun and whose presence can be shown so, by the rules of a single order: those that began first come
     * first. Nothing shows any more that somebody is there of whom it was noted that they left.
     */
    public Choice toBePresent(Batch batch, List<BatchItem> items, Shows shows) {
        Map<UUID, Begun> begun = jdbc
                .sql("""
                        SELECT c.order_id, c.begun_id, o.presence_at
                        FROM intake.course(ARRAY(SELECT id FROM intake.work_order WHERE batch_id = ?)) c
                        JOIN intake.work_order o ON o.id = c.order_id""")
                .param(batch.id())
                .query((row, _) -> Map.entry(
                        row.getObject(1, UUID.class),
                        new Begun(
                                row.getLong(2),
                                Optional.ofNullable(row.getObject(3, OffsetDateTime.class))
                                        .map(OffsetDateTime::toInstant))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return choice(
                ListDeclaration.Kind.PRESENT,
                batch,
                items.stream()
                        .filter(item -> item.order().state().takesPresence())
                        .filter(item -> Optional.ofNullable(
                                        begun.get(item.order().id()))
                                .filter(one -> takes(item.order().presence(), shows, one))
                                .isPresent())
                        .sorted(Comparator.comparingLong(item -> Objects.requireNonNull(
                                        begun.get(item.order().id()))
                                .place()))
                        .toList());
    }

    private record Begun(long place, Optional<Instant> presenceAt) {}

    private boolean takes(Optional<Presence> known, Shows shows, Begun begun) {
        return switch (shows.grade()) {
            case ABSENT, ASSERTED -> known.isEmpty();
            case CODE -> known.isEmpty() || known.get() == Presence.ASSERTED;
            case HANDWRITTEN ->
                shows.afterCode()
                        .map(within -> known.equals(Optional.of(Presence.CODE))
                                && begun.presenceAt()
                                        .filter(at -> Recently.isWithin(at, within, clock.instant()))
                                        .isPresent())
                        .orElseGet(() ->
                                known.isEmpty() || known.get() == Presence.ASSERTED || known.get() == Presence.CODE);
        };
    }

    /** Whether the offer was made for these very devices; where nothing is paid, it holds for any. */
    public static boolean isCurrent(Batch batch, Choice choice) {
        return batch.offer().filter(offer -> offer.minor() == 0).isPresent()
                || batch.offerList()
                        .map(ListDeclaration::hex)
                        .filter(choice.digest()::equals)
                        .isPresent();
    }

    /** Makes an offer for these very devices, which have none yet, or another one before the first is taken. A belt may have added some since. */
    @Transactional
    public void offer(UUID batch, WorkOrder.Offer offer, String digest, Actor by) throws OrderException {
        Batch known = required(batch);
        Choice choice = toOffer(known, lock(batch));
        require(choice, digest);
        List<BatchItem> open = choice.items();
        for (BatchItem item : open) {
            // What is paid for all stands at the list.
            terms.offer(item.order().id(), new WorkOrder.Offer(0, offer.currency()), by);
        }
        jdbc.sql("UPDATE intake.batch SET offer_minor = ?, offer_currency = ?, offer_list = ? WHERE id = ?")
                .params(
                        offer.minor(),
                        offer.currency(),
                        ListDeclaration.digest(ListDeclaration.text(ListDeclaration.Kind.ACCEPTED, known, open))
                                .toBytes(),
                        batch)
                .update();
    }

    /** Takes this very offer for these very devices: what was changed meanwhile is refused. A second tap changes nothing. */
    @Transactional
    public void accept(UUID batch, WorkOrder.Offer seen, String digest, Actor by) throws OrderException {
        List<BatchItem> items = lock(batch);
        Batch known = required(batch);
        Choice choice = toAccept(known, items);
        if (choice.items().isEmpty() && !in(items, ACCEPTED).isEmpty()) {
            return;
        }
        require(choice, digest);
        if (!known.offer().equals(Optional.of(seen)) || !isCurrent(known, choice)) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "the offer was changed, or is for other devices");
        }
        for (BatchItem item : choice.items()) {
            terms.accept(item.order().id(), item.order().offer().orElseThrow(), by);
        }
        declarations.add(
                known,
                ListDeclaration.Kind.ACCEPTED,
                Optional.empty(),
                seen.minor() + " " + seen.currency(),
                choice.items(),
                by);
    }

    /** Says yes to the erasure of these very devices; they are all of this person's from now on. */
    @Transactional
    public void consent(UUID batch, Agreement agreement, String digest, UUID person, Actor by) throws OrderException {
        Batch known = required(batch);
        Choice choice = toConsent(known, lock(batch));
        require(choice, digest);
        jdbc.sql("""
                        UPDATE intake.work_order SET owner_ref = ?, version = version + 1
                        WHERE id = ANY(?::uuid[]) AND owner_ref IS DISTINCT FROM ?""")
                .param(person)
                .param(choice.items().stream()
                        .map(item -> item.order().id().toString())
                        .toArray(String[]::new))
                .param(person)
                .update();
        Set<String> rules = new TreeSet<>(); // one, but for a list from when it could have more
        for (BatchItem item : choice.items()) {
            WorkOrder agreed = terms.consent(item.order().id(), agreement, by);
            rules.add(agreed.policy() + "/" + agreed.agreedVersion().orElseThrow());
        }
        declarations.add(
                known,
                ListDeclaration.Kind.CONSENTED,
                Optional.empty(),
                agreement.words().reference() + " " + agreement.words().language() + " " + String.join(" ", rules),
                choice.items(),
                by);
    }

    /**
     * Notes what shows that somebody was there, for the devices that they were shown. Others may have begun since: they come
     * after those, and are not covered.
     *
     * @param count how many were shown
     * @param terms where the vault has the signature; empty where there is none
     */
    @Transactional
    public void present(UUID batch, Shows shows, int count, String digest, String terms, Actor by)
            throws OrderException {
        Batch known = required(batch);
        Presence grade = shows.grade();
        Choice all = toBePresent(known, lock(batch), shows);
        if (count < 1 || count > all.items().size()) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "not as many as were shown");
        }
        Choice choice = choice(ListDeclaration.Kind.PRESENT, known, all.items().subList(0, count));
        require(choice, digest);
        if (grade == Presence.HANDWRITTEN && declarations.signatures(known) >= SIGNATURES_MAX) {
            throw new OrderException(OrderException.Code.SIGNED_OFTEN, "more than " + SIGNATURES_MAX);
        }
        for (BatchItem item : choice.items()) {
            presences.present(
                    item.order().id(), new Presence.Shown(grade, shows.picture(), ConsentClaims.Scope.LIST), by);
        }
        declarations.add(known, ListDeclaration.Kind.PRESENT, Optional.of(grade), terms, choice.items(), by);
    }

    /**
     * Wants devices back as they came; those whose turn has come meanwhile go on, and so does what the counter holds. What lies in the
     * shop is handed back there, one by one.
     *
     * @param chosen orders of this list; if one is not, nothing is done
     * @return how many went
     */
    @Transactional
    public int takeHome(UUID batch, Collection<UUID> chosen, Actor by) throws OrderException, GateException {
        List<BatchItem> items = lock(batch);
        Set<UUID> all = new HashSet<>(chosen);
        List<BatchItem> going =
                items.stream().filter(item -> all.contains(item.order().id())).toList();
        if (going.size() != all.size()) {
            throw new OrderException(OrderException.Code.NOT_FOUND, "an order of another list");
        }
        int count = 0;
        for (BatchItem item : going) {
            if (item.order().state().isBeforeNoReturn()) {
                String kind = item.order().state() == OrderState.OFFERED ? "refused" : "changed-mind";
                if (orders.travel(item.order()).isPresent()) {
                    counter.takenHome(item.order().id(), kind, by);
                } else {
                    counter.wantsBack(item.order().id(), kind, by);
                }
                count++;
            }
        }
        return count;
    }

    /** State secrets may be on one of them: nothing that has not begun is erased here. */
    @Transactional
    public void stop(UUID batch, Actor by) throws OrderException, GateException {
        for (BatchItem item : lock(batch)) {
            if (item.order().state().isBeforeNoReturn()) {
                counter.stopForSecrets(item.order().id(), by);
            }
        }
    }

    /** All devices of a list, whose orders nobody else moves before the caller's transaction ends. */
    @Transactional
    public List<BatchItem> lock(UUID batch) {
        locks.lockList(batch);
        return batches.items(batch);
    }

    private Batch required(UUID batch) throws OrderException {
        return batches.find(batch).orElseThrow(() -> new OrderException(OrderException.Code.NOT_FOUND, "no such list"));
    }

    private static void require(Choice choice, String digest) throws OrderException {
        if (choice.items().isEmpty() || !choice.digest().equals(digest)) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "not the devices that were shown");
        }
    }

    private static Choice choice(ListDeclaration.Kind kind, Batch batch, List<BatchItem> items) {
        return new Choice(items, ListDeclaration.hex(ListDeclaration.digest(ListDeclaration.text(kind, batch, items))));
    }

    private static List<BatchItem> in(List<BatchItem> items, Set<OrderState> states) {
        return new ArrayList<>(items.stream()
                .filter(item -> states.contains(item.order().state()))
                .toList());
    }
}
