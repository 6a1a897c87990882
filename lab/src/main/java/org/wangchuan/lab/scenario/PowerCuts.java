package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.lab.guest.Guest;
import org.wangchuan.lab.nvme.NvmeTarget;
import org.wangchuan.lab.scenario.CutSwitch.Stood;

/**
 * Takes the power of a computer away while it erases drives, at instants that nobody chose, switches it on again and has it go on, some times, and
 * then lets it come to its end. The instants are drawn relative to what one drive is told; all others are cut off wherever they are just then. The
 * drives and the disk of the station lose their power with the computer, and of what they had not made durable what chance takes. A drive that
 * erases itself stands still meanwhile and goes on when its power is back.
 */
public final class PowerCuts {
    private static final Duration BOOT = Duration.ofMinutes(20);
    private static final Duration LOOK = Duration.ofMillis(20);

    /** A drive erases itself for so long, milliseconds. */
    private static final int TAKES_LEAST = 3_000;

    private static final int TAKES_MOST = 40_000;

    private final Path work;
    private final Product product;
    private final long bytes;

    /**
     * A bench for cuts.
     *
     * @param work an empty folder for cells and logs, which stay
     * @param product what is under test
     * @param bytes how large each drive is
     */
    public PowerCuts(Path work, Product product, long bytes) {
        this.work = work;
        this.product = product;
        this.bytes = bytes;
    }

    /** How a drive comes to be erased in the end. */
    public enum Erased {
        /** It erases itself, as it was told. */
        BY_ITSELF,
        /** It is told nothing of the kind. */
        BY_THE_HOST,
        /** It refuses to erase itself, and is overwritten in the same job. */
        BY_THE_HOST_AT_LAST;

        /** Whether such a job can be aimed at in this moment. */
        boolean comesBy(Moment moment) {
            return switch (moment) {
                case BEFORE, CLOSING -> true;
                case PLANTING -> this != BY_THE_HOST;
                case NATIVE, BETWEEN, LOOKING -> this == BY_ITSELF;
                case OVERWRITING, VERIFYING -> this != BY_ITSELF;
            };
        }
    }

    /** What drives can do to themselves, by turns, where nobody asks for a certain one. */
    private static final List<CutDrive.Kind> KINDS =
            List.of(CutDrive.Kind.BLOCK, CutDrive.Kind.CRYPTO, CutDrive.Kind.OVERWRITE);

    /**
     * A round that is asked for.
     *
     * @param number from 1
     * @param policy under which its drives are erased
     * @param erased how they are erased under this policy, by turns
     * @param drives how many
     * @param moments when the power goes, one for each time
     */
    public record Wish(int number, String policy, List<Erased> erased, int drives, List<Moment> moments) {
        /** Keeps its own lists. */
        public Wish {
            erased = List.copyOf(erased);
            moments = List.copyOf(moments);
        }

        private Erased erased(int drive) {
            return erased.get(drive % erased.size());
        }
    }

    /**
     * A job that was under way when its power went.
     *
     * @param moment in which it was, by what the drive and the record show
     * @param seen how the drive stood
     * @param recorded the last that survived of its record
     * @param aim what was drawn for the drive that the instant was about, in words
     */
    public record Instant(
            String policy, String drive, int cut, Moment moment, String seen, String recorded, String aim) {}

    /**
     * What came of one drive in the end.
     *
     * @param erased how it was to be erased
     * @param touched whether it had been written to or told anything at one of the cuts, and its job was not over by then
     * @param lost what was there at a cut and was not gone on with; empty if nothing
     * @param said what the product printed of it the last time; empty if its job was over before
     * @param receipts the files of its receipts
     * @param left what is left in its cells, in percent of its blocks
     */
    public record Job(
            String policy,
            String drive,
            Erased erased,
            boolean touched,
            List<String> lost,
            Optional<String> said,
            List<Path> receipts,
            long left) {
        /** Keeps its own lists. */
        public Job {
            lost = List.copyOf(lost);
            receipts = List.copyOf(receipts);
        }
    }

    /**
     * What came of a round.
     *
     * @param instants jobs that were cut off, each time
     * @param jobs one for each drive
     * @param missed cuts that did not come about, because all was over before
     */
    public record Round(List<Instant> instants, List<Job> jobs, int missed) {
        /** Keeps its own lists. */
        public Round {
            instants = List.copyOf(instants);
            jobs = List.copyOf(jobs);
        }
    }

    /** One boot, with its end. */
    private record Boot(int number, CutSwitch power, String aim) {}

    /** Cuts off one round of drives. */
    public Round round(Wish wish, SplittableRandom random) throws IOException, InterruptedException {
        Path shared = Files.createDirectories(work.resolve("round" + wish.number()));
        List<CutDrive> drives = new ArrayList<>();
        try (CutDrive station = CutDrive.station(shared, wish.number());
                NvmeTarget target = new NvmeTarget()) {
            try {
                target.add(station.drive());
                for (int at = 0; at < wish.drives(); at++) {
                    Duration takes = Duration.ofMillis(random.nextInt(TAKES_LEAST, TAKES_MOST));
                    CutDrive one = CutDrive.make(shared, wish.number(), at, kind(wish, at), takes, bytes);
                    drives.add(one);
                    target.add(one.drive());
                }
                Guest.Plan plan = Guest.over(shared).reaching(NvmeTarget.PORT, target.port());
                List<Boot> boots = new ArrayList<>();
                for (Moment moment : wish.moments()) {
                    CutDrive about = about(wish, moment, drives, random);
                    Trigger trigger = Trigger.in(moment, random);
                    CutSwitch power = new CutSwitch(drives, station, about, Optional.of(trigger), random.split());
                    Boot boot = new Boot(boots.size() + 1, power, about.name() + ": " + trigger);
                    boots.add(boot);
                    run(plan, wish, boot, drives, station, shared, false);
                }
                CutSwitch power = new CutSwitch(drives, station, drives.getFirst(), Optional.empty(), random.split());
                Boot last = new Boot(boots.size() + 1, power, "");
                run(plan, wish, last, drives, station, shared, true);
                return told(wish, shared, boots, drives);
            } finally {
                for (CutDrive one : drives) {
                    one.close();
                }
            }
        }
    }

    /** Rounds in which drives are erased in one way alone have them of all kinds. */
    private static CutDrive.Kind kind(Wish wish, int drive) {
        if (wish.erased().size() == 1) {
            return KINDS.get(drive % KINDS.size());
        }
        return wish.erased(drive) == Erased.BY_THE_HOST_AT_LAST ? CutDrive.Kind.REFUSING : CutDrive.Kind.BLOCK;
    }

    /** Any whose job comes by that moment. */
    private static CutDrive about(Wish wish, Moment moment, List<CutDrive> drives, SplittableRandom random) {
        List<CutDrive> of = new ArrayList<>();
        for (int at = 0; at < drives.size(); at++) {
            if (wish.erased(at).comesBy(moment)) {
                of.add(drives.get(at));
            }
        }
        if (of.isEmpty()) {
            throw new IllegalArgumentException("no drive is ever at " + moment);
        }
        return of.get(random.nextInt(of.size()));
    }

    /** Until the power goes, or the script is through. */
    private void run(
            Guest.Plan plan, Wish wish, Boot boot, List<CutDrive> drives, CutDrive station, Path shared, boolean last)
            throws IOException, InterruptedException {
        String script = CutScript.of(boot.number(), last, wish.policy(), drives, station, product);
        Path begun = shared.resolve("begun." + boot.number());
        try (Guest guest = plan.start(script)) {
            long until = System.nanoTime() + BOOT.toNanos();
            boolean armed = false;
            while (guest.running()) {
                if (!armed && Files.exists(begun)) {
                    boot.power().arm(guest);
                    armed = true;
                }
                if (System.nanoTime() > until) {
                    throw new IOException(boot.aim() + ": it does not end: " + errors(shared) + guest.said());
                }
                Thread.sleep(LOOK);
            }
            if (!armed || (last && !Files.exists(shared.resolve("end")))) {
                throw new IOException(boot.aim() + ": it did not come to it: " + errors(shared) + guest.said());
            }
        }
    }

    private static Round told(Wish wish, Path shared, List<Boot> boots, List<CutDrive> drives) throws IOException {
        List<Instant> instants = new ArrayList<>();
        List<Job> jobs = new ArrayList<>();
        for (int at = 0; at < drives.size(); at++) {
            CutDrive drive = drives.get(at);
            Erased erased = wish.erased(at);
            boolean begun = false;
            boolean touched = false;
            List<String> lost = new ArrayList<>();
            DriveHistory.View earlier = new DriveHistory().view();
            for (Boot boot : boots) {
                if (!boot.power().isOff()) {
                    continue;
                }
                Stood stood = boot.power().stood(drive);
                Path found = shared.resolve("found." + (boot.number() + 1));
                List<Survived> survived = Survived.of(found, drive.serial());
                Optional<Survived> open = Survived.open(survived);
                boolean over = open.isEmpty() && Survived.hasReceipt(found, drive.serial());
                begun |= stood.view().touched();
                // What was over is cut off by nothing; its record has to be there all the same.
                touched |= !over && stood.view().touched();
                Survived.missing(survived, begun, Survived.hasReceipt(found, drive.serial()))
                        .ifPresent(
                                what -> lost.add("cut %d: %s, and %s".formatted(boot.number(), stood.words(), what)));
                Optional<Survived> before =
                        Survived.open(Survived.of(shared.resolve("found." + boot.number()), drive.serial()));
                boolean wentOn = open.isPresent() && open.get().wentOn(before, earlier, stood.view());
                earlier = stood.view();
                if (wentOn) {
                    instants.add(new Instant(
                            wish.policy(),
                            drive.name(),
                            boot.number(),
                            open.get().moment(erased, stood),
                            stood.words(),
                            open.get().last(),
                            boot.aim()));
                }
            }
            jobs.add(new Job(
                    wish.policy(),
                    drive.name(),
                    erased,
                    touched,
                    lost,
                    said(shared, boots.size() + 1, drive),
                    receipts(shared, drive),
                    Planted.look(drive.cells()).percent()));
        }
        int missed = (int) boots.stream().filter(one -> !one.power().isOff()).count();
        return new Round(instants, jobs, missed);
    }

    private static List<Path> receipts(Path shared, CutDrive drive) throws IOException {
        try (Stream<Path> files = Files.list(shared.resolve("receipts"))) {
            return files.filter(one -> {
                        String name = String.valueOf(one.getFileName());
                        return name.startsWith(drive.serial() + "-") && name.endsWith(".receipt.json");
                    })
                    .sorted()
                    .toList();
        }
    }

    /** What the product printed of a drive in a boot. */
    private static Optional<String> said(Path shared, int boot, CutDrive drive) throws IOException {
        Path path = shared.resolve(drive.name() + ".path");
        String device = Files.exists(path) ? Files.readString(path).strip() : "";
        try {
            for (String file : List.of("resume.", "anew.")) {
                for (Json.Fields result : ProductScript.results(shared.resolve(file + boot + ".json"))) {
                    if (result.text("path").equals(device)) {
                        return Optional.of(ProductScript.said(result)
                                + ProductScript.word(result, "cause")
                                        .map(why -> ": " + why)
                                        .orElse(""));
                    }
                }
            }
            return Optional.empty();
        } catch (ShapeException e) {
            throw new IOException("what erase printed: " + e.getMessage(), e);
        }
    }

    /** What the product has said among its errors. */
    private static String errors(Path shared) throws IOException {
        StringBuilder out = new StringBuilder();
        try (Stream<Path> files = Files.list(shared)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".err"))
                    .sorted()
                    .toList()) {
                out.append(file.getFileName())
                        .append(": ")
                        .append(Files.readString(file))
                        .append('\n');
            }
        }
        return out.toString();
    }
}
