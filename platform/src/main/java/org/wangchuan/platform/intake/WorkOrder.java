package org.wangchuan.platform.intake;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What is to become of one device.
 *
 * @param code what people read out, on the label and the receipt
 * @param ownerRef the owner in the vault; absent while nobody has said anything about themselves
 * @param batch the devices of an institution that it is one of
 * @param reference the institution's own number for the device
 * @param currency in which it was taken in, whatever its company pays in by now (ISO 4217)
 * @param policy the rule set's id
 * @param preparation what the owner said of each item of the checklist: {@code done}, {@code skipped}, {@code unable}; and of what is to
 *     be kept: {@code nothing}, {@code copied}, {@code not-yet}
 */
public record WorkOrder(
        UUID id,
        String code,
        UUID site,
        UUID device,
        Channel channel,
        Presenter presenter,
        Optional<UUID> ownerRef,
        Optional<UUID> batch,
        Optional<String> reference,
        OrderState state,
        String currency,
        Optional<Offer> offer,
        String policy,
        Map<String, String> preparation,
        Optional<Consent> consent,
        Optional<Presence> presence,
        int version,
        Instant createdAt) {
    private static final int FIRST_VERSION = 1;

    public WorkOrder {
        preparation = Map.copyOf(preparation);
    }

    /** What was agreed to be paid; where no offer was made, nothing. */
    public Offer agreed() {
        return offer.orElse(new Offer(0, currency));
    }

    /** The version of its rule set that was agreed to: absent before somebody agrees, and where it was not kept. */
    public Optional<Integer> agreedVersion() {
        return consent.flatMap(Consent::policyVersion);
    }

    /**
     * The version of its rule set by which a station carries it out, once somebody has agreed: the one that was agreed to. Where that was not kept its
     * task names none, and stations take that for the first.
     */
    public int carriedOutBy() {
        return agreedVersion().orElse(FIRST_VERSION);
    }

    /**
     * What is paid for the device.
     *
     * @param minor in the currency's smallest unit; zero is an offer, too
     * @param currency ISO 4217
     */
    public record Offer(long minor, String currency) {}

    /**
     * That the owner agreed to the erasure.
     *
     * @param text id and version of the words that they agreed to
     * @param policyVersion the version of the order's rule set that they agreed to, as the signed consent names it; absent where that was not kept
     */
    public record Consent(String text, String language, Instant at, Optional<Integer> policyVersion) {}
}
