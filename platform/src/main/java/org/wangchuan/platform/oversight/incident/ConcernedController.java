package org.wangchuan.platform.oversight.incident;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** Whom an incident concerns, and what they and the authority are told. */
@Controller
class ConcernedController {
    private final IncidentDesk desk;
    private final Concerned concerned;
    private final Letters letters;
    private final IncidentPages pages;

    ConcernedController(IncidentDesk desk, Concerned concerned, Letters letters, IncidentPages pages) {
        this.desk = desk;
        this.concerned = concerned;
        this.letters = letters;
        this.pages = pages;
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Once
    @PostMapping("/incidents/{incident}/orders")
    ModelAndView select(
            Page page,
            Visitor visitor,
            @PathVariable UUID incident,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String by,
            @RequestParam(defaultValue = "") String codes,
            @RequestParam(required = false) Optional<UUID> site,
            @RequestParam(required = false) Optional<UUID> account,
            @RequestParam(defaultValue = "") String since,
            @RequestParam(defaultValue = "") String until) {
        Concerned.Search search = new Concerned.Search(by, codes, site, account, since, until);
        return pages.act(page, visitor, incident, () -> concerned.select(visitor, incident, seen, search));
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Once
    @PostMapping("/incidents/{incident}/orders-out")
    ModelAndView remove(
            Page page,
            Visitor visitor,
            @PathVariable UUID incident,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String codes,
            @RequestParam(defaultValue = "") String reason) {
        return pages.act(page, visitor, incident, () -> concerned.remove(visitor, incident, seen, codes, reason));
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Once
    @PostMapping("/incidents/{incident}/hold")
    ModelAndView hold(
            Page page,
            Visitor visitor,
            @PathVariable UUID incident,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String gone) {
        return pages.act(page, visitor, incident, () -> concerned.hold(visitor, incident, seen, gone));
    }

    /** How somebody can be reached, in clear, once, in the answer. */
    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @PostMapping("/incidents/{incident}/contact")
    ModelAndView contact(
            Page page,
            Visitor visitor,
            HttpServletResponse response,
            @PathVariable UUID incident,
            @RequestParam(defaultValue = "") String code) {
        Incident known = pages.required(visitor, incident);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try {
            return pages.show(page, visitor, incident, "", concerned.contact(visitor, known, code));
        } catch (IncidentException e) {
            return pages.show(page, visitor, incident, "oversight.incident.problem." + e.code(), Map.of());
        } catch (VaultException e) {
            return pages.show(page, visitor, incident, "vault.problem." + e.code(), Map.of());
        }
    }

    /** A draft, as it follows from what is written by now, in both languages. */
    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @GetMapping("/incidents/{incident}/notice/{to:authority|persons}")
    ModelAndView notice(Page page, Visitor visitor, @PathVariable UUID incident, @PathVariable String to) {
        Incident known = pages.required(visitor, incident);
        if (known.state() == Incident.State.DISMISSED) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return Answer.of(
                "oversight/incident-notice",
                false,
                Map.of(
                        "page",
                        page,
                        "incident",
                        known,
                        "to",
                        to,
                        "chinese",
                        letter(page.in(Locale.CHINESE), known, to),
                        "english",
                        letter(page.in(Locale.ENGLISH), known, to)));
    }

    private Letter letter(Page page, Incident incident, String to) {
        return to.equals("authority")
                ? letters.authority(page, incident, incident.counted())
                : letters.persons(page, incident, incident.description());
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Once
    @PostMapping("/incidents/{incident}/sent")
    ModelAndView sent(
            Page page,
            Visitor visitor,
            @PathVariable UUID incident,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String duty,
            @RequestParam(defaultValue = "") String when,
            @RequestParam(defaultValue = "") String way,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String reference) {
        IncidentDesk.Telling told = new IncidentDesk.Telling(duty, when, way, to, reference);
        return pages.act(page, visitor, incident, () -> desk.sent(visitor, incident, seen, told));
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Fresh("/incidents/{incident}")
    @Once
    @PostMapping("/incidents/{incident}/not-required")
    ModelAndView notRequired(
            Page page,
            Visitor visitor,
            @PathVariable UUID incident,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String duty,
            @RequestParam(defaultValue = "") String reason) {
        return pages.act(page, visitor, incident, () -> desk.notRequired(visitor, incident, seen, duty, reason));
    }

    /** It stands on the owners' pages at once, and can't be taken back. */
    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Fresh("/incidents/{incident}")
    @Once
    @PostMapping("/incidents/{incident}/release")
    ModelAndView release(
            Page page, Visitor visitor, @PathVariable UUID incident, @RequestParam(defaultValue = "0") int seen) {
        return pages.act(page, visitor, incident, () -> desk.release(visitor, incident, seen, page));
    }
}
