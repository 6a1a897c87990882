package org.wangchuan.acceptance.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A witness of one log. */
public final class WitnessPlace {
    public final String name;
    private final String key;
    private final ServerPlace server;

    /**
     * Makes its key and starts it.
     *
     * @param log the verifier key of the log
     */
    public WitnessPlace(Path folder, String name, String log) throws Exception {
        this.name = name;
        Path config = folder.resolve(name + ".conf");
        Path privateKey = folder.resolve(name + ".key");
        Run made = new Program(folder.resolve("nowhere"))
                .run("witness", "new-key", privateKey.toString(), "--name", name + ".example");
        if (made.exitCode() != 0) {
            throw new AssertionError(made.toString());
        }
        this.key = made.out().strip();
        Files.writeString(
                config,
                "key " + privateKey + "\nstate " + folder.resolve(name + "-state") + "\nlisten 127.0.0.1:0\nlog " + log
                        + "\n");
        this.server = new ServerPlace(folder, name, config, "witness", "--config", config.toString());
    }

    /** Kills it. */
    public void stop() throws IOException {
        server.stop();
    }

    /** Starts it at the same address. */
    public void startAgain() throws Exception {
        server.startAgain();
    }

    /** Its line of a policy. */
    public String line() throws IOException {
        return "witness " + name + " " + key + " " + server.address() + "\n";
    }

    /** A policy that so many of these must satisfy: a number, any or all. */
    public static Path policy(Path file, String quorum, WitnessPlace... witnesses) throws IOException {
        StringBuilder out = new StringBuilder();
        StringBuilder names = new StringBuilder();
        for (WitnessPlace witness : witnesses) {
            out.append(witness.line());
            names.append(' ').append(witness.name);
        }
        out.append("group quorum-of ").append(quorum).append(names).append("\nquorum quorum-of\n");
        return Files.writeString(file, out);
    }
}
