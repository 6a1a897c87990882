package org.wangchuan.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** The page of somebody's own account. Thread-safe. */
@Component
class AccountPage {
    private final PasskeyTable passkeys;
    private final AccountHistory history;
    private final VisibleSites sites;
    private final Providers providers;
    private final ProviderLinks links;
    private final PasskeyMaking making;

    AccountPage(
            PasskeyTable passkeys,
            AccountHistory history,
            VisibleSites sites,
            Providers providers,
            ProviderLinks links,
            PasskeyMaking making) {
        this.passkeys = passkeys;
        this.history = history;
        this.sites = sites;
        this.providers = providers;
        this.links = links;
        this.making = making;
    }

    /** With what was wrong, a key of words; empty if nothing was. */
    ModelAndView show(Page page, Visitor visitor, HttpServletRequest request, String problem) {
        Optional<ProviderLinks.Link> link = links.of(visitor.account());
        boolean isOffered = visitor.organisation()
                .flatMap(providers::of)
                .filter(Provider::isOn)
                .isPresent();
        return Answer.of(
                "identity/own",
                !problem.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "visitor",
                        visitor,
                        "passkeys",
                        passkeys.of(visitor.account()),
                        "link",
                        link,
                        "isOffered",
                        isOffered,
                        "mayLink",
                        making.isAllowed(request),
                        "changes",
                        history.of(visitor.account()),
                        "timeZone",
                        sites.zone(visitor).getId(),
                        "problem",
                        problem));
    }
}
