package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.evidence.EventEdit.json;
import static org.wangchuan.engine.evidence.EventEdit.set;
import static org.wangchuan.engine.verdict.NativeScript.NVME_LOG;
import static org.wangchuan.engine.verdict.NativeScript.NVME_SANITIZE_BLOCK;
import static org.wangchuan.engine.verdict.NativeScript.answered;
import static org.wangchuan.engine.verdict.NativeScript.log;
import static org.wangchuan.engine.verdict.NativeScript.nvme;
import static org.wangchuan.engine.verdict.NativeScript.sent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.verdict.Verdict.Level;

/**
 * One thing is done to the record of a drive that erased itself, and commitments and seeds are made to fit again: it is refused, or the answer is no
 * better, unless what was changed is the answer of the drive or the outcome of the search itself.
 */
@Execution(ExecutionMode.CONCURRENT)
class NativeForgeryTest {
    private static final String OURS = "02020000";

    /** A prime, so that over the records it meets all kinds. */
    private static final int STRIDE = 31;

    /** Outcomes: a record in which one of these is changed is as good as one that was invented. By record. */
    private static final Map<String, Set<String>> OUTCOMES = Map.of(
            "canary found", Set.of("alter sampling-finished.canaryBytesFound"),
            "refused", Set.of("alter native-commanded.command.status"),
            "changed", Set.of("alter rechecked.differences"),
            "read too little", Set.of("alter sampling-finished.canaryBytesRead"),
            "left", Set.of("alter native-finished.end"),
            "other parts", Set.of("alter medium.medium.caps"));

    private static Map<String, NativeScript> records() {
        Map<String, NativeScript> out = new TreeMap<>();
        out.put("nvme", NativeScript.nvmeBlock());
        out.put("ata", NativeScript.ata(NativeTechnique.ATA_SANITIZE_BLOCK, NativeScript.ATA_SANITIZE_BLOCK));
        out.put("enhanced", NativeScript.ataErase(NativeTechnique.ATA_SECURITY_ERASE_ENHANCED, "02"));
        out.put("scsi", NativeScript.scsiBlock());
        out.put("both", NativeScript.nvmeBlock().thenOverwritten());
        out.put(
                "format",
                NativeScript.nvmeFormat(NativeTechnique.NVME_FORMAT_USER_DATA, NativeScript.NVME_FORMAT_USER));
        out.put(
                "no secure erase",
                NativeScript.nvmeFormat(NativeTechnique.NVME_FORMAT_USER_DATA, NativeScript.NVME_FORMAT_NONE));
        out.put(
                "old",
                NativeScript.nvmeBlock()
                        .before(nvme(NVME_LOG, log("ffff", "0101", OURS)))
                        .steps(
                                sent(nvme(NVME_SANITIZE_BLOCK, "")),
                                answered(nvme(NVME_LOG, log("ffff", "0101", OURS)))));
        out.put(
                "stuck",
                NativeScript.nvmeBlock()
                        .steps(
                                sent(nvme(NVME_SANITIZE_BLOCK, "")),
                                answered(nvme(NVME_LOG, log("0010", "0200", OURS)))));
        out.put(
                "failed",
                NativeScript.nvmeBlock()
                        .steps(
                                sent(nvme(NVME_SANITIZE_BLOCK, "")),
                                answered(nvme(NVME_LOG, log("0010", "0200", OURS))),
                                answered(nvme(NVME_LOG, log("ffff", "0300", OURS)))));
        out.put("another's", NativeScript.nvmeBlock().before(nvme(NVME_LOG, log("0010", "0200", OURS))));
        out.put(
                "refused",
                NativeScript.nvmeBlock()
                        .steps(
                                sent(nvme(NVME_SANITIZE_BLOCK, 2, "")),
                                answered(nvme(NVME_LOG, log("0010", "0200", OURS))),
                                answered(nvme(NVME_LOG, log("ffff", "0101", OURS)))));
        out.put("not offered", NativeScript.nvmeBlock().asked());
        out.put("canary found", NativeScript.nvmeBlock().changing(set("sampling-finished", "canaryBytesFound", 512)));
        out.put("read too little", NativeScript.nvmeBlock().changing(set("sampling-finished", "canaryBytesRead", 0)));
        out.put(
                "left",
                NativeScript.nvmeBlock()
                        .changing(event -> event
                                        instanceof
                                        DriveEvent.NativeFinished(
                                                int attempt,
                                                DriveEvent.NativeEnd _,
                                                long duration,
                                                long pause,
                                                String at)
                                ? new DriveEvent.NativeFinished(attempt, DriveEvent.NativeEnd.LEFT, duration, pause, at)
                                : event));
        out.put("purging", NativeScript.nvmePurging("0109"));
        out.put("purge not told", NativeScript.nvmePurging("0101"));
        out.put("purging refused", NativeScript.nvmePurging("0109").steps(NvmePurgeVerdictTest.refusedThenPlain()));
        out.put("changed", NativeScript.nvmeBlock().changing(set("rechecked", "differences", json("[\"serial\"]"))));
        return out;
    }

    /** A drive that was left alone is not sampled: the record ends there. */
    private static List<Event> events(String name, NativeScript script) {
        return name.equals("left")
                ? script.events().stream()
                        .filter(event -> !(event instanceof Event.Committed
                                || event instanceof DriveEvent.SamplingStarted
                                || event instanceof DriveEvent.SamplingFinished))
                        .toList()
                : script.events();
    }

    @Test
    void noSingleChangeImprovesTheAnswerButThatOfTheOutcome() throws EvidenceException {
        Set<String> better = new TreeSet<>();
        int read = 0;
        int at = 0;
        for (Map.Entry<String, NativeScript> record : records().entrySet()) {
            List<Event> honest = events(record.getKey(), record.getValue());
            Level level =
                    VerdictRules.judge(Evidence.read(SealedRecord.of(honest))).level();
            Set<String> outcomes = OUTCOMES.getOrDefault(record.getKey(), Set.of());
            for (Forgeries.Forgery forgery : Forgeries.of(honest).toList()) {
                at++;
                boolean small = forgery.value().isEmpty();
                if (!small && at % STRIDE != 0) {
                    continue;
                }
                Optional<Level> forged = forgery.events().get().flatMap(NativeForgeryTest::level);
                read += forged.isPresent() ? 1 : 0;
                if (forged.filter(found -> found.compareTo(level) < 0).isPresent()
                        && !outcomes.contains(forgery.what())
                        // What the drive told is gone: then nothing is known, which is no success.
                        && !(record.getKey().equals("failed") && forged.get() == Level.UNPROVEN)) {
                    better.add(record.getKey() + ": " + forgery.what() + " " + forgery.value());
                }
            }
        }
        assertThat(better).isEmpty();
        assertThat(read).as("forgeries that were read at all").isGreaterThan(1000);
    }

    /** Bits of requests and answers, at the same length: a record of a drive that showed nothing shows nothing, unless it is the result itself. */
    @Test
    void noiseInTheBytesNeverMakesARecordThatShowsMoreThanItsHonestOne() throws EvidenceException {
        Random random = new Random(7);
        for (String name : List.of("nvme", "purging", "purge not told", "ata", "scsi", "enhanced", "format")) {
            List<Event> honest =
                    events(name, java.util.Objects.requireNonNull(records().get(name)));
            Level best =
                    VerdictRules.judge(Evidence.read(SealedRecord.of(honest))).level();
            int lower = 0;
            for (int round = 0; round < 300; round++) {
                List<Event> noisy = new ArrayList<>(honest);
                int place = random.nextInt(noisy.size());
                if (!(noisy.get(place) instanceof DriveEvent.NativeCommanded(int attempt, var command))) {
                    continue;
                }
                char[] request = command.request().toCharArray();
                int digit = random.nextInt(request.length);
                request[digit] = Character.forDigit(Character.digit(request[digit], 16) ^ (1 << random.nextInt(4)), 16);
                noisy.set(
                        place,
                        new DriveEvent.NativeCommanded(
                                attempt,
                                new org.wangchuan.engine.medium.DeviceCommand(
                                        command.command(),
                                        new String(request),
                                        command.sent(),
                                        command.at(),
                                        command.durationMillis(),
                                        command.answer())));
                Optional<Level> found = level(noisy);
                assertThat(found.filter(level -> level.compareTo(best) < 0))
                        .as(name)
                        .isEmpty();
                lower += found.filter(level -> level.compareTo(best) > 0).isPresent() ? 1 : 0;
            }
            if (best != Level.UNPROVEN) {
                assertThat(lower).as(name + ": bits that matter").isPositive();
            }
        }
    }

    private static Optional<Level> level(List<Event> events) {
        try {
            return Optional.of(
                    VerdictRules.judge(Evidence.read(SealedRecord.of(events))).level());
        } catch (EvidenceException refused) {
            return Optional.empty();
        }
    }
}
