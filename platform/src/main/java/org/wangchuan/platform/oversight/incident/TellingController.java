package org.wangchuan.platform.oversight.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.intake.csv.CsvFile;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/**
 * Where an officer asks to reach all whom an incident concerns, somebody else says so, and the officer gets how they are reached. A manager sees
 * what is asked and nothing else of the incident, and reads nobody.
 */
@Controller
class TellingController {
    private static final String PATH = "/incidents/{incident}/telling";

    private final Tellings tellings;
    private final IncidentPages pages;
    private final ConcernedList list;
    private final Accounts accounts;

    TellingController(Tellings tellings, IncidentPages pages, ConcernedList list, Accounts accounts) {
        this.tellings = tellings;
        this.pages = pages;
        this.list = list;
        this.accounts = accounts;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.DATA_PROTECTION_OFFICER, Role.MANAGER})
    @GetMapping(PATH)
    ModelAndView look(Page page, Visitor visitor, @PathVariable UUID incident) {
        return show(page, pages.required(visitor, incident), visitor, "");
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Fresh(PATH)
    @Once
    @PostMapping(PATH)
    ModelAndView ask(
            Page page,
            Visitor visitor,
            @PathVariable UUID incident,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String reason) {
        return act(page, visitor, incident, () -> tellings.ask(visitor, incident, seen, reason));
    }

    @Access(
            value = To.STAFF,
            roles = {Role.DATA_PROTECTION_OFFICER, Role.MANAGER})
    @Qualified
    @Fresh(PATH)
    @Once
    @PostMapping(PATH + "/allow")
    ModelAndView allow(
            Page page, Visitor visitor, @PathVariable UUID incident, @RequestParam(defaultValue = "0") int seen) {
        return act(page, visitor, incident, () -> tellings.allow(visitor, incident, seen));
    }

    /** In clear, once, in the answer: each of them on record before it is there. */
    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Fresh(PATH)
    @PostMapping("/incidents/{incident}/contacts")
    Object contacts(
            Page page,
            Visitor visitor,
            @PathVariable UUID incident,
            @RequestParam(defaultValue = "orders") String kind,
            @RequestParam(required = false) Optional<UUID> after) {
        Incident known = pages.required(visitor, incident);
        if (tellings.allowedBy(known).isEmpty()) {
            return show(page, known, visitor, "oversight.incident.problem.NOT_ALLOWED");
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("code", "name", "phone", "email", "not_reached"));
        for (ConcernedList.Contact one : list.contacts(visitor, known, kind, after)) {
            rows.add(List.of(
                    one.code(),
                    one.known().getOrDefault(Field.NAME, ""),
                    one.known().getOrDefault(Field.PHONE, ""),
                    one.known().getOrDefault(Field.EMAIL, ""),
                    one.why()));
        }
        ResponseEntity<byte[]> file =
                CsvFile.answer("wangchuan-incident-" + known.code() + "-" + kind(kind) + ".csv", rows);
        return file;
    }

    private static String kind(String kind) {
        return kind.equals("complaints") ? "complaints" : "orders";
    }

    /** What may be refused. */
    @FunctionalInterface
    private interface Act {
        void done() throws IncidentException;
    }

    private ModelAndView act(Page page, Visitor visitor, UUID id, Act act) {
        Incident before = pages.required(visitor, id);
        try {
            act.done();
            return new ModelAndView("redirect:/incidents/" + id + "/telling");
        } catch (IncidentException e) {
            return show(page, before, visitor, "oversight.incident.problem." + e.code());
        }
    }

    private ModelAndView show(Page page, Incident incident, Visitor visitor, String problem) {
        Optional<Incident.Step> waiting = Tellings.waiting(incident);
        Optional<Incident.Step> allowed = tellings.allowedBy(incident);
        return Answer.of(
                "oversight/telling",
                !problem.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "incident",
                        incident,
                        "waiting",
                        waiting,
                        "allowed",
                        allowed,
                        "asker",
                        waiting.or(() -> allowed)
                                .flatMap(step -> accounts.workName(step.by()))
                                .orElse(""),
                        "mayAllow",
                        waiting.filter(step -> !step.by().equals(visitor.account()))
                                .isPresent(),
                        "problem",
                        problem));
    }
}
