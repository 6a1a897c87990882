package org.wangchuan.engine.adb;

import org.wangchuan.engine.patience.Deadline;

/** A phone that lets itself be talked to. Thread-safe. Closing it ends every stream. */
public interface AdbDevice extends AutoCloseable {

    /** What it said about itself when it answered; a phone can say what it likes. */
    AdbBanner banner();

    /** Whose key opened it. */
    KeyHolder keyHolder();

    /**
     * Starts a service on the phone.
     *
     * @param service its name with its arguments, as in AOSP SERVICES.TXT; UTF-8 without NUL
     * @throws AdbException {@code SERVICE_REFUSED}, {@code ARGUMENT}, {@code LIMIT} if too many streams are open, {@code TIMEOUT},
     *     {@code GONE} or {@code CLOSED}
     */
    AdbStream open(String service, Deadline deadline) throws AdbException;

    /** Ends the connection and everything that goes on over it; waits for nobody. */
    @Override
    void close();
}
