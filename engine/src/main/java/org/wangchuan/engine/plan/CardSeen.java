package org.wangchuan.engine.plan;

import java.util.List;
import org.wangchuan.engine.medium.CardPart;
import org.wangchuan.engine.medium.Medium;

/**
 * What a machine shows of a card, beside what the card tells. Of anything else on another bus it means nothing.
 *
 * @param isSd whether it is an SD card, which is not asked what it can do, and has other commands than an eMMC
 * @param showsParts whether there are other parts of it that could be named
 */
public record CardSeen(boolean isSd, boolean showsParts) {
    /** An eMMC with parts, or no card. */
    static final CardSeen EMMC = new CardSeen(false, true);

    /** Of a medium, with the parts of it that this machine shows. */
    public static CardSeen of(Medium medium, List<CardPart> parts) {
        return new CardSeen(medium.attachment().isSdCard(), !parts.isEmpty());
    }
}
