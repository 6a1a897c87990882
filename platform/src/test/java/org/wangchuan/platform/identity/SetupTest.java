package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** The first page of a company: one wrong field costs nobody the others. */
final class SetupTest extends PlatformTest {
    private final Browser first = signedIn(bean(Accounts.class)
            .create(Optional.empty(), Optional.empty(), "first", Set.of(Role.ADMINISTRATOR), Optional.empty()));

    @Test
    void aWrongTimeZoneKeepsAllElse() {
        Browser.Answer refused = first.post(
                "/setup",
                Map.of("company", "Blue River", "site", "Riverside", "workName", "Li", "timeZone", "Beijing"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("value=\"Blue River\"", "value=\"Riverside\"", "value=\"Li\"", "value=\"Beijing\"")
                .contains("Expected a time zone")
                .containsPattern("name=\"timeZone\"[^>]* autofocus")
                .containsPattern("name=\"timeZone\"[^>]* aria-invalid=\"true\"")
                .doesNotContainPattern("name=\"company\"[^>]* autofocus");
        assertThat(first.post(
                                "/setup",
                                Map.of(
                                        "company", "Blue River",
                                        "site", "Riverside",
                                        "workName", "Li",
                                        "timeZone", " Asia/Shanghai "))
                        .status())
                .isEqualTo(302);
    }

    /** Databases read an offset with the other sign, and none of them knows summer time: a zone is named after a place. */
    @Test
    void anOffsetIsNoTimeZone() {
        Browser office = newShop().browser(Role.ADMINISTRATOR);
        for (String offset : List.of("+08:00", "UTC+8", "GMT+8", "utc+08:00", "+8", "8", "UTC+08")) {
            Map<String, String> form =
                    Map.of("company", "Blue River", "site", "Riverside", "workName", "Li", "timeZone", offset);
            Browser.Answer refused = first.post("/setup", form);
            assertThat(refused.status()).as(offset).isEqualTo(422);
            assertThat(refused.body()).as(offset).contains("Expected a time zone such as", "value=\"" + offset + "\"");
            Browser.Answer added = office.post("/sites", Map.of("name", "Third", "timeZone", offset));
            assertThat(added.status()).as(offset).isEqualTo(422);
            assertThat(added.body())
                    .as(offset)
                    .contains("Expected a time zone such as")
                    .doesNotContain("Third");
        }
        assertThat(first.in("zh")
                        .post("/setup", Map.of("company", "青河", "site", "河边店", "workName", "李", "timeZone", "UTC+8"))
                        .body())
                .contains("请填写时区");
    }

    @Test
    void ofTwoThatAreWrongBothAreSaidAndNothingIsLost() {
        String tooLong = "x".repeat(61);
        Browser.Answer refused = first.post(
                "/setup",
                Map.of("company", "Blue River", "site", "Riverside", "workName", tooLong, "timeZone", "Beijing"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Expected a name of 1 to 60", "Expected a time zone")
                .contains("value=\"Blue River\"", "value=\"Riverside\"")
                .contains("value=\"" + tooLong + "\"", "value=\"Beijing\"")
                .containsPattern("name=\"workName\"[^>]* autofocus")
                .containsPattern(
                        "name=\"workName\"[^>]* aria-invalid=\"true\"[^>]* aria-describedby=\"wrong-workName\"")
                .containsPattern(
                        "name=\"timeZone\"[^>]* aria-invalid=\"true\"[^>]* aria-describedby=\"wrong-timeZone\"")
                .doesNotContainPattern("name=\"(company|site)\"[^>]* aria-invalid")
                .doesNotContainPattern("name=\"timeZone\"[^>]* autofocus");
        assertThat(refused.body().split("id=\"wrong-workName\"", -1)).hasSize(2);
        assertThat(refused.body().split("id=\"wrong-timeZone\"", -1)).hasSize(2);
    }

    @Test
    void aFormThatIsSentAsItCameIsAnsweredInWords() {
        assertThat(first.get("/setup").body()).doesNotContain("Expected a name", "aria-invalid");

        Browser.Answer refused =
                first.post("/setup", Map.of("company", "", "site", "", "workName", "", "timeZone", "Asia/Shanghai"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Expected a name")
                .containsPattern("name=\"company\"[^>]* aria-invalid=\"true\"")
                .containsPattern("name=\"site\"[^>]* aria-invalid=\"true\"");
    }

    @Test
    void theFieldThatIsWrongIsTheOneToBeginWith() {
        assertThat(first.post("/setup", Map.of("company", "Blue River", "site", "Riverside", "workName", " "))
                        .body())
                .contains("Expected a name of 1 to 60")
                .containsPattern("name=\"workName\"[^>]* autofocus");
    }

    @Test
    void timeZonesAreThereToChooseFrom() {
        assertThat(first.get("/setup").body())
                .contains(
                        "Three names, a time zone and a currency",
                        "list=\"time-zones\"",
                        "<option value=\"Asia/Urumqi\">Urumqi",
                        "<option value=\"EUR\">EUR · Euro")
                .doesNotContain("aria-invalid=\"true\"")
                .containsPattern("name=\"company\"[^>]* autofocus");
    }
}
