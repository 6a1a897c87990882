package org.wangchuan.engine.plan;

import org.wangchuan.engine.policy.BilingualText;

/** Of an SD card: what is not done to it (decision 0120). */
final class SdChoice {
    /** Why it is not erased by its own commands. */
    static final LeftOut ERASE = new LeftOut(
            "sd-erase",
            new BilingualText(
                    "本版本不执行 SD 卡自身的擦除命令（CMD32、CMD33、CMD38）：至多达到清除（Clear），与可以回读的覆写相同；其命令只与标准逐字节对照过；未在真实硬件上试过",
                    "this version does not carry out an SD card's own erase (CMD32, CMD33, CMD38): it could clear at the most, as overwriting does, which is"
                            + " read back; its commands were compared with the standard byte by byte alone; untried on hardware"));

    private SdChoice() {}
}
