package org.wangchuan.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Unqualified;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** Signing in by a company's own identity provider. Its page is found by a code that its people know: nobody is told which companies are here. */
@Controller
class CompanySignInController {
    /** Where a provider tells that somebody has signed out there; it has neither session nor form. */
    static final String SIGNED_OUT = "/login/company/{code}/out";

    private static final String ONE = "/login/company/{code}";
    private static final Pattern CODE = Pattern.compile("[a-z2-7]{" + ProviderSeals.CODE_CHARS + "}");

    private final CompanySignIn signIn;
    private final Providers providers;
    private final Organisations organisations;
    private final AccountPage account;

    CompanySignInController(
            CompanySignIn signIn, Providers providers, Organisations organisations, AccountPage account) {
        this.signIn = signIn;
        this.providers = providers;
        this.organisations = organisations;
        this.account = account;
    }

    /** Whoever types the code of their company, as it was told them. */
    @Access(To.ANYONE)
    @GetMapping("/login/company")
    ModelAndView find(Page page, @RequestParam(defaultValue = "") String code) {
        String typed = code.strip().toLowerCase(Locale.ROOT);
        return CODE.matcher(typed).matches() && providers.ofCode(typed).isPresent()
                ? new ModelAndView("redirect:" + CompanySignIn.PATH + typed)
                : Answer.of(
                        "identity/company-code", !typed.isEmpty(), Map.of("page", page, "isWrong", !typed.isEmpty()));
    }

    @Access(To.ANYONE)
    @GetMapping(ONE)
    ModelAndView look(Page page, @PathVariable String code, @RequestParam(defaultValue = "") String problem) {
        Provider provider = required(code);
        boolean isOne = Arrays.stream(ProviderException.Code.values())
                .anyMatch(known -> known.name().equals(problem));
        return show(page, provider, isOne ? problem : "", false);
    }

    /** Sends a browser there. Not by a redirect: browsers hold where a form leads against {@code form-action}, also behind a redirect. */
    @Access(To.ANYONE)
    @PostMapping(ONE)
    ModelAndView begin(
            Page page,
            HttpServletRequest request,
            HttpServletResponse response,
            @PathVariable String code,
            @RequestParam(defaultValue = "no") String own) {
        Provider provider = required(code);
        try {
            return go(page, signIn.begin(provider, !own.equals("yes"), request), response);
        } catch (ProviderException e) {
            return show(page, provider, e.code().name(), true);
        }
    }

    /** Where a browser comes back to. What it brought is in its address: it is led on from there in any case. */
    @Access(To.ANYONE)
    @GetMapping(ONE + CompanySignIn.BACK)
    ModelAndView back(
            HttpServletRequest request,
            HttpServletResponse response,
            @PathVariable String code,
            @RequestParam Optional<String> state,
            @RequestParam(name = "code") Optional<String> brought,
            @RequestParam Optional<String> error,
            @RequestParam Optional<String> iss) {
        Provider provider = required(code);
        try {
            boolean isLinked =
                    signIn.end(provider, new CompanySignIn.Brought(state, brought, error, iss), request, response);
            return new ModelAndView(isLinked ? "redirect:/account" : "redirect:/");
        } catch (ProviderException e) {
            return new ModelAndView("redirect:" + CompanySignIn.PATH + code + "?problem=" + e.code());
        }
    }

    /** Back-Channel Logout 1.0: who came by this provider is out. */
    @Access(To.ANYONE)
    @PostMapping(SIGNED_OUT)
    ResponseEntity<Void> signedOut(
            @PathVariable String code, @RequestParam(name = "logout_token", defaultValue = "") String token) {
        try {
            signIn.signedOut(required(code), token);
            return ResponseEntity.ok().header("Cache-Control", "no-store").build();
        } catch (ProviderException e) {
            return ResponseEntity.badRequest()
                    .header("Cache-Control", "no-store")
                    .build();
        }
    }

    /** Links one's own account. What may make a passkey may: it lets in for as long. */
    @Access(To.STAFF)
    @Unqualified("how somebody signs in is their own")
    @PostMapping("/account/company-sign-in")
    ModelAndView link(Page page, Visitor visitor, HttpServletRequest request, HttpServletResponse response) {
        Optional<Provider> provider = visitor.organisation().flatMap(providers::of);
        try {
            if (provider.isEmpty()) {
                throw new ProviderException(ProviderException.Code.OFF);
            }
            return go(page, signIn.beginToLink(provider.get(), visitor.account(), request), response);
        } catch (ProviderException e) {
            return account.show(page, visitor, request, "identity.provider.problem." + e.code());
        }
    }

    private static ModelAndView go(Page page, URI where, HttpServletResponse response) {
        response.setHeader("Refresh", "0;url=" + where.toASCIIString());
        return new ModelAndView(
                "identity/company-go", Map.of("page", page, "where", where.toASCIIString(), "host", where.getHost()));
    }

    private ModelAndView show(Page page, Provider provider, String problem, boolean isRefused) {
        return Answer.of(
                "identity/company-sign-in",
                isRefused,
                Map.of(
                        "page",
                        page,
                        "company",
                        organisations.name(provider.organisation()),
                        "host",
                        URI.create(provider.issuer()).getHost(),
                        "code",
                        provider.code(),
                        "isOn",
                        provider.isOn(),
                        "problem",
                        problem));
    }

    private Provider required(String code) {
        return Optional.of(code)
                .filter(CODE.asMatchPredicate())
                .flatMap(providers::ofCode)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
