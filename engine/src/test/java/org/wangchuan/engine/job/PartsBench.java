package org.wangchuan.engine.job;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EvidenceScript;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.medium.CardPart;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.plan.Technique;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelMmc;
import org.wangchuan.engine.purge.testing.ModelPart;
import org.wangchuan.engine.testing.FaultyChannel;

/** Jobs on a model of an eMMC of a megabyte with two boot partitions of 128 KiB, which are its other parts. */
final class PartsBench {
    static final int BOOT_BYTES = 128 << 10;

    final FaultyChannel channel = FaultyChannel.device((int) (EvidenceScript.CAPACITY_BYTES / 512), 512);
    final ModelMmc card = new ModelMmc(channel.medium(), Conduct.HONEST).with(226, 1);
    final MemoryJournal journal = new MemoryJournal();
    List<ModelPart> parts = List.of(new ModelPart("boot0", BOOT_BYTES, true, Conduct.HONEST), boot1(Conduct.HONEST));
    String rules = "nist-clear";
    boolean bestEffort;
    boolean tellsParts;
    List<String> caps = List.of("other-parts");
    boolean identityHolds = true;
    Optional<JobControl> control = Optional.empty();

    static ModelPart boot1(Conduct conduct) {
        return new ModelPart("boot1", BOOT_BYTES, true, conduct);
    }

    ModelPart part(int index) {
        return parts.get(index);
    }

    /** Its own commands for the user area, where Purge is asked for; else passes. */
    void open(boolean purge, String... chosen) throws JournalException {
        MediumFacts facts = new MediumFacts(
                "mmcblk0",
                Optional.of("Model"),
                Optional.of("S1"),
                Optional.empty(),
                Optional.empty(),
                "mmc",
                channel.capacityBytes(),
                512,
                MediumClass.FLASH,
                Optional.empty(),
                MediumFacts.Scope.WHOLE_MEDIUM,
                caps);
        Policy policy = purge
                ? NativeBench.policy(NativeTechnique.MMC_ERASE_SANITIZE)
                : PolicyCatalogue.find(rules).orElseThrow();
        BilingualText text = new BilingualText("测试", "test");
        Technique technique = new Technique(
                purge ? NativeTechnique.MMC_ERASE_SANITIZE.id() : "overwrite",
                text,
                SanitizationLevel.PURGED,
                Optional.empty());
        Plan plan = new Plan(
                policy,
                MediumClass.FLASH,
                purge ? VerifyMode.SAMPLE : VerifyMode.FULL,
                List.of(),
                List.of(chosen).stream()
                        .map(id -> new Plan.PartStep(new CardPart(id, "mmcblk0" + id, BOOT_BYTES), text))
                        .toList(),
                List.of(technique),
                policy.passesFor(MediumClass.FLASH),
                List.of(),
                List.of());
        job().open(
                        "job",
                        "wangchuan test",
                        facts,
                        new Event.HiddenAreas(Event.HiddenState.NOT_APPLICABLE, 0, "none", List.of()),
                        plan);
    }

    EraseJob job() {
        JobSetup setup = new JobSetup(
                "fake",
                JobBench.PATIENT.withBestEffort(bestEffort),
                identityHolds,
                InstantSource.system(),
                _ -> Optional.of("00"));
        JobControl held = new JobControl();
        control = Optional.of(held);
        return new EraseJob(new Held(), journal, setup, held, NativeBench.QUICK);
    }

    private final class Held implements ErasableMedium {
        @Override
        public BlockChannel channel() {
            return channel;
        }

        @Override
        public Optional<PassThrough> passThrough() {
            return Optional.of(card);
        }

        @Override
        public List<ErasablePart> parts() {
            return List.copyOf(parts);
        }

        @Override
        public boolean tellsParts() {
            return tellsParts;
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
