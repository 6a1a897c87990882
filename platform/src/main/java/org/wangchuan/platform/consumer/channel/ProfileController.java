package org.wangchuan.platform.consumer.channel;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.oversight.count.SiteCounts;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** What a company tells strangers of its sites: written, looked at, and shown by an administrator. */
@Controller
class ProfileController {
    private static final String PATH = "/sites/{site}/profile";

    private final Profiles profiles;
    private final SiteCounts counts;
    private final VisibleSites sites;
    private final InstantSource clock;

    ProfileController(Profiles profiles, SiteCounts counts, VisibleSites sites, InstantSource clock) {
        this.profiles = profiles;
        this.counts = counts;
        this.sites = sites;
        this.clock = clock;
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @GetMapping(PATH)
    ModelAndView look(Page page, Visitor visitor, @PathVariable UUID site) {
        Organisations.Site own = required(visitor, site);
        ProfileForm form =
                profiles.latest(site).map(ProfileForm::of).orElseGet(() -> new ProfileForm(Map.of(), Set.of()));
        return show(page, own, form, "");
    }

    /** Writes it; strangers see nothing of it yet. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @PostMapping(PATH)
    ModelAndView write(
            Page page, Visitor visitor, @PathVariable UUID site, @RequestParam MultiValueMap<String, String> typed) {
        Organisations.Site own = required(visitor, site);
        ProfileForm form =
                new ProfileForm(typed.toSingleValueMap(), Set.copyOf(typed.getOrDefault("kinds", List.of())));
        return switch (form.read()) {
            case ProfileForm.Bad bad -> show(page, own, form, bad.problem());
            case ProfileForm.Good good -> {
                if (!profiles.write(site, good, visitor.account())) {
                    yield show(page, own, form, "consumer.problem.profile-often");
                }
                yield new ModelAndView("redirect:/sites/" + site + "/profile");
            }
        };
    }

    /** Shows strangers the version that was looked at. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @PostMapping(PATH + "/publish")
    ModelAndView publish(
            Page page, Visitor visitor, @PathVariable UUID site, @RequestParam(defaultValue = "0") int version) {
        Organisations.Site own = required(visitor, site);
        if (!profiles.publish(site, version, visitor.account())) {
            ProfileForm form =
                    profiles.latest(site).map(ProfileForm::of).orElseGet(() -> new ProfileForm(Map.of(), Set.of()));
            return show(page, own, form, "consumer.problem.profile-other");
        }
        return new ModelAndView("redirect:/sites/" + site + "/profile");
    }

    /** Strangers see nothing any more. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @PostMapping(PATH + "/unpublish")
    ModelAndView unpublish(Visitor visitor, @PathVariable UUID site) {
        profiles.unpublish(required(visitor, site).id(), visitor.account());
        return new ModelAndView("redirect:/sites/" + site + "/profile");
    }

    private ModelAndView show(Page page, Organisations.Site own, ProfileForm form, String problem) {
        Optional<Shown> preview = profiles.latest(own.id()).map(latest -> Shown.of(latest, counts, clock));
        return Answer.of(
                "consumer/profile",
                !problem.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "site",
                        own,
                        "form",
                        form,
                        "preview",
                        preview,
                        "published",
                        profiles.published(own.id()),
                        "problem",
                        problem));
    }

    /** What belongs to another organisation is as if it were not there. */
    private Organisations.Site required(Visitor visitor, UUID site) {
        return sites.find(visitor, site).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
