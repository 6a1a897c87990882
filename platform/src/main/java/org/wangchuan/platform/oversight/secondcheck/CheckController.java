package org.wangchuan.platform.oversight.secondcheck;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.platform.custody.Codes;
import org.wangchuan.platform.custody.SecondLook;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.ledger.Rechecks;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.number.Counted;
import org.wangchuan.platform.web.number.KeptCounts;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** The sample's pages: what waits for a second person, what they say, what was counted, and the file that anybody recomputes it by. */
@Controller
class CheckController {
    private static final int DAYS = 30;
    private static final int PERCENT = 100;
    private static final int NAME_CHARS = 8;

    private final CheckViews views;
    private final SecondChecks checks;
    private final Numbers numbers;
    private final KeptCounts counts;
    private final Rates rates;
    private final SampleFile file;
    private final SecondLook looks;
    private final VisibleSites sites;
    private final LookDesk desk;
    private final InstantSource clock;

    CheckController(
            CheckViews views,
            SecondChecks checks,
            Numbers numbers,
            KeptCounts counts,
            Rates rates,
            SampleFile file,
            SecondLook looks,
            VisibleSites sites,
            LookDesk desk,
            InstantSource clock) {
        this.desk = desk;
        this.views = views;
        this.checks = checks;
        this.numbers = numbers;
        this.counts = counts;
        this.rates = rates;
        this.file = file;
        this.looks = looks;
        this.sites = sites;
        this.clock = clock;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.VERIFIER, Role.MANAGER, Role.ADMINISTRATOR})
    @GetMapping("/second-checks")
    ModelAndView list(
            Page page,
            Visitor visitor,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String state) {
        return list(page, visitor, Codes.asked(q), CheckView.STATES.contains(state) ? state : "", "");
    }

    /** For whom the whole company is: it holds for all that is drawn from now on, and never less than the requirement. */
    @Access(value = To.STAFF, roles = Role.ADMINISTRATOR)
    @Fresh("/second-checks")
    @PostMapping("/second-checks/rate")
    ModelAndView rate(Page page, Visitor visitor, @RequestParam(defaultValue = "") String percent) {
        UUID organisation = visitor.organisation().orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Optional<Integer> wanted = percent(percent);
        if (wanted.isEmpty()) {
            return list(page, visitor, "", "", "oversight.problem.RATE");
        }
        rates.set(organisation, wanted.get(), visitor.account());
        return new ModelAndView("redirect:/second-checks");
    }

    private static Optional<Integer> percent(String text) {
        String number = text.strip();
        if (!number.matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        int basisPoints = Integer.parseInt(number) * PERCENT;
        return basisPoints < Rates.LEAST || basisPoints > Lot.OF ? Optional.empty() : Optional.of(basisPoints);
    }

    @Access(
            value = To.STAFF,
            roles = {Role.VERIFIER, Role.MANAGER})
    @GetMapping("/second-checks/{device}")
    ModelAndView look(Page page, Visitor visitor, @PathVariable UUID device) {
        return show(page, visitor, required(visitor, device), Optional.empty());
    }

    /** A second person's word: by their own passkey, so that no badge and no browser left open says it. */
    @Access(value = To.STAFF, roles = Role.VERIFIER)
    @Qualified
    @Fresh("/second-checks/{device}")
    @Once
    @PostMapping("/second-checks/{device}/result")
    ModelAndView result(
            Page page,
            Visitor visitor,
            @PathVariable UUID device,
            @RequestParam(defaultValue = "") String result,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(name = "looked", required = false) Optional<List<String>> looked,
            @RequestParam(defaultValue = "") String without) {
        CheckView known = required(visitor, device);
        Optional<Seen.Result> said = Seen.Result.of(result);
        Optional<Seen.Place> where =
                Seen.Place.of(place).filter(Seen.Place.here(known.device().kind())::contains);
        if (said.isEmpty() || where.isEmpty()) {
            return show(
                    page, visitor, known, Optional.of(new CheckException(CheckException.Code.INCOMPLETE, "a word")));
        }
        Seen seen = new Seen(said.get(), where.get(), Seen.looks(looked.orElse(List.of())), Seen.Without.of(without));
        return act(page, visitor, device, () -> checks.verify(device, seen, visitor));
    }

    /** The word of somebody who has not seen the device, and had a station read each of its drives: by their own passkey as well. */
    @Access(value = To.STAFF, roles = Role.VERIFIER)
    @Qualified
    @Fresh("/second-checks/{device}")
    @Once
    @PostMapping("/second-checks/{device}/from-afar")
    ModelAndView fromAfar(Page page, Visitor visitor, @PathVariable UUID device) {
        var _ = required(visitor, device);
        return act(page, visitor, device, () -> checks.confirmFromAfar(device, SecondChecks.Asker.of(visitor)));
    }

    /** What a station found that read it again: by the passkey of whoever hands it in, for what differs takes back all at once. */
    @Access(value = To.STAFF, roles = Role.VERIFIER)
    @Qualified
    @Fresh("/second-checks/{device}")
    @Once
    @PostMapping("/second-checks/{device}/recheck")
    ModelAndView recheck(
            Page page, Visitor visitor, @PathVariable UUID device, @RequestParam Optional<MultipartFile> recheck)
            throws IOException {
        CheckView known = required(visitor, device);
        Optional<MultipartFile> sent = recheck.filter(file -> !file.isEmpty());
        if (sent.isEmpty()) {
            return show(
                    page,
                    visitor,
                    known,
                    Optional.of(new CheckException(CheckException.Code.RECHECK_MISSING, "no file")));
        }
        byte[] file = bytes(sent.get());
        return act(page, visitor, device, () -> checks.read(device, file, visitor));
    }

    /** A station reads it once more by itself: asked by the passkey of whoever answers for the look, and never of their own work. */
    @Access(value = To.STAFF, roles = Role.VERIFIER)
    @Qualified
    @Fresh("/second-checks/{device}")
    @Once
    @PostMapping("/second-checks/{device}/looks")
    ModelAndView ask(
            Page page, Visitor visitor, @PathVariable UUID device, @RequestParam(defaultValue = "") String where) {
        CheckView known = required(visitor, device);
        Optional<LookDesk.Choice> choice = LookDesk.Choice.of(where);
        if (choice.isEmpty()) {
            return show(page, visitor, known, Optional.of(new CheckException(CheckException.Code.LOOK_LANE, "none")));
        }
        return act(page, visitor, device, () -> desk.ask(device, choice.get(), SecondChecks.Asker.of(visitor)));
    }

    @Access(value = To.STAFF, roles = Role.VERIFIER)
    @Qualified
    @Fresh("/second-checks/{device}")
    @Once
    @PostMapping("/second-checks/{device}/looks/{look}/withdraw")
    ModelAndView withdraw(Page page, Visitor visitor, @PathVariable UUID device, @PathVariable UUID look) {
        var _ = required(visitor, device);
        return act(page, visitor, device, () -> desk.withdraw(device, look, SecondChecks.Asker.of(visitor)));
    }

    /** What a station has signed and could not be taken. */
    @Access(
            value = To.STAFF,
            roles = {Role.VERIFIER, Role.MANAGER})
    @GetMapping("/second-checks/{device}/answers/{answer}")
    ResponseEntity<byte[]> answer(Visitor visitor, @PathVariable UUID device, @PathVariable UUID answer) {
        CheckView known = required(visitor, device);
        return file(known, answer, desk.answer(device, answer));
    }

    /** Somebody answers for it that what such an answer says was seen to. */
    @Access(
            value = To.STAFF,
            roles = {Role.VERIFIER, Role.MANAGER})
    @Qualified
    @Fresh("/second-checks/{device}")
    @Once
    @PostMapping("/second-checks/{device}/answers/{answer}/seen")
    ModelAndView seen(Page page, Visitor visitor, @PathVariable UUID device, @PathVariable UUID answer) {
        var _ = required(visitor, device);
        return act(page, visitor, device, () -> desk.see(device, answer, visitor));
    }

    /** One more than is taken, so that what is too large is seen to be. */
    private static byte[] bytes(MultipartFile file) throws IOException {
        try (var in = file.getInputStream()) {
            return in.readNBytes(Rechecks.BYTES_MAX + 1);
        }
    }

    @Access(
            value = To.STAFF,
            roles = {Role.VERIFIER, Role.MANAGER})
    @GetMapping("/second-checks/{device}/rechecks/{event}")
    ResponseEntity<byte[]> file(Visitor visitor, @PathVariable UUID device, @PathVariable UUID event) {
        CheckView known = required(visitor, device);
        return file(known, event, looks.file(device, event));
    }

    private static ResponseEntity<byte[]> file(CheckView known, UUID event, Optional<byte[]> file) {
        String name = known.device().code() + "-" + event.toString().substring(0, NAME_CHARS) + ".recheck.json";
        return file.map(found -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename(name)
                                        .build()
                                        .toString())
                        .body(found))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Qualified
    @Fresh("/second-checks/{device}")
    @Once
    @PostMapping("/second-checks/{device}/release")
    ModelAndView release(Page page, Visitor visitor, @PathVariable UUID device) {
        var _ = required(visitor, device);
        return act(page, visitor, device, () -> checks.release(device, visitor));
    }

    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Qualified
    @Fresh("/second-checks/{device}")
    @Once
    @PostMapping("/second-checks/{device}/give-up")
    ModelAndView giveUp(Page page, Visitor visitor, @PathVariable UUID device) {
        var _ = required(visitor, device);
        return act(page, visitor, device, () -> checks.giveUp(device, visitor));
    }

    /** For anybody: no device, no person, no account stands in it. */
    @Access(To.ANYONE)
    @GetMapping("/second-check-draws/{site}/{month}")
    ResponseEntity<byte[]> draws(@PathVariable UUID site, @PathVariable String month) {
        return Months.parse(month)
                .flatMap(first -> file.of(site, first))
                .map(found -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(CanonicalJson.write(found)))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private interface Act {
        void run() throws CheckException;
    }

    private ModelAndView act(Page page, Visitor visitor, UUID device, Act act) {
        try {
            act.run();
            return new ModelAndView("redirect:/second-checks/" + device);
        } catch (CheckException e) {
            return show(page, visitor, required(visitor, device), Optional.of(e));
        }
    }

    private CheckView required(Visitor visitor, UUID device) {
        return views.of(visitor, device).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private ModelAndView show(Page page, Visitor visitor, CheckView view, Optional<CheckException> problem) {
        return Answer.of(
                "oversight/check",
                problem.isPresent(),
                Map.of(
                        "page",
                        page,
                        "view",
                        view,
                        "looks",
                        views.looks(view, visitor),
                        "problem",
                        problem.map(why -> "oversight.problem." + why.code()).orElse(""),
                        "expected",
                        problem.map(CheckException::expected).orElse(""),
                        "found",
                        problem.map(CheckException::found).orElse("")));
    }

    private static Optional<Instant> older(Optional<Instant> one, Optional<Instant> other) {
        return Stream.concat(one.stream(), other.stream()).min(Instant::compareTo);
    }

    private ModelAndView list(Page page, Visitor visitor, String code, String state, String problem) {
        List<Site> visible = sites.of(visitor);
        List<UUID> ids = visible.stream().map(Site::id).toList();
        int rate = visitor.organisation().map(rates::of).orElse(Rates.LEAST);
        Counted<List<Numbers.Month>> months = counts.get("second looks", Set.copyOf(ids), () -> numbers.months(ids));
        Counted<List<Numbers.Person>> people = visitor.hasAny(Role.MANAGER)
                ? counts.get(
                        "second looks by people",
                        Set.copyOf(ids),
                        () -> numbers.people(ids, clock.instant().minus(DAYS, ChronoUnit.DAYS)))
                : new Counted<>(List.of(), Optional.empty());
        return Answer.of(
                "oversight/checks",
                !problem.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "waiting",
                        visitor.hasAny(Role.VERIFIER, Role.MANAGER) ? views.waiting(visitor, code, state) : List.of(),
                        "code",
                        code,
                        "state",
                        state,
                        "numbers",
                        new Numbers.Shown(
                                months.value(),
                                people.value(),
                                older(months.keptAt(), people.keptAt()),
                                sites.zone(visitor).getId()),
                        "sites",
                        visible.stream().collect(Collectors.toMap(Site::id, Site::name)),
                        "percent",
                        rate / PERCENT,
                        "window",
                        Lot.window(rate),
                        "problem",
                        problem));
    }
}
