package org.wangchuan.platform.custody;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.proof.statement.Verdict;

/**
 * A device in custody.
 *
 * @param code the opaque code on its label, through its whole life
 * @param serialTail the last characters of its serial number or IMEI
 * @param proof what the evidence says of it, once there is any
 * @param bagNumber of the sealed bag that it is in
 * @param isVoid whether it was taken in by mistake, and is none
 */
public record Device(
        UUID id,
        String code,
        UUID site,
        DeviceKind kind,
        String brand,
        String model,
        Optional<String> serialTail,
        String conditionNote,
        Optional<Integer> weightGrams,
        DeviceState state,
        Optional<Proof> proof,
        Optional<String> bagNumber,
        int version,
        Instant registeredAt,
        boolean isVoid) {
    private static final List<String> OF_APPLE = List.of("apple", "苹果", "iphone", "ipad");

    /** Whether it is known to have no place for a memory card, as no phone or tablet of Apple has. */
    public boolean isWithoutSlot() {
        return isOfApple();
    }

    /** By its brand as it was noted: whether it is a phone or a tablet of Apple. */
    public boolean isOfApple() {
        String known = brand.toLowerCase(Locale.ROOT);
        return kind.isPhone() && OF_APPLE.stream().anyMatch(known::contains);
    }

    /**
     * What a signed statement says of this device.
     *
     * @param statement its event id
     * @param verdict as in the statement: {@code purged}, {@code cleared}, {@code partial}, {@code unproven}, {@code failed}
     * @param isConforming whether each clause of the rule set is met, or was validated by a named person
     */
    public record Proof(UUID statement, String verdict, boolean isConforming) {
        /** Whether this opens the gate: both answers, and both good. */
        public boolean opensGate() {
            return isConforming && Verdict.isGood(verdict);
        }
    }
}
