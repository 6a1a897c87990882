package org.wangchuan.station.receipt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.evidence.PhoneHistory;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.read.DeviceNumber;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.verdict.PhoneConformityRules;
import org.wangchuan.engine.phone.verdict.PhoneVerdict;
import org.wangchuan.engine.phone.verdict.PhoneVerdictRules;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.verdict.ClauseState;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Evidence;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.PhoneWork;
import org.wangchuan.proof.statement.Verdict;

/**
 * Says in the words of a statement what the record of a phone shows, as {@link ClaimsOfEvidence} does of a drive's. A translation and nothing else: what is
 * judged is judged by the engine, from the same record.
 */
public final class ClaimsOfPhone {
    /** Whose word is shown where several tell the same property, the first that does: what the phone's own system says before what others do. */
    private static final List<Source> BEST_FIRST = List.of(
            Source.ADB,
            Source.ATTESTED,
            Source.PAIRED,
            Source.LOCKDOWN,
            Source.MTP,
            Source.USB,
            Source.FASTBOOT, // whose name of a model is that of its board
            Source.SEEN,
            Source.SAID);

    private static final Set<String> APPLES = Set.of("ios", "ipados");

    /** What an iPhone or iPad has in its USB descriptors in place of its serial number: 40 hex digits, since 2018 8 and 16, there without the sign between. */
    private static final Pattern UDID = Pattern.compile("[0-9A-Fa-f]{40}|[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{16}");

    private ClaimsOfPhone() {}

    /** What the clearing statement of a phone always shows. */
    public static ClearingClaims claims(PhoneEvidence evidence, UUID start) {
        PhoneVerdict verdict = PhoneVerdictRules.judge(evidence);
        Policy policy = evidence.policy();
        List<ClearingClaims.Clause> clauses = new ArrayList<>();
        for (ClauseState clause : PhoneConformityRules.judge(evidence)) {
            clauses.add(new ClearingClaims.Clause(
                    clause.clause().id(),
                    same(ClearingClaims.Clause.State.class, clause.state()),
                    clause.clause().source()));
        }
        List<NotProved> notProved = new ArrayList<>();
        for (PhoneVerdict.NotProved code : verdict.notProved()) {
            notProved.add(same(NotProved.class, code));
        }
        // What a station alone never shows, whatever the evidence.
        notProved.add(NotProved.TIME_NOT_WITNESSED);
        notProved.add(NotProved.OWNER_PRESENCE);
        notProved.add(NotProved.RESIDUE_NOT_RUN);
        return new ClearingClaims(
                start,
                same(Verdict.class, verdict.level()),
                new ClearingClaims.Policy(
                        policy.id(),
                        String.valueOf(policy.version()),
                        Bytes32.sha256(CanonicalJson.write(policy.document()))),
                clauses,
                Evidence.of(evidence.bytes()),
                notProved,
                Optional.of(phoneClaims(evidence, verdict)));
    }

    private static PhoneClaims phoneClaims(PhoneEvidence evidence, PhoneVerdict verdict) {
        return new PhoneClaims(
                evidence.technique().map(ClaimsOfPhone::technique),
                same(PhoneClaims.Tier.class, verdict.tier()),
                same(PhoneClaims.Lock.class, verdict.lock()),
                verdict.reasons().stream()
                        .map(reason -> same(PhoneClaims.Reason.class, reason))
                        .toList(),
                verdict.lockReasons().stream()
                        .map(reason -> same(PhoneClaims.LockReason.class, reason))
                        .toList());
    }

    private static PhoneClaims.Technique technique(PhoneTechnique technique) {
        return new PhoneClaims.Technique(
                technique.id(), technique.version(), Bytes32.sha256(CanonicalJson.write(technique.document())));
    }

    /**
     * Which phone it is, by what was known of this very one before anything was set off: what else hung on the cable meanwhile, or may have, tells nothing of it.
     *
     * @param events of its record, complete or not
     * @param serial the number that it shows, in the clear: for whoever holds the statement; left out if it is none of one phone, or an iPhone's UDID
     */
    public static Phone phone(List<PhoneEvent> events, Optional<String> serial) {
        List<Fact> known = new PhoneHistory(events).factsBefore().all();
        Optional<String> maker = told(known, Property.MAKER);
        Optional<String> system = told(known, Property.SYSTEM);
        return new Phone(
                maker,
                told(known, Property.MODEL),
                system,
                told(known, Property.VERSION),
                serial.map(String::strip)
                        .filter(Phone::isLine)
                        .filter(DeviceNumber::isUsable)
                        .filter(number -> !isApples(maker, system)
                                || !UDID.matcher(number).matches()),
                told(known, Property.STORAGE_BYTES)
                        .map(bytes -> OptionalLong.of(Long.parseLong(bytes)))
                        .orElse(OptionalLong.empty()),
                Optional.empty());
    }

    private static boolean isApples(Optional<String> maker, Optional<String> system) {
        return system.filter(APPLES::contains).isPresent()
                || maker.filter(name -> name.startsWith("Apple")).isPresent();
    }

    /** The last that the best source said. */
    private static Optional<String> told(List<Fact> known, Property property) {
        for (Source source : BEST_FIRST) {
            Optional<String> said = known.stream()
                    .filter(fact -> fact.property() == property && fact.source() == source)
                    .map(Fact::value)
                    .filter(Phone::isLine)
                    .reduce((_, later) -> later);
            if (said.isPresent()) {
                return said;
            }
        }
        return Optional.empty();
    }

    /**
     * The same phone with the key of the digests by which its record names its serial numbers, so that its holder can compare.
     *
     * @param identityKey as {@code Digests.serialKey} gives it, and never the key of the job: that leads to an IMEI
     */
    public static Phone withKey(Phone phone, byte[] identityKey) {
        return new Phone(
                phone.maker(),
                phone.model(),
                phone.system(),
                phone.version(),
                phone.serial(),
                phone.storageBytes(),
                Optional.of(Bytes32.of(identityKey)));
    }

    /** How it was erased. */
    public static PhoneWork work(PhoneEvidence evidence) {
        String tool = "";
        Optional<Instant> started = Optional.empty();
        Optional<Instant> finished = Optional.empty();
        List<PhoneWork.Step> steps = new ArrayList<>();
        for (PhoneEvent event : evidence.events()) {
            switch (event) {
                case PhoneEvent.Opened e -> {
                    tool = e.tool();
                    started = Optional.of(Instant.parse(e.at()));
                }
                case PhoneEvent.Seen e -> steps.add(step(PhoneWork.Word.SEEN, e.at()));
                case PhoneEvent.Consented e -> steps.add(step(PhoneWork.Word.CONSENTED, e.at()));
                case PhoneEvent.SetOff e -> steps.add(step(PhoneWork.Word.SET_OFF, e.at()));
                case PhoneEvent.Gone e -> steps.add(step(PhoneWork.Word.GONE, e.at()));
                case PhoneEvent.Back e -> steps.add(step(PhoneWork.Word.BACK, e.at()));
                case PhoneEvent.Filled e -> steps.add(step(PhoneWork.Word.FILLED, e.at()));
                case PhoneEvent.Closed e -> finished = Optional.of(Instant.parse(e.at()));
                case PhoneEvent.Attested _,
                        PhoneEvent.AttestedAgainst _,
                        PhoneEvent.NumberShared _,
                        PhoneEvent.PolicyChosen _,
                        PhoneEvent.TechniqueChosen _ -> {}
            }
        }
        return new PhoneWork(
                tool,
                started.orElseThrow(),
                finished.orElseThrow(),
                PhoneWork.few(steps),
                evidence.filled().map(ClaimsOfPhone::fill));
    }

    private static PhoneWork.Step step(PhoneWork.Word word, String at) {
        return new PhoneWork.Step(word, Instant.parse(at));
    }

    private static PhoneWork.Fill fill(FillOutcome outcome) {
        return new PhoneWork.Fill(
                outcome.freeBytesBefore(),
                outcome.freeBytesAfter(),
                outcome.reservedBytes(),
                outcome.writtenBytes(),
                outcome.verifiedBytes(),
                outcome.sampledBytes(),
                outcome.wrong().size(),
                outcome.isFull(),
                outcome.storageBytes(),
                outcome.readBack().map(told -> new PhoneWork.Parts(told.files(), told.compared())));
    }

    /** The same word in another vocabulary; both spell it alike on the wire. */
    private static <E extends Enum<E>> E same(Class<E> type, Enum<?> word) {
        for (E constant : type.getEnumConstants()) {
            if (Json.wireName(constant).equals(Json.wireName(word))) {
                return constant;
            }
        }
        throw new IllegalStateException("no word in " + type.getSimpleName() + " for " + Json.wireName(word));
    }
}
