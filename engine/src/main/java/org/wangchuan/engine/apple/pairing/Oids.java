package org.wangchuan.engine.apple.pairing;

/** Object identifiers in DER. */
final class Oids {
    /** rsaEncryption, RFC 8017 A.1. */
    static final byte[] RSA = Der.oid(1, 2, 840, 113549, 1, 1, 1);

    /** sha256WithRSAEncryption, RFC 8017 A.2.4. */
    static final byte[] SHA256_WITH_RSA = Der.oid(1, 2, 840, 113549, 1, 1, 11);

    /** commonName, X.520. */
    static final byte[] COMMON_NAME = Der.oid(2, 5, 4, 3);

    /** RFC 5280, 4.2.1.2. */
    static final byte[] SUBJECT_KEY_IDENTIFIER = Der.oid(2, 5, 29, 14);

    /** RFC 5280, 4.2.1.3. */
    static final byte[] KEY_USAGE = Der.oid(2, 5, 29, 15);

    /** RFC 5280, 4.2.1.9. */
    static final byte[] BASIC_CONSTRAINTS = Der.oid(2, 5, 29, 19);

    private Oids() {}
}
