package org.wangchuan.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.vault.VaultException.Code;
import org.wangchuan.platform.web.access.Role;

/** The promises of the vault, on the real one. */
final class VaultTest extends PlatformTest {
    private static final Map<Field, String> WANG = Map.of(Field.NAME, "王小明", Field.PHONE, "13812341234");
    private static final byte[] DOT = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private final UUID site = UUID.randomUUID();
    private final Vault vault = bean(Vault.class);

    private Reader staff(Role... roles) {
        return new Reader(Reader.Kind.STAFF, Optional.of(UUID.randomUUID()), Set.of(roles), site);
    }

    private UUID wang() throws VaultException {
        return vault.person(WANG, Purpose.CEREMONY, Reader.owner(site));
    }

    private static void refused(Code code, ThrowingCallable call) {
        assertThat(catchThrowableOfType(VaultException.class, call).code()).isEqualTo(code);
    }

    @Test
    void whatWasGivenForAPurposeIsReadForItAndOnRecord() throws VaultException {
        UUID person = wang();
        assertThat(vault.read(person, Set.of(Field.NAME, Field.PHONE), Purpose.CEREMONY, staff(Role.CLERK)))
                .isEqualTo(WANG);
        assertThat(vault.masked(person, WANG.keySet(), Purpose.CEREMONY, staff(Role.MANAGER)))
                .isEqualTo(Map.of(Field.NAME, "王*", Field.PHONE, "138****1234"));
        assertThat(vault.reads(person))
                .extracting(Read::purpose, Read::role, Read::site)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Purpose.CEREMONY, Optional.of(Role.MANAGER), site),
                        org.assertj.core.groups.Tuple.tuple(Purpose.CEREMONY, Optional.of(Role.CLERK), site));
        assertThat(vault.keeping(person).orElseThrow().purposes()).containsOnlyKeys(Purpose.CEREMONY);
    }

    @Test
    void whoMayNotIsRefusedAndNothingIsOnRecord() throws VaultException {
        UUID person = wang();
        Set<Field> name = Set.of(Field.NAME);
        refused(Code.NOT_FOR_ROLE, () -> vault.read(person, name, Purpose.CEREMONY, staff(Role.TECHNICIAN)));
        refused(Code.NOT_FOR_ROLE, () -> vault.read(person, name, Purpose.CEREMONY, staff(Role.ADMINISTRATOR)));
        refused(Code.NOT_FOR_ROLE, () -> vault.read(person, name, Purpose.OWN_ACCESS, staff(Role.MANAGER)));
        refused(Code.NOT_FOR_ROLE, () -> vault.read(person, name, Purpose.CEREMONY, Reader.owner(site)));
        refused(Code.PURPOSE_OVER, () -> vault.read(person, name, Purpose.COMPLAINT, staff(Role.MANAGER)));
        refused(
                Code.NOT_FOR_PURPOSE,
                () -> vault.read(person, Set.of(Field.ID_NUMBER), Purpose.CEREMONY, staff(Role.CLERK)));
        refused(
                Code.NOT_FOR_PURPOSE,
                () -> vault.read(person, name, Purpose.AUTHORITY_DISCLOSURE, staff(Role.MANAGER)));
        refused(
                Code.NOT_FOUND,
                () -> vault.read(
                        person,
                        name,
                        Purpose.CEREMONY,
                        new Reader(Reader.Kind.STAFF, Optional.empty(), Set.of(Role.CLERK), UUID.randomUUID())));
        assertThat(vault.reads(person)).isEmpty();
    }

    @Test
    void aReadStaysOnRecordIfItsCallerFailsAfterwards() throws VaultException {
        UUID person = wang();
        TransactionTemplate transaction = new TransactionTemplate(bean(PlatformTransactionManager.class));
        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    try {
                        vault.read(person, Set.of(Field.NAME), Purpose.CEREMONY, staff(Role.CLERK));
                    } catch (VaultException e) {
                        throw new AssertionError(e);
                    }
                    throw new IllegalArgumentException("the page could not be made");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(vault.reads(person)).hasSize(1);
    }

    @Test
    void aCiphertextThatWasMovedIsNotOpened() throws VaultException {
        UUID one = wang();
        UUID other = wang();
        jdbc().sql("""
                UPDATE vault.value SET ciphertext = (SELECT ciphertext FROM vault.value WHERE person_id = ? AND field = 'phone')
                WHERE person_id = ? AND field = 'name'""").params(one, one).update();
        refused(Code.DAMAGED, () -> vault.read(one, Set.of(Field.NAME), Purpose.CEREMONY, staff(Role.CLERK)));
        jdbc().sql("""
                UPDATE vault.value SET ciphertext = (SELECT ciphertext FROM vault.value WHERE person_id = ? AND field = 'phone')
                WHERE person_id = ? AND field = 'phone'""").params(one, other).update();
        refused(Code.DAMAGED, () -> vault.read(other, Set.of(Field.PHONE), Purpose.CEREMONY, staff(Role.CLERK)));
        // With the key moved along, too: a key is bound to its person.
        jdbc().sql(
                        "UPDATE vault.person SET wrapped_key = (SELECT wrapped_key FROM vault.person WHERE id = ?) WHERE id = ?")
                .params(one, other)
                .update();
        refused(Code.DAMAGED, () -> vault.read(other, Set.of(Field.PHONE), Purpose.CEREMONY, staff(Role.CLERK)));
    }

    @Test
    void forgettingDestroysAndSaysUntilWhenBackupsHoldIt() throws VaultException {
        UUID person = wang();
        UUID picture = vault.attach(person, Purpose.CEREMONY, "image/png", DOT);
        assertThat(vault.picture(picture, Purpose.CEREMONY, staff(Role.CLERK))).isEqualTo(DOT);
        byte[] key = jdbc().sql("SELECT wrapped_key FROM vault.person WHERE id = ?")
                .param(person)
                .query((row, _) -> row.getBytes(1))
                .single();
        assertThat(key).isNotEmpty();

        vault.hold(person, "dispute 2026-7", staff(Role.MANAGER));
        refused(Code.HELD, () -> vault.forget(person, Reader.owner(site)));
        assertThat(vault.keeping(person).orElseThrow().hold()).contains("dispute 2026-7");
        vault.release(person, staff(Role.MANAGER));

        refused(Code.NOT_FOR_ROLE, () -> vault.forget(person, staff(Role.CLERK)));
        Instant until = vault.forget(person, Reader.owner(site));
        assertThat(until).isAfter(Instant.now().plus(Duration.ofDays(34)));
        refused(Code.FORGOTTEN, () -> vault.read(person, Set.of(Field.NAME), Purpose.CEREMONY, staff(Role.CLERK)));
        refused(Code.NOT_FOUND, () -> vault.picture(picture, Purpose.CEREMONY, staff(Role.CLERK)));
        assertThat(vault.keeping(person).orElseThrow().fields()).isEmpty();
        assertThat(vault.keeping(person).orElseThrow().backupsUntil()).isPresent();
        assertThat(vault.reads(person)).hasSize(1);
    }

    @Test
    void aDisclosureNamesItsAuthorityToThePerson() throws VaultException {
        UUID person = wang();
        Vault.Disclosure asked = new Vault.Disclosure("Public security, Chaoyang", "2026-113", "PSB law 1");
        assertThat(vault.disclose(person, Set.of(Field.NAME), asked, staff(Role.MANAGER)))
                .containsEntry(Field.NAME, "王小明");
        assertThat(vault.reads(person).getFirst().authority()).contains("Public security, Chaoyang");
        refused(Code.NOT_FOR_ROLE, () -> vault.disclose(person, Set.of(Field.NAME), asked, staff(Role.CLERK)));
    }

    @Test
    void onlyPngOfReasonableSizeIsKept() throws VaultException {
        UUID person = wang();
        byte[] tail = java.util.Arrays.copyOf(DOT, DOT.length + 1);
        byte[] large = java.util.Arrays.copyOf(DOT, Vault.PICTURE_BYTES_MAX + 1);
        byte[] html = "<html><script>alert(1)</script></html>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (byte[] bad : new byte[][] {tail, large, html, {}}) {
            refused(Code.BAD_PICTURE, () -> vault.attach(person, Purpose.CEREMONY, "image/png", bad));
        }
        refused(Code.BAD_PICTURE, () -> vault.attach(person, Purpose.CEREMONY, "image/svg+xml", DOT));
        refused(
                Code.BAD_VALUE,
                () -> vault.add(person, Map.of(Field.NAME, "two\nlines"), Purpose.CEREMONY, Reader.owner(site)));
    }

    @Test
    void whatNoPurposeNeedsAnyMoreGoes() throws VaultException {
        UUID person = wang();
        vault.add(person, Map.of(Field.PAYMENT_ACCOUNT, "6222020000001234"), Purpose.TAX, staff(Role.MANAGER));
        jdbc().sql(
                        "UPDATE vault.person_purpose SET until = now() - interval '1 day' WHERE person_id = ? AND purpose = 'ceremony'")
                .param(person)
                .update();
        bean(Retention.class).sweep();
        // Taxes see the name and not the phone number.
        assertThat(vault.keeping(person).orElseThrow().fields())
                .containsExactlyInAnyOrder(Field.NAME, Field.PAYMENT_ACCOUNT);
        jdbc().sql("UPDATE vault.person_purpose SET until = now() - interval '1 day' WHERE person_id = ?")
                .param(person)
                .update();
        bean(Retention.class).sweep();
        assertThat(vault.keeping(person).orElseThrow().forgottenAt()).isPresent();
    }

    @Test
    void aLostOrOtherKeyFileStopsTheStart(@TempDir Path folder) throws Exception {
        PlatformSettings platform = bean(PlatformSettings.class);
        Path lost = folder.resolve("lost.key");
        assertThatThrownBy(() -> start(platform, lost))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("VAULT_KEY_LOST");
        assertThat(lost).doesNotExist();
        Path ours = platform.data().resolve(MasterKey.FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ours)))
                .isEqualTo("rw-------");
        Path other = folder.resolve("other.key");
        Files.writeString(other, Files.readString(ours).replaceFirst("\"value\":\"[^\"]{8}", "\"value\":\"GiAAAAAA"));
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> start(platform, other)).hasMessageMatching("VAULT_KEY_(DIFFERS|DAMAGED).*");
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> start(platform, other)).hasMessageStartingWith("VAULT_KEY_OPEN");
        start(platform, ours);
    }

    private static void start(PlatformSettings platform, Path file) throws Exception {
        new MasterKey(platform, new VaultSettings(Optional.of(file.toString()), 35), jdbc(), InstantSource.system());
    }
}
