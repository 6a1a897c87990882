package org.wangchuan.witness.server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.witness.AddCheckpoint;
import org.wangchuan.proof.witness.Contradiction;
import org.wangchuan.proof.witness.WatchedLog;
import org.wangchuan.proof.witness.Witness;
import org.wangchuan.witness.config.WitnessConfig;

/**
 * A running witness. It speaks plain HTTP: put it behind a server that speaks TLS, or behind a bastion. Thread-safe.
 */
public final class WitnessServer implements AutoCloseable {
    private final Witness witness;
    private final HttpService http;
    private final String prefix;

    private WitnessServer(Witness witness, HttpService http, String prefix) {
        this.witness = witness;
        this.http = http;
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
        Witness witness = Witness.open(
                config.state(),
                config.cosigner(),
                config.logs(),
                clock,
                contradiction -> notes.accept(alarm(config, contradiction)));
        try {
            Requests requests = new Requests(witness, config.prefix(), notes);
            HttpService http = HttpService.start(config.listen(), AddCheckpoint.BYTES_MAX, requests, notes);
            return new WitnessServer(witness, http, config.prefix());
        } catch (IOException | RuntimeException e) {
            witness.close();
            throw e;
        }
    }

    /**
     * Whether {@link #start} could succeed now: tries the state, without writing to it, and the address.
     *
     * @throws org.wangchuan.proof.witness.WitnessRefusedException if the state can't be used
     * @throws java.net.BindException if the address can't be listened on
     * @throws IOException if the state can't be read, or could not be written
     */
    public static void validate(WitnessConfig config) throws IOException {
        Witness.inspect(config.state(), config.cosigner(), config.logs());
        HttpServer.create(config.listen(), 0).stop(0);
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
        return http.address();
    }

    /** The submission prefix and monitoring prefix for clients on this machine, without a slash at the end. */
    public URI uri() {
        return URI.create(http.origin() + prefix);
    }

    /** Takes no more requests, waits some seconds for those under way, and gives the state back. */
    @Override
    public void close() throws IOException {
        http.close();
        witness.close();
    }
}
