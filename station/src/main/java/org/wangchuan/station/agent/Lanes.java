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
import java.util.function.Supplier;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.examine.DeviceInventory;
import org.wangchuan.engine.medium.examine.Duplicates;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.ChineseReasons;
import org.wangchuan.station.erase.Outlook;
import org.wangchuan.station.erase.Refusal;
import org.wangchuan.station.erase.Survey;

/**
 * What lies at the bench. Devices are listed from what the system knows of them; one is examined, which opens it, only when
 * it is new, something about it has changed, another one that shows its number has come or gone, another program had it open, or it refused what it may do in a while; which rule sets are told of examines nothing. Not thread-safe.
 */
final class Lanes {
    private final Examination examination;
    private final List<Path> images;
    private final Supplier<List<DeviceInventory.Listed>> devices;
    private Map<String, SeenLane> seen = Map.of();

    /** How one medium is examined, once for all rule sets; its candidate is that of the one that counts by default. */
    interface Examination {
        Survey of(Path path) throws IOException;
    }

    /**
     * A bench.
     *
     * @param images files that stand for drives
     * @param hasDevices whether the devices of this machine are lanes as well
     */
    Lanes(Examination examination, List<Path> images, boolean hasDevices) {
        this(examination, images, hasDevices ? Lanes::listed : List::of);
    }

    /** @param devices lists those that are lanes as well */
    Lanes(Examination examination, List<Path> images, Supplier<List<DeviceInventory.Listed>> devices) {
        this.examination = examination;
        this.images = List.copyOf(images);
        this.devices = devices;
    }

    private static List<DeviceInventory.Listed> listed() {
        return new DeviceInventory()
                .list().stream()
                        .filter(DeviceInventory.Listed.class::isInstance)
                        .map(DeviceInventory.Listed.class::cast)
                        .toList();
    }

    /**
     * Looks.
     *
     * @param busy paths in which something is under way: they are not examined
     * @param rules ids of the rule sets that are told of
     */
    List<BenchLane> look(Set<Path> busy, List<String> rules) throws IOException {
        Map<String, SeenLane> now = new HashMap<>();
        List<BenchLane> out = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Path image : images) {
            add(
                    image,
                    key(image),
                    LaneNames.base(String.valueOf(image.getFileName())),
                    Optional.empty(),
                    busy,
                    rules,
                    now,
                    out);
        }
        List<DeviceInventory.Listed> all = devices.get();
        List<List<Medium>> twins = Duplicates.sameSerial(
                all.stream().map(DeviceInventory.Listed::medium).toList());
        for (DeviceInventory.Listed listed : all) {
            Path path = listed.medium().realPath();
            add(path, key(listed, twins), listed.medium().name(), Optional.of(listed), busy, rules, now, out);
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
            List<String> rules,
            Map<String, SeenLane> now,
            List<BenchLane> out)
            throws IOException {
        if (busy.contains(path)) {
            // As it was when the task began, under whatever key that was.
            Optional<SeenLane> before = seen.values().stream()
                    .filter(one -> one.lane().path().equals(path))
                    .findFirst();
            if (before.isPresent()) {
                now.put("busy " + path, before.get());
                BenchLane lane = before.get().lane();
                out.add(new BenchLane(path, lane.base(), lane.state().busy()));
            }
            return;
        }
        SeenLane known = seen.get(key);
        SeenLane one = known == null || known.mayHavePassed()
                ? examine(path, base, listed, known == null ? 0 : known.looks())
                : known.rested();
        SeenLane told = one.under(rules);
        now.put(key, told);
        out.add(told.lane());
    }

    private SeenLane examine(Path path, String base, Optional<DeviceInventory.Listed> listed, int before)
            throws IOException {
        List<LaneState.Obstacle> obvious = listed.map(Lanes::blocking).orElse(List.of());
        if (listed.isPresent() && !obvious.isEmpty()) {
            LaneState state = state(base, listed.get().medium(), obvious, List.of(), 0);
            return new SeenLane(new BenchLane(path, base, state), Optional.empty(), List.of(), before, 0);
        }
        Survey survey = examination.of(path);
        Optional<Medium> known = listed.map(DeviceInventory.Listed::medium)
                .or(() -> survey.outlook().map(Outlook::medium));
        LaneState state = state(base, survey.candidate(), known);
        int looks = survey.outlook().isPresent() ? before + 1 : before;
        return new SeenLane(new BenchLane(path, base, state), survey.outlook(), List.of(), looks, 0);
    }

    private static LaneState state(String base, Candidate candidate, Optional<Medium> known) {
        return switch (candidate) {
            case Candidate.Ready ready ->
                state(
                        base,
                        ready.medium(),
                        List.of(),
                        SeenLane.sentences(ready.plan()),
                        SeenLane.seconds(ready.plan()));
            case Candidate.Rejected rejected -> {
                List<LaneState.Obstacle> why = of(rejected.refusals());
                yield known.map(medium -> state(base, medium, why, List.of(), 0))
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
                                0));
            }
        };
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

    /** Which others show its number is part of it: what is refused for that is refused as long as they are there, and no longer. */
    private static String key(DeviceInventory.Listed listed, List<List<Medium>> twins) {
        Medium medium = listed.medium();
        StringBuilder obstacles = new StringBuilder();
        listed.obstacles()
                .forEach(
                        obstacle -> obstacles.append(' ').append(obstacle.code().id()));
        twins.stream()
                .filter(group -> group.contains(medium))
                .flatMap(List::stream)
                .forEach(one -> obstacles.append(" twin ").append(one.name()).append(one.diskSequence()));
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
