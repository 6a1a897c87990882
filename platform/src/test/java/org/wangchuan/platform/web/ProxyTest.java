package org.wangchuan.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.wangchuan.platform.setting.ListenSettings;
import org.wangchuan.platform.setting.SettingException;

/** Whose address counts, where a proxy stands before the platform: a real server, and what it takes for who asks. */
final class ProxyTest {
    @Test
    void whomANamedProxyNamesIsWhoAsks() throws Exception {
        assertThat(asked(Optional.of("10.0.0.2, 127.0.0.1"), "203.0.113.7")).isEqualTo("203.0.113.7 http false");
        assertThat(asked(Optional.of("127.0.0.1"), "2001:db8::7")).isEqualTo("2001:db8::7 http false");
    }

    @Test
    void whatSomebodyWroteBeforeTheProxyIsNotBelieved() throws Exception {
        assertThat(asked(Optional.of("127.0.0.1"), "192.0.2.1, 203.0.113.7")).isEqualTo("203.0.113.7 http false");
        assertThat(asked(Optional.of("127.0.0.1,10.0.0.2"), "192.0.2.1, 203.0.113.7, 10.0.0.2"))
                .as("of two proxies, what the outer one saw")
                .isEqualTo("203.0.113.7 http false");
    }

    @Test
    void nobodyElseIsBelieved() throws Exception {
        assertThat(asked(Optional.empty(), "203.0.113.7")).isEqualTo("127.0.0.1 http false");
        assertThat(asked(Optional.of("10.0.0.2"), "203.0.113.7")).isEqualTo("127.0.0.1 http false");
        assertThat(asked(Optional.of("27.0.0.1"), "203.0.113.7")).isEqualTo("127.0.0.1 http false");
        assertThat(asked(Optional.of("127.0.0.10"), "203.0.113.7")).isEqualTo("127.0.0.1 http false");
    }

    @Test
    void onlyAddressesCanBeNamed() {
        for (String wrong : new String[] {"proxy.example.org", "10.0.0.0/8", "", "10.0.0.2,", ".*"}) {
            assertThatThrownBy(() -> settings(Optional.of(wrong)))
                    .as(wrong)
                    .isInstanceOf(SettingException.class)
                    .hasMessageContaining("wangchuan.proxies");
        }
    }

    private static ListenSettings settings(Optional<String> proxies) {
        InetAddress here = InetAddress.getLoopbackAddress();
        return new ListenSettings(here, 8080, proxies, here, -1, Optional.empty());
    }

    private static String asked(Optional<String> proxies, String forwarded) throws Exception {
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        factory.setAddress(InetAddress.ofLiteral("127.0.0.1"));
        new ProxyConfiguration().proxies(settings(proxies)).customize(factory);
        WebServer server = factory.getWebServer(context -> context.addServlet("who", new HttpServlet() {
                    private static final long serialVersionUID = 1;

                    @Override
                    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                        response.getWriter()
                                .print(request.getRemoteAddr() + " " + request.getScheme() + " " + request.isSecure());
                    }
                })
                .addMapping("/"));
        server.start();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + "/"))
                                    .header("X-Forwarded-For", forwarded)
                                    .header("X-Forwarded-Proto", "https")
                                    .header("X-Forwarded-Host", "elsewhere.example.org")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } finally {
            server.stop();
        }
    }
}
