package org.wangchuan.platform.web.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.wangchuan.platform.consumer.OwnerLinks;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.setting.ListenSettings;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

final class MetricsTest extends PlatformTest {
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}");
    private static final int NOT_FOUND = 404;

    @Test
    void theySayWhatWhoeverRunsItNeeds() {
        nobody().get("/");
        assertThat(metrics().get("/metrics").body())
                .contains("wangchuan_orders{state=\"erasing\"}")
                .contains("wangchuan_tasks{state=\"queued\"}", "wangchuan_tasks{state=\"finished\"}")
                .contains("wangchuan_receipts{verdict=\"cleared\"}")
                .contains("wangchuan_receipts_conflicting{code=\"SERIAL_DIFFERS\"}")
                .contains("wangchuan_stations{heard=\"minute\"}")
                .contains(
                        "wangchuan_watchers{page=\"bench\"}",
                        "wangchuan_watchers{page=\"order\"}",
                        "wangchuan_watchers{page=\"owner\"}")
                .contains(
                        "wangchuan_ready{what=\"database\"} 1.0",
                        "wangchuan_log_open 1.0",
                        "wangchuan_log_published 1.0",
                        "wangchuan_backup_age_seconds ")
                .contains(
                        "wangchuan_log_waiting{kind=\"statement\"}",
                        "wangchuan_log_waiting_seconds{kind=\"certificate\"}")
                .contains("wangchuan_log_problems{what=\"not-logged\"}")
                .contains("wangchuan_webhooks{state=\"failing\"}", "wangchuan_deliveries{state=\"given_up\"}")
                .contains("wangchuan_requests{due=\"overdue\"}", "wangchuan_incident_duties{due=\"overdue\"}")
                .doesNotContain(" NaN")
                .contains("hikaricp_connections_active")
                .containsPattern("http_server_requests_seconds_count\\{[^}]*uri=\"/\"");
    }

    /** What is called after the limit is reached is not counted, and nobody is told. */
    @Test
    void thereIsRoomForEveryAddress() {
        long addresses = bean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream())
                .distinct()
                .count();
        assertThat(bean(Environment.class)
                        .getRequiredProperty("management.metrics.web.server.max-uri-tags", Long.class))
                .isGreaterThan(2 * addresses);
    }

    @Test
    void aCountIsOfWhatIsThere() throws Exception {
        Shop shop = newShop();
        order(shop, "SN-COUNTED");
        // A registry that nobody has read yet asks the database now.
        var registry = new io.micrometer.core.instrument.simple.SimpleMeterRegistry();
        new TableGauges(jdbc(), registry)
                .count(
                        "orders",
                        "",
                        "state",
                        Set.of("taken_in"),
                        "SELECT state, count(*) FROM intake.work_order GROUP BY state");
        double expected = jdbc().sql("SELECT count(*) FROM intake.work_order WHERE state = 'taken_in'")
                .query(Integer.class)
                .single();
        assertThat(registry.get("orders").tag("state", "taken_in").gauge().value())
                .isEqualTo(expected)
                .isPositive();
        assertThat(registry.getMeters()).hasSize(1);
    }

    @Test
    void noLabelNamesAnybodyOrAnything() throws Exception {
        String serial = "SN-" + UUID.randomUUID();
        Shop shop = newShop();
        UUID order = order(shop, serial);
        String secret = bean(OwnerLinks.class).link(order).replaceFirst(".*/o/", "");
        nobody().get("/o/" + secret);
        nobody().get("/o/" + secret + "/no/such/page");
        nobody().get("/" + secret);
        Browser clerk = shop.browser(Role.CLERK);
        clerk.get("/intake/" + order);
        clerk.get("/stock?q=" + serial);
        PairedStation station = newStation(shop.site());
        nobody().send(nobody().request("/api/station/v1/tasks/" + serial + "/claim")
                .header("Authorization", "Bearer " + station.token())
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}")));

        String text = metrics().get("/metrics").body();
        assertThat(text).contains("uri=\"/o/{secret}\"", "uri=\"/intake/{order}\"");
        assertThat(text).doesNotContain(secret, serial, station.token(), order.toString(), "worker ", "shop ");
        assertThat(ID.matcher(text).results()).isEmpty();
        Set<String> labels = new TreeSet<>();
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            labels.add(label.group(1));
        }
        assertThat(labels)
                .isSubsetOf(
                        "action",
                        "application",
                        "area",
                        "by",
                        "cause",
                        "code",
                        "code_function",
                        "code_namespace",
                        "compiler",
                        "due",
                        "error",
                        "exception",
                        "gc",
                        "heard",
                        "id",
                        "kind",
                        "level",
                        "main_application_class",
                        "method",
                        "name",
                        "outcome",
                        "page",
                        "path",
                        "pool",
                        "runtime",
                        "state",
                        "status",
                        "uri",
                        "way",
                        "vendor",
                        "verdict",
                        "version",
                        "what");
    }

    @Test
    void theyAreOnTheirOwnPortAndNothingElseIs() {
        assertThat(nobody().get("/metrics").status()).isEqualTo(NOT_FOUND);
        assertThat(nobody().get("/actuator/prometheus").status()).isEqualTo(NOT_FOUND);
        for (String path : Set.of("/", "/env", "/health", "/beans", "/actuator", "/sign-in", "/people")) {
            assertThat(metrics().get(path).body())
                    .as(path)
                    .doesNotContain("jvm_", "wangchuan_")
                    .doesNotContain("_csrf");
        }
    }

    @Test
    void whoeverReadsThemIsOnThisMachineOrShowsTheToken() throws Exception {
        assertThat(MetricsDoor.mayRead(from("127.0.0.1", ""), settings(Optional.empty())))
                .isTrue();
        assertThat(MetricsDoor.mayRead(from("::1", ""), settings(Optional.empty())))
                .isTrue();
        assertThat(MetricsDoor.mayRead(from("192.0.2.1", ""), settings(Optional.empty())))
                .isFalse();
        Optional<String> token = Optional.of("a token of twenty or more");
        assertThat(MetricsDoor.mayRead(from("127.0.0.1", ""), settings(token))).isFalse();
        assertThat(MetricsDoor.mayRead(from("192.0.2.1", "Bearer a token of twenty or mor"), settings(token)))
                .isFalse();
        assertThat(MetricsDoor.mayRead(from("192.0.2.1", "Bearer " + token.get()), settings(token)))
                .isTrue();
    }

    private static ListenSettings settings(Optional<String> token) throws Exception {
        java.net.InetAddress here = java.net.InetAddress.getLoopbackAddress();
        return new ListenSettings(here, 8080, Optional.empty(), here, 9464, token);
    }

    private static MockHttpServletRequest from(String address, String authorization) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/metrics");
        request.setRemoteAddr(address);
        if (!authorization.isEmpty()) {
            request.addHeader("Authorization", authorization);
        }
        return request;
    }

    private static UUID order(Shop shop, String serial) throws Exception {
        UUID clerk = shop.account(Role.CLERK);
        Device device = bean(Devices.class)
                .register(
                        new Devices.NewDevice(
                                shop.site(),
                                DeviceKind.LAPTOP,
                                "Lenovo",
                                "X1",
                                Optional.of(serial),
                                "",
                                Optional.empty(),
                                Devices.Drives.NOT_COUNTED),
                        clerk);
        return bean(Orders.class)
                .create(shop.site(), device.id(), Channel.COUNTER, Presenter.OWNER, "gb-46864-2025", clerk)
                .id();
    }
}
