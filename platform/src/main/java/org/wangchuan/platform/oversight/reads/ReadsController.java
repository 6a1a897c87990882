package org.wangchuan.platform.oversight.reads;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.intake.csv.CsvFile;
import org.wangchuan.platform.vault.ReadCounts;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.number.Counted;
import org.wangchuan.platform.web.number.KeptCounts;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** How often personal data were looked at, for which purpose and by which role: numbers, and nobody of whom they are. */
@Controller
class ReadsController {
    private static final String PATH = "/reads";

    /** That are shown, with the one that runs. */
    private static final int MONTHS = 12;

    /** Within which unusual ones are marked. */
    private static final int DAYS = 30;

    private static final Set<String> CLEAR = Set.of("read", "disclosed");

    private final ReadCounts counts;
    private final KeptCounts kept;
    private final VisibleSites sites;
    private final Accounts accounts;
    private final InstantSource clock;

    ReadsController(ReadCounts counts, KeptCounts kept, VisibleSites sites, Accounts accounts, InstantSource clock) {
        this.counts = counts;
        this.kept = kept;
        this.sites = sites;
        this.accounts = accounts;
        this.clock = clock;
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @GetMapping(PATH)
    ModelAndView look(Page page, Visitor visitor, @RequestParam(defaultValue = "") String month) {
        LocalDate today = today(visitor);
        List<Object> of = List.of(zones(visitor), sites.zone(visitor), today);
        Counted<List<ReadCounts.Line>> counted = kept.get("reads", of, () -> all(visitor));
        Counted<List<ReadCounts.Day>> unusual = kept.get("unusual reads", of, () -> unusual(visitor));
        List<ReadCounts.Line> all = counted.value();
        YearMonth current = YearMonth.from(today);
        YearMonth chosen = month(month)
                .filter(one -> !one.isAfter(current) && one.isAfter(current.minusMonths(MONTHS)))
                .orElse(current);
        Map<UUID, String> names = names(visitor);
        List<ReadsView.Month> months = new ArrayList<>();
        for (int i = 0; i < MONTHS; i++) {
            YearMonth one = current.minusMonths(i);
            List<ReadCounts.Line> lines =
                    all.stream().filter(line -> line.month().equals(one)).toList();
            if (lines.isEmpty() && !one.equals(current) && !one.equals(chosen)) {
                continue;
            }
            months.add(new ReadsView.Month(
                    one, sum(lines, CLEAR), sum(lines, Set.of("masked")), sum(lines, Set.of("written", "removed"))));
        }
        return Answer.of(
                "oversight/reads",
                false,
                Map.of(
                        "page",
                        page,
                        "view",
                        new ReadsView(
                                chosen,
                                months,
                                all.stream()
                                        .filter(line -> line.month().equals(chosen))
                                        .sorted(Comparator.comparingLong(ReadCounts.Line::reads)
                                                .reversed())
                                        .map(line -> new ReadsView.Line(line, names.getOrDefault(line.site(), "?")))
                                        .toList(),
                                counted.keptAt(),
                                unusual.value().stream()
                                        .map(day -> new ReadsView.Marked(
                                                day,
                                                accounts.workName(day.account()).orElse("?")))
                                        .toList(),
                                unusual.keptAt(),
                                sites.zone(visitor).getId())));
    }

    private static long sum(List<ReadCounts.Line> lines, Set<String> acts) {
        return lines.stream()
                .filter(line -> acts.contains(line.act()))
                .mapToLong(ReadCounts.Line::reads)
                .sum();
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @GetMapping(PATH + ".csv")
    ResponseEntity<byte[]> file(Visitor visitor) {
        Map<UUID, String> names = names(visitor);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("month", "site", "purpose", "act", "by", "role", "reason", "count"));
        all(visitor)
                .forEach(line -> rows.add(List.of(
                        line.month().toString(),
                        names.getOrDefault(line.site(), "?"),
                        line.purpose(),
                        line.act(),
                        line.kind(),
                        line.role(),
                        line.reason(),
                        Long.toString(line.reads()))));
        return CsvFile.answer("wangchuan-reads-" + today(visitor) + ".csv", rows);
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @GetMapping("/reads-unusual.csv")
    ResponseEntity<byte[]> unusualFile(Visitor visitor) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("day", "account", "what", "count", "usual"));
        unusual(visitor)
                .forEach(day -> rows.add(List.of(
                        day.day().toString(),
                        accounts.workName(day.account()).orElse("?"),
                        day.isClear() ? "clear" : "masked",
                        Long.toString(day.reads()),
                        day.usual().map(usual -> Long.toString(usual)).orElse("unproven"))));
        return CsvFile.answer("wangchuan-reads-unusual-" + today(visitor) + ".csv", rows);
    }

    private List<ReadCounts.Line> all(Visitor visitor) {
        Map<UUID, ZoneId> zones = zones(visitor);
        YearMonth first = YearMonth.from(today(visitor)).minusMonths(MONTHS - 1L);
        // A month begins elsewhere at another moment: from a day before, and what is of no month of these is left out.
        Instant since =
                first.atDay(1).minusDays(1).atStartOfDay(sites.zone(visitor)).toInstant();
        return counts.byMonth(zones, since, clock.instant().plusSeconds(1)).stream()
                .filter(line -> !line.month().isBefore(first))
                .toList();
    }

    private List<ReadCounts.Day> unusual(Visitor visitor) {
        return counts.unusual(zones(visitor), sites.zone(visitor), today(visitor), DAYS);
    }

    private Map<UUID, ZoneId> zones(Visitor visitor) {
        return sites.of(visitor).stream().collect(Collectors.toMap(Site::id, site -> ZoneId.of(site.timeZone())));
    }

    private Map<UUID, String> names(Visitor visitor) {
        Map<UUID, String> out = new HashMap<>();
        sites.of(visitor).forEach(site -> out.put(site.id(), site.name()));
        return out;
    }

    private LocalDate today(Visitor visitor) {
        return clock.instant().atZone(sites.zone(visitor)).toLocalDate();
    }

    private static Optional<YearMonth> month(String text) {
        try {
            return Optional.of(YearMonth.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
