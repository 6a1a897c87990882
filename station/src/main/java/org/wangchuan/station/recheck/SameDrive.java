package org.wangchuan.station.recheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.examine.DeviceInventory;
import org.wangchuan.engine.medium.examine.Duplicates;
import org.wangchuan.station.erase.Refusal;

/**
 * Whether a drive can be the one that was erased, by all that it says of itself: before a byte of it is read. Where it has no serial number
 * that is little, and its contents have to say the rest.
 */
final class SameDrive {
    private SameDrive() {}

    /** Why it can't be; empty if nothing is against it. */
    static Optional<Refusal> refusal(MediumFacts erased, Medium medium, MediumFacts now) {
        if (erased.scope() != now.scope() || now.scope() == MediumFacts.Scope.PARTITION) {
            return Optional.of(Refusal.safety(
                    "RECHECK_NOT_WHOLE",
                    "须为被擦除的整个设备，此处是 " + now.scope() + "，擦除时是 " + erased.scope(),
                    "expected the whole of what was erased (" + erased.scope() + ", and no partition), found "
                            + now.scope()));
        }
        return other("serial number", "序列号", erased.serial(), now.serial())
                .or(() -> other("model", "型号", erased.model(), now.model()))
                // Not every way that a drive is attached by tells it; where both do, it counts.
                .or(() -> erased.wwn().isPresent() && now.wwn().isPresent()
                        ? other("WWN", "WWN", erased.wwn(), now.wwn())
                        : Optional.empty())
                .or(() -> other(
                        "capacity in bytes",
                        "容量（字节）",
                        Optional.of(erased.capacityBytes() + ""),
                        Optional.of(now.capacityBytes() + "")))
                .or(() -> twins(medium));
    }

    private static Optional<Refusal> other(String en, String zh, Optional<String> expected, Optional<String> found) {
        return expected.equals(found)
                ? Optional.empty()
                : Optional.of(Refusal.safety(
                        "RECHECK_OTHER_DRIVE",
                        "这不是被擦除的设备：" + zh + "应为 " + expected.orElse("（无）") + "，实为 " + found.orElse("（无）"),
                        "this is not the drive that was erased: " + en + ": expected " + expected.orElse("none")
                                + ", found " + found.orElse("none")));
    }

    /** Bridges make serial numbers up: where two attached devices have the same, it names neither. */
    private static Optional<Refusal> twins(Medium medium) {
        if (medium.serial().isEmpty()) {
            return Optional.empty();
        }
        List<Medium> all = new ArrayList<>(List.of(medium));
        for (DeviceInventory.Entry entry : new DeviceInventory().list()) {
            if (entry instanceof DeviceInventory.Listed(Medium other, var _)
                    && !other.number().equals(medium.number())
                    && !other.wholeName().equals(Optional.of(medium.name()))) {
                all.add(other);
            }
        }
        return Duplicates.sameSerial(all).stream()
                .filter(group -> group.contains(medium))
                .findFirst()
                .map(group -> {
                    String names =
                            String.join(", ", group.stream().map(Medium::name).toList());
                    return Refusal.safety(
                            "SAME_SERIAL",
                            "多个设备报告相同的序列号：" + names,
                            "several devices report the same serial number: " + names);
                });
    }
}
