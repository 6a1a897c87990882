package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.wangchuan.platform.setting.PlatformSettings;

final class FrequencyTest {
    private static final int TOO_MANY = 429;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2027-01-01T00:00:00Z"));
    private final InstantSource clock = now::get;
    private final Frequency frequency = new Frequency(
            clock,
            new PlatformSettings(
                    Path.of("data"),
                    URI.create("http://localhost:8080"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    3,
                    false,
                    Optional.empty()));

    @Test
    void oneAddressHasItsNumberAMinuteAndOthersHaveTheirs() throws Exception {
        assertThat(ask("192.0.2.1", "/o/x")).isEqualTo(200);
        assertThat(ask("192.0.2.1", "/o/x")).isEqualTo(200);
        assertThat(ask("192.0.2.1", "/o/y")).isEqualTo(200);
        assertThat(ask("192.0.2.1", "/o/x")).isEqualTo(TOO_MANY);
        assertThat(ask("192.0.2.1", "/%6f/x")).isEqualTo(TOO_MANY);
        assertThat(ask("192.0.2.2", "/o/x")).isEqualTo(200);
        assertThat(ask("192.0.2.1", "/verify")).isEqualTo(200);

        now.set(now.get().plusSeconds(60));
        assertThat(ask("192.0.2.1", "/o/x")).isEqualTo(200);
    }

    private int ask(String address, String path) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setRemoteAddr(address);
        MockHttpServletResponse response = new MockHttpServletResponse();
        frequency.doFilter(request, response, new MockFilterChain());
        return response.getStatus();
    }
}
