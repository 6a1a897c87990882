package org.wangchuan.engine.apple.wire;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.plist.Plist;
import org.wangchuan.engine.apple.plist.PlistException;
import org.wangchuan.engine.apple.plist.PlistLimits;
import org.wangchuan.engine.apple.plist.PlistValue;

/**
 * Property lists with their length before them, four bytes of it, the highest first: how lockdownd and most services are spoken to
 * (libimobiledevice's property_list_service.c). Not thread-safe.
 */
public final class PlistChannel implements AutoCloseable {
    private static final int LENGTH_BYTES = 4;

    private final Link link;
    private final Duration patience;

    /** @param patience for one request and its answer */
    public PlistChannel(Link link, Duration patience) {
        this.link = link;
        this.patience = patience;
    }

    /** What it goes over. */
    public Link link() {
        return link;
    }

    /** Whether it goes through TLS that somebody is pinned in. */
    public boolean secured() {
        return link instanceof TlsLink;
    }

    /** In which form requests are sent; answers come as the other side likes. */
    public enum Form {
        XML,
        BINARY
    }

    /**
     * Asks and waits for the answer. When that fails the connection is over: an answer that comes late would be taken for that to the next question.
     *
     * @throws AppleFailure if there is none in time, or none that can be read
     */
    public PlistValue.Dict ask(PlistValue.Dict request, Form form) throws AppleFailure {
        Deadline deadline = Deadline.within(patience);
        boolean answered = false;
        try {
            send(request, form, deadline);
            PlistValue.Dict answer = receive(deadline);
            answered = true;
            return answer;
        } finally {
            if (!answered) {
                close();
            }
        }
    }

    private void send(PlistValue.Dict request, Form form, Deadline deadline) throws AppleFailure {
        byte[] body = written(request, form);
        ByteBuffer message = ByteBuffer.allocate(LENGTH_BYTES + body.length);
        link.write(message.putInt(body.length).put(body).flip(), deadline);
    }

    private static byte[] written(PlistValue.Dict request, Form form) throws AppleFailure {
        try {
            return switch (form) {
                case XML -> Plist.writeXml(request);
                case BINARY -> Plist.writeBinary(request);
            };
        } catch (PlistException unwritable) {
            // Of what a device said only what was checked goes into a request.
            throw new AppleFailure(Code.UNEXPECTED, "a request that can't be written", unwritable);
        }
    }

    private PlistValue.Dict receive(Deadline deadline) throws AppleFailure {
        int length = ByteBuffer.wrap(link.readExactly(LENGTH_BYTES, deadline)).getInt();
        // Without a sign: more than 2 GiB is negative here.
        if (length < 0 || length > PlistLimits.MESSAGE.bytesMax()) {
            throw new AppleFailure(Code.TOO_LARGE, Integer.toUnsignedString(length) + " bytes");
        }
        return read(link.readExactly(length, deadline));
    }

    /**
     * Reads one message.
     *
     * @throws AppleFailure if it is none
     */
    public static PlistValue.Dict read(byte[] message) throws AppleFailure {
        try {
            return Plist.readDict(message, PlistLimits.MESSAGE);
        } catch (PlistException refused) {
            Code code = switch (refused.code()) {
                case TOO_LARGE, TOO_DEEP, TOO_MANY -> Code.TOO_LARGE;
                case CYCLE, MALFORMED, UNSUPPORTED, UNWRITABLE -> Code.MALFORMED;
            };
            throw new AppleFailure(code, refused.code().id(), refused);
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
