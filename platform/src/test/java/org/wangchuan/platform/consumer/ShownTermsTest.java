package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;

/** What is signed is what the page had shown: by another version of the rule set a drive may be erased otherwise than its owner has read. */
final class ShownTermsTest extends PlatformTest {
    private static final String SHOWN = "agrees-to";

    private final Shop shop = newShop();

    @Test
    void aPageOfBeforeAnUpdateAgreesToNothing() throws Exception {
        Hand hand = taken(Presenter.OWNER);
        Browser owner = nobody();
        owner.post(hand.link(), Map.of("step", "accept", "minor", "100", "currency", "CNY"));
        assertNothingElseIsAgreedTo(owner, hand.link(), "gb-46864-2025/2 erasure/", hand);
        assertThat(Agreed.by(owner, hand.link()).location()).endsWith("/watch");
        assertThat(hand.now().state()).isEqualTo(OrderState.CONSENTED);
        assertThat(hand.now().agreedVersion()).contains(2);
    }

    /** The same form on the counter's screen, and for a device of somebody else's. */
    @Test
    void norDoesTheCountersScreen() throws Exception {
        Hand hand = taken(Presenter.HEIR);
        Browser clerk = signedIn(hand.clerk());
        String glass = "/counter/" + hand.order();
        clerk.post(glass + "/accept", Map.of("minor", "100", "currency", "CNY"));
        assertNothingElseIsAgreedTo(clerk, glass, "gb-46864-2025/2 erasure/", hand);
        assertThat(Agreed.by(clerk, glass).status()).isEqualTo(302);
        assertThat(hand.now().state()).isEqualTo(OrderState.CONSENTED);
    }

    @Test
    void norDoesTheFormOfAList() throws Exception {
        InstitutionList list = InstitutionList.takenIn(
                        shop, "gb-46864-2025", "laptop,Lenovo,T14,ST-1,1\ndesktop,HP,EliteDesk,ST-2,1\n")
                .offered("0");
        Browser person = list.joined();
        list.accept(person);
        person.post(list.link() + "/keep", Map.of("keep", "copied"));
        for (Map<String, String> form : others(Agreed.shown(person, list.link()), "gb-46864-2025/2 erasure-list/")) {
            Browser.Answer refused = person.post(list.link() + "/agree", form);
            assertThat(refused.body()).contains("Nothing was agreed to", "name=\"" + SHOWN + "\"");
            assertThat(list.states()).containsOnly(OrderState.ACCEPTED);
        }
        assertThat(list.agree(person).status()).isEqualTo(302);
        assertThat(list.states()).containsOnly(OrderState.CONSENTED);
    }

    private static void assertNothingElseIsAgreedTo(Browser by, String path, String shown, Hand hand) {
        by.post(path + "/keep", Map.of("keep", "copied"));
        for (Map<String, String> form : others(Agreed.shown(by, path), shown)) {
            Browser.Answer refused = by.post(path + "/agree", form);
            assertThat(refused.status()).isEqualTo(200);
            assertThat(refused.body())
                    .as("it is read again")
                    .contains("Nothing was agreed to", "name=\"" + SHOWN + "\"");
            assertThat(hand.now().consent()).isEmpty();
            assertThat(hand.now().state()).isEqualTo(OrderState.ACCEPTED);
        }
    }

    /** What else a form may say that its page had shown: a version of before, one that is to come, other words, another rule set, and nothing. */
    private static List<Map<String, String>> others(Map<String, String> form, String begin) {
        String shown = form.getOrDefault(SHOWN, "");
        assertThat(shown).startsWith(begin);
        List<Map<String, String>> out = new ArrayList<>();
        for (String said : List.of(
                shown.replace("2025/2", "2025/1"),
                shown.replace("2025/2", "2025/3"),
                shown.replace("erasure", "erasure-of-before"),
                shown.replace("gb-46864-2025/2", "nist-purge/3"),
                "")) {
            Map<String, String> other = new HashMap<>(form);
            other.put(SHOWN, said);
            out.add(other);
        }
        Map<String, String> silent = new HashMap<>(form);
        silent.remove(SHOWN); // as a process of before made it
        out.add(silent);
        return out;
    }

    private Hand taken(Presenter presenter) throws Exception {
        return Hand.takesIn(shop, DeviceKind.LAPTOP, "Lenovo", "E42", presenter).offers(100);
    }
}
