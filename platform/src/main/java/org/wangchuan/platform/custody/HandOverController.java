package org.wangchuan.platform.custody;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Unqualified;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;
import org.wangchuan.platform.web.page.Qr;

/** Hand-overs of sealed bags to licensed processors. */
@Controller
class HandOverController {
    private final HandOvers handOvers;
    private final HandOverReader reader;
    private final Processors processors;
    private final DeviceSearch search;
    private final VisibleSites sites;
    private final InstantSource clock;
    private final CollectLinks links;

    HandOverController(
            HandOvers handOvers,
            HandOverReader reader,
            Processors processors,
            DeviceSearch search,
            VisibleSites sites,
            InstantSource clock,
            CollectLinks links) {
        this.handOvers = handOvers;
        this.reader = reader;
        this.processors = processors;
        this.search = search;
        this.sites = sites;
        this.clock = clock;
        this.links = links;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/hand-overs")
    ModelAndView list(Page page, Visitor visitor) {
        return list(page, visitor, "");
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Qualified
    @PostMapping("/hand-overs")
    ModelAndView make(
            Page page,
            Visitor visitor,
            @RequestParam Optional<UUID> processor,
            @RequestParam(required = false) List<UUID> devices) {
        Optional<Processor> to = processor.flatMap(id -> processors.find(id, organisation(visitor)));
        List<Device> chosen = devices == null || devices.size() > DeviceSearch.PAGE ? List.of() : search.all(devices);
        if (to.isEmpty() || chosen.isEmpty()) {
            return list(page, visitor, "custody.gate.EMPTY");
        }
        Organisations.Site site = site(visitor, chosen.getFirst().site());
        try {
            HandOver made = handOvers.make(
                    site.id(), to.get(), chosen.stream().map(Device::id).toList(), today(site), visitor.account());
            return new ModelAndView("redirect:/hand-overs/" + made.id());
        } catch (GateException e) {
            return list(page, visitor, "custody.gate." + e.code());
        }
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/hand-overs/{id}")
    ModelAndView look(Page page, Visitor visitor, @PathVariable UUID id) {
        HandOver known = required(visitor, id);
        return show(page, known, site(visitor, known.site()), "");
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Qualified
    @PostMapping("/hand-overs/{id}/give")
    ModelAndView give(Page page, Visitor visitor, @PathVariable UUID id) {
        return step(page, visitor, id, _ -> handOvers.give(id, visitor.account(), visitor.name()));
    }

    /** The link for whoever collects the bags, once our side has signed: to be scanned from this screen. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/hand-overs/{id}/collect.svg")
    ResponseEntity<String> collect(Visitor visitor, @PathVariable UUID id) {
        HandOver known = required(visitor, id);
        if (known.given().isEmpty() || known.state() == HandOver.State.OVER) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return Qr.of(links.link(known)).answer();
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Unqualified("it cancels a hand-over before it is signed")
    @PostMapping("/hand-overs/{id}/give-up")
    ModelAndView giveUp(Page page, Visitor visitor, @PathVariable UUID id) {
        return step(page, visitor, id, _ -> handOvers.giveUp(id));
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Qualified
    @PostMapping("/hand-overs/{id}/destroyed")
    ModelAndView destroyed(Page page, Visitor visitor, @PathVariable UUID id, @RequestParam Map<String, String> form) {
        HandOver known = required(visitor, id);
        Organisations.Site site = site(visitor, known.site());
        if (DestructionForm.isOfAPerson(form)) {
            return show(page, known, site, "custody.problem.personal");
        }
        Optional<DestructionForm> said = DestructionForm.of(form, known, ZoneId.of(site.timeZone()), today(site));
        if (said.isEmpty()) {
            return show(page, known, site, "custody.problem.destroyed");
        }
        DestructionForm read = said.get();
        return step(
                page,
                visitor,
                id,
                _ -> handOvers.destroyed(
                        id, read.device(), read.reference(), read.part(), read.on(), Optional.of(visitor.account())));
    }

    /** What may be refused. */
    @FunctionalInterface
    private interface Step {
        void go(Organisations.Site site) throws GateException;
    }

    private ModelAndView step(Page page, Visitor visitor, UUID id, Step step) {
        Organisations.Site site = site(visitor, required(visitor, id).site());
        try {
            step.go(site);
            return new ModelAndView("redirect:/hand-overs/" + id);
        } catch (GateException e) {
            return show(page, required(visitor, id), site, "custody.gate." + e.code());
        }
    }

    private ModelAndView list(Page page, Visitor visitor, String problem) {
        List<UUID> visible =
                sites.of(visitor).stream().map(Organisations.Site::id).toList();
        return Answer.of(
                "custody/hand-overs",
                !problem.isEmpty(),
                Map.of(
                        "page", page,
                        "handOvers", reader.of(visible),
                        "bags", search.find(visible, Optional.of(DeviceState.SEALED), DeviceSearch.Asked.EVERYTHING, 0),
                        "processors",
                                processors.of(organisation(visitor)).stream()
                                        .filter(one -> one.isInForceOn(today(visitor)))
                                        .toList(),
                        "problem", problem));
    }

    private static ModelAndView show(Page page, HandOver handOver, Organisations.Site site, String problem) {
        return Answer.of(
                "custody/hand-over",
                !problem.isEmpty(),
                Map.of("page", page, "handOver", handOver, "site", site, "problem", problem));
    }

    private HandOver required(Visitor visitor, UUID id) {
        return reader.find(id)
                .filter(found -> sites.find(visitor, found.site()).isPresent())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Organisations.Site site(Visitor visitor, UUID id) {
        return sites.find(visitor, id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Only for what is offered to choose from; each step asks again where the bag is. */
    private LocalDate today(Visitor visitor) {
        return LocalDate.ofInstant(clock.instant(), sites.zone(visitor));
    }

    private LocalDate today(Organisations.Site site) {
        return LocalDate.ofInstant(clock.instant(), ZoneId.of(site.timeZone()));
    }

    private static UUID organisation(Visitor visitor) {
        return visitor.organisation().orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
