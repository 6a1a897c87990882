package org.wangchuan.platform.oversight.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.oversight.audit.AuditView.Due;
import org.wangchuan.platform.oversight.audit.AuditView.Finding;
import org.wangchuan.platform.web.access.Visitor;

/** Which checklists are to be gone through again, and which findings wait, at the sites of a visitor. Thread-safe. */
@Component
class DueAudits {
    private final AuditTable table;
    private final Checklists checklists;
    private final VisibleSites sites;
    private final Accounts accounts;
    private final InstantSource clock;

    DueAudits(AuditTable table, Checklists checklists, VisibleSites sites, Accounts accounts, InstantSource clock) {
        this.table = table;
        this.checklists = checklists;
        this.sites = sites;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Each checklist at each site, what is late first. */
    List<Due> due(Visitor visitor) {
        List<Site> visible = sites.of(visitor);
        Map<String, AuditTable.Last> known = new HashMap<>();
        table.last(visible.stream().map(Site::id).toList())
                .forEach(last -> known.put(last.site() + "/" + last.checklist(), last));
        List<Due> out = new ArrayList<>();
        for (Site site : visible) {
            ZoneId zone = ZoneId.of(site.timeZone());
            LocalDate today = clock.instant().atZone(zone).toLocalDate();
            for (Checklist list : checklists.current()) {
                Optional<AuditTable.Last> last = Optional.ofNullable(known.get(site.id() + "/" + list.id()));
                Optional<LocalDate> closed =
                        last.flatMap(AuditTable.Last::closedAt).map(at -> day(at, zone));
                Optional<LocalDate> next = closed.map(day -> next(day, list));
                out.add(new Due(
                        site.id(),
                        site.name(),
                        list,
                        closed,
                        next,
                        next.filter(today::isAfter).isPresent(),
                        last.flatMap(AuditTable.Last::open)));
            }
        }
        out.sort((one, other) -> Boolean.compare(other.isLate(), one.isLate()));
        return out;
    }

    /** The last day on which it is in time: months are counted as people do, from the 31st to the last of a shorter one. */
    static LocalDate next(LocalDate last, Checklist list) {
        return last.plusMonths(list.everyMonths());
    }

    private static LocalDate day(Instant at, ZoneId zone) {
        return at.atZone(zone).toLocalDate();
    }

    /** How many findings are not settled in time. */
    long late(Visitor visitor) {
        Instant now = clock.instant();
        return table.unsettled(sites.of(visitor).stream().map(Site::id).toList()).stream()
                .flatMap(audit -> audit.lines().stream().filter(line -> line.isLate(day(now, audit.zone()))))
                .count();
    }

    /** Findings that are not settled, the late ones first. */
    List<Finding> findings(Visitor visitor) {
        List<Site> visible = sites.of(visitor);
        Map<UUID, String> siteNames = new HashMap<>();
        visible.forEach(site -> siteNames.put(site.id(), site.name()));
        Instant now = clock.instant();
        List<Finding> out = new ArrayList<>();
        for (Audit audit : table.unsettled(visible.stream().map(Site::id).toList())) {
            for (Audit.Line line : audit.lines()) {
                if (line.standing().isToBeSettled()) {
                    out.add(new Finding(
                            audit,
                            line,
                            siteNames.getOrDefault(audit.site(), "?"),
                            line.isLate(day(now, audit.zone())),
                            line.last(AuditStep.Planned.class)
                                    .flatMap(plan -> accounts.workName(plan.responsible()))
                                    .orElse("")));
                }
            }
        }
        out.sort((one, other) -> Boolean.compare(other.isLate(), one.isLate()));
        return out;
    }
}
