package org.wangchuan.page.build;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;

/** Inlines scripts, style, words and rule sets into one HTML file whose policy allows exactly these bytes to run. */
public final class PageBuilder {
    /** What is used stands before what uses it. */
    private static final List<String> SCRIPTS = List.of(
            "failure",
            "bytes",
            "sha2",
            "scalar",
            "field25519",
            "ed25519",
            "p256",
            "primitives",
            "canonical",
            "fields",
            "lines",
            "note",
            "tree",
            "sdjwt",
            "claims",
            "summaryclaims",
            "recordedclaims",
            "sampled",
            "driveways",
            "recheckclaims",
            "phone",
            "producerstatement",
            "statement",
            "policy",
            "delegated",
            "trust",
            "logged",
            "producer",
            "receipt",
            "cosign",
            "presence",
            "certificate",
            "status",
            "pdf",
            "presentation",
            "packedwords",
            "packed",
            "label",
            "recorded",
            "recheck",
            "rules",
            "summarycheck",
            "countscheck",
            "check",
            "show",
            "words.zh",
            "words.en",
            "words",
            "proofview",
            "view",
            "phoneview",
            "saidview",
            "failureview",
            "clauseview",
            "recordview",
            "labelview",
            "money",
            "recordedview",
            "recheckview",
            "address",
            "handin",
            "share",
            "main");

    private static final Pattern ENDS = Pattern.compile("</s|<!--", Pattern.CASE_INSENSITIVE);

    private PageBuilder() {}

    /**
     * Arguments: folder of the sources, folder of the paper's words, folder of the rule sets, folder of the ways to erase a phone, file to
     * write.
     */
    public static void main(String[] arguments) throws IOException {
        Path output = Path.of(arguments[4]);
        Path folder = output.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(
                output,
                build(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3])));
    }

    /** The page; nothing but the sources goes into it. */
    public static String build(Path web, Path paperWords, Path rules, Path phoneWays) throws IOException {
        StringBuilder script = new StringBuilder("(function () {\n'use strict';\n");
        script.append("const PAPER_WORDS = {zh: ")
                .append(words(paperWords, "zh"))
                .append(",\nen: ")
                .append(words(paperWords, "en"))
                .append("};\n");
        script.append("const RULE_SETS = ").append(ruleSets(rules)).append(";\n");
        script.append("const PHONE_WAYS = ").append(phoneWays(phoneWays)).append(";\n");
        for (String name : SCRIPTS) {
            script.append(source(web.resolve(name + ".js")));
        }
        script.append("})();\n");
        String style = "\n" + source(web.resolve("page.css"));
        return source(web.resolve("page.html"))
                .replace("@CSP@", policy(script.toString(), style))
                .replace("@STYLE@", style)
                .replace("@SCRIPT@", script);
    }

    /** CSP level 3: nothing is loaded, sent or framed; only these two texts count as script and style. */
    private static String policy(String script, String style) {
        return "default-src 'none'; script-src '" + hash(script) + "'; style-src '" + hash(style)
                + "'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** HTML readers turn a carriage return into a line feed, and end a script where its text says so. */
    private static String source(Path file) throws IOException {
        String text = Files.readString(file).replace("\r\n", "\n");
        boolean isPage = file.toString().endsWith(".html");
        if (text.contains("\r") || (!isPage && ENDS.matcher(text).find())) {
            throw new IllegalArgumentException(
                    file + ": expected no carriage return, end of a script or style, or '<!--', found one");
        }
        return text;
    }

    /** What the paper says, and what is said of phones. */
    private static String words(Path folder, String language) throws IOException {
        Properties texts = new Properties();
        for (String name : List.of("page_", "phone_")) {
            try (Reader in = Files.newBufferedReader(folder.resolve(name + language + ".properties"))) {
                texts.load(in);
            }
        }
        Json.Builder out = Json.object();
        for (String key : texts.stringPropertyNames()) {
            out.put(key, texts.getProperty(key));
        }
        return literal(out.build());
    }

    private static String ruleSets(Path folder) throws IOException {
        return literal(new JsonValue.Array(
                RuleSet.all(folder).stream().<JsonValue>map(RuleSet::json).toList()));
    }

    private static String phoneWays(Path folder) throws IOException {
        return literal(new JsonValue.Array(
                PhoneWay.all(folder).stream().<JsonValue>map(PhoneWay::json).toList()));
    }

    /** As a script needs it: the two line separators end a line there before ES2019, and no tag may begin. */
    private static String literal(JsonValue value) {
        return CanonicalJson.writeText(value)
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029")
                .replace("<", "\\u003c");
    }
}
