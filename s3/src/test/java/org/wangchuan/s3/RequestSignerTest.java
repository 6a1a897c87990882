package org.wangchuan.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The four examples of the Amazon S3 API Reference, "Signature Calculations … Transferring Payload in a Single Chunk". */
class RequestSignerTest {
    private static final Instant DAY = Instant.parse("2013-05-24T00:00:00Z");
    private static final String HOST = "https://examplebucket.s3.amazonaws.com";
    private static final Credentials EXAMPLE =
            new Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", Optional.empty());

    private static String signature(String method, String path, Map<String, String> headers, String body) {
        Map<String, String> sent = new RequestSigner("us-east-1", EXAMPLE)
                .sign(method, URI.create(HOST + path), headers, body.getBytes(StandardCharsets.UTF_8), DAY);
        String authorization = sent.getOrDefault("authorization", "");
        assertThat(authorization).startsWith("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/");
        return authorization.substring(authorization.indexOf("Signature=") + "Signature=".length());
    }

    @Test
    void anObjectIsRead() {
        assertThat(signature("GET", "/test.txt", Map.of("Range", "bytes=0-9"), ""))
                .isEqualTo("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    @Test
    void anObjectIsWritten() {
        Map<String, String> headers =
                Map.of("Date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class", "REDUCED_REDUNDANCY");
        assertThat(signature("PUT", "/test%24file.text", headers, "Welcome to Amazon S3."))
                .isEqualTo("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }

    @Test
    void aParameterWithoutValueIsSigned() {
        assertThat(signature("GET", "/?lifecycle=", Map.of(), ""))
                .isEqualTo("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    }

    @Test
    void objectsAreListed() {
        assertThat(signature("GET", "/?max-keys=2&prefix=J", Map.of(), ""))
                .isEqualTo("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }

    @Test
    void aSessionsTokenIsSentAndSigned() {
        Credentials session = new Credentials("id", "secret", Optional.of("token"));
        Map<String, String> sent = new RequestSigner("us-east-1", session)
                .sign("GET", URI.create(HOST + "/a"), Map.of(), new byte[0], DAY);
        assertThat(sent).containsEntry("x-amz-security-token", "token");
        assertThat(sent.getOrDefault("authorization", ""))
                .contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,");
    }
}
