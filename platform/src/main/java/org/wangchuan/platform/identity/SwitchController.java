package org.wangchuan.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Unqualified;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** Changing the person at a shared counter, and each one's PIN. */
@Controller
class SwitchController {
    private final QuickSwitch quick;
    private final CounterSession counter;
    private final SignedIn signedIn;

    SwitchController(QuickSwitch quick, CounterSession counter, SignedIn signedIn) {
        this.quick = quick;
        this.counter = counter;
        this.signedIn = signedIn;
    }

    @Access(To.STAFF)
    @GetMapping("/switch")
    ModelAndView look(Page page, Visitor visitor, HttpServletRequest request, @RequestParam Optional<String> saved) {
        return view(page, visitor, request, "", saved.isPresent(), Optional.empty());
    }

    @Access(To.STAFF)
    @Unqualified("a colleague takes the counter over")
    @PostMapping("/switch")
    ModelAndView change(
            Page page,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(defaultValue = "") String badge,
            @RequestParam Optional<UUID> account,
            @RequestParam(defaultValue = "") String pin) {
        Optional<UUID> organisation = visitor.organisation();
        if (!counter.isOpen(request) || organisation.isEmpty()) {
            return view(page, visitor, request, "");
        }
        Optional<UUID> next = badge.isBlank()
                ? account.filter(asked -> isColleague(asked, visitor)).filter(asked -> knowsPin(asked, pin))
                : quick.byBadge(badge, organisation.get());
        if (next.isEmpty()) {
            // The same words for whatever was wrong: which PIN or badge is right is nobody's to find out. That a PIN is
            // locked is said for the right one as for a wrong one: whoever has tried it that often knows it.
            boolean isLocked = badge.isBlank()
                    && account.filter(asked -> isColleague(asked, visitor))
                            .filter(quick::isLocked)
                            .isPresent();
            Optional<UUID> tried = account.filter(asked -> badge.isBlank() && isColleague(asked, visitor));
            return view(
                    page,
                    visitor,
                    request,
                    isLocked ? "identity.problem.switch-locked" : "identity.problem.switch",
                    false,
                    tried);
        }
        signedIn.signIn(new QuickAuthentication(next.get()), request, response);
        return new ModelAndView("redirect:/");
    }

    /** Not at a counter that was left open: whoever sets it is this person from then on. */
    @Access(To.STAFF)
    @Fresh("/switch")
    @Unqualified("how somebody signs in is their own")
    @PostMapping("/pin")
    ModelAndView setPin(
            Page page,
            Visitor visitor,
            HttpServletRequest request,
            @RequestParam String pin,
            @RequestParam(defaultValue = "") String again) {
        if (!CounterSession.byPasskey()) {
            return view(page, visitor, request, "identity.problem.pin-passkey");
        }
        if (!QuickSwitch.isPin(pin)) {
            return view(page, visitor, request, "identity.problem.pin");
        }
        // Nobody sees what they type: a slip would keep them out until they come by passkey.
        if (!pin.equals(again)) {
            return view(page, visitor, request, "identity.problem.pin-again");
        }
        quick.setPin(visitor.account(), pin);
        return new ModelAndView("redirect:/switch?saved=pin");
    }

    private boolean isColleague(UUID asked, Visitor visitor) {
        return visitor.organisation()
                .filter(organisation -> quick.colleagues(organisation, visitor.site()).stream()
                        .anyMatch(colleague -> colleague.account().equals(asked)))
                .isPresent();
    }

    private boolean knowsPin(UUID account, String pin) {
        return quick.countTry(account)
                .filter(digest -> quick.isRight(account, digest, pin))
                .isPresent();
    }

    private ModelAndView view(Page page, Visitor visitor, HttpServletRequest request, String problem) {
        return view(page, visitor, request, problem, false, Optional.empty());
    }

    private ModelAndView view(
            Page page,
            Visitor visitor,
            HttpServletRequest request,
            String problem,
            boolean isSaved,
            Optional<UUID> tried) {
        return Answer.of(
                "identity/switch",
                !problem.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "isOpen",
                        counter.isOpen(request),
                        "isByPasskey",
                        CounterSession.byPasskey(),
                        "colleagues",
                        visitor.organisation().stream()
                                .flatMap(organisation -> quick.colleagues(organisation, visitor.site()).stream())
                                .toList(),
                        "isSaved",
                        isSaved,
                        "tried",
                        tried,
                        "left",
                        tried.flatMap(quick::triesLeft),
                        "problem",
                        problem));
    }
}
