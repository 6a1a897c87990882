package org.wangchuan.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/**
 * Where the store is and who we are there, from the environment variables that other S3 tools read, too:
 * {@code AWS_ENDPOINT_URL_S3} or {@code AWS_ENDPOINT_URL} (Amazon's own for the region if not set), {@code AWS_REGION} or
 * {@code AWS_DEFAULT_REGION} ({@code us-east-1} if not set), and either {@code AWS_ACCESS_KEY_ID} with
 * {@code AWS_SECRET_ACCESS_KEY} and perhaps {@code AWS_SESSION_TOKEN}, or {@code AWS_SHARED_CREDENTIALS_FILE} with
 * perhaps {@code AWS_PROFILE}.
 */
public final class S3Settings {
    private static final String ENDPOINT = "AWS_ENDPOINT_URL";
    private static final String REGION = "AWS_REGION";
    private static final int PORT_MAX = 65_535;

    private final URI endpoint;
    private final String region;
    private final Credentials credentials;

    S3Settings(URI endpoint, String region, Credentials credentials) {
        this.endpoint = endpoint;
        this.region = region;
        this.credentials = credentials;
    }

    /**
     * Reads the variables, and the file that they name.
     *
     * @throws S3SettingsException if one is missing or has another form
     */
    public static S3Settings read(Map<String, String> environment) throws S3SettingsException {
        String region = value(environment, REGION)
                .or(() -> value(environment, "AWS_DEFAULT_REGION"))
                .orElse("us-east-1");
        if (!region.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new S3SettingsException(REGION, "small letters, digits and hyphens", region);
        }
        Optional<String> endpoint = value(environment, ENDPOINT + "_S3").or(() -> value(environment, ENDPOINT));
        return new S3Settings(
                endpoint(endpoint.orElse("https://s3." + region + ".amazonaws.com")),
                region,
                CredentialsFile.fromEnvironment(environment));
    }

    static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private static URI endpoint(String text) throws S3SettingsException {
        URI uri;
        try {
            uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        } catch (URISyntaxException e) {
            throw badEndpoint("another text");
        }
        boolean isHttp = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!isHttp || uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > PORT_MAX) {
            throw badEndpoint("another text");
        }
        // A password in an address would be shown wherever the address is: what was found is not repeated.
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw badEndpoint("more than that");
        }
        if (!uri.getRawPath().isEmpty()) {
            throw badEndpoint("a path after it");
        }
        return uri;
    }

    private static S3SettingsException badEndpoint(String found) {
        return new S3SettingsException(ENDPOINT, "http:// or https://, a host and perhaps a port", found);
    }

    URI endpoint() {
        return endpoint;
    }

    String region() {
        return region;
    }

    Credentials credentials() {
        return credentials;
    }

    @Override
    public String toString() {
        return endpoint + " (" + region + ")";
    }
}
