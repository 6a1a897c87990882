package org.wangchuan.platform.intake.register;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
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
import org.wangchuan.platform.identity.TwoPeople;
import org.wangchuan.platform.intake.OrderPersons;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.VisibleOrders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.vault.Disclosures;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Unqualified;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** Legal holds, and what an authority is told by law: a manager's acts, the second with another's word. */
@Controller
class LawController {
    private final VisibleOrders visible;
    private final Orders orders;
    private final OrderPersons persons;
    private final SellerRegister register;
    private final Vault vault;
    private final Disclosures disclosures;
    private final Accounts accounts;
    private final TwoPeople people;
    private final InstantSource clock;

    LawController(
            VisibleOrders visible,
            Orders orders,
            OrderPersons persons,
            SellerRegister register,
            Vault vault,
            Disclosures disclosures,
            Accounts accounts,
            TwoPeople people,
            InstantSource clock) {
        this.clock = clock;
        this.visible = visible;
        this.orders = orders;
        this.persons = persons;
        this.register = register;
        this.vault = vault;
        this.disclosures = disclosures;
        this.accounts = accounts;
        this.people = people;
    }

    /** To look at also for whoever answers for personal data: other pages send them here. It shows nothing that is kept of the person. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER, Role.DATA_PROTECTION_OFFICER})
    @GetMapping("/intake/{order}/law")
    ModelAndView look(Page page, Visitor visitor, @PathVariable UUID order) {
        return show(page, visitor, required(visitor, order), Map.of(), "");
    }

    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Qualified
    @PostMapping("/intake/{order}/law/hold")
    ModelAndView hold(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String until) {
        WorkOrder known = required(visitor, order);
        return step(page, visitor, known, () -> {
            Instant end = endOf(until, visible.site(visitor, known.site())).orElseThrow(LawController::noTime);
            vault.hold(person(known), new Vault.Hold(reason, end), Reader.staff(visitor, known.site()));
        });
    }

    /** From then on it can be forgotten, which nobody can take back: a browser that was left open is not enough. */
    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Fresh("/intake/{order}/law")
    @Qualified
    @PostMapping("/intake/{order}/law/release")
    ModelAndView release(
            Page page, Visitor visitor, @PathVariable UUID order, @RequestParam(defaultValue = "") String reason) {
        WorkOrder known = required(visitor, order);
        return step(
                page, visitor, known, () -> vault.release(person(known), reason, Reader.staff(visitor, known.site())));
    }

    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Once
    @Qualified
    @PostMapping("/intake/{order}/law/disclosures")
    ModelAndView ask(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam(defaultValue = "") String authority,
            @RequestParam(defaultValue = "") String article,
            @RequestParam(defaultValue = "") String reference,
            @RequestParam(required = false) List<String> purposes,
            @RequestParam(defaultValue = "") String delay,
            @RequestParam(defaultValue = "") String delayArticle,
            @RequestParam(defaultValue = "") String held) {
        WorkOrder known = required(visitor, order);
        Set<Purpose> chosen = EnumSet.noneOf(Purpose.class);
        Stream.of(Purpose.values())
                .filter(purpose -> purposes != null && purposes.contains(purpose.id()))
                .forEach(chosen::add);
        return step(page, visitor, known, () -> {
            Optional<Disclosures.Delay> later = Optional.empty();
            if (!delay.isBlank() || !delayArticle.isBlank()) {
                Instant end = endOf(delay, visible.site(visitor, known.site())).orElseThrow(LawController::noTime);
                later = Optional.of(new Disclosures.Delay(end, delayArticle));
            }
            disclosures.ask(
                    person(known),
                    new Disclosures.Asked(authority, reference, article, chosen, later),
                    isAlone(visitor, known),
                    held.isBlank()
                            ? Optional.empty()
                            : Optional.of(endOf(held, visible.site(visitor, known.site()))
                                    .orElseThrow(LawController::noTime)),
                    Reader.staff(visitor, known.site()));
        });
    }

    /** With their own passkey: a badge, a PIN and a link are known to whoever made them or saw them. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Fresh("/intake/{order}/law")
    @Qualified
    @PostMapping("/intake/{order}/law/disclosures/{disclosure}/confirm")
    ModelAndView confirm(Page page, Visitor visitor, @PathVariable UUID order, @PathVariable UUID disclosure) {
        WorkOrder known = required(visitor, order);
        return step(page, visitor, known, () -> {
            Disclosures.Disclosure asked = requiredOf(known, disclosure);
            if (!asked.askedBy().equals(visitor.account())
                    && !people.areTwo(asked.askedBy(), asked.askedAt(), visitor.account())) {
                throw new VaultException(VaultException.Code.LET_IN, "one let the other in a moment ago");
            }
            disclosures.confirm(disclosure, Reader.staff(visitor, known.site()));
        });
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Fresh("/intake/{order}/law")
    @Unqualified("it ends a disclosure before anything is disclosed")
    @PostMapping("/intake/{order}/law/disclosures/{disclosure}/end")
    ModelAndView end(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @PathVariable UUID disclosure,
            @RequestParam(defaultValue = "") String reason) {
        WorkOrder known = required(visitor, order);
        return step(page, visitor, known, () -> {
            var _ = requiredOf(known, disclosure);
            disclosures.end(disclosure, reason, Reader.staff(visitor, known.site()));
        });
    }

    /** In clear, once, in the answer. */
    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Qualified
    @PostMapping("/intake/{order}/law/disclosures/{disclosure}/open")
    ModelAndView open(Page page, Visitor visitor, @PathVariable UUID order, @PathVariable UUID disclosure) {
        WorkOrder known = required(visitor, order);
        try {
            var _ = requiredOf(known, disclosure);
            Map<Field, String> told = new EnumMap<>(Field.class);
            told.putAll(disclosures.open(disclosure, Reader.staff(visitor, known.site())));
            return show(page, visitor, known, told, "");
        } catch (VaultException e) {
            return show(page, visitor, known, Map.of(), "vault.problem." + e.code());
        }
    }

    /** What may be refused. */
    @FunctionalInterface
    private interface Step {
        void go() throws VaultException;
    }

    private ModelAndView step(Page page, Visitor visitor, WorkOrder order, Step step) {
        try {
            step.go();
            return new ModelAndView("redirect:/intake/" + order.id() + "/law");
        } catch (VaultException e) {
            return show(page, visitor, order, Map.of(), "vault.problem." + e.code());
        }
    }

    private ModelAndView show(Page page, Visitor visitor, WorkOrder order, Map<Field, String> opened, String problem) {
        List<Disclosures.Disclosure> all = disclosures.of(persons.of(order.id()));
        Map<UUID, String> names = new HashMap<>();
        List<Vault.HoldChange> holds = vault.holdChanges(persons.of(order.id()));
        Stream<UUID> ofDisclosures = all.stream()
                .flatMap(one -> Stream.of(
                                Optional.of(one.askedBy()),
                                one.confirmedBy(),
                                one.ended().map(Disclosures.Ended::by))
                        .flatMap(Optional::stream));
        Stream.concat(ofDisclosures, holds.stream().map(Vault.HoldChange::account))
                .distinct()
                .forEach(account -> accounts.workName(account).ifPresent(name -> names.put(account, name)));
        Map<String, Object> model = new HashMap<>();
        model.put("page", page);
        model.put(
                "view",
                new LawView(
                        order,
                        visible.site(visitor, order.site()),
                        visitor.account(),
                        visitor.hasAny(Role.MANAGER),
                        isAlone(visitor, order),
                        order.ownerRef().flatMap(vault::keeping),
                        all,
                        holds,
                        names,
                        opened));
        model.put("now", clock.instant());
        model.put("problem", problem);
        return Answer.of("intake/law", !problem.isEmpty(), model);
    }

    private boolean isAlone(Visitor visitor, WorkOrder order) {
        return !accounts.hasOther(order.site(), visitor.account(), Disclosures.SECOND);
    }

    /** One of another order is as if it were not there. */
    private Disclosures.Disclosure requiredOf(WorkOrder order, UUID disclosure) throws VaultException {
        return disclosures.of(persons.of(order.id())).stream()
                .filter(one -> one.id().equals(disclosure))
                .findFirst()
                .orElseThrow(() -> new VaultException(VaultException.Code.NOT_FOUND, "no such disclosure"));
    }

    private static UUID person(WorkOrder order) throws VaultException {
        return order.ownerRef().orElseThrow(() -> new VaultException(VaultException.Code.NOT_FOUND, "nothing is kept"));
    }

    /** The end of a day where the site is. */
    private static Optional<Instant> endOf(String day, Site site) {
        try {
            return Optional.of(LocalDate.parse(day)
                    .plusDays(1)
                    .atStartOfDay(ZoneId.of(site.timeZone()))
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static VaultException noTime() {
        return new VaultException(VaultException.Code.BAD_TIME, "expected a day");
    }

    private WorkOrder required(Visitor visitor, UUID order) {
        UUID leading = register.leading(visible.required(visitor, order));
        return orders.find(leading).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
