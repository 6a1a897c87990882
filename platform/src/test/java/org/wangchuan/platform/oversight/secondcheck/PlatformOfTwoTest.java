package org.wangchuan.platform.oversight.secondcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.bench.SigningStation.Again;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.OtherCompanies;
import org.wangchuan.platform.identity.PasskeyShown;
import org.wangchuan.platform.identity.TwoPeople;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.OwnPlatform;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Access;

/**
 * A platform from its first link on: one company runs it, lets a second one in, and has its second look by that one's verifier; and neither has
 * anything else of the other, at any address.
 */
@Tag("slow")
final class PlatformOfTwoTest extends PlatformTest {
    private static final Pattern LINK = Pattern.compile("<code>([^<]+/enrol/[^<]+)</code>");
    private static final Pattern CODE =
            Pattern.compile("<aside class=\"once\">.*?<code>([^<]+)</code>", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)(?::([^}|]+)[^}]*)?}");
    private static final int SERVER_ERROR = 500;

    @TempDir
    private static Path folder;

    private static OwnPlatform platform;

    @BeforeAll
    static void start() throws Exception {
        platform = OwnPlatform.start(
                folder.resolve("data"),
                "--wangchuan.requests-per-minute=1000000",
                "--wangchuan.tries-per-minute=1000000");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static UUID newest() {
        return jdbc().sql("SELECT id FROM identity.account ORDER BY created_at DESC, id LIMIT 1")
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }

    private static String found(Pattern pattern, Browser.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        Matcher found = pattern.matcher(answer.body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /** Of an account that sets up its company. */
    private static Shop company(Browser browser, UUID account, String name, String site, String person) {
        assertThat(browser.post("/setup", Map.of("company", name, "site", site, "workName", person))
                        .location())
                .isEqualTo("/");
        UUID organisation = bean(Accounts.class)
                .active(account)
                .orElseThrow()
                .organisation()
                .orElseThrow();
        UUID first = bean(Organisations.class).sites(organisation).getFirst().id();
        return new Shop(organisation, first, first);
    }

    private static void done(Browser browser, String path, Map<String, String> form) {
        assertThat(browser.post(path, form).status()).as(path).isEqualTo(302);
    }

    @Test
    void oneRunsThePlatformAndTheOtherLooksForItAndNeitherHasMoreOfTheOther() throws Exception {
        Browser alpha = nobody();
        alpha.signIn(Files.readString(folder.resolve("data/first-sign-in")).strip());
        UUID boss = newest();
        PasskeyShown.made(boss);
        Shop first = company(alpha, boss, "Alpha Recycling", "Alpha front", "Anna");
        assertThat(alpha.get("/sites").body()).contains("/companies");

        Browser beta = nobody();
        beta.signIn(found(LINK, alpha.post("/companies", Map.of("label", "The association"))));
        UUID lead = newest();
        PasskeyShown.made(lead);
        Shop second = company(beta, lead, "Beta Guild", "Beta hall", "Bea");
        String letIn = found(LINK, beta.post("/people", Map.of("workName", "Vera", "roles", "VERIFIER")));
        UUID verifier = newest();
        Browser vera = nobody();
        vera.signIn(letIn);
        PasskeyShown.made(verifier);
        assertThat(bean(TwoPeople.class).areTwo(boss, Instant.now(), verifier))
                .as(
                        "whom Alpha's administrator let in let in the verifier, today: they are no second person beside that administrator")
                .isFalse();

        BenchOrder order = new Drawn(first).drive();
        UUID device = Drawn.device(order);
        SigningStation reader = AskedLooks.stationAt(first.site());
        assertThat(reader.tellLane(AskedLooks.LANE, order.serial).status()).isEqualTo(200);
        String page = "/looks-for-others/" + device;
        assertThat(vera.get(page).status())
                .as("before the companies have said so")
                .isEqualTo(404);
        String code = found(CODE, beta.post("/looks-from-afar/code", Map.of()));
        done(
                alpha,
                "/looks-from-afar",
                Map.of("code", code, "site", first.site().toString()));
        UUID pact = jdbc().sql("SELECT id FROM oversight.pact")
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
        done(beta, "/looks-from-afar/" + pact + "/accept", Map.of());
        assertThat(alpha.get("/looks-from-afar").body()).contains("Beta Guild", "One of the two has let the other");
        assertThat(vera.get("/looks-for-others").body()).contains(page);
        done(
                vera,
                page + "/looks",
                Map.of("where", AskedLooks.statement(device) + " " + reader.paired.id() + " " + AskedLooks.LANE));
        UUID look = jdbc().sql("SELECT id FROM oversight.look ORDER BY asked_at DESC LIMIT 1")
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
        byte[] file =
                reader.again(Again.good(Drawn.receipt(order), order.serial), Optional.of(AskedLooks.challenge(look)));
        assertThat(AskedLooks.found(reader, look, file).status()).isEqualTo(200);
        done(vera, page + "/from-afar", Map.of());
        order.closes();
        assertThat(Drawn.state(device)).isEqualTo("in_stock");
        assertThat(nobody().get("/second-check-draws/" + first.site() + "/" + Months.text(Months.of(Instant.now())))
                        .body())
                .contains("by another company (one of the two has let the other onto this platform): a verifier")
                .doesNotContain("Beta");

        BenchOrder theirs = new Drawn(second).drive();
        SigningStation station = AskedLooks.stationAt(second.site());
        Map<String, List<UUID>> ids = Map.of(
                "account",
                List.of(lead, verifier),
                "order",
                List.of(theirs.order),
                "device",
                List.of(Drawn.device(theirs)),
                "site",
                List.of(second.site()),
                "station",
                List.of(station.paired.id(), theirs.station.paired.id()),
                "newcomer",
                List.of(jdbc().sql("SELECT id FROM identity.newcomer")
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .single()),
                "event",
                List.of(AskedLooks.statement(Drawn.device(theirs))));
        String before = state(second);
        // All roles, on its first day; and the passkey shown just now.
        List<String> wrong = opened(alpha, boss, ids);
        assertThat(wrong).isEmpty();
        assertThat(state(second)).as("nothing was done").isEqualTo(before);
        assertThat(named(
                        alpha,
                        List.of(
                                "Beta hall",
                                "Vera",
                                ">Bea<",
                                theirs.serial,
                                bean(Devices.class)
                                        .find(Drawn.device(theirs))
                                        .orElseThrow()
                                        .code(),
                                bean(Orders.class)
                                        .find(theirs.order)
                                        .orElseThrow()
                                        .code(),
                                theirs.order.toString(),
                                second.site().toString(),
                                lead.toString())))
                .isEmpty();
        noMoreThanThereMayBe(alpha, boss);
    }

    /** Eight at once, where two are left: the limit is held by the row of the host, whichever process is asked. */
    private static void noMoreThanThereMayBe(Browser alpha, UUID boss) throws Exception {
        for (int i = 0; i < 18; i++) {
            assertThat(alpha.post("/companies", Map.of("label", "guest " + i)).status())
                    .isEqualTo(200);
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Browser.Answer>> clicks = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String label = "more " + i;
                clicks.add(threads.submit(() -> alpha.post("/companies", Map.of("label", label))));
            }
            int made = 0;
            for (Future<Browser.Answer> click : clicks) {
                Browser.Answer answer = click.get();
                made += answer.status() == 200 ? 1 : 0;
                assertThat(answer.status() == 200 || answer.body().contains("20 wait already"))
                        .isTrue();
            }
            assertThat(made).isEqualTo(2);
        }
        List<UUID> waiting = jdbc().sql("SELECT id FROM identity.newcomer WHERE set_up_at IS NULL")
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
        for (UUID one : waiting) {
            done(alpha, "/companies/" + one + "/end", Map.of());
        }
        OtherCompanies.fill(boss);
        PasskeyShown.by(boss);
        assertThat(alpha.post("/companies", Map.of("label", "one too many")).body())
                .contains("100 companies here already");
    }

    /** What is known of a company, as far as somebody could have changed it. */
    private static String state(Shop shop) {
        return jdbc().sql("""
                        SELECT jsonb_build_object(
                          'organisation', (SELECT to_jsonb(o) FROM identity.organisation o WHERE id = :company),
                          'sites', (SELECT jsonb_agg(to_jsonb(s)) FROM identity.site s WHERE organisation_id = :company),
                          'accounts', (SELECT jsonb_agg(to_jsonb(a) ORDER BY a.id) FROM identity.account a WHERE organisation_id = :company),
                          'roles', (SELECT count(*) FROM identity.account_role r JOIN identity.account a ON a.id = r.account_id
                            WHERE a.organisation_id = :company),
                          'changes', (SELECT count(*) FROM identity.account_change c JOIN identity.account a ON a.id = c.account_id
                            WHERE a.organisation_id = :company),
                          'links', (SELECT count(*) FROM identity.one_time_link l JOIN identity.account a ON a.id = l.account_id
                            WHERE a.organisation_id = :company),
                          'codes', (SELECT count(*) FROM identity.pairing_code p JOIN identity.site s ON s.id = p.site_id
                            WHERE s.organisation_id = :company),
                          'stations', (SELECT jsonb_agg(s.state ORDER BY s.id) FROM identity.station s JOIN identity.site i ON i.id = s.site_id
                            WHERE i.organisation_id = :company),
                          'devices', (SELECT jsonb_agg(d.state ORDER BY d.id) FROM custody.device d JOIN identity.site i ON i.id = d.site_id
                            WHERE i.organisation_id = :company),
                          'orders', (SELECT jsonb_agg(w.state ORDER BY w.id) FROM intake.work_order w JOIN identity.site i ON i.id = w.site_id
                            WHERE i.organisation_id = :company),
                          'reads', (SELECT count(*) FROM vault.read))::text""")
                .param("company", shop.organisation())
                .query((row, _) -> row.getString(1))
                .single();
    }

    private record Handler(String method, String path, boolean isStream) {}

    private static List<Handler> handlers() {
        return named("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .filter(entry -> Optional.ofNullable(entry.getValue().getMethodAnnotation(Access.class))
                        .filter(access -> access.value() == Access.To.STAFF)
                        .isPresent())
                .flatMap(entry -> entry.getKey().getPatternValues().stream()
                        .map(path -> new Handler(
                                entry.getKey().getMethodsCondition().getMethods().stream()
                                        .findFirst()
                                        .map(RequestMethod::name)
                                        .orElse("GET"),
                                path,
                                SseEmitter.class.isAssignableFrom(
                                        entry.getValue().getMethod().getReturnType()))))
                .toList();
    }

    /** Each page and form of staff that takes an id, with another company's: answered as with one that nobody has. */
    private static List<String> opened(Browser browser, UUID account, Map<String, List<UUID>> ids) {
        List<String> wrong = new ArrayList<>();
        int[] tried = new int[1];
        for (Handler handler : handlers()) {
            Matcher variable = VARIABLE.matcher(handler.path());
            if (!variable.find() || !ids.containsKey(variable.group(1))) {
                continue;
            }
            for (UUID theirs : ids.get(variable.group(1))) {
                PasskeyShown.by(account);
                Browser.Answer known = sent(browser, handler, theirs);
                Browser.Answer unknown = sent(browser, handler, UUID.randomUUID());
                tried[0]++;
                boolean isNewcomer =
                        variable.group(1).equals("newcomer"); // their own list, and what it says is that it is over
                if (known.status() != unknown.status()
                        || known.status() < 400
                        || known.status() >= SERVER_ERROR
                        || (handler.method().equals("GET")
                                && known.status() != 404
                                && !isNewcomer
                                && !asksForMore(handler))) {
                    wrong.add(handler.method() + " " + handler.path() + " was answered " + known.status() + " and "
                            + unknown.status());
                }
            }
        }
        assertThat(tried[0]).isGreaterThan(120);
        return wrong;
    }

    /** A record is asked for by its digest, and without one nothing is looked for. */
    private static boolean asksForMore(Handler handler) {
        return handler.path().endsWith("/record.json")
                || handler.path().endsWith("/recheck.json")
                || handler.path().endsWith("/declaration.txt");
    }

    private static Browser.Answer sent(Browser browser, Handler handler, UUID first) {
        String path = handler.path();
        Matcher variable = VARIABLE.matcher(path);
        boolean[] isFirst = {true};
        path = variable.replaceAll(found -> {
            String value = isFirst[0]
                    ? first.toString()
                    : found.group(2) == null ? UUID.randomUUID().toString() : found.group(2);
            isFirst[0] = false;
            return Matcher.quoteReplacement(value);
        });
        HttpRequest.Builder request = browser.request(path);
        if (handler.isStream()) {
            return browser.head(request.GET());
        }
        if (handler.method().equals("GET")) {
            return browser.send(request.GET());
        }
        // What most of the forms ask for, so that they get as far as whose it is.
        String form = Map.of(
                        "sure", "yes",
                        "reason", "because",
                        "name", "Mine",
                        "timeZone", "Asia/Shanghai",
                        "roles", "CLERK",
                        "passkey", "x",
                        "what", "damaged",
                        "result", "confirmed",
                        "answer", "yes",
                        "text", "because")
                .entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("&"));
        return browser.send(request.header("Content-Type", "application/x-www-form-urlencoded")
                .method(
                        handler.method(),
                        HttpRequest.BodyPublishers.ofString(
                                form + "&_form=" + UUID.randomUUID() + "&_csrf=" + browser.token(),
                                StandardCharsets.UTF_8)));
    }

    /** Each page without an id: whichever names something of the other company. */
    private static List<String> named(Browser browser, List<String> needles) {
        List<String> wrong = new ArrayList<>();
        for (Handler handler : handlers()) {
            if (!handler.method().equals("GET") || handler.path().contains("{") || handler.isStream()) {
                continue;
            }
            String body = browser.get(handler.path()).body();
            needles.stream()
                    .filter(body::contains)
                    .map(needle -> handler.path() + " names " + needle)
                    .forEach(wrong::add);
        }
        return wrong;
    }
}
