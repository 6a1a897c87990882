package org.wangchuan.platform.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Notice;
import org.wangchuan.platform.web.page.Notices;
import org.wangchuan.platform.web.page.Page;

/** Tells administrators why they are none just now, and that the company's own sign-in waits for them. */
@Component
class ProviderNotices implements Notices {
    private final Accounts accounts;
    private final Providers providers;

    ProviderNotices(Accounts accounts, Providers providers) {
        this.accounts = accounts;
        this.providers = providers;
    }

    @Override
    public List<Notice> of(Visitor visitor, Page page) {
        List<Notice> out = new ArrayList<>();
        boolean isWithheld = SignedIn.byCompany()
                && accounts.active(visitor.account())
                        .filter(all -> all.hasAny(Role.ADMINISTRATOR))
                        .isPresent();
        if (isWithheld) {
            out.add(new Notice(page.say("identity.provider.notice.withheld"), "/confirm"));
        }
        Optional.of(visitor)
                .filter(one -> one.hasAny(Role.ADMINISTRATOR))
                .flatMap(Visitor::organisation)
                .flatMap(providers::of)
                .filter(one -> one.state() == Provider.State.UNCONFIRMED)
                .ifPresent(
                        _ -> out.add(new Notice(page.say("identity.provider.notice.unconfirmed"), "/company-sign-in")));
        return out;
    }
}
