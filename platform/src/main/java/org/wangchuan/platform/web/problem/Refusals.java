package org.wangchuan.platform.web.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** What the framework refuses: a problem document to a program that calls an interface, the page for errors to a browser. */
@ControllerAdvice
class Refusals extends ResponseEntityExceptionHandler {
    private static final String INTERFACES = "/api/";

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        ServletWebRequest web = (ServletWebRequest) request;
        if (web.getRequest().getRequestURI().startsWith(INTERFACES)) {
            return Problems.answer(status, headers);
        }
        HttpServletResponse response = web.getResponse();
        if (response == null || response.isCommitted()) {
            return null;
        }
        headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        try {
            response.sendError(status.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return null;
    }
}
