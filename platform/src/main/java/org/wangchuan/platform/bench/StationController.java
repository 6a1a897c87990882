package org.wangchuan.platform.bench;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.platform.identity.Recoveries;
import org.wangchuan.platform.identity.StationDoor;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.intake.IntakeForm;
import org.wangchuan.platform.ledger.Certificates;
import org.wangchuan.platform.ledger.Conflicts;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.ledger.Receipts;
import org.wangchuan.platform.ledger.Recorded;
import org.wangchuan.platform.ledger.TrustLists;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;

/** What stations call. All calls are theirs, and each is safe to repeat. */
@RestController
@RequestMapping("/api/station/v1")
class StationController {
    private static final long WAIT_SECONDS_MAX = 25;
    /** How often whoever waits looks for what another process has done. */
    private static final Duration LOOK = Duration.ofSeconds(2);
    /** Between the answers of a process that ends. */
    private static final Duration LAST = Duration.ofSeconds(1);

    private final StationDoor door;
    private final StationTasks tasks;
    private final TaskTable table;
    private final StationLanes lanes;
    private final StationPhones phones;
    private final PhoneCourses courses;
    private final ListLanes lists;
    private final StationLooks looks;
    private final Signals signals;
    private final TrustLists trust;
    private final Receipts receipts;
    private final Certificates certificates;
    private final Conflicts conflicts;
    private final Recoveries recoveries;
    private final InstantSource clock;
    private final Map<UUID, Set<Object>> told = new ConcurrentHashMap<>();

    StationController(
            StationDoor door,
            StationTasks tasks,
            TaskTable table,
            StationLanes lanes,
            StationPhones phones,
            PhoneCourses courses,
            ListLanes lists,
            StationLooks looks,
            Signals signals,
            TrustLists trust,
            Receipts receipts,
            Certificates certificates,
            Conflicts conflicts,
            Recoveries recoveries,
            InstantSource clock) {
        this.recoveries = recoveries;
        this.lists = lists;
        this.door = door;
        this.tasks = tasks;
        this.table = table;
        this.lanes = lanes;
        this.phones = phones;
        this.courses = courses;
        this.looks = looks;
        this.signals = signals;
        this.trust = trust;
        this.receipts = receipts;
        this.certificates = certificates;
        this.conflicts = conflicts;
        this.clock = clock;
    }

    /**
     * The list.
     *
     * @param rules ids of the rule sets that a counter may choose: of each lane the station tells what they come to
     * @param epoch absent as long as the platform was never put back from a back-up; another one asks for all that the station has kept
     */
    record TaskList(
            List<Asked> tasks,
            Optional<UUID> epoch,
            List<LookAsked> looks,
            List<StationLooks.HandOver> handOvers,
            List<PhoneCourses.Told> answers,
            List<String> rules) {}

    /** What a station is to read once more. */
    record LookAsked(
            UUID look, String lane, Optional<String> serial, UUID clearing, String statement, String challenge) {
        static LookAsked of(StationLooks.Asked asked) {
            return new LookAsked(
                    asked.look(),
                    asked.lane(),
                    asked.serial(),
                    asked.clearing(),
                    asked.statement().base64Url(),
                    asked.challenge().base64Url());
        }
    }

    /** What a station is to erase. */
    record Asked(
            UUID task,
            String kind,
            String order,
            String lane,
            Optional<String> serial,
            String policy,
            Optional<Integer> policyVersion,
            String asset) {
        static Asked of(Task task) {
            return new Asked(
                    task.id(),
                    task.kind().id(),
                    task.orderCode(),
                    task.lane(),
                    task.serial(),
                    task.policy(),
                    task.policyVersion(),
                    task.asset());
        }
    }

    @Access(To.STATION)
    @PutMapping("/trust-list")
    Map<String, Boolean> trustList(HttpServletRequest request)
            throws IOException, StationProblem, ShapeException, LedgerException {
        trust.accept(door.of(request), StationBody.read(request).text("trustList"));
        return Map.of("isStored", true);
    }

    @Access(To.STATION)
    @PutMapping("/lanes")
    Map<String, Boolean> lanes(HttpServletRequest request) throws IOException, StationProblem, ShapeException {
        Stations.Station station = door.of(request);
        lanes.tell(station, StationBody.read(request, StationBody.LANES_BYTES_MAX));
        lists.told(station);
        return Map.of("isStored", true);
    }

    /** What hangs on its phone cables, all of it each time: help for people, from which nothing follows. */
    @Access(To.STATION)
    @PutMapping("/phones")
    Map<String, Boolean> phones(HttpServletRequest request) throws IOException, StationProblem, ShapeException {
        phones.tell(door.of(request), StationBody.read(request));
        return Map.of("isStored", true);
    }

    /** Answers at once if there are other tasks than the station was told last; else when there are, or after the wait. */
    @Access(To.STATION)
    @GetMapping("/tasks")
    TaskList tasks(HttpServletRequest request, @RequestParam(defaultValue = "0") long wait)
            throws InterruptedException {
        UUID station = door.of(request).id();
        if (signals.isClosed() && wait > 0) {
            Thread.sleep(LAST); // it is answered without the wait that it asked for, and would ask again at once
        }
        long end = System.nanoTime()
                + Duration.ofSeconds(Math.clamp(wait, 0, WAIT_SECONDS_MAX)).toNanos();
        while (true) {
            long seen = signals.count(station);
            List<Task> open = table.openOfStation(station);
            List<StationLooks.Asked> wanted = looks.wanted(station);
            List<StationLooks.HandOver> handOvers = looks.handOvers(station);
            List<PhoneCourses.Told> answers = courses.answers(station);
            Set<Object> ids = Stream.of(
                            open.stream().map(Task::id),
                            wanted.stream().map(StationLooks.Asked::look),
                            handOvers.stream(),
                            answers.stream().map(PhoneCourses.Told::question))
                    .flatMap(one -> one)
                    .collect(Collectors.toSet());
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (!ids.equals(told.put(station, ids)) || !left.isPositive() || signals.isClosed()) {
                return new TaskList(
                        open.stream().map(Asked::of).toList(),
                        recoveries.latest().map(Recoveries.Recovery::id),
                        wanted.stream().map(LookAsked::of).toList(),
                        handOvers,
                        answers,
                        IntakeForm.POLICIES);
            }
            signals.await(station, seen, left.compareTo(LOOK) < 0 ? left : LOOK);
        }
    }

    @Access(To.STATION)
    @PostMapping("/tasks/{task}/claim")
    Map<String, Boolean> claim(HttpServletRequest request, @PathVariable UUID task)
            throws IOException, StationProblem, ShapeException {
        Optional<StationProblem> problem =
                tasks.claim(door.of(request), task, StationBody.place(StationBody.read(request)));
        if (problem.isPresent()) {
            throw problem.get();
        }
        return Map.of("isClaimed", true);
    }

    /** Whether a phone is the one that was chosen, before anybody lets it be read. */
    @Access(To.STATION)
    @PostMapping("/tasks/{task}/compare")
    Map<String, Boolean> compare(HttpServletRequest request, @PathVariable UUID task)
            throws IOException, StationProblem, ShapeException {
        StationTasks.Compared compared =
                tasks.compare(door.of(request), task, StationBody.place(StationBody.read(request)));
        if (compared.problem().isPresent()) {
            throw compared.problem().get();
        }
        return Map.of("isKnown", compared.isKnown());
    }

    @Access(To.STATION)
    @PutMapping("/tasks/{task}/progress")
    ResponseEntity<Void> progress(HttpServletRequest request, @PathVariable UUID task)
            throws IOException, StationProblem, ShapeException {
        tasks.progress(door.of(request), task, StationBody.progress(StationBody.read(request), clock.instant()));
        return ResponseEntity.noContent().build();
    }

    @Access(To.STATION)
    @PostMapping("/tasks/{task}/end")
    Map<String, Object> end(HttpServletRequest request, @PathVariable UUID task)
            throws IOException, StationProblem, ShapeException, LedgerException {
        Stations.Station station = door.of(request);
        StationBody.End end = StationBody.end(StationBody.read(request));
        if (end.receipt().isPresent() && isForgotten(task)) {
            // What was asked for after the day of the back-up: an erasure that nobody here has asked for, good or bad.
            return answer(Optional.of(unasked(station, end.receipt().get())));
        }
        try {
            return answer(tasks.end(station, task, end));
        } catch (LedgerException e) {
            if (!StationProblem.isOurs(e)) {
                refused(station, task, e.code().name() + "." + e.reason(), e.getMessage(), end.receipt(), false);
            }
            throw e;
        } catch (StationProblem e) {
            refused(station, task, e.code(), "", end.receipt(), e.isOvertaken());
            throw e;
        }
    }

    /** Whether nothing is known of a task, or not that it was begun, and that may be since the platform was put back. */
    private boolean isForgotten(UUID task) {
        return recoveries.latest().isPresent()
                && table.find(task)
                        .filter(known -> known.state() != Task.State.QUEUED)
                        .isEmpty();
    }

    /** What is refused is kept apart from what was rolled back, for a person to look at, and for the gate if it is bad. */
    private void refused(
            Stations.Station station,
            UUID task,
            String code,
            @Nullable String detail,
            Optional<String> receipt,
            boolean isOvertaken) {
        Optional<Task> known = table.find(task).filter(found -> found.station().equals(station.id()));
        if (known.isPresent() && receipt.isPresent()) {
            receipts.refused(station, known.get().order(), code, String.valueOf(detail), receipt.get(), isOvertaken);
        }
    }

    @Access(To.STATION)
    @PostMapping("/tasks/{task}/certificate")
    Map<String, Boolean> certificate(HttpServletRequest request, @PathVariable UUID task)
            throws IOException, StationProblem, ShapeException, LedgerException {
        Stations.Station station = door.of(request);
        String certificate = StationBody.read(request).text("certificate");
        Optional<UUID> order = isForgotten(task)
                ? Optional.empty()
                : Optional.of(table.find(task)
                        .filter(found -> found.station().equals(station.id()))
                        .map(Task::order)
                        .orElseThrow(StationProblem::noTask));
        try {
            // Of a task that was forgotten the receipt came as an erasure that nobody has asked for, and may be matched
            // with another order since, or none; station and digest of the statement say which it is.
            boolean isStored = certificates.record(station, certificate);
            return Map.of("isStored", isStored);
        } catch (LedgerException e) {
            if (e.code() == LedgerException.Code.CERTIFICATE_REFUSED) {
                // The station is told no all the same, and keeps what was refused.
                boolean _ = conflicts.keep(
                        station,
                        order,
                        e.code().name() + "." + e.reason(),
                        String.valueOf(e.getMessage()),
                        certificate);
            }
            throw e;
        }
    }

    /** The station says that it has brought again all that it has kept, since the platform was put back. */
    @Access(To.STATION)
    @PutMapping("/deliveries")
    Map<String, Boolean> deliveries(HttpServletRequest request) throws IOException, StationProblem, ShapeException {
        UUID epoch = StationBody.uuid(StationBody.read(request), "epoch");
        if (!recoveries.delivered(door.of(request).id(), epoch)) {
            throw StationProblem.conflict("EPOCH_UNKNOWN", "expected the epoch that the list of tasks names");
        }
        return Map.of("isStored", true);
    }

    @Access(To.STATION)
    @PostMapping("/erasures")
    Map<String, Object> erasure(HttpServletRequest request)
            throws IOException, StationProblem, ShapeException, LedgerException {
        Json.Fields in = StationBody.read(request);
        return answer(Optional.of(unasked(door.of(request), in.text("receipt"))));
    }

    /** What is refused is kept, for a person to look at: the station will not bring it again. */
    private Recorded unasked(Stations.Station station, String receipt) throws LedgerException {
        try {
            return receipts.record(station, receipt);
        } catch (LedgerException e) {
            if (!StationProblem.isOurs(e)) {
                boolean _ = conflicts.keep(
                        station,
                        Optional.empty(),
                        e.code().name() + "." + e.reason(),
                        String.valueOf(e.getMessage()),
                        receipt);
            }
            throw e;
        }
    }

    private static Map<String, Object> answer(Optional<Recorded> recorded) {
        return recorded.filter(Recorded.Conflicting.class::isInstance)
                .map(Recorded.Conflicting.class::cast)
                .<Map<String, Object>>map(conflict -> Map.of("isStored", true, "conflict", conflict.code()))
                .orElse(Map.of("isStored", true));
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(StationProblem e) {
        return e.answer();
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(LedgerException e) {
        return StationProblem.of(e).answer();
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(ShapeException e) {
        return new StationProblem(HttpStatus.UNPROCESSABLE_CONTENT, "BODY_SHAPE", String.valueOf(e.getMessage()))
                .answer();
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(MethodArgumentTypeMismatchException e) {
        return new StationProblem(HttpStatus.BAD_REQUEST, "ADDRESS", e.getName()).answer();
    }
}
