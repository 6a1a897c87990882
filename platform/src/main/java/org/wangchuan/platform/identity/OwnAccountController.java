package org.wangchuan.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
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
import org.wangchuan.platform.web.access.Unqualified;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Page;

/** Somebody's own account: with what they sign in, and what was changed of it. */
@Controller
class OwnAccountController {
    private final AccountChanges changes;
    private final ProviderLinks links;
    private final AccountPage account;

    OwnAccountController(AccountChanges changes, ProviderLinks links, AccountPage account) {
        this.changes = changes;
        this.links = links;
        this.account = account;
    }

    @Access(value = To.STAFF, withoutCompany = true)
    @GetMapping("/account")
    ModelAndView look(Page page, Visitor visitor, HttpServletRequest request) {
        return account.show(page, visitor, request, "");
    }

    /** A browser that was left open is no reason to lock its owner out: a passkey was shown a moment ago, or nothing is removed. */
    @Access(To.STAFF)
    @Fresh("/account")
    @Unqualified("whoever lost a passkey locks it out at once")
    @PostMapping("/account/passkeys/remove")
    ModelAndView removePasskey(
            Page page,
            Visitor visitor,
            HttpServletRequest request,
            @RequestParam String passkey,
            @RequestParam(defaultValue = "no") String sure) {
        if (!sure.equals("yes")) {
            return account.show(page, visitor, request, "identity.problem.not-sure");
        }
        boolean isThisOne = CounterSession.openedWith(request).equals(Optional.of(passkey));
        Optional<String> kept =
                isThisOne ? Optional.empty() : Optional.of(request.getSession().getId());
        try {
            changes.removePasskey(organisation(visitor), visitor.account(), passkey, visitor.account(), kept);
            return new ModelAndView(isThisOne ? "redirect:/sign-in" : "redirect:/account");
        } catch (AccountException e) {
            return account.show(page, visitor, request, "identity.problem." + e.code());
        }
    }

    /** Nobody signs in to it any more by the company's identity provider; who had come by it is out. */
    @Access(To.STAFF)
    @Fresh("/account")
    @Unqualified("how somebody signs in is their own")
    @PostMapping("/account/company-sign-in/remove")
    ModelAndView unlink(Visitor visitor) {
        links.unlink(visitor.account(), visitor.account());
        return new ModelAndView("redirect:/account");
    }

    private static UUID organisation(Visitor visitor) {
        return visitor.organisation().orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
