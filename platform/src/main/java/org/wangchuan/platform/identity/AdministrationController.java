package org.wangchuan.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
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

/** What an administrator sets up: the company with its first site, and people. */
@Controller
class AdministrationController {
    private static final String ENDED = "identity.problem.ENDED";

    private final Organisations organisations;
    private final Accounts accounts;
    private final LocalPairing localPairing;
    private final QuickSwitch quick;
    private final AccountChanges changes;
    private final AccountHistory history;
    private final CompanyChanges company;
    private final VisibleSites sites;
    private final Newcomers newcomers;

    AdministrationController(
            Organisations organisations,
            Accounts accounts,
            LocalPairing localPairing,
            QuickSwitch quick,
            AccountChanges changes,
            AccountHistory history,
            CompanyChanges company,
            VisibleSites sites,
            Newcomers newcomers) {
        this.newcomers = newcomers;
        this.organisations = organisations;
        this.accounts = accounts;
        this.localPairing = localPairing;
        this.quick = quick;
        this.changes = changes;
        this.history = history;
        this.company = company;
        this.sites = sites;
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR, withoutCompany = true)
    @GetMapping("/setup")
    ModelAndView setup(Page page, Visitor visitor) {
        if (visitor.organisation().isPresent()) {
            return new ModelAndView("redirect:/");
        }
        return lacksPasskey(page, visitor) ? askForPasskey() : setup(page, visitor, Setup.blank());
    }

    /** Whoever made the link of a newcomer could use it as well: what they set up is of who shows a passkey. */
    private boolean lacksPasskey(Page page, Visitor visitor) {
        return newcomers.isOne(visitor.account()) && !page.isFresh();
    }

    private static ModelAndView askForPasskey() {
        return new ModelAndView("redirect:" + Fresh.ASK + "/setup");
    }

    private ModelAndView setup(Page page, Visitor visitor, Setup setup) {
        Optional<String> host = Optional.of(visitor.account())
                .filter(newcomers::isOne)
                .flatMap(_ -> organisations.host())
                .map(organisations::name);
        return Answer.of("identity/setup", setup.isSent(), Map.of("page", page, "setup", setup, "host", host));
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR, withoutCompany = true)
    @PostMapping("/setup")
    ModelAndView create(
            Page page,
            Visitor visitor,
            HttpServletRequest request,
            @RequestParam String company,
            @RequestParam String site,
            @RequestParam String workName,
            @RequestParam(defaultValue = "Asia/Shanghai") String timeZone,
            @RequestParam(defaultValue = "CNY") String currency) {
        if (visitor.organisation().isPresent()) {
            return new ModelAndView("redirect:/");
        }
        Setup setup = new Setup(company, site, workName, timeZone.strip(), currency, true, false);
        if (!setup.wrong().isEmpty()) {
            return setup(page, visitor, setup);
        }
        if (lacksPasskey(page, visitor)) {
            return askForPasskey();
        }
        try {
            // A double click: who comes second is led to what the first has made.
            if (organisations.setUp(
                    visitor.account(),
                    setup,
                    CounterSession.openedWith(request),
                    request.getSession().getId())) {
                localPairing.offer();
            }
            return new ModelAndView("redirect:/");
        } catch (DuplicateKeyException e) {
            return setup(page, visitor, setup.taken());
        }
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @GetMapping("/people")
    ModelAndView people(Page page, Visitor visitor) {
        return people(page, visitor, "", "");
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh("/people")
    @PostMapping("/people")
    ModelAndView addPerson(
            Page page,
            Visitor visitor,
            @RequestParam String workName,
            @RequestParam Optional<UUID> site,
            @RequestParam(required = false) List<Role> roles) {
        String name = workName.strip();
        Optional<String> wrong = Setup.wrongWorkName(name);
        if (wrong.isPresent()) {
            return people(page, visitor, wrong.get(), "");
        }
        if (roles == null || roles.isEmpty()) {
            return people(page, visitor, "identity.problem.no-role", "");
        }
        site.ifPresent(asked -> requireOwn(visitor, asked));
        try {
            Set<Role> chosen = EnumSet.copyOf(roles);
            UUID account = accounts.create(
                    Optional.of(organisation(visitor)), site, name, chosen, Optional.of(visitor.account()));
            return link(page, visitor, account);
        } catch (DuplicateKeyException e) {
            return people(page, visitor, "identity.problem.work-name-exists", "");
        }
    }

    /** Whoever makes one can use it themselves: it is on record, for whom it is made as well, see also {@link TwoPeople}. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh("/people")
    @PostMapping("/people/{account}/link")
    ModelAndView newLink(Page page, Visitor visitor, @PathVariable UUID account) {
        requiredPerson(visitor, account);
        return link(page, visitor, account);
    }

    private ModelAndView link(Page page, Visitor visitor, UUID account) {
        try {
            return people(page, visitor, "", changes.link(organisation(visitor), account, visitor.account()));
        } catch (AccountException e) {
            return people(page, visitor, "identity.problem." + e.code(), "");
        }
    }

    /** What was done to accounts of the company, also for those who govern without being administrators. */
    @Access(
            value = To.STAFF,
            roles = {Role.ADMINISTRATOR, Role.MANAGER})
    @GetMapping("/people/changes")
    ModelAndView changes(Page page, Visitor visitor) {
        return new ModelAndView(
                "identity/people-changes",
                Map.of(
                        "page", page,
                        "changes", history.ofOrganisation(organisation(visitor)),
                        "timeZone", sites.zone(visitor).getId()));
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @GetMapping("/people/{account}/badge")
    ModelAndView askForBadge(Page page, Visitor visitor, @PathVariable UUID account) {
        AccountChanges.Known person = requiredPerson(visitor, account);
        return person.isEnded() ? people(page, visitor, ENDED, "") : badge(page, visitor, person, "");
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh("/people/{account}/badge")
    @PostMapping("/people/{account}/badge")
    ModelAndView badge(Page page, Visitor visitor, @PathVariable UUID account) {
        AccountChanges.Known person = requiredPerson(visitor, account);
        try {
            return badge(page, visitor, person, changes.badge(organisation(visitor), account, visitor.account()));
        } catch (AccountException e) {
            return people(page, visitor, "identity.problem." + e.code(), "");
        }
    }

    /** Before a badge is made, with an empty one; and the only time that it is shown. */
    private ModelAndView badge(Page page, Visitor visitor, AccountChanges.Known person, String badge) {
        return new ModelAndView(
                "identity/badge",
                Map.of(
                        "page", page,
                        "action", "/people/" + person.id() + "/badge",
                        "name", person.workName(),
                        "company", organisations.name(organisation(visitor)),
                        "badge", badge,
                        "before", quick.badgeMadeAt(person.id()),
                        "timeZone", sites.zone(visitor).getId()));
    }

    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh("/people")
    @PostMapping("/people/validators")
    ModelAndView setValidators(Visitor visitor, @RequestParam(defaultValue = "false") boolean apart) {
        company.validators(organisation(visitor), apart, visitor.account());
        return new ModelAndView("redirect:/people");
    }

    private ModelAndView people(Page page, Visitor visitor, String problem, String link) {
        UUID organisation = organisation(visitor);
        return Answer.of(
                "identity/people",
                !problem.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "people",
                        accounts.list(organisation),
                        "sites",
                        organisations.sites(organisation),
                        "areValidatorsApart",
                        organisations.areValidatorsApart(organisation),
                        "problem",
                        problem,
                        "link",
                        link));
    }

    private static UUID organisation(Visitor visitor) {
        return visitor.organisation()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no organisation yet"));
    }

    /** What belongs to another organisation is as if it were not there. */
    private void requireOwn(Visitor visitor, UUID site) {
        boolean isOwn = organisations
                .site(site)
                .filter(found -> visitor.organisation().equals(Optional.of(found.organisation())))
                .isPresent();
        if (!isOwn) {
            throw notFound();
        }
    }

    private AccountChanges.Known requiredPerson(Visitor visitor, UUID account) {
        return changes.find(organisation(visitor), account).orElseThrow(AdministrationController::notFound);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
