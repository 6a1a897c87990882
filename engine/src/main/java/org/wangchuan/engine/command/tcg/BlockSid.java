package org.wangchuan.engine.command.tcg;

import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.Told;

/**
 * The Block SID Authentication feature (0402h). It is about the SID authority alone: a revert by PSID is not kept back by it, and ends it.
 *
 * @param sidChanged the SID's password is not the one that the device was made with
 * @param blocked the SID can't authenticate until a power cycle, or a revert
 * @param freezeSupported the Locking SP can be frozen (version 2 of the feature)
 * @param frozen it is: no session with the Locking SP until a power cycle, or a revert
 * @param hardwareReset it ends with a hardware reset as well
 */
public record BlockSid(Told sidChanged, Told blocked, Told freezeSupported, Told frozen, Told hardwareReset) {
    static final int CODE = 0x0402;

    static final BlockSid NOT_TOLD =
            new BlockSid(Told.NOT_TOLD, Told.NOT_TOLD, Told.NOT_TOLD, Told.NOT_TOLD, Told.NOT_TOLD);

    private static final int VERSION_WITH_FREEZE = 2;

    static BlockSid parse(Descriptor feature) throws AnswerException {
        feature.least(1);
        boolean freeze = feature.version() >= VERSION_WITH_FREEZE;
        return new BlockSid(
                feature.bit(4, 0),
                feature.bit(4, 1),
                feature.bit(4, 2).onlyIf(freeze),
                feature.bit(4, 3).onlyIf(freeze),
                feature.bit(5, 0));
    }
}
