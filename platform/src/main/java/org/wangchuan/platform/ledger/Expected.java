package org.wangchuan.platform.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a receipt has to be about, to prove anything of an order.
 *
 * @param medium the one of the device's media that the station was to erase
 * @param isPhone whether that is a phone: of a phone no drive's receipt proves anything, and of a drive no phone's
 * @param asset the code on the device's label; a statement that names another one is about another device
 * @param policy id of the rule set that the order asks for
 * @param policyVersion its version that was agreed to; absent where that was not kept: then any counts
 * @param notBefore when the station was allowed to begin; what it did before was for somebody else
 */
public record Expected(
        UUID order,
        String orderCode,
        UUID medium,
        boolean isPhone,
        String asset,
        String policy,
        Optional<Integer> policyVersion,
        Instant notBefore,
        SerialCheck serials) {
    /** Knows whether a device is the one. */
    @FunctionalInterface
    public interface SerialCheck {
        /** Whether a medium with this serial number, or with none, is the one of the order. */
        boolean isItsOwn(Optional<String> serial);
    }
}
