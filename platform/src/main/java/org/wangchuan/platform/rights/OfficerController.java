package org.wangchuan.platform.rights;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** Whom an administrator names for questions about personal data, and whether anybody answers; no request of anybody. */
@Controller
class OfficerController {
    private final Officers officers;
    private final Accounts accounts;
    private final RightsDesk desk;

    OfficerController(Officers officers, Accounts accounts, RightsDesk desk) {
        this.officers = officers;
        this.accounts = accounts;
        this.desk = desk;
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @GetMapping("/data-protection")
    ModelAndView look(Page page, Visitor visitor) {
        return show(page, visitor, officers.of(organisation(visitor)).orElse(new Officers.Named("", "")), "");
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @PostMapping("/data-protection")
    ModelAndView name(
            Page page,
            Visitor visitor,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String contact) {
        Officers.Named named = new Officers.Named(name.strip(), contact.strip());
        if (!Officers.isNamed(named)) {
            return show(page, visitor, named, "rights.problem.officer");
        }
        officers.name(organisation(visitor), named, visitor.account());
        return new ModelAndView("redirect:/data-protection");
    }

    private ModelAndView show(Page page, Visitor visitor, Officers.Named named, String problem) {
        UUID organisation = organisation(visitor);
        List<String> holders = accounts.list(organisation).stream()
                .filter(Accounts.Listed::isActive)
                .filter(account -> account.roles().contains(Role.DATA_PROTECTION_OFFICER))
                .map(Accounts.Listed::workName)
                .toList();
        RequestTable.Waiting waiting = desk.waiting(visitor);
        return Answer.of(
                "rights/officer",
                !problem.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "named",
                        named,
                        "holders",
                        holders,
                        "waiting",
                        waiting.open(),
                        "late",
                        waiting.late(),
                        "problem",
                        problem));
    }

    private static UUID organisation(Visitor visitor) {
        return visitor.organisation()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no organisation yet"));
    }
}
