package org.wangchuan.engine.medium.health;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.engine.command.ata.AtaInquiry;
import org.wangchuan.engine.command.ata.DeviceStatistics;
import org.wangchuan.engine.command.nvme.NvmeCommands;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.command.scsi.ErrorCounters;
import org.wangchuan.engine.command.scsi.ScsiInquiry;
import org.wangchuan.engine.command.scsi.ScsiRequest;
import org.wangchuan.engine.medium.DeviceCommand;

/** A question about its condition, in the language of a drive, in the order in which they are put. Each changes nothing. */
public enum CountQuestion {
    ATA_ROTATING_MEDIA(
            Language.ATA, AtaInquiry.readLog(DeviceStatistics.LOG, DeviceStatistics.ROTATING_MEDIA, 1), "page 03h"),
    ATA_GENERAL_ERRORS(
            Language.ATA, AtaInquiry.readLog(DeviceStatistics.LOG, DeviceStatistics.GENERAL_ERRORS, 1), "page 04h"),
    /** Only where the log did not tell: what it holds is each maker's own. */
    ATA_ATTRIBUTES(Language.ATA, AtaInquiry.smartData(), ""),
    SCSI_GROWN_DEFECTS(Language.SCSI, ScsiInquiry.grownDefects(), ""),
    SCSI_WRITE_ERRORS(Language.SCSI, ScsiInquiry.logPage(ErrorCounters.WRITE, ErrorCounters.BYTES), "page 02h"),
    SCSI_READ_ERRORS(Language.SCSI, ScsiInquiry.logPage(ErrorCounters.READ, ErrorCounters.BYTES), "page 03h"),
    NVME_HEALTH(NvmeCommands.smartLog());

    /** What a drive speaks. */
    public enum Language {
        ATA,
        SCSI,
        NVME
    }

    private final Language language;
    private final String title;
    private final String request;
    private final int readBytes;

    CountQuestion(Language language, ScsiRequest request, String page) {
        this.language = language;
        this.title = page.isEmpty() ? request.name() : request.name() + ", " + page;
        this.request = HexFormat.of().formatHex(request.block());
        this.readBytes = request.readBytes();
    }

    CountQuestion(NvmeRequest request) {
        this.language = Language.NVME;
        this.title = request.name();
        this.request = HexFormat.of().formatHex(request.structure(0));
        this.readBytes = request.readBytes();
    }

    /** All of a language, in order. */
    public static List<CountQuestion> in(Language language) {
        return Stream.of(values()).filter(one -> one.language == language).toList();
    }

    /** The one that was put by this command; empty if none. */
    public static Optional<CountQuestion> of(DeviceCommand command) {
        return Stream.of(values())
                .filter(one -> one.request.equals(command.request()) && one.title.equals(command.command()))
                .findFirst();
    }

    /** Whose it is. */
    public Language language() {
        return language;
    }

    /** As it is called in a record. */
    public String title() {
        return title;
    }

    /** Its bytes; a new array each time. */
    public byte[] block() {
        return HexFormat.of().parseHex(request);
    }

    /** The same in lower-case hexadecimal. */
    public String request() {
        return request;
    }

    /** What may be read at most. */
    public int readBytes() {
        return readBytes;
    }
}
