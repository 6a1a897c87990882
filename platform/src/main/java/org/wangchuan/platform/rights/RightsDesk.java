package org.wangchuan.platform.rights;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Accounts.Listed;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.TwoPeople;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.rights.PersonRequest.Result;
import org.wangchuan.platform.rights.PersonRequest.State;
import org.wangchuan.platform.rights.PersonRequest.What;
import org.wangchuan.platform.rights.RightsException.Code;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Read;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Reason;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;

/**
 * Where whoever answers for personal data answers what people ask. Each step names the last one that its reader has seen: of two who act
 * at once one is told that it changed. Whoever has answered, or handed it on, does not decide it again. Thread-safe.
 */
@Component
class RightsDesk {
    /** Forgetting and the note that it was asked for are one step, with a clock each. */
    private static final Duration SAME_STEP = Duration.ofMinutes(1);

    private final RequestTable table;
    private final RequestPersons persons;
    private final VisibleSites sites;
    private final Organisations organisations;
    private final Accounts accounts;
    private final TwoPeople people;
    private final OrderStory story;
    private final Vault vault;
    private final InstantSource clock;

    RightsDesk(
            RequestTable table,
            RequestPersons persons,
            VisibleSites sites,
            Organisations organisations,
            Accounts accounts,
            TwoPeople people,
            OrderStory story,
            Vault vault,
            InstantSource clock) {
        this.table = table;
        this.persons = persons;
        this.sites = sites;
        this.organisations = organisations;
        this.accounts = accounts;
        this.people = people;
        this.story = story;
        this.vault = vault;
        this.clock = clock;
    }

    /** An answer, as it was given. */
    record Given(Result result, Optional<Ground> ground, String text) {}

    List<PersonRequest> list(Visitor visitor, RightsView.Asked asked) {
        return table.ofSites(own(visitor), asked.wanted(), asked.kind(), asked.isAtOnce(), asked.code(), asked.from());
    }

    RequestTable.Waiting waiting(Visitor visitor) {
        return table.waiting(own(visitor), clock.instant());
    }

    private List<UUID> own(Visitor visitor) {
        return sites.of(visitor).stream().map(Organisations.Site::id).toList();
    }

    /** A request of a site of theirs; another is as if it were not there. */
    Optional<PersonRequest> find(Visitor visitor, UUID id) {
        return table.find(id)
                .filter(request -> sites.find(visitor, request.site()).isPresent());
    }

    /** What both sides wrote, by where the vault has it; on record with its reason. */
    Map<UUID, String> words(Visitor visitor, PersonRequest request) throws VaultException {
        Optional<UUID> person = request.person().filter(this::isThere);
        if (person.isEmpty() || request.texts().isEmpty() || isAllGone(request)) {
            return Map.of();
        }
        return vault.notes(
                person.get(),
                request.texts(),
                request.kind().purpose(),
                reader(visitor, request).because(Reason.REQUEST, ""));
    }

    /** How somebody who complained without a link wants to be called and reached; on record with its reason. */
    Map<Field, String> contact(Visitor visitor, PersonRequest request) throws VaultException {
        Optional<UUID> person = request.person().filter(this::isThere);
        if (request.order().isPresent() || person.isEmpty()) {
            return Map.of();
        }
        Set<Field> asked = EnumSet.of(Field.NAME, Field.PHONE, Field.EMAIL);
        asked.retainAll(keeping(request).orElseThrow().fields());
        return asked.isEmpty()
                ? Map.of()
                : vault.read(
                        person.get(),
                        asked,
                        request.kind().purpose(),
                        reader(visitor, request).because(Reason.REQUEST, ""));
    }

    /** Whether, when and at whose wish words of a request were forgotten since they were written. */
    Optional<RightsView.Gone> gone(PersonRequest request) {
        Optional<Vault.Keeping> keeping = keeping(request);
        return keeping.flatMap(known -> known.forgottenAt().or(known::partlyForgottenAt))
                .filter(at -> request.events().stream()
                        .anyMatch(event ->
                                request.textOf(event).isPresent() && event.at().isBefore(at)))
                .map(at -> new RightsView.Gone(at, isOwnWish(request, at), isAllGone(request)));
    }

    private boolean isAllGone(PersonRequest request) {
        return keeping(request)
                .filter(known -> known.forgottenAt().isPresent()
                        || (known.partlyForgottenAt().isPresent()
                                && !known.purposes().containsKey(request.kind().purpose())))
                .isPresent();
    }

    /**
     * Who forgets by their link, or is granted it here, has asked for it, and it is answered in the same step; of who has no order, nobody
     * else forgets before its time.
     */
    private boolean isOwnWish(PersonRequest request, Instant at) {
        Optional<UUID> order = request.order();
        return order.isEmpty()
                ? Duration.between(request.askedAt(), at).toDays()
                        < request.kind().purpose().days()
                : table.ofOrder(order.get()).stream()
                        .filter(one -> one.kind().isForgetting())
                        .flatMap(one -> one.events().stream())
                        .anyMatch(event -> event.result()
                                        .filter(result -> result != Result.REFUSED)
                                        .isPresent()
                                && Duration.between(at, event.at()).abs().compareTo(SAME_STEP) < 0);
    }

    /** It was seen that it is this person who asks, of a request that came without a link. */
    @Transactional
    public void identify(Visitor visitor, UUID id, int seen, Optional<IdentityCheck> check) throws RightsException {
        PersonRequest request = toAct(visitor, id, seen);
        IdentityCheck how = check.filter(one -> one != IdentityCheck.NONE)
                .orElseThrow(() -> new RightsException(Code.NO_IDENTITY, "none of the list"));
        if (request.isIdentified()) {
            throw new RightsException(Code.WRONG_STATE, "it was seen before");
        }
        table.append(id, step(request, What.IDENTIFIED, State.OPEN, visitor).seenBy(how));
    }

    /** Tells the person that somebody works on it. */
    @Transactional
    public void firstWord(Visitor visitor, UUID id, int seen, String text) throws RightsException, VaultException {
        PersonRequest request = toAct(visitor, id, seen);
        if (request.has(What.FIRST_WORD)) {
            throw new RightsException(Code.SAID, "in this round");
        }
        Optional<UUID> words = write(visitor, request, text);
        table.append(id, step(request, What.FIRST_WORD, State.OPEN, visitor).with(words));
    }

    /** Takes longer, once, and before its days are over; the person is told why. */
    @Transactional
    public void prolong(Visitor visitor, UUID id, int seen, Optional<Delay> delay, String text)
            throws RightsException, VaultException {
        PersonRequest request = toAct(visitor, id, seen);
        Delay reason = delay.orElseThrow(() -> new RightsException(Code.NO_REASON, "none of the list"));
        if (request.has(What.PROLONGED)) {
            throw new RightsException(Code.PROLONGED, "in this round");
        }
        if (!request.due().isAfter(clock.instant())) {
            throw new RightsException(Code.TOO_LATE, "it is late already");
        }
        Optional<UUID> words = write(visitor, request, text);
        table.append(
                id,
                step(request, What.PROLONGED, State.OPEN, visitor)
                        .because(reason)
                        .due(request.rule().prolonged(request.due(), request.zone()))
                        .with(words));
    }

    /** Somebody else is to decide it; only if there is somebody. */
    @Transactional
    public void hand(Visitor visitor, UUID id, int seen) throws RightsException {
        PersonRequest request = toAct(visitor, id, seen);
        if (others(request, Optional.of(visitor.account())) == 0) {
            throw new RightsException(Code.NOBODY_ELSE, "nobody who may");
        }
        table.append(id, step(request, What.HANDED, State.OPEN, visitor));
    }

    /** Answers it. What is granted is done in the same step, or was done before and is looked for. */
    @Transactional
    public void answer(Visitor visitor, UUID id, int seen, Given given) throws RightsException, VaultException {
        find(visitor, id).ifPresent(persons::lock); // before the request: nothing new is kept while it is done
        PersonRequest request = toAct(visitor, id, seen);
        Optional<Ground> ground = given.result() == Result.GRANTED ? Optional.empty() : given.ground();
        if (given.result() != Result.GRANTED) {
            Ground named = ground.orElseThrow(() -> new RightsException(Code.NO_REASON, "none of the list"));
            requireSo(request, named);
        }
        boolean isDone = given.result() != Result.REFUSED;
        if (isDone && request.kind() != RequestKind.COMPLAINT && !request.isIdentified()) {
            throw new RightsException(Code.NOT_IDENTIFIED, "it may be anybody");
        }
        if (isDone && request.kind().isForgetting()) {
            forget(visitor, request, given.result());
        }
        if (isDone && request.kind() == RequestKind.CORRECTION && !isCorrected(request)) {
            throw new RightsException(Code.NOTHING_CORRECTED, "since it was asked");
        }
        boolean canWrite = isThere(request);
        if (!given.text().isBlank() && !canWrite) {
            throw new VaultException(VaultException.Code.FORGOTTEN, "nothing that is written would be kept");
        }
        if (given.text().isBlank() && canWrite && request.kind().isAnsweredInWords()) {
            throw new RightsException(Code.NO_TEXT, "an answer in words");
        }
        Optional<UUID> words = canWrite ? write(visitor, request, given.text()) : Optional.empty();
        table.append(
                id,
                step(request, What.ANSWERED, State.ANSWERED, visitor)
                        .says(given.result(), ground)
                        .with(words));
    }

    /** A ground that can be looked up has to be so, of whoever they are by now. */
    private void requireSo(PersonRequest request, Ground ground) throws RightsException {
        List<Vault.Keeping> kept = persons.there(request).stream()
                .map(RequestPersons.Kept::keeping)
                .toList();
        List<Vault.Hold> holds =
                kept.stream().flatMap(one -> one.hold().stream()).toList();
        Instant now = clock.instant();
        if (ground == Ground.HELD && !holds.isEmpty() && holds.stream().noneMatch(hold -> hold.isToldAt(now))) {
            throw new RightsException(Code.SEALED, "the person is told of the hold later");
        }
        boolean isSo = Ground.of(request.kind()).contains(ground)
                && switch (ground) {
                    case KEPT_BY_LAW ->
                        kept.stream().anyMatch(one -> one.keptByLawUntil().isPresent());
                    case HELD -> !holds.isEmpty();
                    case NOT_FOR_KIN -> request.isByKin();
                    default -> true;
                };
        if (!isSo) {
            throw new RightsException(Code.NOT_SO, ground.id());
        }
    }

    /**
     * Of all that they are by now, not of whom they were when they asked. What a law keeps stays, and then it is granted in part; under a
     * hold the vault refuses, and nothing is done.
     */
    private void forget(Visitor visitor, PersonRequest request, Result result) throws RightsException, VaultException {
        List<RequestPersons.Kept> there = persons.there(request);
        boolean isAnyByLaw =
                there.stream().anyMatch(one -> one.keeping().keptByLawUntil().isPresent());
        if (result == Result.GRANTED && isAnyByLaw) {
            throw new RightsException(Code.ONLY_IN_PART, "a law keeps a part");
        }
        List<UUID> reachable = there.stream()
                .filter(one -> one.keeping().hold().isPresent() || one.keeping().canForget())
                .map(RequestPersons.Kept::person)
                .toList();
        if (reachable.isEmpty()) {
            // The vault says why, if there is anybody.
            reachable = there.stream().map(RequestPersons.Kept::person).toList();
        }
        for (UUID person : reachable) {
            vault.forget(person, reader(visitor, request));
        }
        if (result == Result.GRANTED && !persons.there(request).isEmpty()) {
            throw new RightsException(Code.ONLY_IN_PART, "something is left");
        }
    }

    /** Whether staff wrote the person's data anew, took something out, or corrected the order, since this round began. */
    private boolean isCorrected(PersonRequest request) {
        Instant since = request.begunAt();
        boolean isWritten = vault.reads(persons.of(request)).stream()
                .anyMatch(read -> (read.act() == Read.Act.WRITTEN || read.act() == Read.Act.REMOVED)
                        && read.kind() == Reader.Kind.STAFF
                        && read.fields().stream().noneMatch(Field::isNote)
                        && !read.at().isBefore(since));
        return isWritten
                || request.order().map(story::of).orElse(List.of()).stream()
                        .anyMatch(event -> event.kind().equals(OrderStory.CORRECTED)
                                && !event.at().isBefore(since));
    }

    /** What is kept of whoever asks by now; no data. */
    List<Vault.Keeping> kept(PersonRequest request) {
        return persons.keepings(request);
    }

    /** What is kept of whom it was asked by, and their words with it; no data. */
    private Optional<Vault.Keeping> keeping(PersonRequest request) {
        return request.person().flatMap(vault::keeping);
    }

    /** Whether words of the request and its answer are kept. */
    boolean isThere(PersonRequest request) {
        return request.person().filter(this::isThere).isPresent();
    }

    /** How many others may decide it: active, of this role, at this site or at all of them, and not excluded. */
    int others(PersonRequest request, Optional<UUID> but) {
        Organisations.Site site = organisations.site(request.site()).orElseThrow();
        Set<UUID> excluded = request.excluded();
        return (int) accounts.list(site.organisation()).stream()
                .filter(Listed::isActive)
                .filter(account -> account.roles().contains(Role.DATA_PROTECTION_OFFICER))
                .filter(account ->
                        account.site().isEmpty() || account.site().get().equals(site.name()))
                .map(Listed::id)
                .filter(account -> !excluded.contains(account) && !but.equals(Optional.of(account)))
                .count();
    }

    private PersonRequest toAct(Visitor visitor, UUID id, int seen) throws RightsException {
        PersonRequest request = table.locked(id);
        if (sites.find(visitor, request.site()).isEmpty()) {
            throw new RightsException(Code.NOT_FOUND, "another site's");
        }
        OwnRequests.requireSeen(request, seen);
        if (!request.isOpen()) {
            throw new RightsException(Code.WRONG_STATE, "it is " + request.state());
        }
        if (request.excluded().contains(visitor.account())) {
            throw new RightsException(Code.SAME_PERSON, "they decided before");
        }
        for (PersonRequest.Event event : request.events()) {
            boolean isBefore =
                    event.what() == What.HANDED || (event.what() == What.ANSWERED && event.round() < request.round());
            if (isBefore && event.by().isPresent() && !people.areTwo(event.by().get(), event.at(), visitor.account())) {
                throw new RightsException(Code.LET_IN, "they may be one person");
            }
        }
        return request;
    }

    private RequestTable.Step step(PersonRequest request, What what, State state, Visitor visitor) {
        return RequestTable.Step.of(request, clock.instant(), what, state, Optional.of(visitor.account()));
    }

    private Optional<UUID> write(Visitor visitor, PersonRequest request, String text)
            throws RightsException, VaultException {
        if (text.isBlank()) {
            return Optional.empty();
        }
        UUID person = request.person()
                .filter(this::isThere)
                .orElseThrow(() -> new VaultException(VaultException.Code.FORGOTTEN, "nobody is known any more"));
        return Optional.of(vault.note(person, Field.ANSWER, text, request.kind().purpose(), reader(visitor, request)));
    }

    private boolean isThere(UUID person) {
        return vault.keeping(person)
                .filter(keeping -> keeping.forgottenAt().isEmpty())
                .isPresent();
    }

    private static Reader reader(Visitor visitor, PersonRequest request) {
        return Reader.staff(visitor, request.site());
    }
}
