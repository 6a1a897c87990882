package org.wangchuan.engine.apple.plist;

/**
 * How much a reader takes.
 *
 * @param bytesMax of the whole property list, at least 1
 * @param depthMax containers within each other, the outermost included; at most {@link #DEPTH_HARD_MAX}, which the stack of any thread holds
 * @param valuesMax values of all kinds, keys of dictionaries included; what is shared counts as often as it is used
 */
public record PlistLimits(int bytesMax, int depthMax, int valuesMax) {
    /** Deeper is refused whatever a caller asks for. */
    public static final int DEPTH_HARD_MAX = 128;

    /** For one message of a device: a whole domain of lockdownd is tens of kilobytes, a registry entry hundreds. */
    public static final PlistLimits MESSAGE = new PlistLimits(4 << 20, 32, 65_536);

    public PlistLimits {
        if (bytesMax < 1 || depthMax < 1 || depthMax > DEPTH_HARD_MAX || valuesMax < 1) {
            throw new IllegalArgumentException("limits out of range: " + bytesMax + ", " + depthMax + ", " + valuesMax);
        }
    }

    /** Bytes of strings and data when what is shared is counted as often as it is used: the binary form shares honestly, but not by far. */
    long spreadBytesMax() {
        return 4L * bytesMax;
    }
}
