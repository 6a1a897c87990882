package org.wangchuan.witness.server;

/**
 * The limits that the JDK's HTTP server takes from system properties, which it reads once, when its classes are
 * loaded. One that somebody has set stays as it is.
 */
final class Limits {
    /** A request must be complete after this many seconds, headers and body. */
    static final String REQUEST_SECONDS = "sun.net.httpserver.maxReqTime";

    /** Else an answer's body waits for the client's word that its headers came, which takes up to 40 ms. */
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    private Limits() {}

    static void apply() {
        set(REQUEST_SECONDS, 10);
        set("sun.net.httpserver.maxRspTime", 30);
        set("sun.net.httpserver.idleInterval", 60);
        set("sun.net.httpserver.maxReqHeaders", 100);
        set("sun.net.httpserver.maxReqHeaderSize", 32 << 10);
        // What a client sends beyond our limit is not read to its end; the connection goes.
        set("sun.net.httpserver.drainAmount", 64 << 10);
        set("jdk.httpserver.maxConnections", 512);
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
    }

    private static void set(String name, int value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, Integer.toString(value));
        }
    }
}
