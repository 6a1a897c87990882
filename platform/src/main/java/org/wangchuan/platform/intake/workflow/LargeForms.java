package org.wangchuan.platform.intake.workflow;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UrlPathHelper;
import org.wangchuan.platform.intake.csv.TypeListFile;
import org.wangchuan.platform.vault.PhotoFile;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.access.Visitors;
import org.wangchuan.platform.web.large.Arrived;
import org.wangchuan.platform.web.large.ArrivedForm;
import org.wangchuan.platform.web.large.Arriving;
import org.wangchuan.platform.web.large.NotArrivedException;
import org.wangchuan.platform.web.large.Room;
import org.wangchuan.platform.web.large.Turns;
import org.wangchuan.platform.web.problem.Problems;

/**
 * Lets forms with a photo or a list of type allocations in, and no other large ones: from whose work it is, and that is asked before a byte is read. Files
 * stay in memory until they are judged, for on a disk photos would lie outside the vault. They come beside each other into {@link Room}, and are read and
 * judged in {@link Turns}, once they are there: nobody waits for who sends slowly. It runs before anything reads the form. Thread-safe.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + LargeForms.AFTER_SESSION)
final class LargeForms extends OncePerRequestFilter {
    /** Who it is has to be known, and nobody may have read the form: see WellFormed. */
    static final int AFTER_SESSION = 51;

    /** What anybody may send: the list of an institution. */
    private static final long SMALL_BYTES_MAX = 1_200 << 10;

    /** For the fields beside a file. */
    private static final long FIELDS_BYTES_MAX = 64 << 10;

    /** What is read and thrown away, so that a browser gets to hear why. */
    private static final long DRAINED_BYTES_MAX = 64 << 20;

    /** A third of the heap that {@code up} gives, beside it. */
    private static final long ROOM_BYTES = 128 << 20;

    /** A list and four of the largest photos at once. */
    private static final long COMPANY_BYTES = 64 << 20;

    private static final Duration ROOM_WAIT = Duration.ofSeconds(20);

    /** It has come by then, and those before it take a second or some each. */
    private static final Duration TURN_WAIT = Duration.ofSeconds(60);

    private static final int MINUTE = 60;

    private static final String IS_READ = LargeForms.class.getName();

    private final Visitors visitors;
    private final Room room = new Room(ROOM_BYTES, COMPANY_BYTES, ROOM_WAIT);
    private final Arriving arriving = new Arriving();
    private final List<Large> all;

    LargeForms(Visitors visitors) {
        this.visitors = visitors;
        Turns photos = new Turns();
        long photo = PhotoFile.BYTES_MAX + FIELDS_BYTES_MAX;
        all = List.of(
                new Large(Pattern.compile("(/workflow/[0-9a-f-]{36})/photo"), Role.TECHNICIAN, photo, photos),
                new Large(Pattern.compile("(/travel/[0-9a-f-]{36})/photo"), Role.CLERK, photo, photos),
                new Large(
                        Pattern.compile("(/type-lists)"),
                        Role.ADMINISTRATOR,
                        TypeListFile.BYTES_MAX + FIELDS_BYTES_MAX,
                        new Turns()));
    }

    /**
     * One of those that may be large.
     *
     * @param path its first group is the page that says why it was not read
     * @param role without which its handler refuses it
     * @param turns in which it is read
     */
    record Large(Pattern path, Role role, long bytesMax, Turns turns) {
        private String page(String asked, String why) {
            return path.matcher(asked).replaceFirst("$1?" + why);
        }
    }

    /** Which, for a test that their handlers are for whom it is asked here. */
    List<Large> all() {
        return all;
    }

    /** Where they come in, for a test of who is in it. */
    Room room() {
        return room;
    }

    /** The page for errors must not read on where this has stopped. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            boolean isRead = request.getAttribute(IS_READ) != null;
            chain.doFilter(isRead ? ArrivedForm.nothing(request) : request, response);
            return;
        }
        long length = request.getContentLengthLong();
        if (!isWithFiles(request) || (length >= 0 && length <= SMALL_BYTES_MAX)) {
            chain.doFilter(request, response);
            return;
        }
        // From here on nobody else may read it, whatever goes wrong.
        request.setAttribute(IS_READ, true);
        String path = UrlPathHelper.defaultInstance.getPathWithinApplication(request);
        Optional<Large> found =
                all.stream().filter(one -> one.path().matcher(path).matches()).findFirst();
        Optional<Visitor> visitor = found.filter(_ -> length >= 0).flatMap(_ -> visitor(request));
        if (visitor.isEmpty()) {
            refuse(
                    response,
                    length < 0 ? HttpStatus.LENGTH_REQUIRED : HttpStatus.CONTENT_TOO_LARGE,
                    "FORM_TOO_LARGE",
                    "expected a form of at most 1200 KB that says its length");
            return;
        }
        Large large = found.orElseThrow();
        Optional<UUID> company = visitor.filter(one -> one.hasAny(large.role())).flatMap(Visitor::organisation);
        if (company.isEmpty()) {
            refuse(response, HttpStatus.FORBIDDEN, "ACCESS_DENIED", "expected somebody whose work this is");
            return;
        }
        try {
            if (length > large.bytesMax()) {
                back(large.page(path, "large"), request, response);
            } else if (!takes(large, company.get(), request, response, chain)) {
                busy(large.page(path, "busy"), request, response);
            }
        } catch (NotArrivedException e) {
            switch (e.why()) {
                case BUSY -> busy(large.page(path, "busy"), request, response);
                case SLOW -> slow(request, response);
                case GONE -> {} // there is nobody to tell
            }
        } catch (FileUploadException e) {
            refuse(response, HttpStatus.BAD_REQUEST, "FORM_UNREADABLE", "expected a form with a file");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            busy(large.page(path, "busy"), request, response);
        }
    }

    /** Whether there was room for it; else nothing of it was read, or all. */
    private boolean takes(
            Large large, UUID company, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException, InterruptedException {
        long length = request.getContentLengthLong();
        if (!room.enter(company, length)) {
            return false;
        }
        try (Arrived body = room.arrived()) {
            arriving.read(request.getInputStream(), length, body::write);
            if (!large.turns().take(company, TURN_WAIT)) {
                return false;
            }
            try {
                chain.doFilter(ArrivedForm.of(request, body.taken()), response);
            } finally {
                large.turns().giveBack(company);
            }
            return true;
        } finally {
            room.leave(company, length);
        }
    }

    private void busy(String page, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains(MediaType.TEXT_HTML_VALUE)) {
            back(page, request, response);
            return;
        }
        response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(MINUTE));
        refuse(response, HttpStatus.SERVICE_UNAVAILABLE, "FORM_BUSY", "other files are being taken in; send it again");
    }

    /** To the page that it was sent from, which says why nothing was read. A browser goes there once it could send what is left. */
    private void back(String page, HttpServletRequest request, HttpServletResponse response) throws IOException {
        ServletInputStream in = request.getInputStream();
        try {
            arriving.read(in, DRAINED_BYTES_MAX, (_, _) -> {});
        } catch (NotArrivedException e) {
            if (!in.isFinished()) {
                if (e.why() == NotArrivedException.Why.SLOW) {
                    slow(request, response);
                }
                return;
            }
        }
        response.sendRedirect(page);
    }

    /** By the page for errors. Of whom nothing was heard the server itself has said so. */
    private static void slow(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION); // the server's: it would be told as a fault of ours
        Problems.tell(request, "FORM_SLOW", "expected the whole form sooner; nothing was saved");
        if (!response.isCommitted()) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
            response.sendError(HttpStatus.REQUEST_TIMEOUT.value());
        }
    }

    /**
     * Who it is, asked before those whose part it is to know: they read the form first. Nothing of the answer is kept, so that whoever is suspended while
     * the form comes is out when it has come.
     */
    private Optional<Visitor> visitor(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null
                || !(session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY)
                        instanceof SecurityContext context)) {
            return Optional.empty();
        }
        SecurityContextHolder.setContext(context);
        try {
            return visitors.of(new HttpServletRequestWrapper(request) {
                @Override
                public void setAttribute(String name, @Nullable Object value) {
                    // as said above
                }
            });
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    /** At once, and without a page: making one would read the form first. */
    private static void refuse(HttpServletResponse response, HttpStatus status, String code, String detail)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader(HttpHeaders.CONNECTION, "close");
        String text = "{\"status\":" + status.value() + ",\"code\":\"" + code + "\",\"detail\":\"" + detail + "\"}";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
        response.flushBuffer();
    }

    private static boolean isWithFiles(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }
}
