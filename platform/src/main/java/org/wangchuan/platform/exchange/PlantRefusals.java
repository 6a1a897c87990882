package org.wangchuan.platform.exchange;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.web.problem.Problems;

/** What the interface for programs refuses. Nothing of what was sent is quoted but names of members. */
@ControllerAdvice(basePackageClasses = PlantRefusals.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class PlantRefusals {
    @ExceptionHandler
    ResponseEntity<Object> refused(PlantProblem e) {
        return e.answer();
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(ShapeException e) {
        return Problems.answer(HttpStatus.UNPROCESSABLE_CONTENT, "BODY_SHAPE", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(OrderException e) {
        return Problems.answer(HttpStatus.CONFLICT, e.code().name(), null);
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(GateException e) {
        return Problems.answer(HttpStatus.CONFLICT, e.code().name(), null);
    }
}
