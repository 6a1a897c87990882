package org.wangchuan.platform.vault;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
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
    private static final Instant ENDLESS = Instant.parse("9999-12-31T00:00:00Z");

    private final Persons persons;
    private final Reads reads;
    private final References references;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final VaultSettings settings;
    /** Asked when it is needed: whoever knows incidents knows this vault as well. */
    private final ObjectProvider<NoticeReach> notices;

    SealedVault(
            Persons persons,
            Reads reads,
            References references,
            JdbcClient jdbc,
            InstantSource clock,
            VaultSettings settings,
            ObjectProvider<NoticeReach> notices) {
        this.notices = notices;
        this.persons = persons;
        this.reads = reads;
        this.references = references;
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
        if (purpose.isKeptByLaw() && writer.kind() != Reader.Kind.STAFF) {
            throw new VaultException(Code.NOT_FOR_ROLE, "staff write this, who saw the document");
        }
        if (writer.kind() == Reader.Kind.STAFF) {
            Optional<Role> role = roleFor(purpose, writer);
            boolean isAgain = persons.fields(person).stream().anyMatch(values.keySet()::contains);
            if (isAgain && purpose.isKeptByLaw()) {
                requireReason(known, writer, why -> why.reason().isForWriting(purpose));
            }
            if (!values.isEmpty()) {
                Reader as =
                        isAgain ? writer : new Reader(writer.kind(), writer.account(), writer.roles(), writer.site());
                reads.note(
                        new Reads.Line(person, Read.Act.WRITTEN, values.keySet(), purpose, as, role, Optional.empty()));
            }
        }
        for (Map.Entry<Field, String> entry : values.entrySet()) {
            Optional<String> before = persons.get(known, entry.getKey());
            if (before.isPresent() && !before.get().equals(checked(entry.getKey(), entry.getValue()))) {
                requireNotHeld(known, writer); // to write over it is to let it go
            }
        }
        persons.begin(person, purpose);
        for (Map.Entry<Field, String> entry : values.entrySet()) {
            persons.put(known, entry.getKey(), checked(entry.getKey(), entry.getValue()));
        }
    }

    @Override
    @Transactional
    public void replace(UUID person, Map<Field, String> values, Purpose purpose, Reader writer) throws VaultException {
        requireCollecting(purpose, values.keySet());
        if (purpose.isKeptByLaw()) {
            throw new VaultException(Code.KEPT_BY_LAW, "nothing is taken out of what a law keeps");
        }
        Known known = persons.locked(person);
        requireSite(known, writer);
        EnumSet<Field> kept = withNone(persons.fields(person));
        kept.removeIf(field -> field.isAttachment() || !purpose.fields().contains(field));
        if (!kept.isEmpty()) {
            requireNotHeld(known, writer);
        }
        EnumSet<Field> gone = EnumSet.copyOf(kept);
        gone.removeAll(values.keySet());
        persons.purposes(person).keySet().stream()
                .filter(other -> other != purpose)
                .forEach(other -> gone.removeAll(other.fields()));
        if (!gone.isEmpty()) {
            Optional<Role> role = roleFor(purpose, writer);
            reads.note(new Reads.Line(person, Read.Act.REMOVED, gone, purpose, writer, role, Optional.empty()));
            persons.remove(person, gone);
        }
        if (values.isEmpty()) {
            persons.end(person, purpose);
        } else {
            add(person, values, purpose, writer);
        }
    }

    @Override
    @Transactional
    public KeptPicture attach(UUID person, Purpose purpose, String mediaType, byte[] picture) throws VaultException {
        requireCollecting(purpose, Set.of(Field.SIGNATURE));
        Pictures.check(mediaType, picture);
        return keep(persons.locked(person), Field.SIGNATURE, purpose, picture);
    }

    @Override
    @Transactional
    public KeptPicture keep(UUID person, Purpose purpose, PhotoFile photo, Reader writer) throws VaultException {
        requireCollecting(purpose, Set.of(Field.PHOTO));
        Known known = persons.locked(person);
        requireSite(known, writer);
        if (writer.kind() == Reader.Kind.STAFF) {
            roleFor(purpose, writer);
        }
        return keep(known, Field.PHOTO, purpose, photo.jpeg());
    }

    private KeptPicture keep(Known known, Field field, Purpose purpose, byte[] picture) throws VaultException {
        persons.begin(known.id(), purpose);
        UUID id = UUID.randomUUID();
        PictureSeal made = PictureSeal.make(picture);
        jdbc.sql("""
                        INSERT INTO vault.attachment (id, person_id, field, purpose, ciphertext, created_at, has_key)
                        VALUES (?, ?, ?, ?, ?, ?, true)""")
                .params(
                        id,
                        known.id(),
                        field.id(),
                        purpose.id(),
                        persons.seal(known, place(field, id), made.toBytes()),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return new KeptPicture(id, made.commitment());
    }

    @Override
    @Transactional
    public UUID note(UUID person, Field field, String text, Purpose purpose, Reader writer) throws VaultException {
        requireCollecting(purpose, Set.of(field));
        String checked = checkedNote(field, text);
        Known known = persons.locked(person);
        requireSite(known, writer);
        if (writer.kind() == Reader.Kind.STAFF) {
            Optional<Role> role = roleFor(purpose, writer);
            reads.note(
                    new Reads.Line(person, Read.Act.WRITTEN, Set.of(field), purpose, writer, role, Optional.empty()));
        }
        persons.begin(person, purpose);
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO vault.attachment (id, person_id, field, purpose, ciphertext, created_at, has_key)
                        VALUES (?, ?, ?, ?, ?, ?, false)""")
                .params(
                        id,
                        person,
                        field.id(),
                        purpose.id(),
                        persons.seal(known, place(field, id), checked.getBytes(StandardCharsets.UTF_8)),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    @Override
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public Map<UUID, String> notes(UUID person, Set<UUID> notes, Purpose purpose, Reader reader) throws VaultException {
        Known known = persons.locked(person);
        requireSite(known, reader);
        List<SealedNote> found = jdbc.sql("""
                        SELECT id, field, ciphertext FROM vault.attachment WHERE person_id = ? AND id = ANY (?::uuid[])
                          AND field IN ('request', 'answer') AND (purpose = ? OR ?)""")
                .params(
                        person,
                        notes.stream().map(UUID::toString).toArray(String[]::new),
                        purpose.id(),
                        !purpose.isCollecting())
                .query((row, _) ->
                        new SealedNote(row.getObject(1, UUID.class), Field.of(row.getString(2)), row.getBytes(3)))
                .list();
        Set<Field> fields = EnumSet.of(Field.REQUEST);
        found.forEach(note -> fields.add(note.field()));
        requireMaySee(known, purpose, fields);
        Optional<Role> role = roleFor(purpose, reader);
        if (reader.kind() == Reader.Kind.STAFF) {
            requireReason(known, reader, why -> why.reason().isForReading(purpose));
        }
        Map<UUID, String> out = new HashMap<>();
        if (!found.isEmpty()) {
            Set<Field> seen = found.stream().map(SealedNote::field).collect(Collectors.toUnmodifiableSet());
            reads.note(new Reads.Line(person, Read.Act.READ, seen, purpose, reader, role, Optional.empty()));
        }
        for (SealedNote note : found) {
            byte[] clear = persons.open(known, place(note.field(), note.id()), note.ciphertext());
            out.put(note.id(), new String(clear, StandardCharsets.UTF_8));
        }
        return out;
    }

    /** A note as it is kept. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record SealedNote(UUID id, Field field, byte[] ciphertext) {}

    @Override
    public List<HeldPicture> pictures(UUID person, Field field) {
        return jdbc.sql(
                        "SELECT id, created_at, has_key FROM vault.attachment WHERE person_id = ? AND field = ? ORDER BY created_at, id")
                .params(person, field.id())
                .query((row, _) -> new HeldPicture(
                        row.getObject("id", UUID.class),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("has_key")))
                .list();
    }

    @Override
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public Map<Field, String> read(UUID person, Set<Field> fields, Purpose purpose, Reader reader)
            throws VaultException {
        return open(person, Read.Act.READ, fields, purpose, reader);
    }

    @Override
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public Map<Field, String> masked(UUID person, Set<Field> fields, Purpose purpose, Reader reader)
            throws VaultException {
        Map<Field, String> clear = open(person, Read.Act.MASKED, fields, purpose, reader);
        clear.replaceAll(Masks::of);
        return clear;
    }

    private Map<Field, String> open(UUID person, Read.Act act, Set<Field> fields, Purpose purpose, Reader reader)
            throws VaultException {
        if (purpose == Purpose.AUTHORITY_DISCLOSURE) {
            throw new VaultException(Code.NOT_FOR_PURPOSE, "an authority is named where this is disclosed");
        }
        Known known = persons.locked(person);
        requireSite(known, reader);
        requireMaySee(known, purpose, fields);
        Optional<Role> role = roleFor(purpose, reader);
        if (act == Read.Act.READ && reader.kind() == Reader.Kind.STAFF) {
            requireReason(known, reader, why -> why.reason().isForReading(purpose));
        }
        boolean isAtOnce = purpose == Purpose.INCIDENT_NOTICE && reachOf(person, reader) == NoticeReach.Reach.AT_ONCE;
        reads.note(new Reads.Line(person, act, fields, purpose, reader, role, Optional.empty()), isAtOnce);
        Map<Field, String> out = new EnumMap<>(Field.class);
        for (Field field : fields) {
            persons.get(known, field).ifPresent(value -> out.put(field, value));
        }
        return out;
    }

    /** Who is told of an incident is somebody whom it affects: the reader's word is not enough for it. */
    private NoticeReach.Reach reachOf(UUID person, Reader reader) throws VaultException {
        String incident = reader.why().map(Reader.Why::reference).orElse("");
        NoticeReach.Reach reach = reader.account()
                .flatMap(account -> notices.stream().findFirst().map(one -> one.of(incident, person, account)))
                .orElse(NoticeReach.Reach.NONE);
        if (reach == NoticeReach.Reach.NONE) {
            throw new VaultException(Code.NOT_FOR_PURPOSE, "nobody whom that incident affects");
        }
        return reach;
    }

    @Override
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public OpenedPicture picture(UUID picture, Field field, Purpose purpose, Reader reader) throws VaultException {
        UUID person = jdbc.sql("SELECT person_id FROM vault.attachment WHERE id = ? AND field = ?")
                .params(picture, field.id())
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional()
                .orElseThrow(() -> new VaultException(Code.NOT_FOUND, "no such picture"));
        Known known = persons.locked(person);
        requireSite(known, reader);
        requireMaySee(known, purpose, Set.of(field));
        Optional<Role> role = roleFor(purpose, reader);
        if (reader.kind() == Reader.Kind.STAFF) {
            requireReason(known, reader, why -> why.reason().isForReading(purpose));
        }
        reads.note(new Reads.Line(person, Read.Act.READ, Set.of(field), purpose, reader, role, Optional.empty()));
        Sealed kept = jdbc.sql("SELECT ciphertext, has_key FROM vault.attachment WHERE id = ?")
                .param(picture)
                .query((row, _) -> new Sealed(row.getBytes(1), row.getBoolean(2)))
                .single();
        byte[] bytes = persons.open(known, place(field, picture), kept.ciphertext());
        if (!kept.hasKey()) {
            return new OpenedPicture(bytes, Optional.empty());
        }
        PictureSeal seal = PictureSeal.of(bytes);
        return new OpenedPicture(seal.picture(), Optional.of(seal.key()));
    }

    /**
     * A picture as it is kept.
     *
     * @param hasKey whether what is sealed begins with the key of its commitment
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sealed(byte[] ciphertext, boolean hasKey) {}

    @Override
    public List<Read> reads(Collection<UUID> persons) {
        return reads.of(persons);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void readBy(UUID account, Instant since, Instant until, Consumer<List<UUID>> told) {
        reads.by(account, since, until, told);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Keeping> keeping(UUID person) {
        return persons.find(person).map(this::keeping);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Keeping> ownKeeping(UUID person) {
        Instant now = clock.instant();
        return keeping(person)
                .map(all -> new Keeping(
                        all.fields(),
                        all.purposes(),
                        all.hold().filter(hold -> hold.isToldAt(now)),
                        all.partlyForgottenAt(),
                        all.forgottenAt(),
                        all.backupsUntil()));
    }

    private Keeping keeping(Known known) {
        Optional<byte[]> held = known.isHeldAt(clock.instant()) ? known.hold() : Optional.empty();
        Optional<Hold> hold = held.map(kept -> {
            String reason;
            try {
                reason = new String(persons.open(known, HOLD, kept), StandardCharsets.UTF_8);
            } catch (VaultException e) {
                reason = "?"; // held all the same, even if nobody can say why any more
            }
            return new Hold(reason, known.holdUntil().orElse(ENDLESS), known.holdDelay());
        });
        return new Keeping(
                EnumSet.copyOf(withNone(persons.fields(known.id()))),
                persons.purposes(known.id()),
                hold,
                known.partlyForgottenAt(),
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
    public void hold(UUID person, Hold hold, Reader by) throws VaultException {
        Known known = persons.locked(person);
        requireSite(known, by);
        roleFor(Purpose.LEGAL_HOLD, by);
        Times.requireLater(hold.until(), clock.instant());
        Optional<Disclosures.Delay> delay = delay(known, hold);
        byte[] kept = persons.seal(
                known, HOLD, checked(Field.AUTHORITY, hold.reason()).getBytes(StandardCharsets.UTF_8));
        jdbc.sql("""
                        UPDATE vault.person SET hold_reason = ?, hold_until = ?, hold_told_at = ?, hold_told_article = ? WHERE id = ?""")
                .param(kept)
                .param(hold.until().atOffset(ZoneOffset.UTC))
                .param(delay.map(SealedVault::end).orElse(null))
                .param(delay.map(Disclosures.Delay::article).orElse(null))
                .param(person)
                .update();
        noteHold(person, by, Optional.of(hold.until()), delay, Optional.empty());
    }

    /** What runs is not told earlier by a hold that is changed. */
    private Optional<Disclosures.Delay> delay(Known known, Hold hold) throws VaultException {
        Instant now = clock.instant();
        Optional<Disclosures.Delay> running = known.sealedAt(now);
        if (hold.delay().isEmpty()) {
            return running;
        }
        Disclosures.Delay asked = hold.delay().get();
        references.check(known, asked.article());
        Times.requireLater(asked.until(), now);
        return running.filter(before -> before.until().isAfter(asked.until()))
                .or(() -> Optional.of(
                        new Disclosures.Delay(asked.until(), asked.article().strip())));
    }

    private static OffsetDateTime end(Disclosures.Delay delay) {
        return delay.until().atOffset(ZoneOffset.UTC);
    }

    /** Whoever may not know of a hold yet is told what to do, and nothing that is not so. */
    private void requireNotHeld(Known known, Reader by) throws VaultException {
        Instant now = clock.instant();
        if (known.isHeldAt(now)) {
            boolean isTold =
                    by.kind() != Reader.Kind.OWNER || known.sealedAt(now).isEmpty();
            throw new VaultException(isTold ? Code.HELD : Code.NOT_AT_ONCE, "a legal hold");
        }
    }

    @Override
    @Transactional
    public void release(UUID person, String reason, Reader by) throws VaultException {
        Known known = persons.locked(person);
        requireSite(known, by);
        roleFor(Purpose.LEGAL_HOLD, by);
        references.check(known, reason);
        if (known.hold().isEmpty()) {
            return; // released before
        }
        jdbc.sql("""
                        UPDATE vault.person SET hold_reason = NULL, hold_until = NULL, hold_told_at = NULL, hold_told_article = NULL
                        WHERE id = ?""").param(person).update();
        noteHold(person, by, Optional.empty(), Optional.empty(), Optional.of(reason.strip()));
    }

    @Override
    @Transactional(readOnly = true)
    public List<HoldChange> holdChanges(Collection<UUID> persons) {
        return holdChanges(persons, "true");
    }

    @Override
    @Transactional(readOnly = true)
    public List<HoldChange> holdsToldLater(Collection<UUID> persons) {
        Instant now = clock.instant();
        return holdChanges(persons, "told_at IS NOT NULL").stream()
                .filter(change -> change.delay()
                        .filter(delay -> delay.until().isAfter(now))
                        .isEmpty())
                .toList();
    }

    private List<HoldChange> holdChanges(Collection<UUID> persons, String which) {
        return jdbc.sql("SELECT * FROM vault.hold_event WHERE person_id = ANY (?::uuid[]) AND " + which
                        + " ORDER BY id DESC LIMIT 100")
                .param(persons.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> new HoldChange(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getObject("account_id", UUID.class),
                        Optional.ofNullable(row.getObject("until", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        Persons.delay(row, "told_at", "told_article"),
                        Optional.ofNullable(row.getString("reason"))))
                .list();
    }

    private void noteHold(
            UUID person,
            Reader by,
            Optional<Instant> until,
            Optional<Disclosures.Delay> delay,
            Optional<String> reason) {
        jdbc.sql("""
                        INSERT INTO vault.hold_event (person_id, at, account_id, until, told_at, told_article, reason)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .param(person)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(by.account().orElseThrow())
                .param(until.map(end -> end.atOffset(ZoneOffset.UTC)).orElse(null))
                .param(delay.map(SealedVault::end).orElse(null))
                .param(delay.map(Disclosures.Delay::article).orElse(null))
                .param(reason.orElse(null))
                .update();
    }

    @Override
    @Transactional
    public Instant forget(UUID person, Reader by) throws VaultException {
        Known known = persons.locked(person);
        requireSite(known, by);
        if (by.kind() == Reader.Kind.STAFF
                && !by.roles().contains(Role.MANAGER)
                && !by.roles().contains(Role.DATA_PROTECTION_OFFICER)) {
            throw new VaultException(
                    Code.NOT_FOR_ROLE, "a manager forgets, or who answers for the data, or the person");
        }
        if (known.forgottenAt().isPresent()) {
            return known.backupsUntil().orElseThrow(); // forgotten before
        }
        requireNotHeld(known, by);
        Set<Purpose> running = persons.purposes(person).keySet();
        Set<Purpose> kept = EnumSet.noneOf(Purpose.class);
        running.stream().filter(Purpose::isKeptByLaw).forEach(kept::add);
        if (!running.isEmpty() && kept.equals(running)) {
            throw new VaultException(Code.KEPT_BY_LAW, "nothing is left that no law keeps");
        }
        Instant backupsUntil = settings.backupsUntil(clock.instant());
        if (kept.isEmpty()) {
            persons.forget(person, backupsUntil);
        } else {
            persons.forgetBut(known, kept, backupsUntil);
        }
        return backupsUntil;
    }

    private static void requireCollecting(Purpose purpose, Set<Field> fields) throws VaultException {
        if (!purpose.isCollecting() || !purpose.fields().containsAll(fields)) {
            throw new VaultException(Code.NOT_FOR_PURPOSE, "not collected for " + purpose.id());
        }
    }

    /** Staff have said why, with a reason that fits and a reference that tells nothing of the person. */
    private void requireReason(Known person, Reader reader, Predicate<Reader.Why> fits) throws VaultException {
        Reader.Why why = reader.why()
                .filter(fits)
                .orElseThrow(() -> new VaultException(Code.NO_REASON, "a reason of the list for this purpose"));
        if (!why.reference().isEmpty()) {
            references.check(person, why.reference());
        }
    }

    static void requireSite(Known person, Reader reader) throws VaultException {
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
    static Optional<Role> roleFor(Purpose purpose, Reader reader) throws VaultException {
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
                || CONTROLS.matcher(text).find()
                || (field == Field.ID_KIND && IdKind.of(text).isEmpty());
        if (isBad) {
            throw new VaultException(Code.BAD_VALUE, field.id() + ": expected 1 to 500 characters on one line");
        }
        return text;
    }

    private static String checkedNote(Field field, String value) throws VaultException {
        String text = value.strip().replace("\r\n", "\n");
        boolean isBad = !field.isNote()
                || text.isEmpty()
                || text.length() > NOTE_CHARS_MAX
                || CONTROLS.matcher(text.replace("\n", "")).find();
        if (isBad) {
            throw new VaultException(Code.BAD_NOTE, field.id() + ": expected 1 to 1000 characters");
        }
        return text;
    }

    private static String place(Field field, UUID attachment) {
        return field.id() + "/" + attachment;
    }
}
