package org.wangchuan.witness.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.policy.WitnessPolicy;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.witness.config.ConfigLines.Line;

/** The witness policies that a draft names. */
final class TrustDraftPolicies {
    private static final int BYTES_MAX = 256 << 10; // as PolicyReader takes

    private final ConfigLines lines;
    private final Map<Path, String> texts = new HashMap<>();
    private final List<TrustDraft.NamedPolicy> named = new ArrayList<>();
    private long charsInAll;

    TrustDraftPolicies(ConfigLines lines) {
        this.lines = lines;
    }

    /** The text of a policy that a list may have; each file is read once, so that it is the same wherever it is named. */
    String read(Line line, String name) throws ConfigException {
        Path file = lines.path(line, name);
        String where = lines.where(line.number()) + ", " + file;
        String text = texts.get(file);
        if (text == null) {
            text = readFile(where, file);
            texts.put(file, text);
        }
        charsInAll += text.length();
        if (charsInAll > SignedTrustList.BYTES_MAX) {
            throw lines.bad(
                    line.number(), "policies of at most " + SignedTrustList.BYTES_MAX + " bytes in all", "more");
        }
        named.add(new TrustDraft.NamedPolicy(where, parse(where, text)));
        return text;
    }

    private static String readFile(String where, Path file) throws ConfigException {
        try {
            return TextFile.read(file, BYTES_MAX);
        } catch (ConfigException e) {
            throw new ConfigException(where, e.expected(), e.found());
        }
    }

    private static WitnessPolicy parse(String where, String text) throws ConfigException {
        WitnessPolicy policy;
        try {
            policy = WitnessPolicy.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (VerificationException e) {
            throw new ConfigException(where + ", " + e.where(), e.expected(), e.found());
        }
        if (!policy.logs().isEmpty()) {
            throw new ConfigException(where, "no log lines: the operators name their logs", "one");
        }
        if (!policy.isWitnessRequired()) {
            throw new ConfigException(where, "a policy that asks for at least one witness", "quorum none");
        }
        return policy;
    }

    /** A witness that is one of the logs or stations would vouch for itself. */
    void requireNobodyJudgesHimself(List<TrustDraftOperator> operators) throws ConfigException {
        Map<PublicKey, String> judged = new HashMap<>();
        operators.forEach(operator -> judged.putAll(operator.keys()));
        for (TrustDraft.NamedPolicy one : named) {
            for (CosignerKey witness : one.policy().witnesses()) {
                String same = judged.get(witness.key());
                if (same != null) {
                    throw new ConfigException(
                            one.where(), "witnesses that are nobody's log or station", witness.name() + ", " + same);
                }
            }
        }
    }

    List<TrustDraft.NamedPolicy> all() {
        return List.copyOf(named);
    }
}
