package org.wangchuan.page.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.trust.Delegated;

/** Trust lists that are soundly signed and say what no trust list may; and what only looks so. */
final class TrustLies {
    private final List<Lie> all;
    private final Path folder;

    TrustLies(List<Lie> all, Path folder) {
        this.all = all;
        this.folder = folder;
    }

    void add() throws IOException {
        try (Bench bench = new Bench(folder.resolve("bench-trust"), "log.example/one", 1)) {
            byte[] receipt = bench.job().toBytes();
            String sound = bench.trust().note().text();
            int from = sound.indexOf("{\"firstIndex\"");
            String station = sound.substring(from, sound.indexOf("}", from) + 1);
            String log = "\"" + bench.log.verifierKey() + "\"";
            String name = "Green Loop 绿环回收";
            add(receipt, "verified", sound.replace(name, "x".repeat(200)));
            add(receipt, "verified", sound.replace(name, "\uD83D\uDE00 \u00A0x"));
            for (String bad : List.of("x".repeat(201), "", " ", "a\u200Eb", "a\u2028b", "a\uE000b", "a\uFFFFb")) {
                add(receipt, "trust-format", sound.replace(name, bad));
            }
            add(receipt, "trust-format", sound.replace(log, log + "," + log));
            add(receipt, "trust-format", sound.replace(station, station + "," + station));
            String ended = station.replace("{\"firstIndex\":0", "{\"endIndex\":4,\"firstIndex\":0");
            add(receipt, "verified", sound.replace(station, ended));
            add(receipt, "verified", sound.replace(station, ended + "," + station.replace("Index\":0", "Index\":4")));
            add(
                    receipt,
                    "trust-format",
                    sound.replace(station, ended + "," + station.replace("Index\":0", "Index\":3")));
            add(receipt, "trust-format", sound.replace(station, ended.replace(":4,", ":0,")));
            for (String seconds : List.of("1", "31622400")) {
                add(receipt, "verified", offline(sound, seconds));
            }
            for (String seconds : List.of("0", "259200", "31622401", "\"1\"")) {
                add(receipt, "trust-format", offline(sound, seconds));
            }
            ofPolicies(receipt, sound, bench);
            String until =
                    "\"earlierPolicies\":[{\"endSize\":3,\"policy\":\"\"},{\"endSize\":9,\"policy\":\"quorum none\\n\"}],";
            String ranges = sound.replace("\"logs\":", until + "\"logs\":");
            add(receipt, "verified", ranges);
            for (String end : List.of("9", "10", "0", "-1", "\"3\"")) {
                add(receipt, "trust-format", ranges.replace("\"endSize\":3", "\"endSize\":" + end));
            }
            add(receipt, "trust-format", ranges.replace("\"endSize\":3", "\"endSize\":3,\"firstSize\":0"));
            add(receipt, "trust-format", sound.replace("\"logs\":", "\"earlierPolicies\":[],\"logs\":"));
            add(receipt, "policy-format", ranges.replace("quorum none", "quorum a"));
            add(
                    receipt,
                    "trust-format",
                    ranges.replace("quorum none", "log " + bench.log.verifierKey() + "\\nquorum none"));
            ofDelegations(receipt, sound, bench);
            StringBuilder many = new StringBuilder();
            for (int i = 1; i <= 257; i++) {
                many.append(i == 1 ? "" : ",").append("{\"endSize\":" + i + ",\"policy\":\"\"}");
                if (i >= 256) {
                    String all = "\"earlierPolicies\":[" + many + "],\"logs\":";
                    add(receipt, i == 256 ? "verified" : "trust-format", sound.replace("\"logs\":", all));
                }
            }
        }
    }

    /** Keys that were given out of hand count for the drives that are named, made until the end that is. */
    private void ofDelegations(byte[] receipt, String sound, Bench bench) {
        String origin = bench.log.verifierKey().name();
        String mark = Delegated.mark(origin, Bench.SERIAL).base64Url();
        String other = Delegated.mark(origin, "another").base64Url();
        String elsewhere = Delegated.mark("log.example/two", Bench.SERIAL).base64Url();
        long end = Bench.STARTED.getEpochSecond() + 9_999;
        for (String drives : List.of("\"" + mark + "\"", "\"" + other + "\",\"" + mark + "\"")) {
            add(receipt, "verified", delegated(sound, drives, end + ""));
        }
        for (String drives : List.of("\"" + other + "\"", "\"" + elsewhere + "\"")) {
            add(receipt, "key-not-valid", delegated(sound, drives, end + ""));
        }
        add(receipt, "key-ended", delegated(sound, "\"" + mark + "\"", "1"));
        String tooMany = IntStream.range(0, 65)
                .mapToObj(i -> "\"" + Delegated.mark(origin, i + "").base64Url() + "\"")
                .collect(Collectors.joining(","));
        for (String drives : List.of("", "\"" + mark + "\",\"" + mark + "\"", tooMany)) {
            add(receipt, "trust-format", delegated(sound, drives, end + ""));
        }
        for (String bad : List.of("-1", "\"1\"", "1,\"start\":0")) {
            add(receipt, "trust-format", delegated(sound, "\"" + mark + "\"", bad));
        }
        String whole = delegated(sound, "\"" + mark + "\"", end + "");
        add(receipt, "trust-format", whole.replace("9007199254740991", "9007199254740990"));
    }

    private static String delegated(String sound, String drives, String end) {
        return sound.replace(
                "\"logs\":",
                "\"delegated\":{\"drives\":[" + drives + "],\"end\":" + end
                        + "},\"earlierPolicies\":[{\"endSize\":9007199254740991,\"policy\":\"\"}],\"logs\":");
    }

    private void ofPolicies(byte[] receipt, String sound, Bench bench) {
        String one = "witness a " + new CosignerKey("a.example", Bench.key(71).publicKey()) + "\n";
        String two = "witness b " + new CosignerKey("b.example", Bench.key(72).publicKey()) + " https://b.example\n";
        String both = one + two;
        for (String fine : List.of(
                "quorum none\n",
                "# words\n\n" + one + "quorum  a \n",
                both + "group g any a b\nquorum g\n",
                both + "group g 2 a b\ngroup h all g\nquorum h\n")) {
            add(receipt, "verified", policy(sound, fine));
        }
        for (String bad : List.of(
                "\n",
                "quorum none",
                "quorum a\n",
                "quorum none\nquorum none\n",
                "quorums none\n",
                "\rquorum none\n",
                both + "group g 3 a b\nquorum g\n",
                both + "group g 0 a b\nquorum g\n",
                both + "group g any a a\nquorum g\n",
                both + "group a any b\nquorum a\n",
                both + "group g any a\ngroup h any a\nquorum h\n",
                one + one + "quorum a\n",
                one + one.replace("witness a", "witness b") + "quorum a\n",
                one.replace("witness a", "witness none") + "quorum none\n",
                "witness a\nquorum none\n")) {
            add(receipt, "policy-format", policy(sound, bad));
        }
        add(receipt, "trust-format", policy(sound, "log " + bench.log.verifierKey() + "\nquorum none\n"));
        CosignerKey judge = new CosignerKey("a.example", bench.key.publicKey());
        add(receipt, "trust-format", policy(sound, "witness a " + judge + "\nquorum a\n"));
        add(receipt, "note-format", policy(sound, "witness a " + bench.log.verifierKey() + "\nquorum a\n"));
        add(receipt, "note-format", policy(sound, "witness a x\nquorum a\n"));
    }

    private static String offline(String sound, String seconds) {
        return sound.replace(",\"operators\":", ",\"offlineSecondsMax\":" + seconds + ",\"operators\":");
    }

    private static String policy(String sound, String text) {
        String json = text.replace("\n", "\\n").replace("\r", "\\r");
        return sound.replace("\"witnessPolicy\":\"\"", "\"witnessPolicy\":\"" + json + "\"");
    }

    private void add(byte[] receipt, String answer, String text) {
        byte[] list = new NoteSigner("trust.example", Bench.key(99)).sign(text).toBytes();
        Question question = new Question(
                receipt, Optional.of(list), Optional.empty(), Optional.empty(), Bench.STARTED.getEpochSecond() + 9_999);
        all.add(new Lie("trust list " + text, answer, question));
    }
}
