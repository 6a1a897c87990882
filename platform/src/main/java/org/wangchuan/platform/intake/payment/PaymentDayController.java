package org.wangchuan.platform.intake.payment;

import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.intake.csv.CsvFile;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** What a site paid, by day and by kind: on a page, and as a file for spreadsheets. */
@Controller
public class PaymentDayController {
    /** Most days that are asked for at once. */
    public static final int DAYS_MAX = 92;
    /** Most entries that a page shows; the sums are of all. */
    public static final int LINES_MAX = 200;

    private final VisibleSites sites;
    private final PaymentTable table;
    private final Accounts accounts;
    private final InstantSource clock;

    PaymentDayController(VisibleSites sites, PaymentTable table, Accounts accounts, InstantSource clock) {
        this.sites = sites;
        this.table = table;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** What is asked for. */
    public record Asked(Site site, LocalDate from, LocalDate to) {
        ZoneId zone() {
            return ZoneId.of(site.timeZone());
        }
    }

    @Access(value = To.STAFF, roles = Role.MANAGER)
    @GetMapping("/payments")
    ModelAndView look(
            Page page,
            Visitor visitor,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to) {
        Site chosen = site(visitor, site);
        Optional<Asked> asked = asked(chosen, from, to);
        LocalDate today = today(chosen);
        Asked shown = asked.orElse(new Asked(chosen, today, today));
        List<PaymentDay.Line> lines = table.lines(chosen.id(), shown.zone(), shown.from(), shown.to(), LINES_MAX);
        Map<UUID, String> names = new LinkedHashMap<>();
        lines.forEach(line -> names.computeIfAbsent(
                line.payment().account(), account -> accounts.workName(account).orElse("?")));
        return Answer.of(
                "intake/payments",
                asked.isEmpty(),
                Map.of(
                        "page", page,
                        "sites", sites.of(visitor),
                        "asked", shown,
                        "days", table.days(chosen.id(), shown.zone(), shown.from(), shown.to()),
                        "lines", lines,
                        "names", names,
                        "problem", asked.isPresent() ? "" : "intake.payments.problem.days"));
    }

    @Access(value = To.STAFF, roles = Role.MANAGER)
    @GetMapping("/payments.csv")
    ResponseEntity<byte[]> file(
            Visitor visitor,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to) {
        Asked asked = asked(site(visitor, site), from, to)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("day", "site", "kind", "currency", "entries", "paid", "corrected", "taken-back", "net"));
        for (PaymentDay day : table.days(asked.site().id(), asked.zone(), asked.from(), asked.to())) {
            rows.add(List.of(
                    day.day().toString(),
                    asked.site().name(),
                    day.kind().id(),
                    day.currency(),
                    Integer.toString(day.entries()),
                    Money.plain(day.sum()),
                    Integer.toString(day.corrected()),
                    Money.plain(day.takenBack()),
                    Money.plain(day.net())));
        }
        return CsvFile.answer("wangchuan-payments-" + asked.from() + "-" + asked.to() + ".csv", rows);
    }

    private Site site(Visitor visitor, String asked) {
        return sites.of(visitor).stream()
                .filter(known -> asked.isEmpty() || known.id().toString().equals(asked))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private LocalDate today(Site site) {
        return clock.instant().atZone(ZoneId.of(site.timeZone())).toLocalDate();
    }

    /** These days, today if none is named; empty if they are none, or too many. */
    private Optional<Asked> asked(Site site, String from, String to) {
        try {
            LocalDate first = from.isEmpty() ? today(site) : LocalDate.parse(from);
            LocalDate last = to.isEmpty() ? first : LocalDate.parse(to);
            boolean isRange = !last.isBefore(first) && last.isBefore(first.plusDays(DAYS_MAX));
            boolean isKnownTime = first.getYear() > 2000 && last.getYear() < 3000;
            return isRange && isKnownTime ? Optional.of(new Asked(site, first, last)) : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
