package org.wangchuan.platform.bench;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Unqualified;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** The bench: which order goes into which lane, and what happens there. */
@Controller
class BenchController {
    private static final int STATION_CHARS = 36;
    private static final int WATCHING_MAX = 200;
    private static final Duration BEAT = Duration.ofSeconds(15);
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Duration STREAM = Duration.ofMinutes(10);

    private final BenchViews views;
    private final BenchTasks tasks;
    private final VisibleSites sites;
    private final Orders orders;
    private final Counter counter;
    private final Signals signals;
    private final Semaphore watching = new Semaphore(WATCHING_MAX);

    BenchController(
            BenchViews views, BenchTasks tasks, VisibleSites sites, Orders orders, Counter counter, Signals signals) {
        this.views = views;
        this.tasks = tasks;
        this.sites = sites;
        this.orders = orders;
        this.counter = counter;
        this.signals = signals;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.TECHNICIAN, Role.MANAGER})
    @GetMapping("/bench")
    ModelAndView bench(
            Page page,
            Visitor visitor,
            @RequestParam Optional<UUID> site,
            @RequestParam(defaultValue = "") String find) {
        return show("bench/bench", page, visitor, site, find, "");
    }

    /** The part of the page that changes, for the script. */
    @Access(
            value = To.STAFF,
            roles = {Role.TECHNICIAN, Role.MANAGER})
    @GetMapping("/bench/now")
    ModelAndView now(
            Page page,
            Visitor visitor,
            @RequestParam Optional<UUID> site,
            @RequestParam(defaultValue = "") String find) {
        return show("bench/now", page, visitor, site, find, "");
    }

    /** Chooses a lane; who is no technician does it by the word that only a manager can give. */
    @Access(
            value = To.STAFF,
            roles = {Role.TECHNICIAN, Role.MANAGER})
    @Qualified
    @PostMapping("/bench/orders/{order}/lane")
    ModelAndView choose(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam String lane,
            @RequestParam(defaultValue = "") String own,
            @RequestParam(defaultValue = "") String another,
            @RequestParam MultiValueMap<String, String> form) {
        UUID site = requireSite(visitor, order);
        Nameless.Word word = word(visitor, own, another);
        if (!visitor.hasAny(Role.TECHNICIAN) && word != Nameless.Word.ANOTHER_THAN_BEFORE) {
            return refused(page, visitor, site, BenchException.Code.LANE_NAMELESS_TWICE);
        }
        if (lane.length() <= STATION_CHARS + 1) {
            return refused(page, visitor, site, BenchException.Code.LANE_UNKNOWN);
        }
        try {
            UUID station = UUID.fromString(lane.substring(0, STATION_CHARS));
            // The page of a manager sends what it showed in any case: only their word is about it.
            List<UUID> about = word == Nameless.Word.ANOTHER_THAN_BEFORE
                    ? shown(form.getOrDefault("shown", List.of()), lane)
                    : List.of();
            Nameless.Answer answer = new Nameless.Answer(word, about);
            queue(visitor, order, station, lane.substring(STATION_CHARS + 1), answer, own);
            return new ModelAndView("redirect:/bench?site=" + site);
        } catch (BenchException e) {
            return refused(page, visitor, site, e.code()).addObject("reason", e.said(page.isChinese()));
        } catch (IllegalArgumentException e) {
            return refused(page, visitor, site, BenchException.Code.LANE_UNKNOWN);
        }
    }

    /** What a manager says of a medium that nothing was before is not asked for; a technician's own word is enough there. */
    private void queue(Visitor visitor, UUID order, UUID station, String lane, Nameless.Answer answer, String own)
            throws BenchException {
        try {
            tasks.queue(order, station, lane, answer, visitor.account());
        } catch (BenchException e) {
            if (e.code() != BenchException.Code.LANE_NOT_BEFORE || !visitor.hasAny(Role.TECHNICIAN)) {
                throw e;
            }
            Nameless.Answer theirs = new Nameless.Answer(word(visitor, own, ""), List.of());
            tasks.queue(order, station, lane, theirs, visitor.account());
        }
    }

    /** The tries of before that the page showed for a lane ({@link BenchView.Choice#shown}). */
    private static List<UUID> shown(List<String> shown, String lane) {
        return shown.stream()
                .filter(one -> one.endsWith(":" + lane) && one.length() == STATION_CHARS + 1 + lane.length())
                .map(one -> UUID.fromString(one.substring(0, STATION_CHARS)))
                .toList();
    }

    private static Nameless.Word word(Visitor visitor, String own, String another) {
        if (another.equals("yes") && visitor.hasAny(Role.MANAGER)) {
            return Nameless.Word.ANOTHER_THAN_BEFORE;
        }
        return own.equals("yes") ? Nameless.Word.OWN_DRIVE : Nameless.Word.NONE;
    }

    @Access(value = To.STAFF, roles = Role.TECHNICIAN)
    @Unqualified("it takes a task back before the point of no return")
    @PostMapping("/bench/orders/{order}/withdraw")
    ModelAndView withdraw(Page page, Visitor visitor, @PathVariable UUID order) {
        UUID site = requireSite(visitor, order);
        try {
            tasks.withdraw(order, Actor.staff(visitor.account()));
            return new ModelAndView("redirect:/bench?site=" + site);
        } catch (BenchException e) {
            return refused(page, visitor, site, e.code());
        }
    }

    /** How many media somebody has found in the device of an order. */
    @Access(
            value = To.STAFF,
            roles = {Role.TECHNICIAN, Role.MANAGER})
    @Qualified
    @PostMapping("/bench/orders/{order}/media")
    ModelAndView count(
            Page page, Visitor visitor, @PathVariable UUID order, @RequestParam(defaultValue = "") String count) {
        UUID site = requireSite(visitor, order);
        try {
            counter.count(order, count, visitor.account(), visitor.hasAny(Role.MANAGER));
            return new ModelAndView("redirect:/bench?site=" + site);
        } catch (GateException e) {
            return refused(page, visitor, site, "custody.gate." + e.code());
        } catch (OrderException e) {
            return refused(page, visitor, site, "intake.problem." + e.code());
        }
    }

    /** For a station that does not come back. */
    @Access(
            value = To.STAFF,
            roles = {Role.TECHNICIAN, Role.MANAGER})
    @Qualified
    @PostMapping("/bench/orders/{order}/give-up")
    ModelAndView giveUp(Page page, Visitor visitor, @PathVariable UUID order) {
        UUID site = requireSite(visitor, order);
        try {
            tasks.giveUp(order, visitor.account());
            return new ModelAndView("redirect:/bench?site=" + site);
        } catch (BenchException e) {
            return refused(page, visitor, site, e.code());
        }
    }

    /**
     * Tells when something at the bench has changed, not what: the page asks for that, as whoever it is then. It holds no
     * database connection, and ends after a while; browsers come back by themselves.
     */
    @Access(
            value = To.STAFF,
            roles = {Role.TECHNICIAN, Role.MANAGER})
    @GetMapping("/bench/events")
    void events(Visitor visitor, @RequestParam UUID site, HttpServletResponse response)
            throws IOException, InterruptedException {
        var _ = sites.find(visitor, site).orElseThrow(BenchController::notFound);
        if (!watching.tryAcquire()) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
        try {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setCharacterEncoding("UTF-8");
            response.setHeader("Cache-Control", "no-store");
            stream(site, response.getWriter());
        } finally {
            watching.release();
        }
    }

    /** How many pages are told now. */
    int watchers() {
        return WATCHING_MAX - watching.availablePermits();
    }

    private void stream(UUID site, PrintWriter out) throws InterruptedException {
        long end = System.nanoTime() + STREAM.toNanos();
        long seen = signals.count(site);
        out.write("retry: 3000\n\n");
        while (!out.checkError() && !signals.isClosed() && System.nanoTime() < end) {
            signals.await(site, seen, BEAT);
            seen = signals.count(site);
            // Also without a change: another process may have made one, and a browser that is gone shows.
            out.write("event: changed\ndata: \n\n");
            out.flush();
            signals.rest(BETWEEN);
        }
    }

    private ModelAndView refused(Page page, Visitor visitor, UUID site, BenchException.Code code) {
        return refused(page, visitor, site, "bench.problem." + code);
    }

    private ModelAndView refused(Page page, Visitor visitor, UUID site, String problem) {
        return show("bench/bench", page, visitor, Optional.of(site), "", problem);
    }

    private ModelAndView show(
            String template, Page page, Visitor visitor, Optional<UUID> asked, String find, String problem) {
        Optional<Organisations.Site> site = asked.isPresent()
                ? sites.find(visitor, asked.get())
                : sites.of(visitor).stream().findFirst();
        return Answer.of(
                template,
                !problem.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "view",
                        views.of(visitor, site.orElseThrow(BenchController::notFound)),
                        "find",
                        find.length() > STATION_CHARS ? "" : find.strip(),
                        "problem",
                        problem));
    }

    private UUID requireSite(Visitor visitor, UUID order) {
        return orders.find(order)
                .flatMap(found -> sites.find(visitor, found.site()))
                .map(Organisations.Site::id)
                .orElseThrow(BenchController::notFound);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
