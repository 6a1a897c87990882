package org.wangchuan.engine.medium.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another process that has a file open for as long as this is. */
public final class OtherProcess implements AutoCloseable {
    private final Process process;

    private OtherProcess(Process process) {
        this.process = process;
    }

    /** Opens for reading and writing, and writes nothing. */
    public static OtherProcess writer(Path path) {
        return holding("exec 3<>\"$1\"; echo ready; read _", path);
    }

    /** Opens for reading only. */
    public static OtherProcess reader(Path path) {
        return holding("exec 3<\"$1\"; echo ready; read _", path);
    }

    /** Opens, writes the third mebibyte through the page cache, and keeps it open, so that nothing makes it reach the disk soon. */
    public static OtherProcess dirtying(Path path) {
        return holding(
                "exec 3<>\"$1\"; yes SECRETSECRET-16 | dd bs=1M seek=2 count=1 iflag=fullblock status=none >&3; echo ready; read _",
                path);
    }

    private static OtherProcess holding(String script, Path path) {
        try {
            Process process = new ProcessBuilder("sh", "-c", script, "sh", path.toString())
                    .redirectErrorStream(true)
                    .start();
            BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
            String first = said.readLine();
            if (!"ready".equals(first)) {
                process.destroy();
                throw new AssertionError(path + " can't be opened: " + first);
            }
            return new OtherProcess(process);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
