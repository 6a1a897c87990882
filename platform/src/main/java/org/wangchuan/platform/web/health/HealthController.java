package org.wangchuan.platform.web.health;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;

/** For whatever watches the platform, without signing in: states, and neither versions nor names nor numbers. */
@RestController
class HealthController {
    private final Readiness readiness;

    HealthController(Readiness readiness) {
        this.readiness = readiness;
    }

    /** Whether the process answers. */
    record Health(String status) {}

    /** Whether it can work, and what it lacks. */
    record Ready(String status, String database, String migrations, String disk, String process) {}

    @Access(To.ANYONE)
    @GetMapping(path = "/health", produces = MediaType.APPLICATION_JSON_VALUE)
    Health health() {
        return new Health("up");
    }

    @Access(To.ANYONE)
    @GetMapping(path = "/ready", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Ready> ready() {
        Readiness.State state = readiness.state();
        return ResponseEntity.status(state.isReady() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(new Ready(
                        state.isReady() ? "ready" : "not-ready",
                        state.isDatabaseUp() ? "up" : "down",
                        state.isMigrated() ? "done" : "pending",
                        state.hasSpace() ? "ok" : "low",
                        state.isEnding() ? "ending" : "up"));
    }
}
