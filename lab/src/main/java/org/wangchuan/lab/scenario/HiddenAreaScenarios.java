package org.wangchuan.lab.scenario;

import java.util.List;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Shape;
import org.wangchuan.lab.drive.Way;
import org.wangchuan.lab.scenario.Scenario.Data;
import org.wangchuan.lab.scenario.Scenario.Expected;
import org.wangchuan.lab.scenario.Scenario.Words;

/**
 * Made SATA drives that hide blocks otherwise than by a host protected area alone, or are kept from being frozen. All are honest where they erase
 * themselves; the other program's order is the one that has them show what they hide.
 */
final class HiddenAreaScenarios {
    private static final List<String> ANYTHING = List.of();
    private static final List<String> NOTHING_GOOD = Scenarios.NOTHING_GOOD;
    private static final String SUCCESS = "success";
    private static final String REFUSED = "refused";

    static final List<Scenario> ALL = List.of(
            beyond(
                    "ata-amac-hidden",
                    Shape.HALF_BEYOND,
                    new Words(
                            "keeps half of its blocks beyond its accessible max address (ACS-3); raises it when it is told to",
                            "一半的块位于可访问最大地址（AMAC，ACS-3）之后；收到命令后提高该地址"),
                    SUCCESS,
                    ANYTHING),
            beyond(
                    "ata-amac-frozen",
                    Shape.HALF_BEYOND_FROZEN,
                    new Words(
                            "keeps half of its blocks beyond its accessible max address, which the computer's firmware has frozen",
                            "一半的块位于可访问最大地址（AMAC）之后，且该地址已被计算机固件冻结"),
                    REFUSED,
                    NOTHING_GOOD),
            beyond(
                    "ata-amac-lying",
                    Shape.HALF_BEYOND_UNMOVED,
                    new Words(
                            "keeps half of its blocks beyond its accessible max address, and tells success of raising it without doing so",
                            "一半的块位于可访问最大地址（AMAC）之后，声称已提高该地址，实则不变"),
                    SUCCESS,
                    NOTHING_GOOD),
            overlaid(
                    "ata-dco-hidden",
                    Shape.HALF_OVERLAID,
                    new Words(
                            "was made smaller by half (device configuration overlay); restores itself when it is told to",
                            "被设备配置覆盖（DCO）设为一半大小；收到命令后恢复出厂配置"),
                    SUCCESS,
                    ANYTHING),
            overlaid(
                    "ata-dco-frozen",
                    Shape.HALF_OVERLAID_FROZEN,
                    new Words(
                            "was made smaller by half by an overlay that the computer's firmware has frozen: it tells nothing of it",
                            "被设备配置覆盖（DCO）设为一半大小，且已被计算机固件冻结：对此不作任何回答"),
                    REFUSED,
                    NOTHING_GOOD),
            overlaid(
                    "ata-dco-refusing",
                    Shape.HALF_OVERLAID_KEPT,
                    new Words(
                            "was made smaller by half by an overlay, tells so, and refuses to restore itself",
                            "被设备配置覆盖（DCO）设为一半大小，如实报告，却拒绝恢复"),
                    REFUSED,
                    NOTHING_GOOD),
            overlaid(
                    "ata-dco-lying",
                    Shape.HALF_OVERLAID_UNMOVED,
                    new Words(
                            "was made smaller by half by an overlay, and tells success of restoring itself without doing so",
                            "被设备配置覆盖（DCO）设为一半大小，声称已恢复，实则不变"),
                    SUCCESS,
                    NOTHING_GOOD),
            overlaid(
                    "ata-hpa-dco-hidden",
                    Shape.QUARTER_SHOWN,
                    new Words(
                            "shows a quarter: an overlay leaves half, and half of that is a host protected area, which has to go first",
                            "只显示四分之一：设备配置覆盖（DCO）留下一半，其中一半又是主机保护区（HPA），须先移除后者"),
                    REFUSED,
                    ANYTHING),
            new Scenario(
                            "ata-antifreeze",
                            Firmware.that(new Conduct.Honest()),
                            Order.ATA_SANITIZE_FREEZE,
                            new Words(
                                    "was kept from being frozen (`hdparm --sanitize-antifreeze-lock`) before anything else",
                                    "事先已设为不可冻结（`hdparm --sanitize-antifreeze-lock`）"),
                            List.of(),
                            new Expected(REFUSED, Data.ALL),
                            ANYTHING)
                    .offering(Way.SANITIZE_BLOCK));

    private HiddenAreaScenarios() {}

    private static Scenario beyond(String name, Shape shape, Words words, String claim, List<String> never) {
        return hiding(name, shape, Order.ATA_MAX_ADDRESS, words, claim, never);
    }

    private static Scenario overlaid(String name, Shape shape, Words words, String claim, List<String> never) {
        return hiding(name, shape, Order.ATA_OVERLAY_RESTORE, words, claim, never);
    }

    /** What it shows then is there still: nothing is erased by that. */
    private static Scenario hiding(
            String name, Shape shape, Order order, Words words, String claim, List<String> never) {
        return new Scenario(
                name,
                Firmware.that(new Conduct.Honest()).shaped(shape),
                order,
                words,
                List.of(6),
                new Expected(claim, Data.ALL),
                never);
    }
}
