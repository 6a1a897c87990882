package org.wangchuan.engine.adb.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Set;
import org.wangchuan.engine.adb.AdbBanner;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.AdbMode;
import org.wangchuan.engine.patience.Deadline;

/**
 * An adb server on this machine, for benches where one owns the USB interfaces (AOSP SERVICES.TXT). It is never started, restarted or ended
 * from here. Its key is its own and stays when a job closes: {@link org.wangchuan.engine.adb.KeyHolder#ADB_SERVER}. Stateless; each
 * request is a connection of its own.
 *
 * @param address normally {@link #usual()}
 */
public record AdbServer(SocketAddress address) {
    /** Where an adb server listens unless it is told otherwise. */
    public static final int PORT = 5037;

    /** The one at the usual port of this machine. */
    public static AdbServer usual() {
        return new AdbServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT));
    }

    /** Its internal version, such as 41 for all of the last years ({@code host:version}). */
    public int version(Deadline deadline) throws AdbException {
        String answer = answer("host:version", Code.FAILED, deadline);
        if (answer.length() != 4) {
            throw new AdbException(Code.PROTOCOL, "a version of " + answer.length() + " characters");
        }
        return ServerLink.lengthOf(answer);
    }

    /** The phones that it knows, also those that can't be talked to ({@code host:devices-l}). */
    public List<ListedDevice> devices(Deadline deadline) throws AdbException {
        return ListedDevice.parse(answer("host:devices-l", Code.FAILED, deadline));
    }

    /** Follows the list of phones ({@code host:track-devices}). */
    public DeviceWatch watch(Deadline deadline) throws AdbException {
        ServerLink link = ServerLink.connect(address, deadline);
        try {
            link.ask("host:track-devices", Code.FAILED, deadline);
            return new DeviceWatch(link);
        } catch (AdbException e) {
            link.close();
            throw e;
        }
    }

    /**
     * A phone of {@link #devices}. It is addressed by the number that the server gave its connection, so that another phone that comes back
     * in its place, perhaps with the same serial number, is never taken for it; by its serial number only if the server gave none.
     *
     * @throws AdbException {@code NOT_AUTHORISED} if its owner has not let the server in, {@code UNREACHABLE} if it can't be talked to,
     *     {@code GONE} if it is not there any more
     */
    public AdbDevice device(ListedDevice listed, Deadline deadline) throws AdbException {
        AdbMode mode = AdbMode.of(listed.state());
        if (mode == AdbMode.OTHER) {
            boolean asking =
                    listed.state().equals("unauthorized") || listed.state().equals("authorizing");
            throw asking
                    ? new AdbException(Code.NOT_AUTHORISED, "the owner has not let the adb server in")
                    : new AdbException(Code.UNREACHABLE, "the adb server can't talk to this phone");
        }
        ServerDevice.Address phone = ServerDevice.Address.of(listed);
        Set<String> features = AdbBanner.featuresOf(answer(phone.query() + "features", Code.GONE, deadline));
        return new ServerDevice(address, phone, new AdbBanner(mode, listed.properties(), features, 0));
    }

    private String answer(String request, Code ifFailed, Deadline deadline) throws AdbException {
        try (ServerLink link = ServerLink.connect(address, deadline)) {
            link.ask(request, ifFailed, deadline);
            return link.block(deadline);
        }
    }
}
