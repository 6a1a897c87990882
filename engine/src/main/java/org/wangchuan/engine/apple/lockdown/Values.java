package org.wangchuan.engine.apple.lockdown;

import java.util.Optional;
import java.util.function.Function;
import org.wangchuan.engine.apple.model.Answer;
import org.wangchuan.engine.apple.model.Answer.NotTold;
import org.wangchuan.engine.apple.model.Answer.Reason;
import org.wangchuan.engine.apple.model.Answer.Told;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.Asked;
import org.wangchuan.engine.apple.plist.PlistValue;

/** Turns what a device says into answers of the kind that was asked for. */
public final class Values {
    /** Longest text that is taken: what is asked for are names of models, versions, numbers. */
    public static final int TEXT_CHARS_MAX = 256;

    private Values() {}

    /**
     * Asks lockdownd for one value.
     *
     * @param domain empty for the one without a name
     * @throws AppleFailure if it could not be asked; that it doesn't tell is an answer
     */
    public static <T> Answer<T> ask(
            LockdownClient client, String domain, String key, Function<PlistValue, Optional<T>> kind)
            throws AppleFailure {
        Asked asked =
                new Asked(domain.isEmpty() ? Asked.LOCKDOWN : Asked.LOCKDOWN + ":" + domain, key, client.secured());
        try {
            return of(asked, client.getValue(domain, key), kind);
        } catch (AppleFailure refused) {
            return switch (refused.code()) {
                case NO_VALUE -> new NotTold<>(asked, Reason.ABSENT);
                case PROHIBITED -> new NotTold<>(asked, Reason.PROHIBITED);
                case PASSWORD_PROTECTED -> new NotTold<>(asked, Reason.PASSCODE);
                case NO_SESSION -> {
                    if (asked.inSession()) {
                        throw refused; // there was one, and it is lost
                    }
                    yield new NotTold<>(asked, Reason.PROHIBITED);
                }
                default -> throw refused;
            };
        }
    }

    /** An answer from what came. */
    public static <T> Answer<T> of(Asked asked, Optional<PlistValue> came, Function<PlistValue, Optional<T>> kind) {
        if (came.isEmpty()) {
            return new NotTold<>(asked, Reason.ABSENT);
        }
        Optional<T> value = kind.apply(came.get());
        return value.isPresent() ? new Told<>(asked, value.get()) : new NotTold<>(asked, Reason.ODD);
    }

    /** A text of bounded length that can be printed. */
    public static Optional<String> text(PlistValue value) {
        boolean fine = value instanceof PlistValue.Text(String text)
                && text.length() <= TEXT_CHARS_MAX
                && text.codePoints().noneMatch(Values::unprintable);
        return fine ? Optional.of(((PlistValue.Text) value).text()) : Optional.empty();
    }

    private static boolean unprintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE -> true;
            case Character.UNASSIGNED, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** A truth value. */
    public static Optional<Boolean> bool(PlistValue value) {
        return value instanceof PlistValue.Bool(boolean is) ? Optional.of(is) : Optional.empty();
    }

    /** A number that isn't negative. */
    public static Optional<Long> amount(PlistValue value) {
        return value.asLong().filter(number -> number >= 0);
    }
}
