package org.wangchuan.engine.adb.server;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.wire.SocketLink;
import org.wangchuan.engine.patience.Deadline;

/**
 * One conversation with an adb server: four hexadecimal digits and that many bytes are a request; OKAY or FAIL with words is the answer
 * (AOSP OVERVIEW.TXT, "Client &lt;-&gt; Server protocol").
 */
final class ServerLink implements AutoCloseable {
    /** What four digits can say. */
    private static final int BYTES_MAX = 0xffff;

    private final SocketLink link;

    private ServerLink(SocketLink link) {
        this.link = link;
    }

    static ServerLink connect(SocketAddress address, Deadline deadline) throws AdbException {
        return new ServerLink(SocketLink.connect(address, deadline));
    }

    SocketLink link() {
        return link;
    }

    /** Asks; if the answer is FAIL, the exception has this code and the server's words. */
    void ask(String request, Code ifFailed, Deadline deadline) throws AdbException {
        link.write(ByteBuffer.wrap(framed(request)), deadline);
        String answer = text(4, deadline);
        if (answer.equals("FAIL")) {
            throw AdbException.telling(ifFailed, "the adb server says no", block(deadline));
        }
        if (!answer.equals("OKAY")) {
            throw new AdbException(Code.PROTOCOL, "an answer of the adb server that is neither yes nor no");
        }
    }

    private static byte[] framed(String request) throws AdbException {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(request));
            int length = bytes.remaining();
            if (length > BYTES_MAX || request.indexOf('\0') >= 0) {
                throw new AdbException(Code.ARGUMENT, "a request of " + length + " bytes");
            }
            byte[] out = new byte[4 + length];
            byte[] digits = HexFormat.of().toHexDigits((short) length).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(digits, 0, out, 0, 4);
            bytes.get(out, 4, length);
            return out;
        } catch (CharacterCodingException _) {
            throw new AdbException(Code.ARGUMENT, "a request that is no text");
        }
    }

    /** Four digits and that many bytes of text, at most 65535. */
    String block(Deadline deadline) throws AdbException {
        return text(lengthOf(text(4, deadline)), deadline);
    }

    /** The number that four hexadecimal digits say. */
    static int lengthOf(String digits) throws AdbException {
        int length = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), 16);
            if (digit < 0 || digits.charAt(i) > 'f') {
                throw new AdbException(Code.PROTOCOL, "a length that is no number");
            }
            length = length * 16 + digit;
        }
        return length;
    }

    private String text(int length, Deadline deadline) throws AdbException {
        byte[] bytes = new byte[length];
        link.readFully(ByteBuffer.wrap(bytes), deadline);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        link.close();
    }
}
