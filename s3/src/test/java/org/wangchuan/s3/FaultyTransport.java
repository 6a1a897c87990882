package org.wangchuan.s3;

import java.io.IOException;
import java.util.Set;

/** Between a client and the server: one request is lost, or its answer is, or the process dies. */
final class FaultyTransport implements Transport {
    enum Fault {
        /** The request never arrives. */
        FAILED,
        /** The store does it, and the answer is lost. */
        FAILED_BUT_APPLIED,
        /** The process dies before it sends: after the request before was done. */
        KILLED
    }

    /** The process is gone: nothing catches this. */
    static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Died() {}
    }

    private final Transport server;
    private final Set<String> methods;
    private final long step;
    private final Fault fault;
    private long steps;
    private boolean isDead;

    FaultyTransport(Transport server, Set<String> methods, long step, Fault fault) {
        this.server = server;
        this.methods = methods;
        this.step = step;
        this.fault = fault;
    }

    /** Requests so far that could have met the fault. */
    synchronized long steps() {
        return steps;
    }

    @Override
    public synchronized Answer send(Request request) throws IOException {
        if (isDead) {
            throw new Died();
        }
        if (!methods.contains(request.method()) || steps++ != step) {
            return server.send(request);
        }
        switch (fault) {
            case FAILED -> throw new IOException("injected: failed");
            case FAILED_BUT_APPLIED -> {
                Answer _ = server.send(request);
                throw new IOException("injected: failed, but applied");
            }
            case KILLED -> {
                isDead = true;
                throw new Died();
            }
        }
        throw new IllegalStateException();
    }
}
