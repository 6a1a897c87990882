package org.wangchuan.platform.exchange;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.wangchuan.platform.web.problem.Problems;

/** A program's request is refused: becomes a problem document with a stable member {@code code}. Its words quote no value of an asset. */
final class PlantProblem extends Exception {
    private static final long serialVersionUID = 1;

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

    /** What belongs to others is as if it were not there. */
    static PlantProblem notFound(String code) {
        return new PlantProblem(HttpStatus.NOT_FOUND, code, "nothing of this name for this key");
    }

    ResponseEntity<Object> answer() {
        return Problems.answer(status, code, detail);
    }
}
