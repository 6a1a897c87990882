package org.wangchuan.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Page;

/** Signing in: by a one-time link for the first time, by a passkey from then on. */
@Controller
class EnrolController {
    private final OneTimeLinks links;
    private final SignedIn signedIn;
    private final PasskeyMaking making;
    private final Recoveries recoveries;
    private final VisibleSites sites;
    private final Providers providers;
    private final ProviderLinks company;

    EnrolController(
            OneTimeLinks links,
            SignedIn signedIn,
            PasskeyMaking making,
            Recoveries recoveries,
            VisibleSites sites,
            Providers providers,
            ProviderLinks company) {
        this.providers = providers;
        this.company = company;
        this.recoveries = recoveries;
        this.sites = sites;
        this.making = making;
        this.links = links;
        this.signedIn = signedIn;
    }

    @Access(To.ANYONE)
    @GetMapping("/sign-in")
    ModelAndView signIn(Page page) {
        return new ModelAndView(
                "identity/sign-in",
                Map.of(
                        "page",
                        page,
                        "recovery",
                        recoveries.thatKeepsOut(),
                        "company",
                        providers.codeOfOnlyCompany(),
                        "isAnyCompany",
                        providers.isAnyOn(),
                        "timeZone",
                        sites.zone(Optional.empty()).getId()));
    }

    @Access(To.ANYONE)
    @GetMapping("/enrol/{secret}")
    ModelAndView look(@PathVariable String secret, Page page) {
        boolean isUsable = links.isUsable(secret);
        ModelAndView view =
                new ModelAndView("identity/enrol", Map.of("page", page, "secret", secret, "isUsable", isUsable));
        view.setStatus(isUsable ? HttpStatus.OK : HttpStatus.GONE);
        return view;
    }

    @Access(To.ANYONE)
    @PostMapping("/enrol/{secret}")
    ModelAndView use(@PathVariable String secret, Page page, HttpServletRequest request, HttpServletResponse response) {
        Optional<UUID> account = links.use(secret);
        if (account.isEmpty()) {
            return look(secret, page);
        }
        signedIn.signIn(account.get(), request, response);
        return new ModelAndView("redirect:/passkey");
    }

    @Access(value = To.STAFF, withoutCompany = true)
    @GetMapping("/passkey")
    ModelAndView passkey(Page page, Visitor visitor, HttpServletRequest request) {
        boolean isLinkable = visitor.organisation()
                        .flatMap(providers::of)
                        .filter(Provider::isOn)
                        .isPresent()
                && company.of(visitor.account()).isEmpty();
        return new ModelAndView(
                "identity/passkey",
                Map.of(
                        "page",
                        page,
                        "visitor",
                        visitor,
                        "isAllowed",
                        making.isAllowed(request),
                        "isByCompany",
                        SignedIn.byCompany(),
                        "isLinkable",
                        isLinkable));
    }
}
