package org.wangchuan.platform.bench;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.platform.bench.StationLooks.RefusedException;
import org.wangchuan.platform.identity.StationDoor;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;

/** What stations call that read a drive once more, or had erased it. Each call is safe to repeat. */
@RestController
@RequestMapping("/api/station/v1/looks/{look}")
class LookController {
    private final StationDoor door;
    private final StationLooks looks;
    private final InstantSource clock;

    LookController(StationDoor door, StationLooks looks, InstantSource clock) {
        this.door = door;
        this.looks = looks;
        this.clock = clock;
    }

    /** What was sealed for the station that asks; absent as long as it was not brought. */
    record Files(Optional<String> sealed) {}

    @Access(To.STATION)
    @PostMapping("/claim")
    Map<String, Boolean> claim(HttpServletRequest request, @PathVariable UUID look)
            throws IOException, StationProblem, ShapeException, RefusedException {
        Json.Fields in = StationBody.read(request);
        StationBody.Place place = StationBody.place(in);
        looks.claim(door.of(request), look, place.lane(), place.serial(), StationBody.recipient(in));
        return Map.of("isClaimed", true);
    }

    @Access(To.STATION)
    @GetMapping("/files")
    Files files(HttpServletRequest request, @PathVariable UUID look) throws RefusedException {
        return new Files(looks.files(door.of(request), look));
    }

    @Access(To.STATION)
    @PutMapping("/files")
    Map<String, Boolean> handOver(HttpServletRequest request, @PathVariable UUID look)
            throws IOException, StationProblem, ShapeException, RefusedException {
        Json.Fields in = StationBody.read(request);
        looks.handedOver(door.of(request), look, StationBody.recipient(in), StationBody.sealed(in));
        return Map.of("isStored", true);
    }

    @Access(To.STATION)
    @PostMapping("/no-files")
    Map<String, Boolean> noFiles(HttpServletRequest request, @PathVariable UUID look)
            throws IOException, StationProblem, ShapeException, RefusedException {
        looks.cannotHandOver(door.of(request), look, StationBody.word(StationBody.read(request)));
        return Map.of("isStored", true);
    }

    @Access(To.STATION)
    @PutMapping("/progress")
    ResponseEntity<Void> progress(HttpServletRequest request, @PathVariable UUID look)
            throws IOException, StationProblem, ShapeException, RefusedException {
        looks.progress(door.of(request), look, StationBody.progress(StationBody.read(request), clock.instant()));
        return ResponseEntity.noContent().build();
    }

    /** With what was signed if it was read: the platform judges it, and believes its signature and nothing else. */
    @Access(To.STATION)
    @PostMapping("/end")
    Map<String, Boolean> end(HttpServletRequest request, @PathVariable UUID look)
            throws IOException, StationProblem, ShapeException, RefusedException {
        Json.Fields in = StationBody.read(request);
        if (StationBody.isRead(in)) {
            looks.found(door.of(request), look, StationBody.recheck(in));
        } else {
            looks.refused(door.of(request), look, StationBody.word(in));
        }
        return Map.of("isStored", true);
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(RefusedException e) {
        return (e.code() == RefusedException.Code.LOOK_NOT_FOUND
                        ? new StationProblem(HttpStatus.NOT_FOUND, e.code().name(), "no such look of this station")
                        : StationProblem.conflict(e.code().name(), "it can't be, as things stand"))
                .answer();
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(StationProblem e) {
        return e.answer();
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
