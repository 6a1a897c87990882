package org.wangchuan.platform.web.limit;

import java.util.List;
import java.util.Optional;

/** How requests are counted, by method and path; the first that fits counts. Each path has one: what nobody thought of is a page. */
enum Rule {
    /** A station or program shows a key with each request; the doors count those, so that one key does not use up another's. */
    KEY(List.of("/api/v1/", "/api/station/v1/"), false),

    /** Where a secret of the staff or of a station is tried. */
    TRY(List.of("/enrol/", "/login/", "/webauthn/", "/switch", "/pin"), true),

    /** What is let in by a secret in its address: owners' pages, the other side of a hand-over, and a complaint. */
    LINK(List.of("/o/", "/collect/", "/complaints/"), true),

    /** The public log: whoever checks all of it reads thousands of small files that are there already. */
    LOG(List.of("/log/"), false),

    /** What asks whether it is well must not be refused for what others asked from there. */
    PROBE(List.of("/health", "/ready"), false),

    /** All else: pages and their files. */
    PAGE(List.of("/"), false);

    /** Tries a code that pairs a station, and shows no key yet. */
    private static final String PAIR = "/api/station/v1/pair";

    private static final List<String> DESCRIPTIONS = List.of("/api/v1/openapi.json", "/api/openapi.json");

    @SuppressWarnings("ImmutableEnumChecker") // of List.of
    private final List<String> paths;

    private final boolean hasSecret;

    Rule(List<String> paths, boolean hasSecret) {
        this.paths = paths;
        this.hasSecret = hasSecret;
    }

    /** That of a path as handlers are found: decoded, and without what follows a semicolon. */
    static Rule of(String path) {
        if (path.equals(PAIR)) {
            return TRY;
        }
        if (DESCRIPTIONS.contains(path)) {
            return PAGE;
        }
        for (Rule rule : values()) {
            if (rule.paths.stream().anyMatch(path::startsWith)) {
                return rule;
            }
        }
        return PAGE;
    }

    /** The secret that a path names: it is counted besides, whoever shows it. */
    Optional<String> secret(String path) {
        return paths.stream()
                .filter(one -> hasSecret && one.endsWith("/") && path.startsWith(one))
                .map(one -> path.substring(one.length()))
                .map(rest -> rest.indexOf('/') < 0 ? rest : rest.substring(0, rest.indexOf('/')))
                .filter(secret -> !secret.isEmpty())
                .findFirst();
    }
}
