package org.wangchuan.platform.consumer;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.intake.OrderPersons;
import org.wangchuan.platform.intake.register.SellerRegister;
import org.wangchuan.platform.rights.Ground;
import org.wangchuan.platform.rights.Officers;
import org.wangchuan.platform.rights.OwnRequests;
import org.wangchuan.platform.rights.PersonRequest;
import org.wangchuan.platform.rights.RequestKind;
import org.wangchuan.platform.vault.Backups;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Read;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;

/** What is kept of owners, who looked at it, and its end; only for themselves. Thread-safe. */
@Component
class OwnerPrivacy {
    /** How somebody is called and reached, and what they declared: nothing that this phone could not know. */
    private static final Set<Field> OWN_IN_CLEAR =
            Collections.unmodifiableSet(EnumSet.of(Field.NAME, Field.PHONE, Field.EMAIL, Field.AUTHORITY));

    /** All else that is a line of text, also what is collected some day: nothing that is kept is kept from its person. */
    private static final Set<Field> OWN_MASKED = Arrays.stream(Field.values())
            .filter(field -> !field.isAttachment() && !OWN_IN_CLEAR.contains(field))
            .collect(Collectors.toUnmodifiableSet());

    private final Vault vault;
    private final OwnerLinks links;
    private final ReplacedLinks replaced;
    private final Organisations organisations;
    private final SellerRegister register;
    private final Backups backups;
    private final OrderPersons persons;
    private final OwnRequests requests;
    private final Officers officers;
    private final Guides guides;

    OwnerPrivacy(
            Vault vault,
            OwnerLinks links,
            ReplacedLinks replaced,
            Organisations organisations,
            SellerRegister register,
            Backups backups,
            OrderPersons persons,
            OwnRequests requests,
            Officers officers,
            Guides guides) {
        this.guides = guides;
        this.persons = persons;
        this.officers = officers;
        this.requests = requests;
        this.backups = backups;
        this.vault = vault;
        this.links = links;
        this.replaced = replaced;
        this.organisations = organisations;
        this.register = register;
    }

    /** Who saw what of whoever this order is, or was, of. */
    List<Read> reads(UUID order) {
        return vault.reads(persons.of(order));
    }

    /** Who saw what; what is kept, what for and until when. */
    ModelAndView page(Look look, Map<Field, String> own, String problem) {
        Optional<UUID> person = look.guest().order().ownerRef();
        List<Read> reads = reads(look.guest().order().id());
        Map<UUID, String> sites = new LinkedHashMap<>();
        for (Read read : reads) {
            sites.computeIfAbsent(
                    read.site(),
                    site -> organisations
                            .site(site)
                            .map(Organisations.Site::name)
                            .orElse("?"));
        }
        Map<String, Object> model = new HashMap<>();
        model.put("keeping", person.flatMap(vault::ownKeeping));
        model.put(
                "toldLater",
                vault.holdsToldLater(persons.of(look.guest().order().id())));
        model.put("photos", pictures(person, Field.PHOTO));
        model.put("signatures", pictures(person, Field.SIGNATURE));
        model.put("browsers", links.browsers(look.guest().order().id()));
        model.put("renewals", replaced.renewals(look.guest().order().id()));
        model.put("reads", reads);
        model.put("sites", sites);
        model.put("own", inWords(own, look.page().isChinese()));
        model.put("law", law(look));
        model.put("backupsUntil", backups.until());
        model.put("officer", officers.of(look.guest().site().organisation()));
        model.put("open", open(look.guest()));
        return look.view("privacy", problem, model);
    }

    /** What goes by forgetting and what stays, before anything goes; the page itself where nothing can go. */
    ModelAndView sure(Look look) {
        Optional<Vault.Keeping> keeping =
                look.guest().order().ownerRef().flatMap(vault::ownKeeping).filter(Vault.Keeping::canForget);
        if (keeping.isPresent() && isLookedAtFirst(look.guest())) {
            return page(look, Map.of(), "vault.problem." + VaultException.Code.NOT_AT_ONCE);
        }
        return keeping.isEmpty()
                ? page(look, Map.of(), "")
                : look.view(
                        "forget",
                        "",
                        Map.of(
                                "keeping",
                                keeping.get(),
                                "open",
                                open(look.guest()),
                                "backupsUntil",
                                backups.until(),
                                "law",
                                law(look)));
    }

    private long open(Guest guest) {
        return requests.of(guest.order().id()).stream()
                .filter(PersonRequest::isOpen)
                .count();
    }

    /** What was declared, in the words that were declared, for whoever reads it: the vault keeps which words these were. */
    Map<Field, String> inWords(Map<Field, String> own, boolean isChinese) {
        Map<Field, String> out = new LinkedHashMap<>(own);
        out.computeIfPresent(
                Field.AUTHORITY,
                (_, reference) -> guides.textOf(reference)
                        .map(text -> String.join(" ", text.paragraphs(isChinese)))
                        .orElse(reference));
        return out;
    }

    /** Nothing is said to go that will not go: a hold stops it, of which its person is told later. */
    private boolean isLookedAtFirst(Guest guest) {
        return guest.order()
                .ownerRef()
                .flatMap(vault::keeping)
                .flatMap(Vault.Keeping::hold)
                .isPresent();
    }

    private String law(Look look) {
        return register.ruleOf(look.guest().site().id()).law();
    }

    private List<Vault.HeldPicture> pictures(Optional<UUID> person, Field field) {
        return person.map(known -> vault.pictures(known, field)).orElse(List.of());
    }

    /**
     * What is kept of the owner, in clear, for their own eyes; but masked what stands on a document of theirs, or is an account: whoever
     * holds this phone reads it, too.
     */
    Map<Field, String> own(Guest guest) throws VaultException {
        UUID person = guest.order()
                .ownerRef()
                .orElseThrow(() -> new VaultException(VaultException.Code.NOT_FOUND, "nothing is kept"));
        Reader owner = Reader.owner(guest.site().id());
        Map<Field, String> out = new EnumMap<>(Field.class);
        out.putAll(vault.read(person, OWN_IN_CLEAR, Purpose.OWN_ACCESS, owner));
        if (vault.keeping(person)
                .filter(keeping -> keeping.fields().stream().anyMatch(OWN_MASKED::contains))
                .isPresent()) {
            out.putAll(vault.masked(person, OWN_MASKED, Purpose.OWN_ACCESS, owner));
        }
        requests.atOnce(guest.order().id(), RequestKind.ACCESS, Optional.empty());
        return out;
    }

    /** Forgets, and notes that it was asked for and done; twice is once. */
    @Transactional
    public void forget(Guest guest) throws VaultException {
        Optional<UUID> person = guest.order().ownerRef();
        Optional<Vault.Keeping> before = person.flatMap(vault::keeping)
                .filter(keeping -> keeping.forgottenAt().isEmpty());
        if (before.isPresent()) {
            vault.forget(person.get(), Reader.owner(guest.site().id()));
            requests.atOnce(
                    guest.order().id(),
                    RequestKind.DELETION,
                    before.get().keptByLawUntil().map(_ -> Ground.KEPT_BY_LAW));
        }
    }
}
