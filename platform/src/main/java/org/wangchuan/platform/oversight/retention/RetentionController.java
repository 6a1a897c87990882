package org.wangchuan.platform.oversight.retention;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.intake.csv.CsvFile;
import org.wangchuan.platform.vault.RetentionRuns;
import org.wangchuan.platform.vault.RetentionRuns.Count;
import org.wangchuan.platform.vault.RetentionRuns.Run;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** What whoever answers for personal data sees of deletion, and may do; administrators look. */
@Controller
class RetentionController {
    static final String PATH = "/retention";

    /** Of one file. */
    private static final int DAYS_MAX = 366;

    private static final int RUNS_MAX = 20_000;

    private final RetentionRuns runs;
    private final RetentionPages pages;
    private final VisibleSites sites;
    private final InstantSource clock;

    RetentionController(RetentionRuns runs, RetentionPages pages, VisibleSites sites, InstantSource clock) {
        this.runs = runs;
        this.pages = pages;
        this.sites = sites;
        this.clock = clock;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR})
    @GetMapping(PATH)
    ModelAndView look(Page page, Visitor visitor, @RequestParam(defaultValue = "") String each) {
        return show(page, visitor, each.equals("1"), "", Map.of());
    }

    private ModelAndView show(Page page, Visitor visitor, boolean isEach, String problem, Map<String, String> typed) {
        LocalDate today = clock.instant().atZone(sites.zone(visitor)).toLocalDate();
        return Answer.of(
                "oversight/retention",
                !problem.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "view",
                        pages.view(visitor, isEach),
                        "typed",
                        typed,
                        "from",
                        today.minusMonths(1),
                        "to",
                        today,
                        "problem",
                        problem));
    }

    @Access(
            value = To.STAFF,
            roles = {Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR})
    @GetMapping(PATH + "/runs/{run}")
    ModelAndView run(Page page, Visitor visitor, @PathVariable String run) {
        List<Site> own = sites.of(visitor);
        Set<UUID> ids = RetentionPages.ids(own);
        Run found = runs.find(number(run), ids).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        List<Count> counts = runs.counts(List.of(found.id()), ids).getOrDefault(found.id(), List.of());
        return Answer.of(
                "oversight/retention-run",
                false,
                Map.of(
                        "page",
                        page,
                        "line",
                        pages.line(found, counts, runs.isUnderWay()),
                        "counts",
                        counts,
                        "sites",
                        RetentionPages.names(own),
                        "zone",
                        sites.zone(visitor).getId()));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1; // as if there were none
        }
    }

    @Access(
            value = To.STAFF,
            roles = {Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR})
    @GetMapping(PATH + ".csv")
    ResponseEntity<byte[]> file(
            Visitor visitor, @RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String to) {
        LocalDate first = day(from);
        LocalDate last = day(to);
        if (last.isBefore(first) || !last.isBefore(first.plusDays(DAYS_MAX))) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        ZoneId zone = sites.zone(visitor);
        List<Site> own = sites.of(visitor);
        Set<UUID> ids = RetentionPages.ids(own);
        List<Run> all = runs.list(ids, false, begin(first, zone), begin(last.plusDays(1), zone), RUNS_MAX);
        return CsvFile.answer("wangchuan-retention-" + first + "-" + last + ".csv", rows(all, own, ids));
    }

    private List<List<String>> rows(List<Run> all, List<Site> own, Set<UUID> ids) {
        Map<Long, List<Count>> counts =
                new HashMap<>(runs.counts(all.stream().map(Run::id).toList(), ids));
        Map<UUID, String> names = RetentionPages.names(own);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "run",
                "started",
                "horizon",
                "finished",
                "by",
                "attempts",
                "site",
                "kind",
                "purpose",
                "field",
                "persons",
                "entries"));
        for (Run run : all) {
            List<String> head = List.of(
                    Long.toString(run.id()),
                    run.startedAt().toString(),
                    run.horizon().toString(),
                    run.finishedAt().map(Instant::toString).orElse("not finished"),
                    run.isAutomatic() ? "platform" : "officer",
                    Integer.toString(run.attempts()));
            List<Count> counted = counts.getOrDefault(run.id(), List.of());
            if (counted.isEmpty()) {
                rows.add(row(head, List.of("", "nothing", "", "", "0", "0")));
            }
            for (Count count : counted) {
                rows.add(row(
                        head,
                        List.of(
                                names.getOrDefault(count.site(), "?"),
                                count.kind(),
                                count.purpose(),
                                count.field(),
                                Long.toString(count.persons()),
                                Long.toString(count.entries()))));
            }
        }
        return rows;
    }

    private static List<String> row(List<String> head, List<String> rest) {
        List<String> out = new ArrayList<>(head);
        out.addAll(rest);
        return out;
    }

    private static LocalDate day(String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= 2000 && day.getYear() < 9000) {
                return day;
            }
        } catch (DateTimeException e) {
            // told below
        }
        throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }

    private static Instant begin(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Fresh(PATH)
    @Once
    @PostMapping(PATH + "/run")
    ModelAndView start(Page page, Visitor visitor) {
        Set<UUID> own = own(visitor);
        return runs.start(own, visitor.account())
                ? new ModelAndView("redirect:" + PATH)
                : show(page, visitor, false, "oversight.retention.problem.OPEN", Map.of());
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Fresh(PATH)
    @Once
    @PostMapping(PATH + "/pause")
    ModelAndView pause(
            Page page,
            Visitor visitor,
            @RequestParam(defaultValue = "") String days,
            @RequestParam(defaultValue = "") String reason) {
        try {
            runs.pause(own(visitor), Math.clamp(number(days), -1, Integer.MAX_VALUE), reason, visitor.account());
            return new ModelAndView("redirect:" + PATH);
        } catch (VaultException e) {
            return show(page, visitor, false, "vault.problem." + e.code(), Map.of("days", days, "reason", reason));
        }
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Once
    @PostMapping(PATH + "/resume")
    ModelAndView resume(Visitor visitor) {
        runs.resume(own(visitor), visitor.account());
        return new ModelAndView("redirect:" + PATH);
    }

    private Set<UUID> own(Visitor visitor) {
        Set<UUID> own = RetentionPages.ids(sites.of(visitor));
        if (own.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no site yet");
        }
        return own;
    }
}
