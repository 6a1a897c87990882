package org.wangchuan.platform.exchange;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Page;

/** Files of what became of devices: for programs by their key, for managers by a page. */
@Controller
class ExportController {
    static final String PAGE = "/exports";

    /** Files that are made at the same time: each asks the database for minutes. */
    private static final int AT_ONCE_MAX = 4;

    private final KeyDoor door;
    private final Exports exports;
    private final Organisations organisations;
    private final VisibleSites sites;
    private final InstantSource clock;
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(AT_ONCE_MAX);

    ExportController(
            KeyDoor door, Exports exports, Organisations organisations, VisibleSites sites, InstantSource clock) {
        this.door = door;
        this.exports = exports;
        this.organisations = organisations;
        this.sites = sites;
        this.clock = clock;
    }

    @Access(value = To.PROGRAM, scope = Scope.EXPORTS)
    @GetMapping("/api/v1/exports/devices")
    void file(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(defaultValue = "csv") String format,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to)
            throws IOException, PlantProblem {
        ApiKey key = door.of(request);
        List<Site> own = organisations.sites(key.organisation()).stream()
                .filter(one -> key.worksAt(one.id()))
                .toList();
        write(response, format, chosen(own, site), from, to);
    }

    @Access(value = To.STAFF, roles = Role.MANAGER)
    @GetMapping(PAGE)
    ModelAndView look(Page page, Visitor visitor) {
        List<Site> own = sites.of(visitor);
        if (own.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        LocalDate today =
                LocalDate.ofInstant(clock.instant(), ZoneId.of(own.getFirst().timeZone()));
        return new ModelAndView(
                "exchange/exports", Map.of("page", page, "sites", own, "from", today.withDayOfMonth(1), "to", today));
    }

    @Access(value = To.STAFF, roles = Role.MANAGER)
    @GetMapping(PAGE + "/devices")
    void file(
            Visitor visitor,
            HttpServletResponse response,
            @RequestParam(defaultValue = "csv") String format,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to)
            throws IOException {
        try {
            write(response, format, chosen(sites.of(visitor), site), from, to);
        } catch (PlantProblem e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getMessage()); // a page, and no document
        }
    }

    private static Site chosen(List<Site> own, String site) throws PlantProblem {
        Optional<Site> one = own.size() == 1 && site.isEmpty()
                ? Optional.of(own.getFirst())
                : own.stream()
                        .filter(known -> known.id().toString().equals(site))
                        .findFirst();
        return one.orElseThrow(() -> PlantProblem.site(own.stream().map(Site::id)));
    }

    private void write(HttpServletResponse response, String format, Site site, String from, String to)
            throws IOException, PlantProblem {
        RowFile.Format kind = RowFile.Format.of(format)
                .orElseThrow(() -> PlantProblem.unprocessable("FORMAT", "expected csv, xlsx or json"));
        Exports.Asked asked = new Exports.Asked(site, day(from), day(to));
        if (!asked.isPeriod()) {
            throw PlantProblem.unprocessable("PERIOD", "expected from and to, at most " + Exports.DAYS_MAX + " days");
        }
        if (kind == RowFile.Format.XLSX && exports.isLongerThan(asked, RowFile.XLSX_ROWS_MAX)) {
            throw PlantProblem.unprocessable(
                    "ROWS", "a sheet has at most " + RowFile.XLSX_ROWS_MAX + " rows: ask for less, or for csv");
        }
        if (!busy.add(site.organisation())) {
            throw new PlantProblem(
                    HttpStatus.SERVICE_UNAVAILABLE, "EXPORTS_BUSY", "another file of this company is being made");
        }
        try {
            write(response, kind, asked);
        } finally {
            busy.remove(site.organisation());
        }
    }

    private void write(HttpServletResponse response, RowFile.Format kind, Exports.Asked asked)
            throws IOException, PlantProblem {
        if (!places.tryAcquire()) {
            throw new PlantProblem(HttpStatus.SERVICE_UNAVAILABLE, "EXPORTS_BUSY", "other files are being made");
        }
        try {
            response.setContentType(kind.mediaType());
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename("wangchuan-devices-" + asked.from() + "-" + asked.to() + "." + kind.id())
                            .build()
                            .toString());
            exports.write(asked, kind, response.getOutputStream());
        } finally {
            places.release();
        }
    }

    private static LocalDate day(String text) throws PlantProblem {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw PlantProblem.unprocessable("PERIOD", "expected days as 2026-11-27");
        }
    }
}
