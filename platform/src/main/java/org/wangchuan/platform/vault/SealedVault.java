package org.wangchuan.platform.vault;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.vault.Persons.Known;
import org.wangchuan.platform.vault.VaultException.Code;
import org.wangchuan.platform.web.access.Role;

/**
 * The vault with a key per person (AES-256-GCM) under the key of {@link MasterKey}. A read is a transaction of its own, which
 * ends with its record before anything is returned: a caller that fails afterwards has read all the same.
 */
@Component
class SealedVault implements Vault {
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");
    private static final String HOLD = "hold";

    private final Persons persons;
    private final Reads reads;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final VaultSettings settings;

    SealedVault(Persons persons, Reads reads, JdbcClient jdbc, InstantSource clock, VaultSettings settings) {
        this.persons = persons;
        this.reads = reads;
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    @Transactional
    public UUID person(Map<Field, String> values, Purpose purpose, Reader writer) throws VaultException {
        requireCollecting(purpose, values.keySet());
        UUID person = persons.create(writer.site());
        add(person, values, purpose, writer);
        return person;
    }

    @Override
    @Transactional
    public void add(UUID person, Map<Field, String> values, Purpose purpose, Reader writer) throws VaultException {
        requireCollecting(purpose, values.keySet());
        Known known = persons.locked(person);
        requireSite(known, writer);
        if (writer.kind() == Reader.Kind.STAFF) {
            roleFor(purpose, writer);
        }
        persons.begin(person, purpose);
        for (Map.Entry<Field, String> entry : values.entrySet()) {
            persons.put(known, entry.getKey(), checked(entry.getKey(), entry.getValue()));
        }
    }

    @Override
    @Transactional
    public UUID attach(UUID person, Purpose purpose, String mediaType, byte[] picture) throws VaultException {
        requireCollecting(purpose, Set.of(Field.SIGNATURE));
        Pictures.check(mediaType, picture);
        Known known = persons.locked(person);
        persons.begin(person, purpose);
        UUID id = UUID.randomUUID();
        jdbc.sql("INSERT INTO vault.attachment VALUES (?, ?, ?, ?, ?, ?)")
                .params(
                        id,
                        person,
                        Field.SIGNATURE.id(),
                        purpose.id(),
                        persons.seal(known, place(Field.SIGNATURE, id), picture),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    @Override
    @Transactional
    public KeptPhoto keep(UUID person, Purpose purpose, PhotoFile photo, Reader writer) throws VaultException {
        requireCollecting(purpose, Set.of(Field.PHOTO));
        Known known = persons.locked(person);
        requireSite(known, writer);
        if (writer.kind() == Reader.Kind.STAFF) {
            roleFor(purpose, writer);
        }
        persons.begin(person, purpose);
        UUID id = UUID.randomUUID();
        PhotoSeal made = PhotoSeal.make(photo.jpeg());
        jdbc.sql("INSERT INTO vault.attachment VALUES (?, ?, ?, ?, ?, ?)")
                .params(
                        id,
                        person,
                        Field.PHOTO.id(),
                        purpose.id(),
                        persons.seal(known, place(Field.PHOTO, id), made.toBytes()),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return new KeptPhoto(id, made.commitment());
    }

    @Override
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public OpenedPhoto photo(UUID photo, Purpose purpose, Reader reader) throws VaultException {
        PhotoSeal read = PhotoSeal.of(attachment(photo, Field.PHOTO, purpose, reader));
        return new OpenedPhoto(read.jpeg(), read.key());
    }

    @Override
    public List<TakenPhoto> photos(UUID person) {
        return jdbc.sql(
                        "SELECT id, created_at FROM vault.attachment WHERE person_id = ? AND field = ? ORDER BY created_at, id")
                .params(person, Field.PHOTO.id())
                .query((row, _) -> new TakenPhoto(
                        row.getObject("id", UUID.class),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    @Override
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public Map<Field, String> read(UUID person, Set<Field> fields, Purpose purpose, Reader reader)
            throws VaultException {
        return open(person, fields, purpose, reader, Optional.empty());
    }

    @Override
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public Map<Field, String> masked(UUID person, Set<Field> fields, Purpose purpose, Reader reader)
            throws VaultException {
        Map<Field, String> clear = open(person, fields, purpose, reader, Optional.empty());
        clear.replaceAll(Masks::of);
        return clear;
    }

    @Override
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public Map<Field, String> disclose(UUID person, Set<Field> fields, Disclosure disclosure, Reader reader)
            throws VaultException {
        for (String text : List.of(disclosure.authority(), disclosure.reference(), disclosure.article())) {
            if (text.isBlank() || text.length() > 200 || CONTROLS.matcher(text).find()) {
                throw new VaultException(Code.BAD_VALUE, "authority, case and article are needed");
            }
        }
        return open(person, fields, Purpose.AUTHORITY_DISCLOSURE, reader, Optional.of(disclosure));
    }

    private Map<Field, String> open(
            UUID person, Set<Field> fields, Purpose purpose, Reader reader, Optional<Disclosure> disclosure)
            throws VaultException {
        if (purpose == Purpose.AUTHORITY_DISCLOSURE && disclosure.isEmpty()) {
            throw new VaultException(Code.NOT_FOR_PURPOSE, "an authority is named where this is disclosed");
        }
        Known known = persons.locked(person);
        requireSite(known, reader);
        requireMaySee(known, purpose, fields);
        Optional<Role> role = roleFor(purpose, reader);
        reads.note(person, fields, purpose, reader, role, disclosure);
        Map<Field, String> out = new EnumMap<>(Field.class);
        for (Field field : fields) {
            persons.get(known, field).ifPresent(value -> out.put(field, value));
        }
        return out;
    }

    @Override
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public byte[] picture(UUID attachment, Purpose purpose, Reader reader) throws VaultException {
        return attachment(attachment, Field.SIGNATURE, purpose, reader);
    }

    private byte[] attachment(UUID attachment, Field field, Purpose purpose, Reader reader) throws VaultException {
        UUID person = jdbc.sql("SELECT person_id FROM vault.attachment WHERE id = ? AND field = ?")
                .params(attachment, field.id())
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional()
                .orElseThrow(() -> new VaultException(Code.NOT_FOUND, "no such picture"));
        Known known = persons.locked(person);
        requireSite(known, reader);
        requireMaySee(known, purpose, Set.of(field));
        reads.note(person, Set.of(field), purpose, reader, roleFor(purpose, reader), Optional.empty());
        byte[] kept = jdbc.sql("SELECT ciphertext FROM vault.attachment WHERE id = ?")
                .param(attachment)
                .query((row, _) -> row.getBytes(1))
                .single();
        return persons.open(known, place(field, attachment), kept);
    }

    @Override
    public List<Read> reads(UUID person) {
        return reads.of(person);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Keeping> keeping(UUID person) {
        return persons.find(person).map(this::keeping);
    }

    private Keeping keeping(Known known) {
        Optional<String> hold = known.hold().map(kept -> {
            try {
                return new String(persons.open(known, HOLD, kept), StandardCharsets.UTF_8);
            } catch (VaultException e) {
                return "?"; // held all the same, even if nobody can say why any more
            }
        });
        return new Keeping(
                EnumSet.copyOf(withNone(persons.fields(known.id()))),
                persons.purposes(known.id()),
                hold,
                known.forgottenAt(),
                known.backupsUntil());
    }

    private static EnumSet<Field> withNone(List<Field> fields) {
        EnumSet<Field> out = EnumSet.noneOf(Field.class);
        out.addAll(fields);
        return out;
    }

    @Override
    @Transactional
    public void hold(UUID person, String reason, Reader by) throws VaultException {
        Known known = persons.locked(person);
        requireSite(known, by);
        roleFor(Purpose.LEGAL_HOLD, by);
        byte[] kept = persons.seal(known, HOLD, checked(Field.AUTHORITY, reason).getBytes(StandardCharsets.UTF_8));
        jdbc.sql("UPDATE vault.person SET hold_reason = ? WHERE id = ?")
                .params(kept, person)
                .update();
    }

    @Override
    @Transactional
    public void release(UUID person, Reader by) throws VaultException {
        requireSite(persons.locked(person), by);
        roleFor(Purpose.LEGAL_HOLD, by);
        jdbc.sql("UPDATE vault.person SET hold_reason = NULL WHERE id = ?")
                .param(person)
                .update();
    }

    @Override
    @Transactional
    public Instant forget(UUID person, Reader by) throws VaultException {
        Known known = persons.locked(person);
        requireSite(known, by);
        if (by.kind() == Reader.Kind.STAFF && !by.roles().contains(Role.MANAGER)) {
            throw new VaultException(Code.NOT_FOR_ROLE, "a manager forgets, or the person");
        }
        if (known.backupsUntil().isPresent()) {
            return known.backupsUntil().get(); // forgotten before
        }
        if (known.hold().isPresent()) {
            throw new VaultException(Code.HELD, "a legal hold");
        }
        Instant backupsUntil = clock.instant().plus(Duration.ofDays(settings.backupDays()));
        persons.forget(person, backupsUntil);
        return backupsUntil;
    }

    private static void requireCollecting(Purpose purpose, Set<Field> fields) throws VaultException {
        if (!purpose.isCollecting() || !purpose.fields().containsAll(fields)) {
            throw new VaultException(Code.NOT_FOR_PURPOSE, "not collected for " + purpose.id());
        }
    }

    private static void requireSite(Known person, Reader reader) throws VaultException {
        if (!person.site().equals(reader.site())) {
            throw new VaultException(Code.NOT_FOUND, "no such person"); // as if there were none
        }
    }

    /** The purpose allows these fields, and runs; what nothing is collected for needs no start. */
    private void requireMaySee(Known person, Purpose purpose, Set<Field> fields) throws VaultException {
        if (person.wrappedKey().isEmpty()) {
            throw new VaultException(Code.FORGOTTEN, "the key was destroyed");
        }
        if (fields.isEmpty() || !purpose.fields().containsAll(fields)) {
            throw new VaultException(Code.NOT_FOR_PURPOSE, purpose.id() + " does not see all of these");
        }
        if (purpose.isCollecting() && !persons.purposes(person.id()).containsKey(purpose)) {
            throw new VaultException(Code.PURPOSE_OVER, purpose.id() + " does not run");
        }
    }

    /** Which of the reader's roles lets them act for this purpose. */
    private static Optional<Role> roleFor(Purpose purpose, Reader reader) throws VaultException {
        return switch (reader.kind()) {
            case STAFF ->
                Optional.of(reader.roles().stream()
                        .filter(purpose.roles()::contains)
                        .sorted(java.util.Comparator.reverseOrder())
                        .findFirst()
                        .orElseThrow(() -> new VaultException(Code.NOT_FOR_ROLE, "no role for " + purpose.id())));
            case OWNER -> {
                if (purpose != Purpose.OWN_ACCESS) {
                    throw new VaultException(Code.NOT_FOR_ROLE, "the person's own look has its own purpose");
                }
                yield Optional.empty();
            }
            case PLATFORM -> {
                if (!purpose.isCollecting()) {
                    throw new VaultException(Code.NOT_FOR_ROLE, "a person does this, no program");
                }
                yield Optional.empty();
            }
        };
    }

    private static String checked(Field field, String value) throws VaultException {
        String text = value.strip();
        boolean isBad = field.isAttachment()
                || text.isEmpty()
                || text.length() > CHARS_MAX
                || CONTROLS.matcher(text).find();
        if (isBad) {
            throw new VaultException(Code.BAD_VALUE, field.id() + ": expected 1 to 500 characters on one line");
        }
        return text;
    }

    private static String place(Field field, UUID attachment) {
        return field.id() + "/" + attachment;
    }
}
