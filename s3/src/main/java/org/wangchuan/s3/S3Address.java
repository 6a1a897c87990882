package org.wangchuan.s3;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a bucket, written {@code s3://BUCKET} or {@code s3://BUCKET/PREFIX}.
 *
 * @param bucket 3 to 63 small letters, digits, dots and hyphens
 * @param prefix of all keys there, without a slash at its ends; may be empty
 */
public record S3Address(String bucket, String prefix) {
    /** What an address begins with. */
    public static final String SCHEME = "s3://";

    private static final int CHARS_MAX = 512;

    /** Only what is its own percent-encoding, and no segment that a proxy might take for a way up. */
    private static final Pattern SHAPE =
            Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)/?");

    /** Whether a text is meant as such an address. */
    public static boolean isMeant(String text) {
        return text.startsWith(SCHEME);
    }

    /**
     * Reads an address.
     *
     * @throws S3SettingsException if it has another form
     */
    public static S3Address parse(String text) throws S3SettingsException {
        Matcher matcher = SHAPE.matcher(text);
        if (text.length() > CHARS_MAX || !matcher.matches()) {
            throw new S3SettingsException(
                    "address",
                    "s3://BUCKET or s3://BUCKET/PREFIX of letters, digits, dots, hyphens and underscores",
                    text);
        }
        String prefix = matcher.group(2);
        return new S3Address(matcher.group(1), prefix.isEmpty() ? "" : prefix.substring(1));
    }

    /** The key of a file. */
    String key(String path) {
        return prefix.isEmpty() ? path : prefix + "/" + path;
    }

    @Override
    public String toString() {
        return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }
}
