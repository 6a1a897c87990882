package org.wangchuan.platform.oversight.processing;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.Processors;
import org.wangchuan.platform.exchange.ApiKey;
import org.wangchuan.platform.exchange.ApiKeys;
import org.wangchuan.platform.exchange.Webhook;
import org.wangchuan.platform.exchange.Webhooks;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.oversight.law.LawRegister;
import org.wangchuan.platform.rights.Officers;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.VaultNumbers;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.number.Counted;
import org.wangchuan.platform.web.number.KeptCounts;

/** Puts together what this installation says of its processing. Thread-safe. */
@Component
class ProcessingPages {
    private final RecordsFile records;
    private final Organisations organisations;
    private final VisibleSites sites;
    private final Accounts accounts;
    private final Officers officers;
    private final VaultNumbers vault;
    private final Processors processors;
    private final ApiKeys keys;
    private final Webhooks webhooks;
    private final LawRegister laws;
    private final ProcessingTexts texts;
    private final KeptCounts counts;
    private final InstantSource clock;

    ProcessingPages(
            Organisations organisations,
            VisibleSites sites,
            Accounts accounts,
            Officers officers,
            VaultNumbers vault,
            Processors processors,
            ApiKeys keys,
            Webhooks webhooks,
            LawRegister laws,
            ProcessingTexts texts,
            KeptCounts counts,
            InstantSource clock)
            throws IOException {
        this.records = ProcessingRecords.read();
        this.organisations = organisations;
        this.sites = sites;
        this.accounts = accounts;
        this.officers = officers;
        this.vault = vault;
        this.processors = processors;
        this.keys = keys;
        this.webhooks = webhooks;
        this.laws = laws;
        this.texts = texts;
        this.counts = counts;
        this.clock = clock;
    }

    ProcessingView view(Visitor visitor, PurposeRows.Say words, boolean isChinese) {
        UUID organisation = visitor.organisation().orElseThrow();
        Instant now = clock.instant();
        ZoneId zone = sites.zone(visitor);
        List<Organisations.Site> own = sites.of(visitor);
        List<UUID> ids = own.stream().map(Organisations.Site::id).toList();
        List<Accounts.Listed> active = accounts.list(organisation).stream()
                .filter(Accounts.Listed::isActive)
                .toList();
        Counted<Map<Purpose, Long>> running = counts.get("purposes", Set.copyOf(ids), () -> vault.running(ids));
        return new ProcessingView(
                organisations.name(organisation),
                officers.of(organisation),
                own.stream()
                        .map(site -> new ProcessingView.Site(site.name(), site.timeZone()))
                        .toList(),
                Arrays.stream(Role.values())
                        .map(role -> new ProcessingView.Held(
                                role.id(),
                                active.stream()
                                        .filter(account -> account.roles().contains(role))
                                        .count()))
                        .toList(),
                PurposeRows.of(words, isChinese),
                running.value(),
                running.keptAt(),
                processors.of(organisation).stream()
                        .map(processor -> processor.name() + " · " + processor.licenceNumber())
                        .distinct()
                        .toList(),
                keys.of(organisation).stream()
                        .filter(key -> key.state() == ApiKey.State.ACTIVE && !key.isOver(now))
                        .map(ApiKey::name)
                        .toList(),
                webhooks.of(organisation).stream()
                        .filter(webhook -> webhook.state() == Webhook.State.ACTIVE)
                        .map(webhook -> host(webhook.url()))
                        .distinct()
                        .toList(),
                vault.disclosed(ids),
                vault.backupDays(),
                records,
                laws.on(now.atZone(zone).toLocalDate()).inForce(),
                texts.latest(organisation),
                now,
                zone.getId());
    }

    /** A path may hold a secret of whoever is sent to. */
    private static String host(String url) {
        return String.valueOf(URI.create(url).getHost());
    }
}
