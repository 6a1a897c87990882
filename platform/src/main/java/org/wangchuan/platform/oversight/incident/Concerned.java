package org.wangchuan.platform.oversight.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Codes;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceHolds;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.HandOvers;
import org.wangchuan.platform.custody.RecoveredDevices;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.intake.OrderLocks;
import org.wangchuan.platform.intake.OrderReach;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.oversight.incident.Incident.State;
import org.wangchuan.platform.oversight.incident.IncidentException.Code;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Reason;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Visitor;

/**
 * Whom an incident concerns: found by their orders, and by what the vault has on record of reads. Only references are kept here; what somebody is
 * called stays in the vault, and reading it is on record for them as each read is. Thread-safe.
 */
@Component
public class Concerned {
    /** Orders of one incident. */
    static final int AT_ONCE_MAX = 100_000;

    /** Codes that are typed or scanned one after the other. */
    static final int CODES_MAX = 1000;

    /** Devices that are held by one step. */
    static final int HELD_MAX = 2000;

    private final IncidentTable table;
    private final Incidents incidents;
    private final OrderReach reach;
    private final Orders orders;
    private final OrderLocks locks;
    private final Devices devices;
    private final DeviceHolds holds;
    private final RecoveredDevices coded;
    private final HandOvers handOvers;
    private final VisibleSites sites;
    private final Accounts accounts;
    private final Vault vault;
    private final InstantSource clock;

    Concerned(
            IncidentTable table,
            Incidents incidents,
            OrderReach reach,
            Orders orders,
            OrderLocks locks,
            Devices devices,
            DeviceHolds holds,
            RecoveredDevices coded,
            HandOvers handOvers,
            VisibleSites sites,
            Accounts accounts,
            Vault vault,
            InstantSource clock) {
        this.table = table;
        this.incidents = incidents;
        this.reach = reach;
        this.orders = orders;
        this.locks = locks;
        this.devices = devices;
        this.holds = holds;
        this.coded = coded;
        this.handOvers = handOvers;
        this.sites = sites;
        this.accounts = accounts;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * What is looked for, as it was typed.
     *
     * @param codes one in a line
     * @param since first day, where the incident is
     * @param until last day
     */
    public record Search(
            String by, String codes, Optional<UUID> site, Optional<UUID> account, String since, String until) {}

    /** Takes in what is found; of codes that are none of these sites' nothing is taken in at all. */
    @Transactional
    public void select(Visitor visitor, UUID id, int seen, Search search) throws IncidentException {
        Incident incident = incidents.toAct(visitor, id, seen, State.OPEN);
        Entry.By by = java.util.Arrays.stream(Entry.By.values())
                .filter(one -> one.id().equals(search.by()))
                .findFirst()
                .orElseThrow(() -> new IncidentException(Code.NO_WAY, "one of the list"));
        List<UUID> own = own(visitor, incident);
        List<String> codes = by == Entry.By.SITE || by == Entry.By.READER ? List.of() : codes(search.codes());
        Optional<Period> period = by == Entry.By.SITE || by == Entry.By.READER
                ? Optional.of(period(search, incident.zone()))
                : Optional.empty();
        Set<UUID> persons = by == Entry.By.READER ? readBy(visitor, search.account(), period.orElseThrow()) : Set.of();
        Set<UUID> found = new HashSet<>(
                switch (by) {
                    case ORDERS -> known(codes, reach.coded(codes, own));
                    case DEVICES -> ofDevices(codes, own);
                    case LIST -> ofLists(codes, own);
                    case HAND_OVER -> ofHandOvers(codes, own);
                    case SITE -> ofSite(search.site(), own, period.orElseThrow());
                    case READER -> reach.ofPersons(persons, own, AT_ONCE_MAX + 1);
                });
        if (found.size() > AT_ONCE_MAX) {
            throw new IncidentException(Code.TOO_MANY, "at most " + AT_ONCE_MAX);
        }
        Set<UUID> after = new HashSet<>(table.orders(id));
        Set<UUID> added = new HashSet<>(found);
        added.removeAll(after);
        after.addAll(added);
        if (after.size() > AT_ONCE_MAX) {
            throw new IncidentException(Code.TOO_MANY, "at most " + AT_ONCE_MAX + " of one incident");
        }
        long without = reach.withoutOrder(persons, own);
        if (added.isEmpty() && without == 0) {
            throw new IncidentException(Code.NOTHING_FOUND, "that is not in");
        }
        int step = table.append(
                id,
                seen,
                clock.instant(),
                visitor.account(),
                new Entry.Selected(
                        by,
                        by == Entry.By.SITE ? search.site() : Optional.empty(),
                        by == Entry.By.READER ? search.account() : Optional.empty(),
                        period.map(Period::since),
                        period.map(Period::until),
                        codes,
                        found.size(),
                        added.size(),
                        without,
                        reach.persons(after),
                        IncidentTable.digest(added)),
                State.OPEN);
        table.orders(id, step, added, true);
    }

    /** Takes orders out that it does not concern after all. That they were in stays on record, and so does what their owners read. */
    @Transactional
    public void remove(Visitor visitor, UUID id, int seen, String typed, String reason) throws IncidentException {
        Incident incident = incidents.toAct(visitor, id, seen, State.OPEN);
        List<String> codes = codes(typed);
        Set<UUID> gone = new HashSet<>(known(codes, reach.coded(codes, own(visitor, incident))));
        Set<UUID> after = new HashSet<>(table.orders(id));
        gone.retainAll(after);
        after.removeAll(gone);
        if (gone.isEmpty()) {
            throw new IncidentException(Code.NOTHING_FOUND, "that is in");
        }
        int step = table.append(
                id,
                seen,
                clock.instant(),
                visitor.account(),
                new Entry.Removed(
                        codes, gone.size(), Typed.text(reason), reach.persons(after), IncidentTable.digest(gone)),
                State.OPEN);
        table.orders(id, step, gone, false);
    }

    /**
     * Holds the devices that still stand here, as anybody may who sees a reason; a manager ends it among the devices.
     *
     * @param gone codes of orders whose device is not here, whatever is known of it: one that was stolen, say
     */
    @Transactional
    public void hold(Visitor visitor, UUID id, int seen, String gone) throws IncidentException {
        Incident incident = incidents.toAct(visitor, id, seen, State.OPEN);
        List<UUID> all = table.orders(id);
        List<String> codes = gone.isBlank() ? List.of() : codes(gone);
        Set<UUID> notHere = new HashSet<>(known(codes, reach.coded(codes, own(visitor, incident))));
        if (!all.containsAll(notHere)) {
            throw new IncidentException(Code.UNKNOWN_CODES, "of orders that it does not concern");
        }
        if (all.size() > HELD_MAX) {
            throw new IncidentException(Code.TOO_MANY, "at most " + HELD_MAX);
        }
        locks.lock(all);
        List<UUID> here = all.stream()
                .filter(order -> !notHere.contains(order))
                .map(order -> orders.find(order).orElseThrow())
                .filter(order -> orders.isInTheShop(order))
                .map(WorkOrder::device)
                .toList();
        int held = 0;
        for (Device device : devices.lock(here)) {
            // Answered, and not thrown: an exception that crosses a transaction's edge would undo all that is held by
            // then.
            if (holds.heldForIncident(device, visitor.account())) {
                held++;
            }
        }
        if (held == 0) {
            throw new IncidentException(Code.NOTHING_FOUND, "that stands here and is not held");
        }
        table.append(id, seen, clock.instant(), visitor.account(), new Entry.Held(held, all.size() - held), State.OPEN);
    }

    /** How somebody it concerns can be reached, once, on record with its reason. */
    Map<Field, String> contact(Visitor visitor, Incident incident, String code)
            throws IncidentException, VaultException {
        if (incident.state() != State.OPEN) {
            throw new IncidentException(Code.WRONG_STATE, "nobody is told any more");
        }
        WorkOrder order = orders.byCode(code)
                .filter(found -> own(visitor, incident).contains(found.site()))
                .filter(found -> table.orders(incident.id()).contains(found.id()))
                .orElseThrow(() -> new IncidentException(Code.UNKNOWN_CODES, "none that it concerns"));
        UUID person = order.ownerRef()
                .orElseThrow(() -> new VaultException(VaultException.Code.NOT_FOUND, "nothing is kept"));
        Set<Field> asked = EnumSet.copyOf(Purpose.INCIDENT_NOTICE.fields());
        asked.retainAll(vault.keeping(person).map(Vault.Keeping::fields).orElse(Set.of()));
        if (asked.isEmpty()) {
            throw new VaultException(VaultException.Code.NOT_FOUND, "nothing is kept to reach them by");
        }
        return vault.read(
                person,
                asked,
                Purpose.INCIDENT_NOTICE,
                Reader.staff(visitor, order.site()).because(Reason.INCIDENT, incident.code()));
    }

    /** Those of its sites that this officer looks after: of an incident of one site, that one. */
    private List<UUID> own(Visitor visitor, Incident incident) {
        return sites.of(visitor).stream()
                .map(Organisations.Site::id)
                .filter(site ->
                        incident.site().isEmpty() || incident.site().get().equals(site))
                .toList();
    }

    private static List<String> codes(String typed) throws IncidentException {
        List<String> codes = typed.lines()
                .filter(line -> !line.isBlank())
                .map(Codes::typed)
                .distinct()
                .limit(CODES_MAX + 1L)
                .toList();
        if (codes.size() > CODES_MAX) {
            throw new IncidentException(Code.TOO_MANY, "at most " + CODES_MAX + " codes");
        }
        // What is no code is kept nowhere: it might be anything.
        if (codes.isEmpty() || !codes.stream().allMatch(Codes::isCode)) {
            throw new IncidentException(Code.UNKNOWN_CODES, "such as 7F3K-22QX, one in a line");
        }
        return codes;
    }

    private static <T> Collection<T> known(List<String> codes, Collection<T> found) throws IncidentException {
        if (found.size() < codes.size()) {
            throw new IncidentException(Code.UNKNOWN_CODES, (codes.size() - found.size()) + " are unknown");
        }
        return found;
    }

    private Collection<UUID> ofDevices(List<String> codes, List<UUID> own) throws IncidentException {
        return reach.ofDevices(known(codes, coded.coded(codes, own)), own);
    }

    private Collection<UUID> ofLists(List<String> codes, List<UUID> own) throws IncidentException {
        Set<UUID> out = new HashSet<>();
        for (String code : codes) {
            List<UUID> list = reach.ofList(code, own, AT_ONCE_MAX + 1);
            if (list.isEmpty()) {
                throw new IncidentException(Code.UNKNOWN_CODES, "of no list");
            }
            out.addAll(list);
        }
        return out;
    }

    private Collection<UUID> ofHandOvers(List<String> codes, List<UUID> own) throws IncidentException {
        Set<UUID> out = new HashSet<>();
        for (String code : codes) {
            List<UUID> list = handOvers.devices(code, own);
            if (list.isEmpty()) {
                throw new IncidentException(Code.UNKNOWN_CODES, "of no hand-over");
            }
            out.addAll(reach.ofDevices(list, own));
        }
        return out;
    }

    private List<UUID> ofSite(Optional<UUID> site, List<UUID> own, Period period) throws IncidentException {
        UUID asked = site.filter(own::contains)
                .orElseThrow(() -> new IncidentException(Code.NO_SITE, "one of the incident's"));
        return reach.ofSite(asked, period.since(), period.until(), AT_ONCE_MAX + 1);
    }

    private Set<UUID> readBy(Visitor visitor, Optional<UUID> account, Period period) throws IncidentException {
        UUID asked = account.filter(one -> visitor.organisation()
                        .filter(own -> accounts.isOf(own, one))
                        .isPresent())
                .orElseThrow(() -> new IncidentException(Code.NO_ACCOUNT, "of this company"));
        // A masked look is on record once an hour: what was read in the first hour may stand with a look before it.
        Set<UUID> persons =
                vault.readBy(asked, period.since().minus(Duration.ofHours(1)), period.until(), AT_ONCE_MAX + 1);
        if (persons.size() > AT_ONCE_MAX) {
            throw new IncidentException(Code.TOO_MANY, "at most " + AT_ONCE_MAX + " persons");
        }
        return persons;
    }

    private record Period(Instant since, Instant until) {}

    private static Period period(Search search, ZoneId zone) throws IncidentException {
        try {
            LocalDate first = LocalDate.parse(search.since().strip());
            LocalDate last = LocalDate.parse(search.until().strip());
            if (last.isBefore(first) || first.getYear() < 2000 || last.getYear() > 2999) {
                throw new IncidentException(Code.BAD_TIME, "a first day and a last one");
            }
            return new Period(
                    first.atStartOfDay(zone).toInstant(),
                    last.plusDays(1).atStartOfDay(zone).toInstant());
        } catch (java.time.DateTimeException e) {
            throw new IncidentException(Code.BAD_TIME, "such as 2026-12-31");
        }
    }
}
