package org.wangchuan.engine.sleep;

import org.wangchuan.engine.policy.BilingualText;

/** Why this computer can't be put to sleep in a way that takes its drives' power and ends by itself. Codes are stable. */
public enum SleepHindrance {
    /** Nothing of the host's may be done from within a container. */
    CONTAINER(
            "SLEEP_CONTAINER", "这是容器，不能让主机休眠", "this is a container, and the host is not put to sleep from within one"),
    /** The kernel, or the firmware, has no suspend to RAM. */
    NO_S3("SLEEP_NO_S3", "本机不能挂起到内存（S3）", "this computer can't be suspended to RAM (S3)"),
    /** It has suspend to idle alone. */
    IDLE_ONLY(
            "SLEEP_IDLE_ONLY",
            "本机只有 s2idle 挂起，它不切断硬盘的电源",
            "this computer can only be suspended to idle (s2idle), which does not take the drives' power"),
    /** Nobody would wake it. */
    NO_ALARM(
            "SLEEP_NO_ALARM",
            "本机没有可在休眠中唤醒它的时钟闹钟（rtc0）",
            "there is no alarm of a clock (rtc0) that this computer could be woken by"),
    /** Somebody else has set it, and only one fits. */
    ALARM_SET(
            "SLEEP_ALARM_SET",
            "唤醒闹钟（rtc0）已被设为其他时刻，不会将其取消",
            "the alarm of the clock (rtc0) is set by somebody else, and is not taken from them"),
    /** Only root may. */
    NO_RIGHTS("SLEEP_NO_RIGHTS", "没有让本机休眠的权限", "no right to put this computer to sleep");

    private final String code;
    private final String zh;
    private final String en;

    SleepHindrance(String code, String zh, String en) {
        this.code = code;
        this.zh = zh;
        this.en = en;
    }

    /** In capitals, stable. */
    public String code() {
        return code;
    }

    /** For people. */
    public BilingualText reason() {
        return new BilingualText(zh, en);
    }
}
