package org.wangchuan.acceptance.bucket;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** A real S3 server in this process, which checks signatures, with one bucket in memory. It outlives who writes to it. */
public final class BucketServer implements AutoCloseable {
    private static final String BUCKET = "logs";
    private static final String SECRET = "a-secret-that-nobody-may-see";

    private final TransientNio2BlobStore blobs = new TransientNio2BlobStore();
    private final S3Proxy proxy;

    /** Listens on a free port of this machine. */
    public BucketServer() throws Exception {
        blobs.createContainer(BUCKET);
        proxy = S3Proxy.builder()
                .blobStore(blobs)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "tester", SECRET)
                .build();
        proxy.start();
    }

    /** The address of a log in the bucket. */
    public String address(String prefix) {
        return "s3://" + BUCKET + "/" + prefix;
    }

    /** Where the store is and who we are there, as a person sets them. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL",
                "http://127.0.0.1:" + proxy.getPort(),
                "AWS_ACCESS_KEY_ID",
                "tester",
                "AWS_SECRET_ACCESS_KEY",
                SECRET);
    }

    /** What must be in no output. */
    public String secret() {
        return SECRET;
    }

    @Override
    public void close() throws IOException {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IOException(e);
        }
        blobs.close();
    }
}
