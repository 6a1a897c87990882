package org.wangchuan.platform.web.limit;

import java.util.List;
import java.util.Optional;

/** How requests are counted, by method and path; the first that fits counts. Each path has one: what nobody thought of is a page. */
enum Rule {
    /** A station or program shows a key with each request; the doors count those, so that one key does not use up another's. */
    KEY(List.of("/api/v1/", "/api/station/v1/"), List.of()),

    /** Where a secret of the staff or of a station is tried, or somebody else’s machine is asked. All sign in at the same addresses: of these only a one-time link is a secret. */
    TRY(
            List.of(
                    "/enrol/",
                    "/login/",
                    "/webauthn/",
                    "/switch",
                    "/pin",
                    "/company-sign-in",
                    "/account/company-sign-in"),
            List.of("/enrol/")),

    /** What is let in by a secret in its address: owners' pages, the other side of a hand-over, and a complaint. */
    LINK(List.of("/o/", "/collect/", "/complaints/"), List.of("/o/", "/collect/", "/complaints/")),

    /** The public log: whoever checks all of it reads thousands of small files that are there already. */
    LOG(List.of("/log/"), List.of()),

    /** What asks whether it is well must not be refused for what others asked from there. */
    PROBE(List.of("/health", "/ready"), List.of()),

    /** All else: pages and their files. */
    PAGE(List.of("/"), List.of());

    /** Tries a code that pairs a station, and shows no key yet. */
    private static final String PAIR = "/api/station/v1/pair";

    private static final List<String> DESCRIPTIONS = List.of("/api/v1/openapi.json", "/api/openapi.json");

    @SuppressWarnings("ImmutableEnumChecker") // of List.of
    private final List<String> paths;

    /** Those of which the next part of the address is a secret. */
    @SuppressWarnings("ImmutableEnumChecker") // of List.of
    private final List<String> secrets;

    Rule(List<String> paths, List<String> secrets) {
        this.paths = paths;
        this.secrets = secrets;
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
        return secrets.stream()
                .filter(path::startsWith)
                .map(one -> path.substring(one.length()))
                .map(rest -> rest.indexOf('/') < 0 ? rest : rest.substring(0, rest.indexOf('/')))
                .filter(secret -> !secret.isEmpty())
                .findFirst();
    }
}
