package org.wangchuan.engine.command.tcg;

import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.Told;

/**
 * The Locking feature (0002h).
 *
 * @param supported there is a Locking SP
 * @param enabled the Locking SP is active, in any state other than "Nonexistent" and "Manufactured-Inactive" (Opal, Pyrite). While it is not, a
 *     revert leaves user data as they are.
 * @param locked at least one range is locked now
 * @param mediaEncryption user data are encrypted
 * @param shadowEnabled MBR shadowing
 * @param shadowDone it was seen to: the drive shows its own blocks, no longer the shadow
 * @param shadowAbsent there is no MBR shadowing; not told by those from before there was a bit for it, if it is clear
 */
public record Locking(
        Told supported,
        Told enabled,
        Told locked,
        Told mediaEncryption,
        Told shadowEnabled,
        Told shadowDone,
        Told shadowAbsent) {
    static final int CODE = 0x0002;

    static final Locking NOT_TOLD = new Locking(
            Told.NOT_TOLD, Told.NOT_TOLD, Told.NOT_TOLD, Told.NOT_TOLD, Told.NOT_TOLD, Told.NOT_TOLD, Told.NOT_TOLD);

    private static final int VERSION_WITH_ABSENT = 3;

    static Locking parse(Descriptor feature) throws AnswerException {
        feature.least(1);
        Told absent = feature.bit(4, 6);
        return new Locking(
                feature.bit(4, 0),
                feature.bit(4, 1),
                feature.bit(4, 2),
                feature.bit(4, 3),
                feature.bit(4, 4),
                feature.bit(4, 5),
                absent.onlyIf(absent == Told.YES || feature.version() >= VERSION_WITH_ABSENT));
    }

    /** Whether the drive shows a shadow in place of its first blocks: read back there, one would read something else. */
    public Told shadowed() {
        if (shadowEnabled == Told.YES) {
            return switch (shadowDone) {
                case YES -> Told.NO;
                case NO -> Told.YES;
                case NOT_TOLD -> Told.NOT_TOLD;
            };
        }
        return shadowEnabled;
    }
}
