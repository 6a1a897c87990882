package org.wangchuan.engine.adb.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.wangchuan.engine.medium.testing.Program;

/**
 * The real adbd, with small programs of a phone first in its path. It listens on every address, so that it is given a network and
 * processes of its own, which end with it, and a cable of two virtual interfaces.
 */
public final class Adbd implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Map<String, String> PROGRAMS = Map.of(
            "getprop",
                    "case \"$1\" in ro.product.model) echo 'Made Phone';; ro.crypto.state) echo encrypted;; *) echo;; esac",
            "pm", "echo 'package:org.example.one'; echo \"asked: $*\"",
            "settings", "echo \"$3=1\"",
            "dumpsys", "echo 'no such service' >&2; exit 20");

    private final Process process;
    private final InetSocketAddress address;
    private final String host;

    private Adbd(Process process, InetSocketAddress address, String host) {
        this.process = process;
        this.address = address;
        this.host = host;
    }

    /** Starts one, and waits until it answers. The folder is given programs. */
    public static Adbd start(Path folder) throws IOException {
        for (Map.Entry<String, String> program : PROGRAMS.entrySet()) {
            Path file = folder.resolve(program.getKey());
            Files.writeString(file, "#!/bin/sh\n" + program.getValue() + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        // Networks of tests that run at once must not be the same: of the process id as many bits as there are, and a
        // count.
        int number = COUNT.incrementAndGet();
        long id = (ProcessHandle.current().pid() * 8 + number) % (1 << 12);
        String there = "169.254." + (64 + id / 64) + "." + (id % 64 * 4 + 2);
        String here = there.substring(0, there.lastIndexOf('.') + 1) + (id % 64 * 4 + 1);
        int port = 20_000 + (int) id;
        ProcessBuilder builder = new ProcessBuilder(
                "unshare",
                "--net",
                "--pid",
                "--fork",
                "--kill-child",
                "sh",
                "-c",
                "ip link set lo up && echo ready && read -r _ && exec adbd");
        builder.environment().put("ADBD_PORT", Integer.toString(port));
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        builder.redirectError(folder.resolve("adbd.log").toFile());
        Process process = builder.start();
        Adbd adbd = new Adbd(process, new InetSocketAddress(there, port), "wah" + id);
        try {
            BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
            if (!"ready".equals(said.readLine())) {
                throw new AssertionError("no network of its own for adbd: is this run as root?");
            }
            adbd.plug(id, here, there);
            Writer go = process.outputWriter(StandardCharsets.UTF_8);
            go.write("go\n");
            go.flush();
            Soon.until("adbd listens", adbd::listens);
            return adbd;
        } catch (IOException | AssertionError e) {
            adbd.close();
            throw e;
        }
    }

    private void plug(long id, String here, String there) {
        String inside = "wad" + id;
        String pid = Long.toString(process.pid());
        Program.run("ip", "link", "add", host, "type", "veth", "peer", "name", inside, "netns", pid);
        Program.run("ip", "addr", "add", here + "/30", "dev", host);
        Program.run("ip", "link", "set", host, "up");
        Program.run("nsenter", "-t", pid, "-n", "ip", "addr", "add", there + "/30", "dev", inside);
        Program.run("nsenter", "-t", pid, "-n", "ip", "link", "set", inside, "up");
    }

    /** Looked up in its own network: a connection that only knocks would be one that it takes down while the next comes. */
    private boolean listens() {
        String listening =
                ":" + HexFormat.of().withUpperCase().toHexDigits((short) address.getPort()) + " " + "0".repeat(8);
        Path network = Path.of("/proc", Long.toString(process.pid()), "net");
        return List.of("tcp", "tcp6").stream()
                .map(network::resolve)
                .flatMap(Adbd::lines)
                .anyMatch(line -> line.contains(listening) && line.contains(" 0A "));
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException _) {
            return Stream.of();
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** Kills it and all that it runs. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("adbd does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Takes its network away without a word, as when somebody pulls a cable: nothing is refused, nothing answers. */
    public void pull() {
        Program.run("ip", "link", "set", host, "down");
    }

    @Override
    public void close() {
        kill();
    }
}
