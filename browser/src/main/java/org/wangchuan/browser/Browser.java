package org.wangchuan.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;

/** One page in a headless Chromium, driven through its DevTools protocol. Not thread-safe. */
public final class Browser implements AutoCloseable {
    /** Chromium talks over descriptors 3 and 4; here they are the two ends that a process is given by Java. */
    private static final List<String> PIPES =
            List.of("sh", "-c", "exec \"$@\" 3<&0 4>&1 0</dev/null 1>/dev/null", "sh");

    private static final String NOTHING = "";
    private static final int ASCII = 128;
    /** Every answer comes that many milliseconds later: {@code -Dwangchuan.browser.latency=400}. */
    private static final Duration WAIT = Duration.ofMinutes(3);

    private static final Duration SOON = Duration.ofSeconds(1);
    /** Most things are there at once; to ask often for what takes longer only slows it down. */
    private static final int POLL_MS = 25;

    private static final int POLL_LATER_MS = 100;
    private static final int LATENCY_MS = Integer.getInteger("wangchuan.browser.latency", 0);

    /** A modifier, as the protocol numbers them. */
    private static final int SHIFT = 8;
    /** As Windows numbers them, which is what the protocol asks for. */
    private static final Map<String, Integer> KEY_CODES = Map.of(
            "Tab",
            9,
            "Enter",
            13,
            " ",
            32,
            "ArrowLeft",
            37,
            "ArrowUp",
            38,
            "ArrowRight",
            39,
            "ArrowDown",
            40,
            "-",
            189);

    private final Path profile;
    private final Process process;
    private final DevToolsPipe pipe;
    private final String session;
    private int lastId;

    /**
     * Starts the browser, with a profile of its own.
     *
     * @param language for example {@code zh-CN}
     */
    public Browser(String language) throws IOException {
        this(language, List.of(), List.of());
    }

    /**
     * Starts the browser somewhere else, such as in a network of its own.
     *
     * @param language for example {@code zh-CN}
     * @param prefix a command that runs the command behind it; it may be empty
     * @param options more options of Chromium
     */
    public Browser(String language, List<String> prefix, List<String> options) throws IOException {
        profile = Files.createTempDirectory("wangchuan-browser");
        List<String> command = new ArrayList<>(prefix);
        command.addAll(PIPES);
        command.addAll(List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                // A process that is kept ready for the next page, and a page of before that is held until the next one
                // has come: time, for nobody.
                "--disable-features=SpareRendererForSitePerProcess,PaintHolding",
                "--no-first-run",
                "--lang=" + language,
                "--accept-lang=" + language,
                "--remote-debugging-pipe",
                "--user-data-dir=" + profile));
        command.addAll(options);
        command.add("about:blank");
        Path said = profile.resolve("said");
        process = new ProcessBuilder(command).redirectError(said.toFile()).start();
        pipe = new DevToolsPipe(process.getOutputStream(), process.getInputStream());
        try {
            session = newPage();
        } catch (IOException e) {
            IOException why = new IOException("expected a browser that answers, found: " + Files.readString(said), e);
            close();
            throw why;
        }
        call("Page.enable");
        if (LATENCY_MS > 0) {
            slowDown();
        }
    }

    /** To find tests that pass only because a page comes at once. */
    private void slowDown() throws IOException {
        call("Network.enable");
        call(
                "Network.emulateNetworkConditions",
                Json.object()
                        .put("offline", false)
                        .put("latency", LATENCY_MS)
                        .put("downloadThroughput", -1)
                        .put("uploadThroughput", -1)
                        .build());
    }

    private String newPage() throws IOException {
        String target = text(
                call(
                        "Target.createTarget",
                        Json.object().put("url", "about:blank").build(),
                        ""),
                "targetId");
        return text(
                call(
                        "Target.attachToTarget",
                        Json.object()
                                .put("targetId", target)
                                .put("flatten", true)
                                .build(),
                        ""),
                "sessionId");
    }

    /** Opens an address and waits until its scripts have run. */
    public void open(String url) throws IOException {
        if (!navigate(url)) {
            // Nobody answered there, or it is another part of the page that is open: what comes can't be told from what
            // was there.
            leave();
            boolean _ = navigate(url);
        }
        waitFor("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /** Leaves the page for an empty one, and waits until it is there. */
    private void leave() throws IOException {
        if (!navigate("about:blank")) {
            throw new IOException("expected an empty page");
        }
    }

    /** Whether a new document came of it, which then is there; one that says that nobody answered is not waited for. */
    private boolean navigate(String url) throws IOException {
        long begun = System.nanoTime();
        for (Duration patience = SOON;
                System.nanoTime() - begun < WAIT.toNanos();
                patience = patience.multipliedBy(2)) {
            String before = shown();
            JsonValue.Obj answer =
                    call("Page.navigate", Json.object().put("url", url).build());
            if (answer.members().containsKey("errorText") || !answer.members().containsKey("loaderId")) {
                return false;
            }
            if (comes(text(answer, "loaderId"), before, patience)) {
                return true;
            }
        }
        throw new IOException("expected within " + WAIT + ": the document that was navigated to");
    }

    /**
     * Waits for a document: the answer to a navigation comes before it, and to leave an empty page between two would cost a process each
     * time. It never comes when a click of before led elsewhere in that very moment.
     *
     * @param patience for how long another document may stand where neither it nor the one before is
     * @return false if another one stays there instead
     */
    private boolean comes(String loader, String before, Duration patience) throws IOException {
        long begun = System.nanoTime();
        long left = begun;
        for (long now = begun; now - begun < WAIT.toNanos(); now = System.nanoTime()) {
            String there = shown();
            if (there.equals(loader)) {
                return true;
            }
            if (there.equals(before) || there.equals(NOTHING)) {
                left = now;
            } else if (now - left > patience.toNanos()) {
                return false;
            }
            pause(POLL_MS);
        }
        return false;
    }

    /** The loader of the document that is there; {@link #NOTHING} between two. */
    private String shown() throws IOException {
        try {
            return Json.in(call("Page.getFrameTree"))
                    .object("frameTree")
                    .object("frame")
                    .text("loaderId");
        } catch (RefusedException _) {
            return NOTHING;
        } catch (ShapeException e) {
            throw new IOException("no frame", e);
        }
    }

    /**
     * Gives the browser a device that keeps passkeys and always finds its user present and verified.
     *
     * @see <a href="https://www.w3.org/TR/webauthn-3/#sctn-automation">WebAuthn, user agent automation</a>
     */
    public void addPasskeyDevice() throws IOException {
        call("WebAuthn.enable");
        call(
                "WebAuthn.addVirtualAuthenticator",
                Json.object()
                        .put(
                                "options",
                                Json.object()
                                        .put("protocol", "ctap2")
                                        .put("transport", "internal")
                                        .put("hasResidentKey", true)
                                        .put("hasUserVerification", true)
                                        .put("isUserVerified", true)
                                        .put("automaticPresenceSimulation", true)
                                        .build())
                        .build());
    }

    /** Clicks on what this selector finds first, as soon as it is there, and lets the page do what it does. */
    public void click(String selector) throws IOException {
        waitForElement(selector);
        evaluate("(document.querySelector('" + selector + "').click(), 'clicked')");
    }

    /** Writes into the field that this selector finds first, as soon as it is there, as if it were typed. */
    public void fill(String selector, String text) throws IOException {
        waitForElement(selector);
        evaluate("(document.querySelector('" + selector + "').focus(), document.querySelector('" + selector
                + "').select?.(), 'there')");
        type(text);
    }

    /** From the next page on, this script runs before the page's own. */
    public void runBeforeEveryScript(String script) throws IOException {
        call(
                "Page.addScriptToEvaluateOnNewDocument",
                Json.object().put("source", script).build());
    }

    /** The text that an expression, or the promise that it gives, comes to. */
    public String evaluate(String expression) throws IOException {
        JsonValue.Obj answer = call(
                "Runtime.evaluate",
                Json.object()
                        .put("expression", expression)
                        .put("awaitPromise", true)
                        .put("returnByValue", true)
                        .build());
        JsonValue result = answer.members().get("result");
        if (answer.members().containsKey("exceptionDetails")
                || !(result instanceof JsonValue.Obj object
                        && object.members().get("value") instanceof JsonValue.Text(String value))) {
            throw new IOException("expected a text, found " + CanonicalJson.writeText(answer));
        }
        return value;
    }

    /** Waits until an expression is true: for three minutes, since all that is waited for may be done beside other tests. */
    public void waitFor(String condition) throws IOException {
        long begun = System.nanoTime();
        while (!holds(condition)) {
            long waited = System.nanoTime() - begun;
            if (waited > WAIT.toNanos()) {
                throw new IOException("expected within " + WAIT + ": " + condition);
            }
            pause(waited < SOON.toNanos() ? POLL_MS : POLL_LATER_MS);
        }
    }

    /** A new address is there before its page is: whoever acts at once may act on nothing, or before a script listens. */
    private void waitForElement(String selector) throws IOException {
        waitFor("document.readyState === 'complete' && document.querySelector('" + selector + "') !== null");
    }

    /** Between one page and the next there is nothing that could answer. */
    private boolean holds(String condition) throws IOException {
        try {
            return evaluate("(() => { try { return String(Boolean(" + condition
                            + ")) } catch { return 'not yet' } })()")
                    .equals("true");
        } catch (RefusedException _) {
            return false;
        }
    }

    /** The browser answered, and could not do it. */
    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        RefusedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Puts files into a file input, as soon as it is there, as a person who picks them. */
    public void pick(String selector, List<Path> files) throws IOException {
        waitForElement(selector);
        JsonValue.Obj answer = call(
                "Runtime.evaluate",
                Json.object()
                        .put("expression", "document.querySelector('" + selector + "')")
                        .build());
        try {
            String object = Json.in(answer).object("result").text("objectId");
            call(
                    "DOM.setFileInputFiles",
                    Json.object()
                            .put("objectId", object)
                            .put(
                                    "files",
                                    Json.texts(
                                            files.stream().map(Path::toString).toList()))
                            .build());
        } catch (ShapeException e) {
            throw new IOException("no such element: " + selector, e);
        }
    }

    /** Drops files or folders onto the page, as a person who drags them there. */
    public void drop(List<Path> files) throws IOException {
        JsonValue.Obj data = Json.object()
                .put("items", new JsonValue.Array(List.of()))
                .put("files", Json.texts(files.stream().map(Path::toString).toList()))
                .put("dragOperationsMask", 1)
                .build();
        for (String type : List.of("dragEnter", "dragOver", "drop")) {
            call(
                    "Input.dispatchDragEvent",
                    Json.object()
                            .put("type", type)
                            .put("x", 100)
                            .put("y", 100)
                            .put("data", data)
                            .build());
        }
    }

    /** From now on, what the page has saved goes into this folder without a question. */
    public void saveInto(Path folder) throws IOException {
        call(
                "Browser.setDownloadBehavior",
                Json.object()
                        .put("behavior", "allow")
                        .put("downloadPath", folder.toString())
                        .build(),
                "");
    }

    /** Types where the focus is. */
    public void type(String text) throws IOException {
        call("Input.insertText", Json.object().put("text", text).build());
    }

    /** Presses the tabulator key. */
    public void tab() throws IOException {
        press("Tab");
    }

    /** Presses the tabulator key so many times, as fast as the page takes it. */
    public void tabs(int times) throws IOException {
        List<Integer> sent = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            for (String type : List.of("rawKeyDown", "keyUp")) {
                sent.add(send("Input.dispatchKeyEvent", key(type, "Tab").build(), session));
            }
        }
        for (int id : sent) {
            JsonValue.Obj _ = answer("Input.dispatchKeyEvent", id);
        }
    }

    /** Presses the tabulator key with the shift key held. */
    public void shiftTab() throws IOException {
        for (String type : List.of("rawKeyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    key(type, "Tab").put("modifiers", SHIFT).build());
        }
    }

    /** The page as it would be printed, in the size that it asks for. */
    public byte[] print() throws IOException {
        JsonValue.Obj answer = call(
                "Page.printToPDF", Json.object().put("preferCSSPageSize", true).build());
        return Base64.getDecoder().decode(text(answer, "data"));
    }

    /**
     * Presses a key where the focus is.
     *
     * @param key its name as in {@code KeyboardEvent.key}: {@code Enter}, {@code ArrowDown}, {@code " "}, or a letter or digit
     */
    public void press(String key) throws IOException {
        String text = key.equals("Enter") ? "\r" : key.length() == 1 ? key : "";
        Json.Builder event = key(text.isEmpty() ? "rawKeyDown" : "keyDown", key);
        call("Input.dispatchKeyEvent", (text.isEmpty() ? event : event.put("text", text)).build());
        call("Input.dispatchKeyEvent", key("keyUp", key).build());
    }

    private static Json.Builder key(String type, String key) {
        return Json.object().put("type", type).put("key", key).put("windowsVirtualKeyCode", keyCode(key));
    }

    /** Of letters and digits it is their capital's; other signs go by their text alone. */
    private static int keyCode(String key) {
        char first = Character.toUpperCase(key.charAt(0));
        boolean isPlain = key.length() == 1 && first < ASCII && Character.isLetterOrDigit(first);
        return KEY_CODES.getOrDefault(key, isPlain ? (int) first : 0);
    }

    /** Does as a scanner that stands for a keyboard: each letter as a key, then Enter. */
    public void scan(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            press(text.substring(i, i + 1));
        }
        press("Enter");
    }

    /** From the next page on, pages run no script of their own; {@link #evaluate} still works. */
    public void withoutScripts(boolean isWithout) throws IOException {
        call(
                "Emulation.setScriptExecutionDisabled",
                Json.object().put("value", isWithout).build());
    }

    /** Forgets every cookie, and the page: what it still asks for could bring another session's cookie back. */
    public void forgetCookies() throws IOException {
        leave();
        call("Network.clearBrowserCookies");
    }

    /** Makes the page this many pixels wide. */
    public void resize(int width, int height) throws IOException {
        call(
                "Emulation.setDeviceMetricsOverride",
                Json.object()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", width < 600)
                        .build());
    }

    /** Shows the page as for this medium ({@code screen}, {@code print}, or nothing) and colour scheme. */
    public void media(String medium, String scheme) throws IOException {
        JsonValue.Obj feature = Json.object()
                .put("name", "prefers-color-scheme")
                .put("value", scheme)
                .build();
        call(
                "Emulation.setEmulatedMedia",
                Json.object()
                        .put("media", medium)
                        .put("features", new JsonValue.Array(List.of(feature)))
                        .build());
    }

    /** The whole page as a PNG. */
    public byte[] screenshot() throws IOException {
        JsonValue.Obj answer = call(
                "Page.captureScreenshot",
                Json.object().put("captureBeyondViewport", true).build());
        return Base64.getDecoder().decode(text(answer, "data"));
    }

    /** Calls a method without parameters. */
    public JsonValue.Obj call(String method) throws IOException {
        return call(method, Json.object().build());
    }

    /** Calls a method of the DevTools protocol on the page. */
    public JsonValue.Obj call(String method, JsonValue.Obj parameters) throws IOException {
        return call(method, parameters, session);
    }

    private JsonValue.Obj call(String method, JsonValue.Obj parameters, String inSession) throws IOException {
        return answer(method, send(method, parameters, inSession));
    }

    private int send(String method, JsonValue.Obj parameters, String inSession) throws IOException {
        int id = ++lastId;
        Json.Builder message = Json.object().put("id", id).put("method", method).put("params", parameters);
        if (!inSession.isEmpty()) {
            message.put("sessionId", inSession);
        }
        pipe.send(CanonicalJson.writeText(message.build()));
        return id;
    }

    private JsonValue.Obj answer(String method, int id) throws IOException {
        String answer = pipe.receive();
        while (!answer.startsWith("{\"id\":" + id + ",")) { // of a call that was given up
            answer = pipe.receive();
        }
        try {
            return Json.in(CanonicalJson.readLenientObject(answer.getBytes(StandardCharsets.UTF_8)))
                    .object("result")
                    .object();
        } catch (MalformedJsonException | ShapeException e) {
            throw new RefusedException(method + " answered " + answer.substring(0, Math.min(500, answer.length())), e);
        }
    }

    private static String text(JsonValue.Obj object, String name) throws IOException {
        try {
            return Json.in(object).text(name);
        } catch (ShapeException e) {
            throw new IOException("no " + name, e);
        }
    }

    @Override
    public void close() throws IOException {
        pipe.close();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).forEach(Browser::delete);
        } catch (UncheckedIOException _) {
            // a helper of the browser still writes; the folder is a temporary one
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
