package org.wangchuan.engine.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.medium.testing.DriveRecord;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.Sha256;
import org.wangchuan.engine.policy.VerifyMode;

/**
 * The record of an erasure in which everything went well; single events can be changed on the way. It is
 * sealed by {@link SealedRecord}, so that only the intended lie is in it.
 */
public final class EvidenceScript {
    public static final long CAPACITY_BYTES = 1 << 20;
    public static final String SERIAL = "SERIAL-1";
    private static final int CLOSING_EVENTS = 3;
    private static final String AT = "2026-11-24T12:00:00Z";

    private final Policy policy;
    private final VerifyMode verify;
    private final MediumFacts medium;
    private UnaryOperator<Event> change = event -> event;

    private EvidenceScript(Policy policy, VerifyMode verify, MediumFacts medium) {
        this.policy = policy;
        this.verify = verify;
        this.medium = medium;
    }

    public static EvidenceScript of(String policyId, MediumClass mediumClass) {
        return of(policyId, mediumClass, VerifyMode.FULL);
    }

    public static EvidenceScript of(String policyId, MediumClass mediumClass, VerifyMode verify) {
        return new EvidenceScript(PolicyCatalogue.find(policyId).orElseThrow(), verify, medium(mediumClass));
    }

    public EvidenceScript on(MediumFacts facts) {
        EvidenceScript other = new EvidenceScript(policy, verify, facts);
        other.change = change;
        return other;
    }

    public EvidenceScript changing(UnaryOperator<Event> next) {
        UnaryOperator<Event> before = change;
        change = event -> next.apply(before.apply(event));
        return this;
    }

    /** Under a rule set of one's own. */
    public static EvidenceScript of(Policy policy, MediumClass mediumClass) {
        return new EvidenceScript(policy, VerifyMode.FULL, medium(mediumClass));
    }

    /** A whole drive behind ATA; an image is a file. */
    public static MediumFacts medium(MediumClass mediumClass) {
        boolean file = mediumClass == MediumClass.IMAGE;
        MediumFacts.Scope scope = file ? MediumFacts.Scope.FILE : MediumFacts.Scope.WHOLE_MEDIUM;
        return new MediumFacts(
                "sda",
                Optional.of("Model"),
                Optional.of(SERIAL),
                Optional.empty(),
                Optional.empty(),
                file ? "file" : "ata",
                CAPACITY_BYTES,
                file ? 1 : 512,
                mediumClass,
                Optional.empty(),
                scope,
                List.of());
    }

    /** Nothing is hidden, and the answers show it; of a UFS device nothing can. */
    public static Event.HiddenAreas hidden(MediumFacts facts) {
        if (facts.bus().equals("ufs")) {
            return new Event.HiddenAreas(Event.HiddenState.UNREADABLE, 0, "not told", List.of());
        }
        boolean asked = facts.scope() != MediumFacts.Scope.PARTITION
                && Set.of("ata", "scsi", "usb").contains(facts.bus());
        return asked
                ? new Event.HiddenAreas(
                        Event.HiddenState.NONE,
                        0,
                        "native maximum equals capacity",
                        DriveRecord.of(facts.capacityBytes(), facts.serial().orElse(""))
                                .commands())
                : new Event.HiddenAreas(Event.HiddenState.NOT_APPLICABLE, 0, "no ATA hidden areas", List.of());
    }

    public byte[] bytes() {
        return SealedRecord.of(events());
    }

    /** With the changes; where work breaks off, the record is closed right then. */
    public List<Event> events() {
        List<Event> planned = planned();
        List<Event> out = new ArrayList<>();
        MediumFacts seen = medium;
        for (Event event : planned) {
            // Of the medium as it was changed: a lie about it is not to be found out by its answers.
            Event changed = change.apply(event instanceof Event.HiddenAreas ? hidden(seen) : event);
            if (changed instanceof Event.MediumSeen(MediumFacts facts)) {
                seen = facts;
            }
            out.add(changed);
            if (brokeOff(changed)) {
                planned.subList(planned.size() - CLOSING_EVENTS, planned.size())
                        .forEach(closing -> out.add(change.apply(closing)));
                return out;
            }
        }
        return out;
    }

    private static boolean brokeOff(Event event) {
        return switch (event) {
            case Event.PassFinished pass -> pass.end() != Event.PassEnd.COMPLETED;
            case Event.VerificationFinished readBack -> readBack.end() != Event.VerificationEnd.COMPLETED;
            case DriveEvent.SamplingFinished sampling -> sampling.end() != Event.VerificationEnd.COMPLETED;
            case Event.Opened _,
                    Event.PolicyChosen _,
                    Event.MediumSeen _,
                    Event.HiddenAreas _,
                    Event.PlanChosen _,
                    HiddenAreaEvent.Commanded _,
                    HiddenAreaEvent.LookedAgain _,
                    HiddenAreaEvent.LookedAtEnd _,
                    PartEvent.Asked _,
                    PartEvent.Started _,
                    PartEvent.Compared _,
                    PartEvent.Finished _,
                    PartEvent.Looked _,
                    CountsTold _,
                    DriveEvent.DriveAsked _,
                    NamespaceEvent.Planted _,
                    NamespaceEvent.Sampled _,
                    BaselineEvent _,
                    DriveEvent.CanariesPlanted _,
                    DriveEvent.NativeStarted _,
                    DriveEvent.NativeCommanded _,
                    DriveEvent.NativeTold _,
                    DriveEvent.NativeFinished _,
                    DriveEvent.SamplingStarted _,
                    Event.PassStarted _,
                    Event.Interrupted _,
                    Event.Resumed _,
                    Event.Committed _,
                    Event.VerificationStarted _,
                    Event.Rechecked _,
                    Event.Residue _,
                    Event.Closed _ -> false;
        };
    }

    public Evidence evidence() {
        try {
            return Evidence.read(bytes());
        } catch (EvidenceException e) {
            throw new AssertionError(e);
        }
    }

    private List<Event> planned() {
        List<Event> out = new ArrayList<>();
        List<PassSpec> passes = policy.passesFor(medium.effectiveClass());
        out.add(new Event.Opened("job-1", "wangchuan test", AT));
        out.add(new Event.PolicyChosen(policy.document()));
        out.add(new Event.MediumSeen(medium));
        out.add(hidden(medium));
        out.add(new Event.PlanChosen(medium.effectiveClass(), passes, verify));
        long planned = verify == VerifyMode.FULL ? CAPACITY_BYTES : SealedRecord.AS_PLANNED;
        for (int pass = 1; pass <= passes.size(); pass++) {
            PassSpec spec = passes.get(pass - 1);
            Optional<String> secret = spec.pattern().positionDependent()
                    ? Optional.of(Sha256.hex(new byte[] {(byte) pass}))
                    : Optional.empty();
            out.add(new Event.PassStarted(pass, spec.pattern(), secret, AT));
            out.add(new Event.PassFinished(pass, Event.PassEnd.COMPLETED, CAPACITY_BYTES, List.of(), 10, 0, 1, AT));
            if (spec.verify()) {
                out.add(new Event.Committed("", Optional.of("00ff")));
                out.add(new Event.VerificationStarted(
                        pass, verify, Optional.empty(), verify == VerifyMode.FULL ? 0 : 512, AT));
                out.add(new Event.VerificationFinished(
                        pass,
                        Event.VerificationEnd.COMPLETED,
                        medium.scope() == MediumFacts.Scope.FILE ? ReadPath.FILE_SYSTEM : ReadPath.DIRECT,
                        planned,
                        planned,
                        0,
                        List.<ByteRange>of(),
                        List.of(),
                        10,
                        AT));
            }
        }
        out.add(new Event.Rechecked(List.of()));
        out.add(new Event.Residue(Event.ResidueState.NOT_RUN));
        out.add(new Event.Closed(AT));
        return out;
    }
}
