package org.wangchuan.platform.ledger.log;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.wangchuan.platform.identity.StationDoor;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.problem.Problems;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;

/** How a paired station comes into the log: it names the key that will sign its appends, and is told what the operator's list says. */
@RestController
class LogEntranceController {
    private final StationDoor door;
    private final AppendKeys keys;
    private final OperatorList list;
    private final LogWork work;

    LogEntranceController(StationDoor door, AppendKeys keys, OperatorList list, LogWork work) {
        this.door = door;
        this.keys = keys;
        this.list = list;
        this.work = work;
    }

    /**
     * What a station says.
     *
     * @param key that signs its appends, in the form of a C2SP verifier key
     */
    record Request(String key) {
        Request(@Nullable String key) {
            this.key = Objects.requireNonNullElse(key, "");
        }
    }

    /**
     * What it is told.
     *
     * @param origin name of the log
     * @param path of the log below the platform's address
     * @param trustList that names the station in that log
     */
    record Answer(String origin, String path, String trustList) {}

    @Access(To.STATION)
    @PutMapping("/api/station/v1/log")
    ResponseEntity<Object> enter(HttpServletRequest http, @RequestBody Request request) {
        Stations.Station station = door.of(http);
        VerifierKey key;
        try {
            key = VerifierKey.parse(request.key());
        } catch (VerificationException e) {
            return Problems.answer(
                    HttpStatus.UNPROCESSABLE_CONTENT, "APPEND_KEY", "expected a verifier key of type Ed25519");
        }
        if (key.key().thumbprint().equals(station.thumbprint())) {
            return Problems.answer(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "APPEND_KEY",
                    "expected another key than the one that signs statements");
        }
        if (!keys.enter(station.id(), key)) {
            return Problems.answer(HttpStatus.CONFLICT, "APPEND_KEY_USED", "another station has this key");
        }
        Optional<SignedTrustList> current = list.current().filter(signed -> counts(signed.list(), station));
        if (current.isEmpty()) {
            work.wake();
            return Problems.answer(
                    HttpStatus.SERVICE_UNAVAILABLE, "LOG_NOT_READY", "the operator's list does not name it yet");
        }
        return ResponseEntity.ok(new Answer(
                list.own(current.get().list()).origin(),
                "/log",
                new String(current.get().toBytes(), StandardCharsets.UTF_8)));
    }

    /** Whether what the station signs from now on counts. */
    private boolean counts(TrustList current, Stations.Station station) {
        return list.own(current).stations().stream()
                .anyMatch(range -> range.key().thumbprint().equals(station.thumbprint())
                        && range.endIndex().isEmpty());
    }
}
