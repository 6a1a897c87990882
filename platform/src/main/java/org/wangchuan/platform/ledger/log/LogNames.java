package org.wangchuan.platform.ledger.log;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.KeysInUse;
import org.wangchuan.platform.ledger.LogFault;
import org.wangchuan.platform.ledger.OwnLogs;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.witness.config.WitnessPolicyFile;

/** The names and keys that no station may have, for they are a witness's or the operator's, and how long a log's name may be. Immutable. */
@Component
final class LogNames implements OwnLogs, KeysInUse {
    /** The list calls each log by the company and this name, in at most 200 characters. */
    private static final int NAME_CHARS_MAX = 150;

    /** One at a time, and those before it. */
    private static final int KEYS_MAX = 16;

    private final Set<String> names = new HashSet<>();
    private final Set<PublicKey> keys = new HashSet<>();

    LogNames(LogWitnesses witnesses, LogKeys own) {
        List<CosignerKey> known = witnesses
                .file()
                .map(WitnessPolicyFile::policy)
                .map(policy -> policy.witnesses())
                .orElse(List.of());
        for (CosignerKey witness : known) {
            names.add(witness.name());
            keys.add(witness.key());
        }
        for (VerifierKey key : List.of(own.log().verifierKey(), own.trust().verifierKey())) {
            names.add(key.name());
            keys.add(key.key());
        }
    }

    @Override
    public boolean isInUse(PublicKey key) {
        return keys.contains(key);
    }

    @Override
    public Optional<LogFault> fault(TrustList.Operator own) {
        if (own.origin().length() > NAME_CHARS_MAX || !TrustList.isOperatorName(own.origin())) {
            return Optional.of(LogFault.NAME);
        }
        if (own.logKeys().size() > KEYS_MAX) {
            return Optional.of(LogFault.KEYS);
        }
        Stream<PublicKey> signers = own.logKeys().stream().map(VerifierKey::key);
        return names.contains(own.origin()) || signers.anyMatch(keys::contains)
                ? Optional.of(LogFault.IN_USE)
                : Optional.empty();
    }
}
