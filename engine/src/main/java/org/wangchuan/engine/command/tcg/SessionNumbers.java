package org.wangchuan.engine.command.tcg;

/**
 * The numbers of a session, 32 bits each, unsigned; both 0 for what is outside of one.
 *
 * @param device TSN, which the device gives
 * @param host HSN, which the host gives
 */
public record SessionNumbers(long device, long host) {
    /** Outside of a session. */
    public static final SessionNumbers NONE = new SessionNumbers(0, 0);

    static final long MOST = 0xffff_ffffL;

    public SessionNumbers {
        if (device < 0 || device > MOST || host < 0 || host > MOST) {
            throw new IllegalArgumentException("32 bits, unsigned");
        }
    }
}
