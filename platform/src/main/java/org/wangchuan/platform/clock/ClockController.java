package org.wangchuan.platform.clock;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** What a clock did, and what of all that was written down meanwhile has to be looked at. */
@Controller
class ClockController {
    static final String PATH = "/clock";

    private final Steps steps;
    private final VisibleSites sites;
    private final InstantSource clock;

    ClockController(Steps steps, VisibleSites sites, InstantSource clock) {
        this.steps = steps;
        this.sites = sites;
        this.clock = clock;
    }

    /** For who runs the shop, and for who answers for its deadlines. */
    @Access(
            value = To.STAFF,
            roles = {Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER, Role.MANAGER})
    @GetMapping(PATH)
    ModelAndView look(Page page, Visitor visitor) {
        List<Steps.Line> lines = steps.newest();
        long seen = visitor.organisation().map(steps::seenUpTo).orElse(0L);
        return Answer.of(
                "clock/steps",
                false,
                Map.of(
                        "page",
                        page,
                        "now",
                        clock.instant(),
                        "lines",
                        lines,
                        "unseen",
                        lines.stream()
                                .mapToLong(Steps.Line::sequence)
                                .filter(sequence -> sequence > seen)
                                .max()
                                .orElse(0),
                        "timeZone",
                        sites.zone(visitor).getId()));
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @PostMapping(PATH)
    String see(Visitor visitor, @RequestParam(defaultValue = "0") long upTo) {
        UUID account = visitor.account();
        visitor.organisation().ifPresent(organisation -> steps.see(organisation, upTo, account, clock.instant()));
        return "redirect:" + PATH;
    }
}
