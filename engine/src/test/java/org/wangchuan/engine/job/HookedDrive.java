package org.wangchuan.engine.job;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;

/** A drive in whose way something happens. */
final class HookedDrive implements PassThrough {
    private static final int ATA_PASS_THROUGH_16 = 0x85;

    private final PassThrough drive;
    private final IntConsumer onAsk;
    private final IntConsumer onErase;
    private final AtomicInteger asked = new AtomicInteger();

    private HookedDrive(PassThrough drive, IntConsumer onAsk, IntConsumer onErase) {
        this.drive = drive;
        this.onAsk = onAsk;
        this.onErase = onErase;
    }

    /** @param onErase before each command that erases or prepares it, told its first byte, or the ATA command in it */
    static HookedDrive onErase(PassThrough drive, IntConsumer onErase) {
        return new HookedDrive(drive, _ -> {}, onErase);
    }

    /** @param onAsk before each question, told how many there were with it */
    static HookedDrive onAsk(PassThrough drive, IntConsumer onAsk) {
        return new HookedDrive(drive, onAsk, _ -> {});
    }

    @Override
    public OptionalLong namespace() {
        return drive.namespace();
    }

    @Override
    public DeviceCommand.Answer ask(byte[] command, int readBytes) {
        onAsk.accept(asked.incrementAndGet());
        return drive.ask(command, readBytes);
    }

    @Override
    public DeviceCommand.Answer erase(String technique, byte[] command, byte[] sent, int readBytes, int timeoutMillis) {
        int first = Byte.toUnsignedInt(command[0]);
        onErase.accept(first == ATA_PASS_THROUGH_16 ? Byte.toUnsignedInt(command[14]) : first);
        return drive.erase(technique, command, sent, readBytes, timeoutMillis);
    }
}
