package org.wangchuan.witness.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.witness.Contradiction;
import org.wangchuan.proof.witness.WatchedLog;
import org.wangchuan.proof.witness.Witness;
import org.wangchuan.witness.config.WitnessConfig;

/**
 * A running witness. It speaks plain HTTP: put it behind a server that speaks TLS, or behind a bastion. Thread-safe.
 */
public final class WitnessServer implements AutoCloseable {
    private static final int STOP_SECONDS_MAX = 5;

    private final Witness witness;
    private final HttpServer server;
    private final ExecutorService threads;
    private final String prefix;

    private WitnessServer(Witness witness, HttpServer server, ExecutorService threads, String prefix) {
        this.witness = witness;
        this.server = server;
        this.threads = threads;
        this.prefix = prefix;
    }

    /**
     * Opens the state and listens; requests are answered from when this returns.
     *
     * @param notes takes lines for whoever runs the witness: alarms, and what goes wrong
     * @throws org.wangchuan.proof.witness.WitnessRefusedException if the state can't be used
     * @throws IOException also if the address can't be listened on
     */
    public static WitnessServer start(WitnessConfig config, InstantSource clock, Consumer<String> notes)
            throws IOException {
        Limits.apply();
        Witness witness = Witness.open(
                config.state(),
                config.cosigner(),
                config.logs(),
                clock,
                contradiction -> notes.accept(alarm(config, contradiction)));
        try {
            HttpServer server = HttpServer.create(config.listen(), 0);
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            Requests requests = new Requests(witness, config.prefix(), notes);
            server.createContext("/", exchange -> handle(exchange, requests, notes));
            server.setExecutor(threads);
            server.start();
            return new WitnessServer(witness, server, threads, config.prefix());
        } catch (IOException | RuntimeException e) {
            witness.close();
            throw e;
        }
    }

    /** A mistake of ours ends one request, not the witness. */
    private static void handle(HttpExchange exchange, Requests requests, Consumer<String> notes) throws IOException {
        try (exchange) {
            requests.handle(exchange);
        } catch (RuntimeException e) {
            notes.accept("a request failed: " + e);
            throw e;
        }
    }

    private static String alarm(WitnessConfig config, Contradiction contradiction) {
        String what = contradiction.isProof()
                ? "ALARM: the log has forked"
                : "suspicion (" + contradiction.kind() + "): a checkpoint does not follow from the last";
        return what + "; both checkpoints are in "
                + config.state()
                        .resolve("logs")
                        .resolve(WatchedLog.hashOf(contradiction.origin()))
                        .resolve("evidence");
    }

    /** The key that others verify with. */
    public CosignerKey key() {
        return witness.key();
    }

    /** Where it listens in fact. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** The submission prefix and monitoring prefix for clients on this machine, without a slash at the end. */
    public URI uri() {
        String host = address().getAddress().getHostAddress();
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + literal + ":" + address().getPort() + prefix);
    }

    /** Takes no more requests, waits some seconds for those under way, and gives the state back. */
    @Override
    public void close() throws IOException {
        server.stop(STOP_SECONDS_MAX);
        threads.shutdownNow();
        witness.close();
    }
}
