package org.wangchuan.platform.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Notice;
import org.wangchuan.platform.web.page.Notices;
import org.wangchuan.platform.web.page.Page;

/** Tells administrators what stands still: what waits for their word since a restore, and addresses that take nothing. */
@Component
class PlantNotices implements Notices {
    private final ApiKeys keys;
    private final Webhooks webhooks;
    private final Responsibles responsibles;

    PlantNotices(ApiKeys keys, Webhooks webhooks, Responsibles responsibles) {
        this.responsibles = responsibles;
        this.keys = keys;
        this.webhooks = webhooks;
    }

    @Override
    public List<Notice> of(Visitor visitor, Page page) {
        Optional<UUID> organisation = visitor.organisation().filter(_ -> visitor.hasAny(Role.ADMINISTRATOR));
        List<Notice> out = new ArrayList<>();
        organisation
                .filter(one -> keys.hasUnconfirmed(one) || webhooks.hasUnconfirmed(one))
                .ifPresent(_ -> out.add(new Notice(page.say("exchange.notice.unconfirmed"), PlantController.PATH)));
        organisation
                .filter(webhooks::isAnyTroubled)
                .ifPresent(_ -> out.add(new Notice(page.say("exchange.notice.troubled"), PlantController.PATH)));
        organisation.map(keys::answeredFor).orElse(List.of()).stream()
                .flatMap(key -> told(key, page).stream())
                .forEach(words -> out.add(new Notice(words, PlantController.PATH)));
        return out;
    }

    private Optional<String> told(ApiKey key, Page page) {
        Responsible stands = responsibles.of(key);
        if (stands.isBroken()) {
            return Optional.of(page.say("exchange.notice.responsible", key.name()));
        }
        return stands.isTold()
                ? stands.lastDay().map(day -> page.say("exchange.notice.responsible.ends", key.name(), page.day(day)))
                : Optional.empty();
    }
}
