package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.proof.key.KeyPossession;
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

    /** A key that one only knows is not taken, nor is a proof that was made for another code, and the code is not used up. */
    @Test
    void notUnderAKeyThatOneOnlyKnows() {
        String other = bean(Stations.class).newCode(newShop().site(), Optional.empty());
        for (String proof :
                List.of("", "x", KeyPossession.prove(SigningKey.generate(), code), KeyPossession.prove(key, other))) {
            Browser.Answer answer = pair(code, key, proof);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body()).contains("KEY_PROOF");
        }
        assertThat(pair(code, key).status()).isEqualTo(200);
    }

    private static Browser.Answer pair(String code, SigningKey key) {
        return pair(code, key, KeyPossession.prove(key, code));
    }

    private static Browser.Answer pair(String code, SigningKey key, String proof) {
        Browser station = nobody();
        return station.send(station.request("/api/station/v1/pair")
                .setHeader("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"code\":\"" + code + "\",\"name\":\"bench "
                        + key.publicKey().thumbprint().substring(0, 8) + "\",\"key\":\""
                        + key.publicKey().base64Url() + "\",\"proof\":\"" + proof + "\"}")));
    }

    private static String member(Browser.Answer answer, String name) {
        return answer.body().replaceFirst(".*\"" + name + "\":\"([^\"]+)\".*", "$1");
    }
}
