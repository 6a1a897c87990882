package org.wangchuan.engine.phone.evidence;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Sameness;
import org.wangchuan.engine.usb.OwnNumber;

/**
 * Compares what a phone calls itself with what it was recorded to call itself before numbers were cut out of names ({@link OwnNumber}), in a job that an older version
 * has begun. Such a record holds the number, and none is left in what is read now.
 */
final class NumberedName {
    /** As it ends in a number without a word for it: whose it was the record doesn't say. */
    private static final Pattern NUMBER_AT_END =
            Pattern.compile("[\\s_,;:/(\\[-]+(?=\\S*\\d)[\\p{L}\\p{Nd}]{6,}[)\\]]?");

    private NumberedName() {}

    /** {@code OTHER} where two numbers differ, as anywhere else; {@code UNKNOWN} where one name has no more than a bare number at its end that the other lacks. */
    static Sameness compare(String one, String other) {
        if (one.equals(other) || isCutFrom(one, other) || isCutFrom(other, one)) {
            return Sameness.SAME;
        }
        return isNumberBehind(one, other) || isNumberBehind(other, one) ? Sameness.UNKNOWN : Sameness.OTHER;
    }

    private static boolean isCutFrom(String name, String whole) {
        return OwnNumber.cutFrom(Optional.of(whole), List.of())
                .filter(name::equals)
                .isPresent();
    }

    private static boolean isNumberBehind(String whole, String name) {
        return whole.startsWith(name)
                && NUMBER_AT_END.matcher(whole.substring(name.length())).matches();
    }
}
