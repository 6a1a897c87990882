package org.wangchuan.engine.adb.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.wangchuan.engine.adb.testing.PhoneWire.Packet;
import org.wangchuan.engine.adb.testing.RecordingProxy.Recorded;

/** Recorded packets as a file keeps them: a line each, whose it is, its command, both arguments, its payload; comments begin with {@code #}. */
public final class Exchanges {
    private Exchanges() {}

    /** As a file keeps them. */
    public static String written(List<Recorded> packets) {
        StringBuilder out = new StringBuilder();
        for (Recorded each : packets) {
            Packet packet = each.packet();
            out.append(each.ofClient() ? "> " : "< ")
                    .append(packet.command())
                    .append(" %08x %08x ".formatted(packet.arg0(), packet.arg1()))
                    .append(HexFormat.of().formatHex(packet.payload()))
                    .append('\n');
        }
        return out.toString();
    }

    /** One that lies beside the tests. */
    public static List<Recorded> read(String resource) throws IOException {
        List<Recorded> out = new ArrayList<>();
        try (InputStream in = Exchanges.class.getResourceAsStream("/org/wangchuan/engine/recorded/" + resource)) {
            if (in == null) {
                throw new IOException("no recording " + resource);
            }
            for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList()) {
                if (!line.startsWith("#")) {
                    out.add(packet(line));
                }
            }
        }
        return out;
    }

    private static Recorded packet(String line) {
        String payload = new String(HexFormat.of().parseHex(line.substring(25)), StandardCharsets.ISO_8859_1);
        return new Recorded(
                line.charAt(0) == '>',
                new Packet(
                        line.substring(2, 6),
                        HexFormat.fromHexDigits(line.substring(7, 15)),
                        HexFormat.fromHexDigits(line.substring(16, 24)),
                        payload));
    }
}
