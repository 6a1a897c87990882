package org.wangchuan.platform.exchange;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.custody.Line;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Page;

/** The keys of a company's programs. */
@Controller
class PlantController {
    static final String PATH = "/plant";

    private static final int NAME_CHARS_MAX = 60;

    private final ApiKeys keys;
    private final PlantPages pages;

    PlantController(ApiKeys keys, PlantPages pages) {
        this.keys = keys;
        this.pages = pages;
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @GetMapping(PATH)
    ModelAndView look(Page page, Visitor visitor) {
        return pages.show(page, visitor, "", "");
    }

    /** Some keys alone: what is typed may be a whole key, or somebody's name, and stands in no address. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @PostMapping(PATH + "/find")
    ModelAndView find(
            Page page,
            Visitor visitor,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String state) {
        return pages.show(page, visitor, KeySearch.of(text, state), "", "");
    }

    /** Lets a program in, and tells its key this once. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh(PATH)
    @PostMapping(PATH + "/keys")
    ModelAndView make(
            Page page,
            Visitor visitor,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(required = false) List<String> scopes,
            @RequestParam(defaultValue = "") String responsible,
            @RequestParam(defaultValue = "0") int days) {
        Optional<Site> one = pages.site(visitor, site);
        Optional<List<Scope>> wanted = Scope.all(scopes == null ? List.of() : scopes);
        Optional<UUID> answers = pages.responsible(visitor).stream()
                .filter(colleague -> colleague.id().toString().equals(responsible))
                .filter(colleague ->
                        colleague.site().isEmpty() || colleague.site().equals(one.map(Site::id)))
                .map(colleague -> colleague.id())
                .findFirst();
        if (!Line.isLine(name, NAME_CHARS_MAX) || Line.isOfAPerson(name)) {
            return pages.show(page, visitor, "exchange.problem.name", "");
        }
        if (wanted.isEmpty() || wanted.get().isEmpty() || (!site.isEmpty() && one.isEmpty())) {
            return pages.show(page, visitor, "exchange.problem.scopes", "");
        }
        if (days < 1 || days > ApiKeys.DAYS_MAX) {
            return pages.show(page, visitor, "exchange.problem.days", "");
        }
        boolean isNamed = wanted.get().stream().anyMatch(Scope::isNamed);
        if (isNamed && answers.isEmpty()) {
            return pages.show(page, visitor, "exchange.problem.responsible", "");
        }
        return keys.make(
                        new ApiKeys.Wanted(
                                PlantPages.organisation(visitor),
                                one.map(Site::id),
                                name.strip(),
                                wanted.get(),
                                isNamed ? answers : Optional.empty(),
                                Duration.ofDays(days)),
                        visitor.account())
                .map(token -> pages.show(page, visitor, "", token))
                .orElseGet(() -> pages.show(page, visitor, "exchange.problem.many", ""));
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @PostMapping(PATH + "/keys/{key}/revoke")
    ModelAndView revoke(Visitor visitor, @PathVariable UUID key) {
        keys.revoke(PlantPages.organisation(visitor), key, visitor.account());
        return new ModelAndView("redirect:" + PATH);
    }

    /** After a restore: that it is still good is somebody's word. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh(PATH)
    @PostMapping(PATH + "/keys/{key}/confirm")
    ModelAndView confirm(Visitor visitor, @PathVariable UUID key) {
        keys.confirm(PlantPages.organisation(visitor), key, visitor.account());
        return new ModelAndView("redirect:" + PATH);
    }
}
