package org.wangchuan.station.erase;

import org.wangchuan.engine.job.JobEnd;
import org.wangchuan.engine.policy.BilingualText;

/** A medium that is not recognised as that of the job which was to be gone on with. */
final class Strange {
    private Strange() {}

    static LaneEnd refused(JobEnd.NotRecognised end) {
        Refusal.Cure cure = switch (end.why()) {
            case OTHER_CONTENTS, UNREADABLE -> Refusal.Cure.NEW_JOB;
            case INDISTINCT -> Refusal.Cure.NEW_JOB_IF_MEANT;
            case INDISTINCT_AND_UNTOUCHED -> Refusal.Cure.NEW_JOB_AT_ONCE;
        };
        return new LaneEnd.Refused(new Refusal(Refusal.Kind.SAFETY, "NOT_RECOGNISED", reason(end), cure));
    }

    private static BilingualText reason(JobEnd.NotRecognised end) {
        String zh = "应为 " + end.expected() + "，实为 " + end.found() + "；须从头擦除";
        String en =
                "expected " + end.expected() + ", found " + end.found() + "; it has to be erased from the beginning";
        return switch (end.why()) {
            case OTHER_CONTENTS, UNREADABLE ->
                new BilingualText(
                        "介质上不是被中断任务写入的内容：" + zh,
                        "the medium does not hold what the interrupted job has written: " + en);
            case INDISTINCT, INDISTINCT_AND_UNTOUCHED ->
                new BilingualText("无法将此介质与同类的其他介质区分：" + zh, "the medium can't be told from another of its kind: " + en);
        };
    }
}
