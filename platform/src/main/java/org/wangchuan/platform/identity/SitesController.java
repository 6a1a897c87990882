package org.wangchuan.platform.identity;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** The company, its sites and the stations of each. */
@Controller
class SitesController {
    private final Organisations organisations;
    private final CompanyChanges changes;
    private final Stations stations;
    private final VisibleSites visible;
    private final PlatformSettings settings;
    private final InstantSource clock;

    SitesController(
            Organisations organisations,
            CompanyChanges changes,
            Stations stations,
            VisibleSites visible,
            PlatformSettings settings,
            InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.organisations = organisations;
        this.changes = changes;
        this.stations = stations;
        this.visible = visible;
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @GetMapping("/sites")
    ModelAndView sites(Page page, Visitor visitor) {
        return sites(page, visitor, "", "");
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @PostMapping("/sites")
    ModelAndView addSite(Page page, Visitor visitor, @RequestParam String name, @RequestParam String timeZone) {
        Optional<String> problem = problemOf(name, timeZone);
        if (problem.isPresent()) {
            return sites(page, visitor, problem.get(), "");
        }
        try {
            organisations.addSite(
                    organisation(visitor),
                    name.strip(),
                    TimeZones.find(timeZone).orElseThrow());
        } catch (DuplicateKeyException e) {
            return sites(page, visitor, "identity.problem.site-exists", "");
        }
        return new ModelAndView("redirect:/sites");
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @PostMapping("/sites/{site}/pairing-code")
    ModelAndView pairingCode(Page page, Visitor visitor, @PathVariable UUID site) {
        return sites(
                page, visitor, "", stations.newCode(requireOwn(visitor, site).id(), Optional.of(visitor.account())));
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @PostMapping("/stations/{station}/end")
    ModelAndView endStation(Visitor visitor, @PathVariable UUID station) {
        Stations.Station found = stations.find(station).orElseThrow(SitesController::notFound);
        var _ = requireOwn(visitor, found.site());
        stations.end(station, visitor.account());
        return new ModelAndView("redirect:/sites");
    }

    /** What the company is called and pays in, from now on. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @PostMapping("/company")
    ModelAndView change(Page page, Visitor visitor, @RequestParam String name, @RequestParam String currency) {
        if (!Setup.isName(name)) {
            return sites(page, visitor, "identity.problem.name", "");
        }
        if (!Currencies.isOne(currency)) {
            return sites(page, visitor, "identity.problem.currency", "");
        }
        try {
            changes.company(organisation(visitor), name.strip(), currency, visitor.account());
        } catch (DuplicateKeyException e) {
            return sites(page, visitor, "identity.problem.company-taken", "");
        }
        return new ModelAndView("redirect:/sites");
    }

    /** What a site is called, and where its clocks are, from now on. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @PostMapping("/sites/{site}")
    ModelAndView changeSite(
            Page page,
            Visitor visitor,
            @PathVariable UUID site,
            @RequestParam String name,
            @RequestParam String timeZone) {
        Organisations.Site own = requireOwn(visitor, site);
        Optional<String> problem = problemOf(name, timeZone);
        if (problem.isPresent()) {
            return sites(page, visitor, problem.get(), "");
        }
        try {
            changes.site(own, name.strip(), TimeZones.find(timeZone).orElseThrow(), visitor.account());
        } catch (DuplicateKeyException e) {
            return sites(page, visitor, "identity.problem.site-exists", "");
        }
        return new ModelAndView("redirect:/sites");
    }

    private ModelAndView sites(Page page, Visitor visitor, String problem, String code) {
        UUID organisation = organisation(visitor);
        List<SiteView> views = organisations.sites(organisation).stream()
                .map(site -> new SiteView(site, stations.ofSite(site.id()), clock.instant()))
                .toList();
        return Answer.of(
                "identity/sites",
                !problem.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "company",
                        organisations.name(organisation),
                        "currency",
                        organisations.currency(organisation),
                        "sites",
                        views,
                        "changes",
                        changes.of(organisation),
                        "timeZone",
                        visible.zone(visitor).getId(),
                        "problem",
                        problem,
                        "code",
                        code,
                        "isHost",
                        organisations.isOfHost(visitor),
                        // Not with the code: whoever can list the processes of a machine would read it.
                        "command",
                        "./wangchuan station pair " + settings.origin()));
    }

    private static Optional<String> problemOf(String name, String timeZone) {
        if (!Setup.isName(name)) {
            return Optional.of("identity.problem.name");
        }
        return TimeZones.find(timeZone).isPresent() ? Optional.empty() : Optional.of("identity.problem.time-zone");
    }

    private static UUID organisation(Visitor visitor) {
        return visitor.organisation()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no organisation yet"));
    }

    /** What belongs to another organisation is as if it were not there. */
    private Organisations.Site requireOwn(Visitor visitor, UUID site) {
        return organisations
                .site(site)
                .filter(found -> visitor.organisation().equals(Optional.of(found.organisation())))
                .orElseThrow(SitesController::notFound);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
