package org.wangchuan.engine.job;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.medium.testing.DriveRecord;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.plan.Technique;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.purge.PurgeTimes;
import org.wangchuan.engine.testing.FaultyChannel;

/** Jobs on drives in memory that erase themselves. */
final class NativeBench {
    /** So short that a drive which says nothing new is given up at once, and long enough that a busy machine is not. */
    static final PurgeTimes QUICK = new PurgeTimes(1, 4, 40, 400, 5_000);

    final FaultyChannel channel;
    final PassThrough drive;
    final MemoryJournal journal;
    boolean identityHolds = true;
    PurgeTimes times = QUICK;
    JobOptions options = JobBench.PATIENT;
    InstantSource clock = InstantSource.system();
    Optional<JobControl> control = Optional.empty();
    List<DeviceCommand> earlier = List.of();

    /** What was found of hidden areas, if it is not what a drive of its bus mostly tells. */
    Optional<Event.HiddenAreas> found = Optional.empty();

    /** The other namespaces of an NVMe device, from number 2. */
    List<FaultyChannel> beside = List.of();

    NativeBench(FaultyChannel channel, PassThrough drive, MemoryJournal journal) {
        this.channel = channel;
        this.drive = drive;
        this.journal = journal;
    }

    /** A rule set that asks for Purge by these techniques, and for nothing else. */
    static Policy policy(NativeTechnique... techniques) {
        List<String> ids = new ArrayList<>();
        for (NativeTechnique technique : techniques) {
            ids.add(technique.id());
        }
        Json.Builder overwrite = Json.object();
        Json.Builder own = Json.object();
        for (MediumClass one : MediumClass.values()) {
            overwrite.put(Json.wireName(one), new JsonValue.Array(List.of()));
            own.put(Json.wireName(one), Json.texts(one == MediumClass.FLASH ? ids : List.of()));
        }
        JsonValue.Obj text = Json.object().put("zh", "测试").put("en", "test").build();
        try {
            return Policy.fromJson(Json.object()
                    .put("id", "test-purge")
                    .put("version", 1)
                    .put("title", text)
                    .put("source", "this test")
                    .put("overwrite", overwrite.build())
                    .put("verifyLeast", "sample")
                    .put("native", own.build())
                    .put(
                            "clauses",
                            new JsonValue.Array(List.of(Json.object()
                                    .put("id", "level")
                                    .put("text", text)
                                    .put("source", "this test")
                                    .put(
                                            "needs",
                                            Json.object()
                                                    .put("kind", "level")
                                                    .put("least", "purged")
                                                    .build())
                                    .build())))
                    .put("obligations", new JsonValue.Array(List.of()))
                    .build());
        } catch (ShapeException e) {
            throw new AssertionError(e);
        }
    }

    void open(String bus, NativeTechnique... techniques) throws JournalException {
        open(bus, policy(techniques), techniques);
    }

    /** Under another rule set, with its passes for flash. */
    void open(String bus, Policy policy, NativeTechnique... techniques) throws JournalException {
        MediumFacts facts = new MediumFacts(
                "fake",
                Optional.of("Model"),
                Optional.of("S1"),
                Optional.empty(),
                Optional.empty(),
                bus,
                channel.capacityBytes(),
                channel.blockBytes(),
                MediumClass.FLASH,
                Optional.empty(),
                MediumFacts.Scope.WHOLE_MEDIUM,
                beside.isEmpty() ? List.of() : List.of("other-parts"));
        Event.HiddenAreas usual = switch (bus) {
            case "ata" ->
                new Event.HiddenAreas(
                        Event.HiddenState.NONE,
                        0,
                        "none",
                        DriveRecord.of(channel.capacityBytes(), "S1").commands());
            // Nothing that a SAS drive answers says so.
            case "scsi" -> new Event.HiddenAreas(Event.HiddenState.UNREADABLE, 0, "not told", List.of());
            default -> new Event.HiddenAreas(Event.HiddenState.NOT_APPLICABLE, 0, "none", List.of());
        };
        List<Technique> chosen = new ArrayList<>();
        for (NativeTechnique technique : techniques) {
            chosen.add(new Technique(
                    technique.id(), new BilingualText("测试", "test"), SanitizationLevel.PURGED, Optional.empty()));
        }
        List<PassSpec> passes = policy.passesFor(MediumClass.FLASH);
        Plan plan = new Plan(
                policy,
                MediumClass.FLASH,
                passes.isEmpty() ? VerifyMode.SAMPLE : VerifyMode.FULL,
                List.of(),
                chosen,
                passes,
                List.of(),
                List.of());
        job().open("job", "wangchuan test", facts, found.orElse(usual), plan);
    }

    EraseJob job() {
        JobSetup setup =
                new JobSetup("fake", options, identityHolds, clock, _ -> Optional.of("00"), earlier, Optional.empty());
        JobControl held = new JobControl();
        control = Optional.of(held);
        return new EraseJob(new Held(), journal, setup, held, times);
    }

    /** One with the times of any job, and its own options. */
    EraseJob jobByOptions() {
        JobSetup setup = new JobSetup("fake", options, identityHolds, clock, _ -> Optional.of("00"));
        return new EraseJob(new Held(), journal, setup, new JobControl());
    }

    private final class Held implements ErasableMedium {
        @Override
        public BlockChannel channel() {
            return channel;
        }

        @Override
        public Optional<PassThrough> passThrough() {
            return Optional.of(drive);
        }

        @Override
        public List<ErasableNamespace> namespaces() {
            List<ErasableNamespace> out = new ArrayList<>();
            for (FaultyChannel one : beside) {
                out.add(new Namespace(out.size() + 2L, one));
            }
            return out;
        }

        @Override
        public ReadPath readPath() {
            return ReadPath.DIRECT;
        }

        @Override
        public long dropHostCache() {
            return 0;
        }

        @Override
        public List<String> differences() {
            return List.of();
        }
    }

    private record Namespace(long number, FaultyChannel channel) implements ErasableNamespace {
        @Override
        public ReadPath readPath() {
            return ReadPath.DIRECT;
        }

        @Override
        public long dropHostCache() {
            return 0;
        }
    }
}
