package org.wangchuan.s3;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Carries one request to the store and brings its answer; the seam at which tests let either be lost. Thread-safe. */
interface Transport {
    /**
     * Sends once.
     *
     * @throws IOException if there is no whole answer: the store may have done what was asked for
     */
    Answer send(Request request) throws IOException;

    /** A request with all its headers. */
    final class Request {
        private final String method;
        private final URI uri;
        private final Map<String, String> headers;
        private final byte[] body;

        Request(String method, URI uri, Map<String, String> headers, byte[] body) {
            this.method = method;
            this.uri = uri;
            this.headers = Map.copyOf(headers);
            this.body = body;
        }

        String method() {
            return method;
        }

        URI uri() {
            return uri;
        }

        Map<String, String> headers() {
            return headers;
        }

        /** Not a copy: only read it. */
        byte[] body() {
            return body;
        }
    }

    /** An answer, read to its end. */
    final class Answer {
        private final int status;
        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final byte[] body;

        Answer(int status, Map<String, String> headers, byte[] body) {
            this.status = status;
            this.headers.putAll(headers);
            this.body = body;
        }

        int status() {
            return status;
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        byte[] body() {
            return body;
        }
    }
}
