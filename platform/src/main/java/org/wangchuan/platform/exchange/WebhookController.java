package org.wangchuan.platform.exchange;

import java.net.URI;
import java.util.List;
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
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.outgoing.AddressGuard;
import org.wangchuan.platform.web.page.Page;

/** The addresses that a company's events are sent to. */
@Controller
class WebhookController {
    private static final String ALL = PlantController.PATH + "/webhooks";
    private static final String ONE = ALL + "/{webhook}";

    private final Webhooks webhooks;
    private final AddressGuard guard;
    private final Pings pings;
    private final PlantPages pages;

    WebhookController(Webhooks webhooks, AddressGuard guard, Pings pings, PlantPages pages) {
        this.pings = pings;
        this.webhooks = webhooks;
        this.guard = guard;
        this.pages = pages;
    }

    /** Registers an address, and tells its secret this once. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh(PlantController.PATH)
    @PostMapping(ALL)
    ModelAndView make(
            Page page,
            Visitor visitor,
            @RequestParam(defaultValue = "") String url,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(required = false) List<String> types) {
        Optional<URI> address = guard.url(url);
        Optional<Site> one = pages.site(visitor, site);
        if (address.isEmpty()) {
            return pages.show(page, visitor, "exchange.problem.url", "");
        }
        AddressGuard.Look look = guard.look(address.get());
        if (look == AddressGuard.Look.REFUSED) {
            return pages.show(page, visitor, "exchange.problem.private", "");
        }
        String unknown = look == AddressGuard.Look.UNKNOWN ? page.say("exchange.webhook.unknown-name") : "";
        List<String> wanted =
                types == null ? List.of() : types.stream().distinct().toList();
        boolean areTypes = !wanted.isEmpty() && Events.TYPES.containsAll(wanted);
        if (!areTypes || (!site.isEmpty() && one.isEmpty())) {
            return pages.show(page, visitor, "exchange.problem.types", "");
        }
        return webhooks.make(
                        PlantPages.organisation(visitor), one.map(Site::id), address.get(), wanted, visitor.account())
                .map(made -> pages.show(
                        page, visitor, required(visitor, made.id()), Long.MAX_VALUE, "", made.secret(), unknown))
                .orElseGet(() -> {
                    boolean isThere = webhooks.isThere(
                            PlantPages.organisation(visitor), one.map(Site::id), address.get(), wanted);
                    return pages.show(page, visitor, isThere ? "exchange.problem.there" : "exchange.problem.many", "");
                });
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @GetMapping(ONE)
    ModelAndView look(
            Page page,
            Visitor visitor,
            @PathVariable UUID webhook,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before) {
        return pages.show(page, visitor, required(visitor, webhook), before, "", "", "");
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh(ONE)
    @PostMapping(ONE + "/secret")
    ModelAndView rotate(Page page, Visitor visitor, @PathVariable UUID webhook) {
        Webhook known = required(visitor, webhook);
        return webhooks.rotate(known, visitor.account())
                .map(secret -> show(page, visitor, known, "", secret))
                .orElseGet(() -> show(page, visitor, known, "exchange.problem.secret", ""));
    }

    /** Also after a restore: that the address is still the same one's is somebody's word. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh(ONE)
    @PostMapping(ONE + "/on")
    ModelAndView on(Visitor visitor, @PathVariable UUID webhook) {
        webhooks.on(required(visitor, webhook), visitor.account());
        return again(webhook);
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @PostMapping(ONE + "/off")
    ModelAndView off(Visitor visitor, @PathVariable UUID webhook) {
        webhooks.off(required(visitor, webhook), visitor.account());
        return again(webhook);
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh(ONE)
    @PostMapping(ONE + "/remove")
    ModelAndView remove(Visitor visitor, @PathVariable UUID webhook) {
        webhooks.remove(required(visitor, webhook), visitor.account());
        return new ModelAndView("redirect:" + PlantController.PATH);
    }

    /** Sends an event of no device, at once: whether it is taken, the answer says. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @PostMapping(ONE + "/ping")
    ModelAndView ping(Page page, Visitor visitor, @PathVariable UUID webhook) {
        Webhook known = required(visitor, webhook);
        if (known.state() == Webhook.State.UNCONFIRMED) {
            return show(page, visitor, known, "exchange.problem.unconfirmed", "");
        }
        Optional<WebhookSender.Outcome> became = pings.send(known);
        if (became.isEmpty()) {
            return show(page, visitor, known, "exchange.problem.pings", "");
        }
        String words = became.get().isTaken()
                ? page.say(
                        "exchange.ping.taken", became.get().status().orElse(0).toString())
                : page.say("exchange.ping.refused", became.get().problem().orElse(""));
        return pages.show(page, visitor, known, Long.MAX_VALUE, "", "", words);
    }

    /** Has events sent once more. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @PostMapping(ONE + "/again")
    ModelAndView again(
            Page page,
            Visitor visitor,
            @PathVariable UUID webhook,
            @RequestParam(defaultValue = "0") long from,
            @RequestParam(defaultValue = "0") long to) {
        Webhook known = required(visitor, webhook);
        boolean isRange = from >= 1 && to >= from && to - from < Webhooks.AGAIN_MAX;
        if (!isRange || webhooks.again(known, from, to, Optional.of(visitor.account())) == 0) {
            return show(page, visitor, known, "exchange.problem.range", "");
        }
        return again(webhook);
    }

    private ModelAndView show(Page page, Visitor visitor, Webhook known, String problem, String token) {
        return pages.show(page, visitor, known, Long.MAX_VALUE, problem, token, "");
    }

    private static ModelAndView again(UUID webhook) {
        return new ModelAndView("redirect:" + ALL + "/" + webhook);
    }

    /** What belongs to another company is as if it were not there. */
    private Webhook required(Visitor visitor, UUID webhook) {
        return webhooks.find(PlantPages.organisation(visitor), webhook)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
