package org.wangchuan.platform.bench;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.platform.identity.StationDoor;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;

/** Where a station tells how it stands between a phone and the people: all of it each time. The call is safe to repeat. */
@RestController
class PhoneTurnController {
    private final StationDoor door;
    private final PhoneCourses courses;

    PhoneTurnController(StationDoor door, PhoneCourses courses) {
        this.door = door;
        this.courses = courses;
    }

    @Access(To.STATION)
    @PutMapping("/api/station/v1/tasks/{task}/phone")
    ResponseEntity<Void> turn(HttpServletRequest request, @PathVariable UUID task)
            throws IOException, StationProblem, ShapeException {
        courses.tell(
                door.of(request), task, PhoneTurnReader.read(StationBody.read(request, PhoneTurnReader.BYTES_MAX)));
        return ResponseEntity.noContent().build();
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
