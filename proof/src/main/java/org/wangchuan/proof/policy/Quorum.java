package org.wangchuan.proof.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wangchuan.proof.cosign.CosignerKey;

/** Who must have cosigned. Immutable. */
public sealed interface Quorum {
    /** Whether cosignatures by these keys are enough. */
    boolean isMetBy(Set<CosignerKey> cosigners);

    /** What is asked for, in words that fit into a sentence. */
    String words();

    /** Nobody: the policy says expressly that it asks for no witness. */
    record Nobody() implements Quorum {
        @Override
        public boolean isMetBy(Set<CosignerKey> cosigners) {
            return true;
        }

        @Override
        public String words() {
            return "no witness";
        }
    }

    /**
     * One witness.
     *
     * @param name in the policy; it need not be the key's
     * @param key empty for a key of a type that we can't verify: such a witness never counts
     */
    record Witness(String name, Optional<CosignerKey> key) implements Quorum {
        @Override
        public boolean isMetBy(Set<CosignerKey> cosigners) {
            return key.filter(cosigners::contains).isPresent();
        }

        @Override
        public String words() {
            return key.isPresent() ? name : name + " (whose type of key can't be verified)";
        }
    }

    /**
     * Some of several.
     *
     * @param threshold from 1 to the number of members
     */
    record Group(String name, int threshold, List<Quorum> members) implements Quorum {
        public Group {
            members = List.copyOf(members);
            if (threshold < 1 || threshold > members.size()) {
                throw new IllegalArgumentException("a threshold of " + threshold + " of " + members.size());
            }
        }

        @Override
        public boolean isMetBy(Set<CosignerKey> cosigners) {
            return members.stream().filter(member -> member.isMetBy(cosigners)).count() >= threshold;
        }

        @Override
        public String words() {
            return threshold + " of " + members.stream().map(Quorum::words).collect(Collectors.joining(", ", "(", ")"));
        }
    }
}
