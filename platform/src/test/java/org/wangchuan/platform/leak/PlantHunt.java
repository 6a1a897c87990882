package org.wangchuan.platform.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.exchange.PlantKeys;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.PlatformTest.Shop;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/** A device that a program registered by its key, and whose owner is a person all the same: what programs and files tell of it. */
final class PlantHunt {
    private static final Pattern LIST = Pattern.compile("\"list\":\"([0-9a-f-]{36})\"");
    private static final Pattern SIGNED = Pattern.compile("\"(?:receipt|certificate)\":\"(/api/v1/[^\"]+)\"");
    static final String ID = "LEAK-1";

    private final Shop shop;
    private final String key;
    private final Needles needles;

    PlantHunt(Shop shop, Needles needles) {
        this.shop = shop;
        this.key = PlantKeys.of(shop);
        this.needles = needles;
    }

    /** A request with the key, which is one for everything. */
    HttpRequest.Builder request(String path) {
        return PlatformTest.nobody().request(path).setHeader("Accept", "*/*").header("Authorization", "Bearer " + key);
    }

    /** Registers a device; its list. */
    InstitutionList registers(String model, String serial) {
        String body =
                "{\"batch\":\"b\",\"policy\":\"nist-clear\",\"mayHoldStateSecrets\":\"no\",\"assets\":[{\"externalId\":\""
                        + ID + "\",\"kind\":\"bare_drive\",\"make\":\"WD\",\"model\":\"" + model + "\",\"serial\":\""
                        + serial
                        + "\"}]}";
        Browser.Answer answer = PlatformTest.nobody()
                .send(request("/api/v1/assets")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
        Matcher list = LIST.matcher(answer.body());
        assertThat(list.find()).as(answer.body()).isTrue();
        return InstitutionList.of(shop, UUID.fromString(list.group(1)));
    }

    /** It is registered, its person says who they are, and it is erased. */
    void goesTheWholeWay(String name, String phone) throws Exception {
        String serial = "L" + UUID.randomUUID().toString().substring(0, 12);
        InstitutionList list = registers("Blue", serial).offered("0");
        Browser owner = list.joined();
        list.agreed(owner);
        owner.post(list.link() + "/contact", Map.of("name", name, "phone", phone));
        assertThat(owner.post(list.link() + "/own", Map.of()).body()).contains(name, phone);
        BenchOrder.of(shop, list.order(0), serial).erases(serial, Verdict.CLEARED);
    }

    /** What was found where. Each answer is one, and tells of the device, or it would have shown nothing. */
    Map<String, Set<String>> looksThroughAnswers() {
        Map<String, Set<String>> out = new LinkedHashMap<>();
        String asset = told(out, "/api/v1/assets/" + ID, ID);
        told(out, "/api/v1/assets", ID);
        told(out, "/api/v1/events?limit=500", ID);
        told(out, "/api/v1/webhooks", "webhooks");
        Matcher signed = SIGNED.matcher(asset);
        assertThat(signed.find()).as(asset).isTrue();
        do {
            told(out, signed.group(1), "");
        } while (signed.find());
        return out;
    }

    private String told(Map<String, Set<String>> out, String path, String of) {
        Browser.Answer answer = PlatformTest.nobody().send(request(path).GET());
        assertThat(answer.status()).as(path).isEqualTo(200);
        assertThat(answer.body()).as(path).contains(of);
        out.put(path + " as program", needles.inText(answer.headers() + answer.body()));
        return answer.body();
    }

    /** What was found in its files: in each format, by the key and by the page. A sheet is looked into. */
    Map<String, Set<String>> looksThroughFiles() throws IOException {
        Map<String, Set<String>> out = new LinkedHashMap<>();
        Needles device = new Needles().bytes(ID, ID.getBytes(StandardCharsets.UTF_8));
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Browser manager = shop.browser(Role.MANAGER);
        for (String format : List.of("csv", "json", "xlsx")) {
            String query = "/exports/devices?format=" + format + "&site=" + shop.site() + "&from=" + today.minusDays(1)
                    + "&to=" + today.plusDays(1);
            Map<String, Browser.Saved> files = Map.of(
                    "program", PlatformTest.nobody().save(request("/api/v1" + query)), "manager", manager.save(query));
            for (Map.Entry<String, Browser.Saved> file : files.entrySet()) {
                String place = query + " as " + file.getKey();
                byte[] bytes = file.getValue().bytes();
                assertThat(file.getValue().status()).as(place).isEqualTo(200);
                boolean isZip = format.equals("xlsx");
                assertThat(isZip ? device.inZip(bytes) : device.in(bytes))
                        .as(place)
                        .isNotEmpty();
                out.put(place, isZip ? needles.inZip(bytes) : needles.in(bytes));
                out.put(
                        place + " heads",
                        needles.inText(file.getValue().headers().toString()));
            }
        }
        return out;
    }
}
