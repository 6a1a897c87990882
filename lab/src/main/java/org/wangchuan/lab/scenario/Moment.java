package org.wangchuan.lab.scenario;

/** Where in an erasure its power went, as the drive and what survived of the record show it; in the order in which a job comes by. */
public enum Moment {
    /** The job was on record, and the drive had neither been written to nor been told anything. */
    BEFORE("before the drive was told or written anything", "尚未向硬盘写入或下达任何命令"),
    /** Blocks were being planted, or stood; the drive was not told yet. */
    PLANTING("while blocks were planted, before the command", "命令之前，正在写入植入块"),
    /** It had been told, and had not ended: the command unanswered, or the drive at work. */
    NATIVE("while the drive erased itself", "硬盘正在自行擦除"),
    /** It had ended, and nobody had looked. */
    BETWEEN("after its end, before anybody looked", "擦除已结束，尚未查看"),
    /** Samples and what was planted were being looked at. */
    LOOKING("while samples were read", "正在抽样读取"),
    /** The host overwrote it. */
    OVERWRITING("while the host overwrote", "主机正在覆写"),
    /** All of it was being read back. */
    VERIFYING("while it was read back", "正在回读"),
    /** The look was on record, and the job was not over: the record, the signature, the receipt. */
    CLOSING("after the last look, before the job was over", "查看已结束，任务尚未完结");

    private final String english;
    private final String chinese;

    Moment(String english, String chinese) {
        this.english = english;
        this.chinese = chinese;
    }

    /** In English. */
    public String english() {
        return english;
    }

    /** In Chinese. */
    public String chinese() {
        return chinese;
    }
}
