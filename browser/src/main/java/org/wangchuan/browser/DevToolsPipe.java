package org.wangchuan.browser;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The two pipes over which a browser that was started with {@code --remote-debugging-pipe} is talked to: messages that end with a zero
 * byte. Unlike a socket they also reach a browser in a network of its own. Not thread-safe.
 */
final class DevToolsPipe implements AutoCloseable {
    private static final int MESSAGE_BYTES_MAX = 64 << 20;
    private static final int ANSWER_SECONDS_MAX = 120;
    private static final String ANSWER = "{\"id\":";
    private static final String GONE = "";

    private final OutputStream out;
    private final InputStream in;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    DevToolsPipe(OutputStream out, InputStream in) {
        this.out = out;
        this.in = new BufferedInputStream(in);
        Thread.ofPlatform().daemon().name("devtools").start(this::read);
    }

    /** Events are not kept: nobody reads them, and there is no end of them. */
    private void read() {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next >= 0 && message.size() < MESSAGE_BYTES_MAX; next = in.read()) {
                if (next != 0) {
                    message.write(next);
                    continue;
                }
                String text = message.toString(StandardCharsets.UTF_8);
                message.reset();
                if (text.startsWith(ANSWER)) {
                    answers.add(text);
                }
            }
        } catch (IOException _) {
            // the browser has ended
        }
        answers.add(GONE);
    }

    void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.write(0);
        out.flush();
    }

    /** The next answer to what was sent. */
    String receive() throws IOException {
        try {
            String answer = answers.poll(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
            if (answer == null || answer.equals(GONE)) {
                throw new IOException(answer == null ? "no answer of the browser" : "the browser has gone");
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
