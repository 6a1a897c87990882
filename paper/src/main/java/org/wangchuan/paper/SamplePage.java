package org.wangchuan.paper;

import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;

/** An invented page that touches all code on the way to a PDF; it is never shown to anyone. */
final class SamplePage {
    private static final String DIGEST = "A".repeat(43);
    private static final String TIME = "2026-01-01T00:00:00Z";

    private SamplePage() {}

    static ReceiptPage page() {
        return new ReceiptPage(
                payload(),
                target(),
                work(),
                Optional.empty(),
                new LogFacts("sample", 1, 2, DIGEST),
                "https://example.org/#" + "A".repeat(800));
    }

    private static JsonValue.Obj payload() {
        JsonValue clause = Json.object()
                .put("clause", "sample")
                .put("state", "satisfied")
                .put("source", "sample")
                .build();
        return Json.object()
                .put("vct", "urn:wangchuan:statement:clearing:v1")
                .put("iss", "urn:wangchuan:station:" + DIGEST)
                .put("iat", 0)
                .put("jti", "sample")
                .put("seq", 0)
                .put("start", "sample")
                .put("verdict", "failed")
                .put(
                        "policy",
                        Json.object()
                                .put("id", "sample")
                                .put("version", "1")
                                .put("digest", DIGEST)
                                .build())
                .put("conformity", new JsonValue.Array(List.of(clause)))
                .put(
                        "evidence",
                        Json.object().put("digest", DIGEST).put("bytes", 0).build())
                .put("notProved", Json.texts(List.of("test-device", "time-not-witnessed")))
                .build();
    }

    private static JsonValue.Obj target() {
        return Json.object()
                .put("kind", "block")
                .put("name", "sample")
                .put("capacityBytes", 1_000_000_000)
                .put("blockBytes", 512)
                .put("bus", "sample")
                .put("mediumClass", "unknown")
                .put("mediumClassSource", "none")
                .build();
    }

    private static JsonValue.Obj work() {
        JsonValue range = Json.object().put("offset", 0).put("length", 512).build();
        JsonValue pass = Json.object()
                .put("pattern", "random")
                .put("bytesWritten", 0)
                .put("durationMillis", 61_000)
                .put("errors", new JsonValue.Array(List.of()))
                .build();
        return Json.object()
                .put("tool", "sample")
                .put("startedAt", TIME)
                .put("finishedAt", TIME)
                .put("passes", new JsonValue.Array(List.of(pass)))
                .put(
                        "verification",
                        Json.object()
                                .put("mode", "full")
                                .put("path", "direct")
                                .put("bytesRead", 0)
                                .put("mismatches", new JsonValue.Array(List.of()))
                                .put("mismatchedBytes", 0)
                                .build())
                .put("unreachableRanges", new JsonValue.Array(List.of(range)))
                .put("hiddenAreas", Json.object().put("state", "none").build())
                .put("interruptions", 0)
                .put("residue", "not-run")
                .build();
    }
}
