package org.wangchuan.platform.consumer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.intake.Agreement;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.list.BatchItem;
import org.wangchuan.platform.intake.list.ListCeremony;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.proof.statement.ConsentClaims;

/** What an institution's person does for all devices of their list, where more than the orders is touched. Thread-safe. */
@Component
class TogetherCeremony {
    static final String CONSENT = "erasure-list";

    private final ListCeremony lists;
    private final Ceremony ceremony;
    private final OwnerPresence presence;
    private final OrderTerms terms;
    private final Vault vault;
    private final Guides guides;

    TogetherCeremony(
            ListCeremony lists,
            Ceremony ceremony,
            OwnerPresence presence,
            OrderTerms terms,
            Vault vault,
            Guides guides) {
        this.lists = lists;
        this.ceremony = ceremony;
        this.presence = presence;
        this.terms = terms;
        this.vault = vault;
        this.guides = guides;
    }

    /** Notes what was said of the items, at each device of the kind. */
    @Transactional
    public void prepare(Guest guest, Map<String, String> said) throws OrderException {
        for (BatchItem one : lists.lock(together(guest).batch().id())) {
            Map<String, String> answers = one.order().state() == OrderState.ACCEPTED ? answers(one, said) : Map.of();
            if (!answers.isEmpty()) {
                terms.prepared(one.order().id(), answers);
            }
        }
    }

    private Map<String, String> answers(BatchItem one, Map<String, String> said) {
        Guide guide = guides.of(one.device());
        return guide.answers(said, Ceremony.ITEM + guide.id() + "-", one.order().preparation());
    }

    /** Notes whether there is something on them that is to be kept, at each of which that was not said otherwise. */
    @Transactional
    public void keep(Guest guest, String said) throws OrderException {
        for (BatchItem one : lists.lock(together(guest).batch().id())) {
            if (one.order().state() == OrderState.ACCEPTED
                    && !"done".equals(one.order().preparation().get(Guide.BACKUP))) {
                terms.prepared(one.order().id(), Map.of(Guide.KEEP, said));
            }
        }
    }

    /** Whether that is said of all that wait for the consent. */
    static boolean isKept(Guest guest) {
        return together(guest).items().stream()
                .filter(item -> item.order().state() == OrderState.ACCEPTED)
                .allMatch(item -> Guide.isKept(item.order().preparation()));
    }

    /** Agrees to the erasure of the devices that were shown, with a declaration of authority: they are the institution's. */
    @Transactional
    public void agree(Guest guest, String digest, String shown, boolean isChinese)
            throws OrderException, VaultException {
        UUID batch = together(guest).batch().id();
        List<WorkOrder> waiting = lists.lock(batch).stream() // before the person, as whoever takes a photo does
                .map(BatchItem::order)
                .filter(order -> order.state() == OrderState.ACCEPTED)
                .toList();
        for (WorkOrder order : waiting) {
            Ceremony.requireKept(order);
        }
        if (!waiting.isEmpty()) {
            ceremony.requireAgreesTo(guest, CONSENT, waiting.stream(), shown);
        }
        UUID person = ceremony.person(guest);
        Optional<Text> declaration = ceremony.authority(guest);
        if (declaration.isPresent()) {
            vault.add(
                    person,
                    Map.of(Field.AUTHORITY, declaration.get().reference()),
                    Purpose.CEREMONY,
                    Reader.owner(guest.site().id()));
        }
        lists.consent(
                batch,
                new Agreement(
                        guides.text(CONSENT).shown(isChinese),
                        declaration.map(text -> text.shown(isChinese)),
                        ConsentClaims.Scope.LIST),
                digest,
                person,
                guest.actor());
    }

    /** A signature by hand: on a phone only after the code of the counter's screen, as for a single order. */
    static ListCeremony.Shows byHand(Guest guest) {
        return new ListCeremony.Shows(
                Presence.HANDWRITTEN,
                guest.isOnGlass() ? Optional.empty() : Optional.of(OwnerPresence.SIGNS_AFTER_CODE),
                Optional.empty());
    }

    /** Signs by hand, once for all that were shown. A second tap adds nothing. */
    @Transactional
    public void sign(Guest guest, String picture, String digest, int count) throws OrderException, VaultException {
        UUID batch = together(guest).batch().id();
        boolean isDone = lists.lock(batch).stream()
                .map(one -> one.order().presence())
                .anyMatch(Optional.of(Presence.HANDWRITTEN)::equals);
        if (isDone && isNothingToSign(guest)) {
            return;
        }
        Vault.KeptPicture kept =
                vault.attach(ceremony.person(guest), Purpose.CERTIFICATE, "image/png", OwnerPresence.png(picture));
        lists.present(
                batch, byHand(guest).with(kept.commitment()), count, digest, "attachment " + kept.id(), guest.actor());
    }

    private boolean isNothingToSign(Guest guest) {
        Guest.Together all = together(guest);
        return lists.toBePresent(all.batch(), lists.lock(all.batch().id()), byHand(guest))
                .items()
                .isEmpty();
    }

    /** By what stands on the counter's screen. */
    void code(Guest guest, String code, String digest, int count) throws OrderException, CodeException {
        presence.requireCode(guest, code);
        lists.present(
                together(guest).batch().id(), ListCeremony.Shows.of(Presence.CODE), count, digest, "", guest.actor());
    }

    static Guest.Together together(Guest guest) {
        return guest.together().orElseThrow(() -> new IllegalStateException("no list"));
    }

    /** A whole number of a form; zero for all else. */
    static int number(String text) {
        return Optional.of(text)
                .filter(one -> one.matches("\\d{1,4}"))
                .map(Integer::parseInt)
                .orElse(0);
    }
}
