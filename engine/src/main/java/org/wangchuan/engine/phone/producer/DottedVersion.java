package org.wangchuan.engine.phone.producer;

import java.util.regex.Pattern;

/** Versions of systems as numbers with dots between: {@code 14}, {@code 13.0.1}. What is spelt otherwise is compared with nothing. */
public final class DottedVersion {
    private static final Pattern FORM = Pattern.compile("(?:0|[1-9][0-9]{0,8})(?:\\.(?:0|[1-9][0-9]{0,8})){0,4}");

    private DottedVersion() {}

    /** Whether it is spelt so. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** Whether a version is at least as new as another; a part that is missing is 0. False where the first is no such version. */
    public static boolean isAtLeast(String version, String least) {
        if (!isOne(version)) {
            return false;
        }
        String one = version;
        String other = least;
        while (!one.isEmpty() || !other.isEmpty()) {
            int compared = Integer.compare(first(one), first(other));
            if (compared != 0) {
                return compared > 0;
            }
            one = rest(one);
            other = rest(other);
        }
        return true;
    }

    private static int first(String version) {
        int dot = version.indexOf('.');
        String part = dot < 0 ? version : version.substring(0, dot);
        return part.isEmpty() ? 0 : Integer.parseInt(part);
    }

    private static String rest(String version) {
        int dot = version.indexOf('.');
        return dot < 0 ? "" : version.substring(dot + 1);
    }
}
