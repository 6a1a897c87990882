package org.wangchuan.engine.apple.plist;

/**
 * Reads and writes property lists. The XML form is described by Apple's PropertyList-1.0.dtd, the binary form by CFBinaryPList.c of Apple's
 * CF; libplist (xplist.c, bplist.c) reads and writes the same. Thread-safe.
 */
public final class Plist {
    private Plist() {}

    /**
     * Reads either form.
     *
     * @throws PlistException for whatever else these bytes are
     */
    public static PlistValue read(byte[] bytes, PlistLimits limits) throws PlistException {
        if (bytes.length > limits.bytesMax()) {
            throw new PlistException(PlistException.Code.TOO_LARGE, "at most " + limits.bytesMax() + " bytes");
        }
        return BinaryPlistReader.isBinary(bytes)
                ? new BinaryPlistReader(bytes, limits).read()
                : new XmlPlistReader(bytes, limits).read();
    }

    /**
     * Reads a dictionary, which is what a message always is.
     *
     * @throws PlistException for whatever else these bytes are
     */
    public static PlistValue.Dict readDict(byte[] bytes, PlistLimits limits) throws PlistException {
        if (read(bytes, limits) instanceof PlistValue.Dict dict) {
            return dict;
        }
        throw new PlistException(PlistException.Code.MALFORMED, 0, "a dictionary");
    }

    /**
     * In the XML form, in UTF-8.
     *
     * @throws PlistException if it holds a character that XML doesn't have, a year of more than four digits, or is nested too deep
     */
    public static byte[] writeXml(PlistValue value) throws PlistException {
        return new XmlPlistWriter().write(value);
    }

    /**
     * In the binary form.
     *
     * @throws PlistException if it holds half a character or is nested too deep
     */
    public static byte[] writeBinary(PlistValue value) throws PlistException {
        return new BinaryPlistWriter().write(value);
    }
}
