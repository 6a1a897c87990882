package org.wangchuan.engine.evidence;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.Sha256;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.verify.SamplePlan;

/**
 * Writes the record of an erasure in which everything went well; single events can be changed on the
 * way. Commitments always fit what stands before them, so that only the intended lie is in the record.
 */
public final class EvidenceScript {
    public static final long CAPACITY_BYTES = 1 << 20;
    private static final String AT = "2026-11-24T12:00:00Z";

    /** As a drive answers, its 512 bytes shortened. */
    private static final DeviceCommand IDENTIFY = new DeviceCommand(
            "IDENTIFY_DEVICE (ECh)",
            "85080e0000000100000000000040ec00",
            Instant.parse(AT),
            3,
            new DeviceCommand.Completed(0, 0, 0, "", "5a04ff3f37c81000"));

    private static final DeviceCommand NATIVE_MAX = new DeviceCommand(
            "READ_NATIVE_MAX_ADDRESS_EXT (27h)",
            "85072000000000000000000000402700",
            Instant.parse(AT),
            1,
            new DeviceCommand.Completed(2, 0, 8, "7201001d0000000e090c0100000000ff0007000000004050", ""));

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

    public static MediumFacts medium(MediumClass mediumClass) {
        MediumFacts.Scope scope =
                mediumClass == MediumClass.IMAGE ? MediumFacts.Scope.FILE : MediumFacts.Scope.WHOLE_MEDIUM;
        return new MediumFacts(
                "loop0",
                Optional.of("Model"),
                Optional.of("SERIAL-1"),
                Optional.empty(),
                Optional.empty(),
                "ata",
                CAPACITY_BYTES,
                512,
                mediumClass,
                Optional.empty(),
                scope,
                List.of());
    }

    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Event event : events()) {
            Event changed = change.apply(event);
            if (changed instanceof Event.Committed(String _, Optional<String> beacon)) {
                changed = new Event.Committed(Sha256.hex(out.toByteArray()), beacon);
                lastCommitted = (Event.Committed) changed;
            }
            if (changed instanceof Event.VerificationStarted s && s.mode() == VerifyMode.SAMPLE) {
                String seed = HexFormat.of().formatHex(SampleSeed.of(lastCommitted));
                changed = new Event.VerificationStarted(s.pass(), s.mode(), Optional.of(seed), 512, s.at());
            }
            if (event instanceof Event.VerificationFinished f && verify == VerifyMode.SAMPLE && changed.equals(event)) {
                long planned = SamplePlan.draw(SampleSeed.of(lastCommitted), CAPACITY_BYTES, 512).ranges().stream()
                        .mapToLong(ByteRange::length)
                        .sum();
                changed = new Event.VerificationFinished(
                        f.pass(),
                        f.end(),
                        f.path(),
                        planned,
                        planned,
                        0,
                        List.of(),
                        List.of(),
                        f.durationMillis(),
                        f.at());
            }
            out.writeBytes(EventWriter.line(changed));
            out.write('\n');
            if (changed instanceof Event.PassFinished f && f.end() != Event.PassEnd.COMPLETED) {
                return closing(out);
            }
            if (changed instanceof Event.VerificationFinished f && f.end() != Event.VerificationEnd.COMPLETED) {
                return closing(out);
            }
        }
        return out.toByteArray();
    }

    private Event.Committed lastCommitted = new Event.Committed("", Optional.empty());

    private byte[] closing(ByteArrayOutputStream out) {
        List<Event> events = events();
        for (Event event : events.subList(events.size() - 3, events.size())) {
            out.writeBytes(EventWriter.line(change.apply(event)));
            out.write('\n');
        }
        return out.toByteArray();
    }

    public Evidence evidence() {
        try {
            return Evidence.read(bytes());
        } catch (EvidenceException e) {
            throw new AssertionError(e);
        }
    }

    private List<Event> events() {
        List<Event> out = new ArrayList<>();
        List<PassSpec> passes = policy.passesFor(medium.effectiveClass());
        out.add(new Event.Opened("job-1", "wangchuan test", AT));
        out.add(new Event.PolicyChosen(policy.document()));
        out.add(new Event.MediumSeen(medium));
        out.add(new Event.HiddenAreas(
                Event.HiddenState.NONE, 0, "native maximum equals capacity", List.of(IDENTIFY, NATIVE_MAX)));
        out.add(new Event.PlanChosen(medium.effectiveClass(), passes, verify));
        long planned = verify == VerifyMode.FULL ? CAPACITY_BYTES : CAPACITY_BYTES / 8;
        for (int pass = 1; pass <= passes.size(); pass++) {
            PassSpec spec = passes.get(pass - 1);
            out.add(new Event.PassStarted(pass, spec.pattern(), Optional.empty(), AT));
            out.add(new Event.PassFinished(pass, Event.PassEnd.COMPLETED, CAPACITY_BYTES, List.of(), 10, 0, 1, AT));
            if (spec.verify()) {
                out.add(new Event.Committed("", Optional.of("00ff")));
                out.add(new Event.VerificationStarted(
                        pass, verify, Optional.empty(), verify == VerifyMode.FULL ? 0 : 512, AT));
                out.add(new Event.VerificationFinished(
                        pass,
                        Event.VerificationEnd.COMPLETED,
                        ReadPath.DIRECT,
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
