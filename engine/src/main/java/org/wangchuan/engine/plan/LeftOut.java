package org.wangchuan.engine.plan;

import java.util.Locale;
import org.wangchuan.engine.policy.BilingualText;

/**
 * A technique that is not applied.
 *
 * @param id stable name
 * @param reason why not, in words that are right wherever they are read: at a terminal, at a station, or on a page
 * @param cure what it comes down to; whoever shows the reason may say how that is got there
 */
public record LeftOut(String id, BilingualText reason, Cure cure) {
    /** What would have to be otherwise. */
    public enum Cure {
        /** Nothing that anybody can do here. */
        NONE,
        /** Nothing but a freeze is in its way, which ends when the drive's power is taken away and given back. */
        POWER_OFF,
        /** What is printed on the drive's label. */
        PSID,
        /** It is done where somebody names it. */
        NAME,
        /** It could not be asked; why not is told where drives are listed. */
        ANSWER;

        /** In the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** One for which there is nothing to be done. */
    public LeftOut(String id, BilingualText reason) {
        this(id, reason, Cure.NONE);
    }

    /** Whether nothing but a freeze is in its way. */
    public boolean frozen() {
        return cure == Cure.POWER_OFF;
    }
}
