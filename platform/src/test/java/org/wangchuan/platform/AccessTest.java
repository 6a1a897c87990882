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
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.wangchuan.platform.exchange.PlantKeys;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.ContentPolicies;
import org.wangchuan.platform.testing.OrderOwner;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Unqualified;

/**
 * Every endpoint × every kind of caller, over HTTP. What a handler says of itself is held against what happens, and what the filters
 * before all handlers answer against {@link #FILTERS}; the table is {@code docs/platform-access.md}, written anew with {@code
 * -Dwangchuan.write-docs=true}.
 */
final class AccessTest extends PlatformTest {
    private static final Path TABLE = Path.of("../docs/platform-access.md");
    /** A variable of a path, perhaps with the words that it may be. */
    private static final Pattern VARIABLE = Pattern.compile("\\{[*]?(\\w+)(?::([^}|]+)[^}]*)?}");

    /** Filters that only look at a request, or refuse it: they have no address of their own. */
    private static final Set<String> PASSING_ON = Set.of(
            "AnonymousAuthenticationFilter",
            "AuthorizationFilter",
            "CsrfFilter",
            "DisableEncodeUrlFilter",
            "ExceptionTranslationFilter",
            "HeaderWriterFilter",
            "SecurityConfiguration", // refuses what other sites send
            "SecurityContextHolderAwareRequestFilter",
            "SecurityContextHolderFilter",
            "SessionManagementFilter",
            "WebAsyncManagerIntegrationFilter");

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int REASON_MIN = 15;
    private static final int MOVED = 302;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int SERVER_ERROR = 500;

    /** Who calls. */
    private enum Caller {
        NOBODY,
        OWNER,
        ADMINISTRATOR,
        MANAGER,
        CLERK,
        TECHNICIAN,
        VERIFIER,
        DATA_PROTECTION_OFFICER,
        STATION,
        PROGRAM;

        boolean isStaff() {
            return this != NOBODY && this != OWNER && this != STATION && this != PROGRAM;
        }
    }

    private record Endpoint(
            String method,
            String path,
            @Nullable Access access,
            boolean isFresh,
            boolean isQualified,
            Optional<String> unqualified,
            boolean isStream,
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

    /**
     * What a filter answers, before there is a handler that could say anything.
     *
     * @param filter whose answer it is
     */
    private record Filtered(String method, String path, String forWhom, String filter, Predicate<Caller> mayCall) {}

    private static final String OPTIONS = "PublicKeyCredentialCreationOptionsFilter";
    private static final String MAKE = "staff: by a link or a fresh passkey";
    private static final List<Filtered> FILTERS = List.of(
            new Filtered("DELETE", "/webauthn/register/{id}", "nobody", "WebAuthnRegistrationFilter", _ -> false),
            new Filtered("POST", "/webauthn/register", MAKE, "WebAuthnRegistrationFilter", Caller::isStaff),
            // Before it is asked whether they may make one: it is a question to their device, and nothing is made by
            // it.
            new Filtered("POST", "/webauthn/register/options", "staff", OPTIONS, Caller::isStaff),
            new Filtered(
                    "POST",
                    "/webauthn/authenticate/options",
                    "anyone",
                    "PublicKeyCredentialRequestOptionsFilter",
                    _ -> true),
            // Without a passkey nobody is signed in by it, whoever calls.
            new Filtered(
                    "POST", "/login/webauthn", "whoever shows a passkey", "WebAuthnAuthenticationFilter", _ -> false),
            new Filtered("POST", "/sign-out", "anyone", "LogoutFilter", _ -> true));

    private final Shop shop = newShop();
    private final OrderOwner owner = OrderOwner.of(shop);
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
                ContentPolicies.faults(answer.headers()).stream()
                        .map(fault -> caller + " " + endpoint.method() + " " + endpoint.path() + ": " + fault)
                        .forEach(wrong::add);
                // None of them has shown a passkey.
                if (answer.location().startsWith(Fresh.ASK) != (endpoint.isFresh() && mayCall(endpoint, caller))) {
                    wrong.add(caller + " " + endpoint.method() + " " + endpoint.path() + " was led to "
                            + answer.location());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** With the cookie of their own order, at each page and form of another's. */
    @Test
    void anOwnerOpensNoOtherLink() {
        OrderOwner other = OrderOwner.of(shop);
        List<Endpoint> pages = endpoints()
                .filter(one -> one.access() != null && one.access().value() == Access.To.OWNER)
                .toList();
        assertThat(pages).hasSizeGreaterThan(10);
        List<String> wrong = new ArrayList<>();
        for (Endpoint page : pages) {
            Browser.Answer answer = sent(page, nobody(), filled(page.path(), other.secret()), owner::with);
            if (!isRefused(answer)) {
                wrong.add(page.method() + " " + page.path() + " was answered " + answer.status());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyFilterAnswersWhomItShould() {
        List<String> wrong = new ArrayList<>();
        for (Filtered one : FILTERS) {
            for (Caller caller : Caller.values()) {
                Browser browser = browser(caller);
                HttpRequest.Builder request = browser.request(
                                filled(one.path(), UUID.randomUUID().toString()))
                        .header("Content-Type", "application/json")
                        .header("X-CSRF-TOKEN", browser.token())
                        .method(one.method(), HttpRequest.BodyPublishers.ofString("{}"));
                Browser.Answer answer = browser.send(authorised(request, caller));
                if (answer.status() >= SERVER_ERROR
                        || isRefused(one, answer) == one.mayCall().test(caller)) {
                    wrong.add(caller + " " + one.method() + " " + one.path() + " was answered " + answer.status());
                }
                boolean isSomebody = browser.get("/account").status() == OK;
                if (isSomebody != (caller.isStaff() && !one.path().equals("/sign-out"))) {
                    wrong.add(caller + " after " + one.path() + (isSomebody ? " is" : " is not") + " signed in");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** One filter calls it a bad request that nobody is signed in. */
    private static boolean isRefused(Filtered one, Browser.Answer answer) {
        return isRefused(answer) || (one.filter().equals(OPTIONS) && answer.status() == BAD_REQUEST);
    }

    /** A filter that answers by itself, and came with another version or setting of the library, would be in no table. */
    @Test
    void noFilterAnswersThatIsNotKnown() {
        Set<String> answering = FILTERS.stream().map(Filtered::filter).collect(Collectors.toSet());
        Set<String> found = named("springSecurityFilterChain", FilterChainProxy.class).getFilterChains().stream()
                .flatMap(chain -> chain.getFilters().stream())
                .map(filter -> filter.getClass().getSimpleName().replaceFirst("\\$\\$Lambda.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).containsAll(answering);
        found.removeAll(answering);
        assertThat(found).isSubsetOf(PASSING_ON);
    }

    @Test
    void theDocumentShowsThisTable() throws IOException {
        String table = table();
        if (Boolean.getBoolean("wangchuan.write-docs")) {
            Files.writeString(TABLE, table);
        }
        assertThat(Files.readString(TABLE)).isEqualTo(table);
    }

    /** {@code METHOD path} of each handler that anyone may call. */
    static Stream<String> openHandlers(RequestMappingHandlerMapping handlers) {
        return endpoints(handlers)
                .filter(one -> one.access() != null && one.access().value() == Access.To.ANYONE)
                .map(one -> one.method() + " " + one.path());
    }

    /** {@code METHOD path} of what filters answer to these. */
    static Stream<String> filters(Set<String> forWhom) {
        return FILTERS.stream()
                .filter(one -> forWhom.contains(one.forWhom()))
                .map(one -> one.method() + " " + one.path());
    }

    private static Stream<Endpoint> endpoints() {
        return endpoints(named("requestMappingHandlerMapping", RequestMappingHandlerMapping.class));
    }

    private static Stream<Endpoint> endpoints(RequestMappingHandlerMapping handlers) {
        return handlers.getHandlerMethods().entrySet().stream()
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
                        SseEmitter.class.isAssignableFrom(handler.getMethod().getReturnType()),
                        handler.getShortLogMessage())));
    }

    private static boolean mayCall(Endpoint endpoint, Caller caller) {
        Access access = java.util.Objects.requireNonNull(endpoint.access());
        return switch (access.value()) {
            case ANYONE -> true;
            case OWNER -> caller == Caller.OWNER; // by the link of their own order
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

    /** A browser of its own each time: an answer may have changed who is signed in, or what becomes of an order. */
    private Browser.Answer call(Endpoint endpoint, Caller caller) {
        boolean isOwn = caller == Caller.OWNER
                && mayCall(endpoint, caller)
                && endpoint.path().startsWith("/o/");
        OrderOwner now = isOwn ? OrderOwner.of(shop) : owner;
        String variable = isOwn ? now.secret() : UUID.randomUUID().toString();
        return sent(
                endpoint,
                browser(caller),
                filled(endpoint.path(), variable),
                request -> isOwn ? now.with(request) : authorised(request, caller));
    }

    private Browser browser(Caller caller) {
        return Optional.ofNullable(accounts.get(caller))
                .map(PlatformTest::signedIn)
                .orElseGet(PlatformTest::nobody);
    }

    private HttpRequest.Builder authorised(HttpRequest.Builder request, Caller caller) {
        return switch (caller) {
            case STATION -> request.header("Authorization", "Bearer " + station.token());
            case PROGRAM -> request.header("Authorization", "Bearer " + key);
            case OWNER -> owner.with(request);
            default -> request;
        };
    }

    private static Browser.Answer sent(
            Endpoint endpoint, Browser browser, String path, UnaryOperator<HttpRequest.Builder> as) {
        HttpRequest.Builder request = as.apply(browser.request(path));
        if (endpoint.isStream()) {
            return browser.head(request.GET());
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

    /** The first variable is what it is of; what is in that is anything. */
    static String filled(String pattern, String first) {
        Matcher matcher = VARIABLE.matcher(pattern.replaceFirst("\\{secret}", first));
        return matcher.replaceAll(variable ->
                variable.group(2) == null ? UUID.randomUUID().toString() : Matcher.quoteReplacement(variable.group(2)));
    }

    private String table() {
        StringBuilder out = new StringBuilder("""
                # Who may call what

                Written by `AccessTest` from the running application, and held against its answers: every endpoint by every \
                kind of caller.
                An owner's pages open by the link of the order only; *owner* is one with the cookie of their own, which is tried at \
                everything else as well, and at another owner's pages. ● may call, – is refused. *Passkey*: only within five minutes of \
                showing one's own. *Qualified*: whether a person has to be qualified for their role (decision 59), and why not where they act without; \
                who only looks never has to be.

                What stands last has no handler: filters answer it, before any is found. A key that is shown there, a station's or a \
                program's, is nobody's.

                | call | path | for | qualified | nobody | owner | administrator | manager | clerk | technician | verifier | data protection officer | station | program |
                | --- | --- | --- | --- | :-: | :-: | :-: | :-: | :-: | :-: | :-: | :-: | :-: | :-: |
                """);
        endpoints()
                .filter(endpoint -> endpoint.access() != null)
                .map(AccessTest::line)
                .distinct()
                .forEach(line -> out.append(line).append('\n'));
        FILTERS.forEach(one -> out.append("| " + one.method() + " | `" + one.path() + "` | " + one.forWhom() + " |  | "
                        + marks(one.mayCall()) + " |")
                .append('\n'));
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
                + marks(caller -> mayCall(endpoint, caller))
                + " |";
    }

    private static String marks(Predicate<Caller> mayCall) {
        return Arrays.stream(Caller.values())
                .map(caller -> mayCall.test(caller) ? "●" : "–")
                .collect(Collectors.joining(" | "));
    }
}
