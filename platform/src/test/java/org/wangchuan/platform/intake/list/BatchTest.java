package org.wangchuan.platform.intake.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.HoldReason;
import org.wangchuan.platform.intake.IntakeForm;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.csv.DeviceList;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** The list of an institution: all of it or nothing. */
@Tag("slow")
final class BatchTest extends PlatformTest {
    private static final String LIST = """
            kind,brand,model,serial,drives,reference
            laptop,Lenovo,T14,XBT-1,1,=HYPERLINK("x")
            desktop,HP,EliteDesk,XBT-2,2,IT-2
            phone,HUAWEI,Mate 30,XBT-3,,IT-3
            """;

    private final Shop shop = newShop();
    private final Browser clerk = shop.browser(Role.CLERK);
    private final Batches batches = bean(Batches.class);

    @Test
    void theExampleNamesAllColumnsAndHoldsNoDevice() {
        for (Browser reader : List.of(clerk, clerk.in("zh"))) {
            String example = reader.get("/intake/lists/example.csv").body();
            assertThat(example.strip().lines()).hasSize(1);
            DeviceList list = DeviceList.read(
                    (example.strip() + "\nlaptop,Lenovo,T14,PF0X,1,,,1.46,IT-0001,\n").getBytes(StandardCharsets.UTF_8),
                    IntakeForm.blank().fields());
            assertThat(list.problems()).isEmpty();
            assertThat(list.rows().getFirst().form().get("weight")).isEqualTo("1.46");
            assertThat(list.rows().getFirst().reference()).contains("IT-0001");
        }
    }

    /** What was here before is said where the list is looked at, and not only on each order. */
    @Test
    void numbersThatWereHereBeforeAreNamed() {
        String number = "SN" + UUID.randomUUID();
        String list = "kind,brand,model,serial\nlaptop,Lenovo,T14," + number + "\nlaptop,Lenovo,T14,\n";
        String first = upload(clerk, list, "no").header("location");
        assertThat(clerk.get(first).body()).doesNotContain("was here before");
        // It may be the one that is here: nothing is taken in before somebody has looked.
        int before = count();
        Browser.Answer asked = upload(clerk, list, "no");
        assertThat(asked.status()).isEqualTo(422);
        WorkOrder here = batches.orders(UUID.fromString(first.substring("/intake/lists/".length())))
                .getFirst();
        assertThat(asked.body())
                .contains("<td class=\"number\">2</td>", "by order " + here.code())
                .doesNotContain(number);
        assertThat(count()).isEqualTo(before);
        String other = "kind,brand,model,serial,another-device\nlaptop,Lenovo,T14," + number + ",yes\n";
        String second = upload(clerk, other, "no").header("location");
        assertThat(clerk.get(second).body()).contains("Numbers that were here before: 1", "was here before");
    }

    /** Whoever brings by a list what is held here, or is missing, is told that, and not to go on with its order. */
    @Test
    void aNumberThatIsHeldHereIsNoOrderToGoOnWith() throws Exception {
        String number = "SN" + UUID.randomUUID();
        String list = "kind,brand,model,serial\nlaptop,Lenovo,T14," + number + "\n";
        UUID first =
                UUID.fromString(upload(clerk, list, "no").header("location").substring("/intake/lists/".length()));
        WorkOrder order = batches.orders(first).getFirst();
        bean(Counter.class).hold(order.id(), HoldReason.STOLEN, shop.account(Role.MANAGER));

        assertThat(upload(clerk, list, "no").body())
                .contains("is held here, by order " + order.code(), "give it to nobody, pay nothing")
                .doesNotContain("go on with that order");
    }

    @Test
    void oneMistakeAndNothingIsSaved() {
        int before = count();
        Browser.Answer answer = upload(clerk, LIST + "fridge,Haier,BCD,XBT-1,,\n", "no");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("fridge", "row 2").contains("<td class=\"number\">5</td>");
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void whatMayHoldStateSecretsIsNotRead() {
        int before = count();
        for (String answer : List.of("yes", "unknown", "")) {
            assertThat(upload(clerk, LIST, answer).status()).as(answer).isEqualTo(422);
        }
        assertThat(upload(clerk, LIST, "unknown").body()).contains("secrecy administration");
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void itsPageAndItsResultsAreForItsSite() {
        Batch batch = takenIn();
        String path = "/intake/lists/" + batch.id();
        assertThat(clerk.get(path).body()).contains("T14", "EliteDesk", "IT-3", batch.code());
        String results = clerk.get(path + "/results.csv").body();
        assertThat(results).contains("\"'=HYPERLINK(\"\"x\"\")\"").doesNotContain("XBT-1");
        Browser stranger = newShop().browser(Role.CLERK, Role.MANAGER);
        assertThat(stranger.get(path).status()).isEqualTo(404);
        assertThat(stranger.get(path + "/results.csv").status()).isEqualTo(404);
        UUID member = batches.orders(batch.id()).getLast().id();
        assertThat(clerk.get("/intake/" + member).body()).contains(path).doesNotContain("invitation.svg");
        assertThat(clerk.post("/intake/" + member + "/offer", java.util.Map.of("amount", "5"))
                        .status())
                .isEqualTo(422);
        assertThat(clerk.get("/intake/" + batch.lead()).body())
                .as("the first is as any other")
                .doesNotContain("invitation.svg", "/intake/" + batch.lead() + "/offer");
        assertThat(clerk.get(path).body())
                .as("a code with an address of this machine is shown to nobody")
                .doesNotContain("invitation.svg")
                .contains("no phone can open its pages");
        for (String part : List.of("/invitation.svg", "/summary", "/declaration.txt?id=" + UUID.randomUUID())) {
            assertThat(stranger.get(path + part).status()).as(part).isEqualTo(404);
        }
        for (String part : List.of("/offer", "/renew", "/presence/here")) {
            assertThat(stranger.post(path + part, java.util.Map.of("amount", "5"))
                            .status())
                    .as(part)
                    .isEqualTo(404);
        }
    }

    private Batch takenIn() {
        Browser.Answer answer = upload(clerk, LIST, "no");
        assertThat(answer.status()).as(answer.body()).isEqualTo(302);
        return batches.find(UUID.fromString(answer.location().substring("/intake/lists/".length())))
                .orElseThrow();
    }

    private static Browser.Answer upload(Browser browser, String list, String secrets) {
        String edge = "edge" + UUID.randomUUID();
        String body = java.util.Map.of(
                                "name",
                                "第三中学",
                                "policy",
                                "gb-46864-2025",
                                "secrets",
                                secrets,
                                "_form",
                                UUID.randomUUID().toString().replace("-", ""))
                        .entrySet()
                        .stream()
                        .map(field -> "--" + edge + "\r\nContent-Disposition: form-data; name=\"" + field.getKey()
                                + "\"\r\n\r\n" + field.getValue() + "\r\n")
                        .collect(Collectors.joining())
                + "--" + edge + "\r\nContent-Disposition: form-data; name=\"list\"; filename=\"list.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n" + list + "\r\n--" + edge + "--\r\n";
        return browser.send(browser.request("/intake/lists/new")
                .header("X-CSRF-TOKEN", browser.token())
                .header("Content-Type", "multipart/form-data; boundary=" + edge)
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
    }

    private int count() {
        return jdbc().sql("SELECT count(*) FROM intake.work_order WHERE site_id = ?")
                .param(shop.site())
                .query((row, _) -> row.getInt(1))
                .single();
    }
}
