package org.wangchuan.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** A real S3 server in this process, which checks signatures, with one bucket in memory; and stores in it. */
final class TestServer implements AutoCloseable {
    static final String BUCKET = "logs";
    static final String SECRET = "a-secret-that-nobody-may-see";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final TransientNio2BlobStore blobs = new TransientNio2BlobStore();
    private final HttpTransport http = new HttpTransport(TIMEOUT);
    private final S3Proxy proxy;

    TestServer() throws Exception {
        blobs.createContainer(BUCKET);
        proxy = S3Proxy.builder()
                .blobStore(blobs)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "tester", SECRET)
                .build();
        proxy.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    /** As a person sets them. */
    Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL",
                endpoint().toString(),
                "AWS_ACCESS_KEY_ID",
                "tester",
                "AWS_SECRET_ACCESS_KEY",
                SECRET);
    }

    S3Settings settings() throws S3SettingsException {
        return S3Settings.read(environment());
    }

    S3Client client(UnaryOperator<Transport> between, List<Duration> waits) throws S3SettingsException {
        return new S3Client(settings(), BUCKET, between.apply(http), InstantSource.system(), waits);
    }

    /** A store whose requests go one after the other through what is put between. */
    S3Store store(String prefix, Path local, UnaryOperator<Transport> between, List<Duration> waits)
            throws S3SettingsException {
        return new S3Store(
                client(between, waits), new S3Address(BUCKET, prefix), Optional.of(local), false, 1, () -> {});
    }

    S3Store store(String prefix, Path local) throws S3SettingsException {
        return store(prefix, local, UnaryOperator.identity(), List.of());
    }

    /** All objects below a folder, by their paths. */
    static Map<String, byte[]> objects(S3Store store, String folder) throws IOException {
        Map<String, byte[]> out = new TreeMap<>();
        for (String name : store.list(folder)) {
            String path = folder + "/" + name;
            if (name.endsWith("/")) {
                out.putAll(objects(store, path.substring(0, path.length() - 1)));
            } else {
                out.put(path, store.read(path).orElseThrow());
            }
        }
        return out;
    }

    /** All objects of a log. */
    static Map<String, byte[]> objects(S3Store store) throws IOException {
        Map<String, byte[]> out = objects(store, "tile");
        out.putAll(objects(store, "private"));
        Optional<byte[]> checkpoint = store.read("checkpoint");
        checkpoint.ifPresent(bytes -> out.put("checkpoint", bytes));
        return out;
    }

    @Override
    public void close() throws IOException {
        http.close();
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IOException(e);
        }
        blobs.close();
    }
}
