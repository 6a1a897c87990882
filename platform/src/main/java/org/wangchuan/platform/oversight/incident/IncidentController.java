package org.wangchuan.platform.oversight.incident;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.custody.Codes;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** What whoever answers for personal data decides of incidents, from the first suspicion to the last lesson. */
@Controller
class IncidentController {
    private static final int OFFSET_MAX = 1_000_000;

    private final Incidents incidents;
    private final IncidentDesk desk;
    private final IncidentPages pages;
    private final VisibleSites sites;
    private final InstantSource clock;

    IncidentController(
            Incidents incidents, IncidentDesk desk, IncidentPages pages, VisibleSites sites, InstantSource clock) {
        this.incidents = incidents;
        this.desk = desk;
        this.pages = pages;
        this.sites = sites;
        this.clock = clock;
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @GetMapping("/incidents")
    ModelAndView list(
            Page page,
            Visitor visitor,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "0") int from) {
        Optional<Incident.State> wanted = Incident.State.of(state);
        String code = Codes.asked(q);
        int first = Math.clamp(from, 0, OFFSET_MAX);
        Map<UUID, String> names = new HashMap<>();
        sites.of(visitor).forEach(site -> names.put(site.id(), site.name()));
        Instant now = clock.instant();
        List<IncidentView.Line> lines = incidents.list(visitor, wanted, code, first).stream()
                .map(one -> line(
                        one,
                        one.site().map(site -> names.getOrDefault(site, "?")).orElse(""),
                        now))
                .toList();
        return Answer.of(
                "oversight/incidents",
                false,
                Map.of(
                        "page",
                        page,
                        "lines",
                        lines,
                        "code",
                        code,
                        "state",
                        wanted.map(Incident.State::id).orElse(""),
                        "from",
                        first));
    }

    private IncidentView.Line line(Incident incident, String site, Instant now) {
        boolean isOpen = incident.state() == Incident.State.OPEN || incident.state() == Incident.State.SUSPECTED;
        List<Running> running = isOpen ? Running.of(incident, incident.counted()) : List.of();
        return new IncidentView.Line(
                incident,
                site,
                running.stream()
                        .filter(one -> one.state(now) == Running.State.LATE)
                        .count(),
                running.stream().filter(Running::isOpen).count());
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @GetMapping("/incidents/{incident}")
    ModelAndView look(Page page, Visitor visitor, @PathVariable UUID incident) {
        return pages.show(page, visitor, incident, "", Map.of());
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Once
    @PostMapping("/incidents/{incident}/accept")
    ModelAndView accept(
            Page page, Visitor visitor, @PathVariable UUID incident, @RequestParam(defaultValue = "0") int seen) {
        return pages.act(page, visitor, incident, () -> desk.accept(visitor, incident, seen));
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Fresh("/incidents/{incident}")
    @Once
    @PostMapping("/incidents/{incident}/dismiss")
    ModelAndView dismiss(
            Page page,
            Visitor visitor,
            @PathVariable UUID incident,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String reason) {
        return pages.act(page, visitor, incident, () -> desk.dismiss(visitor, incident, seen, reason));
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @GetMapping("/incidents/{incident}/description")
    ModelAndView description(Page page, Visitor visitor, @PathVariable UUID incident) {
        Incident known = pages.required(visitor, incident);
        return form(page, known, DescriptionForm.of(known), known.seen(), "");
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Once
    @PostMapping("/incidents/{incident}/description")
    ModelAndView describe(
            Page page,
            Visitor visitor,
            @PathVariable UUID incident,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(required = false) List<String> information,
            @RequestParam Map<String, String> form) {
        Incident known = pages.required(visitor, incident);
        DescriptionForm typed = new DescriptionForm(form, information == null ? List.of() : information);
        try {
            desk.describe(visitor, incident, seen, typed);
            return new ModelAndView("redirect:/incidents/" + incident);
        } catch (IncidentException e) {
            return form(page, known, typed, seen, "oversight.incident.problem." + e.code());
        }
    }

    private static ModelAndView form(Page page, Incident known, DescriptionForm typed, int seen, String problem) {
        return Answer.of(
                "oversight/incident-description",
                !problem.isEmpty(),
                Map.of("page", page, "incident", known, "form", typed, "seen", seen, "problem", problem));
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Once
    @PostMapping("/incidents/{incident}/level")
    ModelAndView assess(
            Page page,
            Visitor visitor,
            @PathVariable UUID incident,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String persons,
            @RequestParam(defaultValue = "no") String larger,
            @RequestParam(defaultValue = "") String basis) {
        return pages.act(
                page,
                visitor,
                incident,
                () -> desk.assess(visitor, incident, seen, persons, larger.equals("yes"), basis));
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Once
    @PostMapping("/incidents/{incident}/handled")
    ModelAndView handled(
            Page page,
            Visitor visitor,
            @PathVariable UUID incident,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String when) {
        return pages.act(page, visitor, incident, () -> desk.handled(visitor, incident, seen, when));
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Once
    @PostMapping("/incidents/{incident}/lesson")
    ModelAndView lesson(
            Page page,
            Visitor visitor,
            @PathVariable UUID incident,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(required = false) Optional<UUID> account,
            @RequestParam(defaultValue = "") String due) {
        return pages.act(
                page,
                visitor,
                incident,
                () -> desk.lesson(visitor, incident, seen, new IncidentDesk.LessonForm(text, action, account, due)));
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Once
    @PostMapping("/incidents/{incident}/lesson-done")
    ModelAndView lessonDone(
            Page page,
            Visitor visitor,
            @PathVariable UUID incident,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "0") int lesson,
            @RequestParam(defaultValue = "") String text) {
        return pages.act(page, visitor, incident, () -> desk.lessonDone(visitor, incident, seen, lesson, text));
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Fresh("/incidents/{incident}")
    @Once
    @PostMapping("/incidents/{incident}/close")
    ModelAndView close(
            Page page,
            Visitor visitor,
            @PathVariable UUID incident,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String text) {
        return pages.act(page, visitor, incident, () -> desk.close(visitor, incident, seen, text));
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Once
    @PostMapping("/incidents/{incident}/reopen")
    ModelAndView reopen(
            Page page,
            Visitor visitor,
            @PathVariable UUID incident,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String reason) {
        return pages.act(page, visitor, incident, () -> desk.reopen(visitor, incident, seen, reason));
    }
}
