package org.wangchuan.engine.policy;

/** How much is read back. */
public enum VerifyMode {
    /** The representative plan of NIST SP 800-88 Rev. 1, drawn after the erasure. */
    SAMPLE,
    /** Every addressable block. */
    FULL
}
