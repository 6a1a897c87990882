package org.wangchuan.platform.exchange;

import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.wangchuan.platform.web.problem.Problems;

/** A program's request is refused: becomes a problem document with a stable member {@code code}. Its words quote no value of an asset. */
final class PlantProblem extends Exception {
    private static final long serialVersionUID = 1;

    private static final int SITES_TOLD_MAX = 20;

    private final HttpStatus status;
    private final String code;
    private final String detail;

    PlantProblem(HttpStatus status, String code, String detail) {
        super(code + ": " + detail);
        this.status = status;
        this.code = code;
        this.detail = detail;
    }

    static PlantProblem unprocessable(String code, String detail) {
        return new PlantProblem(HttpStatus.UNPROCESSABLE_CONTENT, code, detail);
    }

    /** A site is named that is none of these, or none where there are several. */
    static PlantProblem site(Stream<UUID> own) {
        String ids = own.limit(SITES_TOLD_MAX).map(UUID::toString).collect(Collectors.joining(", "));
        return unprocessable("SITE", "expected the id of one of this key's sites: " + ids);
    }

    /** What belongs to others is as if it were not there. */
    static PlantProblem notFound(String code) {
        return new PlantProblem(HttpStatus.NOT_FOUND, code, "nothing of this name for this key");
    }

    ResponseEntity<Object> answer() {
        return Problems.answer(status, code, detail);
    }
}
