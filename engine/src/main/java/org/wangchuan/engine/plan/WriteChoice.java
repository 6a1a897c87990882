package org.wangchuan.engine.plan;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.NativeTechnique;

/**
 * Whether a drive says that it takes no writes just now: nothing would come of overwriting it, and whoever hands it in would have agreed to that for nothing. Only its
 * own answer counts, for a bridge may tell what IDENTIFY DEVICE once said. A last sanitize that failed is no such thing: an NVMe log tells it also of a drive
 * that has left that state since.
 */
final class WriteChoice {
    static final String CODE = "TAKES_NO_WRITES";

    private static final BilingualText LOCKED = new BilingualText(
            "该硬盘设有 ATA 密码并已锁定，不接受写入：请由设下密码的人在原来的电脑上取消密码；若是先前的擦除被打断而留下的公开密码，请继续那个任务，或改按只由硬盘自行清除的规则"
                    + "（nist-purge、nist-clear-native）擦除；标签上印有 PSID 的，可用它还原；否则请销毁硬盘",
            "the drive is locked by an ATA password and takes no writes: whoever set it has to take it away, on the computer where it was set; if it is the"
                    + " published one, which an erasure that was cut off has left, go on with that job, or erase by a rule set under which drives erase themselves"
                    + " and nothing else (nist-purge, nist-clear-native); one with a PSID on its label may be reverted by that; else destroy the drive");

    private static final BilingualText RUNNING = new BilingualText(
            "该硬盘正在执行先前收到的自行擦除命令，在此期间不接受写入：请等它结束",
            "the drive is at an erasure of its own that it was told before, and takes no writes meanwhile: wait until that has ended");

    private WriteChoice() {}

    /**
     * Why passes would not be written.
     *
     * @param first ways of the drive's own that are tried before them: none of them ends a lock whose password is somebody else's, but that a revert does nobody can
     *     rule out
     */
    static Optional<BilingualText> against(MediumFacts medium, DriveFacts told, List<Technique> first) {
        boolean own = told.reach() == Reach.DIRECT || medium.isTest();
        boolean reverts = first.stream().anyMatch(one -> one.id().equals(NativeTechnique.TCG_PSID_REVERT.id()));
        if (!own || reverts) {
            return Optional.empty();
        }
        if (told.facts().stream().anyMatch(Fact::isLock)) {
            return Optional.of(LOCKED);
        }
        return told.facts().stream().filter(Fact::isAtWork).findFirst().map(_ -> RUNNING);
    }
}
