package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;

/** Live progress as a browser hears it. */
final class WatchingTest extends PlatformTest {
    @Test
    void theStateIsToldAtOnce() throws Exception {
        Hand hand = Hand.takesIn(newShop(), DeviceKind.LAPTOP, "Lenovo", "X1", Presenter.OWNER).offers(0);
        Browser.Answer joined = nobody().post(hand.link(), Map.of());
        String cookie = joined.headers().getOrDefault("set-cookie", List.of()).stream()
                .filter(value -> value.startsWith("owner="))
                .findFirst()
                .orElseThrow()
                .replaceFirst(";.*", "");
        HttpURLConnection call =
                (HttpURLConnection) URI.create(origin() + hand.link() + "/progress").toURL().openConnection();
        call.setRequestProperty("Cookie", cookie);
        call.setRequestProperty("Accept", "text/event-stream");
        call.setReadTimeout(10_000);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(call.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).startsWith("data:").contains("\"state\":\"offered\"");
        } finally {
            call.disconnect();
        }
    }
}
