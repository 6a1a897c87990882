package org.wangchuan.platform.identity;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.problem.Problems;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.PublicKey;

/** The first call of a station. */
@RestController
class PairingController {
    private static final int NAME_CHARS_MAX = 60;

    private final Stations stations;

    PairingController(Stations stations) {
        this.stations = stations;
    }

    /**
     * What a station says of itself.
     *
     * @param key its Ed25519 public key in base64url
     */
    record Request(String code, String name, String key) {
        Request(@Nullable String code, @Nullable String name, @Nullable String key) {
            this.code = Objects.requireNonNullElse(code, "");
            this.name = Objects.requireNonNullElse(name, "");
            this.key = Objects.requireNonNullElse(key, "");
        }
    }

    /** What it is told, once. */
    record Answer(UUID station, UUID site, String token) {}

    @Access(To.ANYONE)
    @PostMapping("/api/station/v1/pair")
    ResponseEntity<Object> pair(@RequestBody Request request) {
        String name = request.name().strip();
        if (name.isEmpty() || name.length() > NAME_CHARS_MAX || name.chars().anyMatch(Character::isISOControl)) {
            return Problems.answer(
                    HttpStatus.UNPROCESSABLE_CONTENT, "STATION_NAME", "expected a name of 1 to 60 characters");
        }
        PublicKey key;
        try {
            key = PublicKey.parse(request.key());
        } catch (VerificationException e) {
            return Problems.answer(
                    HttpStatus.UNPROCESSABLE_CONTENT, "STATION_KEY", "expected an Ed25519 public key in base64url");
        }
        Optional<Stations.Paired> paired = stations.pair(request.code(), name, key);
        if (paired.isEmpty()) {
            return Problems.answer(
                    HttpStatus.FORBIDDEN,
                    "PAIRING_CODE",
                    "expected a pairing code that is not older than 30 minutes and was not used; found another");
        }
        Stations.Station station = paired.get().station();
        return ResponseEntity.ok(
                new Answer(station.id(), station.site(), paired.get().token()));
    }
}
