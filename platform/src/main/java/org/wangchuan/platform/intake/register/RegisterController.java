package org.wangchuan.platform.intake.register;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.custody.Line;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** Whether a site asks sellers who they are. No data of a seller is on this page. */
@Controller
class RegisterController {
    private final VisibleSites sites;
    private final SellerRegister register;

    RegisterController(VisibleSites sites, SellerRegister register) {
        this.sites = sites;
        this.register = register;
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @GetMapping("/seller-register")
    ModelAndView look(Page page, Visitor visitor) {
        return show(page, visitor, "");
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @PostMapping("/seller-register/{site}")
    ModelAndView set(
            Page page,
            Visitor visitor,
            @PathVariable UUID site,
            @RequestParam(defaultValue = "no") String required,
            @RequestParam(defaultValue = "") String law,
            @RequestParam(defaultValue = "no") String address,
            @RequestParam(defaultValue = "no") String phone) {
        if (sites.find(visitor, site).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        boolean isRequired = required.equals("yes");
        boolean isLaw = isRequired
                ? Line.isLine(law, SellerRegister.LAW_CHARS_MAX)
                : Line.isLineOrEmpty(law, SellerRegister.LAW_CHARS_MAX);
        if (!isLaw) {
            return show(page, visitor, "intake.register.problem.law");
        }
        if (Line.isOfAPerson(law)) { // sellers are shown it
            return show(page, visitor, "intake.register.problem.law-personal");
        }
        register.set(
                site,
                new SellerRegister.Rule(isRequired, law.strip(), address.equals("yes"), phone.equals("yes")),
                visitor.account());
        return new ModelAndView("redirect:/seller-register");
    }

    private ModelAndView show(Page page, Visitor visitor, String problem) {
        List<Site> all = sites.of(visitor);
        Map<UUID, SellerRegister.Rule> rules = new LinkedHashMap<>();
        all.forEach(site -> rules.put(site.id(), register.ruleOf(site.id())));
        return Answer.of(
                "intake/register",
                !problem.isEmpty(),
                Map.of("page", page, "sites", all, "rules", rules, "problem", problem));
    }
}
