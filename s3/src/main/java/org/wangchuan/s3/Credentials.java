package org.wangchuan.s3;

import java.util.Optional;

/** Who signs requests. Shows itself to nobody. */
final class Credentials {
    private final String id;
    private final String secret;
    private final Optional<String> sessionToken;

    Credentials(String id, String secret, Optional<String> sessionToken) {
        this.id = id;
        this.secret = secret;
        this.sessionToken = sessionToken;
    }

    /** The access key id, which every request shows. */
    String id() {
        return id;
    }

    /** Never leaves this machine. */
    String secret() {
        return secret;
    }

    /** Of credentials that end by themselves. */
    Optional<String> sessionToken() {
        return sessionToken;
    }

    @Override
    public String toString() {
        return "credentials";
    }
}
