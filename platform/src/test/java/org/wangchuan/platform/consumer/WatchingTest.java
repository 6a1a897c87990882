package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.CardAccount;
import org.wangchuan.platform.custody.CardsSaid;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderCards;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;

/** Live progress as browsers hear it. */
final class WatchingTest extends PlatformTest {
    private static final int LIMIT_MILLIS = 10_000;

    @Test
    void theStateIsToldAtOnce() throws Exception {
        Owner owner = new Owner(offered());
        try (Stream of = owner.watch()) {
            assertThat(of.next()).contains("\"state\":\"offered\"");
        }
    }

    @Test
    void whatMovesIsToldToEachWhoWatches() throws Exception {
        Owner owner = new Owner(offered());
        Owner another = new Owner(offered());
        try (Stream first = owner.watch();
                Stream second = owner.watch();
                Stream other = another.watch()) {
            for (Stream each : List.of(first, second, other)) {
                assertThat(each.next()).contains("\"state\":\"offered\"");
            }
            owner.hand.moves(OrderState.ACCEPTED);
            assertThat(first.next()).contains("\"state\":\"accepted\"");
            assertThat(second.next()).contains("\"state\":\"accepted\"");
            another.hand.moves(OrderState.GOING_BACK);
            assertThat(other.next()).contains("\"state\":\"going_back\"");
        }
    }

    @Test
    void whoComesBackAfterAllHaveGoneHearsWhatIsTrueNow() throws Exception {
        Owner owner = new Owner(offered());
        try (Stream of = owner.watch()) {
            assertThat(of.next()).contains("offered");
        }
        owner.hand.moves(OrderState.ACCEPTED);
        try (Stream of = owner.watch()) {
            assertThat(of.next()).contains("\"state\":\"accepted\"");
        }
    }

    /** What became of a phone's cards is said on the page that is open; and that is no other page as long as nothing is said. */
    @Test
    void whatIsSaidOfAPhonesCardsIsNews() throws Exception {
        Hand hand = Hand.takesIn(newShop(), DeviceKind.PHONE, "Samsung", "SM-G991B", Presenter.OWNER)
                .offers(0)
                .moves(OrderState.ACCEPTED)
                .moves(OrderState.CONSENTED);
        Browser browser = nobody();
        Owner owner = new Owner(hand, browser);
        try (Stream of = owner.watch()) {
            assertThat(of.next()).contains("\"state\":\"consented\"");
            OrderCards cards = bean(OrderCards.class);
            cards.account(
                    hand.order(), CardAccount.of("given_back", "none", "none").orElseThrow(), 0, hand.clerk(), false);
            String said = state(of.next());
            assertThat(said).startsWith("consented~").doesNotContain("?");
            assertThat(browser.get(hand.link() + "/watch").body()).contains("data-state=\"" + said + "\"");
            cards.seen(hand.order(), CardsSaid.Kind.SIM, CardsSaid.By.PERSON, Actor.staff(hand.clerk()));
            String seen = state(of.next());
            assertThat(seen).startsWith("consented~").endsWith("?").isNotEqualTo(said);
            assertThat(browser.get(hand.link() + "/watch").body()).contains("data-state=\"" + seen + "\"");
        }
    }

    private static String state(String told) {
        return told.replaceAll(".*\"state\":\"([^\"]*)\".*", "$1");
    }

    private Hand offered() throws Exception {
        return Hand.takesIn(newShop(), DeviceKind.LAPTOP, "Lenovo", "X1", Presenter.OWNER)
                .offers(0);
    }

    /** Somebody who has joined. */
    private static final class Owner {
        private final Hand hand;
        private final String cookie;

        Owner(Hand hand) {
            this(hand, nobody());
        }

        Owner(Hand hand, Browser browser) {
            this.hand = hand;
            Browser.Answer joined = browser.post(hand.link(), Map.of());
            cookie = joined.headers().getOrDefault("set-cookie", List.of()).stream()
                    .filter(value -> value.startsWith("owner="))
                    .findFirst()
                    .orElseThrow()
                    .replaceFirst(";.*", "");
        }

        Stream watch() throws IOException {
            HttpURLConnection call = (HttpURLConnection)
                    URI.create(origin() + hand.link() + "/progress").toURL().openConnection();
            call.setRequestProperty("Cookie", cookie);
            call.setRequestProperty("Accept", "text/event-stream");
            call.setReadTimeout(LIMIT_MILLIS);
            return new Stream(
                    call, new BufferedReader(new InputStreamReader(call.getInputStream(), StandardCharsets.UTF_8)));
        }
    }

    /** What one browser hears. */
    private record Stream(HttpURLConnection call, BufferedReader lines) implements AutoCloseable {
        /** The next thing that it is told. */
        String next() throws IOException {
            String line = lines.readLine();
            while (!line.startsWith("data:")) {
                line = lines.readLine();
            }
            return line;
        }

        @Override
        public void close() throws IOException {
            lines.close();
            call.disconnect();
        }
    }
}
