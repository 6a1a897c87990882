package org.wangchuan.platform.oversight.incident;

import java.sql.SQLException;
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
import org.springframework.dao.DataAccessException;
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
import org.wangchuan.platform.rights.ComplaintReach;
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
    /** Codes that are typed or scanned one after the other. */
    static final int CODES_MAX = 1000;

    /** Devices that are held by one step. */
    static final int HELD_MAX = 2000;

    /** What PostgreSQL says when a statement is ended. */
    private static final String QUERY_CANCELED = "57014";

    private final IncidentTable steps;
    private final ConcernedTable table;
    private final Incidents incidents;
    private final OrderReach reach;
    private final ComplaintReach complaints;
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
            IncidentTable steps,
            ConcernedTable table,
            Incidents incidents,
            OrderReach reach,
            ComplaintReach complaints,
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
        this.steps = steps;
        this.table = table;
        this.complaints = complaints;
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
        try {
            taken(visitor, incident, search);
        } catch (DataAccessException e) {
            if (isTooLong(e)) {
                throw new IncidentException(
                        Code.TOO_LONG, "more than " + ConcernedTable.STATEMENT_MAX.toSeconds() + " s");
            }
            throw e;
        }
    }

    /** Whether the database has ended a statement that took longer than it may. */
    static boolean isTooLong(DataAccessException e) {
        return e.getMostSpecificCause() instanceof SQLException cause && QUERY_CANCELED.equals(cause.getSQLState());
    }

    private void taken(Visitor visitor, Incident incident, Search search) throws IncidentException {
        Entry.By by = java.util.Arrays.stream(Entry.By.values())
                .filter(one -> one.id().equals(search.by()))
                .findFirst()
                .orElseThrow(() -> new IncidentException(Code.NO_WAY, "one of the list"));
        List<UUID> own = own(visitor, incident);
        List<String> codes = by.isOfDays() ? List.of() : codes(search.codes());
        Optional<Period> period = by.isOfDays() ? Optional.of(period(search, incident.zone())) : Optional.empty();
        table.limit();
        reach.begin();
        complaints.begin();
        switch (by) {
            case ORDERS -> requireAll(codes, reach.reachCoded(codes, own));
            case DEVICES -> ofDevices(codes, own);
            case LIST -> ofLists(codes, own);
            case HAND_OVER -> ofHandOvers(codes, own);
            case SITE -> {
                Period days = period.orElseThrow();
                int _ = reach.reachSite(site(search, own), days.since(), days.until());
            }
            case READER -> readBy(visitor, search.account(), period.orElseThrow(), own);
            case COMPLAINTS -> {
                Period days = period.orElseThrow();
                int _ = complaints.reachSite(site(search, own), days.since(), days.until());
            }
        }
        long without = by == Entry.By.READER ? reach.notedWithoutOrder(own) - complaints.persons() : 0;
        ConcernedTable.Change orders = table.reached(incident.id());
        ConcernedTable.Change heard = table.reachedComplaints(incident.id());
        if (orders.count() == 0 && heard.count() == 0 && without == 0) {
            throw new IncidentException(Code.NOTHING_FOUND, "that is not in");
        }
        Optional<UUID> account = by == Entry.By.READER ? search.account() : Optional.empty();
        Optional<UUID> site = by == Entry.By.SITE || by == Entry.By.COMPLAINTS ? search.site() : Optional.empty();
        long persons = incident.counted();
        int step = incident.seen();
        if (orders.count() > 0 || without > 0) {
            persons += orders.persons();
            step = append(
                    visitor,
                    incident,
                    step,
                    new Entry.Selected(
                            by,
                            site,
                            account,
                            period.map(Period::since),
                            period.map(Period::until),
                            codes,
                            table.found(),
                            orders.count(),
                            without,
                            persons,
                            orders.digest()));
            table.take(incident.id(), step);
        }
        if (heard.count() > 0) {
            persons += heard.persons();
            step = append(
                    visitor,
                    incident,
                    step,
                    new Entry.Complaints(
                            site,
                            account,
                            period.map(Period::since),
                            period.map(Period::until),
                            List.of(),
                            heard.count(),
                            0,
                            "",
                            persons,
                            heard.digest()));
            table.takeComplaints(incident.id(), step);
        }
    }

    private int append(Visitor visitor, Incident incident, int seen, Entry entry) throws IncidentException {
        return steps.append(incident.id(), seen, clock.instant(), visitor.account(), entry, State.OPEN);
    }

    /** Takes out whom it does not concern after all. That they were in stays on record, and so does what they read. */
    @Transactional
    public void remove(Visitor visitor, UUID id, int seen, String typed, String reason) throws IncidentException {
        Incident incident = incidents.toAct(visitor, id, seen, State.OPEN);
        List<String> codes = codes(typed);
        List<UUID> own = own(visitor, incident);
        List<UUID> orders = reach.coded(codes, own);
        List<UUID> heard = complaints.coded(codes, own).stream()
                .map(ComplaintReach.Reached::id)
                .toList();
        requireAll(codes, orders.size() + heard.size());
        List<UUID> gone = table.in(id, orders);
        List<UUID> unheard = table.inComplaints(id, heard);
        if (gone.isEmpty() && unheard.isEmpty()) {
            throw new IncidentException(Code.NOTHING_FOUND, "that is in");
        }
        String why = Typed.text(reason);
        long persons = incident.counted();
        int step = seen;
        if (!gone.isEmpty()) {
            ConcernedTable.Change change = table.without(id, gone);
            persons += change.persons();
            step = append(
                    visitor, incident, step, new Entry.Removed(codes, change.count(), why, persons, change.digest()));
            table.takeOut(id, step, gone);
        }
        if (!unheard.isEmpty()) {
            persons -= unheard.size();
            step = append(
                    visitor,
                    incident,
                    step,
                    new Entry.Complaints(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            codes,
                            0,
                            unheard.size(),
                            why,
                            persons,
                            IncidentTable.digest(unheard)));
            table.takeComplaintsOut(id, step, unheard);
        }
    }

    /**
     * Holds the devices that still stand here, as anybody may who sees a reason; a manager ends it among the devices.
     *
     * @param gone codes of orders whose device is not here, whatever is known of it: one that was stolen, say
     */
    @Transactional
    public void hold(Visitor visitor, UUID id, int seen, String gone) throws IncidentException {
        Incident incident = incidents.toAct(visitor, id, seen, State.OPEN);
        List<UUID> all = table.all(id, HELD_MAX + 1);
        List<String> codes = gone.isBlank() ? List.of() : codes(gone);
        Set<UUID> notHere = new HashSet<>(known(codes, reach.coded(codes, own(visitor, incident))));
        if (table.in(id, notHere).size() < notHere.size()) {
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
        int _ = append(visitor, incident, seen, new Entry.Held(held, all.size() - held));
    }

    /** How somebody it concerns can be reached, once, on record with its reason: the code is of their order, or of their complaint without one. */
    Map<Field, String> contact(Visitor visitor, Incident incident, String code)
            throws IncidentException, VaultException {
        if (incident.state() != State.OPEN) {
            throw new IncidentException(Code.WRONG_STATE, "nobody is told any more");
        }
        List<UUID> own = own(visitor, incident);
        Optional<WorkOrder> order = orders.byCode(code)
                .filter(found -> own.contains(found.site()))
                .filter(found -> !table.in(incident.id(), List.of(found.id())).isEmpty());
        if (order.isPresent()) {
            return reached(
                    visitor, incident, order.get().ownerRef(), order.get().site());
        }
        ComplaintReach.Reached heard = complaints.coded(List.of(code), own).stream()
                .filter(found ->
                        !table.inComplaints(incident.id(), List.of(found.id())).isEmpty())
                .findFirst()
                .orElseThrow(() -> new IncidentException(Code.UNKNOWN_CODES, "none that it concerns"));
        return reached(visitor, incident, heard.person(), heard.site());
    }

    /** Reads it, on record; the vault asks whether the incident affects them. */
    Map<Field, String> reached(Visitor visitor, Incident incident, Optional<UUID> known, UUID site)
            throws VaultException {
        UUID person = known.orElseThrow(() -> new VaultException(VaultException.Code.NOT_FOUND, "nothing is kept"));
        Set<Field> asked = EnumSet.copyOf(Purpose.INCIDENT_NOTICE.fields());
        asked.retainAll(vault.keeping(person).map(Vault.Keeping::fields).orElse(Set.of()));
        if (asked.isEmpty()) {
            throw new VaultException(VaultException.Code.NOT_FOUND, "nothing is kept to reach them by");
        }
        return vault.read(
                person,
                asked,
                Purpose.INCIDENT_NOTICE,
                Reader.staff(visitor, site).because(Reason.INCIDENT, incident.code()));
    }

    /** Those of its sites that this officer looks after: of an incident of one site, that one. */
    List<UUID> own(Visitor visitor, Incident incident) {
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
        requireAll(codes, found.size());
        return found;
    }

    private static void requireAll(List<String> codes, int found) throws IncidentException {
        if (found < codes.size()) {
            throw new IncidentException(Code.UNKNOWN_CODES, (codes.size() - found) + " are unknown");
        }
    }

    private void ofDevices(List<String> codes, List<UUID> own) throws IncidentException {
        int _ = reach.reachDevices(known(codes, coded.coded(codes, own)), own);
    }

    private void ofLists(List<String> codes, List<UUID> own) throws IncidentException {
        for (String code : codes) {
            if (reach.reachList(code, own) == 0) {
                throw new IncidentException(Code.UNKNOWN_CODES, "of no list");
            }
        }
    }

    private void ofHandOvers(List<String> codes, List<UUID> own) throws IncidentException {
        for (String code : codes) {
            List<UUID> list = handOvers.devices(code, own);
            if (list.isEmpty()) {
                throw new IncidentException(Code.UNKNOWN_CODES, "of no hand-over");
            }
            int _ = reach.reachDevices(list, own);
        }
    }

    private static UUID site(Search search, List<UUID> own) throws IncidentException {
        return search.site()
                .filter(own::contains)
                .orElseThrow(() -> new IncidentException(Code.NO_SITE, "one of the incident's"));
    }

    private void readBy(Visitor visitor, Optional<UUID> account, Period period, List<UUID> own)
            throws IncidentException {
        UUID asked = account.filter(one -> visitor.organisation()
                        .filter(company -> accounts.isOf(company, one))
                        .isPresent())
                .orElseThrow(() -> new IncidentException(Code.NO_ACCOUNT, "of this company"));
        // A masked look is on record once an hour: what was read in the first hour may stand with a look before it.
        vault.readBy(asked, period.since().minus(Duration.ofHours(1)), period.until(), reach::note);
        int _ = reach.reachPersons(own);
        int _ = complaints.reachPersons(own);
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
