package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;

/** The guides as somebody sees them who has nothing to do with the shop. */
final class GuidePagesTest extends PlatformTest {
    @Test
    void anyoneReadsEachOfThemInBothLanguages() {
        for (Guide guide : bean(Guides.class).all()) {
            Browser.Answer english = visitor("en").get("/guides/" + guide.id());
            Browser.Answer chinese = visitor("zh").get("/guides/" + guide.id());

            assertThat(english.status()).as(guide.id()).isEqualTo(200);
            assertThat(english.body())
                    .contains("never a proof")
                    .doesNotContain(guide.lead().zh());
            assertThat(chinese.body())
                    .contains("从来不是证明", guide.title().zh(), guide.lead().zh());
        }
    }

    @Test
    void theListNamesAllOfThemAndThePagesBeforeItLeadThere() {
        Browser.Answer list = visitor("en").get("/guides");

        assertThat(bean(Guides.class).all())
                .allSatisfy(guide -> assertThat(list.body()).contains("href=\"/guides/" + guide.id() + "\""));
        assertThat(visitor("en").get("/").body()).contains("href=\"/guides\"");
    }

    /** No cookie, no session, nothing from elsewhere: whoever reads here is nobody. */
    @Test
    void nobodyIsFollowed() {
        for (String path : new String[] {"/guides", "/guides?q=iphone", "/guides/phone-apple"}) {
            Browser.Answer answer = visitor("en").get(path);

            assertThat(answer.headers()).as(path).doesNotContainKey("set-cookie");
            assertThat(answer.body()).as(path).doesNotContain("src=\"http", "_csrf");
        }
    }

    @Test
    void whoAsksForItReadsInLargeTypeAndHasItReadAloud() {
        for (String path : new String[] {"/guides", "/guides/phone-apple", "/channels"}) {
            Browser reader = visitor("zh");
            assertThat(reader.get(path).body())
                    .as(path)
                    .contains("href=\"" + path + "?large=1\"")
                    .doesNotContain("data-speak");
            assertThat(reader.get(path + "?large=1").body()).as(path).contains("class=\"work large\"", "data-speak");
            assertThat(reader.get(path).body()).as("remembered").contains("data-speak", "?large=0\"");
        }
    }

    @Test
    void whatSomebodyTypedIsShownAndIsNoMarkup() {
        String body = visitor("en").get("/guides?q=%22%3E%3Cimg%20src%3Dx%3E").body();

        assertThat(body).contains("There is no guide of its own for that").doesNotContain("<img");
        assertThat(visitor("zh").get("/guides?q=%00%0a" + "x".repeat(5000)).status())
                .isEqualTo(200);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(visitor("en").get("/guides/none").status()).isEqualTo(404);
        assertThat(visitor("en").get("/guides/..%2fconsent").status()).isBetween(400, 404);
    }

    private static Browser visitor(String language) {
        return new Browser(origin()).in(language);
    }
}
