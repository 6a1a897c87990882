package org.wangchuan.s3;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.proof.log.TileLog;

/** Appends to a log in a bucket, batch after batch, in a process of its own, until it is killed. */
final class S3Writer {
    static final int BATCH = 3;

    private S3Writer() {}

    /** Says of each batch, when it is acknowledged, its first event and its first index. */
    public static void main(String[] args) throws IOException, S3SettingsException {
        Path local = Path.of(args[1]);
        S3Store store = S3Store.forWriting(S3Settings.read(System.getenv()), S3Address.parse(args[0]), local, false);
        try (OutputStream said = new FileOutputStream(FileDescriptor.out);
                TileLog log = TileLog.open(store, local, TestEntries.SIGNER, Optional.empty())) {
            for (int first = Integer.parseInt(args[2]); ; first += BATCH) {
                List<Long> indexes = log.append(TestEntries.entries(first, BATCH));
                // In one write, so that half a line is never heard.
                said.write((first + " " + indexes.getFirst() + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    static Process start(String address, Path local, int first, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--module-path",
                System.getProperty("jdk.module.path"),
                "--patch-module",
                "org.wangchuan.s3=" + Path.of("target/test-classes").toAbsolutePath(),
                "-m",
                "org.wangchuan.s3/" + S3Writer.class.getName()));
        command.addAll(List.of(address, local.toString(), first + ""));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(local.resolve("said").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
