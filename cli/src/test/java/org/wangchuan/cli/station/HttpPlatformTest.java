package org.wangchuan.cli.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.witness.PlatformTrust;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.station.agent.LaneState;
import org.wangchuan.station.agent.Message;
import org.wangchuan.station.agent.PhoneState;
import org.wangchuan.station.agent.PlatformRefusedException;
import org.wangchuan.station.agent.Task;

/** What goes over the wire, and what may come back. */
class HttpPlatformTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private HttpClient http;
    private HttpPlatform platform;
    private volatile int status = 200;
    private volatile String answer = "{}";
    private volatile String type = "application/json";

    HttpPlatformTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http = PlatformTrust.of(Optional.empty()).client();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        platform = new HttpPlatform(http, address, Optional.of("secret"));
    }

    @BeforeEach
    void serve() {
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", type);
            if (status / 100 == 3) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        server.stop(0);
    }

    @Test
    void aTaskIsRead() throws Exception {
        UUID id = UUID.randomUUID();
        answer = "{\"tasks\":[{\"task\":\"" + id + "\",\"order\":\"7F3K-22QX\",\"lane\":\"sdb\",\"policy\":\"p\","
                + "\"asset\":\"WC-1\",\"later\":1}]}";
        assertThat(platform.tasks(Duration.ofSeconds(1))).singleElement().satisfies(task -> {
            assertThat(task.id()).isEqualTo(id);
            assertThat(task.serial()).isEmpty();
            assertThat(task.policyVersion()).as("a platform of before").isEqualTo(1);
        });
        assertThat(asked).containsExactly("GET /api/station/v1/tasks?wait=1 Bearer secret ");
    }

    /** Both sides name the version of the rule set, before anything is written. */
    @Test
    void theVersionOfATaskIsSaidWithItsClaim() throws Exception {
        UUID id = UUID.randomUUID();
        answer = "{\"tasks\":[{\"task\":\"" + id + "\",\"order\":\"7F3K-22QX\",\"lane\":\"sdb\",\"policy\":\"p\","
                + "\"policyVersion\":2,\"asset\":\"WC-1\"}]}";
        Task task = platform.tasks(Duration.ZERO).getFirst();
        assertThat(task.policyVersion()).isEqualTo(2);
        answer = "{\"isClaimed\":true}";
        platform.claim(task, "sdb", Optional.of("S"));
        assertThat(asked)
                .last()
                .isEqualTo("POST /api/station/v1/tasks/" + id
                        + "/claim Bearer secret {\"lane\":\"sdb\",\"policyVersion\":2,\"serial\":\"S\"}");
    }

    private static Task task() {
        return new Task(UUID.randomUUID(), "7F3K-22QX", "sdb", Optional.of("S"), "p", 1, "WC-1");
    }

    @Test
    void aTaskOfAPhoneIsOneAndOneOfALaterVersionIsLeftAlone() throws Exception {
        String rest = "\",\"order\":\"7F3K-22QX\",\"lane\":\"1-4.2\",\"policy\":\"p\",\"asset\":\"WC-1\"";
        answer = "{\"tasks\":[{\"task\":\"" + UUID.randomUUID() + rest + ",\"kind\":\"phone\"},{\"task\":\""
                + UUID.randomUUID() + rest + ",\"kind\":\"drive\"},{\"task\":\"" + UUID.randomUUID() + rest
                + ",\"kind\":\"watch\"},{\"task\":\"" + UUID.randomUUID() + rest + "}]}";
        assertThat(platform.tasks(Duration.ZERO))
                .extracting(Task::kind)
                .containsExactly(Task.Kind.PHONE, Task.Kind.DRIVE, Task.Kind.DRIVE);
        assertThat(platform.phoneDesk().answers()).isEmpty();
    }

    /** One that can't be read keeps back neither the tasks nor the others. */
    @Test
    void answersAreReadAndThoseThatAreNonePassedOver() throws Exception {
        UUID task = UUID.randomUUID();
        UUID question = UUID.randomUUID();
        String good = "{\"task\":\"" + task + "\",\"question\":\"" + question + "\",\"answer\":{\"answer\":\"again\"}}";
        answer = "{\"tasks\":[],\"answers\":[{\"task\":\"x\"}," + good.replace("{\"answer\":\"again\"}", "1") + ","
                + good + "]}";
        assertThat(platform.tasks(Duration.ZERO)).isEmpty();
        assertThat(platform.phoneDesk().answers()).singleElement().satisfies(one -> {
            assertThat(one.task()).isEqualTo(task);
            assertThat(one.question()).isEqualTo(question);
            assertThat(CanonicalJson.writeText(one.said())).isEqualTo("{\"answer\":\"again\"}");
        });
        answer = "{\"tasks\":[]}";
        assertThat(platform.tasks(Duration.ZERO)).isEmpty();
        assertThat(platform.phoneDesk().answers())
                .as("as the last list named them")
                .isEmpty();
    }

    @Test
    void aTurnIsPutAsItIs() throws Exception {
        UUID task = UUID.randomUUID();
        status = 204;
        answer = "";
        platform.phoneDesk().putTurn(task, Json.object().put("turn", 1).build());
        assertThat(asked).containsExactly("PUT /api/station/v1/tasks/" + task + "/phone Bearer secret {\"turn\":1}");
    }

    /** One that a platform gets wrong keeps back neither the tasks nor the others. */
    @Test
    void aLookThatCantBeReadIsPassedOver() throws Exception {
        String digest = "A".repeat(43);
        String good = "{\"look\":\"" + UUID.randomUUID() + "\",\"lane\":\"sdb\",\"clearing\":\"" + UUID.randomUUID()
                + "\",\"statement\":\"" + digest + "\",\"challenge\":\"" + digest + "\"}";
        answer = "{\"tasks\":[{\"task\":\"" + UUID.randomUUID()
                + "\",\"order\":\"7F3K-22QX\",\"lane\":\"sdb\",\"policy\":\"p\",\"asset\":\"WC-1\"}],\"looks\":[{\"look\":\"x\"},"
                + good.replace("sdb", "s\\nb") + "," + good + "],\"handOvers\":[{\"look\":\"x\"}]}";
        assertThat(platform.tasks(Duration.ZERO)).hasSize(1);
        assertThat(platform.looks().wanted()).hasSize(1);
        assertThat(platform.looks().handOvers()).isEmpty();
    }

    @Test
    void aTaskWithALineFeedInALaneIsNotTaken() {
        answer = "{\"tasks\":[{\"task\":\"" + UUID.randomUUID()
                + "\",\"order\":\"o\",\"lane\":\"s\\nb\",\"policy\":\"p\",\"asset\":\"a\"}]}";
        assertThatThrownBy(() -> platform.tasks(Duration.ZERO)).isInstanceOf(IOException.class);
    }

    @Test
    void aClaimIsOneOnlyIfItSaysSo() {
        assertThatThrownBy(() -> platform.claim(task(), "sdb", Optional.of("S")))
                .isInstanceOf(IOException.class);
        answer = "{\"isClaimed\":false}";
        assertThatThrownBy(() -> platform.claim(task(), "sdb", Optional.of("S")))
                .isInstanceOf(IOException.class);
        answer = "";
        status = 204;
        assertThatThrownBy(() -> platform.claim(task(), "sdb", Optional.of("S")))
                .isInstanceOf(IOException.class);
    }

    /** Nothing is claimed by it. One that is not answered as a platform answers is no yes, and one of before has no such question. */
    @Test
    void aPhoneIsHeldAgainstItsTask() throws Exception {
        Task task = task();
        answer = "{\"isKnown\":false}";
        platform.compare(task, "1-4.2", Optional.of("S"));
        assertThat(asked)
                .last()
                .isEqualTo("POST /api/station/v1/tasks/" + task.id()
                        + "/compare Bearer secret {\"lane\":\"1-4.2\",\"serial\":\"S\"}");
        answer = "{}";
        assertThatThrownBy(() -> platform.compare(task, "1-4.2", Optional.of("S")))
                .isInstanceOf(IOException.class);
        refuses(409, "NUMBER_DIFFERS");
        assertThatThrownBy(() -> platform.compare(task, "1-4.2", Optional.of("S")))
                .isInstanceOfSatisfying(
                        PlatformRefusedException.class,
                        e -> assertThat(e.isForGood()).isTrue());
        refuses(404, "TASK_NOT_FOUND");
        assertThatThrownBy(() -> platform.compare(task, "1-4.2", Optional.of("S")))
                .isInstanceOf(PlatformRefusedException.class);
        refuses(404, "NOT_FOUND");
        platform.compare(task, "1-4.2", Optional.of("S"));
        type = "text/html";
        answer = "<html>no</html>";
        assertThatThrownBy(() -> platform.compare(task, "1-4.2", Optional.of("S")))
                .as("no platform has said so")
                .isInstanceOf(PlatformRefusedException.class);
    }

    @Test
    void aRefusalCarriesItsCode() {
        refuses(409, "TASK_WITHDRAWN");
        assertThatThrownBy(() -> platform.claim(task(), "sdb", Optional.empty()))
                .isInstanceOfSatisfying(PlatformRefusedException.class, e -> {
                    assertThat(e.code()).isEqualTo("TASK_WITHDRAWN");
                    assertThat(e.isForGood()).isTrue();
                });
    }

    /** Only what the platform says of what it has read is for good: all else would be put aside for a word of somebody else. */
    @Test
    void onlyThePlatformRefusesForGood() {
        type = "text/html";
        answer = "<html>no</html>";
        for (int foreign : new int[] {400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 503}) {
            status = foreign;
            assertThat(refusal().isForGood()).as("%d", foreign).isFalse();
            assertThat(refusal().isPlatforms()).as("%d", foreign).isFalse();
        }
        refuses(409, "TASK_WITHDRAWN");
        type = "application/json";
        assertThat(refusal().isForGood()).as("no problem document").isFalse();
        refuses(409, "TASK_WITHDRAWN");
        status = 403;
        assertThat(refusal().isForGood()).as("of another status").isFalse();
        type = "application/problem+json; charset=utf-8";
        answer = "{\"title\":\"Forbidden\",\"status\":403}";
        assertThat(refusal().isPlatforms()).as("without a code").isFalse();
        for (String passing : List.of(
                "401 NOT_SIGNED_IN", "404 NOT_FOUND", "413 BODY_TOO_LARGE", "429 TOO_MANY_REQUESTS", "500 INTERNAL")) {
            refuses(Integer.parseInt(passing.substring(0, 3)), passing.substring(4));
            assertThat(refusal().isPlatforms()).as(passing).isTrue();
            assertThat(refusal().isForGood()).as(passing).isFalse();
        }
    }

    /** The sign-in page of a network answers everything with 200, or with a redirect: nothing was stored by that. */
    @Test
    void whatIsNotSaidToBeStoredIsNotDelivered() throws Exception {
        type = "text/html";
        for (String page : List.of("<html>Sign in</html>", "", "{}", "{\"status\":\"ok\"}")) {
            answer = page;
            assertThat(refusal().code()).as(page).isEqualTo(PlatformRefusedException.NOT_THE_PLATFORM);
            assertThatThrownBy(() -> platform.putTrustList("list")).isInstanceOf(PlatformRefusedException.class);
            assertThatThrownBy(() -> platform.putLanes(List.of())).isInstanceOf(PlatformRefusedException.class);
        }
        status = 204;
        answer = "";
        assertThat(refusal().code()).isEqualTo(PlatformRefusedException.NOT_THE_PLATFORM);
        status = 200;
        answer = "{\"isStored\":true,\"conflict\":\"POLICY_UNKNOWN\"}";
        platform.deliver(Message.erasure("{}"));
    }

    private void refuses(int with, String code) {
        status = with;
        type = "application/problem+json";
        answer = "{\"title\":\"No\",\"status\":" + with + ",\"code\":\"" + code + "\",\"detail\":\"gone\"}";
    }

    private PlatformRefusedException refusal() {
        return catchThrowableOfType(PlatformRefusedException.class, () -> platform.deliver(Message.erasure("{}")));
    }

    @Test
    void aRedirectIsNotFollowedAndAnAnswerIsBounded() {
        status = 302;
        assertThat(refusal().isPlatforms()).isFalse();
        status = 200;
        answer = "{\"tasks\":[],\"x\":\"" + "x".repeat(2 << 20) + "\"}";
        assertThatThrownBy(() -> platform.tasks(Duration.ZERO)).isInstanceOf(IOException.class);
        assertThat(asked).noneMatch(line -> line.contains("elsewhere"));
    }

    @Test
    void lanesAreToldWithWhatIsKnown() throws Exception {
        answer = "{\"isStored\":true}";
        platform.putLanes(List.of(new LaneState(
                "sdb",
                Optional.empty(),
                Optional.of("S1"),
                5,
                "flash",
                Optional.of("usb"),
                true,
                List.of(),
                List.of(),
                7,
                List.of())));
        assertThat(asked)
                .singleElement()
                .asString()
                .doesNotContain("rules")
                .startsWith("PUT /api/station/v1/lanes Bearer secret ")
                .contains(
                        "\"serial\":\"S1\"",
                        "\"model\":\"\"",
                        "\"bus\":\"usb\"",
                        "\"isReady\":true",
                        "\"estimateSeconds\":7");
    }

    /** A platform of before names none; a name that is none keeps back neither the tasks nor the others. */
    @Test
    void theRuleSetsThatAPlatformNamesAreToldOfEachLane() throws Exception {
        assertThat(platform.rules()).isEmpty();
        answer = "{\"tasks\":[],\"rules\":[\"nist-purge\",\"No Such\",\"r2v3\",\"r2v3\"]}";
        assertThat(platform.tasks(Duration.ZERO)).isEmpty();
        assertThat(platform.rules()).containsExactly("nist-purge", "r2v3");
        answer = "{\"tasks\":[]}";
        assertThat(platform.tasks(Duration.ZERO)).isEmpty();
        assertThat(platform.rules()).isEmpty();

        asked.clear();
        answer = "{\"isStored\":true}";
        BilingualText no = new BilingualText("不行", "it can't");
        BilingualText step = new BilingualText("块擦除", "block erase");
        platform.putLanes(List.of(new LaneState(
                "sdb",
                Optional.empty(),
                Optional.empty(),
                5,
                "flash",
                Optional.empty(),
                true,
                List.of(),
                List.of(),
                0,
                List.of(
                        new LaneState.Rules(
                                "nist-purge",
                                List.of(3L, 4L),
                                true,
                                List.of(),
                                List.of(step),
                                120,
                                List.of(new LaneState.Rules(
                                        "nist-purge",
                                        List.of(1L, 2L),
                                        false,
                                        List.of(new LaneState.Obstacle("NO_WAY", no)),
                                        List.of(),
                                        0,
                                        List.of()))),
                        new LaneState.Rules(
                                "r2v3",
                                List.of(),
                                false,
                                List.of(new LaneState.Obstacle("LEVEL_OUT_OF_REACH", no)),
                                List.of(),
                                0,
                                List.of())))));
        assertThat(asked)
                .singleElement()
                .asString()
                .contains(
                        "{\"earlier\":[{\"estimateSeconds\":0,\"isMet\":false,\"obstacles\":[{\"code\":\"NO_WAY\",\"en\":\"it can't\",\"zh\":\"不行\"}],\"plan\":[],\"policy\":\"nist-purge\",\"versions\":[1,2]}],"
                                + "\"estimateSeconds\":120,\"isMet\":true,\"obstacles\":[],\"plan\":[{\"en\":\"block erase\",\"zh\":\"块擦除\"}],\"policy\":\"nist-purge\",\"versions\":[3,4]}",
                        "\"obstacles\":[{\"code\":\"LEVEL_OUT_OF_REACH\",\"en\":\"it can't\",\"zh\":\"不行\"}],\"plan\":[],\"policy\":\"r2v3\"}");
    }

    @Test
    void phonesAreToldWithWhatTheyShow() throws Exception {
        answer = "{\"isStored\":true}";
        platform.putPhones(List.of(new PhoneState(
                "1-4.2",
                3,
                "mobile",
                Optional.of("HONOR"),
                Optional.empty(),
                Optional.of("S1"),
                Optional.of("android"),
                List.of("mtp"),
                Optional.of("system"),
                Optional.of("locked"),
                Optional.empty(),
                "told")));
        assertThat(asked)
                .singleElement()
                .asString()
                .startsWith("PUT /api/station/v1/phones Bearer secret ")
                .contains("\"place\":\"1-4.2\"", "\"plug\":3", "\"serial\":\"S1\"", "\"shows\":[\"mtp\"]")
                .contains("\"screenLock\":\"locked\"", "\"answer\":\"told\"")
                .doesNotContain("model", "activation");
    }

    /** A word that the platform does not know would keep it from hearing of all other phones as well. */
    @Test
    void aStationKnowsNoOtherWordsOfPhonesThanItsInterface() throws Exception {
        byte[] text = Files.readAllBytes(Path.of("../platform/src/main/resources/openapi/station-v1.json"));
        Json.Fields phone = Json.in(CanonicalJson.readLenientObject(text))
                .object("components")
                .object("schemas")
                .object("Phone")
                .object("properties");
        assertThat(phone.object("means").texts("enum")).isEqualTo(PhoneState.MEANS);
        assertThat(phone.object("system").texts("enum")).isEqualTo(PhoneState.SYSTEMS);
        assertThat(phone.object("shows").object("items").texts("enum")).isEqualTo(PhoneState.SHOWS);
        assertThat(phone.object("mode").texts("enum")).isEqualTo(PhoneState.MODES);
        assertThat(phone.object("screenLock").texts("enum")).isEqualTo(PhoneState.SCREEN_LOCKS);
        assertThat(phone.object("activation").texts("enum")).isEqualTo(PhoneState.ACTIVATIONS);
        assertThat(phone.object("answer").texts("enum")).isEqualTo(PhoneState.ANSWERS);
        assertThat(phone.object("maker").whole("maxLength", 1, 1_000)).isEqualTo(PhoneState.NAME_CHARS_MAX);
        assertThat(phone.object("serial").whole("maxLength", 1, 1_000)).isEqualTo(PhoneState.SERIAL_CHARS_MAX);
    }

    @Test
    void aTokenCrossesNoNetworkInClear() {
        assertThat(PlatformAddress.parse("https://shop.example.org")).isPresent();
        assertThat(PlatformAddress.parse("http://127.0.0.1:8080")).isPresent();
        assertThat(PlatformAddress.parse("http://localhost:8080/")).isPresent();
        assertThat(PlatformAddress.parse("http://shop.example.org")).isEmpty();
        assertThat(PlatformAddress.parse("http://127.0.0.1.example.org")).isEmpty();
        assertThat(PlatformAddress.parse("https://user:word@shop.example.org")).isEmpty();
        assertThat(PlatformAddress.parse("file:///etc/passwd")).isEmpty();
    }
}
