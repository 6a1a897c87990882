package org.wangchuan.platform.exchange;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.outgoing.AddressGuard;

/**
 * Sends one event to one address, within limits of time and size: it follows no redirect, keeps no cookie, knows no proxy, and reads little of
 * the answer. What became of it is a word of a closed list; what the other side says is kept nowhere. Thread-safe.
 */
@Component
class WebhookSender implements DisposableBean {
    private static final int CONNECT_SECONDS = 5;
    private static final int ANSWER_SECONDS = 10;
    /** Of all of it: an answer that comes drop by drop. */
    static final int WHOLE_SECONDS = 15;

    private static final int READ_BYTES_MAX = 4096;
    private static final int CONNECTIONS_MAX = 100;
    /** To one host: several companies may have theirs at the same. */
    static final int ROUTE_CONNECTIONS_MAX = 20;

    private final CloseableHttpClient client;
    private final ScheduledExecutorService ends = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("webhook-ends").factory());

    WebhookSender(AddressGuard guard) {
        client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(guard)
                        .setMaxConnTotal(CONNECTIONS_MAX)
                        .setMaxConnPerRoute(ROUTE_CONNECTIONS_MAX)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.ofSeconds(CONNECT_SECONDS))
                                .setSocketTimeout(Timeout.ofSeconds(ANSWER_SECONDS))
                                // So that a name that means something else by now is looked at again.
                                .setTimeToLive(TimeValue.ofSeconds(60))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.ofSeconds(ANSWER_SECONDS))
                        .setConnectionRequestTimeout(Timeout.ofSeconds(CONNECT_SECONDS))
                        .build())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableContentCompression()
                .setUserAgent("Wangchuan-Webhook/1")
                .build();
    }

    /**
     * What became of it.
     *
     * @param status of the answer; empty if there was none
     * @param problem empty if it was taken
     */
    record Outcome(Optional<Integer> status, Optional<String> problem) {
        boolean isTaken() {
            return problem.isEmpty();
        }

        /** Whether nobody was there, or says to come later: nothing is known then of the event. 502 to 504 are said by what stands before a receiver. */
        boolean isOfAddress() {
            return !isTaken()
                    && status.filter(one -> one != 429 && (one < 502 || one > 504))
                            .isEmpty();
        }

        static Outcome none(String problem) {
            return new Outcome(Optional.empty(), Optional.of(problem));
        }
    }

    /** Sends it; whatever goes wrong is told as what it was. */
    Outcome send(URI url, String id, long seconds, String signatures, String body) {
        HttpPost post = new HttpPost(url);
        post.setHeader("webhook-id", id);
        post.setHeader("webhook-timestamp", Long.toString(seconds));
        post.setHeader("webhook-signature", signatures);
        post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON.withCharset(StandardCharsets.UTF_8)));
        ScheduledFuture<?> end = ends.schedule(post::cancel, WHOLE_SECONDS, TimeUnit.SECONDS);
        try {
            ClassicHttpResponse answer = client.executeOpen(null, post, null);
            int status = answer.getCode();
            letGo(post, answer);
            boolean isTaken = status >= 200 && status < 300;
            return new Outcome(Optional.of(status), isTaken ? Optional.empty() : Optional.of("HTTP_" + status));
        } catch (AddressGuard.RefusedAddressException e) {
            return Outcome.none("ADDRESS_REFUSED");
        } catch (java.net.UnknownHostException e) {
            return Outcome.none("NAME_UNKNOWN");
        } catch (InterruptedIOException e) { // of which one that timed out is
            return Outcome.none("TIMED_OUT");
        } catch (SSLException e) {
            return Outcome.none("TLS");
        } catch (IOException e) {
            return Outcome.none("NOT_CONNECTED");
        } catch (RuntimeException e) { // one that was cancelled; or an address that the library can't use
            return Outcome.none(post.isCancelled() ? "TIMED_OUT" : "ADDRESS");
        } finally {
            end.cancel(false);
        }
    }

    /**
     * A short answer is read, so that the connection can be used again; of a long one the connection is broken off, for the library would read all
     * of it. What the receiver meant was in the status.
     */
    private static void letGo(HttpPost post, ClassicHttpResponse answer) {
        try (answer) {
            HttpEntity entity = answer.getEntity();
            boolean isLong = entity != null
                    && entity.getContent() != null
                    && entity.getContent().readNBytes(READ_BYTES_MAX).length == READ_BYTES_MAX;
            if (isLong) {
                post.cancel();
            }
        } catch (IOException e) {
            // It was broken off, by us or by them.
        }
    }

    @Override
    public void destroy() throws IOException {
        ends.shutdownNow();
        client.close();
    }
}
