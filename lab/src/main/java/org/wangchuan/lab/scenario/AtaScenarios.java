package org.wangchuan.lab.scenario;

import java.util.List;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Before;
import org.wangchuan.lab.drive.Firmware.Counting;
import org.wangchuan.lab.drive.Firmware.Lock;
import org.wangchuan.lab.drive.Firmware.Medium;
import org.wangchuan.lab.drive.Firmware.Shape;
import org.wangchuan.lab.drive.Way;
import org.wangchuan.lab.scenario.Scenario.Data;
import org.wangchuan.lab.scenario.Scenario.Expected;
import org.wangchuan.lab.scenario.Scenario.Words;

/** Made SATA drives. */
final class AtaScenarios {
    private static final List<String> NOTHING_GOOD = Scenarios.NOTHING_GOOD;
    private static final List<String> NO_PURGE = Scenarios.NO_PURGE;
    private static final List<String> ANYTHING = List.of();
    private static final String SUCCESS = "success";

    static final List<Scenario> ALL = List.of(
            new Scenario(
                    "ata-honest-block",
                    Firmware.that(new Conduct.Honest()),
                    Order.ATA_SANITIZE_BLOCK,
                    new Words("erases all blocks, and tells how far it is", "擦除所有块，并报告进度"),
                    List.of(),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                    "ata-honest-crypto",
                    Firmware.that(new Conduct.Honest()),
                    Order.ATA_SANITIZE_CRYPTO,
                    new Words("changes its key", "更换密钥"),
                    List.of(),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                            "ata-honest-overwrite",
                            Firmware.that(new Conduct.Honest()).of(Medium.MAGNETIC),
                            Order.ATA_SANITIZE_OVERWRITE,
                            new Words(
                                    "is magnetic, and overwrites itself; it could change its key, too",
                                    "磁介质，自行覆写；也可更换密钥"),
                            List.of(),
                            new Expected(SUCCESS, Data.NONE),
                            ANYTHING)
                    .offering(Way.SANITIZE_OVERWRITE, Way.SANITIZE_CRYPTO),
            new Scenario(
                    "ata-counting",
                    Firmware.that(new Conduct.Honest()).of(Medium.MAGNETIC).counting(Counting.TOLD),
                    Order.ATA_SANITIZE_OVERWRITE,
                    new Words(
                            "is magnetic, and counts its replaced blocks (Device Statistics): three before, and five afterwards",
                            "磁介质，并统计替换块（Device Statistics）：之前三个，之后五个"),
                    List.of(),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                    "ata-lying",
                    Firmware.that(new Conduct.Lying()),
                    Order.ATA_SANITIZE_BLOCK,
                    new Words("tells progress and success, and erases nothing", "报告进度与成功，却什么也不擦除"),
                    List.of(2),
                    new Expected(SUCCESS, Data.ALL),
                    NOTHING_GOOD),
            new Scenario(
                    "ata-newest-only",
                    Firmware.that(new Conduct.NewestOnly()),
                    Order.ATA_SANITIZE_BLOCK,
                    new Words(
                            "erases what was written last and nothing else, and tells success",
                            "只擦除最近写入的内容，其余保留，却报告成功"),
                    List.of(),
                    new Expected(SUCCESS, Data.ALL),
                    NO_PURGE),
            new Scenario(
                    "ata-newest-only-encrypted",
                    Firmware.that(new Conduct.NewestOnly()),
                    Order.ATA_SANITIZE_CRYPTO,
                    new Words(
                            "erases what was written last and nothing else, and tells success; its owner had encrypted all",
                            "只擦除最近写入的内容，其余保留，却报告成功；机主的内容全部加密"),
                    List.of(),
                    new Expected(SUCCESS, Data.ALL),
                    NO_PURGE),
            new Scenario(
                    "ata-last-result",
                    Firmware.that(new Conduct.Unmoved()).after(Before.LAST_SUCCEEDED),
                    Order.ATA_SANITIZE_BLOCK,
                    new Words(
                            "takes the order, does nothing, and tells the success of the last one",
                            "接受命令，什么也不做，并报告上一次的成功"),
                    List.of(8),
                    new Expected(SUCCESS, Data.ALL),
                    NOTHING_GOOD),
            new Scenario(
                    "ata-stuck",
                    Firmware.that(new Conduct.Stuck(37)),
                    Order.ATA_SANITIZE_BLOCK,
                    new Words("stays at 37 %", "停在 37 %"),
                    List.of(7),
                    new Expected("in progress", Data.ALL),
                    NOTHING_GOOD),
            new Scenario(
                    "ata-failing",
                    Firmware.that(new Conduct.Failing(50)),
                    Order.ATA_SANITIZE_BLOCK,
                    new Words("fails half-way", "中途失败"),
                    List.of(8),
                    new Expected("failed", Data.SOME),
                    NOTHING_GOOD),
            new Scenario(
                    "ata-failed-before",
                    Firmware.that(new Conduct.Honest()).after(Before.LAST_FAILED_RESTRICTED),
                    Order.ATA_SANITIZE_BLOCK,
                    new Words(
                            "failed the last time, without a way out (FAILURE MODE), and takes nothing but another without one",
                            "上次失败且未留退出途径（FAILURE MODE），只接受同样不留退出途径的命令"),
                    List.of(8),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                    "ata-failed-before-unrestricted",
                    Firmware.that(new Conduct.Honest()).after(Before.LAST_FAILED),
                    Order.ATA_SANITIZE_BLOCK,
                    new Words(
                            "failed the last time, with a way out (FAILURE MODE), and takes neither reads nor writes until then",
                            "上次失败但留有退出途径（FAILURE MODE），在此之前不接受读写"),
                    List.of(8),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                            "ata-frozen",
                            Firmware.that(new Conduct.Honest()).with(Lock.FROZEN),
                            Order.ATA_SANITIZE_BLOCK,
                            new Words("is frozen by the computer's firmware", "被计算机固件冻结"),
                            List.of(),
                            new Expected("refused", Data.ALL),
                            NO_PURGE)
                    .offering(Way.values()),
            new Scenario(
                            "ata-frozen-thaws",
                            Firmware.that(new Conduct.Honest()).with(Lock.FROZEN),
                            Order.ATA_SANITIZE_BLOCK,
                            new Words(
                                    "is frozen, and thaws when the computer sleeps; the product is told that it may (--suspend)",
                                    "被冻结，电脑休眠后即解冻；本程序获准让电脑休眠（--suspend）"),
                            List.of(),
                            new Expected("refused", Data.ALL),
                            ANYTHING)
                    .offering(Way.values()),
            new Scenario(
                            "ata-frozen-again",
                            Firmware.that(new Conduct.Honest()).with(Lock.FROZEN_AGAIN),
                            Order.ATA_SANITIZE_BLOCK,
                            new Words(
                                    "is frozen, and frozen again as the computer wakes from its sleep (--suspend)",
                                    "被冻结，电脑从休眠中唤醒时再次被冻结（--suspend）"),
                            List.of(),
                            new Expected("refused", Data.ALL),
                            NO_PURGE)
                    .offering(Way.values()),
            new Scenario(
                            "ata-locked",
                            Firmware.that(new Conduct.Honest()).with(Lock.LOCKED),
                            Order.ATA_SANITIZE_BLOCK,
                            new Words("is locked by somebody's password", "被他人的密码锁定"),
                            List.of(10),
                            new Expected("refused", Data.ALL),
                            NOTHING_GOOD)
                    .offering(Way.values()),
            new Scenario(
                            "ata-half-hidden",
                            Firmware.that(new Conduct.Refusing()).shaped(Shape.HALF_HIDDEN),
                            Order.ATA_SANITIZE_BLOCK,
                            new Words(
                                    "keeps half of its blocks in a host protected area, and refuses to erase itself",
                                    "一半的块在主机保护区（HPA）中，且拒绝自行擦除"),
                            List.of(6),
                            new Expected("refused", Data.ALL),
                            NO_PURGE)
                    .offering(Way.values()),
            new Scenario(
                            "ata-swallowed",
                            Firmware.that(new Conduct.Honest()).shaped(Shape.SWALLOWING),
                            Order.ATA_SANITIZE_BLOCK,
                            new Words(
                                    "is behind a translation that answers every ATA command with success and nothing in it",
                                    "位于转换芯片之后，任何 ATA 命令都只得到空的成功应答"),
                            List.of(6),
                            new Expected("refused", Data.ALL),
                            NOTHING_GOOD)
                    .offering(Way.values()),
            new Scenario(
                            "ata-stale-identify",
                            Firmware.that(new Conduct.Honest()).shaped(Shape.STALE),
                            Order.ATA_SANITIZE_BLOCK,
                            new Words(
                                    "is behind a translation that answers every ATA command with the identity that it once read",
                                    "位于转换芯片之后，任何 ATA 命令都只得到此前读取的标识"),
                            List.of(6),
                            new Expected("never", Data.ALL),
                            NOTHING_GOOD)
                    .offering(Way.values()),
            new Scenario(
                    "ata-security-erase",
                    Firmware.that(new Conduct.Honest()),
                    Order.ATA_SECURITY_ERASE,
                    new Words("erases by its security feature, and lets go of the password", "以安全特性擦除，并解除密码"),
                    List.of(10),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                    "ata-security-erase-enhanced",
                    Firmware.that(new Conduct.Honest()),
                    Order.ATA_SECURITY_ERASE_ENHANCED,
                    new Words("erases by its security feature, enhanced", "以增强的安全特性擦除"),
                    List.of(10),
                    new Expected(SUCCESS, Data.NONE),
                    ANYTHING),
            new Scenario(
                    "ata-security-erase-failing",
                    Firmware.that(new Conduct.Failing(30)),
                    Order.ATA_SECURITY_ERASE_ENHANCED,
                    new Words("fails at its enhanced security erase, and keeps the password", "增强的安全擦除失败，密码仍在"),
                    List.of(10),
                    new Expected("refused", Data.SOME),
                    NOTHING_GOOD),
            new Scenario(
                    "ata-security-erase-lying",
                    Firmware.that(new Conduct.Lying()),
                    Order.ATA_SECURITY_ERASE_ENHANCED,
                    new Words("says that its enhanced security erase ended, and erases nothing", "声称增强的安全擦除完成，却什么也不擦除"),
                    List.of(10),
                    new Expected(SUCCESS, Data.ALL),
                    NOTHING_GOOD),
            new Scenario(
                            "ata-trim",
                            Firmware.that(new Conduct.Honest()),
                            Order.ATA_TRIM,
                            new Words("lets go of what is trimmed", "释放被 TRIM 的块"),
                            List.of(),
                            new Expected(SUCCESS, Data.NONE),
                            ANYTHING)
                    .offering(Way.SANITIZE_BLOCK),
            new Scenario(
                            "ata-trim-lying",
                            Firmware.that(new Conduct.Lying()),
                            Order.ATA_TRIM,
                            new Words(
                                    "says success of a TRIM, as of its own erasure, and keeps everything",
                                    "对 TRIM 与自行擦除都报告成功，却全部保留"),
                            List.of(2),
                            new Expected(SUCCESS, Data.ALL),
                            NOTHING_GOOD)
                    .offering(Way.SANITIZE_BLOCK));

    private AtaScenarios() {}
}
