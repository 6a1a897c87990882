package org.wangchuan.engine.plan;

import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.policy.BilingualText;

/** Of a UFS device: what is not done to it, and what stays. */
final class UfsChoice {
    /** The other units of the device. */
    static final BilingualText UNITS_LEFT = new BilingualText(
            "该 UFS 设备还有（或可能还有）其他逻辑单元，不会一并清除；它们各是一块磁盘；有自己编号的可逐一清除",
            "the UFS device has other logical units, or may have; they are not erased with this one. Each is a disk of its own, and can be erased by"
                    + " itself where it has a number of its own");

    private static final BilingualText NOT_CARRIED_OUT = new BilingualText(
            "本版本不执行设备自身的 purge（先全部 unmap，再置 fPurgeEnable）：其命令与 sg_unmap、ufs-utils 所发的逐字节相同，但从未发给任何设备；未在真实硬件上试过",
            "this version does not carry out a purge of the device's own (all unmapped, then fPurgeEnable): its commands are byte by byte what sg_unmap and"
                    + " ufs-utils send, but no device was ever sent them; untried on hardware");
    private static final BilingualText NOT_UNMAPPED = new BilingualText(
            "该逻辑单元自称不支持 unmap，设备的 purge 会保留其中的全部内容；本版本也不执行 purge",
            "the unit says that it can't be unmapped, so that a purge of the device's own would leave all that it holds; nor does this version carry one out");

    private UfsChoice() {}

    /** Why it is not purged by its own command. */
    static LeftOut purge(DriveFacts told) {
        return new LeftOut("ufs-purge", told.no(FactName.UFS_UNMAPS) ? NOT_UNMAPPED : NOT_CARRIED_OUT);
    }
}
