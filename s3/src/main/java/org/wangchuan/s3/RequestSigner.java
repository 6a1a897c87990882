package org.wangchuan.s3;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AWS Signature Version 4 in a header, over the whole body (Amazon S3 API Reference, "Authenticating Requests (AWS
 * Signature Version 4)", "Transferring Payload in a Single Chunk"). Immutable and thread-safe.
 */
final class RequestSigner {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int DAY_CHARS = 8;

    private final String region;
    private final Credentials credentials;

    RequestSigner(String region, Credentials credentials) {
        this.region = region;
        this.credentials = credentials;
    }

    /**
     * The headers to send: those given, and the signature over all of them.
     *
     * @param uri with a path and a query that are spelled as they are sent: percent-encoded, the query in order
     */
    Map<String, String> sign(String method, URI uri, Map<String, String> headers, byte[] body, Instant now) {
        String time = TIME.format(now);
        String digest = hex(sha256(body));
        Map<String, String> sent = new TreeMap<>();
        headers.forEach((name, value) -> sent.put(name.toLowerCase(Locale.ROOT), value));
        sent.put("x-amz-content-sha256", digest);
        sent.put("x-amz-date", time);
        credentials.sessionToken().ifPresent(token -> sent.put("x-amz-security-token", token));
        Map<String, String> signed = new TreeMap<>(sent);
        signed.put("host", uri.getRawAuthority()); // the HTTP client sends this one itself
        String names = String.join(";", signed.keySet());
        StringBuilder request = new StringBuilder(method)
                .append('\n')
                .append(uri.getRawPath())
                .append('\n')
                .append(uri.getRawQuery() == null ? "" : uri.getRawQuery())
                .append('\n');
        signed.forEach((name, value) ->
                request.append(name).append(':').append(value.strip()).append('\n'));
        request.append('\n').append(names).append('\n').append(digest);
        String scope = time.substring(0, DAY_CHARS) + "/" + region + "/s3/aws4_request";
        String toSign = ALGORITHM + "\n" + time + "\n" + scope + "\n" + hex(sha256(bytes(request.toString())));
        sent.put(
                "authorization",
                ALGORITHM + " Credential=" + credentials.id() + "/" + scope + ",SignedHeaders=" + names + ",Signature="
                        + hex(hmac(key(scope), toSign)));
        return sent;
    }

    private byte[] key(String scope) {
        byte[] key = bytes("AWS4" + credentials.secret());
        for (String part : Arrays.asList(scope.split("/"))) {
            key = hmac(key, part);
        }
        return key;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
