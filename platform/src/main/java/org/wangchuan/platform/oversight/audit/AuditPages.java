package org.wangchuan.platform.oversight.audit;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.ledger.Notes;
import org.wangchuan.platform.oversight.audit.AuditView.Person;
import org.wangchuan.platform.oversight.audit.AuditView.Row;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** Gathers what the pages of audits are made of. Thread-safe. */
@Component
class AuditPages {
    private static final String PROBLEM = "oversight.audit.problem.";

    private final AuditDesk desk;
    private final AuditTable table;
    private final DueAudits due;
    private final VisibleSites sites;
    private final Accounts accounts;
    private final Notes notes;
    private final InstantSource clock;

    AuditPages(
            AuditDesk desk,
            AuditTable table,
            DueAudits due,
            VisibleSites sites,
            Accounts accounts,
            Notes notes,
            InstantSource clock) {
        this.desk = desk;
        this.table = table;
        this.due = due;
        this.sites = sites;
        this.accounts = accounts;
        this.notes = notes;
        this.clock = clock;
    }

    ModelAndView list(Page page, Visitor visitor, AuditView.Asked asked, String problem) {
        Map<UUID, String> names = new HashMap<>();
        sites.of(visitor).forEach(site -> names.put(site.id(), site.name()));
        List<Row> rows = table.of(names.keySet(), asked.code(), asked.isOver(), asked.from()).stream()
                .map(audit -> new Row(audit, names.getOrDefault(audit.site(), "?")))
                .toList();
        return Answer.of(
                "oversight/audits",
                !problem.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "due",
                        due.due(visitor),
                        "findings",
                        due.findings(visitor),
                        "rows",
                        rows,
                        "asked",
                        asked,
                        "problem",
                        problem));
    }

    static String problem(AuditException e) {
        return PROBLEM + e.code();
    }

    /** What may be refused. */
    @FunctionalInterface
    interface Act {
        void done() throws AuditException;
    }

    /** Does something to an audit, and leads back to its item; or shows it with why nothing was done. */
    ModelAndView act(Page page, Visitor visitor, UUID id, String item, Act act) {
        var _ = required(visitor, id);
        try {
            act.done();
            return new ModelAndView(
                    "redirect:" + AuditController.PATH + "/" + id + (item.matches("[a-z-]{1,40}") ? "#" + item : ""));
        } catch (AuditException e) {
            return show(page, visitor, id, problem(e), item);
        }
    }

    /** One of this visitor's; else nothing is found. */
    private Audit required(Visitor visitor, UUID id) {
        return desk.find(visitor, id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    ModelAndView show(Page page, Visitor visitor, UUID id, String problem, String item) {
        return Answer.of(
                "oversight/audit",
                !problem.isEmpty(),
                Map.of("page", page, "view", view(visitor, required(visitor, id), problem, item)));
    }

    private AuditView view(Visitor visitor, Audit audit, String problem, String item) {
        List<Person> people = accounts.colleagues(audit.organisation()).stream()
                .map(one -> new Person(one.id(), one.workName()))
                .toList();
        Map<UUID, String> names = new HashMap<>();
        audit.steps().forEach(step -> {
            accounts.workName(step.by()).ifPresent(name -> names.put(step.by(), name));
            if (step.said() instanceof AuditStep.Planned plan) {
                accounts.workName(plan.responsible()).ifPresent(name -> names.put(plan.responsible(), name));
            }
        });
        Map<UUID, Notes.Shown> logged =
                notes.of(audit.steps().stream().map(AuditStep::note).toList());
        Map<Integer, Long> places = new HashMap<>();
        for (AuditStep step : audit.steps()) {
            Notes.Shown note = logged.get(step.note());
            if (note != null) {
                note.place().ifPresent(place -> places.put(step.number(), place));
            }
        }
        return new AuditView(
                audit,
                sites.find(visitor, audit.site()).map(Site::name).orElse(""),
                people,
                names,
                places,
                clock.instant().atZone(audit.zone()).toLocalDate(),
                visitor.account(),
                !desk.isAnybodyElseThere(audit, visitor),
                problem,
                audit.line(item).map(_ -> item).orElse("")); // of what is none of its items it is told above them
    }
}
