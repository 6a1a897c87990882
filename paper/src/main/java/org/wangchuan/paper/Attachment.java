package org.wangchuan.paper;

import java.util.Arrays;
import java.util.regex.Pattern;

/** A file that travels inside the PDF, unchanged. Immutable. */
public final class Attachment {
    /** The machine-readable receipt. */
    public static final String RECEIPT = "receipt.json";

    /** The machine-readable certificate. */
    public static final String CERTIFICATE = "certificate.json";

    /** The evidence that the receipt names by its digest. */
    public static final String EVIDENCE = "evidence.jsonl";

    /** The machine-readable summary of a list. */
    public static final String SUMMARY = "summary.json";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z]{1,32}/[a-z0-9.+-]{1,64}");

    private final String name;
    private final String mediaType;
    private final byte[] bytes;

    /**
     * A copy of {@code bytes} under a name.
     *
     * @param name lower-case letters, digits, dots and hyphens, at most 64
     * @param mediaType for example {@code application/json}
     * @throws IllegalArgumentException for another spelling of either
     */
    public Attachment(String name, String mediaType, byte[] bytes) {
        if (!isName(name) || !isMediaType(mediaType)) {
            throw new IllegalArgumentException("not a plain name and media type: " + name + ", " + mediaType);
        }
        this.name = name;
        this.mediaType = mediaType;
        this.bytes = bytes.clone();
    }

    /** The receipt, as {@value #RECEIPT}. */
    public static Attachment receipt(byte[] json) {
        return new Attachment(RECEIPT, "application/json", json);
    }

    /** The certificate, as {@value #CERTIFICATE}. */
    public static Attachment certificate(byte[] json) {
        return new Attachment(CERTIFICATE, "application/json", json);
    }

    /** The summary, as {@value #SUMMARY}. */
    public static Attachment summary(byte[] json) {
        return new Attachment(SUMMARY, "application/json", json);
    }

    /** The evidence, as {@value #EVIDENCE}. */
    public static Attachment evidence(byte[] jsonLines) {
        return new Attachment(EVIDENCE, "application/jsonl", jsonLines);
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    static boolean isMediaType(String text) {
        return MEDIA_TYPE.matcher(text).matches();
    }

    public String name() {
        return name;
    }

    public String mediaType() {
        return mediaType;
    }

    /** A copy of the content. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The content itself, for those inside who only read it. */
    byte[] content() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attachment that
                && name.equals(that.name)
                && mediaType.equals(that.mediaType)
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes) * 31 + name.hashCode();
    }

    @Override
    public String toString() {
        return name + " (" + mediaType + ", " + bytes.length + " bytes)";
    }
}
