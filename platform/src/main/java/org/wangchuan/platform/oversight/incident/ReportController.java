package org.wangchuan.platform.oversight.incident;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.custody.Codes;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Unqualified;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** Where anybody who works here says that something may have happened. What becomes of it is for who answers for personal data. */
@Controller
class ReportController {
    private final IncidentDesk desk;
    private final VisibleSites sites;

    ReportController(IncidentDesk desk, VisibleSites sites) {
        this.desk = desk;
        this.sites = sites;
    }

    /** What, where, and what they saw; no name of anybody. */
    @Access(To.STAFF)
    @GetMapping("/incidents/report")
    ModelAndView reporting(Page page, Visitor visitor) {
        return reporting(page, visitor, "");
    }

    @Access(To.STAFF)
    @Unqualified("whoever sees that something went wrong may say so")
    @Once
    @PostMapping("/incidents/report")
    ModelAndView report(
            Page page,
            Visitor visitor,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(required = false) Optional<UUID> site,
            @RequestParam(defaultValue = "") String found,
            @RequestParam(defaultValue = "") String facts) {
        try {
            IncidentDesk.Report made = desk.report(visitor, kind, site, found, facts);
            return new ModelAndView("redirect:/incidents/reported?code=" + made.code());
        } catch (IncidentException e) {
            return reporting(page, visitor, "oversight.incident.problem." + e.code());
        }
    }

    /** That it was written down, and under which code; nothing else of it. */
    @Access(To.STAFF)
    @GetMapping("/incidents/reported")
    ModelAndView reported(Page page, @RequestParam(defaultValue = "") String code) {
        return Answer.of(
                "oversight/incident-reported", false, Map.of("page", page, "code", Codes.isCode(code) ? code : ""));
    }

    private ModelAndView reporting(Page page, Visitor visitor, String problem) {
        List<Site> own = sites.of(visitor);
        return Answer.of(
                "oversight/incident-report",
                !problem.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "kinds",
                        desk.kinds(),
                        "sites",
                        own,
                        "isForAll",
                        visitor.site().isEmpty(),
                        "problem",
                        problem));
    }
}
