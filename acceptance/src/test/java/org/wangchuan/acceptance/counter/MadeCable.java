package org.wangchuan.acceptance.counter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wangchuan.station.agent.PhoneSockets;

/**
 * A made phone on a cable of a station. The station is the program as people start it, in which one method is exchanged: which cables of the
 * machine it looks at. The made phone is that of the station's own tests, in that process; what its owner does to it is said over a socket.
 * The virtual machine is told so by an option, so that the program has no setting by which anybody could have a made phone erased. Not
 * thread-safe.
 */
final class MadeCable {
    /** Where it hangs. */
    static final String PLACE = "1-4.2";

    private static final ClassDesc SOCKETS = ClassDesc.of("org.wangchuan.station.agent.PhoneSockets");
    private static final ClassDesc MADE = ClassDesc.of("org.wangchuan.station.agent.MadeBench");
    private static final String EXCHANGED = "ofThisMachine";
    private static final Path DOUBLES =
            Path.of("..", "station", "target", "test-classes").toAbsolutePath().normalize();

    private final Path patch;
    private final Path socket;

    /**
     * Nothing hangs there yet.
     *
     * @param folder for what is exchanged, and for the socket
     */
    MadeCable(Path folder) throws IOException {
        if (!Files.isRegularFile(DOUBLES.resolve("org/wangchuan/station/agent/MadeBench.class"))) {
            throw new IOException("expected the compiled tests of the station in " + DOUBLES);
        }
        socket = folder.resolve("made-cable");
        patch = folder.resolve("patch");
        Path exchanged = patch.resolve("org/wangchuan/station/agent/PhoneSockets.class");
        Files.createDirectories(exchanged.getParent());
        Files.write(exchanged, exchanged());
    }

    private static byte[] exchanged() throws IOException {
        CodeTransform instead = new CodeTransform() {
            @Override
            public void accept(CodeBuilder builder, CodeElement element) {
                // all that looks at this machine is left out
            }

            @Override
            public void atEnd(CodeBuilder builder) {
                builder.invokestatic(MADE, "sockets", MethodTypeDesc.of(SOCKETS))
                        .areturn();
            }
        };
        try (InputStream in = PhoneSockets.class.getResourceAsStream("PhoneSockets.class")) {
            if (in == null) {
                throw new IOException("expected the class of phone cables");
            }
            return ClassFile.of()
                    .transformClass(
                            ClassFile.of().parse(in.readAllBytes()),
                            ClassTransform.transformingMethodBodies(
                                    method -> method.methodName().equalsString(EXCHANGED), instead));
        }
    }

    /** What the virtual machine of the station is to be told. */
    String options() {
        return "--patch-module org.wangchuan.station=" + patch + ":" + DOUBLES + " -Dwangchuan.made.bench=" + socket;
    }

    /** Hangs somebody's phone there, with debugging off and nobody at its screen. */
    void hang(String serial) throws IOException {
        say("hang " + serial);
        say("waits-for-tap");
    }

    /** Puts another phone in its place, which shows this number. */
    void swap(String serial) throws IOException {
        say("swap " + serial);
    }

    /** Pulls its cable. */
    void pull() throws IOException {
        say("pull");
    }

    /** Plugs it in again, as it is. */
    void plugIn() throws IOException {
        say("plug-in");
    }

    /** Its owner turns on that it can be asked. */
    void turnOnDebugging() throws IOException {
        say("debugging on");
    }

    /** Its owner taps on its screen, for this time. */
    void tap() throws IOException {
        say("tap");
    }

    /** Its owner resets it by its settings; nobody is at its screen then. */
    void reset() throws IOException {
        say("waits-for-tap");
        say("reset");
    }

    /** How often it was reset. */
    int timesErased() throws IOException {
        String said = say("asked");
        return Integer.parseInt(said.substring("erased=".length(), said.indexOf(' ')));
    }

    private String say(String line) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            String answer = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)).readLine();
            if (answer == null || !answer.startsWith("erased=")) {
                throw new IOException("expected a made phone that does " + line + ", found: " + answer);
            }
            return answer;
        }
    }
}
