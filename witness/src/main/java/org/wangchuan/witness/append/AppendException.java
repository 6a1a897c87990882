package org.wangchuan.witness.append;

/** A request that was not done; nothing of it was acknowledged. The sentence holds no event ids and no entries. */
public final class AppendException extends Exception {
    private static final long serialVersionUID = 1L;

    private final AppendCode code;

    /**
     * Makes one.
     *
     * @param sentence without event ids and entries
     */
    public AppendException(AppendCode code, String sentence) {
        super(sentence);
        this.code = code;
    }

    static AppendException malformed(String expected, String found) {
        return new AppendException(AppendCode.MALFORMED, "expected " + expected + ", found " + found);
    }

    /** Why. */
    public AppendCode code() {
        return code;
    }

    /** The sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
