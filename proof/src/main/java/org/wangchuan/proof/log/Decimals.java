package org.wangchuan.proof.log;

import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;

/** Natural numbers in their one decimal spelling. */
public final class Decimals {
    private static final int DIGITS_MAX = 18;

    private Decimals() {}

    /**
     * Reads a number.
     *
     * @param what is read, for the message
     * @param max largest number that is allowed, from 0 to 10^18 - 1
     * @throws VerificationException with code CHECKPOINT_FORMAT
     */
    public static long parse(String what, String text, long max) throws VerificationException {
        boolean sound = !text.isEmpty()
                && text.length() <= DIGITS_MAX
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
        if (!sound || Long.parseLong(text) > max) {
            throw new VerificationException(
                    FailureCode.CHECKPOINT_FORMAT, what, "a decimal from 0 to " + max + " without leading zeros", text);
        }
        return Long.parseLong(text);
    }
}
