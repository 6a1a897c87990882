package org.wangchuan.platform.web.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import org.wangchuan.platform.web.problem.Problems;

/**
 * Holds each request against the {@link Access} of its handler, and against {@link Qualified} and {@link Fresh} where it has those. What
 * has no access is closed.
 */
final class AccessInterceptor implements HandlerInterceptor {
    /** The code of what a program is told whose key is not good for this. */
    private static final String SCOPE_MISSING = "SCOPE_MISSING";

    private final Visitors visitors;
    private final List<Door> doors;
    private final Qualifications qualifications;

    AccessInterceptor(Visitors visitors, List<Door> doors, Qualifications qualifications) {
        this.visitors = visitors;
        this.qualifications = qualifications;
        this.doors = List.copyOf(doors);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (request.getDispatcherType() == DispatcherType.ERROR || handler instanceof ResourceHttpRequestHandler) {
            return true; // files that are the same for everybody
        }
        Access access = handler instanceof HandlerMethod method ? method.getMethodAnnotation(Access.class) : null;
        if (access == null) {
            response.sendError(HttpStatus.FORBIDDEN.value());
            return false;
        }
        return switch (access.value()) {
            case ANYONE -> true;
            case STAFF ->
                staff(access, request, response)
                        && qualified((HandlerMethod) handler, access, request, response)
                        && fresh((HandlerMethod) handler, request, response);
            case OWNER -> door(access, HttpStatus.FORBIDDEN, request, response);
            case STATION, PROGRAM -> door(access, HttpStatus.UNAUTHORIZED, request, response);
        };
    }

    private boolean staff(Access access, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Visitor> visitor = visitors.of(request);
        if (visitor.isEmpty()) {
            if (request.getMethod().equals("GET")) {
                response.sendRedirect("/sign-in");
            } else {
                response.sendError(HttpStatus.UNAUTHORIZED.value());
            }
            return false;
        }
        if (!visitor.get().hasAny(access.roles())) {
            response.sendError(HttpStatus.FORBIDDEN.value());
            return false;
        }
        // Whoever is of no company yet has no site either, as somebody of all sites has: no handler has to know the
        // difference.
        if (visitor.get().organisation().isEmpty() && !access.withoutCompany()) {
            if (request.getMethod().equals("GET")) {
                response.sendRedirect(Access.SET_UP);
            } else {
                response.sendError(HttpStatus.NOT_FOUND.value());
            }
            return false;
        }
        return true;
    }

    /** Before a passkey is asked for: nobody shows one only to learn that it was for nothing. */
    private boolean qualified(
            HandlerMethod handler, Access access, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!handler.hasMethodAnnotation(Qualified.class)) {
            return true;
        }
        Optional<Qualifications.Lack> lack =
                visitors.of(request).flatMap(visitor -> qualifications.lack(visitor, Set.of(access.roles())));
        if (lack.isEmpty()) {
            return true;
        }
        lack.get().tell(request);
        response.sendError(HttpStatus.FORBIDDEN.value());
        return false;
    }

    private boolean fresh(HandlerMethod handler, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Fresh fresh = handler.getMethodAnnotation(Fresh.class);
        if (fresh == null || visitors.isFresh(request)) {
            return true;
        }
        Map<String, String> variables = new HashMap<>();
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> all) {
            all.forEach((name, value) -> variables.put(String.valueOf(name), String.valueOf(value)));
        }
        String back = UriComponentsBuilder.fromPath(fresh.value())
                .buildAndExpand(variables)
                .toUriString();
        response.sendRedirect(Fresh.ASK + UriUtils.encode(back, StandardCharsets.UTF_8));
        return false;
    }

    private boolean door(Access access, HttpStatus refused, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        List<Door> ofKind =
                doors.stream().filter(door -> door.kind() == access.value()).toList();
        Optional<Door> open = ofKind.stream().filter(door -> door.lets(request)).findFirst();
        if (open.isEmpty()) {
            HttpStatus status = ofKind.stream()
                    .map(door -> door.refused(request, refused))
                    .findFirst()
                    .orElse(refused);
            response.sendError(status.value());
            return false;
        }
        Optional<String> wait = open.get().waits(request);
        if (wait.isPresent()) {
            Problems.tell(request, wait.get());
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
            return false;
        }
        if (!open.get().allows(request, access.scope())) {
            Problems.tell(request, SCOPE_MISSING, "expected a key with the right " + access.scope());
            response.sendError(HttpStatus.FORBIDDEN.value());
            return false;
        }
        return true;
    }
}
