package org.wangchuan.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.limit.Counts;
import org.wangchuan.platform.web.problem.Problems;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.KeyPossession;
import org.wangchuan.proof.key.PublicKey;

/** The first call of a station. */
@RestController
class PairingController {
    private static final int NAME_CHARS_MAX = 60;
    private static final int BODY_BYTES_MAX = 4_096;

    /** Of one code within a minute, wherever they come from: a station that lost the answer asks again a few times. */
    static final int OF_CODE_MAX = 10;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Stations stations;
    private final KeysInUse inUse;
    private final Counts codes;

    PairingController(Stations stations, KeysInUse inUse, InstantSource clock) {
        this.codes = new Counts(clock, WINDOW);
        this.stations = stations;
        this.inUse = inUse;
    }

    /** What it is told, once. */
    record Answer(UUID station, UUID site, String token) {}

    /** Anyone may call this, so no more is read than a station has to say. */
    @Access(To.ANYONE)
    @PostMapping(path = "/api/station/v1/pair", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> pair(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(BODY_BYTES_MAX + 1);
        if (body.length > BODY_BYTES_MAX) {
            return Problems.answer(
                    HttpStatus.CONTENT_TOO_LARGE, "BODY_TOO_LARGE", "expected at most " + BODY_BYTES_MAX + " bytes");
        }
        try {
            Json.Fields in = Json.in(CanonicalJson.readLenientObject(body));
            return pair(
                    in.optionalText("code").orElse(""),
                    in.optionalText("name").orElse("").strip(),
                    in.optionalText("key").orElse(""),
                    in.optionalText("proof").orElse(""));
        } catch (MalformedJsonException e) {
            return Problems.answer(HttpStatus.BAD_REQUEST, "BODY_FORMAT", "expected a JSON object");
        } catch (ShapeException e) {
            return Problems.answer(HttpStatus.UNPROCESSABLE_CONTENT, "BODY_SHAPE", String.valueOf(e.getMessage()));
        } catch (DuplicateKeyException e) {
            return Problems.answer(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "STATION_NAME",
                    "expected a name that no other station of the site has");
        }
    }

    /**
     * @param text its Ed25519 public key in base64url
     * @param proof that it holds the key: a key that is only known would keep its owner out
     */
    private ResponseEntity<Object> pair(String code, String name, String text, String proof) {
        if (name.isEmpty() || name.length() > NAME_CHARS_MAX || name.chars().anyMatch(Character::isISOControl)) {
            return Problems.answer(
                    HttpStatus.UNPROCESSABLE_CONTENT, "STATION_NAME", "expected a name of 1 to 60 characters");
        }
        if (!codes.allows(HexFormat.of().formatHex(Secrets.digest(code)), OF_CODE_MAX)) {
            HttpHeaders later = new HttpHeaders();
            later.set(HttpHeaders.RETRY_AFTER, Long.toString(WINDOW.toSeconds()));
            return Problems.answer(HttpStatus.TOO_MANY_REQUESTS, later);
        }
        PublicKey key;
        try {
            key = PublicKey.parse(text);
        } catch (VerificationException e) {
            return Problems.answer(
                    HttpStatus.UNPROCESSABLE_CONTENT, "STATION_KEY", "expected an Ed25519 public key in base64url");
        }
        if (!KeyPossession.isProved(key, code, proof)) {
            return Problems.answer(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "KEY_PROOF",
                    "expected the pairing code signed with the key that is named; found another signature, or none");
        }
        if (inUse.isInUse(key)) {
            return Problems.answer(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "STATION_KEY_USED",
                    "expected a key of the station's own; found that of a witness or of the operator");
        }
        Optional<Stations.Paired> paired = stations.pair(code, name, key);
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
