package org.wangchuan.platform.custody;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * All devices, and the only way that one changes its state. The gate is here and in the database: no page and no call can put
 * a device into stock unless there is a statement about each of its media, each with both answers good. Thread-safe.
 */
@Component
public class Devices {
    /** Why a device stays cleared whose order is over: what came of it is not the owner's to have back any more. */
    private static final String WAITS = "waits-for-stock";

    private static final Set<DeviceState> NEED_MORE =
            EnumSet.of(DeviceState.REGISTERED, DeviceState.CLEARED, DeviceState.SEALED, DeviceState.HANDED_OVER);

    private static final Set<DeviceState> LEAVE =
            EnumSet.of(DeviceState.IN_STOCK, DeviceState.HANDED_OVER, DeviceState.RETURNED);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final KeyedDigest serials;
    private final MediaTable media;
    private final List<StockObjection> objections;
    private final RecoveredDevices recovered;
    private final DeviceNumbers numbers;

    Devices(
            JdbcClient jdbc,
            InstantSource clock,
            KeyedDigest serials,
            MediaTable media,
            List<StockObjection> objections,
            RecoveredDevices recovered,
            DeviceNumbers numbers) {
        this.recovered = recovered;
        this.numbers = numbers;
        this.jdbc = jdbc;
        this.clock = clock;
        this.serials = serials;
        this.media = media;
        this.objections = List.copyOf(objections);
    }

    /**
     * What is known of a device when it is taken in.
     *
     * @param numbers in clear, of what the label stands on, the first first; only keyed digests and tails are kept
     * @param drives what was seen of the media in it; of a bare drive, which is its own, nothing has to be said
     */
    public record NewDevice(
            UUID site,
            DeviceKind kind,
            String brand,
            String model,
            List<DeviceNumber> numbers,
            String conditionNote,
            Optional<Integer> weightGrams,
            Drives drives) {
        public NewDevice {
            numbers = List.copyOf(numbers);
        }

        /**
         * The same, with one number as it was typed, or none.
         *
         * @param serial of a phone it is read; of anything else it is a serial number whatever it looks like
         */
        public NewDevice(
                UUID site,
                DeviceKind kind,
                String brand,
                String model,
                Optional<String> serial,
                String conditionNote,
                Optional<Integer> weightGrams,
                Drives drives) {
            this(
                    site,
                    kind,
                    brand,
                    model,
                    serial.filter(text -> !text.isBlank()).stream()
                            .map(text -> kind.isPhone() ? DeviceNumber.of(text) : DeviceNumber.plain(text))
                            .toList(),
                    conditionNote,
                    weightGrams,
                    drives);
        }

        private Optional<DeviceNumber> first() {
            return numbers.stream().findFirst();
        }
    }

    /**
     * What was seen of the media in a device.
     *
     * @param count 1 to {@link Media#MAX}; empty if nobody has opened it yet
     * @param serials of those that could be read, in clear; no more than {@code count}, each once
     */
    public record Drives(Optional<Integer> count, List<String> serials) {
        /** Nobody has looked. */
        public static final Drives NOT_COUNTED = new Drives(Optional.empty(), List.of());

        public Drives {
            serials = List.copyOf(serials);
        }
    }

    /** Takes a device in; at most {@link DeviceNumbers#MORE_MAX} of its numbers are kept beside the first. */
    @Transactional
    public Device register(NewDevice device, UUID by) {
        UUID id = UUID.randomUUID();
        Drives drives = drives(device);
        Optional<DeviceNumber> first = device.first();
        jdbc.sql("""
                        INSERT INTO custody.device (id, code, site_id, kind, brand, model, serial_digest, serial_tail,
                          number_form, is_number_doubtful, condition_note, weight_grams, media_count, state, registered_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'registered', ?)""")
                .param(id)
                .param(Codes.random())
                .param(device.site())
                .param(device.kind().id())
                .param(device.brand())
                .param(device.model())
                .param(first.map(number -> serials.of(number.text())).orElse(null))
                .param(first.map(DeviceNumber::tail).orElse(null))
                .param(first.map(DeviceNumber::keptAs).orElse(null))
                .param(first.flatMap(DeviceNumber::doubt).isPresent())
                .param(device.conditionNote())
                .param(device.weightGrams().orElse(null))
                .param(drives.count().orElse(null))
                .param(now())
                .update();
        for (int i = 0; i < drives.serials().size(); i++) {
            media.insert(id, i + 1, Optional.of(drives.serials().get(i)), MediaTable.By.COUNTER);
        }
        log(id, Optional.empty(), DeviceState.REGISTERED, Optional.of(by), "registered");
        Device taken = find(id).orElseThrow();
        numbers.taken(taken, device.numbers());
        return taken;
    }

    /** A bare drive is its own and only medium; what the bench does not erase has none that is counted. */
    private static Drives drives(NewDevice device) {
        return switch (device.kind()) {
            case BARE_DRIVE ->
                new Drives(
                        Optional.of(1),
                        device.first().map(DeviceNumber::text).stream().toList());
            case LAPTOP, DESKTOP -> device.drives();
            case PHONE, TABLET, OTHER -> Drives.NOT_COUNTED;
        };
    }

    /** A device. */
    public Optional<Device> find(UUID id) {
        return jdbc.sql("SELECT * FROM custody.device WHERE id = ?")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** Others that were taken in with the serial number of this one, before it: the latest first. */
    public List<Device> seenBeforeAs(UUID device) {
        return jdbc.sql("""
                        SELECT earlier.* FROM custody.device earlier JOIN custody.device this ON this.id = ?
                        WHERE earlier.id <> this.id AND earlier.id IN (SELECT theirs.device_id FROM custody.noted_number ours
                            JOIN custody.noted_number theirs ON theirs.serial_digest = ours.serial_digest WHERE ours.device_id = this.id)
                          AND earlier.registered_at < this.registered_at AND NOT earlier.is_void
                        ORDER BY earlier.registered_at DESC LIMIT 20""").param(device).query((row, _) -> read(row)).list();
    }

    /** Which of these devices bear a number that was taken in before them, at one of these sites. */
    public Set<UUID> seenBefore(Collection<UUID> some, Collection<UUID> sites) {
        return Set.copyOf(jdbc.sql("""
                        SELECT this.id FROM custody.device this WHERE this.id = ANY(?) AND EXISTS (
                          SELECT 1 FROM custody.noted_number ours JOIN custody.noted_number noted ON noted.serial_digest = ours.serial_digest
                          JOIN custody.device earlier ON earlier.id = noted.device_id
                          WHERE ours.device_id = this.id AND NOT earlier.is_void AND earlier.id <> this.id AND earlier.registered_at < this.registered_at AND earlier.site_id = ANY(?))""")
                .params(some.toArray(UUID[]::new), sites.toArray(UUID[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list());
    }

    /**
     * Notes what a verified statement says of a medium, and moves its device on: cleared if all its media are counted and both
     * answers are good for each, else it can't be sold. The caller has verified the statement and knows that it is about this
     * medium. A bad statement about a device that was cleared before takes that back; one about a device in stock, or that was there, blocks it. The worse
     * answer counts until it is erased once more, or somebody has looked.
     */
    @Transactional
    public Device proved(UUID medium, Device.Proof proof) throws GateException {
        Device known = locked(media.deviceOf(medium)
                .orElseThrow(() -> new GateException(GateException.Code.WRONG_STATE, "no such medium")));
        media.proved(medium, proof);
        return weighed(known, ifWorse(known), Optional.empty(), "statement");
    }

    /** Where it goes when it is not cleared any more: what was in stock once, or waited for it with its order over, is nobody else's, and is held. */
    DeviceState ifWorse(Device known) {
        boolean wasInStock = jdbc.sql(
                        "SELECT EXISTS (SELECT 1 FROM custody.device_event WHERE device_id = ? AND (to_state = 'in_stock' OR reason = ?))")
                .params(known.id(), WAITS)
                .query((row, _) -> row.getBoolean(1))
                .single();
        return wasInStock ? DeviceState.BLOCKED : DeviceState.REGISTERED;
    }

    /** Looks at all media of a locked device again, and moves it to where they lead. */
    Device weighed(Device known, DeviceState ifWorse, Optional<UUID> by, String reason) throws GateException {
        Optional<Device.Proof> proof = media.of(known.id()).together();
        boolean isGood = proof.filter(Device.Proof::opensGate).isPresent();
        DeviceState to = afterProof(known, isGood, ifWorse);
        jdbc.sql("""
                        UPDATE custody.device SET statement_id = ?, verdict = ?, is_conforming = ?, state = ?,
                          version = version + 1 WHERE id = ?""")
                .param(proof.map(Device.Proof::statement).orElse(null))
                .param(proof.map(Device.Proof::verdict).orElse(null))
                .param(proof.map(Device.Proof::isConforming).orElse(null))
                .param(to.id())
                .param(known.id())
                .update();
        log(known.id(), Optional.of(known.state()), to, by, reason);
        return find(known.id()).orElseThrow();
    }

    private static DeviceState afterProof(Device known, boolean isGood, DeviceState ifWorse) throws GateException {
        return switch (known.state()) {
            case REGISTERED, TO_DESTROY -> isGood ? DeviceState.CLEARED : known.state();
            case CLEARED, IN_STOCK -> isGood ? known.state() : ifWorse;
            case BLOCKED -> DeviceState.BLOCKED;
            case SEALED, HANDED_OVER, RETURNED ->
                throw new GateException(
                        GateException.Code.WRONG_STATE,
                        "proved while " + known.state().id());
        };
    }

    /** What was taken in by mistake is no device: it was never here before, and is nowhere. The caller knows that nothing has happened to it. */
    @Transactional
    public void voided(UUID device, UUID by) throws GateException {
        jdbc.sql("UPDATE custody.device SET is_void = true WHERE id = ?")
                .param(device)
                .update();
        var _ = move(device, DeviceState.RETURNED, by, "voided");
    }

    /** Moves a device to another state; what needs more than a word (proof, a bag, a hand-over) has its own way. */
    @Transactional
    public Device move(UUID device, DeviceState to, UUID by, String reason) throws GateException {
        Device known = locked(device);
        if (to == DeviceState.IN_STOCK
                && known.proof().filter(Device.Proof::opensGate).isEmpty()) {
            throw new GateException(GateException.Code.NOT_PROVED, "no statement with both answers good");
        }
        if (to == DeviceState.IN_STOCK) {
            requireWhole(known);
        }
        if (!known.state().next().contains(to) || NEED_MORE.contains(to)) {
            throw new GateException(
                    GateException.Code.WRONG_STATE, known.state().id() + " does not lead to " + to.id());
        }
        if (to == DeviceState.IN_STOCK) {
            requireNoObjection(device);
        }
        requireRecovered(known, to);
        set(known, to, Optional.of(by), reason);
        return find(device).orElseThrow();
    }

    /**
     * Puts a device into stock whose order is over. Where nothing keeps it out but that somebody else has to look at it first, or that this
     * is not known yet, it stays cleared, and is put there afterwards.
     */
    @Transactional
    public Device toStockOrWait(UUID device, UUID by, String reason) throws GateException {
        Device known = locked(device);
        List<GateException.Code> against = against(device);
        boolean waits = known.state() == DeviceState.CLEARED
                && !against.isEmpty()
                && against.stream().allMatch(GateException.Code::isWaiting);
        if (!waits) {
            return move(device, DeviceState.IN_STOCK, by, reason);
        }
        requireWhole(known);
        requireRecovered(known, DeviceState.IN_STOCK);
        set(known, DeviceState.CLEARED, Optional.of(by), WAITS);
        return find(device).orElseThrow();
    }

    /**
     * All that keeps a device out of stock now, by the same rules by which {@link #move} refuses; empty if it is there and nothing speaks against
     * it, or could be put there. What has left, or is on another way, is not asked for more.
     */
    @Transactional(readOnly = true)
    public List<GateException.Code> keepsOut(Device known) {
        UUID device = known.id();
        if (known.state() != DeviceState.CLEARED && known.state() != DeviceState.IN_STOCK) {
            boolean isUnproved = known.proof().filter(Device.Proof::opensGate).isEmpty();
            if (isUnproved
                    && known.kind().isPhone()
                    && known.proof().isPresent()
                    && media.of(device).count().isEmpty()) {
                return List.of(GateException.Code.NOT_PROVED, GateException.Code.CARDS_OPEN);
            }
            return List.of(isUnproved ? GateException.Code.NOT_PROVED : GateException.Code.WRONG_STATE);
        }
        EnumSet<GateException.Code> out = EnumSet.noneOf(GateException.Code.class);
        out.addAll(against(device));
        if (known.proof().filter(Device.Proof::opensGate).isEmpty()) {
            out.add(GateException.Code.NOT_PROVED);
        }
        try {
            requireWhole(known);
        } catch (GateException e) {
            out.add(e.code());
        }
        if (recovered.isAwaited(device)) {
            out.add(GateException.Code.RECOVERY);
        }
        return List.copyOf(out);
    }

    private List<GateException.Code> against(UUID device) {
        return objections.stream().flatMap(one -> one.against(device).stream()).toList();
    }

    private void requireNoObjection(UUID device) throws GateException {
        Optional<GateException.Code> why = against(device).stream().findFirst();
        if (why.isPresent()) {
            throw new GateException(why.get(), "somebody objects to its being sold");
        }
    }

    /** After a restore nothing leaves on what was known before: what held it since, or what came of it, is not known here. */
    private void requireRecovered(Device known, DeviceState to) throws GateException {
        if (LEAVE.contains(to) && recovered.isAwaited(known.id())) {
            throw new GateException(GateException.Code.RECOVERY, "not looked at since the platform was put back");
        }
    }

    /** Its owner takes it home; nobody of the staff has moved it. A device that is held stays. */
    @Transactional
    public void takenHome(UUID device) throws GateException {
        Device known = locked(device);
        if (known.state() != DeviceState.REGISTERED) {
            throw new GateException(
                    GateException.Code.WRONG_STATE, known.state().id() + " does not go home by the owner's word");
        }
        requireRecovered(known, DeviceState.RETURNED);
        set(known, DeviceState.RETURNED, Optional.empty(), "taken-home");
    }

    /**
     * It was said to be with its owner, and came here all the same: its data may be on it. What was held is held again.
     *
     * @param isHeld whether its order is
     */
    @Transactional
    public void cameAfterAll(UUID device, boolean isHeld, UUID by) throws GateException {
        Device known = locked(device);
        if (known.state() != DeviceState.RETURNED || known.proof().isPresent()) {
            throw new GateException(
                    GateException.Code.WRONG_STATE,
                    known.state().id() + " was not said to be home, or was erased here before");
        }
        boolean isHeldAgain = isHeld || heldByHand(device).isPresent();
        set(known, isHeldAgain ? DeviceState.BLOCKED : DeviceState.REGISTERED, Optional.of(by), "came-after-all");
    }

    /** Why somebody holds it among the devices; empty if nobody does. */
    Optional<String> heldByHand(UUID device) {
        return jdbc.sql("SELECT custody.held_by_hand(?) AS reason")
                .param(device)
                .query((row, _) -> Optional.ofNullable(row.getString(1)))
                .single();
    }

    /** Refuses what its owner can't say of a device that is held, or in somebody's bag. It stays where it is. */
    @Transactional
    public void requireFree(UUID device) throws GateException {
        Device known = locked(device);
        if (known.state() != DeviceState.REGISTERED) {
            throw new GateException(
                    GateException.Code.WRONG_STATE, known.state().id() + " does not go back by the owner's word");
        }
    }

    private void requireWhole(Device known) throws GateException {
        Media media = this.media.of(known.id());
        if (media.count().isEmpty()) {
            throw new GateException(
                    known.kind().isPhone() ? GateException.Code.CARDS_OPEN : GateException.Code.MEDIA_NOT_COUNTED,
                    "nobody has");
        }
        if (!media.isWhole() || media.isAnyBad()) {
            throw new GateException(GateException.Code.NOT_PROVED, "not all of its media");
        }
    }

    /**
     * Puts a device that could not be cleared into a numbered bag.
     *
     * @param organisation whose bag it is: another's may bear the same number
     */
    @Transactional
    public Device seal(UUID device, BagNumber bag, UUID organisation, UUID by) throws GateException {
        Device known = locked(device);
        if (!known.state().next().contains(DeviceState.SEALED)) {
            throw new GateException(
                    GateException.Code.WRONG_STATE, known.state().id() + " can't be sealed");
        }
        takesBag(device, bag, organisation);
        jdbc.sql("UPDATE custody.device SET bag_number = ?, bag_key = ?, bag_organisation_id = ? WHERE id = ?")
                .params(bag.text(), bag.key(), organisation, device)
                .update();
        set(known, DeviceState.SEALED, Optional.of(by), "sealed");
        return find(device).orElseThrow();
    }

    /** It is in no bag any more that was closed here. Its number stays used. */
    void leavesBag(UUID device) {
        jdbc.sql("UPDATE custody.device SET bag_number = NULL, bag_key = NULL, bag_organisation_id = NULL WHERE id = ?")
                .param(device)
                .update();
    }

    /**
     * Puts a device into a bag of its own, for its way or for its end. No bag of a company is ever used twice: it is cut open once.
     *
     * @param organisation whose bag it is: another's may bear the same number
     */
    @Transactional
    public void takesBag(UUID device, BagNumber bag, UUID organisation) throws GateException {
        requireNoLabel(bag);
        try {
            jdbc.sql("INSERT INTO custody.bag VALUES (?, ?, ?)")
                    .params(organisation, bag.key(), device)
                    .update();
        } catch (DuplicateKeyException e) {
            throw new GateException(GateException.Code.BAG_USED, "a bag of this number was used before");
        }
    }

    /** A label is scanned where the bag was meant, and a bag's number is final: whoever looked for that bag would find a device. */
    private void requireNoLabel(BagNumber bag) throws GateException {
        boolean isLabel = jdbc.sql("SELECT EXISTS (SELECT 1 FROM custody.device WHERE code = ?)")
                .param(Codes.typed(bag.key())) // no symbol of a code is changed in the key of a bag
                .query((row, _) -> row.getBoolean(1))
                .single();
        if (isLabel) {
            throw new GateException(GateException.Code.BAG_IS_A_LABEL, "the code of a device");
        }
    }

    /** Gives a sealed device to a licensed processor; {@link HandOvers} knows that both sides signed. */
    void handOver(UUID device) throws GateException {
        Device known = locked(device);
        if (known.state() != DeviceState.SEALED) {
            throw new GateException(
                    GateException.Code.WRONG_STATE, known.state().id() + " can't be handed over");
        }
        requireRecovered(known, DeviceState.HANDED_OVER);
        // By their side's signature, which is no account here; the hand-over names who of ours gave it.
        set(known, DeviceState.HANDED_OVER, Optional.empty(), "handed-over");
    }

    /** Writes that a locked device is in another state now, and why. */
    void set(Device known, DeviceState to, Optional<UUID> by, String reason) {
        jdbc.sql("UPDATE custody.device SET state = ?, version = version + 1 WHERE id = ?")
                .params(to.id(), known.id())
                .update();
        log(known.id(), Optional.of(known.state()), to, by, reason);
    }

    /** A device that nobody moves until the caller's transaction ends: a hold comes before what asks for it, or after. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Device lock(UUID id) throws GateException {
        return locked(id);
    }

    /** The same of several, by their ids as the database sorts them, which is the order in which all lock them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Device> lock(Collection<UUID> ids) {
        return jdbc.sql("SELECT * FROM custody.device WHERE id = ANY (?::uuid[]) ORDER BY id FOR UPDATE")
                .param(ids.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> read(row))
                .list();
    }

    Device locked(UUID id) throws GateException {
        return jdbc.sql("SELECT * FROM custody.device WHERE id = ? FOR UPDATE")
                .param(id)
                .query((row, _) -> read(row))
                .optional()
                .orElseThrow(() -> new GateException(GateException.Code.WRONG_STATE, "no such device"));
    }

    private void log(UUID device, Optional<DeviceState> from, DeviceState to, Optional<UUID> by, String reason) {
        jdbc.sql("""
                        INSERT INTO custody.device_event (device_id, at, from_state, to_state, account_id, reason)
                        VALUES (?, ?, ?, ?, ?, ?)""")
                .param(device)
                .param(now())
                .param(from.map(DeviceState::id).orElse(null))
                .param(to.id())
                .param(by.orElse(null))
                .param(reason)
                .update();
    }

    static Device read(ResultSet row) throws SQLException {
        UUID statement = row.getObject("statement_id", UUID.class);
        Integer grams = row.getObject("weight_grams", Integer.class);
        return new Device(
                row.getObject("id", UUID.class),
                row.getString("code"),
                row.getObject("site_id", UUID.class),
                DeviceKind.of(row.getString("kind")),
                row.getString("brand"),
                row.getString("model"),
                Optional.ofNullable(row.getString("serial_tail")),
                row.getString("condition_note"),
                Optional.ofNullable(grams),
                DeviceState.of(row.getString("state")),
                statement == null
                        ? Optional.empty()
                        : Optional.of(
                                new Device.Proof(statement, row.getString("verdict"), row.getBoolean("is_conforming"))),
                Optional.ofNullable(row.getString("bag_number")),
                row.getInt("version"),
                row.getObject("registered_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("is_void"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** So that a serial number is hashed the same in capitals or not. What a phone's label says is read before, by {@link DeviceNumber}; a drive's is not. */
    static byte[] normal(String serial) {
        return serial.strip().toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    }
}
