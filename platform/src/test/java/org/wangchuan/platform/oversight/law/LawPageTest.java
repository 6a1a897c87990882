package org.wangchuan.platform.oversight.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** The page of the register: what is in force where its reader works, and what changes next. */
final class LawPageTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void itShowsTodayAndTheNextChange() {
        LawRegister.View view =
                bean(LawRegister.class).on(LocalDate.ofInstant(Instant.now(), ZoneId.of("Asia/Shanghai")));
        String page = shop.browser(Role.MANAGER).get("/law").body();
        assertThat(page)
                .contains("Personal Information Protection Law", "art. 57", "the official text was not compared")
                .contains("not yet", "outside the product", "partly", "R-27");
        if (view.next().isPresent()) {
            String day = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH)
                    .format(view.next().get());
            assertThat(page).contains("What changes on " + day);
        } else {
            assertThat(page).contains("No change is known");
        }
        assertThat(shop.browser(Role.DATA_PROTECTION_OFFICER)
                        .in("zh")
                        .get("/law")
                        .body())
                .contains("个人信息保护法", "未与官方文本核对");
    }

    @Test
    void itIsForWhoGoverns() {
        for (Role role : Role.values()) {
            boolean may = role == Role.MANAGER || role == Role.ADMINISTRATOR || role == Role.DATA_PROTECTION_OFFICER;
            Browser.Answer answer = shop.browser(role).get("/law");
            assertThat(answer.status()).as(role.id()).isEqualTo(may ? 200 : 403);
        }
    }
}
