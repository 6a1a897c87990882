package org.wangchuan.engine.phone.contact;

import org.wangchuan.engine.policy.BilingualText;

/**
 * Something that was wanted of a phone did not come about. The message holds words and numbers of this program only, and nothing that the phone or its
 * owner said, so that it may be logged.
 */
public final class ContactException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Of another pairing with a phone whose job is over: nothing is to be plugged in again. */
    public static final BilingualText OTHER_RECORD_LEFT = new BilingualText(
            "它由本机的 usbmuxd 保存，为它自己或其他程序所作；删除之前，任何作业都不向这部手机询问。要删除它，请由管理员执行" + Typed.ALL_ZH + "：" + Typed.NO_RECORDS
                    + " 见 docs/phones.zh.md。",
            "The usbmuxd of this machine keeps it, made by itself or by another program; until it is deleted no job asks this phone anything. To delete it,"
                    + " have an administrator type " + Typed.ALL_EN + ": " + Typed.NO_RECORDS + " See docs/phones.md.");

    private final Code code;

    /** Stable words for what happened, each with what somebody at the bench can do about it. */
    public enum Code {
        /** It was unplugged, or has started anew. */
        GONE("gone", "接好数据线，等手机再次出现。", "Plug it in and wait until it is seen again."),
        /** A driver or another program has it, most likely an adb server. */
        IN_USE(
                "in-use",
                "另一个程序占用着它。请结束 adb 服务（adb kill-server）及其他手机工具，再试一次。",
                "Another program holds it. Stop the adb server (adb kill-server) and other phone tools, then try again."),
        /** This user may not open it. */
        NO_RIGHTS(
                "no-rights",
                "本程序无权访问该 USB 设备。请让管理员检查权限（udev 规则）。",
                "This program may not open the device. Have an administrator look at its rights (udev rules)."),
        /** Its owner has not allowed it in time, or has said no: a phone doesn't tell which. */
        NOT_AUTHORISED(
                "not-authorised",
                "手机没有得到机主的允许。请机主解锁屏幕，在手机上点“允许”或“信任”，再试一次。",
                "Its owner has not allowed it. Have them unlock the screen and tap Allow or Trust, then try again."),
        /** Its screen is locked, and it does not even ask its owner. */
        SCREEN_LOCKED("screen-locked", "请机主解锁屏幕，再试一次。", "Have its owner unlock the screen, then try again."),
        /** It refuses, and nobody at the bench can change that. */
        REFUSED("refused", "手机拒绝了。请按引导流程手动操作。", "The phone refuses. Go on by hand, as the guided steps say."),
        /** No answer in time. */
        TIMEOUT("timeout", "手机没有及时回答。请换一根数据线或一个插口，再试一次。", "It did not answer in time. Try another cable or port."),
        /** What came is nothing that it may say. */
        PROTOCOL(
                "protocol",
                "手机的回答不合规矩。请拔下再插上；仍然如此就手动操作。",
                "What it answers is not what it may answer. Plug it in anew; if it stays so, go on by hand."),
        /** It shows nothing by which its system could be asked: debugging is off, or it has none. */
        UNSUPPORTED(
                "unsupported",
                "手机没有开放可用的接口。安卓手机请机主打开“USB 调试”，其他手机请手动操作。",
                "It shows nothing by which it could be asked. On an Android have its owner turn on USB debugging; others go by hand."),
        /** A HarmonyOS without ADB, which this program doesn't speak to. */
        HARMONYOS(
                "harmonyos",
                "这是 HarmonyOS（HDC）设备，本程序不能经数据线与它对话。请按引导流程在手机上重置，所见由人记录，结论至多为“未证实”。",
                "This is a HarmonyOS device (HDC), which this program can't speak to over the cable. Reset it on the phone by the"
                        + " guided steps; people record what they see, and the verdict is unproven at the most."),
        /** There is no usbmuxd on this machine that could be asked, without which no iPhone can. */
        NO_USBMUXD(
                "no-usbmuxd",
                "本机的 usbmuxd 没有运行或不可访问。请让管理员按 docs/phones.zh.md 设置并启动它（--no-preflight）。",
                "The usbmuxd of this machine does not run or can't be reached. Have an administrator set it up as docs/phones.md says, and start it"
                        + " (--no-preflight)."),
        /** It pairs with each iPhone by itself, before anybody agreed, and keeps the key beyond any job. */
        USBMUXD_PREFLIGHT(
                "usbmuxd-preflight",
                "本机的 usbmuxd 启动时没有加 --no-preflight：它会自行要求每部 iPhone 信任本机，并留存密钥，因此不向这部手机询问。请拔下手机，由管理员执行" + Typed.ALL_ZH
                        + "：" + Typed.NO_PREFLIGHT + Typed.NO_RECORDS + " 然后重新插上。见 docs/phones.zh.md。",
                "The usbmuxd of this machine was started without --no-preflight: it has each iPhone asked for trust by itself and keeps the key, so this"
                        + " phone is asked nothing. Unplug it, and have an administrator type "
                        + Typed.ALL_EN + ": " + Typed.NO_PREFLIGHT + Typed.NO_RECORDS
                        + " and then plug it in again. See docs/phones.md."),
        /** What listens in its place can't be looked at: it may do the same. */
        USBMUXD_UNKNOWN(
                "usbmuxd-unknown",
                "无法得知本机的 usbmuxd 是如何启动的（不是 usbmuxd，或在容器中，或由另一程序交给它套接字，或带有本程序不认识的选项）："
                        + "它可能自行与每部 iPhone 配对，因此不向这部手机询问。"
                        + "请由管理员在本机直接运行 usbmuxd，并加 --no-preflight。见 docs/phones.zh.md。",
                "It can't be told how the usbmuxd of this machine was started (it is none, or runs in a container, or was handed its socket by another"
                        + " program, or has an option that is not known here): it may pair with each iPhone by itself, so this phone is asked nothing."
                        + " Have an administrator run usbmuxd on this machine itself, with --no-preflight. See docs/phones.md."),
        /** It holds the key to this iPhone, from another pairing than that of this job. */
        OTHER_RECORD(
                "usbmuxd-other-record",
                "本机的 usbmuxd 存有与这部手机的另一份配对记录，其中有密钥，由它自己或其他程序所作；删除之前不向这部手机询问。请拔下手机，由管理员执行"
                        + Typed.ALL_ZH + "：" + Typed.NO_RECORDS
                        + " 然后重新插上。见 docs/phones.zh.md。",
                "The usbmuxd of this machine holds another pairing with this phone and the key to it, made by itself or by another program; until that is"
                        + " deleted this phone is asked nothing. Unplug it, and have an administrator type "
                        + Typed.ALL_EN + ": " + Typed.NO_RECORDS + " and then plug it in again. See docs/phones.md."),
        /** The keys of this job belong to another phone: to this one they are not shown. */
        OTHER_PHONE(
                "other-phone",
                "这不是这项作业的那台手机。请接回原来的手机。",
                "This is not the phone of this job. Plug in the one that it began with."),
        /** It was not asked to erase itself: its boot loader doesn't say that it is unlocked. */
        BOOTLOADER_LOCKED(
                "bootloader-locked",
                "引导程序没有解锁，不能由它清除。请在手机上重置。",
                "Its boot loader is not unlocked and can't erase it. Reset it on the phone."),
        /** It can't be had to erase itself in this way. */
        NO_ERASE("no-erase", "这种方式不能让手机自行清除。请在手机上重置。", "It can't be erased in this way. Reset it on the phone."),
        /** What is needed after a loss of power could not be kept, or not read, so that the phone was shown nothing. */
        NOT_KEPT(
                "not-kept",
                "本机无法保存或读取这项作业的密钥。请检查磁盘。",
                "This machine can't keep or read the keys of this job. Look at its disk."),
        /** Ended by this program. */
        ENDED("ended", "已由本程序结束。", "Ended by this program.");

        private final String id;

        @SuppressWarnings("ImmutableEnumChecker") // a record of two strings
        private final BilingualText advice;

        Code(String id, String zh, String en) {
            this.id = id;
            this.advice = new BilingualText(zh, en);
        }

        /** The word used in documents. */
        public String id() {
            return id;
        }

        /** What somebody at the bench can do. */
        public BilingualText advice() {
            return advice;
        }
    }

    /** What is typed at a shell, the same in all languages; docs/phones.md has it, too. */
    static final class Typed {
        static final String NO_PREFLIGHT = "mkdir -p /etc/systemd/system/usbmuxd.service.d;"
                + " printf '[Service]\\nExecStart=\\nExecStart=/usr/sbin/usbmuxd --user usbmux --systemd --no-preflight\\n'"
                + " > /etc/systemd/system/usbmuxd.service.d/no-preflight.conf;"
                + " systemctl daemon-reload; systemctl stop usbmuxd; ";
        /** What the next one does besides: other programs have made some of them. */
        static final String ALL_ZH = "（会删除所有 iPhone 和 iPad 与本机的配对）";

        static final String ALL_EN = "(it deletes the pairings of all iPhones and iPads with this computer)";
        static final String NO_RECORDS =
                "find /var/lib/lockdown -name '*.plist' ! -name SystemConfiguration.plist -print0 | xargs -0 -r shred -u;";

        private Typed() {}
    }

    /** @param sentence words of this program; nothing that a phone or its owner said */
    public ContactException(Code code, String sentence) {
        super(code.id() + ": " + sentence);
        this.code = code;
    }

    /** @param cause whose messages hold our own words only */
    public ContactException(Code code, String sentence, Exception cause) {
        super(code.id() + ": " + sentence, cause);
        this.code = code;
    }

    /** What happened. */
    public Code code() {
        return code;
    }
}
