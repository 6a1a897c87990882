package org.wangchuan.platform.testing;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangchuan.platform.identity.AccountException;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Newcomers;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.PasskeyShown;
import org.wangchuan.platform.identity.Secrets;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.key.SigningKey;

/**
 * A test of the whole application: the real one, on a real database, over HTTP. It is started with the first such class of a
 * JVM and shared by all: a test makes what it needs ({@link #newShop()}) and counts on nothing else being there or not.
 */
@Tag("slow")
public abstract class PlatformTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** One is made by the test engine. */
    protected PlatformTest() {}

    /**
     * An organisation of a test's own, with two sites. The accounts of {@link #account} belong to the first.
     *
     * @param organisation its id
     */
    public record Shop(UUID organisation, UUID site, UUID otherSite) {
        /** A new account of this shop's first site. */
        public UUID account(Role... roles) {
            return accountAt(Optional.of(site), roles);
        }

        /** A new account of a site, or of all. */
        public UUID accountAt(Optional<UUID> at, Role... roles) {
            Set<Role> all = EnumSet.noneOf(Role.class);
            all.addAll(List.of(roles));
            return bean(Accounts.class)
                    .create(Optional.of(organisation), at, "worker " + NUMBER.incrementAndGet(), all, Optional.empty());
        }

        /** Somebody new of this role at the first site, signed in. */
        public Browser browser(Role... roles) {
            return signedIn(account(roles));
        }
    }

    /**
     * A station as it is after pairing.
     *
     * @param token for {@code Authorization: Bearer}
     */
    public record PairedStation(UUID id, String token, SigningKey key) {}

    /** The application's own object of this type. */
    public static <T> T bean(Class<T> type) {
        return RunningPlatform.get().context().getBean(type);
    }

    /** The application's own object of this name and type, where there are several of the type. */
    public static <T> T named(String name, Class<T> type) {
        return RunningPlatform.get().context().getBean(name, type);
    }

    /** The application's database, as the role that it works with. */
    public static JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    /** Where it listens, without a slash at the end. */
    public static String origin() {
        return RunningPlatform.get().origin();
    }

    /** What a reader of metrics gets, on their own port. */
    public static Browser metrics() {
        return new Browser("http://127.0.0.1:"
                + RunningPlatform.get().context().getEnvironment().getProperty("local.management.port"));
    }

    /** A new organisation with two sites. */
    public static Shop newShop() {
        Organisations organisations = bean(Organisations.class);
        UUID organisation = organisations.create("shop " + NUMBER.incrementAndGet(), "CNY");
        UUID site = organisations.addSite(organisation, "first site", "Asia/Shanghai");
        UUID other = organisations.addSite(organisation, "other site", "Asia/Shanghai");
        return new Shop(organisation, site, other);
    }

    /** The company that runs the platform: whichever was there first. */
    public static Shop host() {
        Organisations organisations = bean(Organisations.class);
        if (organisations.host().isEmpty()) {
            return newShop();
        }
        UUID host = organisations.host().orElseThrow();
        List<UUID> sites =
                organisations.sites(host).stream().map(Organisations.Site::id).toList();
        return new Shop(host, sites.getFirst(), sites.getLast());
    }

    /** Somebody who was let onto the platform, and belongs to no company yet; their account. */
    public static UUID newcomer() {
        try {
            String link = bean(Newcomers.class)
                    .let("newcomer " + NUMBER.incrementAndGet(), host().account(Role.ADMINISTRATOR));
            return jdbc().sql("SELECT account_id FROM identity.one_time_link WHERE digest = ?")
                    .param(Secrets.digest(link.substring(link.lastIndexOf('/') + 1)))
                    .query((row, _) -> row.getObject(1, UUID.class))
                    .single();
        } catch (AccountException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A browser of nobody. */
    public static Browser nobody() {
        return new Browser(origin());
    }

    /** A browser that is signed in to an account, by a one-time link as people do it. */
    public static Browser signedIn(UUID account) {
        Browser browser = nobody();
        browser.signIn(bean(OneTimeLinks.class).create(account));
        return browser;
    }

    /** The same, and they have shown their passkey just now. */
    public static Browser confirmed(UUID account) {
        Browser browser = signedIn(account);
        PasskeyShown.by(account);
        return browser;
    }

    /** A new station of a site with a key of its own. */
    public static PairedStation newStation(UUID site) {
        Stations stations = bean(Stations.class);
        SigningKey key = SigningKey.generate();
        Stations.Paired paired = stations.pair(
                        stations.newCode(site, Optional.empty()), "bench " + NUMBER.incrementAndGet(), key.publicKey())
                .orElseThrow();
        return new PairedStation(paired.station().id(), paired.token(), key);
    }
}
