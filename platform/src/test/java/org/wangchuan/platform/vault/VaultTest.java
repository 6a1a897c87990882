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
import java.util.List;
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
import org.wangchuan.platform.testing.Soon;
import org.wangchuan.platform.vault.VaultException.Code;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.certificate.CounterSignature;

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

    /** The same, with a reason for what was given for the ceremony. */
    private Reader asked(Role... roles) {
        return staff(roles).because(Reason.DEVICE, "");
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
        assertThat(vault.read(person, Set.of(Field.NAME, Field.PHONE), Purpose.CEREMONY, asked(Role.CLERK)))
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
    void aNoteIsReadByWhoeverAnswersAndByThePerson() throws VaultException {
        UUID person = wang();
        UUID other = wang();
        Reader officer = staff(Role.DATA_PROTECTION_OFFICER);
        UUID asked = vault.note(person, Field.REQUEST, "one\r\ntwo", Purpose.COMPLAINT, Reader.owner(site));
        Set<UUID> both = Set.of(asked, vault.note(person, Field.ANSWER, "three", Purpose.COMPLAINT, officer));

        Map<UUID, String> read = vault.notes(person, both, Purpose.COMPLAINT, officer.because(Reason.REQUEST, ""));
        assertThat(read).hasSize(2).containsEntry(asked, "one\ntwo");
        assertThat(vault.notes(person, both, Purpose.OWN_ACCESS, Reader.owner(site)))
                .isEqualTo(read);
        assertThat(vault.reads(person))
                .extracting(Read::act, Read::role)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(Read.Act.READ, Optional.of(Role.DATA_PROTECTION_OFFICER)));

        refused(Code.NO_REASON, () -> vault.notes(person, both, Purpose.COMPLAINT, officer));
        for (Role role : Set.of(Role.MANAGER, Role.CLERK, Role.ADMINISTRATOR, Role.TECHNICIAN)) {
            refused(
                    Code.NOT_FOR_ROLE,
                    () -> vault.notes(
                            person, both, Purpose.COMPLAINT, staff(role).because(Reason.REQUEST, "")));
            refused(Code.NOT_FOR_ROLE, () -> vault.note(person, Field.ANSWER, "x", Purpose.COMPLAINT, staff(role)));
        }
        // Given for one purpose, it is not read for another; nor by the id of somebody else.
        refused(
                Code.PURPOSE_OVER,
                () -> vault.notes(person, both, Purpose.RIGHTS, officer.because(Reason.REQUEST, "")));
        vault.note(person, Field.REQUEST, "y", Purpose.RIGHTS, Reader.owner(site));
        assertThat(vault.notes(person, both, Purpose.RIGHTS, officer.because(Reason.REQUEST, "")))
                .isEmpty();
        assertThat(vault.notes(other, both, Purpose.OWN_ACCESS, Reader.owner(site)))
                .isEmpty();
        refused(
                Code.NOT_FOR_PURPOSE,
                () -> vault.read(person, Set.of(Field.NAME), Purpose.RIGHTS, officer.because(Reason.REQUEST, "")));
        for (String bad : Set.of("", " \n", "x".repeat(Vault.NOTE_CHARS_MAX + 1), "a\u0000b", "a\tb")) {
            refused(Code.BAD_NOTE, () -> vault.note(person, Field.REQUEST, bad, Purpose.RIGHTS, Reader.owner(site)));
        }
        refused(
                Code.NOT_FOR_PURPOSE,
                () -> vault.note(person, Field.REQUEST, "z", Purpose.CEREMONY, Reader.owner(site)));
        vault.forget(person, Reader.owner(site));
        refused(Code.FORGOTTEN, () -> vault.notes(person, both, Purpose.OWN_ACCESS, Reader.owner(site)));
    }

    @Test
    void aReadStaysOnRecordIfItsCallerFailsAfterwards() throws VaultException {
        UUID person = wang();
        TransactionTemplate transaction = new TransactionTemplate(bean(PlatformTransactionManager.class));
        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    try {
                        vault.read(person, Set.of(Field.NAME), Purpose.CEREMONY, asked(Role.CLERK));
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
        refused(Code.DAMAGED, () -> vault.read(one, Set.of(Field.NAME), Purpose.CEREMONY, asked(Role.CLERK)));
        jdbc().sql("""
                UPDATE vault.value SET ciphertext = (SELECT ciphertext FROM vault.value WHERE person_id = ? AND field = 'phone')
                WHERE person_id = ? AND field = 'phone'""").params(one, other).update();
        refused(Code.DAMAGED, () -> vault.read(other, Set.of(Field.PHONE), Purpose.CEREMONY, asked(Role.CLERK)));
        // With the key moved along, too: a key is bound to its person.
        jdbc().sql(
                        "UPDATE vault.person SET wrapped_key = (SELECT wrapped_key FROM vault.person WHERE id = ?) WHERE id = ?")
                .params(one, other)
                .update();
        refused(Code.DAMAGED, () -> vault.read(other, Set.of(Field.PHONE), Purpose.CEREMONY, asked(Role.CLERK)));
    }

    @Test
    void forgettingDestroysAndSaysUntilWhenBackupsHoldIt() throws VaultException {
        UUID person = wang();
        Vault.KeptPicture kept = vault.attach(person, Purpose.CEREMONY, "image/png", DOT);
        UUID picture = kept.id();
        Vault.OpenedPicture opened = vault.picture(picture, Field.SIGNATURE, Purpose.CEREMONY, asked(Role.CLERK));
        assertThat(opened.bytes()).isEqualTo(DOT);
        assertThat(CounterSignature.imageDigest(DOT, opened.key().orElseThrow()))
                .isEqualTo(kept.commitment());
        byte[] key = jdbc().sql("SELECT wrapped_key FROM vault.person WHERE id = ?")
                .param(person)
                .query((row, _) -> row.getBytes(1))
                .single();
        assertThat(key).isNotEmpty();

        Vault.Hold hold = new Vault.Hold("dispute 2026-7", whole(Duration.ofDays(30)));
        refused(Code.NOT_FOR_ROLE, () -> vault.hold(person, hold, staff(Role.CLERK)));
        refused(
                Code.BAD_TIME,
                () -> vault.hold(person, new Vault.Hold("why", whole(Duration.ofDays(-1))), staff(Role.MANAGER)));
        vault.hold(person, hold, staff(Role.MANAGER));
        refused(Code.HELD, () -> vault.forget(person, Reader.owner(site)));
        assertThat(vault.keeping(person).orElseThrow().hold()).contains(hold);
        assertThat(vault.keeping(person).orElseThrow().canForget()).isFalse();
        refused(Code.BAD_REFERENCE, () -> vault.release(person, "", staff(Role.MANAGER)));
        vault.release(person, "the dispute is over", staff(Role.MANAGER));
        assertThat(vault.holdChanges(Set.of(person)))
                .extracting(Vault.HoldChange::reason)
                .containsExactly(Optional.of("the dispute is over"), Optional.empty());

        refused(Code.NOT_FOR_ROLE, () -> vault.forget(person, staff(Role.CLERK)));
        Instant until = vault.forget(person, Reader.owner(site));
        assertThat(until).isAfter(Instant.now().plus(Duration.ofDays(34)));
        refused(Code.FORGOTTEN, () -> vault.read(person, Set.of(Field.NAME), Purpose.CEREMONY, asked(Role.CLERK)));
        refused(Code.NOT_FOUND, () -> vault.picture(picture, Field.SIGNATURE, Purpose.CEREMONY, asked(Role.CLERK)));
        assertThat(vault.keeping(person).orElseThrow().fields()).isEmpty();
        assertThat(vault.keeping(person).orElseThrow().backupsUntil()).isPresent();
        assertThat(vault.reads(person)).hasSize(1);
    }

    private static Instant whole(Duration later) {
        return Instant.now().plus(later).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    }

    @Test
    void staffSayWhyWithAReasonOfThisPurpose() throws VaultException {
        UUID person = wang();
        Set<Field> name = Set.of(Field.NAME);
        Reader clerk = staff(Role.CLERK);
        refused(Code.NO_REASON, () -> vault.read(person, name, Purpose.CEREMONY, clerk));
        for (Reason other : new Reason[] {Reason.ENTRY_CHECK, Reason.PRESENCE, Reason.MISTYPED}) {
            refused(Code.NO_REASON, () -> vault.read(person, name, Purpose.CEREMONY, clerk.because(other, "")));
        }
        for (String telling : new String[] {
            "case of 王小明",
            "wang 138 1234 1234",
            "138-1234-1234",
            "a@b.cn",
            "110101199003078515",
            "two\nlines",
            "x".repeat(101)
        }) {
            refused(
                    Code.BAD_REFERENCE,
                    () -> vault.read(person, name, Purpose.CEREMONY, clerk.because(Reason.DEVICE, telling)));
        }
        assertThat(vault.reads(person)).isEmpty();
        vault.read(person, name, Purpose.CEREMONY, clerk.because(Reason.DEVICE, "T-2026/0113"));
        assertThat(vault.reads(person).getFirst().reason()).contains(Reason.DEVICE);
        assertThat(jdbc().sql("SELECT reference FROM vault.read WHERE person_id = ?")
                        .param(person)
                        .query((row, _) -> row.getString(1))
                        .single())
                .isEqualTo("T-2026/0113");
    }

    @Test
    void maskedLooksOfOneReaderAreOneLineAnHour() throws VaultException {
        UUID person = wang();
        Reader clerk = staff(Role.CLERK);
        for (int i = 0; i < 5; i++) {
            vault.masked(person, WANG.keySet(), Purpose.CEREMONY, clerk);
        }
        vault.masked(person, WANG.keySet(), Purpose.CEREMONY, staff(Role.CLERK));
        assertThat(vault.reads(person)).extracting(Read::act).containsExactly(Read.Act.MASKED, Read.Act.MASKED);
        jdbc().sql("UPDATE vault.read SET at = at - interval '61 minutes' WHERE person_id = ?")
                .param(person)
                .update();
        vault.masked(person, WANG.keySet(), Purpose.CEREMONY, clerk);
        assertThat(vault.reads(person)).hasSize(3);
    }

    /** Also when they come at once: each waits until the one before it is counted. */
    @Test
    void whoReadsTooMuchIsStopped() throws Exception {
        int most = 30;
        Reader clerk = asked(Role.CLERK);
        UUID person = wang();
        java.util.List<java.util.concurrent.Callable<Boolean>> calls = new java.util.ArrayList<>();
        for (int i = 0; i < most + 10; i++) {
            UUID one = i % 2 == 0 ? person : wang();
            calls.add(() -> {
                try {
                    vault.read(one, Set.of(Field.NAME), Purpose.CEREMONY, clerk);
                    return true;
                } catch (VaultException e) {
                    assertThat(e.code()).isEqualTo(Code.TOO_MANY);
                    return false;
                }
            });
        }
        int read = 0;
        try (var pool = java.util.concurrent.Executors.newFixedThreadPool(8)) {
            for (var done : pool.invokeAll(calls)) {
                read += done.get() ? 1 : 0;
            }
        }
        assertThat(read).isEqualTo(most);
        // Somebody else can, and so can this one after an hour.
        vault.read(person, Set.of(Field.NAME), Purpose.CEREMONY, asked(Role.CLERK));
        jdbc().sql("UPDATE vault.read SET at = at - interval '61 minutes' WHERE account_id = ?")
                .param(clerk.account().orElseThrow())
                .update();
        vault.read(person, Set.of(Field.NAME), Purpose.CEREMONY, clerk);
    }

    private static final Map<Field, String> ENTRY =
            Map.of(Field.CIVIL_NAME, "王小明", Field.ID_KIND, "resident_id", Field.ID_NUMBER, "11010119900307851X");

    @Test
    void anEntryInTheRegisterIsWrittenAgainOnlyWithAReason() throws VaultException {
        UUID person = wang();
        Reader clerk = staff(Role.CLERK);
        refused(Code.NOT_FOR_ROLE, () -> vault.add(person, ENTRY, Purpose.SELLER_REGISTER, Reader.owner(site)));
        refused(Code.NOT_FOR_ROLE, () -> vault.add(person, ENTRY, Purpose.SELLER_REGISTER, staff(Role.TECHNICIAN)));
        vault.add(person, ENTRY, Purpose.SELLER_REGISTER, clerk);
        refused(Code.NO_REASON, () -> vault.add(person, ENTRY, Purpose.SELLER_REGISTER, clerk));
        refused(
                Code.NO_REASON,
                () -> vault.add(person, ENTRY, Purpose.SELLER_REGISTER, clerk.because(Reason.ENTRY_CHECK, "")));
        refused(
                Code.BAD_VALUE,
                () -> vault.add(
                        person,
                        Map.of(Field.ID_KIND, "library card"),
                        Purpose.SELLER_REGISTER,
                        clerk.because(Reason.MISTYPED, "")));
        vault.add(person, Map.of(Field.CIVIL_NAME, "王晓明"), Purpose.SELLER_REGISTER, clerk.because(Reason.MISTYPED, ""));
        assertThat(vault.reads(person))
                .extracting(Read::act, Read::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Read.Act.WRITTEN, Optional.of(Reason.MISTYPED)),
                        org.assertj.core.groups.Tuple.tuple(Read.Act.WRITTEN, Optional.empty()));
        assertThat(vault.masked(person, ENTRY.keySet(), Purpose.SELLER_REGISTER, clerk))
                .containsEntry(Field.CIVIL_NAME, "王*")
                .containsEntry(Field.ID_NUMBER, "****851X");
        // What the owner wants to be called is another thing, and stays theirs.
        vault.add(person, Map.of(Field.NAME, "Ming"), Purpose.CEREMONY, Reader.owner(site));
        assertThat(vault.read(
                        person,
                        Set.of(Field.CIVIL_NAME),
                        Purpose.SELLER_REGISTER,
                        clerk.because(Reason.ENTRY_CHECK, "")))
                .containsEntry(Field.CIVIL_NAME, "王晓明");
    }

    @Test
    void forgettingLeavesWhatALawKeepsUnderANewKey() throws Exception {
        UUID person = wang();
        UUID picture =
                vault.attach(person, Purpose.CERTIFICATE, "image/png", DOT).id();
        vault.add(person, ENTRY, Purpose.SELLER_REGISTER, staff(Role.CLERK));
        byte[] oldKey = bytes("SELECT wrapped_key FROM vault.person WHERE id = ?", person);
        byte[] oldPhone = bytes("SELECT ciphertext FROM vault.value WHERE person_id = ? AND field = 'phone'", person);
        assertThat(vault.keeping(person).orElseThrow().canForget()).isTrue();

        vault.forget(person, Reader.owner(site));

        Vault.Keeping left = vault.keeping(person).orElseThrow();
        assertThat(left.fields()).isEqualTo(ENTRY.keySet());
        assertThat(left.purposes()).containsOnlyKeys(Purpose.SELLER_REGISTER);
        assertThat(left.forgottenAt()).isEmpty();
        assertThat(left.partlyForgottenAt()).isPresent();
        assertThat(left.backupsUntil()).isPresent();
        assertThat(left.canForget()).isFalse();
        refused(Code.KEPT_BY_LAW, () -> vault.forget(person, Reader.owner(site)));
        refused(
                Code.NOT_FOUND,
                () -> vault.picture(picture, Field.SIGNATURE, Purpose.CERTIFICATE, staff(Role.MANAGER)));
        assertThat(vault.read(
                        person,
                        ENTRY.keySet(),
                        Purpose.SELLER_REGISTER,
                        staff(Role.CLERK).because(Reason.ENTRY_CHECK, "")))
                .isEqualTo(ENTRY);
        // What was written before is dead wherever it lies: put back without its key, it can't be opened.
        assertThat(bytes("SELECT wrapped_key FROM vault.person WHERE id = ?", person))
                .isNotEqualTo(oldKey);
        jdbc().sql("INSERT INTO vault.value VALUES (?, 'phone', ?, now())")
                .params(person, oldPhone)
                .update();
        jdbc().sql("INSERT INTO vault.person_purpose VALUES (?, 'ceremony', now(), now() + interval '1 day')")
                .param(person)
                .update();
        refused(Code.DAMAGED, () -> vault.read(person, Set.of(Field.PHONE), Purpose.CEREMONY, asked(Role.CLERK)));

        jdbc().sql("UPDATE vault.person_purpose SET until = now() - interval '1 day' WHERE person_id = ?")
                .param(person)
                .update();
        sweep();
        assertThat(vault.keeping(person).orElseThrow().forgottenAt()).isPresent();
    }

    /** A run of all of it; another one that is under way is waited for. */
    private static void sweep() throws Exception {
        Soon.until("nobody else deletes", bean(Retention.class)::sweep);
    }

    private static byte[] bytes(String sql, UUID person) {
        return jdbc().sql(sql).param(person).query((row, _) -> row.getBytes(1)).single();
    }

    @Test
    void aHoldKeepsBeyondRetentionAndEndsByItself() throws Exception {
        UUID person = wang();
        vault.hold(person, new Vault.Hold("court order", whole(Duration.ofDays(30))), staff(Role.MANAGER));
        jdbc().sql("UPDATE vault.person_purpose SET until = now() - interval '1 day' WHERE person_id = ?")
                .param(person)
                .update();
        sweep();
        assertThat(vault.keeping(person).orElseThrow().fields()).isEqualTo(WANG.keySet());
        // Kept, and still nobody's to read: the purpose is over.
        refused(Code.PURPOSE_OVER, () -> vault.read(person, WANG.keySet(), Purpose.CEREMONY, asked(Role.CLERK)));

        jdbc().sql("UPDATE vault.person SET hold_until = now() - interval '1 second' WHERE id = ?")
                .param(person)
                .update();
        assertThat(vault.keeping(person).orElseThrow().hold()).isEmpty();
        sweep();
        assertThat(vault.keeping(person).orElseThrow().forgottenAt()).isPresent();
        assertThat(jdbc().sql("SELECT count(*) FROM vault.hold_event WHERE person_id = ?")
                        .param(person)
                        .query((row, _) -> row.getInt(1))
                        .single())
                .isEqualTo(1);
    }

    private static Disclosures.Asked question(Optional<Disclosures.Delay> delay) {
        return new Disclosures.Asked(
                "Public security, Chaoyang", "2026-113", "PSB law 1", Set.of(Purpose.CEREMONY), delay);
    }

    @Test
    void aDisclosureNeedsASecondPersonAndIsShownToThePerson() throws VaultException {
        Disclosures disclosures = bean(Disclosures.class);
        UUID person = wang();
        Reader manager = staff(Role.MANAGER);
        Reader colleague = staff(Role.CLERK);
        refused(
                Code.NOT_FOR_ROLE,
                () -> disclosures.ask(person, question(Optional.empty()), false, Optional.empty(), colleague));
        UUID asked = disclosures.ask(person, question(Optional.empty()), false, Optional.empty(), manager);
        refused(Code.SECOND_PERSON, () -> disclosures.open(asked, manager));
        refused(Code.SECOND_PERSON, () -> disclosures.confirm(asked, manager));
        refused(Code.SECOND_PERSON, () -> disclosures.confirm(asked, staff(Role.TECHNICIAN)));
        refused(
                Code.NOT_FOUND,
                () -> disclosures.confirm(
                        asked,
                        new Reader(
                                Reader.Kind.STAFF,
                                Optional.of(UUID.randomUUID()),
                                Set.of(Role.MANAGER),
                                UUID.randomUUID())));
        assertThat(vault.reads(person)).isEmpty();
        disclosures.confirm(asked, colleague);
        refused(Code.NOT_FOR_ROLE, () -> disclosures.open(asked, staff(Role.MANAGER)));
        assertThat(disclosures.open(asked, manager)).isEqualTo(WANG);
        refused(Code.DISCLOSURE_OVER, () -> disclosures.open(asked, manager));
        Read read = vault.reads(person).getFirst();
        assertThat(read.act()).isEqualTo(Read.Act.DISCLOSED);
        assertThat(read.disclosed())
                .contains(new Read.Disclosed("Public security, Chaoyang", "PSB law 1", false, Optional.empty()));
    }

    @Test
    void aDisclosureThatIsLateOrWithdrawnShowsNothing() throws VaultException {
        Disclosures disclosures = bean(Disclosures.class);
        UUID person = wang();
        Reader manager = staff(Role.MANAGER);
        UUID withdrawn = disclosures.ask(person, question(Optional.empty()), false, Optional.empty(), manager);
        disclosures.confirm(withdrawn, staff(Role.MANAGER));
        refused(Code.BAD_REFERENCE, () -> disclosures.end(withdrawn, "", staff(Role.CLERK)));
        disclosures.end(withdrawn, "they took it back", staff(Role.CLERK));
        assertThat(disclosures
                        .of(Set.of(person))
                        .getFirst()
                        .ended()
                        .orElseThrow()
                        .reason())
                .contains("they took it back");
        assertThatThrownBy(() -> jdbc().sql("UPDATE vault.disclosure SET ended_reason = 'x' WHERE id = ?")
                        .param(withdrawn)
                        .update())
                .isInstanceOf(org.springframework.dao.DataAccessException.class);
        refused(Code.DISCLOSURE_OVER, () -> disclosures.open(withdrawn, manager));
        UUID late = disclosures.ask(person, question(Optional.empty()), true, Optional.empty(), manager);
        jdbc().sql("UPDATE vault.disclosure SET confirmed_at = now() - interval '25 hours' WHERE id = ?")
                .param(late)
                .update();
        refused(Code.DISCLOSURE_OVER, () -> disclosures.open(late, manager));
        refused(
                Code.NOT_FOR_PURPOSE,
                () -> disclosures.ask(
                        person,
                        new Disclosures.Asked("a", "b", "c", Set.of(Purpose.SELLER_REGISTER), Optional.empty()),
                        false,
                        Optional.empty(),
                        manager));
        refused(
                Code.BAD_REFERENCE,
                () -> disclosures.ask(
                        person,
                        new Disclosures.Asked("a", "about 王小明", "c", Set.of(Purpose.CEREMONY), Optional.empty()),
                        false,
                        Optional.empty(),
                        manager));
        assertThat(vault.reads(person)).isEmpty();
    }

    @Test
    void whatALawKeepsFromThePersonIsShownWhenItsTimeIsOver() throws VaultException {
        Disclosures disclosures = bean(Disclosures.class);
        UUID person = wang();
        Reader manager = staff(Role.MANAGER);
        Instant until = whole(Duration.ofDays(60));
        UUID asked = disclosures.ask(
                person,
                question(Optional.of(new Disclosures.Delay(until, "Criminal procedure law 150"))),
                true,
                Optional.empty(),
                manager);
        assertThat(disclosures.open(asked, manager)).isEqualTo(WANG);
        assertThat(vault.reads(person)).isEmpty();
        assertThat(disclosures.of(List.of(person)).getFirst().state()).isEqualTo(Disclosures.State.OPENED);
        jdbc().sql("UPDATE vault.read SET shown_from = now() WHERE person_id = ?")
                .param(person)
                .update();
        Read.Disclosed told = vault.reads(person).getFirst().disclosed().orElseThrow();
        assertThat(told.isAlone()).isTrue();
        assertThat(told.sealedUntil()).isPresent();
    }

    @Test
    void aHoldThatALawKeptFromThePersonIsToldWhenItsTimeIsOverAlsoIfItHasEnded() throws Exception {
        UUID person = wang();
        Reader manager = staff(Role.MANAGER);
        Instant told = Instant.now().plusSeconds(2);
        Disclosures.Delay delay = new Disclosures.Delay(told, "Criminal procedure law 150");
        vault.hold(person, new Vault.Hold("court order", whole(Duration.ofDays(30)), Optional.of(delay)), manager);
        refused(Code.HELD, () -> vault.forget(person, manager));
        refused(Code.NOT_AT_ONCE, () -> vault.forget(person, Reader.owner(site)));
        Map<Field, String> other = Map.of(Field.NAME, "李四");
        refused(Code.NOT_AT_ONCE, () -> vault.add(person, other, Purpose.CEREMONY, Reader.owner(site)));
        refused(Code.HELD, () -> vault.add(person, other, Purpose.CEREMONY, staff(Role.CLERK)));
        vault.add(person, WANG, Purpose.CEREMONY, Reader.owner(site)); // the same again changes nothing
        assertThat(vault.keeping(person).orElseThrow().hold()).isPresent();
        assertThat(vault.ownKeeping(person).orElseThrow().hold()).isEmpty();
        assertThat(vault.holdsToldLater(List.of(person))).isEmpty();
        vault.release(person, "it is over", manager);
        vault.forget(person, Reader.owner(site));
        Thread.sleep(Duration.between(Instant.now(), told).plusMillis(200));
        assertThat(vault.holdsToldLater(List.of(person)))
                .singleElement()
                .satisfies(change ->
                        assertThat(change.delay().orElseThrow().article()).isEqualTo("Criminal procedure law 150"));
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
    void whatNoPurposeNeedsAnyMoreGoes() throws Exception {
        UUID person = wang();
        vault.add(person, Map.of(Field.PAYMENT_ACCOUNT, "6222020000001234"), Purpose.TAX, staff(Role.MANAGER));
        jdbc().sql(
                        "UPDATE vault.person_purpose SET until = now() - interval '1 day' WHERE person_id = ? AND purpose = 'ceremony'")
                .param(person)
                .update();
        sweep();
        // Taxes see the name and not the phone number.
        assertThat(vault.keeping(person).orElseThrow().fields())
                .containsExactlyInAnyOrder(Field.NAME, Field.PAYMENT_ACCOUNT);
        jdbc().sql("UPDATE vault.person_purpose SET until = now() - interval '1 day' WHERE person_id = ?")
                .param(person)
                .update();
        sweep();
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
        new MasterKey(
                platform, new VaultSettings(Optional.of(file.toString()), 35, 30), jdbc(), InstantSource.system());
    }
}
