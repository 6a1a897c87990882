package org.wangchuan.platform.custody;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** The licensed processors of an organisation: anybody at the counter enters one, a manager confirms the licence. */
@Controller
class ProcessorController {
    private final Processors processors;
    private final InstantSource clock;
    private final VisibleSites sites;

    ProcessorController(Processors processors, InstantSource clock, VisibleSites sites) {
        this.processors = processors;
        this.clock = clock;
        this.sites = sites;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/processors")
    ModelAndView list(Page page, Visitor visitor) {
        return list(page, visitor, "");
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Once
    @Qualified
    @PostMapping("/processors")
    ModelAndView add(
            Page page,
            Visitor visitor,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String licence,
            @RequestParam(defaultValue = "") String expires,
            @RequestParam(required = false) List<DeviceKind> scope) {
        if (!Line.isLine(name, 200) || !Line.isLine(licence, 100)) {
            return list(page, visitor, "custody.problem.processor");
        }
        if (scope == null || scope.isEmpty()) {
            return list(page, visitor, "custody.problem.scope");
        }
        try {
            processors.add(
                    organisation(visitor),
                    name.strip(),
                    licence.strip(),
                    EnumSet.copyOf(scope),
                    LocalDate.parse(expires),
                    visitor.account());
            return new ModelAndView("redirect:/processors");
        } catch (DateTimeParseException e) {
            return list(page, visitor, "custody.problem.date");
        } catch (DuplicateKeyException e) {
            return list(page, visitor, "custody.problem.licence-exists");
        }
    }

    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Qualified
    @PostMapping("/processors/{processor}/confirm")
    ModelAndView confirm(Visitor visitor, @PathVariable UUID processor) {
        UUID organisation = organisation(visitor);
        if (processors.find(processor, organisation).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        processors.confirm(processor, organisation, visitor.account());
        return new ModelAndView("redirect:/processors");
    }

    private ModelAndView list(Page page, Visitor visitor, String problem) {
        return Answer.of(
                "custody/processors",
                !problem.isEmpty(),
                Map.of(
                        "page", page,
                        "processors", processors.of(organisation(visitor)),
                        "today", LocalDate.ofInstant(clock.instant(), sites.zone(visitor)),
                        "mayConfirm", visitor.hasAny(Role.MANAGER),
                        "problem", problem));
    }

    private static UUID organisation(Visitor visitor) {
        return visitor.organisation().orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
