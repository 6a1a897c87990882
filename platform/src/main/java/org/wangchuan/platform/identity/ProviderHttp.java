package org.wangchuan.platform.identity;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.web.outgoing.AddressGuard;

/**
 * Asks companies' identity providers, within limits of time, size and number: a provider that hangs keeps waiting only those who sign in by one.
 * Follows no redirect, keeps no cookie, knows no proxy, and leads into no network that {@link AddressGuard} keeps it from. What goes wrong is a
 * word of a closed list. Thread-safe.
 */
@Component
class ProviderHttp implements ResourceRetriever, DisposableBean {
    /** Of one answer. */
    static final int BYTES_MAX = 256 * 1024;

    /** Of all of one answer: also one that comes drop by drop. */
    static final int WHOLE_SECONDS = 8;

    /** At once, of all companies; whoever comes then is told to come again. */
    static final int AT_ONCE = 16;

    /** At once of one host, so that one that hangs leaves room for the others. */
    private static final int AT_ONCE_OF_HOST = 4;

    private static final int CONNECT_SECONDS = 3;
    private static final int ANSWER_SECONDS = 5;

    private final AddressGuard guard;
    private final CloseableHttpClient client;
    /** Requests that are under way, by host; those of one don't take the places of all while they wait. */
    private final Map<String, Integer> underWay = new HashMap<>();

    private final ScheduledExecutorService ends = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("provider-ends").factory());

    ProviderHttp(PlatformSettings platform, IdentitySettings settings) {
        guard = new AddressGuard(platform.isTrial(), settings.providersInPrivateNetworks());
        client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(guard)
                        .setMaxConnTotal(AT_ONCE)
                        .setMaxConnPerRoute(AT_ONCE_OF_HOST)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.ofSeconds(CONNECT_SECONDS))
                                .setSocketTimeout(Timeout.ofSeconds(ANSWER_SECONDS))
                                // So that a name that means something else by now is looked at again.
                                .setTimeToLive(TimeValue.ofSeconds(60))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.ofSeconds(ANSWER_SECONDS))
                        .setConnectionRequestTimeout(Timeout.ofSeconds(1))
                        .build())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableContentCompression() // a few bytes must not become many
                .setUserAgent("Wangchuan-SignIn/1")
                .build();
    }

    /** An address as it is kept: https, or in a trial http to this machine; absent if it is none that is taken. */
    Optional<URI> url(String typed) {
        return guard.url(typed);
    }

    /** What is published at an address, if that is answered with 200. */
    String get(URI url) throws ProviderException {
        HttpGet get = new HttpGet(url);
        get.setHeader("Accept", "application/json");
        HTTPResponse answer = send(get);
        if (answer.getStatusCode() != HTTPResponse.SC_OK) {
            throw new ProviderException(ProviderException.Code.STATUS);
        }
        return answer.getBody();
    }

    /** For the library, which asks for keys by itself. */
    @Override
    public Resource retrieveResource(URL url) throws IOException {
        try {
            return new Resource(get(required(url.toURI())), "application/json");
        } catch (ProviderException | URISyntaxException e) {
            throw new IOException("the keys were not to be had", e);
        }
    }

    /** Sends what the library has written: the request for a token. */
    HTTPResponse post(HTTPRequest written) throws ProviderException {
        HttpPost post = new HttpPost(required(written.getURI()));
        post.setHeader("Accept", "application/json");
        String authorization = written.getAuthorization();
        if (authorization != null) {
            post.setHeader("Authorization", authorization);
        }
        post.setEntity(new StringEntity(
                written.getBody(), ContentType.APPLICATION_FORM_URLENCODED.withCharset(StandardCharsets.UTF_8)));
        return send(post);
    }

    private URI required(URI url) throws ProviderException {
        return url(url.toString()).orElseThrow(() -> new ProviderException(ProviderException.Code.ENDPOINT));
    }

    private HTTPResponse send(HttpUriRequestBase request) throws ProviderException {
        String host = request.getAuthority().getHostName();
        enter(host);
        ScheduledFuture<?> end = ends.schedule(request::cancel, WHOLE_SECONDS, TimeUnit.SECONDS);
        try (ClassicHttpResponse answer = client.executeOpen(null, request, null)) {
            return read(request, answer);
        } catch (AddressGuard.RefusedAddressException e) {
            throw new ProviderException(ProviderException.Code.ADDRESS_REFUSED);
        } catch (UnknownHostException e) {
            throw new ProviderException(ProviderException.Code.NAME_UNKNOWN);
        } catch (ConnectionRequestTimeoutException e) { // so many wait for this host
            throw new ProviderException(ProviderException.Code.BUSY);
        } catch (InterruptedIOException e) { // of which one that timed out is
            throw new ProviderException(ProviderException.Code.TIMED_OUT);
        } catch (SSLException e) {
            throw new ProviderException(ProviderException.Code.TLS);
        } catch (IOException | RuntimeException e) { // also one that was cancelled
            throw new ProviderException(
                    request.isCancelled() ? ProviderException.Code.TIMED_OUT : ProviderException.Code.NOT_CONNECTED);
        } finally {
            end.cancel(false);
            leave(host);
        }
    }

    private synchronized void enter(String host) throws ProviderException {
        int all = underWay.values().stream().mapToInt(Integer::intValue).sum();
        if (all >= AT_ONCE || underWay.getOrDefault(host, 0) >= AT_ONCE_OF_HOST) {
            throw new ProviderException(ProviderException.Code.BUSY);
        }
        underWay.merge(host, 1, Integer::sum);
    }

    private synchronized void leave(String host) {
        underWay.computeIfPresent(host, (_, count) -> count == 1 ? null : count - 1);
    }

    private static HTTPResponse read(HttpUriRequestBase request, ClassicHttpResponse answer)
            throws IOException, ProviderException {
        HttpEntity entity = answer.getEntity();
        byte[] body = entity == null || entity.getContent() == null
                ? new byte[0]
                : entity.getContent().readNBytes(BYTES_MAX + 1);
        if (body.length > BYTES_MAX) {
            request.cancel(); // or the library would read all of it
            throw new ProviderException(ProviderException.Code.TOO_LARGE);
        }
        HTTPResponse out = new HTTPResponse(answer.getCode());
        Header type = answer.getFirstHeader("Content-Type");
        if (type != null) {
            try {
                out.setContentType(type.getValue());
            } catch (ParseException _) {
                // It has none, then.
            }
        }
        out.setBody(new String(body, StandardCharsets.UTF_8));
        return out;
    }

    @Override
    public void destroy() throws IOException {
        ends.shutdownNow();
        client.close();
    }
}
