package org.wangchuan.acceptance.counter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.wangchuan.acceptance.disk.CommandLine;

/**
 * Hosts on one switch, made of network namespaces: nothing in them reaches the world, and nothing of the world reaches them. Their
 * names are known to each other and to nobody else. Needs root. Thread-safe.
 */
final class Network implements AutoCloseable {
    private static final String NET = "10.77.0.";
    private static final int SHOP = 2;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name = "wc-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
    private final List<Host> hosts = new ArrayList<>();
    private final Path names;
    private final Thread atExit = new Thread(this::closeQuietly, "network-end");

    /**
     * Makes the switch.
     *
     * @param folder for the file of names
     * @throws IOException if no network can be made here, as without root
     */
    Network(Path folder) throws IOException {
        names = Files.writeString(
                folder.resolve("hosts"), "127.0.0.1 localhost\n" + NET + SHOP + " " + Shop.NAME + "\n");
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            CommandLine.run("ip", "netns", "add", name);
            CommandLine.run("ip", "-n", name, "link", "add", "switch", "type", "bridge");
            CommandLine.run("ip", "-n", name, "link", "set", "switch", "up");
        } catch (IOException e) {
            throw new IOException("no networks can be made here; these tests need root: " + e.getMessage(), e);
        }
    }

    /** The host that the shop's name leads to. */
    Host shop() throws IOException {
        return add("shop", SHOP);
    }

    /**
     * One more host.
     *
     * @param last of its address, 3 to 254, and of no other host
     */
    synchronized Host add(String role, int last) throws IOException {
        Host host = new Host(name + "-" + role, "p" + last, NET + last);
        hosts.add(host);
        CommandLine.run("ip", "netns", "add", host.namespace);
        CommandLine.run("ip", "-n", host.namespace, "link", "set", "lo", "up");
        if (last > 0) {
            CommandLine.run(
                    "ip",
                    "link",
                    "add",
                    host.port,
                    "netns",
                    name,
                    "type",
                    "veth",
                    "peer",
                    "name",
                    "eth0",
                    "netns",
                    host.namespace);
            CommandLine.run("ip", "-n", name, "link", "set", host.port, "master", "switch", "up");
            CommandLine.run("ip", "-n", host.namespace, "address", "add", host.address + "/24", "dev", "eth0");
            CommandLine.run("ip", "-n", host.namespace, "link", "set", "eth0", "up");
        }
        return host;
    }

    /** A host with a cable to nobody. */
    Host alone(String role) throws IOException {
        return add(role, 0);
    }

    /** One of the hosts. */
    final class Host {
        private final String namespace;
        private final String port;
        private final String address;

        private Host(String namespace, String port, String address) {
            this.namespace = namespace;
            this.port = port;
            this.address = address;
        }

        /** Where the others find it. */
        String address() {
            return address;
        }

        /**
         * A command that runs the command behind it on this host. It becomes that command, with its process number. What is Java there
         * knows the names of the hosts; the file system is everybody's.
         */
        List<String> prefix() {
            return List.of(
                    "nsenter",
                    "--net=/run/netns/" + namespace,
                    "env",
                    "JDK_JAVA_OPTIONS=-Djdk.net.hosts.file=" + names);
        }

        /** Such a command for what is not Java: it finds the names where programs look for them, in a view of the files of its own. */
        List<String> withNames() {
            List<String> command = new ArrayList<>(prefix());
            command.addAll(List.of(
                    "unshare",
                    "--mount",
                    "--propagation",
                    "slave",
                    "sh",
                    "-c",
                    "mount --bind " + names + " /etc/hosts && exec \"$@\"",
                    "sh"));
            return command;
        }

        /** Pulls its cable: what is sent is lost, and nobody is told. */
        void cut() throws IOException {
            CommandLine.run("ip", "-n", name, "link", "set", port, "down");
        }

        /** Plugs it in again. */
        void heal() throws IOException {
            CommandLine.run("ip", "-n", name, "link", "set", port, "up");
        }
    }

    /** Takes all of it away; what still runs in a host keeps that host until it ends. */
    @Override
    public synchronized void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(atExit);
        end();
    }

    private void end() throws IOException {
        for (Host host : hosts) {
            CommandLine.run("ip", "netns", "delete", host.namespace);
        }
        hosts.clear();
        CommandLine.run("ip", "netns", "delete", name);
    }

    private void closeQuietly() {
        try {
            end();
        } catch (IOException late) {
            System.err.println(late.getMessage());
        }
    }
}
