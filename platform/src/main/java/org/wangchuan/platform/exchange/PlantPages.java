package org.wangchuan.platform.exchange;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** Puts the page of a plant together: keys, and addresses of webhooks. Thread-safe. */
@Component
class PlantPages {
    private final ApiKeys keys;
    private final Webhooks webhooks;
    private final Accounts accounts;
    private final Responsibles responsibles;
    private final VisibleSites sites;
    private final InstantSource clock;

    PlantPages(
            ApiKeys keys,
            Webhooks webhooks,
            Accounts accounts,
            Responsibles responsibles,
            VisibleSites sites,
            InstantSource clock) {
        this.responsibles = responsibles;
        this.keys = keys;
        this.webhooks = webhooks;
        this.accounts = accounts;
        this.sites = sites;
        this.clock = clock;
    }

    /** The company of whoever governs it. */
    static UUID organisation(Visitor visitor) {
        return visitor.organisation().orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Those in whose name a key may take devices in, by name. */
    List<Accounts.Colleague> responsible(Visitor visitor) {
        return accounts.colleagues(organisation(visitor)).stream()
                .filter(one -> one.roles().contains(Role.CLERK) || one.roles().contains(Role.MANAGER))
                .toList();
    }

    /** One of the visitor's company by what a form says; empty for all of it. */
    Optional<Site> site(Visitor visitor, String typed) {
        return sites.of(visitor).stream()
                .filter(site -> site.id().toString().equals(typed))
                .findFirst();
    }

    /**
     * The page.
     *
     * @param problem the key of what is wrong; empty if nothing
     * @param token a key, or the secret of an address, that was made just now; empty if none was
     */
    ModelAndView show(Page page, Visitor visitor, String problem, String token) {
        return show(page, visitor, KeySearch.ALL, problem, token);
    }

    /** The same, with some keys alone. */
    ModelAndView show(Page page, Visitor visitor, KeySearch asked, String problem, String token) {
        UUID organisation = organisation(visitor);
        Map<UUID, String> names = sites.of(visitor).stream().collect(Collectors.toMap(Site::id, Site::name));
        Map<String, Object> model = new HashMap<>();
        model.put("page", page);
        model.put(
                "keys",
                keys.of(organisation).stream()
                        .map(key -> new KeyLine(
                                key,
                                key.standing(clock.instant()),
                                key.responsible().flatMap(accounts::workName),
                                key.counts(clock.instant()) ? responsibles.of(key) : Responsible.NONE,
                                key.site().map(site -> names.getOrDefault(site, ""))))
                        .toList());
        model.put("asked", asked);
        model.put("webhooks", webhooks.of(organisation));
        model.put("sites", sites.of(visitor));
        model.put("responsible", responsible(visitor));
        model.put("timeZone", sites.zone(visitor).getId());
        model.put("problem", problem);
        model.put("token", token);
        return Answer.of("exchange/plant", !problem.isEmpty(), model);
    }

    /**
     * The page of one address.
     *
     * @param said what became of what was tried just now, in words; empty if nothing was
     */
    ModelAndView show(
            Page page, Visitor visitor, Webhook webhook, long before, String problem, String token, String said) {
        Map<String, Object> model = new HashMap<>();
        List<Webhook.Delivery> deliveries = webhooks.deliveries(webhook, before);
        model.put("page", page);
        model.put("webhook", webhook);
        model.put("said", said);
        model.put("deliveries", deliveries);
        model.put("before", deliveries.isEmpty() ? 0L : deliveries.getLast().sequence());
        model.put("timeZone", sites.zone(visitor).getId());
        model.put("problem", problem);
        model.put("token", token);
        return Answer.of("exchange/webhook", !problem.isEmpty(), model);
    }
}
