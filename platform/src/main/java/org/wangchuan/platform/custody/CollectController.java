package org.wangchuan.platform.custody;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Visitors;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/**
 * The other side of a hand-over, by its link, on the phone of whoever collects the bags. A browser in which somebody of the shop
 * is signed in is not theirs: nobody signs for both sides in one.
 */
@Controller
class CollectController {
    private final CollectLinks links;
    private final HandOvers handOvers;
    private final Organisations organisations;
    private final Visitors visitors;
    private final InstantSource clock;

    CollectController(
            CollectLinks links,
            HandOvers handOvers,
            Organisations organisations,
            Visitors visitors,
            InstantSource clock) {
        this.links = links;
        this.handOvers = handOvers;
        this.organisations = organisations;
        this.visitors = visitors;
        this.clock = clock;
    }

    @Access(To.ANYONE)
    @GetMapping("/collect/{secret}")
    ModelAndView look(@PathVariable String secret, Page page, HttpServletRequest request) {
        HandOver known = required(secret);
        return visitors.of(request).isPresent() ? ours(known) : show(page, secret, known, "");
    }

    @Access(To.ANYONE)
    @PostMapping("/collect/{secret}/take")
    ModelAndView take(
            @PathVariable String secret,
            @RequestParam(defaultValue = "") String licenceName,
            Page page,
            HttpServletRequest request) {
        return step(secret, page, request, (known, site) -> {
            if (known.state() == HandOver.State.SIGNED) {
                return; // a second tap on the same button
            }
            if (known.given().isEmpty()) {
                throw new GateException(GateException.Code.WRONG_STATE, "not signed by our side");
            }
            handOvers.countTry(known.id());
            handOvers.take(known.id(), licenceName, today(site), site.organisation());
        });
    }

    @Access(To.ANYONE)
    @PostMapping("/collect/{secret}/destroyed")
    ModelAndView destroyed(
            @PathVariable String secret,
            @RequestParam Map<String, String> form,
            Page page,
            HttpServletRequest request) {
        HandOver known = required(secret);
        Optional<DestructionForm> read = DestructionForm.of(form, known, zone(site(known)), today(site(known)));
        if (DestructionForm.isOfAPerson(form) && visitors.of(request).isEmpty()) {
            return show(page, secret, known, "custody.problem.personal");
        }
        if (read.isEmpty() && visitors.of(request).isEmpty()) {
            return show(page, secret, known, "custody.problem.destroyed");
        }
        return step(secret, page, request, (_, _) -> {
            DestructionForm said = read.orElseThrow();
            handOvers.destroyed(known.id(), said.device(), said.reference(), said.part(), said.on(), Optional.empty());
        });
    }

    /** What may be refused. */
    @FunctionalInterface
    private interface Step {
        void go(HandOver known, Organisations.Site site) throws GateException;
    }

    private ModelAndView step(String secret, Page page, HttpServletRequest request, Step step) {
        HandOver known = required(secret);
        if (visitors.of(request).isPresent()) {
            return ours(known);
        }
        try {
            step.go(known, site(known));
            return new ModelAndView("redirect:" + CollectLinks.PATH + secret);
        } catch (GateException e) {
            return show(page, secret, required(secret), "custody.collect." + e.code());
        }
    }

    private static ModelAndView ours(HandOver known) {
        return new ModelAndView("redirect:/hand-overs/" + known.id());
    }

    private ModelAndView show(Page page, String secret, HandOver known, String problem) {
        Organisations.Site site = site(known);
        return Answer.of(
                "custody/collect",
                !problem.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "handOver",
                        known,
                        "site",
                        site,
                        "shop",
                        organisations.name(site.organisation()),
                        "base",
                        CollectLinks.PATH + secret,
                        "problem",
                        problem));
    }

    private HandOver required(String secret) {
        return links.find(secret).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private Organisations.Site site(HandOver known) {
        return organisations.site(known.site()).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static ZoneId zone(Organisations.Site site) {
        return ZoneId.of(site.timeZone());
    }

    private LocalDate today(Organisations.Site site) {
        return LocalDate.ofInstant(clock.instant(), zone(site));
    }
}
