package org.wangchuan.platform.exchange;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;

/** A plant closes what of its list is ready. */
@RestController
class ClosingController {
    private static final int BODY_BYTES_MAX = 1 << 10;

    private final KeyDoor door;
    private final Closings closings;

    ClosingController(KeyDoor door, Closings closings) {
        this.door = door;
        this.closings = closings;
    }

    @Access(value = To.PROGRAM, scope = Scope.CLOSE)
    @PostMapping("/api/v1/lists/{list}/close")
    ResponseEntity<byte[]> close(
            HttpServletRequest request,
            @PathVariable UUID list,
            @RequestHeader(name = "Idempotency-Key", required = false) Optional<String> token)
            throws IOException, PlantProblem, ShapeException {
        GivenAnswers.require(token);
        // It has no members yet: one that means something later means nothing now, and is told.
        var _ = Registration.fields(Registration.bytes(request, BODY_BYTES_MAX)).only();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(closings.close(door.of(request), list, token).getBytes(StandardCharsets.UTF_8));
    }
}
