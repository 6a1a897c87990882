package org.wangchuan.platform.ledger.log;

import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Page;

/** How the operator's log is, for whoever runs the platform. */
@Controller
class LogPageController {
    private final PlatformLog log;
    private final LogOutbox outbox;
    private final OperatorList list;
    private final VisibleSites sites;

    LogPageController(PlatformLog log, LogOutbox outbox, OperatorList list, VisibleSites sites) {
        this.sites = sites;
        this.log = log;
        this.outbox = outbox;
        this.list = list;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.ADMINISTRATOR, Role.MANAGER})
    @GetMapping("/operator-log")
    ModelAndView show(Page page, Visitor visitor) {
        return new ModelAndView(
                "ledger/log",
                Map.of(
                        "page",
                        page,
                        "status",
                        log.status(),
                        "waiting",
                        outbox.length(),
                        "leftOut",
                        list.leftOut().stream()
                                .filter(one -> sites.find(visitor, one.site()).isPresent())
                                .toList(),
                        "areWitnessesRefused",
                        list.areWitnessesRefused()));
    }
}
