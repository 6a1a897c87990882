package org.wangchuan.platform.identity;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** Where an administrator sets up the company's own identity provider. Nothing is saved that was not tested just now. */
@Controller
class ProviderController {
    private static final String PATH = "/company-sign-in";
    private static final String WORDS = "identity.provider.problem.";

    private final Providers providers;
    private final CompanySignIn signIn;
    private final ProviderHttp http;
    private final VisibleSites sites;

    ProviderController(Providers providers, CompanySignIn signIn, ProviderHttp http, VisibleSites sites) {
        this.providers = providers;
        this.signIn = signIn;
        this.http = http;
        this.sites = sites;
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @GetMapping(PATH)
    ModelAndView look(Page page, Visitor visitor, @RequestParam Optional<String> tested) {
        return show(page, visitor, form(visitor), "", tested.isPresent());
    }

    /** Sets one up, or changes the one there is: what lets people in needs a passkey. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh(PATH)
    @PostMapping(PATH)
    ModelAndView save(
            Page page,
            Visitor visitor,
            @RequestParam(defaultValue = "") String issuer,
            @RequestParam(defaultValue = "") String clientId,
            @RequestParam(defaultValue = "") String secret,
            @RequestParam(defaultValue = "") String acr,
            @RequestParam(defaultValue = "") String amr) {
        // Another issuer is another provider: the one there is keeps its own, whatever was sent.
        String named = providers.of(organisation(visitor)).map(Provider::issuer).orElse(issuer);
        ProviderForm form = ProviderForm.of(named, clientId, secret, acr, amr);
        try {
            signIn.setUp(organisation(visitor), form, visitor.account(), http.url(form.issuer()));
            return new ModelAndView("redirect:" + PATH + "?tested=yes");
        } catch (ProviderException e) {
            return show(page, visitor, form.withoutSecret(), WORDS + e.code(), false);
        }
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @PostMapping(PATH + "/test")
    ModelAndView test(Page page, Visitor visitor) {
        try {
            signIn.test(required(visitor));
            return new ModelAndView("redirect:" + PATH + "?tested=yes");
        } catch (ProviderException e) {
            return show(page, visitor, form(visitor), WORDS + e.code(), false);
        }
    }

    /** Also after a restore: that it is still the company's is somebody's word. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh(PATH)
    @PostMapping(PATH + "/on")
    ModelAndView on(Page page, Visitor visitor) {
        try {
            signIn.test(required(visitor));
        } catch (ProviderException e) {
            return show(page, visitor, form(visitor), WORDS + e.code(), false);
        }
        providers.set(required(visitor), true, visitor.account());
        return new ModelAndView("redirect:" + PATH);
    }

    /** It only takes away, and may have to be quick. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @PostMapping(PATH + "/off")
    ModelAndView off(Visitor visitor) {
        providers.set(required(visitor), false, visitor.account());
        return new ModelAndView("redirect:" + PATH);
    }

    /** With all links: who is linked has to link themselves anew to another one. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh(PATH)
    @PostMapping(PATH + "/remove")
    ModelAndView remove(Page page, Visitor visitor, @RequestParam(defaultValue = "no") String sure) {
        Provider provider = required(visitor);
        if (!sure.equals("yes")) {
            return show(page, visitor, form(visitor), "identity.problem.not-sure", false);
        }
        providers.remove(provider, visitor.account());
        return new ModelAndView("redirect:" + PATH);
    }

    private ProviderForm form(Visitor visitor) {
        return providers
                .of(organisation(visitor))
                .map(one -> new ProviderForm(
                        one.issuer(),
                        one.clientId(),
                        "",
                        one.acr().orElse(""),
                        one.amr().orElse("")))
                .orElseGet(ProviderForm::blank);
    }

    private ModelAndView show(Page page, Visitor visitor, ProviderForm form, String problem, boolean isTested) {
        UUID organisation = organisation(visitor);
        Optional<Provider> provider = providers.of(organisation);
        Map<String, Object> model = new HashMap<>();
        model.put("page", page);
        model.put("provider", provider);
        model.put("linked", provider.map(one -> providers.linked(one.id())));
        model.put("form", form);
        model.put("address", signIn.address(organisation));
        model.put("back", signIn.back(organisation).toString());
        model.put("signedOut", signIn.signedOut(organisation));
        model.put("isTested", isTested);
        model.put("timeZone", sites.zone(visitor).getId());
        model.put("problem", problem);
        return Answer.of("identity/provider", !problem.isEmpty(), model);
    }

    private Provider required(Visitor visitor) {
        return providers.of(organisation(visitor)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static UUID organisation(Visitor visitor) {
        return visitor.organisation().orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
