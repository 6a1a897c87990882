package org.wangchuan.platform.intake;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.intake.register.SellerEntry;
import org.wangchuan.platform.intake.register.SellerRegister;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Reason;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/**
 * The person of an order, as far as the counter may know them: masked, and in clear with a reason. Data are in forms and answers, never
 * in an address; what is in clear is an answer to a form, so that no link and no history leads to it.
 */
@Controller
class PersonController {
    /** What the counter reads in words. */
    private static final Set<Purpose> READ =
            Set.of(Purpose.CEREMONY, Purpose.OFFER_AND_PAYMENT, Purpose.SELLER_REGISTER);

    /** The seller's form, when nothing was typed. */
    private static final SellerEntry BLANK = new SellerEntry(Map.of());

    private final VisibleOrders visible;
    private final Orders orders;
    private final SellerRegister register;
    private final Vault vault;

    PersonController(VisibleOrders visible, Orders orders, SellerRegister register, Vault vault) {
        this.visible = visible;
        this.orders = orders;
        this.register = register;
        this.vault = vault;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/{order}/person")
    ModelAndView look(Page page, Visitor visitor, @PathVariable UUID order) {
        return show(page, visitor, required(visitor, order), Shown.MASKED, List.of(), BLANK);
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Qualified
    @PostMapping("/intake/{order}/person/register")
    ModelAndView enter(Page page, Visitor visitor, @PathVariable UUID order, @RequestParam Map<String, String> fields) {
        WorkOrder known = required(visitor, order);
        SellerEntry entry = new SellerEntry(fields);
        List<String> problems = entry.problems(register.ruleOf(known.site()));
        if (!problems.isEmpty()) {
            return show(page, visitor, known, Shown.MASKED, problems, entry);
        }
        Reader writer = Reason.of(entry.get("reason"))
                .map(reason -> Reader.staff(visitor, known.site()).because(reason, ""))
                .orElseGet(() -> Reader.staff(visitor, known.site()));
        try {
            register.enter(known.id(), entry, writer);
            return new ModelAndView("redirect:/intake/" + known.id() + "/person");
        } catch (OrderException e) {
            return show(page, visitor, known, Shown.MASKED, List.of("intake.problem." + e.code()), BLANK);
        } catch (VaultException e) {
            return show(page, visitor, known, Shown.MASKED, List.of("vault.problem." + e.code()), entry);
        }
    }

    /** In clear, once, in the answer. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Qualified
    @PostMapping("/intake/{order}/person/open")
    ModelAndView open(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam(defaultValue = "") String purpose,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String reference) {
        WorkOrder known = required(visitor, order);
        Optional<Purpose> asked =
                READ.stream().filter(one -> one.id().equals(purpose)).findFirst();
        Optional<Reason> why = Reason.of(reason);
        if (asked.isEmpty() || why.isEmpty()) {
            return show(page, visitor, known, Shown.MASKED, List.of("vault.problem.NO_REASON"), BLANK);
        }
        try {
            UUID person = person(known);
            Map<Field, String> clear = vault.read(
                    person,
                    kept(person, asked.get()),
                    asked.get(),
                    Reader.staff(visitor, known.site()).because(why.get(), reference));
            return show(page, visitor, known, new Shown(asked, clear), List.of(), BLANK);
        } catch (VaultException e) {
            return show(page, visitor, known, Shown.MASKED, List.of("vault.problem." + e.code()), BLANK);
        }
    }

    /** A signature by hand, the last if none is named, as a picture and nothing else. */
    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Qualified
    @PostMapping("/intake/{order}/person/signature")
    Object signature(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam Optional<UUID> signature,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String reference) {
        WorkOrder known = required(visitor, order);
        Optional<Reason> why = Reason.of(reason);
        if (why.isEmpty()) {
            return show(page, visitor, known, Shown.MASKED, List.of("vault.problem.NO_REASON"), BLANK);
        }
        try {
            Vault.HeldPicture signed = vault.pictures(person(known), Field.SIGNATURE).stream()
                    .filter(one -> signature.isEmpty() || signature.get().equals(one.id()))
                    .reduce((_, last) -> last)
                    .orElseThrow(() ->
                            new VaultException(VaultException.Code.NOT_FOUND, "no such signature of this person"));
            Vault.OpenedPicture opened = vault.picture(
                    signed.id(),
                    Field.SIGNATURE,
                    Purpose.CERTIFICATE,
                    Reader.staff(visitor, known.site()).because(why.get(), reference));
            return ResponseEntity.ok()
                    .contentType(MediaType.IMAGE_PNG)
                    .cacheControl(CacheControl.noStore())
                    .body(opened.bytes());
        } catch (VaultException e) {
            return show(page, visitor, known, Shown.MASKED, List.of("vault.problem." + e.code()), BLANK);
        }
    }

    /**
     * What was opened just now.
     *
     * @param purpose empty if nothing was
     */
    private record Shown(Optional<Purpose> purpose, Map<Field, String> values) {
        static final Shown MASKED = new Shown(Optional.empty(), Map.of());
    }

    private ModelAndView show(
            Page page, Visitor visitor, WorkOrder order, Shown shown, List<String> problems, SellerEntry entry) {
        List<String> all = new ArrayList<>(problems);
        Map<Purpose, Map<Field, String>> values = new EnumMap<>(Purpose.class);
        Optional<Vault.Keeping> keeping = order.ownerRef().flatMap(vault::keeping);
        for (Purpose purpose : READ) {
            if (shown.purpose().equals(Optional.of(purpose))) {
                values.put(purpose, shown.values());
            } else if (keeping.isPresent() && keeping.get().purposes().containsKey(purpose)) {
                masked(visitor, order, purpose, all).ifPresent(masked -> values.put(purpose, masked));
            }
        }
        Map<String, Object> model = new HashMap<>();
        model.put("page", page);
        model.put(
                "view",
                new PersonView(
                        order,
                        visible.site(visitor, order.site()),
                        register.ruleOf(order.site()),
                        register.isEntered(order),
                        register.mayEnter(order, visitor.roles()),
                        visitor.hasAny(Role.MANAGER),
                        keeping,
                        values,
                        shown.purpose(),
                        order.ownerRef()
                                .map(person -> vault.pictures(person, Field.SIGNATURE))
                                .orElse(List.of())));
        model.put("entry", entry);
        model.put("problems", all);
        return Answer.of("intake/person", !problems.isEmpty(), model);
    }

    private Optional<Map<Field, String>> masked(
            Visitor visitor, WorkOrder order, Purpose purpose, List<String> problems) {
        UUID person = order.ownerRef().orElseThrow();
        Set<Field> fields = kept(person, purpose);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(vault.masked(person, fields, purpose, Reader.staff(visitor, order.site())));
        } catch (VaultException e) {
            problems.add("vault.problem." + e.code());
            return Optional.empty();
        }
    }

    /** What can be read in words of what is kept for a purpose. */
    private Set<Field> kept(UUID person, Purpose purpose) {
        Set<Field> out = EnumSet.noneOf(Field.class);
        vault.keeping(person).map(Vault.Keeping::fields).orElse(Set.of()).stream()
                .filter(field -> purpose.fields().contains(field) && !field.isAttachment() && field != Field.AUTHORITY)
                .forEach(out::add);
        return out;
    }

    private static UUID person(WorkOrder order) throws VaultException {
        return order.ownerRef().orElseThrow(() -> new VaultException(VaultException.Code.NOT_FOUND, "nothing is kept"));
    }

    /** The order that this visitor may see, or the one that leads its list. */
    private WorkOrder required(Visitor visitor, UUID order) {
        UUID leading = register.leading(visible.required(visitor, order));
        return orders.find(leading).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
