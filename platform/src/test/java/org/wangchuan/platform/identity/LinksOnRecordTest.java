package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** Who makes a link that signs somebody in can use it: so it is told to whom it is about and to who governs, and it ends in time. */
final class LinksOnRecordTest extends PlatformTest {
    private static final Pattern LINK = Pattern.compile("<code>[^<]*(/enrol/[^<]+)</code>");

    private final Shop shop = newShop();
    private final UUID administrator = shop.account(Role.ADMINISTRATOR);
    private final String name = bean(Accounts.class).workName(administrator).orElseThrow();
    private final Browser office = confirmed(administrator);
    private final AccountHistory history = bean(AccountHistory.class);
    private final OneTimeLinks links = bean(OneTimeLinks.class);

    @Test
    void thePersonSeesWhoMadeALinkAndWhetherItWasUsed() {
        UUID person = shop.account(Role.CLERK);
        Browser own = signedIn(person);
        String path = link(office.post("/people/" + person + "/link", Map.of()));
        assertThat(own.get("/account").body())
                .contains("a link that signs in once", "not used", name)
                .doesNotContain("If that was not you");
        assertThat(history.of(person)).singleElement().satisfies(change -> {
            assertThat(change.by()).contains(name);
            assertThat(change.usedAt()).isEmpty();
        });

        Browser somebody = nobody();
        somebody.get(path);
        assertThat(somebody.post(path, Map.of()).location()).isEqualTo("/passkey");
        assertThat(history.of(person).getFirst().usedAt()).isPresent();
        assertThat(own.get("/account").body())
                .contains("If that was not you", "· used ")
                .doesNotContain("not used");
        // Another is another, whatever became of the first.
        office.post("/people/" + person + "/link", Map.of());
        assertThat(own.get("/account").body()).contains("not used", "· used ");
        assertThatThrownBy(() -> jdbc().sql("DELETE FROM identity.account_change WHERE what = 'link_used'")
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void soDoManagersAndAdministratorsAndNobodyElse() {
        Browser.Answer added = office.post("/people", Map.of("workName", "Wang", "roles", "CLERK"));
        assertThat(link(added)).startsWith("/enrol/");
        for (Browser governs : new Browser[] {shop.browser(Role.MANAGER), shop.browser(Role.ADMINISTRATOR)}) {
            assertThat(governs.get("/account").body()).contains("/people/changes");
            assertThat(governs.get("/people/changes").body())
                    .contains("<strong>Wang</strong>", "a link that signs in once", "not used", name);
        }
        assertThat(shop.browser(Role.CLERK).get("/people/changes").status()).isEqualTo(403);
        assertThat(shop.browser(Role.CLERK).get("/account").body()).doesNotContain("/people/changes");
        assertThat(newShop().browser(Role.MANAGER).get("/people/changes").body())
                .doesNotContain("<strong>Wang</strong>");
    }

    /** A first link that nobody used, and then one for whoever was named: only that one is left, and then only the next. */
    @Test
    void aNewStartEndsTheLinksOfTheOneBefore(@TempDir Path folder) {
        UUID named = shop.account(Role.ADMINISTRATOR);
        String workName = bean(Accounts.class).workName(named).orElseThrow();
        new TransactionTemplate(bean(PlatformTransactionManager.class)).executeWithoutResult(undone -> {
            undone.setRollbackOnly();
            jdbc().sql("DELETE FROM identity.user_credentials").update();
            String byColleague = secret(links.createOnRecord(shop.account(Role.CLERK), Optional.of(administrator)));
            String first = start(folder, Optional.empty(), FirstSignIn.FILE);
            assertThat(links.isUsable(first)).isTrue();
            String second = start(folder, Optional.of(workName), FirstSignIn.ADMINISTRATOR_FILE);
            assertThat(links.isUsable(second)).isTrue();
            assertThat(links.isUsable(first)).as("its file is gone").isFalse();
            Passkey.of(administrator);
            start(folder, Optional.empty(), "");
            assertThat(links.isUsable(second)).as("so is this one's").isFalse();
            assertThat(links.isUsable(byColleague)).as("no start has made it").isTrue();
        });
    }

    private static String start(Path folder, Optional<String> name, String file) {
        PlatformSettings own = bean(PlatformSettings.class);
        new FirstSignIn(
                        bean(Accounts.class),
                        bean(OneTimeLinks.class),
                        RecoveryElsewhere.start(),
                        new PlatformSettings(
                                folder,
                                own.publicUrl(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                own.ownerRequestsPerMinute(),
                                false,
                                name))
                .afterSingletonsInstantiated();
        try {
            return file.isEmpty()
                    ? ""
                    : secret(Files.readString(folder.resolve(file)).strip());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Who had the passkey may have had a link made as well. */
    @Test
    void aRemovedPasskeyTakesUnusedLinksOfItsAccountWithIt() {
        UUID person = shop.account(Role.CLERK);
        String passkey = Passkey.of(person);
        String theirs = secret(links.create(person));
        String others = secret(links.create(shop.account(Role.CLERK)));
        assertThat(links.isUsable(theirs)).isTrue();

        office.post("/people/" + person + "/passkeys/remove", Map.of("passkey", passkey, "sure", "yes"));
        assertThat(bean(PasskeyTable.class).of(person)).isEmpty();
        assertThat(links.isUsable(theirs)).isFalse();
        assertThat(links.isUsable(others)).isTrue();
        Browser late = nobody();
        assertThat(late.get("/enrol/" + theirs).status()).isEqualTo(410);
        assertThat(late.post("/enrol/" + theirs, Map.of()).status()).isEqualTo(410);
    }

    private static String link(Browser.Answer page) {
        Matcher link = LINK.matcher(page.body());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private static String secret(String link) {
        return URI.create(link).getPath().substring(OneTimeLinks.PATH.length());
    }
}
