package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.CardAccount;
import org.wangchuan.platform.custody.CardsSaid;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderCards;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** SIM and memory cards of the phones of a list: which wait for somebody to account for them, and what whoever owns them reads of it. */
@Tag("slow")
final class ListCardsTest extends PlatformTest {
    private static final String DEVICES = """
            laptop,Lenovo,ThinkPad T14,,1
            phone,HUAWEI,Mate 30,,
            phone,Xiaomi,Mi 11,,
            """;

    private final Shop shop = newShop();
    private final UUID clerk = shop.account(Role.CLERK);

    @Test
    void itSaysWhichPhonesWaitForTheirAccount() throws Exception {
        InstitutionList list =
                InstitutionList.takenIn(shop, "gb-46864-2025", DEVICES).offered("0");
        Browser person = list.joined().in("en");
        UUID first = list.order(1);
        UUID second = list.order(2);
        accounts(first, "stays");
        list.accept(person);
        person.post(list.link() + "/keep", java.util.Map.of("keep", "copied"));
        assertThat(person.get(list.link() + "/agree").body())
                .contains("Take SIM and memory card out before it begins", "stay here to be erased as well: 1.");
        list.agree(person);

        Browser counter = list.clerk().in("en");
        assertThat(counter.get(list.page()).body())
                .contains(
                        "SIM and memory card not accounted for: 1",
                        "/intake/" + second + "/cards",
                        "its memory card stays, and is not proved to be erased")
                .doesNotContain("/intake/" + first + "/cards");
        assertThat(shop.browser(Role.TECHNICIAN)
                        .in("en")
                        .get("/bench/lists/" + list.batch().id())
                        .body())
                .contains("/intake/" + second + "/cards", "guided workflow")
                .doesNotContain("/intake/" + first + "/cards");
        assertThat(counter.get(list.page() + "/summary").body())
                .contains("SIM and memory card: not accounted for", "its memory card stays");
        assertThat(person.get(list.link() + "/watch").body()).contains("became of SIM and memory card: 1.");
        assertThat(person.get(list.link() + "/device").body())
                .contains(
                        "The shop has not written down what became of SIM and memory card.",
                        "Its memory card stays to be erased");
        assertThat(person.in("zh").get(list.link() + "/watch").body()).contains("还有 1 部手机");

        accounts(second, "none");
        assertThat(counter.get(list.page()).body()).doesNotContain("not accounted for");
        assertThat(person.in("en").get(list.link() + "/watch").body()).doesNotContain("became of SIM and memory card:");
        bean(OrderCards.class).seen(second, CardsSaid.Kind.SIM, CardsSaid.By.PERSON, Actor.staff(clerk));
        assertThat(counter.get(list.page()).body())
                .as("what does not hold any more waits anew")
                .contains("SIM and memory card not accounted for: 1", "/intake/" + second + "/cards");
    }

    private void accounts(UUID order, String card) throws Exception {
        OrderCards cards = bean(OrderCards.class);
        cards.account(
                order,
                CardAccount.of("none", "none", card).orElseThrow(),
                cards.of(bean(org.wangchuan.platform.intake.Orders.class)
                                .find(order)
                                .orElseThrow())
                        .last(),
                clerk,
                false);
    }
}
