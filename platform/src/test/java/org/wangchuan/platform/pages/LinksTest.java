package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.Sample;
import org.wangchuan.platform.web.access.Role;

/** A link is shown to whoever may follow it: from each page that a role sees, in a shop that is at work. */
@Tag("slow")
final class LinksTest extends PlatformTest {
    private static final Pattern LINK = Pattern.compile("<a\\b[^>]*\\bhref=\"([^\"]*)\"");
    /** Pages of one kind differ in what they show; so many of each are enough. */
    private static final int OF_A_KIND = Sample.of(8, 40);

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int PAGES_MIN = 20;

    @Test
    void noLinkLeadsToARefusal() throws Exception {
        PopulatedShop shop = new PopulatedShop();
        List<String> wrong = new ArrayList<>();
        for (Role role : Role.values()) {
            wrong.addAll(followed(signedIn(shop.shop.accountAt(java.util.Optional.empty(), role)), role, shop));
        }
        assertThat(wrong).isEmpty();
    }

    private static List<String> followed(Browser browser, Role role, PopulatedShop shop) {
        List<String> wrong = new ArrayList<>();
        Map<String, String> from = new LinkedHashMap<>(); // where each page was linked
        Map<String, Integer> ofKind = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>();
        from.put("/", "the beginning");
        open.add("/");
        if (role == Role.CLERK || role == Role.MANAGER) {
            Arrays.stream(OrderState.values())
                    .map(shop::phone)
                    .map(LinksTest::orderPage)
                    .forEach(page -> {
                        from.put(page, "an order");
                        open.addFirst(page);
                    });
            for (UUID order : List.of(shop.bench.waiting(), shop.bench.cleared(), shop.bench.inPart())) {
                from.put(orderPage(order), "an order");
                open.addFirst(orderPage(order));
            }
        }
        int pages = 0;
        while (!open.isEmpty()) {
            String page = open.remove();
            Browser.Answer answer = browser.get(page);
            pages++;
            boolean isRefused = answer.status() == 403 || answer.status() == 404 || answer.status() >= 500;
            if (isRefused) {
                wrong.add(role + ": " + page + " from " + from.get(page) + " was answered " + answer.status());
            }
            if (answer.status() == 302 && answer.location().startsWith("/sign-in")) {
                wrong.add(role + ": " + page + " from " + from.get(page) + " asks to sign in");
            }
            if (answer.status() == 302) {
                add(answer.location(), page, from, ofKind, open);
            }
            if (answer.status() == 200 && answer.header("content-type").startsWith("text/html")) {
                Matcher links = LINK.matcher(answer.body());
                while (links.find()) {
                    add(links.group(1).replace("&amp;", "&"), page, from, ofKind, open);
                }
            }
        }
        assertThat(pages).as("pages of " + role).isGreaterThan(role == Role.ADMINISTRATOR ? 4 : PAGES_MIN / 2);
        return wrong;
    }

    private static void add(
            String link, String page, Map<String, String> from, Map<String, Integer> ofKind, Deque<String> open) {
        String path = link.replaceFirst("#.*", "");
        boolean isOurs = path.startsWith("/") && !path.contains("lang=") && !path.contains("large=");
        String kind = ID.matcher(path).replaceAll("ID").replaceFirst("[?].*", "");
        if (isOurs && !from.containsKey(path) && ofKind.merge(kind, 1, Integer::sum) <= OF_A_KIND) {
            from.put(path, page);
            open.add(path);
        }
    }

    private static String orderPage(UUID order) {
        return "/intake/" + order;
    }
}
