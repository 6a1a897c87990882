package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a drive claims in the end, read from what the other program printed. */
final class Claim {
    private static final Pattern NVME_STATUS =
            Pattern.compile("Sanitize Status\\s+\\(SSTAT\\)\\s*:\\s*(0x)?([0-9a-fA-F]+)");
    private static final Pattern ATA_PROGRESS = Pattern.compile("\\(([0-9]+)%\\)");
    private static final Pattern SCSI_PROGRESS = Pattern.compile("Progress indication: ([0-9]+)");
    /** timeout(1): it failed itself, the program can't be started, there is none, it was killed. Of the drive that says nothing. */
    private static final Set<String> NOT_STARTED = Set.of("125", "126", "127", "137");

    private static final String SUCCESS = "success";
    /** Of what was asked to leave its blocks allocated. */
    static final String DEALLOCATED = "success, and all was deallocated";

    private static final Pattern NVME_PROGRESS = Pattern.compile("Sanitize Progress\\s+\\(SPROG\\)\\s*:\\s*([0-9]+)");

    private Claim() {}

    /** In words that begin with success, in progress, failed, refused, never or gone; or not run. */
    static String read(Path shared, MadeDrive drive) throws IOException {
        String code = text(shared, drive, "code").strip();
        if (code.isEmpty() || NOT_STARTED.contains(code)) {
            return "not run";
        }
        if (!code.equals("0")) {
            boolean own = drive.scenario().order().family().isPresent();
            return code.equals("124") ? "gone" : own ? "refused" : "failed";
        }
        if (!drive.scenario().order().sanitize()) {
            return SUCCESS;
        }
        String log = text(shared, drive, "log");
        return switch (drive.scenario().family()) {
            case NVME -> nvme(log);
            case ATA -> ata(log);
            case SCSI -> scsi(log);
            case NULL_BLK, SCSI_DEBUG, QEMU -> SUCCESS; // nothing tells of it but the program's own end
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
            case 1 -> SUCCESS;
            case 4 -> DEALLOCATED;
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

    /** hdparm says Completed Without Error of what there was before, too: it is what the drive says. */
    private static String ata(String log) {
        if (log.contains("SD2")) {
            return "in progress" + percent(ATA_PROGRESS, log);
        }
        if (log.contains("SD3") || log.contains("error") || log.contains("failed")) {
            return "failed";
        }
        return log.contains("Completed Without Error") ? SUCCESS : log.contains("SD0") ? "never" : "gone";
    }

    /** SCSI keeps no result: what ended without a failure shows nothing at all. */
    private static String scsi(String log) {
        if (log.contains("Progress indication") || log.contains("in progress")) {
            return "in progress" + percent(SCSI_PROGRESS, log);
        }
        if (log.contains("Medium Error")) {
            return "failed";
        }
        return log.contains("Sense key: No Sense") ? "success, as no failure is told" : "gone";
    }

    private static String percent(Pattern pattern, String log) {
        Matcher found = pattern.matcher(log);
        return found.find() ? ", %s %%".formatted(found.group(1)) : "";
    }

    private static String text(Path shared, MadeDrive drive, String ending) throws IOException {
        Path file = shared.resolve(drive.name() + "." + ending);
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }
}
