package org.wangchuan.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;

/** Claims as a station would make them, each part of which a test can replace. */
final class SampleReceipt {
    static final String DIGEST = "q7zJ0cX3nPbL2vYkT9wRfA8sHdE1uGiO5mNx6BtCyQk";
    static final long CAPACITY = 1_000_204_886_016L;

    String verdict = "cleared";
    String policy = "gb-46864-2025";
    String policyVersion = "1";
    List<JsonValue> conformity = new ArrayList<>(List.of(
            clause("magnetic-three-passes", "satisfied", "GB 46864-2025, known from the authority's press answers"),
            clause("one-random-pass", "satisfied", "GB 46864-2025, known from the authority's press answers"),
            clause("verified-before-sale", "satisfied", "GB 46864-2025, contents page")));
    List<String> notProved = new ArrayList<>(
            List.of("firmware-copy", "spare-cells", "time-not-witnessed", "owner-presence", "residue-not-run"));
    String bus = "sata";
    String medium = "magnetic";
    Map<String, String> moreOfTarget = new TreeMap<>();
    String type = "urn:wangchuan:statement:clearing:v1";
    String kind = "block";
    String model = "ST1000DM010-2EP102";
    Optional<String> serial = Optional.of("ZN1A2B3C");
    Optional<String> asset = Optional.empty();
    List<JsonValue> passes =
            new ArrayList<>(List.of(pass("random", CAPACITY), pass("zero", CAPACITY), pass("stamped", CAPACITY)));
    String mode = "full";
    long bytesRead = CAPACITY;
    String path = "direct";
    Optional<String> seed = Optional.empty();
    Optional<JsonValue.Obj> byItself = Optional.empty();
    List<JsonValue> mismatches = List.of();
    List<JsonValue> unreachable = List.of();
    String hidden = "none";
    Optional<String> hiddenDetail = Optional.empty();
    String qrText = "https://example.org/v#" + "Ab3-_".repeat(150);
    ReceiptPage.Denied denied = ReceiptPage.Denied.NOTHING;

    static SampleReceipt of(String verdict) {
        SampleReceipt receipt = new SampleReceipt();
        receipt.verdict = verdict;
        switch (verdict) {
            case "purged" -> receipt.byItself = Optional.of(byItself("ata-sanitize-overwrite", "succeeded", 0));
            case "partial" -> {
                receipt.conformity.set(1, clause("one-random-pass", "not-satisfied", "GB 46864-2025, press"));
                receipt.unreachable = List.of(range(512_000_000, 4096), range(733_007_872_000L, 8192));
                receipt.passes.set(
                        0, pass("random", CAPACITY - 12_288, error(512_000_000, 4096), error(733_007_872_000L, 8192)));
            }
            case "unproven" -> {
                receipt.mode = "none";
                receipt.conformity.set(2, clause("verified-before-sale", "undetermined", "GB 46864-2025"));
            }
            case "failed" -> {
                receipt.mismatches = List.of(range(0, 1 << 20));
                receipt.conformity.set(2, clause("verified-before-sale", "not-satisfied", "GB 46864-2025"));
            }
            default -> {}
        }
        return receipt;
    }

    /** A disk behind a USB bridge that tells all it can, under a full rule set, as a station writes it. */
    static SampleReceipt ordinary() {
        SampleReceipt receipt = new SampleReceipt();
        receipt.conformity = new ArrayList<>(List.of(
                clause("overwrite", "satisfied", "GB 46864-2025, by press answers"),
                clause("verification", "satisfied", "GB 46864-2025, by press answers (extent not stated)"),
                clause("hidden-areas", "satisfied", "design rule"),
                clause("level", "satisfied", "design rule")));
        receipt.notProved = new ArrayList<>(List.of(
                "firmware-copy",
                "spare-cells",
                "device-cache",
                "sampled-only",
                "unverified-passes",
                "behind-bridge",
                "medium-class-declared",
                "time-not-witnessed",
                "owner-presence",
                "residue-not-run"));
        receipt.model = "WDC WD40EZRZ-00GXCB0";
        receipt.serial = Optional.of("WD-WCC7K0ABCDEF");
        receipt.moreOfTarget.put("firmware", "80.00A80");
        receipt.moreOfTarget.put("wwn", "0x50014ee2b1c2d3e4");
        receipt.asset = Optional.of("IT-2026/0042");
        receipt.mode = "sample";
        receipt.bytesRead = 20_004_097_024L;
        receipt.seed = Optional.of(DIGEST);
        receipt.path = "device-cache";
        receipt.hiddenDetail =
                Optional.of("READ NATIVE MAX ADDRESS EXT says 1953525168 blocks; 1953525168 can be addressed");
        receipt.qrText = "#wl1." + "aB3-dE6_gH9".repeat(73);
        return receipt;
    }

    /** The same, but what it could not write and read is in so many ranges at far places. */
    static SampleReceipt withErrors(int ranges) {
        SampleReceipt receipt = ordinary();
        receipt.verdict = "partial";
        List<JsonValue> errors = new ArrayList<>();
        List<JsonValue> unreached = new ArrayList<>();
        for (int i = 0; i < ranges; i++) {
            errors.add(error(733_007_872_000L + i * 1_048_576L, 4096));
            unreached.add(range(733_007_872_000L + i * 1_048_576L, 4096));
        }
        receipt.passes.set(0, pass("random", CAPACITY - ranges * 4096L, errors.toArray(JsonValue[]::new)));
        receipt.unreachable = unreached;
        return receipt;
    }

    /** Every value that others choose is as long as a page accepts it. */
    static SampleReceipt longest() {
        SampleReceipt receipt = ordinary();
        int max = 1024;
        receipt.model = "W".repeat(max);
        receipt.serial = Optional.of("S".repeat(max));
        receipt.asset = Optional.of("资".repeat(max));
        receipt.moreOfTarget.put("firmware", "f".repeat(max));
        receipt.moreOfTarget.put("wwn", "w".repeat(max));
        receipt.hiddenDetail = Optional.of("h".repeat(max));
        receipt.seed = Optional.of("e".repeat(max));
        receipt.conformity.set(0, clause("c".repeat(max), "satisfied", "s".repeat(max)));
        receipt.qrText = "q".repeat(ReceiptPage.QR_BYTES_MAX);
        return receipt;
    }

    /** A drive of flash that was told to erase itself, as a station writes it; its passes are those that stand there. */
    static SampleReceipt told(String verdict, String technique, String said, long found) {
        SampleReceipt receipt = ordinary();
        receipt.verdict = verdict;
        receipt.model = "INTEL SSDPEKKW512G8";
        receipt.serial = Optional.of("BTHH82340ABC512D");
        receipt.bus = "nvme";
        receipt.path = "direct";
        receipt.moreOfTarget.clear();
        receipt.passes.clear();
        receipt.byItself = Optional.of(byItself(technique, said, found));
        receipt.hiddenDetail = Optional.of("an NVMe device with one namespace, which has all of its capacity");
        receipt.notProved = new ArrayList<>(List.of(
                "firmware-copy",
                "spare-cells",
                "sampled-only",
                "devices-word",
                "cells-not-read",
                "time-not-witnessed"));
        return receipt;
    }

    static JsonValue.Obj byItself(String technique, String said, long found) {
        return Json.object()
                .put("technique", technique)
                .put("attempts", 1)
                .put("said", said)
                .put("durationMillis", 5_423_123)
                .put("canaryBytes", 16 * 512)
                .put("canaryBytesFound", found)
                .build();
    }

    static JsonValue.Obj clause(String name, String state, String source) {
        return Json.object()
                .put("clause", name)
                .put("state", state)
                .put("source", source)
                .build();
    }

    static JsonValue.Obj range(long offset, long length) {
        return Json.object().put("offset", offset).put("length", length).build();
    }

    static JsonValue.Obj error(long offset, long length) {
        return Json.object()
                .put("offset", offset)
                .put("length", length)
                .put("errno", 5)
                .build();
    }

    static JsonValue.Obj pass(String pattern, long bytes, JsonValue... errors) {
        return Json.object()
                .put("pattern", pattern)
                .put("bytesWritten", bytes)
                .put("durationMillis", 5_423_123)
                .put("errors", new JsonValue.Array(List.of(errors)))
                .build();
    }

    ReceiptPage page() {
        return new ReceiptPage(
                payload(),
                target(),
                work(),
                asset.map(tag -> Json.object().put("tag", tag).build()),
                new LogFacts("station.example/log", 41, 42, "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="),
                qrText,
                false,
                List.of(),
                denied);
    }

    private JsonValue.Obj target() {
        Json.Builder target = Json.object()
                .put("kind", kind)
                .put("name", "sdb")
                .put("model", model)
                .put("serial", serial)
                .put("capacityBytes", CAPACITY)
                .put("blockBytes", 512)
                .put("bus", bus)
                .put("mediumClass", kind.equals("image") ? "image" : medium)
                .put("mediumClassSource", "device");
        moreOfTarget.forEach(target::put);
        return target.build();
    }

    private JsonValue.Obj payload() {
        return Json.object()
                .put("vct", type)
                .put("iss", "urn:wangchuan:station:" + DIGEST)
                .put("iat", 1_795_536_000L)
                .put("jti", "1f6b3c1e-8a52-4c39-9d55-0c1f7d0e2b11")
                .put("seq", 41)
                .put("prev", DIGEST)
                .put(
                        "seen",
                        Json.object()
                                .put("origin", "station.example/log")
                                .put("size", 41)
                                .put("root", "mJ1Y0cX3nPbL2vYkT9wRfA8sHdE1uGiO5mNx6BtCyQk=")
                                .build())
                .put("start", "7c2f1d90-2e4b-4f0a-b1a7-5d3e9a6c8f02")
                .put("verdict", verdict)
                .put(
                        "policy",
                        Json.object()
                                .put("id", policy)
                                .put("version", policyVersion)
                                .put("digest", DIGEST)
                                .build())
                .put("conformity", new JsonValue.Array(conformity))
                .put(
                        "evidence",
                        Json.object().put("digest", DIGEST).put("bytes", 18_422).build())
                .put("notProved", Json.texts(notProved))
                .build();
    }

    private JsonValue.Obj work() {
        long mismatched = mismatches.isEmpty() ? 0 : 1 << 20;
        Json.Builder out = Json.object()
                .put("tool", "wangchuan 0.1.0")
                .put("startedAt", "2026-11-24T08:00:05Z")
                .put("finishedAt", "2026-11-24T14:02:59Z")
                .put("passes", new JsonValue.Array(passes))
                .put(
                        "verification",
                        Json.object()
                                .put("mode", mode)
                                .put("path", path)
                                .put("bytesRead", mode.equals("none") ? 0 : bytesRead)
                                .put("mismatches", new JsonValue.Array(mismatches))
                                .put("mismatchedBytes", mismatched)
                                .put("seed", seed)
                                .build())
                .put("unreachableRanges", new JsonValue.Array(unreachable))
                .put(
                        "hiddenAreas",
                        Json.object()
                                .put("state", hidden)
                                .put("detail", hiddenDetail)
                                .build())
                .put("interruptions", 0)
                .put("residue", "not-run");
        byItself.ifPresent(erase -> out.put("native", erase));
        return out.build();
    }

    byte[] pdf() throws PaperException {
        return pdf(Edition.NEWEST);
    }

    byte[] pdf(Edition edition) throws PaperException {
        return ReceiptPdf.render(
                page(),
                List.of(
                        Attachment.receipt("{\"sample\":true}".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        Attachment.evidence("{}\n{}\n".getBytes(java.nio.charset.StandardCharsets.UTF_8))),
                edition);
    }
}
