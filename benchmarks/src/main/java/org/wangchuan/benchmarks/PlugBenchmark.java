package org.wangchuan.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.wangchuan.browser.Browser;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;

/**
 * From a plug to what a person sees on the bench's page. {@code benchmarks/plug.sh} runs it, where {@code /sys/bus} is a folder of its own.
 *
 * <pre>
 * URL ROUNDS COOKIE     the platform's address; how often; of somebody who works there
 * </pre>
 *
 * <p>What is plugged in is a folder as Linux shows one for a phone with files and debugging. Nothing can be asked of it: it tells what its descriptors show.
 */
public final class PlugBenchmark {
    /** From the plug to the page, in milliseconds. */
    private static final long TARGET_MILLIS = 3_000;

    /** An Android's, with MTP and ADB: descriptors of the device and of its only configuration (USB 2.0, 9.6). */
    private static final byte[] DESCRIPTORS = HexFormat.of()
            .parseHex("12010002000000" + "40d118e24e100401020301" + "0902370002010" + "0c0fa"
                    + "090400000206010105" + "07058102000200" + "07050102000200"
                    + "0904010002ff420105" + "07058202000200" + "07050202000200");

    private static final Path BUS = Path.of("/sys/bus");
    private static final Path DEVICES = BUS.resolve("usb/devices");
    private static final String PLACE = "1-4";
    private static final String SEEN =
            "[...document.querySelectorAll('.phones td strong')].some(e => e.textContent === '" + PLACE + "')";
    private static final long UNHURRIED_MILLIS = 2_000;

    private PlugBenchmark() {}

    /** Prints the figures. */
    public static void main(String[] arguments) throws Exception {
        String base = arguments[0];
        int rounds = Integer.parseInt(arguments[1]);
        int equals = arguments[2].indexOf('=');
        List<Long> all = new ArrayList<>();
        try (Browser browser = new Browser("en")) {
            JsonValue.Obj _ = browser.call(
                    "Network.setCookie",
                    Json.object()
                            .put("name", arguments[2].substring(0, equals))
                            .put("value", arguments[2].substring(equals + 1))
                            .put("url", base)
                            .build());
            browser.open(base + "/bench");
            for (int round = 0; round <= rounds; round++) {
                browser.waitFor("!(" + SEEN + ")");
                // Not at the same moment of the page's and the station's own rounds each time.
                Thread.sleep(UNHURRIED_MILLIS + 137L * round % 1_000);
                prepare(round);
                long begin = System.nanoTime();
                plug(round);
                browser.waitFor(SEEN);
                long millis = (System.nanoTime() - begin) / 1_000_000;
                unplug();
                if (round > 0) { // the first time its classes are loaded
                    all.add(millis);
                }
            }
        }
        all.sort(null);
        System.out.printf(
                Locale.ROOT,
                "from the plug to the page, %d times: median %d ms, at most %d ms; at most / target of %d ms: %.2f%n",
                all.size(),
                all.get(all.size() / 2),
                all.getLast(),
                TARGET_MILLIS,
                (double) all.getLast() / TARGET_MILLIS);
    }

    private static Path folder(int round, String name) {
        return BUS.resolve("made").resolve(Integer.toString(round)).resolve(name);
    }

    private static void prepare(int round) throws IOException {
        Path device = Files.createDirectories(folder(round, PLACE));
        ByteBuffer fields = ByteBuffer.wrap(DESCRIPTORS).order(ByteOrder.LITTLE_ENDIAN);
        put(device, "devnum", Integer.toString(round + 2));
        put(device, "idVendor", hex(fields.getShort(8)));
        put(device, "idProduct", hex(fields.getShort(10)));
        put(device, "bcdDevice", hex(fields.getShort(12)));
        put(device, "bConfigurationValue", "1");
        put(device, "speed", "480");
        put(device, "manufacturer", "Made");
        put(device, "product", "Phone");
        put(device, "serial", "MADE-SERIAL-0077");
        Files.write(device.resolve("descriptors"), DESCRIPTORS);
        for (int number = 0; number < 2; number++) {
            Path part = Files.createDirectories(folder(round, PLACE + ":1." + number));
            Path _ = Files.createSymbolicLink(DEVICES.resolve(PLACE + ":1." + number), part);
        }
    }

    private static void put(Path device, String name, String value) throws IOException {
        Path _ = Files.writeString(device.resolve(name), value + "\n");
    }

    private static String hex(short word) {
        return HexFormat.of().toHexDigits(word);
    }

    private static void plug(int round) throws IOException {
        Path _ = Files.createSymbolicLink(DEVICES.resolve(PLACE), folder(round, PLACE));
    }

    private static void unplug() throws IOException {
        for (String name : List.of(PLACE, PLACE + ":1.0", PLACE + ":1.1")) {
            Files.delete(DEVICES.resolve(name));
        }
    }
}
