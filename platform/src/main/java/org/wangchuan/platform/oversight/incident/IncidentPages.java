package org.wangchuan.platform.oversight.incident;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.intake.OrderReach;
import org.wangchuan.platform.intake.loss.LossTable;
import org.wangchuan.platform.ledger.Notes;
import org.wangchuan.platform.oversight.incident.IncidentView.Person;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** Gathers what the page of an incident is made of. Thread-safe. */
@Component
class IncidentPages {
    /** Orders that its page names; the others are counted. */
    private static final int SHOWN_MAX = 50;

    private final Incidents incidents;
    private final IncidentTable table;
    private final OrderReach reach;
    private final LossTable losses;
    private final ConcernedTable concerned;
    private final ConcernedList list;
    private final Tellings tellings;
    private final VisibleSites sites;
    private final Accounts accounts;
    private final Notes notes;
    private final InstantSource clock;

    IncidentPages(
            Incidents incidents,
            IncidentTable table,
            OrderReach reach,
            LossTable losses,
            ConcernedTable concerned,
            ConcernedList list,
            Tellings tellings,
            VisibleSites sites,
            Accounts accounts,
            Notes notes,
            InstantSource clock) {
        this.incidents = incidents;
        this.table = table;
        this.reach = reach;
        this.losses = losses;
        this.concerned = concerned;
        this.list = list;
        this.tellings = tellings;
        this.sites = sites;
        this.accounts = accounts;
        this.notes = notes;
        this.clock = clock;
    }

    /** One of this visitor's; else nothing is found. */
    Incident required(Visitor visitor, UUID id) {
        return incidents.find(visitor, id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** What may be refused. */
    @FunctionalInterface
    interface Act {
        void done() throws IncidentException;
    }

    /** Does something to an incident, and leads back to its page; or shows it with why nothing was done. */
    ModelAndView act(Page page, Visitor visitor, UUID id, Act act) {
        var _ = required(visitor, id);
        try {
            act.done();
            return new ModelAndView("redirect:/incidents/" + id);
        } catch (IncidentException e) {
            return show(page, visitor, id, "oversight.incident.problem." + e.code(), Map.of());
        }
    }

    ModelAndView show(Page page, Visitor visitor, UUID id, String problem, Map<Field, String> contact) {
        return Answer.of(
                "oversight/incident",
                !problem.isEmpty(),
                Map.of("page", page, "view", view(visitor, required(visitor, id), problem, contact)));
    }

    private IncidentView view(Visitor visitor, Incident incident, String problem, Map<Field, String> contact) {
        long counted = incident.counted();
        Map<UUID, String> names = new HashMap<>();
        List<Person> readers = accounts.list(incident.organisation()).stream()
                .map(one -> new Person(one.id(), one.workName()))
                .toList();
        readers.forEach(one -> names.put(one.id(), one.name()));
        incident.steps().forEach(step -> accounts.workName(step.by()).ifPresent(name -> names.put(step.by(), name)));
        Map<UUID, Notes.Shown> logged =
                notes.of(incident.steps().stream().map(Incident.Step::note).toList());
        Map<Integer, Long> places = new HashMap<>();
        for (Incident.Step step : incident.steps()) {
            Notes.Shown note = logged.get(step.note());
            if (note != null) {
                note.place().ifPresent(place -> places.put(step.number(), place));
            }
        }
        List<Site> own = sites.of(visitor).stream()
                .filter(site ->
                        incident.site().isEmpty() || incident.site().get().equals(site.id()))
                .toList();
        return new IncidentView(
                incident,
                incident.site()
                        .flatMap(site -> sites.find(visitor, site))
                        .map(Site::name)
                        .orElse(""),
                Running.of(incident, counted),
                counted,
                list.page(incident, Optional.empty(), false, SHOWN_MAX),
                incident.orders(),
                incident.complaints(),
                lost(incident, own),
                concerned.untold(incident),
                concerned.hasUntoldComplaint(incident),
                Tellings.waiting(incident).isPresent(),
                tellings.allowedBy(incident).isPresent(),
                IncidentDesk.isReleased(incident),
                own,
                accounts.colleagues(incident.organisation()).stream()
                        .map(one -> new Person(one.id(), one.workName()))
                        .toList(),
                readers,
                names,
                places,
                contact,
                clock.instant(),
                problem);
    }

    private List<String> lost(Incident incident, List<Site> own) {
        List<UUID> left = table.lossesLeft(incident.id());
        List<UUID> theirs =
                losses.ofIncident(incident.code(), own.stream().map(Site::id).toList());
        return reach.some(left.stream().filter(theirs::contains).toList(), SHOWN_MAX).stream()
                .map(OrderReach.Reached::code)
                .toList();
    }
}
