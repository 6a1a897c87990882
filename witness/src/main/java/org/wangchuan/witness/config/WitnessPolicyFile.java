package org.wangchuan.witness.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.policy.WitnessPolicy;
import org.wangchuan.witness.client.PolicyFault;

/**
 * The file of a C2SP tlog-policy, for a log that asks its witnesses itself.
 *
 * @param text as it is written
 * @param policy what it says
 */
public record WitnessPolicyFile(String text, WitnessPolicy policy) {
    private static final int BYTES_MAX = 64 << 10;

    /**
     * Reads the file: a policy without log lines, whose witnesses can be asked.
     *
     * @param log whose checkpoints they are asked to cosign; it is none of them
     * @throws ConfigException with the file, and the line if there is one
     */
    public static WitnessPolicyFile read(Path file, VerifierKey log) throws ConfigException {
        String text = TextFile.read(file, BYTES_MAX);
        return new WitnessPolicyFile(text, parse(file, text, log));
    }

    private static WitnessPolicy parse(Path file, String text, VerifierKey log) throws ConfigException {
        WitnessPolicy policy;
        try {
            policy = WitnessPolicy.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (VerificationException e) {
            throw new ConfigException(file.toString(), e.where() + ": " + e.expected(), e.found());
        }
        if (!policy.logs().isEmpty()) {
            throw new ConfigException(file.toString(), "no log lines: it is for this log", "one");
        }
        for (CosignerKey witness : policy.witnesses()) {
            if (witness.key().equals(log.key())) {
                throw new ConfigException(file.toString(), "witnesses that are not the log itself", witness.name());
            }
        }
        Optional<PolicyFault> fault = PolicyFault.of(policy);
        if (fault.isPresent()) {
            throw new ConfigException(file.toString(), expected(fault.get()), found(fault.get(), policy));
        }
        return policy;
    }

    private static String expected(PolicyFault fault) {
        return switch (fault) {
            case NONE -> "a policy that asks for a witness";
            case MANY -> "at most " + PolicyFault.WITNESSES_MAX + " witnesses";
            case ADDRESS ->
                "addresses that begin with http:// or https://, without a password, question mark or fragment";
            case FEW -> "addresses of as many witnesses as the quorum needs";
        };
    }

    private static String found(PolicyFault fault, WitnessPolicy policy) {
        return switch (fault) {
            case NONE -> "none asked for";
            case MANY -> policy.witnesses().size() + "";
            case ADDRESS -> "another one";
            case FEW -> policy.addresses().size() + " addresses";
        };
    }
}
