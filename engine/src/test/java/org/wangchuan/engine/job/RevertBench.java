package org.wangchuan.engine.job;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.medium.testing.DriveRecord;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.plan.Technique;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.psid.Psid;
import org.wangchuan.engine.psid.PsidException;
import org.wangchuan.engine.purge.testing.ModelTper;
import org.wangchuan.engine.purge.testing.TperByAta;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.testing.Request;

/** Jobs that revert a drive in memory by its PSID, and overwrite it then. */
final class RevertBench {
    private static final Policy CLEAR = PolicyCatalogue.find("nist-clear").orElseThrow();

    final FaultyChannel channel = FaultyChannel.device(4096, 512);
    final ModelTper drive;
    final MemoryJournal journal;
    private final boolean identityHolds;
    private final PassThrough way;
    private final String bus;

    RevertBench(ModelTper.Manner manner) {
        this(manner, new MemoryJournal(), true, Optional.empty());
    }

    /** A SATA drive, which lets these of its carriers through. */
    RevertBench(ModelTper.Manner manner, TperByAta.Lets... lets) {
        this(manner, new MemoryJournal(), true, Optional.of(Set.of(lets)));
    }

    private RevertBench(
            ModelTper.Manner manner, MemoryJournal journal, boolean identityHolds, Optional<Set<TperByAta.Lets>> ata) {
        this.journal = journal;
        this.identityHolds = identityHolds;
        drive = new ModelTper(channel.medium(), manner);
        way = ata.<PassThrough>map(lets -> new TperByAta(drive, channel.capacityBytes() / 512, lets))
                .orElse(drive);
        bus = ata.isPresent() ? "ata" : "nvme";
        channel.with(request -> request.kind() != Request.Kind.FLUSH && drive.locked(request.offset())
                ? new Fault.Fails(Fault.EIO)
                : new Fault.Nothing());
    }

    /** Another drive of its kind in its slot, locked by nobody and full of somebody's, which nothing tells from it. */
    RevertBench twin() {
        RevertBench twin = new RevertBench(ModelTper.Manner.HONEST, journal, false, Optional.empty());
        twin.drive.neverUsed();
        Arrays.fill(twin.channel.medium(), (byte) 'x');
        return twin;
    }

    /** The head of a record: a plan that opens the drive, and overwrites it. */
    RevertBench open() throws JournalException {
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
                List.of());
        Event.HiddenAreas hidden = bus.equals("ata")
                ? new Event.HiddenAreas(
                        Event.HiddenState.NONE,
                        0,
                        "none",
                        DriveRecord.of(channel.capacityBytes(), "S1").commands())
                : new Event.HiddenAreas(Event.HiddenState.NOT_APPLICABLE, 0, "none", List.of());
        List<Technique> chosen = new ArrayList<>();
        for (String id : List.of("tcg-psid-revert", "overwrite")) {
            chosen.add(new Technique(id, new BilingualText("测试", "test"), SanitizationLevel.CLEARED, Optional.empty()));
        }
        Plan plan = new Plan(
                CLEAR,
                MediumClass.FLASH,
                VerifyMode.FULL,
                List.of(),
                chosen,
                CLEAR.passesFor(MediumClass.FLASH),
                List.of(),
                List.of());
        job(Optional.empty()).open("job", "wangchuan test", facts, hidden, plan);
        return this;
    }

    JobEnd start() throws JournalException {
        return job(Optional.of(ModelTper.PSID)).start();
    }

    JobEnd resume() throws JournalException {
        return resume(ModelTper.PSID);
    }

    JobEnd resume(String typed) throws JournalException {
        return job(Optional.of(typed)).resume();
    }

    EraseJob job(Optional<String> typed) {
        Optional<Psid> psid = typed.map(RevertBench::psid);
        JobSetup setup = new JobSetup(
                "fake",
                JobBench.PATIENT,
                identityHolds,
                InstantSource.system(),
                _ -> Optional.of("00"),
                List.of(),
                psid);
        return new EraseJob(new Held(), journal, setup, new JobControl(), NativeBench.QUICK);
    }

    private static Psid psid(String typed) {
        try {
            return Psid.of(typed.toCharArray());
        } catch (PsidException e) {
            throw new AssertionError(e);
        }
    }

    private final class Held implements ErasableMedium {
        @Override
        public BlockChannel channel() {
            return channel;
        }

        @Override
        public Optional<PassThrough> passThrough() {
            return Optional.of(way);
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
}
