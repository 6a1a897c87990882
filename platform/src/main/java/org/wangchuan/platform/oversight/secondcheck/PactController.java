package org.wangchuan.platform.oversight.secondcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.oversight.secondcheck.Pacts.Pact;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** Where administrators of two companies say that one looks from afar at what the other has cleared, and end it: each by their own passkey. */
@Controller
class PactController {
    private final Pacts pacts;
    private final VisibleSites sites;
    private final Accounts accounts;

    PactController(Pacts pacts, VisibleSites sites, Accounts accounts) {
        this.pacts = pacts;
        this.sites = sites;
        this.accounts = accounts;
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @GetMapping("/looks-from-afar")
    ModelAndView list(Page page, Visitor visitor) {
        return list(page, visitor, Optional.empty(), "");
    }

    /** What another company asks this one by. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh("/looks-from-afar")
    @PostMapping("/looks-from-afar/code")
    ModelAndView code(Page page, Visitor visitor) {
        return list(page, visitor, Optional.empty(), pacts.newCode(organisation(visitor), visitor.account()));
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh("/looks-from-afar")
    @Once
    @PostMapping("/looks-from-afar")
    ModelAndView ask(
            Page page,
            Visitor visitor,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(name = "site", required = false) Optional<List<String>> chosen) {
        List<UUID> own = sites.of(visitor).stream()
                .map(Site::id)
                .filter(id -> chosen.orElse(List.of()).contains(id.toString()))
                .toList();
        return answer(page, visitor, pacts.ask(code, own, organisation(visitor), visitor.account()));
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh("/looks-from-afar")
    @Once
    @PostMapping("/looks-from-afar/{pact}/accept")
    ModelAndView accept(Page page, Visitor visitor, @PathVariable UUID pact) {
        return answer(page, visitor, pacts.accept(pact, organisation(visitor), visitor.account()));
    }

    /** Of either company, at any time; before it is accepted that is a no. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh("/looks-from-afar")
    @Once
    @PostMapping("/looks-from-afar/{pact}/end")
    ModelAndView end(Page page, Visitor visitor, @PathVariable UUID pact) {
        return answer(page, visitor, pacts.end(pact, organisation(visitor), visitor.account()));
    }

    private ModelAndView answer(Page page, Visitor visitor, Optional<Pacts.Problem> problem) {
        return problem.isPresent() ? list(page, visitor, problem, "") : new ModelAndView("redirect:/looks-from-afar");
    }

    private static UUID organisation(Visitor visitor) {
        return visitor.organisation().orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private ModelAndView list(Page page, Visitor visitor, Optional<Pacts.Problem> problem, String code) {
        UUID organisation = organisation(visitor);
        return Answer.of(
                "oversight/pacts",
                problem.isPresent(),
                Map.of(
                        "page",
                        page,
                        "pacts",
                        pacts.all(organisation).stream()
                                .map(pact -> view(pact, organisation))
                                .toList(),
                        "sites",
                        sites.of(visitor),
                        "timeZone",
                        sites.zone(visitor).getId(),
                        "code",
                        code,
                        "problem",
                        problem.map(why -> "oversight.pact.problem." + why).orElse("")));
    }

    private PactView view(Pact pact, UUID organisation) {
        boolean isAsking = pact.asking().equals(organisation);
        List<PactView.Step> steps = new ArrayList<>();
        steps.add(new PactView.Step("asked", pact.askedAt(), own(pact.askedBy(), isAsking), !isAsking));
        pact.acceptedAt()
                .ifPresent(at -> steps.add(
                        new PactView.Step("accepted", at, own(pact.acceptedBy().orElseThrow(), !isAsking), isAsking)));
        pact.endedAt().ifPresent(at -> {
            boolean isOwn = pact.endedBy()
                    .filter(account -> accounts.isOf(organisation, account))
                    .isPresent();
            Optional<String> by = pact.endedBy().flatMap(account -> own(account, isOwn));
            steps.add(new PactView.Step(
                    pact.endedBy().isEmpty() ? "restored" : pact.acceptedAt().isEmpty() ? "refused" : "ended",
                    at,
                    by,
                    pact.endedBy().isPresent() && !isOwn));
        });
        PactView.State state = pact.endedAt().isPresent()
                ? PactView.State.ENDED
                : pact.acceptedAt().isPresent() ? PactView.State.ACTIVE : PactView.State.ASKED;
        return new PactView(
                pact.id(),
                isAsking,
                isAsking ? pact.lookingName() : pact.askingName(),
                pact.hasLetIn(),
                pact.sites(),
                state,
                steps);
    }

    private Optional<String> own(UUID account, boolean isOwn) {
        return isOwn ? accounts.workName(account) : Optional.empty();
    }
}
