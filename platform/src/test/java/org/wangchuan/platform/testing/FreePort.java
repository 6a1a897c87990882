package org.wangchuan.platform.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for what has to know its own before it starts. Below those that Linux gives by itself, from 32768: of these any connection that
 * somebody opens meanwhile may take the one that was free a moment ago. Thread-safe.
 */
public final class FreePort {
    private static final int MIN = 20_000;
    private static final int END = 32_000;
    private static final int TRIES = 50;

    private FreePort() {}

    /** One on which nobody listens. */
    public static int any() throws IOException {
        IOException last = new IOException("no port was tried");
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(MIN, END);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }
}
