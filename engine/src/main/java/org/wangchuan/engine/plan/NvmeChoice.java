package org.wangchuan.engine.plan;

import java.util.List;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.NativeTechnique;

/** Of an NVMe device: what overwriting one namespace leaves. */
final class NvmeChoice {
    private NvmeChoice() {}

    /** Whether a sanitize is planned: it is one of all that can hold user data, in no namespace either. */
    static boolean sanitizes(List<Technique> techniques) {
        return techniques.stream()
                .flatMap(technique -> NativeTechnique.of(technique.id()).stream())
                .anyMatch(technique -> technique.bus() == NativeTechnique.Bus.NVME && technique.sanitize());
    }

    /** Why capacity that no namespace has is not reached. */
    static BilingualText unallocated(Event.HiddenAreas hidden) {
        return new BilingualText(
                "该 NVMe 设备有 " + hidden.hiddenBytes()
                        + " 字节不属于任何命名空间，其中可能留有已删除的命名空间的内容，覆写无法触及；请让设备自行清除（sanitize），或先用这些容量建立命名空间并一并清除",
                "the NVMe device has " + hidden.hiddenBytes()
                        + " bytes that no namespace has. What was in a namespace that is deleted may still be in them, and overwriting reaches none of"
                        + " it: have the device erase itself (sanitize), or make a namespace of them first and erase that as well");
    }
}
