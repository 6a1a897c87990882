package org.wangchuan.platform.bench;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.intake.DriveLanes;
import org.wangchuan.platform.intake.DriveOutlook;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.RuleSets;

/** What the lanes of a site's stations tell of an order's drives, by the numbers that were noted for them. Thread-safe. */
@Component
class LaneOutlooks implements DriveLanes {
    private final BenchLanes bench;
    private final DeviceMedia media;
    private final RuleSets rules;

    LaneOutlooks(BenchLanes bench, DeviceMedia media, RuleSets rules) {
        this.rules = rules;
        this.bench = bench;
        this.media = media;
    }

    @Override
    public List<DriveOutlook> of(WorkOrder order) {
        if (!order.state().isBeforeConsent() && order.state() != OrderState.CONSENTED) {
            return List.of();
        }
        // Whoever agrees now agrees to the newest that this platform has.
        int version = order.consent().isPresent() ? order.carriedOutBy() : rules.newestVersion(order.policy());
        List<BenchLanes.Place> told = bench.of(order.site()).stream()
                .filter(place -> place.lane().serial().isPresent())
                .filter(place -> isTold(place.lane(), order.policy(), version))
                .toList();
        if (told.isEmpty()) {
            return List.of();
        }
        UUID device = order.device();
        Set<String> own = media.noted(
                        List.of(device),
                        told.stream()
                                .flatMap(place -> place.lane().serial().stream())
                                .collect(Collectors.toSet()))
                .getOrDefault(device, Set.of());
        return told.stream()
                .filter(place -> place.lane().serial().filter(own::contains).isPresent())
                .map(place -> place.lane()
                        .under(order.policy(), version)
                        .map(known -> of(place, known))
                        .orElseGet(() -> unknown(place, order.policy(), version)))
                .toList();
    }

    private static boolean isTold(Lane lane, String policy, int version) {
        return lane.under(policy, version).isPresent()
                || lane.other(policy, version).isPresent();
    }

    private static DriveOutlook unknown(BenchLanes.Place place, String policy, int version) {
        return new DriveOutlook(
                place.station().name(),
                place.lane().name(),
                place.lane().maskedSerial(),
                DriveOutlook.Can.UNKNOWN,
                List.of(),
                Optional.empty(),
                place.lane().other(policy, version));
    }

    private static DriveOutlook of(BenchLanes.Place place, Lane.Rules rules) {
        List<Lane.Said> says = rules.isMet() ? rules.plan() : rules.obstacles();
        return new DriveOutlook(
                place.station().name(),
                place.lane().name(),
                place.lane().maskedSerial(),
                can(rules),
                says.stream()
                        .map(line -> new DriveOutlook.Sentence(line.en(), line.zh()))
                        .toList(),
                rules.isMet() ? rules.minutes() : Optional.empty(),
                Optional.empty());
    }

    private static DriveOutlook.Can can(Lane.Rules rules) {
        if (rules.isMet()) {
            return rules.isLeavingOpen() ? DriveOutlook.Can.OPEN : DriveOutlook.Can.YES;
        }
        return rules.isBeyond() ? DriveOutlook.Can.NO : DriveOutlook.Can.NOT_NOW;
    }
}
