package org.wangchuan.engine.medium.health;

import java.math.BigInteger;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.ata.DeviceStatistics;
import org.wangchuan.engine.command.ata.SmartAttributes;
import org.wangchuan.engine.command.nvme.NvmeHealth;
import org.wangchuan.engine.command.scsi.DefectList;
import org.wangchuan.engine.command.scsi.ErrorCounters;
import org.wangchuan.engine.medium.DeviceCommand;

/**
 * What a drive tells of its condition, read from its recorded answers. What is missing was not told, which is no zero.
 *
 * @param makersOwn whether they are from SMART attributes, whose meaning is each maker's own
 */
public record DriveCounts(Map<DriveCount, Long> told, boolean makersOwn) {
    /** What a document holds of a number. */
    private static final int NUMBER_BITS = 53;

    private static final int GOOD = 0x00;
    private static final int DRIVER_SENSE = 0x08; // scsi/scsi.h of kernels before 5.14

    public DriveCounts {
        told = Collections.unmodifiableMap(told.isEmpty() ? new EnumMap<>(DriveCount.class) : new EnumMap<>(told));
    }

    /** That number; empty if it was not told. */
    public OptionalLong of(DriveCount count) {
        Long value = told.get(count);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Reads the answers; refusals, and answers that are none, tell nothing. */
    public static DriveCounts read(List<DeviceCommand> commands) {
        Reader reader = new Reader();
        for (DeviceCommand command : commands) {
            CountQuestion.of(command).ifPresent(question -> reader.read(question, command));
        }
        return new DriveCounts(reader.told, reader.makersOwn);
    }

    private static final class Reader {
        private final Map<DriveCount, Long> told = new EnumMap<>(DriveCount.class);
        private OptionalLong unwritten = OptionalLong.empty();
        private boolean makersOwn;

        void read(CountQuestion question, DeviceCommand command) {
            try {
                byte[] data = data(command);
                if (data.length > 0) {
                    read(question, data);
                }
            } catch (AnswerException _) {
                // not told
            }
        }

        private void read(CountQuestion question, byte[] data) throws AnswerException {
            switch (question) {
                case ATA_ROTATING_MEDIA -> {
                    DeviceStatistics page = DeviceStatistics.parse(data, DeviceStatistics.ROTATING_MEDIA);
                    put(DriveCount.REPLACED, page.reallocated());
                    put(DriveCount.PENDING, page.candidates());
                }
                case ATA_GENERAL_ERRORS ->
                    put(
                            DriveCount.UNCORRECTABLE,
                            DeviceStatistics.parse(data, DeviceStatistics.GENERAL_ERRORS)
                                    .uncorrectable());
                case ATA_ATTRIBUTES -> {
                    SmartAttributes attributes = SmartAttributes.parse(data);
                    makersOwn = true;
                    told.clear();
                    put(DriveCount.REPLACED, attributes.reallocated());
                    put(DriveCount.PENDING, attributes.pending());
                    put(DriveCount.UNCORRECTABLE, attributes.uncorrectable());
                }
                case SCSI_GROWN_DEFECTS -> told.put(DriveCount.REPLACED, DefectList.grown(data));
                case SCSI_WRITE_ERRORS -> unwritten = ErrorCounters.uncorrected(data, ErrorCounters.WRITE);
                case SCSI_READ_ERRORS -> {
                    OptionalLong unread = ErrorCounters.uncorrected(data, ErrorCounters.READ);
                    if (unread.isPresent() && unwritten.isPresent()) {
                        putSum(unread.getAsLong(), unwritten.getAsLong());
                    }
                }
                case NVME_HEALTH -> {
                    NvmeHealth health = NvmeHealth.parse(data);
                    told.put(DriveCount.SPARE_PERCENT, (long) health.sparePercent());
                    told.put(DriveCount.USED_PERCENT, (long) health.usedPercent());
                    told.put(DriveCount.WARNINGS, (long) health.warnings());
                    BigInteger errors = health.mediaErrors();
                    if (errors.bitLength() < NUMBER_BITS) {
                        told.put(DriveCount.UNCORRECTABLE, errors.longValueExact());
                    }
                }
            }
        }

        /** Each fits into a document; both together need not, and such a number is garbled. */
        private void putSum(long unread, long unwritten) {
            if (unread < (1L << NUMBER_BITS) - unwritten) {
                told.put(DriveCount.UNCORRECTABLE, unread + unwritten);
            }
        }

        private void put(DriveCount count, OptionalLong value) {
            value.ifPresent(number -> told.put(count, number));
        }

        private static byte[] data(DeviceCommand command) {
            return switch (command.answer()) {
                case DeviceCommand.NotSent _ -> new byte[0];
                case DeviceCommand.Told(int status, long _, String data) ->
                    status == 0 ? HexFormat.of().parseHex(data) : new byte[0];
                case DeviceCommand.Completed back ->
                    back.status() == GOOD && back.hostStatus() == 0 && (back.driverStatus() & ~DRIVER_SENSE) == 0
                            ? HexFormat.of().parseHex(back.data())
                            : new byte[0];
            };
        }
    }
}
