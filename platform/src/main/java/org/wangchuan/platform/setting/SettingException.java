package org.wangchuan.platform.setting;

/** The platform does not start with this setting. Its message begins with its code, and never quotes a secret. */
public final class SettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final Code code;

    /** Why. */
    public enum Code {
        /** There is no setting of that name. */
        SETTING_UNKNOWN,
        /** It can't be this. */
        SETTING_VALUE,
        /** It has to be given. */
        SETTING_MISSING
    }

    SettingException(Code code, String detail) {
        super(code + ": " + detail);
        this.code = code;
    }

    static SettingException value(String name, String expected, Object found) {
        return new SettingException(Code.SETTING_VALUE, name + ": expected " + expected + ", found " + found);
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
