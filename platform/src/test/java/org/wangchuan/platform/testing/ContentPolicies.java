package org.wangchuan.platform.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Judges by what an answer tells a browser whether anything could be loaded or run with it that is not ours, or that stands within
 * the page (CSP level 3).
 */
public final class ContentPolicies {
    private static final Set<String> OURS = Set.of("'none'", "'self'");
    private static final Set<String> OF_PICTURES = Set.of("data:", "blob:");
    private static final Pattern DIGEST = Pattern.compile("'sha256-[A-Za-z0-9+/]{43}='");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern BETWEEN = Pattern.compile("\\s*;\\s*");

    private ContentPolicies() {}

    /** What is wrong with the heads of an answer; nothing if a browser is told what it should be. */
    public static List<String> faults(Map<String, List<String>> headers) {
        List<String> policies = headers.getOrDefault("content-security-policy", List.of());
        if (policies.size() != 1) {
            return List.of("expected one content policy, found " + policies);
        }
        Map<String, List<String>> directives = new HashMap<>();
        for (String directive : BETWEEN.split(policies.getFirst(), -1)) {
            List<String> words = List.of(SPACES.split(directive.strip(), -1));
            directives.put(words.getFirst(), words.subList(1, words.size()));
        }
        List<String> out = new ArrayList<>();
        // What these are not told is not taken from default-src.
        for (String needed : List.of("default-src", "base-uri", "frame-ancestors")) {
            if (!List.of("'none'").equals(directives.get(needed))) {
                out.add(needed + ": expected 'none', found " + directives.get(needed));
            }
        }
        if (!directives.containsKey("form-action")) {
            out.add("form-action: expected one, found none");
        }
        directives.forEach((name, sources) -> sources.stream()
                .filter(source -> !isGood(name, source))
                .forEach(source -> out.add(name + ": expected nothing but what is ours, found " + source)));
        if (!List.of("nosniff").equals(headers.get("x-content-type-options"))) {
            out.add("x-content-type-options: expected nosniff, found " + headers.get("x-content-type-options"));
        }
        if (!List.of("no-referrer").equals(headers.get("referrer-policy"))) {
            out.add("referrer-policy: expected no-referrer, found " + headers.get("referrer-policy"));
        }
        return out;
    }

    private static boolean isGood(String directive, String source) {
        return OURS.contains(source)
                || (directive.equals("img-src") && OF_PICTURES.contains(source))
                || (Set.of("script-src", "style-src").contains(directive)
                        && DIGEST.matcher(source).matches());
    }
}
