package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.proof.key.SigningKey;

/** A station that did not get the answer asks again; nobody else can with its code. */
final class PairingTest extends PlatformTest {
    private final Shop shop = newShop();
    private final Stations stations = bean(Stations.class);
    private final SigningKey key = SigningKey.generate();
    private final String code = stations.newCode(shop.site(), Optional.empty());

    @Test
    void theSameStationMayAskAgain() {
        Browser.Answer first = pair(code, key);
        Browser.Answer second = pair(code, key);
        assertThat(second.status()).isEqualTo(200);
        assertThat(member(second, "station")).isEqualTo(member(first, "station"));
        assertThat(member(second, "site")).isEqualTo(member(first, "site"));
        assertThat(stations.byToken(member(first, "token"))).isEmpty();
        assertThat(stations.byToken(member(second, "token"))).isPresent();
        assertThat(stations.ofSite(shop.site())).hasSize(1);
    }

    @Test
    void anotherStationMayNot() {
        pair(code, key);
        Browser.Answer other = pair(code, SigningKey.generate());
        assertThat(other.status()).isEqualTo(403);
        assertThat(other.body()).contains("PAIRING_CODE");
        assertThat(pair(code, key).status()).isEqualTo(200);
    }

    @Test
    void notAfterItsAccessHasEnded() {
        UUID station = UUID.fromString(member(pair(code, key), "station"));
        stations.end(station, UUID.randomUUID());
        assertThat(pair(code, key).status()).isEqualTo(403);
        assertThat(stations.find(station).orElseThrow().isActive()).isFalse();
        // A new code is an administrator's word that it may work again.
        assertThat(pair(stations.newCode(shop.site(), Optional.empty()), key).status())
                .isEqualTo(200);
    }

    @Test
    void notWhenTheCodeIsTooOld() {
        pair(code, key);
        jdbc().sql("UPDATE identity.pairing_code SET expires_at = now() WHERE digest = ?")
                .param(Secrets.digest(code))
                .update();
        assertThat(pair(code, key).status()).isEqualTo(403);
    }

    private static Browser.Answer pair(String code, SigningKey key) {
        Browser station = nobody();
        return station.send(station.request("/api/station/v1/pair")
                .setHeader("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"code\":\"" + code + "\",\"name\":\"bench "
                        + key.publicKey().thumbprint().substring(0, 8) + "\",\"key\":\""
                        + key.publicKey().base64Url() + "\"}")));
    }

    private static String member(Browser.Answer answer, String name) {
        return answer.body().replaceFirst(".*\"" + name + "\":\"([^\"]+)\".*", "$1");
    }
}
