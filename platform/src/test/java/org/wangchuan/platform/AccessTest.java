package org.wangchuan.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.wangchuan.platform.exchange.PlantKeys;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Unqualified;

/**
 * Every endpoint × every kind of caller, over HTTP. What a handler says of itself is held against what happens; the table is
 * {@code docs/platform-access.md}, written anew with {@code -Dwangchuan.write-docs=true}.
 */
final class AccessTest extends PlatformTest {
    private static final Path TABLE = Path.of("../docs/platform-access.md");
    /** A variable of a path, perhaps with the words that it may be. */
    private static final Pattern VARIABLE = Pattern.compile("\\{[*]?(\\w+)(?::([^}|]+)[^}]*)?}");

    private static final int REASON_MIN = 15;
    private static final int MOVED = 302;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int SERVER_ERROR = 500;

    /** Who calls. */
    private enum Caller {
        NOBODY,
        ADMINISTRATOR,
        MANAGER,
        CLERK,
        TECHNICIAN,
        VERIFIER,
        DATA_PROTECTION_OFFICER,
        STATION,
        PROGRAM;

        boolean isStaff() {
            return this != NOBODY && this != STATION && this != PROGRAM;
        }
    }

    private record Endpoint(
            String method,
            String path,
            @Nullable Access access,
            boolean isFresh,
            boolean isQualified,
            Optional<String> unqualified,
            String handler) {
        /** Whether somebody of a role that needs courses changes something by it. */
        boolean isDeed() {
            return access != null
                    && access.value() == Access.To.STAFF
                    && !method.equals("GET")
                    && (access.roles().length == 0
                            || !List.of(Role.ADMINISTRATOR).equals(List.of(access.roles())));
        }
    }

    private final Shop shop = newShop();
    private final PairedStation station = newStation(shop.site());
    private final String key = PlantKeys.of(shop);
    private final Map<Caller, UUID> accounts = Arrays.stream(Caller.values())
            .filter(Caller::isStaff)
            .collect(Collectors.toMap(Function.identity(), caller -> shop.account(Role.valueOf(caller.name()))));

    @Test
    void everyHandlerSaysWhoMayCallIt() {
        assertThat(endpoints().filter(endpoint -> endpoint.access() == null).map(Endpoint::handler))
                .isEmpty();
    }

    /** Who isn't qualified can't act: what is to be open to them all the same is open for a reason. */
    @Test
    void everyDeedAsksForAQualificationOrSaysWhyNot() {
        assertThat(endpoints()
                        .filter(Endpoint::isDeed)
                        .filter(one -> one.isQualified() == one.unqualified().isPresent()
                                || one.unqualified()
                                        .filter(why -> why.length() < REASON_MIN)
                                        .isPresent())
                        .map(Endpoint::handler))
                .isEmpty();
        assertThat(endpoints()
                        .filter(one -> !one.isDeed()
                                && (one.isQualified() || one.unqualified().isPresent()))
                        .map(Endpoint::handler))
                .as("nothing is asked of who needs no course, nor of who only looks")
                .isEmpty();
    }

    @Test
    void everyAnswerFitsWhatItsHandlerSays() {
        List<String> wrong = new ArrayList<>();
        for (Endpoint endpoint : endpoints().filter(one -> one.access() != null).toList()) {
            for (Caller caller : Caller.values()) {
                Browser.Answer answer = call(endpoint, caller);
                if (answer.status() >= SERVER_ERROR || isRefused(answer) == mayCall(endpoint, caller)) {
                    wrong.add(caller + " " + endpoint.method() + " " + endpoint.path() + " was answered "
                            + answer.status() + " " + answer.location());
                }
                // None of them has shown a passkey.
                if (answer.location().startsWith(Fresh.ASK) != (endpoint.isFresh() && mayCall(endpoint, caller))) {
                    wrong.add(caller + " " + endpoint.method() + " " + endpoint.path() + " was led to "
                            + answer.location());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theDocumentShowsThisTable() throws IOException {
        String table = table();
        if (Boolean.getBoolean("wangchuan.write-docs")) {
            Files.writeString(TABLE, table);
        }
        assertThat(Files.readString(TABLE)).isEqualTo(table);
    }

    private static Stream<Endpoint> endpoints() {
        return named("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .flatMap(entry -> of(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Endpoint::path)
                        .thenComparing(Endpoint::method)
                        .thenComparing(Endpoint::handler));
    }

    private static Stream<Endpoint> of(RequestMappingInfo info, HandlerMethod handler) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        Stream<String> names =
                methods.isEmpty() ? Stream.of("GET") : methods.stream().map(RequestMethod::name);
        return names.flatMap(method -> info.getPatternValues().stream()
                .map(path -> new Endpoint(
                        method,
                        path,
                        handler.getMethodAnnotation(Access.class),
                        handler.hasMethodAnnotation(Fresh.class),
                        handler.hasMethodAnnotation(Qualified.class),
                        Optional.ofNullable(handler.getMethodAnnotation(Unqualified.class))
                                .map(Unqualified::value),
                        handler.getShortLogMessage())));
    }

    private static boolean mayCall(Endpoint endpoint, Caller caller) {
        Access access = java.util.Objects.requireNonNull(endpoint.access());
        return switch (access.value()) {
            case ANYONE -> true;
            case OWNER -> false; // none of these callers has an owner's link
            case STATION -> caller == Caller.STATION;
            case PROGRAM -> caller == Caller.PROGRAM; // with a key for everything; the scopes are PlantKeyTest's
            case STAFF ->
                caller.isStaff()
                        && (access.roles().length == 0
                                || List.of(access.roles()).contains(Role.valueOf(caller.name())));
        };
    }

    /** Refused at the door; a handler that was reached may refuse as well, but then it says why, with a code. */
    private static boolean isRefused(Browser.Answer answer) {
        boolean isClosed = answer.status() == FORBIDDEN
                && (!answer.body().contains("\"code\"") || answer.body().contains("ACCESS_DENIED"));
        boolean isSentToSignIn = answer.status() == MOVED && answer.location().equals("/sign-in");
        return answer.status() == UNAUTHORIZED || isClosed || isSentToSignIn;
    }

    /** A browser of its own each time: an answer may have changed who is signed in. */
    private Browser.Answer call(Endpoint endpoint, Caller caller) {
        Browser browser = Optional.ofNullable(accounts.get(caller))
                .map(PlatformTest::signedIn)
                .orElseGet(PlatformTest::nobody);
        HttpRequest.Builder request = browser.request(filled(endpoint.path()));
        if (caller == Caller.STATION) {
            request.header("Authorization", "Bearer " + station.token());
        } else if (caller == Caller.PROGRAM) {
            request.header("Authorization", "Bearer " + key);
        }
        if (endpoint.method().equals("GET")) {
            return browser.send(request.GET());
        }
        boolean isProgram = endpoint.path().startsWith("/api/");
        if (!isProgram) {
            request.header("X-CSRF-TOKEN", browser.token());
        }
        return browser.send(
                request.header("Content-Type", isProgram ? "application/json" : "application/x-www-form-urlencoded")
                        .method(endpoint.method(), HttpRequest.BodyPublishers.ofString(isProgram ? "{}" : "")));
    }

    private static String filled(String pattern) {
        Matcher matcher = VARIABLE.matcher(pattern);
        return matcher.replaceAll(variable ->
                variable.group(2) == null ? UUID.randomUUID().toString() : Matcher.quoteReplacement(variable.group(2)));
    }

    private String table() {
        StringBuilder out = new StringBuilder("""
                # Who may call what

                Written by `AccessTest` from the running application, and held against its answers: every endpoint by every \
                kind of caller.
                An owner's pages open by the link of the order only. ● may call, – is refused. *Passkey*: only within five minutes of \
                showing one's own. *Qualified*: whether a person has to be qualified for their role (decision 59), and why not where they act without; \
                who only looks never has to be.

                | call | path | for | qualified | nobody | administrator | manager | clerk | technician | verifier | data protection officer | station | program |
                | --- | --- | --- | --- | :-: | :-: | :-: | :-: | :-: | :-: | :-: | :-: | :-: |
                """);
        endpoints()
                .filter(endpoint -> endpoint.access() != null)
                .map(AccessTest::line)
                .distinct()
                .forEach(line -> out.append(line).append('\n'));
        return out.toString();
    }

    private static String line(Endpoint endpoint) {
        Access access = java.util.Objects.requireNonNull(endpoint.access());
        String roles = Arrays.stream(access.roles()).map(Role::id).sorted().collect(Collectors.joining(", "));
        return "| " + endpoint.method() + " | `" + endpoint.path().replace("|", "\\|") + "` | "
                + access.value().name().toLowerCase(Locale.ROOT) + (roles.isEmpty() ? "" : ": " + roles)
                + (access.scope().isEmpty() ? "" : ": " + access.scope())
                + (endpoint.isFresh() ? "; passkey" : "") + " | "
                + (endpoint.isQualified() ? "yes" : endpoint.unqualified().orElse("")) + " | "
                + Arrays.stream(Caller.values())
                        .map(caller -> mayCall(endpoint, caller) ? "●" : "–")
                        .collect(Collectors.joining(" | "))
                + " |";
    }
}
