package org.wangchuan.platform.ledger.log;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.limit.Bodies;
import org.wangchuan.proof.log.TilePath;
import org.wangchuan.witness.append.AppendCode;
import org.wangchuan.witness.append.AppendException;
import org.wangchuan.witness.append.AppendRequest;
import org.wangchuan.witness.append.Appended;

/**
 * The log as strangers see it (C2SP tlog-tiles), and its way in for stations: the very paths and answers of {@code wangchuan log
 * serve}. Reading never touches the database. An append is signed; it needs no session, and nothing in it is a secret.
 */
@Controller
class LogController {
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    /** Requests wait for the end of an interval, so many of them may be under way. */
    private static final int AT_ONCE_MAX = 64;

    /** Of one address, of the bytes of as many largest requests. */
    private static final int SENDER_SHARE = 4;

    /** As a log that runs by itself, or a witness, gives a request. */
    private static final Duration BODY_WITHIN = Duration.ofSeconds(10);

    private final PlatformLog log;
    private final AppendKeys keys;
    private final Bodies bodies = new Bodies(
            AppendRequest.BYTES_MAX,
            AT_ONCE_MAX * AppendRequest.BYTES_MAX,
            AT_ONCE_MAX / SENDER_SHARE * AppendRequest.BYTES_MAX,
            BODY_WITHIN);
    private final Semaphore places = new Semaphore(AT_ONCE_MAX);

    LogController(PlatformLog log, AppendKeys keys) {
        this.log = log;
        this.keys = keys;
    }

    @Access(To.ANYONE)
    @GetMapping("/log/checkpoint")
    ResponseEntity<byte[]> checkpoint() throws IOException {
        return file("checkpoint", TEXT, "no-cache");
    }

    @Access(To.ANYONE)
    @GetMapping("/log/tile/{*path}")
    ResponseEntity<byte[]> tile(@PathVariable String path) throws IOException {
        String name = "tile" + path;
        // Only paths that a log has, in their one spelling: nothing can lead out of it.
        return TilePath.parse(name).isPresent()
                ? file(name, MediaType.APPLICATION_OCTET_STREAM, FOR_EVER)
                : ResponseEntity.notFound().build();
    }

    private ResponseEntity<byte[]> file(String name, MediaType type, String caching) throws IOException {
        Optional<byte[]> bytes = log.files().read(name);
        return bytes.isPresent()
                ? ResponseEntity.ok()
                        .contentType(type)
                        .header(HttpHeaders.CACHE_CONTROL, caching)
                        .body(bytes.get())
                : ResponseEntity.notFound().build();
    }

    @Access(To.ANYONE)
    @PostMapping("/log/append")
    ResponseEntity<byte[]> append(HttpServletRequest request) throws IOException {
        byte[] body;
        try {
            // Before it takes a place: whoever sends slowly, or never to the end, holds none.
            body = bodies.read(request);
        } catch (Bodies.NotReadException e) {
            return refused(new AppendException(AppendCode.BUSY, e.sentence()));
        }
        if (!places.tryAcquire()) {
            return refused(new AppendException(AppendCode.BUSY, "too many requests are waiting"));
        }
        try {
            Appended appended = log.append(body, keys::members);
            HttpStatus status = appended.isComplete() ? HttpStatus.OK : HttpStatus.CONFLICT;
            return ResponseEntity.status(status)
                    .header(HttpHeaders.CONTENT_TYPE, Appended.CONTENT_TYPE)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .body(appended.toBytes());
        } catch (AppendException e) {
            return refused(e);
        } finally {
            places.release();
        }
    }

    private static ResponseEntity<byte[]> refused(AppendException e) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(e.code().status())
                .contentType(TEXT)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (e.code().isWorthAnotherTry()) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.body((e.code() + " " + e.sentence() + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
