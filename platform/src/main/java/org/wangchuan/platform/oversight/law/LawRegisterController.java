package org.wangchuan.platform.oversight.law;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** The register of laws, as of today where its reader works. It holds nothing of any shop. */
@Controller
class LawRegisterController {
    private final LawRegister register;
    private final VisibleSites sites;
    private final InstantSource clock;

    LawRegisterController(LawRegister register, VisibleSites sites, InstantSource clock) {
        this.register = register;
        this.sites = sites;
        this.clock = clock;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.DATA_PROTECTION_OFFICER, Role.MANAGER, Role.ADMINISTRATOR})
    @GetMapping("/law")
    ModelAndView show(Page page, Visitor visitor) {
        LocalDate today = clock.instant().atZone(sites.zone(visitor)).toLocalDate();
        return Answer.of("oversight/law", false, Map.of("page", page, "view", register.on(today)));
    }
}
