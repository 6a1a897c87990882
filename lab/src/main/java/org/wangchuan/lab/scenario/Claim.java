package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a drive claims in the end, read from what the other program printed. */
final class Claim {
    private static final Pattern NVME_STATUS =
            Pattern.compile("Sanitize Status\\s+\\(SSTAT\\)\\s*:\\s*(0x)?([0-9a-fA-F]+)");
    private static final Pattern NVME_PROGRESS = Pattern.compile("Sanitize Progress\\s+\\(SPROG\\)\\s*:\\s*([0-9]+)");

    private Claim() {}

    /** In words that begin with success, in progress, failed, refused, never or gone; or not run. */
    static String read(Path shared, MadeDrive drive) throws IOException {
        String code = text(shared, drive, "code").strip();
        if (code.isEmpty()) {
            return "not run";
        }
        if (!code.equals("0")) {
            return code.equals("124") ? "gone" : "refused";
        }
        if (!drive.scenario().order().sanitize()) {
            return "success";
        }
        String log = text(shared, drive, "log");
        return switch (drive.scenario().family()) {
            case NVME -> nvme(log);
            case ATA, SCSI -> log.strip();
        };
    }

    private static String nvme(String log) {
        Matcher status = NVME_STATUS.matcher(log);
        if (!status.find()) {
            return "gone";
        }
        Matcher progress = NVME_PROGRESS.matcher(log);
        int value = Integer.parseInt(status.group(2), status.group(1) == null ? 10 : 16);
        return switch (value & 7) {
            case 0 -> "never";
            case 1, 4 -> "success";
            case 2 ->
                "in progress"
                        + (progress.find()
                                ? String.format(
                                        Locale.ROOT,
                                        ", %d %%",
                                        Math.round(Integer.parseInt(progress.group(1)) / 655.36))
                                : "");
            case 3 -> "failed";
            default -> "status " + value;
        };
    }

    private static String text(Path shared, MadeDrive drive, String ending) throws IOException {
        Path file = shared.resolve(drive.name() + "." + ending);
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }
}
