package org.wangchuan.witness.client;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.policy.WitnessPolicy;

/** Why a policy that can be verified can't be asked. */
public enum PolicyFault {
    /** It asks for no witness. */
    NONE,
    /** It has more witnesses than a certificate may have cosignatures. */
    MANY,
    /** An address that can't be asked, or that holds a secret. */
    ADDRESS,
    /** Those with an address are fewer than the quorum needs. */
    FEW;

    /** As many cosignatures as a certificate may hold. */
    public static final int WITNESSES_MAX = 32;

    /** What is wrong with a policy; empty if its witnesses can be asked. */
    public static Optional<PolicyFault> of(WitnessPolicy policy) {
        if (!policy.isWitnessRequired()) {
            return Optional.of(NONE);
        }
        if (policy.witnesses().size() > WITNESSES_MAX) {
            return Optional.of(MANY);
        }
        if (policy.addresses().values().stream()
                .anyMatch(address -> WitnessAddress.parse(address).isEmpty())) {
            return Optional.of(ADDRESS);
        }
        Set<CosignerKey> asked = policy.witnesses().stream()
                .filter(policy.addresses()::containsKey)
                .collect(Collectors.toSet());
        return policy.quorum().isMetBy(asked) ? Optional.empty() : Optional.of(FEW);
    }
}
