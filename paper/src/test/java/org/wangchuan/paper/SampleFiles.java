package org.wangchuan.paper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes one file for each kind of page into a folder, for people to look at. */
final class SampleFiles {
    private SampleFiles() {}

    public static void main(String... args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]));
        for (String verdict : List.of("purged", "cleared", "partial", "unproven", "failed")) {
            Files.write(
                    folder.resolve(verdict + ".pdf"), SampleReceipt.of(verdict).pdf());
        }
        Files.write(folder.resolve("hostile.pdf"), hostile().pdf());
        Files.write(folder.resolve("ordinary.pdf"), SampleReceipt.ordinary().pdf());
        Files.write(folder.resolve("errors.pdf"), SampleReceipt.withErrors(50).pdf());
        Files.write(folder.resolve("longest.pdf"), SampleReceipt.longest().pdf());
        SampleReceipt contradictory = SampleReceipt.of("failed");
        contradictory.verdict = "cleared";
        Files.write(folder.resolve("contradictory.pdf"), contradictory.pdf());
        SampleReceipt purged = SampleReceipt.told("purged", "nvme-sanitize-block", "succeeded", 0);
        Files.write(folder.resolve("told-purged.pdf"), purged.pdf());
        SampleReceipt failed = SampleReceipt.told("failed", "nvme-sanitize-crypto", "failed", 0);
        failed.conformity.set(0, SampleReceipt.clause("overwrite", "not-satisfied", "GB 46864-2025, by press answers"));
        failed.conformity.set(3, SampleReceipt.clause("level", "not-satisfied", "design rule"));
        Files.write(folder.resolve("told-failed.pdf"), failed.pdf());
        SampleReceipt refused = SampleReceipt.told("cleared", "nvme-sanitize-block", "refused", 0);
        refused.passes.add(SampleReceipt.pass("random", SampleReceipt.CAPACITY));
        Files.write(folder.resolve("told-refused.pdf"), refused.pdf());
        SampleReceipt denied = SampleReceipt.told("cleared", "ata-security-erase", "ended", 0);
        denied.denied = new ReceiptPage.Denied(Set.of(0), true);
        Files.write(folder.resolve("denied.pdf"), denied.pdf());
        Files.write(folder.resolve("purge-key.pdf"), PurgeSample.byKey().pdf());
        Files.write(folder.resolve("purge-blocks.pdf"), PurgeSample.byBlocks().pdf());
        Files.write(folder.resolve("purge-refused.pdf"), PurgeSample.refused().pdf());
        Files.write(folder.resolve("purge-failed.pdf"), PurgeSample.failed().pdf());
        Files.write(folder.resolve("overwritten.pdf"), PurgeSample.overwritten().pdf());
        Files.write(folder.resolve("phone-reset.pdf"), ReceiptPdf.render(PurgeSample.phoneReset(), List.of()));
        Files.write(folder.resolve("phone-filled.pdf"), ReceiptPdf.render(PurgeSample.phoneFilled(), List.of()));
    }

    /** Long, invisible, right-to-left and missing signs wherever a value may hold them. */
    static SampleReceipt hostile() {
        SampleReceipt receipt = SampleReceipt.of("partial");
        receipt.model = "W".repeat(300);
        receipt.serial = Optional.of(" AB\u202e\u05d0\u05d1 😀 \u0000\u0007\u200b\u0415 两  空格 ");
        receipt.asset = Optional.of("资产-".repeat(40) + "x".repeat(200));
        receipt.seed = Optional.of(SampleReceipt.DIGEST);
        receipt.conformity.add(SampleReceipt.clause("c".repeat(200), "undetermined", "很长的出处".repeat(60)));
        receipt.unreachable = java.util.stream.LongStream.range(0, 5000)
                .<org.wangchuan.canonical.JsonValue>mapToObj(i -> SampleReceipt.range(i * 1_000_000_000_000L, 512))
                .toList();
        for (int i = 0; i < 35; i++) {
            receipt.passes.add(SampleReceipt.pass("random", SampleReceipt.CAPACITY));
        }
        receipt.notProved.addAll(List.of("device-cache", "behind-bridge", "medium-class-declared", "test-device"));
        return receipt;
    }
}
