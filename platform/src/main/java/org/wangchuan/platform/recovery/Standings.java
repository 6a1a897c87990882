package org.wangchuan.platform.recovery;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.RecoveredDevices;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.Recoveries;
import org.wangchuan.platform.identity.Recoveries.Recovery;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.ledger.LogRecovery;
import org.wangchuan.platform.web.access.Visitor;

/** Asks all who know what is left after a restore. Thread-safe. */
@Component
class Standings {
    private final Recoveries recoveries;
    private final RecoveredDevices devices;
    private final LogRecovery log;
    private final VisibleSites sites;
    /** Asked for with each page of everybody, for years: what was over once is not asked for again. */
    private final Set<Known> over = ConcurrentHashMap.newKeySet();

    Standings(Recoveries recoveries, RecoveredDevices devices, LogRecovery log, VisibleSites sites) {
        this.recoveries = recoveries;
        this.devices = devices;
        this.log = log;
        this.sites = sites;
    }

    private record Known(UUID recovery, Optional<UUID> organisation, Optional<UUID> site) {}

    /** Since the last restore; absent if there was none. */
    Optional<Standing> of(Visitor visitor) {
        return recoveries.latest().map(recovery -> of(recovery, visitor));
    }

    private Standing of(Recovery recovery, Visitor visitor) {
        List<UUID> visible =
                sites.of(visitor).stream().map(Organisations.Site::id).toList();
        return new Standing(
                recovery,
                visitor.organisation().filter(recoveries::hasUnconfirmed).isPresent(),
                recoveries.stations(recovery.id(), visible),
                devices.count(recovery.id(), visible),
                log.isDecided());
    }

    /** The same as long as something is left. */
    Optional<Standing> open(Visitor visitor) {
        Optional<Recovery> latest = recoveries.latest();
        if (latest.isEmpty()) {
            return Optional.empty();
        }
        Known known = new Known(latest.get().id(), visitor.organisation(), visitor.site());
        if (over.contains(known)) {
            return Optional.empty();
        }
        Standing now = of(latest.get(), visitor);
        if (now.isOver()) {
            over.add(known);
            return Optional.empty();
        }
        return Optional.of(now);
    }
}
