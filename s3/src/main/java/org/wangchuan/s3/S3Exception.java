package org.wangchuan.s3;

import java.io.IOException;

/**
 * The store gave no answer, or another one than was asked for. After a request that writes it is not known whether the
 * store has done it. Names the request by its method and key; holds no header and no secret.
 */
public final class S3Exception extends IOException {
    private static final long serialVersionUID = 1L;

    S3Exception(String request, String expected, String found) {
        super(request + ": expected " + expected + ", found " + found);
    }

    S3Exception(String request, String expected, Throwable cause) {
        this(request, expected, reason(cause));
        initCause(cause);
    }

    /** Some of the client's exceptions, such as for a refused connection, have no message; their names say enough. */
    private static String reason(Throwable cause) {
        String name = cause.getClass().getSimpleName();
        return cause.getMessage() == null ? name : name + " (" + cause.getMessage() + ")";
    }
}
