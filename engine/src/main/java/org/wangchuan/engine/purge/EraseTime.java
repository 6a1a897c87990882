package org.wangchuan.engine.purge;

import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.wangchuan.engine.command.ata.AtaCapabilities;
import org.wangchuan.engine.command.ata.AtaSecurity.EraseMode;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.ata.IdentifyDevice;

/** How long a SECURITY ERASE UNIT is waited for: past its time Linux resets the drive in the middle of the erase, which locks it. */
final class EraseTime {
    private static final long LEAST_MILLIS = 86_400_000; // a day
    private static final long MOST_MILLIS = 24 * 86_400_000L; // what SG_IO can hold, almost
    private static final int TIMES = 3; // what the drive says

    /** 50 MB/s: what a drive that does not say is taken to write at the least. */
    private static final long BYTES_PER_MILLI = 50_000;

    private EraseTime() {}

    /** @param before what the drive said of itself just before */
    static int limitMillis(EraseMode mode, List<DeviceCommand> before) {
        OptionalInt minutes = before.stream()
                .flatMap(one -> SecurityProcedure.security(one).stream())
                .map(told -> mode == EraseMode.ENHANCED ? told.enhancedEraseMinutes() : told.eraseMinutes())
                .reduce(OptionalInt.empty(), (_, last) -> last);
        boolean told = minutes.isPresent() && !AtaCapabilities.Security.isBeyond(minutes.getAsInt());
        long bySize = told ? 0 : capacityBytes(before) / BYTES_PER_MILLI;
        long byWord = TIMES * 60_000L * minutes.orElse(0);
        return (int) Math.clamp(Math.max(bySize, byWord), LEAST_MILLIS, MOST_MILLIS);
    }

    /** As the drive tells it, 0 if it does not. */
    private static long capacityBytes(List<DeviceCommand> before) {
        return before.stream()
                .flatMap(EraseTime::identified)
                .mapToLong(told -> told.accessibleBlocks() * told.blockBytes())
                .filter(bytes -> bytes > 0) // else it tells a size that no drive has
                .max()
                .orElse(0);
    }

    private static Stream<IdentifyDevice> identified(DeviceCommand command) {
        return command.answer() instanceof DeviceCommand.Completed back
                ? IdentifyDevice.parse(HexFormat.of().parseHex(back.data())).stream()
                : Stream.empty();
    }
}
