package org.wangchuan.engine.adb.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.adb.direct.AdbConnection;
import org.wangchuan.engine.adb.direct.Connecting;
import org.wangchuan.engine.adb.testing.AdbDouble;
import org.wangchuan.engine.adb.testing.AdbDouble.Owner;
import org.wangchuan.engine.adb.testing.AdbProgram;
import org.wangchuan.engine.adb.testing.Adbd;
import org.wangchuan.engine.adb.testing.Given;
import org.wangchuan.engine.adb.testing.PhoneWire.Packet;
import org.wangchuan.engine.adb.testing.RecordingProxy;
import org.wangchuan.engine.adb.testing.RecordingProxy.Recorded;
import org.wangchuan.engine.adb.testing.Soon;

/**
 * The same done by the real adb and by our client with the real adbd, recorded and compared in kind: commands of packets, services, messages
 * of files and of the shell, and what they carry. What differs is named here, and nothing else may.
 */
@Timeout(120)
class SameExchangeTest {
    private static final int FILE_BYTES = 200_000;

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void theExchangesAreTheSameInKind() throws Exception {
        Path sent = Files.write(home.resolve("sent"), Given.bytes(FILE_BYTES));
        Files.setLastModifiedTime(sent, java.nio.file.attribute.FileTime.from(Instant.ofEpochSecond(1_600_000_000)));
        Files.setPosixFilePermissions(sent, PosixFilePermissions.fromString("rw-r--r--"));
        Path remote = Files.createDirectory(folder.resolve("remote"));
        List<Recorded> real;
        List<Recorded> ours;
        try (Adbd adbd = Adbd.start(folder)) {
            try (RecordingProxy proxy = RecordingProxy.before(adbd.address());
                    AdbProgram adb = AdbProgram.start(home)) {
                byReal(adb, AdbProgram.serial(proxy.address()), sent, remote);
                real = proxy.recorded();
            }
            try (RecordingProxy proxy = RecordingProxy.before(adbd.address());
                    AdbConnection phone = Connecting.to(proxy.address())) {
                byOurs(phone, sent, remote);
                ours = proxy.recorded();
            }
        }
        greetingsDifferInFeaturesOnly(real, ours);
        commandsAreOfTheSameKinds(real, ours);
        assertThat(services(ours).keySet())
                .containsExactlyElementsOf(services(real).keySet());
        for (String service :
                List.of("shell,v2,raw:sh -c 'cat; echo out; echo err >&2; exit 3'", "exec:printf 'x y'")) {
            assertThat(bytesOf(ours, service, false)).isEqualTo(bytesOf(real, service, false));
        }
        shellInputEndsInTheSameWay(real, ours);
        filesAreSentInTheSameMessages(real, ours, remote + "/file");
    }

    @Test
    void theOwnerIsAskedInTheSameWay() throws Exception {
        List<String> real;
        List<String> ours;
        try (AdbDouble phone = AdbDouble.of(folder).owner(Owner.TAPS);
                RecordingProxy proxy = RecordingProxy.before(phone.address());
                AdbProgram adb = AdbProgram.start(home)) {
            phone.tap();
            String serial = AdbProgram.serial(proxy.address());
            adb.run("connect", serial);
            Soon.until(
                    "it is let in",
                    () -> adb.run("-s", serial, "get-state").said().strip().equals("device"));
            real = asking(proxy.recorded());
        }
        try (AdbDouble phone = AdbDouble.of(folder).owner(Owner.TAPS);
                RecordingProxy proxy = RecordingProxy.before(phone.address())) {
            phone.tap();
            Connecting.to(proxy.address()).close();
            ours = asking(proxy.recorded());
        }
        assertThat(ours)
                .isEqualTo(real)
                .containsExactly(
                        "> CNXN",
                        "< AUTH 1 0 20 bytes",
                        "> AUTH 2 0 256 bytes",
                        "< AUTH 1 0 20 bytes",
                        "> AUTH 3 0 key",
                        "< CNXN");
    }

    private static List<String> asking(List<Recorded> recorded) {
        List<String> steps = new ArrayList<>();
        for (Recorded each : recorded) {
            Packet packet = each.packet();
            String step = (each.ofClient() ? "> " : "< ") + packet.command();
            if (packet.command().equals("AUTH")) {
                boolean key = packet.body().matches("[A-Za-z0-9+/]{699}= [^ \0]*@[^ \0]+\0");
                step += " " + packet.arg0() + " " + packet.arg1() + " "
                        + (key ? "key" : packet.payload().length + " bytes");
            }
            if (steps.size() < 6) {
                steps.add(step);
            }
        }
        return steps;
    }

    private static void byReal(AdbProgram adb, String serial, Path sent, Path remote) {
        adb.run("connect", serial);
        adb.run("-s", serial, "shell", "sh -c 'cat; echo out; echo err >&2; exit 3'");
        adb.run("-s", serial, "exec-out", "printf", "x y");
        adb.run("-s", serial, "push", "-Z", sent.toString(), remote + "/file");
        adb.run(
                "-s",
                serial,
                "pull",
                "-Z",
                remote + "/file",
                sent.resolveSibling("back").toString());
        adb.run("-s", serial, "ls", remote.toString());
    }

    private static void byOurs(AdbConnection phone, Path sent, Path remote) throws Exception {
        ShellRunner.run(
                phone, ShellCommand.of("sh", "-c", "cat; echo out; echo err >&2; exit 3"), 100, Given.patience());
        ShellRunner.exec(phone, ShellCommand.of("printf", "x y"), IGNORING, 100, Given.patience());
        byte[] bytes = Files.readAllBytes(sent);
        String path = remote + "/file";
        try (SyncSession files = SyncSession.open(phone, Given.patience())) {
            files.status(path, Given.patience());
            files.send(
                    path,
                    0644,
                    Instant.ofEpochSecond(1_600_000_000),
                    new ByteArrayInputStream(bytes),
                    _ -> {},
                    Given.patience());
        }
        try (SyncSession files = SyncSession.open(phone, Given.patience())) {
            files.status(path, Given.patience());
            files.receive(path, FILE_BYTES, new ByteArrayOutputStream(), Given.patience());
        }
        try (SyncSession files = SyncSession.open(phone, Given.patience())) {
            files.list(remote.toString(), 10, Given.patience());
        }
    }

    /** Versions and largest packets are the same; we say that we can do what we use, and adb says what it can. */
    private static void greetingsDifferInFeaturesOnly(List<Recorded> real, List<Recorded> ours) {
        Packet theirs = real.getFirst().packet();
        Packet greeting = ours.getFirst().packet();
        assertThat(greeting.command()).isEqualTo("CNXN").isEqualTo(theirs.command());
        assertThat(greeting.arg0()).isEqualTo(theirs.arg0());
        assertThat(greeting.arg1()).isEqualTo(theirs.arg1());
        String prefix = "host::features=";
        assertThat(theirs.body()).startsWith(prefix);
        assertThat(greeting.body()).startsWith(prefix);
        assertThat(features(theirs)).containsAll(features(greeting));
    }

    private static Set<String> features(Packet greeting) {
        return new TreeSet<>(List.of(
                greeting.body().substring(greeting.body().indexOf('=') + 1).split(",", -1)));
    }

    private static void commandsAreOfTheSameKinds(List<Recorded> real, List<Recorded> ours) {
        for (boolean ofClient : new boolean[] {true, false}) {
            Set<String> kinds = new TreeSet<>();
            real.stream().filter(each -> each.ofClient() == ofClient).forEach(each -> kinds.add(kind(each.packet())));
            assertThat(ours.stream().filter(each -> each.ofClient() == ofClient).map(each -> kind(each.packet())))
                    .as("of the client: %s", ofClient)
                    .isSubsetOf(kinds)
                    .contains("CNXN", "OKAY both", "WRTE both", "CLSE both");
        }
    }

    /** The command, and which ids it has. The second argument of OPEN is empty unless delayed acknowledgements were agreed on. */
    private static String kind(Packet packet) {
        return packet.command().equals("CNXN") || packet.command().equals("OPEN")
                ? packet.command()
                : packet.command() + (packet.arg0() == 0 || packet.arg1() == 0 ? " one" : " both");
    }

    /**
     * Each service with its stream's id. Meant differences: adb asks the shell with the name of its terminal, we have none; where it can't be
     * told that there is no input, we have the shell give it none.
     */
    private static Map<String, Integer> services(List<Recorded> recorded) {
        Map<String, Integer> services = new LinkedHashMap<>();
        for (Recorded each : recorded) {
            if (each.ofClient() && each.packet().command().equals("OPEN")) {
                String service = each.packet().body();
                assertThat(service).endsWith("\0");
                String name = service.substring(0, service.length() - 1)
                        .replaceFirst("TERM=[^,:]*,", "")
                        .replaceFirst(" </dev/null$", "");
                int count = 2;
                String once = name;
                while (services.containsKey(once)) {
                    once = name + count++;
                }
                services.put(once, each.packet().arg0());
            }
        }
        return services;
    }

    private static byte[] bytesOf(List<Recorded> recorded, String service, boolean ofClient) {
        int stream = java.util.Objects.requireNonNull(services(recorded).get(service), service);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Recorded each : recorded) {
            Packet packet = each.packet();
            int id = ofClient ? packet.arg0() : packet.arg1();
            if (each.ofClient() == ofClient && packet.command().equals("WRTE") && id == stream) {
                bytes.writeBytes(packet.payload());
            }
        }
        return bytes.toByteArray();
    }

    private static void shellInputEndsInTheSameWay(List<Recorded> real, List<Recorded> ours) {
        String shell = "shell,v2,raw:sh -c 'cat; echo out; echo err >&2; exit 3'";
        byte[] closing = {4, 0, 0, 0, 0};
        assertThat(bytesOf(ours, shell, true)).isEqualTo(closing);
        assertThat(bytesOf(real, shell, true)).isEqualTo(closing);
    }

    /**
     * What is asked and sent, message by message. Meant differences: adb sends and asks with SND2 and RCV2, which can compress, where the
     * phone has them, and we with SEND and RECV; it ends with QUIT, we close the stream.
     */
    private static void filesAreSentInTheSameMessages(List<Recorded> real, List<Recorded> ours, String path) {
        Map<String, List<String>> theirs = new HashMap<>();
        Map<String, List<String>> own = new HashMap<>();
        for (String service : List.of("sync:", "sync:2", "sync:3")) {
            theirs.put(service, messages(bytesOf(real, service, true)));
            own.put(service, messages(bytesOf(ours, service, true)));
        }
        Map<String, String> named = Map.of("SND2", "SEND", "RCV2", "RECV");
        theirs.replaceAll((_, messages) -> messages.stream()
                .filter(message -> !message.startsWith("QUIT"))
                .map(message ->
                        named.getOrDefault(message.substring(0, 4), message.substring(0, 4)) + message.substring(4))
                .toList());
        assertThat(own).isEqualTo(theirs);
        assertThat(own.get("sync:"))
                .hasSize(7)
                .startsWith("STA2 " + path, "SEND " + path + ",33188", "DATA 65536")
                .endsWith("DONE 1600000000");
        assertThat(own.get("sync:2")).containsExactly("STA2 " + path, "RECV " + path);
        assertThat(own.get("sync:3")).hasSize(1);
    }

    private static List<String> messages(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<String> messages = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] letters = new byte[4];
            in.get(letters);
            String id = new String(letters, StandardCharsets.US_ASCII);
            int number = in.getInt();
            boolean details = !messages.isEmpty()
                    && Set.of("SND2", "RCV2").contains(id)
                    && messages.getLast().startsWith(id);
            if (details) {
                // The same letters again, with a mode and flags in place of a path.
                if (id.equals("SND2")) {
                    messages.set(messages.size() - 1, messages.getLast() + "," + number);
                    in.getInt(); // flags
                }
            } else if (id.equals("DONE") || id.equals("QUIT")) {
                messages.add(id + " " + number);
            } else {
                byte[] data = new byte[number];
                in.get(data);
                messages.add(
                        id.equals("DATA") ? id + " " + number : id + " " + new String(data, StandardCharsets.UTF_8));
            }
        }
        return messages;
    }

    private static final ShellSink IGNORING = new ShellSink() {
        @Override
        public void output(byte[] bytes, int offset, int length) {
            // what it was is in the recording
        }

        @Override
        public void error(byte[] bytes, int offset, int length) {
            // what it was is in the recording
        }
    };
}
