package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialRequestOptionsRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** What somebody may do is changed, and somebody ends: at once, on record, and never the last administrator. */
final class AccountChangesTest extends PlatformTest {
    private static final int ROUNDS = 12;

    private final Shop shop = newShop();
    private final UUID administrator = shop.account(Role.ADMINISTRATOR);
    private final Browser office = confirmed(administrator);
    private final AccountChanges changes = bean(AccountChanges.class);
    private final AccountHistory history = bean(AccountHistory.class);

    @Test
    void aRoleIsGivenAndTakenAndTheSessionsEnd() {
        UUID person = shop.account(Role.CLERK);
        Browser first = signedIn(person);
        Browser second = signedIn(person);
        assertThat(first.get("/intake").status()).isEqualTo(200);
        assertThat(second.get("/intake").status()).isEqualTo(200);
        assertThat(sessions(person)).isEqualTo(2);

        assertThat(office.post("/people/" + person + "/roles", Map.of("roles", "TECHNICIAN"))
                        .location())
                .isEqualTo("/people/" + person);
        assertThat(sessions(person)).isZero();
        for (Browser browser : List.of(first, second)) {
            assertThat(browser.get("/intake").status()).isNotEqualTo(200);
            assertThat(browser.get("/bench").status())
                    .as("signs in again first")
                    .isNotEqualTo(200);
        }
        Browser again = signedIn(person);
        assertThat(again.get("/bench").status()).isEqualTo(200);
        assertThat(again.get("/intake").status()).isEqualTo(403);
        // What somebody may do already changes nothing, and puts nobody out.
        office.post("/people/" + person + "/roles", Map.of("roles", "TECHNICIAN"));
        assertThat(again.get("/bench").status()).isEqualTo(200);
        assertThat(history.of(person)).hasSize(1);

        assertThat(office.post("/people/" + person + "/roles", Map.of()).body()).contains("at least one role");
        assertThat(office.post("/people/" + person + "/roles", Map.of("roles", "OWNER"))
                        .status())
                .isEqualTo(400);
        assertThat(again.post("/people/" + person + "/roles", Map.of("roles", "ADMINISTRATOR"))
                        .status())
                .isEqualTo(403);
        assertThat(confirmed(newShop().account(Role.ADMINISTRATOR))
                        .post("/people/" + person + "/roles", Map.of("roles", "MANAGER"))
                        .status())
                .isEqualTo(404);
        assertThat(changes.find(shop.organisation(), person).orElseThrow().roles())
                .containsExactly(Role.TECHNICIAN);
    }

    /** Whoever runs the machine lets an administrator in again; nobody becomes one by it, and it is on record. */
    @Test
    void aLinkForAnAdministratorWhoHasLostTheirPasskeyIsOnRecord() throws Exception {
        Passkey.of(administrator);
        Path folder = Files.createTempDirectory("link");
        FirstSignIn asked =
                asking(folder, bean(Accounts.class).workName(administrator).orElseThrow());
        asked.afterSingletonsInstantiated();
        String link =
                Files.readString(folder.resolve(FirstSignIn.ADMINISTRATOR_FILE)).strip();
        assertThat(link).contains("/enrol/");
        assertThat(history.of(administrator).getFirst()).satisfies(change -> {
            assertThat(change.what()).isEqualTo("link");
            assertThat(change.by()).isEmpty();
            assertThat(change.after()).isEqualTo(change.before());
        });
        assertThat(office.get("/people/" + administrator).body()).contains("whoever runs this platform");
        Browser nobody = nobody();
        String path = URI.create(link).getPath();
        nobody.get(path);
        assertThat(nobody.post(path, Map.of()).location()).isEqualTo("/passkey");

        UUID clerk = shop.account(Role.CLERK);
        String name = bean(Accounts.class).workName(clerk).orElseThrow();
        assertThatThrownBy(() -> asking(folder, name).afterSingletonsInstantiated())
                .hasStackTraceContaining("ADMINISTRATOR_LINK");
        UUID suspended = shop.account(Role.ADMINISTRATOR);
        changes.setActive(shop.organisation(), suspended, false, administrator);
        assertThatThrownBy(() -> asking(
                                folder, bean(Accounts.class).workName(suspended).orElseThrow())
                        .afterSingletonsInstantiated())
                .hasStackTraceContaining("ADMINISTRATOR_LINK");
        assertThat(history.of(clerk)).isEmpty();
        assertThat(folder.resolve(FirstSignIn.ADMINISTRATOR_FILE)).doesNotExist();
        Files.delete(folder);
    }

    private FirstSignIn asking(Path folder, String name) {
        PlatformSettings own = bean(PlatformSettings.class);
        return new FirstSignIn(
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
                        Optional.of(name)));
    }

    @Test
    void whoHasEndedIsOutForGood() {
        UUID person = shop.account(Role.CLERK);
        Browser browser = signedIn(person);
        browser.get("/intake");
        bean(QuickSwitch.class).setPin(person, "918273");
        String badge = bean(QuickSwitch.class).newBadge(person);
        String link = bean(OneTimeLinks.class).create(person);
        Passkey.of(person);
        String path = "/people/" + person;

        assertThat(office.post(path + "/end", Map.of()).body()).contains("Tick that you are sure");
        assertThat(browser.get("/intake").status()).isEqualTo(200);
        assertThat(office.post(path + "/end", Map.of("sure", "yes")).location()).isEqualTo(path);
        assertThat(browser.get("/intake").status()).isNotEqualTo(200);
        assertThat(sessions(person)).isZero();
        assertThat(bean(QuickSwitch.class).byBadge(badge, shop.organisation())).isEmpty();
        assertThat(bean(OneTimeLinks.class).isUsable(link.substring(link.lastIndexOf('/') + 1)))
                .isFalse();
        for (String table : List.of("pin", "badge")) {
            assertThat(count("SELECT count(*) FROM identity." + table + " WHERE account_id = ?", person))
                    .isZero();
        }
        assertThat(count("SELECT count(*) FROM identity.user_entities WHERE name = ?::text", person.toString()))
                .isZero();
        assertThat(count(
                        "SELECT count(*) FROM identity.user_credentials WHERE user_entity_user_id = ?",
                        Passkey.id("u-" + person)))
                .isZero();

        for (String step : List.of("restore", "suspend", "link", "badge", "roles")) {
            Browser.Answer refused = office.post(path + "/" + step, Map.of("roles", "MANAGER"));
            assertThat(refused.status()).as(step).isEqualTo(422);
            assertThat(refused.body()).as(step).contains("has ended, for good");
        }
        assertThatThrownBy(() -> jdbc().sql("UPDATE identity.account SET state = 'active' WHERE id = ?")
                        .param(person)
                        .update())
                .isInstanceOf(DataAccessException.class);
        assertThat(bean(Accounts.class).workName(person))
                .as("it stands on records")
                .isPresent();
        assertThat(office.get("/people").body()).contains("ended");
        assertThat(office.get(path).body()).contains("can&#39;t sign in any more".replace("&#39;", "'"));
    }

    @Test
    void nobodyTakesTheLastAdministratorAway() {
        assertCode(AccountException.Code.LAST_ADMINISTRATOR, () -> {
            changes.roles(shop.organisation(), administrator, Set.of(Role.CLERK), administrator);
            return null;
        });
        for (String step : List.of("suspend", "end")) {
            assertThat(office.post("/people/" + administrator + "/" + step, Map.of("sure", "yes"))
                            .body())
                    .as(step)
                    .contains("Nobody would be left");
        }
        assertThat(office.post("/people/" + administrator + "/roles", Map.of("roles", "CLERK"))
                        .body())
                .contains("Nobody would be left");
        // One who is suspended, has ended, or is another company's is none.
        UUID other = shop.account(Role.ADMINISTRATOR);
        Passkey.of(other);
        Passkey.of(administrator);
        assertThat(office.post("/people/" + administrator + "/roles", Map.of("roles", "CLERK"))
                        .body())
                .contains("ask another administrator");
        office.post("/people/" + other + "/suspend", Map.of());
        assertThat(office.post("/people/" + administrator + "/end", Map.of("sure", "yes"))
                        .body())
                .contains("Nobody would be left");
        assertThat(office.get("/people").status()).isEqualTo(200);
    }

    /** Who came by a one-time link has this session and no other: with the last passkey nobody would get in any more. */
    @Test
    void nobodyTakesTheLastPasskeyOfTheAdministratorsAway() {
        UUID other = shop.account(Role.ADMINISTRATOR);
        Passkey.of(other);
        Passkey.of(shop.account(Role.CLERK));
        UUID suspended = shop.account(Role.ADMINISTRATOR);
        Passkey.of(suspended);
        office.post("/people/" + suspended + "/suspend", Map.of());
        UUID elsewhere = newShop().account(Role.ADMINISTRATOR);
        Passkey.of(elsewhere);

        for (Map.Entry<String, Map<String, String>> step : Map.of(
                        "roles", Map.of("roles", "CLERK"),
                        "suspend", Map.<String, String>of(),
                        "end", Map.of("sure", "yes"))
                .entrySet()) {
            Browser.Answer refused = office.post("/people/" + other + "/" + step.getKey(), step.getValue());
            assertThat(refused.status()).as(step.getKey()).isEqualTo(422);
            assertThat(refused.body())
                    .as(step.getKey())
                    .contains("No administrator would be left who can sign in again");
        }
        assertCode(AccountException.Code.LAST_PASSKEY, () -> {
            changes.end(shop.organisation(), other, administrator);
            return null;
        });
        assertThat(changes.find(shop.organisation(), other).orElseThrow().isAdministrator())
                .isTrue();
        assertThat(history.of(other)).isEmpty();
        // More roles take nothing away, and one without a passkey is not the last who has one.
        assertThat(office.post("/people/" + other + "/roles", Map.of("roles", "ADMINISTRATOR,MANAGER"))
                        .status())
                .isEqualTo(302);
        UUID third = shop.account(Role.ADMINISTRATOR);
        assertThat(office.post("/people/" + third + "/end", Map.of("sure", "yes"))
                        .location())
                .isEqualTo("/people/" + third);

        Passkey.of(administrator);
        assertThat(office.post("/people/" + other + "/end", Map.of("sure", "yes"))
                        .location())
                .isEqualTo("/people/" + other);
    }

    /** Of two who have none the first makes one before it is the other's turn. */
    @Test
    void withoutAnyPasskeyNobodyIsTakenAway() {
        UUID other = shop.account(Role.ADMINISTRATOR);
        assertThat(office.post("/people/" + other + "/end", Map.of("sure", "yes"))
                        .body())
                .contains("No administrator would be left who can sign in again");
        Passkey.of(administrator);
        assertThat(office.post("/people/" + other + "/end", Map.of("sure", "yes"))
                        .status())
                .isEqualTo(302);
    }

    /** A lost passkey goes alone: at once, on record, and with every session of its owner. */
    @Test
    void anAdministratorRemovesAPasskey() {
        UUID person = shop.account(Role.CLERK);
        String lost = Passkey.of(person);
        Browser browser = signedIn(person);
        assertThat(browser.get("/intake").status()).isEqualTo(200);
        String path = "/people/" + person;
        assertThat(office.get(path).body()).contains("security key", "A laptop, phone or key", "made ", "last used");
        Map<String, String> form = Map.of("passkey", lost, "sure", "yes");

        assertThat(office.post(path + "/passkeys/remove", Map.of("passkey", lost))
                        .body())
                .contains("Tick that you are sure");
        assertThat(office.post(path + "/passkeys/remove", Map.of("passkey", "nothing-like-it", "sure", "yes"))
                        .body())
                .contains("no such passkey any more");
        assertThat(confirmed(newShop().account(Role.ADMINISTRATOR))
                        .post(path + "/passkeys/remove", form)
                        .status())
                .isEqualTo(404);
        assertThat(shop.browser(Role.MANAGER)
                        .post(path + "/passkeys/remove", form)
                        .status())
                .isEqualTo(403);
        assertThat(history.of(person)).isEmpty();
        assertThat(browser.get("/intake").status()).isEqualTo(200);
        // Another's is not found under this account.
        UUID other = shop.account(Role.CLERK);
        assertThat(office.post("/people/" + other + "/passkeys/remove", form).status())
                .isEqualTo(422);

        assertThat(office.post(path + "/passkeys/remove", form).location()).isEqualTo(path);
        assertThat(bean(PasskeyTable.class).of(person)).isEmpty();
        assertThat(sessions(person)).isZero();
        assertThat(browser.get("/intake").status()).isNotEqualTo(200);
        AccountHistory.Change change = history.of(person).getFirst();
        assertThat(change.what()).isEqualTo("passkey");
        assertThat(change.by()).isEqualTo(bean(Accounts.class).workName(administrator));
        assertThat(change.passkeyMadeAt().orElseThrow()).isCloseTo(Instant.now(), within(1, ChronoUnit.HOURS));
        assertThat(office.get(path).body()).contains("a passkey removed");
    }

    /** A browser that was left open, or was opened by a link, is no reason to lock its owner out. */
    @Test
    void nobodyRemovesTheirOwnWithoutShowingOne() {
        UUID person = shop.account(Role.CLERK);
        String own = Passkey.of(person);
        Browser browser = signedIn(person);
        Browser.Answer refused = browser.post("/account/passkeys/remove", Map.of("passkey", own, "sure", "yes"));
        assertThat(refused.location()).isEqualTo("/confirm?next=%2Faccount");
        assertThat(browser.get("/account").body())
                .contains("Confirm with a passkey")
                .doesNotContain("/account/passkeys/remove");
        assertThat(bean(PasskeyTable.class).of(person)).hasSize(1);
        // Nor does an administrator get around it on the page of people.
        String first = Passkey.of(administrator);
        assertThat(office.post("/people/" + administrator + "/passkeys/remove", Map.of("passkey", first, "sure", "yes"))
                        .location())
                .isEqualTo("/account");
        assertThat(bean(PasskeyTable.class).of(administrator)).hasSize(1);
    }

    @Test
    void theLastPasskeyOfTheAdministratorsIsNotRemoved() throws Exception {
        UUID other = shop.account(Role.ADMINISTRATOR);
        String last = Passkey.of(other);
        Passkey.of(shop.account(Role.CLERK));
        Passkey.of(newShop().account(Role.ADMINISTRATOR));
        Browser.Answer refused =
                office.post("/people/" + other + "/passkeys/remove", Map.of("passkey", last, "sure", "yes"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("No administrator would be left who can sign in again");
        assertCode(AccountException.Code.LAST_PASSKEY, () -> {
            changes.removePasskey(shop.organisation(), other, last, other, Optional.empty());
            return null;
        });
        // One who is suspended can't sign in: theirs does not count, and can be removed.
        String first = Passkey.of(administrator);
        changes.removePasskey(shop.organisation(), administrator, first, administrator, Optional.empty());
        Passkey.of(administrator);
        changes.setActive(shop.organisation(), other, false, administrator);
        changes.removePasskey(shop.organisation(), other, last, administrator, Optional.empty());
        assertThat(bean(PasskeyTable.class).of(other)).isEmpty();
        assertCode(AccountException.Code.NOT_ADMINISTRATOR, () -> {
            changes.removePasskey(shop.organisation(), administrator, last, other, Optional.empty());
            return null;
        });
    }

    /** The library writes a passkey that was shown anew, also one that was removed meanwhile: the removal waits, and then holds. */
    @Test
    void aPasskeyThatIsBeingShownIsRemovedAfterwards() {
        UUID person = shop.account(Role.CLERK);
        String id = Passkey.of(person);
        Bytes raw = Bytes.fromBase64(id);
        TransactionTemplate transaction = new TransactionTemplate(bean(PlatformTransactionManager.class));
        PasskeyOperations operations = new PasskeyOperations(
                new Shown(() -> {
                    try (var other = Executors.newSingleThreadExecutor()) {
                        Future<Integer> removal = other.submit(() -> transaction.execute(_ -> {
                            jdbc().sql("SET LOCAL lock_timeout = '200ms'").update();
                            return jdbc().sql("DELETE FROM identity.user_credentials WHERE credential_id = ?")
                                    .param(id)
                                    .update();
                        }));
                        assertThatThrownBy(removal::get).as("it waits").hasStackTraceContaining("lock timeout");
                    }
                }),
                jdbc(),
                transaction,
                bean(AccountHistory.class),
                Instant::now);
        PublicKeyCredential.PublicKeyCredentialBuilder<AuthenticatorAssertionResponse> shown =
                PublicKeyCredential.builder();
        shown.id(id);
        shown.rawId(raw);
        shown.response(AuthenticatorAssertionResponse.builder()
                .authenticatorData(Bytes.random())
                .clientDataJSON(Bytes.random())
                .signature(Bytes.random())
                .build());
        operations.authenticate(new RelyingPartyAuthenticationRequest(
                PublicKeyCredentialRequestOptions.builder()
                        .challenge(Bytes.random())
                        .rpId("localhost")
                        .build(),
                shown.build()));
        assertThat(bean(PasskeyTable.class).of(person)).hasSize(1);
    }

    /** What checks passkeys, at the moment at which it has read one. */
    private record Shown(Runnable meanwhile) implements WebAuthnRelyingPartyOperations {
        @Override
        public PublicKeyCredentialUserEntity authenticate(RelyingPartyAuthenticationRequest request) {
            meanwhile.run();
            return ImmutablePublicKeyCredentialUserEntity.builder()
                    .id(Bytes.random())
                    .name("somebody")
                    .displayName("somebody")
                    .build();
        }

        @Override
        public PublicKeyCredentialCreationOptions createPublicKeyCredentialCreationOptions(
                PublicKeyCredentialCreationOptionsRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CredentialRecord registerCredential(RelyingPartyRegistrationRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PublicKeyCredentialRequestOptions createCredentialRequestOptions(
                PublicKeyCredentialRequestOptionsRequest request) {
            throw new UnsupportedOperationException();
        }
    }

    /** The library would delete a passkey for its owner; no page asks for it, and it could be the last one. */
    @Test
    void aPasskeyIsNotTakenAwayByRequest() {
        Passkey.of(administrator);
        String id = jdbc().sql("SELECT credential_id FROM identity.user_credentials WHERE user_entity_user_id = ?")
                .param(Passkey.id("u-" + administrator))
                .query((row, _) -> row.getString(1))
                .single();
        assertThat(office.send(office.request("/webauthn/register/" + id)
                                .header("X-CSRF-TOKEN", office.token())
                                .DELETE())
                        .status())
                .isEqualTo(403);
        assertThat(count("SELECT count(*) FROM identity.user_credentials WHERE credential_id = ?", id))
                .isOne();
    }

    /** Whoever runs the machine lets somebody in as long as no administrator can do it: whatever passkeys others have. */
    @Test
    void theFirstWithoutPasskeyIsAnAdministratorWhoMaySignIn() {
        Accounts accounts = bean(Accounts.class);
        new TransactionTemplate(bean(PlatformTransactionManager.class)).executeWithoutResult(undone -> {
            undone.setRollbackOnly();
            jdbc().sql("DELETE FROM identity.user_credentials").update();
            jdbc().sql("UPDATE identity.account SET state = 'suspended' WHERE state = 'active'")
                    .update();
            assertThat(accounts.firstWithoutPasskey()).isEmpty();
            UUID clerkOnly = shop.account(Role.CLERK);
            Passkey.of(clerkOnly);
            assertThat(accounts.firstWithoutPasskey()).as("a clerk is none").isEmpty();
            UUID second = shop.account(Role.ADMINISTRATOR, Role.CLERK);
            assertThat(accounts.firstWithoutPasskey())
                    .as("a clerk's passkey lets no administrator in")
                    .contains(second);
            Passkey.of(administrator);
            assertThat(accounts.firstWithoutPasskey())
                    .as("nor does that of one who is suspended")
                    .contains(second);
            Passkey.of(second);
            assertThat(accounts.firstWithoutPasskey()).isEmpty();
        });
    }

    /** Who is named gets the link, and not whoever was first; a name that is nobody's is said. */
    @Test
    void whoIsNamedGetsTheLinkWhileNobodyHasAPasskey() throws Exception {
        Path folder = Files.createTempDirectory("link");
        UUID named = shop.account(Role.ADMINISTRATOR);
        String name = bean(Accounts.class).workName(named).orElseThrow();
        new TransactionTemplate(bean(PlatformTransactionManager.class)).executeWithoutResult(undone -> {
            undone.setRollbackOnly();
            jdbc().sql("DELETE FROM identity.user_credentials").update();
            assertThat(bean(Accounts.class).firstWithoutPasskey())
                    .isPresent()
                    .get()
                    .isNotEqualTo(named);
            asking(folder, name).afterSingletonsInstantiated();
            assertThat(folder.resolve(FirstSignIn.FILE)).doesNotExist();
            assertThat(folder.resolve(FirstSignIn.ADMINISTRATOR_FILE)).content().contains("/enrol/");
            assertThat(history.of(named).getFirst().what()).isEqualTo("link");
            assertThatThrownBy(() -> asking(folder, "nobody of that name").afterSingletonsInstantiated())
                    .hasStackTraceContaining("ADMINISTRATOR_LINK");
            assertThat(folder.resolve(FirstSignIn.ADMINISTRATOR_FILE)).doesNotExist();
            // Without a name it is as on the first day.
            asking(folder, "*").afterSingletonsInstantiated();
            assertThat(folder.resolve(FirstSignIn.FILE)).content().contains("/enrol/");
            assertThat(folder.resolve(FirstSignIn.ADMINISTRATOR_FILE)).doesNotExist();
        });
        Files.delete(folder.resolve(FirstSignIn.FILE));
        Files.delete(folder);
    }

    /** It is signed, and stands on records for good. */
    @Test
    void aNameAtWorkIsNoTelephoneNumber() {
        for (String name : List.of("Li 13800138000", "li@example.org")) {
            Browser.Answer refused = office.post("/people", Map.of("workName", name, "roles", "CLERK"));
            assertThat(refused.status()).as(name).isEqualTo(422);
            assertThat(refused.body()).as(name).contains("A name at work is signed");
        }
    }

    /** A time is read where the company is, and not where a server counts. */
    @Test
    void aChangeIsShownInTheTimeOfTheCompany() {
        UUID person = shop.account(Role.CLERK);
        office.post("/people/" + person + "/suspend", Map.of());
        assertThat(office.get("/people/" + person).body()).contains("(+08:00)").doesNotContain("(Z)", "(+00:00)");
    }

    /** Each ends the other at the same moment, in each of the ways: one of them is left. */
    @Test
    void ofTwoAdministratorsWhoTakeEachOtherAwayOneIsLeft() throws Exception {
        try (var two = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < ROUNDS; round++) {
                Shop at = newShop();
                UUID one = at.account(Role.ADMINISTRATOR);
                UUID other = at.account(Role.ADMINISTRATOR);
                Passkey.of(one);
                Passkey.of(other);
                CyclicBarrier together = new CyclicBarrier(2);
                int way = round;
                List<Callable<Optional<AccountException.Code>>> both = List.of(
                        () -> takes(at, one, other, way, together), () -> takes(at, other, one, way + 1, together));
                List<Optional<AccountException.Code>> told = new ArrayList<>();
                for (Future<Optional<AccountException.Code>> done : two.invokeAll(both)) {
                    told.add(done.get());
                }
                assertThat(told).as("round " + round).containsOnlyOnce(Optional.empty());
                assertThat(told)
                        .filteredOn(Optional::isPresent)
                        .containsExactly(Optional.of(AccountException.Code.NOT_ADMINISTRATOR));
                assertThat(List.of(one, other))
                        .filteredOn(account -> changes.find(at.organisation(), account)
                                .orElseThrow()
                                .isAdministrator())
                        .hasSize(1);
            }
        }
    }

    private Optional<AccountException.Code> takes(Shop at, UUID by, UUID whom, int way, CyclicBarrier together)
            throws Exception {
        together.await();
        try {
            switch (way % 3) {
                case 0 -> changes.end(at.organisation(), whom, by);
                case 1 -> changes.roles(at.organisation(), whom, EnumSet.of(Role.MANAGER), by);
                default -> changes.setActive(at.organisation(), whom, false, by);
            }
            return Optional.empty();
        } catch (AccountException e) {
            return Optional.of(e.code());
        }
    }

    @Test
    void eachChangeIsOnRecordAndStays() {
        UUID person = shop.account(Role.CLERK);
        office.post("/people/" + person + "/roles", Map.of("roles", "MANAGER"));
        office.post("/people/" + person + "/suspend", Map.of());
        office.post("/people/" + person + "/suspend", Map.of());
        office.post("/people/" + person + "/restore", Map.of());
        office.post("/people/" + person + "/end", Map.of("sure", "yes"));

        List<AccountHistory.Change> known = history.of(person);
        assertThat(known)
                .extracting(AccountHistory.Change::what)
                .containsExactly("ended", "restored", "suspended", "roles");
        assertThat(known.getLast().before()).containsExactly(Role.CLERK);
        assertThat(known.getLast().after()).containsExactly(Role.MANAGER);
        String name = bean(Accounts.class).workName(administrator).orElseThrow();
        assertThat(known).extracting(AccountHistory.Change::by).containsOnly(Optional.of(name));
        assertThat(office.get("/people/" + person).body()).contains("What was changed", name);
        for (String change : List.of(
                "UPDATE identity.account_change SET what = 'restored'",
                "DELETE FROM identity.account_change",
                "TRUNCATE identity.account_change")) {
            assertThatThrownBy(() -> jdbc().sql(change).update()).as(change).isInstanceOf(DataAccessException.class);
        }
    }

    /** A session that was put to sleep with an account does not wake up with it. */
    @Test
    void whoIsRestoredSignsInAnew() {
        UUID person = shop.account(Role.CLERK);
        Browser browser = signedIn(person);
        browser.get("/intake");
        office.post("/people/" + person + "/suspend", Map.of());
        office.post("/people/" + person + "/restore", Map.of());
        assertThat(browser.get("/intake").status()).isNotEqualTo(200);
        assertThat(signedIn(person).get("/intake").status()).isEqualTo(200);
    }

    private static void assertCode(AccountException.Code code, Callable<Void> step) {
        assertThatThrownBy(step::call)
                .isInstanceOfSatisfying(
                        AccountException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static int sessions(UUID account) {
        return count("SELECT count(*) FROM identity.spring_session WHERE principal_name = ?", account.toString());
    }

    private static int count(String sql, Object parameter) {
        return jdbc().sql(sql).param(parameter).query((row, _) -> row.getInt(1)).single();
    }
}
