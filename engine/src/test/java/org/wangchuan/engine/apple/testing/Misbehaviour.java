package org.wangchuan.engine.apple.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.wangchuan.engine.apple.plist.Plist;
import org.wangchuan.engine.apple.plist.PlistException;
import org.wangchuan.engine.apple.plist.PlistValue;

/** What a hostile or broken device does where an answer is due. */
public enum Misbehaviour {
    /** As it should. */
    NONE,
    /** Never answers. */
    SILENT,
    /** A byte of the right answer every tenth of a second. */
    DRIPS,
    /** Says that 64 MiB follow, and sends without end. */
    ENDLESS,
    /** A length with its highest bit set. */
    NEGATIVE_LENGTH,
    /** Says more than it sends, and ends the connection. */
    CUT_OFF,
    /** Ends the connection without a word. */
    CLOSES,
    /** A length of nothing. */
    EMPTY,
    /** A binary property list that contains itself. */
    CYCLE,
    /** A property list of two hundred arrays within each other. */
    DEEP,
    /** XML with an entity of its own. */
    ENTITY,
    /** Bytes that are nothing. */
    GARBAGE,
    /** The answer to something else. */
    ANOTHER_ANSWER,
    /** Values of other kinds than they should be. */
    OTHER_KINDS,
    /** The right answer, but to the question for another key. */
    ANOTHER_KEY;

    /** An array whose only element is the array. */
    private static final byte[] CYCLIC = HexFormat.of()
            .parseHex("62706c6973743030" + "a100" + "08" + "000000000000" + "0101" + "0000000000000001"
                    + "0000000000000000" + "000000000000000a");

    /**
     * Sends what comes of an answer.
     *
     * @return whether the connection goes on
     */
    boolean send(PlistValue.Dict answer, boolean binary, OutputStream out) throws IOException, PlistException {
        byte[] right = binary ? Plist.writeBinary(answer) : Plist.writeXml(answer);
        switch (this) {
            case NONE -> framed(right, out);
            case SILENT -> {
                return true;
            }
            case DRIPS -> drip(right, out);
            case ENDLESS -> {
                out.write(ByteBuffer.allocate(4).putInt(64 << 20).array());
                byte[] chunk = new byte[1 << 16];
                while (true) {
                    out.write(chunk); // until the other side has had enough
                }
            }
            case NEGATIVE_LENGTH -> out.write(ByteBuffer.allocate(8).putInt(-8).array());
            case CUT_OFF -> {
                out.write(ByteBuffer.allocate(4).putInt(right.length).array());
                out.write(Arrays.copyOf(right, right.length / 2));
                return false;
            }
            case CLOSES -> {
                return false;
            }
            case EMPTY -> framed(new byte[0], out);
            case CYCLE -> framed(CYCLIC, out);
            case DEEP -> framed(xml("<array>".repeat(200) + "</array>".repeat(200)), out);
            case ENTITY ->
                framed(
                        "<!DOCTYPE plist [<!ENTITY a \"b\">]><plist version=\"1.0\"><dict><key>&a;</key><true/></dict></plist>"
                                .getBytes(StandardCharsets.UTF_8),
                        out);
            case GARBAGE -> framed(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3}, out);
            case ANOTHER_ANSWER ->
                framed(
                        Plist.writeXml(PlistValue.Dict.builder()
                                .put("Request", "Goodbye")
                                .build()),
                        out);
            case ANOTHER_KEY -> {
                PlistValue.Dict.Builder other = PlistValue.Dict.builder();
                answer.entries().forEach(other::put);
                framed(Plist.writeXml(other.put("Key", "DeviceName").build()), out);
            }
            case OTHER_KINDS -> framed(Plist.writeXml(turned(answer)), out);
        }
        return true;
    }

    private static PlistValue.Dict turned(PlistValue.Dict answer) {
        PlistValue.Dict.Builder turned = PlistValue.Dict.builder();
        answer.entries().forEach((key, value) -> {
            if (key.equals("Request") || key.equals("Key")) {
                turned.put(key, value);
            } else {
                turned.put(key, PlistValue.Dict.builder().put("other", "kind").build());
            }
        });
        return turned.build();
    }

    private static byte[] xml(String body) {
        return ("<plist version=\"1.0\">" + body + "</plist>").getBytes(StandardCharsets.UTF_8);
    }

    private static void framed(byte[] body, OutputStream out) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(ByteBuffer.allocate(4).putInt(body.length).array());
        message.writeBytes(body);
        out.write(message.toByteArray());
        out.flush();
    }

    private static void drip(byte[] body, OutputStream out) throws IOException {
        out.write(ByteBuffer.allocate(4).putInt(body.length).array());
        for (byte one : body) {
            out.write(one);
            out.flush();
            try {
                Thread.sleep(100);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
