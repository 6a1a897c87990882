package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** A company moves, is renamed, pays in another currency: on record, and only from then on. */
final class CompanyChangesTest extends PlatformTest {
    private final Shop shop = newShop();
    private final UUID administrator = shop.account(Role.ADMINISTRATOR);
    private final Browser office = signedIn(administrator);
    private final Organisations organisations = bean(Organisations.class);

    @Test
    void nameAndCurrencyOfTheCompanyAreChangedOnRecord() {
        String before = organisations.name(shop.organisation());
        assertThat(office.post("/company", Map.of("name", "Neue Firma", "currency", "EUR"))
                        .location())
                .isEqualTo("/sites");
        assertThat(organisations.name(shop.organisation())).isEqualTo("Neue Firma");
        assertThat(organisations.site(shop.site()).orElseThrow().currency()).isEqualTo("EUR");
        List<CompanyChanges.Change> changes = bean(CompanyChanges.class).of(shop.organisation());
        assertThat(changes)
                .extracting(CompanyChanges.Change::what, CompanyChanges.Change::before, CompanyChanges.Change::after)
                .containsExactly(tuple("currency", "CNY", "EUR"), tuple("name", before, "Neue Firma"));
        assertThat(changes)
                .extracting(CompanyChanges.Change::by)
                .containsOnly(bean(Accounts.class).workName(administrator).orElseThrow());
        assertThat(office.get("/sites").body()).contains(before + " → Neue Firma", "CNY → EUR");
        // What stays the same is no change.
        office.post("/company", Map.of("name", "Neue Firma", "currency", "EUR"));
        assertThat(bean(CompanyChanges.class).of(shop.organisation())).hasSize(2);
        for (String change : List.of(
                "UPDATE identity.company_change SET after = 'x'",
                "DELETE FROM identity.company_change",
                "TRUNCATE identity.company_change")) {
            assertThatThrownBy(() -> jdbc().sql(change).update()).as(change).isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void whatIsNoCurrencyOrNameIsRefused() {
        for (String currency : List.of("DEM", "XAU", "EURO", "")) {
            Browser.Answer refused = office.post("/company", Map.of("name", "Firma", "currency", currency));
            assertThat(refused.status()).as(currency).isEqualTo(422);
            assertThat(refused.body()).contains("Expected a currency of the list");
        }
        assertThat(office.post("/company", Map.of("name", " ", "currency", "EUR"))
                        .status())
                .isEqualTo(422);
        assertThat(shop.browser(Role.MANAGER)
                        .post("/company", Map.of("name", "Firma", "currency", "EUR"))
                        .status())
                .isEqualTo(403);
        assertThat(bean(CompanyChanges.class).of(shop.organisation())).isEmpty();
    }

    @Test
    void aSiteIsRenamedAndMovesToAnotherTimeZone() {
        String path = "/sites/" + shop.site();
        assertThat(office.post(path, Map.of("name", "Laden", "timeZone", "berlin"))
                        .location())
                .isEqualTo("/sites");
        Organisations.Site site = organisations.site(shop.site()).orElseThrow();
        assertThat(site.name()).isEqualTo("Laden");
        assertThat(site.timeZone()).isEqualTo("Europe/Berlin");
        assertThat(bean(CompanyChanges.class).of(shop.organisation()))
                .extracting(CompanyChanges.Change::what)
                .containsExactly("time_zone", "site_name");
        assertThat(office.post(path, Map.of("name", "other site", "timeZone", "Europe/Berlin"))
                        .body())
                .contains("already a site of this name");
        assertThat(office.post(path, Map.of("name", "Laden", "timeZone", "Atlantis"))
                        .status())
                .isEqualTo(422);
        assertThat(newShop()
                        .browser(Role.ADMINISTRATOR)
                        .post(path, Map.of("name", "Mine", "timeZone", "Europe/Berlin"))
                        .status())
                .isEqualTo(404);
        assertThat(bean(CompanyChanges.class).of(shop.organisation())).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "Berlin, Europe/Berlin",
        "' new york ', America/New_York",
        "europe/berlin, Europe/Berlin",
        "buenos aires, America/Argentina/Buenos_Aires",
        "UTC, UTC",
        "Beijing, ",
        "'', "
    })
    void aPlaceIsEnough(String typed, @Nullable String zone) {
        assertThat(TimeZones.find(typed)).isEqualTo(Optional.ofNullable(zone));
    }
}
