package org.wangchuan.engine.adb.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What a made phone does when it is asked for a service: runs commands with a real shell, serves files of a real folder. */
final class PhoneServices {
    private final Path folder;

    PhoneServices(Path folder) {
        this.folder = folder;
    }

    /** Whether there is such a service. */
    boolean offers(String service) {
        return service.startsWith("shell")
                || service.startsWith("exec:")
                || service.equals("sync:")
                || service.startsWith("reboot:");
    }

    void serve(String service, PhoneStream stream) throws IOException, InterruptedException {
        String command = service.substring(service.indexOf(':') + 1);
        if (service.startsWith("shell,v2")) {
            shell(command, stream);
        } else if (service.startsWith("shell") || service.startsWith("exec:")) {
            Process process = start(command, true, stream);
            copy(process.getInputStream(), stream, 0);
            process.waitFor();
        } else if (service.equals("sync:")) {
            new PhoneFiles(folder, stream).serve();
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private Process start(String command, boolean together, PhoneStream stream) throws IOException {
        Process process = new ProcessBuilder(List.of("sh", "-c", command))
                .directory(folder.toFile())
                .redirectErrorStream(together)
                .start();
        process.getOutputStream().close();
        stream.whenClosed(() -> end(process));
        return process;
    }

    private void shell(String command, PhoneStream stream) throws IOException, InterruptedException {
        Process process = start(command, false, stream);
        // No virtual threads: one that reads from a program holds on to its carrier, of which there are few.
        Thread errors = Thread.ofPlatform().daemon().start(() -> {
            try {
                copy(process.getErrorStream(), stream, 2);
            } catch (IOException _) {
                process.destroy();
            }
        });
        copy(process.getInputStream(), stream, 1);
        errors.join();
        stream.write(shellPacket(3, new byte[] {(byte) process.waitFor()}));
    }

    private static void copy(InputStream from, PhoneStream stream, int id) throws IOException {
        byte[] buffer = new byte[8000];
        for (int got = from.read(buffer); got >= 0; got = from.read(buffer)) {
            byte[] bytes = java.util.Arrays.copyOf(buffer, got);
            stream.write(id == 0 ? bytes : shellPacket(id, bytes));
        }
    }

    static byte[] shellPacket(int id, byte[] data) {
        return ByteBuffer.allocate(5 + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) id)
                .putInt(data.length)
                .put(data)
                .array();
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
