package org.wangchuan.proof;

/**
 * Bytes from outside are not what they should be. It says which check failed, what was expected and
 * what was found; the found side never repeats more than a short, printable excerpt.
 */
public final class VerificationException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int EXCERPT_CHARS_MAX = 200;

    private final FailureCode code;
    private final String where;
    private final String expected;
    private final String found;

    /**
     * Makes an exception without a cause.
     *
     * @param where the thing or member that was looked at
     */
    public VerificationException(FailureCode code, String where, String expected, String found) {
        super(message(code, where, expected, found));
        this.code = code;
        this.where = where;
        this.expected = excerpt(expected);
        this.found = excerpt(found);
    }

    /** Makes an exception from a reader's own complaint, which becomes the found side and the cause. */
    public VerificationException(FailureCode code, String where, String expected, Exception cause) {
        this(code, where, expected, String.valueOf(cause.getMessage()));
        initCause(cause);
    }

    /** The stable code of the check that failed. */
    public FailureCode code() {
        return code;
    }

    /** The thing or member that was looked at. */
    public String where() {
        return where;
    }

    /** What would have been right. */
    public String expected() {
        return expected;
    }

    /** What was there instead. */
    public String found() {
        return found;
    }

    private static String message(FailureCode code, String where, String expected, String found) {
        return code.wireName() + ": " + where + ": expected " + excerpt(expected) + ", found " + excerpt(found);
    }

    /** Terminals and logs must not be steered by somebody else's bytes. */
    private static String excerpt(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(EXCERPT_CHARS_MAX).forEach(c -> {
            boolean printable = Character.isDefined(c)
                    && !Character.isISOControl(c)
                    && Character.getType(c) != Character.FORMAT
                    && Character.getType(c) != Character.SURROGATE
                    && Character.getType(c) != Character.LINE_SEPARATOR
                    && Character.getType(c) != Character.PARAGRAPH_SEPARATOR;
            out.appendCodePoint(printable ? c : 0xFFFD);
        });
        return out.toString();
    }
}
