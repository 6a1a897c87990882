package org.wangchuan.platform.ledger.log;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.ledger.LogRecovery;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** How the operator's log is, for whoever runs the platform. */
@Controller
class LogPageController {
    private static final String PATH = "/operator-log";

    private final PlatformLog log;
    private final LogRecovery recovery;
    private final LogOutbox outbox;
    private final OperatorList list;
    private final VisibleSites sites;
    private final Organisations organisations;

    LogPageController(
            PlatformLog log,
            LogRecovery recovery,
            LogOutbox outbox,
            OperatorList list,
            VisibleSites sites,
            Organisations organisations) {
        this.organisations = organisations;
        this.recovery = recovery;
        this.sites = sites;
        this.log = log;
        this.outbox = outbox;
        this.list = list;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.ADMINISTRATOR, Role.MANAGER})
    @GetMapping(PATH)
    ModelAndView show(Page page, Visitor visitor) {
        return show(page, visitor, "");
    }

    /** After a restore. Nothing takes it back: what the log says from then on is signed. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh(PATH)
    @PostMapping(PATH + "/go-on")
    ModelAndView goOn(Page page, Visitor visitor, @RequestParam(defaultValue = "no") String sure) {
        // All companies' statements are in it, and one of them runs the platform.
        if (!organisations.isOfHost(visitor)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        if (!mayGoOn()) {
            return show(page, visitor, "ledger.problem.log-name");
        }
        if (!sure.equals("yes")) {
            return show(page, visitor, "ledger.problem.log-sure");
        }
        recovery.goOn(visitor.account());
        return new ModelAndView("redirect:" + PATH);
    }

    /** With witnesses they decide: what contradicts what they have seen they do not cosign, and nothing of it is published. */
    private boolean mayGoOn() {
        return !recovery.isDecided() && (log.isWitnessed() || !recovery.hasCertificates());
    }

    private ModelAndView show(Page page, Visitor visitor, String problem) {
        return Answer.of(
                "ledger/log",
                !problem.isEmpty(),
                Map.of(
                        "isRecovery",
                        !recovery.isDecided(),
                        "mayGoOn",
                        mayGoOn(),
                        "isHost",
                        organisations.isOfHost(visitor),
                        "problem",
                        problem,
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
