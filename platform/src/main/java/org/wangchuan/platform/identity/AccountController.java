package org.wangchuan.platform.identity;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
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

/** One person of the organisation: what they may do, and their end. */
@Controller
class AccountController {
    private final AccountChanges changes;
    private final AccountHistory history;
    private final PasskeyTable passkeys;
    private final VisibleSites sites;
    private final ProviderLinks links;

    AccountController(
            AccountChanges changes,
            AccountHistory history,
            PasskeyTable passkeys,
            VisibleSites sites,
            ProviderLinks links) {
        this.links = links;
        this.changes = changes;
        this.history = history;
        this.passkeys = passkeys;
        this.sites = sites;
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @GetMapping("/people/{account}")
    ModelAndView look(Page page, Visitor visitor, @PathVariable UUID account) {
        return show(page, visitor, account, "");
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh("/people/{account}")
    @PostMapping("/people/{account}/roles")
    ModelAndView roles(
            Page page, Visitor visitor, @PathVariable UUID account, @RequestParam(required = false) List<Role> roles) {
        Set<Role> chosen = EnumSet.noneOf(Role.class);
        if (roles != null) {
            chosen.addAll(roles);
        }
        return change(
                page,
                visitor,
                account,
                "/" + account,
                () -> changes.roles(organisation(visitor), account, chosen, visitor.account()));
    }

    /** It only takes away, and may have to be quick. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @PostMapping("/people/{account}/suspend")
    ModelAndView suspend(Page page, Visitor visitor, @PathVariable UUID account) {
        return setActive(page, visitor, account, false);
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh("/people/{account}")
    @PostMapping("/people/{account}/restore")
    ModelAndView restore(Page page, Visitor visitor, @PathVariable UUID account) {
        return setActive(page, visitor, account, true);
    }

    private ModelAndView setActive(Page page, Visitor visitor, UUID account, boolean isActive) {
        return change(
                page,
                visitor,
                account,
                "",
                () -> changes.setActive(organisation(visitor), account, isActive, visitor.account()));
    }

    /** For good: it can't be begun again, so it is asked for twice. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh("/people/{account}")
    @PostMapping("/people/{account}/end")
    ModelAndView end(
            Page page, Visitor visitor, @PathVariable UUID account, @RequestParam(defaultValue = "no") String sure) {
        required(visitor, account);
        if (!sure.equals("yes")) {
            return show(page, visitor, account, "identity.problem.not-sure");
        }
        return change(
                page,
                visitor,
                account,
                "/" + account,
                () -> changes.end(organisation(visitor), account, visitor.account()));
    }

    /** Of somebody else; for one's own see {@link OwnAccountController}. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh("/people/{account}")
    @PostMapping("/people/{account}/passkeys/remove")
    ModelAndView removePasskey(
            Page page,
            Visitor visitor,
            @PathVariable UUID account,
            @RequestParam String passkey,
            @RequestParam(defaultValue = "no") String sure) {
        required(visitor, account);
        if (visitor.account().equals(account)) {
            return new ModelAndView("redirect:/account");
        }
        if (!sure.equals("yes")) {
            return show(page, visitor, account, "identity.problem.not-sure");
        }
        return change(
                page,
                visitor,
                account,
                "/" + account,
                () -> changes.removePasskey(
                        organisation(visitor), account, passkey, visitor.account(), Optional.empty()));
    }

    /** Of the company's own sign-in; the person can link themselves again. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh("/people/{account}")
    @PostMapping("/people/{account}/company-sign-in/remove")
    ModelAndView unlink(Visitor visitor, @PathVariable UUID account) {
        links.unlink(required(visitor, account).id(), visitor.account());
        return new ModelAndView("redirect:/people/" + account);
    }

    /** What may be refused. */
    @FunctionalInterface
    private interface Step {
        void go() throws AccountException;
    }

    private ModelAndView change(Page page, Visitor visitor, UUID account, String then, Step step) {
        required(visitor, account);
        try {
            step.go();
            return new ModelAndView("redirect:/people" + then);
        } catch (AccountException e) {
            return show(page, visitor, account, "identity.problem." + e.code());
        }
    }

    private ModelAndView show(Page page, Visitor visitor, UUID account, String problem) {
        return Answer.of(
                "identity/account",
                !problem.isEmpty(),
                Map.of(
                        "page", page,
                        "person", required(visitor, account),
                        "isOwn", visitor.account().equals(account),
                        "passkeys", passkeys.of(account),
                        "link", links.of(account),
                        "changes", history.of(account),
                        "timeZone", sites.zone(visitor).getId(),
                        "problem", problem));
    }

    /** What belongs to another organisation is as if it were not there. */
    private AccountChanges.Known required(Visitor visitor, UUID account) {
        return changes.find(organisation(visitor), account)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static UUID organisation(Visitor visitor) {
        return visitor.organisation().orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
