package org.wangchuan.engine.apple.model;

import java.nio.file.Path;

/** Where usbmuxd listens. */
public sealed interface UsbmuxAddress {
    /** Where it listens on Linux (usbmuxd's usbmuxd-proto.h). */
    UsbmuxAddress DEFAULT = new UnixSocket(Path.of("/var/run/usbmuxd"));

    /** A socket in the file system. */
    record UnixSocket(Path path) implements UsbmuxAddress {}

    /**
     * A port, as on Windows (27015, libusbmuxd's usbmuxd-proto.h) or of another computer.
     *
     * @param host a name or an address; a name is looked up by the system in its own time
     * @param port 1 to 65535
     */
    record Tcp(String host, int port) implements UsbmuxAddress {
        public Tcp {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("port " + port);
            }
        }
    }
}
