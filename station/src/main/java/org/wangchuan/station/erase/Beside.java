package org.wangchuan.station.erase;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.open.CardParts;
import org.wangchuan.engine.medium.open.NamespacesBeside;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.NativeTechnique;

/**
 * What an NVMe device erases besides the namespace that was named, where it erases itself: a person has to have named each, and each has to be
 * out of use.
 */
final class Beside {
    private Beside() {}

    /** Whether any of the drive's own techniques is planned. */
    static boolean erasesItself(Plan plan) {
        return plan.techniques().stream()
                .anyMatch(technique -> NativeTechnique.of(technique.id()).isPresent());
    }

    /** Kernel names of the namespaces that go with this one, as far as this machine shows them, or of the parts of an eMMC that were chosen. */
    static List<String> erasedWith(Medium medium, Plan plan) {
        if (medium.bus() == Bus.MMC) {
            return plan.partNames();
        }
        return medium.bus() == Bus.NVME && erasesItself(plan) ? NamespacesBeside.names(medium) : List.of();
    }

    /**
     * Refused where the device says that it has more of them than anybody could name, or that it can have them and not how many: they would be gone with
     * the rest.
     */
    static Optional<Refusal> unseen(Plan plan, List<String> beside, DriveFacts told) {
        boolean reachesAll = plan.techniques().stream()
                .flatMap(technique -> NativeTechnique.of(technique.id()).stream())
                // A revert is one of the whole device, whatever carries it.
                .anyMatch(technique ->
                        technique.bus() == NativeTechnique.Bus.NVME || technique == NativeTechnique.TCG_PSID_REVERT);
        // It is asked for the number of all that there are where it can make and attach them.
        boolean uncounted = told.notAsked().isPresent()
                || told.about(FactName.NAMESPACES_ALLOCATED)
                        .filter(fact -> !(fact.value() instanceof Fact.Count))
                        .isPresent();
        if (reachesAll && uncounted) {
            return Optional.of(Refusal.safety(
                    "NAMESPACES_UNSEEN",
                    "该 NVMe 设备未说明共有多少个命名空间，而设备自身的擦除会波及全部命名空间；可能有未附加到本机的命名空间，无法逐一指明",
                    "this NVMe device does not say how many namespaces it has, and what it erases by itself reaches all of"
                            + " them; some may not be attached to this machine, so that nobody could name them"));
        }
        long most = Math.max(count(told, FactName.NAMESPACES_ALLOCATED), count(told, FactName.NAMESPACES_ATTACHED));
        long unseen = most - 1 - beside.size();
        return reachesAll && unseen > 0
                ? Optional.of(Refusal.safety(
                        "NAMESPACES_UNSEEN",
                        "该 NVMe 设备还有 " + unseen + " 个命名空间没有对应的磁盘，设备自身的擦除会将其一并清除；请先将其附加到本机（以便逐一指明）或删除",
                        "this NVMe device has " + unseen
                                + " more namespaces that no disk of this machine shows, and what it erases by"
                                + " itself reaches them; attach them first, so that they can be named, or delete them"))
                : Optional.empty();
    }

    private static long count(DriveFacts told, FactName name) {
        return told.about(name)
                .map(Fact::value)
                .filter(Fact.Count.class::isInstance)
                .map(value -> ((Fact.Count) value).value())
                .orElse(0L);
    }

    /** Why parts of an eMMC that are to be erased stand in the way; empty if all are held. */
    static Optional<Refusal> inTheWay(CardParts held) {
        return held.notHeld()
                .map(reason -> Refusal.safety(
                        "PART_IN_USE",
                        "该 eMMC 的另一部分正在使用或不是查看过的那一个，无法一并清除：" + reason,
                        "another part of this eMMC, which is to be erased with it, is in use, or is not what was looked at: "
                                + reason));
    }

    /** Refused where some of those that are erased with it were not named. */
    static Optional<Refusal> unnamed(List<String> beside, List<String> named) {
        List<String> unnamed =
                beside.stream().filter(name -> !named.contains(name)).toList();
        String list = String.join(", ", unnamed);
        return unnamed.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        Refusal.Kind.SAFETY,
                        "OTHER_NAMESPACES",
                        new BilingualText(
                                "设备自身的擦除会一并清除同一 NVMe 设备的其他命名空间，须逐一指明：" + list,
                                "what this NVMe device erases by itself reaches its other namespaces as well, each of which has to be named: "
                                        + list),
                        Refusal.Cure.NAME,
                        unnamed.stream().map(name -> "--also " + name).collect(Collectors.joining(" "))));
    }

    /** Why they stand in the way; empty if each was named, and is held. */
    static Optional<Refusal> inTheWay(NamespacesBeside held, List<String> named) {
        return unnamed(held.names(), named)
                .or(() -> held.notHeld()
                        .map(reason -> Refusal.safety(
                                "NAMESPACE_IN_USE",
                                "该 NVMe 设备的另一命名空间正在使用，而设备自身的擦除会波及全部命名空间：" + reason,
                                "another namespace of this NVMe device is in use, and what the device erases by itself reaches all of them: "
                                        + reason)));
    }
}
