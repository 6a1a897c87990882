package org.wangchuan.engine.plan;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.Way;
import org.wangchuan.engine.medium.told.Way.Standing;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.Policy;

/** Whether a drive is reverted by the PSID on its label, before it is overwritten. What was told is asked again, and recorded, when it is carried out. */
final class RevertChoice {
    /** What told, or did not, where an ATA drive's own commands were tried. */
    private static final String TRUSTED_RECEIVE = "TRUSTED RECEIVE";

    private static final BilingualText NOT_TOLD =
            new BilingualText("该设备未说明还原会删除什么", "the drive does not say what a revert would remove");
    private static final BilingualText NOT_LET_THROUGH = new BilingualText(
            "该设备称有可信计算命令（TRUSTED RECEIVE），但未得到应答：Linux 只有在以内核参数 libata.allow_tpm=1 启动时才放行这些命令。请在内核命令行加上"
                    + " libata.allow_tpm=1 后重新启动，再制定方案；若仍如此，则是设备或其适配器拒绝",
            "the drive says that it has commands for its locks (TRUSTED RECEIVE), and they were refused: Linux lets them through only if it was"
                    + " started with libata.allow_tpm=1. Add libata.allow_tpm=1 to the kernel's command line, start the computer again, and plan"
                    + " again; if that changes nothing, the drive or its adapter refuses them");
    private static final BilingualText NOT_LOCKED_IN = new BilingualText(
            "该设备从未启用锁定：还原会报告成功，而数据原样保留",
            "locking was never enabled on this drive: a revert would say success and leave the data as they are");
    private static final BilingualText BUSY =
            new BilingualText("该设备正在删除数据或清除", "the drive is removing data or sanitizing just now");
    private static final BilingualText NO_PASSES_FOLLOW = new BilingualText(
            "还原之后须按规则覆写，而此规则（或设备自身的其他方式）之后没有覆写；请先按 nist-clear 擦除，再按此规则擦除",
            "a revert has to be followed by overwriting, and by this rule set, or after the drive's other ways, none follows; erase by"
                    + " nist-clear first, and then by this one");
    private static final BilingualText NO_PSID = new BilingualText(
            "需要标签上印的 PSID（32 位），而此处没有人提供",
            "the PSID printed on the drive's label (32 characters) is needed, and nobody gives it here");
    private static final BilingualText REASON = new BilingualText(
            "用标签上印的 PSID 还原，需要有人输入或扫描它；整个设备（所有命名空间）的密钥被销毁，锁定随之解除；删除了什么只有设备自己知道，因此之后仍按规则覆写",
            "revert by the PSID printed on the label, which somebody has to type or scan; it destroys the keys of the whole device with all"
                    + " its namespaces, and ends its locks; what was removed is the drive's word, so that it is overwritten after it by the rule set");

    private RevertChoice() {}

    /** What the drive says of it; empty if it has nothing of the kind, or can't be asked. */
    static Optional<Way> way(MediumFacts medium, DriveFacts told) {
        return List.of("nvme", "ata", "scsi").contains(medium.bus())
                ? Way.of(told).stream()
                        .filter(way -> way.id().equals(NativeTechnique.TCG_PSID_REVERT.id()))
                        .filter(way -> way.standing() != Standing.NOT_OFFERED)
                        .findFirst()
                : Optional.empty();
    }

    /**
     * Why it is left out.
     *
     * @param others whether the drive has other ways that are used first
     * @param psid whether somebody brings the PSID
     */
    static Optional<BilingualText> against(
            Way way, DriveFacts told, MediumFacts medium, Policy policy, boolean others, boolean psid) {
        if (way.standing() == Standing.NOT_TOLD) {
            return Optional.of(notLetThrough(told) ? NOT_LET_THROUGH : NOT_TOLD);
        }
        if (way.hindrances().contains("tcg-locking-inactive")) {
            return Optional.of(NOT_LOCKED_IN);
        }
        if (way.standing() == Standing.HINDERED) {
            return Optional.of(BUSY);
        }
        boolean overwritten = !policy.passesFor(medium.effectiveClass()).isEmpty()
                && (!others || policy.nativeThenOverwrite() || policy.nativeElseOverwrite());
        if (!overwritten) {
            return Optional.of(NO_PASSES_FOLLOW);
        }
        return psid ? Optional.empty() : Optional.of(NO_PSID);
    }

    /** An ATA drive says that it has commands of its own for it, and what answered to the last that was tried was a refusal: Linux's, or the drive's. */
    private static boolean notLetThrough(DriveFacts told) {
        return told.about(FactName.TCG)
                .filter(fact -> fact.source().equals(TRUSTED_RECEIVE)
                        && fact.value() instanceof Fact.Untold(Fact.Why why, String _)
                        && (why == Fact.Why.REFUSED || why == Fact.Why.NOT_PASSED_ON))
                .isPresent();
    }

    /** Whether nothing but the PSID is missing. */
    static boolean needsPsid(BilingualText against) {
        return against.equals(NO_PSID);
    }

    static Technique technique(DriveFacts told) {
        return new Technique(
                NativeTechnique.TCG_PSID_REVERT.id(),
                NativeChoice.untried(REASON),
                NativeTechnique.TCG_PSID_REVERT.reaches(),
                ToldTimes.of(NativeTechnique.TCG_PSID_REVERT, told, 0));
    }
}
