package org.wangchuan.station.agent;

import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.station.erase.Refusal;

/** Why the agent does not do what it is asked, beside what the bench says. */
final class Refusals {
    private Refusals() {}

    static Refusal unknownPolicy(String policy) {
        return refusal(
                "UNKNOWN_POLICY",
                "本工作站不认识规则 " + policy + "；请更新工作站",
                "this station does not know the rule set " + policy + "; update the station");
    }

    /** Another version of it is not what was agreed to. */
    static Refusal unknownVersion(Task task) {
        return refusal(
                "UNKNOWN_POLICY",
                "本工作站不认识规则 " + task.policy() + " 的第 " + task.policyVersion() + " 版；请更新工作站",
                "this station does not know the rule set " + task.policy() + " in version " + task.policyVersion()
                        + "; update the station");
    }

    static Refusal laneDiffers() {
        return refusal(
                "LANE_DIFFERS",
                "工位上的介质不是所选的那一个，或已被更换",
                "what lies in the lane is not what was chosen, or was exchanged");
    }

    static BilingualText laneEmpty() {
        return new BilingualText(
                "工位上没有该介质；放回后自动继续", "the medium is not in its lane; the erasure goes on when it is back");
    }

    static BilingualText stopped() {
        return new BilingualText("工作站已停止；再次启动后自动继续", "the station was stopped; the erasure goes on when it runs again");
    }

    static BilingualText cause(String cause) {
        return new BilingualText("已中断，将自动重试：" + cause, "interrupted, and tried again: " + cause);
    }

    /** @param job by which its record is found at the station */
    static BilingualText indistinct(String job) {
        return new BilingualText(
                "未能证明：无法确定这就是清除被中断的那个介质：它没有自身的序列号，也没有只可能由该次清除写入的内容。那个介质可能已被覆写一部分；该次清除（作业 " + job
                        + "）已结束，没有结果。请查看实物：如确为同一介质，请重新选择其通道，将从头清除",
                "unproven: nobody can tell whether this is the medium whose erasure was cut off: it has no serial number of its own, and holds"
                        + " nothing that only that erasure can have written. A part of that one may be overwritten; the erasure (job "
                        + job
                        + ") is closed without a result. Look at it: if it is the one, choose its lane once more, and it is erased from the beginning");
    }

    static BilingualText recordGone() {
        return new BilingualText(
                "作业记录已不在，无法继续；介质上可能已写入一部分",
                "the record of the job is gone, and it can't be gone on with; a part may have been written");
    }

    static BilingualText recordDamaged() {
        return new BilingualText(
                "工作站上的作业记录已损坏：清除进行到哪一步、介质上有什么，都无从得知",
                "the station's record of the task is damaged: how far the erasure came is not known, nor what is on the medium");
    }

    static BilingualText recordDamagedBefore() {
        return new BilingualText(
                "工作站上的任务记录已损坏；平台尚未同意开始，未启动任何清除",
                "the station's record of the task is damaged; the platform had not agreed to begin, and nothing was set off");
    }

    static BilingualText internal() {
        return new BilingualText("工作站程序自身出错", "an error in the station's program");
    }

    private static Refusal refusal(String code, String zh, String en) {
        return new Refusal(Refusal.Kind.SAFETY, code, new BilingualText(zh, en));
    }
}
