package org.wangchuan.station.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.examine.DeviceInventory;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.plan.Technique;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.ChineseReasons;
import org.wangchuan.station.erase.Refusal;

/**
 * What lies at the bench. Devices are listed from what the system knows of them; one is examined, which opens it, only when
 * it is new, something about it has changed, or another program had it open. Not thread-safe.
 */
final class Lanes {
    private static final String IN_USE = "IN_USE";

    private final Examination examination;
    private final List<Path> images;
    private final boolean hasDevices;
    private Map<String, BenchLane> seen = Map.of();

    /** How one medium is examined, under the rule set that counts by default. */
    interface Examination {
        Candidate of(Path path) throws IOException;
    }

    /**
     * A bench.
     *
     * @param images files that stand for drives
     * @param hasDevices whether the devices of this machine are lanes as well
     */
    Lanes(Examination examination, List<Path> images, boolean hasDevices) {
        this.examination = examination;
        this.images = List.copyOf(images);
        this.hasDevices = hasDevices;
    }

    /**
     * Looks.
     *
     * @param busy paths in which something is under way: they are not examined
     */
    List<BenchLane> look(Set<Path> busy) throws IOException {
        Map<String, BenchLane> now = new HashMap<>();
        List<BenchLane> out = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Path image : images) {
            add(
                    image,
                    key(image),
                    LaneNames.base(String.valueOf(image.getFileName())),
                    Optional.empty(),
                    busy,
                    now,
                    out);
        }
        if (hasDevices) {
            for (DeviceInventory.Entry entry : new DeviceInventory().list()) {
                if (entry instanceof DeviceInventory.Listed listed) {
                    Path path = listed.medium().realPath();
                    add(path, key(listed), listed.medium().name(), Optional.of(listed), busy, now, out);
                }
            }
        }
        seen = now;
        out.removeIf(lane -> !names.add(lane.state().lane())); // two names of one image
        return out;
    }

    private void add(
            Path path,
            String key,
            String base,
            Optional<DeviceInventory.Listed> listed,
            Set<Path> busy,
            Map<String, BenchLane> now,
            List<BenchLane> out)
            throws IOException {
        if (busy.contains(path)) {
            // As it was when the task began, under whatever key that was.
            Optional<BenchLane> before = seen.values().stream()
                    .filter(lane -> lane.path().equals(path))
                    .findFirst();
            if (before.isPresent()) {
                now.put("busy " + path, before.get());
                BenchLane lane = before.get();
                out.add(new BenchLane(path, lane.base(), lane.state().busy()));
            }
            return;
        }
        BenchLane known = seen.get(key);
        BenchLane lane = known == null || mayHavePassed(known) ? examine(path, base, listed) : known;
        now.put(key, lane);
        out.add(lane);
    }

    /** Another program had it open: the system itself does, for a moment, with each drive that is plugged in. Nothing else tells its end. */
    private static boolean mayHavePassed(BenchLane known) {
        return known.state().obstacles().stream()
                .anyMatch(obstacle -> obstacle.code().equals(IN_USE));
    }

    private BenchLane examine(Path path, String base, Optional<DeviceInventory.Listed> listed) throws IOException {
        List<LaneState.Obstacle> obvious = listed.map(Lanes::blocking).orElse(List.of());
        if (listed.isPresent() && !obvious.isEmpty()) {
            return new BenchLane(path, base, state(base, listed.get().medium(), obvious, List.of(), 0));
        }
        return switch (examination.of(path)) {
            case Candidate.Ready ready -> new BenchLane(path, base, state(base, ready));
            case Candidate.Rejected rejected -> {
                List<LaneState.Obstacle> why = of(rejected.refusals());
                yield new BenchLane(
                        path,
                        base,
                        listed.map(device -> state(base, device.medium(), why, List.of(), 0))
                                .orElseGet(() -> new LaneState(
                                        base,
                                        Optional.empty(),
                                        Optional.empty(),
                                        0,
                                        "unknown",
                                        Optional.empty(),
                                        false,
                                        why,
                                        List.of(),
                                        0)));
            }
        };
    }

    private static LaneState state(String base, Candidate.Ready ready) {
        List<BilingualText> plan = Stream.concat(
                        ready.plan().hiddenAreas().stream().map(Plan.HiddenAreaStep::reason),
                        ready.plan().techniques().stream().map(Technique::reason))
                .toList();
        return state(
                base,
                ready.medium(),
                List.of(),
                plan,
                ready.plan().estimatedSeconds().orElse(0));
    }

    private static LaneState state(
            String base, Medium medium, List<LaneState.Obstacle> why, List<BilingualText> plan, long seconds) {
        return new LaneState(
                LaneNames.of(base, medium),
                medium.model(),
                medium.serial(),
                medium.capacityBytes(),
                // Of a file nothing is claimed beyond its contents.
                medium.mediumClass() == MediumClass.IMAGE
                        ? "unknown"
                        : medium.mediumClass().id(),
                Optional.of(medium.bus().id()),
                why.isEmpty(),
                why,
                plan,
                seconds);
    }

    private static List<LaneState.Obstacle> blocking(DeviceInventory.Listed listed) {
        return listed.obstacles().stream()
                .filter(Obstacle::blocking)
                .map(obstacle -> new LaneState.Obstacle(
                        obstacle.code().id().toUpperCase(java.util.Locale.ROOT).replace('-', '_'),
                        new BilingualText(ChineseReasons.of(obstacle), obstacle.detail())))
                .toList();
    }

    static List<LaneState.Obstacle> of(List<Refusal> refusals) {
        return refusals.stream()
                .map(refusal -> new LaneState.Obstacle(refusal.code(), refusal.reason()))
                .toList();
    }

    private static String key(DeviceInventory.Listed listed) {
        Medium medium = listed.medium();
        StringBuilder obstacles = new StringBuilder();
        listed.obstacles()
                .forEach(
                        obstacle -> obstacles.append(' ').append(obstacle.code().id()));
        return medium.realPath() + " "
                + CanonicalJson.writeText(medium.identity().toJson()) + " " + medium.diskSequence() + obstacles;
    }

    private static String key(Path image) {
        try {
            BasicFileAttributes file = Files.readAttributes(image, BasicFileAttributes.class);
            return image + " " + file.fileKey() + " " + file.size() + " " + file.lastModifiedTime();
        } catch (IOException e) {
            return image + " none";
        }
    }
}
