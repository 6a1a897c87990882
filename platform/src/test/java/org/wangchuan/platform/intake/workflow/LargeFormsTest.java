package org.wangchuan.platform.intake.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.wangchuan.platform.custody.TypeLists;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.Soon;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.large.Room;

/** Nobody keeps others from sending a large form: neither whose work it is not, nor who sends slowly, nor another company. */
@Tag("slow")
final class LargeFormsTest extends PlatformTest {
    private static final String LISTS = "/type-lists";
    private static final int LENGTH = 5_000_000;
    private static final String PERSON = "text/html";
    private static final String PROGRAM = "application/json";

    private final LargeForms forms = bean(LargeForms.class);
    private final Room room = forms.room();
    private final Shop shop = newShop();

    @Test
    void whoseWorkItIsNotTakesNoPlace() throws Exception {
        UUID clerk = shop.account(Role.CLERK);
        try (Sender no = new Sender(clerk, photo(), PERSON);
                Sender all = new Sender(
                        shop.account(Role.CLERK, Role.TECHNICIAN, Role.MANAGER, Role.DATA_PROTECTION_OFFICER),
                        LISTS,
                        PERSON)) {
            assertThat(no.answer()).as("at once, and not after the form").contains(" 403 ", "ACCESS_DENIED");
            assertThat(all.answer()).contains(" 403 ", "ACCESS_DENIED");
        }
        try (Sender newcomer = new Sender(newcomer(), LISTS, PERSON)) {
            assertThat(newcomer.answer()).contains(" 403 ");
        }
        assertThat(room.onTheWay(shop.organisation())).isZero();
    }

    /** So many of all kinds that no count of places would be left. */
    @Test
    void whoSendsSlowlyKeepsNobodyWaiting() throws Exception {
        UUID administrator = shop.account(Role.ADMINISTRATOR);
        UUID technician = shop.account(Role.TECHNICIAN);
        Shop other = newShop();
        List<Sender> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                slow.add(new Sender(administrator, LISTS, PERSON).trickle());
                slow.add(new Sender(technician, photo(), PERSON).trickle());
            }
            Soon.until("all ten are on the way", () -> room.onTheWay(shop.organisation()) >= 10L * LENGTH);
            Browser.Answer photo = other.browser(Role.TECHNICIAN)
                    .upload(photo(), Map.of("step", "photo"), "photo", new byte[2_000_000]);
            assertThat(photo.status()).as("read, and of no order").isEqualTo(404);
            assertThat(photo.header("content-type")).startsWith("text/html");
            assertThat(list(other.browser(Role.ADMINISTRATOR)).location()).isEqualTo(LISTS);
            assertThat(list(signedIn(administrator)).location())
                    .as("nor a colleague")
                    .isEqualTo(LISTS);
            assertThat(room.onTheWay(shop.organisation())).as("meanwhile").isEqualTo(kib(LENGTH) * 10);
        } finally {
            for (Sender one : slow) {
                one.close();
            }
        }
        assertThat(bean(TypeLists.class).of(other.organisation())).hasSize(1);
    }

    @Test
    void whoFindsNoRoomOrIsTooSlowIsTold() throws Exception {
        UUID administrator = shop.account(Role.ADMINISTRATOR);
        UUID slow = newShop().account(Role.ADMINISTRATOR);
        long share = 64 << 20;
        assertThat(room.enter(shop.organisation(), share)).isTrue();
        try (Sender person = new Sender(administrator, LISTS, PERSON);
                Sender program = new Sender(administrator, LISTS, PROGRAM);
                Sender trickling = new Sender(slow, LISTS, PERSON).trickle();
                Sender silent = new Sender(slow, LISTS, PERSON);
                Sender silentProgram = new Sender(slow, LISTS, PROGRAM)) {
            person.send(new byte[LENGTH]);
            assertThat(person.answer()).contains(" 302 ", "location: " + LISTS + "?busy");
            assertThat(program.answer()).contains(" 503 ", "retry-after: 60", "\"FORM_BUSY\"");
            assertThat(silent.answer()).contains(" 408 ", "<h1", "That came too slowly");
            assertThat(silentProgram.answer()).contains(" 408 ", "\"FORM_SLOW\"");
            assertThat(trickling.answer()).contains(" 408 ", "<h1", "That came too slowly");
        } finally {
            room.leave(shop.organisation(), share);
        }
        Browser browser = signedIn(administrator);
        Browser.Answer page = browser.get(LISTS + "?busy");
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.body()).contains("Other large files are being taken in", "action=\"/type-lists\"");
        assertThat(browser.in("zh").get(LISTS + "?busy").body()).contains("正在接收其他大文件");
        assertThat(bean(TypeLists.class).of(shop.organisation())).isEmpty();
        assertThat(list(browser).location()).isEqualTo(LISTS);
    }

    /** A form of one file, from its first byte to its last. */
    private static byte[] whole(String name) {
        byte[] head = ("--x\r\nContent-Disposition: form-data; name=\"list\"; filename=\"" + name + "\"\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] tail = "\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] form = Arrays.copyOf(head, LENGTH);
        System.arraycopy(tail, 0, form, LENGTH - tail.length, tail.length);
        return form;
    }

    @Test
    void whatIsNoFormIsToldAndFreesItsPlace() throws Exception {
        UUID administrator = shop.account(Role.ADMINISTRATOR);
        try (Sender empty = new Sender(administrator, LISTS, PERSON);
                Sender named = new Sender(administrator, LISTS, PERSON);
                Sender endless = new Sender(administrator, LISTS, PERSON)) {
            empty.send(new byte[LENGTH]);
            assertThat(empty.answer()).as("without its token").contains(" 403 ", "<h1");
            byte[] part = Arrays.copyOf(
                    "--x\r\nContent-Disposition: form-data; name=\"list\"; filename=\"a\"\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII),
                    LENGTH);
            // The server's code says this name in what it throws.
            named.send(whole("Zhang\0San.csv"));
            assertThat(named.answer()).contains(" 400 ", "FORM_UNREADABLE").doesNotContain("San");
            endless.send(part);
            assertThat(endless.answer()).contains(" 400 ", "FORM_UNREADABLE");
        }
        Browser browser = signedIn(administrator);
        Browser.Answer field = browser.upload(LISTS, Map.of("name", "x".repeat(1_500_000)), "list", new byte[10]);
        assertThat(field.body()).as("a field is no file").contains("FORM_UNREADABLE");
        assertThat(list(browser).location()).isEqualTo(LISTS);
        assertThat(room.onTheWay(shop.organisation())).isZero();
    }

    @Test
    void whoMayIsWhomTheHandlersAreFor() {
        RequestMappingHandlerMapping handlers =
                named("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        for (LargeForms.Large large : forms.all()) {
            List<Access> access = new ArrayList<>();
            handlers.getHandlerMethods().forEach((info, method) -> {
                boolean isOne = info.getPatternValues().stream()
                        .map(pattern ->
                                pattern.replace("{order}", UUID.randomUUID().toString()))
                        .anyMatch(path -> large.path().matcher(path).matches());
                if (isOne && info.getMethodsCondition().getMethods().contains(RequestMethod.POST)) {
                    access.add(Objects.requireNonNull(method.getMethodAnnotation(Access.class)));
                }
            });
            assertThat(access).hasSize(1);
            assertThat(access.getFirst().value()).isEqualTo(Access.To.STAFF);
            assertThat(access.getFirst().roles()).containsExactly(large.role());
        }
    }

    private static String photo() {
        return "/workflow/" + UUID.randomUUID() + "/photo";
    }

    /** As it counts. */
    private static long kib(long bytes) {
        return (bytes + 1023) / 1024 * 1024;
    }

    private static Browser.Answer list(Browser browser) {
        byte[] file = new byte[2_000_000];
        byte[] row = "tac,brand,model\n86499910,HUAWEI,nova 9\n".getBytes(StandardCharsets.UTF_8);
        Arrays.fill(file, (byte) ' ');
        System.arraycopy(row, 0, file, 0, row.length);
        for (int at = row.length + 7_900; at < file.length; at += 7_900) {
            file[at] = '\n'; // no row is longer than it may be
        }
        return browser.upload(LISTS, Map.of("name", "Licensed", "source", "licence 17"), "list", file);
    }

    /** Who says how large a form will be, and then sends what a test says. */
    private static final class Sender implements AutoCloseable {
        private static final Pattern WHOLE = Pattern.compile("Content-Length: ([0-9]{1,6})\r\n(?:[^\r\n]+\r\n)*\r\n");

        private final Socket socket;

        Sender(UUID account, String path, String accept) throws IOException {
            URI at = URI.create(origin());
            String cookie = nobody()
                    .post(URI.create(bean(OneTimeLinks.class).create(account)).getRawPath(), Map.of())
                    .headers()
                    .getOrDefault("set-cookie", List.of())
                    .stream()
                    .filter(one -> one.startsWith("session="))
                    .map(one -> one.replaceFirst(";.*", ""))
                    .findFirst()
                    .orElseThrow();
            socket = new Socket(at.getHost(), at.getPort());
            socket.setSoTimeout(120_000);
            send(("POST " + path + " HTTP/1.1\r\nHost: " + at.getAuthority() + "\r\nCookie: " + cookie
                            + "\r\nContent-Type: multipart/form-data; boundary=x\r\nAccept: " + accept
                            + "\r\nAccept-Language: en\r\nConnection: close\r\nContent-Length: " + LENGTH + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        /** Never silent, and never done. */
        Sender trickle() {
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        send(new byte[] {'-'});
                        Thread.sleep(500);
                    }
                } catch (IOException | InterruptedException _) {
                    // it was closed
                }
            });
            return this;
        }

        /** All of it, as long as it says that it is or to the end, with the names of headers in lower case. */
        String answer() throws IOException {
            String told = "";
            byte[] part = new byte[4096];
            try {
                int read = socket.getInputStream().read(part);
                while (read > 0) {
                    told += new String(part, 0, read, StandardCharsets.ISO_8859_1); // one for each byte
                    Matcher whole = WHOLE.matcher(told);
                    if (whole.find() && told.length() >= whole.end() + Integer.parseInt(whole.group(1))) {
                        break;
                    }
                    read = socket.getInputStream().read(part);
                }
            } catch (SocketException e) {
                // What was still on its way to a connection that is closed.
                assertThat(told).as(e.getMessage()).isNotEmpty();
            }
            return told.replace("Location:", "location:").replace("Retry-After:", "retry-after:");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
