package org.wangchuan.platform.rights;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Codes;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.Secrets;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.rights.PersonRequest.Event;
import org.wangchuan.platform.rights.PersonRequest.Result;
import org.wangchuan.platform.rights.PersonRequest.State;
import org.wangchuan.platform.rights.PersonRequest.What;
import org.wangchuan.platform.rights.RightsException.Code;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;

/** What owners ask of their data by the link of their order, and what they do about it themselves. Thread-safe. */
@Component
public class OwnRequests {
    /** Requests of one order that may be open at a time. */
    public static final int OPEN_MAX = 5;

    /** Requests of one order within {@link #LATELY}. */
    static final int LATELY_MAX = 20;

    static final Duration LATELY = Duration.ofDays(30);

    /** A look at the page that is taken again and again is one request. */
    static final Duration SAME = Duration.ofHours(1);

    private final RequestTable table;
    private final Orders orders;
    private final Organisations organisations;
    private final Vault vault;
    private final InstantSource clock;

    OwnRequests(RequestTable table, Orders orders, Organisations organisations, Vault vault, InstantSource clock) {
        this.table = table;
        this.orders = orders;
        this.organisations = organisations;
        this.vault = vault;
        this.clock = clock;
    }

    /** Those of an order, the latest first. */
    @Transactional(readOnly = true)
    public List<PersonRequest> of(UUID order) {
        return table.ofOrder(order);
    }

    /**
     * Asks for something that a person has to answer.
     *
     * @param text what they wrote; may be empty
     * @param form the key of the form that it was sent with: sent twice it is one request
     */
    @Transactional
    public UUID ask(UUID order, RequestKind kind, String text, String form)
            throws RightsException, OrderException, VaultException {
        if (!RequestKind.asked().contains(kind)) {
            throw new RightsException(Code.NO_KIND, "nobody has to answer this");
        }
        byte[] digest = Secrets.digest("rights/" + order + "/" + form);
        WorkOrder now = orders.lock(order); // two taps at once come one after the other
        Optional<UUID> before = table.ofForm(digest);
        if (before.isPresent()) {
            return before.get();
        }
        if (text.isBlank() && kind.isAnsweredInWords()) {
            throw new RightsException(Code.NO_TEXT, "nothing was said");
        }
        requireFew(order);
        Optional<UUID> written = Optional.empty();
        Optional<UUID> person = known(now);
        if (!text.isBlank()) {
            Reader owner = Reader.owner(now.site());
            if (person.isEmpty()) {
                person = Optional.of(vault.person(Map.of(), kind.purpose(), owner));
                orders.owner(order, person.get());
            }
            written = Optional.of(vault.note(person.get(), Field.REQUEST, text, kind.purpose(), owner));
        }
        PersonRequest request = create(now, person, kind, byLink(false), written, Optional.of(digest));
        table.append(request.id(), RequestTable.Step.asked(request, request.askedAt()));
        return request.id();
    }

    /**
     * Notes that the person has done it themselves, in the transaction in which they did.
     *
     * @param kept why not all of it was done
     */
    @Transactional
    public void atOnce(UUID order, RequestKind kind, Optional<Ground> kept) {
        WorkOrder now = orders.find(order).orElseThrow();
        Instant at = clock.instant();
        if (kind == RequestKind.ACCESS && table.count(order, true, Optional.of(kind), at.minus(SAME)) > 0) {
            return;
        }
        PersonRequest request = create(now, known(now), kind, byLink(true), Optional.empty(), Optional.empty());
        try {
            table.append(request.id(), RequestTable.Step.asked(request, request.askedAt()));
            table.append(
                    request.id(),
                    RequestTable.Step.asked(request, at)
                            .answeredAtOnce()
                            .says(kept.isPresent() ? Result.IN_PART : Result.GRANTED, kept));
        } catch (RightsException e) {
            throw new IllegalStateException("nobody else knows it yet", e);
        }
    }

    /** How often something was done at once of late. */
    @Transactional(readOnly = true)
    public int atOnceSince(UUID order, RequestKind kind, Instant since) {
        return table.count(order, true, Optional.of(kind), since);
    }

    /** The person does not want it any more. */
    @Transactional
    public void withdraw(UUID order, UUID id, int seen) throws RightsException {
        withdraw(own(order, id), seen);
    }

    private void withdraw(PersonRequest request, int seen) throws RightsException {
        if (!request.isOpen()) {
            throw new RightsException(Code.WRONG_STATE, "it is " + request.state());
        }
        requireSeen(request, seen);
        table.append(
                request.id(),
                RequestTable.Step.of(request, clock.instant(), What.WITHDRAWN, State.WITHDRAWN, Optional.empty()));
    }

    /** The answer does not settle it: somebody else is to look at it, with new days. */
    @Transactional
    public void unsettled(UUID order, UUID id, int seen, String text) throws RightsException, VaultException {
        unsettled(own(order, id), seen, text);
    }

    private void unsettled(PersonRequest request, int seen, String text) throws RightsException, VaultException {
        Instant now = clock.instant();
        if (request.state() != State.ANSWERED || request.isAtOnce()) {
            throw new RightsException(Code.WRONG_STATE, "it is " + request.state());
        }
        requireSeen(request, seen);
        if (request.round() >= PersonRequest.ROUNDS_MAX) {
            throw new RightsException(Code.LAST_ROUND, "asked " + request.round() + " times");
        }
        if (!request.mayBeUnsettled(now)) {
            throw new RightsException(Code.TOO_LATE, "the days for it are over");
        }
        Optional<UUID> written = Optional.empty();
        if (!text.isBlank()) {
            UUID person = request.person()
                    .filter(this::isThere)
                    .orElseThrow(() -> new VaultException(VaultException.Code.FORGOTTEN, "nobody is known any more"));
            written = Optional.of(
                    vault.note(person, Field.REQUEST, text, request.kind().purpose(), Reader.owner(request.site())));
        }
        table.append(
                request.id(),
                RequestTable.Step.of(request, now, What.UNSETTLED, State.OPEN, Optional.empty())
                        .again(request.rule().due(now, request.zone()))
                        .with(written));
    }

    /** What both sides wrote, for the person's own eyes, by where the vault has it; on record. What was forgotten is absent. */
    public Map<UUID, String> words(UUID order) throws VaultException {
        Map<UUID, Set<UUID>> ofPersons = table.ofOrder(order).stream()
                .filter(request -> request.person().isPresent())
                .collect(Collectors.groupingBy(
                        request -> request.person().orElseThrow(),
                        Collectors.flatMapping(request -> request.texts().stream(), Collectors.toSet())));
        Map<UUID, String> out = new HashMap<>();
        UUID site = orders.find(order).orElseThrow().site();
        for (Map.Entry<UUID, Set<UUID>> entry : ofPersons.entrySet()) {
            if (!entry.getValue().isEmpty() && isThere(entry.getKey())) {
                out.putAll(vault.notes(entry.getKey(), entry.getValue(), Purpose.OWN_ACCESS, Reader.owner(site)));
            }
        }
        return out;
    }

    /**
     * A complaint of somebody who has no link of an order; they are somebody new in the vault.
     *
     * @param contact what they want to be called and reached by; may be empty
     * @return the secret that leads to it: it is told once, and only its digest is kept
     */
    @Transactional
    String complain(UUID site, Map<Field, String> contact, String text) throws VaultException {
        Reader owner = Reader.owner(site);
        RequestKind kind = RequestKind.COMPLAINT;
        UUID person = vault.person(contact, kind.purpose(), owner);
        UUID written = vault.note(person, Field.REQUEST, text, kind.purpose(), owner);
        String secret = Secrets.random();
        PersonRequest request = new PersonRequest(
                UUID.randomUUID(),
                Codes.random(),
                Optional.empty(),
                site,
                Optional.of(person),
                kind,
                false,
                Way.LINK,
                clock.instant(),
                zone(site),
                Clock.current(),
                Optional.of(written),
                List.<Event>of());
        table.insert(request, Optional.empty(), Optional.of(link(secret)));
        try {
            table.append(request.id(), RequestTable.Step.asked(request, request.askedAt()));
        } catch (RightsException e) {
            throw new IllegalStateException("nobody else knows it yet", e);
        }
        return secret;
    }

    private static byte[] link(String secret) {
        return Secrets.digest("rights/complaint/" + secret);
    }

    /** The complaint that a secret leads to. */
    @Transactional(readOnly = true)
    Optional<PersonRequest> byLink(String secret) {
        return table.ofLink(link(secret));
    }

    private PersonRequest lockedByLink(String secret) throws RightsException {
        UUID id = byLink(secret)
                .map(PersonRequest::id)
                .orElseThrow(() -> new RightsException(Code.NOT_FOUND, "no such complaint"));
        return table.locked(id);
    }

    /** As of an order, by the secret. */
    @Transactional
    void withdraw(String secret, int seen) throws RightsException {
        withdraw(lockedByLink(secret), seen);
    }

    /** As of an order, by the secret. */
    @Transactional
    void unsettled(String secret, int seen, String text) throws RightsException, VaultException {
        unsettled(lockedByLink(secret), seen, text);
    }

    /** As of an order, by the secret. */
    Map<UUID, String> words(String secret) throws RightsException, VaultException {
        PersonRequest request =
                byLink(secret).orElseThrow(() -> new RightsException(Code.NOT_FOUND, "no such complaint"));
        return isThere(request)
                ? vault.notes(
                        request.person().orElseThrow(),
                        request.texts(),
                        Purpose.OWN_ACCESS,
                        Reader.owner(request.site()))
                : Map.of();
    }

    /** Forgets whoever complained, and what was written; the complaint stays, without a word. */
    @Transactional
    void forget(String secret) throws RightsException, VaultException {
        PersonRequest request = lockedByLink(secret);
        if (isThere(request)) {
            vault.forget(request.person().orElseThrow(), Reader.owner(request.site()));
        }
    }

    /** Whether the vault still knows whoever asked. */
    boolean isThere(PersonRequest request) {
        return request.person().filter(this::isThere).isPresent();
    }

    /**
     * How a request came.
     *
     * @param isAtOnce whether the person did it themselves
     */
    record Came(Way way, boolean isAtOnce, Instant at) {}

    private Came byLink(boolean isAtOnce) {
        return new Came(Way.LINK, isAtOnce, clock.instant());
    }

    /** Writes a request of an order that is locked; its first step is for the caller. */
    PersonRequest create(
            WorkOrder order,
            Optional<UUID> person,
            RequestKind kind,
            Came came,
            Optional<UUID> text,
            Optional<byte[]> form) {
        PersonRequest request = new PersonRequest(
                UUID.randomUUID(),
                Codes.random(),
                Optional.of(order.id()),
                order.site(),
                person,
                kind,
                came.isAtOnce(),
                came.way(),
                came.at(),
                zone(order.site()),
                Clock.current(),
                text,
                List.<Event>of());
        if (!table.insert(request, form, Optional.empty())) {
            throw new IllegalStateException("the order is locked: no other form can be handled");
        }
        return request;
    }

    private PersonRequest own(UUID order, UUID id) throws RightsException {
        PersonRequest request = table.locked(id);
        if (!request.order().equals(Optional.of(order))) {
            throw new RightsException(Code.NOT_FOUND, "no such request of this order");
        }
        return request;
    }

    void requireFew(UUID order) throws RightsException {
        long open = table.ofOrder(order).stream().filter(PersonRequest::isOpen).count();
        if (open >= OPEN_MAX
                || table.count(order, false, Optional.empty(), clock.instant().minus(LATELY)) >= LATELY_MAX) {
            throw new RightsException(Code.TOO_MANY, "of one order");
        }
    }

    static void requireSeen(PersonRequest request, int seen) throws RightsException {
        if (request.seen() != seen) {
            throw new RightsException(Code.CHANGED, "at " + request.seen());
        }
    }

    /** Who the owner of an order is in the vault, if the vault still knows them. */
    Optional<UUID> known(WorkOrder order) {
        return order.ownerRef().filter(this::isThere);
    }

    private boolean isThere(UUID person) {
        return vault.keeping(person)
                .filter(keeping -> keeping.forgottenAt().isEmpty())
                .isPresent();
    }

    /** Where the days of a site are counted. */
    ZoneId zone(UUID site) {
        return ZoneId.of(organisations.site(site).orElseThrow().timeZone());
    }
}
