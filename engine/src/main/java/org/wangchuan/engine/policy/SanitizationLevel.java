package org.wangchuan.engine.policy;

/** Levels of NIST SP 800-88 that a policy can ask for, the weaker first. */
public enum SanitizationLevel {
    /** Against recovery through the interface of the device. */
    CLEARED,
    /** Against recovery in a laboratory. */
    PURGED
}
