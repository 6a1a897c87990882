package org.wangchuan.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;

/** Drives and phones by the rule set that asks what rests on a key alone, as a station writes them. */
final class PurgeSample {
    private static final String NIST = "NIST SP 800-88 Rev. 2; IEEE 2883";
    private static final String SATISFIED = "satisfied";
    private static final String OPEN = "undetermined";
    private static final String NOT = "not-satisfied";
    private static final long STORAGE = 110_000_000_000L;

    private PurgeSample() {}

    /** A drive that destroyed its own key: somebody has to answer for what that is worth. */
    static SampleReceipt byKey() {
        SampleReceipt drive = drive("purged", "nvme-sanitize-crypto", "succeeded", SATISFIED, OPEN, SATISFIED);
        drive.notProved.add("key-destruction");
        return drive;
    }

    /** A drive that erased its blocks: nothing is open. */
    static SampleReceipt byBlocks() {
        return drive("purged", "nvme-sanitize-block", "succeeded", SATISFIED, SATISFIED, SATISFIED);
    }

    /** A drive that did not take the command. */
    static SampleReceipt refused() {
        return drive("failed", "nvme-sanitize-block", "refused", NOT, NOT, NOT);
    }

    /** A drive that said that it failed. */
    static SampleReceipt failed() {
        return drive("failed", "nvme-sanitize-block", "failed", NOT, NOT, NOT);
    }

    /** By the rule set that goes on with passes: it did not take the command, and was overwritten. */
    static SampleReceipt overwritten() {
        SampleReceipt drive = SampleReceipt.told("cleared", "nvme-sanitize-block", "refused", 0);
        drive.medium = "flash";
        drive.hiddenDetail = Optional.of("an NVMe device of one namespace, which has all of its capacity");
        drive.policyVersion = "2";
        drive.mode = "full";
        drive.bytesRead = SampleReceipt.CAPACITY;
        drive.passes.add(SampleReceipt.pass("random", SampleReceipt.CAPACITY));
        drive.notProved.remove("devices-word");
        drive.notProved.remove("sampled-only");
        return drive;
    }

    private static SampleReceipt drive(
            String verdict, String technique, String said, String verified, String byKey, String level) {
        SampleReceipt drive = SampleReceipt.told(verdict, technique, said, 0);
        drive.medium = "flash";
        drive.policy = "nist-purge";
        drive.policyVersion = "4";
        boolean isDone = verdict.equals("purged");
        drive.hiddenDetail = Optional.of(
                isDone
                        ? "an NVMe device that erased all that it has, also what no namespace has"
                        : "an NVMe device of one namespace, which has all of its capacity");
        if (isDone) {
            drive.seed = Optional.of(SampleReceipt.DIGEST);
        } else {
            drive.mode = "none";
            drive.seed = Optional.empty();
            drive.notProved.remove("sampled-only");
        }
        drive.conformity = clauses(verified, SATISFIED, byKey, level);
        return drive;
    }

    private static List<JsonValue> clauses(String verified, String hidden, String byKey, String level) {
        return new ArrayList<>(List.of(
                SampleReceipt.clause("verification", verified, "NIST SP 800-88 Rev. 1, 4.7"),
                SampleReceipt.clause("hidden-areas", hidden, NIST),
                SampleReceipt.clause("cryptographic-erase", byKey, NIST),
                SampleReceipt.clause("level", level, NIST)));
    }

    /** A phone that was reset, and told over its cable that it is as new. */
    static ReceiptPage phoneReset() {
        return phone("android-reset-read-again", Optional.empty());
    }

    /** A phone that was filled between two resets. */
    static ReceiptPage phoneFilled() {
        return phone(
                "android-reset-fill-reset",
                Optional.of(Json.object()
                        .put("freeBefore", STORAGE - 6_000_000_000L)
                        .put("freeAfter", 0)
                        .put("reserved", 134_217_728)
                        .put("written", STORAGE - 6_200_000_000L)
                        .put("verified", STORAGE - 6_200_000_000L)
                        .put("sampled", 16_777_216)
                        .put("wrongFiles", 0)
                        .put("full", true)
                        .put("storageBytes", STORAGE)
                        .put("files", 99)
                        .put("comparedFiles", 16)
                        .build()));
    }

    private static ReceiptPage phone(String way, Optional<JsonValue.Obj> fill) {
        SampleReceipt form = SampleReceipt.ordinary();
        form.policy = "nist-purge";
        form.policyVersion = "4";
        form.conformity = clauses(OPEN, OPEN, OPEN, NOT);
        ReceiptPage drive = form.page();
        Map<String, JsonValue> payload = new TreeMap<>(drive.payload().members());
        List<String> limits = new ArrayList<>(List.of(
                "phones-own-word", "same-device", "keys-destroyed", "never-tried", "cards", "time-not-witnessed"));
        if (fill.isPresent()) {
            limits.add("phones-cache");
        }
        payload.put("notProved", Json.texts(limits));
        payload.put(
                "phoneResult",
                Json.object()
                        .put(
                                "technique",
                                Json.object()
                                        .put("id", way)
                                        .put("version", 1)
                                        .put("digest", SampleReceipt.DIGEST)
                                        .build())
                        .put("tier", "told")
                        .put("lock", "unlocked")
                        .put("reasons", Json.texts(List.of()))
                        .put("lockReasons", Json.texts(List.of("reset-protection-off")))
                        .build());
        JsonValue.Obj phone = Json.object()
                .put("maker", "Samsung")
                .put("model", "SM-G991B")
                .put("serial", "R58M123ABCD")
                .put("system", "android")
                .put("version", "14")
                .put("storageBytes", STORAGE)
                .build();
        return new ReceiptPage(
                new JsonValue.Obj(payload), phone, work(fill), Optional.empty(), drive.log(), drive.qrText());
    }

    private static JsonValue.Obj work(Optional<JsonValue.Obj> fill) {
        List<JsonValue> steps = new ArrayList<>();
        List<String> words = fill.isEmpty()
                ? List.of("seen", "consented", "set-off", "gone", "back")
                : List.of("seen", "consented", "set-off", "gone", "back", "filled", "set-off", "gone", "back");
        for (int i = 0; i < words.size(); i++) {
            steps.add(Json.object()
                    .put("word", words.get(i))
                    .put("at", "2026-11-28T10:1" + i + ":00Z")
                    .build());
        }
        Json.Builder out = Json.object()
                .put("tool", "wangchuan 0.1")
                .put("startedAt", "2026-11-28T10:10:00Z")
                .put("finishedAt", "2026-11-28T10:20:00Z")
                .put("steps", new JsonValue.Array(steps));
        fill.ifPresent(accounts -> out.put("fill", accounts));
        return out.build();
    }
}
