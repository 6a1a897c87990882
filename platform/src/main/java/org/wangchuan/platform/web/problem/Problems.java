package org.wangchuan.platform.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * Problem documents (RFC 9457). Each has a stable member {@code code} for programs, and {@code requestId}, by which whoever runs
 * the platform finds it in the log.
 */
public final class Problems {
    private static final String CODE = Problems.class.getName();
    private static final String DETAIL = CODE + ".detail";

    /** What is said where no module knows better. */
    private static final Map<HttpStatus, String> CODES = Map.ofEntries(
            Map.entry(HttpStatus.BAD_REQUEST, "REQUEST_FORMAT"),
            Map.entry(HttpStatus.UNAUTHORIZED, "NOT_SIGNED_IN"),
            Map.entry(HttpStatus.FORBIDDEN, "ACCESS_DENIED"),
            Map.entry(HttpStatus.NOT_FOUND, "NOT_FOUND"),
            Map.entry(HttpStatus.METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED"),
            Map.entry(HttpStatus.NOT_ACCEPTABLE, "NOT_ACCEPTABLE"),
            Map.entry(HttpStatus.CONFLICT, "CONFLICT"),
            Map.entry(HttpStatus.CONTENT_TOO_LARGE, "BODY_TOO_LARGE"),
            Map.entry(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "MEDIA_TYPE"),
            Map.entry(HttpStatus.UNPROCESSABLE_CONTENT, "REQUEST_REFUSED"),
            Map.entry(HttpStatus.TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS"),
            Map.entry(HttpStatus.INTERNAL_SERVER_ERROR, "INTERNAL"),
            Map.entry(HttpStatus.SERVICE_UNAVAILABLE, "UNAVAILABLE"));

    private Problems() {}

    /** One that a module knows. */
    public static ResponseEntity<Object> answer(HttpStatusCode status, String code, @Nullable String detail) {
        return answer(status, code, detail, HttpHeaders.EMPTY);
    }

    /** One of the framework or of a filter: its code follows from its status, and it quotes nothing of the request. */
    public static ResponseEntity<Object> answer(HttpStatusCode status, HttpHeaders headers) {
        HttpStatus known = HttpStatus.resolve(status.value());
        String code = known == null ? null : CODES.get(known);
        return answer(status, code == null ? "HTTP_" + status.value() : code, null, headers);
    }

    /** The code of a refusal that is answered by the page for errors. */
    public static void tell(HttpServletRequest request, String code) {
        request.setAttribute(CODE, code);
    }

    /** The same with a word on it, for programs. */
    public static void tell(HttpServletRequest request, String code, String detail) {
        tell(request, code);
        request.setAttribute(DETAIL, detail);
    }

    /** The answer of what was told of this request; empty if nothing was. */
    public static Optional<ResponseEntity<Object>> told(HttpServletRequest request, HttpStatusCode status) {
        return request.getAttribute(CODE) instanceof String code
                ? Optional.of(
                        answer(status, code, request.getAttribute(DETAIL) instanceof String detail ? detail : null))
                : Optional.empty();
    }

    private static ResponseEntity<Object> answer(
            HttpStatusCode status, String code, @Nullable String detail, HttpHeaders headers) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setDetail(detail);
        problem.setProperty("code", code);
        RequestId.current().ifPresent(id -> problem.setProperty("requestId", id));
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
