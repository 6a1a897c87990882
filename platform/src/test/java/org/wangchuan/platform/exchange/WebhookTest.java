package org.wangchuan.platform.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.platform.testing.PlatformTest.bean;
import static org.wangchuan.platform.testing.PlatformTest.confirmed;
import static org.wangchuan.platform.testing.PlatformTest.jdbc;
import static org.wangchuan.platform.testing.PlatformTest.newShop;
import static org.wangchuan.platform.testing.PlatformTest.nobody;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.Contract;
import org.wangchuan.platform.testing.OwnPlatform;
import org.wangchuan.platform.testing.PlatformTest.Shop;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.outgoing.AddressGuard;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events reach a real receiver that fails, hangs, redirects and pours; each at least once, none ever lost, and nothing that somebody else
 * could have made. On a platform in a trial, for its receiver is on this machine.
 */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class WebhookTest {
    private static final Pattern SECRET = Pattern.compile("whsec_([A-Za-z0-9+/=]{44})");

    @TempDir
    private static Path folder;

    private static OwnPlatform platform;

    private Shop shop;
    private UUID boss;
    private Browser page;
    private Plant plant;
    private Receiver receiver;
    private UUID webhook;
    private String secret;

    @BeforeAll
    static void start() throws IOException {
        platform = OwnPlatform.start(folder.resolve("data"), "--wangchuan.trial=true");
    }

    @AfterAll
    static void end() {
        platform.close();
    }

    @BeforeEach
    void registered() throws IOException {
        shop = newShop();
        boss = shop.account(Role.ADMINISTRATOR);
        page = confirmed(boss);
        plant = new Plant(nobody(), PlantKeys.of(shop));
        receiver = new Receiver();
        Browser.Answer made = page.post("/plant/webhooks", Map.of("url", receiver.url(), "types", "asset.registered"));
        assertThat(made.status()).isEqualTo(200);
        secret = secretIn(made.body());
        webhook = bean(Webhooks.class).of(shop.organisation()).getFirst().id();
    }

    @AfterEach
    void close() {
        bean(Deliveries.class).watch(_ -> {});
        bean(Webhooks.class).remove(known(), boss);
        receiver.close();
    }

    @Test
    void eachEventIsSignedAndNumbered() throws Exception {
        register("a", 3);
        await(() -> receiver.calls().size() == 3);
        assertThat(sequences()).containsExactly(1L, 2L, 3L);
        for (Receiver.Call call : receiver.calls()) {
            Contract.get().checkEvent(call.body());
            assertThat(call.signature()).isEqualTo(signature(secret, call));
            assertThat(call.signature())
                    .isNotEqualTo(WebhookSecrets.sign(new byte[32], call.id(), call.timestamp(), call.body()));
            assertThat(body(call).get("id").asString()).isEqualTo(call.id());
            assertThat(body(call).toString()).doesNotContain("verdict\"");
        }
        assertThat(page.get("/plant").body()).doesNotContain(secret);
        String kept = jdbc().sql("SELECT string_agg(s::text, '') FROM exchange.webhook_secret s")
                .query(String.class)
                .single();
        assertThat(kept)
                .doesNotContain(
                        java.util.HexFormat.of().formatHex(Base64.getDecoder().decode(secret)));
    }

    @Test
    void whatFailsComesAgainAndARedirectIsNotFollowed() {
        receiver.answers(call -> receiver.calls().size() == 1
                ? Receiver.How.FAILS
                : receiver.calls().size() == 2 ? Receiver.How.REDIRECTS : Receiver.How.TAKES);
        register("f", 1);
        await(() -> problem().equals("HTTP_500"));
        hasten();
        await(() -> problem().equals("HTTP_307"));
        assertThat(known().failingSince()).as("it answers").isEmpty();
        hasten();
        await(() -> state(1).equals("delivered"));
        assertThat(receiver.calls()).hasSize(3).allMatch(call -> call.path().equals("/events"));
        assertThat(receiver.calls().stream().map(Receiver.Call::id).distinct()).hasSize(1);
        assertThat(known().failingSince()).isEmpty();
    }

    /** As a process leaves it that was killed while its clock was three days ahead. */
    @Test
    void aClockThatWasWrongHoldsNothingBack() {
        receiver.answers(_ -> Receiver.How.FAILS);
        register("c", 2);
        await(() -> problem().equals("HTTP_500"));
        receiver.answers(_ -> Receiver.How.TAKES);
        OffsetDateTime ahead = OffsetDateTime.now(ZoneOffset.UTC).plusDays(3);
        jdbc().sql("UPDATE exchange.delivery SET due_at = ? WHERE webhook_id = ?")
                .params(ahead, webhook)
                .update();
        jdbc().sql(
                        "UPDATE exchange.webhook SET lease = gen_random_uuid(), leased_until = ?, resume_at = ? WHERE id = ?")
                .params(ahead, ahead, webhook)
                .update();
        await(() -> state(1).equals("delivered") && state(2).equals("delivered"));
    }

    /** As if the plug were pulled after the receiver has taken it and before anybody has written that down. */
    @Test
    void whatWasSentAndNotMarkedIsSentAgain() {
        AtomicBoolean isKilled = new AtomicBoolean();
        bean(Deliveries.class).watch(step -> {
            if (step == Deliveries.Step.SENT && isKilled.compareAndSet(false, true)) {
                throw new IllegalStateException("killed");
            }
        });
        register("k", 2);
        await(isKilled::get);
        await(() -> receiver.calls().size() == 1);
        assertThat(state(1)).isEqualTo("waiting");
        // Nobody else sends meanwhile: whoever died has the address until its lease is over.
        assertThat(bean(Deliveries.class).lease(webhook)).isEmpty();
        jdbc().sql("UPDATE exchange.webhook SET leased_until = now() - interval '1 second' WHERE id = ?")
                .param(webhook)
                .update();
        await(() -> state(2).equals("delivered"));
        assertThat(receiver.calls()).hasSize(3);
        assertThat(receiver.calls().get(0).id())
                .isEqualTo(receiver.calls().get(1).id());
        assertThat(sequences()).containsExactly(1L, 1L, 2L);
    }

    @Test
    void oneThatIsNeverTakenKeepsNoOtherBack() {
        receiver.answers(call ->
                Set.of(2L, 3L).contains(body(call).get("sequence").asLong()) ? Receiver.How.FAILS : Receiver.How.TAKES);
        register("p", 5);
        // With no help: two that are always refused stop no address.
        await(() -> state(5).equals("delivered"));
        assertThat(state(2)).isEqualTo("waiting");
        assertThat(state(3)).isEqualTo("waiting");
        jdbc().sql(
                        "UPDATE exchange.delivery SET attempts = ?, since = now() - interval '4 days' WHERE webhook_id = ? AND sequence IN (2, 3)")
                .params(Deliveries.ATTEMPTS_MIN - 1, webhook)
                .update();
        hasten();
        await(() -> state(2).equals("given_up") && state(3).equals("given_up"));
        assertThat(page.get("/plant").body()).contains("A webhook takes nothing any more");
        receiver.answers(_ -> Receiver.How.TAKES);
        assertThat(page.post("/plant/webhooks/" + webhook + "/again", Map.of("from", "2", "to", "2"))
                        .status())
                .isEqualTo(302);
        await(() -> state(2).equals("delivered"));
        assertThat(page.post("/plant/webhooks/" + webhook + "/off", Map.of()).status())
                .isEqualTo(302);
        assertThat(page.post("/plant/webhooks/" + webhook + "/on", Map.of()).status())
                .isEqualTo(302);
        await(() -> state(3).equals("delivered"));
    }

    @Test
    void oneThatIsDownForDaysIsSwitchedOffAndNothingIsLost() {
        receiver.answers(_ -> Receiver.How.DOWN);
        register("d", 1);
        await(() -> problem().equals("HTTP_503"));
        assertThat(known().failingSince()).isPresent();
        jdbc().sql("UPDATE exchange.webhook SET failing_since = now() - interval '4 days' WHERE id = ?")
                .param(webhook)
                .update();
        hasten();
        await(() -> known().state() == Webhook.State.FAILED);
        assertThat(page.get("/plant").body()).contains("switched off after three days");
        int before = receiver.calls().size();
        register("e", 3);
        await(() -> known().last() == 4);
        assertThat(receiver.calls()).hasSize(before);
        receiver.answers(_ -> Receiver.How.TAKES);
        assertThat(page.post("/plant/webhooks/" + webhook + "/on", Map.of()).status())
                .isEqualTo(302);
        await(() -> known().waiting() == 0);
        Set<Long> taken = new HashSet<>(sequences().subList(before, sequences().size()));
        assertThat(taken).isEqualTo(Set.of(1L, 2L, 3L, 4L));
    }

    @Test
    void anAddressThatIsHeldBackSaysUntilWhenAndIsAskedAtOnceWhenSomebodyWants() {
        receiver.answers(_ -> Receiver.How.DOWN);
        register("h", 1);
        await(() -> known().resumeAt().isPresent());
        jdbc().sql("UPDATE exchange.webhook SET resume_at = now() + interval '5 hours' WHERE id = ?")
                .param(webhook)
                .update();
        Plant whole = new Plant(
                nobody(), PlantKeys.of(shop, Optional.empty(), java.time.Duration.ofDays(1), Scope.WEBHOOKS_REPLAY));
        assertThat(Instant.parse(whole.json("/api/v1/webhooks")
                        .at("/webhooks/0/heldUntil")
                        .asString()))
                .isAfter(Instant.now().plusSeconds(4 * 3600));
        assertThat(page.get("/plant/webhooks/" + webhook).body()).contains("Tried again at");
        int before = receiver.calls().size();
        receiver.answers(_ -> Receiver.How.TAKES);
        assertThat(whole.post("/api/v1/webhooks/" + webhook + "/replay", "{\"from\":1,\"to\":1}")
                        .body())
                .isEqualTo("{\"again\":1}");
        await(() -> state(1).equals("delivered"));
        assertThat(receiver.calls()).hasSize(before + 1);
        assertThat(whole.json("/api/v1/webhooks").at("/webhooks/0").has("heldUntil"))
                .isFalse();
        assertThat(page.get("/plant/webhooks/" + webhook).body()).doesNotContain("Tried again at");
    }

    @Test
    void theSameAddressTwiceIsRefused() {
        Map<String, String> same = Map.of("url", receiver.url(), "types", "asset.registered");
        assertThat(page.post("/plant/webhooks", same).body()).contains("This address is there already");
        assertThat(bean(Webhooks.class).of(shop.organisation())).hasSize(1);
        Map<String, String> others = Map.of("url", receiver.url(), "types", "asset.verdict");
        assertThat(page.post("/plant/webhooks", others).body()).doesNotContain("This address is there already");
    }

    @Test
    void aProgramHasThemSentAgainAndAStrangerDoesNot() {
        register("r", 3);
        await(() -> known().last() == 3 && known().waiting() == 0);
        String path = "/api/v1/webhooks/" + webhook + "/replay";
        JsonNode listed = plant.json("/api/v1/webhooks").at("/webhooks");
        assertThat(listed).isEmpty(); // it is for all sites, and this key for one
        Plant whole = new Plant(
                nobody(), PlantKeys.of(shop, Optional.empty(), java.time.Duration.ofDays(1), Scope.WEBHOOKS_REPLAY));
        assertThat(whole.json("/api/v1/webhooks").at("/webhooks/0/id").asString())
                .isEqualTo(webhook.toString());
        assertThat(whole.post(path, "{\"from\":2,\"to\":3}").body()).isEqualTo("{\"again\":2}");
        await(() -> receiver.calls().size() == 5);
        String id = receiver.calls().getFirst().id();
        assertThat(whole.post(path, "{\"event\":\"" + id + "\"}").body()).isEqualTo("{\"again\":1}");
        await(() -> receiver.calls().size() == 6);
        assertThat(receiver.calls().getLast().id()).isEqualTo(id);
        assertThat(whole.post(path, "{\"from\":1,\"to\":20000}").body()).contains("REPLAY_RANGE");
        assertThat(whole.post(path, "{\"event\":\"x\"}").body()).contains("EVENT_NOT_FOUND");
        Plant stranger = new Plant(nobody(), PlantKeys.of(newShop()));
        assertThat(stranger.post(path, "{\"from\":1,\"to\":3}").body()).contains("WEBHOOK_NOT_FOUND");
        assertThat(plant.post(path, "{\"from\":1,\"to\":3}").body()).contains("WEBHOOK_NOT_FOUND");
        UUID other = newShop().account(Role.ADMINISTRATOR);
        assertThat(confirmed(other).get("/plant/webhooks/" + webhook).status()).isEqualTo(404);
    }

    @Test
    void twoSecretsCountWhileOneChanges() throws Exception {
        Browser.Answer answer = page.post("/plant/webhooks/" + webhook + "/secret", Map.of());
        String second = secretIn(answer.body());
        Browser.Answer twice = page.post("/plant/webhooks/" + webhook + "/secret", Map.of());
        assertThat(twice.body()).contains("within the last 24 hours").doesNotContain("whsec_");
        register("s", 1);
        await(() -> receiver.calls().size() == 1);
        Receiver.Call call = receiver.calls().getFirst();
        assertThat(call.signature()).isEqualTo(signature(second, call) + " " + signature(secret, call));
        jdbc().sql(
                        "UPDATE exchange.webhook_secret SET ends_at = now() - interval '1 second' WHERE ends_at IS NOT NULL AND webhook_id = ?")
                .param(webhook)
                .update();
        register("t", 1);
        await(() -> receiver.calls().size() == 2);
        assertThat(receiver.calls().getLast().signature())
                .isEqualTo(signature(second, receiver.calls().getLast()));
    }

    @Test
    void aSecretThatCannotBeReadIsShown() {
        jdbc().sql("UPDATE exchange.webhook_secret SET sealed = ? WHERE webhook_id = ?")
                .params(new byte[60], webhook)
                .update();
        register("x", 1);
        await(() -> problem().equals(Webhooks.SECRET_UNREADABLE));
        assertThat(page.get("/plant").body()).contains("A webhook takes nothing any more");
        assertThat(receiver.calls()).isEmpty();
    }

    @Test
    void aReceiverThatHangsOrPoursHoldsNothingUp() {
        WebhookSender sender = bean(WebhookSender.class);
        java.net.URI url = java.net.URI.create(receiver.url());
        receiver.answers(_ -> Receiver.How.HANGS);
        assertThat(sender.send(url, "a", 1, "v1,", "{}").problem()).contains("TIMED_OUT");
        receiver.answers(_ -> Receiver.How.POURS);
        assertThat(sender.send(url, "b", 1, "v1,", "{}").isTaken()).isTrue();
        receiver.answers(_ -> Receiver.How.TAKES);
        assertThat(sender.send(url, "c", 1, "v1,", "{}").isTaken()).isTrue();
        assertThat(sender.send(java.net.URI.create("https://localhost:1/"), "d", 1, "v1,", "{}")
                        .problem())
                .contains("NOT_CONNECTED");
        assertThat(sender.send(java.net.URI.create("https://" + url.getAuthority() + "/"), "e", 1, "v1,", "{}")
                        .problem())
                .as("it speaks no TLS")
                .isPresent();
    }

    @Test
    void aTestEventIsSignedAndCountsForNothing() throws Exception {
        Browser.Answer sent = page.post("/plant/webhooks/" + webhook + "/ping", Map.of());
        assertThat(sent.body()).contains("The test event was taken: 204");
        Receiver.Call call = receiver.calls().getFirst();
        assertThat(call.signature()).isEqualTo(signature(secret, call));
        Contract.get().checkPing(call.body());
        assertThat(body(call).get("id").asString()).isEqualTo(call.id());
        assertThat(body(call).has("sequence")).isFalse();
        receiver.answers(_ -> Receiver.How.DOWN);
        assertThat(page.post("/plant/webhooks/" + webhook + "/ping", Map.of()).body())
                .contains("The test event was not taken: HTTP_503");
        assertThat(known().problem())
                .as("it counts neither for the address nor against it")
                .isEmpty();
        assertThat(known().last()).isZero();
        for (int i = 2; i < Pings.MOST; i++) {
            page.post("/plant/webhooks/" + webhook + "/ping", Map.of());
        }
        assertThat(page.post("/plant/webhooks/" + webhook + "/ping", Map.of()).status())
                .isEqualTo(422);
        assertThat(receiver.calls()).hasSize(Pings.MOST);
        assertThat(confirmed(newShop().account(Role.ADMINISTRATOR))
                        .post("/plant/webhooks/" + webhook + "/ping", Map.of())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aNameThatMeansNothingYetIsTakenAndSaidSo() {
        Browser.Answer made =
                page.post("/plant/webhooks", Map.of("url", "https://erp.invalid/in", "types", "asset.gate"));
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.body()).contains("Its name means nothing from here at the moment", "whsec_");
    }

    @Test
    void nothingIsSentIntoTheNetworkThatThePlatformStandsIn() throws IOException {
        WebhookSender sender = new WebhookSender(new AddressGuard(false, false));
        try {
            for (String host : List.of("localhost", "127.0.0.1", "169.254.169.254", "10.0.0.1", "[::1]", "0.0.0.0")) {
                String port = java.net.URI.create(receiver.url()).getPort() + "";
                assertThat(sender.send(java.net.URI.create("http://" + host + ":" + port + "/"), "a", 1, "v1,", "{}")
                                .problem())
                        .as(host)
                        .contains("ADDRESS_REFUSED");
            }
        } finally {
            sender.destroy();
        }
        assertThat(receiver.calls()).isEmpty();
        for (String url : List.of(
                "http://erp.example/",
                "ftp://erp.example/",
                "https://a:b@erp.example/",
                "https://erp.example/#x",
                "https://erp.example:0/",
                "https://erp.example:65536/",
                "https://10.1.2.3/",
                "https://169.254.169.254/latest",
                "https://[fd00::1]/",
                "/x",
                "https://erp.example/ x")) {
            assertThat(page.post("/plant/webhooks", Map.of("url", url, "types", "asset.gate"))
                            .status())
                    .as(url)
                    .isEqualTo(422);
        }
    }

    /** An address of before a restore may be another's by now, and a key of before may have been revoked. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aRestoreStopsKeysAndWebhooksUntilTheyAreConfirmed() {
        register("u", 1);
        await(() -> receiver.calls().size() == 1);
        String place = plant.json("/api/v1/events").get("next").asString();
        jdbc().sql("INSERT INTO identity.recovery (backed_up_at) VALUES (now())")
                .update();
        assertThat(plant.get("/api/v1/assets").body()).contains("KEY_NOT_CONFIRMED");
        assertThat(known().state()).isEqualTo(Webhook.State.UNCONFIRMED);
        jdbc().sql("UPDATE identity.account SET state = 'active'").update(); // somebody has confirmed the people
        Browser again = confirmed(boss);
        assertThat(again.get("/plant").body()).contains("not confirmed since the restore");
        ApiKey key = bean(ApiKeys.class).of(shop.organisation()).getFirst();
        assertThat(again.post("/plant/keys/" + key.id() + "/confirm", Map.of()).status())
                .isEqualTo(302);
        assertThat(plant.get("/api/v1/events?after=" + place).body()).contains("CURSOR_EPOCH");
        // It may have been told after the day of the back-up that it is open: nobody knows here.
        await(() -> jdbc().sql("SELECT count(*) FROM exchange.event WHERE organisation_id = ? AND change = 'closed'")
                        .param(shop.organisation())
                        .query((row, _) -> row.getInt(1))
                        .single()
                == 1);
        register("v", 1);
        await(() -> known().last() == 2);
        assertThat(receiver.calls()).hasSize(1);
        assertThat(again.post("/plant/webhooks/" + webhook + "/on", Map.of()).status())
                .isEqualTo(302);
        await(() -> receiver.calls().size() == 2);
        assertThat(body(receiver.calls().getLast()).has("epoch")).isTrue();
        assertThat(body(receiver.calls().getFirst()).has("epoch")).isFalse();
    }

    private void register(String head, int count) {
        Browser.Answer answer = plant.post("/api/v1/assets", Plant.request("hooks", Plant.phones(head, 0, count)));
        assertThat(answer.body()).contains("\"registered\":" + count);
    }

    private Webhook known() {
        return bean(Webhooks.class).find(shop.organisation(), webhook).orElseThrow();
    }

    private String problem() {
        return known().problem().orElse("");
    }

    /** As if the pauses were over. */
    private void hasten() {
        jdbc().sql(
                        "UPDATE exchange.delivery SET due_at = now() - interval '1 second' WHERE webhook_id = ? AND state = 'waiting'")
                .param(webhook)
                .update();
        jdbc().sql("UPDATE exchange.webhook SET resume_at = NULL WHERE id = ?")
                .param(webhook)
                .update();
    }

    private String state(long sequence) {
        return jdbc().sql("SELECT state FROM exchange.delivery WHERE webhook_id = ? AND sequence = ?")
                .params(webhook, sequence)
                .query(String.class)
                .optional()
                .orElse("");
    }

    private List<Long> sequences() {
        return receiver.calls().stream()
                .flatMapToLong(call -> LongStream.of(body(call).get("sequence").asLong()))
                .boxed()
                .toList();
    }

    private static JsonNode body(Receiver.Call call) {
        return JsonMapper.shared().readTree(call.body());
    }

    private static String secretIn(String body) {
        Matcher found = SECRET.matcher(body.replace("&#43;", "+").replace("&#x2B;", "+"));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static String signature(String secret, Receiver.Call call) throws Exception {
        return WebhookSecrets.sign(Base64.getDecoder().decode(secret), call.id(), call.timestamp(), call.body());
    }

    private static void await(BooleanSupplier isSo) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
