package org.wangchuan.platform.consumer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.Presences;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.process.Recently;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;

/** How owners show that they are there while their device is erased. Thread-safe. */
@Component
class OwnerPresence {
    /** How long after the code a signature on a phone counts: as long as one code is valid. */
    static final Duration SIGNS_AFTER_CODE = Duration.ofMinutes(10);

    private static final String PICTURE = "data:image/png;base64,";

    private final Orders orders;
    private final Presences presences;
    private final Ceremony ceremony;
    private final Vault vault;
    private final OwnerLinks links;
    private final InstantSource clock;

    OwnerPresence(
            Orders orders, Presences presences, Ceremony ceremony, Vault vault, OwnerLinks links, InstantSource clock) {
        this.orders = orders;
        this.presences = presences;
        this.ceremony = ceremony;
        this.vault = vault;
        this.links = links;
        this.clock = clock;
    }

    /** What a page says of it. */
    PresenceShown shown(Guest guest) {
        UUID order = guest.order().id();
        return new PresenceShown(
                canShow(guest.order()),
                guest.order().state().takesPresence() && canSign(guest, guest.order()),
                presences.isAnyErasedOutside(order),
                presences.isAfterwards(order),
                presences.before(order));
    }

    /** Whether the owner can show at all that they are there: there is an erasure that they could have watched. */
    boolean canShow(WorkOrder now) {
        return canBeHere(now) && orders.hasBegun(now.id()) && !presences.isOfAnErasureOutside(now.id());
    }

    /**
     * Whether a signature by hand would say that its hand is here: on the counter's screen, or on a phone into which the code
     * of that screen was typed just now. A finger signs anywhere, and presence must not be had from home. Who has signed is not
     * asked again.
     */
    boolean canSign(Guest guest, WorkOrder now) {
        if (!canShow(now) || now.presence().equals(Optional.of(Presence.HANDWRITTEN))) {
            return false;
        }
        return guest.isOnGlass()
                || (now.presence().equals(Optional.of(Presence.CODE))
                        && presences
                                .since(now.id())
                                .filter(at -> Recently.isWithin(at, SIGNS_AFTER_CODE, clock.instant()))
                                .isPresent());
    }

    /** Whether anything can show that the owner is there: not where the device is not, and not once it is noted that they left. */
    private boolean canBeHere(WorkOrder order) {
        return orders.travel(order).filter(travel -> !travel.isAtDoor()).isEmpty()
                && !order.presence().equals(Optional.of(Presence.ABSENT));
    }

    /** Signs by hand, on the counter's glass, or on a phone that is at the counter. */
    @Transactional
    public void sign(Guest guest, String picture) throws OrderException, VaultException {
        byte[] png = png(picture);
        WorkOrder now = orders.lock(guest.order().id());
        if (now.presence().equals(Optional.of(Presence.HANDWRITTEN))) {
            return; // one signature is kept: a second tap, or a thousand, add nothing
        }
        if (!canSign(guest, now)) {
            throw new OrderException(OrderException.Code.NOT_HERE, "nothing shows that they are at the counter");
        }
        // To be shown if it is doubted later.
        Vault.KeptPicture kept = vault.attach(ceremony.person(guest), Purpose.CERTIFICATE, "image/png", png);
        presences.shows(now.id(), Presence.signed(kept.commitment()), guest.actor());
    }

    /** What a page sends as a signature; the vault refuses what is no picture. */
    static byte[] png(String picture) {
        try {
            return picture.startsWith(PICTURE)
                    ? Base64.getDecoder().decode(picture.substring(PICTURE.length()))
                    : new byte[0];
        } catch (IllegalArgumentException _) {
            return new byte[0]; // refused as no picture
        }
    }

    /** By what stands on the counter's screen. */
    void code(Guest guest, String code) throws OrderException, CodeException {
        if (!canBeHere(guest.order())) {
            throw new OrderException(OrderException.Code.NOT_HERE, "they left, or the device is not where they are");
        }
        requireCode(guest, code);
        presences.shows(guest.order().id(), Presence.CODE.alone(), guest.actor());
    }

    /** Refuses what is not the code of the counter's screen; typed there it would show nothing. A try is counted before it is compared. */
    void requireCode(Guest guest, String code) throws CodeException {
        UUID link = guest.order().id();
        if (guest.isOnGlass()) {
            throw new CodeException(false);
        }
        if (!links.countPresenceTry(link)) {
            throw new CodeException(true);
        }
        if (!links.isPresent(link, code)) {
            throw new CodeException(false);
        }
    }

    void leave(Guest guest) throws OrderException {
        presences.shows(guest.order().id(), Presence.ABSENT.alone(), guest.actor());
    }
}
