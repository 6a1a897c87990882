package org.wangchuan.engine.plan;

import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.hidden.SasCapacity;
import org.wangchuan.engine.policy.BilingualText;

/** Of a SAS drive: whether it has to show first how much it has, and what erasing one of its units leaves. */
final class SasChoice {
    /** Its other units. */
    static final BilingualText UNITS_LEFT = new BilingualText(
            "该设备还有（或可能还有）其他逻辑单元，如双磁头臂硬盘的另一半，不会一并清除，设备自身的 Sanitize 也只清除一个单元。可在工作站照样擦除，结论不会好于“部分清除”；其他单元各是一块磁盘，须另行清除，结论亦然",
            "the device has other logical units, or may have, such as the other half of a drive with two actuators. They are not erased with this one, nor by"
                    + " a sanitize of its own, which is one of a unit. It can be erased all the same, at the station itself, and is partial at best; so can each of the"
                    + " others, which is a disk of its own");

    /** That it is told to show all that it has. */
    static final BilingualText SHOW_ALL = new BilingualText(
            "SAS 硬盘可能曾被设小（MODE SELECT），没有命令会告知：任务开始之前，用 MODE SELECT（逻辑块数全为 1）让它永久显示全部容量，并比较前后的 READ CAPACITY(16)；"
                    + "若容量变大，多出的部分一并清除。未在真实硬件上试过",
            "a SAS drive may have been made smaller (MODE SELECT), which no command tells: before the job begins MODE SELECT with a number of blocks of all ones"
                    + " makes it show all that it has, for good, and READ CAPACITY(16) of before and after are compared. If it grows, what it hid is erased"
                    + " with the rest. Not tried on real hardware");

    /** What is left where no way of erasing it can be shown to reach all of it. */
    static final BilingualText MAY_KEEP = new BilingualText(
            "。未显示的部分，设备自身的 Sanitize 是否触及，主机也无法得知：可在工作站照样擦除，结论不会好于“未能证明”",
            ". Whether a sanitize of its own reaches what it does not show no host can tell either: it can be erased all the same, at the station itself, which is"
                    + " unproven at best");

    private SasChoice() {}

    /** Whether it shows that it is a SAS drive, and was not told to show all that it has. */
    static boolean isUntold(MediumFacts medium, Event.HiddenAreas hidden) {
        return medium.bus().equals(Bus.SCSI.id())
                && hidden.state() == Event.HiddenState.UNREADABLE
                && SasCapacity.isUntold(hidden.commands());
    }

    /** Whether it is one that is not known to show all that it has. */
    static boolean mayHide(MediumFacts medium, Event.HiddenAreas hidden) {
        return medium.bus().equals(Bus.SCSI.id())
                && hidden.state() == Event.HiddenState.UNREADABLE
                && SasCapacity.isSas(hidden.commands());
    }
}
