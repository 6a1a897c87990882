package org.wangchuan.platform.intake;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;

/** Writes into the vault what staff note of the person of an order: of the one that is known, or of one that begins with it. */
@Component
public class OwnerFile {
    private final Orders orders;
    private final Vault vault;

    OwnerFile(Orders orders, Vault vault) {
        this.orders = orders;
        this.vault = vault;
    }

    @Transactional
    public void write(WorkOrder order, Map<Field, String> values, Purpose purpose, Reader writer)
            throws OrderException, VaultException {
        Optional<UUID> person = person(order);
        if (person.isPresent()) {
            vault.add(person.get(), values, purpose, writer);
        } else {
            orders.owner(order.id(), vault.person(values, purpose, writer));
        }
    }

    /** What is kept for this purpose is this from now on; of somebody who is not known, or was forgotten, only what there is. */
    @Transactional
    public void replace(WorkOrder order, Map<Field, String> values, Purpose purpose, Reader writer)
            throws OrderException, VaultException {
        Optional<UUID> person = person(order);
        if (person.isPresent()) {
            vault.replace(person.get(), values, purpose, writer);
        } else if (!values.isEmpty()) {
            write(order, values, purpose, writer);
        }
    }

    private Optional<UUID> person(WorkOrder order) {
        return order.ownerRef()
                .filter(known -> vault.keeping(known)
                        .filter(keeping -> keeping.forgottenAt().isEmpty())
                        .isPresent());
    }
}
