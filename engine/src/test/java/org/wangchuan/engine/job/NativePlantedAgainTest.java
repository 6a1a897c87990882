package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.testing.Filled.filledWith;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelAta;
import org.wangchuan.engine.purge.testing.ModelMmc;
import org.wangchuan.engine.purge.testing.ModelNvme;
import org.wangchuan.engine.purge.testing.ModelScsi;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.testing.Request;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.Verdict.Reason;
import org.wangchuan.engine.verdict.VerdictRules;

/**
 * An attempt whose answer nobody wrote down, or that was refused, may have erased: what is gone by it proves nothing of the attempt that follows, be it the
 * same technique. What was planted is planted again before that, with a key of its own.
 */
@Execution(ExecutionMode.CONCURRENT)
class NativePlantedAgainTest {
    private static final int CHANGES_MOST = 120;
    private static final byte SOMEBODYS = 0x55;

    /** Each way, with a drive that behaves. */
    enum Way {
        NVME_SANITIZE("nvme", NativeTechnique.NVME_SANITIZE_BLOCK, ModelNvme::new),
        NVME_FORMAT("nvme", NativeTechnique.NVME_FORMAT_USER_DATA, ModelNvme::new),
        ATA_SANITIZE("ata", NativeTechnique.ATA_SANITIZE_BLOCK, ModelAta::new),
        ATA_ENHANCED("ata", NativeTechnique.ATA_SECURITY_ERASE_ENHANCED, ModelAta::new),
        ATA_ERASE("ata", NativeTechnique.ATA_SECURITY_ERASE, ModelAta::new),
        SCSI_SANITIZE("scsi", NativeTechnique.SCSI_SANITIZE_BLOCK, ModelScsi::new),
        SCSI_FORMAT("scsi", NativeTechnique.SCSI_FORMAT_UNIT, ModelScsi::new),
        MMC("mmc", NativeTechnique.MMC_ERASE_SANITIZE, ModelMmc::new);

        private final String bus;
        private final NativeTechnique technique;

        @SuppressWarnings("ImmutableEnumChecker") // a constructor
        private final BiFunction<byte[], Conduct, PassThrough> drive;

        Way(String bus, NativeTechnique technique, BiFunction<byte[], Conduct, PassThrough> drive) {
            this.bus = bus;
            this.technique = technique;
            this.drive = drive;
        }

        /** What an honest one comes to; of SCSI nobody knows what it hides. */
        boolean reachedBy(Verdict verdict) {
            return switch (this) {
                case NVME_SANITIZE, ATA_SANITIZE, ATA_ENHANCED, MMC ->
                    verdict.level() == Verdict.Level.PURGED && verdict.reasons().isEmpty();
                case NVME_FORMAT, ATA_ERASE -> verdict.level() == Verdict.Level.CLEARED && !nothingVerified(verdict);
                case SCSI_SANITIZE, SCSI_FORMAT -> !nothingVerified(verdict);
            };
        }

        private static boolean nothingVerified(Verdict verdict) {
            return verdict.reasons().contains(Reason.NOTHING_VERIFIED);
        }
    }

    private final FaultyChannel channel = FaultyChannel.device(8192, 512);
    private final MemoryJournal journal = new MemoryJournal();

    private NativeBench bench(PassThrough drive) {
        return new NativeBench(channel, drive, journal);
    }

    private static Evidence evidence(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    private <T> List<T> recorded(Class<T> type) throws Exception {
        return Evidence.readOpen(journal.evidence()).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** The power goes while the drive is at it: its command was sent, and is not on record. Later it holds zeros, as if it had come to its end. */
    private void cutOffInTheFirst(Way way, boolean identityHolds) throws Exception {
        PassThrough drive = HookedDrive.onErase(way.drive.apply(channel.medium(), Conduct.HONEST), code -> {
            boolean prepares = code == 0xf1 || code == 0xf3 || (code == 0x03 && way.bus.equals("scsi"));
            if (!prepares) {
                throw new IllegalStateException("the power is off");
            }
        });
        NativeBench bench = bench(drive);
        bench.identityHolds = identityHolds;
        bench.open(way.bus, way.technique);
        assertThat(catching(bench)).isEqualTo("the power is off");
        assertThat(recorded(DriveEvent.CanariesPlanted.class)).hasSize(1);
        Arrays.fill(channel.medium(), (byte) 0);
    }

    private static String catching(NativeBench bench) throws JournalException {
        try {
            return "ended: " + bench.job().start();
        } catch (RuntimeException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return String.valueOf(root.getMessage());
        }
    }

    /** Somebody's block, where nothing is planted. */
    private int somebodys() throws Exception {
        List<DriveEvent.CanariesPlanted> planted = recorded(DriveEvent.CanariesPlanted.class);
        int[] free = {0};
        while (planted.getFirst().ranges().stream()
                .anyMatch(range -> range.offset() < free[0] + 512 && free[0] < range.end())) {
            free[0] += 512;
        }
        Arrays.fill(channel.medium(), free[0], free[0] + 512, SOMEBODYS);
        return free[0];
    }

    /** The first attempt took what was planted, and its answer was lost. The second does nothing, and says that it succeeded. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void whatTheFirstTookIsNoProofOfASecondThatLies(Way way) throws Exception {
        cutOffInTheFirst(way, true);
        int free = somebodys();
        Evidence evidence = evidence(
                bench(way.drive.apply(channel.medium(), Conduct.LYING)).job().resume());
        assertThat(channel.medium()[free]).isEqualTo(SOMEBODYS);
        assertThat(evidence.all(DriveEvent.NativeStarted.class)).hasSize(2);
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.FAILED);
        assertThat(verdict.reasons()).contains(Reason.CANARY_FOUND);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void anHonestDriveThatIsGoneOnWithComesToItsVerdict(Way way) throws Exception {
        cutOffInTheFirst(way, true);
        Evidence evidence = evidence(
                bench(way.drive.apply(channel.medium(), Conduct.HONEST)).job().resume());
        List<DriveEvent.CanariesPlanted> planted = evidence.all(DriveEvent.CanariesPlanted.class);
        assertThat(planted).hasSize(2);
        assertThat(planted.getLast().ranges()).isEqualTo(planted.getFirst().ranges());
        assertThat(planted.getLast().secretDigest())
                .isNotEqualTo(planted.getFirst().secretDigest());
        assertThat(channel.medium()).is(filledWith(0));
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(way.reachedBy(verdict)).as(verdict.toString()).isTrue();
    }

    /** It says no, and has done it all the same, or half of it; the next technique of the plan does nothing. */
    @Test
    void whatARefusedOneTookIsNoProofOfTheNext() throws Exception {
        ModelNvme lying = new ModelNvme(channel.medium(), Conduct.LYING);
        PassThrough drive = new PassThrough() {
            private int sent;

            @Override
            public OptionalLong namespace() {
                return lying.namespace();
            }

            @Override
            public DeviceCommand.Answer ask(byte[] command, int readBytes) {
                return lying.ask(command, readBytes);
            }

            @Override
            public DeviceCommand.Answer erase(
                    String technique, byte[] command, byte[] given, int readBytes, int timeoutMillis) {
                if (sent++ == 0) {
                    Arrays.fill(channel.medium(), 512, channel.medium().length, (byte) 0);
                    Arrays.fill(channel.medium(), 0, 512, (byte) 0);
                    return new DeviceCommand.Told(0x4002, 0, "");
                }
                return lying.erase(technique, command, given, readBytes, timeoutMillis);
            }
        };
        NativeBench bench = bench(drive);
        bench.open("nvme", NativeTechnique.NVME_SANITIZE_CRYPTO, NativeTechnique.NVME_SANITIZE_BLOCK);
        Evidence evidence = evidence(bench.job().start());
        assertThat(evidence.all(DriveEvent.NativeFinished.class))
                .extracting(DriveEvent.NativeFinished::end)
                .containsExactly(DriveEvent.NativeEnd.REFUSED, DriveEvent.NativeEnd.ENDED);
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.FAILED);
        assertThat(verdict.reasons()).contains(Reason.CANARY_FOUND);
    }

    @Test
    void whoRefusesOneAndDoesTheNextIsPurged() throws Exception {
        NativeBench bench = bench(new ModelNvme(channel.medium(), Conduct.HONEST).capabilities(2));
        bench.open("nvme", NativeTechnique.NVME_SANITIZE_CRYPTO, NativeTechnique.NVME_SANITIZE_BLOCK);
        Evidence evidence = evidence(bench.job().start());
        assertThat(evidence.all(DriveEvent.NativeStarted.class)).hasSize(2);
        assertThat(new HashSet<>(evidence.all(DriveEvent.CanariesPlanted.class)))
                .hasSize(2);
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.PURGED);
    }

    /** The plug is pulled again between any two lines, and while it is being planted: by its number or by its contents, it is the same drive. */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cutOffAnywhereWhileItIsPlantedAgainItIsRecognised(boolean identityHolds) throws Exception {
        for (int good = 0; good < CHANGES_MOST; good++) {
            NativePlantedAgainTest fresh = new NativePlantedAgainTest();
            if (fresh.cutOffTwice(good, identityHolds)) {
                return;
            }
        }
        throw new AssertionError("the job never came through");
    }

    private boolean cutOffTwice(int good, boolean identityHolds) throws Exception {
        cutOffInTheFirst(Way.NVME_SANITIZE, true);
        // A few of the first stand still, so that a drive without a number is known by them.
        DriveEvent.CanariesPlanted first =
                recorded(DriveEvent.CanariesPlanted.class).getFirst();
        serveAgain(journal.secrets(), first);
        ModelNvme drive = new ModelNvme(channel.medium(), Conduct.HONEST);
        NativeBench bench = bench(drive);
        bench.identityHolds = identityHolds;
        journal.failAfter(good, good % 2 == 0);
        JobEnd end = bench.job().resume();
        boolean through = end instanceof JobEnd.Finished;
        journal.repair();
        if (!through) {
            end = bench.job().resume();
        }
        boolean known = end instanceof JobEnd.Finished || !identityHolds;
        assertThat(known).as("change %d: %s", good, end).isTrue();
        if (end instanceof JobEnd.Finished(Evidence evidence)) {
            Verdict verdict = VerdictRules.judge(evidence);
            assertThat(verdict.level()).as("change %d: %s", good, verdict).isEqualTo(Verdict.Level.PURGED);
        } else {
            // Told to erase itself, a drive without a number holds nothing any more that it could be known by.
            assertThat(drive.erasing()).as("change %d", good).isNotEmpty();
        }
        return through;
    }

    /** Planted again and durable, and gone before anything was told to the drive: by what was sent first, or by somebody. */
    @Test
    void whatIsGoneBeforeTheSecondWasToldIsNotTheSecondsDoing() throws Exception {
        for (int good = 0; good < CHANGES_MOST; good++) {
            NativePlantedAgainTest fresh = new NativePlantedAgainTest();
            fresh.cutOffInTheFirst(Way.NVME_SANITIZE, true);
            ModelNvme drive = new ModelNvme(fresh.channel.medium(), Conduct.HONEST).sanitizedBefore(0x02);
            fresh.journal.failAfter(good, false);
            JobEnd _ = fresh.bench(drive).job().resume();
            fresh.journal.repair();
            if (fresh.recorded(DriveEvent.CanariesPlanted.class).size() < 2) {
                continue;
            }
            assertThat(drive.erasing()).isEmpty();
            Arrays.fill(fresh.channel.medium(), (byte) 0);
            assertThat(fresh.bench(drive).job().resume()).isInstanceOf(JobEnd.NotRecognised.class);
            assertThat(drive.erasing()).isEmpty();
            return;
        }
        throw new AssertionError("nothing was planted again");
    }

    /** It takes no block any more: nothing further is sent, unless somebody says so, and then nothing is proved. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whereNothingCanBePlantedAgainNothingIsProved(boolean bestEffort) throws Exception {
        cutOffInTheFirst(Way.ATA_SANITIZE, true);
        channel.with(
                request -> request.kind() == Request.Kind.WRITE ? new Fault.Fails(Fault.EIO) : new Fault.Nothing());
        ModelAta drive = new ModelAta(channel.medium(), Conduct.HONEST);
        NativeBench bench = bench(drive);
        bench.options = JobBench.PATIENT.withBestEffort(bestEffort);
        JobEnd end = bench.job().resume();
        if (!bestEffort) {
            assertThat(end).isInstanceOf(JobEnd.Interrupted.class);
            assertThat(drive.erasing()).isEmpty();
            return;
        }
        Verdict verdict = VerdictRules.judge(evidence(end));
        assertThat(verdict.level()).isEqualTo(Verdict.Level.UNPROVEN);
        assertThat(verdict.reasons()).contains(Reason.NOTHING_VERIFIED);
    }

    /** A block of the first planting that is served again later is found, too: whatever was ever planted has to be gone. */
    @Test
    void whatWasPlantedFirstIsLookedForAsWell() throws Exception {
        cutOffInTheFirst(Way.NVME_SANITIZE, true);
        DriveEvent.CanariesPlanted first =
                recorded(DriveEvent.CanariesPlanted.class).getFirst();
        byte[] kept = journal.secrets();
        ModelNvme honest = new ModelNvme(channel.medium(), Conduct.HONEST);
        Evidence evidence = evidence(bench(new PassThrough() {
                    @Override
                    public OptionalLong namespace() {
                        return honest.namespace();
                    }

                    @Override
                    public DeviceCommand.Answer ask(byte[] command, int readBytes) {
                        DeviceCommand.Answer out = honest.ask(command, readBytes);
                        if (!honest.erasing().isEmpty()) {
                            serveAgain(kept, first);
                        }
                        return out;
                    }

                    @Override
                    public DeviceCommand.Answer erase(
                            String technique, byte[] command, byte[] sent, int readBytes, int timeoutMillis) {
                        return honest.erase(technique, command, sent, readBytes, timeoutMillis);
                    }
                })
                .job()
                .resume());
        assertThat(evidence.all(DriveEvent.CanariesPlanted.class)).hasSize(2);
        assertThat(VerdictRules.judge(evidence).reasons()).contains(Reason.CANARY_FOUND);
    }

    private void serveAgain(byte[] kept, DriveEvent.CanariesPlanted first) {
        try {
            PassSecrets.read(kept)
                    .planted(List.of(first))
                    .getFirst()
                    .newFiller()
                    .fill(
                            MemorySegment.ofArray(channel.medium()),
                            first.ranges().getLast().offset(),
                            first.ranges().getLast().offset(),
                            first.ranges().getLast().length());
        } catch (JournalException e) {
            throw new AssertionError(e);
        }
    }
}
