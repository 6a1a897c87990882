package org.wangchuan.platform.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.wangchuan.platform.setting.LimitSettings;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.web.problem.PlainAnswer;

/** What counts with what; that every open path has a limit, over HTTP, is {@code LimitsTest}'s. */
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
                    Optional.empty()),
            new LimitSettings(5, 2),
            new PlainAnswer(codes()));

    private static StaticMessageSource codes() {
        StaticMessageSource out = new StaticMessageSource();
        out.setUseCodeAsDefaultMessage(true);
        return out;
    }

    @Test
    void oneAddressHasItsNumberAMinuteAndOthersHaveTheirs() throws Exception {
        assertThat(ask("192.0.2.1", "/o/x")).isEqualTo(200);
        assertThat(ask("192.0.2.1", "/o/x")).isEqualTo(200);
        assertThat(ask("192.0.2.1", "/o/y")).isEqualTo(200);
        assertThat(ask("192.0.2.1", "/o/x")).isEqualTo(TOO_MANY);
        assertThat(ask("192.0.2.1", "/%6f/x")).isEqualTo(TOO_MANY);
        assertThat(ask("192.0.2.2", "/o/z")).isEqualTo(200);
        assertThat(ask("192.0.2.1", "/verify")).isEqualTo(200);

        now.set(now.get().plusSeconds(60));
        assertThat(ask("192.0.2.1", "/o/x")).isEqualTo(200);
    }

    /** Whoever has many addresses gets no more out of one link, and the owner's other link is none of it. */
    @Test
    void oneLinkHasItsNumberFromAllTogether() throws Exception {
        for (int i = 1; i <= 12; i++) {
            assertThat(ask("192.0.2." + i, "/o/x/watch")).isEqualTo(200);
        }
        assertThat(ask("192.0.2.20", "/o/x")).isEqualTo(TOO_MANY);
        assertThat(ask("192.0.2.20", "/o/y")).isEqualTo(200);
        for (int i = 1; i <= 8; i++) {
            assertThat(ask("192.0.2." + i, "/enrol/x")).isEqualTo(200);
        }
        assertThat(ask("192.0.2.20", "/enrol/x")).isEqualTo(TOO_MANY);
    }

    /** Whoever photographed the code at the counter does not keep the owner out. */
    @Test
    void oneAddressDoesNotUseUpALink() throws Exception {
        for (int i = 0; i < 50; i++) {
            var _ = ask("192.0.2.1", "/o/x");
        }
        assertThat(ask("192.0.2.2", "/o/x")).isEqualTo(200);
    }

    /** All sign in at the same address, and whoever uses up their own number there uses up nobody else's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login/webauthn",
                "/webauthn/authenticate/options",
                "/webauthn/register",
                "/switch",
                "/pin",
                "/sign-in"
            })
    void nobodyIsKeptOutOfSigningInByOthers(String path) throws Exception {
        for (int k = 1; k < 9; k++) {
            for (int i = 0; i < 9; i++) {
                var _ = ask("192.0.2." + k, path);
            }
        }
        assertThat(ask("192.0.2.1", path)).isEqualTo(TOO_MANY);
        assertThat(ask("192.0.2.99", path)).isEqualTo(200);
    }

    /** No door counts who shows no key; whoever shows one is counted there. */
    @Test
    void whoShowsAnInterfaceNoKeyIsCountedAsOfAPage() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(ask("192.0.2.1", "/api/v1/none")).isEqualTo(200);
        }
        assertThat(ask("192.0.2.1", "/api/station/v1/tasks")).isEqualTo(TOO_MANY);
    }

    /** Making a page would look up who asks, and read the form. */
    @Test
    void aRefusalReadsNothingAndLeavesTheRestUnread() throws Exception {
        for (int i = 0; i < 9; i++) {
            var _ = ask("192.0.2.1", "/verify");
        }
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/verify") {
            @Override
            public jakarta.servlet.ServletInputStream getInputStream() {
                throw new AssertionError("it was read");
            }

            @Override
            public jakarta.servlet.http.HttpSession getSession(boolean isWanted) {
                throw new AssertionError("it was looked up");
            }
        };
        request.setRemoteAddr("192.0.2.1");
        request.addHeader("Accept", "text/html");
        MockHttpServletResponse response = new MockHttpServletResponse();

        frequency.doFilter(request, response, new MockFilterChain());

        assertThat(response.getStatus()).isEqualTo(TOO_MANY);
        assertThat(response.getErrorMessage())
                .as("no page for errors is asked for")
                .isNull();
        assertThat(response.isCommitted()).isTrue();
        assertThat(response.getHeader("Connection")).isEqualTo("close");
        assertThat(response.getContentAsString()).contains("web.error.text.429");
    }

    @Test
    void whatWasRefusedDoesNotUseUpALink() throws Exception {
        for (int i = 0; i < 20; i++) {
            var _ = ask("192.0.2.1", "/o/x");
        }
        assertThat(ask("192.0.2.2", "/o/y")).isEqualTo(200);
        now.set(now.get().plusSeconds(60));
        assertThat(ask("192.0.2.1", "/o/a")).isEqualTo(200);
        assertThat(ask("192.0.2.1", "/o/b")).isEqualTo(200);
        assertThat(ask("192.0.2.1", "/o/c")).isEqualTo(200);
        assertThat(ask("192.0.2.1", "/o/d")).isEqualTo(TOO_MANY);
        assertThat(ask("192.0.2.2", "/o/d")).isEqualTo(200);
        assertThat(ask("192.0.2.2", "/o/d")).isEqualTo(200);
        assertThat(ask("192.0.2.2", "/o/d")).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8::1, 2001:db8:0:0:ffff::2, true",
        "2001:db8::1, 2001:db8:0:1::1, false",
        "192.0.2.1, ::ffff:192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "fe80::1%eth0, fe80::2%eth1, true",
        "192.0.2.1:5000, 192.0.2.1:5001, true",
        "192.0.2.1:5000, 192.0.2.1, true",
        "[2001:db8::1]:5000, 2001:db8::2, true",
        "192.0.2.1:5000, 192.0.2.2:5000, false",
        "unknown, _hidden, true",
        "unknown, 192.0.2.1, false"
    })
    void anIpv6CustomerHasOneNumberForTheirNetwork(String one, String other, boolean isSame) throws Exception {
        assertThat(ask(one, "/sign-out")).isEqualTo(200);
        assertThat(ask(one, "/switch")).isEqualTo(200);
        assertThat(ask(one, "/login/webauthn")).isEqualTo(200);
        assertThat(ask(other, "/webauthn/authenticate/options")).isEqualTo(isSame ? TOO_MANY : 200);
    }

    @ParameterizedTest
    @CsvSource({
        "/login/webauthn, 2",
        "/webauthn/register/options, 2",
        "/switch, 2",
        "/pin, 2",
        "/enrol/a, 2",
        "/api/station/v1/pair, 2",
        "/o/a, 3",
        "/collect/a/take, 3",
        "/complaints/a, 3",
        "/complaints, 5",
        "/, 5",
        "/stock, 5",
        "/api/openapi.json, 5",
        "/nobody/knows/this, 5",
        "/health, 5",
        "/log/checkpoint, 50"
    })
    void eachPathHasANumber(String path, int most) throws Exception {
        for (int i = 0; i < most; i++) {
            assertThat(ask("192.0.2.1", path)).as("%s %s", path, i).isEqualTo(200);
        }
        MockHttpServletResponse refused = answer("192.0.2.1", path);
        assertThat(refused.getStatus()).isEqualTo(TOO_MANY);
        assertThat(refused.getHeader("Retry-After")).isEqualTo("60");
    }

    /** What stands before several processes must not take one out because somebody behind the same address reads much. */
    @Test
    void whoAsksWhetherItIsWellIsNotRefusedForOthers() throws Exception {
        for (int i = 0; i < 9; i++) {
            var _ = ask("192.0.2.1", "/verify");
        }
        assertThat(ask("192.0.2.1", "/verify")).isEqualTo(TOO_MANY);
        assertThat(ask("192.0.2.1", "/ready")).isEqualTo(200);
    }

    private int ask(String address, String path) throws Exception {
        return answer(address, path).getStatus();
    }

    private MockHttpServletResponse answer(String address, String path) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setRemoteAddr(address);
        MockHttpServletResponse response = new MockHttpServletResponse();
        frequency.doFilter(request, response, new MockFilterChain());
        return response;
    }
}
