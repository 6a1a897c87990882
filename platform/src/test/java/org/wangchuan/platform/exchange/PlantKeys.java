package org.wangchuan.platform.exchange;

import static org.wangchuan.platform.testing.PlatformTest.bean;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.testing.PlatformTest.Shop;
import org.wangchuan.platform.web.access.Role;

/** Keys of programs, for tests that are about something else. */
public final class PlantKeys {
    private PlantKeys() {}

    /** One of a shop's first site for everything. */
    public static String of(Shop shop) {
        return of(shop, Optional.of(shop.site()), Duration.ofDays(1), Scope.values());
    }

    static String of(Shop shop, Optional<UUID> site, Duration validFor, Scope... scopes) {
        List<Scope> all = List.of(scopes);
        return bean(ApiKeys.class)
                .make(
                        new ApiKeys.Wanted(
                                shop.organisation(),
                                site,
                                "erp",
                                all,
                                all.stream().anyMatch(Scope::isNamed)
                                        ? Optional.of(shop.accountAt(site, Role.CLERK))
                                        : Optional.empty(),
                                validFor),
                        shop.account(Role.ADMINISTRATOR))
                .orElseThrow();
    }

    /** What its page tells it by. */
    static String prefix(String key) {
        return key.substring(ApiKeys.HEAD.length(), ApiKeys.HEAD.length() + 8);
    }

    /** The row of it. */
    static ApiKey row(String key) {
        return bean(ApiKeys.class).of(key).orElseThrow();
    }
}
