package org.wangchuan.engine.verdict;

import static org.wangchuan.engine.evidence.EventEdit.set;
import static org.wangchuan.engine.verdict.NativeScript.answered;
import static org.wangchuan.engine.verdict.NativeScript.bytes;
import static org.wangchuan.engine.verdict.NativeScript.sent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.medium.DeviceCommand;

/**
 * What stands in the record of an eMMC that was erased and sanitized; bytes by hand from JESD84-B51 and linux/mmc/ioctl.h: the number of
 * commands, and for each write flag at 0, opcode at 8, argument at 12, flags at 32, block size at 36, blocks at 40.
 */
final class MmcScript {
    static final long READY = 0x900;
    static final String TAKEN = "000009000000090000000900";
    static final String STATUS = bytes(80, "0:01", "16:0d", "20:00000100", "40:15");
    static final String SANITIZE = bytes(80, "0:01", "8:01", "16:06", "20:0101a503", "40:9d04");
    static final String ERASE = erase("00000000", "00fe0f00", "00000000"); // to byte 2047 * 512
    private static final String EXT_CSD = bytes(80, "0:01", "16:08", "40:b5", "44:0002", "48:01");

    private MmcScript() {}

    static String erase(String first, String last, String argument) {
        return bytes(
                224,
                "0:03",
                "8:01",
                "16:23",
                "20:" + first,
                "40:95",
                "80:01",
                "88:24",
                "92:" + last,
                "112:95",
                "152:01",
                "160:26",
                "164:" + argument,
                "184:9d04");
    }

    /** 5.1; 2048 sectors; trim and sanitize; a replay protected block, and no partition. */
    static String register(String... more) {
        List<String> parts = new ArrayList<>(List.of("192:08", "212:00080000", "224:01", "231:50", "168:01"));
        parts.addAll(List.of(more));
        return bytes(512, parts.toArray(String[]::new));
    }

    static DeviceCommand told(String request, long response, String data) {
        return new DeviceCommand(
                "MMC", request, Instant.parse(NativeScript.AT), 1, new DeviceCommand.Told(0, response, data));
    }

    static DeviceCommand inRegister(String data) {
        return told(EXT_CSD, READY, data);
    }

    static Event erased() {
        return sent(told(ERASE, READY, TAKEN));
    }

    /** The kernel hands no response to it on. */
    static Event sanitized() {
        return sent(told(SANITIZE, 0, ""));
    }

    static Event ready() {
        return answered(told(STATUS, READY, ""));
    }

    /** All of it was read afterwards, and is zeros. */
    static NativeScript script(String register, Event... steps) {
        return sampled(register, steps)
                .changing(readsOf(NativeScript.CAPACITY))
                .changing(reads(NativeScript.CAPACITY, 0));
    }

    /** Samples of it alone were read, as by programs of before. */
    static NativeScript sampled(String register, Event... steps) {
        return NativeScript.mmc(inRegister(register)).steps(steps);
    }

    /** As much was to be read, and was. */
    static UnaryOperator<Event> readsOf(long bytes) {
        return event -> set("sampling-finished", "bytesPlanned", bytes)
                .apply(set("sampling-finished", "bytesRead", bytes).apply(event));
    }

    /** What was read afterwards: so many zeros, so many ones. */
    static UnaryOperator<Event> reads(long zeroBytes, long oneBytes) {
        return event -> set("sampling-finished", "oneBytes", oneBytes)
                .apply(set("sampling-finished", "zeroBytes", zeroBytes).apply(event));
    }
}
