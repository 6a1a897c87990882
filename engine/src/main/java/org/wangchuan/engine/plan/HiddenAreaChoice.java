package org.wangchuan.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.HiddenAreaKind;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.hidden.HiddenAreaSizes;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.policy.BilingualText;

/** Which hidden areas are taken away before anything is erased, in order. Whether the drive takes the commands shows when they are sent. */
final class HiddenAreaChoice {
    private HiddenAreaChoice() {}

    /** Empty if nothing is hidden, and where what answers is not the drive itself. A SAS drive may hide blocks however it is erased: that its sanitize reaches them is its word. */
    static List<Plan.HiddenAreaStep> of(MediumFacts medium, Event.HiddenAreas hidden, DriveFacts told) {
        boolean whole = medium.scope() == MediumFacts.Scope.WHOLE_MEDIUM || medium.isTest();
        boolean own =
                (told.reach() == Reach.DIRECT && !medium.caps().contains(Obstacle.Code.BRIDGE.id())) || medium.isTest();
        if (whole && own && SasChoice.isUntold(medium, hidden)) {
            return List.of(
                    new Plan.HiddenAreaStep(HiddenAreaKind.SCSI_CAPACITY, 0, reason(HiddenAreaKind.SCSI_CAPACITY, 0)));
        }
        if (hidden.state() != Event.HiddenState.FOUND || !whole || !own) {
            return List.of();
        }
        Optional<HiddenAreaSizes> sizes = HiddenAreaSizes.of(hidden.commands());
        List<Plan.HiddenAreaStep> out = new ArrayList<>();
        for (HiddenAreaKind kind : sizes.map(HiddenAreaSizes::hiding).orElse(List.of())) {
            long bytes = sizes.orElseThrow().hiddenBytes(kind);
            out.add(new Plan.HiddenAreaStep(kind, bytes, reason(kind, bytes)));
        }
        return List.copyOf(out);
    }

    private static BilingualText reason(HiddenAreaKind kind, long bytes) {
        return switch (kind) {
            case HOST_PROTECTED_AREA ->
                text(
                        "主机保护区（HPA）隐藏了 " + bytes + " 字节；用 SET MAX ADDRESS 永久移除",
                        "a host protected area hides " + bytes + " bytes; SET MAX ADDRESS takes it away for good");
            case ACCESSIBLE_MAX_ADDRESS ->
                text(
                        "可访问最大地址（AMAC）隐藏了 " + bytes + " 字节；用 SET ACCESSIBLE MAX ADDRESS EXT 永久移除，两次断电之间只能执行一次",
                        "the accessible max address hides " + bytes
                                + " bytes; SET ACCESSIBLE MAX ADDRESS EXT takes that away for good, once between two power cycles");
            case SCSI_CAPACITY -> SasChoice.SHOW_ALL;
            case DEVICE_CONFIGURATION_OVERLAY ->
                text(
                        "设备配置覆盖（DCO）隐藏了 " + bytes + " 字节；用 DEVICE CONFIGURATION RESTORE 恢复出厂配置，其他被改过的设置也会一并恢复",
                        "a device configuration overlay hides " + bytes
                                + " bytes; DEVICE CONFIGURATION RESTORE puts the drive back to how it was made, with every other setting that was changed");
        };
    }

    /** What all of them share. */
    private static BilingualText text(String zh, String en) {
        return new BilingualText(
                zh + "。其中的内容也一并擦除，包括制造商放在那里的恢复系统。未在真实硬件上试过",
                en + ". What is in it is erased with the rest, also a recovery system that a manufacturer keeps there."
                        + " Not tried on real hardware");
    }
}
