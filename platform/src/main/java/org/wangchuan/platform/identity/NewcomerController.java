package org.wangchuan.platform.identity;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;
import org.wangchuan.proof.text.PersonalData;

/** Where the company that runs the platform lets others onto it. For everybody else it is not there. */
@Controller
class NewcomerController {
    private static final String PATH = "/companies";

    private final Newcomers newcomers;
    private final Organisations organisations;
    private final VisibleSites sites;

    NewcomerController(Newcomers newcomers, Organisations organisations, VisibleSites sites) {
        this.newcomers = newcomers;
        this.organisations = organisations;
        this.sites = sites;
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @GetMapping(PATH)
    ModelAndView list(Page page, Visitor visitor) {
        return show(page, visitor, "", "");
    }

    /** What is typed is kept for good, and is no place for a person. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh(PATH)
    @PostMapping(PATH)
    ModelAndView let(Page page, Visitor visitor, @RequestParam(defaultValue = "") String label) {
        String typed = label.strip();
        Optional<String> wrong = wrong(typed);
        return wrong.isPresent()
                ? show(page, visitor, wrong.get(), "")
                : link(page, visitor, () -> newcomers.let(typed, visitor.account()));
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh(PATH)
    @PostMapping(PATH + "/{newcomer}/link")
    ModelAndView newLink(Page page, Visitor visitor, @PathVariable UUID newcomer) {
        return link(page, visitor, () -> newcomers.link(newcomer, visitor.account()));
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh(PATH)
    @PostMapping(PATH + "/{newcomer}/end")
    ModelAndView end(Page page, Visitor visitor, @PathVariable UUID newcomer) {
        return link(page, visitor, () -> {
            newcomers.end(newcomer, visitor.account());
            return "";
        });
    }

    private static Optional<String> wrong(String label) {
        boolean isLabel = !label.isEmpty()
                && label.length() <= Newcomers.LABEL_CHARS_MAX
                && label.chars().noneMatch(Character::isISOControl);
        if (!isLabel) {
            return Optional.of("identity.problem.work-name");
        }
        return PersonalData.isIn(label) ? Optional.of("identity.problem.newcomer-personal") : Optional.empty();
    }

    /** What may be refused; a link, or nothing. */
    @FunctionalInterface
    private interface Step {
        String go() throws AccountException;
    }

    private ModelAndView link(Page page, Visitor visitor, Step step) {
        requireHost(visitor);
        try {
            String link = step.go();
            return link.isEmpty() ? new ModelAndView("redirect:" + PATH) : show(page, visitor, "", link);
        } catch (AccountException e) {
            return show(page, visitor, "identity.problem." + e.code(), "");
        }
    }

    private ModelAndView show(Page page, Visitor visitor, String problem, String link) {
        requireHost(visitor);
        return Answer.of(
                "identity/companies",
                !problem.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "newcomers",
                        newcomers.all(),
                        "timeZone",
                        sites.zone(visitor).getId(),
                        "problem",
                        problem,
                        "link",
                        link));
    }

    private void requireHost(Visitor visitor) {
        if (!organisations.isOfHost(visitor)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }
}
