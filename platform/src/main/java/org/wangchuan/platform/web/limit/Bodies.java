package org.wangchuan.platform.web.limit;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads bodies that anybody may send, before anything is known of who does. A body that hardly comes holds what has come of it, and nothing
 * else: however many send slowly, whoever sends at once is read. All that is being read is bounded by its bytes, in sum and for each sender,
 * and each body by its time. Of this process. Thread-safe.
 */
public final class Bodies {
    private static final int CHUNK_BYTES = 2_048;

    private final int bytesMax;
    private final int allBytesMax;
    private final int senderBytesMax;
    private final Duration within;

    private final Map<String, Integer> senders = new HashMap<>();
    private int all;

    /**
     * Nothing is being read yet.
     *
     * @param bytesMax of one body; what is longer is cut off after one byte more, so that it can be told
     * @param allBytesMax of all that are being read
     * @param senderBytesMax of those from one address but this machine's own, which a proxy may have
     * @param within how long one may take, give or take the time for which a connection may say nothing
     */
    public Bodies(int bytesMax, int allBytesMax, int senderBytesMax, Duration within) {
        this.bytesMax = bytesMax;
        this.allBytesMax = allBytesMax;
        this.senderBytesMax = senderBytesMax;
        this.within = within;
    }

    /** A body that is not read to its end; the same one may be read later. */
    public static final class NotReadException extends Exception {
        private static final long serialVersionUID = 1L;

        NotReadException(String sentence) {
            super(sentence);
        }

        /** Why; nothing of the body. */
        public String sentence() {
            return String.valueOf(getMessage());
        }
    }

    /** The body of a request. */
    public byte[] read(HttpServletRequest request) throws IOException, NotReadException {
        return read(sender(request), request.getInputStream());
    }

    private static Optional<String> sender(HttpServletRequest request) {
        String sender = Sender.of(request);
        try {
            return Optional.of(sender)
                    .filter(_ -> !InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress());
        } catch (IllegalArgumentException _) {
            return Optional.of(sender);
        }
    }

    /**
     * Reads one.
     *
     * @param sender absent for one whose bytes count in the sum alone
     */
    byte[] read(Optional<String> sender, InputStream in) throws IOException, NotReadException {
        long begin = System.nanoTime();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            while (out.size() <= bytesMax) {
                int count = in.read(chunk, 0, Math.min(chunk.length, bytesMax + 1 - out.size()));
                if (count < 0) {
                    break;
                }
                if (System.nanoTime() - begin > within.toNanos()) {
                    throw new NotReadException("the body did not come within " + within.toSeconds() + " s");
                }
                if (!take(sender, count)) {
                    throw new NotReadException("too much is being sent");
                }
                out.write(chunk, 0, count);
            }
            return out.toByteArray();
        } finally {
            giveBack(sender, out.size());
        }
    }

    private synchronized boolean take(Optional<String> sender, int count) {
        int known = sender.map(one -> senders.getOrDefault(one, 0)).orElse(0);
        if (all + count > allBytesMax || (sender.isPresent() && known + count > senderBytesMax)) {
            return false;
        }
        all += count;
        sender.ifPresent(one -> senders.merge(one, count, Integer::sum));
        return true;
    }

    private synchronized void giveBack(Optional<String> sender, int count) {
        all -= count;
        sender.ifPresent(one -> senders.computeIfPresent(one, (_, known) -> known > count ? known - count : null));
    }
}
