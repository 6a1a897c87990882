package org.wangchuan.engine.phone.contact;

import org.wangchuan.engine.policy.BilingualText;

/** How far a phone has let this bench in, for who stands at it. */
public enum PermissionState {
    /** It was spoken to, and has not answered yet. */
    CONNECTING("connecting", "正在连接手机", "Connecting"),
    /** Its screen is locked, and it does not ask its owner before that is changed. */
    SCREEN_LOCKED("screen-locked", "请机主解锁屏幕", "Its owner has to unlock the screen"),
    /** It asks its owner on its screen. */
    WAITING_FOR_OWNER(
            "waiting-for-owner",
            "请机主在手机上点“允许”（勾选“一律允许”）或“信任”",
            "Its owner has to tap Allow (with “always allow” ticked) or Trust on the phone"),
    /** It has forgotten at once what its owner allowed, and asks again. */
    ASKED_AGAIN(
            "asked-again",
            "手机又问了一次：请机主勾选“一律允许使用这台计算机进行调试”，再点“允许”",
            "It asks again: its owner has to tick “always allow from this computer”, then tap Allow"),
    /** Its owner, or its management, said no. */
    DENIED("denied", "手机上选择了不允许", "It was refused on the phone"),
    /** It lets this bench in. */
    ALLOWED("allowed", "手机已允许", "Allowed");

    private final String id;

    @SuppressWarnings("ImmutableEnumChecker") // a record of two strings
    private final BilingualText words;

    PermissionState(String id, String zh, String en) {
        this.id = id;
        this.words = new BilingualText(zh, en);
    }

    /** The word used in documents. */
    public String id() {
        return id;
    }

    /** What to tell people. */
    public BilingualText words() {
        return words;
    }
}
