package org.wangchuan.engine.adb;

/** Whose key the owner's tap on the screen lets in, and so when that permission ends. */
public enum KeyHolder {
    /** A key that was made for one job and is forgotten with it. */
    JOB,
    /**
     * The key of an adb server on this machine, in its user's home: it stays there when a job closes, and any program on the machine
     * may use the phone through that server. Whoever says "the keys of the job are deleted" must not say it of this one.
     */
    ADB_SERVER
}
