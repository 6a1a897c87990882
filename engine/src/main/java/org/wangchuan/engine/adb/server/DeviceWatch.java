package org.wangchuan.engine.adb.server;

import java.util.List;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.patience.Deadline;

/** Follows an adb server's list of phones. One thread waits; any may close, which ends the wait. */
public final class DeviceWatch implements AutoCloseable {
    private final ServerLink link;

    DeviceWatch(ServerLink link) {
        this.link = link;
    }

    /**
     * The list as it is, the first time; then, each time that it changes, the new one.
     *
     * @throws AdbException {@code TIMEOUT} if nothing changed, after which this is of no use any more if half a list had come, and
     *     {@code GONE}, {@code CLOSED}, {@code PROTOCOL} or {@code LIMIT}
     */
    public List<ListedDevice> next(Deadline deadline) throws AdbException {
        return ListedDevice.parse(link.block(deadline));
    }

    @Override
    public void close() {
        link.close();
    }
}
