package org.wangchuan.engine.apple.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.UsbmuxAddress;

/** A socket that never blocks longer than its deadline. Not thread-safe. */
public final class SocketLink implements Link {
    private final SocketChannel channel;
    private final Selector selector;

    private SocketLink(SocketChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    /**
     * Connects.
     *
     * @throws AppleFailure if nobody listens there, or doesn't answer in time
     */
    public static SocketLink open(UsbmuxAddress address, Deadline deadline) throws AppleFailure {
        SocketLink link = prepare(address);
        boolean connected = false;
        try {
            link.connect(target(address), deadline);
            connected = true;
            return link;
        } catch (IOException | UnresolvedAddressException failed) {
            throw new AppleFailure(
                    AppleFailure.Code.NO_USBMUXD, failed.getClass().getSimpleName(), failed);
        } finally {
            if (!connected) {
                link.close();
            }
        }
    }

    private static SocketAddress target(UsbmuxAddress address) {
        return switch (address) {
            case UsbmuxAddress.UnixSocket(var path) -> UnixDomainSocketAddress.of(path);
            case UsbmuxAddress.Tcp(String host, int port) -> new InetSocketAddress(host, port);
        };
    }

    private static SocketLink prepare(UsbmuxAddress address) throws AppleFailure {
        try {
            Selector selector = Selector.open();
            SocketChannel channel = switch (address) {
                case UsbmuxAddress.UnixSocket _ -> SocketChannel.open(StandardProtocolFamily.UNIX);
                case UsbmuxAddress.Tcp _ -> SocketChannel.open();
            };
            channel.configureBlocking(false);
            return new SocketLink(channel, selector);
        } catch (IOException failed) {
            throw new AppleFailure(AppleFailure.Code.NO_USBMUXD, "no socket", failed);
        }
    }

    private void connect(SocketAddress target, Deadline deadline) throws IOException, AppleFailure {
        channel.register(selector, SelectionKey.OP_CONNECT);
        if (!channel.connect(target)) {
            do {
                await(SelectionKey.OP_CONNECT, deadline);
            } while (!channel.finishConnect());
        }
    }

    /** Waits a step at the most; the caller tries again. */
    private void await(int operation, Deadline deadline) throws IOException, AppleFailure {
        SelectionKey key = channel.keyFor(selector);
        if (key == null || !key.isValid()) {
            throw new IOException("closed");
        }
        key.interestOps(operation);
        selector.select(deadline.stepMillis());
        selector.selectedKeys().clear();
    }

    @Override
    public int read(ByteBuffer into, Deadline deadline) throws AppleFailure {
        try {
            while (true) {
                int count = channel.read(into);
                if (count != 0) {
                    return count;
                }
                await(SelectionKey.OP_READ, deadline);
            }
        } catch (IOException broken) {
            throw new AppleFailure(AppleFailure.Code.ENDED, "broken while reading", broken);
        }
    }

    @Override
    public void write(ByteBuffer from, Deadline deadline) throws AppleFailure {
        try {
            while (from.hasRemaining()) {
                if (channel.write(from) == 0) {
                    await(SelectionKey.OP_WRITE, deadline);
                }
            }
        } catch (IOException broken) {
            throw new AppleFailure(AppleFailure.Code.ENDED, "broken while writing", broken);
        }
    }

    @Override
    public void close() {
        try (selector;
                channel) {
            return;
        } catch (IOException _) {
            return; // it is closed all the same
        }
    }
}
