package org.wangchuan.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.csv.DeviceList;
import org.wangchuan.platform.intake.list.Batch;
import org.wangchuan.platform.intake.list.Batches;
import org.wangchuan.platform.testing.PlatformTest.Shop;
import org.wangchuan.platform.web.access.Role;

/** An institution's list that was taken in, and what its person and the clerk do with it by the pages. */
public final class InstitutionList {
    private final Batch batch;
    private final Browser clerk;

    private InstitutionList(Batch batch, Browser clerk) {
        this.batch = batch;
        this.clerk = clerk;
    }

    /** Takes one in; {@code rows} without the first that names the columns kind, brand, model, serial, drives. */
    public static InstitutionList takenIn(Shop shop, String policy, String rows) throws Exception {
        DeviceList list = DeviceList.read(
                ("kind,brand,model,serial,drives\n" + rows).getBytes(StandardCharsets.UTF_8),
                Map.of("channel", "institution", "presenter", "employee", "policy", policy, "secrets", "no"));
        assertThat(list.problems()).isEmpty();
        return new InstitutionList(
                PlatformTest.bean(Batches.class).takeIn("青川市第三中学", list.rows(), shop.site(), shop.account(Role.CLERK)),
                shop.browser(Role.CLERK));
    }

    /** One that a program has registered. */
    public static InstitutionList of(Shop shop, UUID list) {
        return new InstitutionList(PlatformTest.bean(Batches.class).find(list).orElseThrow(), shop.browser(Role.CLERK));
    }

    /** The list as it is now. */
    public Batch batch() {
        return PlatformTest.bean(Batches.class).find(batch.id()).orElseThrow();
    }

    /** Somebody at the counter. */
    public Browser clerk() {
        return clerk;
    }

    /** The path of its page at the counter. */
    public String page() {
        return "/intake/lists/" + batch.id();
    }

    /** The path of the link of the institution's person. */
    public String link() {
        String link = PlatformTest.bean(OwnerInvitation.class).link(batch.lead());
        return link.substring(link.indexOf("/o/"));
    }

    /** Its orders, as the list had them. */
    public List<WorkOrder> orders() {
        return PlatformTest.bean(Batches.class).orders(batch.id());
    }

    /** The one at a place. */
    public UUID order(int index) {
        return orders().get(index).id();
    }

    /** Their states, as the list had them. */
    public List<OrderState> states() {
        return orders().stream().map(WorkOrder::state).toList();
    }

    /** The clerk's offer for all. */
    public InstitutionList offered(String amount) {
        String list = hidden(clerk.get(page()).body(), "offer", "list");
        assertThat(clerk.post(page() + "/offer", Map.of("amount", amount, "list", list))
                        .status())
                .isEqualTo(302);
        return this;
    }

    /** A browser that has joined by the link. */
    public Browser joined() {
        Browser person = PlatformTest.nobody();
        person.post(link(), Map.of());
        return person;
    }

    /** Up to the consent, all devices that are left. */
    public InstitutionList agreed(Browser person) {
        assertThat(accept(person).status()).isEqualTo(302);
        assertThat(agree(person).status()).isEqualTo(302);
        return this;
    }

    /** Takes the offer that the page shows. */
    public Browser.Answer accept(Browser person) {
        String page = person.get(link()).body();
        return person.post(
                link() + "/accept",
                Map.of(
                        "minor", hidden(page, "minor"),
                        "currency", hidden(page, "currency"),
                        "list", hidden(page, "list")));
    }

    /** Agrees to what the page shows, having said that nothing is left on them that is to be kept. */
    public Browser.Answer agree(Browser person) {
        person.post(link() + "/keep", Map.of("keep", "copied"));
        return Agreed.by(person, link());
    }

    /** Types the code of the counter's screen, for the devices that a page showed. */
    public Browser.Answer codes(Browser person, String seen) {
        return person.post(
                link() + "/code",
                Map.of(
                        "code", PlatformTest.bean(OwnerInvitation.class).presenceCode(batch.lead()),
                        "count", hidden(seen, "count"),
                        "list", hidden(seen, "list")));
    }

    /** What the form with this action carries under a name. */
    public static String hidden(String page, String action, String name) {
        int at = page.indexOf("/" + action + "\"");
        return at < 0 ? "" : hidden(page.substring(at), name);
    }

    /** What a page's form carries under a name, the first; empty if there is no such form. */
    public static String hidden(String page, String name) {
        Matcher matcher =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        return matcher.find() ? matcher.group(1) : "";
    }
}
