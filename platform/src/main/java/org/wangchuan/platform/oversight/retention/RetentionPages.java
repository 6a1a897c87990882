package org.wangchuan.platform.oversight.retention;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.intake.OrderReach;
import org.wangchuan.platform.oversight.retention.RetentionView.Held;
import org.wangchuan.platform.oversight.retention.RetentionView.Line;
import org.wangchuan.platform.oversight.retention.RetentionView.Paused;
import org.wangchuan.platform.oversight.retention.RetentionView.Row;
import org.wangchuan.platform.oversight.retention.RetentionView.Standing;
import org.wangchuan.platform.rights.Clock;
import org.wangchuan.platform.vault.RetentionRuns;
import org.wangchuan.platform.vault.RetentionRuns.Count;
import org.wangchuan.platform.vault.RetentionRuns.Ending;
import org.wangchuan.platform.vault.RetentionRuns.Run;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.number.Counted;
import org.wangchuan.platform.web.number.KeptCounts;

/** Puts together what the pages of retention show. Thread-safe. */
@Component
class RetentionPages {
    static final int HELD_MAX = 50;
    static final int RUNS_MAX = 30;

    private final RetentionRuns runs;
    private final VisibleSites sites;
    private final Accounts accounts;
    private final OrderReach reach;
    private final KeptCounts counts;
    private final InstantSource clock;

    RetentionPages(
            RetentionRuns runs,
            VisibleSites sites,
            Accounts accounts,
            OrderReach reach,
            KeptCounts counts,
            InstantSource clock) {
        this.runs = runs;
        this.sites = sites;
        this.accounts = accounts;
        this.reach = reach;
        this.counts = counts;
        this.clock = clock;
    }

    RetentionView view(Visitor visitor, boolean isEach) {
        List<Site> own = sites.of(visitor);
        Set<UUID> ids = ids(own);
        Instant now = clock.instant();
        Counted<List<Ending>> counted = counts.get(
                "retention",
                ids,
                () -> runs.preview(own.stream().collect(Collectors.toMap(Site::id, site -> moments(site, now)))));
        List<Ending> endings = counted.value();
        Map<String, List<Ending>> fields = new LinkedHashMap<>();
        List<Ending> keys = new ArrayList<>();
        endings.stream()
                .sorted(Comparator.comparing(Ending::purpose).thenComparing(Ending::field))
                .forEach(ending -> {
                    if (ending.kind().equals(RetentionRuns.KEY)) {
                        keys.add(ending);
                    } else {
                        fields.computeIfAbsent(ending.purpose() + " " + ending.field(), _ -> new ArrayList<>())
                                .add(ending);
                    }
                });
        // Somebody acts on what is due now: that is never what was counted before, and is little, since runs take it
        // away each hour.
        List<Ending> due = (counted.keptAt().isEmpty()
                        ? endings
                        : runs.preview(own.stream().collect(Collectors.toMap(Site::id, _ -> List.of(now)))))
                .stream()
                        .filter(ending -> ending.within().equals(Optional.of(0)))
                        .toList();
        Optional<Instant> dueSince = due.stream().map(Ending::endsFirst).min(Instant::compareTo);
        long dueNow = due.stream()
                .filter(ending -> ending.kind().equals(RetentionRuns.KEY))
                .mapToLong(Ending::persons)
                .sum();
        boolean isUnderWay = runs.isUnderWay();
        return new RetentionView(
                own,
                row("", "", keys),
                fields.values().stream()
                        .map(all -> row(all.getFirst().purpose(), all.getFirst().field(), all))
                        .toList(),
                dueNow,
                counted.keptAt(),
                dueSince,
                runs.withoutPurpose(ids),
                held(ids),
                paused(own),
                lines(runs.list(ids, !isEach, Instant.EPOCH, now.plusSeconds(1), RUNS_MAX), ids, isUnderWay),
                isEach,
                isUnderWay,
                now,
                sites.zone(visitor).getId());
    }

    /** Now, and the ends of days of the calendar where the site is. */
    static List<Instant> moments(Site site, Instant now) {
        ZoneId zone = ZoneId.of(site.timeZone());
        List<Instant> out = new ArrayList<>(List.of(now));
        RetentionView.DAYS.forEach(days -> out.add(Clock.endOfDays(now, days, zone)));
        return out;
    }

    private static Row row(String purpose, String field, List<Ending> endings) {
        List<Long> within = new ArrayList<>();
        for (int moment = 0; moment <= RetentionView.DAYS.size(); moment++) {
            int last = moment;
            within.add(endings.stream()
                    .filter(ending -> ending.within().filter(at -> at <= last).isPresent())
                    .mapToLong(Ending::persons)
                    .sum());
        }
        List<Ending> held =
                endings.stream().filter(ending -> ending.heldLast().isPresent()).toList();
        return new Row(
                purpose,
                field,
                within,
                held.stream().mapToLong(Ending::persons).sum(),
                held.stream().flatMap(ending -> ending.heldFirst().stream()).min(Instant::compareTo),
                held.stream().flatMap(ending -> ending.heldLast().stream()).max(Instant::compareTo));
    }

    private List<Held> held(Set<UUID> ids) {
        List<Held> out = new ArrayList<>();
        runs.held(ids, HELD_MAX).forEach((person, until) -> {
            List<OrderReach.Reached> orders = reach.some(reach.ofPersons(List.of(person), ids, HELD_MAX), HELD_MAX);
            if (orders.isEmpty()) {
                out.add(new Held(Optional.empty(), until));
            }
            orders.forEach(order -> out.add(new Held(Optional.of(order), until)));
        });
        return out;
    }

    List<Paused> paused(List<Site> own) {
        Map<UUID, String> names = names(own);
        return runs.pauses(ids(own)).stream()
                .map(pause -> new Paused(
                        names.getOrDefault(pause.site(), "?"),
                        pause,
                        accounts.workName(pause.by()).orElse("?")))
                .toList();
    }

    List<Line> lines(List<Run> all, Set<UUID> ids, boolean isUnderWay) {
        Map<Long, List<Count>> counts = runs.counts(all.stream().map(Run::id).toList(), ids);
        return all.stream()
                .map(run -> line(run, counts.getOrDefault(run.id(), List.of()), isUnderWay))
                .toList();
    }

    Line line(Run run, List<Count> counts, boolean isUnderWay) {
        return new Line(
                run,
                standing(run, isUnderWay),
                run.startedBy()
                        .map(account -> accounts.workName(account).orElse("?"))
                        .orElse(""),
                sum(counts, RetentionRuns.KEY, false),
                sum(counts, RetentionRuns.FIELD, true),
                sum(counts, RetentionRuns.HELD, false),
                sum(counts, RetentionRuns.LEFT, false),
                sum(counts, RetentionRuns.FAILED, false),
                sum(counts, RetentionRuns.PAUSED, false));
    }

    private static Standing standing(Run run, boolean isUnderWay) {
        if (run.finishedAt().isPresent()) {
            return Standing.FINISHED;
        }
        if (isUnderWay) {
            return Standing.UNDER_WAY;
        }
        return run.attempts() == 0 ? Standing.WAITING : Standing.INTERRUPTED;
    }

    private static long sum(List<Count> counts, String kind, boolean isOfEntries) {
        return counts.stream()
                .filter(count -> count.kind().equals(kind))
                .mapToLong(isOfEntries ? Count::entries : Count::persons)
                .sum();
    }

    static Map<UUID, String> names(List<Site> own) {
        Map<UUID, String> out = new HashMap<>();
        own.forEach(site -> out.put(site.id(), site.name()));
        return out;
    }

    static Set<UUID> ids(Collection<Site> own) {
        return own.stream().map(Site::id).collect(Collectors.toUnmodifiableSet());
    }
}
